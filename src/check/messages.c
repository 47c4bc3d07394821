// Rule B1.6 as messages: the marks of all texts, for those who have no form to check by.
#include "check/marks.h"

#include <string.h>

typedef struct telling {
    zp_arena *arena;
    zp_messages *messages;
    size_t *counts; // by mark
} telling;

// {0} and {1} of a told text.
zp_text check_told_text(zp_arena *arena, const check_told *told, zp_language language) {
    const char *words = language == ZP_CHINESE ? told->text.zh : told->text.en;
    zp_buffer out = {0};
    for (; *words != '\0'; words++) {
        bool part = words[0] == '{' && (words[1] == '0' || words[1] == '1') && words[2] == '}';
        if (part) {
            zp_buffer_add_string(&out, told->parts[words[1] - '0']);
            words += 2;
        } else {
            zp_buffer_add(&out, words, 1);
        }
    }
    zp_text text = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

static void tell(void *context, const check_told *told) {
    telling *t = context;
    if (t->counts[told->mark - check_marks]++ < CHECK_SHOWN_MAX) {
        zp_text text = check_told_text(t->arena, told, zp_told_in());
        zp_report(t->messages, told->mark->severity, check_spot_place(&told->spot), told->mark->id,
                  "%.*s", ZP_ARG(text));
    }
}

void check_marks_tell(zp_arena *arena, zp_messages *messages, const zp_record *record) {
    telling t = {arena, messages, ZP_ARRAY(arena, size_t, check_mark_count)};
    check_marks_run(arena, record, tell, &t);
    for (size_t i = 0; i < check_mark_count; i++) {
        if (t.counts[i] > CHECK_SHOWN_MAX) {
            zp_report(messages, check_marks[i].severity, zp_whole_file(record->file),
                      check_marks[i].id, "%s: %zu more findings are not shown",
                      zp_translated(check_marks[i].title), t.counts[i] - CHECK_SHOWN_MAX);
        }
    }
}
