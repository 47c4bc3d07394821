// Lists of unit.toml as `ziping new` writes it: elements carried over from the year before, those
// that the profile names, and samples that are commented out.
#include "form/skeleton.h"

#include <string.h>

zp_text skeleton_header(skeleton *s, zp_text path) {
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

// ------------------------------------------------ elements

static void write_element(skeleton *s, const zp_value *items, zp_text path, const zp_value *old) {
    bool quiet = s->quiet;
    zp_text below = zp_arena_print(s->arena, "%.*s[]", ZP_ARG(path));
    bool further = skeleton_told(s, below);
    s->quiet = quiet || further;
    bool parted = zp_text_ends(zp_buffer_text(s->out), "\n\n");
    zp_buffer_print(s->out, "%s%.*s[[%.*s]]\n", further && !parted ? "\n" : "", ZP_ARG(s->note),
                    ZP_ARG(skeleton_header(s, path)));
    s->note = (zp_text){0};
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

static bool says(const zp_value *table, const char *key, zp_text text) {
    return zp_text_equal(zp_value_text(zp_value_get(table, key)), text);
}

// ------------------------------------------------ what the form has, and the old unit has not

static bool has_indicator(const zp_value *old, zp_text level1, zp_text level2) {
    const zp_value *each = zp_value_first(old);
    while (each != NULL && !(says(each, "level1", level1) && says(each, "level2", level2))) {
        each = each->next;
    }
    return each != NULL;
}

static void say_new(skeleton *s, const zp_value *old, bool *said) {
    if (old != NULL && !*said) {
        s->note = ZP_TEXT("# 以下各项，本表样有而上年没有。\n");
    }
    *said = true;
}

// Each second level of the form's groups has a row to begin with.
static void write_indicators(skeleton *s, const zp_value *items, zp_text path,
                             const zp_value *old) {
    static const char *const keys[] = {"level1", "level2"};
    bool said = false;
    const zp_value *groups = zp_value_get(s->form->profile, "group");
    for (const zp_value *group = zp_value_first(groups); group != NULL; group = group->next) {
        const zp_value *each = zp_value_first(zp_value_get(group, "second"));
        for (; each != NULL; each = each->next) {
            zp_text names[] = {zp_value_text(zp_value_get(group, "name")),
                               zp_value_text(zp_value_get(each, "name"))};
            if (!has_indicator(old, names[0], names[1])) {
                say_new(s, old, &said);
                write_named(s, items, path, keys, names, 2);
            }
        }
    }
}

static void write_categories(skeleton *s, const zp_value *items, zp_text path, const zp_value *old,
                             const zp_value *names) {
    static const char *const keys[] = {"name"};
    bool said = false;
    for (const zp_value *each = names->first; each != NULL; each = each->next) {
        zp_text name = zp_value_text(each);
        const zp_value *one = zp_value_first(old);
        while (one != NULL && !says(one, "name", name)) {
            one = one->next;
        }
        if (one == NULL) {
            say_new(s, old, &said);
            write_named(s, items, path, keys, &name, 1);
        }
    }
}

static bool write_from_profile(skeleton *s, const zp_value *items, zp_text path,
                               const zp_value *old) {
    const zp_value *start = zp_value_get(s->form->profile, "start");
    const zp_value *names = zp_value_get(start, "categories");
    if (zp_text_is(path, "indicator") && zp_value_get(s->form->profile, "group") != NULL) {
        write_indicators(s, items, path, old);
        return true;
    }
    if (zp_text_is(path, "expenditure.category") && names != NULL &&
        form_used_has(&s->used, path)) {
        write_categories(s, items, path, old, names);
        return true;
    }
    return false;
}

// ------------------------------------------------ what the old unit has

static const zp_value *named(const zp_value *list, const zp_value *element, const char *key) {
    const zp_value *each = zp_value_first(list);
    while (each != NULL && !says(each, "name", zp_value_text(zp_value_get(element, key)))) {
        each = each->next;
    }
    return each;
}

static bool has_text(const zp_value *list, zp_text text) {
    const zp_value *each = zp_value_first(list);
    while (each != NULL && !zp_text_equal(zp_value_text(each), text)) {
        each = each->next;
    }
    return each != NULL;
}

// An indicator or a category of another form is carried over, and the clerk is told.
static zp_text stranger(const skeleton *s, zp_text path, const zp_value *element) {
    const zp_value *groups = zp_value_get(s->form->profile, "group");
    const zp_value *group = named(groups, element, "level1");
    const zp_value *start = zp_value_get(zp_value_get(s->form->profile, "start"), "categories");
    zp_text name = zp_value_text(zp_value_get(element, "name"));
    if (zp_text_ends(path, "indicator") && groups != NULL &&
        named(zp_value_get(group, "second"), element, "level2") == NULL) {
        const char *key = group == NULL ? "level1" : "level2";
        return zp_arena_print(
            s->arena, "# 本表样没有%s“%.*s”：改为本表样的指标，或删去这一项。\n",
            group == NULL ? "一级指标" : "二级指标",
            ZP_ARG(form_one_line(s->arena, zp_value_text(zp_value_get(element, key)))));
    }
    if (zp_text_is(path, "expenditure.category") && start != NULL && !has_text(start, name)) {
        return zp_arena_print(s->arena, "# 本表样的类别中没有“%.*s”：改为本表样的类别，或删去。\n",
                              ZP_ARG(form_one_line(s->arena, name)));
    }
    return (zp_text){0};
}

static void write_carried(skeleton *s, const zp_value *items, zp_text path, const zp_value *old) {
    if (zp_text_ends(path, "indicator") && !s->quiet) {
        zp_buffer_add_string(
            s->out, "# 名称、年度指标值和分值照搬上年，请按本年批复的目标逐项核对、修改。\n");
    }
    for (const zp_value *each = old->first; each != NULL; each = each->next) {
        s->note = stranger(s, path, each);
        write_element(s, items, path, each);
    }
}

// ------------------------------------------------ samples

void skeleton_commented(skeleton *s, void write(skeleton *, const zp_value *, zp_text),
                        const zp_value *schema, zp_text path) {
    zp_buffer sample = {0};
    zp_buffer *out = s->out;
    s->out = &sample;
    write(s, schema, path);
    s->out = out;
    for (size_t i = 0, from = 0; i < sample.size; i++) {
        if (sample.data[i] == '\n') {
            zp_buffer_print(out, "%s%.*s\n", i > from ? "# " : "", (int)(i - from),
                            sample.data + from);
            from = i + 1;
        }
    }
    zp_buffer_free(&sample);
}

static void write_blank(skeleton *s, const zp_value *items, zp_text path) {
    write_element(s, items, path, NULL);
}

static void write_sample(skeleton *s, const zp_value *items, zp_text path, bool quiet) {
    bool before = s->quiet;
    s->sample = true;
    s->quiet = quiet;
    skeleton_commented(s, write_blank, items, path);
    s->quiet = before;
    s->sample = false;
}

// Of the few that need them (`rows`, `fund`), the first element that could have them shows how.
static bool is_shown_already(skeleton *s, const zp_value *schema) {
    zp_text meant = zp_value_text(zp_value_get(zp_value_get(schema, "items"), "$ref"));
    return skeleton_told(s, zp_arena_print(s->arena, "sample of %.*s", ZP_ARG(meant)));
}

static void write_nested_sample(skeleton *s, const zp_value *schema, const zp_value *items,
                                zp_text path) {
    bool quiet = s->quiet;
    s->quiet = false;
    zp_buffer_add_string(s->out, "\n");
    skeleton_comment(s, schema, path, false);
    s->quiet = quiet;
    write_sample(s, items, path, true);
}

static bool wants_name(const zp_value *items) {
    const zp_value *required = zp_value_get(items, "required");
    return required != NULL && required->count > 0;
}

void skeleton_list(skeleton *s, const zp_value *schema, zp_text path, const zp_value *old) {
    const zp_value *items = form_schema_follow(zp_value_get(schema, "items"), s->schema);
    bool nested = memchr(path.data, '[', path.size) != NULL;
    bool carried = old != NULL && old->kind == ZP_VALUE_ARRAY && old->count > 0 &&
                   zp_text_is(skeleton_next_year(schema), "keep");
    if (nested && !carried && ((s->sample && s->quiet) || is_shown_already(s, schema))) {
        return;
    }
    if (nested && !carried && !s->sample) {
        write_nested_sample(s, schema, items, path);
        return;
    }
    zp_buffer_add_string(s->out, "\n");
    if (!nested || s->sample) {
        skeleton_comment(s, schema, path, false);
    }
    if (carried) {
        write_carried(s, items, path, old);
    }
    bool begun = !nested && write_from_profile(s, items, path, carried ? old : NULL);
    if (carried || begun) {
        return;
    }
    if (wants_name(items) && !nested) {
        write_sample(s, items, path, false);
    } else {
        write_element(s, items, path, NULL);
    }
}
