// Rows: their least heights and how they break.
#include "docx/parts.h"

static zp_length wanted_height(const zp_node *table, const zp_node *row) {
    return row->as.row.height > 0 ? row->as.row.height : table->as.table.density.row_height;
}

// What the row's own cells need, by estimate.
static int64_t own_height(const writer *writer, const zp_node *table, const zp_node *row) {
    int64_t height = wanted_height(table, row);
    for (const zp_node *cell = row->first; cell != NULL; cell = cell->next) {
        int64_t needs = cell->as.cell.row_span == 1 ? cell_height(writer, table, cell) : 0;
        height = needs > height ? needs : height;
    }
    return height;
}

// What a cell over several rows lacks is spread over them, as in the PDF. Left to themselves Word
// would give it all to the last row, and give vertical text nothing at all.
static void spread(const writer *writer, const zp_node *table, table_grid *grid, size_t row,
                   const zp_node *cell) {
    size_t end = row + cell->as.cell.row_span;
    end = end < grid->row_count ? end : grid->row_count;
    int64_t lacks = cell_height(writer, table, cell);
    for (size_t i = row; i < end; i++) {
        lacks -= grid->heights[i].needs;
    }
    for (size_t i = row; i < end && lacks > 0; i++) {
        int64_t share = lacks / (int64_t)(end - i);
        grid->heights[i].needs += share;
        grid->heights[i].least = (zp_length)grid->heights[i].needs;
        lacks -= share;
    }
}

void row_heights(const writer *writer, const zp_node *table, table_grid *grid) {
    for (size_t row = 0; row < grid->row_count; row++) {
        grid->heights[row].least = wanted_height(table, grid->rows[row]);
        grid->heights[row].needs = own_height(writer, table, grid->rows[row]);
    }
    for (size_t row = 0; row < grid->row_count; row++) {
        for (const zp_node *cell = grid->rows[row]->first; cell != NULL; cell = cell->next) {
            if (cell->as.cell.row_span > 1) {
                spread(writer, table, grid, row, cell);
            }
        }
    }
}

// Whether a row may be too high for a page; to be on the safe side from nine tenths of one.
static bool is_tall(const zp_node *table, int64_t height) {
    const zp_page_setup *page = &table->parent->as.page;
    return height > zp_scale(page->height - page->top - page->bottom, 9, 10);
}

static void write_row_height(part *part, zp_length height) {
    if (height > 0) {
        part_start(part, "w:trHeight");
        part_attribute_number(part, "w:val", twips(height));
        part_attribute(part, "w:hRule", "atLeast");
        part_end(part);
    }
}

void write_row_properties(writer *writer, const zp_node *table, const table_grid *grid, size_t row,
                          bool head) {
    part *part = writer->part;
    part_start(part, "w:trPr");
    if (!is_tall(table, grid->heights[row].needs)) {
        part_flag(part, "w:cantSplit");
    }
    write_row_height(part, grid->heights[row].least);
    if (head) {
        part_flag(part, "w:tblHeader");
    }
    write_change(part, grid->rows[row]->change);
    part_end(part);
}
