// Weights and scores of the indicator tables added up.
#include "check/indicators.h"

// ---------------------------------------------------------------- what the rules share

void check_rows_each(check *c, void (*look)(check *c, const check_row *row), const char *zh,
                     const char *en) {
    if (c->row_count == 0) {
        check_skipped(c, "没有绩效指标", "there are no indicators");
    }
    for (size_t i = 0; i < c->row_count; i++) {
        look(c, &c->rows[i]);
    }
    check_skipped(c, zh, en);
}

bool check_is_scored(const check_row *row) {
    return row->weight.state == CHECK_NUMBER && row->weight.number.coefficient > 0 &&
           row->score.state == CHECK_NUMBER;
}

bool check_is_said(const check_figure *reason) {
    zp_text text = zp_text_trim(reason->text);
    return !check_means_nothing(text) && !zp_text_is(text, "无") && !zp_text_is(text, "无。");
}

// As [[waiver]] names it.
static zp_text indicators_path(check *c, const check_owner *owner) {
    return zp_arena_print(c->arena, "%.*sindicator", ZP_ARG(owner->path));
}

static check_figure of_owner(check *c, const check_owner *owner, const char *path) {
    return check_figure_print(c, "%.*s%s", ZP_ARG(owner->path), path);
}

static const check_row *next_row(const check *c, const check_owner *owner, const check_row *row) {
    for (size_t i = row == NULL ? 0 : (size_t)(row - c->rows) + 1; i < c->row_count; i++) {
        if (c->rows[i].owner == owner) {
            return &c->rows[i];
        }
    }
    return NULL;
}

// ---------------------------------------------------------------- I01

static bool is_scored_at_all(check *c, const check_owner *owner) {
    check_figure score = of_owner(c, owner, "funds.score");
    bool any = score.state == CHECK_NUMBER;
    for (const check_row *row = NULL; (row = next_row(c, owner, row)) != NULL;) {
        any = any || row->score.state == CHECK_NUMBER;
    }
    return any;
}

// An execution's score above its weight is for F05 and F08, which know of caps.
static void pair_in_range(check *c, check_figure weight, check_figure score, bool execution) {
    bool weighs = weight.state == CHECK_NUMBER, scores = score.state == CHECK_NUMBER;
    zp_decimal none = zp_decimal_of(0);
    if (!weighs && !scores) {
        return;
    }
    if (weighs && !scores && weight.number.coefficient == 0) {
        check_passed(c);
    } else if (!scores) {
        check_found(c, &(check_finding){CHECK_FIGURES(score, weight),
                                        .text = {"{1.name}是 {1}，{0.name}没有填数",
                                                 "{1.name} is {1}, but {0.name} has no number"},
                                        .hint = {"补填得分；不适用的指标，分值也不填",
                                                 "write the score; an indicator that does not "
                                                 "apply has no weight either"}});
    } else if (!weighs) {
        check_found(c, &(check_finding){CHECK_FIGURES(score, weight),
                                        .text = {"{0.name}是 {0}，{1.name}没有填数",
                                                 "{0.name} is {0}, but {1.name} has no number"},
                                        .hint = {"补填分值；不适用的指标，得分也不填",
                                                 "write the weight; an indicator that does not "
                                                 "apply has no score either"}});
    } else if (zp_decimal_compare(score.number, none) < 0 ||
               zp_decimal_compare(weight.number, none) < 0) {
        check_found(c, &(check_finding){CHECK_FIGURES(score, weight),
                                        .text = {"{0.name} {0}、{1.name} {1} 不应为负数",
                                                 "{0.name} {0}, {1.name} {1}: neither may be "
                                                 "below 0"}});
    } else if (!execution && zp_decimal_compare(score.number, weight.number) > 0) {
        check_found(
            c, &(check_finding){CHECK_FIGURES(score, weight),
                                .formula = zp_arena_print(c->arena, "%.*s > %.*s",
                                                          ZP_ARG(score.text), ZP_ARG(weight.text)),
                                .difference = check_difference(c, score.number, weight.number)});
    } else {
        check_passed(c);
    }
}

static void lines_in_range(check *c, const check_owner *owner) {
    const zp_value *funds = zp_value_get(owner->value, "funds");
    const zp_value *lines = owner->project ? zp_value_get(funds, "line") : NULL;
    zp_text list = zp_arena_print(c->arena, "%.*sfunds.line", ZP_ARG(owner->path));
    for (const zp_value *each = zp_value_first(lines); each != NULL; each = each->next) {
        zp_text path = check_element_path(c, list, lines, each);
        pair_in_range(c, check_figure_print(c, "%.*s.weight", ZP_ARG(path)),
                      check_figure_print(c, "%.*s.score", ZP_ARG(path)), true);
    }
}

void check_scores_in_range(check *c) {
    for (size_t i = 0; i < c->owner_count; i++) {
        const check_owner *owner = &c->owners[i];
        check_figure weight = of_owner(c, owner, "funds.weight");
        if (!is_scored_at_all(c, owner)) {
            if (weight.state == CHECK_NUMBER || next_row(c, owner, NULL) != NULL) {
                check_deferred_for(c, owner->value->place, "自评表还没有评分",
                                   "the table has no scores yet");
            }
            continue;
        }
        pair_in_range(c, weight, of_owner(c, owner, "funds.score"), true);
        lines_in_range(c, owner);
        for (const check_row *row = NULL; (row = next_row(c, owner, row)) != NULL;) {
            pair_in_range(c, row->weight, row->score, false);
        }
    }
    check_skipped(c, "没有分值和得分", "there are neither weights nor scores");
}

// ---------------------------------------------------------------- sums of a table

// All weights, or all scores, of the owner's indicators.
static check_sum sum_of_rows(check *c, const check_owner *owner, bool scores) {
    check_sum sum = {0};
    for (const check_row *row = NULL; (row = next_row(c, owner, row)) != NULL;) {
        check_sum_add(c, &sum, scores ? &row->score : &row->weight);
    }
    return sum;
}

static check_figure total_made(check *c, const check_sum *sum) {
    return check_figure_made(c, zp_decimal_trim(sum->total), "各项相加", "the sum of the parts");
}

// A name with that of the project before it.
static zp_words named(check *c, const check_owner *owner, const char *zh, const char *en) {
    zp_text project = zp_value_text(zp_value_get(owner->value, "name"));
    if (!owner->project) {
        return (zp_words){{zp_text_of(zh), zp_text_of(en)}};
    }
    return (zp_words){{zp_arena_print(c->arena, "%.*s › %s", ZP_ARG(project), zh),
                       zp_arena_print(c->arena, "%.*s › %s", ZP_ARG(project), en)}};
}

// What a sum shows: two numbers that should be one, then the parts.
static void found_sum(check *c, const check_sum *sum, check_finding *found, check_figure first,
                      check_figure second) {
    check_figure *figures = ZP_ARRAY(c->arena, check_figure, sum->numbers + 2);
    figures[0] = first;
    figures[1] = second;
    for (size_t i = 0; i < sum->numbers; i++) {
        figures[2 + i] = sum->parts[i];
    }
    found->figures = figures;
    found->count = sum->numbers + 2;
    found->formula = zp_arena_print(c->arena, "%.*s = %.*s", ZP_ARG(sum->formula),
                                    ZP_ARG(total_made(c, sum).text));
    found->difference = check_difference(c, first.number, second.number);
    check_found(c, found);
}

// ---------------------------------------------------------------- I02

static void weights_of(check *c, const check_owner *owner) {
    zp_decimal whole = zp_decimal_of(100);
    check_sum sum = sum_of_rows(c, owner, false);
    check_figure execution = of_owner(c, owner, "funds.weight");
    check_figure stated = of_owner(c, owner, "total.weight");
    // A table whose execution is scored is filled in: without any indicator, its weight is all.
    bool scored = execution.state == CHECK_NUMBER && next_row(c, owner, NULL) == NULL &&
                  of_owner(c, owner, "funds.score").state == CHECK_NUMBER;
    if (sum.numbers == 0 && !sum.unknown && !scored) {
        return; // not filled in yet
    }
    check_sum_add(c, &sum, &execution);
    bool typed = stated.state == CHECK_NUMBER && !stated.computed;
    if (sum.unknown) {
        check_deferred(c, &sum.unknown_part);
    } else if (zp_decimal_compare(sum.total, whole) != 0) {
        // Where the total's own cell has 100 or is computed, the weights are what is wrong.
        check_figure made = total_made(c, &sum);
        made.name = named(c, owner, "各项分值与执行率分值之和",
                          "the sum of the weights and that of the execution");
        check_figure wanted = check_figure_made(c, whole, "应为", "wanted");
        check_finding found = {.place = sum.parts[0].place,
                               .where = typed ? stated.path : indicators_path(c, owner)};
        found_sum(c, &sum, &found, made, wanted);
    } else if (typed && zp_decimal_compare(stated.number, whole) != 0) {
        check_finding found = {
            .text = {"{0.name}写的是 {0}，各项分值与执行率分值相加为 {1}",
                     "{0.name} says {0}, the weights and that of the execution add up to {1}"}};
        found_sum(c, &sum, &found, stated, total_made(c, &sum));
    } else {
        check_passed(c);
    }
}

void check_weights_make_100(check *c) {
    for (size_t i = 0; i < c->owner_count; i++) {
        weights_of(c, &c->owners[i]);
    }
    check_skipped(c, "没有分值", "there are no weights");
}

// ---------------------------------------------------------------- I03

static void total_of(check *c, const check_owner *owner) {
    static const zp_decimal slack = {1, 2};
    check_sum sum = sum_of_rows(c, owner, true);
    check_sum rows = sum;
    check_figure execution = of_owner(c, owner, "funds.score");
    check_figure stated = of_owner(c, owner, "total.score");
    check_sum_add(c, &sum, &execution);
    if (sum.numbers == 0 && !sum.unknown) {
        const check_row *first = next_row(c, owner, NULL);
        if (first != NULL && first->weight.state == CHECK_NUMBER) {
            check_deferred(c, &first->score);
        }
        return;
    }
    if (sum.unknown) {
        check_deferred(c, &sum.unknown_part);
    } else if (stated.computed) {
        check_passed(c);
    } else if (stated.state != CHECK_NUMBER) {
        check_deferred(c, &stated);
    } else if (zp_decimal_compare(stated.number, sum.total) == 0) {
        check_passed(c);
    } else {
        check_finding found = {.remark = check_within(stated.number, sum.total, slack)};
        if (execution.state == CHECK_NUMBER && rows.numbers > 0 &&
            zp_decimal_compare(stated.number, rows.total) == 0) {
            found.text =
                (check_words){"{0.name}写的是 {0}，只是各项指标的得分，漏加执行率的得分；应为 {1}",
                              "{0.name} says {0}, the indicators without the score of the "
                              "execution; it is {1}"};
        }
        found_sum(c, &sum, &found, stated, total_made(c, &sum));
    }
}

void check_total_is_sum(check *c) {
    for (size_t i = 0; i < c->owner_count; i++) {
        total_of(c, &c->owners[i]);
    }
    check_skipped(c, "没有得分", "there are no scores");
}

// ---------------------------------------------------------------- I04

// What is printed behind the name of a row's first level: what the data bring along, else what the
// profile says.
static bool find_bracket(check *c, const check_row *row, check_figure *bracket) {
    const zp_value *form = zp_value_get(zp_value_get(c->profile, "indicators"), "bracket");
    const zp_value *group = zp_value_at(zp_value_get(c->profile, "group"), row->group);
    const zp_value *weight = zp_value_get(group, "weight");
    const char *name = zp_arena_string(c->arena, row->level1);
    if (row->points.size > 0) {
        const zp_value *level1 = zp_value_get(row->indicator, "level1");
        *bracket = check_figure_text(c, row->points, level1->place, name, name);
    } else if (!zp_value_blank(form) && weight != NULL) {
        *bracket = check_figure_text(c, zp_value_text(weight), weight->place, name, name);
    } else {
        return false;
    }
    bracket->name = named(c, row->owner, name, name);
    return bracket->state == CHECK_NUMBER;
}

static bool is_one_block(const check_row *a, const check_row *b) {
    return a->owner == b->owner && zp_text_equal(a->level1, b->level1) &&
           zp_text_equal(a->points, b->points);
}

// `first` is the first row of a first level.
static void bracket_of(check *c, const check_row *first) {
    check_sum sum = {0};
    check_figure bracket;
    if (!find_bracket(c, first, &bracket)) {
        return;
    }
    for (const check_row *row = first; row < c->rows + c->row_count; row++) {
        if (is_one_block(first, row)) {
            check_sum_add(c, &sum, &row->weight);
        }
    }
    if (sum.unknown) {
        check_deferred(c, &sum.unknown_part);
    } else if (zp_decimal_compare(bracket.number, sum.total) == 0) {
        check_passed(c);
    } else {
        check_finding found = {.where = first->weight.path, .place = first->weight.place};
        found_sum(c, &sum, &found, bracket, total_made(c, &sum));
    }
}

static bool has_weights(check *c, const check_owner *owner) {
    const check_row *row = NULL;
    while ((row = next_row(c, owner, row)) != NULL && row->weight.state != CHECK_NUMBER) {
    }
    return row != NULL;
}

void check_brackets_hold(check *c) {
    for (size_t i = 0; i < c->row_count; i++) {
        const check_row *row = &c->rows[i], *before = row;
        bool first = true;
        while (first && before > c->rows) {
            first = !is_one_block(--before, row);
        }
        if (first && has_weights(c, row->owner)) {
            bracket_of(c, row);
        }
    }
    check_skipped(c, "没有分值，或者本区的表样不印各组的分数",
                  "there are no weights, or the form prints no points of the groups");
}
