// F05, F08: the score of the execution, weight × rate.
#include "check/funds.h"

// weight × executed ÷ basis, four places; with the cap no more than the weight.
static bool wanted_score(const check *c, const check_figure *weight, zp_decimal part,
                         zp_decimal whole, zp_decimal *score, bool *capped) {
    zp_decimal product;
    if (!zp_decimal_multiply(weight->number, part, &product) ||
        !zp_decimal_divide(product, whole, 4, score)) {
        return false;
    }
    *capped = c->settings.cap && zp_decimal_compare(*score, weight->number) > 0;
    *score = *capped ? weight->number : *score;
    return true;
}

// A score that was reckoned from the rate as it is printed.
static bool fits_printed_rate(const check *c, const check_funds_row *row) {
    zp_decimal score;
    bool capped;
    return row->rate.state == CHECK_NUMBER &&
           wanted_score(c, &row->weight, row->rate.number, zp_decimal_of(100), &score, &capped) &&
           check_within(row->score.number, score, (zp_decimal){1, 2});
}

// The rate itself is right, as exact as it is printed.
static bool rate_is_right(const check_funds_row *row, const check_figure *basis) {
    zp_decimal rate;
    return zp_decimal_multiply(row->amounts[CHECK_EXECUTED].number, zp_decimal_of(100), &rate) &&
           zp_decimal_divide(rate, basis->number, row->rate.number.scale, &rate) &&
           zp_decimal_compare(rate, row->rate.number) == 0;
}

static void found_score(check *c, const check_funds_row *row, const check_figure *basis,
                        zp_decimal wanted, bool capped) {
    const check_figure *executed = &row->amounts[CHECK_EXECUTED];
    zp_decimal rounded = wanted, as_written = wanted;
    zp_decimal_round(wanted, 2, &rounded);
    int places = row->score.number.scale;
    // 9.6 for 9.565 is the same score with one place; 10 for it is a better one.
    bool rounding = places > 0 && zp_decimal_round(wanted, places, &as_written) &&
                    zp_decimal_compare(as_written, row->score.number) == 0;
    check_figure made = check_figure_made(c, zp_decimal_trim(rounded), "重新计算", "recomputed");
    zp_text product = zp_arena_print(c->arena, "%.*s × %.*s ÷ %.*s", ZP_ARG(row->weight.text),
                                     ZP_ARG(executed->text), ZP_ARG(basis->text));
    check_found(
        c, &(check_finding){CHECK_FIGURES(row->score, made, row->weight, *executed, *basis),
                            .remark = rounding,
                            .formula = capped ? zp_arena_print(c->arena, "min(%.*s, %.*s) = %.*s",
                                                               ZP_ARG(row->weight.text),
                                                               ZP_ARG(product), ZP_ARG(made.text))
                                              : zp_arena_print(c->arena, "%.*s = %.*s",
                                                               ZP_ARG(product), ZP_ARG(made.text)),
                            .difference = check_difference(c, row->score.number, rounded)});
}

static void compare_score(check *c, const check_funds_row *row) {
    const check_figure *executed = &row->amounts[CHECK_EXECUTED];
    const check_figure *basis = &row->amounts[check_rate_basis(c)];
    zp_decimal wanted;
    bool capped;
    if (executed->number.coefficient < 0 || basis->number.coefficient <= 0) {
        check_deferred_for(c, basis->number.coefficient <= 0 ? basis->place : executed->place,
                           "预算数为零或者金额为负，算不出得分",
                           "with a budget of 0 or a negative amount there is no score");
    } else if (!wanted_score(c, &row->weight, executed->number, basis->number, &wanted, &capped)) {
        check_deferred(c, executed);
    } else if (check_within(row->score.number, wanted, (zp_decimal){1, 2})) {
        check_passed(c);
    } else if (!row->rate.computed && fits_printed_rate(c, row)) {
        if (rate_is_right(row, basis)) {
            check_passed(c);
        } else {
            check_deferred_for(c, row->rate.place, "得分依据的执行率有误，先改正执行率",
                               "the score goes by a rate that is wrong: correct that first");
        }
    } else {
        found_score(c, row, basis, wanted, capped);
    }
}

void check_execution_score(check *c, const check_funds_row *row) {
    const check_figure *basis = &row->amounts[check_rate_basis(c)];
    const check_figure *needed[] = {&row->amounts[CHECK_EXECUTED], basis, &row->weight,
                                    &row->score};
    if (check_is_nothing(&row->score) &&
        (check_is_nothing(&row->weight) || check_is_nothing(needed[0]))) {
        check_skipped(c, "没有分值和得分", "there is no weight and no score");
        return;
    }
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        if (needed[i]->state != CHECK_NUMBER) {
            check_deferred(c, needed[i]);
            return;
        }
    }
    compare_score(c, row);
}
