// Column widths, chosen as a careful clerk would: no figure or short label broken, then whatever
// makes the table lowest. Columns of the same weight other than 0 keep the same width.
//
// Widths are counted in steps of a fixed fraction of the measure. A first choice gives every
// column what its content cannot do without; the rest goes, piece by piece, to where it takes off
// most height; at last room moves between columns as long as that helps.
#include "document/private.h"

#include <stdlib.h>

enum {
    CELLS_MAX = 3000, // of more cells, evenly chosen rows stand for all
    // Of one cell, where not all can have what they cannot do without.
    CLAIM_MAX = DOCUMENT_STEPS / 3,
};

// Columns of one group, from the weights: of one weight other than 0.
static bool same_weight(const document_fit *fit, size_t a, size_t b) {
    const int *weights = fit->table->weights;
    return weights != NULL && weights[a] > 0 && weights[a] == weights[b];
}

// A table without weights is one of a report: its columns of numbers are alike, as their last row
// shows.
static const zp_style *number_style(const document_fit *fit, size_t column) {
    const zp_node *row = fit->tables[0]->last;
    for (const zp_node *cell = row->first; cell != NULL; cell = cell->next) {
        const zp_cell *about = &cell->as.cell;
        if (about->column == column && about->column_span == 1 && about->number_column > 0) {
            return cell->first->style;
        }
    }
    return NULL;
}

static bool same_numbers(const document_fit *fit, size_t a, size_t b) {
    const zp_style *style = fit->table->weights == NULL ? number_style(fit, a) : NULL;
    return style != NULL && style == number_style(fit, b);
}

static void make_groups(document_fit *fit, bool same(const document_fit *, size_t, size_t)) {
    for (size_t i = 0; i < fit->columns; i++) {
        size_t first = 0;
        while (first < i && !same(fit, first, i)) {
            first++;
        }
        fit->group[i] = first < i ? fit->group[first] : i;
        fit->members[i] = 0;
        fit->members[fit->group[i]]++;
    }
}

static size_t count_cells(document_fit *fit) {
    size_t cells = 0;
    for (size_t i = 0; i < fit->table_count; i++) {
        for (const zp_node *row = fit->tables[i]->first; row != NULL; row = row->next) {
            fit->row_count++;
            for (const zp_node *cell = row->first; cell != NULL; cell = cell->next) {
                cells++;
            }
        }
    }
    return cells;
}

// A column of numbers wants room for the widest of them as they stand point below point (B10).
static void join_numbers(const document_fit *fit, const zp_node *table, document_need *needs) {
    const zp_table *about = &table->as.table;
    zp_number_column *columns = zp_allocate((about->number_columns + 1) * sizeof *columns);
    zp_table_measure_numbers(table, fit->percent, columns);
    size_t index = 0;
    for (const zp_node *row = table->first; row != NULL; row = row->next) {
        for (const zp_node *cell = row->first; cell != NULL; cell = cell->next, index++) {
            const zp_number_column *column = &columns[cell->as.cell.number_column];
            if (cell->as.cell.number_column == 0 || column->numbers == 0) {
                continue;
            }
            zp_length width = column->left + column->right + 2 * about->side_padding;
            needs[index].soft = needs[index].soft < width ? width : needs[index].soft;
        }
    }
    free(columns);
}

static void collect_needs(document_fit *fit, zp_dictionary *words) {
    size_t cells = count_cells(fit), index = 0, stride = cells / CELLS_MAX + 1;
    fit->needs = ZP_ARRAY(fit->arena, document_need, cells);
    for (size_t i = 0; i < fit->table_count; i++) {
        const zp_node *table = fit->tables[i];
        document_need *first = &fit->needs[fit->need_count];
        for (const zp_node *row = table->first; row != NULL; row = row->next, index++) {
            for (const zp_node *cell = row->first; cell != NULL; cell = cell->next) {
                document_need *need = &fit->needs[fit->need_count++];
                need->row = index;
                need->cell = &cell->as.cell;
                need->row_span = cell->as.cell.row_span;
                document_measure_cell(fit->arena, cell, &table->as.table, fit->percent, words,
                                      index % stride == 0 ? fit->step : 0, need);
            }
        }
        join_numbers(fit, table, first);
    }
}

static int steps_for(const document_fit *fit, zp_length width) {
    int64_t steps = ((int64_t)width + fit->step - 1) / fit->step;
    return steps > DOCUMENT_STEPS ? DOCUMENT_STEPS : (int)steps;
}

// Of the columns under a cell.
static int span_width(const document_fit *fit, const zp_cell *cell, const int *width) {
    int sum = 0;
    for (size_t i = cell->column; i < (size_t)cell->column + cell->column_span; i++) {
        sum += width[fit->group[i]];
    }
    return sum > DOCUMENT_STEPS ? DOCUMENT_STEPS : sum;
}

// Widens the columns under a spanning cell evenly until it has `wanted` steps.
static void widen_span(const document_fit *fit, const zp_cell *cell, int wanted, int *width) {
    while (span_width(fit, cell, width) < wanted) {
        size_t narrowest = cell->column;
        for (size_t i = cell->column; i < (size_t)cell->column + cell->column_span; i++) {
            if (width[fit->group[i]] < width[fit->group[narrowest]]) {
                narrowest = i;
            }
        }
        width[fit->group[narrowest]]++;
    }
}

void document_least_widths(const document_fit *fit, bool soft, int most, int *width) {
    for (size_t i = 0; i < fit->columns; i++) {
        int share = fit->table->weights != NULL && soft ? fit->table->weights[i] : 0;
        width[i] = share * DOCUMENT_STEPS / 100;
    }
    for (int pass = 0; pass < 2; pass++) { // single columns first, then spans
        for (size_t i = 0; i < fit->need_count; i++) {
            const document_need *need = &fit->needs[i];
            if ((need->cell->column_span > 1) == (pass == 1)) {
                int wanted = steps_for(fit, soft ? need->soft : need->hard);
                widen_span(fit, need->cell, wanted < most ? wanted : most, width);
            }
        }
    }
}

static int total(const document_fit *fit, const int *width) {
    int sum = 0;
    for (size_t i = 0; i < fit->columns; i++) {
        sum += width[fit->group[i]];
    }
    return sum;
}

// Columns of numbers are of one width where that breaks nothing.
static void choose_groups(document_fit *fit) {
    int soft[DOCUMENT_COLUMNS_MAX] = {0};
    make_groups(fit, same_numbers);
    document_least_widths(fit, true, DOCUMENT_STEPS, soft);
    if (fit->table->weights != NULL || total(fit, soft) > DOCUMENT_STEPS) {
        make_groups(fit, same_weight);
    }
}

static void choose_first(document_fit *fit) {
    int soft[DOCUMENT_COLUMNS_MAX] = {0}, hard[DOCUMENT_COLUMNS_MAX] = {0};
    document_least_widths(fit, true, DOCUMENT_STEPS, soft);
    document_least_widths(fit, false, DOCUMENT_STEPS, hard);
    if (total(fit, hard) >
        DOCUMENT_STEPS) { // a piece too long for the table must not starve the others
        document_least_widths(fit, true, CLAIM_MAX, soft);
        document_least_widths(fit, false, CLAIM_MAX, hard);
    }
    int soft_sum = total(fit, soft), hard_sum = total(fit, hard);
    for (size_t i = 0; i < fit->columns; i++) {
        if (soft_sum <= DOCUMENT_STEPS) {
            fit->width[i] = soft[i];
        } else if (hard_sum <= DOCUMENT_STEPS) { // as far from the hard needs as there is room
            int more = soft[i] > hard[i] ? soft[i] - hard[i] : 0;
            int span = soft_sum > hard_sum ? soft_sum - hard_sum : 1;
            fit->width[i] = hard[i] + more * (DOCUMENT_STEPS - hard_sum) / span;
        } else {
            fit->width[i] = hard[i] * DOCUMENT_STEPS / hard_sum;
        }
    }
    fit->room = DOCUMENT_STEPS - total(fit, fit->width);
}

// What nobody needs goes to all in proportion to what they have; the last bits to the widest.
static void write_widths(const document_fit *fit, zp_length measure, zp_length *widths) {
    int taken = total(fit, fit->width);
    zp_length left = measure;
    size_t widest = 0;
    for (size_t i = 0; i < fit->columns; i++) {
        int own = fit->width[fit->group[i]];
        widths[i] = taken > 0 ? (zp_length)((int64_t)measure * own / taken)
                              : measure / (zp_length)fit->columns;
        left -= widths[i];
        bool single = fit->members[fit->group[i]] == 1;
        bool widest_single = fit->members[fit->group[widest]] == 1;
        if ((single && !widest_single) || (single == widest_single && widths[i] > widths[widest])) {
            widest = i;
        }
    }
    widths[widest] += left;
}

static void fit_evenly(size_t count, zp_length measure, zp_length *widths) {
    zp_length left = measure;
    for (size_t i = 0; i < count; i++) {
        widths[i] = measure / (zp_length)count;
        left -= widths[i];
    }
    widths[count - 1] += left;
}

void zp_tables_fit_columns(const zp_node *const *tables, size_t count, zp_length measure,
                           const zp_density *density, zp_dictionary *words, zp_length *widths) {
    const zp_table *table = &tables[0]->as.table;
    document_fit fit = {.tables = tables,
                        .table_count = count,
                        .table = table,
                        .density = density,
                        .percent = density->type_percent > 0 ? density->type_percent : 100,
                        .step = measure / DOCUMENT_STEPS > 0 ? measure / DOCUMENT_STEPS : 1,
                        .columns = table->column_count};
    if (fit.columns == 0 || tables[0]->first == NULL) {
        return;
    }
    if (fit.columns > DOCUMENT_COLUMNS_MAX) {
        fit_evenly(fit.columns, measure, widths);
        return;
    }
    fit.arena = zp_arena_new();
    zp_dictionary *own = words == NULL ? zp_dictionary_open() : NULL;
    collect_needs(&fit, words != NULL ? words : own);
    zp_dictionary_close(own);
    choose_groups(&fit);
    choose_first(&fit);
    document_spend_room(&fit);
    write_widths(&fit, measure, widths);
    zp_arena_free(fit.arena);
}

void zp_table_fit_columns(zp_node *table, zp_length measure, zp_dictionary *words) {
    const zp_node *const tables[] = {table};
    table->as.table.fitted = measure;
    zp_tables_fit_columns(tables, 1, measure, &table->as.table.density, words,
                          table->as.table.columns);
}
