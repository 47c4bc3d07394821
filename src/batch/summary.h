// What the files of the district's summary share. From the ground up:
//   words.c     states in Chinese, what is known of a unit, texts that every reader takes
//   grade.c     grades by the profile's [[grade]]
//   totals.c    counts, the average, the title
//   columns.c   the columns of summary.csv and 汇总表.xlsx
//   csv.c, json.c, table.c, sheet.c   the four files; table.c: XLSX, sheet.c: PDF
//   json_read.c   summary.json, read
//   summary.c     all of them
#ifndef ZIPING_BATCH_SUMMARY_H
#define ZIPING_BATCH_SUMMARY_H

#include "batch/batch.h"

// ---------------------------------------------------------------- words.c

const char *batch_state_word(zp_batch_state state); // 已编制, 核对未通过 …
// Was the unit read so far that its findings are known? Else they are no zeros.
bool batch_is_checked(const zp_batch_unit *unit);
zp_text batch_unit_name(const zp_batch_unit *unit); // its folder's where it is not known
// Well-formed UTF-8 without characters that XML refuses; such become U+FFFD.
zp_text batch_clean(zp_arena *arena, zp_text text);

// ---------------------------------------------------------------- grade.c

// The name of the grade that a score has by the form's profile; empty: the profile has none, or
// the score is no number.
zp_text batch_grade(const zp_form *form, zp_text score);

// ---------------------------------------------------------------- totals.c

typedef struct batch_grade_count {
    zp_text name;
    size_t count;
    zp_decimal best; // the highest score that has it
} batch_grade_count;

typedef struct batch_totals {
    size_t units, states[ZP_BATCH_STATES];
    size_t done;   // there is a package
    size_t failed; // could not be made, findings aside
    size_t errors, warnings, remarks, waived, documents, pages;
    size_t scored;             // units whose score is a number
    zp_text average;           // of those, two places; empty: none
    batch_grade_count *grades; // best first
    size_t grade_count, grade_capacity;
} batch_totals;

batch_totals batch_count(zp_arena *arena, const zp_batch *batch);
// The batch's own, else 岳阳楼区2023年度绩效自评汇总表; without what the units do not share.
zp_text batch_title(const zp_workshop *workshop, zp_arena *arena, const zp_batch *batch);
// 单位200个：已编制190个、核对未通过10个；平均得分92.35
zp_text batch_totals_line(zp_arena *arena, const batch_totals *totals);

// ---------------------------------------------------------------- columns.c

typedef struct batch_column {
    const char *title;
    bool number;  // it holds numbers, as they are written
    int width;    // in 汇总表.xlsx, in characters; 0: only in summary.csv
    bool centred; // there
    zp_text (*of)(zp_arena *arena, const zp_batch_unit *unit, size_t index);
} batch_column;

size_t batch_columns(const batch_column **columns);

// ---------------------------------------------------------------- the files

#define BATCH_FORMAT "ziping-batch-summary"
enum { BATCH_FORMAT_VERSION = 1, BATCH_SUMMARY_LIMIT = 256 * 1024 * 1024 };

void batch_csv(zp_arena *arena, const zp_batch *batch, zp_buffer *out);
void batch_json(const zp_workshop *workshop, zp_arena *arena, const zp_batch *batch,
                zp_buffer *out);
// Its parts lie in `folder` while it is made.
zp_status batch_table(const zp_workshop *workshop, zp_arena *arena, zp_messages *messages,
                      const zp_batch *batch, const char *folder, zp_text *out);
zp_status batch_sheet(const zp_workshop *workshop, zp_arena *arena, zp_messages *messages,
                      const zp_batch *batch, zp_buffer *out);

#endif
