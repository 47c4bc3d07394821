// The inlines of two paragraphs as one list: by words, Han and marks each by itself.
#include "document/private.h"

enum { SHORT = 1 };

typedef struct token {
    const zp_node *node; // the inline it is of
    size_t from, to;     // of a RUN
} token;

typedef struct tokens {
    token *items;
    size_t count, capacity;
} tokens;

static bool is_word(uint32_t c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' ||
           c == '%' || (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7);
}

// A selector or mark that hangs on the character before it.
static bool is_hanging(uint32_t c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) ||
           (c >= 0x300 && c <= 0x36F);
}

static void add_run(zp_arena *arena, tokens *list, const zp_node *run) {
    zp_text text = run->as.run.text;
    bool word_before = false;
    for (size_t at = 0; at < text.size;) {
        size_t from = at;
        uint32_t c = zp_utf8_next(text, &at);
        bool word = is_word(c);
        if (from > 0 && ((word && word_before) || is_hanging(c))) {
            list->items[list->count - 1].to = at;
        } else {
            *ZP_PUSH(arena, list->items, list->count, list->capacity) = (token){run, from, at};
        }
        word_before = word;
    }
}

static tokens tokens_of(zp_arena *arena, const zp_node *block) {
    tokens list = {0};
    for (const zp_node *each = block->first; each != NULL; each = each->next) {
        if (each->type == ZP_NODE_RUN) {
            add_run(arena, &list, each);
        } else {
            *ZP_PUSH(arena, list.items, list.count, list.capacity) = (token){each, 0, 0};
        }
    }
    return list;
}

static bool is_same(const token *a, const token *b) {
    if (a->node->type != b->node->type) {
        return false;
    }
    if (a->node->type == ZP_NODE_FIELD) {
        return zp_text_equal(a->node->as.field.name, b->node->as.field.name);
    }
    if (a->node->type != ZP_NODE_RUN) {
        bool sized = a->node->type == ZP_NODE_BLANK || a->node->type == ZP_NODE_TAB;
        return !sized || a->node->as.blank == b->node->as.blank;
    }
    return zp_text_equal(zp_text_slice(a->node->as.run.text, a->from, a->to),
                         zp_text_slice(b->node->as.run.text, b->from, b->to));
}

// ---------------------------------------------------------------- matching

// Of each old token: is it kept? Of each new one likewise; the kept ones are as many.
typedef struct matching {
    const tokens *old, *new;
    bool *old_kept, *new_kept;
} matching;

static uint32_t worth(const void *lists, size_t old, size_t new, bool only_same) {
    const matching *m = lists;
    (void)only_same; // words are nothing but the same
    return is_same(&m->old->items[old], &m->new->items[new]);
}

static void match(zp_arena *arena, matching *m) {
    const size_t *pairs = document_match(arena, m->old->count, m->new->count, worth, m);
    for (size_t i = 0; i < m->old->count; i++) {
        if (pairs[i] != SIZE_MAX) {
            m->old_kept[i] = m->new_kept[pairs[i]] = true;
        }
    }
}

// A single character kept between two changes makes neither easier to read: 提高 → 提升 is one
// change, and 上升 → 提高一升 too.
static void join_changes(matching *m) {
    size_t i = 0, k = 0;
    while (i < m->old->count || k < m->new->count) {
        bool changed = false;
        for (; i < m->old->count && !m->old_kept[i]; i++) {
            changed = true;
        }
        for (; k < m->new->count && !m->new_kept[k]; k++) {
            changed = true;
        }
        size_t kept = 0;
        while (i + kept < m->old->count && k + kept < m->new->count && m->old_kept[i + kept] &&
               m->new_kept[k + kept]) {
            kept++;
        }
        bool ends = i + kept == m->old->count && k + kept == m->new->count;
        bool text = kept > 0 && m->old->items[i].node->type == ZP_NODE_RUN;
        if (changed && !ends && text && kept <= SHORT) {
            m->old_kept[i] = m->new_kept[k] = false;
        } else {
            i += kept;
            k += kept;
        }
    }
}

// ---------------------------------------------------------------- writing

// Tokens that follow each other in one run become one run again. Where to sign is the new
// document's: nobody reads it, and no change is to be seen of it.
static void add(document_diff *diff, const token *t, zp_change change, zp_node *into) {
    zp_node *last = into->last;
    if (t->node->type == ZP_NODE_FIELD) {
        if (change != ZP_DELETED) {
            zp_node_append(into, document_copy_node(diff, t->node, ZP_KEPT));
        }
        return;
    }
    diff->changed = diff->changed || change != ZP_KEPT;
    if (t->node->type == ZP_NODE_RUN && last != NULL && last->type == ZP_NODE_RUN &&
        last->change == change) {
        zp_text before = last->as.run.text;
        const char *here = t->node->as.run.text.data + t->from;
        bool own = zp_text_equal(last->as.run.field, t->node->as.run.field);
        if (before.data + before.size == here && own && last->place.line == t->node->place.line &&
            last->place.column == t->node->place.column) {
            last->as.run.text.size += t->to - t->from;
            return;
        }
    }
    zp_node *copy = document_copy_node(diff, t->node, change);
    if (copy->type == ZP_NODE_RUN) {
        copy->as.run.text = zp_text_slice(t->node->as.run.text, t->from, t->to);
    }
    zp_node_append(into, copy);
}

bool document_diff_text(document_diff *diff, const zp_node *old, const zp_node *new,
                        zp_node *into) {
    tokens a = tokens_of(diff->arena, old), b = tokens_of(diff->arena, new);
    matching m = {&a, &b, ZP_ARRAY(diff->arena, bool, a.count + 1),
                  ZP_ARRAY(diff->arena, bool, b.count + 1)};
    match(diff->arena, &m);
    join_changes(&m);
    bool changed = false;
    for (size_t i = 0, k = 0; i < a.count || k < b.count;) {
        for (; i < a.count && !m.old_kept[i]; i++) {
            changed = true;
            add(diff, &a.items[i], ZP_DELETED, into);
        }
        for (; k < b.count && !m.new_kept[k]; k++) {
            changed = true;
            add(diff, &b.items[k], ZP_INSERTED, into);
        }
        for (; i < a.count && k < b.count && m.old_kept[i] && m.new_kept[k]; i++, k++) {
            add(diff, &b.items[k], ZP_KEPT, into);
        }
    }
    return changed;
}
