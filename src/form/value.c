// From a path to what stands there: a loop variable, the year, the profile, the unit's data, a
// computed value.
#include "form/private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool form_said(const zp_messages *messages, zp_place place, zp_text beginning) {
    const zp_message *each;
    for (size_t i = 0; (each = zp_messages_at(messages, i)) != NULL; i++) {
        if (each->place.line == place.line && each->place.column == place.column &&
            zp_text_equal(zp_text_slice(each->text, 0, beginning.size), beginning) &&
            zp_text_equal(zp_text_of(each->place.file), zp_text_of(place.file))) {
            return true;
        }
    }
    return false;
}

void form_fail(form_builder *builder, zp_place place, const char *id, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    if (builder->errors < ZP_FORM_ERRORS_MAX) {
        zp_report_list(builder->messages, ZP_ERROR, place, id, format, arguments);
    } else if (builder->errors == ZP_FORM_ERRORS_MAX) {
        zp_report(builder->messages, ZP_ERROR, place, "many-errors",
                  "these are %d errors in one document; the rest of it is not looked at",
                  ZP_FORM_ERRORS_MAX);
        builder->endless = true;
    }
    va_end(arguments);
    builder->failed = true;
    builder->errors++;
}

// The places from the last time we were at `place`, which the way leads to again.
static zp_text way_round(const form_builder *builder, zp_place place) {
    int from = builder->depth - 1;
    while (from > 0 && !zp_place_equal(builder->entered[from], place)) {
        from--;
    }
    zp_text way = {0};
    for (int i = from; i < builder->depth; i++) {
        zp_place at = builder->entered[i];
        if (i == from || !zp_place_equal(at, builder->entered[i - 1])) {
            way = zp_arena_print(builder->arena, "%.*s%s:%u → ", ZP_ARG(way), at.file,
                                 (unsigned)at.line);
        }
    }
    return zp_arena_print(builder->arena, "%.*s%s:%u", ZP_ARG(way), place.file,
                          (unsigned)place.line);
}

static bool too_much(form_builder *builder, zp_place place) {
    builder->endless = true;
    form_fail(builder, place, "document-size",
              "the document takes more than %d parts or %d bytes of text up to here; no more are "
              "set: something in the data, the profile or a template repeats too often",
              ZP_FORM_STEPS_MAX, ZP_FORM_TEXT_MAX);
    return false;
}

bool form_spend(form_builder *builder, zp_place place, size_t bytes) {
    if (builder->endless) {
        return false;
    }
    builder->bytes += bytes;
    return builder->bytes <= ZP_FORM_TEXT_MAX || too_much(builder, place);
}

bool form_enter(form_builder *builder, zp_place place) {
    if (builder->endless) {
        return false;
    }
    if (builder->steps++ >= ZP_FORM_STEPS_MAX) {
        return too_much(builder, place);
    }
    if (builder->depth >= ZP_FORM_DEPTH_MAX) {
        builder->endless = true;
        form_fail(builder, place, "endless",
                  "texts or templates hold each other more than %d deep; one of them must hold "
                  "itself: %.*s",
                  ZP_FORM_DEPTH_MAX, ZP_ARG(way_round(builder, place)));
        return false;
    }
    builder->entered[builder->depth++] = place;
    return true;
}

bool form_value_blank(const form_value *value) {
    if (value->value != NULL && value->value->kind >= ZP_VALUE_ARRAY) {
        return value->value->count == 0;
    }
    return zp_text_trim(value->text).size == 0;
}

bool form_value_decimal(const form_value *value, zp_decimal *out) {
    zp_value text = {.kind = ZP_VALUE_TEXT, .text = value->text};
    return zp_value_decimal(&text, out);
}

static form_value words_of(zp_text text, zp_place place) {
    return (form_value){.text = text, .place = place, .given = true};
}

// index, number, first, last, count of a loop.
static bool loop_value(form_builder *builder, const form_variable *variable, const form_step *step,
                       form_value *out) {
    zp_text name = step->text;
    if (!variable->loop || zp_value_member(variable->value.value, name) != NULL) {
        return false;
    }
    size_t number = 0;
    if (zp_text_is(name, "index")) {
        number = variable->index;
    } else if (zp_text_is(name, "number")) {
        number = variable->index + 1;
    } else if (zp_text_is(name, "count")) {
        number = variable->count;
    } else if (zp_text_is(name, "first") || zp_text_is(name, "last")) {
        bool yes = variable->index + 1 == (zp_text_is(name, "first") ? 1 : variable->count);
        *out = words_of(yes ? ZP_TEXT("yes") : (zp_text){0}, variable->value.place);
        return true;
    } else {
        return false;
    }
    *out = words_of(zp_arena_print(builder->arena, "%zu", number), variable->value.place);
    return true;
}

static const form_variable *find_variable(const form_builder *builder, zp_text name) {
    const form_variable *each = builder->variables;
    while (each != NULL && !zp_text_equal(each->name, name)) {
        each = each->outer;
    }
    return each;
}

static bool year_value(form_builder *builder, zp_text name, form_value *out) {
    static const struct {
        const char *name;
        int more;
    } years[] = {{"year", 0}, {"prior_year", -1}, {"next_year", 1}};
    const zp_value *year = zp_value_get(builder->record->root, "year");
    zp_decimal number;
    for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
        if (zp_text_is(name, years[i].name) && zp_value_decimal(year, &number) &&
            zp_decimal_add(number, zp_decimal_of(years[i].more), &number)) {
            *out = words_of(zp_decimal_text(builder->arena, number), year->place);
            out->path = ZP_TEXT("year");
            return true;
        }
    }
    return false;
}

// The version in which the document last changed; blank where it never did.
static bool version_value(form_builder *builder, zp_text name, form_value *out) {
    unsigned version = builder->record->edition.revised;
    if (!zp_text_is(name, "version")) {
        return false;
    }
    zp_text text = version > 0 ? zp_arena_print(builder->arena, "%u", version) : (zp_text){0};
    *out = words_of(text, (zp_place){0});
    return true;
}

// What the first step means, and the number of steps it took.
static size_t begin(form_builder *builder, const form_path *path, form_value *out) {
    zp_text name = path->steps[0].text;
    const form_variable *variable = find_variable(builder, name);
    if (variable != NULL) {
        if (path->count == 2 && loop_value(builder, variable, &path->steps[1], out)) {
            return 2;
        }
        *out = variable->value;
        return 1;
    }
    if (path->count == 1 && (year_value(builder, name, out) || version_value(builder, name, out))) {
        return 1;
    }
    bool profile = zp_text_is(name, "profile");
    if (profile || zp_text_is(name, "document")) {
        *out = (form_value){.value = profile ? builder->form->profile : builder->document,
                            .given = true,
                            .words = true};
        return 1;
    }
    *out = (form_value){.value = builder->record->root, .given = true};
    return 0;
}

// A list that is shorter than the path wants.
static bool miss_entry(form_builder *builder, const form_path *path, const form_step *wrong,
                       const zp_value *last, zp_place place) {
    if (wrong->kind != FORM_STEP_INDEX || last == NULL || last->kind != ZP_VALUE_ARRAY) {
        return false;
    }
    // Steps are slices of the source; the bracket stands before the index.
    size_t end = (size_t)(wrong->text.data - path->source.data) - 1;
    form_fail(builder, place, "unknown-path",
              "`%.*s` has %zu entries, counted from [0]; there is no [%.*s]",
              ZP_ARG(zp_text_slice(path->source, 0, end)), last->count, ZP_ARG(wrong->text));
    return true;
}

// Is it a key that a profile may have? Then the profile lacks it; else the template is wrong.
static bool is_of_profile(form_builder *builder, const form_path *path) {
    const zp_value *level;
    zp_text wrong, rest = path->source;
    bool document = zp_text_is(path->steps[0].text, "document");
    if (!document && !zp_text_is(path->steps[0].text, "profile")) {
        return false;
    }
    if (document) {
        rest = zp_arena_print(builder->arena, "document[0]%.*s",
                              ZP_ARG(zp_text_slice(rest, strlen("document"), rest.size)));
    } else {
        rest = zp_text_slice(rest, strlen("profile."), rest.size);
    }
    return form_schema_allows(builder->form->profile_schema, builder->arena, rest, &level, &wrong);
}

static void miss_words(form_builder *builder, const form_path *path, const form_step *wrong,
                       const zp_value *last, zp_place place) {
    zp_arena *arena = builder->arena;
    const char *guess = form_suggest(arena, wrong->text, last, NULL);
    if (last == NULL || !is_of_profile(builder, path)) {
        form_fail(builder, place, "unknown-path", "%s:%u gives no “%.*s” (in “%.*s”)%s",
                  builder->form->file, last != NULL ? last->place.line : 1, ZP_ARG(wrong->text),
                  ZP_ARG(path->source), guess);
        return;
    }
    bool table = last == builder->form->profile;
    zp_text what = zp_arena_print(arena,
                                  zp_translated(table ? ZP_MARKED("no [%.*s] is given here")
                                                      : ZP_MARKED("no “%.*s” is given here")),
                                  ZP_ARG(wrong->text));
    if (form_said(builder->messages, last->place, what)) {
        builder->failed = true;
        builder->errors++;
    } else {
        form_fail(builder, last->place, "unknown-path", "%.*s; %s:%u prints “%.*s”%s", ZP_ARG(what),
                  place.file, (unsigned)place.line, ZP_ARG(path->source), guess);
    }
}

// Nothing stands at the path. Says so unless that is all right.
static void miss(form_builder *builder, const form_path *path, const form_step *wrong,
                 const zp_value *last, zp_place place, bool optional, form_value *out) {
    zp_arena *arena = builder->arena;
    out->value = NULL;
    out->given = false;
    out->text = (zp_text){0};
    if (out->extra) {
        if (!optional) {
            form_fail(builder, place, "unknown-path", "there is no “%.*s” in “%.*s”%s",
                      ZP_ARG(wrong->text), ZP_ARG(path->source),
                      form_suggest(arena, wrong->text, last, NULL));
        }
        return;
    }
    if (out->words) {
        if (!optional) {
            miss_words(builder, path, wrong, last, place);
        }
        return;
    }
    if (form_compute(arena, builder->record->root, &builder->form->rates, out->path, &out->text)) {
        out->given = true;
        out->place = place;
        return;
    }
    const zp_value *level = NULL;
    zp_text unknown;
    if (!form_schema_allows(builder->form->schema, arena, out->path, &level, &unknown)) {
        bool here = zp_text_equal(unknown, wrong->text);
        form_fail(builder, place, "unknown-path", "nothing is called “%.*s” in “%.*s”%s",
                  ZP_ARG(unknown), ZP_ARG(path->source),
                  form_suggest(arena, unknown, here ? last : NULL, level));
    } else if (builder->strict && !optional && !miss_entry(builder, path, wrong, last, place)) {
        form_fail(builder, place, "unknown-path", "%s gives no “%.*s” (in “%.*s”)%s",
                  builder->record->file, ZP_ARG(wrong->text), ZP_ARG(path->source),
                  form_suggest(arena, wrong->text, last, NULL));
    }
}

static bool reads_groups(const form_path *path) {
    return path->count > 1 && zp_text_is(path->steps[0].text, "profile") &&
           zp_text_is(path->steps[1].text, "group");
}

static form_value resolve(form_builder *builder, const form_path *path, zp_place place,
                          bool optional) {
    form_value out = {0};
    const form_step *wrong = NULL;
    const zp_value *last = NULL;
    size_t from = begin(builder, path, &out);
    if (from == path->count) {
        return out;
    }
    for (size_t i = from; i < path->count; i++) {
        size_t index = 0;
        const zp_value *next = form_step_walk(out.value, &path->steps[i], &index);
        if (!out.words && !out.extra) {
            out.path =
                form_path_extend(builder->arena, out.path, &path->steps[i], index, next != NULL);
        }
        if (next == NULL && wrong == NULL) {
            wrong = &path->steps[i];
            last = out.value;
        }
        out.value = next;
    }
    if (builder->used != NULL) {
        form_used_add(builder->used, out.path);
        builder->used->groups = builder->used->groups || reads_groups(path);
    }
    if (wrong != NULL) {
        miss(builder, path, wrong, last, place, optional, &out);
        return out;
    }
    bool boolean = out.value->kind == ZP_VALUE_BOOLEAN;
    out.text = boolean ? out.value->text : zp_value_text(out.value);
    out.place = out.value->place;
    out.given = true;
    return out;
}

form_value form_resolve(form_builder *builder, const form_path *path, zp_place place,
                        bool optional) {
    form_value value = resolve(builder, path, place, optional);
    if (builder->record->edition.published) {
        form_hold_back(builder, &value, place);
    }
    return value;
}

form_value form_operand_value(form_builder *builder, const form_operand *operand, zp_place place,
                              bool optional) {
    if (operand->kind == FORM_TEXT) {
        return words_of(operand->text, place);
    }
    form_value value =
        form_resolve(builder, &operand->path, place, optional || operand->kind == FORM_COUNT);
    if (operand->kind == FORM_COUNT) {
        bool list = value.value != NULL && value.value->kind == ZP_VALUE_ARRAY;
        size_t count = list ? value.value->count : !form_value_blank(&value);
        return words_of(zp_arena_print(builder->arena, "%zu", count), place);
    }
    return value;
}
