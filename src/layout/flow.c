// A section's blocks as strips, and the strips on pages.
#include "layout/private.h"

static strip *add_strip(layout_context *context, section_flow *flow, strip_kind kind,
                        const zp_node *node, zp_length height) {
    strip *made = ZP_PUSH(context->arena, flow->strips, flow->count, flow->capacity);
    *made = (strip){.kind = kind, .node = node, .height = height, .fit = height};
    return made;
}

// The strip before must not be left by this one (keep_previous); spaces between are bound too. Of a
// table two rows come along, so that a total never stands alone under a repeated head.
static void bind_to_previous(section_flow *flow) {
    for (size_t i = flow->count; i > 0; i--) {
        strip *before = &flow->strips[i - 1];
        if (before->kind == STRIP_BREAK) {
            return;
        }
        before->keep = true;
        if (before->kind == STRIP_ROW && i > 1 && before->row > 1) {
            flow->strips[i - 2].keep = true;
        }
        if (before->kind != STRIP_SPACE) {
            return;
        }
    }
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

static zp_status add_paragraph(layout_context *context, section_flow *flow, zp_node *node) {
    const zp_style *style = node->style;
    zp_paragraph *paragraph;
    zp_status status =
        zp_paragraph_set(context->typesetter, context->arena, node, flow->measure, 100, &paragraph);
    if (status != ZP_OK) {
        return status;
    }
    remember_breaks(context, node, paragraph);
    if (style->keep_previous) {
        bind_to_previous(flow);
    }
    if (style->space_before > 0) {
        // What binds the paragraph to the one before binds the space between too.
        add_strip(context, flow, STRIP_SPACE, node, style->space_before)->keep =
            style->keep_previous;
    }
    bool grid = style->grid && flow->grid_pitch > 0;
    for (size_t i = 0; i < paragraph->line_count; i++) {
        zp_length height = grid ? flow->grid_pitch : paragraph->pitch;
        strip *line = add_strip(context, flow, STRIP_LINE, node, height);
        line->paragraph = paragraph;
        line->line = i;
        line->grid = grid;
        line->fit = grid ? paragraph->size : height;
        // B8: no page begins with a paragraph's last line; a heading is not cut at all.
        line->keep = i + 2 == paragraph->line_count ||
                     (node->type == ZP_NODE_HEADING && i + 1 < paragraph->line_count) ||
                     (style->keep_next && i + 1 == paragraph->line_count);
    }
    if (style->space_after > 0) {
        add_strip(context, flow, STRIP_SPACE, node, style->space_after)->keep = style->keep_next;
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
        made->keep = table->rows[row]->as.row.kind == ZP_ROW_HEAD; // never a head alone
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

zp_status flow_open(layout_context *context, zp_node *section, section_flow *flow) {
    const zp_page_setup *setup = &section->as.page;
    *flow = (section_flow){.node = section, .setup = setup};
    flow->measure = setup->width - setup->inner - setup->outer;
    flow->height = setup->height - setup->top - setup->bottom;
    if (setup->grid_lines > 1) {
        // B12: the first and the last line's em boxes touch the type area's edges. The body's
        // size is the one the grid is made for, 16 pt (3号).
        flow->grid_pitch = (flow->height - ZP_POINTS(16)) / (setup->grid_lines - 1);
    }
    for (zp_node *node = section->first; node != NULL; node = node->next) {
        zp_status status = add_block(context, flow, node);
        if (status != ZP_OK) {
            return status;
        }
    }
    // A heading stays with the next two lines (B8): its second line is bound to the first.
    for (size_t i = 1; i + 1 < flow->count; i++) {
        strip *line = &flow->strips[i];
        const strip *before = &flow->strips[i - 1];
        if (line->kind == STRIP_LINE && line->line == 0 && before->keep &&
            before->node->type == ZP_NODE_HEADING && line->paragraph->line_count > 1) {
            line->keep = true;
        }
    }
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

// ------------------------------------------------ pages

typedef struct paging {
    layout_context *context;
    section_flow *flow;
    zp_length y;
    size_t page;
    size_t page_first; // index of the page's first placing
} paging;

static placing *place(paging *p, const strip *what, zp_length height) {
    placing *made = ZP_PUSH(p->context->arena, p->flow->placings, p->flow->placing_count,
                            p->flow->placing_capacity);
    *made = (placing){.from = what, .page = p->page, .y = p->y, .height = height};
    p->y += height;
    return made;
}

// What stands behind a FILL goes to the page's foot.
static void settle_fill(paging *p) {
    zp_length room = p->flow->height - p->y;
    zp_length moved = 0;
    for (size_t i = p->page_first; i < p->flow->placing_count; i++) {
        placing *each = &p->flow->placings[i];
        each->y += moved;
        if (each->from->kind == STRIP_FILL && moved == 0 && room > 0) {
            moved = room;
        }
    }
}

static void turn_page(paging *p) {
    settle_fill(p);
    p->page++;
    p->y = 0;
    p->page_first = p->flow->placing_count;
}

static zp_length head_height(const strip *row) {
    zp_length height = 0;
    if (row->kind == STRIP_ROW) {
        for (size_t r = row->table->head_from[row->row]; r < row->table->head_to[row->row]; r++) {
            height += row->table->heights[r];
        }
    }
    return height;
}

// The head rows above the first row of a table on a further page.
static void repeat_head(paging *p, const strip *row) {
    const strip *first = row - row->row; // strips of one table stand in order
    for (size_t r = row->table->head_from[row->row]; r < row->table->head_to[row->row]; r++) {
        place(p, first + r, row->table->heights[r])->repeated = true;
    }
}

static bool continues_table(const section_flow *flow, size_t index) {
    const strip *each = &flow->strips[index];
    return each->kind == STRIP_ROW && each->row > 0;
}

// A cell over the boundary above `row` must find room for its text on both sides, so that its
// label can be repeated whole.
static bool labels_fit(const section_flow *flow, size_t index, size_t page_start) {
    const strip *row = &flow->strips[index];
    const table_box *table = row->table;
    zp_length padding = 2 * table->density.padding;
    for (size_t c = 0; c < table->column_count; c++) {
        const cell_box *cell = &table->cells[table->owner[row->row * table->column_count + c]];
        if (cell->row == row->row) {
            continue;
        }
        zp_length above = 0, below = 0;
        for (size_t r = cell->row; r < cell->row + cell->row_span; r++) {
            size_t strip_index = index - row->row + r;
            if (r >= table->head_from[row->row] && r < table->head_to[row->row]) {
                below += table->heights[r]; // repeated on the next page
            }
            if (r >= row->row) {
                below += table->heights[r];
            } else if (strip_index >= page_start) {
                above += table->heights[r];
            }
        }
        zp_length needs = cell->content + padding;
        if (above < needs || below < needs) {
            return false;
        }
    }
    return true;
}

// How many cells go on over the boundary above a row: between groups of indicators there are fewer.
static size_t crossing(const section_flow *flow, size_t index) {
    const strip *row = &flow->strips[index];
    if (!continues_table(flow, index)) {
        return 0;
    }
    const table_box *table = row->table;
    size_t count = 0, last = SIZE_MAX;
    for (size_t c = 0; c < table->column_count; c++) {
        size_t owner = table->owner[row->row * table->column_count + c];
        count += owner != last && table->cells[owner].row < row->row;
        last = owner;
    }
    return count;
}

// May a page begin with strip `i`? With `labels`, only where those that go on find room.
static bool may_begin(const section_flow *flow, size_t i, size_t start, bool labels) {
    return !flow->strips[i - 1].keep &&
           (!labels || !continues_table(flow, i) || labels_fit(flow, i, start));
}

// Among the last quarter of the page's strips the boundary that cuts the fewest labels.
static size_t best_break(const section_flow *flow, size_t start, size_t over) {
    size_t best = over, least = SIZE_MAX;
    for (size_t i = over; i > start && i + (over - start) / 4 >= over; i--) {
        if (may_begin(flow, i, start, true) && crossing(flow, i) < least) {
            least = crossing(flow, i);
            best = i;
        }
    }
    return least == SIZE_MAX ? start : best;
}

// The strip to begin the next page with, `over` being the first that does not fit. Weakens its
// wishes until something is found; `start` is the page's first strip.
static size_t choose_break(const section_flow *flow, size_t start, size_t over) {
    size_t best = best_break(flow, start, over);
    if (best > start) {
        return best;
    }
    for (int pass = 0; pass < 2; pass++) {
        size_t lowest = pass == 0 ? start + (over - start) / 2 : start + 1;
        for (size_t i = over; i > start && i >= lowest; i--) {
            if (may_begin(flow, i, start, pass == 0)) {
                return i;
            }
        }
    }
    return over;
}

static bool splits(const cell_box *cell, size_t row) {
    return cell->row == row && cell->row_span == 1 && !cell->node->as.cell.vertical;
}

// A row taller than a page, piece by piece; each cell's text goes on where it stopped.
static void place_split_row(paging *p, const strip *row) {
    const table_box *table = row->table;
    zp_length padding = 2 * table->density.padding;
    size_t *done = ZP_ARRAY(p->context->arena, size_t, table->cell_count);
    for (bool more = true; more;) {
        zp_length room = p->flow->height - p->y, needs = 0;
        more = false;
        for (size_t i = 0; i < table->cell_count; i++) {
            const cell_box *cell = &table->cells[i];
            if (!splits(cell, row->row)) {
                continue;
            }
            zp_length all = lines_height(cell, done[i], cell->lines) + padding;
            done[i] = lines_fitting(cell, done[i], room - padding);
            more = more || done[i] < cell->lines;
            needs = all > needs ? all : needs;
        }
        place(p, row, more || needs > room ? room : needs)->split = true;
        if (more) {
            turn_page(p);
            repeat_head(p, row);
        }
    }
}

static zp_length snapped(const section_flow *flow, zp_length y) {
    zp_length pitch = flow->grid_pitch;
    return (y + pitch - 1) / pitch * pitch;
}

// Takes back what was placed from strip `index` on, so that it begins the next page.
static void take_back(paging *p, const section_flow *flow, size_t index) {
    const strip *at = &flow->strips[index];
    while (p->flow->placing_count > p->page_first) {
        const placing *last = &p->flow->placings[p->flow->placing_count - 1];
        if (last->repeated || last->from < at) {
            break;
        }
        p->flow->placing_count--;
        p->y = last->y;
    }
}

void flow_pages(layout_context *context, section_flow *flow) {
    paging p = {.context = context, .flow = flow};
    flow->placing_count = 0;
    size_t start = 0; // the strip the page began with
    for (size_t i = 0; i < flow->count; i++) {
        const strip *each = &flow->strips[i];
        bool fresh = flow->placing_count == p.page_first;
        if (each->kind == STRIP_BREAK) {
            turn_page(&p);
            start = i + 1;
            continue;
        }
        if (each->kind == STRIP_SPACE && fresh) {
            continue; // dropped at the top of a page
        }
        if (each->grid) {
            p.y = snapped(flow, p.y);
        }
        if (fresh && p.page > 0 && continues_table(flow, i)) {
            repeat_head(&p, each);
        }
        zp_length room = flow->height - p.y;
        if (each->fit <= room || each->kind == STRIP_SPACE) {
            place(&p, each, each->height > room && !each->grid ? room : each->height);
            continue;
        }
        bool giant = each->kind == STRIP_ROW && each->fit + head_height(each) > flow->height;
        if (giant && (fresh || room >= 3 * each->table->density.row_height)) {
            place_split_row(&p, each);
            start = i + 1;
            continue;
        }
        if (fresh) { // alone on its page and still too high: a line of giant type
            place(&p, each, each->height);
            continue;
        }
        start = choose_break(flow, start, i);
        take_back(&p, flow, start);
        turn_page(&p);
        i = start - 1;
    }
    settle_fill(&p);
    flow->page_count = p.page + 1;
}
