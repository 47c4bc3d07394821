// unit.toml as `ziping new` writes it: the schema walked in its order, the fields a form reads with
// the schema's words as comments, blank or carried over from the year before. What is carried over
// (x-next-year), and what is shown though no table reads it (x-new), is the schema's to say.
#include "form/skeleton.h"

#include <string.h>

// ------------------------------------------------ values

zp_text skeleton_next_year(const zp_value *schema) {
    return zp_value_text(zp_value_get(schema, "x-next-year"));
}

static bool is_type(const zp_value *schema, const char *name) {
    return zp_text_is(zp_value_text(zp_value_get(schema, "type")), name);
}

static size_t least_items(const zp_value *schema) {
    const zp_value *least = zp_value_get(schema, "minItems");
    return least != NULL ? (size_t)least->number.coefficient : 0;
}

// The blanks of a row of amounts; `first` stands in the first one's place.
static void write_amounts(zp_buffer *out, size_t count, const zp_value *first) {
    zp_buffer_add_string(out, "[");
    for (size_t i = 0; i < count; i++) {
        zp_buffer_add_string(out, i > 0 ? ", " : "");
        if (i == 0 && first != NULL) {
            skeleton_literal(out, first);
        } else {
            zp_buffer_add_string(out, "\"\"");
        }
    }
    zp_buffer_add_string(out, "]");
}

// What the form itself knows; false where it knows nothing.
static bool write_known(skeleton *s, zp_text path, const zp_value *old) {
    const zp_value *profile = s->form->profile;
    if (zp_text_is(path, "form")) {
        skeleton_quoted(s->out, s->form->id);
    } else if (zp_text_is(path, "year")) {
        zp_buffer_add_text(s->out, zp_decimal_text(s->arena, s->year));
    } else if (zp_text_is(path, "unit.district") && old == NULL) {
        skeleton_literal(s->out, zp_value_get(profile, "district"));
    } else if (zp_text_is(path, "unit.name") && old == NULL) {
        skeleton_quoted(s->out, ZP_TEXT("（单位全称）"));
    } else if (zp_text_is(path, "report.file")) {
        skeleton_quoted(s->out, ZP_TEXT("report.md"));
    } else {
        return false;
    }
    return true;
}

static void write_value(skeleton *s, const zp_value *schema, zp_text path, const zp_value *old) {
    zp_text carry = skeleton_next_year(schema);
    if (write_known(s, path, old)) {
        return;
    }
    if (old != NULL && zp_text_is(carry, "keep")) {
        skeleton_literal(s->out, old);
    } else if (least_items(schema) > 0) {
        bool last = old != NULL && zp_text_is(carry, "shift") && !zp_value_blank(old->last);
        s->withheld = s->withheld || (last && !s->shifts);
        write_amounts(s->out, least_items(schema), last && s->shifts ? old->last : NULL);
    } else {
        zp_buffer_add_string(s->out, is_type(schema, "array") ? "[]" : "\"\"");
    }
}

// ------------------------------------------------ tables

typedef enum kind { KIND_VALUE, KIND_TABLE, KIND_LIST } kind;

static kind kind_of(const skeleton *s, const zp_value *schema) {
    if (is_type(schema, "object")) {
        return KIND_TABLE;
    }
    const zp_value *items = zp_value_get(schema, "items");
    items = items != NULL ? form_schema_follow(items, s->schema) : NULL;
    return items != NULL && is_type(items, "object") ? KIND_LIST : KIND_VALUE;
}

static zp_text join(skeleton *s, zp_text path, zp_text key) {
    return zp_arena_print(s->arena, "%.*s%s%.*s", ZP_ARG(path), path.size > 0 ? "." : "",
                          ZP_ARG(key));
}

static const zp_value *member(const zp_value *of, zp_text key) {
    return of != NULL && of->kind == ZP_VALUE_TABLE ? zp_value_member(of, key) : NULL;
}

// A key that the profile's lines read, with their label.
static void write_line_key(skeleton *s, zp_text path, zp_text key) {
    zp_text label = skeleton_label(s, path);
    zp_buffer_print(s->out, "%.*s = \"\"%s%.*s\n", ZP_ARG(key), label.size > 0 ? "  # " : "",
                    ZP_ARG(label));
}

// A table whose keys the profile decides (the lines of income and spending), and the unit (facts):
// what it needed last year it is asked for again. False when it has none.
static bool write_open_table(skeleton *s, const zp_value *schema, zp_text path,
                             const zp_value *old) {
    bool any = false;
    for (size_t i = 0; i < s->used.count; i++) {
        zp_text each = s->used.paths[i];
        if (each.size > path.size + 1 && memcmp(each.data, path.data, path.size) == 0 &&
            each.data[path.size] == '.') {
            write_line_key(s, each, zp_text_slice(each, path.size + 1, each.size));
            any = true;
        }
    }
    bool kept = old != NULL && old->kind == ZP_VALUE_TABLE &&
                zp_text_is(skeleton_next_year(schema), "keep");
    for (const zp_value *each = kept ? old->first : NULL; each != NULL; each = each->next) {
        if (!form_used_has(&s->used, join(s, path, each->key))) {
            zp_buffer_print(s->out, "%.*s = \"\"  # 上年：", ZP_ARG(each->key));
            zp_buffer_add_text(s->out, form_one_line(s->arena, zp_value_text(each)));
            zp_buffer_add_string(s->out, "\n");
            any = true;
        }
    }
    return any;
}

static void write_example_table(skeleton *s, const zp_value *schema, zp_text path) {
    const zp_value *examples = zp_value_get(schema, "examples");
    const zp_value *each =
        examples != NULL && examples->first != NULL ? examples->first->first : NULL;
    zp_buffer_print(s->out, "[%.*s]\n", ZP_ARG(path));
    for (; each != NULL; each = each->next) {
        zp_buffer_print(s->out, "%.*s = ", ZP_ARG(each->key));
        skeleton_literal(s->out, each);
        zp_buffer_add_string(s->out, "\n");
    }
}

static void write_table(skeleton *s, const zp_value *schema, zp_text path, const zp_value *old) {
    zp_buffer_add_string(s->out, "\n");
    skeleton_comment(s, schema, path, false);
    size_t before = s->out->size;
    zp_buffer_print(s->out, "[%.*s]\n", ZP_ARG(skeleton_header(s, path)));
    if (zp_value_get(schema, "properties") != NULL) {
        skeleton_members(s, schema, path, old);
    } else if (!write_open_table(s, schema, path, old)) {
        s->out->size = before;
        skeleton_commented(s, write_example_table, schema, path);
    }
}

// ------------------------------------------------ members

// Does anything of `old` go over into the next year?
static bool carries(const skeleton *s, const zp_value *schema, const zp_value *old) {
    if (old == NULL) {
        return false;
    }
    const zp_value *own = form_schema_follow(schema, s->schema);
    const zp_value *properties = zp_value_get(own, "properties");
    bool any = skeleton_next_year(own).size > 0;
    for (const zp_value *each = zp_value_first(properties);
         each != NULL && !any && old->kind == ZP_VALUE_TABLE; each = each->next) {
        any = carries(s, each, zp_value_member(old, each->key));
    }
    return any && !(old->kind >= ZP_VALUE_ARRAY && old->count == 0);
}

static bool is_shown(const skeleton *s, const zp_value *schema, zp_text path) {
    zp_text shown = zp_value_text(zp_value_get(schema, "x-new"));
    bool report = zp_value_get(s->form->profile, "report") != NULL;
    return form_used_has(&s->used, path) || zp_text_is(shown, "always") ||
           (zp_text_is(shown, "report") && report);
}

// With rows, an element leaves to them what they have.
static bool is_in_rows(const skeleton *s, const zp_value *properties, const zp_value *old,
                       zp_text key) {
    const zp_value *rows = member(old, ZP_TEXT("rows"));
    const zp_value *schema = zp_value_get(properties, "rows");
    if (rows == NULL || rows->count == 0 || schema == NULL) {
        return false;
    }
    const zp_value *items = form_schema_follow(zp_value_get(schema, "items"), s->schema);
    return zp_value_member(zp_value_get(items, "properties"), key) != NULL;
}

// An element that is carried over keeps its shape: what it gave, and what each must give.
static bool is_of_element(const zp_value *schema, zp_text path, const zp_value *old, zp_text key) {
    const zp_value *required = zp_value_get(schema, "required");
    const zp_value *each = zp_value_first(required);
    while (each != NULL && !zp_text_equal(zp_value_text(each), key)) {
        each = each->next;
    }
    bool element = old != NULL && path.size > 0 && memchr(path.data, '[', path.size) != NULL;
    return element && (each != NULL || member(old, key) != NULL);
}

static void write_member(skeleton *s, const zp_value *schema, zp_text path, const zp_value *old) {
    const zp_value *own = form_schema_follow(schema, s->schema);
    kind kind = kind_of(s, own);
    if (kind == KIND_TABLE) {
        write_table(s, own, path, old);
    } else if (kind == KIND_LIST) {
        skeleton_list(s, own, path, old);
    } else {
        skeleton_comment(s, zp_value_get(schema, "title") != NULL ? schema : own, path, true);
        // What is computed would be blank, were it given as "".
        zp_buffer_print(s->out, "%s%.*s = ", form_is_computed(path) ? "# " : "",
                        ZP_ARG(schema->key));
        write_value(s, own, path, old);
        zp_buffer_add_string(s->out, "\n");
    }
}

void skeleton_members(skeleton *s, const zp_value *schema, zp_text path, const zp_value *old) {
    const zp_value *properties = zp_value_get(schema, "properties");
    for (int pass = 0; pass < 2; pass++) { // values first: behind [x.y] they would be y's
        for (const zp_value *each = properties->first; each != NULL; each = each->next) {
            const zp_value *own = form_schema_follow(each, s->schema);
            const zp_value *before = member(old, each->key);
            zp_text at = join(s, path, each->key);
            if ((kind_of(s, own) == KIND_VALUE) == (pass == 0) &&
                (is_shown(s, each, at) || carries(s, each, before) ||
                 is_of_element(schema, path, old, each->key)) &&
                !is_in_rows(s, properties, old, each->key)) {
                write_member(s, each, at, before);
            }
        }
    }
}
