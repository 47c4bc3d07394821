// Paragraphs: a style's name, and only what differs from the style.
#include "docx/parts.h"

placing placing_of(const zp_style *style, zp_length measure) {
    return (placing){.style = style,
                     .measure = measure,
                     .percent = 100,
                     .before = style->space_before,
                     .after = style->space_after};
}

static void write_style_id(part *part, const zp_style *style) {
    part_start(part, "w:pStyle");
    part_attribute_text(part, "w:val", style->id);
    part_end(part);
}

static void write_spacing(part *part, const placing *placing) {
    const zp_style *style = placing->style;
    bool scaled = placing->percent != 100 && style->pitch > 0;
    if (!scaled && placing->before == style->space_before && placing->after == style->space_after) {
        return;
    }
    part_start(part, "w:spacing");
    if (placing->before != style->space_before) {
        part_attribute_number(part, "w:before", twips(placing->before));
    }
    if (placing->after != style->space_after) {
        part_attribute_number(part, "w:after", twips(placing->after));
    }
    if (scaled) {
        zp_length pitch = (zp_length)zp_scale(style->pitch, placing->percent, 100);
        part_attribute_number(part, "w:line", twips(pitch));
        part_attribute(part, "w:lineRule", "exact");
    }
    part_end(part);
}

// The mark's own size: what is typed into an empty cell takes it.
static void write_mark_properties(part *part, const zp_node *paragraph, const placing *placing) {
    if (placing->percent == 100 && paragraph->change == ZP_KEPT) {
        return;
    }
    zp_length size = (zp_length)zp_scale(placing->style->size, placing->percent, 100);
    part_start(part, "w:rPr");
    write_change(part, paragraph->change);
    if (placing->percent != 100) {
        part_number(part, "w:sz", half_points(size));
        part_number(part, "w:szCs", half_points(size));
    }
    part_end(part);
}

static void write_side(part *part, const placing *placing, const char *characters,
                       const char *length, int indent) {
    zp_length size = (zp_length)zp_scale(placing->style->size, placing->percent, 100);
    if (indent != 0) {
        part_attribute(part, characters, "0"); // which would go before the length
        part_attribute_number(part, length, twips((zp_length)zp_scale(size, indent, 100)));
    }
}

// The style's indents are lengths, in its own size (styles.c); in smaller type they would be more
// characters. A first line's is in characters.
static void write_scaled_indent(part *part, const placing *placing) {
    const zp_style *style = placing->style;
    if (placing->percent != 100 && (style->left_indent != 0 || style->right_indent != 0)) {
        part_start(part, "w:ind");
        write_side(part, placing, "w:leftChars", "w:left", style->left_indent);
        write_side(part, placing, "w:rightChars", "w:right", style->right_indent);
        part_end(part);
    }
}

static void write_properties(writer *writer, const zp_node *paragraph, const placing *placing) {
    part *part = writer->part;
    part_start(part, "w:pPr");
    if (placing->style != writer->normal) {
        write_style_id(part, placing->style);
    }
    if (placing->keep_next && !placing->style->keep_next) {
        part_flag(part, "w:keepNext");
    }
    if (placing->page_break) {
        part_flag(part, "w:pageBreakBefore");
    }
    write_tabs(part, paragraph, placing);
    write_spacing(part, placing);
    const char *align = write_pair_indent(part, paragraph, placing);
    if (placing->number) {
        write_number_indent(part, placing);
    } else if (align == NULL) {
        write_scaled_indent(part, placing);
    }
    if (placing->number && placing->style->align != ZP_ALIGN_RIGHT) {
        align = "right";
    } else if (has_gap(paragraph) && placing->style->align != ZP_ALIGN_LEFT) {
        align = "left"; // the tabs do the aligning
    }
    if (align != NULL) {
        part_value(part, "w:jc", align);
    }
    write_mark_properties(part, paragraph, placing);
    if (placing->closes != NULL) {
        write_section_properties(writer, placing->closes);
    }
    part_end(part);
}

void write_paragraph(writer *writer, const zp_node *paragraph, const placing *placing) {
    part_start(writer->part, "w:p");
    write_properties(writer, paragraph, placing);
    write_inlines(writer, paragraph, placing);
    part_end(writer->part);
}

static void write_spacer_mark(part *part, bool hidden) {
    part_start(part, "w:rPr");
    part_value(part, "w:snapToGrid", "0");
    if (hidden) {
        part_flag(part, "w:vanish");
    }
    part_number(part, "w:sz", 2);
    part_number(part, "w:szCs", 2);
    part_end(part);
}

static void write_spacer_line(part *part, int64_t before) {
    part_start(part, "w:spacing");
    part_attribute_number(part, "w:before", before);
    part_attribute(part, "w:after", "0");
    part_attribute(part, "w:line", "1");
    part_attribute(part, "w:lineRule", "exact");
    part_end(part);
}

// Where WordprocessingML wants a paragraph and the document has none: between two tables, which
// Word would otherwise make one; behind a table that ends a section, whose properties stand in a
// paragraph; and above a table that is to stand lower than at the top of its page, because a table
// has no space before it. A line of exactly one twip takes no room to be seen: space is a property,
// as everywhere. Its mark is hidden too where nothing depends on it, for readers that round the
// line up.
void write_spacer(writer *writer, zp_length space, const placing *placing) {
    part *part = writer->part;
    bool hidden = twips(space) <= 1 && !placing->page_break && placing->closes == NULL;
    part_start(part, "w:p");
    part_start(part, "w:pPr");
    if (placing->keep_next) {
        part_flag(part, "w:keepNext");
    }
    if (placing->page_break) {
        part_flag(part, "w:pageBreakBefore");
    }
    part_value(part, "w:snapToGrid", "0");
    write_spacer_line(part, twips(space) > 1 ? twips(space) - 1 : 0);
    part_start(part, "w:ind");
    part_attribute(part, "w:firstLineChars", "0");
    part_attribute(part, "w:firstLine", "0");
    part_end(part);
    write_spacer_mark(part, hidden);
    if (placing->closes != NULL) {
        write_section_properties(writer, placing->closes);
    }
    part_end(part);
    part_end(part);
}
