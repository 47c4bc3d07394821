// Paragraphs that were made ready before: labels that stand in every unit, cells and paragraphs
// that are set again in another measure. Known by all that their boxes come from: style, size,
// direction and text.
#include "text/private.h"

#include <stdlib.h>
#include <string.h>

enum {
    LISTS = 4096,
    SIZE_MOST = 16 << 20, // bytes of all that is kept; then it begins anew
};

typedef struct kept_choices kept_choices;
struct kept_choices {
    kept_choices *next;
    zp_length measure;
    const choices *choices;
};

typedef struct kept_fit kept_fit;
struct kept_fit { // breaks that were chosen before
    kept_fit *next;
    zp_length measure;
    int64_t line_cost;
    const size_t *ends;
    size_t count;
};

struct kept_boxes {
    kept_boxes *next;
    zp_text key;
    uint64_t hash;
    boxes all; // of the block that had them last
    const sums *of;
    const uint32_t *counts; // of boxes, by the block's children
    kept_choices *choices;
    kept_fit *fits;
};

struct kept {
    zp_arena *arena;
    size_t size;
    zp_buffer key; // of the block at hand
    uint64_t hash;
    kept_boxes *lists[LISTS];
};

kept *kept_new(void) {
    kept *made = zp_allocate(sizeof *made);
    memset(made, 0, sizeof *made);
    made->arena = zp_arena_new();
    return made;
}

void kept_free(kept *kept) {
    zp_arena_free(kept->arena);
    zp_buffer_free(&kept->key);
    free(kept);
}

// ------------------------------------------------ the key

static uint64_t hash_of(zp_text key) {
    uint64_t hash = key.size;
    for (size_t i = 0; i < key.size; i += sizeof hash) {
        uint64_t word = 0;
        size_t left = key.size - i;
        memcpy(&word, key.data + i, left < sizeof word ? left : sizeof word);
        hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 32;
    }
    return hash;
}

// Another form may have another style at the same address: its values count. What lies between
// them can only make two keys differ that need not.
static void write_key(kept *kept, const zp_node *block, int percent, bool vertical) {
    zp_buffer *key = &kept->key;
    zp_style style;
    memcpy(&style, block->style, sizeof style);
    style.id = style.name = (zp_text){0};
    key->size = 0;
    zp_buffer_add(key, &style, sizeof style);
    zp_buffer_add(key, &percent, sizeof percent);
    zp_buffer_add(key, &vertical, sizeof vertical);
    for (const zp_node *each = block->first; each != NULL; each = each->next) {
        bool run = each->type == ZP_NODE_RUN;
        bool sized = each->type == ZP_NODE_BLANK || each->type == ZP_NODE_TAB;
        struct {
            uint32_t type, size, blank, field, raised;
        } about = {.type = each->type,
                   .size = run ? (uint32_t)each->as.run.text.size : 0,
                   .blank = sized ? (uint32_t)each->as.blank : 0,
                   .field = run && each->as.run.field.size > 0,
                   .raised = run && each->as.run.raised};
        zp_buffer_add(key, &about, sizeof about);
        if (run) {
            zp_buffer_add_text(key, each->as.run.text);
        }
    }
    kept->hash = hash_of(zp_buffer_text(key));
}

// ------------------------------------------------ boxes

// The boxes are those of this block now.
static void lend(kept_boxes *found, const zp_node *block) {
    box *item = found->all.items;
    const uint32_t *count = found->counts;
    for (const zp_node *each = block->first; each != NULL; each = each->next, count++) {
        for (uint32_t i = 0; i < *count; i++) {
            (item++)->node = each;
        }
    }
    found->all.style = block->style;
}

kept_boxes *kept_find(kept *kept, const zp_node *block, int percent, bool vertical) {
    if (kept->size > SIZE_MOST) {
        zp_arena_clear(kept->arena);
        memset(kept->lists, 0, sizeof kept->lists);
        kept->size = 0;
    }
    write_key(kept, block, percent, vertical);
    kept_boxes *each = kept->lists[kept->hash % LISTS];
    while (each != NULL &&
           (each->hash != kept->hash || !zp_text_equal(each->key, zp_buffer_text(&kept->key)))) {
        each = each->next;
    }
    if (each != NULL) {
        lend(each, block);
    }
    return each;
}

static const uint32_t *count_boxes(kept *kept, const boxes *all, const zp_node *block) {
    size_t children = 0, at = 0;
    for (const zp_node *each = block->first; each != NULL; each = each->next) {
        children++;
    }
    uint32_t *counts = ZP_ARRAY(kept->arena, uint32_t, children), *count = counts;
    for (const zp_node *each = block->first; each != NULL; each = each->next, count++) {
        for (; at < all->count && all->items[at].node == each; at++) {
            ++*count;
        }
    }
    return counts;
}

static void *copy(kept *kept, const void *items, size_t size) {
    kept->size += size;
    return (void *)zp_arena_copy(kept->arena, (zp_text){items, size}).data;
}

kept_boxes *kept_add(kept *kept, const zp_node *block, const boxes *all) {
    kept_boxes *made = ZP_NEW(kept->arena, kept_boxes), **list = &kept->lists[kept->hash % LISTS];
    zp_text key = zp_buffer_text(&kept->key);
    *made = (kept_boxes){.next = *list, .hash = kept->hash, .all = *all};
    made->key = (zp_text){copy(kept, key.data, key.size), key.size};
    made->all.items = copy(kept, all->items, all->count * sizeof *all->items);
    made->all.glyphs = copy(kept, all->glyphs, all->glyph_count * sizeof *all->glyphs);
    made->all.western = NULL; // has done its work
    made->counts = count_boxes(kept, all, block);
    made->of = sums_make(kept->arena, &made->all);
    kept->size += (all->count + 1) * sizeof *made->of + sizeof *made;
    *list = made;
    return made;
}

const boxes *kept_all(const kept_boxes *found) {
    return &found->all;
}

const sums *kept_sums(const kept_boxes *found) {
    return found->of;
}

// ------------------------------------------------ breaks

const choices *kept_find_choices(const kept_boxes *found, zp_length measure) {
    const kept_choices *each = found->choices;
    while (each != NULL && each->measure != measure) {
        each = each->next;
    }
    return each != NULL ? each->choices : NULL;
}

void kept_add_choices(kept *kept, kept_boxes *found, zp_length measure, const choices *choices) {
    size_t size;
    kept_choices *made = ZP_NEW(kept->arena, kept_choices);
    *made = (kept_choices){.next = found->choices, .measure = measure};
    made->choices = choices_copy(kept->arena, choices, &size);
    kept->size += size;
    found->choices = made;
}

bool kept_find_fit(const kept_boxes *found, zp_length measure, int64_t line_cost,
                   const size_t **ends, size_t *count) {
    const kept_fit *each = found->fits;
    while (each != NULL && (each->measure != measure || each->line_cost != line_cost)) {
        each = each->next;
    }
    if (each != NULL) {
        *ends = each->ends;
        *count = each->count;
    }
    return each != NULL;
}

void kept_add_fit(kept *kept, kept_boxes *found, zp_length measure, int64_t line_cost,
                  const size_t *ends, size_t count) {
    kept_fit *made = ZP_NEW(kept->arena, kept_fit);
    *made = (kept_fit){.next = found->fits, .measure = measure, .line_cost = line_cost};
    made->ends = copy(kept, ends, count * sizeof *ends);
    made->count = count;
    found->fits = made;
}
