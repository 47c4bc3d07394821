// What changed from one unit's year to another version of it: in the data by their place in the
// form, in the report by words.
#ifndef ZIPING_COMPARE_H
#define ZIPING_COMPARE_H

#include "form/form.h"
#include "record/record.h"

// One of two versions.
typedef struct zp_version {
    const zp_form *form;
    const zp_record *record;
} zp_version;

typedef enum zp_difference_kind {
    ZP_VALUE_CHANGED,   // a value; also one that only one of the two has
    ZP_ELEMENT_ADDED,   // an element of a list: a row, a goal
    ZP_ELEMENT_REMOVED, // likewise
    ZP_ELEMENT_MOVED,   // among the elements both have, or to another group of indicators
    ZP_REPORT_CHANGED,  // a paragraph or heading of the report, or a cell of its tables
    ZP_REPORT_ADDED,
    ZP_REPORT_REMOVED,
    ZP_DIFFERENCE_KINDS
} zp_difference_kind;

// A stretch of a report's paragraph, in reading order.
typedef struct zp_stretch {
    zp_change change;
    zp_text text;
} zp_stretch;

typedef struct zp_difference {
    zp_difference_kind kind;
    // As [[revision]] and [[waiver]] name it: in the new version, or in the old one where the new
    // has it no more. `report.ID` in a section of the report.
    zp_text path;
    // The place for people, by the names of the form: 绩效指标 › 产出指标 › 数量指标 › 名称 › 得分
    zp_text where;
    // As typed. Of an element: what it holds, in one line; of a MOVED one: the groups it was and is
    // in, 产出指标 › 数量指标, if these differ. Of the report: the whole paragraph's text, as
    // printed, number and all; of table rows: a line each, cells parted by |. A value that is left
    // out and that the form computes: what it prints. So a VALUE_CHANGED that is given in neither
    // follows from other changes: a rate, a total.
    zp_text old, new;
    bool old_given, new_given;     // false: it is not there at all
    zp_place old_place, new_place; // file NULL: nowhere
    size_t from, to;               // MOVED: its position in the old and new list, from 1
    const zp_stretch *stretches;   // REPORT_CHANGED, and VALUE_CHANGED of longer texts; else NULL
    size_t stretch_count;
} zp_difference;

typedef struct zp_differences {
    zp_version old, new;
    zp_difference *list; // data in the order of the new file, then the report
    size_t count;
} zp_differences;

// Compares two versions, as a reader sees them: texts as typed (5.00 is not 5), a blank value as
// one that is not there, whatever the order of the keys. [[revision]], which speaks of changes, is
// left out; [[waiver]] is not. The reports are compared as they are printed, with their figures
// filled in; where one cannot be built, its errors are told and the status is ZP_BAD_INPUT.
// Everything is of the arena.
zp_status zp_compare(zp_arena *arena, zp_messages *messages, zp_version old, zp_version new,
                     zp_differences *differences);

// For people: one line a value, `place: old → new`, with both places in the files; report
// paragraphs by words, as [-old-]{+new+}. And a line that counts. Places are named in Chinese.
void zp_compare_lines(const zp_differences *differences, zp_language language, zp_buffer *out);
// templates/diff.schema.json.
void zp_compare_json(const zp_differences *differences, zp_buffer *out);

#endif
