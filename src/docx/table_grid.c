// Which cell covers which place of a table, and into which w:tbl its rows go.
#include "docx/parts.h"

#include <stdlib.h>

static void fill_cell(table_grid *grid, const zp_node *cell, size_t row) {
    size_t row_end = row + cell->as.cell.row_span;
    size_t column_end = cell->as.cell.column + (size_t)cell->as.cell.column_span;
    for (size_t r = row; r < row_end && r < grid->row_count; r++) {
        for (size_t c = cell->as.cell.column; c < column_end && c < grid->column_count; c++) {
            grid->cells[r * grid->column_count + c] = cell;
        }
    }
}

void table_grid_make(table_grid *grid, const zp_node *table) {
    *grid = (table_grid){.column_count = table->as.table.column_count};
    for (const zp_node *row = table->first; row != NULL; row = row->next) {
        grid->row_count++;
    }
    grid->rows = zp_allocate((grid->row_count + 1) * sizeof *grid->rows);
    grid->heights = zp_allocate((grid->row_count + 1) * sizeof *grid->heights);
    grid->numbers = zp_allocate((table->as.table.number_columns + 1) * sizeof *grid->numbers);
    size_t places = grid->row_count * grid->column_count;
    grid->cells = zp_allocate((places + 1) * sizeof *grid->cells);
    for (size_t i = 0; i < places; i++) {
        grid->cells[i] = NULL;
    }
    size_t at = 0;
    for (const zp_node *row = table->first; row != NULL; row = row->next) {
        grid->rows[at] = row;
        for (const zp_node *cell = row->first; cell != NULL; cell = cell->next) {
            fill_cell(grid, cell, at);
        }
        at++;
    }
}

void table_grid_free(table_grid *grid) {
    free(grid->rows);
    free(grid->cells);
    free(grid->heights);
    free(grid->numbers);
    *grid = (table_grid){0};
}

const zp_node *table_grid_at(const table_grid *grid, size_t row, size_t column) {
    return row < grid->row_count && column < grid->column_count
               ? grid->cells[row * grid->column_count + column]
               : NULL;
}

static bool is_head(const table_grid *grid, size_t row) {
    return row < grid->row_count && grid->rows[row]->as.row.kind == ZP_ROW_HEAD;
}

// Whether a cell reaches from the row above into `row`.
static bool is_crossed(const table_grid *grid, size_t row) {
    for (size_t column = 0; column < grid->column_count; column++) {
        const zp_node *above = table_grid_at(grid, row - 1, column);
        if (above != NULL && above == table_grid_at(grid, row, column)) {
            return true;
        }
    }
    return false;
}

// Word repeats leading rows only (B11), so a head in mid-table begins a table of its own. Where a
// cell reaches into the head from above that cannot be: the rows then stay together and the head
// is an ordinary row.
static bool begins_piece(const table_grid *grid, size_t row) {
    return row > 0 && is_head(grid, row) && !is_head(grid, row - 1) && !is_crossed(grid, row);
}

piece table_piece(const table_grid *grid, size_t first) {
    piece piece = {.first = first, .end = first + 1, .head_end = first};
    while (piece.end < grid->row_count && !begins_piece(grid, piece.end)) {
        piece.end++;
    }
    while (piece.head_end < piece.end && is_head(grid, piece.head_end)) {
        piece.head_end++;
    }
    if (piece.head_end == piece.end) {
        piece.head_end = first; // heads of nothing
    }
    piece.joined_above = first > 0;
    piece.joined_below = piece.end < grid->row_count;
    return piece;
}
