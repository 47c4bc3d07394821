// Figures of the report with the names that stand before them.
#ifndef ZIPING_CHECK_NAMED_H
#define ZIPING_CHECK_NAMED_H

#include "check/report.h"

// Which column of the forms a figure in a sentence is of.
typedef enum check_time {
    CHECK_TIME_PRIOR,     // last year's final
    CHECK_TIME_BUDGET,    // this year's opening budget
    CHECK_TIME_FULL_YEAR, // this year's budget as it was changed
    CHECK_TIME_FINAL,
    CHECK_TIME_COUNT,
    CHECK_TIME_OTHER = CHECK_TIME_COUNT // another year, or it cannot be told
} check_time;

// Whose figure it is.
typedef enum check_scope {
    CHECK_WHOLE,   // the unit's as a whole
    CHECK_GENERAL, // of 一般公共预算 or 财政拨款 only
    CHECK_PART     // of a project, a community, a level, or it cannot be told
} check_scope;

typedef enum check_measure { CHECK_MONEY, CHECK_PERCENT, CHECK_PEOPLE, CHECK_POINTS } check_measure;

// A name that the figures of the forms go by in sentences.
typedef struct check_name_entry {
    const char *key;   // `public`: by which rules ask for it
    const char *words; // 公用经费, the longer before the shorter
    check_measure measure;
    const char *paths[CHECK_TIME_COUNT]; // NULL: the forms have no such figure
    bool bare; // of the unit as a whole only where nothing else is spoken of: 年初预算, 执行率
} check_name_entry;

typedef struct check_name_word check_name_word;
struct check_name_word {
    zp_text word;
    const check_name_entry *entry;
    const check_name_word *next;
};

typedef struct check_name_list {
    bool read;
    const check_name_word *by_last_byte[256]; // the longest first
} check_name_list;

// The longest name that ends at `end`, of those that are `bare` or of those that are not. NULL:
// none.
const check_name_word *check_name_before(check *c, zp_text text, size_t end, bool bare);
// A category's or a project's name without what stands in brackets.
zp_text check_bare_name(zp_text name);

// A clause as it is read backward from a figure.
typedef struct check_reading {
    zp_text text;    // of the block
    size_t begin;    // of the sentence
    size_t end;      // behind what is still to be read
    check_time time; // OTHER: nothing is said of it
    int year;        // 0: nothing is said
    bool total;      // 共, 合计 stand behind the name
    bool joined;     // the name stands behind another: 、, 和
} check_reading;

// Reads the name before `end`; NULL when none stands there. `bare` as in check_name_before.
const check_name_word *check_read_name(check *c, check_reading *reading, bool bare);
// Reads what stands before the name. False: something that is not known.
bool check_read_before(check *c, check_reading *reading, check_scope *scope);
// `2023年`, `2023年度` before *end: the year, and *end where it begins. 0 if there is none.
int check_strip_year(zp_text text, size_t *end);

// A figure with the name that stands before it: 公用经费支出176.16万元.
typedef struct check_named {
    const check_mention *mention;
    const check_name_entry *entry;
    size_t from; // where the name begins in the block's text
    zp_text words;
    check_time time;
    check_scope scope;
    bool at_least; // 90%以上
} check_named;

// All of the report but its headings, tables and plans (the section `improvements`), in order;
// found once. A figure whose name, or what stands between, leaves a doubt is not among them:
// 约, 不足, 余 and 左右 too, which state no exact number.
const check_named *check_named_figures(check *c, size_t *count);
// A figure of money as the forms write it; false when its unit is none of money or it does not
// fit.
bool check_money(check *c, const check_mention *mention, zp_decimal *amount);

#endif
