// The checker: what arithmetic and reading can find in a unit's year before it is signed and
// sealed. 65 rules (their ids are those of the field's list: S structure, F funds, I indicators,
// B base data, X between the parts, T text), each of which passes, finds something, does not apply
// or is deferred because a value it needs is missing or is no number: so that silence is honest.
#ifndef ZIPING_CHECK_H
#define ZIPING_CHECK_H

#include "form/form.h"
#include "record/record.h"

typedef enum zp_outcome {
    ZP_PASSED,
    ZP_FOUND,
    ZP_NOT_APPLICABLE,
    ZP_DEFERRED,
    ZP_OUTCOME_COUNT
} zp_outcome;

// What the table of rules says of one.
typedef struct zp_rule {
    const char *id;       // `F03`
    zp_severity severity; // unless the profile says otherwise; ZP_ERROR keeps a package back
    zp_words title, formula;
} zp_rule;

size_t zp_rule_count(void);
zp_rule zp_rule_at(size_t index); // in the order of the list
// SIZE_MAX when there is none.
size_t zp_rule_find(zp_text id);
// False when `list`, as zp_check takes it, names no rule, or in *unknown what is none.
bool zp_rules_known(const char *list, zp_text *unknown);

// A figure or a text that a finding compares.
typedef struct zp_shown {
    zp_words name;  // 全年执行数; the path in the data
    zp_text path;   // as [[waiver]] names it; empty for what is not of the data
    zp_text text;   // as written, or as recomputed
    zp_place place; // file NULL: recomputed, it stands nowhere
} zp_shown;

typedef struct zp_waiver {
    zp_text where, reason, by;
    zp_place place;
} zp_waiver;

// The one safe answer to a finding, where it has one: for zp_check_fix.
typedef struct zp_repair zp_repair;

typedef struct zp_finding {
    size_t rule;          // index
    zp_severity severity; // of this finding: less than the rule's where it may be rounding
    zp_place place;       // of what is wrong
    zp_text where;        // its path in the data, as [[waiver]] names it; `report.ID` in a section
    zp_words at; // the same for people: 年度资金 › 执行率, 报告“二、……”; English: the path
    zp_words text;         // what is written and what is wanted
    zp_words hint;         // what to do
    zp_text formula;       // with the figures put in; empty for a rule without arithmetic
    zp_text difference;    // empty likewise
    const zp_shown *shown; // borrowed from the arena
    size_t shown_count;
    const zp_waiver *waiver; // NULL: not waived
    const zp_repair *repair; // NULL: it is for people to answer
} zp_finding;

typedef struct zp_verdict {
    zp_outcome outcome;
    zp_words reason; // why it does not apply or is deferred
    zp_place place;  // of the value that is missing; or nowhere
} zp_verdict;

typedef struct zp_checked {
    const zp_record *record;
    const zp_form *form;
    zp_verdict *verdicts; // one a rule; of a rule that was not asked for: NOT_APPLICABLE
    bool *asked;          // one a rule
    zp_finding *findings; // by file, line and column
    size_t finding_count;
    size_t outcomes[ZP_OUTCOME_COUNT];
    // Findings without a waiver.
    size_t errors, warnings, remarks, waived;
    size_t refused; // errors that were told in messages: with one, no document can be made
    size_t holes;   // warnings likewise: blank values in sentences
} zp_checked;

// Checks a unit by its form's profile. `rules` names the rules wanted, separated by commas (F03, or
// a group: F), as zp_rules_known has found; NULL: all. Where the data cannot be
// read for what they are (a date that is none, a {{…}} that gives nothing) the form's errors are
// told in `messages` and the status is ZP_BAD_INPUT, with the rules run all the same. Everything
// is of the arena.
zp_status zp_check(zp_arena *arena, zp_messages *messages, const zp_form *form,
                   const zp_record *record, const char *rules, zp_checked *checked);

// Whether the documents of a unit that was checked can be made: what the form refuses, such as
// Markdown that cannot be set, is told as `render` tells it, and ZP_BAD_INPUT; so is a blank value
// in a sentence, and ZP_FINDINGS, where all rules were asked and none found an error. Told once:
// not what was told from `from` on, nor what is among the findings as an error. Who makes the
// documents himself does not ask for it.
zp_status zp_check_documents(zp_checked *checked, zp_arena *arena, zp_messages *messages,
                             size_t from);

// Findings as located messages, as `render` prints them: `file:line:col: warning: … [F03]`.
// No error among them is told as one when `soften` is set. Waived ones are left out.
void zp_check_tell(const zp_checked *checked, zp_messages *messages, zp_language language,
                   bool soften);

// What was said while a unit was read and checked, beside its findings: from `from` on.
typedef struct zp_said {
    const zp_messages *messages;
    size_t from;
} zp_said;

// The findings for people, one below the other; the values that rules wait for; and a line that
// counts. With what was waived and the outcomes of all rules when `all` is set.
void zp_check_lines(const zp_checked *checked, zp_language language, bool all, zp_buffer *out);
// The table of rules: of those that `rules` names, as zp_check takes it.
void zp_rule_lines(const char *rules, zp_language language, zp_buffer *out);

// One unit's findings, outcomes and messages as a JSON object, an element of `units` of
// templates/check.schema.json. `checked` NULL: the unit could not be read, and `unit` is how it
// was given.
void zp_check_json(const char *unit, const zp_checked *checked, zp_said said, zp_buffer *out);

// The findings of any number of units as one SARIF 2.1.0 log: begin, each unit, end, into one
// buffer that may be emptied between the calls. Rules that are deferred are results of kind `open`.
typedef struct zp_sarif {
    zp_language language;
    zp_buffer notifications, units; // what comes behind the results
    size_t results, notified, counted;
    bool failed;
} zp_sarif;
void zp_sarif_begin(zp_sarif *sarif, zp_language language, const char *version, zp_buffer *out);
void zp_sarif_unit(zp_sarif *sarif, const zp_checked *checked, zp_said said, zp_buffer *out);
void zp_sarif_end(zp_sarif *sarif, zp_buffer *out); // frees what it holds

// The check report (绩效自评资料核对报告) that is signed and goes with the unit's documents: its
// counts, findings, waivers and deferred rules, by templates/check-report.xml.
zp_status zp_check_report(const zp_checked *checked, zp_arena *arena, zp_messages *messages,
                          zp_document **document);

// A file of the unit, as it is and as it is with the safe answers written in.
typedef struct zp_fixed {
    const char *file;
    zp_text before, after; // all its bytes
    size_t changes;
} zp_fixed;

enum { ZP_FIXED_MAX = 2 }; // the data and the report
// What the safe answers to the findings come to: marks that are doubled, half-width or of two
// widths, signs and blanks (T01, T02, T03, T06, T08). Names stay as they are written: those of the
// schema (x-name), and those by which a value is found (name, level1, level2). {{…}} stays, and so
// does what a file has in another spelling than its text, as escapes. Nothing is written; *count
// files would change. They are read again: one that cannot be read is a located error.
zp_status zp_check_fix(zp_arena *arena, zp_messages *messages, const zp_schema *schema,
                       const zp_checked *checked, zp_fixed fixed[ZP_FIXED_MAX], size_t *count);
// The change as a unified diff.
void zp_check_diff(const zp_fixed *fixed, zp_buffer *out);

#endif
