// Pages as Word would make them: lines of exact pitch and rows of a least height, one after the
// other, with the keeps that the DOCX asks for.
#include "word/private.h"

#include <string.h>

// A slice of the flow between whose neighbours a page may end.
typedef struct slice {
    const block *at;
    uint32_t from;
    size_t line; // of the block
    zp_length height;
    zp_length space;   // above it; dropped at the top of a page
    zp_length head;    // rows repeated above it on a further page
    bool keep;         // no page ends behind it
    bool page_break;   // a page ends before it
    zp_length down_to; // of a line of the grid: stands no higher, also at a page's top
} slice;

typedef struct paging {
    const comparison *c;
    const zp_node *section;
    slice *slices;
    size_t count, capacity;
    zp_length space; // waits for the next slice
    bool page_break;
} paging;

static slice *add_slice(paging *p, const block *at, uint32_t from, zp_length height) {
    slice *made = ZP_PUSH(p->c->arena, p->slices, p->count, p->capacity);
    *made = (slice){
        .at = at, .from = from, .height = height, .space = p->space, .page_break = p->page_break};
    p->space = 0;
    p->page_break = false;
    return made;
}

// ------------------------------------------------ text

// As docx/closing.c moves a title down.
static zp_length line_top(const zp_page_setup *page, const zp_style *style) {
    zp_length pitch = (page->height - page->top - page->bottom) / page->grid_lines;
    return style->grid_line * pitch - pitch / 2 - style->pitch / 2;
}

// Word's widow control keeps two lines on either side of a page's end. B8 asks it of last lines
// only: the layout lets a first line stand alone at a page's foot. keepLines holds a heading.
static void add_text(paging *p, const block *b) {
    const zp_style *style = b->node->style;
    if (style->keep_previous && p->count > 0) {
        p->slices[p->count - 1].keep = true;
    }
    const zp_page_setup *page = &p->section->as.page;
    bool placed = style->grid_line > 0 && page->grid_lines > 0;
    p->space += placed ? 0 : style->space_before;
    for (size_t i = 0; i < b->end_count; i++) {
        bool last = i + 1 == b->end_count;
        slice *line = add_slice(p, b, i > 0 ? b->ends[i - 1] : 0, style->pitch);
        line->line = i;
        line->down_to = placed && i == 0 ? line_top(page, style) : 0;
        line->keep =
            last ? style->keep_next : i == 0 || i + 2 == b->end_count || style->outline > 0;
    }
    p->space = style->space_after;
}

// ------------------------------------------------ tables

typedef struct table_rows {
    const zp_node *table;
    const zp_node **nodes;
    zp_length *heights;
    const block **first; // with text, or none: the first block
    bool *heads;
    size_t count;
} table_rows;

static zp_length least_height(const zp_node *table, const zp_node *row) {
    return row->as.row.height > 0 ? row->as.row.height : table->as.table.density.row_height;
}

// Text running downwards is as high as it is long.
static zp_length text_length(const block *b) {
    int64_t length = 0;
    for (const zp_node *run = b->node->first; run != NULL; run = run->next) {
        uint32_t before = 0;
        if (run->type == ZP_NODE_RUN) { // short numbers stand upright (B9)
            int halves = zp_upright_growth(run->as.run.text, b->node->style->vertical_digits);
            length += (int64_t)halves * b->node->style->size / 2;
        }
        for (size_t at = 0; run->type == ZP_NODE_RUN && at < run->as.run.text.size;) {
            uint32_t ch = zp_utf8_next(run->as.run.text, &at);
            length += zp_estimated_advance(b->node->style, before, ch);
            before = ch;
        }
    }
    return (zp_length)zp_scale(length, b->percent, 100);
}

static zp_length cell_height(const comparison *c, const zp_node *table, const zp_node *cell) {
    zp_length height = 2 * table->as.table.density.padding;
    for (const zp_node *node = cell->first; node != NULL; node = node->next) {
        const block *b = block_of(c, node);
        if (b != NULL) {
            zp_length pitch = (zp_length)zp_scale(b->node->style->pitch, b->percent, 100);
            height += cell->as.cell.vertical ? text_length(b) : (zp_length)b->end_count * pitch;
        }
    }
    return height;
}

// As docx/table_row.c asks: own cells first, then what a cell over several rows lacks is spread.
static void find_heights(const comparison *c, table_rows *rows) {
    size_t index = 0;
    for (const zp_node *row = rows->table->first; row != NULL; row = row->next, index++) {
        zp_length height = least_height(rows->table, row);
        for (const zp_node *cell = row->first; cell != NULL; cell = cell->next) {
            zp_length needs = cell->as.cell.row_span == 1 ? cell_height(c, rows->table, cell) : 0;
            height = needs > height ? needs : height;
        }
        rows->heights[index] = height;
        rows->heads[index] = row->as.row.kind == ZP_ROW_HEAD;
    }
    index = 0;
    for (const zp_node *row = rows->table->first; row != NULL; row = row->next, index++) {
        for (const zp_node *cell = row->first; cell != NULL; cell = cell->next) {
            size_t span = cell->as.cell.row_span;
            zp_length lacks = span > 1 ? cell_height(c, rows->table, cell) : 0;
            for (size_t i = 0; span > 1 && i < span; i++) {
                lacks -= rows->heights[index + i];
            }
            for (size_t i = 0; i < span && lacks > 0; i++) {
                zp_length share = lacks / (zp_length)(span - i);
                rows->heights[index + i] += share;
                lacks -= share;
            }
        }
    }
}

static table_rows open_table(const comparison *c, const zp_node *table) {
    table_rows rows = {.table = table};
    for (const zp_node *row = table->first; row != NULL; row = row->next) {
        rows.count++;
    }
    rows.nodes = ZP_ARRAY(c->arena, const zp_node *, rows.count + 1);
    size_t index = 0;
    for (const zp_node *row = table->first; row != NULL; row = row->next) {
        rows.nodes[index++] = row;
    }
    rows.heights = ZP_ARRAY(c->arena, zp_length, rows.count + 1);
    rows.heads = ZP_ARRAY(c->arena, bool, rows.count + 1);
    rows.first = ZP_ARRAY(c->arena, const block *, rows.count + 1);
    for (size_t i = 0; i < c->count; i++) {
        const block *b = &c->blocks[i];
        if (b->table == table && (rows.first[b->row] == NULL || rows.first[b->row]->page == 0)) {
            rows.first[b->row] = b;
        }
    }
    find_heights(c, &rows);
    return rows;
}

// As docx/table.c: a page ends before a label rather than not far below its beginning. Rows whose
// beginning is further above are not looked at: a table may have very many.
static bool in_group(const paging *p, const table_rows *rows, size_t row) {
    const zp_page_setup *page = &p->section->as.page;
    zp_length most = (page->height - page->top - page->bottom) / 8, height = 0;
    for (size_t first = row + 1; first-- > 0;) {
        height += rows->heights[first];
        if (height > most) {
            return false;
        }
        for (const zp_node *cell = rows->nodes[first]->first; cell != NULL; cell = cell->next) {
            if (first + cell->as.cell.row_span > row + 1) {
                return true;
            }
        }
    }
    return false;
}

static void add_table(paging *p, const zp_node *table) {
    table_rows rows = open_table(p->c, table);
    zp_length head = 0;
    for (size_t i = 0; i < rows.count; i++) {
        if (rows.heads[i] && (i == 0 || !rows.heads[i - 1])) {
            head = 0;
        }
        slice *made = add_slice(p, rows.first[i], 0, rows.heights[i]);
        made->keep = rows.heads[i] || in_group(p, &rows, i);
        made->head = rows.heads[i] ? 0 : head;
        head += rows.heads[i] ? rows.heights[i] : 0;
    }
}

// ------------------------------------------------ pages

static void add_slices(paging *p) {
    for (const zp_node *node = p->section->first; node != NULL; node = node->next) {
        const block *b = block_of(p->c, node);
        if (b != NULL) {
            add_text(p, b);
        } else if (node->type == ZP_NODE_TABLE) {
            add_table(p, node);
        } else if (node->type == ZP_NODE_SPACE) {
            p->space += node->as.space;
        } else if (node->type == ZP_NODE_PAGE_BREAK) {
            p->page_break = true;
            p->space = 0;
        }
    }
}

// docx/section.c lets the foot give way to a frame and to rounding: about a point.
static zp_length page_height(const zp_node *section) {
    const zp_page_setup *page = &section->as.page;
    return page->height - page->top - page->bottom + ZP_POINTS(1);
}

// The slice to begin the next page with, `over` being the first that does not fit.
static size_t page_end(const paging *p, size_t start, size_t over) {
    for (size_t i = over; i > start; i--) {
        if (!p->slices[i - 1].keep) {
            return i;
        }
    }
    return over;
}

static zp_length space_above(const slice *each, zp_length used, bool fresh) {
    zp_length space = fresh ? 0 : each->space;
    return each->down_to > used + space ? each->down_to - used : space;
}

// A row or paragraph that nothing is drawn of begins no page that one could see.
static page_start seen_start(const paging *p, size_t i) {
    while (i + 1 < p->count && (p->slices[i].at == NULL || p->slices[i].at->page == 0)) {
        i++;
    }
    return (page_start){p->slices[i].at, p->slices[i].from, p->slices[i].line};
}

size_t reckon_pages(const comparison *c, const zp_node *section, page_start **starts) {
    paging p = {.c = c, .section = section};
    add_slices(&p);
    size_t count = 0;
    zp_length room = page_height(section), used = 0;
    *starts = ZP_ARRAY(c->arena, page_start, p.count + 1);
    for (size_t i = 0, start = 0; i < p.count; i++) {
        const slice *each = &p.slices[i];
        bool fresh = i == start;
        zp_length above = space_above(each, used, fresh);
        if (!fresh && (each->page_break || used + above + each->height > room)) {
            start = each->page_break ? i : page_end(&p, start, i);
            i = start;
            each = &p.slices[i];
            fresh = true;
        }
        if (fresh) {
            (*starts)[count++] = seen_start(&p, i);
            used = count > 1 ? each->head : 0;
            above = space_above(each, used, true);
        }
        used += above + each->height;
    }
    return count;
}

static size_t line_at(const block *b, uint32_t from) {
    size_t line = 0;
    while (line + 1 < b->start_count && b->starts[line + 1] <= from) {
        line++;
    }
    return line;
}

size_t printed_pages(const comparison *c, const zp_node *section, page_start **starts) {
    *starts = ZP_ARRAY(c->arena, page_start, c->pages->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < c->pages->count; i++) {
        const zp_page *page = &c->pages->pages[i];
        for (size_t k = 0; k < page->item_count; k++) {
            const zp_item *item = &page->items[k];
            bool text = item->kind == ZP_ITEM_GLYPHS && !item->artifact && item->run->count > 0;
            const block *b = text ? block_of(c, item->node) : NULL;
            if (b != NULL) {
                if (b->section == section) {
                    uint32_t from = item->run->glyphs[0].text;
                    (*starts)[count++] = (page_start){b, from, line_at(b, from)};
                }
                break;
            }
        }
    }
    return count;
}
