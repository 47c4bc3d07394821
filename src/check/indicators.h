// The rules of the indicators, by the file that has them; indicators.c has their words.
#ifndef ZIPING_CHECK_INDICATORS_H
#define ZIPING_CHECK_INDICATORS_H

#include "check/private.h"

// Shows every row to `look`. Where no row gives an outcome the rule does not apply, and says why.
void check_rows_each(check *c, void (*look)(check *c, const check_row *row), const char *zh,
                     const char *en);
// A weight above nothing, and a score beside it.
bool check_is_scored(const check_row *row);
// A reason or a remark that says something.
bool check_is_said(const check_figure *reason);

// ---------------------------------------------------------------- indicator_totals.c

void check_scores_in_range(check *c);  // I01
void check_weights_make_100(check *c); // I02
void check_total_is_sum(check *c);     // I03
void check_brackets_hold(check *c);    // I04

// ---------------------------------------------------------------- indicator_scores.c

void check_loss_has_reason(check *c);     // I05
void check_met_is_full(check *c);         // I06
void check_missed_is_not_full(check *c);  // I07
void check_score_is_proportion(check *c); // I08
void check_words_in_band(check *c);       // I09

// ---------------------------------------------------------------- indicator_values.c

void check_target_is_value(check *c);         // I10
void check_actual_is_value(check *c);         // I11
void check_values_compare(check *c);          // I12
void check_cost_is_limited(check *c);         // I13
void check_target_not_afterwards(check *c);   // I14
void check_overshoot_is_said(check *c);       // I15
void check_idle_rows_weigh_nothing(check *c); // I16

// ---------------------------------------------------------------- indicator_names.c

void check_facts_agree(check *c);         // I17
void check_no_second_execution(check *c); // I18
void check_levels_are_of_form(check *c);  // I19

#endif
