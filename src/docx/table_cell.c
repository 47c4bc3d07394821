// Cells. A cell over several rows is w:vMerge in each of them, on the same grid columns.
#include "docx/parts.h"

// How the cell of one w:tc lies in the rows of its piece.
typedef struct span {
    bool begins, ends; // its first and its last row
    bool content;      // the cell's paragraphs stand here
    // Cut off from its continuation below the head, or from its beginning in the head.
    bool open_below, open_above;
} span;

// A label that begins in a repeated head row and goes on below it is cut at the head's end: Word
// does not repeat a row that is merged with one below. The text stands in the lower part, the
// rule between the two is left out, and it looks like one cell.
//
// Of tracked rows it stands in the first that was deleted, and again in the first that was not.
static bool begins_below_head(const table_grid *grid, const piece *piece, size_t row) {
    size_t first = piece->head_end;
    while (first < piece->end && grid->rows[first]->change == ZP_DELETED) {
        first++;
    }
    return row == piece->head_end || row == first;
}

static span span_of(const table_grid *grid, const piece *piece, size_t row, size_t column) {
    const zp_node *cell = table_grid_at(grid, row, column);
    size_t top = row;
    while (top > piece->first && cell != NULL && table_grid_at(grid, top - 1, column) == cell) {
        top--;
    }
    size_t bottom = row + 1;
    while (bottom < piece->end && cell != NULL && table_grid_at(grid, bottom, column) == cell) {
        bottom++;
    }
    bool cut = top < piece->head_end && bottom > piece->head_end;
    bool in_head = row < piece->head_end;
    if (!cut) {
        return (span){.begins = row == top, .ends = row + 1 == bottom, .content = row == top};
    }
    bool below = begins_below_head(grid, piece, row);
    return (span){.begins = in_head ? row == top : below,
                  .ends = row + 1 == (in_head ? piece->head_end : bottom),
                  .content = below,
                  .open_below = in_head && row + 1 == piece->head_end,
                  .open_above = below};
}

static void write_cell_width(part *part, const zp_table *table, size_t from, size_t count) {
    zp_length left = 0;
    zp_length width = 0;
    for (size_t i = 0; i < from + count && i < table->column_count; i++) {
        *(i < from ? &left : &width) += table->columns[i];
    }
    part_start(part, "w:tcW");
    part_attribute_number(part, "w:w", twips(left + width) - twips(left));
    part_attribute(part, "w:type", "dxa");
    part_end(part);
}

static void write_no_rule(part *part, const char *element) {
    part_value(part, element, "nil");
}

static void write_cell_borders(part *part, const span *span) {
    if (!span->open_above && !span->open_below) {
        return;
    }
    part_start(part, "w:tcBorders");
    if (span->open_above) {
        write_no_rule(part, "w:top");
    }
    if (span->open_below) {
        write_no_rule(part, "w:bottom");
    }
    part_end(part);
}

static void write_vertical_align(part *part, zp_vertical_align align) {
    if (align != ZP_VALIGN_TOP) { // Word's default
        part_value(part, "w:vAlign", align == ZP_VALIGN_MIDDLE ? "center" : "bottom");
    }
}

static void write_cell_properties(part *part, const zp_table *table, const zp_cell *cell,
                                  const span *span) {
    part_start(part, "w:tcPr");
    write_cell_width(part, table, cell->column, cell->column_span);
    if (cell->column_span > 1) {
        part_number(part, "w:gridSpan", cell->column_span);
    }
    if (!span->begins || !span->ends) {
        part_value(part, "w:vMerge", span->begins ? "restart" : "continue");
    }
    write_cell_borders(part, span);
    if (cell->vertical) {
        part_value(part, "w:textDirection", "tbRlV"); // Han upright, Latin on its side (B9)
    }
    write_vertical_align(part, cell->valign);
    part_end(part);
}

static zp_length cell_measure(const zp_table *table, const zp_cell *cell) {
    zp_length width = -2 * table->side_padding;
    for (size_t i = 0; i < cell->column_span && i + cell->column < table->column_count; i++) {
        width += table->columns[i + cell->column];
    }
    return width;
}

placing cell_placing(const writer *writer, const zp_node *table, const zp_node *cell,
                     const zp_node *paragraph) {
    const zp_style *style = paragraph->style != NULL ? paragraph->style : writer->normal;
    int percent = table->as.table.density.type_percent;
    placing placing = placing_of(style, cell_measure(&table->as.table, &cell->as.cell));
    placing.percent = percent > 0 ? percent : 100;
    placing.vertical = cell->as.cell.vertical;
    return placing;
}

// Of a paragraph that runs downwards.
static int64_t column_length(const zp_node *paragraph, const placing *placing) {
    int halves = 0;
    for (const zp_node *run = paragraph->first; run != NULL; run = run->next) {
        halves += run->type == ZP_NODE_RUN
                      ? zp_upright_growth(run->as.run.text, placing->style->vertical_digits)
                      : 0;
    }
    return estimate_width(paragraph, placing) +
           zp_scale(placing->style->size, (int64_t)halves * placing->percent, 200);
}

int64_t cell_height(const writer *writer, const zp_node *table, const zp_node *cell) {
    int64_t height = 2 * (int64_t)table->as.table.density.padding;
    for (const zp_node *node = cell->first; node != NULL; node = node->next) {
        placing placing = cell_placing(writer, table, cell, node);
        height += cell->as.cell.vertical ? column_length(node, &placing)
                                         : estimate_lines(node, &placing) *
                                               zp_scale(placing.style->pitch, placing.percent, 100);
        height += placing.before + placing.after;
    }
    return height;
}

static void write_cell_paragraphs(writer *writer, const zp_node *table, const table_grid *grid,
                                  const zp_node *cell, const span *span, bool keep_next) {
    static const zp_node nothing = {.type = ZP_NODE_PARAGRAPH};
    for (const zp_node *node = cell->first; node != NULL; node = node->next) {
        placing placing = cell_placing(writer, table, cell, node);
        placing.keep_next = keep_next;
        placing.page_break = writer->page_break;
        writer->page_break = false;
        if (span->content) {
            place_number(grid, cell, &placing);
        }
        write_paragraph(writer, span->content ? node : &nothing, &placing);
        if (!span->content) {
            return; // every w:tc ends in one paragraph (B11)
        }
    }
}

// A place no cell covers; zp_table_assign leaves none, but a w:tr must fill its grid.
static void write_hole(writer *writer, const zp_table *table, size_t column) {
    part_start(writer->part, "w:tc");
    part_start(writer->part, "w:tcPr");
    write_cell_width(writer->part, table, column, 1);
    part_end(writer->part);
    part_flag(writer->part, "w:p");
    part_end(writer->part);
}

void write_cell(writer *writer, const zp_node *table, const table_grid *grid, const piece *piece,
                size_t row, size_t column, bool keep_next) {
    const zp_node *cell = table_grid_at(grid, row, column);
    if (cell == NULL) {
        write_hole(writer, &table->as.table, column);
        return;
    }
    span span = span_of(grid, piece, row, column);
    part_start(writer->part, "w:tc");
    write_cell_properties(writer->part, &table->as.table, &cell->as.cell, &span);
    write_cell_paragraphs(writer, table, grid, cell, &span, keep_next);
    if (cell->first == NULL) {
        part_flag(writer->part, "w:p");
    }
    part_end(writer->part);
}
