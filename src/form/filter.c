// The filters of {{path | filter(argument)}}. Arithmetic is exact; a blank operand gives a blank
// in a table, and is an error in the report, whose sentences need the figure.
#include "form/private.h"

#include <string.h>

enum { SHARE_PLACES = 2 };

static bool number_of(form_builder *builder, const form_value *value, zp_place place,
                      zp_decimal *out) {
    if (form_value_decimal(value, out)) {
        return true;
    }
    const char *name = builder->filter->name;
    zp_text path = value->path;
    if (form_value_blank(value)) {
        if (builder->strict) {
            form_fail(builder, place, "not-a-number",
                      "%.*s is blank; the filter `%s` wants a number",
                      ZP_ARG(path.size > 0 ? path : zp_text_of(zp_translated("the value"))), name);
        }
    } else if (path.size > 0 && value->place.file != NULL) {
        form_fail(builder, place, "not-a-number",
                  "%.*s is “%.*s” (%s:%u:%u); the filter `%s` wants a number", ZP_ARG(path),
                  ZP_ARG(value->text), value->place.file, value->place.line, value->place.column,
                  name);
    } else {
        form_fail(builder, place, "not-a-number", "“%.*s” is no number; the filter `%s` wants one",
                  ZP_ARG(value->text), name);
    }
    return false;
}

static void set_decimal(form_builder *builder, form_value *value, zp_decimal decimal) {
    value->text = zp_decimal_text(builder->arena, decimal);
}

static void overflow(form_builder *builder, form_value *value, zp_place place) {
    form_fail(builder, place, "not-a-number",
              "the result does not fit: numbers that large (or a division by zero) cannot be set");
    value->text = (zp_text){0};
}

// Both operands, or a blank result.
static bool two_numbers(form_builder *builder, form_value *value, const form_value *other,
                        zp_place place, zp_decimal *a, zp_decimal *b) {
    bool fine = number_of(builder, value, place, a) && number_of(builder, other, place, b);
    if (!fine) {
        value->text = (zp_text){0};
    }
    return fine;
}

static bool places_of(form_builder *builder, const form_value *argument, zp_place place,
                      int *places) {
    zp_decimal number;
    if (form_value_decimal(argument, &number) && number.scale == 0 && number.coefficient >= 0 &&
        number.coefficient <= 6) {
        *places = (int)number.coefficient;
        return true;
    }
    form_fail(builder, place, "filter-arguments", "“%.*s” places; 0 to 6 are wanted",
              ZP_ARG(argument->text));
    return false;
}

static void apply_blank(form_builder *builder, form_value *value, const form_value *arguments,
                        size_t count, zp_place place) {
    (void)builder, (void)count, (void)place;
    if (form_value_blank(value)) {
        value->text = arguments[0].text;
        value->words = arguments[0].words;
        value->value = NULL;
        value->given = true;
    }
}

static void set_percentage(form_builder *builder, form_value *value, zp_decimal part,
                           zp_decimal whole, const form_value *places, zp_place place) {
    form_rates rates = builder->form->rates;
    if (places != NULL) {
        rates.trim = false;
        if (!places_of(builder, places, place, &rates.places)) {
            return;
        }
    }
    bool fine = form_percentage(builder->arena, &rates, part, whole, &value->text);
    // In prose 87.10% stands beside 99.94%; only a whole percentage goes without its zeros.
    if (fine && rates.trim && memchr(value->text.data, '.', value->text.size) != NULL) {
        rates.trim = false;
        fine = form_percentage(builder->arena, &rates, part, whole, &value->text);
    }
    if (!fine) {
        overflow(builder, value, place);
    }
}

static void apply_share(form_builder *builder, form_value *value, const form_value *arguments,
                        size_t count, zp_place place) {
    zp_decimal part, whole;
    if (two_numbers(builder, value, &arguments[0], place, &part, &whole)) {
        set_percentage(builder, value, part, whole, count > 1 ? &arguments[1] : NULL, place);
    }
}

static void change(form_builder *builder, form_value *value, const form_value *arguments,
                   size_t count, zp_place place, bool growth) {
    zp_decimal now, before, difference;
    if (!two_numbers(builder, value, &arguments[0], place, &now, &before)) {
        return;
    }
    bool fine = growth ? zp_decimal_subtract(now, before, &difference)
                       : zp_decimal_subtract(before, now, &difference);
    if (!fine) {
        overflow(builder, value, place);
        return;
    }
    set_percentage(builder, value, difference, before, count > 1 ? &arguments[1] : NULL, place);
}

static void apply_growth(form_builder *builder, form_value *value, const form_value *arguments,
                         size_t count, zp_place place) {
    change(builder, value, arguments, count, place, true);
}

static void apply_drop(form_builder *builder, form_value *value, const form_value *arguments,
                       size_t count, zp_place place) {
    change(builder, value, arguments, count, place, false);
}

typedef bool arithmetic(zp_decimal a, zp_decimal b, zp_decimal *out);

static void calculate(form_builder *builder, form_value *value, const form_value *arguments,
                      size_t count, zp_place place, arithmetic *apply) {
    for (size_t i = 0; i < count; i++) {
        zp_decimal a, b, result;
        if (!two_numbers(builder, value, &arguments[i], place, &a, &b)) {
            return;
        }
        if (!apply(a, b, &result)) {
            overflow(builder, value, place);
            return;
        }
        set_decimal(builder, value, result);
    }
}

static void apply_plus(form_builder *builder, form_value *value, const form_value *arguments,
                       size_t count, zp_place place) {
    calculate(builder, value, arguments, count, place, zp_decimal_add);
}

static void apply_minus(form_builder *builder, form_value *value, const form_value *arguments,
                        size_t count, zp_place place) {
    calculate(builder, value, arguments, count, place, zp_decimal_subtract);
}

static void apply_times(form_builder *builder, form_value *value, const form_value *arguments,
                        size_t count, zp_place place) {
    calculate(builder, value, arguments, count, place, zp_decimal_multiply);
}

static void apply_over(form_builder *builder, form_value *value, const form_value *arguments,
                       size_t count, zp_place place) {
    zp_decimal a, b;
    int places = SHARE_PLACES;
    if (!two_numbers(builder, value, &arguments[0], place, &a, &b) ||
        (count > 1 && !places_of(builder, &arguments[1], place, &places))) {
        return;
    }
    if (!zp_decimal_divide(a, b, places, &a)) {
        overflow(builder, value, place);
        return;
    }
    set_decimal(builder, value, count > 1 ? a : zp_decimal_trim(a));
}

static void apply_places(form_builder *builder, form_value *value, const form_value *arguments,
                         size_t count, zp_place place) {
    (void)count;
    zp_decimal number;
    int places;
    if (!form_value_decimal(value, &number) || !places_of(builder, &arguments[0], place, &places)) {
        return; // `/`, `——`, blank and other words stay as they are
    }
    if (!zp_decimal_round(number, places, &number)) {
        overflow(builder, value, place);
        return;
    }
    bool percent = zp_text_ends(zp_text_trim(value->text), "%");
    set_decimal(builder, value, number);
    if (percent) {
        value->text = zp_arena_print(builder->arena, "%.*s%%", ZP_ARG(value->text));
    }
}

static void apply_percent(form_builder *builder, form_value *value, const form_value *arguments,
                          size_t count, zp_place place) {
    zp_decimal number;
    if (number_of(builder, value, place, &number)) {
        set_percentage(builder, value, number, zp_decimal_of(1), count > 0 ? arguments : NULL,
                       place);
    }
}

static void apply_yuan(form_builder *builder, form_value *value, const form_value *arguments,
                       size_t count, zp_place place) {
    (void)arguments, (void)count;
    zp_decimal number;
    if (!form_value_decimal(value, &number)) {
        return;
    }
    if (!zp_decimal_multiply(number, zp_decimal_of(10000), &number)) {
        overflow(builder, value, place);
        return;
    }
    set_decimal(builder, value, zp_decimal_trim(number));
}

// 2024-05-28 → 2024年5月28日, 2024-05 → 2024年5月, 2024 → 2024年; other texts stay.
static void apply_date(form_builder *builder, form_value *value, const form_value *arguments,
                       size_t count, zp_place place) {
    static const char *const units[] = {"年", "月", "日"};
    if (form_value_blank(value)) {
        value->text = count > 0 ? arguments[0].text : (zp_text){0};
        return;
    }
    if (!form_date_check(builder, value->text, value->place.file ? value->place : place)) {
        return;
    }
    zp_text out = {0}, text = value->text;
    size_t at = 0;
    for (size_t i = 0; i < 3 && at < text.size; i++) {
        size_t from = at;
        while (at < text.size && text.data[at] >= '0' && text.data[at] <= '9') {
            at++;
        }
        zp_text part = zp_text_slice(text, from, at);
        if (part.size != (i == 0 ? 4 : 2) || (at < text.size && text.data[at] != '-')) {
            return;
        }
        if (i > 0 && part.data[0] == '0') { // GB/T 9704: no leading zero
            part = zp_text_slice(part, 1, part.size);
        }
        out = zp_arena_print(builder->arena, "%.*s%.*s%s", ZP_ARG(out), ZP_ARG(part), units[i]);
        at++;
    }
    value->text = out;
}

static void apply_chinese(form_builder *builder, form_value *value, const form_value *arguments,
                          size_t count, zp_place place) {
    (void)arguments, (void)count, (void)place;
    value->text = form_number_write(builder->arena, ZP_TEXT("一"), value->text);
}

static void apply_number(form_builder *builder, form_value *value, const form_value *arguments,
                         size_t count, zp_place place) {
    (void)count, (void)place;
    if (!form_value_blank(value)) {
        value->text = form_number_write(builder->arena, arguments[0].text, value->text);
    }
}

static void apply_count(form_builder *builder, form_value *value, const form_value *arguments,
                        size_t count, zp_place place) {
    (void)arguments, (void)count, (void)place;
    bool list = value->value != NULL && value->value->kind == ZP_VALUE_ARRAY;
    value->text = zp_arena_print(builder->arena, "%zu", list ? value->value->count : 0);
    value->value = NULL;
}

// By name, for looking and for suggestions.
static const form_filter filters[] = {
    {"blank", 1, 1, true, true, apply_blank},     {"chinese", 0, 0, false, false, apply_chinese},
    {"count", 0, 0, true, false, apply_count},    {"date", 0, 1, false, false, apply_date},
    {"drop", 1, 2, false, false, apply_drop},     {"growth", 1, 2, false, false, apply_growth},
    {"minus", 1, 8, false, false, apply_minus},   {"number", 1, 1, false, false, apply_number},
    {"over", 1, 2, false, false, apply_over},     {"percent", 0, 1, false, false, apply_percent},
    {"places", 1, 1, false, false, apply_places}, {"plus", 1, 8, false, false, apply_plus},
    {"share", 1, 2, false, false, apply_share},   {"times", 1, 8, false, false, apply_times},
    {"yuan", 0, 0, false, false, apply_yuan},
};

const form_filter *form_filter_find(zp_text name) {
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        if (zp_text_is(name, filters[i].name)) {
            return &filters[i];
        }
    }
    return NULL;
}

void form_filter_guess(form_guess *guess) {
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        form_guess_try(guess, zp_text_of(filters[i].name));
    }
}
