// word/document.xml: sections and the blocks in them.
#include "docx/parts.h"

// What waits for the next paragraph: empty height and page breaks are properties of it, because an
// empty paragraph in a form is something a clerk deletes.
typedef struct flow {
    zp_length measure;
    zp_length fill;  // height of one FILL of this section
    zp_length space; // to stand before the next block
    bool page_break;
    bool at_top;             // of a page: SPACE is dropped there
    const zp_node *previous; // the last block written
} flow;

static bool is_text(const zp_node *node) {
    return node->type == ZP_NODE_PARAGRAPH || node->type == ZP_NODE_HEADING;
}

static bool is_block(const zp_node *node) {
    return is_text(node) || node->type == ZP_NODE_TABLE;
}

// ---------------------------------------------------------------- heights

static zp_length table_height(const zp_node *table) {
    zp_length height = 0;
    for (const zp_node *row = table->first; row != NULL; row = row->next) {
        height += row->as.row.height > 0 ? row->as.row.height : table->as.table.density.row_height;
    }
    return height;
}

// Of a block that stands as `placing` says.
static zp_length placed_height(const zp_node *node, const placing *placing) {
    zp_length pitch = placing->style->pitch > 0 ? placing->style->pitch : placing->style->size;
    return estimate_lines(node, placing) * pitch + placing->before + placing->after;
}

// A paragraph for a line of the grid is moved down to it from what stands above; below the page's
// last line nothing is.
static placing block_placing(const writer *writer, const zp_node *node, zp_length measure) {
    placing placing = placing_of(node->style != NULL ? node->style : writer->normal, measure);
    const zp_page_setup *page = &node->parent->as.page;
    if (placing.style->grid_line == 0 || page->grid_lines == 0) {
        return placing;
    }
    zp_length y = 0, width = page->width - page->inner - page->outer;
    for (const zp_node *each = node->parent->first; each != node && y < page->height;
         each = each->next) {
        struct placing above =
            placing_of(each->style != NULL ? each->style : writer->normal, width);
        if (is_text(each) && above.style->grid_line > 0) {
            above.before = space_to_line(above.style, page, y);
        }
        y += each->type == ZP_NODE_TABLE ? table_height(each)
             : is_text(each)             ? placed_height(each, &above)
                                         : 0;
    }
    placing.before = space_to_line(placing.style, page, y);
    return placing;
}

static zp_length block_height(const writer *writer, const zp_node *node, zp_length measure) {
    if (node->type == ZP_NODE_TABLE) {
        return table_height(node);
    }
    if (!is_text(node)) {
        return 0;
    }
    placing placing = block_placing(writer, node, measure);
    return placed_height(node, &placing);
}

// What the lines on the page with `fill` leave of its type area; the first fill of a page has all
// of it, as in the PDF. Line pitches are exact, so this is too; one point is kept back for the
// rounding to twips.
static zp_length fill_height(const writer *writer, const zp_node *fill, zp_length measure) {
    const zp_page_setup *page = &fill->parent->as.page;
    const zp_node *first = fill->parent->first;
    for (const zp_node *node = first; node != fill; node = node->next) {
        first = node->type == ZP_NODE_PAGE_BREAK ? node->next : first;
    }
    int64_t rest = page->height - page->top - page->bottom - ZP_POINTS(1);
    bool at_top = true;
    bool behind_fill = false;
    for (const zp_node *node = first; node != NULL && node->type != ZP_NODE_PAGE_BREAK;
         node = node->next) {
        if (node->type == ZP_NODE_SPACE) {
            rest -= at_top ? 0 : node->as.space;
        }
        if (node->type == ZP_NODE_FILL) {
            if (node == fill && behind_fill) {
                return 0;
            }
            behind_fill = true;
        }
        rest -= block_height(writer, node, measure);
        at_top = at_top && !is_block(node);
    }
    return rest > 0 ? (zp_length)rest : 0;
}

// ---------------------------------------------------------------- blocks

static const zp_node *next_block(const zp_node *node) {
    for (node = node->next; node != NULL && !is_block(node); node = node->next) {
    }
    return node;
}

static bool keeps_previous(const zp_node *block) {
    return block != NULL && block->style != NULL && block->style->keep_previous;
}

// A table has no space before it: what stands between a paragraph and a table is the paragraph's.
static zp_length space_before_table(const writer *writer, const zp_node *paragraph,
                                    zp_length measure) {
    zp_length space = 0;
    const zp_node *node = paragraph->next;
    for (; node != NULL && node->type != ZP_NODE_PAGE_BREAK && !is_block(node); node = node->next) {
        space += node->type == ZP_NODE_FILL ? fill_height(writer, node, measure) : node->as.space;
    }
    return node != NULL && node->type == ZP_NODE_TABLE ? space : 0;
}

// Whether text has height of its own above it, counted from the block before.
static bool wants_space_before(const writer *writer, const zp_node *previous,
                               const zp_node *paragraph) {
    if (paragraph == NULL || !is_text(paragraph)) {
        return false;
    }
    const zp_node *node = previous != NULL ? previous->next : paragraph->parent->first;
    for (; node != paragraph; node = node->next) {
        if (node->type == ZP_NODE_SPACE || node->type == ZP_NODE_FILL) {
            return true;
        }
    }
    return block_placing(writer, paragraph, 0).before > 0;
}

// Of space after and space before Word takes the larger one or the sum, by version and setting.
// So only one of the two is ever there: the lower paragraph has both.
static void write_text_block(writer *writer, flow *flow, const zp_node *node, bool closes) {
    placing placing = block_placing(writer, node, flow->measure);
    const zp_node *previous = flow->previous;
    const zp_node *next = next_block(node);
    placing.before += flow->space;
    if (previous != NULL && is_text(previous) && !flow->page_break &&
        wants_space_before(writer, previous, node)) {
        placing.before += block_placing(writer, previous, 0).after;
    }
    if (wants_space_before(writer, node, next)) {
        placing.after = 0;
    }
    placing.after += space_before_table(writer, node, flow->measure);
    placing.page_break = flow->page_break;
    placing.keep_next = keeps_previous(next);
    placing.closes = closes ? node->parent : NULL;
    write_paragraph(writer, node, &placing);
}

static void write_table_block(writer *writer, flow *flow, const zp_node *node) {
    // Only another table or the page's top leave space here that no paragraph took.
    bool after_table = flow->previous != NULL && flow->previous->type == ZP_NODE_TABLE;
    if (after_table || (flow->at_top && flow->space > 0)) {
        placing placing = {.page_break = flow->page_break};
        write_spacer(writer, flow->space, &placing);
    } else {
        writer->page_break = flow->page_break; // as its first paragraph's property
    }
    write_table(writer, node, keeps_previous(next_block(node)));
}

static void write_block(writer *writer, flow *flow, const zp_node *node, bool closes) {
    switch (node->type) {
    case ZP_NODE_SPACE:
        flow->space += flow->at_top ? 0 : node->as.space;
        return;
    case ZP_NODE_FILL:
        flow->space += fill_height(writer, node, flow->measure);
        return;
    case ZP_NODE_PAGE_BREAK:
        flow->page_break = !flow->at_top || flow->page_break; // a section begins a page by itself
        flow->at_top = true;
        flow->space = 0;
        return;
    case ZP_NODE_TABLE:
        write_table_block(writer, flow, node);
        break;
    default:
        write_text_block(writer, flow, node, closes);
        break;
    }
    flow->previous = node;
    flow->space = 0;
    flow->page_break = false;
    flow->at_top = false;
}

// ---------------------------------------------------------------- sections

// The properties of a section that is not the last stand in its last paragraph; those of the last
// one stand at the end of the body, behind a paragraph at least.
static void write_section(writer *writer, const zp_node *section) {
    const zp_page_setup *page = &section->as.page;
    flow flow = {.measure = page->width - page->inner - page->outer, .at_top = true};
    bool last = section->next == NULL;
    const zp_node *last_block = NULL;
    for (const zp_node *node = section->first; node != NULL; node = node->next) {
        last_block = is_block(node) ? node : last_block;
    }
    bool needs_paragraph = last_block == NULL || last_block->type == ZP_NODE_TABLE;
    for (const zp_node *node = section->first; node != NULL; node = node->next) {
        write_block(writer, &flow, node, node == last_block && !last);
    }
    if (needs_paragraph) {
        placing placing = {.closes = last ? NULL : section};
        write_spacer(writer, 0, &placing);
    }
    if (last) {
        write_section_properties(writer, section);
    }
}

void write_document_part(part *part, const zp_document *document) {
    writer writer = {.part = part, .normal = normal_style(document)};
    part->document = document;
    part_start(part, "w:document");
    write_name_spaces(part);
    part_start(part, "w:body");
    for (const zp_node *section = document->root != NULL ? document->root->first : NULL;
         section != NULL; section = section->next) {
        write_section(&writer, section);
    }
    part_end(part);
    part_end(part);
}
