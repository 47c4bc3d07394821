// Tables: which rows are there, and which cells head which.
#include "pdf/structure.h"

static void open_cell(pdf_structure *structure, structure_element *cell) {
    const zp_node *first = cell->node->first;
    for (const zp_node *each = first; each != NULL; each = each->next) {
        // A paragraph by itself needs no element of its own: its text is the cell's.
        structure_remember(
            structure, each,
            first->next == NULL ? cell : structure_add(structure, cell, ROLE_PARAGRAPH, each));
    }
}

// A name that is not filled in heads nothing.
static bool is_header(const zp_node *cell) {
    zp_scope scope = cell->as.cell.scope;
    return zp_scope_is_label(scope) || (scope == ZP_SCOPE_NAME && cell->first->first != NULL);
}

static void place_cells(pdf_structure *structure, structure_table *table, const zp_node *node) {
    size_t row = 0, index = 0;
    for (const zp_node *each = node->first; each != NULL; each = each->next, row++) {
        table->rows[row] = each;
        for (const zp_node *cell = each->first; cell != NULL; cell = cell->next, index++) {
            const zp_cell *about = &cell->as.cell;
            structure_role role = is_header(cell) ? ROLE_HEADER : ROLE_CELL;
            table->cells[index] = structure_add(structure, NULL, role, cell);
            table->starts[index] = row;
            open_cell(structure, table->cells[index]);
            for (size_t r = row; r < row + about->row_span; r++) {
                for (size_t c = 0; c < about->column_span; c++) {
                    table->owner[r * table->column_count + about->column + c] = index;
                }
            }
        }
    }
}

void structure_table_open(pdf_structure *structure, structure_element *element) {
    zp_arena *arena = structure->arena;
    const zp_node *node = element->node;
    structure_table *table = ZP_NEW(arena, structure_table);
    table->column_count = node->as.table.column_count;
    for (const zp_node *row = node->first; row != NULL; row = row->next) {
        table->row_count++;
        for (const zp_node *cell = row->first; cell != NULL; cell = cell->next) {
            table->cell_count++;
        }
    }
    table->rows = ZP_ARRAY(arena, const zp_node *, table->row_count);
    table->kept = ZP_ARRAY(arena, bool, table->row_count);
    table->starts = ZP_ARRAY(arena, size_t, table->cell_count);
    table->heads = ZP_ARRAY(arena, size_t, table->cell_count);
    table->owner = ZP_ARRAY(arena, size_t, table->row_count * table->column_count);
    table->cells = ZP_ARRAY(arena, structure_element *, table->cell_count);
    element->table = table;
    place_cells(structure, table, node);
}

// ---------------------------------------------------------------- rows

static bool is_seen(const structure_element *cell, bool repeated) {
    bool seen = cell->seen || (repeated && cell->repeated > 0);
    for (const structure_element *each = cell->first; each != NULL && !seen; each = each->next) {
        seen = each->seen || (repeated && each->repeated > 0);
    }
    return seen;
}

static bool is_blank(const zp_node *row) {
    for (const zp_node *cell = row->first; cell != NULL; cell = cell->next) {
        for (const zp_node *block = cell->first; block != NULL; block = block->next) {
            if (block->first != NULL) {
                return false;
            }
        }
    }
    return true;
}

static bool is_head(const structure_table *table, size_t row) {
    return table->rows[row]->as.row.kind == ZP_ROW_HEAD;
}

// Of a document of which only some pages are there, the rows on these: those with text there, the
// heads repeated there, and blank ones behind.
static void keep_rows(structure_table *table, bool whole) {
    for (size_t i = 0; i < table->cell_count; i++) {
        size_t row = table->starts[i];
        table->kept[row] =
            table->kept[row] || whole || is_seen(table->cells[i], is_head(table, row));
    }
    for (size_t row = 1; row < table->row_count; row++) {
        table->kept[row] = table->kept[row] || (table->kept[row - 1] && is_blank(table->rows[row]));
    }
}

// Head rows in front of all others; 0 too where there are further ones, which THead cannot hold.
static size_t head_rows(const structure_table *table) {
    size_t heads = 0;
    while (heads < table->row_count && is_head(table, heads)) {
        heads++;
    }
    for (size_t row = heads; row < table->row_count; row++) {
        if (is_head(table, row)) {
            return 0;
        }
    }
    return heads;
}

// A cell stands in the first row of it that is there.
static void fill_row(const structure_table *table, structure_element *element, size_t row) {
    for (size_t c = 0; c < table->column_count;) {
        size_t index = table->owner[row * table->column_count + c];
        structure_element *cell = table->cells[index];
        if (cell->row_span++ == 0) {
            structure_append(element, cell);
        }
        c = cell->node->as.cell.column + cell->node->as.cell.column_span;
    }
}

static void add_rows(pdf_structure *structure, structure_element *element) {
    const structure_table *table = element->table;
    size_t heads = head_rows(table);
    structure_element *around = element;
    for (size_t row = 0; row < table->row_count; row++) {
        if (heads > 0 && (row == 0 || row == heads)) {
            structure_role role = row == 0 ? ROLE_TABLE_HEAD : ROLE_TABLE_BODY;
            around = structure_add(structure, element, role, NULL);
        }
        if (table->kept[row]) {
            fill_row(table, structure_add(structure, around, ROLE_ROW, NULL), row);
        }
    }
}

// ---------------------------------------------------------------- headers

typedef struct header_list {
    structure_element **items;
    size_t count;
} header_list;

static void add_header(header_list *list, structure_element *header) {
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i] == header) {
            return;
        }
    }
    list->items[list->count++] = header;
}

static bool heads_row(const structure_element *cell) {
    return cell->role == ROLE_HEADER && cell->node->as.cell.scope != ZP_SCOPE_COLUMN;
}

static bool heads_column(const structure_element *cell) {
    return cell->node->as.cell.scope == ZP_SCOPE_COLUMN;
}

static bool covers(const structure_element *cell, const structure_element *other) {
    const zp_cell *a = &cell->node->as.cell, *b = &other->node->as.cell;
    return a->column <= b->column && a->column + a->column_span >= b->column + b->column_span;
}

// The cell above a row in the column where the cell begins.
static size_t above(const structure_table *table, const structure_element *cell, size_t row) {
    return table->owner[(row - 1) * table->column_count + cell->node->as.cell.column];
}

// The nearest header above that covers the cell's columns; SIZE_MAX: there is none. Cells come from
// above to below.
static size_t find_head(const structure_table *table, size_t index) {
    const structure_element *cell = table->cells[index];
    for (size_t row = table->starts[index]; row > 0;) {
        size_t up = above(table, cell, row);
        const structure_element *each = table->cells[up];
        if (covers(each, cell) && heads_column(each)) {
            return up;
        }
        if (covers(each, cell) && covers(cell, each)) {
            return table->heads[up];
        }
        row = table->starts[up];
    }
    return SIZE_MAX;
}

// A header of columns over several cells parts the form: what it stands over has nothing to do with
// what stands beside that, as income and spending in two halves.
static bool is_apart(const structure_table *table, size_t index, const structure_element *cell) {
    const structure_element *other = table->cells[index];
    if (table->heads[index] == SIZE_MAX) {
        return false;
    }
    const structure_element *head = table->cells[table->heads[index]];
    return !covers(other, head) && !covers(head, cell);
}

static void turn_round(header_list *list, size_t from) {
    for (size_t to = list->count; from + 1 < to; from++, to--) {
        structure_element *kept = list->items[from];
        list->items[from] = list->items[to - 1];
        list->items[to - 1] = kept;
    }
}

// Those nearest to the left that stand side by side, outermost first; of a header itself, only
// what it stands beside.
static void find_row_headers(const structure_table *table, const structure_element *cell,
                             size_t row, header_list *list) {
    const size_t *owner = &table->owner[row * table->column_count];
    size_t from = list->count;
    bool found = heads_row(cell);
    for (size_t c = cell->node->as.cell.column; c > 0;) {
        size_t index = owner[c - 1];
        structure_element *each = table->cells[index];
        c = each->node->as.cell.column;
        if (is_apart(table, index, cell)) {
            continue;
        }
        if (heads_row(each)) {
            add_header(list, each);
            found = true;
        } else if (found) {
            break;
        }
    }
    turn_round(list, from);
}

// A number before the name of its row finds it to the right.
static void find_name(const structure_table *table, const structure_element *cell, size_t row,
                      header_list *list) {
    const zp_cell *about = &cell->node->as.cell;
    for (size_t c = (size_t)about->column + about->column_span; c < table->column_count; c++) {
        structure_element *each = table->cells[table->owner[row * table->column_count + c]];
        if (each->role == ROLE_HEADER && each->node->as.cell.scope == ZP_SCOPE_NAME) {
            add_header(list, each);
            return;
        }
    }
}

// Those nearest above, one on the other, the uppermost first: a form begins anew within a table,
// and a further head is of what stands below that.
static void find_column_headers(const structure_table *table, size_t index, header_list *list) {
    const structure_element *cell = table->cells[index];
    size_t from = list->count, row = table->starts[index];
    if (!heads_column(cell)) {
        size_t head = table->heads[index];
        row =
            head == SIZE_MAX ? 0 : table->starts[head] + table->cells[head]->node->as.cell.row_span;
    }
    while (row > 0) {
        size_t up = above(table, cell, row);
        structure_element *each = table->cells[up];
        if (!heads_column(each) || !covers(each, cell)) {
            break;
        }
        add_header(list, each);
        row = table->starts[up];
    }
    turn_round(list, from);
}

static void find_headers(pdf_structure *structure, const structure_table *table, size_t index,
                         structure_element **room) {
    structure_element *cell = table->cells[index];
    header_list list = {.items = room};
    size_t row = table->starts[index];
    for (size_t r = row; r < row + cell->node->as.cell.row_span; r++) {
        find_row_headers(table, cell, r, &list);
    }
    if (list.count == 0 && cell->role == ROLE_CELL) {
        find_name(table, cell, row, &list);
    }
    find_column_headers(table, index, &list);
    cell->headers = ZP_ARRAY(structure->arena, structure_element *, list.count);
    for (size_t i = 0; i < list.count; i++) {
        if (room[i]->row_span > 0) { // it is there
            cell->headers[cell->header_count++] = room[i];
            room[i]->id = room[i]->id != 0 ? room[i]->id : ++structure->ids;
        }
    }
}

void structure_table_close(pdf_structure *structure, structure_element *element) {
    structure_table *table = element->table;
    structure_element **room = ZP_ARRAY(structure->arena, structure_element *, table->cell_count);
    keep_rows(table, element->seen);
    add_rows(structure, element);
    for (size_t i = 0; i < table->cell_count; i++) {
        table->heads[i] = find_head(table, i);
    }
    for (size_t i = 0; i < table->cell_count; i++) {
        if (table->cells[i]->row_span > 0) {
            find_headers(structure, table, i, room);
        }
    }
}
