// Trees of values, as zp_form_compose takes them.
#include "package/papers.h"

static zp_value *new_value(const package_tree *tree, zp_value_kind kind) {
    zp_value *made = ZP_NEW(tree->arena, zp_value);
    made->kind = kind;
    made->place = tree->place;
    return made;
}

zp_value *package_tree_table(const package_tree *tree) {
    return new_value(tree, ZP_VALUE_TABLE);
}

zp_value *package_tree_array(const package_tree *tree) {
    return new_value(tree, ZP_VALUE_ARRAY);
}

void package_put(zp_value *to, const char *key, zp_value *value) {
    value->key = zp_text_of(key);
    zp_value_add(to, value);
}

void package_put_text(const package_tree *tree, zp_value *to, const char *key, zp_text text) {
    zp_value *value = new_value(tree, ZP_VALUE_TEXT);
    value->text = text;
    package_put(to, key, value);
}

void package_put_count(const package_tree *tree, zp_value *to, const char *key, size_t count) {
    package_put_text(tree, to, key, zp_arena_print(tree->arena, "%zu", count));
}

zp_text package_version_name(zp_arena *arena, const zp_package *package) {
    return package->supersedes == 0 ? zp_arena_print(arena, "第%u版", package->version)
                                    : zp_arena_print(arena, "第%u版（更正版，更正第%u版）",
                                                     package->version, package->supersedes);
}
