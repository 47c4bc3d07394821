// A unit on its way through the rules. The headers of check/, from the ground up, with the files
// behind each:
//   rule.h        rules.c, the table of all rules; settings.c, what the profile's [check] says
//   figure.h      figure.c, values of the unit as figures: number, text, place, name; sum.c, sums
//                 and rates recomputed, with the tolerances of the profile
//   finding.h     run.c, a unit through all rules; words.c and place.c, the words of a finding and
//                 of its place; waivers.c, [[waiver]]
//   quantity.h    quantity.c, a target or an achieved value: comparator, number, unit, words;
//                 unit.c, units of such values
//   rows.h        rows.c, the indicators of the unit and of its projects; reach.c, whether a row's
//                 target was reached
//   paragraphs.h  paragraphs.c, the texts of the unit as typed, a paragraph at a time
//   report.h      report.c, the report as printed: headings, paragraphs, cells, sentences;
//                 mention.c, its figures with their units; explained.c, whether it says why a
//                 figure is as it is; said.c, words in it
//   named.h       names.c, the names that figures of the forms go by; clause.c, a clause read
//                 backward from its figure; named.c, the figures of the report that have a name
//   private.h     the run, with all of the above
// The rules, whose words stand in the first file of each group:
//   funds.h       F: funds*.c
//   indicators.h  I: indicators.c, indicator_*.c
//   base_data.h   B: base_table.c, the rows of the base data table with their parts; base_data*.c
//   between.h     X: between*.c
//   text.h        S: structure*.c; T: text*.c
//   marks.h       the marks that T01, T02, T03, T06, T08 and B1.6 look for: marks.c signs.c
//                 brackets.c; told by messages.c, answered by fix.c and diff.c
// What no rule looks at, and the form refuses: documents.c.
// What is printed:
//   output.h      lines.c, for people; json.c and sarif.c, for programs; sheet.c, the check report
// A new rule is a function and a line of its group's table (id, severity, title, formula, text and
// hint, in Chinese and English), and a case in tests/check/cases that breaks it and only it. What a
// finding shows is a member of zp_finding (check.h), set in run.c, printed by the four above; with
// templates/check.schema.json and templates/check-report.xml.
#ifndef ZIPING_CHECK_PRIVATE_H
#define ZIPING_CHECK_PRIVATE_H

#include "check/base_data.h"
#include "check/figure.h"
#include "check/finding.h"
#include "check/named.h"
#include "check/quantity.h"
#include "check/report.h"
#include "check/rows.h"

struct check {
    zp_arena *arena;
    zp_messages *messages; // of the form, about holes that give nothing
    const zp_form *form;
    const zp_record *record;
    const zp_value *root, *profile;
    check_settings settings;
    int year; // 0 when the data's is no year
    const check_rule *rule;
    size_t index; // of the rule at work
    zp_verdict verdict;
    size_t wanted;           // findings that check_room was asked for
    size_t listed, unlisted; // findings of the rule, until CHECK_LISTED_MAX and beyond
    zp_repair *rest;         // the safe answers of those that had no room; NULL: none
    zp_checked *checked;
    size_t capacity; // of checked->findings
    check_owner *owners;
    size_t owner_count;
    check_row *rows;
    size_t row_count, row_capacity;
    check_report report;
    check_lines base;
    zp_text *section_titles;        // of check_sections, printed; NULL before one was asked for
    bool holes_failed;              // a {{…}} of the report gives nothing
    const check_mention **mentions; // by block
    bool *mentions_read;
    size_t *mention_counts;
    check_name_list names;
    check_named *named;
    size_t named_count, named_capacity;
    bool named_read;
    const struct check_marked *marked; // of text.h; NULL: not looked for yet
};

#endif
