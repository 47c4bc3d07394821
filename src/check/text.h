// What the files of rules S and T share.
#ifndef ZIPING_CHECK_TEXT_H
#define ZIPING_CHECK_TEXT_H

#include "check/marks.h"

// ---------------------------------------------------------------- structure*.c

void check_parts(check *c);         // S01
void check_unit_and_year(check *c); // S02
void check_attachments(check *c);   // S03
void check_headings(check *c);      // S04
void check_empty(check *c);         // S05
void check_signature(check *c);     // S06
void check_year_labels(check *c);   // S07
void check_left_over(check *c);     // S08
// S02: names in the report, S04: numbers typed in it.
void check_names_of_report(check *c);
void check_typed_numbers(check *c);

// A text of the profile as it is printed, without its line breaks.
zp_text check_on_one_line(check *c, const zp_value *words);
// A finding about a text of the profile: it is waived, as all of the form, by `form`.
void check_found_in_form(check *c, const zp_value *words, check_words text, bool soften);

// ---------------------------------------------------------------- text*.c

// All told marks of the unit's texts; looked for once.
typedef struct check_marked {
    check_told *items;
    size_t count, capacity;
} check_marked;

// Some bytes of a printed text that a rule finds fault with.
typedef struct check_fault {
    zp_text text; // the line around
    size_t from, to;
    zp_place place; // of `from`
    zp_text where;
} check_fault;

// The path of a value of the unit's data; `report.ID` of a section given inline.
zp_text check_value_path(check *c, const zp_value *value);
// What stands around some bytes of a text, to show where a mistake is.
zp_text check_around(check *c, zp_text text, size_t from, size_t to);
// One finding for `count` faults that are of one kind and stand together; the first of them, no
// more than CHECK_FAULTS_MAX, are shown.
enum { CHECK_FAULTS_MAX = 12 };
void check_found_faults(check *c, const check_fault *faults, size_t count, check_words text);

// Lines that are printed: of the values, of the report with its holes filled, and titles of the
// profile (`block` NULL, `value` NULL).
typedef struct check_printed {
    zp_text text;
    const check_block *block;
    const zp_value *value; // of the data or, where it has neither key nor name there, the profile
    size_t offset;         // of the line in the value
    bool title;            // of the profile
} check_printed;
typedef void check_look_printed(check *c, void *context, const check_printed *line);
void check_walk_lines(check *c, check_look_printed *look, void *context);
check_fault check_fault_at(check *c, const check_printed *line, size_t from, size_t to);

void check_repeated_words(check *c); // T04
void check_stops(check *c);          // T05
void check_units(check *c);          // T07
// T01: stops that meet where the report takes in a value.
void check_stops_of_holes(check *c);

#endif
