// What is asked of a schema beside the check: the parts of one, names, what a value is to it.
#include "record/schema.h"

schema_kind schema_kind_of(zp_text definition) {
    static const char *const names[KIND_COUNT_OF_KINDS] = {
        [KIND_NONE] = "",
        [KIND_AMOUNT] = "amount",
        [KIND_RATE] = "rate",
        [KIND_SCORE] = "score",
        [KIND_COUNT] = "count",
        [KIND_DATE] = "date",
        [KIND_FILLED] = "filled_text",
        [KIND_FUNDS] = "fund_amounts",
    };
    for (int i = KIND_NONE + 1; i < KIND_COUNT_OF_KINDS; i++) {
        if (zp_text_is(definition, names[i])) {
            return (schema_kind)i;
        }
    }
    return KIND_NONE;
}

const schema_node *schema_member(const schema_node *table, zp_text key) {
    for (size_t i = 0; i < table->properties.count; i++) {
        if (zp_text_equal(table->properties.items[i].key, key)) {
            return table->properties.items[i].node;
        }
    }
    for (size_t i = 0; i < table->patterns.count; i++) {
        const schema_property *property = &table->patterns.items[i];
        if (property->pattern != NULL && record_pattern_matches(property->pattern, key)) {
            return property->node;
        }
    }
    return table->additional;
}

const schema_node *schema_below(const schema_node *node, const zp_value *value,
                                const zp_value *each) {
    return node == NULL                    ? NULL
           : value->kind == ZP_VALUE_TABLE ? schema_member(node, each->key)
                                           : node->items;
}

// What the schema says of a value of the tree; NULL: nothing, or the value is not there.
static const schema_node *find_node(const schema_node *node, const zp_value *tree,
                                    const zp_value *value) {
    const schema_node *found = tree == value ? node : NULL;
    for (const zp_value *each = tree->first; each != NULL && found == NULL; each = each->next) {
        found = find_node(schema_below(node, tree, each), each, value);
    }
    return found;
}

bool zp_schema_is_name(const zp_schema *schema, const zp_value *root, const zp_value *value) {
    const schema_node *node = find_node(schema->root, root, value);
    return node != NULL && node->name;
}

bool zp_schema_is_private(const zp_schema *schema, const zp_value *root, const zp_value *value) {
    const schema_node *node = find_node(schema->root, root, value);
    return node != NULL && node->private;
}

const zp_source *zp_schema_source(const zp_schema *schema) {
    return &schema->source;
}

zp_text zp_schema_version(const zp_schema *schema) {
    return zp_value_text(zp_value_get(schema->tree, "x-version"));
}

const zp_value *zp_schema_tree(const zp_schema *schema) {
    return schema->tree;
}
