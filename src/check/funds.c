// F: the funds (年度预算申请) of the unit and of its projects.
#include "check/funds.h"

static const char *const columns[] = {
    [CHECK_OPENING] = "opening", [CHECK_FULL_YEAR] = "full_year", [CHECK_EXECUTED] = "executed"};
// A project has its amounts in a list.
static const char *const elements[] = {
    [CHECK_OPENING] = "prior", [CHECK_FULL_YEAR] = "budget", [CHECK_EXECUTED] = "final"};

check_column check_rate_basis(const check *c) {
    return c->settings.opening_basis ? CHECK_OPENING : CHECK_FULL_YEAR;
}

static void read_rest(check *c, zp_text path, check_funds_row *row) {
    row->rate = check_figure_print(c, "%.*s.rate", ZP_ARG(path));
    row->weight = check_figure_print(c, "%.*s.weight", ZP_ARG(path));
    row->score = check_figure_print(c, "%.*s.score", ZP_ARG(path));
}

// 年度资金总额 of the unit or of a project.
static check_funds_row row_of(check *c, const check_owner *owner) {
    check_funds_row row;
    zp_text path = zp_arena_print(c->arena, "%.*sfunds", ZP_ARG(owner->path));
    for (size_t i = 0; i < 3; i++) {
        row.amounts[i] = owner->project
                             ? check_figure_print(c, "%.*s.total.%s", ZP_ARG(path), elements[i])
                             : check_figure_print(c, "%.*s.%s", ZP_ARG(path), columns[i]);
    }
    read_rest(c, path, &row);
    return row;
}

static check_funds_row row_of_line(check *c, zp_text path) {
    check_funds_row row;
    for (size_t i = 0; i < 3; i++) {
        row.amounts[i] = check_figure_print(c, "%.*s.amounts.%s", ZP_ARG(path), elements[i]);
    }
    read_rest(c, path, &row);
    return row;
}

// ---------------------------------------------------------------- F01, F02

// All members of funds.income or funds.spending.
static check_sum sum_of_lines(check *c, const char *table) {
    const zp_value *lines = zp_value_get(zp_value_get(c->root, "funds"), table);
    check_sum sum = {0};
    for (const zp_value *each = zp_value_first(lines); each != NULL; each = each->next) {
        check_figure figure = check_figure_print(c, "funds.%s.%.*s", table, ZP_ARG(each->key));
        check_sum_add(c, &sum, &figure);
    }
    return sum;
}

static void income_adds_up(check *c) {
    check_sum sum = sum_of_lines(c, "income");
    check_figure stated = check_figure_print(c, "funds.%s", columns[c->settings.income]);
    check_sum_compare(c, &sum, &stated);
}

static bool fits(const check *c, const check_sum *sum, const check_figure *figure) {
    return figure->state == CHECK_NUMBER && !sum->unknown &&
           check_within(sum->total, figure->number, c->settings.slack[sum->numbers >= 4]);
}

// Where the profile does not say, spending may be that of the full-year budget or what was
// executed: forms of one family differ in it.
static void spending_adds_up(check *c) {
    check_sum sum = sum_of_lines(c, "spending");
    check_figure stated = check_figure_print(c, "funds.%s", columns[c->settings.spending]);
    check_figure executed = check_figure_print(c, "funds.executed");
    bool other = c->settings.spending_either && !fits(c, &sum, &stated) && fits(c, &sum, &executed);
    check_sum_compare(c, &sum, other ? &executed : &stated);
}

// ---------------------------------------------------------------- F03, F04

static void rates(check *c) {
    for (size_t i = 0; i < c->owner_count; i++) {
        check_funds_row row = row_of(c, &c->owners[i]);
        check_rate(c, &row.amounts[CHECK_EXECUTED], &row.amounts[check_rate_basis(c)], &row.rate);
    }
}

static bool rate_on(const check_funds_row *row, check_column column, int places, zp_decimal *rate) {
    return zp_decimal_multiply(row->amounts[CHECK_EXECUTED].number, zp_decimal_of(100), rate) &&
           zp_decimal_divide(*rate, row->amounts[column].number, places, rate);
}

// Both budget figures and the executed one are there to divide by one another.
static bool has_bases(const check_funds_row *row) {
    for (size_t i = 0; i < 3; i++) {
        if (row->amounts[i].state != CHECK_NUMBER) {
            return false;
        }
    }
    return row->amounts[CHECK_OPENING].number.coefficient != 0 &&
           row->amounts[CHECK_FULL_YEAR].number.coefficient != 0;
}

static void found_basis(check *c, const check_funds_row *row, check_column own, check_column other,
                        zp_decimal rate) {
    check_figure made = check_figure_made(c, rate, "重新计算", "recomputed");
    made.text = zp_arena_print(c->arena, "%.*s%%", ZP_ARG(made.text));
    const check_figure *executed = &row->amounts[CHECK_EXECUTED];
    check_found(
        c, &(check_finding){
               CHECK_FIGURES(row->rate, made, *executed, row->amounts[other], row->amounts[own]),
               .formula = zp_arena_print(c->arena, "%.*s ÷ %.*s = %.*s", ZP_ARG(executed->text),
                                         ZP_ARG(row->amounts[other].text), ZP_ARG(made.text))});
}

// A rate that fits the other budget figure: somebody divided by that one. Published rates are a
// little off even then, so that a tenth of a percent, or one unit of the last place, is near
// enough.
static void basis_of_rate(check *c, const check_funds_row *row) {
    check_column own = check_rate_basis(c);
    check_column other = own == CHECK_OPENING ? CHECK_FULL_YEAR : CHECK_OPENING;
    zp_decimal on_own, on_other, printed = row->rate.number, near = {1, 1};
    if (row->rate.state != CHECK_NUMBER) {
        check_skipped(c, "没有填写执行率", "there is no rate");
        return;
    }
    int places = printed.scale > 2 ? printed.scale : 2;
    if (printed.scale == 0) {
        near = zp_decimal_of(1);
    }
    if (row->rate.computed) {
        check_passed(c);
    } else if (!has_bases(row)) {
        check_skipped(c, "年初预算数、全年预算数没有填全，分不清口径",
                      "one of the two budget figures is missing");
    } else if (!rate_on(row, own, places, &on_own) || !rate_on(row, other, places, &on_other)) {
        check_deferred(c, &row->amounts[CHECK_EXECUTED]);
    } else if (check_within(printed, on_other, near) && !check_within(printed, on_own, near)) {
        found_basis(c, row, own, other, on_other);
    } else {
        check_passed(c);
    }
}

static void bases(check *c) {
    for (size_t i = 0; i < c->owner_count; i++) {
        check_funds_row row = row_of(c, &c->owners[i]);
        basis_of_rate(c, &row);
    }
}

// ---------------------------------------------------------------- F05, F07, F08

static void scores(check *c) {
    for (size_t i = 0; i < c->owner_count; i++) {
        check_funds_row row = row_of(c, &c->owners[i]);
        check_execution_score(c, &row);
    }
}

static const zp_value *lines_of(const check_owner *owner) {
    return zp_value_get(zp_value_get(owner->value, "funds"), "line");
}

static void parts_of_projects(check *c) {
    for (size_t i = 1; i < c->owner_count; i++) {
        const check_owner *owner = &c->owners[i];
        const zp_value *lines = lines_of(owner);
        check_funds_row row = row_of(c, owner);
        zp_text path = zp_arena_print(c->arena, "%.*sfunds.line", ZP_ARG(owner->path));
        for (size_t column = 0; column < 3; column++) {
            check_sum sum = {0};
            for (const zp_value *each = zp_value_first(lines); each; each = each->next) {
                zp_text own = check_element_path(c, path, lines, each);
                check_figure figure =
                    check_figure_print(c, "%.*s.amounts.%s", ZP_ARG(own), elements[column]);
                check_sum_add(c, &sum, &figure);
            }
            check_sum_compare(c, &sum, &row.amounts[column]);
        }
    }
    check_skipped(c, "没有项目支出绩效自评表", "there are no project tables");
}

static void rates_of_parts(check *c) {
    for (size_t i = 1; i < c->owner_count; i++) {
        const zp_value *lines = lines_of(&c->owners[i]);
        zp_text path = zp_arena_print(c->arena, "%.*sfunds.line", ZP_ARG(c->owners[i].path));
        for (const zp_value *each = zp_value_first(lines); each != NULL; each = each->next) {
            check_funds_row row = row_of_line(c, check_element_path(c, path, lines, each));
            check_rate(c, &row.amounts[CHECK_EXECUTED], &row.amounts[check_rate_basis(c)],
                       &row.rate);
            check_execution_score(c, &row);
        }
    }
    check_skipped(c, "没有项目支出绩效自评表", "there are no project tables");
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
     rates},
    {"F04",
     ZP_WARNING,
     {"执行率的分母是规定的预算数", "rates go by the budget figure that the form prescribes"},
     {"执行率的分母 = 全年预算数（本区规定年初预算数的除外）",
      "basis = full-year budget, unless the profile says the opening one"},
     {"{0.name}写的是 {0}，是用{3.name} {3} 作分母算出的（{formula}）；本区的分母是{4.name} {4}",
      "{0.name} says {0}, which goes by {3.name}, {3} ({formula}); here rates go by {4.name}, {4}"},
     {"改按{4.name}计算，或者不填，由系统计算",
      "go by {4.name}, or leave the rate out and it is computed"},
     bases},
    {"F05",
     ZP_ERROR,
     {"预算执行率的得分与执行率相符", "the score of the execution follows from the rate"},
     {"得分 = min(分值, 分值 × 执行率)", "score = min(weight, weight × rate)"},
     {"{0.name}写的是 {0}，按执行率应为 {1}（{formula}）",
      "{0.name} says {0}; by the rate it is {1} ({formula})"},
     {"改正得分；本区另有规定的，在核对说明中写明依据",
      "correct the score; where the district has a rule of its own, name it in a waiver"},
     scores},
    {"F06",
     ZP_WARNING,
     {"超预算执行或者预算调增较多的，报告说明原因",
      "the report explains spending over budget and a budget much raised"},
     {"执行数 > 预算数，或全年预算数 ≥ 年初预算数 × 1.3，须说明原因",
      "executed > budget, or full-year budget ≥ 1.3 × opening: the report says why"},
     {"{0.name} {0}，{1.name} {1}，相差 {difference}，报告没有说明调整的原因",
      "{0.name} is {0} and {1.name} {1} ({difference}), and the report does not say why"},
     {"在报告的预算支出情况或者存在的问题部分写明原因，也可以写在资金一栏的偏差原因中",
      "say why in the report's part on the budget or on problems, or in funds.reason"},
     check_funds_explained},
    {"F07",
     ZP_ERROR,
     {"项目资金各来源之和等于年度资金总额", "a project's funds add up to its total"},
     {"当年财政拨款 + 上年结转资金 + 其他资金 = 年度资金总额",
      "this year's + carried over + other = total"},
     {"{0.name}写的是 {0}，各来源相加为 {1}，相差 {difference}",
      "{0.name} says {0}, its sources add up to {1}: {difference}"},
     {"核对项目资金的各个来源和总额", "check the project's sources and its total"},
     parts_of_projects},
    {"F08",
     ZP_WARNING,
     {"项目资金各来源的执行率和得分计算无误", "rates and scores of a project's sources are right"},
     {"执行率 = 执行数 ÷ 预算数；得分 = min(分值, 分值 × 执行率)",
      "rate = executed ÷ budget; score = min(weight, weight × rate)"},
     {"{0.name}写的是 {0}，应为 {1}（{formula}）", "{0.name} says {0}; it is {1} ({formula})"},
     {"改正执行率或者得分；执行率可以不填，由系统计算",
      "correct the rate or the score; a rate may be left out and is computed"},
     rates_of_parts},
    {"F09",
     ZP_WARNING,
     {"全年执行数填的是支出数", "the executed figure is spending, not income"},
     {"全年执行数 ≠ 收入决算数（与支出决算数不同时）",
      "executed ≠ income, where income and spending differ"},
     {"{0.name}写的是 {0}，与报告中的收入 {1} 相同，而报告中的支出是 "
      "{2}：可能把收入决算数填成了执行数",
      "{0.name} says {0}, the income of the report ({1}), whose spending is {2}: income was "
      "perhaps "
      "filled in for spending"},
     {"全年执行数应填支出数；按收入数填列的，在报告中说明",
      "the executed figure is spending; if it is income, the report should say so"},
     check_funds_income},
};
const check_group check_funds = {rules, sizeof rules / sizeof *rules};
