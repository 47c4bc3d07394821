// How the readers make a tree: both end in the same calls, so that TOML and JSON cannot differ.
// Inside src/record only.
#ifndef ZIPING_RECORD_TREE_H
#define ZIPING_RECORD_TREE_H

#include "record/literal.h"
#include "record/record.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct record_tree {
    zp_arena *arena;
    zp_messages *messages;
    record_input input;
} record_tree;

zp_value *record_tree_new(record_tree *tree, zp_value_kind kind, zp_place place);
// The key of a member. False, with a message, if it holds a control character.
bool record_tree_key(record_tree *tree, zp_text key, zp_place place, zp_text *copy);
// The content of a text: CR LF becomes LF. NULL, with a message, when it holds a control
// character or half a surrogate pair.
zp_value *record_tree_text(record_tree *tree, zp_text content, zp_place place);
// A number from its literal. NULL, with a message, when it is not of the plain form.
zp_value *record_tree_number(record_tree *tree, zp_text literal, zp_place place);
// Puts a table's children in the order of the file and refuses a key given twice.
bool record_tree_close(record_tree *tree, zp_value *table);
void record_tree_too_deep(record_tree *tree, zp_place place);
// For the escape at this offset of the file, which is half of a surrogate pair.
void record_tree_lone_surrogate(record_tree *tree, size_t offset);
// toml++ tells of the offset behind the escape.
void record_tree_toml_surrogate(record_tree *tree, size_t behind);
// What toml++ says at a place of its own counting, and RapidJSON's error code, as messages.
void record_refuse_toml(record_tree *tree, zp_text description, uint32_t line, uint32_t column);
void record_refuse_json(record_tree *tree, int code, size_t offset);
// zp_read_toml and zp_read_json; *input is then the way from places to the file.
zp_status record_read(zp_arena *arena, zp_messages *messages, const char *file, zp_text text,
                      bool toml, record_input *input, zp_value **root);
// False, with a message, when TOML text is such that toml++ may not be given it: see scan.c.
bool record_toml_scan(record_tree *tree);

#ifdef __cplusplus
}
#endif
#endif
