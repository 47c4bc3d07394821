// Long texts that changed in a few places, in the narrow columns of 更正说明.
#include "package/papers.h"

enum {
    SHOWN_WHOLE = 60,  // characters: no longer text is cut
    CONTEXT_MAX = 40,  // of a sentence around a change
    GAP_MIN = 8,       // fewer are not worth an ellipsis
    CHANGED_MAX = 300, // of what is new
    BEGINNING = 200,
    ENDING = 60
};
#define ELLIPSIS "……"

// ---------------------------------------------------------------- sentences

static bool ends_sentence(uint32_t c) {
    return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF1B || c == '\n'; // 。！？；
}

static bool closes(uint32_t c) {
    return c == 0x201D || c == 0x2019 || c == 0xFF09 || c == 0x300F || c == 0x300D; // ”’）』」
}

static bool ends_clause(uint32_t c) {
    return c == 0xFF0C || c == 0x3001 || c == 0xFF1A; // ，、：
}

// The first sentence's end at `from` or behind it: behind its stop and what closes with it.
static size_t sentence_end(zp_text text, size_t from) {
    bool ended = false;
    for (size_t at = from; at < text.size;) {
        size_t before = at;
        uint32_t c = zp_utf8_next(text, &at);
        if (ended && !closes(c)) {
            return before;
        }
        ended = ended || ends_sentence(c);
    }
    return text.size;
}

static bool is_ended(zp_text text) {
    bool ended = false;
    for (size_t at = 0; at < text.size;) {
        uint32_t c = zp_utf8_next(text, &at);
        ended = ends_sentence(c) || (ended && closes(c));
    }
    return ended;
}

// Where the last sentence begins; `size` behind a stop, or the sentence before it if `whole`.
static size_t last_sentence(zp_text text, bool whole) {
    size_t begin = 0, at = 0;
    while (at < text.size) {
        size_t end = sentence_end(text, at);
        if (end == text.size && !is_ended(zp_text_slice(text, at, end))) {
            return at;
        }
        begin = at;
        at = end;
    }
    return whole ? begin : text.size;
}

// ---------------------------------------------------------------- long sentences

static size_t characters_in(zp_text text, size_t count) { // the bytes that `count` of them take
    size_t at = 0;
    for (size_t i = 0; i < count && at < text.size; i++) {
        zp_utf8_next(text, &at);
    }
    return at;
}

// The beginning of a sentence that goes on too long: up to a clause's end, if there is one.
static size_t cut_end(zp_text text) {
    if (zp_utf8_count(text) <= CONTEXT_MAX) {
        return text.size;
    }
    size_t limit = characters_in(text, CONTEXT_MAX), cut = limit;
    for (size_t at = 0; at < limit;) {
        cut = ends_clause(zp_utf8_next(text, &at)) ? at : cut;
    }
    return cut;
}

static size_t cut_begin(zp_text text) {
    size_t count = zp_utf8_count(text);
    if (count <= CONTEXT_MAX) {
        return 0;
    }
    size_t at = characters_in(text, count - CONTEXT_MAX), limit = at;
    while (at < text.size) {
        if (ends_clause(zp_utf8_next(text, &at)) && at < text.size) {
            return at;
        }
    }
    return limit;
}

zp_text package_shorten(zp_arena *arena, zp_text text) {
    size_t count = zp_utf8_count(text);
    if (count <= CHANGED_MAX) {
        return text;
    }
    size_t head = characters_in(text, BEGINNING), tail = characters_in(text, count - ENDING);
    return zp_arena_print(arena, "%.*s" ELLIPSIS "（中间略去%zu字）" ELLIPSIS "%.*s",
                          ZP_ARG(zp_text_slice(text, 0, head)), count - BEGINNING - ENDING,
                          ZP_ARG(zp_text_slice(text, tail, text.size)));
}

// ---------------------------------------------------------------- both sides

typedef struct excerpt {
    zp_arena *arena;
    zp_buffer old, new;
} excerpt;

// What was deleted and inserted between two stretches that stay.
typedef struct group {
    zp_text old, new;
    bool some; // false: the text's edge
} group;

static void add_kept(excerpt *e, zp_text text) {
    zp_buffer_add_text(&e->old, text);
    zp_buffer_add_text(&e->new, text);
}

// Where one side has nothing, what stands beside it tells where that is.
static bool wants_context(const group *g) {
    return g->old.size == 0 || g->new.size == 0;
}

static bool ends_with_sentence(const group *g) {
    return (g->old.size == 0 || is_ended(g->old)) && (g->new.size == 0 || is_ended(g->new));
}

// What stays between two groups: the end of the one's sentence, the beginning of the other's.
static void add_context(excerpt *e, zp_text kept, const group *before, const group *after,
                        bool behind_edge) {
    size_t head = 0, tail = kept.size;
    if (before->some && (!ends_with_sentence(before) || (behind_edge && wants_context(before)))) {
        head = cut_end(zp_text_slice(kept, 0, sentence_end(kept, 0)));
    }
    if (after->some) {
        tail = last_sentence(kept, wants_context(after));
        tail += cut_begin(zp_text_slice(kept, tail, kept.size));
    }
    if (tail <= head || zp_utf8_count(zp_text_slice(kept, head, tail)) < GAP_MIN) {
        add_kept(e, kept);
        return;
    }
    add_kept(e, zp_text_slice(kept, 0, head));
    add_kept(e, ZP_TEXT(ELLIPSIS));
    add_kept(e, zp_text_slice(kept, tail, kept.size));
}

// The stretches of one kind, joined.
static zp_text join(zp_arena *arena, const zp_stretch *stretches, size_t from, size_t to,
                    zp_change without) {
    zp_buffer out = {0};
    for (size_t i = from; i < to; i++) {
        if (stretches[i].change != without) {
            zp_buffer_add_text(&out, stretches[i].text);
        }
    }
    zp_text text = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

static size_t skip(const zp_stretch *stretches, size_t from, size_t count, bool kept) {
    while (from < count && (stretches[from].change == ZP_KEPT) == kept) {
        from++;
    }
    return from;
}

static void add_all(excerpt *e, const zp_stretch *stretches, size_t count) {
    group before = {0};
    bool behind_edge = false; // the group before stands at the text's beginning
    for (size_t at = 0; at < count;) {
        size_t changed = skip(stretches, at, count, true);
        size_t next = skip(stretches, changed, count, false);
        group after = {join(e->arena, stretches, changed, next, ZP_INSERTED),
                       join(e->arena, stretches, changed, next, ZP_DELETED), next > changed};
        zp_text kept = join(e->arena, stretches, at, changed, ZP_DELETED);
        if (kept.size > 0) {
            add_context(e, kept, &before, &after, behind_edge);
        }
        zp_buffer_add_text(&e->old, package_shorten(e->arena, after.old));
        zp_buffer_add_text(&e->new, package_shorten(e->arena, after.new));
        behind_edge = kept.size == 0;
        before = after;
        at = next;
    }
}

package_sides package_excerpt(zp_arena *arena, const zp_stretch *stretches, size_t count) {
    package_sides whole = {join(arena, stretches, 0, count, ZP_INSERTED),
                           join(arena, stretches, 0, count, ZP_DELETED)};
    if (zp_utf8_count(whole.old) <= SHOWN_WHOLE && zp_utf8_count(whole.new) <= SHOWN_WHOLE) {
        return whole;
    }
    excerpt e = {.arena = arena};
    add_all(&e, stretches, count);
    package_sides sides = {zp_arena_copy(arena, zp_buffer_text(&e.old)),
                           zp_arena_copy(arena, zp_buffer_text(&e.new))};
    zp_buffer_free(&e.old);
    zp_buffer_free(&e.new);
    return sides;
}
