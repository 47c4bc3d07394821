// The two files that compare the report.
#ifndef ZIPING_COMPARE_REPORT_H
#define ZIPING_COMPARE_REPORT_H

#include "compare/private.h"

// A heading, paragraph or cell.
typedef struct report_block {
    const zp_node *node;
    zp_text number; // taken off a heading or an item of a list; empty: it has none
    zp_text text;
} report_block;

// ---------------------------------------------------------------- section.c

enum { REPORT_LEVELS = 4 };

// Where in a version's report we are.
typedef struct report_spot {
    zp_text headings[REPORT_LEVELS]; // with their numbers, outermost first
    int depth;
    zp_text id;                // of the form's section; empty: before the first
    size_t paragraphs, tables; // since the last heading
    bool in_table;
    size_t rows, cells; // in the table, in the row; 0: as a whole
} report_spot;

void report_enter(comparing *c, const zp_version *version, report_spot *spot,
                  const report_block *heading);
zp_text report_path(comparing *c, const report_spot *spot); // report.overview
// 自评报告 › 二、一般公共预算支出情况 › （一）收支总体情况 › 第2段; 第1表第3行第2列
zp_text report_where(comparing *c, const zp_version *version, const report_spot *spot);

#endif
