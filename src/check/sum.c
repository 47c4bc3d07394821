// Sums and rates, recomputed exactly.
#include "check/private.h"

// What stands for “nothing here” in an amount's place. It counts as nothing in a sum.
static bool means_none(zp_text text) {
    static const char *const words[] = {"/", "—", "——", "-", "--", "无", "不适用"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (zp_text_is(zp_text_trim(text), words[i])) {
            return true;
        }
    }
    return false;
}

bool check_is_nothing(const check_figure *figure) {
    return figure->state == CHECK_ABSENT || figure->state == CHECK_BLANK ||
           (figure->state == CHECK_WORDS && means_none(figure->text));
}

enum { FORMULA_PARTS = 30 }; // nobody reads more, and they would be copied for every one

static void add_to_formula(check *c, check_sum *sum, const check_figure *figure) {
    bool minus = figure->number.coefficient < 0;
    if (sum->numbers < FORMULA_PARTS) {
        sum->formula = zp_arena_print(c->arena, "%.*s%s%s%.*s%s", ZP_ARG(sum->formula),
                                      sum->numbers > 0 ? " + " : "", minus ? "(" : "",
                                      ZP_ARG(figure->text), minus ? ")" : "");
    } else if (sum->numbers == FORMULA_PARTS) {
        sum->formula = zp_arena_print(c->arena, "%.*s + …", ZP_ARG(sum->formula));
    }
}

void check_sum_add(check *c, check_sum *sum, const check_figure *figure) {
    if (figure->state != CHECK_NUMBER && !check_is_nothing(figure)) {
        sum->unknown_part = sum->unknown ? sum->unknown_part : *figure;
        sum->unknown = true;
    } else if (figure->state != CHECK_NUMBER) {
        sum->blanks++;
    } else if (!zp_decimal_add(sum->total, figure->number, &sum->total)) {
        sum->unknown = true;
        sum->unknown_part = *figure;
    } else {
        add_to_formula(c, sum, figure);
        *ZP_PUSH(c->arena, sum->parts, sum->numbers, sum->capacity) = *figure;
    }
}

zp_text check_difference(check *c, zp_decimal a, zp_decimal b) {
    zp_decimal difference;
    if (!zp_decimal_subtract(a, b, &difference)) {
        return (zp_text){0};
    }
    zp_text text = zp_decimal_text(c->arena, zp_decimal_trim(difference));
    return difference.coefficient > 0 ? zp_arena_print(c->arena, "+%.*s", ZP_ARG(text)) : text;
}

bool check_within(zp_decimal a, zp_decimal b, zp_decimal slack) {
    zp_decimal difference;
    if (!zp_decimal_subtract(a, b, &difference)) {
        return false;
    }
    zp_decimal below = {-slack.coefficient, slack.scale};
    return zp_decimal_compare(difference, slack) <= 0 && zp_decimal_compare(difference, below) >= 0;
}

static void found_sum(check *c, const check_sum *sum, const check_figure *stated) {
    zp_decimal slack = c->settings.slack[sum->numbers >= 4];
    bool rounding = sum->numbers >= 2 && check_within(stated->number, sum->total, slack);
    check_figure made = check_figure_made(c, sum->total, "各项相加", "the sum of the parts");
    size_t count = 2 + sum->numbers;
    check_figure *figures = ZP_ARRAY(c->arena, check_figure, count);
    figures[0] = *stated;
    figures[1] = made;
    for (size_t i = 0; i < sum->numbers; i++) {
        figures[2 + i] = sum->parts[i];
    }
    check_found(c,
                &(check_finding){.figures = figures,
                                 .count = count,
                                 .remark = rounding,
                                 .formula = zp_arena_print(c->arena, "%.*s = %.*s",
                                                           ZP_ARG(sum->formula), ZP_ARG(made.text)),
                                 .difference = check_difference(c, stated->number, sum->total)});
}

void check_sum_compare(check *c, const check_sum *sum, const check_figure *stated) {
    if (sum->numbers == 0 && !sum->unknown) {
        check_skipped(c, "各项均未填数", "none of the parts is filled in");
    } else if (stated->computed) {
        check_passed(c);
    } else if (sum->unknown) {
        check_deferred(c, &sum->unknown_part);
    } else if (stated->state != CHECK_NUMBER) {
        check_deferred(c, stated);
    } else if (zp_decimal_compare(sum->total, stated->number) == 0) {
        check_passed(c);
    } else {
        found_sum(c, sum, stated);
    }
}

void check_sum_at_most(check *c, const check_sum *sum, const check_figure *whole) {
    if (sum->numbers == 0 && !sum->unknown) {
        check_skipped(c, "各项均未填数", "none of the parts is filled in");
    } else if (sum->unknown) {
        check_deferred(c, &sum->unknown_part);
    } else if (whole->state != CHECK_NUMBER) {
        check_deferred(c, whole);
    } else if (zp_decimal_compare(sum->total, whole->number) <= 0) {
        check_passed(c);
    } else {
        found_sum(c, sum, whole);
    }
}

// ---------------------------------------------------------------- rates

static void found_rate(check *c, const check_figure *part, const check_figure *whole,
                       const check_figure *printed, zp_decimal wanted, zp_decimal unit) {
    check_figure made = check_figure_made(c, wanted, "重新计算", "recomputed");
    made.text = zp_arena_print(c->arena, "%.*s%%", ZP_ARG(made.text));
    check_found(c, &(check_finding){
                       CHECK_FIGURES(*printed, made, *part, *whole),
                       .soften = check_within(printed->number, wanted, unit),
                       .formula = zp_arena_print(c->arena, "%.*s ÷ %.*s = %.*s", ZP_ARG(part->text),
                                                 ZP_ARG(whole->text), ZP_ARG(made.text)),
                       .difference = check_difference(c, printed->number, wanted)});
}

static void out_of_nothing(check *c, const check_figure *part, const check_figure *whole,
                           const check_figure *printed) {
    if (printed->state != CHECK_NUMBER) {
        check_passed(c);
        return;
    }
    check_found(c,
                &(check_finding){CHECK_FIGURES(*printed, *part, *whole),
                                 .soften = c->rule->severity == ZP_ERROR,
                                 .formula = zp_arena_print(c->arena, "%.*s ÷ %.*s",
                                                           ZP_ARG(part->text), ZP_ARG(whole->text)),
                                 .text = {"{0.name}写的是 {0}，但{2.name}为 0，比率无从计算",
                                          "{0.name} says {0}, but {2.name} is 0: there is no rate"},
                                 .hint = {"写作“——”，或不填，由系统印“——”",
                                          "write ——, or leave it out and —— is printed"}});
}

// 95 beside rates that are printed as 100%.
static void with_sign(check *c, const check_figure *printed) {
    if (printed->percent) {
        check_passed(c);
        return;
    }
    check_found(c, &(check_finding){CHECK_FIGURES(*printed), .remark = true,
                                    .text = {"{0.name}写的是 {0}，没有百分号",
                                             "{0.name} says {0}, without a percent sign"},
                                    .hint = {"写作“{0}%”，或不填，由系统计算",
                                             "write “{0}%”, or leave it to be computed"}});
}

void check_rate(check *c, const check_figure *part, const check_figure *whole,
                const check_figure *printed) {
    zp_decimal wanted;
    if (part->state != CHECK_NUMBER || whole->state != CHECK_NUMBER) {
        const check_figure *missing = part->state != CHECK_NUMBER ? part : whole;
        bool half = part->state == CHECK_NUMBER || whole->state == CHECK_NUMBER;
        if ((printed->state == CHECK_NUMBER && !printed->computed) ||
            (half && missing->state == CHECK_BLANK)) {
            check_deferred(c, missing);
        } else {
            check_skipped(c, "没有可计算的数", "there are no figures to compute it from");
        }
    } else if (printed->computed) {
        check_passed(c);
    } else if (whole->number.coefficient == 0) {
        out_of_nothing(c, part, whole, printed);
    } else if (printed->state != CHECK_NUMBER) {
        check_deferred(c, printed);
    } else if (!zp_decimal_multiply(part->number, zp_decimal_of(100), &wanted) ||
               !zp_decimal_divide(wanted, whole->number, printed->number.scale, &wanted)) {
        check_deferred(c, part);
    } else if (zp_decimal_compare(wanted, printed->number) == 0) {
        with_sign(c, printed);
    } else {
        found_rate(c, part, whole, printed, wanted, (zp_decimal){1, printed->number.scale});
    }
}
