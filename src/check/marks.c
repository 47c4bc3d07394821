// Rule B1.6, and T01, T03 and T06 of the checker: the marks of a text.
#include "check/private.h"

bool check_is_han(uint32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF) ||
           (c >= 0x2E80 && c <= 0x2FD5) || c == 0x3005 || c == 0x3007;
}

static bool is_wide_mark(uint32_t c) {
    return (c >= 0x3001 && c <= 0x3011) || (c >= 0x3014 && c <= 0x301B) ||
           (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) ||
           (c >= 0xFF3B && c <= 0xFF40) || (c >= 0xFF5B && c <= 0xFF5E) || c == 0x2014 ||
           c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D || c == 0x2026;
}

check_side check_side_of(uint32_t c) {
    if (c == CHECK_HOLE) {
        return SIDE_HOLE;
    }
    if (check_is_han(c) || is_wide_mark(c)) {
        return SIDE_HAN;
    }
    bool figure = (c >= '0' && c <= '9') || c == '%' || c == ')' || c == 0x2030 || c == 0x2103;
    return figure ? SIDE_FIGURE : SIDE_OTHER;
}

check_side check_beside(const check_paragraph *p, size_t index, int step) {
    do {
        index += (size_t)step; // below 0 it is past the end too
    } while (index < p->count && p->items[index].code_point == ' ');
    return index < p->count ? check_side_of(p->items[index].code_point) : SIDE_EDGE;
}

static uint32_t at(const check_paragraph *p, size_t index) {
    return index < p->count ? p->items[index].code_point : 0;
}

// ---------------------------------------------------------------- half-width marks

// Not beside a Latin word, where it may belong to that.
static bool is_between_han(const check_paragraph *p, size_t index) {
    check_side left = check_beside(p, index, -1), right = check_beside(p, index, 1);
    return (left == SIDE_HAN && right != SIDE_OTHER) ||
           (right == SIDE_HAN && (left == SIDE_HOLE || left == SIDE_FIGURE));
}

static void half_width_mark(check_run *run, const check_paragraph *p) {
    static const char marks[] = ",;:";
    static const char *const wide[] = {"，", "；", "："};
    for (size_t i = 0; i < p->count; i++) {
        for (size_t m = 0; m < sizeof marks - 1; m++) {
            if (at(p, i) == (uint32_t)marks[m] && is_between_han(p, i) && check_find_more(run)) {
                CHECK_TELL(run, check_place(p, i),
                           "a half-width `%c` stands in Chinese text; write %s", marks[m], wide[m]);
            }
        }
    }
}

// `(` and `)` that Han touch, told at the first of the two. "(1)" before a paragraph is a number.
static bool is_in_han(const check_paragraph *p, size_t open, size_t close) {
    return check_beside(p, open, -1) == SIDE_HAN || check_beside(p, open, 1) == SIDE_HAN ||
           check_beside(p, close, -1) == SIDE_HAN ||
           (check_beside(p, close, 1) == SIDE_HAN && open > 0);
}

static void half_width_bracket(check_run *run, const check_paragraph *p) {
    size_t *open = NULL, count = 0, capacity = 0;
    for (size_t i = 0; i < p->count; i++) {
        if (at(p, i) == '(') {
            *ZP_PUSH(run->arena, open, count, capacity) = i;
        } else if (at(p, i) == ')' && count > 0 && is_in_han(p, open[--count], i) &&
                   check_find_more(run)) {
            CHECK_TELL(run, check_place(p, open[count]),
                       "half-width ( ) stand in Chinese text; write （ ）");
        }
    }
}

static void ascii_quote(check_run *run, const check_paragraph *p) {
    for (size_t i = 0; i < p->count; i++) {
        uint32_t c = at(p, i);
        bool beside =
            (c == '"' || c == '\'') && ((i > 0 && check_side_of(at(p, i - 1)) == SIDE_HAN) ||
                                        check_side_of(at(p, i + 1)) == SIDE_HAN);
        if (beside && check_find_more(run)) {
            CHECK_TELL(run, check_place(p, i), "the quote `%c` stands beside Chinese; write %s",
                       (char)c, c == '"' ? "“ or ”" : "‘ or ’");
        }
    }
}

// ---------------------------------------------------------------- other marks

static void relation_sign(check_run *run, const check_paragraph *p) {
    for (size_t i = 0; i < p->count; i++) {
        uint32_t c = at(p, i);
        if ((c == 0x2266 || c == 0x2267) && check_find_more(run)) {
            CHECK_TELL(run, check_place(p, i), "%s is not the sign in use; write %s",
                       c == 0x2266 ? "≦" : "≧", c == 0x2266 ? "≤" : "≥");
        }
    }
}

static bool is_stop(uint32_t c) {
    return c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0xFF1A || c == 0xFF1B;
}

static void doubled_mark(check_run *run, const check_paragraph *p) {
    for (size_t i = 1; i < p->count; i++) {
        if (is_stop(at(p, i - 1)) && is_stop(at(p, i)) && check_find_more(run)) {
            char bytes[8];
            size_t size = zp_utf8_put(at(p, i - 1), bytes);
            size += zp_utf8_put(at(p, i), bytes + size);
            CHECK_TELL(run, check_place(p, i - 1), "%.*s are two stops on end; keep one", (int)size,
                       bytes);
        }
    }
}

static void blank_run(check_run *run, const check_paragraph *p) {
    for (size_t i = 0; i < p->count; i++) {
        size_t from = i;
        while (at(p, i) == 0x3000) {
            i++;
        }
        if (i > from + 1 && check_find_more(run)) {
            CHECK_TELL(run, check_place(p, from),
                       "%zu blanks (U+3000) in a row; the form sets the room: take them out",
                       i - from);
        }
    }
}

// ---------------------------------------------------------------- ％ beside %

static void count_percents(check_run *run, const check_paragraph *p) {
    for (size_t i = 0; i < p->count; i++) {
        if (at(p, i) != '%' && at(p, i) != 0xFF05) {
            continue;
        }
        check_percents *of = at(p, i) == '%' ? &run->half : &run->full;
        if (of->count++ < CHECK_SHOWN_MAX) {
            *ZP_PUSH(run->arena, of->places, of->shown, of->capacity) = check_place(p, i);
        }
    }
}

static void compare_percents(check_run *run) {
    bool full = run->full.count <= run->half.count; // the fewer are told
    const check_percents *few = full ? &run->full : &run->half,
                         *many = full ? &run->half : &run->full;
    for (size_t i = 0; i < few->count; i++) {
        if (check_find_more(run)) {
            CHECK_TELL(run, few->places[i],
                       "%s stands here and %s in %zu other place%s; write one of them",
                       full ? "％" : "%", full ? "%" : "％", many->count,
                       many->count == 1 ? "" : "s");
        }
    }
}

const check_mark check_marks[] = {
    {"half-width-mark", ZP_WARNING, "half-width , ; : between Han", half_width_mark, NULL},
    {"half-width-bracket", ZP_WARNING, "half-width ( ) between Han", half_width_bracket, NULL},
    {"ascii-quote", ZP_WARNING, "\" and ' beside Han", ascii_quote, NULL},
    {"brackets", ZP_WARNING, "brackets and quotes in pairs", check_brackets, NULL},
    {"doubled-mark", ZP_WARNING, "one stop at a time", doubled_mark, NULL},
    {"relation-sign", ZP_WARNING, "≥ and ≤, not ≧ and ≦", relation_sign, NULL},
    {"percent-width", ZP_WARNING, "% and ％ in one unit", count_percents, compare_percents},
    {"blank-run", ZP_WARNING, "blanks in a row", blank_run, NULL},
};
enum { MARKS = sizeof check_marks / sizeof *check_marks };
const size_t check_mark_count = MARKS;

bool check_find_more(check_run *run) {
    return run->found++ < CHECK_SHOWN_MAX;
}

static void look_at(void *context, const check_paragraph *paragraph) {
    check_run *run = context;
    for (size_t i = 0; i < MARKS; i++) {
        run->rule = &check_marks[i];
        run->found = run->counts[i];
        check_marks[i].look(run, paragraph);
        run->counts[i] = run->found;
    }
}

void zp_check_marks(zp_arena *arena, zp_messages *messages, const zp_record *record) {
    check_run run = {
        .arena = arena, .messages = messages, .counts = ZP_ARRAY(arena, size_t, MARKS)};
    check_walk_texts(arena, record, look_at, &run);
    for (size_t i = 0; i < MARKS; i++) {
        run.rule = &check_marks[i];
        run.found = run.counts[i];
        if (check_marks[i].end != NULL) {
            check_marks[i].end(&run);
        }
        if (run.found > CHECK_SHOWN_MAX) {
            CHECK_TELL(&run, ((zp_place){record->file, 0, 0}),
                       "%s: %zu more findings are not shown", check_marks[i].title,
                       run.found - CHECK_SHOWN_MAX);
        }
    }
}
