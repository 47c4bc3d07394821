// Tables: fixed columns on one grid, rows of a least height.
#include "docx/parts.h"

static zp_length table_width(const zp_table *table) {
    zp_length width = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        width += table->columns[i];
    }
    return width;
}

static void write_length(part *part, const char *element, int64_t length) {
    part_start(part, element);
    part_attribute_number(part, "w:w", length);
    part_attribute(part, "w:type", "dxa");
    part_end(part);
}

static void write_border(part *part, const char *element, zp_length thickness) {
    part_start(part, element);
    int64_t eighths = zp_scale(thickness, 8, 1000);
    if (thickness == 0) {
        part_attribute(part, "w:val", "nil");
    } else {
        part_attribute(part, "w:val", "single");
        part_attribute_number(part, "w:sz", eighths < 2 ? 2 : eighths > 96 ? 96 : eighths);
        part_attribute(part, "w:space", "0");
        part_attribute(part, "w:color", "auto");
    }
    part_end(part);
}

// Where two pieces touch, only the lower one draws: it needs the rule on each further page.
static void write_table_borders(part *part, const zp_table *table, const piece *piece) {
    part_start(part, "w:tblBorders");
    write_border(part, "w:top", piece->joined_above ? table->border : table->frame);
    write_border(part, "w:left", table->frame);
    write_border(part, "w:bottom", piece->joined_below ? 0 : table->frame);
    write_border(part, "w:right", table->frame);
    write_border(part, "w:insideH", table->border);
    write_border(part, "w:insideV", table->border);
    part_end(part);
}

// A row's height includes its rule, as in the PDF; a reader adds the rule to the text and its
// margins. Too low a row is the safe side: it never costs a page.
static zp_length bottom_padding(const zp_table *table) {
    zp_length padding = table->density.padding - table->border;
    return padding > 0 ? padding : 0;
}

static void write_cell_margins(part *part, const zp_table *table) {
    part_start(part, "w:tblCellMar");
    write_length(part, "w:top", twips(table->density.padding));
    write_length(part, "w:left", twips(table->side_padding));
    write_length(part, "w:bottom", twips(bottom_padding(table)));
    write_length(part, "w:right", twips(table->side_padding));
    part_end(part);
}

static bool heads_row(const zp_node *cell) {
    return cell != NULL && cell->as.cell.scope != ZP_SCOPE_NONE &&
           cell->as.cell.scope != ZP_SCOPE_COLUMN;
}

// Whether what stands in the first column says what each row is. A cell as wide as the table says
// something of the rows below it.
static bool has_head_column(const table_grid *grid, const piece *piece) {
    bool found = false;
    for (size_t row = piece->head_end; row < piece->end; row++) {
        const zp_node *cell = table_grid_at(grid, row, 0);
        bool wide = cell != NULL && cell->as.cell.column_span == grid->column_count;
        if (!wide && !heads_row(cell)) {
            return false;
        }
        found = found || !wide;
    }
    return found;
}

// A head is not always one that repeats: a short table's is not.
static bool has_head_row(const table_grid *grid, const piece *piece) {
    for (size_t column = 0; column < grid->column_count; column++) {
        const zp_node *cell = table_grid_at(grid, piece->first, column);
        if (piece->head_end == piece->first &&
            (cell == NULL || cell->as.cell.scope != ZP_SCOPE_COLUMN)) {
            return false;
        }
    }
    return piece->end > piece->first + 1;
}

// Nothing looks otherwise by it: the table's style has no parts. It is what readers that cannot see
// the table tell its heads by.
static void write_table_look(part *part, bool row, bool column) {
    static const char *const bits[2][2] = {{"0600", "0680"}, {"0620", "06A0"}};
    part_start(part, "w:tblLook");
    part_attribute(part, "w:val", bits[row][column]);
    part_attribute(part, "w:firstRow", row ? "1" : "0");
    part_attribute(part, "w:lastRow", "0");
    part_attribute(part, "w:firstColumn", column ? "1" : "0");
    part_attribute(part, "w:lastColumn", "0");
    part_attribute(part, "w:noHBand", "1");
    part_attribute(part, "w:noVBand", "1");
    part_end(part);
}

static void write_words(part *part, const char *element, zp_text words) {
    if (words.size > 0) {
        part_start(part, element);
        part_attribute_text(part, "w:val", words);
        part_end(part);
    }
}

static void write_table_properties(part *part, const zp_node *node, const table_grid *grid,
                                   const piece *piece, zp_text title) {
    const zp_table *table = &node->as.table;
    part_start(part, "w:tblPr");
    part_value(part, "w:tblStyle", "form-table");
    write_length(part, "w:tblW", twips(table_width(table)));
    part_value(part, "w:jc", "center");
    write_table_borders(part, table, piece);
    part_start(part, "w:tblLayout");
    part_attribute(part, "w:type", "fixed");
    part_end(part);
    write_cell_margins(part, table);
    write_table_look(part, has_head_row(grid, piece), has_head_column(grid, piece));
    write_words(part, "w:tblCaption", title);
    write_words(part, "w:tblDescription", table->description);
    part_end(part);
}

// Edges are rounded, not widths, so that the columns add up to the table.
static void write_grid(part *part, const zp_table *table) {
    part_start(part, "w:tblGrid");
    zp_length edge = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        part_start(part, "w:gridCol");
        part_attribute_number(part, "w:w", twips(edge + table->columns[i]) - twips(edge));
        part_end(part);
        edge += table->columns[i];
    }
    part_end(part);
}

static void write_row(writer *writer, const zp_node *table, const table_grid *grid,
                      const piece *piece, size_t row, bool keep_next) {
    part_start(writer->part, "w:tr");
    write_row_properties(writer, table, grid, row, row < piece->head_end);
    for (size_t column = 0; column < grid->column_count;) {
        const zp_node *cell = table_grid_at(grid, row, column);
        write_cell(writer, table, grid, piece, row, column, keep_next);
        size_t span = cell != NULL ? cell->as.cell.column_span : 1;
        column += span > 0 ? span : 1;
    }
    part_end(writer->part);
}

// Whether a label reaches from `row`, not too far below its beginning, into the next one: rather
// than behind this row a page ends before the label's, with a hole as in the PDF at most.
static bool in_group(const zp_node *table, const table_grid *grid, size_t row) {
    const zp_page_setup *page = &table->parent->as.page;
    int64_t most = (page->height - page->top - page->bottom) / 8;
    for (size_t column = 0; column < grid->column_count; column++) {
        const zp_node *cell = table_grid_at(grid, row, column);
        if (cell == NULL || cell != table_grid_at(grid, row + 1, column)) {
            continue;
        }
        int64_t height = 0; // of its rows so far, as far as it matters
        for (size_t i = row + 1; i-- > 0 && table_grid_at(grid, i, column) == cell;) {
            height += grid->heights[i].needs;
            if (height > most) {
                break;
            }
        }
        if (height <= most) {
            return true;
        }
    }
    return false;
}

static void write_piece(writer *writer, const zp_node *table, const table_grid *grid,
                        const piece *piece, zp_text title, bool keep_next) {
    part_start(writer->part, "w:tbl");
    write_table_properties(writer->part, table, grid, piece, title);
    write_grid(writer->part, &table->as.table);
    for (size_t row = piece->first; row < piece->end; row++) {
        // A head stays with the row below it, and the last row with what follows.
        bool last = row + 1 == piece->end;
        bool keep = row < piece->head_end || (last && (keep_next || piece->joined_below)) ||
                    (!last && in_group(table, grid, row));
        write_row(writer, table, grid, piece, row, keep);
    }
    part_end(writer->part);
}

void write_table(writer *writer, const zp_node *table, bool keep_next) {
    table_grid grid;
    table_grid_make(&grid, table);
    row_heights(writer, table, &grid);
    find_number_edges(writer, table, &grid);
    table_title title = table_title_of(writer, table, &grid);
    for (size_t row = 0; row < grid.row_count;) {
        piece piece = table_piece(&grid, row);
        if (piece.joined_above) {
            placing placing = {.keep_next = true};
            write_spacer(writer, 0, &placing);
        }
        write_piece(writer, table, &grid, &piece, table_title_next(&title), keep_next);
        row = piece.end;
    }
    zp_buffer_free(&title.words);
    table_grid_free(&grid);
}
