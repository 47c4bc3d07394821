// Targets and achieved values: `≥8亿元`, `450余户`.
#ifndef ZIPING_CHECK_QUANTITY_H
#define ZIPING_CHECK_QUANTITY_H

#include "check/rule.h"

// ---------------------------------------------------------------- quantity.c

typedef enum check_comparator {
    CHECK_BARE, // none
    CHECK_AT_LEAST,
    CHECK_MORE_THAN,
    CHECK_AT_MOST,
    CHECK_LESS_THAN,
    CHECK_EQUAL_TO,
} check_comparator;

// `≥8亿元`, `下降5%`, `450余户`, `三次`.
typedef struct check_quantity {
    check_comparator comparator;
    bool in_words;     // 不低于, 以上
    zp_decimal number; // as written
    zp_decimal base;   // in the unit without 万 and 亿: 800000000
    bool fits;         // base is there; false: too large
    int64_t factor;    // of 万, 亿 …; 1
    zp_text unit;      // without 万 and 亿, one for all that are the same: 元, %, 次; or empty
    int change;        // -1 下降, 1 增长, 0 neither
} check_quantity;

typedef enum check_value_kind {
    CHECK_VALUE_NOTHING, // blank, `/`, `——`, 不适用
    CHECK_VALUE_WORDS,   // 及时, 每月15日前足额发放, 2023年度完成
    CHECK_VALUE_QUANTITY,
} check_value_kind;

// A target or an achieved value. Two conditions in one cell are two quantities.
typedef struct check_value {
    check_value_kind kind;
    zp_text text; // trimmed
    const check_quantity *parts;
    size_t count;
} check_value;

check_value check_value_read(check *c, zp_text text);
// The quantity of a value that is one; NULL of words and of two conditions.
const check_quantity *check_single(const check_value *value);
// `/`, `——`, 不适用 and the like.
bool check_means_nothing(zp_text text);

// ---------------------------------------------------------------- unit.c

// The unit at `at`, as one for all that count the same (场 is 次, ％ is %): its bytes, 0 when none
// that is known is there.
size_t check_unit_at(zp_text text, size_t at, zp_text *unit);
// A unit with nothing before or behind it: 年, %.
bool check_is_unit(zp_text text);
// The same unit, money in 元 or 万元 alike. A unit left out is none.
bool check_same_unit(const check_quantity *a, const check_quantity *b);

#endif
