// Rule B1.6, and T01, T03 and T08 of the checker: the marks of a text.
#include "check/marks.h"

#include <string.h>

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

static bool is_stop(uint32_t c) {
    return c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0xFF1A || c == 0xFF1B;
}

unsigned check_kinds_of(uint32_t c) {
    static const unsigned ascii[128] = {
        [','] = CHECK_HAS_MARK,     [';'] = CHECK_HAS_MARK,    [':'] = CHECK_HAS_MARK,
        ['('] = CHECK_HAS_BRACKET,  [')'] = CHECK_HAS_BRACKET, ['['] = CHECK_HAS_BRACKET,
        [']'] = CHECK_HAS_BRACKET,  ['{'] = CHECK_HAS_BRACKET, ['}'] = CHECK_HAS_BRACKET,
        ['"'] = CHECK_HAS_QUOTE,    ['\''] = CHECK_HAS_QUOTE,  ['<'] = CHECK_HAS_RELATION,
        ['>'] = CHECK_HAS_RELATION, ['%'] = CHECK_HAS_PERCENT, ['m'] = CHECK_HAS_AREA,
        ['M'] = CHECK_HAS_AREA,     [' '] = CHECK_HAS_BLANK,
    };
    if (c < 128) {
        return ascii[c];
    }
    bool bracket = (c >= 0x3008 && c <= 0x3011) || (c >= 0x3014 && c <= 0x3017) || c == 0xFF08 ||
                   c == 0xFF09 || c == 0xFF3B || c == 0xFF3D || c == 0xFF5B || c == 0xFF5D ||
                   c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D;
    return c >= 0x4E00 && c <= 0x9FFF   ? 0
           : is_stop(c)                 ? CHECK_HAS_STOP
           : bracket                    ? CHECK_HAS_BRACKET
           : c == 0x2266 || c == 0x2267 ? CHECK_HAS_RELATION
           : c == 0xFF05                ? CHECK_HAS_PERCENT
           : c == 0xB2 || c == 0x33A1   ? CHECK_HAS_AREA
           : c == 0x3000 || c == 0xA0   ? CHECK_HAS_BLANK
                                        : 0;
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

// Of the next character to the left (step -1) or right (1), blanks aside.
static check_side beside(const check_paragraph *p, size_t index, int step) {
    do {
        index += (size_t)step; // below 0 it is past the end too
    } while (index < p->count && p->items[index].code_point == ' ');
    return index < p->count ? check_side_of(p->items[index].code_point) : SIDE_EDGE;
}

uint32_t check_at(const check_paragraph *p, size_t index) {
    return index < p->count ? p->items[index].code_point : 0;
}

// ---------------------------------------------------------------- telling

// Behind a character of the paragraph.
static size_t behind(const check_paragraph *p, size_t index) {
    size_t at = p->items[index].at;
    if (p->items[index].code_point != CHECK_HOLE) {
        zp_utf8_next(p->source, &at);
    }
    return at;
}

check_spot check_spot_of(const check_paragraph *p, size_t from, size_t to) {
    check_spot spot = {.paragraph = *p, .from = p->items[from].at, .to = behind(p, to - 1)};
    spot.paragraph.items = NULL;
    spot.paragraph.count = spot.paragraph.capacity = 0;
    return spot;
}

check_told check_told_of(const check_run *run, const check_paragraph *p, size_t from, size_t to,
                         check_words text) {
    return (check_told){.mark = run->mark, .spot = check_spot_of(p, from, to), .text = text};
}

void check_told_change(check_told *told, const check_paragraph *p, size_t from, size_t to,
                       const char *instead) {
    told->changes[told->change_count++] =
        (check_change){p->items[from].at, behind(p, to - 1), instead};
}

void check_tell(check_run *run, check_told told, uint32_t part0, uint32_t part1) {
    zp_utf8_put(part0, told.parts[0]);
    zp_utf8_put(part1, told.parts[1]);
    run->tell(run->context, &told);
}

// ---------------------------------------------------------------- half-width marks

// Not beside a Latin word, where it may belong to that.
static bool is_between_han(const check_paragraph *p, size_t index) {
    check_side left = beside(p, index, -1), right = beside(p, index, 1);
    return (left == SIDE_HAN && right != SIDE_OTHER) ||
           (right == SIDE_HAN && (left == SIDE_HOLE || left == SIDE_FIGURE));
}

static void half_width_mark(check_run *run, const check_paragraph *p) {
    static const check_words words = {"中文里用了半角的“{0}”，应写“{1}”",
                                      "a half-width `{0}` stands in Chinese text; write {1}"};
    static const struct {
        uint32_t half, wide;
        const char *text;
    } marks[] = {{',', 0xFF0C, "，"}, {';', 0xFF1B, "；"}, {':', 0xFF1A, "："}};
    for (size_t i = 0; i < p->count; i++) {
        for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
            if (check_at(p, i) == marks[m].half && is_between_han(p, i)) {
                size_t to = i + 1 + (check_at(p, i + 1) == ' '); // the wide one has its own room
                check_told told = check_told_of(run, p, i, i + 1, words);
                check_told_change(&told, p, i, to, marks[m].text);
                check_tell(run, told, marks[m].half, marks[m].wide);
            }
        }
    }
}

// `(` and `)` that Han touch, told at the first of the two. "(1)" before a paragraph is a number.
static bool is_in_han(const check_paragraph *p, size_t open, size_t close) {
    return beside(p, open, -1) == SIDE_HAN || beside(p, open, 1) == SIDE_HAN ||
           beside(p, close, -1) == SIDE_HAN || (beside(p, close, 1) == SIDE_HAN && open > 0);
}

static void half_width_bracket(check_run *run, const check_paragraph *p) {
    static const check_words words = {"中文里用了半角括号，应写“（）”",
                                      "half-width ( ) stand in Chinese text; write （ ）"};
    size_t *open = NULL, count = 0, capacity = 0;
    for (size_t i = 0; i < p->count; i++) {
        if (check_at(p, i) == '(') {
            *ZP_PUSH(run->arena, open, count, capacity) = i;
        } else if (check_at(p, i) == ')' && count > 0 && is_in_han(p, open[--count], i)) {
            check_told told = check_told_of(run, p, open[count], open[count] + 1, words);
            check_told_change(&told, p, open[count], open[count] + 1, "（");
            check_told_change(&told, p, i, i + 1, "）");
            check_tell(run, told, 0, 0);
        }
    }
}

static void ascii_quote(check_run *run, const check_paragraph *p) {
    static const check_words twofold = {"中文里用了西文引号“{0}”，应写“ 或 ”",
                                        "the quote `{0}` stands beside Chinese; write “ or ”"},
                             single = {"中文里用了西文引号“{0}”，应写‘ 或 ’",
                                       "the quote `{0}` stands beside Chinese; write ‘ or ’"};
    for (size_t i = 0; i < p->count; i++) {
        uint32_t c = check_at(p, i);
        bool beside =
            (c == '"' || c == '\'') && ((i > 0 && check_side_of(check_at(p, i - 1)) == SIDE_HAN) ||
                                        check_side_of(check_at(p, i + 1)) == SIDE_HAN);
        if (beside) {
            check_tell(run, check_told_of(run, p, i, i + 1, c == '"' ? twofold : single), c, 0);
        }
    }
}

// ---------------------------------------------------------------- stops

// The one that stays: the stop itself where all are the same, 。 where lesser ones go before it.
static const char *kept(const check_paragraph *p, size_t from, size_t to) {
    static const struct {
        uint32_t stop;
        const char *text;
    } stops[] = {{0x3001, "、"}, {0x3002, "。"}, {0xFF0C, "，"}, {0xFF1A, "："}, {0xFF1B, "；"}};
    uint32_t last = check_at(p, to - 1);
    bool same = true, lesser = last == 0x3002;
    for (size_t i = from; i + 1 < to; i++) {
        same = same && check_at(p, i) == last;
    }
    for (size_t i = 0; (same || lesser) && i < sizeof stops / sizeof *stops; i++) {
        if (stops[i].stop == last) {
            return stops[i].text;
        }
    }
    return NULL;
}

static void doubled_mark(check_run *run, const check_paragraph *p) {
    static const check_words words = {"“{0}{1}”两个标点连用，只留一个",
                                      "{0}{1} are two stops on end; keep one"};
    for (size_t from = 0; from < p->count; from++) {
        size_t to = from;
        while (is_stop(check_at(p, to))) {
            to++;
        }
        if (to > from + 1) {
            check_told told = check_told_of(run, p, from, to, words);
            if (kept(p, from, to) != NULL) {
                check_told_change(&told, p, from, to, kept(p, from, to));
            }
            check_tell(run, told, check_at(p, from), check_at(p, from + 1));
        }
        from = to > from ? to - 1 : from;
    }
}

// ---------------------------------------------------------------- all

const check_mark check_marks[] = {
    {"half-width-mark", "T03", ZP_WARNING, ZP_MARKED("half-width , ; : between Han"),
     CHECK_HAS_MARK, half_width_mark, NULL},
    {"half-width-bracket", "T03", ZP_WARNING, ZP_MARKED("half-width ( ) between Han"),
     CHECK_HAS_BRACKET, half_width_bracket, NULL},
    {"ascii-quote", "T03", ZP_WARNING, ZP_MARKED("\" and ' beside Han"), CHECK_HAS_QUOTE,
     ascii_quote, NULL},
    {"brackets", "T02", ZP_WARNING, ZP_MARKED("brackets and quotes in pairs"), CHECK_HAS_BRACKET,
     check_look_brackets, NULL},
    {"doubled-mark", "T01", ZP_WARNING, ZP_MARKED("one stop at a time"), CHECK_HAS_STOP,
     doubled_mark, NULL},
    {"relation-sign", "T06", ZP_WARNING, ZP_MARKED("≥ and ≤, not ≧ and ≦"), CHECK_HAS_RELATION,
     check_look_relations, NULL},
    {"percent-width", "T06", ZP_WARNING, ZP_MARKED("percent signs of two widths in one unit"),
     CHECK_HAS_PERCENT, check_look_percents, check_end_percents},
    {"area-sign", "T06", ZP_REMARK, ZP_MARKED("m² and ㎡ in one unit"), CHECK_HAS_AREA,
     check_look_areas, check_end_areas},
    {"blank-run", "T08", ZP_WARNING, ZP_MARKED("blanks in a row"), CHECK_HAS_BLANK,
     check_look_blanks, NULL},
    {"figure-blank", "T08", ZP_REMARK, ZP_MARKED("blanks between figures and Han in one unit"), ~0U,
     check_look_figures, check_end_figures},
};
enum { MARKS = sizeof check_marks / sizeof *check_marks };
const size_t check_mark_count = MARKS;

static void look_at(void *context, const check_paragraph *paragraph) {
    check_run *run = context;
    for (size_t i = 0; i < MARKS; i++) {
        if ((check_marks[i].has & paragraph->has) != 0) {
            run->mark = &check_marks[i];
            check_marks[i].look(run, paragraph);
        }
    }
}

void check_marks_run(zp_arena *arena, const zp_record *record, check_teller *tell, void *context) {
    check_run run = {.arena = arena, .tell = tell, .context = context};
    check_walk_texts(arena, record, look_at, &run);
    for (size_t i = 0; i < MARKS; i++) {
        run.mark = &check_marks[i];
        if (check_marks[i].end != NULL) {
            check_marks[i].end(&run);
        }
    }
}
