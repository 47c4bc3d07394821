// A section's blocks as strips, and what holds them together.
#include "layout/private.h"

static strip *add_strip(layout_context *context, section_flow *flow, strip_kind kind,
                        const zp_node *node, zp_length height) {
    strip *made = ZP_PUSH(context->arena, flow->strips, flow->count, flow->capacity);
    *made = (strip){.kind = kind, .node = node, .height = height, .fit = height};
    return made;
}

// A title's breaks go into the tree, so that Word too breaks it there (B8, B11).
static void remember_breaks(layout_context *context, zp_node *node, const zp_paragraph *paragraph) {
    if (node->style->align != ZP_ALIGN_BALANCE) {
        return;
    }
    uint32_t *at = ZP_ARRAY(context->arena, uint32_t, paragraph->line_count);
    node->as.breaks = (zp_breaks){.at = at};
    for (size_t i = 1; i < paragraph->line_count; i++) {
        uint32_t from = paragraph->lines[i].from;
        if (paragraph->text.data[from - 1] != '\n') {
            at[node->as.breaks.count++] = from;
        }
    }
}

// Where there are no pages, lines are for titles and for what is set against its neighbour.
static bool wants_lines(const section_flow *flow, const zp_node *node) {
    size_t behind = flow->count;
    while (behind > 0 && flow->strips[behind - 1].kind == STRIP_SPACE) {
        behind--;
    }
    const strip *last = behind > 0 ? &flow->strips[behind - 1] : NULL;
    bool behind_pair = last != NULL && last->kind == STRIP_LINE && // a name
                       last->node->style->pair != ZP_PAIR_NONE;
    return flow->paged || node->style->align == ZP_ALIGN_BALANCE || behind_pair ||
           node->style->pair != ZP_PAIR_NONE;
}

static zp_status add_paragraph(layout_context *context, section_flow *flow, zp_node *node) {
    const zp_style *style = node->style;
    zp_paragraph *paragraph;
    if (!wants_lines(flow, node)) {
        add_strip(context, flow, STRIP_FILL, node, 0);
        return zp_paragraph_check(context->typesetter, context->arena, node, flow->measure);
    }
    zp_status status =
        zp_paragraph_set(context->typesetter, context->arena, node, flow->measure, 100, &paragraph);
    if (status != ZP_OK) {
        return status;
    }
    remember_breaks(context, node, paragraph);
    bool grid = style->grid && flow->grid_pitch > 0;
    if (style->grid_line > 0 && flow->grid_pitch > 0) {
        // The first line's em box has its middle where that of the grid's line has it.
        zp_length middle = (style->grid_line - 1) * flow->grid_pitch + grid_size / 2;
        strip *down = add_strip(context, flow, STRIP_SPACE, node, 0);
        down->down_to = middle - paragraph->pitch / 2;
    } else if (style->space_before > 0) {
        add_strip(context, flow, STRIP_SPACE, node, style->space_before);
    }
    // On the grid a seal moves up from the page's foot: below name and date is the margin.
    zp_length seal = grid ? 0 : seal_below(context, node);
    for (size_t i = 0; i < paragraph->line_count; i++) {
        zp_length height = grid ? flow->grid_pitch : paragraph->pitch;
        strip *line = add_strip(context, flow, STRIP_LINE, node, height);
        line->paragraph = paragraph;
        line->line = i;
        line->grid = grid;
        line->fit = grid ? paragraph->size : height;
        line->fit += i + 1 == paragraph->line_count ? seal : 0;
    }
    if (style->space_after > 0) {
        add_strip(context, flow, STRIP_SPACE, node, style->space_after);
    }
    return ZP_OK;
}

static void add_table(layout_context *context, section_flow *flow, zp_node *node) {
    table_box *table = table_open(context, node, flow->measure);
    *ZP_PUSH(context->arena, flow->tables, flow->table_count, flow->table_capacity) = table;
    for (size_t row = 0; row < table->row_count; row++) {
        strip *made = add_strip(context, flow, STRIP_ROW, node, 0);
        made->table = table;
        made->row = row;
    }
}

static zp_status add_block(layout_context *context, section_flow *flow, zp_node *node) {
    switch (node->type) {
    case ZP_NODE_HEADING:
    case ZP_NODE_PARAGRAPH:
        return add_paragraph(context, flow, node);
    case ZP_NODE_TABLE:
        add_table(context, flow, node);
        return ZP_OK;
    case ZP_NODE_SPACE:
        add_strip(context, flow, STRIP_SPACE, node, node->as.space);
        return ZP_OK;
    case ZP_NODE_FILL:
        add_strip(context, flow, STRIP_FILL, node, 0);
        return ZP_OK;
    case ZP_NODE_PAGE_BREAK:
        add_strip(context, flow, STRIP_BREAK, node, 0);
        return ZP_OK;
    default:
        return ZP_OK;
    }
}

// ------------------------------------------------ what stays together (B8)

// Enough of what a page ends or begins with for it not to look left over.
enum { LINES_TOGETHER = 2 };

static bool is_line(const strip *each) {
    return each->kind == STRIP_LINE || each->kind == STRIP_ROW;
}

// Does a section end here, that of a heading with this outline level?
static bool ends_section(const strip *each, int outline) {
    return outline > 0 && each->kind == STRIP_LINE && each->node->type == ZP_NODE_HEADING &&
           each->node->style->outline <= outline;
}

// A heading's last line with the next two: lines of a heading under it, of one paragraph or of two,
// or a table's rows. A section of a single line is whole with that.
static void bind_to_next(section_flow *flow, size_t from) {
    int wanted = LINES_TOGETHER, outline = flow->strips[from].node->style->outline;
    for (size_t i = from; i + 1 < flow->count && wanted > 0; i++) {
        const strip *next = &flow->strips[i + 1];
        bool whole = wanted < LINES_TOGETHER && ends_section(next, outline);
        if (next->kind == STRIP_BREAK || whole) {
            return;
        }
        flow->strips[i].keep = true;
        wanted -= is_line(next);
    }
}

// What closes a text with the two lines before it, whatever paragraphs they are of (GB/T 9704
// 7.3.5.5: no page with a seal alone); under a table with its last two rows. A list, a name and a
// date in a row each hold to the one before.
static void bind_to_previous(section_flow *flow, size_t from) {
    int wanted = LINES_TOGETHER;
    for (size_t i = from; i > 0 && wanted > 0; i--) {
        strip *before = &flow->strips[i - 1];
        if (before->kind == STRIP_BREAK) {
            return;
        }
        before->keep = true;
        wanted -= is_line(before);
    }
}

// No page begins with a paragraph's last line. The grid's page has its lines and no more, so either
// the paragraph is set in a line less or more (lengths.c), and the page is full, or the line before
// comes along, of two lines both, and the page ends a line early. That a page ends with a first
// line is no fault in Chinese.
void flow_bind(section_flow *flow) {
    for (size_t i = 0; i < flow->count; i++) { // a table's head is never alone
        strip *each = &flow->strips[i];
        each->keep =
            each->kind == STRIP_ROW && each->table->rows[each->row]->as.row.kind == ZP_ROW_HEAD;
    }
    for (size_t i = 0; i < flow->count; i++) {
        strip *each = &flow->strips[i];
        if (each->kind != STRIP_LINE) {
            continue;
        }
        const zp_style *style = each->node->style;
        size_t behind = each->paragraph->line_count - each->line - 1; // lines of the paragraph
        bool whole = each->node->type == ZP_NODE_HEADING || style->keep_previous;
        if (behind == 1 || (whole && behind > 0)) {
            each->keep = true;
        }
        if (behind == 0 && style->keep_next) {
            bind_to_next(flow, i);
        }
        if (each->line == 0 && style->keep_previous) {
            bind_to_previous(flow, i);
        }
    }
}

// ------------------------------------------------ name and date (GB/T 9704 7.3.5)

static zp_length right_edge(const section_flow *flow, const strip *each) {
    const zp_style *style = each->node->style;
    return flow->measure - zp_indent(style, style->right_indent, each->paragraph->size);
}

// Moves a line to `x`; the tree, lent for this, remembers it for Word.
static void move_line(strip *each, zp_length x) {
    const zp_line *line = &each->paragraph->lines[0];
    zp_node *node = (zp_node *)each->node;
    each->shift = x - line->x;
    node->start = x;
    node->length = line->width;
}

// 7.3.5.1: the name in the middle above the date, which stands where its style has it; a name so
// long that it would leave the type area ends at its edge, and the date moves under its middle.
static void centre_pair(const section_flow *flow, strip *name, strip *date) {
    const zp_line *upper = &name->paragraph->lines[0], *lower = &date->paragraph->lines[0];
    zp_length x = lower->x + (lower->width - upper->width) / 2;
    zp_length most = flow->measure - upper->width;
    move_line(name, x < most ? x : most);
    if (x > most) {
        move_line(date, most + (upper->width - lower->width) / 2);
    }
}

// 7.3.5.2: the date begins 2 字 right of the name; a date longer than the name ends where the name
// else would, and the name moves left.
static void step_pair(const section_flow *flow, strip *name, strip *date) {
    const zp_line *upper = &name->paragraph->lines[0], *lower = &date->paragraph->lines[0];
    zp_length step = zp_indent(name->node->style, 200, name->paragraph->size);
    bool longer = lower->width > upper->width;
    zp_length x = right_edge(flow, name) - (longer ? lower->width + step : upper->width);
    move_line(name, x);
    move_line(date, x + step);
}

// Only lines can be set against each other: a name that takes two stands as its style says.
static void place_pairs(section_flow *flow) {
    strip *before = NULL; // the paragraph before, where it is a single line
    for (size_t i = 0; i < flow->count; i++) {
        strip *each = &flow->strips[i];
        if (each->kind == STRIP_SPACE) {
            continue;
        }
        bool single = each->kind == STRIP_LINE && each->paragraph->line_count == 1;
        if (single && before != NULL && before->node->style->pair == ZP_PAIR_CENTERED) {
            centre_pair(flow, before, each);
        } else if (single && before != NULL && before->node->style->pair == ZP_PAIR_STEPPED) {
            step_pair(flow, before, each);
        }
        before = single ? each : NULL;
    }
}

// ------------------------------------------------ the section

// A density is chosen by how many pages it makes.
static bool counts_pages(const zp_node *section) {
    bool counts = section->as.page.alone_unnumbered;
    for (const zp_node *each = section->first; each != NULL && !counts; each = each->next) {
        counts = each->type == ZP_NODE_TABLE && each->as.table.density_count > 1;
    }
    return counts;
}

zp_status flow_open(layout_context *context, zp_node *section, section_flow *flow) {
    const zp_page_setup *setup = &section->as.page;
    *flow = (section_flow){.node = section, .setup = setup};
    flow->paged = !context->editing || counts_pages(section);
    flow->measure = setup->width - setup->inner - setup->outer;
    flow->height = setup->height - setup->top - setup->bottom;
    if (setup->grid_lines > 1) {
        // B12: the first and the last line's em boxes touch the type area's edges.
        flow->grid_pitch = (flow->height - grid_size) / (setup->grid_lines - 1);
    }
    for (zp_node *node = section->first; node != NULL; node = node->next) {
        zp_status status = add_block(context, flow, node);
        if (status != ZP_OK) {
            return status;
        }
    }
    if (flow->paged) {
        flow_bind(flow);
    }
    place_pairs(flow);
    return ZP_OK;
}

void flow_row_heights(section_flow *flow) {
    for (size_t i = 0; i < flow->count; i++) {
        strip *each = &flow->strips[i];
        if (each->kind == STRIP_ROW) {
            each->height = each->fit = each->table->heights[each->row];
        }
    }
}
