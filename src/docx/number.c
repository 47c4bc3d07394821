// Columns of numbers (B10): each number is set flush right, indented by as much as the widest has
// more behind its point. A decimal tab stop would follow a number that a clerk changes, but only
// Word is known to align cells by it everywhere: LibreOffice does not in a section with a grid, and
// a reader that does not at all would show every number flush left.
#include "docx/parts.h"

#include <stdlib.h>

void find_number_edges(const writer *writer, const zp_node *table, table_grid *grid) {
    size_t count = table->as.table.number_columns + 1;
    int percent = table->as.table.density.type_percent;
    zp_number_column *columns = zp_allocate(count * sizeof *columns);
    zp_table_measure_numbers(table, percent > 0 ? percent : 100, columns);
    for (size_t i = 0; i < count; i++) {
        grid->numbers[i] = (number_edges){0};
    }
    for (size_t place = 0; place < grid->row_count * grid->column_count; place++) {
        const zp_node *cell = grid->cells[place];
        size_t of = cell != NULL ? cell->as.cell.number_column : 0;
        if (of == 0 || columns[of].cells < 2) { // one by itself stays in the middle
            continue;
        }
        placing placing = cell_placing(writer, table, cell, cell->first);
        const zp_style *style = placing.style;
        int64_t em = zp_scale(style->size, placing.percent, 100);
        zp_length from = (zp_length)zp_scale(em, style->left_indent + style->first_indent, 100);
        zp_length to = placing.measure - (zp_length)zp_scale(em, style->right_indent, 100);
        number_edges *edges = &grid->numbers[of];
        edges->aligned =
            zp_number_column_point(&columns[of], style->align, from, to, &edges->point);
        edges->measure = placing.measure;
        edges->right = columns[of].right;
    }
    free(columns);
}

// An empty cell waits for a number with as many places as the column's longest.
void place_number(const table_grid *grid, const zp_node *cell, placing *placing) {
    const number_edges *edges = &grid->numbers[cell->as.cell.number_column];
    bool empty = cell->first->first == NULL && cell->first->next == NULL;
    zp_number number;
    if (edges->aligned && (empty || zp_cell_number(cell, &number))) {
        int64_t em = zp_scale(placing->style->size, placing->percent, 100);
        zp_length right = empty ? edges->right : (zp_length)zp_scale(number.right, em, 1000);
        placing->number = true;
        placing->number_indent = edges->measure - edges->point - right;
    }
}

void write_number_indent(part *part, const placing *placing) {
    part_start(part, "w:ind");
    part_attribute(part, "w:rightChars", "0"); // which would go before the length
    part_attribute_number(part, "w:right", twips(placing->number_indent));
    part_end(part);
}
