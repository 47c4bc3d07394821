// What stands in braces: paths, expressions, tests, and texts with holes; read once (path.c,
// language.c, braces.c), and evaluated for each unit (private.h).
#ifndef ZIPING_FORM_LANGUAGE_H
#define ZIPING_FORM_LANGUAGE_H

#include "record/record.h"

// ---------------------------------------------------------------- path.c

typedef enum form_step_kind { FORM_STEP_KEY, FORM_STEP_INDEX, FORM_STEP_NAME } form_step_kind;

typedef struct form_step {
    form_step_kind kind;
    zp_text text; // the key or the name
    size_t index;
} form_step;

typedef struct form_path {
    zp_text source;
    form_step *steps;
    size_t count;
} form_path;

// Reads the longest path at the beginning of source; 0 when there is none. Returns its size.
size_t form_path_read(zp_arena *arena, zp_text source, form_path *path);
// One step down; NULL when there is nothing. *index is set for elements of arrays.
const zp_value *form_step_walk(const zp_value *from, const form_step *step, size_t *index);
// Adds a step to a path's text, elements by their index.
zp_text form_path_extend(zp_arena *arena, zp_text path, const form_step *step, size_t index,
                         bool found);

// ---------------------------------------------------------------- language.c

typedef enum form_operand_kind { FORM_PATH, FORM_TEXT, FORM_COUNT } form_operand_kind;

typedef struct form_operand {
    form_operand_kind kind;
    form_path path; // PATH, COUNT
    zp_text text;   // TEXT
} form_operand;

typedef struct form_filter form_filter;

typedef struct form_call {
    const form_filter *filter;
    form_operand *arguments;
    size_t count;
} form_call;

typedef struct form_expression {
    form_operand subject;
    form_call *calls;
    size_t call_count;
    zp_place place;
} form_expression;

// A text with holes: literals and expressions in turn.
typedef struct form_piece {
    zp_text literal;
    const form_expression *expression; // NULL for a literal
} form_piece;

typedef struct form_text {
    form_piece *pieces;
    size_t count;
    zp_place place;
} form_text;

typedef enum form_test_kind {
    FORM_TEST_HOLDS, // not blank, not false, not an empty list
    FORM_TEST_NOT,
    FORM_TEST_AND,
    FORM_TEST_OR,
    FORM_TEST_EQUAL,
    FORM_TEST_UNEQUAL,
    FORM_TEST_LESS,
    FORM_TEST_LESS_EQUAL,
    FORM_TEST_GREATER,
    FORM_TEST_GREATER_EQUAL,
} form_test_kind;

typedef struct form_test form_test;
struct form_test {
    form_test_kind kind;
    const form_test *left, *right; // NOT (left), AND, OR
    const form_expression *a, *b;  // the others
    zp_place place;
};

// All report what is wrong and return NULL or false.
bool form_text_read(zp_arena *arena, zp_messages *messages, zp_text source, zp_place place,
                    form_text *text);
// The inside of {{…}}.
form_expression *form_expression_read(zp_arena *arena, zp_messages *messages, zp_text source,
                                      zp_place place);
form_test *form_test_read(zp_arena *arena, zp_messages *messages, zp_text source, zp_place place);
// The place of source[offset], where source begins at `place`. Columns stay unknown if they are.
zp_place form_place_at(zp_place place, zp_text source, size_t offset);
bool form_text_is_literal(const form_text *text);
// What is wrong with the next braces from *at on, which moves to them; NULL: nothing.
const char *form_braces_wrong(zp_text text, bool markdown, size_t *at);
// The path in the first {path} that is {{path}} but for a brace on each side; empty: there is none.
zp_text form_braces_single(zp_text text);

#endif
