// What a rule is, and what the profile's [check] says to it.
#ifndef ZIPING_CHECK_RULE_H
#define ZIPING_CHECK_RULE_H

#include "check/check.h"

typedef struct check check; // a unit on its way through the rules: private.h

// ---------------------------------------------------------------- rules.c

// Literals of a rule or a finding.
typedef struct check_words {
    const char *zh, *en;
} check_words;

// One rule. `text` and `hint` are those of its findings unless a finding brings its own; in them
// {0}, {1} … are the text of the finding's figures, {0.name} their names, {difference} and
// {formula} what the finding has of them.
typedef struct check_rule {
    const char *id;
    zp_severity severity;
    check_words title;
    check_words formula; // what is compared, as the list of rules has it
    check_words text, hint;
    void (*run)(check *c);
} check_rule;

typedef struct check_group {
    const check_rule *rules;
    size_t count;
} check_group;

extern const check_group check_structure, check_funds, check_indicators, check_base_data,
    check_between, check_text, check_waivers;
const check_rule *check_rule_at(size_t index);
// One a rule: whether `list`, as zp_check takes it, names it.
bool *check_asked(zp_arena *arena, const char *list);

// ---------------------------------------------------------------- settings.c

// The column of the funds that income or spending adds up to.
typedef enum check_column { CHECK_OPENING, CHECK_FULL_YEAR, CHECK_EXECUTED } check_column;

// How far the formulas of the scores bind in a district (I08).
typedef enum check_scoring {
    CHECK_SCORING_ADVISED,
    CHECK_SCORING_BINDING,
    CHECK_SCORING_FREE
} check_scoring;

typedef struct check_settings {
    zp_decimal slack[2]; // of a sum of two or three parts, and of more
    check_column income, spending;
    bool spending_either; // the profile does not say: the full-year budget or what was executed
    bool opening_basis;   // rates go by the opening budget ([rates] of the profile)
    bool cap;             // the execution score ends at its weight
    check_scoring scoring;
    bool reverse_ratio;     // a reverse indicator scores w·t/a, not w·(1-(a-t)/t)
    zp_decimal met, partly; // bands of a qualitative score: [met·w, w], [partly·w, met·w)
    zp_decimal overshoot;   // percent of the target from which on I15 asks
    zp_decimal change;      // factor from year to year beyond which B07 asks
    zp_decimal rise;        // full-year budget over opening budget from which on F06 asks
} check_settings;

void check_settings_read(check *c);

#endif
