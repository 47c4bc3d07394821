// What the schema cannot check of a unit's data: days of the calendar, and indicators against the
// profile's groups. Every document asks for it; what was said for one is not said again.
#include "form/private.h"

enum { FINDINGS_MAX = 200 }; // of indicators; who has more has one slip many times

static bool said(const form_builder *builder, zp_place place, const char *id) {
    const zp_message *each;
    for (size_t i = 0; (each = zp_messages_at(builder->messages, i)) != NULL; i++) {
        if (each->place.line == place.line && each->place.column == place.column &&
            zp_text_is(zp_text_of(each->id), id) &&
            zp_text_equal(zp_text_of(each->place.file), zp_text_of(place.file))) {
            return true;
        }
    }
    return false;
}

// ---------------------------------------------------------------- dates

// The figures of YYYY-MM-DD, of YYYY-MM or of YYYY; how many there are, 0 for any other text.
static size_t read_date(zp_text text, int parts[3]) {
    size_t at = 0, count = 0;
    while (count < 3) {
        size_t end = at + (count == 0 ? 4 : 2);
        parts[count] = 0;
        for (; at < end; at++) {
            if (at >= text.size || text.data[at] < '0' || text.data[at] > '9') {
                return 0;
            }
            parts[count] = parts[count] * 10 + (text.data[at] - '0');
        }
        count++;
        if (at == text.size) {
            return count;
        }
        if (text.data[at++] != '-') {
            return 0;
        }
    }
    return 0;
}

static int days_of(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

bool form_date_check(form_builder *builder, zp_text text, zp_place place) {
    int parts[3];
    size_t count = read_date(zp_text_trim(text), parts);
    bool month = count < 2 || (parts[1] >= 1 && parts[1] <= 12);
    if (month && (count < 3 || (parts[2] >= 1 && parts[2] <= days_of(parts[0], parts[1])))) {
        return true;
    }
    if (said(builder, place, "date")) {
        builder->failed = true;
    } else if (!month) {
        form_fail(builder, place, "date", "“%.*s” is no date; a month from 01 to 12 is wanted",
                  ZP_ARG(text));
    } else {
        form_fail(builder, place, "date",
                  "“%.*s” is no date; a day from 01 to %d is wanted in this month", ZP_ARG(text),
                  days_of(parts[0], parts[1]));
    }
    return false;
}

// ---------------------------------------------------------------- indicators

// The element of `list` with the name that `indicator` gives under `key`. Says so when there is
// none; NULL also when nothing is asked for.
static const zp_value *check_level(form_builder *builder, const zp_value *indicator,
                                   const char *key, const zp_value *list) {
    const zp_value *wanted = zp_value_get(indicator, key);
    if (list == NULL || list->first == NULL || wanted == NULL || zp_value_blank(wanted)) {
        return NULL;
    }
    for (const zp_value *each = list->first; each != NULL; each = each->next) {
        if (zp_text_equal(zp_value_text(zp_value_get(each, "name")), zp_value_text(wanted))) {
            return each;
        }
    }
    builder->findings++;
    if (!said(builder, wanted->place, "unknown-level")) {
        zp_report(builder->messages, ZP_WARNING, wanted->place, "unknown-level",
                  "the form has no `%s` “%.*s”%s", key, ZP_ARG(wanted->text),
                  form_suggest(builder->arena, wanted->text, list, NULL));
    }
    return NULL;
}

bool form_is_of_rows(zp_text key) {
    static const char *const keys[] = {"target", "actual", "weight", "score"};
    size_t i = 0, count = sizeof keys / sizeof *keys;
    while (i < count && !zp_text_is(key, keys[i])) {
        i++;
    }
    return i < count;
}

// With rows, what the indicator itself gives of a row's values is printed nowhere.
static void check_rows(form_builder *builder, const zp_value *indicator) {
    const zp_value *rows = zp_value_get(indicator, "rows");
    const zp_value *own = rows != NULL && rows->count > 0 ? indicator->first : NULL;
    for (; own != NULL; own = own->next) {
        if (!form_is_of_rows(own->key) || zp_value_blank(own)) {
            continue;
        }
        builder->failed = true;
        builder->findings++;
        if (!said(builder, own->key_place, "rows-and-values")) {
            form_fail(builder, own->key_place, "rows-and-values",
                      "the indicator has `rows` and a `%s` of its own, which would be left out; it "
                      "is wanted in the rows alone",
                      zp_arena_string(builder->arena, own->key));
        }
    }
}

static bool has_indicator(const zp_value *list, zp_text level1) {
    for (const zp_value *each = list->first; each != NULL; each = each->next) {
        if (zp_text_equal(zp_value_text(zp_value_get(each, "level1")), level1)) {
            return true;
        }
    }
    return false;
}

// Groups whose points no indicator has: then the table's weights are not the whole score.
static void check_groups(form_builder *builder, const zp_value *list) {
    const zp_value *groups = zp_value_get(builder->form->profile, "group");
    zp_text lacking = {0};
    for (const zp_value *each = zp_value_first(groups); each != NULL; each = each->next) {
        const zp_value *weight = zp_value_get(each, "weight");
        zp_text name = zp_value_text(zp_value_get(each, "name"));
        bool wanted = weight != NULL && zp_decimal_compare(weight->number, zp_decimal_of(0)) > 0;
        if (wanted && !has_indicator(list, name)) {
            lacking = zp_arena_print(builder->arena, "%.*s%s“%.*s” (%.*s)", ZP_ARG(lacking),
                                     lacking.size > 0 ? zp_translated(", ") : "", ZP_ARG(name),
                                     ZP_ARG(weight->text));
        }
    }
    if (lacking.size == 0) {
        return;
    }
    builder->findings++;
    if (!said(builder, list->place, "empty-group")) {
        zp_report(builder->messages, ZP_WARNING, list->place, "empty-group",
                  "no indicator has the `level1` %.*s, whose weight the form wants among them",
                  ZP_ARG(lacking));
    }
}

static void check_indicators(form_builder *builder, const zp_value *owner) {
    const zp_value *groups = zp_value_get(builder->form->profile, "group");
    const zp_value *list = zp_value_get(owner, "indicator");
    for (const zp_value *each = zp_value_first(list);
         each != NULL && builder->findings < FINDINGS_MAX; each = each->next) {
        const zp_value *group = check_level(builder, each, "level1", groups);
        check_level(builder, each, "level2", zp_value_get(group, "second"));
        check_rows(builder, each);
    }
    if (list != NULL && list->count > 0) {
        check_groups(builder, list);
    }
}

void form_check_record(form_builder *builder) {
    static const char *const dates[] = {"signature.date", "report.date"};
    const zp_value *root = builder->record->root;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        const zp_value *date = zp_value_find(root, zp_text_of(dates[i]), NULL);
        if (date != NULL) {
            form_date_check(builder, zp_value_text(date), date->place);
        }
    }
    check_indicators(builder, root);
    const zp_value *projects = zp_value_get(root, "project");
    for (const zp_value *each = zp_value_first(projects); each != NULL; each = each->next) {
        check_indicators(builder, each);
    }
}
