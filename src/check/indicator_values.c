// Targets and achieved values as values: what they may say, and how they stand to each other.
#include "check/indicators.h"

static bool weighs(const check_row *row) {
    return row->weight.state == CHECK_NUMBER && row->weight.number.coefficient > 0;
}

// 不适用 as an indicator's name, or nothing in any of its cells.
static bool is_idle(const check_row *row) {
    bool nothing =
        row->wanted.kind == CHECK_VALUE_NOTHING && row->reached.kind == CHECK_VALUE_NOTHING;
    zp_text name = zp_text_trim(row->name);
    bool marked = zp_text_is(zp_text_trim(row->target.text), "不适用") ||
                  zp_text_is(name, "不适用") || zp_text_is(name, "无");
    return nothing && (marked || check_means_nothing(name));
}

// ---------------------------------------------------------------- I10

typedef enum defect { NO_DEFECT, IS_QUESTION, IS_KIND, IS_UNIT, IS_NOTHING } defect;

static defect defect_of(const check_value *value) {
    static const char *const kinds[] = {"定性", "定量", "定性指标", "定量指标", "定性描述"};
    zp_text text = value->text;
    if (value->kind == CHECK_VALUE_NOTHING) {
        return IS_NOTHING;
    }
    if (value->kind == CHECK_VALUE_QUANTITY) {
        return NO_DEFECT;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (zp_text_is(text, kinds[i])) {
            return IS_KIND;
        }
    }
    return check_find_text(text, ZP_TEXT("是否"), 0) != SIZE_MAX || zp_text_ends(text, "？") ||
                   zp_text_ends(text, "?")
               ? IS_QUESTION
           : check_is_unit(text) ? IS_UNIT
                                 : NO_DEFECT;
}

// What has a target and a weight waits for what was achieved.
static void wait_for_actual(check *c, const check_row *row) {
    bool wanted = row->wanted.kind != CHECK_VALUE_NOTHING && weighs(row);
    if (wanted && row->reached.kind == CHECK_VALUE_NOTHING) {
        check_deferred(c, &row->actual);
    }
}

static void found_defect(check *c, const check_figure *figure, zp_text where, defect defect) {
    static const check_words texts[] = {
        [IS_QUESTION] = {"{0.name}写的是“{0}”，是问句，不是一个值",
                         "{0.name} says “{0}”, which is a question and no value"},
        [IS_KIND] = {"{0.name}写的是“{0}”，是指标的类别，不是一个值",
                     "{0.name} says “{0}”, which is a kind of indicator and no value"},
        [IS_UNIT] = {"{0.name}写的是“{0}”，只有单位，没有数",
                     "{0.name} says “{0}”, a unit without a number"},
        [IS_NOTHING] = {"{0.name}没有填写，这一项有分值", "{0.name} is blank, but has a weight"},
    };
    check_found(c, &(check_finding){CHECK_FIGURES(*figure), .where = where, .text = texts[defect]});
}

static void target_of(check *c, const check_row *row) {
    defect defect = defect_of(&row->wanted);
    if (is_idle(row) || (defect == IS_NOTHING && !weighs(row))) {
        return;
    }
    if (defect == NO_DEFECT) {
        check_passed(c);
    } else {
        found_defect(c, &row->target, row->target.path, defect);
    }
}

void check_target_is_value(check *c) {
    check_rows_each(c, target_of, "没有年度指标值", "there are no targets");
}

// ---------------------------------------------------------------- I11

// 920% of those asked cannot be content. 完成率 and 参保率 may well be above 100%.
static bool is_above_all(const check_row *row) {
    static const char *const ends[] = {"满意度", "满意率", "合格率", "及时率", "覆盖率",
                                       "准确率", "知晓率", "化解率", "公开率"};
    const check_quantity *actual = check_single(&row->reached);
    if (actual == NULL || actual->change != 0 || !zp_text_is(actual->unit, "%") ||
        zp_decimal_compare(actual->number, zp_decimal_of(100)) <= 0) {
        return false;
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (zp_text_ends(zp_text_trim(row->name), ends[i])) {
            return true;
        }
    }
    return false;
}

static void actual_of(check *c, const check_row *row) {
    defect defect = defect_of(&row->reached);
    bool unfilled =
        defect == IS_NOTHING && (!check_is_scored(row) || row->wanted.kind == CHECK_VALUE_NOTHING);
    if (is_idle(row) || unfilled) {
        wait_for_actual(c, row); // of a target that is not there either I10 speaks
        return;
    }
    if (defect == IS_NOTHING) {
        check_found(c, &(check_finding){CHECK_FIGURES(row->actual, row->score),
                                        .text = {"{0.name}没有填写，却有得分 {1}",
                                                 "{0.name} is blank, but the score is {1}"},
                                        .hint = {"补填实际完成值", "write what was achieved"}});
        return;
    }
    if (defect == IS_QUESTION || defect == IS_UNIT) {
        found_defect(c, &row->actual, row->actual.path, defect);
        return;
    }
    if (is_above_all(row)) {
        check_found(c, &(check_finding){CHECK_FIGURES(row->actual),
                                        .text = {"{0.name}写的是“{0}”，这一指标不会超过100%",
                                                 "{0.name} says “{0}”, of what cannot exceed 100%"},
                                        .hint = {"核对小数点", "check the decimal point"}});
        return;
    }
    for (size_t i = 0; i < row->reached.count; i++) {
        const check_quantity *part = &row->reached.parts[i];
        // 24小时内 may be all there is to say of many cases; ≤24小时 is the target's way.
        bool inside = part->in_words && part->comparator == CHECK_AT_MOST;
        if (part->comparator != CHECK_BARE && !inside) {
            check_found(c, &(check_finding){CHECK_FIGURES(row->actual)});
            return;
        }
    }
    check_passed(c);
}

void check_actual_is_value(check *c) {
    check_rows_each(c, actual_of, "没有实际完成值", "there are no achieved values");
}

// ---------------------------------------------------------------- I12

// 4073.53万: of what?
static bool lacks_unit(const check_value *value) {
    bool lacks = false;
    for (size_t i = 0; i < value->count; i++) {
        lacks = lacks || (value->parts[i].factor != 1 && value->parts[i].unit.size == 0);
    }
    return lacks;
}

static bool units_agree(const check_row *row) {
    bool agree = row->wanted.count == row->reached.count;
    for (size_t i = 0; agree && i < row->wanted.count; i++) {
        agree = check_same_unit(&row->wanted.parts[i], &row->reached.parts[i]);
    }
    return agree;
}

// Words against a bare figure. Words that hold figures themselves (每月15日前) may well be answered
// by one; so may 下降 by 下降100%.
static bool kinds_differ(const check_value *words, const check_value *number) {
    bool figures = false;
    for (size_t i = 0; i < words->text.size; i++) {
        figures = figures || (words->text.data[i] >= '0' && words->text.data[i] <= '9');
    }
    return words->kind == CHECK_VALUE_WORDS && !figures && number->kind == CHECK_VALUE_QUANTITY &&
           number->parts[0].change == 0;
}

static void found_compare(check *c, const check_row *row, check_words text, check_words hint) {
    check_found(
        c, &(check_finding){CHECK_FIGURES(row->actual, row->target), .text = text, .hint = hint});
}

// 4073.53元 where ≤4073.53万元 is wanted: one has 万 or 亿, the other none, and they are a thousand
// times apart.
static bool scales_clash(const check_row *row) {
    static const int64_t far = 1000;
    for (size_t i = 0; i < row->wanted.count; i++) {
        const check_quantity *a = &row->wanted.parts[i], *b = &row->reached.parts[i];
        zp_decimal high_a, high_b;
        bool apart = a->factor != b->factor && a->fits && b->fits && a->base.coefficient > 0 &&
                     b->base.coefficient > 0;
        if (apart && zp_decimal_multiply(a->base, zp_decimal_of(far), &high_a) &&
            zp_decimal_multiply(b->base, zp_decimal_of(far), &high_b) &&
            (zp_decimal_compare(high_a, b->base) <= 0 ||
             zp_decimal_compare(high_b, a->base) <= 0)) {
            return true;
        }
    }
    return false;
}

static void compare_numbers(check *c, const check_row *row) {
    static const check_words hint = {"两栏用同一个单位", "use one unit for both"};
    if (!units_agree(row)) {
        found_compare(c, row,
                      (check_words){"{0.name}是“{0}”，指标值是“{1}”，单位不同",
                                    "{0.name} is “{0}”, the target “{1}”: their units differ"},
                      hint);
    } else if (scales_clash(row)) {
        found_compare(
            c, row,
            (check_words){"{0.name}是“{0}”，指标值是“{1}”，相差千倍以上，“万”“亿”可能写错",
                          "{0.name} is “{0}”, the target “{1}”, a thousand times apart: 万 or 亿 "
                          "may be wrong"},
            hint);
    } else {
        check_passed(c);
    }
}

static void compare_values(check *c, const check_row *row) {
    const check_value *wanted = &row->wanted, *reached = &row->reached;
    if (wanted->kind == CHECK_VALUE_NOTHING || reached->kind == CHECK_VALUE_NOTHING ||
        defect_of(wanted) != NO_DEFECT) {
        wait_for_actual(c, row); // of the target I10 speaks
        return;
    }
    if (lacks_unit(wanted) || lacks_unit(reached)) {
        found_compare(
            c, row,
            (check_words){"{0.name}“{0}”、指标值“{1}”的“万”“亿”后面没有单位",
                          "{0.name}, “{0}”, or the target, “{1}”, has 万 or 亿 without a unit"},
            (check_words){"写全单位，如“万元”", "write the whole unit, as in 万元"});
    } else if (wanted->kind == CHECK_VALUE_QUANTITY && reached->kind == CHECK_VALUE_QUANTITY) {
        compare_numbers(c, row);
    } else if (kinds_differ(wanted, reached) || kinds_differ(reached, wanted)) {
        check_found(c, &(check_finding){CHECK_FIGURES(row->actual, row->target)});
    } else {
        check_passed(c);
    }
}

void check_values_compare(check *c) {
    check_rows_each(c, compare_values, "没有成对的指标值和完成值",
                    "there is no target with an achieved value");
}

// ---------------------------------------------------------------- I13

// Of cost, and yet the more the better.
static bool is_good_of_cost(zp_text name) {
    static const char *const words[] = {"节约", "节省", "节支", "压减", "压缩", "降低", "下降",
                                        "减少", "降幅", "达标", "合规", "合格", "到位", "及时",
                                        "执行", "完成", "覆盖", "准确", "满意", "公开", NULL};
    return check_has(name, words);
}

static void limit_of(check *c, const check_row *row) {
    static const char *const costs[] = {"成本", "支出", "经费", "费用",
                                        "预算", "造价", "投资", NULL};
    const check_quantity *target = check_single(&row->wanted);
    if (target == NULL || is_good_of_cost(row->name) || target->change != 0) {
        return;
    }
    check_quantity bare = *target;
    bare.comparator = CHECK_BARE;
    bool money = zp_text_is(target->unit, "元");
    bool cost = check_is_cost(row) && (money || check_has(row->name, costs));
    bool harm = !check_is_cost(row) && check_direction_of(row, &bare) == CHECK_DOWNWARD;
    if (!cost && !harm) {
        return;
    }
    bool at_least = target->comparator == CHECK_AT_LEAST || target->comparator == CHECK_MORE_THAN;
    bool limited = target->comparator == CHECK_AT_MOST || target->comparator == CHECK_LESS_THAN ||
                   target->number.coefficient == 0;
    if (at_least) {
        check_found(c, &(check_finding){CHECK_FIGURES(row->target)});
    } else if (!limited && money) {
        check_found(c, &(check_finding){CHECK_FIGURES(row->target), .remark = true,
                                        .text = {"{0.name}写的是“{0}”，没有写明是上限",
                                                 "{0.name} says “{0}”, not that it is a limit"},
                                        .hint = {"成本类指标写作“≤…”", "write ≤ for a cost"}});
    } else {
        check_passed(c);
    }
}

void check_cost_is_limited(check *c) {
    check_rows_each(c, limit_of, "没有定量的成本指标或反向指标",
                    "there are no indicators of cost or harm in numbers");
}

// ---------------------------------------------------------------- I14

// A figure of the funds that was not known when the targets were set.
static bool is_known_afterwards(check *c, const check_row *row, zp_decimal amount,
                                check_figure *found) {
    static const char *const units[] = {"funds.full_year", "funds.executed", "funds.spending.basic",
                                        "funds.spending.projects", NULL};
    static const char *const projects[] = {"funds.total.budget", "funds.total.final", NULL};
    const check_owner *owner = row->owner;
    check_figure opening = check_figure_print(
        c, "%.*s%s", ZP_ARG(owner->path), owner->project ? "funds.total.prior" : "funds.opening");
    // A project that was added in the year has its budget for a target from the first.
    bool added = owner->project && opening.state == CHECK_NUMBER && opening.number.coefficient == 0;
    check_figure set =
        added ? check_figure_print(c, "%.*sfunds.total.budget", ZP_ARG(owner->path)) : opening;
    if (set.state == CHECK_NUMBER && zp_decimal_compare(set.number, amount) == 0) {
        return false;
    }
    for (const char *const *path = owner->project ? projects : units; *path != NULL; path++) {
        *found = check_figure_print(c, "%.*s%s", ZP_ARG(owner->path), *path);
        if (found->state == CHECK_NUMBER && zp_decimal_compare(found->number, amount) == 0) {
            return true;
        }
    }
    return false;
}

static void afterwards_of(check *c, const check_row *row) {
    const check_quantity *target = check_single(&row->wanted),
                         *actual = check_single(&row->reached);
    zp_decimal amount;
    check_figure figure;
    // 4073.53万 is taken for money too; I12 asks for the unit.
    bool money = target != NULL && actual != NULL && check_same_unit(target, actual) &&
                 (zp_text_is(target->unit, "元") || (target->unit.size == 0 && target->factor > 1));
    if (!money || !target->fits || !actual->fits || target->number.coefficient == 0) {
        return;
    }
    bool equal = zp_decimal_compare(target->base, actual->base) == 0;
    if (equal && zp_decimal_divide(target->base, zp_decimal_of(10000), 6, &amount) &&
        is_known_afterwards(c, row, amount, &figure)) {
        check_found(c, &(check_finding){CHECK_FIGURES(row->target, row->actual, figure)});
    } else {
        check_passed(c);
    }
}

void check_target_not_afterwards(check *c) {
    check_rows_each(c, afterwards_of, "没有金额指标", "there are no indicators in money");
}

// ---------------------------------------------------------------- I15

static void overshoot_of(check *c, const check_row *row) {
    if (row->wanted.count != row->reached.count) {
        wait_for_actual(c, row);
        return;
    }
    for (size_t i = 0; i < row->wanted.count; i++) {
        const check_quantity *target = &row->wanted.parts[i];
        zp_decimal t, a, hundredfold, limit, percent;
        if (!check_beside_target(target, &row->reached.parts[i], &t, &a) || t.coefficient <= 0 ||
            check_direction_of(row, target) != CHECK_UPWARD) {
            continue;
        }
        if (!zp_decimal_multiply(a, zp_decimal_of(100), &hundredfold) ||
            !zp_decimal_multiply(t, c->settings.overshoot, &limit) ||
            !zp_decimal_divide(hundredfold, t, 1, &percent)) {
            check_deferred_for(c, row->actual.place, "指标值超出计算范围",
                               "a value is out of range");
        } else if (zp_decimal_compare(hundredfold, limit) < 0 || check_is_said(&row->reason)) {
            check_passed(c);
        } else {
            zp_text text = zp_decimal_text(c->arena, zp_decimal_trim(percent));
            check_figure made = check_figure_made(c, percent, "完成比例", "of the target");
            made.text = zp_arena_print(c->arena, "%.*s%%", ZP_ARG(text));
            check_found(
                c, &(check_finding){CHECK_FIGURES(row->actual, row->target, made),
                                    .formula = zp_arena_print(c->arena, "%.*s ÷ %.*s = %.*s",
                                                              ZP_ARG(zp_decimal_text(c->arena, a)),
                                                              ZP_ARG(zp_decimal_text(c->arena, t)),
                                                              ZP_ARG(made.text))});
            return;
        }
    }
}

void check_overshoot_is_said(check *c) {
    check_rows_each(c, overshoot_of, "没有定量的正向指标",
                    "there are no upward indicators in numbers");
}

// ---------------------------------------------------------------- I16

static void idle_of(check *c, const check_row *row) {
    bool scores = row->score.state == CHECK_NUMBER && row->score.number.coefficient > 0;
    if (is_idle(row) && (weighs(row) || scores)) {
        check_found(c, &(check_finding){CHECK_FIGURES(row->weight, row->score)});
    } else {
        check_passed(c);
    }
}

void check_idle_rows_weigh_nothing(check *c) {
    check_rows_each(c, idle_of, "没有绩效指标", "there are no indicators");
}
