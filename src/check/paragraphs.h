// The texts of the unit as they stand in its files, a paragraph at a time.
#ifndef ZIPING_CHECK_PARAGRAPHS_H
#define ZIPING_CHECK_PARAGRAPHS_H

#include "check/rule.h"

typedef enum check_kind { CHECK_PARAGRAPH, CHECK_HEADING, CHECK_ITEM, CHECK_CELL } check_kind;

// In the place of a {{…}} of the report, whose value is not known here.
enum { CHECK_HOLE = 0x110000 };

typedef struct check_character {
    uint32_t code_point; // CHECK_HOLE
    size_t at;           // its offset in the paragraph's source
} check_character;

// The place in the report that was asked for last: a line may hold very many figures.
typedef struct check_counted {
    size_t at; // the byte; 0: none yet
    uint32_t line;
    size_t from; // the beginning of its line
    size_t characters;
} check_counted;

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
    check_counted *counted;
} check_paragraph;

// Looks at one paragraph. Its items are gone afterwards.
typedef void check_look(void *context, const check_paragraph *paragraph);
// All paragraphs of the report, or of the unit's data and the report.
void check_walk_report(zp_arena *arena, const zp_record *record, check_look *each, void *context);
void check_walk_texts(zp_arena *arena, const zp_record *record, check_look *each, void *context);
// Is a member of the unit's root for the program alone: no form prints it.
bool check_is_of_program(zp_text key);
// The place of the `index`th character.
zp_place check_place(const check_paragraph *paragraph, size_t index);

#endif
