// The part of a table that stands on one page: cells, labels repeated from the page before, rules.
#include "layout/private.h"

typedef struct fragment {
    layout_context *context;
    zp_page *page;
    table_box *table;
    const placing *rows;
    size_t count;
    zp_length left, top; // of the type area, of the first row, on the page
    zp_length first_y;   // of the first row, in the type area
} fragment;

static size_t owner_at(const fragment *f, size_t row, size_t column) {
    return f->table->owner[f->rows[row].from->row * f->table->column_count + column];
}

static zp_length row_top(const fragment *f, size_t row) {
    return f->top + f->rows[row].y - f->first_y;
}

static zp_length row_bottom(const fragment *f, size_t row) {
    return row_top(f, row) + f->rows[row].height;
}

// ------------------------------------------------ cells

typedef struct area {
    zp_length x, y, width, height;
    bool ends; // the cell goes no further than this page
} area;

// Lines from..to-1 of the cell, one below the other from `top`.
static void paint_lines(const fragment *f, const cell_box *cell, size_t from, size_t to,
                        zp_length x, zp_length top, bool artifact) {
    size_t index = 0;
    for (size_t i = 0; i < cell->count; i++) {
        const zp_paragraph *paragraph = cell->paragraphs[i];
        size_t end = index + paragraph->line_count;
        for (size_t at = from > index ? from : index; at < end && at < to; at++) {
            size_t line = at - index;
            zp_length em_top = top + (paragraph->pitch - paragraph->size) / 2;
            paint_line(f->context, f->page, cell->blocks[i], paragraph, line, x, em_top, artifact);
            top += paragraph->pitch;
        }
        index = end;
    }
}

static zp_status no_room(const fragment *f, const cell_box *cell) {
    zp_text text = zp_node_text(f->context->arena, cell->node);
    zp_report(f->context->messages, ZP_ERROR, cell->node->place, "cell-overflow",
              "the cell “%.*s” has no room for its text", ZP_ARG(zp_text_trim(text)));
    return ZP_BAD_INPUT;
}

static zp_length aligned_top(const cell_box *cell, const area *where, zp_length content) {
    zp_length slack = where->height - content;
    switch (cell->node->as.cell.valign) {
    case ZP_VALIGN_TOP:
        return where->y;
    case ZP_VALIGN_BOTTOM:
        return where->y + slack;
    default:
        return where->y + slack / 2;
    }
}

static zp_status paint_horizontal(const fragment *f, cell_box *cell, const area *where) {
    size_t from = cell->painted;
    bool repeat = from == cell->lines && from > 0;
    bool label = zp_scope_is_label(cell->node->as.cell.scope);
    if (repeat && cell->row_span == 1 && !f->rows[0].repeated && !label) {
        return ZP_OK; // a split row: this cell's text stood whole on an earlier page
    }
    from = repeat ? 0 : from;
    size_t to = lines_fitting(cell, from, where->height);
    if (repeat && to < cell->lines) {
        return ZP_OK; // no room to say it again
    }
    if (where->ends && !repeat && to < cell->lines) {
        return no_room(f, cell);
    }
    zp_length content = lines_height(cell, from, to);
    paint_lines(f, cell, from, to, where->x + cell->shift, aligned_top(cell, where, content),
                repeat);
    if (!repeat) {
        cell->painted = to;
    }
    return ZP_OK;
}

// Columns stand from right to left; `right` is the right edge of the first one's room.
static void paint_columns(const fragment *f, const cell_box *cell, zp_length right, zp_length top,
                          bool artifact) {
    for (size_t i = 0; i < cell->count; i++) {
        const zp_paragraph *paragraph = cell->paragraphs[i];
        for (size_t line = 0; line < paragraph->line_count; line++) {
            const zp_line *column = &paragraph->lines[line];
            for (size_t r = 0; r < column->run_count; r++) {
                const zp_glyph_run *run = &column->runs[r];
                *add_item(f->context, f->page) = (zp_item){.kind = ZP_ITEM_GLYPHS,
                                                           .node = cell->blocks[i],
                                                           .artifact = artifact,
                                                           .vertical = true,
                                                           .x = right - paragraph->pitch / 2,
                                                           .y = top + column->x + run->x,
                                                           .text = paragraph->text,
                                                           .run = run};
            }
            right -= paragraph->pitch;
        }
    }
}

// Set again for the height there is on this page. The first page with room has the label, and
// further ones repeat it.
static zp_status paint_vertical(const fragment *f, cell_box *cell, const area *where) {
    bool repeat = cell->painted > 0, elsewhere = repeat || !where->ends;
    if (where->height < cell->least && elsewhere) {
        return ZP_OK;
    }
    zp_length total = 0;
    for (size_t i = 0; i < cell->count; i++) {
        zp_status status =
            zp_paragraph_set_vertical(f->context->typesetter, f->context->arena, cell->blocks[i],
                                      where->height, cell->percent, &cell->paragraphs[i]);
        if (status != ZP_OK) {
            return status;
        }
        total += (zp_length)cell->paragraphs[i]->line_count * cell->paragraphs[i]->pitch;
    }
    zp_length slack = where->width - total;
    if (-slack > 2 * f->table->node->as.table.side_padding) {
        return elsewhere ? ZP_OK : no_room(f, cell);
    }
    zp_vertical_align align = cell->node->as.cell.valign; // across the columns, as Word has it
    zp_length beside = align == ZP_VALIGN_TOP ? 0 : align == ZP_VALIGN_BOTTOM ? slack : slack / 2;
    paint_columns(f, cell, where->x + where->width - beside, where->y, repeat);
    cell->painted = cell->lines;
    return ZP_OK;
}

static zp_status paint_cell(const fragment *f, size_t row, size_t rows, size_t index) {
    table_box *table = f->table;
    cell_box *cell = &table->cells[index];
    zp_length padding = table->density.padding;
    size_t last = f->rows[row + rows - 1].from->row;
    area where = {
        .x = f->left + table->edges[cell->column] + table->node->as.table.side_padding,
        .y = row_top(f, row) + padding,
        .width = cell_width(table, cell),
        .height = row_bottom(f, row + rows - 1) - row_top(f, row) - 2 * padding,
        // Only the last piece of a split row is shorter than the row's end asks for.
        .ends = last == cell->row + cell->row_span - 1 && !f->rows[row + rows - 1].split,
    };
    return cell->node->as.cell.vertical ? paint_vertical(f, cell, &where)
                                        : paint_horizontal(f, cell, &where);
}

static zp_status paint_cells(const fragment *f) {
    for (size_t row = 0; row < f->count; row++) {
        for (size_t column = 0; column < f->table->column_count;) {
            size_t index = owner_at(f, row, column);
            const cell_box *cell = &f->table->cells[index];
            bool above = row > 0 && owner_at(f, row - 1, column) == index;
            size_t rows = 1;
            while (row + rows < f->count && owner_at(f, row + rows, column) == index) {
                rows++;
            }
            if (!above) {
                zp_status status = paint_cell(f, row, rows, index);
                if (status != ZP_OK) {
                    return status;
                }
            }
            column = cell->column + cell->column_span;
        }
    }
    return ZP_OK;
}

// ------------------------------------------------ rules

static bool across(const fragment *f, size_t boundary, size_t column) {
    return boundary == 0 || boundary == f->count ||
           owner_at(f, boundary - 1, column) != owner_at(f, boundary, column);
}

static bool down(const fragment *f, size_t row, size_t boundary) {
    return boundary == 0 || boundary == f->table->column_count ||
           owner_at(f, row, boundary - 1) != owner_at(f, row, boundary);
}

static void paint_across(const fragment *f, size_t boundary) {
    const zp_table *about = &f->table->node->as.table;
    bool edge = boundary == 0 || boundary == f->count;
    zp_length thick = edge ? about->frame : about->border;
    zp_length y = boundary == f->count ? row_bottom(f, f->count - 1) : row_top(f, boundary);
    zp_length end = edge ? about->frame / 2 : 0;
    for (size_t c = 0; c < f->table->column_count;) {
        size_t to = c;
        while (to < f->table->column_count && across(f, boundary, to)) {
            to++;
        }
        if (to > c) {
            zp_length x = f->left + f->table->edges[c] - end;
            zp_length width = f->table->edges[to] - f->table->edges[c] + 2 * end;
            paint_rule(f->context, f->page, f->table->node, x, y - thick / 2, width, thick);
        }
        c = to + 1;
    }
}

static void paint_down(const fragment *f, size_t boundary) {
    const zp_table *about = &f->table->node->as.table;
    bool edge = boundary == 0 || boundary == f->table->column_count;
    zp_length thick = edge ? about->frame : about->border;
    zp_length x = f->left + f->table->edges[boundary];
    for (size_t row = 0; row < f->count;) {
        size_t to = row;
        while (to < f->count && down(f, to, boundary)) {
            to++;
        }
        if (to > row) {
            zp_length y = row_top(f, row);
            paint_rule(f->context, f->page, f->table->node, x - thick / 2, y, thick,
                       row_bottom(f, to - 1) - y);
        }
        row = to + 1;
    }
}

zp_status paint_fragment(layout_context *context, zp_page *page, const placing *from, size_t count,
                         zp_length left, zp_length top) {
    fragment f = {.context = context,
                  .page = page,
                  .table = from->from->table,
                  .rows = from,
                  .count = count,
                  .left = left,
                  .top = top,
                  .first_y = from->y};
    for (size_t boundary = 0; boundary <= count; boundary++) {
        paint_across(&f, boundary);
    }
    for (size_t boundary = 0; boundary <= f.table->column_count; boundary++) {
        paint_down(&f, boundary);
    }
    return paint_cells(&f);
}
