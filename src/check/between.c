// X: between the parts, tables against one another and against the report.
#include "check/private.h"

#include <string.h>

#include "check/between.h"

bool check_spending_is_final(check *c) {
    check_figure full = check_figure_print(c, "funds.full_year");
    check_figure executed = check_figure_print(c, "funds.executed");
    return c->settings.spending == CHECK_EXECUTED ||
           (c->settings.spending == CHECK_FULL_YEAR && full.state == CHECK_NUMBER &&
            executed.state == CHECK_NUMBER &&
            zp_decimal_compare(full.number, executed.number) == 0);
}

bool check_enough(const check *c) {
    enum { MOST = 64 };
    size_t count = c->checked->finding_count;
    return count >= MOST && c->checked->findings[count - MOST].rule == c->index;
}

// ---------------------------------------------------------------- X01

static void projects_of_both_tables(check *c) {
    check_figure base = check_figure_print(c, "expenditure.projects.final");
    check_figure funds = check_figure_print(c, "funds.spending.projects");
    if (base.state == CHECK_ABSENT) {
        check_skipped(c, "没有基础数据表", "there is no base table");
    } else if (base.state != CHECK_NUMBER && funds.state != CHECK_NUMBER) {
        check_skipped(c, "两张表都没有填写项目支出", "neither table has project spending");
    } else if (!check_spending_is_final(c)) {
        check_skipped(c, "自评表的支出各项是预算数，与决算数不同口径",
                      "the spending lines are of the budget, not of the final accounts");
    } else if (base.state != CHECK_NUMBER || funds.state != CHECK_NUMBER) {
        check_deferred(c, base.state != CHECK_NUMBER ? &base : &funds);
    } else if (zp_decimal_compare(base.number, funds.number) == 0) {
        check_passed(c);
    } else {
        check_found(c, &(check_finding){
                           CHECK_FIGURES(base, funds),
                           .remark = check_within(base.number, funds.number, c->settings.slack[0]),
                           .difference = check_difference(c, base.number, funds.number)});
    }
}

// ---------------------------------------------------------------- X09

static bool same_name(zp_text a, zp_text b) {
    a = check_bare_name(a);
    b = check_bare_name(b);
    return a.size > 0 && b.size > 0 &&
           (check_find_text(a, b, 0) != SIZE_MAX || check_find_text(b, a, 0) != SIZE_MAX);
}

static bool has_table(check *c, zp_text name) {
    const zp_value *list = zp_value_get(c->root, "project");
    for (const zp_value *each = zp_value_first(list); each != NULL; each = each->next) {
        if (same_name(zp_value_text(zp_value_get(each, "name")), name)) {
            return true;
        }
    }
    return false;
}

static bool any_fund_has_table(check *c, const zp_value *category) {
    const zp_value *funds = zp_value_get(category, "fund");
    for (const zp_value *each = zp_value_first(funds); each != NULL; each = each->next) {
        if (has_table(c, zp_value_text(zp_value_get(each, "name")))) {
            return true;
        }
    }
    return false;
}

// The tables that are there have all of the spending, whatever their names are.
static bool tables_have_all(check *c, const check_figure *spent) {
    zp_decimal total = {0};
    for (size_t i = 1; i < c->owner_count; i++) {
        check_figure one =
            check_figure_print(c, "%.*sfunds.total.final", ZP_ARG(c->owners[i].path));
        if (one.state == CHECK_NUMBER && !zp_decimal_add(total, one.number, &total)) {
            return false;
        }
    }
    return check_within(total, spent->number, c->settings.slack[1]);
}

#define WHY_NONE                                                                                                                 \
    "空表|未附|不附|不再附|不另附|不另报|不另行|不单独|不要求|不需|无需|不再单独|合并|一并|" \
    "未单独|没有单独|没有设|未设"

static bool says_why(check *c, zp_text name) {
    const char *own = zp_arena_string(c->arena, name);
    return check_says(c, NULL,
                      "项目支出绩效自评表|项目绩效自评表|项目自评表|专项资金绩效自评表|"
                      "项目支出自评表|项目支出绩效自评",
                      WHY_NONE, NULL) ||
           (name.size > 0 && check_says(c, NULL, own, WHY_NONE, NULL));
}

static bool form_has_project_table(const check *c) {
    const zp_value *list = zp_value_get(c->profile, "document");
    for (const zp_value *each = zp_value_first(list); each != NULL; each = each->next) {
        if (zp_text_is(zp_value_text(zp_value_get(each, "template")), "project.xml")) {
            return true;
        }
    }
    return false;
}

static void found_no_table(check *c, const check_figure *spent) {
    if (says_why(c, (zp_text){0})) {
        check_passed(c);
        return;
    }
    check_found(c, &(check_finding){CHECK_FIGURES(*spent), .soften = !form_has_project_table(c)});
}

// A category with spending of its own and no table; the whole has `spent`.
static void table_of_category(check *c, const zp_value *list, const zp_value *category) {
    zp_text path = check_element_path(c, ZP_TEXT("expenditure.category"), list, category);
    check_figure spent = check_figure_print(c, "%.*s.amounts.final", ZP_ARG(path));
    zp_text name = zp_value_text(zp_value_get(category, "name"));
    if (spent.state != CHECK_NUMBER || spent.number.coefficient <= 0 || has_table(c, name) ||
        any_fund_has_table(c, category) || says_why(c, check_bare_name(name))) {
        check_passed(c);
        return;
    }
    check_found(c,
                &(check_finding){
                    CHECK_FIGURES(spent), .soften = !form_has_project_table(c),
                    .text = {"{0.name}为 {0}，没有这一项目的自评表，报告中也没有说明原因",
                             "{0.name} is {0}; there is no table of this project and no reason"}});
}

// The row of the base table that has the project's own name, a category or a fund under one.
static check_figure base_of_project(check *c, zp_text name) {
    const check_lines *lines = check_base_lines(c);
    for (size_t i = 0; name.size > 0 && i < lines->count; i++) {
        const check_line *line = &lines->items[i];
        zp_text own = zp_value_text(zp_value_get(zp_value_find(c->root, line->path, NULL), "name"));
        if (zp_text_equal(check_bare_name(own), name)) {
            return line->amounts[CHECK_FINAL];
        }
    }
    return (check_figure){.state = CHECK_ABSENT};
}

// A project's table and the row of its name: the funds of another project may stand in it.
static void funds_of_project(check *c, const check_owner *owner) {
    zp_text name = check_bare_name(zp_value_text(zp_value_get(owner->value, "name")));
    check_figure base = base_of_project(c, name);
    check_figure own = check_figure_print(c, "%.*sfunds.total.final", ZP_ARG(owner->path));
    if (base.state != CHECK_NUMBER || own.state != CHECK_NUMBER ||
        check_within(own.number, base.number, c->settings.slack[0])) {
        return;
    }
    check_found(c, &(check_finding){
                       CHECK_FIGURES(own, base),
                       .difference = check_difference(c, own.number, base.number),
                       .text = {"{0.name}为 {0}，基础数据表中同名的一行为 {1}，相差 {difference}",
                                "{0.name} is {0}, the row of this name in the base table {1}: "
                                "{difference}"},
                       .hint = {"核对两张表；是不是抄了别的项目的数",
                                "check both; these may be the figures of another project"}});
}

static void tables_of_projects(check *c) {
    for (size_t i = 1; i < c->owner_count; i++) {
        funds_of_project(c, &c->owners[i]);
    }
    check_figure spent = check_figure_print(c, "expenditure.projects.final");
    if (spent.state != CHECK_NUMBER) {
        spent = check_figure_print(c, "funds.spending.projects");
    }
    const zp_value *list = zp_value_find(c->root, ZP_TEXT("expenditure.category"), NULL);
    if (spent.state != CHECK_NUMBER && spent.state != CHECK_WORDS) {
        check_skipped(c, "没有填写项目支出", "project spending is not filled in");
    } else if (spent.state != CHECK_NUMBER) {
        check_deferred(c, &spent);
    } else if (spent.number.coefficient <= 0) {
        check_skipped(c, "没有项目支出", "there is no project spending");
    } else if (c->owner_count == 1) {
        found_no_table(c, &spent);
    } else if (list == NULL || tables_have_all(c, &spent)) {
        check_passed(c);
    } else {
        for (const zp_value *each = list->first; each != NULL; each = each->next) {
            table_of_category(c, list, each);
        }
    }
}

// ---------------------------------------------------------------- X10

// True and *number: every one of them is a number. A blank one counts as nothing.
static bool amount(check *c, const char *path, zp_decimal *number) {
    check_figure figure = check_figure_print(c, "%s", path);
    *number = figure.state == CHECK_NUMBER ? figure.number : (zp_decimal){0};
    if (figure.state == CHECK_WORDS) {
        check_deferred(c, &figure);
    }
    return figure.state != CHECK_WORDS;
}

static void change_of_basic(check *c) {
    check_figure stated = check_figure_print(c, "expenditure.basic_adjustment.final");
    check_figure basic = check_figure_print(c, "funds.spending.basic");
    check_figure opening = check_figure_print(c, "funds.opening");
    zp_decimal projects, wanted, before;
    if (stated.state != CHECK_NUMBER) {
        check_skipped(c, "没有填写基本支出预算调整",
                      "the change of the basic budget is left blank");
    } else if (stated.computed || c->settings.spending == CHECK_OPENING) {
        check_skipped(c, "自评表的支出各项是年初预算数",
                      "the spending lines are the opening budget");
    } else if (basic.state != CHECK_NUMBER || opening.state != CHECK_NUMBER) {
        check_deferred(c, basic.state != CHECK_NUMBER ? &basic : &opening);
    } else if (!amount(c, "expenditure.projects.budget", &projects)) {
        return;
    } else if (!zp_decimal_subtract(opening.number, projects, &before) ||
               !zp_decimal_subtract(basic.number, before, &wanted)) {
        check_deferred(c, &stated);
    } else if (zp_decimal_compare(stated.number, wanted) == 0) {
        check_passed(c);
    } else {
        check_figure budget = check_figure_print(c, "expenditure.projects.budget");
        check_figure made = check_figure_made(c, wanted, "应调整", "the change");
        check_found(c, &(check_finding){
                           CHECK_FIGURES(stated, made, basic, opening, budget),
                           .remark = check_within(stated.number, wanted, c->settings.slack[0]),
                           .formula = zp_arena_print(c->arena, "%.*s - (%.*s - %.*s) = %.*s",
                                                     ZP_ARG(basic.text), ZP_ARG(opening.text),
                                                     ZP_ARG(zp_decimal_text(c->arena, projects)),
                                                     ZP_ARG(made.text)),
                           .difference = check_difference(c, stated.number, wanted)});
    }
}

// ---------------------------------------------------------------- the table

static const check_rule rules[] = {
    {"X01",
     ZP_ERROR,
     {"基础数据表与自评表的项目支出一致", "both tables have the same project spending"},
     {"基础数据表 项目支出决算数 = 自评表 项目支出",
      "final project spending = projects of the funds"},
     {"{0.name}为 {0}，自评表{1.name}为 {1}，相差 {difference}",
      "{0.name} is {0}, {1.name} is {1}: {difference}"},
     {"核对两张表的项目支出", "check project spending in both tables"},
     projects_of_both_tables},
    {"X02",
     ZP_ERROR,
     {"报告中的数与表中一致", "figures of the report are those of the tables"},
     {"报告中有名称的数 = 表中的数", "a figure named in the report = its cell"},
     {"报告中{0.name}写的是 {0}，表中{1.name}为 {1}，相差 {difference}",
      "the report says {0} of {0.name}, {1.name} is {1}: {difference}"},
     {"改正其中一处；报告用 {{…}} 引用表中的数就不会不一致；口径不同的，在同一句写明表中的数和原因",
      "correct one of them; a {{…}} in the report prints the cell; where another scope is meant, "
      "say so with the cell's figure"},
     check_figures_of_tables},
    {"X03",
     ZP_ERROR,
     {"报告中基本支出等于人员经费与公用经费之和", "basic spending is personnel and public"},
     {"基本支出 = 人员经费 + 公用经费", "basic = personnel + public"},
     {"报告写基本支出 {0}，人员经费与公用经费相加为 {1}，相差 {difference}",
      "the report has basic spending of {0}; personnel and public add up to {1}: {difference}"},
     {"核对三个数；有其他组成部分的，一并写出", "check the three; name any further part"},
     check_basic_spending},
    {"X04",
     ZP_ERROR,
     {"报告中公用经费、“三公”经费、人数与基础数据表一致",
      "public expenditure, the three public expenses and staff are those of the base table"},
     {"报告中的数 = 基础数据表的数", "a figure of the report = the base table's"},
     {"报告中{0.name}写的是 {0}，表中{1.name}为 {1}，相差 {difference}",
      "the report says {0} of {0.name}, {1.name} is {1}: {difference}"},
     {"改正其中一处；报告用 {{…}} 引用表中的数就不会不一致",
      "correct one of them; a {{…}} in the report prints the cell"},
     check_figures_of_base_table},
    {"X05",
     ZP_ERROR,
     {"报告中的占比、增减幅度、比率按同句的数计算无误",
      "shares, growth and rates in the report follow from the figures beside them"},
     {"占比 = 部分 ÷ 总数，增幅 = (本年 - 上年) ÷ 上年",
      "share = part ÷ whole, growth = (a - b) ÷ b"},
     {"报告写 {0}，按文中的数计算应为 {1}（{formula}）",
      "the report says {0}; its own figures give {1} ({formula})"},
     {"改正比率，或者核对文中的数", "correct the rate, or the figures it follows from"},
     check_rates_of_sentences},
    {"X06",
     ZP_WARNING,
     {"“几个”“几项”与所列的个数一致", "a count before a list is that of the list"},
     {"写明的个数 = 列出的个数", "count = number of items"},
     {"报告写“{0}”，后面列出 {1} 个", "the report says “{0}” and lists {1}"},
     {"补列缺少的，或者改正个数", "add what is missing, or correct the count"},
     check_counts_of_lists},
    {"X07",
     ZP_WARNING,
     {"“其中”所列各项之和等于总数", "what 其中 lists adds up to its whole"},
     {"Σ 其中各项 = 总数", "Σ parts = whole"},
     {"报告写总数 {0}，所列各项相加为 {1}，相差 {difference}",
      "the report has a whole of {0}; its parts add up to {1}: {difference}"},
     {"核对各项；没有列全的，补写“其他”一项", "check the parts; name the rest"},
     check_splits},
    {"X08",
     ZP_WARNING,
     {"报告中的指标完成值与自评表一致", "what the report says of an indicator is its actual value"},
     {"报告中的数 = 实际完成值", "a figure of the report = the indicator's actual"},
     {"报告中{0.name}写的是 {0}，自评表{1.name}为 {1}",
      "the report says {0} of {0.name}, {1.name} is {1}"},
     {"改正其中一处；报告可以用 {{indicator[名称].actual}} 引用",
      "correct one of them; {{indicator[NAME].actual}} prints it"},
     check_figures_of_indicators},
    {"X09",
     ZP_WARNING,
     {"有项目支出的，每个一级项目附自评表或说明原因",
      "project spending has a table for every project, or a reason"},
     {"项目支出 > 0 时，一个项目一张表", "project spending > 0: a table for each project"},
     {"{0.name}为 {0}，没有项目支出绩效自评表，报告中也没有说明原因",
      "{0.name} is {0}; there is no project table and no reason in the report"},
     {"补报项目支出绩效自评表；不需要的，在报告“其他需要说明的情况”写明原因",
      "add [[project]]; where none is wanted, give the reason in the report"},
     tables_of_projects},
    {"X10",
     ZP_WARNING,
     {"基本支出预算调整等于决算与年初预算之差",
      "the change of the basic budget is final less opening"},
     {"调整数 = 基本支出决算 - (年初预算数 - 项目支出预算数)",
      "change = basic - (opening - project budget)"},
     {"{0.name}写的是 {0}，应为 {1}（{formula}）", "{0.name} says {0}; it is {1} ({formula})"},
     {"改正调整数；没有调整的留空", "correct it, or leave it blank"},
     change_of_basic},
};
const check_group check_between = {rules, sizeof rules / sizeof *rules};
