// Columns of numbers: their decimal points on one line (B10).
#include "layout/private.h"

// A number as it was set.
typedef struct set_number {
    zp_length start;       // of its line, from the text's left edge
    zp_length left, right; // before the point, and from there on
} set_number;

// x of the first glyph at or behind `offset` of the text, from the line's start.
static zp_length x_of(const zp_line *line, size_t offset) {
    for (size_t i = 0; i < line->run_count; i++) {
        const zp_glyph_run *run = &line->runs[i];
        zp_length x = run->x;
        for (size_t g = 0; g < run->count; g++) {
            if (run->glyphs[g].text_size > 0 && run->glyphs[g].text >= offset) {
                return x;
            }
            x += run->glyphs[g].advance;
        }
    }
    return line->width;
}

static bool find_number(const cell_box *cell, set_number *out) {
    zp_number number;
    if (cell->node->as.cell.number_column == 0 || cell->lines != 1 ||
        !zp_cell_number(cell->node, &number)) {
        return false;
    }
    const zp_line *line = &cell->paragraphs[0]->lines[0];
    out->start = line->x;
    out->left = x_of(line, number.point);
    out->right = line->width - out->left;
    return true;
}

static bool find_point(const table_box *table, const cell_box *cell, const zp_number_column *column,
                       zp_length *point) {
    const zp_paragraph *paragraph = cell->paragraphs[0];
    const zp_style *style = paragraph->style;
    int indent = style->left_indent + style->first_indent;
    zp_length from = (zp_length)zp_scale(indent, paragraph->size, 100);
    zp_length to =
        cell_width(table, cell) - (zp_length)zp_scale(style->right_indent, paragraph->size, 100);
    return zp_number_column_point(column, style->align, from, to, point);
}

void align_numbers(layout_context *context, table_box *table) {
    zp_number_column *columns =
        ZP_ARRAY(context->arena, zp_number_column, table->node->as.table.number_columns + 1);
    for (size_t i = 0; i < table->cell_count; i++) {
        set_number number;
        if (find_number(&table->cells[i], &number)) {
            zp_number_column_add(&columns[table->cells[i].node->as.cell.number_column], number.left,
                                 number.right);
        }
    }
    for (size_t i = 0; i < table->cell_count; i++) {
        cell_box *cell = &table->cells[i];
        set_number number;
        zp_length point;
        cell->shift = 0;
        if (find_number(cell, &number) &&
            find_point(table, cell, &columns[cell->node->as.cell.number_column], &point)) {
            cell->shift = point - number.start - number.left;
        }
    }
}
