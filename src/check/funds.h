// The rules of the funds, by the file that has them; funds.c has their words.
#ifndef ZIPING_CHECK_FUNDS_H
#define ZIPING_CHECK_FUNDS_H

#include "check/private.h"

// A row of funds: the unit's, a project's, or a line of a project's.
typedef struct check_funds_row {
    check_figure amounts[3]; // by check_column
    check_figure rate, weight, score;
} check_funds_row;

// The column that rates go by.
check_column check_rate_basis(const check *c);
// The score of the execution against weight × rate: F05 and F08.
void check_execution_score(check *c, const check_funds_row *row);
void check_funds_explained(check *c); // F06
void check_funds_income(check *c);    // F09

#endif
