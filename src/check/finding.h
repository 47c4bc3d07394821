// How a rule says what came out, and what becomes of it.
#ifndef ZIPING_CHECK_FINDING_H
#define ZIPING_CHECK_FINDING_H

#include "check/figure.h"

// ---------------------------------------------------------------- run.c

// A rule that looked and found nothing wrong says so, once or as often as it looks.
void check_passed(check *c);
// Nothing to look at: the reason, in both languages. Lesser than any other outcome.
void check_skipped(check *c, const char *zh, const char *en);
// A value it needs is blank, absent or no number. Lesser than a finding, more than a pass.
void check_deferred(check *c, const check_figure *missing);
void check_deferred_for(check *c, zp_place place, const char *zh, const char *en);

typedef struct check_finding {
    zp_place place; // file NULL: of the first figure that has one
    zp_text where;  // empty: path of the first figure that has one
    bool soften;    // told one severity lower than the rule's
    bool remark;    // told as a remark: it may be rounding
    const check_figure *figures;
    size_t count;
    zp_text formula, difference;
    check_words text, hint; // zh NULL: the rule's
    const zp_repair *repair;
} check_finding;

enum { CHECK_SHOWN_MAX = 50 }; // findings of one rule in one unit
// Is there room for one more finding of this rule? It is counted in any case, and those without
// room are told as one at the end: for what a text may have without end.
bool check_room(check *c);
// Of any other rule: nobody reads more, and pairs of a long list are many more than the list. The
// rest is told as one too.
enum { CHECK_LISTED_MAX = 1000 };
// Records a finding. What it shows is copied.
void check_found(check *c, const check_finding *given);
#define CHECK_FIGURES(...)                                                                         \
    .figures = (const check_figure[]){__VA_ARGS__},                                                \
    .count = sizeof((const check_figure[]){__VA_ARGS__}) / sizeof(check_figure)

// ---------------------------------------------------------------- words.c, place.c

// Expands the holes of a text of the profile.
zp_text check_print(check *c, const zp_value *words);
// The words of a finding, from a template with {…}.
zp_words check_fill(check *c, check_words template, const check_finding *found);
// Where a finding is, for people.
zp_words check_where_words(check *c, zp_text where);

// ---------------------------------------------------------------- waivers.c

// Marks each finding that a [[waiver]] covers.
void check_waivers_apply(check *c);

#endif
