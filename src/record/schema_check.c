#include "record/schema.h"

typedef struct walk {
    schema_check check;
    const schema_node *root;
} walk;

static void check_value(walk *walk, const schema_step *step);

static unsigned type_of(const zp_value *value) {
    switch (value->kind) {
    case ZP_VALUE_TEXT:
        return SCHEMA_TEXT;
    case ZP_VALUE_NUMBER:
        return SCHEMA_NUMBER | (value->number.scale == 0 ? SCHEMA_WHOLE : 0);
    case ZP_VALUE_BOOLEAN:
        return SCHEMA_BOOLEAN;
    case ZP_VALUE_ARRAY:
        return SCHEMA_ARRAY;
    case ZP_VALUE_TABLE:
        return SCHEMA_TABLE;
    }
    return 0;
}

static bool equal(const zp_value *a, const zp_value *b) {
    if (a->kind != b->kind || a->kind == ZP_VALUE_ARRAY || a->kind == ZP_VALUE_TABLE) {
        return false;
    }
    return a->kind == ZP_VALUE_NUMBER ? zp_decimal_compare(a->number, b->number) == 0
                                      : zp_text_equal(a->text, b->text);
}

static bool is_choice(const schema_node *node, const zp_value *value) {
    if (node->constant != NULL && !equal(node->constant, value)) {
        return false;
    }
    if (node->choices == NULL) {
        return true;
    }
    for (const zp_value *each = node->choices->first; each != NULL; each = each->next) {
        if (equal(each, value)) {
            return true;
        }
    }
    return false;
}

static void check_scalar(walk *walk, const schema_step *step) {
    const schema_node *node = step->node;
    const zp_value *value = step->value;
    if (!is_choice(node, value)) {
        schema_wrong_choice(&walk->check, step);
        return;
    }
    if (value->kind == ZP_VALUE_NUMBER &&
        ((node->has_minimum && zp_decimal_compare(value->number, node->minimum) < 0) ||
         (node->has_maximum && zp_decimal_compare(value->number, node->maximum) > 0))) {
        schema_out_of_range(&walk->check, step);
        return;
    }
    bool too_short = value->kind == ZP_VALUE_TEXT && zp_utf8_count(value->text) < node->min_length;
    if (too_short ||
        (node->pattern != NULL && !record_pattern_matches(node->pattern, value->text))) {
        schema_wrong_form(&walk->check, step);
    }
}

static void check_list(walk *walk, const schema_step *step) {
    const schema_node *node = step->node;
    if (step->value->count < node->min_items || step->value->count > node->max_items) {
        schema_wrong_count(&walk->check, step);
    }
    size_t index = 0;
    for (const zp_value *each = step->value->first; each != NULL && node->items != NULL;
         each = each->next) {
        check_value(walk, &(schema_step){step, node->items, each, index++});
    }
}

static void check_member(walk *walk, const schema_step *step, const zp_value *member) {
    const schema_node *node = step->node;
    bool known = false;
    for (size_t i = 0; i < node->properties.count && !known; i++) {
        if (zp_text_equal(node->properties.items[i].key, member->key)) {
            check_value(walk, &(schema_step){step, node->properties.items[i].node, member, 0});
            known = true;
        }
    }
    for (size_t i = 0; i < node->patterns.count; i++) {
        const schema_property *property = &node->patterns.items[i];
        if (property->pattern != NULL && record_pattern_matches(property->pattern, member->key)) {
            check_value(walk, &(schema_step){step, property->node, member, 0});
            known = true;
        }
    }
    if (!known && node->closed) {
        schema_unknown_key(&walk->check, step, walk->root, member);
    } else if (!known && node->additional != NULL) {
        check_value(walk, &(schema_step){step, node->additional, member, 0});
    }
}

static void check_table(walk *walk, const schema_step *step) {
    const zp_value *required = step->node->required;
    for (const zp_value *each = zp_value_first(required); each != NULL; each = each->next) {
        if (zp_value_member(step->value, each->text) == NULL) {
            schema_missing_key(&walk->check, step, each->text);
        }
    }
    for (const zp_value *each = step->value->first; each != NULL; each = each->next) {
        check_member(walk, step, each);
    }
}

// As deep as the value is nested, and the readers limit that.
static void check_value(walk *walk, const schema_step *step) {
    const schema_node *node = step->node;
    if (node->types != 0 && (node->types & type_of(step->value)) == 0) {
        schema_wrong_type(&walk->check, step);
        return;
    }
    switch (step->value->kind) {
    case ZP_VALUE_TABLE:
        check_table(walk, step);
        break;
    case ZP_VALUE_ARRAY:
        check_list(walk, step);
        break;
    default:
        check_scalar(walk, step);
    }
}

zp_status zp_schema_check(const zp_schema *schema, zp_messages *messages, const zp_value *root) {
    walk walk = {{messages, 0}, schema->root};
    check_value(&walk, &(schema_step){NULL, schema->root, root, 0});
    if (walk.check.found > SCHEMA_FINDINGS_MAX) {
        zp_report(messages, ZP_ERROR, zp_whole_file(root->place.file), "more-findings",
                  "%zu more findings like these are not shown",
                  walk.check.found - SCHEMA_FINDINGS_MAX);
    }
    return walk.check.found > 0 ? ZP_BAD_INPUT : ZP_OK;
}

bool zp_pattern_fits(zp_arena *arena, zp_text source, zp_text text) {
    size_t wrong;
    const record_pattern *pattern = record_pattern_new(arena, source, &wrong);
    return pattern != NULL && record_pattern_matches(pattern, text);
}
