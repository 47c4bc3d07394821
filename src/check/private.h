// A rule is a line of a table: its id, its severity, its title and the function that looks at one
// logical paragraph. Inside src/check only.
#ifndef ZIPING_CHECK_PRIVATE_H
#define ZIPING_CHECK_PRIVATE_H

#include "check/check.h"

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
    check_character *items;
    size_t count, capacity;
} check_paragraph;

typedef struct check_percents { // of one width
    size_t count;
    zp_place *places; // the first CHECK_SHOWN_MAX
    size_t shown, capacity;
} check_percents;

typedef struct check_run check_run;

typedef struct check_rule {
    const char *id; // of its messages
    zp_severity severity;
    const char *title;
    void (*look)(check_run *run, const check_paragraph *paragraph);
    void (*end)(check_run *run); // behind the last paragraph; NULL: nothing
} check_rule;

enum { CHECK_SHOWN_MAX = 50 }; // findings of one rule in one unit

struct check_run {
    zp_arena *arena;
    zp_messages *messages;
    const check_rule *rule; // the one that looks
    size_t found;           // by it
    size_t *counts;         // `found` of all rules
    check_percents half, full;
};

// Runs the rules of a table over every paragraph of a record.
void check_rules(zp_arena *arena, zp_messages *messages, const zp_record *record,
                 const check_rule *rules, size_t count);
// The place of the `index`th character.
zp_place check_place(const check_paragraph *paragraph, size_t index);
// Is one more finding of this rule to be told? It is counted in any case.
bool check_find(check_run *run);
// A finding of the rule that looks, at a place; counted before.
#define CHECK_TELL(run, place, ...)                                                                \
    zp_report((run)->messages, (run)->rule->severity, (place), (run)->rule->id, __VA_ARGS__)

void check_brackets(check_run *run, const check_paragraph *paragraph);
extern const check_rule check_mark_rules[];
extern const size_t check_mark_rule_count;

// What stands beside a mark.
typedef enum check_side { SIDE_EDGE, SIDE_HAN, SIDE_HOLE, SIDE_FIGURE, SIDE_OTHER } check_side;

bool check_is_han(uint32_t code_point);
check_side check_side_of(uint32_t code_point); // Han and the marks of Han text are one
// Of the next character to the left (step -1) or right (1), blanks aside.
check_side check_beside(const check_paragraph *paragraph, size_t index, int step);

#endif
