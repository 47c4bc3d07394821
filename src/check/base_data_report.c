// B06 to B08, B10: rows of the base data table that ask for a word in the report.
#include "check/private.h"

static const char *const three_public[] = {"三公", NULL};
static const char *const public_expenses[] = {"公用经费", NULL};
static const char *const procurement[] = {"采购", NULL};
static const char *const projects[] = {"项目支出", NULL};
static const char *const staff[] = {"控制率",   "超编",     "缺编",     "在职人",   "编制数",
                                    "编制内",   "编制外",   "编制人",   "编制不足", "核定编制",
                                    "人员编制", "行政编制", "事业编制", NULL};

// ---------------------------------------------------------------- B06, B07

static const struct {
    const char *path;
    const char *const *names;
    bool budget;    // is kept within its budget: B06
    bool rise_only; // a fall of it is what is wanted: B07
} items[] = {
    {"expenditure.three_public", three_public, true, true},
    {"expenditure.projects", projects, false, false},
    {"expenditure.public", public_expenses, true, false},
    {"expenditure.procurement", procurement, true, false},
};
enum { ITEMS = sizeof items / sizeof *items };

static const char *const more[] = {"超",   "增",   "追加", "高于", "多于",
                                   "突破", "上升", "提高", NULL};
static const char *const changes[] = {"增",   "减",   "升",   "降",   "高于", "低于", "超",
                                      "多于", "少于", "变动", "变化", "追加", "突破", NULL};

// False: there is nothing to compare.
static bool both(check *c, const check_figure *a, const check_figure *b) {
    if (a->state == CHECK_NUMBER && b->state == CHECK_NUMBER) {
        return true;
    }
    const check_figure *missing = a->state == CHECK_NUMBER ? b : a;
    if (check_is_nothing(missing)) {
        check_skipped(c, "没有可以比较的数", "there are no figures to compare");
    } else {
        check_deferred(c, missing);
    }
    return false;
}

static void over_budget(check *c, const check_figure *actual, const check_figure *limit,
                        const char *const *names) {
    check_matter matter = {.names = names, .changes = more};
    if (!both(c, actual, limit)) {
        return;
    }
    if (zp_decimal_compare(actual->number, limit->number) <= 0) {
        check_passed(c);
    } else if (check_unexplained(c, &matter, actual->place)) {
        check_found(
            c, &(check_finding){CHECK_FIGURES(*actual, *limit),
                                .difference = check_difference(c, actual->number, limit->number)});
    }
}

void check_base_over_budget(check *c) {
    for (size_t i = 0; i < ITEMS; i++) {
        const check_line *line = check_base_line(c, items[i].path);
        if (items[i].budget) {
            over_budget(c, &line->amounts[CHECK_FINAL], &line->amounts[CHECK_BUDGET],
                        items[i].names);
        }
    }
    check_figure in_post = check_figure_print(c, "staff.in_post");
    check_figure posts = check_figure_print(c, "staff.posts");
    over_budget(c, &in_post, &posts, staff);
}

// final : prior, when it is outside of 1/change to change.
static bool is_great(const check *c, const check_figure *prior, const check_figure *final,
                     bool rise_only, bool *fits) {
    zp_decimal high, other;
    *fits = zp_decimal_multiply(prior->number, c->settings.change, &high) &&
            zp_decimal_multiply(final->number, c->settings.change, &other);
    return *fits && (zp_decimal_compare(final->number, high) > 0 ||
                     (!rise_only && zp_decimal_compare(other, prior->number) < 0));
}

static void changed(check *c, const check_figure *prior, const check_figure *final,
                    const char *const *names, bool rise_only) {
    check_figure pair[] = {*prior, *final};
    check_matter matter = {.names = names, .changes = changes, .figures = pair, .figure_count = 2};
    zp_decimal ratio;
    bool fits;
    if (!both(c, prior, final)) {
        return;
    }
    if (prior->number.coefficient < 0 || final->number.coefficient < 0) {
        check_found(c,
                    &(check_finding){CHECK_FIGURES(prior->number.coefficient < 0 ? *prior : *final),
                                     .text = {"{0.name}是负数 {0}", "{0.name} is {0}, below 0"},
                                     .hint = {"核对正负号", "check its sign"}});
        return;
    }
    if (prior->number.coefficient == 0) {
        check_skipped(c, "上年为零，没有倍数可言", "with 0 the year before there is no ratio");
        return;
    }
    bool great = is_great(c, prior, final, rise_only, &fits);
    if (!fits || !zp_decimal_multiply(final->number, zp_decimal_of(100), &ratio) ||
        !zp_decimal_divide(ratio, prior->number, 2, &ratio)) {
        check_deferred(c, final);
    } else if (!great) {
        check_passed(c);
    } else if (check_unexplained(c, &matter, final->place)) {
        check_found(
            c, &(check_finding){CHECK_FIGURES(*final, *prior),
                                .formula = zp_arena_print(c->arena, "%.*s ÷ %.*s = %.*s%%",
                                                          ZP_ARG(final->text), ZP_ARG(prior->text),
                                                          ZP_ARG(zp_decimal_text(c->arena, ratio))),
                                .difference = check_difference(c, final->number, prior->number)});
    }
}

// A budget of ten times what was spent in either year: its point or its unit may be wrong.
static void budget_far_above(check *c, const check_line *line) {
    const check_figure *budget = &line->amounts[CHECK_BUDGET];
    const check_figure *finals[] = {&line->amounts[CHECK_PRIOR], &line->amounts[CHECK_FINAL]};
    for (size_t i = 0; i < 2; i++) {
        zp_decimal ten;
        if (budget->state != CHECK_NUMBER || finals[i]->state != CHECK_NUMBER ||
            finals[i]->number.coefficient <= 0 ||
            !zp_decimal_multiply(finals[i]->number, zp_decimal_of(10), &ten) ||
            zp_decimal_compare(budget->number, ten) < 0) {
            return;
        }
    }
    check_found(
        c, &(check_finding){CHECK_FIGURES(*budget, *finals[0], *finals[1]),
                            .text = {"{0.name} {0} 是{1.name} {1}、{2.name} {2} 的十倍以上",
                                     "{0.name}, {0}, is ten times {1.name}, {1}, and {2.name}, "
                                     "{2}"},
                            .hint = {"核对预算数的小数点和单位；无误的，写核对说明",
                                     "check the budget's decimal point and unit; if it is right, "
                                     "waive this"}});
}

void check_base_change(check *c) {
    for (size_t i = 0; i < ITEMS; i++) {
        const check_line *line = check_base_line(c, items[i].path);
        budget_far_above(c, line);
        changed(c, &line->amounts[CHECK_PRIOR], &line->amounts[CHECK_FINAL], items[i].names,
                items[i].rise_only);
    }
}

// ---------------------------------------------------------------- B08

static bool is_identical(const check_line *line) {
    for (size_t year = 0; year < CHECK_YEARS; year++) {
        const check_figure *each = &line->amounts[year];
        if (each->state != CHECK_NUMBER || each->number.coefficient == 0 ||
            zp_decimal_compare(each->number, line->amounts[0].number) != 0) {
            return false;
        }
    }
    return true;
}

// A row and the one part that makes it up are one fact, not two.
static bool is_new(const check_figure *figures, size_t count, const check_figure *figure) {
    for (size_t i = 0; i < count; i++) {
        if (zp_decimal_compare(figures[i].number, figure->number) == 0) {
            return false;
        }
    }
    return true;
}

static bool is_said(check *c, const check_line *top) {
    static const char *const same[] = {"相同", "持平", "一致", "不变", "没有变化", "未变", NULL};
    for (size_t i = 0; i < ITEMS; i++) {
        check_matter matter = {.names = items[i].names, .changes = same};
        if (zp_text_is(top->path, items[i].path)) {
            return !check_unexplained(c, &matter, top->place);
        }
    }
    return false;
}

void check_base_identical(check *c) {
    enum { SHOWN = 20, ENOUGH = 3 };
    const check_lines *lines = check_base_lines(c);
    check_figure figures[SHOWN];
    size_t count = 0, numbers = 0;
    bool said = true;
    for (size_t i = 0; i < lines->count && count < SHOWN; i++) {
        const check_line *line = &lines->items[i];
        numbers += line->amounts[CHECK_FINAL].state == CHECK_NUMBER;
        if (is_identical(line) && is_new(figures, count, &line->amounts[CHECK_FINAL])) {
            figures[count] = line->amounts[CHECK_FINAL];
            figures[count].path = line->path;
            figures[count++].place = line->place;
        }
    }
    for (size_t i = 0; i < lines->count && count >= ENOUGH && said; i++) {
        said = !is_identical(&lines->items[i]) || is_said(c, &lines->items[lines->items[i].top]);
    }
    if (count >= ENOUGH && !said) {
        check_found(c, &(check_finding){.figures = figures, .count = count});
    } else if (numbers == 0) {
        check_skipped(c, "没有填写经费控制情况", "the table of expenditure is not filled in");
    } else {
        check_passed(c);
    }
}

// ---------------------------------------------------------------- B10

// The first of a row's years in which it has an amount and none of its parts anything at all.
// A 0 with blanks under it is a style, not a gap.
static const check_figure *without_parts(const check_lines *lines, const check_line *line) {
    for (size_t year = 0; year < CHECK_YEARS; year++) {
        const check_figure *own = &line->amounts[year];
        bool blank = own->state == CHECK_NUMBER && own->number.coefficient != 0, any = false;
        for (size_t i = line->first; i != SIZE_MAX && blank; i = lines->items[i].next) {
            const check_line *part = &lines->items[i];
            any = any || part->named;
            blank = part->amounts[year].state == CHECK_ABSENT ||
                    part->amounts[year].state == CHECK_BLANK;
        }
        if (blank && any) {
            return own;
        }
    }
    return NULL;
}

static const char *const reception[] = {"公务接待", NULL};
static const char *const overseas[] = {"出国", NULL};
static const char *const vehicles[] = {"公务用车", "公车", NULL};

static const struct {
    const char *path;
    const char *const *names;
} zeros[] = {
    {"expenditure.three_public", three_public},
    {"expenditure.vehicles", vehicles},
    {"expenditure.overseas", overseas},
    {"expenditure.reception", reception},
};

// 三公经费中公务接待费0万元 is of the part, not of the whole.
static bool names_it(zp_text lead, const char *const *names) {
    static const char *const parts[] = {"接待", "公务用车", "公车", "出国", NULL};
    return check_has(lead, names) && (names != three_public || !check_has(lead, parts));
}

// `三公经费支出0.00万元` of this year's final accounts.
static const check_mention *find_zero(check *c, const check_block *block,
                                      const char *const *names) {
    static const char *const other[] = {"预算", "上年", "去年", "年初", "计划", NULL};
    size_t count;
    const check_mention *mentions = check_mentions(c, block, &count);
    for (size_t from = 0, to = 0; check_sentence(block, &from, &to);) {
        for (size_t i = check_mention_at(mentions, count, from); i < count && mentions[i].from < to;
             i++) {
            const check_mention *each = &mentions[i];
            if (each->money && each->number.coefficient == 0 &&
                names_it(check_lead(mentions, i, from), names) &&
                !check_has(zp_text_slice(block->text, from, each->from), other)) {
                return each;
            }
        }
    }
    return NULL;
}

static void blank_for_zero(check *c, const check_line *line, const char *const *names) {
    const check_figure *blank = &line->amounts[CHECK_FINAL];
    for (size_t i = 0; i < c->report.count; i++) {
        const check_block *block = &c->report.blocks[i];
        const check_mention *zero =
            check_has(block->text, names) ? find_zero(c, block, names) : NULL;
        if (zero != NULL) {
            check_figure said = check_mentioned(c, zero, "报告中的数", "the figure in the report");
            check_found(c, &(check_finding){CHECK_FIGURES(*blank, said),
                                            .text = {"{0.name}空着，报告写的是 {1}",
                                                     "{0.name} is blank, and the report says {1}"},
                                            .hint = {"表中填 0", "fill in 0 in the table"}});
            return;
        }
    }
}

void check_base_blanks(check *c) {
    const check_lines *lines = check_base_lines(c);
    bool table = zp_value_get(c->profile, "basic_data") != NULL; // else nobody asks for the parts
    for (size_t i = 0; i < lines->count; i++) {
        const check_line *line = &lines->items[i];
        const check_figure *own =
            table && line->first != SIZE_MAX ? without_parts(lines, line) : NULL;
        if (own != NULL) {
            check_found(c, &(check_finding){CHECK_FIGURES(*own)});
        } else if (line->first != SIZE_MAX && line->amounts[CHECK_FINAL].state == CHECK_NUMBER) {
            check_passed(c);
        }
    }
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++) {
        const check_line *line = check_base_line(c, zeros[i].path);
        if (line->amounts[CHECK_FINAL].state == CHECK_BLANK) {
            blank_for_zero(c, line, zeros[i].names);
        }
    }
    check_skipped(c, "没有填写经费控制情况", "the table of expenditure is not filled in");
}
