// The marks of all texts: what rules T01, T02, T03, T06 and T08 and rule B1.6 look for, and the
// safe answers to it.
#ifndef ZIPING_CHECK_MARKS_H
#define ZIPING_CHECK_MARKS_H

#include "check/private.h"

// ---------------------------------------------------------------- marks.c, signs.c, brackets.c

// What of interest to the rules of marks a paragraph holds, so that most looks need not be taken.
enum {
    CHECK_HAS_MARK = 1 << 0,     // , ; :
    CHECK_HAS_BRACKET = 1 << 1,  // of any kind, quotes too
    CHECK_HAS_QUOTE = 1 << 2,    // " '
    CHECK_HAS_STOP = 1 << 3,     // 、 。 ， ： ；
    CHECK_HAS_RELATION = 1 << 4, // ≦ ≧ < >
    CHECK_HAS_PERCENT = 1 << 5,  // of either width
    CHECK_HAS_AREA = 1 << 6,     // ² ㎡ m M
    CHECK_HAS_BLANK = 1 << 7,    // U+0020, U+3000
};
unsigned check_kinds_of(uint32_t code_point);

typedef struct check_mark check_mark;

// A piece of a text.
typedef struct check_spot {
    check_paragraph paragraph; // its items are gone
    size_t from, to;           // bytes of its source
} check_spot;
zp_place check_spot_place(const check_spot *spot);

// Bytes of a spot's source that give way to a text.
typedef struct check_change {
    size_t from, to;
    const char *instead;
} check_change;

// The safe answers to what one finding tells.
struct zp_repair {
    struct check_answer {
        check_paragraph paragraph; // whose source is changed
        check_change change;
    } * answers;
    size_t count, capacity;
};

// What a rule of marks found.
typedef struct check_told {
    const check_mark *mark;
    check_spot spot;
    check_words text;        // {0} and {1} are the parts
    char parts[2][8];        // ended by a NUL
    check_change changes[2]; // the one safe answer
    size_t change_count;     // 0: there is none
} check_told;
typedef void check_teller(void *context, const check_told *told);

enum { CHECK_KEPT_MAX = 10000 }; // of one kind in one unit

typedef struct check_spots {
    check_spot *items; // the first CHECK_KEPT_MAX
    size_t count, capacity;
    size_t total;
} check_spots;

typedef struct check_run {
    zp_arena *arena;
    check_teller *tell;
    void *context;
    const check_mark *mark;  // the one that looks
    check_spots percents[2]; // % and ％
    check_spots areas[2];    // m² and ㎡
    check_spots blanks;      // between a figure and Han
    size_t unblanked;        // figures with Han right beside them
} check_run;

// A rule of marks: B1.6, and T01, T02, T03, T06 and T08 of the checker.
struct check_mark {
    const char *id; // of its messages
    const char *rule;
    zp_severity severity; // of its messages
    const char *title;
    unsigned has; // looks at paragraphs with one of these
    void (*look)(check_run *run, const check_paragraph *paragraph);
    void (*end)(check_run *run); // behind the last paragraph; NULL: nothing
};

// Its words in a language.
zp_text check_told_text(zp_arena *arena, const check_told *told, zp_language language);

extern const check_mark check_marks[];
extern const size_t check_mark_count;

// Looks for all marks in all texts of the unit's data and report.
void check_marks_run(zp_arena *arena, const zp_record *record, check_teller *tell, void *context);
// Rule B1.6 by itself, as messages: what the tests of the marks see.
void check_marks_tell(zp_arena *arena, zp_messages *messages, const zp_record *record);
// What the mark that looks has to tell of the characters [from, to).
check_told check_told_of(const check_run *run, const check_paragraph *paragraph, size_t from,
                         size_t to, check_words text);
void check_told_change(check_told *told, const check_paragraph *paragraph, size_t from, size_t to,
                       const char *instead);
// With its parts, and told.
void check_tell(check_run *run, check_told told, uint32_t part0, uint32_t part1);
check_spot check_spot_of(const check_paragraph *paragraph, size_t from, size_t to);
uint32_t check_at(const check_paragraph *paragraph, size_t index); // 0 past the end

void check_look_brackets(check_run *run, const check_paragraph *paragraph);
void check_look_relations(check_run *run, const check_paragraph *paragraph);
void check_look_percents(check_run *run, const check_paragraph *paragraph);
void check_end_percents(check_run *run);
void check_look_areas(check_run *run, const check_paragraph *paragraph);
void check_end_areas(check_run *run);
void check_look_blanks(check_run *run, const check_paragraph *paragraph);
void check_look_figures(check_run *run, const check_paragraph *paragraph);
void check_end_figures(check_run *run);

// What stands beside a mark.
typedef enum check_side { SIDE_EDGE, SIDE_HAN, SIDE_HOLE, SIDE_FIGURE, SIDE_OTHER } check_side;

bool check_is_han(uint32_t code_point);
check_side check_side_of(uint32_t code_point); // Han and the marks of Han text are one

#endif
