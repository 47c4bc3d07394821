// The part of JSON Schema draft-07 that is understood: $ref (to #/definitions/… or #/$defs/…),
// type, properties, patternProperties, additionalProperties, required, items (one schema),
// minItems, maxItems, enum, const, pattern (see pattern.h), minimum, maximum, minLength; title
// and examples go into the messages; $schema, $id, $comment, description and default say nothing
// here. x-name, x-private, x-next-year and x-new are ours: a text that is a name (rule B1.3,
// characters.c), one that is not for publication, and what form/skeleton.c writes of it; and so is
// x-version, at the top: that of the data's format. Any other keyword is an error when the schema
// is read, so that no schema can seem to check what it does not.
//
// More than draft-07: a pattern is also held against a NUMBER's literal ("at most 4 decimals").
#include "record/schema.h"

#include <string.h>

typedef struct loader {
    zp_arena *arena;
    zp_messages *messages;
    const zp_value *definitions, *more_definitions; // definitions, $defs
    struct known {
        const zp_value *value;
        schema_node *node;
    } * known; // definitions begun or done
    size_t known_count, known_capacity;
    struct {
        zp_text source;
        const record_pattern *pattern;
    } * patterns;
    size_t pattern_count, pattern_capacity;
    bool failed;
} loader;

typedef void keyword_reader(loader *loader, schema_node *node, const zp_value *value);

static schema_node *read_node(loader *loader, const zp_value *value);

static void fail(loader *loader, const zp_value *value, const char *wanted) {
    loader->failed = true;
    zp_report(loader->messages, ZP_ERROR, value->place, "schema-value",
              "the schema's `%.*s` is not understood; wanted: %s", ZP_ARG(value->key),
              zp_translated(wanted));
}

static bool expect(loader *loader, const zp_value *value, zp_value_kind kind, const char *wanted) {
    if (value->kind != kind) {
        fail(loader, value, wanted);
    }
    return value->kind == kind;
}

// ---------------------------------------------------------------- keywords

static void read_nothing(loader *loader, schema_node *node, const zp_value *value) {
    (void)loader;
    (void)node;
    (void)value;
}

static void read_title(loader *loader, schema_node *node, const zp_value *value) {
    if (expect(loader, value, ZP_VALUE_TEXT, ZP_MARKED("a text"))) {
        node->title = value->text;
    }
}

static unsigned type_of(zp_text name) {
    static const struct {
        const char *name;
        unsigned type;
    } types[] = {
        {"string", SCHEMA_TEXT},   {"number", SCHEMA_NUMBER | SCHEMA_WHOLE},
        {"integer", SCHEMA_WHOLE}, {"boolean", SCHEMA_BOOLEAN},
        {"array", SCHEMA_ARRAY},   {"object", SCHEMA_TABLE},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (zp_text_is(name, types[i].name)) {
            return types[i].type;
        }
    }
    return 0;
}

static void read_type(loader *loader, schema_node *node, const zp_value *value) {
    const zp_value *first = value->kind == ZP_VALUE_ARRAY ? value->first : value;
    for (const zp_value *each = first; each != NULL; each = each->next) {
        unsigned type = type_of(zp_value_text(each));
        node->types |= type;
        if (type == 0) {
            fail(loader, value,
                 ZP_MARKED("string, number, integer, boolean, array, object or a list"));
        }
        if (each == value) {
            break; // its siblings are other keywords
        }
    }
}

static const record_pattern *read_expression(loader *loader, const zp_value *at, zp_text source) {
    for (size_t i = 0; i < loader->pattern_count; i++) {
        if (zp_text_equal(loader->patterns[i].source, source)) {
            return loader->patterns[i].pattern;
        }
    }
    size_t wrong = 0;
    const record_pattern *pattern = record_pattern_new(loader->arena, source, &wrong);
    if (pattern == NULL) {
        loader->failed = true;
        zp_report(loader->messages, ZP_ERROR, at->place, "schema-pattern",
                  "the regular expression `%.*s` is not understood from byte %zu on",
                  ZP_ARG(source), wrong);
    }
    ZP_PUSH(loader->arena, loader->patterns, loader->pattern_count, loader->pattern_capacity);
    loader->patterns[loader->pattern_count - 1].source = source;
    loader->patterns[loader->pattern_count - 1].pattern = pattern;
    return pattern;
}

static void read_pattern(loader *loader, schema_node *node, const zp_value *value) {
    if (expect(loader, value, ZP_VALUE_TEXT, ZP_MARKED("a regular expression"))) {
        node->pattern_source = value->text;
        node->pattern = read_expression(loader, value, value->text);
    }
}

static void read_properties(loader *loader, schema_node *node, const zp_value *value) {
    if (!expect(loader, value, ZP_VALUE_TABLE, ZP_MARKED("a table of schemas"))) {
        return;
    }
    bool patterns = zp_text_is(value->key, "patternProperties");
    schema_list *list = patterns ? &node->patterns : &node->properties;
    for (const zp_value *each = value->first; each != NULL; each = each->next) {
        schema_property property = {.key = each->key};
        if (patterns) {
            property.pattern = read_expression(loader, each, each->key);
        }
        property.node = read_node(loader, each);
        *ZP_PUSH(loader->arena, list->items, list->count, list->capacity) = property;
    }
}

static void read_additional(loader *loader, schema_node *node, const zp_value *value) {
    if (value->kind == ZP_VALUE_BOOLEAN) {
        node->closed = zp_text_is(value->text, "false");
    } else {
        node->additional = read_node(loader, value);
    }
}

static void read_required(loader *loader, schema_node *node, const zp_value *value) {
    if (expect(loader, value, ZP_VALUE_ARRAY, ZP_MARKED("a list of keys"))) {
        node->required = value;
        for (const zp_value *each = value->first; each != NULL; each = each->next) {
            expect(loader, each, ZP_VALUE_TEXT, ZP_MARKED("keys"));
        }
    }
}

static void read_items(loader *loader, schema_node *node, const zp_value *value) {
    node->items = read_node(loader, value);
}

static void read_size(loader *loader, schema_node *node, const zp_value *value) {
    size_t *size = zp_text_is(value->key, "minItems")   ? &node->min_items
                   : zp_text_is(value->key, "maxItems") ? &node->max_items
                                                        : &node->min_length;
    if (value->kind != ZP_VALUE_NUMBER || value->number.scale != 0 ||
        value->number.coefficient < 0) {
        fail(loader, value, ZP_MARKED("a whole number from 0"));
        return;
    }
    *size = (size_t)value->number.coefficient;
}

static void read_limit(loader *loader, schema_node *node, const zp_value *value) {
    if (value->kind != ZP_VALUE_NUMBER || value->number.scale != 0) {
        fail(loader, value, ZP_MARKED("a whole number")); // the messages print it as one
        return;
    }
    if (zp_text_is(value->key, "minimum")) {
        node->has_minimum = true;
        node->minimum = value->number;
    } else {
        node->has_maximum = true;
        node->maximum = value->number;
    }
}

static void read_choices(loader *loader, schema_node *node, const zp_value *value) {
    if (zp_text_is(value->key, "const")) {
        node->constant = value;
    } else if (expect(loader, value, ZP_VALUE_ARRAY, ZP_MARKED("a list"))) {
        node->choices = value;
    }
}

static void read_examples(loader *loader, schema_node *node, const zp_value *value) {
    if (!expect(loader, value, ZP_VALUE_ARRAY, ZP_MARKED("a list")) || value->count == 0) {
        return;
    }
    const zp_value *first = value->first;
    if (first->kind == ZP_VALUE_TEXT) {
        node->example = zp_arena_print(loader->arena, "\"%.*s\"", ZP_ARG(first->text));
    } else if (first->kind != ZP_VALUE_ARRAY && first->kind != ZP_VALUE_TABLE) {
        node->example = first->text;
    }
}

// x-name and x-private: what kind of text it is.
static void read_mark(loader *loader, schema_node *node, const zp_value *value) {
    bool *mark = zp_text_is(value->key, "x-name") ? &node->name : &node->private;
    if (expect(loader, value, ZP_VALUE_BOOLEAN, ZP_MARKED("true or false"))) {
        *mark = zp_text_is(value->text, "true");
    }
}

static void read_for_new(loader *loader, schema_node *node, const zp_value *value) {
    (void)node; // it is read off the tree
    static const char *const words[][2] = {{"always", "report"}, {"keep", "shift"}};
    const char *const *known = words[zp_text_is(value->key, "x-next-year")];
    if (!zp_text_is(value->text, known[0]) && !zp_text_is(value->text, known[1])) {
        fail(loader, value,
             known == words[0] ? ZP_MARKED("always or report") : ZP_MARKED("keep or shift"));
    }
}

static keyword_reader *find_keyword(zp_text key) {
    static const struct {
        const char *keyword;
        keyword_reader *reader;
    } keywords[] = {
        {"type", read_type},
        {"title", read_title},
        {"description", read_nothing},
        {"examples", read_examples},
        {"pattern", read_pattern},
        {"properties", read_properties},
        {"patternProperties", read_properties},
        {"additionalProperties", read_additional},
        {"required", read_required},
        {"items", read_items},
        {"minItems", read_size},
        {"maxItems", read_size},
        {"minLength", read_size},
        {"minimum", read_limit},
        {"maximum", read_limit},
        {"enum", read_choices},
        {"const", read_choices},
        {"x-name", read_mark},
        {"x-private", read_mark},
        {"x-next-year", read_for_new},
        {"x-new", read_for_new},
        {"default", read_nothing},
        {"$comment", read_nothing},
        {"$schema", read_nothing},
        {"$id", read_nothing},
    };
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        if (zp_text_is(key, keywords[i].keyword)) {
            return keywords[i].reader;
        }
    }
    return NULL;
}

// ---------------------------------------------------------------- nodes

static schema_node *node_new(loader *loader) {
    schema_node *node = ZP_NEW(loader->arena, schema_node);
    node->max_items = SIZE_MAX;
    return node;
}

static void check_version(loader *loader, const zp_value *value) {
    if (value->kind != ZP_VALUE_TEXT || zp_value_blank(value)) {
        fail(loader, value, ZP_MARKED("a text such as \"1\""));
    }
}

static void fill_node(loader *loader, schema_node *node, const zp_value *value, bool is_root) {
    for (const zp_value *each = value->first; each != NULL; each = each->next) {
        if (is_root && (zp_text_is(each->key, "definitions") || zp_text_is(each->key, "$defs"))) {
            continue;
        }
        if (is_root && zp_text_is(each->key, "x-version")) {
            check_version(loader, each);
            continue;
        }
        keyword_reader *reader = find_keyword(each->key);
        if (reader == NULL) {
            loader->failed = true;
            zp_report(loader->messages, ZP_ERROR, each->key_place, "schema-keyword",
                      "the schema's keyword `%.*s` is not one that is checked here",
                      ZP_ARG(each->key));
            continue;
        }
        reader(loader, node, each);
    }
    if ((node->name || node->private) && node->types != SCHEMA_TEXT) {
        fail(loader, zp_value_get(value, node->name ? "x-name" : "x-private"),
             ZP_MARKED("only beside \"type\": \"string\""));
    }
}

// The kind of a definition that has this very pattern: titles of their own make most values spell
// their schema out (draft-07 ignores what stands beside a $ref), and they are still amounts.
static schema_kind kind_of_pattern(const loader *loader, zp_text pattern) {
    const zp_value *tables[] = {loader->definitions, loader->more_definitions};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        for (const zp_value *each = tables[i] ? tables[i]->first : NULL; each != NULL;
             each = each->next) {
            const zp_value *own = zp_value_get(each, "pattern");
            if (own != NULL && zp_text_equal(own->text, pattern) &&
                schema_kind_of(each->key) != KIND_NONE) {
                return schema_kind_of(each->key);
            }
        }
    }
    return KIND_NONE;
}

static const zp_value *find_definition(const loader *loader, zp_text reference) {
    const zp_value *table = NULL;
    size_t skipped = 0;
    if (zp_text_starts(reference, "#/definitions/")) {
        table = loader->definitions;
        skipped = strlen("#/definitions/");
    } else if (zp_text_starts(reference, "#/$defs/")) {
        table = loader->more_definitions;
        skipped = strlen("#/$defs/");
    }
    return zp_value_member(table, zp_text_slice(reference, skipped, reference.size));
}

// A definition is made once, so that it may hold itself.
static schema_node *read_reference(loader *loader, const zp_value *reference, size_t beside) {
    const zp_value *value = find_definition(loader, zp_value_text(reference));
    if (value == NULL || value->kind != ZP_VALUE_TABLE || beside > 0) {
        fail(loader, reference,
             ZP_MARKED(
                 "a definition of this file, and no keyword beside $ref (draft-07 ignores those)"));
        return node_new(loader);
    }
    for (size_t i = 0; i < loader->known_count; i++) {
        if (loader->known[i].value == value) {
            return loader->known[i].node;
        }
    }
    if (zp_value_get(value, "$ref") != NULL) {
        fail(loader, reference, ZP_MARKED("a definition that is not itself a $ref"));
        return node_new(loader);
    }
    schema_node *node = node_new(loader);
    *ZP_PUSH(loader->arena, loader->known, loader->known_count, loader->known_capacity) =
        (struct known){value, node};
    fill_node(loader, node, value, false);
    node->kind = schema_kind_of(value->key);
    return node;
}

static schema_node *read_node(loader *loader, const zp_value *value) {
    if (value->kind != ZP_VALUE_TABLE) {
        fail(loader, value, ZP_MARKED("a schema"));
        return node_new(loader);
    }
    const zp_value *reference = zp_value_get(value, "$ref");
    if (reference != NULL) {
        return read_reference(loader, reference, value->count - 1);
    }
    schema_node *node = node_new(loader);
    fill_node(loader, node, value, false);
    if (node->pattern != NULL) {
        node->kind = kind_of_pattern(loader, node->pattern_source);
    }
    return node;
}

zp_status zp_schema_load(zp_arena *arena, zp_messages *messages, const char *file,
                         zp_schema **schema) {
    zp_text text = {NULL, 0};
    zp_value *root = NULL;
    zp_status status = zp_file_read(arena, messages, file, ZP_DATA_LIMIT, &text);
    if (status != ZP_OK) {
        return status;
    }
    status = zp_read_json(arena, messages, file, text, &root);
    if (status != ZP_OK) {
        return status;
    }
    loader loader = {.arena = arena, .messages = messages};
    loader.definitions = zp_value_get(root, "definitions");
    loader.more_definitions = zp_value_get(root, "$defs");
    schema_node *node = node_new(&loader);
    fill_node(&loader, node, root, true);
    *schema = ZP_NEW(arena, zp_schema);
    **schema = (zp_schema){zp_arena_string(arena, zp_text_of(file)), {{0}, text}, node, root};
    (*schema)->source.name = zp_path_last((*schema)->file);
    return loader.failed ? ZP_BAD_INPUT : ZP_OK;
}
