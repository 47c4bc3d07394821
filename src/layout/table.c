// Tables: cells with their text set, and the heights of rows.
#include "layout/private.h"

static void collect_blocks(layout_context *context, cell_box *cell) {
    for (const zp_node *each = cell->node->first; each != NULL; each = each->next) {
        cell->count += each->type == ZP_NODE_PARAGRAPH || each->type == ZP_NODE_HEADING;
    }
    cell->paragraphs = ZP_ARRAY(context->arena, zp_paragraph *, cell->count);
    cell->blocks = ZP_ARRAY(context->arena, const zp_node *, cell->count);
    size_t i = 0;
    for (const zp_node *each = cell->node->first; each != NULL; each = each->next) {
        if (each->type == ZP_NODE_PARAGRAPH || each->type == ZP_NODE_HEADING) {
            cell->blocks[i++] = each;
        }
    }
}

static void collect_cells(layout_context *context, table_box *table) {
    size_t row = 0, index = 0;
    for (const zp_node *each = table->node->first; each != NULL; each = each->next, row++) {
        table->rows[row] = each;
        for (const zp_node *node = each->first; node != NULL; node = node->next, index++) {
            cell_box *cell = &table->cells[index];
            *cell = (cell_box){.node = node,
                               .row = row,
                               .row_span = node->as.cell.row_span,
                               .column = node->as.cell.column,
                               .column_span = node->as.cell.column_span};
            collect_blocks(context, cell);
            for (size_t r = row; r < row + cell->row_span; r++) {
                for (size_t c = cell->column; c < cell->column + cell->column_span; c++) {
                    table->owner[r * table->column_count + c] = index;
                }
            }
        }
    }
}

// A head is repeated above the rows behind it, up to the next head.
static void find_heads(table_box *table) {
    size_t from = 0, to = 0;
    for (size_t row = 0; row < table->row_count; row++) {
        if (table->rows[row]->as.row.kind == ZP_ROW_HEAD) {
            if (row == 0 || table->rows[row - 1]->as.row.kind != ZP_ROW_HEAD) {
                from = row;
            }
            to = row + 1;
            table->head_from[row] = table->head_to[row] = row; // nothing above a head
        } else {
            table->head_from[row] = from;
            table->head_to[row] = to;
        }
    }
}

static void find_edges(table_box *table) {
    const zp_length *columns = table->node->as.table.columns;
    zp_length width = 0;
    for (size_t c = 0; c < table->column_count; c++) {
        width += columns[c];
    }
    table->edges[0] = (table->measure - width) / 2;
    for (size_t c = 0; c < table->column_count; c++) {
        table->edges[c + 1] = table->edges[c] + columns[c];
    }
}

table_box *table_open(layout_context *context, zp_node *node, zp_length measure) {
    zp_arena *arena = context->arena;
    table_box *table = ZP_NEW(arena, table_box);
    table->node = node;
    table->column_count = node->as.table.column_count;
    for (const zp_node *row = node->first; row != NULL; row = row->next) {
        table->row_count++;
        for (const zp_node *cell = row->first; cell != NULL; cell = cell->next) {
            table->cell_count++;
        }
    }
    table->rows = ZP_ARRAY(arena, const zp_node *, table->row_count);
    table->cells = ZP_ARRAY(arena, cell_box, table->cell_count);
    table->owner = ZP_ARRAY(arena, size_t, table->row_count * table->column_count);
    table->head_from = ZP_ARRAY(arena, size_t, table->row_count);
    table->head_to = ZP_ARRAY(arena, size_t, table->row_count);
    table->heights = ZP_ARRAY(arena, zp_length, table->row_count);
    table->edges = ZP_ARRAY(arena, zp_length, table->column_count + 1);
    collect_cells(context, table);
    find_heads(table);
    table->measure = measure;
    find_edges(table);
    return table;
}

zp_length cell_width(const table_box *table, const cell_box *cell) {
    return table->edges[cell->column + cell->column_span] - table->edges[cell->column] -
           2 * table->node->as.table.side_padding;
}

// Of both: paragraph by paragraph, as a cell over a thousand pages is asked for each of them.
zp_length lines_height(const cell_box *cell, size_t from, size_t to) {
    size_t index = 0;
    zp_length height = 0;
    for (size_t i = 0; i < cell->count; i++) {
        size_t end = index + cell->paragraphs[i]->line_count;
        size_t first = from > index ? from : index, last = to < end ? to : end;
        height += last > first ? (zp_length)(last - first) * cell->paragraphs[i]->pitch : 0;
        index = end;
    }
    return height;
}

size_t lines_fitting(const cell_box *cell, size_t from, zp_length room) {
    size_t index = 0;
    for (size_t i = 0; i < cell->count; i++) {
        zp_length pitch = cell->paragraphs[i]->pitch;
        size_t end = index + cell->paragraphs[i]->line_count;
        size_t first = from > index ? from : index;
        size_t fits = pitch > 0 && room >= 0 ? (size_t)(room / pitch) : 0;
        if (end > first && (room < 0 || (pitch > 0 && fits < end - first))) {
            return first + fits;
        }
        room -= end > first ? (zp_length)(end - first) * pitch : 0;
        index = end;
    }
    return cell->lines;
}

// Vertical text wants one column as long as its words; layout gives it at least that much height.
enum { VERTICAL_MEASURE = ZP_POINTS(20000) };

// Columns stand side by side: the longest of all paragraphs counts.
static void measure_columns(cell_box *cell, const zp_paragraph *paragraph) {
    const zp_style *style = paragraph->style;
    for (size_t i = 0; i < paragraph->line_count; i++) {
        int indent = style->left_indent + style->right_indent + (i == 0 ? style->first_indent : 0);
        zp_length column =
            paragraph->lines[i].width + (zp_length)zp_scale(indent, paragraph->size, 100);
        cell->content = column > cell->content ? column : cell->content;
    }
    cell->least = paragraph->least > cell->least ? paragraph->least : cell->least;
}

// A text that goes on over a thousand pages: told where it was written, not where it is printed.
static zp_status too_high(layout_context *context, const cell_box *cell, int64_t height) {
    const zp_node *block = cell->blocks[0], *text = block->first != NULL ? block->first : block;
    zp_report(context->messages, ZP_ERROR, text->place, "cell-size",
              "the text of this cell is %lld pt high; at most %d pt are set: divide it into "
              "several rows",
              (long long)height / 1000, ZP_CELL_HEIGHT_MAX / 1000);
    return ZP_BAD_INPUT;
}

static zp_status set_cell(layout_context *context, table_box *table, cell_box *cell, int percent) {
    zp_length width = cell_width(table, cell);
    bool vertical = cell->node->as.cell.vertical;
    cell->percent = percent;
    cell->content = cell->least = 0;
    cell->lines = 0;
    for (size_t i = 0; i < cell->count; i++) {
        const zp_node *block = cell->blocks[i];
        zp_status status =
            vertical ? zp_paragraph_set_vertical(context->typesetter, context->arena, block,
                                                 VERTICAL_MEASURE, percent, &cell->paragraphs[i])
                     : zp_paragraph_set(context->typesetter, context->arena, block, width, percent,
                                        &cell->paragraphs[i]);
        if (status != ZP_OK) {
            return status;
        }
        const zp_paragraph *paragraph = cell->paragraphs[i];
        int64_t height = (int64_t)paragraph->line_count * paragraph->pitch;
        cell->lines += paragraph->line_count;
        if (vertical) {
            measure_columns(cell, paragraph);
        } else if (cell->content + height > ZP_CELL_HEIGHT_MAX) {
            return too_high(context, cell, cell->content + height);
        } else {
            cell->content += (zp_length)paragraph->line_count * paragraph->pitch;
        }
    }
    return ZP_OK;
}

// Rows of their own cells first; then a cell over several rows spreads what it still lacks.
static void find_heights(table_box *table) {
    zp_length padding = 2 * table->density.padding;
    for (size_t row = 0; row < table->row_count; row++) {
        zp_length wanted = table->rows[row]->as.row.height;
        table->heights[row] = wanted ? wanted : table->density.row_height;
    }
    for (size_t i = 0; i < table->cell_count; i++) {
        const cell_box *cell = &table->cells[i];
        zp_length *height = &table->heights[cell->row];
        if (cell->row_span == 1 && cell->content + padding > *height) {
            *height = cell->content + padding;
        }
    }
    for (size_t i = 0; i < table->cell_count; i++) {
        const cell_box *cell = &table->cells[i];
        int64_t has = 0, needs = cell->content + padding;
        for (size_t row = cell->row; row < cell->row + cell->row_span; row++) {
            has += table->heights[row];
        }
        int64_t lacks = needs - has;
        for (size_t row = 0; row < cell->row_span && lacks > 0; row++) {
            int64_t share = lacks / (int64_t)(cell->row_span - row);
            table->heights[cell->row + row] += (zp_length)share;
            lacks -= share;
        }
    }
}

zp_status table_measure(layout_context *context, table_box *table, zp_density density) {
    table->density = density;
    if (table_fit(context, table)) {
        find_edges(table);
    }
    for (size_t i = 0; i < table->cell_count; i++) {
        cell_box *cell = &table->cells[i];
        if (cell->percent != density.type_percent) {
            zp_status status = set_cell(context, table, cell, density.type_percent);
            if (status != ZP_OK) {
                return status;
            }
        }
        cell->painted = 0;
    }
    align_numbers(context, table);
    find_heights(table);
    return ZP_OK;
}

// All of the cell's text anew, or nothing where that has no room.
static zp_status keep_words(layout_context *context, const table_box *table, cell_box *cell) {
    zp_paragraph **whole = ZP_ARRAY(context->arena, zp_paragraph *, cell->count);
    int64_t content = 0;
    size_t lines = 0;
    for (size_t i = 0; i < cell->count; i++) {
        zp_status status =
            zp_paragraph_set_whole(context->typesetter, context->arena, cell->blocks[i],
                                   cell_width(table, cell), cell->percent, &whole[i]);
        if (status != ZP_OK) {
            return status;
        }
        content += (int64_t)whole[i]->line_count * whole[i]->pitch;
        lines += whole[i]->line_count;
    }
    if (content + 2 * table->density.padding <= table->heights[cell->row]) {
        cell->paragraphs = whole;
        cell->content = (zp_length)content;
        cell->lines = lines;
    }
    return ZP_OK;
}

zp_status table_keep_words(layout_context *context, table_box *table, zp_length tallest) {
    for (size_t i = 0; i < table->cell_count; i++) {
        cell_box *cell = &table->cells[i];
        bool parted = false;
        for (size_t j = 0; j < cell->count; j++) {
            parted = parted || cell->paragraphs[j]->parted;
        }
        bool single = cell->row_span == 1 && table->heights[cell->row] <= tallest;
        if (parted && single && !cell->node->as.cell.vertical) {
            zp_status status = keep_words(context, table, cell);
            if (status != ZP_OK) {
                return status;
            }
        }
    }
    return ZP_OK;
}
