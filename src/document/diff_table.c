// Two tables as one. Rows are kept, deleted or inserted; a kept row has cells that begin and end
// where they did, so that both tables can be had from it by leaving rows out.
#include "document/private.h"

// Which cell covers a place of the grid, and whether it begins in that row.
typedef struct place {
    zp_node *cell;
    bool begins;
} place;

typedef struct grid {
    zp_node **rows;
    document_item *items; // the rows, by what begins in them
    place *places;
    size_t row_count, columns;
} grid;

static void cover(grid *grid, size_t row, zp_node *node) {
    const zp_cell *cell = &node->as.cell;
    for (size_t i = row; i < row + cell->row_span && i < grid->row_count; i++) {
        for (size_t k = cell->column; k < (size_t)cell->column + cell->column_span; k++) {
            if (k < grid->columns) {
                grid->places[i * grid->columns + k] = (place){node, i == row};
            }
        }
    }
}

static grid grid_of(zp_arena *arena, zp_node *table) {
    grid grid = {.columns = table->as.table.column_count};
    for (zp_node *row = table->first; row != NULL; row = row->next) {
        grid.row_count++;
    }
    grid.rows = ZP_ARRAY(arena, zp_node *, grid.row_count);
    grid.items = ZP_ARRAY(arena, document_item, grid.row_count);
    grid.places = ZP_ARRAY(arena, place, grid.row_count * grid.columns + 1);
    size_t index = 0;
    for (zp_node *row = table->first; row != NULL; row = row->next, index++) {
        grid.rows[index] = row;
        grid.items[index] = document_item_of(arena, row);
        for (zp_node *cell = row->first; cell != NULL; cell = cell->next) {
            cover(&grid, index, cell);
        }
    }
    return grid;
}

// Does a cell of the head go on in this row, the first below it? DOCX begins it anew there, as
// Word repeats no row that is merged with one below.
static bool hangs_from_head(const grid *grid, size_t row) {
    bool below = row > 0 && grid->rows[row]->as.row.kind == ZP_ROW_BODY &&
                 grid->rows[row - 1]->as.row.kind == ZP_ROW_HEAD;
    for (size_t k = 0; below && k < grid->columns; k++) {
        if (!grid->places[row * grid->columns + k].begins) {
            return true;
        }
    }
    return false;
}

// Do the cells of two rows lie over the same columns, beginning here or above alike?
static bool same_shape(const grid *a, size_t old, const grid *b, size_t new) {
    if (hangs_from_head(a, old) != hangs_from_head(b, new)) {
        return false;
    }
    for (size_t k = 0; k < a->columns; k++) {
        place x = a->places[old * a->columns + k], y = b->places[new * b->columns + k];
        if (x.cell == NULL || y.cell == NULL || x.begins != y.begins ||
            x.cell->as.cell.column != y.cell->as.cell.column ||
            x.cell->as.cell.column_span != y.cell->as.cell.column_span) {
            return false;
        }
    }
    return true;
}

// ---------------------------------------------------------------- rows

typedef struct joining {
    document_diff *diff;
    zp_node *table;
    zp_node **last; // by column: the cell that began last
    size_t columns;
    bool broken; // the spans do not go together
} joining;

static void add_cell(joining *j, zp_node *row, zp_node *cell, size_t column, size_t span) {
    cell->as.cell.row_span = 1;
    zp_node_append(row, cell);
    for (size_t k = column; k < column + span && k < j->columns; k++) {
        j->last[k] = cell;
    }
}

// A cell from above goes on in this row.
static void extend(joining *j, const zp_node *cell) {
    zp_node *last = j->last[cell->as.cell.column];
    if (last == NULL || last->as.cell.column != cell->as.cell.column ||
        last->as.cell.column_span != cell->as.cell.column_span) {
        j->broken = true;
    } else {
        last->as.cell.row_span++;
    }
}

static void add_row(joining *j, const grid *grid, size_t index, zp_change change) {
    zp_node *row = document_copy_node(j->diff, grid->rows[index], change);
    zp_node_append(j->table, row);
    j->diff->changed = true;
    for (size_t k = 0; k < j->columns;) {
        place at = grid->places[index * j->columns + k];
        if (at.cell == NULL) {
            j->broken = true;
            return;
        }
        size_t span = at.cell->as.cell.column_span;
        if (at.begins) {
            add_cell(j, row, document_copy(j->diff, at.cell, change), k, span);
        } else {
            extend(j, at.cell);
        }
        k += span > 0 ? span : 1;
    }
}

static void keep_row(joining *j, const grid *a, size_t old, const grid *b, size_t new) {
    zp_node *row = document_copy_node(j->diff, b->rows[new], ZP_KEPT);
    zp_node_append(j->table, row);
    for (size_t k = 0; k < j->columns;) {
        place x = a->places[old * j->columns + k], y = b->places[new * j->columns + k];
        size_t span = y.cell->as.cell.column_span;
        if (y.begins) {
            zp_node *cell = document_copy_node(j->diff, y.cell, ZP_KEPT);
            document_diff_blocks(j->diff, x.cell, y.cell, cell);
            add_cell(j, row, cell, k, span);
        } else {
            extend(j, y.cell);
        }
        k += span > 0 ? span : 1;
    }
}

// Rows that changed their shape are deleted and inserted; those of one gap together, deletions
// first.
static void join_rows(joining *j, const grid *a, const grid *b, const document_pair *pairs,
                      size_t count) {
    for (size_t i = 0; i < count;) {
        size_t end = i;
        while (end < count && (pairs[end].old == SIZE_MAX || pairs[end].new == SIZE_MAX ||
                               !same_shape(a, pairs[end].old, b, pairs[end].new))) {
            end++;
        }
        for (size_t k = i; k < end; k++) {
            if (pairs[k].old != SIZE_MAX) {
                add_row(j, a, pairs[k].old, ZP_DELETED);
            }
        }
        for (size_t k = i; k < end; k++) {
            if (pairs[k].new != SIZE_MAX) {
                add_row(j, b, pairs[k].new, ZP_INSERTED);
            }
        }
        if (end < count) {
            keep_row(j, a, pairs[end].old, b, pairs[end].new);
        }
        i = end + 1;
    }
}

zp_node *document_diff_table(document_diff *diff, zp_node *old, zp_node *new) {
    if (old->as.table.column_count != new->as.table.column_count) {
        return NULL;
    }
    grid a = grid_of(diff->arena, old), b = grid_of(diff->arena, new);
    document_pair *pairs;
    size_t count =
        document_align(diff->arena, a.items, a.row_count, b.items, b.row_count, true, &pairs);
    joining j = {.diff = diff,
                 .table = document_copy_node(diff, new, ZP_KEPT),
                 .last = ZP_ARRAY(diff->arena, zp_node *, a.columns + 1),
                 .columns = a.columns};
    join_rows(&j, &a, &b, pairs, count);
    zp_messages *messages = zp_messages_new();
    bool whole = !j.broken && zp_table_assign(messages, j.table) == ZP_OK;
    zp_messages_free(messages);
    return whole ? j.table : NULL;
}
