// Two lists of blocks or rows as one: what belongs together, what was deleted, what was inserted.
#include "document/private.h"

#include <stdlib.h>

enum {
    SAME = 1000, // what a pair of the same is worth; of others their likeness, at most LIKE
    LIKE = 900,
    LEAST = 350, // less alike than this, and they are strangers
};

// ---------------------------------------------------------------- items

static uint64_t mix(uint64_t hash, const void *data, size_t size) {
    const unsigned char *bytes = data; // FNV-1a
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ bytes[i]) * 0x100000001B3u;
    }
    return hash;
}

static int by_value(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

// Most items have their like, and are never asked.
static void find_pairs(zp_arena *arena, document_item *item) {
    if (item->pairs != NULL) {
        return;
    }
    item->pairs = ZP_ARRAY(arena, uint32_t, item->text.size + 1);
    uint32_t before = 0;
    for (size_t at = 0; at < item->text.size;) {
        uint32_t c = zp_utf8_next(item->text, &at);
        item->pairs[item->pair_count++] = before * 0x9E3779B1u ^ c;
        before = c;
    }
    if (item->pair_count > 1) {
        qsort(item->pairs, item->pair_count, sizeof *item->pairs, by_value);
    }
}

document_item document_item_of(zp_arena *arena, zp_node *node) {
    document_item item = {.node = node, .text = zp_node_text(arena, node)};
    uint64_t hash = mix(0xCBF29CE484222325u, &node->type, sizeof node->type);
    if (node->style != NULL) {
        hash = mix(hash, node->style->id.data, node->style->id.size);
    }
    item.hash = mix(hash, item.text.data, item.text.size);
    return item;
}

bool document_one_kind(const zp_node *a, const zp_node *b) {
    bool style = a->style == b->style || (a->style != NULL && b->style != NULL &&
                                          zp_text_equal(a->style->id, b->style->id));
    bool head = a->type != ZP_NODE_ROW || a->as.row.kind == b->as.row.kind;
    return a->type == b->type && style && head;
}

static bool is_same(const document_item *a, const document_item *b) {
    return a->hash == b->hash && zp_text_equal(a->text, b->text) &&
           document_one_kind(a->node, b->node);
}

// 0 to LIKE: how many of their pairs of characters they share.
static int likeness(const document_item *a, const document_item *b) {
    size_t shared = 0, i = 0, k = 0, all = a->pair_count + b->pair_count;
    size_t fewer = a->pair_count < b->pair_count ? a->pair_count : b->pair_count;
    if (all == 0) {
        return LIKE;
    }
    if (2 * fewer * LIKE < (size_t)LEAST * all) {
        return 0; // were the shorter one all in the longer one, it would not do
    }
    while (i < a->pair_count && k < b->pair_count) {
        shared += a->pairs[i] == b->pairs[k];
        bool left = a->pairs[i] <= b->pairs[k], right = b->pairs[k] <= a->pairs[i];
        i += left;
        k += right;
    }
    return (int)(2 * shared * LIKE / all);
}

typedef struct aligning {
    zp_arena *arena;
    document_item *old, *new;
    size_t *match; // of each old item: the new one, or SIZE_MAX
} aligning;

static uint32_t worth(const void *lists, size_t old, size_t new, bool only_same) {
    const aligning *both = lists;
    document_item *a = &both->old[old], *b = &both->new[new];
    if (is_same(a, b)) {
        return SAME;
    }
    if (only_same || !document_one_kind(a->node, b->node)) {
        return 0;
    }
    find_pairs(both->arena, a);
    find_pairs(both->arena, b);
    int alike = likeness(a, b);
    return alike >= LEAST ? (uint32_t)alike : 0;
}

// ---------------------------------------------------------------- matching

// What stands between two matched pairs, in order, as long as one could be the other.
static void match_by_place(aligning *a, size_t old_from, size_t old_to, size_t new_from,
                           size_t new_to) {
    while (old_from < old_to && new_from < new_to &&
           document_one_kind(a->old[old_from].node, a->new[new_from].node)) {
        a->match[old_from++] = new_from++;
    }
}

static void match_gaps(aligning *a, size_t old_count, size_t new_count) {
    size_t new_from = 0;
    for (size_t i = 0; i <= old_count;) {
        size_t end = i;
        while (end < old_count && a->match[end] == SIZE_MAX) {
            end++;
        }
        size_t new_to = end < old_count ? a->match[end] : new_count;
        match_by_place(a, i, end, new_from, new_to);
        new_from = new_to + 1;
        i = end + 1;
    }
}

size_t document_align(zp_arena *arena, document_item *old, size_t old_count, document_item *new,
                      size_t new_count, bool by_place, document_pair **out) {
    aligning a = {.arena = arena, .old = old, .new = new};
    a.match = document_match(arena, old_count, new_count, worth, &a);
    if (by_place) {
        match_gaps(&a, old_count, new_count);
    }
    document_pair *pairs = ZP_ARRAY(arena, document_pair, old_count + new_count + 1);
    size_t count = 0, next = 0;
    for (size_t i = 0; i <= old_count; i++) {
        size_t match = i < old_count ? a.match[i] : new_count;
        if (match == SIZE_MAX) {
            pairs[count++] = (document_pair){i, SIZE_MAX};
            continue;
        }
        while (next < match) {
            pairs[count++] = (document_pair){SIZE_MAX, next++};
        }
        if (i < old_count) {
            pairs[count++] = (document_pair){i, next++};
        }
    }
    *out = pairs;
    return count;
}
