// Runs spec.md, or the file it is given: each case is a rule, an input and what must come of it.
#include "typesetting/spec_case.h"
#include "typesetting/spec_column.h"

#include <stdio.h>
#include <string.h>

enum { SPEC_LIMIT = 1024 * 1024 };

// Every numbered rule of the checklist. One without a case is named in spec.md's last part, with
// the place of its proof or the reason why it cannot hold.
static const char *const rules[] = {
    "B1.1", "B1.2", "B1.3", "B1.4", "B1.5", "B1.6", "B1.7", "B2",   "B3.1", "B3.2", "B3.3", "B3.4",
    "B3.5", "B3.6", "B3.7", "B3.8", "B4.1", "B4.2", "B4.3", "B4.4", "B4.5", "B4.6", "B5.1", "B5.2",
    "B5.3", "B5.4", "B6",   "B6.1", "B6.2", "B6.3", "B7",   "B8",   "B9",   "B10",  "B11",  "B12",
};
enum { RULES = sizeof rules / sizeof *rules };

typedef struct spec {
    zp_arena *arena;
    zp_fonts *fonts;
    bool covered[RULES], excused[RULES];
    int passed, failed;
} spec;

// ------------------------------------------------ reading

static bool next_line(zp_text file, size_t *at, zp_text *line) {
    if (*at >= file.size) {
        return false;
    }
    const char *end = memchr(file.data + *at, '\n', file.size - *at);
    size_t to = end ? (size_t)(end - file.data) : file.size;
    *line = zp_text_slice(file, *at, to);
    *at = to + 1;
    return true;
}

static bool take(zp_text line, const char *key, zp_text *out) {
    if (!zp_text_starts(line, key)) {
        return false;
    }
    *out = zp_text_trim(zp_text_slice(line, strlen(key), line.size));
    return true;
}

zp_text spec_word_at(zp_text text, size_t *at) {
    while (*at < text.size && text.data[*at] == ' ') {
        ++*at;
    }
    size_t from = *at;
    while (*at < text.size && text.data[*at] != ' ') {
        ++*at;
    }
    return zp_text_slice(text, from, *at);
}

bool spec_same(const test_case *t, const char *what, zp_text wanted, zp_text got) {
    if (wanted.size == 0 || zp_text_equal(wanted, got)) {
        return true;
    }
    printf("spec.md:%d: %.*s %.*s: %s\n  wanted %.*s\n  got    %.*s\n", t->line, ZP_ARG(t->rule),
           ZP_ARG(t->title), what, ZP_ARG(wanted), ZP_ARG(got));
    return false;
}

// ------------------------------------------------ running

static bool run_column(spec *s, const test_case *t, zp_messages *messages) {
    bool vertical = false;
    zp_style style = spec_style(t->style, &vertical);
    return spec_same(t, "points", t->points,
                     spec_column_points(s->arena, messages, s->fonts, &style,
                                        spec_measure(t, &style), t->column));
}

static bool run_record(spec *s, const test_case *t) {
    zp_text where = zp_arena_print(s->arena, "spec.md:%d: %.*s %.*s", t->line, ZP_ARG(t->rule),
                                   ZP_ARG(t->title));
    return spec_record_run(&t->record, s->arena, where.data);
}

static bool page_same(const void *t, const char *what, zp_text wanted, zp_text got) {
    return spec_same(t, what, wanted, got);
}

// By what the case gives.
static bool run_kind(spec *s, const test_case *t, zp_messages *messages) {
    return t->record.input.size > 0 ? run_record(s, t)
           : t->pages.page.size > 0
               ? spec_page_run(s->arena, messages, s->fonts, &t->pages, page_same, t)
           : t->column.size > 0 ? run_column(s, t, messages)
           : t->docx.size > 0   ? spec_docx_run(s->arena, t, messages)
                                : spec_text_run(s->arena, s->fonts, t, messages);
}

static void fail(spec *s, int line, zp_text what, const char *why) {
    printf("spec.md:%d: %.*s: %s\n", line, ZP_ARG(what), why);
    s->failed++;
}

static void mark_rule(spec *s, bool *marks, zp_text rule, int line) {
    for (int i = 0; i < RULES; i++) {
        if (zp_text_is(rule, rules[i])) {
            marks[i] = true;
            return;
        }
    }
    fail(s, line, rule, "no rule of the checklist has this number");
}

static void run_case(spec *s, const test_case *t) {
    if (t->line == 0) {
        return; // before the first
    }
    if (t->input.size == 0 && t->column.size == 0 && t->record.input.size == 0 &&
        t->pages.page.size == 0) {
        fail(s, t->line, t->title, "the case has no input");
        return;
    }
    zp_messages *messages = zp_messages_new();
    if (run_kind(s, t, messages)) {
        s->passed++;
    } else {
        s->failed++;
    }
    zp_messages_free(messages);
    mark_rule(s, s->covered, t->rule, t->line);
}

static bool take_key(test_case *t, zp_text line) {
    zp_text value;
    if (take(line, "measure: ", &value)) {
        return zp_decimal_read(value, &t->measure);
    }
    return take(line, "column: ", &t->column) || take(line, "points: ", &t->points) ||
           take(line, "word: ", &t->word) || take(line, "docx: ", &t->docx) ||
           take(line, "style: ", &t->style) || take(line, "input: ", &t->input) ||
           take(line, "lines: ", &t->lines) || take(line, "widths: ", &t->widths) ||
           take(line, "advances: ", &t->advances) || take(line, "faces: ", &t->faces) ||
           take(line, "glyphs: ", &t->glyphs) || take(line, "told: ", &t->told) ||
           take(line, "turns: ", &t->turns) || take(line, "fonts: ", &t->fonts) ||
           take(line, "ink: ", &t->ink) || take(line, "error: ", &t->error) ||
           spec_record_take(&t->record, line) || spec_page_take(&t->pages, line);
}

static test_case begin_case(zp_text heading, int line) {
    test_case t = {.line = line, .measure = {1000, 0}};
    size_t end = 0;
    t.rule = spec_word_at(heading, &end);
    t.title = zp_text_trim(zp_text_slice(heading, end, heading.size));
    return t;
}

static void run_all(spec *s, zp_text file) {
    test_case t = {0};
    zp_text line, rest;
    int number = 0;
    for (size_t at = 0; next_line(file, &at, &line);) {
        number++;
        bool part = zp_text_starts(line, "## ");
        if (part || zp_text_starts(line, "### ")) {
            run_case(s, &t);
            t = (test_case){0};
        }
        if (take(line, "### ", &rest)) {
            t = begin_case(rest, number);
        } else if (take(line, "- B", &rest)) { // of the last part: `- B3.8: …`
            const char *colon = memchr(line.data, ':', line.size);
            size_t end = colon != NULL ? (size_t)(colon - line.data) : line.size;
            mark_rule(s, s->excused, zp_text_slice(line, 2, end), number);
        } else if (t.line > 0 && line.size > 0 && !take_key(&t, line)) {
            fail(s, number, line, "no key of a case");
        }
    }
    run_case(s, &t);
}

static void count_rules(spec *s) {
    int covered = 0, excused = 0;
    for (int i = 0; i < RULES; i++) {
        covered += s->covered[i];
        excused += !s->covered[i] && s->excused[i];
        if (!s->covered[i] && !s->excused[i]) {
            fail(s, 0, zp_text_of(rules[i]), "the rule has neither a case nor a reason");
        }
    }
    printf("%d of %d rules covered by cases, %d proved elsewhere\n", covered, RULES, excused);
}

int main(int count, char **arguments) {
    const char *path = count > 1 ? arguments[1] : ZIPING_SOURCE "/tests/typesetting/spec.md";
    spec s = {.arena = zp_arena_new()};
    zp_messages *messages = zp_messages_new();
    zp_text file = {0};
    zp_status status = zp_file_read(s.arena, messages, path, SPEC_LIMIT, &file);
    if (status == ZP_OK) {
        status = zp_fonts_open(s.arena, messages, ZIPING_SOURCE "/fonts", &s.fonts);
    }
    if (status == ZP_OK) {
        run_all(&s, file);
        if (count == 1) {
            count_rules(&s);
        }
        printf("%d passed, %d failed\n", s.passed, s.failed);
    }
    zp_fonts_close(s.fonts);
    zp_messages_free(messages);
    zp_arena_free(s.arena);
    return status != ZP_OK || s.failed > 0 || s.passed == 0;
}
