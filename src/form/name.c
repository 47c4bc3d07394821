// What people call a place in the data: the names that the form, the schema and the data have for
// the steps of its path.
#include "form/private.h"

#include <stdlib.h>
#include <string.h>

typedef struct naming {
    const zp_form *form;
    zp_arena *arena;
    const zp_record *record;
    zp_text path;
} naming;

zp_text zp_form_label(zp_arena *arena, zp_text label) {
    static const char *const marks[] = {"其中：", "：", "\n", "（万元）"};
    zp_buffer out = {0};
    size_t digits = 0; // of a number before it: 1、
    while (digits < label.size && label.data[digits] >= '0' && label.data[digits] <= '9') {
        digits++;
    }
    bool numbered = digits > 0 && zp_text_starts(zp_text_slice(label, digits, label.size), "、");
    for (size_t at = numbered ? digits + strlen("、") : 0; at < label.size;) {
        zp_text rest = zp_text_slice(label, at, label.size);
        size_t skipped = 0;
        for (size_t i = 0; i < sizeof marks / sizeof *marks && skipped == 0; i++) {
            skipped = zp_text_starts(rest, marks[i]) ? strlen(marks[i]) : 0;
        }
        if (skipped == 0) {
            zp_buffer_add(&out, rest.data, skipped = 1);
        }
        at += skipped;
    }
    zp_text bare = zp_arena_copy(arena, zp_text_trim(zp_buffer_text(&out)));
    zp_buffer_free(&out);
    return bare;
}

// ---------------------------------------------------------------- steps of a path

// The end of the path's step that begins at `from`, a dot or bracket included.
static size_t step_end(zp_text path, size_t from) {
    size_t open = 0, at = from;
    bool element = path.data[at] == '[';
    for (; at < path.size; at++) {
        char mark = path.data[at];
        open += mark == '[';
        open -= mark == ']' && open > 0;
        if (element ? open == 0 : at > from && (mark == '.' || mark == '[')) {
            break;
        }
    }
    return at + (element && at < path.size);
}

static zp_text step_key(zp_text path, size_t from, size_t to) {
    return zp_text_slice(path, from + (path.data[from] == '.'), to);
}

static bool is_one_of(zp_text key, const char *const *keys, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (zp_text_is(key, keys[i])) {
            return true;
        }
    }
    return false;
}

// Tables whose members have names of their own, and lists whose elements have.
static bool is_passed_over(zp_text key) {
    static const char *const keys[] = {
        "unit",      "staff",    "expenditure", "funds",    "report",  "signature", "austerity",
        "indicator", "goals",    "project",     "category", "fund",    "line",      "rows",
        "amounts",   "building", "total",       "income",   "spending"};
    return is_one_of(key, keys, sizeof keys / sizeof *keys);
}

static int year_of(const zp_record *record) {
    zp_decimal year;
    bool number = zp_value_decimal(zp_value_get(record->root, "year"), &year) && year.scale == 0;
    return number && year.coefficient > 0 && year.coefficient < 10000 ? (int)year.coefficient : 0;
}

static zp_text year_column(const naming *n, zp_text key) {
    static const struct {
        const char *key, *format;
        int more;
    } columns[] = {
        {"prior", "%d年决算数", -1}, {"budget", "%d年预算数", 0}, {"final", "%d年决算数", 0}};
    for (size_t i = 0; i < 3; i++) {
        if (zp_text_is(key, columns[i].key)) {
            return zp_arena_print(n->arena, columns[i].format,
                                  year_of(n->record) + columns[i].more);
        }
    }
    return (zp_text){0};
}

// The amounts of a project's funds are those of the whole unit's table.
static zp_text funds_column(zp_text path, zp_text key) {
    bool funds = zp_text_starts(path, "project[");
    return !funds                      ? (zp_text){0}
           : zp_text_is(key, "prior")  ? ZP_TEXT("年初预算数")
           : zp_text_is(key, "budget") ? ZP_TEXT("全年预算数")
           : zp_text_is(key, "final")  ? ZP_TEXT("全年执行数")
                                       : (zp_text){0};
}

// The label of the line among `lines` whose `member` is `wanted`.
static zp_text label_of(const naming *n, const zp_value *lines, const char *member,
                        zp_text wanted) {
    for (const zp_value *each = zp_value_first(lines); each != NULL; each = each->next) {
        if (zp_text_equal(zp_value_text(zp_value_get(each, member)), wanted)) {
            return zp_form_label(n->arena, zp_value_text(zp_value_get(each, "label")));
        }
    }
    return (zp_text){0};
}

// `其中：基本支出：` of the profile's line that prints {{funds.spending.basic}}, without its marks.
static zp_text line_label(const naming *n, zp_text path) {
    bool income = zp_text_starts(path, "funds.income.");
    if (!income && !zp_text_starts(path, "funds.spending.")) {
        return (zp_text){0};
    }
    const zp_value *table = zp_value_get(n->form->profile, "self_evaluation");
    const zp_value *lines = zp_value_get(table, income ? "income" : "spending");
    return label_of(n, lines, "amount", zp_arena_print(n->arena, "{{%.*s}}", ZP_ARG(path)));
}

static zp_text title_of(const naming *n, zp_text path) {
    return zp_form_label(n->arena, zp_form_value_title(n->form, n->arena, path));
}

// ---------------------------------------------------------------- briefly

// An element by its name; one without by the list, but for the rows of what has one.
static zp_text brief_element(const naming *n, size_t from, size_t to) {
    zp_text here = zp_text_slice(n->path, 0, to), list = zp_text_slice(n->path, 0, from);
    const zp_value *element = zp_value_find(n->record->root, here, NULL);
    zp_text name = zp_value_text(zp_value_get(element, "name"));
    if (name.size > 0) {
        return name;
    }
    zp_text title = zp_text_ends(list, ".rows") ? (zp_text){0} : title_of(n, list);
    return zp_arena_print(n->arena, "%.*s第%lld行", ZP_ARG(title),
                          strtoll(n->path.data + from + 1, NULL, 10) + 1);
}

static zp_text brief_step(const naming *n, size_t from, size_t to) {
    zp_text here = zp_text_slice(n->path, 0, to);
    if (n->path.data[from] == '[') {
        return brief_element(n, from, to);
    }
    zp_text key = step_key(n->path, from, to), label = line_label(n, here);
    if (label.size > 0) {
        return label;
    }
    zp_text column = funds_column(n->path, key);
    if (column.size == 0 && from > 0) {
        column = year_column(n, key);
    }
    bool whole = to == n->path.size; // a list itself
    return column.size > 0                 ? column
           : is_passed_over(key) && !whole ? (zp_text){0}
                                           : title_of(n, here);
}

static zp_text brief_name(const naming *n) {
    zp_buffer name = {0};
    for (size_t from = 0; from < n->path.size;) {
        size_t to = step_end(n->path, from);
        zp_text step = brief_step(n, from, to);
        if (step.size > 0) {
            zp_buffer_print(&name, "%s%.*s", name.size > 0 ? " › " : "", ZP_ARG(step));
        }
        from = to;
    }
    zp_text text = name.size > 0 ? zp_arena_copy(n->arena, zp_buffer_text(&name)) : n->path;
    zp_buffer_free(&name);
    return text;
}

// ---------------------------------------------------------------- in full

static zp_text joined(const naming *n, zp_text around, zp_text step) {
    return around.size == 0 ? step
           : step.size == 0 ? around
                            : zp_arena_print(n->arena, "%.*s › %.*s", ZP_ARG(around), ZP_ARG(step));
}

// A title that begins with that of the table around says it all: 单位 › 单位名称.
static zp_text joined_title(const naming *n, zp_text around, zp_text step) {
    size_t last = around.size, mark = strlen(" › ");
    while (last > 0 && !zp_text_starts(zp_text_slice(around, last - 1, around.size), " › ")) {
        last--;
    }
    size_t from = last > 0 ? last - 1 + mark : 0, size = around.size - from;
    if (size > 0 && size < step.size && memcmp(around.data + from, step.data, size) == 0) {
        return joined(n, zp_text_slice(around, 0, last > 0 ? last - 1 : 0), step);
    }
    return joined(n, around, step);
}

// The three amounts by their columns, whether named or counted.
static zp_text column_name(const naming *n, zp_text list, zp_text key) {
    static const char *const keys[] = {"prior", "budget", "final"};
    const zp_value *schema = form_schema_at(n->form->schema, n->arena, list);
    if (zp_value_get(schema, "items") == NULL || zp_value_get(schema, "maxItems") == NULL) {
        return (zp_text){0};
    }
    bool counted = key.size == 1 && key.data[0] >= '0' && key.data[0] <= '2';
    key = counted ? zp_text_of(keys[key.data[0] - '0']) : key;
    zp_text column = funds_column(list, key);
    return column.size > 0 ? column : year_column(n, key);
}

static zp_text section_title(const naming *n, zp_text id) {
    const zp_value *report = zp_value_get(n->form->profile, "report");
    const zp_value *list = zp_value_get(report, "section");
    for (const zp_value *each = zp_value_first(list); each != NULL; each = each->next) {
        if (zp_text_equal(zp_value_text(zp_value_get(each, "id")), id)) {
            zp_text title;
            zp_messages *unsaid = zp_messages_new(); // the report's own are told when it is built
            zp_form_print(n->form, n->arena, unsaid, n->record, zp_value_get(each, "title"),
                          &title);
            zp_messages_free(unsaid);
            return title;
        }
    }
    return (zp_text){0};
}

// A member that the schema leaves free to choose has no title but its key.
static bool is_chosen(const naming *n, zp_text table, zp_text key) {
    const zp_value *schema =
        table.size > 0 ? form_schema_at(n->form->schema, n->arena, table) : n->form->schema;
    return zp_value_member(zp_value_get(schema, "properties"), key) == NULL;
}

static zp_text full_key(const naming *n, size_t from, zp_text around, bool last) {
    // Lists and amounts whose elements stand where they do in the form without a word of their own.
    static const char *const inner[] = {"amounts", "fund", "line", "rows"};
    zp_text key = step_key(n->path, from, n->path.size), table = zp_text_slice(n->path, 0, from);
    zp_text step = line_label(n, n->path);
    if (step.size == 0) {
        const zp_value *sheet = zp_value_get(n->form->profile, "basic_data");
        step = label_of(n, zp_value_get(sheet, "line"), "amounts", n->path);
    }
    if (step.size == 0 && from > 0) {
        step = column_name(n, table, key);
    }
    if (step.size > 0 || (!last && is_one_of(key, inner, sizeof inner / sizeof *inner))) {
        return joined(n, around, step);
    }
    if (!is_chosen(n, table, key)) {
        return joined_title(n, around, title_of(n, n->path));
    }
    step = zp_text_starts(n->path, "report.") ? section_title(n, key) : (zp_text){0};
    return joined(n, around, step.size > 0 ? step : key);
}

// 第2行; of a list of texts, 第2条.
static zp_text counted(const naming *n, size_t from, const zp_value *element) {
    bool text = element != NULL && element->kind != ZP_VALUE_TABLE;
    return zp_arena_print(n->arena, "第%lld%s", strtoll(n->path.data + from + 1, NULL, 10) + 1,
                          text ? "条" : "行");
}

static bool is_counted(zp_text inside) {
    for (size_t i = 0; i < inside.size; i++) {
        if (inside.data[i] < '0' || inside.data[i] > '9') {
            return false;
        }
    }
    return inside.size > 0;
}

// An element by the groups it is in and its name. One that has none, or not alone, by its place
// in the list too.
static zp_text full_element(const naming *n, size_t from, zp_text around, const zp_value *element) {
    zp_text list = zp_text_slice(n->path, 0, from);
    zp_text inside = zp_text_slice(n->path, from + 1, n->path.size - 1);
    zp_text column = column_name(n, list, inside);
    if (column.size > 0) {
        return joined(n, around, column);
    }
    zp_text level1 = zp_value_text(zp_value_get(element, "level1"));
    zp_text levels = joined(n, level1, zp_value_text(zp_value_get(element, "level2")));
    zp_text name = zp_value_text(zp_value_get(element, "name"));
    zp_text rule = zp_value_text(zp_value_get(element, "rule"));
    if (rule.size > 0) { // of a waiver, which is all of it that tells it from others
        zp_text where = zp_value_text(zp_value_get(element, "where"));
        return joined(n, around,
                      zp_arena_print(n->arena, "%.*s %.*s", ZP_ARG(rule), ZP_ARG(where)));
    }
    zp_text place = is_counted(inside) ? counted(n, from, element) : (zp_text){0};
    if (name.size == 0) {
        bool rows = zp_text_ends(list, ".rows") || around.size == 0;
        zp_text own = zp_arena_print(n->arena, "%.*s%s%.*s", ZP_ARG(around),
                                     rows && around.size > 0 ? " › " : "", ZP_ARG(place));
        return joined(n, own, levels);
    }
    if (place.size > 0) {
        name = zp_arena_print(n->arena, "%.*s（%.*s）", ZP_ARG(name), ZP_ARG(place));
    }
    return joined(n, around, joined(n, levels, name));
}

static zp_text full_step(const naming *n, size_t from, zp_text around, const zp_value *value,
                         bool last) {
    return n->path.data[from] == '[' ? full_element(n, from, around, value)
                                     : full_key(n, from, around, last);
}

zp_text zp_form_place_step(const zp_form *form, zp_arena *arena, const zp_record *record,
                           zp_text around, zp_text path, const zp_value *value) {
    size_t from = 0;
    if (path.size == 0) {
        return around;
    }
    for (size_t to; (to = step_end(path, from)) < path.size;) {
        from = to;
    }
    naming n = {form, arena, record, path};
    bool list = value != NULL && value->kind >= ZP_VALUE_ARRAY;
    return full_step(&n, from, around, value, !list);
}

zp_text zp_form_place_name(const zp_form *form, zp_arena *arena, const zp_record *record,
                           zp_text path, bool brief) {
    naming n = {form, arena, record, path};
    if (brief) {
        return brief_name(&n);
    }
    zp_text name = {0};
    for (size_t from = 0; from < path.size;) {
        size_t to = step_end(path, from);
        n.path = zp_text_slice(path, 0, to);
        name =
            full_step(&n, from, name, zp_value_find(record->root, n.path, NULL), to == path.size);
        from = to;
    }
    return name.size > 0 ? name : path;
}
