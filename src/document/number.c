// Numbers in the cells of a table, whose decimal points stand on one line (B10).
#include "document/private.h"

// What has been read of a number.
typedef enum stage { STAGE_SIGN, STAGE_WHOLE, STAGE_PLACES, STAGE_BEHIND } stage;

typedef struct reading {
    stage stage;
    int digits;   // since the beginning, the last thousands mark or the point
    bool marked;  // a thousands mark was seen
    bool open;    // so was an opening bracket, and not yet its closing one
    bool decimal; // so was the point
    size_t bytes;
    zp_number number;
} reading;

// In thousandths of an em, as Times New Roman has them; full-width marks are one em.
static int width_of(uint32_t c) {
    return (c >= '0' && c <= '9') || document_is_one_of(c, U"$¥") ? 500
           : document_is_one_of(c, U"., \u2009\u202F")            ? 250
           : document_is_one_of(c, U"()-")                        ? 333
           : document_is_one_of(c, U"+−±")                        ? 564
           : c == '%'                                             ? 833
                                                                  : 1000;
}

// A group of thousands has three figures, the first one to three.
static bool whole_groups(const reading *r) {
    return r->marked ? r->digits == 3 : r->digits > 0;
}

static bool read_sign(reading *r, uint32_t c) {
    if (c >= '0' && c <= '9') {
        r->stage = STAGE_WHOLE;
        r->digits = 1;
        return true;
    }
    bool first = !r->open && document_is_one_of(c, U"(（");
    r->open = r->open || first;
    return first || document_is_one_of(c, U" +-−±－$¥￥");
}

static bool read_behind(reading *r, uint32_t c) {
    r->stage = STAGE_BEHIND;
    if (r->open && document_is_one_of(c, U")）")) {
        r->open = false;
        return true;
    }
    return document_is_one_of(c, U" %％‰");
}

static bool read_figure(reading *r, uint32_t c) {
    bool places = r->stage == STAGE_PLACES;
    if (c >= '0' && c <= '9') {
        r->digits++;
        return places || !r->marked || r->digits <= 3;
    }
    if (places) {
        return r->digits > 0 && read_behind(r, c);
    }
    if (document_is_one_of(c, U",\u2009\u202F") && (r->marked ? r->digits == 3 : r->digits <= 3)) {
        r->marked = true;
        r->digits = 0;
        return true;
    }
    if (!whole_groups(r)) {
        return false;
    }
    r->decimal = true;
    r->number.point = r->bytes;
    if (c == '.') {
        r->stage = STAGE_PLACES;
        r->digits = 0;
        return true;
    }
    return read_behind(r, c);
}

static bool read_character(reading *r, uint32_t c) {
    return r->stage == STAGE_SIGN     ? read_sign(r, c)
           : r->stage == STAGE_BEHIND ? read_behind(r, c)
                                      : read_figure(r, c);
}

static bool read_run(reading *r, zp_text text) {
    for (size_t at = 0; at < text.size;) {
        size_t from = at;
        uint32_t c = zp_utf8_next(text, &at);
        if (!read_character(r, c)) {
            return false;
        }
        *(r->decimal ? &r->number.right : &r->number.left) += width_of(c);
        r->bytes += at - from;
    }
    return true;
}

bool zp_cell_number(const zp_node *cell, zp_number *number) {
    const zp_node *paragraph = cell->first;
    if (paragraph == NULL || paragraph->next != NULL || cell->as.cell.vertical) {
        return false;
    }
    reading r = {0};
    bool noted = false;
    for (const zp_node *node = paragraph->first; node != NULL; node = node->next) {
        if (node->type == ZP_NODE_RUN && node->as.run.raised) {
            noted = true; // behind the number, and no figure of it
            r.number.right += zp_raised_size(1000);
            continue;
        }
        if (noted || node->type != ZP_NODE_RUN || !read_run(&r, node->as.run.text)) {
            return false;
        }
    }
    bool ends = r.stage == STAGE_WHOLE    ? whole_groups(&r)
                : r.stage == STAGE_PLACES ? r.digits > 0
                                          : r.stage == STAGE_BEHIND;
    if (!ends || r.open) {
        return false;
    }
    if (!r.decimal) {
        r.number.point = r.bytes;
    }
    *number = r.number;
    return true;
}

// ------------------------------------------------ columns

static bool in_column(const zp_node *cell) {
    const zp_style *style = cell->first != NULL ? cell->first->style : NULL;
    return style != NULL && !cell->as.cell.vertical &&
           (style->align == ZP_ALIGN_DECIMAL || style->align == ZP_ALIGN_RIGHT);
}

void document_join_column(zp_table *table, const zp_node *above, zp_node *node) {
    zp_cell *cell = &node->as.cell;
    cell->number_column = 0;
    if (!in_column(node)) {
        return;
    }
    bool goes_on = above != NULL && in_column(above) && above->first->style == node->first->style &&
                   above->as.cell.column == cell->column &&
                   above->as.cell.column_span == cell->column_span;
    cell->number_column = goes_on ? above->as.cell.number_column : ++table->number_columns;
}

void zp_number_column_add(zp_number_column *column, zp_length left, zp_length right) {
    column->left = left > column->left ? left : column->left;
    column->right = right > column->right ? right : column->right;
    column->leaning += (int64_t)right - left;
    column->numbers++;
}

bool zp_number_column_point(const zp_number_column *column, zp_align align, zp_length from,
                            zp_length to, zp_length *point) {
    zp_length first = from + column->left, last = to - column->right;
    if (column->numbers == 0 || first > last) {
        return false;
    }
    zp_length middle = (zp_length)((first + (int64_t)last) / 2), play = (last - first) / 4;
    int64_t whole = (from + (int64_t)to - column->leaning / (int64_t)column->numbers) / 2;
    *point = align == ZP_ALIGN_RIGHT ? last
             : whole < middle - play ? middle - play
             : whole > middle + play ? middle + play
                                     : (zp_length)whole;
    return true;
}

void zp_table_measure_numbers(const zp_node *table, int percent, zp_number_column *columns) {
    for (size_t i = 0; i <= table->as.table.number_columns; i++) {
        columns[i] = (zp_number_column){0};
    }
    for (const zp_node *row = table->first; row != NULL; row = row->next) {
        for (const zp_node *cell = row->first; cell != NULL; cell = cell->next) {
            zp_number_column *column = &columns[cell->as.cell.number_column];
            zp_number number;
            column->cells++;
            if (cell->as.cell.number_column > 0 && zp_cell_number(cell, &number)) {
                zp_length em = (zp_length)zp_scale(cell->first->style->size, percent, 100);
                zp_number_column_add(column, (zp_length)zp_scale(number.left, em, 1000),
                                     (zp_length)zp_scale(number.right, em, 1000));
            }
        }
    }
}
