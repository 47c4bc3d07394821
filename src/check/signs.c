// T06 and T08 of the checker: signs that are written in two ways, and blanks.
#include "check/marks.h"

static void keep(check_run *run, check_spots *spots, const check_paragraph *p, size_t from,
                 size_t to) {
    if (spots->total++ < CHECK_KEPT_MAX) {
        *ZP_PUSH(run->arena, spots->items, spots->count, spots->capacity) =
            check_spot_of(p, from, to);
    }
}

// ---------------------------------------------------------------- ≥ and ≤

// >=98% and <=5万元.
static bool is_typed(const check_paragraph *p, size_t i) {
    uint32_t figure = check_at(p, i + 2);
    return (check_at(p, i) == '>' || check_at(p, i) == '<') && check_at(p, i + 1) == '=' &&
           figure >= '0' && figure <= '9';
}

void check_look_relations(check_run *run, const check_paragraph *p) {
    static const check_words sign = {"“{0}”不是通用的符号，应写“{1}”",
                                     "{0} is not the sign in use; write {1}"},
                             typed = {"“{0}=”应写“{1}”", "{0}= is not the sign in use; write {1}"};
    for (size_t i = 0; i < p->count; i++) {
        uint32_t c = check_at(p, i);
        bool two = is_typed(p, i);
        if (c == 0x2266 || c == 0x2267 || two) {
            bool less = c == 0x2266 || c == '<';
            check_told told = check_told_of(run, p, i, i + 1 + two, two ? typed : sign);
            check_told_change(&told, p, i, i + 1 + two, less ? "≤" : "≥");
            check_tell(run, told, c, less ? 0x2264 : 0x2265);
        }
    }
}

// ---------------------------------------------------------------- ％ beside %, m² beside ㎡

// The fewer of two ways to write a sign are told.
static void tell_fewer(check_run *run, const check_spots ways[2], check_words words,
                       const uint32_t signs[2], const char *const texts[2]) {
    int few = ways[1].total <= ways[0].total;
    for (size_t i = 0; ways[!few].total > 0 && i < ways[few].count; i++) {
        const check_spot *spot = &ways[few].items[i];
        check_told told = {.mark = run->mark, .spot = *spot, .text = words, .change_count = 1};
        told.changes[0] = (check_change){spot->from, spot->to, texts[!few]};
        check_tell(run, told, signs[few], signs[!few]);
    }
}

void check_look_percents(check_run *run, const check_paragraph *p) {
    for (size_t i = 0; i < p->count; i++) {
        if (check_at(p, i) == '%' || check_at(p, i) == 0xFF05) {
            keep(run, &run->percents[check_at(p, i) == 0xFF05], p, i, i + 1);
        }
    }
}

void check_end_percents(check_run *run) {
    static const check_words words = {
        "“{0}”和“{1}”混用，此处应与别处一致，写“{1}”",
        "{0} stands here and {1} in most other places; write one of them"};
    static const uint32_t signs[] = {'%', 0xFF05};
    static const char *const texts[] = {"%", "％"};
    tell_fewer(run, run->percents, words, signs, texts);
}

static bool is_letter(uint32_t c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// The characters of m², of `m ²` and, behind a figure, of m2. 0: it is none of them.
static size_t typed_area(const check_paragraph *p, size_t i, bool *whole) {
    uint32_t before = i > 0 ? check_at(p, i - 1) : 0;
    if ((check_at(p, i) | 0x20) != 'm' || is_letter(before)) {
        return 0;
    }
    bool blank = check_at(p, i + 1) == ' ';
    uint32_t power = check_at(p, i + 1 + blank), behind = check_at(p, i + 2);
    *whole = power == 0xB2 && !blank && check_at(p, i) == 'm';
    bool figure = before >= '0' && before <= '9';
    bool plain =
        figure && !blank && power == '2' && !is_letter(behind) && !(behind >= '0' && behind <= '9');
    return power == 0xB2 ? 2 + (size_t)blank : plain ? 2 : 0;
}

void check_look_areas(check_run *run, const check_paragraph *p) {
    static const check_words words = {"平方米的符号应写“m{0}”", "the square metre is written m{0}"};
    for (size_t i = 0; i < p->count; i++) {
        bool whole = false;
        size_t size = typed_area(p, i, &whole);
        if (size > 0 && !whole) {
            check_told told = check_told_of(run, p, i, i + size, words);
            check_told_change(&told, p, i, i + size, "m²");
            check_tell(run, told, 0xB2, 0);
        } else if (size > 0) {
            keep(run, &run->areas[0], p, i, i + size);
        } else if (check_at(p, i) == 0x33A1) {
            keep(run, &run->areas[1], p, i, i + 1);
        }
    }
}

void check_end_areas(check_run *run) {
    static const check_words words = {"“㎡”和“m²”混用，此处应与别处一致",
                                      "㎡ and m² are both in use; write one of them"};
    static const uint32_t signs[] = {0xB2, 0x33A1};
    static const char *const texts[] = {"m²", "㎡"};
    tell_fewer(run, run->areas, words, signs, texts);
}

// ---------------------------------------------------------------- blanks

// U+00A0 comes from word processors.
static bool is_narrow(uint32_t c) {
    return c == ' ' || c == 0xA0;
}

static bool is_blank(uint32_t c) {
    return is_narrow(c) || c == 0x3000;
}

// Two or more wide ones; or any that Han and marks of Han text have on both sides.
void check_look_blanks(check_run *run, const check_paragraph *p) {
    static const check_words many = {"连着用了全角空格；版面由表样安排，应删去",
                                     "blanks (U+3000) in a row; the form sets the room: take them "
                                     "out"},
                             one = {"汉字之间有空格，应删去",
                                    "a blank stands between Chinese characters; take it out"};
    bool title = false; // 《中共中央 国务院关于……》: as it was issued
    for (size_t from = 0; from < p->count; from++) {
        size_t to = from, wide = 0;
        title = check_at(p, from) == 0x300A || (title && check_at(p, from) != 0x300B);
        for (; is_blank(check_at(p, to)); to++) {
            wide += check_at(p, to) == 0x3000;
        }
        bool between = !title && from > 0 && to > from && to < p->count && wide == 0 &&
                       check_side_of(check_at(p, from - 1)) == SIDE_HAN &&
                       check_side_of(check_at(p, to)) == SIDE_HAN;
        if (wide > 1 || between) {
            check_told told = check_told_of(run, p, from, to, wide > 1 ? many : one);
            bool inside = from > 0 && to < p->count;
            if (inside && !between) {
                check_told_change(&told, p, from, to, "");
            }
            check_tell(run, told, 0, 0);
        }
        from = to > from ? to - 1 : from;
    }
}

static bool is_figure(uint32_t c) {
    return (c >= '0' && c <= '9') || c == '%';
}

void check_look_figures(check_run *run, const check_paragraph *p) {
    for (size_t i = 0; i + 1 < p->count; i++) {
        uint32_t left = check_at(p, i), right = check_at(p, i + 1);
        if (is_narrow(right)) {
            right = check_at(p, i + 2);
            if ((is_figure(left) && check_is_han(right)) ||
                (check_is_han(left) && is_figure(right))) {
                keep(run, &run->blanks, p, i + 1, i + 2);
            }
        } else if ((is_figure(left) && check_is_han(right)) ||
                   (check_is_han(left) && is_figure(right))) {
            run->unblanked++;
        }
    }
}

// The form sets the room between the two, so that it is the typed blanks that go.
void check_end_figures(check_run *run) {
    static const check_words words = {
        "数字与汉字之间有的空格、有的不空；间隙由程序排出，空格应删去",
        "blanks between figures and Chinese stand in some places and not in others; the program "
        "sets the room: take them out"};
    for (size_t i = 0; run->unblanked > 0 && i < run->blanks.count; i++) {
        const check_spot *spot = &run->blanks.items[i];
        check_told told = {.mark = run->mark, .spot = *spot, .text = words, .change_count = 1};
        told.changes[0] = (check_change){spot->from, spot->to, ""};
        check_tell(run, told, 0, 0);
    }
}
