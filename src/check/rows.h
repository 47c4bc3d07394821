// The indicator tables of the unit and of its projects, a row at a time.
#ifndef ZIPING_CHECK_ROWS_H
#define ZIPING_CHECK_ROWS_H

#include "check/figure.h"
#include "check/quantity.h"

// ---------------------------------------------------------------- rows.c

// The whole unit's tables, or one project's.
typedef struct check_owner {
    const zp_value *value; // the root, or an element of `project`
    zp_text path; // empty, or `project[基层政权建设和社区治理].`, to go before `funds`
    bool project;
} check_owner;

// Whether a target was reached.
typedef enum check_reach {
    CHECK_UNTOLD, // words that do not tell, or values that do not compare
    CHECK_MET,
    CHECK_AT_EDGE, // just the number that a > or < leaves out
    CHECK_MISSED,
    CHECK_PARTLY, // 基本完成
} check_reach;

// One row of the indicator table.
typedef struct check_row {
    const check_owner *owner;
    const zp_value *indicator;
    zp_text path; // `indicator[环境质量提升].rows[0]`
    zp_text level1, level2, name;
    zp_text points; // typed behind level1, which is without them: 40 of 效益指标（40分）
    size_t group;   // index in the profile's [[group]]; SIZE_MAX if in none
    check_figure target, actual, weight, score, reason;
    check_value wanted, reached; // target and actual, read
    check_reach reach;
} check_row;

void check_rows_read(check *c);

// ---------------------------------------------------------------- reach.c

// Which way an indicator is good.
typedef enum check_direction { CHECK_EITHER_WAY, CHECK_UPWARD, CHECK_DOWNWARD } check_direction;

check_reach check_reach_of(const check_row *row);
check_direction check_direction_of(const check_row *row, const check_quantity *target);
// Indicators of cost, whose amounts are to stay below the target.
bool check_is_cost(const check_row *row);
// A value beside the target in numbers, 下降 against 增长 counted as less than nothing. False when
// the two do not compare.
bool check_beside_target(const check_quantity *target, const check_quantity *actual,
                         zp_decimal *wanted, zp_decimal *reached);

#endif
