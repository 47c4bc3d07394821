// A unit's year as data: TOML or JSON -> a tree of values, each with its text as typed and its
// place. The same readers serve profiles and fonts.toml. Nothing is computed or defaulted here.
#ifndef ZIPING_RECORD_H
#define ZIPING_RECORD_H

#include "base/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum zp_value_kind {
    ZP_VALUE_TEXT,
    ZP_VALUE_NUMBER,
    ZP_VALUE_BOOLEAN,
    ZP_VALUE_ARRAY,
    ZP_VALUE_TABLE,
} zp_value_kind;

typedef struct zp_value zp_value;
struct zp_value {
    zp_value_kind kind;
    zp_place place; // of the value's first character
    // TEXT: the content, escapes resolved. NUMBER: the literal as typed (`5.00`), without TOML's
    // underscores or plus. BOOLEAN: true or false.
    zp_text text;
    zp_decimal number; // NUMBER only
    // In a table: the key, and where it stands. In an array both are empty.
    zp_text key;
    zp_place key_place;
    // ARRAY and TABLE: the children in the order of the file.
    zp_value *first;
    zp_value *next; // the sibling behind this one
    zp_value *last;
    size_t count;
};

// Both take a whole file, already read, and build the tree in the arena. `file` is kept for
// places. Ill-formed input is one located message and ZP_BAD_INPUT. Nesting deeper than
// ZP_NESTING_MAX and a key given twice are errors too. Dates, inf, nan and numbers with an
// exponent are errors of their own that say what to write instead.
enum { ZP_NESTING_MAX = 64 };
zp_status zp_read_toml(zp_arena *arena, zp_messages *messages, const char *file, zp_text text,
                       zp_value **root);
zp_status zp_read_json(zp_arena *arena, zp_messages *messages, const char *file, zp_text text,
                       zp_value **root);
// A JSON file of at most `limit` bytes whose `format` is this; NULL, and no message, where it
// cannot be read or is something else.
const zp_value *zp_json_of_format(zp_arena *arena, const char *path, size_t limit,
                                  const char *format);

// Trees that no file has: what zp_form_compose takes. Their values are the arena's.
typedef struct zp_tree {
    zp_arena *arena;
    zp_place place; // of all its values
} zp_tree;
zp_value *zp_tree_table(const zp_tree *tree);
zp_value *zp_tree_array(const zp_tree *tree);
// A key is kept; an element of an array has "".
void zp_tree_put(zp_value *to, const char *key, zp_value *value);
void zp_tree_put_text(const zp_tree *tree, zp_value *to, const char *key, zp_text text);
void zp_tree_put_count(const zp_tree *tree, zp_value *to, const char *key, size_t count);

// Behind the members or elements there are.
void zp_value_add(zp_value *parent, zp_value *child);
const zp_value *zp_value_member(const zp_value *table, zp_text key); // NULL if absent
const zp_value *zp_value_get(const zp_value *table, const char *key);
const zp_value *zp_value_first(const zp_value *list); // NULL for NULL and for an empty one
const zp_value *zp_value_at(const zp_value *array, size_t index);
// A dotted path: `funds.executed`, `indicator[3].rows[0].score`, `indicator[群众满意度].actual`
// (an element of an array by its `name`), `expenditure.projects.final` (prior, budget, final name
// the elements of a three-value array). NULL when there is nothing there; *wrong, if given, is
// then the offset in the path of the part that was not found, or of the syntax error.
const zp_value *zp_value_find(const zp_value *root, zp_text path, size_t *wrong);
// The text of a TEXT or NUMBER, else empty.
zp_text zp_value_text(const zp_value *value);
// NULL, "" and a text of blanks only are blank. 0, 0.00, `/`, `——` and 不适用 are not.
bool zp_value_blank(const zp_value *value);
// The number of a NUMBER, or of a TEXT that is written as one, with or without % behind it.
bool zp_value_decimal(const zp_value *value, zp_decimal *out);

// A file that is in memory.
typedef struct zp_source {
    zp_text name;  // with folders, as the record names it: report.md
    zp_text bytes; // whole
} zp_source;

// A JSON Schema (the part of draft-07 named in record/schema.c) over the tree. One file serves
// the editor and this check.
typedef struct zp_schema zp_schema;
zp_status zp_schema_load(zp_arena *arena, zp_messages *messages, const char *file,
                         zp_schema **schema);
// The file it was read from; borrowed.
const zp_source *zp_schema_source(const zp_schema *schema);
// The schema as it stands in the file, to ask which paths a unit may have; borrowed.
const zp_value *zp_schema_tree(const zp_schema *schema);
// Does a text fit one of the schema's patterns? For names that `patternProperties` allows.
bool zp_pattern_fits(zp_arena *arena, zp_text pattern, zp_text text);
// Reports every unknown key (with a suggestion), wrong type, missing key, pattern or range that
// fails; ZP_BAD_INPUT if there was one. Messages name the value by its path in words of the
// schema (`title`) where it has them.
zp_status zp_schema_check(const zp_schema *schema, zp_messages *messages, const zp_value *root);

// Is the value, of the tree of `root`, a name to the schema (x-name)? Its characters stay as they
// are written.
bool zp_schema_is_name(const zp_schema *schema, const zp_value *root, const zp_value *value);

// Is it what a version for publication leaves out (x-private): a phone number, a person's name?
bool zp_schema_is_private(const zp_schema *schema, const zp_value *root, const zp_value *value);
// The version of the data format that the schema describes (x-version), as text.
zp_text zp_schema_version(const zp_schema *schema);

// Which edition of the unit's year a document is made for. Zero: none, as `render` makes it.
typedef struct zp_edition {
    unsigned revised; // the version of the package in which the document last changed; 0: none
    bool published;   // for publication: private values, and the lines that show them, are left out
} zp_edition;

// A unit's folder, read and checked against the schema.
typedef struct zp_record {
    zp_edition edition;   // the caller's to set
    zp_source sources[2]; // the files it was read from, as they are: the data, and its report
    size_t source_count;
    const char *folder; // as given
    zp_text name;       // the folder's last part: the name of the output folder
    const char *file;   // unit.toml or unit.json, with the folder
    const zp_value *root;
    const char *report_file;             // NULL when the sections are given inline in JSON
    zp_text report;                      // the report's Markdown; empty when inline
    const struct record_input *input;    // of `file`, for zp_record_place
    const struct record_change *changes; // to the report, for zp_record_shift
    size_t change_count;
} zp_record;

// Reads unit.toml or unit.json and the report file it names; with both there, unit.toml, and a
// remark says so. `folder` may also be the path of one of the two. The report's name
// may not lead out of the folder. A folder whose name is no text or has characters in it that stand
// in no name (id `folder-name`), one without data, a missing report file, an empty file,
// invalid UTF-8 (with byte offset, line and column) are located errors.
//
// All texts, the report's too, are in NFC and without invisible characters then, save that a name
// (x-name in the schema) is as it was written; what was changed, and what is no character to set,
// is told: rules B1.2 and B1.3.
enum { ZP_DATA_LIMIT = 16 * 1024 * 1024 }; // bytes in one input file
// Of a unit's data and of a profile; ids `list-size`, `data-size`, `text-size`. The largest unit
// has 120 indicators and some 3,000 values; what is done with each pair of a list stays under a
// second.
enum {
    ZP_LIST_MAX = 1000,        // entries of one list, keys of one table
    ZP_VALUES_MAX = 50 * 1000, // of all lists and tables together
};
// Tells what of the tree is beyond these, or a text beyond ZP_PARAGRAPH_MAX. Linear.
zp_status zp_value_check_size(zp_messages *messages, const zp_value *root);
// The name of the output folder of a unit given as zp_record_load takes it; nothing is read.
zp_text zp_record_name(zp_arena *arena, const char *unit);
zp_status zp_record_load(zp_arena *arena, zp_messages *messages, const zp_schema *schema,
                         const char *folder, zp_record *record);
// The same of files in memory, `sources`, in place of the folder. `folder` is what places name
// before the files; `name` is the unit's. Texts are borrowed from the sources.
zp_status zp_record_load_sources(zp_arena *arena, zp_messages *messages, const zp_schema *schema,
                                 const char *folder, zp_text name, const zp_source *sources,
                                 size_t count, zp_record *record);
// The place of the byte `offset` of a TEXT: in the file, where the escape or character stands that
// gives it. The beginning of the value where a change to the text hides it.
zp_place zp_record_place(const zp_record *record, const zp_value *value, size_t offset);
// The columns that the byte `offset` of the report stands further right in the file than in the
// report's text, in the line that begins at `line`: more than 0 where characters were left out.
int64_t zp_record_shift(const zp_record *record, size_t line, size_t offset);

#ifdef __cplusplus
}
#endif
#endif
