// A fixed file as a unified diff. An answer never makes or takes away a line, so that the lines of
// both sides are the same but for their text.
#include "check/marks.h"

#include <string.h>

enum { CONTEXT = 3 };

typedef struct lines {
    zp_text *items;
    size_t count, capacity;
} lines;

static lines split(zp_arena *arena, zp_text text) {
    lines l = {0};
    for (size_t from = 0; from < text.size;) {
        const char *feed = memchr(text.data + from, '\n', text.size - from);
        size_t to = feed != NULL ? (size_t)(feed - text.data) + 1 : text.size;
        *ZP_PUSH(arena, l.items, l.count, l.capacity) = zp_text_slice(text, from, to);
        from = to;
    }
    return l;
}

static bool differ(const lines *before, const lines *after, size_t line) {
    return !zp_text_equal(before->items[line], after->items[line]);
}

// A stretch of lines of one side: ` `, `-` or `+`.
static void add(zp_buffer *out, char sign, const lines *l, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        zp_buffer_print(out, "%c%.*s", sign, ZP_ARG(l->items[i]));
        if (!zp_text_ends(l->items[i], "\n")) {
            zp_buffer_add_string(out, "\n\\ No newline at end of file\n");
        }
    }
}

static void add_hunk(zp_buffer *out, const lines *before, const lines *after, size_t from,
                     size_t to) {
    zp_buffer_print(out, "@@ -%zu,%zu +%zu,%zu @@\n", from + 1, to - from, from + 1, to - from);
    for (size_t at = from, end; at < to; at = end) {
        bool changed = differ(before, after, at);
        for (end = at + 1; end < to && differ(before, after, end) == changed;) {
            end++;
        }
        if (changed) {
            add(out, '-', before, at, end);
            add(out, '+', after, at, end);
        } else {
            add(out, ' ', before, at, end);
        }
    }
}

void zp_check_diff(const zp_fixed *fixed, zp_buffer *out) {
    zp_arena *arena = zp_arena_new();
    lines before = split(arena, fixed->before), after = split(arena, fixed->after);
    for (int i = 0; i < 2; i++) {
        zp_buffer_add_string(out, i == 0 ? "--- " : "+++ ");
        zp_buffer_add_shown(out, zp_text_of(fixed->file));
        zp_buffer_add_string(out, "\n");
    }
    // A fix changes lines, and how many there are stays.
    size_t count = before.count < after.count ? before.count : after.count, done = 0;
    for (size_t i = 0; i < count; i++) {
        if (!differ(&before, &after, i)) {
            continue;
        }
        size_t from = i > done + CONTEXT ? i - CONTEXT : done, last = i;
        for (size_t next = i + 1; next < count && next <= last + 2 * CONTEXT; next++) {
            last = differ(&before, &after, next) ? next : last;
        }
        size_t to = last + 1 + CONTEXT < count ? last + 1 + CONTEXT : count;
        add_hunk(out, &before, &after, from, to);
        done = to;
        i = to - 1;
    }
    zp_arena_free(arena);
}
