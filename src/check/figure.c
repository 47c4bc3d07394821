// Values of the unit as figures.
#include "check/private.h"

#include <stdlib.h>
#include <string.h>

// ---------------------------------------------------------------- values

static void read_text(check_figure *figure) {
    zp_text text = zp_text_trim(figure->text);
    zp_value value = {.kind = ZP_VALUE_TEXT, .text = text};
    figure->percent = zp_text_ends(text, "%") || zp_text_ends(text, "％");
    if (zp_text_ends(text, "％")) {
        value.text = zp_text_slice(text, 0, text.size - strlen("％"));
    }
    figure->state = text.size == 0                              ? CHECK_BLANK
                    : zp_value_decimal(&value, &figure->number) ? CHECK_NUMBER
                                                                : CHECK_WORDS;
}

// The place of the nearest table or list around a path that is not there.
static zp_place place_around(check *c, zp_text path) {
    size_t end = path.size;
    while (end > 0) {
        end--;
        if (path.data[end] == '.' || path.data[end] == '[') {
            const zp_value *found = zp_value_find(c->root, zp_text_slice(path, 0, end), NULL);
            if (found != NULL) {
                return found->place;
            }
        }
    }
    return (zp_place){c->record->file, 1, 1};
}

check_figure check_figure_at(check *c, zp_text path) {
    return check_figure_of(c, path, zp_value_find(c->root, path, NULL));
}

check_figure check_figure_of(check *c, zp_text path, const zp_value *value) {
    check_figure figure = {.path = path, .value = value};
    if (figure.value != NULL) {
        figure.text = zp_value_text(figure.value);
        figure.place = figure.value->place;
        read_text(&figure);
        return figure;
    }
    figure.place = place_around(c, path);
    if (zp_form_compute(c->form, c->arena, c->record, path, &figure.text)) {
        figure.computed = true;
        read_text(&figure);
    }
    return figure;
}

check_figure check_figure_made(check *c, zp_decimal number, const char *zh, const char *en) {
    return (check_figure){.state = CHECK_NUMBER,
                          .number = number,
                          .text = zp_decimal_text(c->arena, number),
                          .computed = true,
                          .name = {{zp_text_of(zh), zp_text_of(en)}}};
}

check_figure check_figure_text(check *c, zp_text text, zp_place place, const char *zh,
                               const char *en) {
    check_figure figure = {.text = zp_arena_copy(c->arena, text),
                           .place = place,
                           .name = {{zp_text_of(zh), zp_text_of(en)}}};
    read_text(&figure);
    return figure;
}

// ---------------------------------------------------------------- paths and names

zp_text check_element_path(check *c, zp_text list_path, const zp_value *list,
                           const zp_value *element) {
    size_t index = 0;
    for (const zp_value *each = list->first; each != element; each = each->next) {
        index++;
    }
    zp_text name = zp_value_text(zp_value_get(element, "name"));
    zp_text path = zp_arena_print(c->arena, "%.*s[%.*s]", ZP_ARG(list_path), ZP_ARG(name));
    // Names are as free as texts are: one that stands twice or reads as another path does not do.
    if (name.size > 0 && zp_value_find(c->root, path, NULL) == element) {
        return path;
    }
    return zp_arena_print(c->arena, "%.*s[%zu]", ZP_ARG(list_path), index);
}

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

// Tables whose members have names of their own, and lists whose elements have.
static bool is_passed_over(zp_text key) {
    static const char *const keys[] = {
        "unit",      "staff",    "expenditure", "funds",    "report",  "signature", "austerity",
        "indicator", "goals",    "project",     "category", "fund",    "line",      "rows",
        "amounts",   "building", "total",       "income",   "spending"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (zp_text_is(key, keys[i])) {
            return true;
        }
    }
    return false;
}

static zp_text year_column(check *c, zp_text key) {
    static const struct {
        const char *key, *format;
        int more;
    } columns[] = {
        {"prior", "%d年决算数", -1}, {"budget", "%d年预算数", 0}, {"final", "%d年决算数", 0}};
    for (size_t i = 0; i < 3; i++) {
        if (zp_text_is(key, columns[i].key)) {
            return zp_arena_print(c->arena, columns[i].format, c->year + columns[i].more);
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

// `其中：基本支出：` of the profile's line that prints {{funds.spending.basic}}, without its marks.
static zp_text line_label(check *c, zp_text path) {
    bool income = zp_text_starts(path, "funds.income.");
    if (!income && !zp_text_starts(path, "funds.spending.")) {
        return (zp_text){0};
    }
    const zp_value *table = zp_value_get(c->profile, "self_evaluation");
    const zp_value *lines = zp_value_get(table, income ? "income" : "spending");
    zp_text hole = zp_arena_print(c->arena, "{{%.*s}}", ZP_ARG(path));
    for (const zp_value *each = zp_value_first(lines); each != NULL; each = each->next) {
        if (zp_text_equal(zp_value_text(zp_value_get(each, "amount")), hole)) {
            return check_label(c, zp_value_text(zp_value_get(each, "label")));
        }
    }
    return (zp_text){0};
}

zp_text check_label(check *c, zp_text label) {
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
    zp_text bare = zp_arena_copy(c->arena, zp_text_trim(zp_buffer_text(&out)));
    zp_buffer_free(&out);
    return bare;
}

// An element by its name; one without by the list, but for the rows of what has one.
static zp_text element_name(check *c, zp_text path, size_t from, size_t to) {
    zp_text here = zp_text_slice(path, 0, to), list = zp_text_slice(path, 0, from);
    zp_text name = zp_value_text(zp_value_get(zp_value_find(c->root, here, NULL), "name"));
    if (name.size > 0) {
        return name;
    }
    zp_text title = zp_text_ends(list, ".rows")
                        ? (zp_text){0}
                        : check_label(c, zp_form_value_title(c->form, c->arena, list));
    return zp_arena_print(c->arena, "%.*s第%lld行", ZP_ARG(title),
                          strtoll(path.data + from + 1, NULL, 10) + 1);
}

static zp_text step_name(check *c, zp_text path, size_t from, size_t to) {
    zp_text step = zp_text_slice(path, from, to), here = zp_text_slice(path, 0, to);
    if (step.data[0] == '[') {
        return element_name(c, path, from, to);
    }
    zp_text key = step.data[0] == '.' ? zp_text_slice(step, 1, step.size) : step;
    zp_text label = line_label(c, here);
    if (label.size > 0) {
        return label;
    }
    zp_text column = funds_column(path, key);
    if (column.size == 0 && from > 0) {
        column = year_column(c, key);
    }
    bool whole = to == path.size; // a list itself
    return column.size > 0 ? column
           : is_passed_over(key) && !whole
               ? (zp_text){0}
               : check_label(c, zp_form_value_title(c->form, c->arena, here));
}

zp_text check_name(check *c, zp_text path) {
    zp_buffer name = {0};
    for (size_t from = 0; from < path.size;) {
        size_t to = step_end(path, from);
        zp_text step = step_name(c, path, from, to);
        if (step.size > 0) {
            zp_buffer_print(&name, "%s%.*s", name.size > 0 ? " › " : "", ZP_ARG(step));
        }
        from = to;
    }
    zp_text text = name.size > 0 ? zp_arena_copy(c->arena, zp_buffer_text(&name)) : path;
    zp_buffer_free(&name);
    return text;
}
