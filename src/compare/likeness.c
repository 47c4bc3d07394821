// How much two values have in common.
#include "compare/private.h"

#include <stdlib.h>

enum { PAIRS_MAX = 256 };

bool compare_is_blank(const zp_value *value) {
    if (value != NULL && value->kind >= ZP_VALUE_ARRAY) {
        for (const zp_value *each = value->first; each != NULL; each = each->next) {
            if (!compare_is_blank(each)) {
                return false;
            }
        }
        return true;
    }
    return zp_value_blank(value);
}

static bool same_elements(const zp_value *old, const zp_value *new) {
    const zp_value *a = old->first, *b = new->first;
    for (; a != NULL && b != NULL && compare_is_same(a, b); b = b->next) {
        a = a->next;
    }
    return a == NULL && b == NULL;
}

// Members may stand in another order; most do not.
static const zp_value *member_like(const zp_value *table, const zp_value *guess, zp_text key) {
    return guess != NULL && zp_text_equal(guess->key, key) ? guess : zp_value_member(table, key);
}

static bool same_members(const zp_value *old, const zp_value *new) {
    const zp_value *guess = new->first;
    size_t found = 0;
    for (const zp_value *each = old->first; each != NULL; each = each->next) {
        const zp_value *other = member_like(new, guess, each->key);
        if (!compare_is_same(each, other)) {
            return false;
        }
        found += other != NULL;
        guess = other != NULL ? other->next : guess;
    }
    for (const zp_value *each = new->first; found < new->count &&each != NULL; each = each->next) {
        if (zp_value_member(old, each->key) == NULL && !compare_is_blank(each)) {
            return false;
        }
    }
    return true;
}

bool compare_is_same(const zp_value *old, const zp_value *new) {
    if (old == NULL || new == NULL) {
        return compare_is_blank(old) && compare_is_blank(new);
    }
    if (old->kind >= ZP_VALUE_ARRAY || new->kind >= ZP_VALUE_ARRAY) {
        return old->kind != new->kind        ? compare_is_blank(old) && compare_is_blank(new)
               : old->kind == ZP_VALUE_ARRAY ? same_elements(old, new)
                                             : same_members(old, new);
    }
    return zp_text_equal(old->text, new->text) || (zp_value_blank(old) && zp_value_blank(new));
}

// ---------------------------------------------------------------- hashes

uint64_t compare_hash(uint64_t hash, zp_text text) {
    hash = hash == 0 ? 0xCBF29CE484222325u : hash; // FNV-1a
    for (size_t i = 0; i < text.size; i++) {
        hash = (hash ^ (unsigned char)text.data[i]) * 0x100000001B3u;
    }
    hash = (hash ^ 0xFF) * 0x100000001B3u; // no text has this byte
    return hash == 0 ? 1 : hash;
}

// What is the same has the same hash: members are added up, in whatever order they stand.
uint64_t compare_hash_value(uint64_t hash, const zp_value *value) {
    if (value->kind == ZP_VALUE_TABLE) {
        for (const zp_value *each = value->first; each != NULL; each = each->next) {
            hash +=
                compare_is_blank(each) ? 0 : compare_hash_value(compare_hash(0, each->key), each);
        }
        return hash == 0 ? 1 : hash;
    }
    if (value->kind == ZP_VALUE_ARRAY) {
        hash = compare_hash(hash, ZP_TEXT("["));
        for (const zp_value *each = value->first; each != NULL; each = each->next) {
            hash = compare_hash_value(hash, each) * 31;
        }
        return compare_hash(hash, (zp_text){0});
    }
    return compare_hash(hash, zp_value_blank(value) ? (zp_text){0} : value->text);
}

// ---------------------------------------------------------------- likeness

static int by_value(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

typedef struct gathering {
    uint32_t pairs[PAIRS_MAX];
    size_t count;
} gathering;

static bool is_digit(uint32_t c) {
    return c >= '0' && c <= '9';
}

// A number is one character: 20 and 120 have nothing in common.
static void gather_text(gathering *g, zp_text text) {
    uint32_t before = 0;
    for (size_t at = 0; at < text.size && g->count < PAIRS_MAX;) {
        uint32_t c = zp_utf8_next(text, &at);
        for (bool digit = is_digit(c);
             digit && at < text.size && is_digit((uint32_t)text.data[at]);) {
            c = c * 31 + (uint32_t)text.data[at++];
        }
        g->pairs[g->count++] = before * 0x9E3779B1u ^ c;
        before = c;
    }
}

static bool tells_apart(zp_text key) {
    static const char *const keys[] = {"name", "level1", "level2"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (zp_text_is(key, keys[i])) {
            return true;
        }
    }
    return false;
}

static void gather(gathering *g, const zp_value *value) {
    if (value->kind < ZP_VALUE_ARRAY) {
        gather_text(g, value->text);
    }
    for (const zp_value *each = value->first; each != NULL && g->count < PAIRS_MAX;
         each = each->next) {
        if (!tells_apart(each->key)) {
            gather(g, each);
        }
    }
}

static compare_likeness gathered(zp_arena *arena, gathering *g) {
    compare_likeness out = {ZP_ARRAY(arena, uint32_t, g->count + 1), g->count};
    qsort(g->pairs, g->count, sizeof *g->pairs, by_value);
    memcpy(out.pairs, g->pairs, g->count * sizeof *g->pairs);
    return out;
}

compare_likeness compare_likeness_of(zp_arena *arena, const zp_value *value) {
    gathering g;
    g.count = 0;
    gather(&g, value);
    return gathered(arena, &g);
}

compare_likeness compare_likeness_of_text(zp_arena *arena, zp_text text) {
    gathering g;
    g.count = 0;
    gather_text(&g, text);
    return gathered(arena, &g);
}

int compare_alike(const compare_likeness *a, const compare_likeness *b) {
    size_t shared = 0, i = 0, k = 0, all = a->count + b->count;
    while (i < a->count && k < b->count) {
        shared += a->pairs[i] == b->pairs[k];
        bool left = a->pairs[i] <= b->pairs[k], right = b->pairs[k] <= a->pairs[i];
        i += left;
        k += right;
    }
    return all > 0 ? (int)(2000 * shared / all) : 0;
}
