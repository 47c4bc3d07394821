// Two lists, each in its order: which of the one belongs to which of the other.
#include "document/private.h"

#include <stdlib.h>
#include <string.h>

enum { PRODUCT_MAX = 4 * 1000 * 1000 }; // of lengths that are compared each with each

typedef struct matching {
    document_worth *worth;
    const void *lists;
    size_t *match;
} matching;

static bool is_same(const matching *m, size_t old, size_t new) {
    return m->worth(m->lists, old, new, true) > 0;
}

// The dearest pairs in order, by dynamic programming over what lies between the ends.
static void match_middle(const matching *m, size_t from, size_t old_to, size_t new_to) {
    size_t rows = old_to - from, columns = new_to - from, width = columns + 1;
    if (rows == 0 || columns == 0 || rows > PRODUCT_MAX / columns) {
        return; // too long to compare: all of it was replaced
    }
    uint32_t *best = zp_allocate((rows + 1) * width * sizeof *best);
    memset(best, 0, (rows + 1) * width * sizeof *best);
    bool only_same = rows * columns > PRODUCT_MAX / 16;
    for (size_t i = rows; i-- > 0;) {
        for (size_t k = columns; k-- > 0;) {
            uint32_t own = m->worth(m->lists, from + i, from + k, only_same);
            uint32_t with = own > 0 ? best[(i + 1) * width + k + 1] + own : 0;
            uint32_t down = best[(i + 1) * width + k], right = best[i * width + k + 1];
            uint32_t most = down > right ? down : right;
            best[i * width + k] = with > most ? with : most;
        }
    }
    for (size_t i = 0, k = 0; i < rows && k < columns;) {
        uint32_t here = best[i * width + k];
        if (here == best[(i + 1) * width + k]) {
            i++;
        } else if (here == best[i * width + k + 1]) {
            k++;
        } else {
            m->match[from + i++] = from + k++;
        }
    }
    free(best);
}

size_t *document_match(zp_arena *arena, size_t old_count, size_t new_count, document_worth *worth,
                       const void *lists) {
    matching m = {worth, lists, ZP_ARRAY(arena, size_t, old_count + 1)};
    for (size_t i = 0; i < old_count; i++) {
        m.match[i] = SIZE_MAX;
    }
    size_t head = 0, tail = 0;
    while (head < old_count && head < new_count && is_same(&m, head, head)) {
        m.match[head] = head;
        head++;
    }
    while (tail < old_count - head && tail < new_count - head &&
           is_same(&m, old_count - 1 - tail, new_count - 1 - tail)) {
        m.match[old_count - 1 - tail] = new_count - 1 - tail;
        tail++;
    }
    match_middle(&m, head, old_count - tail, new_count - tail);
    return m.match;
}
