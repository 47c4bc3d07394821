// Sections: the page, its footers and its character grid (B12).
#include "docx/parts.h"

sections sections_of(const zp_document *document) {
    sections sections = {0};
    for (const zp_node *node = document->root != NULL ? document->root->first : NULL; node != NULL;
         node = node->next) {
        const zp_page_setup *page = &node->as.page;
        sections.mirrored |= page->inner != page->outer;
        sections.grid |= page->grid_lines > 0;
        if (page->number == ZP_PAGE_NUMBER_NONE) {
            sections.emptied |= sections.numbered != NULL;
        } else if (sections.numbered == NULL) {
            sections.numbered = page;
        }
    }
    return sections;
}

static void write_footer_reference(part *part, const char *type, const char *id) {
    part_start(part, "w:footerReference");
    part_attribute(part, "w:type", type);
    part_attribute(part, "r:id", id);
    part_end(part);
}

// A section without references goes on with the footers of the one before: an unnumbered section
// behind a numbered one needs an empty footer, one at the beginning needs none.
static void write_footer_references(writer *writer, const zp_page_setup *page,
                                    bool numbered_before) {
    if (page->number != ZP_PAGE_NUMBER_NONE) {
        write_footer_reference(writer->part, "even", RELATION_FOOTER_EVEN);
        write_footer_reference(writer->part, "default", RELATION_FOOTER_ODD);
    } else if (numbered_before) {
        write_footer_reference(writer->part, "even", RELATION_FOOTER_EMPTY);
        write_footer_reference(writer->part, "default", RELATION_FOOTER_EMPTY);
    }
}

static void write_page_size(part *part, const zp_page_setup *page) {
    part_start(part, "w:pgSz");
    part_attribute_number(part, "w:w", twips(page->width));
    part_attribute_number(part, "w:h", twips(page->height));
    if (page->width > page->height) {
        part_attribute(part, "w:orient", "landscape");
    }
    part_end(part);
}

// The number's line is `size` high and its dash stands in the middle of that: the upper edge of
// the dash is number_drop below the type area (7.5), so half a size above it is the line's top.
static int64_t footer_distance(const zp_page_setup *page) {
    const zp_style *style = page->number_style;
    if (page->number == ZP_PAGE_NUMBER_NONE || style == NULL) {
        return twips(page->bottom / 2);
    }
    zp_length line = style->pitch > 0 ? style->pitch : style->size;
    int64_t distance = twips(page->bottom - page->number_drop - line / 2);
    return distance > 0 ? distance : 0;
}

static int64_t line_pitch(const zp_page_setup *page) {
    return zp_scale(page->height - page->top - page->bottom, 1, 50 * (int64_t)page->grid_lines);
}

static zp_length thickest_frame(const zp_node *section) {
    zp_length frame = 0;
    for (const zp_node *node = section->first; node != NULL; node = node->next) {
        if (node->type == ZP_NODE_TABLE && node->as.table.frame > frame) {
            frame = node->as.table.frame;
        }
    }
    return frame;
}

// Rounding to twips must not cost the last line of the grid: 22 lines of 580 twips are 4 more
// than 225 mm, and Word would set 21. Nor may a frame cost the last row of a table that fills the
// page: readers add its two rules to the rows, and want a line behind the table. The foot gives
// way, by less than 1 mm.
static int64_t bottom_margin(const zp_node *section) {
    const zp_page_setup *page = &section->as.page;
    zp_length frame = thickest_frame(section);
    int64_t bottom = twips(page->bottom) - (frame > 0 ? twips(2 * frame) + 2 : 0);
    if (page->grid_lines == 0) {
        return bottom;
    }
    int64_t fits = twips(page->height) - twips(page->top) - page->grid_lines * line_pitch(page);
    return fits < bottom ? fits : bottom;
}

static void write_page_margins(part *part, const zp_node *section) {
    const zp_page_setup *page = &section->as.page;
    part_start(part, "w:pgMar");
    part_attribute_number(part, "w:top", twips(page->top));
    // Under w:mirrorMargins left is the binding edge on every page.
    part_attribute_number(part, "w:right", twips(page->outer));
    part_attribute_number(part, "w:bottom", bottom_margin(section));
    part_attribute_number(part, "w:left", twips(page->inner));
    part_attribute_number(part, "w:header", twips(page->top / 2));
    part_attribute_number(part, "w:footer", footer_distance(page));
    part_attribute(part, "w:gutter", "0");
    part_end(part);
}

static void write_columns(part *part) {
    part_start(part, "w:cols");
    part_attribute(part, "w:space", "425");
    part_end(part);
}

// snapToChars gives every Han a cell and centres a Western run in as many as it wants, which is
// what a style with `cells` asks for (B7).
static const char *grid_type(const writer *writer, const zp_page_setup *page) {
    if (page->grid_characters == 0) {
        return "lines";
    }
    return writer->normal->cells ? "snapToChars" : "linesAndChars";
}

// charSpace is what a character of the Normal style's size lacks to fill its cell, in 4096ths of
// a point.
static void write_document_grid(writer *writer, const zp_page_setup *page) {
    if (page->grid_lines == 0) {
        return;
    }
    part *part = writer->part;
    part_start(part, "w:docGrid");
    part_attribute(part, "w:type", grid_type(writer, page));
    part_attribute_number(part, "w:linePitch", line_pitch(page));
    if (page->grid_characters > 0) {
        int64_t measure = page->width - page->inner - page->outer;
        int64_t lack = zp_scale(measure, 1, page->grid_characters) - writer->normal->size;
        part_attribute_number(part, "w:charSpace", zp_scale(lack, 4096, 1000));
    }
    part_end(part);
}

// Printed numbers begin with 1 where the first numbered section does, as in the PDF. Behind a cover
// that section begins on a right-hand page, so that odd numbers and right-hand pages stay together.
static void write_numbering_start(part *part, const zp_node *section, bool numbered_before) {
    bool first = section == section->parent->first;
    if (first || numbered_before || section->as.page.number == ZP_PAGE_NUMBER_NONE) {
        return;
    }
    part_start(part, "w:pgNumType");
    part_attribute(part, "w:start", "1");
    part_end(part);
}

void write_section_properties(writer *writer, const zp_node *section) {
    part *part = writer->part;
    const zp_page_setup *page = &section->as.page;
    bool numbered_before = false;
    for (const zp_node *node = section->parent->first; node != section; node = node->next) {
        numbered_before |= node->as.page.number != ZP_PAGE_NUMBER_NONE;
    }
    part_start(part, "w:sectPr");
    write_footer_references(writer, page, numbered_before);
    bool right_hand = page->right_hand && section != section->parent->first;
    part_value(part, "w:type", right_hand ? "oddPage" : "nextPage");
    write_page_size(part, page);
    write_page_margins(part, section);
    write_numbering_start(part, section, numbered_before);
    write_columns(part);
    write_document_grid(writer, page);
    part_end(part);
}
