// F: the funds (年度预算申请) of the unit and of its projects.
#include "check/private.h"

static check_figure basis(check *c, check_column column) {
    static const char *const paths[] = {[CHECK_OPENING] = "funds.opening",
                                        [CHECK_FULL_YEAR] = "funds.full_year",
                                        [CHECK_EXECUTED] = "funds.executed"};
    return check_figure_print(c, "%s", paths[column]);
}

// All members of funds.income or funds.spending.
static void sum_of_lines(check *c, const char *table, check_column column) {
    const zp_value *lines = zp_value_get(zp_value_get(c->root, "funds"), table);
    check_sum sum = {0};
    for (const zp_value *each = lines ? lines->first : NULL; each != NULL; each = each->next) {
        check_figure figure = check_figure_print(c, "funds.%s.%.*s", table, ZP_ARG(each->key));
        check_sum_add(c, &sum, &figure);
    }
    check_figure stated = basis(c, column);
    check_sum_compare(c, &sum, &stated);
}

static void income_adds_up(check *c) {
    sum_of_lines(c, "income", c->settings.income);
}

static void spending_adds_up(check *c) {
    sum_of_lines(c, "spending", c->settings.spending);
}

static void rate_of_funds(check *c) {
    check_figure executed = check_figure_print(c, "funds.executed");
    check_figure whole = basis(c, c->settings.opening_basis ? CHECK_OPENING : CHECK_FULL_YEAR);
    check_figure printed = check_figure_print(c, "funds.rate");
    check_rate(c, &executed, &whole, &printed);
}

static const check_rule rules[] = {
    {"F01",
     ZP_ERROR,
     {"收入各项之和等于年度资金总额", "income lines add up to the year's funds"},
     {"Σ 收入各项 = 年度资金总额", "Σ income = funds"},
     {"{0.name}写的是 {0}，收入各项相加为 {1}，相差 {difference}",
      "{0.name} says {0}, the income lines add up to {1}: {difference}"},
     {"核对收入各项和年度资金总额", "check the income lines and the total"},
     income_adds_up},
    {"F02",
     ZP_ERROR,
     {"基本支出与项目支出之和等于年度资金总额", "spending adds up to the year's funds"},
     {"基本支出 + 项目支出 = 年度资金总额", "basic + projects = funds"},
     {"{0.name}写的是 {0}，支出各项相加为 {1}，相差 {difference}",
      "{0.name} says {0}, the spending lines add up to {1}: {difference}"},
     {"核对基本支出、项目支出和年度资金总额", "check both kinds of spending and the total"},
     spending_adds_up},
    {"F03",
     ZP_ERROR,
     {"执行率等于执行数除以预算数", "the rate is executed over budget"},
     {"执行率 = 全年执行数 ÷ 全年预算数", "rate = executed ÷ full-year budget"},
     {"{0.name}写的是 {0}，应为 {1}（{formula}）", "{0.name} says {0}; it is {1} ({formula})"},
     {"改正执行率，或者不填，由系统计算", "correct the rate, or leave it out and it is computed"},
     rate_of_funds},
};
const check_group check_funds = {rules, sizeof rules / sizeof *rules};
