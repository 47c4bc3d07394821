// What the files of check/ share. From the ground up:
//   words.c        the words of a finding, in both languages
//   figure.c       values of the unit as figures: number, text, place, name
//   sum.c          sums and rates recomputed, with the tolerances of the profile
//   settings.c     what the profile's [check] says
//   unit.c         units of such values
//   quantity.c     a target or an achieved value: comparator, number, unit, words
//   rows.c         the indicators of the unit and of its projects, one row each
//   reach.c        whether a row's target was reached
//   report.c       the report as it is printed: headings, paragraphs, cells; sentences
//   mention.c      figures in a text: number, unit, and what they are of
//   explained.c    whether the report says why a figure is as it is
//   said.c         words in the report
//   names.c        the names that figures of the forms go by
//   clause.c       a clause read backward from its figure: its name, and what it says of it
//   named.c        the figures of the report that have such a name
//   base_table.c   the rows of the base data table with their parts
//   paragraphs.c   the texts of the unit, a paragraph at a time
//   marks.c signs.c brackets.c messages.c fix.c diff.c   their marks: marks.h
//   structure*.c funds*.c indicators*.c base_data*.c between*.c text*.c   the rules, a group a file
//   rules.c        the table of them
//   waivers.c      [[waiver]]
//   run.c          a unit through all rules
//   place.c        where a finding is, in words
//   lines.c        findings for people
//   sheet.c        the check report as a document
//   json.c, sarif.c   findings for other programs
#ifndef ZIPING_CHECK_PRIVATE_H
#define ZIPING_CHECK_PRIVATE_H

#include "check/check.h"

typedef struct check check;

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

// ---------------------------------------------------------------- figure.c

typedef enum check_state {
    CHECK_ABSENT, // not in the data, and no formula gives it
    CHECK_BLANK,  // ""
    CHECK_NUMBER, // 5.00, 100%
    CHECK_WORDS,  // `/`, `——`, 不适用, 及时
} check_state;

typedef struct check_figure {
    check_state state;
    zp_text text;      // as typed
    zp_decimal number; // of a NUMBER; of 100% it is 100
    bool percent;      // written with %
    bool computed; // left out in the data: the form's formula gives it, so that it cannot be wrong
    const zp_value *value; // NULL when computed or absent
    zp_place place;        // of the value; of a computed or absent one: the nearest table around
    zp_text path;          // as [[waiver]] names it: elements of lists by name where they have one
    zp_words name; // Chinese: 全年执行数, 群众满意度 › 得分; English: the path
} check_figure;

// The value at a path of the unit's data (zp_value_find); one that is left out is computed.
check_figure check_figure_at(check *c, zp_text path);
// The same for a value at hand, that may be NULL.
check_figure check_figure_of(check *c, zp_text path, const zp_value *value);
#define check_figure_print(c, ...) check_figure_at((c), zp_arena_print((c)->arena, __VA_ARGS__))
// A number that was recomputed or read in a text, to be shown beside others. `name` is in both
// languages; place may be nowhere.
check_figure check_figure_made(check *c, zp_decimal number, const char *zh, const char *en);
check_figure check_figure_text(check *c, zp_text text, zp_place place, const char *zh,
                               const char *en);
// `indicator[群众满意度]`, or by its index where it has no name of its own: the path of an element.
zp_text check_element_path(check *c, zp_text list_path, const zp_value *list,
                           const zp_value *element);
// A label of the form without its number (1、), 其中：, line breaks and its colon.
zp_text check_label(check *c, zp_text label);
// The Chinese name of a path, from the schema's titles and the data's names.
zp_text check_name(check *c, zp_text path);

// ---------------------------------------------------------------- run.c: outcomes

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
// Records a finding. What it shows is copied.
void check_found(check *c, const check_finding *found);
#define CHECK_FIGURES(...)                                                                         \
    .figures = (const check_figure[]){__VA_ARGS__},                                                \
    .count = sizeof((const check_figure[]){__VA_ARGS__}) / sizeof(check_figure)

// ---------------------------------------------------------------- sum.c

// Figures added up. Blank and absent ones count as nothing, a word (`/`, `——`, 不适用) too; any
// other text makes the sum unknown.
typedef struct check_sum {
    zp_decimal total;
    size_t numbers, blanks;
    bool unknown;              // a text stands among the figures, or the sum does not fit
    check_figure unknown_part; // that text
    zp_text formula;           // `2490.44 + 1583.09`; of very many, the first
    check_figure *parts;       // those that are numbers
    size_t capacity;
} check_sum;

void check_sum_add(check *c, check_sum *sum, const check_figure *figure);
// Compares what is stated with the sum: passes, finds (the difference within the slack: a remark),
// defers, or does not apply when nothing is filled in.
void check_sum_compare(check *c, const check_sum *sum, const check_figure *stated);
// The same for parts that need not be all: their sum is not to be more than the whole.
void check_sum_at_most(check *c, const check_sum *sum, const check_figure *whole);
// Blank, absent, or a word for “nothing here”: `/`, `——`, 不适用.
bool check_is_nothing(const check_figure *figure);
// A rate: part / whole as `printed` has it, with as many places. Passes, finds (one unit of the
// last place: one severity less), or defers. A part and a whole of 0 want `——` (B09): a warning.
void check_rate(check *c, const check_figure *part, const check_figure *whole,
                const check_figure *printed);
// a - b as text, with a sign: `+0.01`. Empty when it does not fit.
zp_text check_difference(check *c, zp_decimal a, zp_decimal b);
// True when a and b differ by no more than `slack`; *fits false when that cannot be told.
bool check_within(zp_decimal a, zp_decimal b, zp_decimal slack);

// ---------------------------------------------------------------- quantity.c

typedef enum check_comparator {
    CHECK_BARE, // none
    CHECK_AT_LEAST,
    CHECK_MORE_THAN,
    CHECK_AT_MOST,
    CHECK_LESS_THAN,
    CHECK_EQUAL_TO,
} check_comparator;

// `≥8亿元`, `下降5%`, `450余户`, `三次`.
typedef struct check_quantity {
    check_comparator comparator;
    bool in_words;     // 不低于, 以上
    zp_decimal number; // as written
    zp_decimal base;   // in the unit without 万 and 亿: 800000000
    bool fits;         // base is there; false: too large
    int64_t factor;    // of 万, 亿 …; 1
    zp_text unit;      // without 万 and 亿, one for all that are the same: 元, %, 次; or empty
    int change;        // -1 下降, 1 增长, 0 neither
} check_quantity;

typedef enum check_value_kind {
    CHECK_VALUE_NOTHING, // blank, `/`, `——`, 不适用
    CHECK_VALUE_WORDS,   // 及时, 每月15日前足额发放, 2023年度完成
    CHECK_VALUE_QUANTITY,
} check_value_kind;

// A target or an achieved value. Two conditions in one cell are two quantities.
typedef struct check_value {
    check_value_kind kind;
    zp_text text; // trimmed
    const check_quantity *parts;
    size_t count;
} check_value;

check_value check_value_read(check *c, zp_text text);
// `/`, `——`, 不适用 and the like.
bool check_means_nothing(zp_text text);

// ---------------------------------------------------------------- unit.c

// The unit at `at`, as one for all that count the same (场 is 次, ％ is %): its bytes, 0 when none
// that is known is there.
size_t check_unit_at(zp_text text, size_t at, zp_text *unit);
// A unit with nothing before or behind it: 年, %.
bool check_is_unit(zp_text text);
// The same unit, money in 元 or 万元 alike. A unit left out is none.
bool check_same_unit(const check_quantity *a, const check_quantity *b);

// ---------------------------------------------------------------- rows.c

// The whole unit's tables, or one project's.
typedef struct check_owner {
    const zp_value *value; // the root, or an element of `project`
    zp_text path; // empty, or `project[基层政权建设和社区治理].`, to go before `funds`
    bool project;
} check_owner;

// Whether a target was reached.
typedef enum check_reach {
    CHECK_UNTOLD, // words that do not tell, or values that do not compare
    CHECK_MET,
    CHECK_AT_EDGE, // just the number that a > or < leaves out
    CHECK_MISSED,
    CHECK_PARTLY, // 基本完成
} check_reach;

// One row of the indicator table.
typedef struct check_row {
    const check_owner *owner;
    const zp_value *indicator;
    zp_text path; // `indicator[环境质量提升].rows[0]`
    zp_text level1, level2, name;
    zp_text points; // typed behind level1, which is without them: 40 of 效益指标（40分）
    size_t group;   // index in the profile's [[group]]; SIZE_MAX if in none
    check_figure target, actual, weight, score, reason;
    check_value wanted, reached; // target and actual, read
    check_reach reach;
} check_row;

// ---------------------------------------------------------------- reach.c

// Which way an indicator is good.
typedef enum check_direction { CHECK_EITHER_WAY, CHECK_UPWARD, CHECK_DOWNWARD } check_direction;

check_reach check_reach_of(const check_row *row);
check_direction check_direction_of(const check_row *row, const check_quantity *target);
// Indicators of cost, whose amounts are to stay below the target.
bool check_is_cost(const check_row *row);
// A value beside the target in numbers, 下降 against 增长 counted as less than nothing. False when
// the two do not compare.
bool check_beside_target(const check_quantity *target, const check_quantity *actual,
                         zp_decimal *wanted, zp_decimal *reached);

// ---------------------------------------------------------------- paragraphs.c

typedef struct check_block check_block;
typedef enum check_kind { CHECK_PARAGRAPH, CHECK_HEADING, CHECK_ITEM, CHECK_CELL } check_kind;

// In the place of a {{…}} of the report, whose value is not known here.
enum { CHECK_HOLE = 0x110000 };

typedef struct check_character {
    uint32_t code_point; // CHECK_HOLE
    size_t at;           // its offset in the paragraph's source
} check_character;

// A line of a value, or a paragraph, heading, list item or table cell of the report, without the
// marks of Markdown.
typedef struct check_paragraph {
    const zp_record *record;
    const zp_value *value; // NULL: the report file
    zp_text source;        // the value's or the report's text as a whole
    uint32_t line;         // the report file's line that holds the offset line_at, its beginning
    size_t line_at;
    bool markdown;
    check_kind kind;    // PARAGRAPH outside of the report
    int level;          // of a HEADING
    bool ordered;       // an ITEM with a number
    size_t row, column; // of a CELL
    check_character *items;
    size_t count, capacity;
    unsigned has; // CHECK_HAS_… of its characters
} check_paragraph;

// Looks at one paragraph. Its items are gone afterwards.
typedef void check_look(void *context, const check_paragraph *paragraph);
// All paragraphs of the report, or of the unit's data and the report.
void check_walk_report(zp_arena *arena, const zp_record *record, check_look *look, void *context);
void check_walk_texts(zp_arena *arena, const zp_record *record, check_look *look, void *context);
// Is a member of the unit's root for the program alone: no form prints it.
bool check_is_of_program(zp_text key);
// The place of the `index`th character.
zp_place check_place(const check_paragraph *paragraph, size_t index);

// ---------------------------------------------------------------- report.c

// A heading, paragraph, list item or table cell of the report, as it is printed: holes filled,
// marks of Markdown gone.
struct check_block {
    check_kind kind;
    int level;            // of a heading, from 1
    size_t section;       // index in the profile's [[report.section]]; SIZE_MAX before the first
                          // heading and under one that the form does not have
    zp_text text;         // one line
    const uint32_t *from; // of each byte: its offset in the source
    const bool *hole;     // of each byte: from a {{…}}
    size_t row, column;   // of a CELL, in its table, from 0; row 0 is the head
    bool ordered;         // an ITEM with a number
    check_paragraph paragraph; // as it stands in the source, for places
};

typedef struct check_report {
    check_block *blocks;
    size_t count, capacity;
    bool given; // there is a report
} check_report;

// The place of a byte of a block's text.
zp_place check_block_place(const check_block *block, size_t offset);
// `report.overview`, or `report` outside of the form's sections.
zp_text check_block_where(check *c, const check_block *block);
// Sentences end at 。！？； and at the block's end. False behind the last; *from and *to begin at
// 0.
bool check_sentence(const check_block *block, size_t *from, size_t *to);
// The form's list of sections ([[report.section]]), its titles printed. NULL: it has no report.
const zp_value *check_sections(const check *c);
zp_text check_section_title(check *c, size_t section);
// The section with this id, SIZE_MAX if the form has none.
size_t check_section_find(check *c, const char *id);

// ---------------------------------------------------------------- mention.c

// A figure in a text.
typedef struct check_mention {
    const check_block *block;
    size_t from, to; // its bytes in block->text, unit aside
    zp_decimal number;
    zp_text text; // `2490.44`
    zp_text unit; // `万元`, `%`, `人`, or empty: the letters, signs and Han right behind it
                  // that are a unit
    bool hole;    // printed from the data by {{…}}
    bool money;   // 元 or 万元 or 亿元
} check_mention;

// All of a block, in order, years (2023年) and numbers of headings and lists left out. Computed
// once.
const check_mention *check_mentions(check *c, const check_block *block, size_t *count);
// The same number as a figure to show in a finding, with the name of what it is of.
check_figure check_mentioned(check *c, const check_mention *mention, const char *zh,
                             const char *en);

// ---------------------------------------------------------------- explained.c

// The offset of the first `word` at or behind `from`, SIZE_MAX when there is none.
size_t check_find(zp_text text, size_t from, const char *word);
// True when one of the words stands in the text. NULL ends the list.
bool check_has(zp_text text, const char *const *words);
// The first mention at or behind an offset of its block; `count` when there is none.
size_t check_mention_at(const check_mention *mentions, size_t count, size_t from);
// What stands before a mention in its sentence (which begins at `from`), back to the mention
// before.
zp_text check_lead(const check_mention *mentions, size_t index, size_t from);

// What the report is to explain. NULL ends each list.
typedef struct check_matter {
    const char *const *names;    // the sentence names it by one of these,
    const char *const *changes;  // says one of these of it, or the next sentence does; NULL: no
                                 // matter; and a reason besides
    const char *const *sections; // ids of the sections to look in; NULL: in all
    // Or both have all these figures, which speak for themselves. NULL: none does.
    const check_figure *figures;
    size_t figure_count;
} check_matter;

// True when the report should explain the matter and does not. Else the rule has passed, or is
// deferred because there is no report, at `place`.
bool check_unexplained(check *c, const check_matter *matter, zp_place place);

// ---------------------------------------------------------------- base_table.c

enum { CHECK_PRIOR, CHECK_BUDGET, CHECK_FINAL, CHECK_YEARS };

// A row of amounts of the base data table.
typedef struct check_line {
    zp_text path; // `expenditure.public`, `expenditure.category[业务工作经费]`
    zp_place place;
    check_figure amounts[CHECK_YEARS];
    size_t top;         // the row at the top of those it is a part of; itself for a top one
    size_t first, next; // of its parts, and behind it among the parts of the same; SIZE_MAX: none
    bool named;         // false: a fund or category without a name, a row left empty
} check_line;

typedef struct check_lines {
    check_line *items; // parts behind what they are parts of
    size_t count, capacity;
} check_lines;

// Read once.
const check_lines *check_base_lines(check *c);
// The row at this path of the form's own rows; never NULL.
const check_line *check_base_line(check *c, const char *path);

// ---------------------------------------------------------------- funds*.c, base_data*.c

// A row of funds: the unit's, a project's, or a line of a project's.
typedef struct check_funds_row {
    check_figure amounts[3]; // by check_column
    check_figure rate, weight, score;
} check_funds_row;

// The column that rates go by.
check_column check_rate_basis(const check *c);
// The score of the execution against weight × rate: F05 and F08.
void check_execution_score(check *c, const check_funds_row *row);
void check_funds_explained(check *c);  // F06
void check_funds_income(check *c);     // F09
void check_base_over_budget(check *c); // B06
void check_base_change(check *c);      // B07
void check_base_identical(check *c);   // B08
void check_base_blanks(check *c);      // B10
void check_base_fall(check *c);        // B11
// ---------------------------------------------------------------- said.c

// Lists of words are literals with | between them. The next one; false behind the last.
bool check_next_word(const char **words, zp_text *word);
// Where a word stands, from `from` on; SIZE_MAX if nowhere.
size_t check_find_text(zp_text text, zp_text word, size_t from);
// Of several words, the first that comes; it goes to *found (may be NULL).
size_t check_find_any(zp_text text, const char *words, size_t from, zp_text *found);

// A sentence of the report.
typedef struct check_said {
    const check_block *block;
    size_t from, to;
} check_said;

// A sentence in the sections with these ids (`general_budget|problems`; NULL: any) in which one of
// the names stands, and one of the words (NULL: any sentence). `said` may be NULL. Headings aside.
bool check_says(check *c, const char *sections, const char *names, const char *words,
                check_said *said);

// ---------------------------------------------------------------- names.c, clause.c, named.c

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
// An indicator's name without 场次, 户数 and the like: 法制宣传活动场次 is said as
// 法制宣传活动12次.
zp_text check_indicator_stem(zp_text name);

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
bool check_in_yuan(check *c); // do the forms count in 元, and not in 万元?
// A figure of money as the forms write it; false when its unit is none of money or it does not
// fit.
bool check_money(check *c, const check_mention *mention, zp_decimal *amount);

// ---------------------------------------------------------------- the run

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
    size_t wanted;   // findings that check_room was asked for
    zp_repair *rest; // the safe answers of those that had no room; NULL: none
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

// Expands the holes of a text of the profile.
zp_text check_print(check *c, const zp_value *words);
// The words of a finding, from a template with {…}.
zp_words check_fill(check *c, check_words template, const check_finding *found);

zp_words check_where_words(check *c, zp_text where);
const char *check_severity_word(zp_severity severity, zp_language language);
// The formula where the finding's text does not have it already.
zp_text check_more_formula(const zp_finding *finding, zp_language language);

// json.c
void check_json_text(zp_buffer *out, zp_text text); // quoted and escaped
void check_json_member(zp_buffer *out, const char *key, zp_text text);
void check_json_words(zp_buffer *out, const char *key, zp_words words);

void check_settings_read(check *c);
void check_rows_read(check *c);
void check_report_read(check *c);
// A finding of the rule at `index` of the table; used by the rules through check_found.
// Marks each finding that a [[waiver]] covers.
void check_waivers_apply(check *c);

#endif
