// Column widths, chosen as a careful clerk would: no figure or short label broken, then whatever
// makes the table lowest. Columns of the same weight other than 0 keep the same width.
//
// Widths are counted in steps of a fixed fraction of the measure. A first choice gives every
// column what its content cannot do without; the rest goes, piece by piece, to where it takes off
// most height; at last room moves between columns as long as that helps.
#include "document/private.h"

#include <stdlib.h>

enum {
    STEPS = 240,           // the measure, in steps
    SPANS_MAX = 64,        // columns a table may have to be fitted by content
    TIDYING_MAX = 40,      // moves of room from column to column
    CELLS_MAX = 3000,      // of more cells, evenly chosen rows stand for all
    CLAIM_MAX = STEPS / 3, // of one cell, where not all can have what they cannot do without
};

typedef struct fit {
    zp_table *table;
    document_need *needs;
    size_t need_count;
    zp_length *row_heights;
    size_t row_count;
    zp_length step;
    size_t columns;
    size_t group[SPANS_MAX]; // of a column: the first column of the same weight
    int members[SPANS_MAX];  // of a group
    int width[SPANS_MAX];    // of a group's columns, in steps
    int room;                // steps not given to any
} fit;

static void make_groups(fit *fit) {
    const int *weights = fit->table->weights;
    for (size_t i = 0; i < fit->columns; i++) {
        fit->group[i] = i;
        fit->members[i] = 0;
        for (size_t before = 0; weights != NULL && weights[i] > 0 && before < i; before++) {
            if (weights[before] == weights[i]) {
                fit->group[i] = fit->group[before];
                break;
            }
        }
        fit->members[fit->group[i]]++;
    }
}

static void collect_needs(fit *fit, const zp_node *table) {
    size_t cells = 0;
    for (const zp_node *row = table->first; row != NULL; row = row->next) {
        fit->row_count++;
        for (const zp_node *cell = row->first; cell != NULL; cell = cell->next) {
            cells++;
        }
    }
    fit->needs = zp_allocate(cells * sizeof *fit->needs);
    fit->row_heights = zp_allocate(fit->row_count * sizeof *fit->row_heights);
    size_t index = 0, stride = cells / CELLS_MAX + 1;
    for (const zp_node *row = table->first; row != NULL; row = row->next, index++) {
        for (const zp_node *cell = row->first; cell != NULL; cell = cell->next) {
            document_need *need = &fit->needs[fit->need_count++];
            need->row = index;
            need->cell = &cell->as.cell;
            document_measure_cell(cell, &table->as.table, fit->step,
                                  index % stride == 0 ? STEPS : 0, need);
        }
    }
}

// A column of numbers wants room for the widest of them as they stand point below point (B10).
static void join_numbers(fit *fit, const zp_node *table) {
    const zp_table *about = &table->as.table;
    zp_number_column *columns = zp_allocate((about->number_columns + 1) * sizeof *columns);
    zp_table_measure_numbers(table, 100, columns);
    size_t index = 0;
    for (const zp_node *row = table->first; row != NULL; row = row->next) {
        for (const zp_node *cell = row->first; cell != NULL; cell = cell->next, index++) {
            const zp_number_column *column = &columns[cell->as.cell.number_column];
            if (cell->as.cell.number_column == 0 || column->numbers == 0) {
                continue;
            }
            zp_length width = column->left + column->right + 2 * about->side_padding;
            document_need *need = &fit->needs[index];
            need->soft = need->soft < width ? width : need->soft;
        }
    }
    free(columns);
}

static int steps_for(const fit *fit, zp_length width) {
    int64_t steps = ((int64_t)width + fit->step - 1) / fit->step;
    return steps > STEPS ? STEPS : (int)steps;
}

static int span_width(const fit *fit, const zp_cell *cell, const int *width) {
    int sum = 0;
    for (size_t i = cell->column; i < (size_t)cell->column + cell->column_span; i++) {
        sum += width[fit->group[i]];
    }
    return sum > STEPS ? STEPS : sum;
}

// Widens the columns under a spanning cell evenly until it has `wanted` steps.
static void widen_span(const fit *fit, const zp_cell *cell, int wanted, int *width) {
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

// The least widths of the groups: by soft or hard needs, none of them above `most`, and the
// template's least shares.
static void least_widths(const fit *fit, bool soft, int most, int *width) {
    for (size_t i = 0; i < fit->columns; i++) {
        int share = fit->table->weights != NULL && soft ? fit->table->weights[i] : 0;
        width[i] = share * STEPS / 100;
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

static int total(const fit *fit, const int *width) {
    int sum = 0;
    for (size_t i = 0; i < fit->columns; i++) {
        sum += width[fit->group[i]];
    }
    return sum;
}

static void choose_first(fit *fit) {
    int soft[SPANS_MAX], hard[SPANS_MAX];
    least_widths(fit, true, STEPS, soft);
    least_widths(fit, false, STEPS, hard);
    if (total(fit, hard) > STEPS) { // a piece too long for the table must not starve the others
        least_widths(fit, true, CLAIM_MAX, soft);
        least_widths(fit, false, CLAIM_MAX, hard);
    }
    int soft_sum = total(fit, soft), hard_sum = total(fit, hard);
    for (size_t i = 0; i < fit->columns; i++) {
        if (soft_sum <= STEPS) {
            fit->width[i] = soft[i];
        } else if (hard_sum <= STEPS) { // as far from the hard needs as there is room
            int more = soft[i] > hard[i] ? soft[i] - hard[i] : 0;
            int span = soft_sum > hard_sum ? soft_sum - hard_sum : 1;
            fit->width[i] = hard[i] + more * (STEPS - hard_sum) / span;
        } else {
            fit->width[i] = hard[i] * STEPS / hard_sum;
        }
    }
    fit->room = STEPS - total(fit, fit->width);
}

// The table's height, and behind it, as far smaller change, the height of all cells: so that room
// that lowers no row still goes where it shortens texts.
static int64_t cost(fit *fit) {
    const zp_density *density = &fit->table->density;
    int64_t cells = 0;
    for (size_t i = 0; i < fit->row_count; i++) {
        fit->row_heights[i] = density->row_height;
    }
    for (size_t i = 0; i < fit->need_count; i++) {
        const document_need *need = &fit->needs[i];
        if (need->height == NULL) {
            continue;
        }
        zp_length height =
            need->height[span_width(fit, need->cell, fit->width)] + 2 * density->padding;
        cells += height;
        if (need->cell->row_span == 1 && height > fit->row_heights[need->row]) {
            fit->row_heights[need->row] = height;
        }
    }
    for (size_t i = 0; i < fit->need_count; i++) {
        const document_need *need = &fit->needs[i];
        if (need->cell->row_span == 1 || need->height == NULL) {
            continue;
        }
        int64_t missing =
            need->height[span_width(fit, need->cell, fit->width)] + 2 * density->padding;
        for (size_t row = 0; row < need->cell->row_span; row++) {
            missing -= fit->row_heights[need->row + row];
        }
        if (missing > 0) {
            fit->row_heights[need->row + need->cell->row_span - 1] += (zp_length)missing;
        }
    }
    int64_t sum = 0;
    for (size_t i = 0; i < fit->row_count; i++) {
        sum += fit->row_heights[i];
    }
    return sum * 32 + cells;
}

// Gives room to the group where a step saves most, until nothing saves anything.
static void spend_room(fit *fit) {
    int64_t now = cost(fit);
    for (;;) {
        size_t best = 0;
        int best_steps = 0;
        int64_t best_gain = 0;
        for (size_t i = 0; i < fit->columns; i++) {
            for (int steps = 1; fit->group[i] == i && steps * fit->members[i] <= fit->room;
                 steps += 1 + steps / 4) {
                fit->width[i] += steps;
                int64_t gain = (now - cost(fit)) * STEPS / (steps * fit->members[i]);
                fit->width[i] -= steps;
                if (gain > best_gain) {
                    best = i;
                    best_steps = steps;
                    best_gain = gain;
                }
            }
        }
        if (best_steps == 0) {
            return;
        }
        fit->width[best] += best_steps;
        fit->room -= best_steps * fit->members[best];
        now = cost(fit);
    }
}

// One column's steps against six columns' steps: what one group gives and the other gets.
static int shared(int a, int b) {
    return b == 0 ? a : shared(b, a % b);
}

// Moves room from the columns of one group to those of another, with what nobody had a use for, if
// the table gets lower by it.
static bool move_room(fit *fit, size_t from, size_t to, int size, const int *least, int64_t *now) {
    int common = shared(fit->members[from], fit->members[to]);
    int given = size * fit->members[to] / common, spare = fit->room / fit->members[to];
    int got = size * fit->members[from] / common + spare;
    if (fit->width[from] - given < least[from]) {
        return false;
    }
    fit->width[from] -= given;
    fit->width[to] += got;
    int64_t after = cost(fit);
    if (after < *now) {
        *now = after;
        fit->room -= spare * fit->members[to];
        return true;
    }
    fit->width[from] += given;
    fit->width[to] -= got;
    return false;
}

static void tidy(fit *fit) {
    static const int sizes[] = {1, 2, 4, 8, 14};
    int least[SPANS_MAX];
    least_widths(fit, true, STEPS, least);
    int64_t now = cost(fit);
    bool moved = true;
    for (int round = 0; round < TIDYING_MAX && moved; round++) {
        moved = false;
        for (size_t pair = 0; pair < fit->columns * fit->columns; pair++) {
            size_t from = pair / fit->columns, to = pair % fit->columns;
            bool own = from != to && fit->group[from] == from && fit->group[to] == to;
            for (size_t i = 0; own && i < sizeof sizes / sizeof *sizes; i++) {
                if (move_room(fit, from, to, sizes[i], least, &now)) {
                    moved = true;
                    break;
                }
            }
        }
    }
}

// What nobody needs goes to all in proportion to what they have; the last bits to the widest.
static void write_widths(const fit *fit, zp_length measure) {
    zp_table *table = fit->table;
    int taken = total(fit, fit->width);
    zp_length left = measure;
    size_t widest = 0;
    for (size_t i = 0; i < fit->columns; i++) {
        int own = fit->width[fit->group[i]];
        table->columns[i] = taken > 0 ? (zp_length)((int64_t)measure * own / taken)
                                      : measure / (zp_length)fit->columns;
        left -= table->columns[i];
        bool single = fit->members[fit->group[i]] == 1;
        bool widest_single = fit->members[fit->group[widest]] == 1;
        if ((single && !widest_single) ||
            (single == widest_single && table->columns[i] > table->columns[widest])) {
            widest = i;
        }
    }
    table->columns[widest] += left;
}

static void fit_evenly(zp_table *table, zp_length measure) {
    zp_length left = measure;
    for (size_t i = 0; i < table->column_count; i++) {
        table->columns[i] = measure / (zp_length)table->column_count;
        left -= table->columns[i];
    }
    table->columns[table->column_count - 1] += left;
}

void zp_table_fit_columns(zp_node *table, zp_length measure) {
    fit fit = {.table = &table->as.table,
               .step = measure / STEPS > 0 ? measure / STEPS : 1,
               .columns = table->as.table.column_count};
    if (fit.columns == 0 || table->first == NULL) {
        return;
    }
    if (fit.columns > SPANS_MAX) {
        fit_evenly(&table->as.table, measure);
        return;
    }
    make_groups(&fit);
    collect_needs(&fit, table);
    join_numbers(&fit, table);
    choose_first(&fit);
    spend_room(&fit);
    tidy(&fit);
    write_widths(&fit, measure);
    for (size_t i = 0; i < fit.need_count; i++) {
        free(fit.needs[i].height);
    }
    free(fit.needs);
    free(fit.row_heights);
}
