// Scores against what was reached. Of a row's score at most one of I06 to I09 speaks: I06 where
// the target was met; else I07 where the score is full all the same; else I08 for numbers and I09
// for words.
#include "check/indicators.h"

static bool is_full(const check_row *row) {
    static const zp_decimal slack = {1, 2};
    return zp_decimal_compare(row->score.number, row->weight.number) >= 0 ||
           check_within(row->score.number, row->weight.number, slack);
}

// A weight above nothing, with a score; a weight alone waits for it.
static bool is_scored(check *c, const check_row *row) {
    bool weighs = row->weight.state == CHECK_NUMBER && row->weight.number.coefficient > 0;
    if (weighs && row->score.state != CHECK_NUMBER) {
        check_deferred(c, &row->score);
    }
    return check_is_scored(row);
}

// A value that is missing, or no number beside one that is, keeps a row from being told.
static void defer(check *c, const check_row *row) {
    if (row->wanted.kind == CHECK_VALUE_NOTHING) {
        check_deferred(c, &row->target);
    } else if (row->reached.kind == CHECK_VALUE_NOTHING ||
               (row->wanted.kind == CHECK_VALUE_QUANTITY &&
                row->reached.kind == CHECK_VALUE_WORDS)) {
        check_deferred(c, &row->actual);
    }
}

static bool too_large(const check_value *value) {
    bool large = false;
    for (size_t i = 0; i < value->count; i++) {
        large = large || !value->parts[i].fits;
    }
    return large;
}

// False: nothing to judge, which is said where a value is to blame.
static bool is_told(check *c, const check_row *row, check_reach *reach) {
    if (!is_scored(c, row)) {
        return false;
    }
    *reach = row->reach;
    if (*reach != CHECK_UNTOLD) {
        return true;
    }
    if (too_large(&row->wanted) || too_large(&row->reached)) {
        const check_figure *figure = too_large(&row->wanted) ? &row->target : &row->actual;
        check_deferred_for(c, figure->place, "指标值超出计算范围", "a value is out of range");
    } else {
        defer(c, row);
    }
    return false;
}

// ---------------------------------------------------------------- I05

static void loss_of(check *c, const check_row *row) {
    if (!is_scored(c, row)) {
        return;
    }
    if (zp_decimal_compare(row->score.number, row->weight.number) >= 0 ||
        check_is_said(&row->reason)) {
        check_passed(c);
        return;
    }
    check_found(c, &(check_finding){
                       CHECK_FIGURES(row->score, row->weight), .where = row->reason.path,
                       .difference = check_difference(c, row->score.number, row->weight.number)});
}

void check_loss_has_reason(check *c) {
    check_rows_each(c, loss_of, "没有评分的指标", "no indicator is scored");
}

// ---------------------------------------------------------------- I06

static void met_of(check *c, const check_row *row) {
    check_reach reach;
    if (!is_told(c, row, &reach)) {
        return;
    }
    bool said = check_is_said(&row->reason);
    zp_decimal low;
    // Some points may be kept back from what is met, where it is said why.
    bool kept = said && zp_decimal_multiply(row->weight.number, c->settings.met, &low) &&
                zp_decimal_compare(row->score.number, low) >= 0;
    if (reach != CHECK_MET || is_full(row) || kept) {
        check_passed(c);
        return;
    }
    // Who keeps back more has answered too; it stays a remark: the value may be mistyped.
    check_found(c, &(check_finding){
                       CHECK_FIGURES(row->score, row->weight, row->target, row->actual),
                       .remark = said,
                       .difference = check_difference(c, row->score.number, row->weight.number)});
}

void check_met_is_full(check *c) {
    check_rows_each(c, met_of, "没有可以判断是否达标的指标", "of no indicator can it be told");
}

// ---------------------------------------------------------------- I07

static void missed_of(check *c, const check_row *row) {
    check_reach reach;
    if (!is_told(c, row, &reach)) {
        return;
    }
    if (reach == CHECK_MET || !is_full(row)) {
        check_passed(c);
        return;
    }
    bool numbers = row->wanted.kind == CHECK_VALUE_QUANTITY;
    check_found(c,
                &(check_finding){CHECK_FIGURES(row->score, row->weight, row->target, row->actual),
                                 .soften = !numbers || reach == CHECK_AT_EDGE});
}

void check_missed_is_not_full(check *c) {
    check_rows_each(c, missed_of, "没有可以判断是否达标的指标", "of no indicator can it be told");
}

// ---------------------------------------------------------------- I08

typedef struct proportion {
    zp_decimal score; // in 2 places
    zp_text formula;
} proportion;

// False: does not fit, or the target is below 0.
static bool upward(check *c, zp_decimal w, zp_decimal t, zp_decimal a, proportion *out) {
    zp_decimal product;
    if (t.coefficient < 0 || !zp_decimal_multiply(w, a, &product)) {
        return false;
    }
    if (t.coefficient == 0 || a.coefficient <= 0) {
        out->score = (zp_decimal){0, 2};
        return true;
    }
    out->formula =
        zp_arena_print(c->arena, "%.*s × %.*s ÷ %.*s", ZP_ARG(zp_decimal_text(c->arena, w)),
                       ZP_ARG(zp_decimal_text(c->arena, a)), ZP_ARG(zp_decimal_text(c->arena, t)));
    return zp_decimal_divide(product, t, 2, &out->score);
}

// w·(1-(a-t)/t) = w·(2t-a)/t; nothing from twice the target on.
static bool downward(check *c, zp_decimal w, zp_decimal t, zp_decimal a, proportion *out) {
    zp_decimal rest, product;
    if (t.coefficient < 0) {
        return false;
    }
    if (c->settings.reverse_ratio && a.coefficient > 0) {
        return upward(c, w, a, t, out);
    }
    if (!zp_decimal_add(t, t, &rest) || !zp_decimal_subtract(rest, a, &rest) ||
        !zp_decimal_multiply(w, rest, &product)) {
        return false;
    }
    zp_text wanted = zp_decimal_text(c->arena, t), reached = zp_decimal_text(c->arena, a);
    if (rest.coefficient <= 0) {
        out->score = (zp_decimal){0, 2};
        out->formula = zp_arena_print(c->arena, "%.*s ≥ 2 × %.*s", ZP_ARG(reached), ZP_ARG(wanted));
        return true;
    }
    out->formula = zp_arena_print(c->arena, "%.*s × (1 - (%.*s - %.*s) ÷ %.*s)",
                                  ZP_ARG(zp_decimal_text(c->arena, w)), ZP_ARG(reached),
                                  ZP_ARG(wanted), ZP_ARG(wanted));
    return zp_decimal_divide(product, t, 2, &out->score);
}

static void compare_score(check *c, const check_row *row, const proportion *wanted) {
    static const zp_decimal slack = {1, 2}, remark = {5, 1};
    zp_decimal score = row->score.number, rounded, whole = zp_decimal_of(1);
    bool binding = c->settings.scoring == CHECK_SCORING_BINDING;
    // Rounded as it is printed; to whole points only where no formula binds.
    bool fine =
        check_within(score, wanted->score, slack) ||
        ((score.scale > 0 || !binding) && zp_decimal_round(wanted->score, score.scale, &rounded) &&
         zp_decimal_compare(rounded, score) == 0);
    if (fine) {
        check_passed(c);
        return;
    }
    bool within_one = check_within(score, wanted->score, whole);
    // Whole points cut off where rounding up would make it full.
    bool cut =
        !binding && score.scale == 0 && within_one && zp_decimal_compare(score, wanted->score) < 0;
    check_figure made =
        check_figure_made(c, zp_decimal_trim(wanted->score), "按完成比例", "by proportion");
    check_found(
        c, &(check_finding){
               CHECK_FIGURES(row->score, made, row->weight, row->target, row->actual),
               .remark = cut || check_within(score, wanted->score, remark),
               .soften = within_one || !binding,
               .formula = zp_arena_print(c->arena, "%.*s%s%.*s", ZP_ARG(wanted->formula),
                                         wanted->formula.size > 0 ? " = " : "", ZP_ARG(made.text)),
               .difference = check_difference(c, score, wanted->score)});
}

static void proportion_of(check *c, const check_row *row) {
    check_reach reach;
    zp_decimal t, a;
    if (!is_told(c, row, &reach) || row->wanted.count != 1 || row->reached.count != 1) {
        return;
    }
    if (reach != CHECK_MISSED || is_full(row)) {
        check_passed(c); // I06 and I07 speak of the others
        return;
    }
    const check_quantity *target = &row->wanted.parts[0];
    proportion wanted = {0};
    check_beside_target(target, &row->reached.parts[0], &t, &a);
    bool down = check_direction_of(row, target) == CHECK_DOWNWARD;
    if (down ? downward(c, row->weight.number, t, a, &wanted)
             : upward(c, row->weight.number, t, a, &wanted)) {
        compare_score(c, row, &wanted);
    } else if (t.coefficient < 0) {
        check_deferred_for(c, row->target.place, "年度指标值是负数，不能按完成比例计分",
                           "the target is below 0: there is no proportion");
    } else {
        check_deferred_for(c, row->actual.place, "指标值超出计算范围", "a value is out of range");
    }
}

void check_score_is_proportion(check *c) {
    if (c->settings.scoring == CHECK_SCORING_FREE) {
        check_skipped(c, "本区不规定得分公式", "the profile binds no formula");
        return;
    }
    check_rows_each(c, proportion_of, "没有定量指标", "there are no indicators in numbers");
}

// ---------------------------------------------------------------- I09

static void band_of(check *c, const check_row *row) {
    check_reach reach;
    zp_decimal from = zp_decimal_of(0), to, weight = row->weight.number;
    if (row->wanted.kind != CHECK_VALUE_WORDS || !is_told(c, row, &reach)) {
        return;
    }
    if (reach == CHECK_MET || is_full(row)) {
        check_passed(c); // I06 and I07 speak of these
        return;
    }
    bool partly = reach == CHECK_PARTLY;
    if (!zp_decimal_multiply(weight, partly ? c->settings.met : c->settings.partly, &to) ||
        (partly && !zp_decimal_multiply(weight, c->settings.partly, &from))) {
        check_deferred(c, &row->weight);
        return;
    }
    int above = zp_decimal_compare(row->score.number, to);
    // 基本完成 may be read as either band: their common border is let pass where none binds.
    bool border = above == 0 && partly && c->settings.scoring == CHECK_SCORING_ADVISED;
    if ((above < 0 || border) && zp_decimal_compare(row->score.number, from) >= 0) {
        check_passed(c);
        return;
    }
    check_figure low = check_figure_made(c, zp_decimal_trim(from), "本档下限", "from");
    check_figure high = check_figure_made(c, zp_decimal_trim(to), "本档上限（不含）", "below");
    check_found(c, &(check_finding){
                       CHECK_FIGURES(row->score, low, high, row->weight, row->target, row->actual),
                       .formula = zp_arena_print(c->arena, "%.*s ≤ x < %.*s", ZP_ARG(low.text),
                                                 ZP_ARG(high.text)),
                       .difference = above >= 0 ? check_difference(c, row->score.number, to)
                                                : check_difference(c, row->score.number, from)});
}

void check_words_in_band(check *c) {
    if (c->settings.scoring == CHECK_SCORING_FREE) {
        check_skipped(c, "本区不规定定性指标的档次", "the profile binds no bands");
        return;
    }
    check_rows_each(c, band_of, "没有可以判断的定性指标",
                    "of no indicator in words can it be told");
}
