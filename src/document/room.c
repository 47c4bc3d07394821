// Room in a table's columns: where it is spent, and how it is moved.
#include "document/private.h"

#include <string.h>

enum {
    TIDYING_MAX = 40,   // moves of room from column to column
    GATHERINGS_MAX = 4, // of room from all columns
};

// Where each column begins, in steps: asked for every cell, hundreds of times.
static void find_edges(const document_fit *fit, int *edges) {
    edges[0] = 0;
    for (size_t i = 0; i < fit->columns; i++) {
        edges[i + 1] = edges[i] + fit->width[fit->group[i]];
    }
}

static zp_length height_of(const document_fit *fit, const document_need *need, const int *edges) {
    const zp_cell *cell = need->cell;
    int width = edges[cell->column + cell->column_span] - edges[cell->column];
    return need->height[width > DOCUMENT_STEPS ? DOCUMENT_STEPS : width] +
           2 * fit->density->padding;
}

// The table's height, and that of all cells.
static int64_t height(document_fit *fit, int64_t *cells) {
    const zp_density *density = fit->density;
    int edges[DOCUMENT_COLUMNS_MAX + 1];
    find_edges(fit, edges);
    *cells = 0;
    for (size_t i = 0; i < fit->row_count; i++) {
        fit->row_heights[i] = density->row_height;
    }
    for (size_t i = 0; i < fit->need_count; i++) {
        const document_need *need = &fit->needs[i];
        if (need->height == NULL) {
            continue;
        }
        zp_length height = height_of(fit, need, edges);
        *cells += height;
        if (need->cell->row_span == 1 && height > fit->row_heights[need->row]) {
            fit->row_heights[need->row] = height;
        }
    }
    for (size_t i = 0; i < fit->need_count; i++) {
        const document_need *need = &fit->needs[i];
        if (need->cell->row_span == 1 || need->height == NULL) {
            continue;
        }
        int64_t missing = height_of(fit, need, edges);
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
    return sum;
}

// The table's height, and behind it, as far smaller change, that of all cells: so that room that
// lowers no row still goes where it shortens texts.
static int64_t cost(document_fit *fit) {
    int64_t cells, rows = height(fit, &cells);
    return rows * 32 + cells;
}

// Gives room to the group where a step saves most, until nothing saves anything.
static void spend_room(document_fit *fit) {
    int64_t now = cost(fit);
    for (;;) {
        size_t best = 0;
        int best_steps = 0;
        int64_t best_gain = 0;
        for (size_t i = 0; i < fit->columns; i++) {
            for (int steps = 1; fit->group[i] == i && steps * fit->members[i] <= fit->room;
                 steps += 1 + steps / 4) {
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
        now = cost(fit);
    }
}

// One column's steps against six columns' steps: what one group gives and the other gets.
static int shared(int a, int b) {
    return b == 0 ? a : shared(b, a % b);
}

// Moves room from the columns of one group to those of another, with what nobody had a use for, if
// the table gets lower by it.
static bool move_room(document_fit *fit, size_t from, size_t to, int size, const int *least,
                      int64_t *now) {
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

static void tidy(document_fit *fit) {
    static const int sizes[] = {1, 2, 4, 8, 14};
    int least[DOCUMENT_COLUMNS_MAX];
    document_least_widths(fit, true, DOCUMENT_STEPS, least);
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

// Room that costs nothing in any column, together, may be what one column wants: moves from one to
// one do not find that. Kept if the table gets lower.
static void gather(document_fit *fit) {
    int least[DOCUMENT_COLUMNS_MAX], before[DOCUMENT_COLUMNS_MAX];
    document_least_widths(fit, true, DOCUMENT_STEPS, least);
    int64_t now = cost(fit), cells;
    for (int round = 0; round < GATHERINGS_MAX; round++) {
        int room = fit->room;
        int64_t high = height(fit, &cells);
        memcpy(before, fit->width, sizeof before);
        for (size_t i = 0; i < fit->columns; i++) {
            while (fit->group[i] == i && fit->width[i] > least[i]) {
                fit->width[i]--;
                if (height(fit, &cells) > high) {
                    fit->width[i]++;
                    break;
                }
                fit->room += fit->members[i];
            }
        }
        spend_room(fit);
        int64_t after = cost(fit);
        if (after >= now) {
            memcpy(fit->width, before, sizeof before);
            fit->room = room;
            return;
        }
        now = after;
    }
}

void document_spend_room(document_fit *fit) {
    spend_room(fit);
    tidy(fit);
    gather(fit);
}
