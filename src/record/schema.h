// The schema as read, for its files: schema_load.c, schema_check.c, schema_message.c,
// schema_ask.c.
// Inside src/record only.
#ifndef ZIPING_RECORD_SCHEMA_H
#define ZIPING_RECORD_SCHEMA_H

#include "record/pattern.h"
#include "record/record.h"

typedef struct schema_node schema_node;

enum { // a set of types
    SCHEMA_TEXT = 1,
    SCHEMA_NUMBER = 2,
    SCHEMA_WHOLE = 4, // "integer"
    SCHEMA_BOOLEAN = 8,
    SCHEMA_ARRAY = 16,
    SCHEMA_TABLE = 32,
};

// What a value is in the eyes of a message. A schema whose pattern is that of a definition (or
// that is the definition) is of the kind of that name.
typedef enum schema_kind {
    KIND_NONE,
    KIND_AMOUNT, // definitions/amount
    KIND_RATE,   // definitions/rate
    KIND_SCORE,  // definitions/score
    KIND_COUNT,  // definitions/count
    KIND_DATE,   // definitions/date
    KIND_FILLED, // definitions/filled_text
    KIND_FUNDS,  // definitions/fund_amounts
    KIND_COUNT_OF_KINDS,
} schema_kind;

schema_kind schema_kind_of(zp_text definition);

typedef struct schema_property {
    zp_text key;
    const record_pattern *pattern; // of patternProperties
    const schema_node *node;
} schema_property;

typedef struct schema_list {
    schema_property *items;
    size_t count, capacity;
} schema_list;

struct schema_node {
    zp_text title;
    unsigned types; // 0: any
    schema_kind kind;
    schema_list properties, patterns;
    bool closed;                   // additionalProperties: false
    const schema_node *additional; // additionalProperties: a schema
    const zp_value *required;      // list of texts
    const schema_node *items;
    size_t min_items, max_items;
    const zp_value *choices;  // enum
    const zp_value *constant; // const
    zp_text pattern_source;
    const record_pattern *pattern;
    bool has_minimum, has_maximum;
    zp_decimal minimum, maximum;
    size_t min_length;
    zp_text example; // the first of `examples`, as it would be typed
    bool name;       // x-name: the characters of a name stay as they are written
    bool private;    // x-private: not for publication
};

struct zp_schema {
    const char *file;
    zp_source source;
    const schema_node *root;
    const zp_value *tree; // as read
};

// A value on the way from the root, and the schema it is checked with.
typedef struct schema_step schema_step;
struct schema_step {
    const schema_step *above;
    const schema_node *node;
    const zp_value *value;
    size_t index; // in a list
};

typedef struct schema_check {
    zp_messages *messages;
    size_t found;
} schema_check;

// What a table's schema says of a member; NULL: nothing.
const schema_node *schema_member(const schema_node *table, zp_text key);
// The schema of a member or element of `value`, whose own is `node`; NULL: there is none.
const schema_node *schema_below(const schema_node *node, const zp_value *value,
                                const zp_value *each);

enum { SCHEMA_FINDINGS_MAX = 100 };

// The messages, one finding each.
void schema_unknown_key(schema_check *check, const schema_step *table, const schema_node *root,
                        const zp_value *member);
void schema_missing_key(schema_check *check, const schema_step *table, zp_text key);
void schema_wrong_type(schema_check *check, const schema_step *step);
void schema_wrong_count(schema_check *check, const schema_step *step);
void schema_wrong_form(schema_check *check, const schema_step *step); // the pattern
void schema_wrong_choice(schema_check *check, const schema_step *step);
void schema_out_of_range(schema_check *check, const schema_step *step);

#endif
