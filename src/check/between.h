// What the files of the rules X share: the report against the tables (between_figures.c,
// between_funds.c, between_indicators.c), within its sentences (between_sentences.c,
// between_pairs.c), its lists (between_lists.c) and its sums (between_splits.c, between_tables.c).
#ifndef ZIPING_CHECK_BETWEEN_H
#define ZIPING_CHECK_BETWEEN_H

#include "check/private.h"

void check_figures_of_tables(check *c);     // X02
void check_section_of_funds(check *c);      // X02: 政府性基金
void check_basic_spending(check *c);        // X03
void check_figures_of_base_table(check *c); // X04
void check_rates_of_sentences(check *c);    // X05
void check_counts_of_lists(check *c);       // X06
void check_splits(check *c);                // X07
void check_figures_of_indicators(check *c); // X08

// Is funds.spending of the final accounts, not of a budget that differs from them?
bool check_spending_is_final(check *c);
// The rule at work has as many findings as anybody reads: a report that is wrong throughout costs
// no more than that.
bool check_enough(const check *c);
// No report to look at: the rule is skipped.
bool check_no_report(check *c);
// Two figures that can stand in one sum or rate: of money, or of the same thing. *a and *b are in
// the same unit.
bool check_one_unit(check *c, const check_mention *x, const check_mention *y, zp_decimal *a,
                    zp_decimal *b);
// A figure to show in a finding, by the name it has in the report.
check_figure check_named_shown(check *c, const check_named *named);
// 余, 多 or 左右 stand behind it.
bool check_is_rough(const check_mention *mention);

// ---------------------------------------------------------------- between_splits.c,
// between_tables.c

// Parts and their sum in the unit of the whole.
typedef struct check_parts_of {
    const check_mention **list;
    size_t count, capacity;
    zp_decimal total;
    zp_text formula;
    bool holes; // all of them are printed from the data
} check_parts_of;

// Passes, or finds. `less`: a sum that is less than the whole is wrong too. `whole` is the figure
// that is told; `hole`: it is printed from the data.
void check_parts_compare(check *c, const check_parts_of *p, const check_figure *whole,
                         zp_decimal stated, bool less, bool hole);
// X07 for the cells of one table: blocks[from..to[.
void check_sums_of_table(check *c, size_t from, size_t to);

// ---------------------------------------------------------------- between_pairs.c

// A rate in a block, and what stands before it.
typedef struct check_stated {
    check *c;
    const check_mention *mentions, *own; // own: the rate
    size_t first, index;                 // mentions[first..index[ may be operands
    size_t sentence;                     // where its sentence begins
    zp_text text;
} check_stated;

typedef struct check_pair {
    const check_mention *part, *whole;
    zp_decimal a, b;   // in one unit
    check_figure data; // in place of the one that is NULL
    bool growth;       // (a - b) ÷ b
    int sign;          // -1: a fall
} check_pair;

bool check_is_share(const check_mention *mention); // is it a figure in %?
// Takes two figures; false when they are not of one unit, or state no exact number.
bool check_pair_set(const check_stated *rate, check_pair *pair, const check_mention *part,
                    const check_mention *whole);
// What they give, with the places of the rate that is stated. False: nothing.
bool check_pair_result(const check_stated *rate, const check_pair *pair, zp_decimal *out);
// Do any two of the figures before the rate, none before `from`, give it?
bool check_pair_any(const check_stated *rate, bool growth, int sign, size_t from);
// Passes, or finds.
void check_pair_decide(const check_stated *rate, const check_pair *pair);

#endif
