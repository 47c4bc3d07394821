// Two lists: which element of the one is which of the other. First by name and group, then by name
// alone, then by content; what is left between two that belong together, by likeness and place.
#include "compare/private.h"

#include <stdlib.h>

enum {
    TABLE_MAX = 4096,     // pairs of a gap that are compared each with each
    EXACT_MAX = 250000,   // the same, where only what is the same counts
    ANYWHERE_MAX = 40000, // the same over the whole list
    LEAST = 350,          // less alike, of 1000, and they are strangers
    LEAST_ALONE = 250,    // the same where there is no other to choose
    MOSTLY = 850,         // so much alike that the place does not matter
    TELLING = 8,          // pairs of characters; fewer are alike by chance: 5、5
};

typedef struct pairing {
    zp_arena *arena;
    compare_list *old, *new;
    compare_likeness *likes[2], *names[2]; // of the old and new ones that are asked for
} pairing;

// ---------------------------------------------------------------- elements

static zp_text member(const zp_value *element, const char *key) {
    return zp_text_trim(zp_value_text(zp_value_get(element, key)));
}

static compare_element element_of(const zp_value *value) {
    compare_element out = {.value = value, .match = SIZE_MAX};
    zp_text rule = member(value, "rule"), level1 = member(value, "level1");
    out.name = member(value, "name");
    out.content = compare_hash_value(0, value);
    if (rule.size > 0) {
        out.key = compare_hash(compare_hash(0, rule), member(value, "where"));
    } else if (out.name.size > 0 || level1.size > 0) {
        uint64_t group = compare_hash(compare_hash(0, level1), member(value, "level2"));
        out.key = compare_hash(group, out.name);
        out.names = out.name.size > 0 ? compare_hash(0, out.name) : 0;
    }
    return out;
}

typedef struct place {
    uint64_t hash;
    size_t index;
} place;

static int by_hash(const void *a, const void *b) {
    const place *x = a, *y = b;
    return x->hash != y->hash ? (x->hash > y->hash) - (x->hash < y->hash)
                              : (x->index > y->index) - (x->index < y->index);
}

compare_list compare_list_of(zp_arena *arena, const zp_value *value) {
    compare_list list = {0};
    bool array = value != NULL && value->kind == ZP_VALUE_ARRAY;
    list.items = ZP_ARRAY(arena, compare_element, array ? value->count + 1 : 2);
    if (value != NULL && !array) { // a text in place of a list of one
        list.items[list.count++] = element_of(value);
    }
    for (const zp_value *each = array ? value->first : NULL; each != NULL; each = each->next) {
        list.items[list.count++] = element_of(each);
    }
    place *names = ZP_ARRAY(arena, place, list.count + 1);
    for (size_t i = 0; i < list.count; i++) {
        names[i] = (place){list.items[i].names, i};
    }
    qsort(names, list.count, sizeof *names, by_hash);
    for (size_t i = 0; i < list.count; i++) {
        list.items[names[i].index].first = i == 0 || names[i].hash != names[i - 1].hash;
    }
    return list;
}

bool compare_regrouped(const zp_value *old, const zp_value *new) {
    return !zp_text_equal(member(old, "level1"), member(new, "level1")) ||
           !zp_text_equal(member(old, "level2"), member(new, "level2"));
}

// ---------------------------------------------------------------- by what they are

typedef enum sameness { SAME_ALL, SAME_KEY, SAME_NAME, SAME_CONTENT } sameness;

static uint64_t hash_of(const compare_element *element, sameness by) {
    uint64_t key = element->key, content = element->content;
    switch (by) {
    case SAME_ALL:
        return key == 0 ? 0 : key * 31 + content;
    case SAME_KEY:
        return key;
    case SAME_NAME:
        return element->names;
    default:
        return key != 0 || compare_is_blank(element->value) ? 0 : content;
    }
}

static bool is_pair(const compare_element *old, const compare_element *new, sameness by) {
    if (by == SAME_ALL || by == SAME_CONTENT) {
        return compare_is_same(old->value, new->value);
    }
    return zp_text_equal(old->name, new->name);
}

static place *places_of(zp_arena *arena, const compare_list *list, sameness by, size_t *count) {
    place *out = ZP_ARRAY(arena, place, list->count + 1);
    *count = 0;
    for (size_t i = 0; i < list->count; i++) {
        uint64_t hash = hash_of(&list->items[i], by);
        if (list->items[i].match == SIZE_MAX && hash != 0) {
            out[(*count)++] = (place){hash, i};
        }
    }
    qsort(out, *count, sizeof *out, by_hash);
    return out;
}

static void join(pairing *p, size_t old, size_t new) {
    p->old->items[old].match = new;
    p->new->items[new].match = old;
}

// Of several the first is the first, the second the second.
static void pair_by(pairing *p, sameness by) {
    size_t olds, news, i = 0, k = 0;
    const place *a = places_of(p->arena, p->old, by, &olds);
    const place *b = places_of(p->arena, p->new, by, &news);
    while (i < olds && k < news) {
        uint64_t x = a[i].hash, y = b[k].hash;
        if (x == y && is_pair(&p->old->items[a[i].index], &p->new->items[b[k].index], by)) {
            join(p, a[i].index, b[k].index);
        }
        i += x <= y;
        k += y <= x;
    }
}

// ---------------------------------------------------------------- in order

// The elements of `list` that have no name and no pair.
static size_t *unnamed_of(zp_arena *arena, const compare_list *list, size_t *count) {
    size_t *out = ZP_ARRAY(arena, size_t, list->count + 1);
    *count = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].key == 0 && list->items[i].match == SIZE_MAX) {
            out[(*count)++] = i;
        }
    }
    return out;
}

static bool is_same(const pairing *p, size_t old, size_t new) {
    const compare_element *a = &p->old->items[old], *b = &p->new->items[new];
    return a->content == b->content && compare_is_same(a->value, b->value);
}

// What a pair of two gaps is worth: indexes of the lists.
typedef uint32_t worth(pairing *p, size_t old, size_t new);

static uint32_t worth_same(pairing *p, size_t old, size_t new) {
    return is_same(p, old, new);
}

// Joins the pairs, in order, that are worth most together.
static void pair_in_order(pairing *p, const size_t *old, size_t rows, const size_t *new,
                          size_t columns, worth *worth) {
    size_t width = columns + 1;
    uint32_t *best = zp_allocate((rows + 1) * width * sizeof *best);
    uint32_t *own = zp_allocate((rows * columns + 1) * sizeof *own);
    memset(best, 0, (rows + 1) * width * sizeof *best);
    for (size_t i = rows; i-- > 0;) {
        for (size_t k = columns; k-- > 0;) {
            uint32_t pair = own[i * columns + k] = worth(p, old[i], new[k]);
            uint32_t with = pair > 0 ? best[(i + 1) * width + k + 1] + pair : 0;
            uint32_t down = best[(i + 1) * width + k], right = best[i * width + k + 1];
            uint32_t most = down > right ? down : right;
            best[i * width + k] = with > most ? with : most;
        }
    }
    for (size_t i = 0, k = 0; i < rows && k < columns;) {
        uint32_t pair = own[i * columns + k], here = best[i * width + k];
        if (pair > 0 && here == best[(i + 1) * width + k + 1] + pair) {
            join(p, old[i++], new[k++]);
        } else if (here == best[(i + 1) * width + k]) {
            i++;
        } else {
            k++;
        }
    }
    free(best);
    free(own);
}

// What is the same at both ends, and in between as far as that is not too much to compare.
static void pair_unnamed(pairing *p) {
    size_t olds, news;
    const size_t *old = unnamed_of(p->arena, p->old, &olds);
    const size_t *new = unnamed_of(p->arena, p->new, &news);
    while (olds > 0 && news > 0 && is_same(p, old[0], new[0])) {
        join(p, *old++, *new ++);
        olds--, news--;
    }
    while (olds > 0 && news > 0 && is_same(p, old[olds - 1], new[news - 1])) {
        join(p, old[--olds], new[--news]);
    }
    if (olds > 0 && news > 0 && olds <= EXACT_MAX / news) {
        pair_in_order(p, old, olds, new, news, worth_same);
    }
}

// The longest way through the pairs that goes forward in both lists: the others were moved.
static void find_moved(pairing *p) {
    compare_list *list = p->new;
    size_t *tails = ZP_ARRAY(p->arena, size_t, list->count + 1);
    size_t *before = ZP_ARRAY(p->arena, size_t, list->count + 1), length = 0;
    for (size_t i = 0; i < list->count; i++) {
        size_t old = list->items[i].match, low = 0, high = length;
        if (old == SIZE_MAX) {
            continue;
        }
        list->items[i].moved = true;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (list->items[tails[middle]].match < old) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        before[i] = low > 0 ? tails[low - 1] : SIZE_MAX;
        tails[low] = i;
        length = low == length ? length + 1 : length;
    }
    for (size_t i = length > 0 ? tails[length - 1] : SIZE_MAX; i != SIZE_MAX; i = before[i]) {
        list->items[i].moved = false;
    }
}

// ---------------------------------------------------------------- by likeness

static const compare_likeness *like(pairing *p, int side, size_t index, bool name) {
    const compare_list *list = side == 0 ? p->old : p->new;
    compare_likeness **all = name ? &p->names[side] : &p->likes[side];
    if (*all == NULL) {
        *all = ZP_ARRAY(p->arena, compare_likeness, list->count + 1);
    }
    compare_likeness *own = &(*all)[index];
    if (own->pairs == NULL) {
        const compare_element *element = &list->items[index];
        *own = name ? compare_likeness_of_text(p->arena, element->name)
                    : compare_likeness_of(p->arena, element->value);
    }
    return own;
}

static bool is_named(const pairing *p, size_t old, size_t new) {
    return p->old->items[old].key != 0 || p->new->items[new].key != 0;
}

static int alike(pairing *p, size_t old, size_t new) {
    const compare_likeness *a = like(p, 0, old, false), *b = like(p, 1, new, false);
    int content = compare_alike(a, b);
    if (!is_named(p, old, new)) {
        return content;
    }
    const compare_element *x = &p->old->items[old], *y = &p->new->items[new];
    bool regrouped = compare_regrouped(x->value, y->value);
    if ((x->name.size == 0 || y->name.size == 0) && !regrouped) {
        return LEAST; // an empty row that was filled in, or the other way round
    }
    int name = compare_alike(like(p, 0, old, true), like(p, 1, new, true));
    content = a->count < TELLING || b->count < TELLING ? content / 2 : content;
    int more = name > content ? name : content;
    return regrouped && more < MOSTLY ? 0 : more;
}

static uint32_t worth_alike(pairing *p, size_t old, size_t new) {
    int worth = alike(p, old, new);
    return worth >= LEAST ? (uint32_t)worth : 0;
}

// What is in the gap between two pairs: indexes of the lists.
typedef struct gap {
    size_t *old, *new;
    size_t olds, news;
} gap;

// As many as there are, in order; what has names not unless they are alike.
static void pair_by_place(pairing *p, const gap *gap) {
    bool alone = gap->olds == 1 && gap->news == 1;
    for (size_t i = 0, k = 0; i < gap->olds && k < gap->news;) {
        bool old_free = p->old->items[gap->old[i]].match == SIZE_MAX;
        bool new_free = p->new->items[gap->new[k]].match == SIZE_MAX;
        if (old_free && new_free &&
            (!is_named(p, gap->old[i], gap->new[k]) ||
             alike(p, gap->old[i], gap->new[k]) >= (alone ? LEAST_ALONE : LEAST))) {
            join(p, gap->old[i], gap->new[k]);
        }
        // Up to the next pair on both sides, and over it together.
        i += old_free || !new_free;
        k += new_free || !old_free;
    }
}

static void pair_gap(pairing *p, const gap *gap) {
    if (gap->olds > 0 && gap->news > 0) {
        if (gap->olds <= TABLE_MAX / gap->news) {
            pair_in_order(p, gap->old, gap->olds, gap->new, gap->news, worth_alike);
        }
        pair_by_place(p, gap);
    }
}

static void pair_gaps(pairing *p) {
    gap gap = {.old = ZP_ARRAY(p->arena, size_t, p->old->count + 1),
               .new = ZP_ARRAY(p->arena, size_t, p->new->count + 1)};
    size_t old = 0;
    for (size_t i = 0; i <= p->new->count; i++) {
        const compare_element *item = i < p->new->count ? &p->new->items[i] : NULL;
        if (item != NULL && item->match == SIZE_MAX) {
            gap.new[gap.news++] = i;
        } else if (item == NULL || !item->moved) {
            size_t end = item != NULL ? item->match : p->old->count;
            for (; old < end; old++) {
                if (p->old->items[old].match == SIZE_MAX) {
                    gap.old[gap.olds++] = old;
                }
            }
            pair_gap(p, &gap);
            gap.olds = gap.news = 0;
        }
    }
}

// One that was renamed and moved, or whose name alone stayed nearly the same.
static void pair_anywhere(pairing *p) {
    size_t olds = 0, news = 0;
    for (size_t i = 0; i < p->old->count; i++) {
        olds += p->old->items[i].match == SIZE_MAX;
    }
    for (size_t i = 0; i < p->new->count; i++) {
        news += p->new->items[i].match == SIZE_MAX;
    }
    if (olds == 0 || news == 0 || olds > ANYWHERE_MAX / news) {
        return;
    }
    for (size_t i = 0; i < p->old->count; i++) {
        for (size_t k = 0; k < p->new->count && p->old->items[i].match == SIZE_MAX; k++) {
            if (p->new->items[k].match == SIZE_MAX && alike(p, i, k) >= MOSTLY) {
                join(p, i, k);
            }
        }
    }
}

void compare_pair(zp_arena *arena, compare_list *old, compare_list *new) {
    pairing p = {.arena = arena, .old = old, .new = new};
    pair_by(&p, SAME_ALL);
    pair_by(&p, SAME_KEY);
    pair_by(&p, SAME_NAME);
    pair_unnamed(&p);
    pair_by(&p, SAME_CONTENT);
    find_moved(&p);
    pair_gaps(&p);
    pair_anywhere(&p);
    find_moved(&p);
}
