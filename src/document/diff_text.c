// The inlines of two paragraphs as one list: by words, Han and marks each by itself.
#include "document/private.h"

#include <stdlib.h>
#include <string.h>

enum { PRODUCT_MAX = 4 * 1000 * 1000, SHORT = 1 };

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

static void match_middle(matching *m, size_t head, size_t tail) {
    size_t rows = m->old->count - head - tail, columns = m->new->count - head - tail;
    size_t width = columns + 1;
    if (rows == 0 || columns == 0 || rows > PRODUCT_MAX / columns) {
        return;
    }
    uint32_t *best = zp_allocate((rows + 1) * width * sizeof *best);
    memset(best, 0, (rows + 1) * width * sizeof *best);
    for (size_t i = rows; i-- > 0;) {
        for (size_t k = columns; k-- > 0;) {
            uint32_t down = best[(i + 1) * width + k], right = best[i * width + k + 1];
            bool same = is_same(&m->old->items[head + i], &m->new->items[head + k]);
            uint32_t with = same ? best[(i + 1) * width + k + 1] + 1 : 0;
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
            m->old_kept[head + i++] = m->new_kept[head + k++] = true;
        }
    }
    free(best);
}

static void match(matching *m) {
    size_t head = 0, tail = 0;
    const tokens *old = m->old, *new = m->new;
    while (head < old->count && head < new->count &&is_same(&old->items[head], &new->items[head])) {
        m->old_kept[head] = m->new_kept[head] = true;
        head++;
    }
    while (tail < old->count - head &&
           tail < new->count - head &&is_same(&old->items[old->count - 1 - tail],
                                              &new->items[new->count - 1 - tail])) {
        m->old_kept[old->count - 1 - tail] = m->new_kept[new->count - 1 - tail] = true;
        tail++;
    }
    match_middle(m, head, tail);
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

// Tokens that follow each other in one run become one run again.
static void add(document_diff *diff, const token *t, zp_change change, zp_node *into) {
    zp_node *last = into->last;
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
    match(&m);
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
