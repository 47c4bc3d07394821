// Room in a table's columns: where it is spent, and how it is moved.
#include "document/private.h"

#include <string.h>

enum {
    TIDYING_MAX = 40,   // moves of room from column to column
    GATHERINGS_MAX = 4, // of room from all columns
};

// In steps.
static int width_of(const document_need *need, const int *edges) {
    const zp_cell *cell = need->cell;
    int width = edges[cell->column + cell->column_span] - edges[cell->column];
    return width < need->widest ? width : need->widest;
}

// A cell's height in the widths that the columns now have.
static zp_length height_of(const document_need *need, const int *edges) {
    int width = width_of(need, edges);
    zp_length known = need->known[width];
    return known >= 0 ? known : document_find_height(need, width);
}

static void find_edges(const document_fit *fit, int *edges) {
    edges[0] = 0;
    for (size_t i = 0; i < fit->columns; i++) {
        edges[i + 1] = edges[i] + fit->width[fit->group[i]];
    }
}

// The columns have widths from which others are tried.
static void settle(document_fit *fit) {
    int edges[DOCUMENT_COLUMNS_MAX + 1];
    find_edges(fit, edges);
    for (size_t i = 0; i < fit->need_count; i++) {
        document_need *need = &fit->needs[i];
        need->settled = need->known != NULL ? height_of(need, edges) : 0;
    }
}

// Two groups of columns, or one and itself, are about to be tried in many widths: what the others'
// cells make of the rows stays.
static void begin_trials(document_fit *fit, size_t a, size_t b) {
    document_trial *trial = &fit->trial;
    zp_length padding = 2 * fit->density->padding;
    uint64_t groups = UINT64_C(1) << a | UINT64_C(1) << b;
    trial->cells = 0;
    trial->count = trial->span_count = 0;
    for (size_t i = 0; i < fit->row_count; i++) {
        trial->rows[i] = fit->density->row_height;
    }
    for (size_t i = 0; i < fit->need_count; i++) {
        document_need *need = &fit->needs[i];
        if (need->known == NULL) {
            continue;
        }
        need->now = need->settled + padding;
        if (need->groups & groups) {
            trial->needs[trial->count++] = need;
        } else {
            trial->cells += need->now;
            if (need->row_span == 1 && need->now > trial->rows[need->row]) {
                trial->rows[need->row] = need->now;
            }
        }
        if (need->row_span > 1) {
            trial->spans[trial->span_count++] = need;
        }
    }
}

// Is there a cell that may get lower if the columns being tried get wider?
static bool may_gain(const document_fit *fit) {
    const document_trial *trial = &fit->trial;
    int edges[DOCUMENT_COLUMNS_MAX + 1];
    find_edges(fit, edges);
    for (size_t i = 0; i < trial->count; i++) {
        if (width_of(trial->needs[i], edges) < trial->needs[i]->widest) {
            return true;
        }
    }
    return false;
}

// The table's height, and that of all cells.
static int64_t height(document_fit *fit, int64_t *cells) {
    const document_trial *trial = &fit->trial;
    int edges[DOCUMENT_COLUMNS_MAX + 1];
    zp_length *rows = fit->row_heights, padding = 2 * fit->density->padding;
    find_edges(fit, edges);
    *cells = trial->cells;
    memcpy(rows, trial->rows, fit->row_count * sizeof *rows);
    for (size_t i = 0; i < trial->count; i++) {
        document_need *need = trial->needs[i];
        need->now = height_of(need, edges) + padding;
        *cells += need->now;
        if (need->row_span == 1 && need->now > rows[need->row]) {
            rows[need->row] = need->now;
        }
    }
    for (size_t i = 0; i < trial->span_count; i++) {
        const document_need *need = trial->spans[i];
        int64_t missing = need->now;
        for (size_t row = 0; row < need->row_span; row++) {
            missing -= rows[need->row + row];
        }
        if (missing > 0) {
            rows[need->row + need->row_span - 1] += (zp_length)missing;
        }
    }
    int64_t sum = 0;
    for (size_t i = 0; i < fit->row_count; i++) {
        sum += rows[i];
    }
    return sum;
}

// The table's height, and behind it, as far smaller change, that of all cells: so that room that
// lowers no row still goes where it shortens texts.
static int64_t cost(document_fit *fit) {
    int64_t cells, rows = height(fit, &cells);
    return rows * 32 + cells;
}

// The same of columns whose widths have changed for good.
static int64_t settled_cost(document_fit *fit) {
    settle(fit);
    begin_trials(fit, 0, 0);
    return cost(fit);
}

// Gives room to the group where a step saves most, until nothing saves anything.
static void spend_room(document_fit *fit) {
    int64_t now = settled_cost(fit);
    for (;;) {
        size_t best = 0;
        int best_steps = 0;
        int64_t best_gain = 0;
        for (size_t i = 0; i < fit->columns; i++) {
            if (fit->group[i] != i) {
                continue;
            }
            begin_trials(fit, i, i);
            if (!may_gain(fit)) {
                continue;
            }
            for (int steps = 1; steps * fit->members[i] <= fit->room; steps += 1 + steps / 4) {
                fit->width[i] += steps;
                int64_t gain = (now - cost(fit)) * DOCUMENT_STEPS / (steps * fit->members[i]);
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
        now = settled_cost(fit);
    }
}

// One column's steps against six columns' steps: what one group gives and the other gets.
static int shared(int a, int b) {
    return b == 0 ? a : shared(b, a % b);
}

static int given(const document_fit *fit, size_t from, size_t to, int size) {
    return size * fit->members[to] / shared(fit->members[from], fit->members[to]);
}

static bool can_give(const document_fit *fit, size_t from, size_t to, int size, const int *least) {
    return fit->width[from] - given(fit, from, to, size) >= least[from];
}

// Moves room from the columns of one group to those of another, with what nobody had a use for, if
// the table gets lower by it.
static bool move_room(document_fit *fit, size_t from, size_t to, int size, const int *least,
                      int64_t *now) {
    int less = given(fit, from, to, size), spare = fit->room / fit->members[to];
    int got = given(fit, to, from, size) + spare;
    if (!can_give(fit, from, to, size, least)) {
        return false;
    }
    fit->width[from] -= less;
    fit->width[to] += got;
    int64_t after = cost(fit);
    if (after < *now) {
        *now = after;
        fit->room -= spare * fit->members[to];
        return true;
    }
    fit->width[from] += less;
    fit->width[to] -= got;
    return false;
}

static void tidy(document_fit *fit) {
    static const int sizes[] = {1, 2, 4, 8, 14};
    int least[DOCUMENT_COLUMNS_MAX];
    document_least_widths(fit, true, DOCUMENT_STEPS, least);
    int64_t now = settled_cost(fit);
    bool moved = true;
    for (int round = 0; round < TIDYING_MAX && moved; round++) {
        moved = false;
        for (size_t pair = 0; pair < fit->columns * fit->columns; pair++) {
            size_t from = pair / fit->columns, to = pair % fit->columns;
            bool own = from != to && fit->group[from] == from && fit->group[to] == to;
            if (!own || !can_give(fit, from, to, sizes[0], least)) {
                continue;
            }
            begin_trials(fit, from, to);
            for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
                if (move_room(fit, from, to, sizes[i], least, &now)) {
                    settle(fit);
                    moved = true;
                    break;
                }
            }
        }
    }
}

// Room that costs nothing in any column, together, may be what one column wants: moves from one to
// one do not find that. Kept if the table gets lower.
static void gather(document_fit *fit) {
    int least[DOCUMENT_COLUMNS_MAX], before[DOCUMENT_COLUMNS_MAX];
    document_least_widths(fit, true, DOCUMENT_STEPS, least);
    int64_t now = settled_cost(fit), cells;
    for (int round = 0; round < GATHERINGS_MAX; round++) {
        int room = fit->room;
        int64_t high = height(fit, &cells);
        memcpy(before, fit->width, sizeof before);
        for (size_t i = 0; i < fit->columns; i++) {
            if (fit->group[i] != i) {
                continue;
            }
            begin_trials(fit, i, i);
            while (fit->width[i] > least[i]) {
                fit->width[i]--;
                if (height(fit, &cells) > high) {
                    fit->width[i]++;
                    break;
                }
                fit->room += fit->members[i];
            }
            settle(fit);
        }
        spend_room(fit);
        int64_t after = settled_cost(fit);
        if (after >= now) {
            memcpy(fit->width, before, sizeof before);
            fit->room = room;
            return;
        }
        now = after;
    }
}

static void prepare_trials(document_fit *fit) {
    for (size_t i = 0; i < fit->need_count; i++) {
        document_need *need = &fit->needs[i];
        const zp_cell *cell = need->cell;
        need->groups = 0;
        for (size_t c = cell->column; c < (size_t)cell->column + cell->column_span; c++) {
            need->groups |= UINT64_C(1) << fit->group[c];
        }
    }
    fit->row_heights = ZP_ARRAY(fit->arena, zp_length, fit->row_count);
    fit->trial.rows = ZP_ARRAY(fit->arena, zp_length, fit->row_count);
    fit->trial.needs = ZP_ARRAY(fit->arena, document_need *, fit->need_count);
    fit->trial.spans = ZP_ARRAY(fit->arena, document_need *, fit->need_count);
}

void document_spend_room(document_fit *fit) {
    prepare_trials(fit);
    spend_room(fit);
    tidy(fit);
    gather(fit);
}
