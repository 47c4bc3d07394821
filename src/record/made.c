// Trees of values that no file has.
#include "record/record.h"

static zp_value *new_value(const zp_tree *tree, zp_value_kind kind) {
    zp_value *made = ZP_NEW(tree->arena, zp_value);
    made->kind = kind;
    made->place = tree->place;
    return made;
}

zp_value *zp_tree_table(const zp_tree *tree) {
    return new_value(tree, ZP_VALUE_TABLE);
}

zp_value *zp_tree_array(const zp_tree *tree) {
    return new_value(tree, ZP_VALUE_ARRAY);
}

void zp_tree_put(zp_value *to, const char *key, zp_value *value) {
    value->key = zp_text_of(key);
    zp_value_add(to, value);
}

void zp_tree_put_text(const zp_tree *tree, zp_value *to, const char *key, zp_text text) {
    zp_value *value = new_value(tree, ZP_VALUE_TEXT);
    value->text = text;
    zp_tree_put(to, key, value);
}

void zp_tree_put_count(const zp_tree *tree, zp_value *to, const char *key, size_t count) {
    zp_tree_put_text(tree, to, key, zp_arena_print(tree->arena, "%zu", count));
}
