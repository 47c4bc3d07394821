// The strips of a section on pages.
#include "layout/private.h"

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

// More pages than anybody hands in: told where the first of them would begin.
static zp_status check_count(const paging *p, const strip *at) {
    const layout_context *context = p->context;
    size_t before = context->pages != NULL ? context->pages->count : 0;
    if (before + p->page < ZP_PAGES_MAX) {
        return ZP_OK;
    }
    zp_report(context->messages, ZP_ERROR,
              at->node != NULL ? at->node->place : p->flow->node->place, "document-pages",
              "the document “%.*s” fills %d pages up to here; no more are made of one document",
              ZP_ARG(context->document->title), ZP_PAGES_MAX);
    return ZP_BAD_INPUT;
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
        int64_t above = 0, below = 0;
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

// Among the last quarter of the page's strips the boundary that cuts the fewest labels; but a label
// cut is better than a hole of an eighth of the page. (Word is told the same: docx/table.c.)
static size_t best_break(const section_flow *flow, size_t start, size_t over) {
    size_t best = start;
    zp_length least = 0, hole = 0;
    for (size_t i = over; i > start && i + (over - start) / 4 >= over; i--) {
        zp_length fault = hole + (zp_length)crossing(flow, i) * (flow->height / 8);
        if (may_begin(flow, i, start, true) && (best == start || fault < least)) {
            least = fault;
            best = i;
        }
        hole += flow->strips[i - 1].height;
    }
    return best;
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

// What of the row has room from the page's present end on; false when no line of it has. *more:
// some is left over.
static bool place_piece(paging *p, const strip *row, size_t *done, bool *more) {
    const table_box *table = row->table;
    zp_length padding = 2 * table->density.padding;
    zp_length room = p->flow->height - p->y, needs = 0;
    bool moved = false;
    *more = false;
    for (size_t i = 0; i < table->cell_count; i++) {
        const cell_box *cell = &table->cells[i];
        if (!splits(cell, row->row)) {
            continue;
        }
        zp_length all = lines_height(cell, done[i], cell->lines) + padding;
        size_t to = lines_fitting(cell, done[i], room - padding);
        moved = moved || to > done[i];
        done[i] = to;
        *more = *more || to < cell->lines;
        needs = all > needs ? all : needs;
    }
    if (moved) {
        place(p, row, *more || needs > room ? room : needs)->split = true;
    }
    return moved;
}

// A row taller than a page, piece by piece; each cell's text goes on where it stopped. A head that
// leaves no room for a line is not repeated.
static void place_split_row(paging *p, const strip *row) {
    size_t *done = ZP_ARRAY(p->context->arena, size_t, row->table->cell_count);
    bool head = true;
    for (bool more = true; more;) {
        bool fresh = p->flow->placing_count == p->page_first;
        bool moved = place_piece(p, row, done, &more);
        if (!moved && fresh) { // not even a line of giant type: it stands there all the same
            place(p, row, row->height)->split = true;
            return;
        }
        if (!moved && p->flow->placings[p->flow->placing_count - 1].repeated) {
            p->flow->placing_count = p->page_first;
            p->y = 0;
            head = false;
            continue;
        }
        if (more) {
            turn_page(p);
            if (head) {
                repeat_head(p, row);
            }
        }
    }
}

static zp_length snapped(const section_flow *flow, zp_length y) {
    zp_length pitch = flow->grid_pitch;
    return (y + pitch - 1) / pitch * pitch;
}

static bool below_row(const paging *p) {
    size_t count = p->flow->placing_count;
    return count > p->page_first && p->flow->placings[count - 1].from->kind == STRIP_ROW;
}

// Where a line of the grid stands. A table's rule keeps a third of a line off the text below it;
// the text above has nearly half a line below it in any case.
static zp_length line_top(const paging *p) {
    return snapped(p->flow, p->y + (below_row(p) ? p->flow->grid_pitch / 3 : 0));
}

// A table that is whole on the page, with text on the grid below, stands in the middle of what it
// has between the texts: so far down. The line above has its blank below it.
static zp_length centring(const paging *p, size_t index) {
    const section_flow *flow = p->flow;
    const strip *row = &flow->strips[index];
    if (row->kind != STRIP_ROW || row->row > 0 || flow->grid_pitch == 0) {
        return 0;
    }
    size_t behind = index + row->table->row_count;
    zp_length height = 0;
    for (size_t i = index; i < behind && height <= flow->height; i++) {
        height += flow->strips[i].height;
    }
    if (height > flow->height) {
        return 0;
    }
    zp_length text = snapped(flow, p->y + height + flow->grid_pitch / 3);
    if (behind == flow->count || !flow->strips[behind].grid ||
        text + flow->strips[behind].fit > flow->height) {
        return 0;
    }
    zp_length below = text - p->y - height, above = flow->grid_pitch - grid_size;
    return below > above ? (below - above) / 2 : 0;
}

// A title goes to its line of the grid or, where there is text already, to the next one whose upper
// half of blank is free: what is below a title then stands as far from it on every page.
static void place_down(paging *p, const strip *each) {
    zp_length pitch = p->flow->grid_pitch, to = each->down_to;
    zp_length above = below_row(p) ? 0 : (pitch - grid_size) / 2;
    while (to < p->y - above) {
        to += pitch;
    }
    place(p, each, to - p->y);
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

// What has a way of its own onto the page: breaks, titles, blanks at the top. *start: the strip
// that the page begins with.
static bool place_special(paging *p, const strip *each, size_t index, size_t *start) {
    bool fresh = p->flow->placing_count == p->page_first;
    if (each->kind == STRIP_BREAK) {
        turn_page(p);
        *start = index + 1;
    } else if (each->kind == STRIP_SPACE && each->down_to > 0) {
        place_down(p, each);
    } else if (each->kind == STRIP_SPACE && fresh) { // dropped
        *start = *start == index ? index + 1 : *start;
    } else {
        return false;
    }
    return true;
}

zp_status flow_pages(layout_context *context, section_flow *flow) {
    paging p = {.context = context, .flow = flow};
    flow->placing_count = 0;
    size_t start = 0; // the strip the page began with
    for (size_t i = 0; i < flow->count; i++) {
        const strip *each = &flow->strips[i];
        bool fresh = flow->placing_count == p.page_first;
        if (fresh && check_count(&p, each) != ZP_OK) {
            return ZP_BAD_INPUT;
        }
        if (place_special(&p, each, i, &start)) {
            continue;
        }
        if (each->grid) {
            p.y = line_top(&p);
        }
        p.y += fresh ? 0 : centring(&p, i);
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
        bool anew;
        size_t next = choose_break(flow, start, i);
        zp_status status = flow_save_line(context, flow, start, i, &anew);
        if (status == ZP_OK && !anew) {
            status = flow_fill_page(context, flow, start, next, &anew);
        }
        if (status != ZP_OK) {
            return status;
        }
        start = anew ? start : next;
        take_back(&p, flow, start);
        if (!anew) {
            turn_page(&p);
        }
        i = start - 1;
    }
    settle_fill(&p);
    flow->page_count = p.page + 1;
    return flow->count > 0 ? check_count(&p, &flow->strips[flow->count - 1]) : ZP_OK;
}
