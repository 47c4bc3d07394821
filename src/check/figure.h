// Values of the unit as figures, and what is added up and divided of them.
#ifndef ZIPING_CHECK_FIGURE_H
#define ZIPING_CHECK_FIGURE_H

#include "check/rule.h"

// ---------------------------------------------------------------- figure.c

typedef enum check_state {
    CHECK_ABSENT, // not in the data, and no formula gives it
    CHECK_BLANK,  // ""
    CHECK_NUMBER, // 5.00, 100%
    CHECK_WORDS,  // `/`, `——`, 不适用, 及时
} check_state;

typedef struct check_figure {
    check_state state;
    zp_text text;      // as typed
    zp_decimal number; // of a NUMBER; of 100% it is 100
    bool percent;      // written with %
    bool computed; // left out in the data: the form's formula gives it, so that it cannot be wrong
    const zp_value *value; // NULL when computed or absent
    zp_place place;        // of the value; of a computed or absent one: the nearest table around
    zp_text path;          // as [[waiver]] names it: elements of lists by name where they have one
    zp_words name; // Chinese: 全年执行数, 群众满意度 › 得分; English: the path
} check_figure;

// The value at a path of the unit's data (zp_value_find); one that is left out is computed.
check_figure check_figure_at(check *c, zp_text path);
// The same for a value at hand, that may be NULL.
check_figure check_figure_of(check *c, zp_text path, const zp_value *value);
#define check_figure_print(c, ...) check_figure_at((c), zp_arena_print((c)->arena, __VA_ARGS__))
// A number that was recomputed or read in a text, to be shown beside others. `name` is in both
// languages; place may be nowhere.
check_figure check_figure_made(check *c, zp_decimal number, const char *zh, const char *en);
check_figure check_figure_text(check *c, zp_text text, zp_place place, const char *zh,
                               const char *en);
// `indicator[群众满意度]`, or by its index where it has no name of its own: the path of an element.
zp_text check_element_path(check *c, zp_text list_path, const zp_value *list,
                           const zp_value *element);
// The Chinese name of a path, briefly.
zp_text check_name(check *c, zp_text path);

// ---------------------------------------------------------------- sum.c

// Figures added up. Blank and absent ones count as nothing, a word (`/`, `——`, 不适用) too; any
// other text makes the sum unknown.
typedef struct check_sum {
    zp_decimal total;
    size_t numbers, blanks;
    bool unknown;              // a text stands among the figures, or the sum does not fit
    check_figure unknown_part; // that text
    zp_text formula;           // `2490.44 + 1583.09`; of very many, the first
    check_figure *parts;       // those that are numbers
    size_t capacity;
} check_sum;

void check_sum_add(check *c, check_sum *sum, const check_figure *figure);
// Compares what is stated with the sum: passes, finds (the difference within the slack: a remark),
// defers, or does not apply when nothing is filled in.
void check_sum_compare(check *c, const check_sum *sum, const check_figure *stated);
// The same for parts that need not be all: their sum is not to be more than the whole.
void check_sum_at_most(check *c, const check_sum *sum, const check_figure *whole);
// Blank, absent, or a word for “nothing here”: `/`, `——`, 不适用.
bool check_is_nothing(const check_figure *figure);
// A rate: part / whole as `printed` has it, with as many places. Passes, finds (one unit of the
// last place: one severity less), or defers. A part and a whole of 0 want `——` (B09): a warning.
void check_rate(check *c, const check_figure *part, const check_figure *whole,
                const check_figure *printed);
// a - b as text, with a sign: `+0.01`. Empty when it does not fit.
zp_text check_difference(check *c, zp_decimal a, zp_decimal b);
// True when a and b differ by no more than `slack`; *fits false when that cannot be told.
bool check_within(zp_decimal a, zp_decimal b, zp_decimal slack);

#endif
