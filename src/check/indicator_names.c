// Names of indicators: the same fact twice, the execution once more, levels that the form lacks.
#include "check/indicators.h"

#include <string.h>

// ---------------------------------------------------------------- I17

// What a rate of completion is of: 国有土地上房屋预征收 of 国有土地上房屋预征收签约率. Empty for
// other rates; 合格率 is not of how many were to be done.
static zp_text stem_of(const check_row *row) {
    static const char *const ends[] = {"完成率", "签约率", "达成率", "实现率", "完成比例"};
    zp_text name = zp_text_trim(row->name);
    const check_quantity *target = check_single(&row->wanted),
                         *actual = check_single(&row->reached);
    bool rate = target != NULL && actual != NULL && zp_text_is(target->unit, "%") &&
                zp_text_is(actual->unit, "%") &&
                zp_decimal_compare(target->number, zp_decimal_of(100)) == 0;
    for (size_t i = 0; rate && i < sizeof ends / sizeof *ends; i++) {
        zp_text stem = zp_text_slice(name, 0, name.size - strlen(ends[i]));
        if (zp_text_ends(name, ends[i]) && zp_utf8_count(stem) >= 4) {
            return stem;
        }
    }
    return (zp_text){0};
}

static bool begins_with(zp_text text, zp_text stem) {
    return text.size > stem.size && zp_text_equal(zp_text_slice(text, 0, stem.size), stem);
}

static void compare_rate(check *c, const check_row *rate, const check_row *count) {
    const check_quantity *target = check_single(&count->wanted),
                         *actual = check_single(&count->reached);
    zp_decimal printed = check_single(&rate->reached)->number, t, a, percent;
    if (target == NULL || actual == NULL || zp_text_is(target->unit, "%") ||
        !check_beside_target(target, actual, &t, &a) || t.coefficient <= 0) {
        return;
    }
    if (!zp_decimal_multiply(a, zp_decimal_of(100), &percent) ||
        !zp_decimal_divide(percent, t, printed.scale, &percent)) {
        check_deferred_for(c, count->actual.place, "指标值超出计算范围", "a value is out of range");
        return;
    }
    zp_decimal whole = zp_decimal_of(100);
    bool capped = zp_decimal_compare(percent, whole) > 0 && zp_decimal_compare(printed, whole) == 0;
    if (capped || zp_decimal_compare(percent, printed) == 0) {
        check_passed(c);
        return;
    }
    check_figure made = check_figure_made(c, percent, "重新计算", "recomputed");
    made.text = zp_arena_print(c->arena, "%.*s%%", ZP_ARG(made.text));
    check_found(c, &(check_finding){
                       CHECK_FIGURES(rate->actual, made, count->actual, count->target),
                       .remark = check_within(printed, percent, (zp_decimal){1, printed.scale}),
                       .formula = zp_arena_print(
                           c->arena, "%.*s ÷ %.*s = %.*s", ZP_ARG(zp_decimal_text(c->arena, a)),
                           ZP_ARG(zp_decimal_text(c->arena, t)), ZP_ARG(made.text)),
                       .difference = check_difference(c, printed, percent)});
}

// One name, one target: one fact. Rates of two tables may be of two kinds of people.
static bool is_same_fact(const check_row *a, const check_row *b) {
    const check_quantity *target = check_single(&a->wanted);
    return a->name.size > 0 && zp_text_equal(a->name, b->name) && a->indicator != b->indicator &&
           target != NULL && zp_text_equal(a->wanted.text, b->wanted.text) &&
           check_single(&a->reached) != NULL && check_single(&b->reached) != NULL &&
           (a->owner == b->owner || !zp_text_is(target->unit, "%"));
}

static void compare_fact(check *c, const check_row *first, const check_row *again) {
    const check_quantity *a = check_single(&first->reached), *b = check_single(&again->reached);
    if (check_same_unit(a, b) && a->fits && b->fits && zp_decimal_compare(a->base, b->base) == 0) {
        check_passed(c);
        return;
    }
    check_found(
        c, &(check_finding){CHECK_FIGURES(again->actual, first->actual),
                            .text = {"{0.name}是“{0}”，{1.name}是“{1}”，同一件事的两个数不一致",
                                     "{0.name} is “{0}”, {1.name} “{1}”: one fact, two figures"}});
}

void check_facts_agree(check *c) {
    for (size_t i = 0; i < c->row_count; i++) {
        const check_row *row = &c->rows[i];
        zp_text stem = stem_of(row);
        bool compared = false; // with the first of the fact: not each with each
        for (size_t j = 0; j < c->row_count; j++) {
            const check_row *other = &c->rows[j];
            if (j != i && stem.size > 0 && other->owner == row->owner &&
                begins_with(other->name, stem)) {
                compare_rate(c, row, other);
            }
            if (j < i && !compared && is_same_fact(other, row)) {
                compare_fact(c, other, row);
                compared = true;
            }
        }
    }
    check_skipped(c, "没有两个指标说的是同一件事", "no two indicators are of one fact");
}

// ---------------------------------------------------------------- I18

static bool is_execution(const check_row *row) {
    static const char *const words[] = {"预算执行率", "资金执行率",   "经费执行率",
                                        "支出执行率", "预算完成率",   "预算执行进度",
                                        "预算支出率", "预算资金执行", NULL};
    // Those have budgets of their own.
    static const char *const parts[] = {"三公", "采购", "政府性基金", "公用经费", NULL};
    zp_text name = zp_text_trim(row->name);
    bool whole = zp_text_is(name, "执行率") || zp_text_is(name, "预算执行") ||
                 zp_text_is(name, "预算执行情况") || check_has(name, words);
    return whole && !check_has(name, parts) &&
           (row->owner->project || check_find_text(name, ZP_TEXT("专项"), 0) == SIZE_MAX);
}

static void execution_of(check *c, const check_row *row) {
    check_figure weight = check_figure_print(c, "%.*sfunds.weight", ZP_ARG(row->owner->path));
    if (weight.state != CHECK_NUMBER || weight.number.coefficient <= 0) {
        return;
    }
    if (!is_execution(row) || row->weight.state != CHECK_NUMBER) {
        check_passed(c);
        return;
    }
    const zp_value *name = zp_value_get(row->indicator, "name");
    check_figure shown = check_figure_text(c, row->name, name->place, "三级指标", "the indicator");
    shown.path = row->path;
    check_found(c, &(check_finding){CHECK_FIGURES(shown, row->weight, weight)});
}

void check_no_second_execution(check *c) {
    check_rows_each(c, execution_of, "表中没有执行率的分值", "the execution has no weight");
}

// ---------------------------------------------------------------- I19

static const zp_value *named(const zp_value *list, zp_text name) {
    const zp_value *each = zp_value_first(list);
    while (each != NULL && !zp_text_equal(zp_value_text(zp_value_get(each, "name")), name)) {
        each = each->next;
    }
    return each;
}

// The group that has this second level.
static const zp_value *group_with(const zp_value *groups, zp_text level2) {
    const zp_value *each = groups->first;
    while (each != NULL && named(zp_value_get(each, "second"), level2) == NULL) {
        each = each->next;
    }
    return each;
}

// 社会效益 for 社会效益指标.
static zp_text meant(const zp_value *list, zp_text name) {
    for (const zp_value *each = zp_value_first(list); each != NULL; each = each->next) {
        zp_text own = zp_value_text(zp_value_get(each, "name"));
        if (begins_with(own, name) || begins_with(name, own) ||
            zp_text_distance(own, name, 1) <= 1) {
            return own;
        }
    }
    return (zp_text){0};
}

static void found_level(check *c, const check_row *row, const char *key, zp_text close,
                        const zp_value *owner) {
    const zp_value *value = zp_value_get(row->indicator, key);
    zp_text path = row->path;
    for (size_t i = 0; i + 6 <= path.size; i++) { // the indicator's, not its row's
        path = zp_text_starts(zp_text_slice(row->path, i, row->path.size), ".rows[")
                   ? zp_text_slice(row->path, 0, i)
                   : path;
    }
    check_figure level = check_figure_print(c, "%.*s.%s", ZP_ARG(path), key);
    level.place = value->place;
    check_figure right =
        check_figure_text(c, owner != NULL ? zp_value_text(zp_value_get(owner, "name")) : close,
                          (zp_place){0}, owner != NULL ? "所属的一级指标" : "表样中的名称",
                          owner != NULL ? "its group" : "the form's");
    check_finding found = {CHECK_FIGURES(level, right)};
    if (owner != NULL) {
        found.text =
            (check_words){"“{0}”在本区的表样中属于“{1}”", "“{0}” is under “{1}” in the form"};
    } else if (close.size > 0) {
        found.text = (check_words){"本区的表样没有“{0}”，应为“{1}”",
                                   "the form has no “{0}”; “{1}” is wanted"};
    } else {
        found.count = 1;
    }
    check_found(c, &found);
}

void check_levels_are_of_form(check *c) {
    const zp_value *groups = zp_value_get(c->profile, "group");
    const check_row *last = NULL;
    for (size_t i = 0; groups != NULL && i < c->row_count; i++) {
        const check_row *row = &c->rows[i];
        const zp_value *group = named(groups, row->level1);
        const zp_value *seconds = zp_value_get(group, "second");
        // One slip is told once for all rows of a block.
        bool told = last != NULL && last->owner == row->owner &&
                    zp_text_equal(last->level1, row->level1) &&
                    (group == NULL || zp_text_equal(last->level2, row->level2));
        last = row;
        if (told) {
            continue;
        }
        if (group == NULL) {
            found_level(c, row, "level1", meant(groups, row->level1), NULL);
        } else if (seconds == NULL || named(seconds, row->level2) != NULL) {
            check_passed(c);
        } else {
            found_level(c, row, "level2", meant(seconds, row->level2),
                        group_with(groups, row->level2));
        }
    }
    check_skipped(c, "没有绩效指标，或者表样没有规定一级、二级指标",
                  "there are no indicators, or the form has no levels of them");
}
