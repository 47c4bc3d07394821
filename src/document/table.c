// The grid of a table: which columns a cell covers, from the spans alone.
#include "document/private.h"

#include <stdlib.h>

typedef struct grid {
    zp_messages *messages;
    zp_node *table;
    size_t columns;
    size_t rows;
    size_t *until;  // the row from which a column is free again
    zp_node **last; // the lowest cell of each column so far
    zp_place place; // of the last cell or row seen, for holes
} grid;

static zp_status wrong(const grid *grid, zp_place place, const char *what, size_t found,
                       size_t wanted) {
    zp_report(grid->messages, ZP_ERROR, place, "table-span", what, found, wanted);
    return ZP_BAD_INPUT;
}

static zp_status place_cell(grid *grid, zp_node *node, size_t row, size_t *column) {
    zp_cell *cell = &node->as.cell;
    while (*column < grid->columns && grid->until[*column] > row) {
        (*column)++;
    }
    if (cell->column_span == 0 || cell->row_span == 0) {
        return wrong(grid, node->place,
                     ZP_MARKED("the cell has a span of %zu; %zu or more is wanted"), 0, 1);
    }
    size_t end = *column + cell->column_span;
    if (end > grid->columns) {
        return wrong(
            grid, node->place,
            ZP_MARKED("the cell reaches column %zu of a table of %zu columns: take away spans or "
                      "cells from this row or from cells that hang into it"),
            end, grid->columns);
    }
    if (row + cell->row_span > grid->rows) {
        return wrong(
            grid, node->place,
            ZP_MARKED("the cell reaches row %zu of a table of %zu rows: its rowspan is too large"),
            row + cell->row_span, grid->rows);
    }
    for (size_t i = *column; i < end; i++) {
        if (grid->until[i] > row) {
            return wrong(
                grid, node->place,
                ZP_MARKED("the cell covers column %zu of %zu, which a cell of a row above covers "
                          "already: one of the two spans too much"),
                i + 1, grid->columns);
        }
        grid->until[i] = row + cell->row_span;
    }
    cell->column = (uint16_t)*column;
    document_join_column(&grid->table->as.table, grid->last[*column], node);
    for (size_t i = *column; i < end; i++) {
        grid->last[i] = node;
    }
    *column = end;
    return ZP_OK;
}

static zp_status place_row(grid *grid, const zp_node *row, size_t index) {
    size_t column = 0;
    for (zp_node *cell = row->first; cell != NULL; cell = cell->next) {
        if (place_cell(grid, cell, index, &column) != ZP_OK) {
            return ZP_BAD_INPUT;
        }
    }
    for (size_t i = 0; i < grid->columns; i++) {
        if (grid->until[i] <= index) {
            return wrong(
                grid, row->place,
                ZP_MARKED("the row leaves column %zu of %zu empty: add a cell or a colspan"), i + 1,
                grid->columns);
        }
    }
    return ZP_OK;
}

zp_status zp_table_assign(zp_messages *messages, zp_node *table) {
    grid grid = {.messages = messages,
                 .table = table,
                 .columns = table->as.table.column_count,
                 .place = table->place};
    if (grid.columns == 0 || table->first == NULL) {
        return wrong(&grid, table->place,
                     ZP_MARKED("the table has %zu columns or no rows; at least %zu is wanted"),
                     grid.columns, 1);
    }
    for (const zp_node *row = table->first; row != NULL; row = row->next) {
        grid.rows++;
    }
    grid.until = zp_allocate(grid.columns * sizeof *grid.until);
    grid.last = zp_allocate(grid.columns * sizeof *grid.last);
    for (size_t i = 0; i < grid.columns; i++) {
        grid.until[i] = 0;
        grid.last[i] = NULL;
    }
    table->as.table.number_columns = 0;
    zp_status status = ZP_OK;
    size_t index = 0;
    for (const zp_node *row = table->first; row != NULL && status == ZP_OK; row = row->next) {
        status = place_row(&grid, row, index++);
    }
    free(grid.until);
    free(grid.last);
    return status;
}
