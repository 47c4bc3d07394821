// The rows of the base data table, and the rules of it; base_data.c has their words.
#ifndef ZIPING_CHECK_BASE_DATA_H
#define ZIPING_CHECK_BASE_DATA_H

#include "check/figure.h"

// ---------------------------------------------------------------- base_table.c

enum { CHECK_PRIOR, CHECK_BUDGET, CHECK_FINAL, CHECK_YEARS };

// A row of amounts of the base data table.
typedef struct check_line {
    zp_text path; // `expenditure.public`, `expenditure.category[业务工作经费]`
    zp_place place;
    check_figure amounts[CHECK_YEARS];
    size_t top;         // the row at the top of those it is a part of; itself for a top one
    size_t first, next; // of its parts, and behind it among the parts of the same; SIZE_MAX: none
    bool named;         // false: a fund or category without a name, a row left empty
} check_line;

typedef struct check_lines {
    check_line *items; // parts behind what they are parts of
    size_t count, capacity;
} check_lines;

// Read once.
const check_lines *check_base_lines(check *c);
// The row at this path of the form's own rows; never NULL.
const check_line *check_base_line(check *c, const char *path);

// ---------------------------------------------------------------- base_data*.c

void check_base_over_budget(check *c); // B06
void check_base_change(check *c);      // B07
void check_base_identical(check *c);   // B08
void check_base_blanks(check *c);      // B10
void check_base_fall(check *c);        // B11

#endif
