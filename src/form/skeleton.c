// unit.toml as `ziping new` writes it: the schema walked in its order, the fields a form reads with
// the schema's words as comments, blank or carried over from the year before. What is carried over
// is the schema's to say (x-next-year).
#include "form/skeleton.h"

#include <string.h>

// ------------------------------------------------ comments

static bool is_told(skeleton *s, zp_text sentence) {
    for (size_t i = 0; i < s->told_count; i++) {
        if (zp_text_equal(s->told[i], sentence)) {
            return true;
        }
    }
    *ZP_PUSH(s->arena, s->told, s->told_count, s->told_capacity) = sentence;
    return false;
}

static void write_description(skeleton *s, zp_text text) {
    static const char stop[] = "。";
    for (size_t from = 0, to = 0; from < text.size; from = to) {
        to = from;
        while (to < text.size && !zp_text_starts(zp_text_slice(text, to, text.size), stop)) {
            to++;
        }
        to = to < text.size ? to + sizeof stop - 1 : to;
        zp_text sentence = zp_text_trim(zp_text_slice(text, from, to));
        if (!is_told(s, sentence)) {
            zp_buffer_add_text(s->out, sentence);
        }
    }
}

static void write_literal(zp_buffer *out, const zp_value *value);

// `# 编制数：机构编制部门核定的编制数。例：97`
static void write_comment(skeleton *s, const zp_value *schema, bool example) {
    if (s->quiet) {
        return;
    }
    zp_text title = zp_value_text(zp_value_get(schema, "title"));
    zp_text description = zp_value_text(zp_value_get(schema, "description"));
    const zp_value *examples = zp_value_get(schema, "examples");
    zp_buffer_print(s->out, "# %.*s", ZP_ARG(title));
    size_t before = s->out->size;
    zp_buffer_add_string(s->out, "：");
    write_description(s, description);
    if (example && examples != NULL && examples->first != NULL) {
        zp_buffer_add_string(s->out, "例：");
        write_literal(s->out, examples->first);
    }
    if (s->out->size == before + strlen("：")) {
        s->out->size = before;
    }
    zp_buffer_add_string(s->out, "\n");
}

// ------------------------------------------------ values

static void write_quoted(zp_buffer *out, zp_text text) {
    zp_buffer_add_string(out, "\"");
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c == '"' || c == '\\') {
            zp_buffer_print(out, "\\%c", c);
        } else if (c == '\n') {
            zp_buffer_add_string(out, "\\n");
        } else if (c < 0x20 || c == 0x7F) {
            zp_buffer_print(out, "\\u%04X", c);
        } else {
            zp_buffer_add(out, &text.data[i], 1);
        }
    }
    zp_buffer_add_string(out, "\"");
}

static void write_literal(zp_buffer *out, const zp_value *value) {
    if (value->kind == ZP_VALUE_TEXT) {
        write_quoted(out, value->text);
    } else if (value->kind == ZP_VALUE_ARRAY) {
        zp_buffer_add_string(out, "[");
        for (const zp_value *each = value->first; each != NULL; each = each->next) {
            zp_buffer_add_string(out, each == value->first ? "" : ", ");
            write_literal(out, each);
        }
        zp_buffer_add_string(out, "]");
    } else if (value->kind == ZP_VALUE_TABLE) {
        zp_buffer_add_string(out, "{ ");
        for (const zp_value *each = value->first; each != NULL; each = each->next) {
            zp_buffer_print(out, "%s%.*s = ", each == value->first ? "" : ", ", ZP_ARG(each->key));
            write_literal(out, each);
        }
        zp_buffer_add_string(out, " }");
    } else {
        zp_buffer_add_text(out, value->text);
    }
}

static zp_text next_year(const zp_value *schema) {
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
            write_literal(out, first);
        } else {
            zp_buffer_add_string(out, "\"\"");
        }
    }
    zp_buffer_add_string(out, "]");
}

// The form's year; behind a unit of that year or a later one, the year after it.
static void write_year(skeleton *s) {
    zp_decimal year = zp_value_get(s->form->profile, "year")->number, before;
    const zp_value *old = zp_value_get(s->old, "year");
    if (zp_value_decimal(old, &before) && zp_decimal_compare(before, year) >= 0) {
        zp_decimal_add(before, zp_decimal_of(1), &year);
    }
    zp_buffer_add_text(s->out, zp_decimal_text(s->arena, year));
}

// What the form itself knows; false where it knows nothing.
static bool write_known(skeleton *s, zp_text path) {
    const zp_value *profile = s->form->profile;
    if (zp_text_is(path, "form")) {
        write_quoted(s->out, s->form->id);
    } else if (zp_text_is(path, "year")) {
        write_year(s);
    } else if (zp_text_is(path, "unit.district") && s->old == NULL) {
        write_literal(s->out, zp_value_get(profile, "district"));
    } else if (zp_text_is(path, "unit.name") && s->old == NULL) {
        write_quoted(s->out, ZP_TEXT("（单位全称）"));
    } else if (zp_text_is(path, "report.file")) {
        write_quoted(s->out, ZP_TEXT("report.md"));
    } else {
        return false;
    }
    return true;
}

static void write_value(skeleton *s, const zp_value *schema, zp_text path, const zp_value *old) {
    zp_text carry = next_year(schema);
    if (write_known(s, path)) {
        return;
    }
    if (old != NULL && zp_text_is(carry, "keep")) {
        write_literal(s->out, old);
    } else if (least_items(schema) > 0) {
        bool shift = old != NULL && zp_text_is(carry, "shift");
        write_amounts(s->out, least_items(schema), shift ? old->last : NULL);
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

// `expenditure.category[].fund` is written [[expenditure.category.fund]].
static zp_text header(skeleton *s, zp_text path) {
    zp_buffer out = {0};
    for (size_t i = 0; i < path.size; i++) {
        if (path.data[i] != '[' && path.data[i] != ']') {
            zp_buffer_add(&out, &path.data[i], 1);
        }
    }
    zp_text result = zp_arena_copy(s->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return result;
}

static const zp_value *member(const zp_value *of, zp_text key) {
    return of != NULL && of->kind == ZP_VALUE_TABLE ? zp_value_member(of, key) : NULL;
}

// A table whose keys the profile decides (the lines of income and spending).
static void write_open_table(skeleton *s, zp_text path) {
    size_t lead = path.size + 1;
    for (size_t i = 0; i < s->used.count; i++) {
        zp_text each = s->used.paths[i];
        if (each.size > lead && memcmp(each.data, path.data, path.size) == 0 &&
            each.data[path.size] == '.') {
            zp_buffer_print(s->out, "%.*s = \"\"\n", ZP_ARG(zp_text_slice(each, lead, each.size)));
        }
    }
}

static void write_table(skeleton *s, const zp_value *schema, zp_text path, const zp_value *old) {
    zp_buffer_add_string(s->out, "\n");
    write_comment(s, schema, false);
    zp_buffer_print(s->out, "[%.*s]\n", ZP_ARG(header(s, path)));
    if (zp_value_get(schema, "properties") != NULL) {
        skeleton_members(s, schema, path, old);
    } else {
        write_open_table(s, path);
    }
}

// ------------------------------------------------ lists

static void write_element(skeleton *s, const zp_value *items, zp_text path, const zp_value *old) {
    bool quiet = s->quiet;
    zp_text below = zp_arena_print(s->arena, "%.*s[]", ZP_ARG(path));
    bool further = is_told(s, below);
    s->quiet = quiet || further;
    zp_buffer_print(s->out, "%s[[%.*s]]\n", further ? "\n" : "", ZP_ARG(header(s, path)));
    skeleton_members(s, items, below, old);
    s->quiet = quiet;
}

// An element with nothing in it but what the profile says: the names of levels or of a category.
static void write_named(skeleton *s, const zp_value *items, zp_text path, const char *const *keys,
                        const zp_text *names, size_t count) {
    zp_value table = {.kind = ZP_VALUE_TABLE};
    zp_value values[2] = {{0}};
    for (size_t i = 0; i < count; i++) {
        values[i] = (zp_value){.kind = ZP_VALUE_TEXT, .text = names[i], .key = zp_text_of(keys[i])};
        values[i].next = i + 1 < count ? &values[i + 1] : NULL;
    }
    table.first = &values[0];
    table.last = &values[count - 1];
    table.count = count;
    write_element(s, items, path, &table);
}

// Each second level of the form's groups has a row to begin with.
static void write_indicators(skeleton *s, const zp_value *items, zp_text path) {
    static const char *const keys[] = {"level1", "level2"};
    const zp_value *groups = zp_value_get(s->form->profile, "group");
    for (const zp_value *group = groups->first; group != NULL; group = group->next) {
        const zp_value *seconds = zp_value_get(group, "second");
        for (const zp_value *each = seconds ? seconds->first : NULL; each; each = each->next) {
            zp_text names[] = {zp_value_text(zp_value_get(group, "name")),
                               zp_value_text(zp_value_get(each, "name"))};
            write_named(s, items, path, keys, names, 2);
        }
    }
}

static bool write_from_profile(skeleton *s, const zp_value *items, zp_text path) {
    static const char *const keys[] = {"name"};
    const zp_value *start = zp_value_get(s->form->profile, "start");
    const zp_value *names = zp_value_get(start, "categories");
    if (zp_text_is(path, "indicator") && zp_value_get(s->form->profile, "group") != NULL) {
        write_indicators(s, items, path);
        return true;
    }
    if (zp_text_is(path, "expenditure.category") && names != NULL) {
        for (const zp_value *each = names->first; each != NULL; each = each->next) {
            zp_text name = zp_value_text(each);
            write_named(s, items, path, keys, &name, 1);
        }
        return true;
    }
    return false;
}

// A sample that is commented out: what it has must not be left blank.
static void write_sample(skeleton *s, const zp_value *items, zp_text path) {
    zp_buffer sample = {0};
    zp_buffer *out = s->out;
    s->out = &sample;
    s->sample = true;
    write_element(s, items, path, NULL);
    s->sample = false;
    s->out = out;
    size_t from = 0;
    for (size_t i = 0; i < sample.size; i++) {
        if (sample.data[i] != '\n') {
            continue;
        }
        bool comment = sample.data[from] == '#' || i == from;
        zp_buffer_print(out, "%s%.*s\n", comment ? "" : "# ", (int)(i - from), sample.data + from);
        from = i + 1;
    }
    zp_buffer_free(&sample);
}

static bool wants_name(const zp_value *items) {
    const zp_value *required = zp_value_get(items, "required");
    return required != NULL && required->count > 0;
}

static void write_list(skeleton *s, const zp_value *schema, zp_text path, const zp_value *old) {
    const zp_value *items = form_schema_follow(zp_value_get(schema, "items"), s->schema);
    bool nested = memchr(path.data, '[', path.size) != NULL;
    if (nested && old == NULL && !s->sample) {
        return; // `rows`, `fund`: for the few that need them
    }
    zp_buffer_add_string(s->out, "\n");
    if (!nested || s->sample) {
        write_comment(s, schema, false);
    }
    if (old != NULL && old->kind == ZP_VALUE_ARRAY && zp_text_is(next_year(schema), "keep")) {
        for (const zp_value *each = old->first; each != NULL; each = each->next) {
            write_element(s, items, path, each);
        }
    } else if (nested || !write_from_profile(s, items, path)) {
        if (wants_name(items) && !nested) {
            write_sample(s, items, path);
        } else {
            write_element(s, items, path, NULL);
        }
    }
}

// ------------------------------------------------ members

void skeleton_members(skeleton *s, const zp_value *schema, zp_text path, const zp_value *old) {
    const zp_value *properties = zp_value_get(schema, "properties");
    for (int pass = 0; pass < 2; pass++) { // values first: behind [x.y] they would be y's
        for (const zp_value *each = properties->first; each != NULL; each = each->next) {
            const zp_value *own = form_schema_follow(each, s->schema);
            zp_text at = join(s, path, each->key);
            kind kind = kind_of(s, own);
            bool always = zp_text_is(at, "form") || zp_text_is(at, "year") ||
                          zp_text_is(at, "report") || zp_text_is(at, "report.file");
            if ((kind == KIND_VALUE) != (pass == 0) || (!always && !form_used_has(&s->used, at))) {
                continue;
            }
            const zp_value *before = member(old, each->key);
            const zp_value *about = zp_value_get(each, "title") != NULL ? each : own;
            if (kind == KIND_TABLE) {
                write_table(s, own, at, before);
            } else if (kind == KIND_LIST) {
                write_list(s, own, at, before);
            } else {
                write_comment(s, about, true);
                // What is computed would be blank, were it given as "".
                zp_buffer_print(s->out, "%s%.*s = ", form_is_computed(at) ? "# " : "",
                                ZP_ARG(each->key));
                write_value(s, own, at, before);
                zp_buffer_add_string(s->out, "\n");
            }
        }
    }
}
