// B: the base data table (基础数据表): staff, expenditure, buildings.
#include "check/private.h"

// ---------------------------------------------------------------- B01, B09: rates

static void control_rate(check *c) {
    check_figure in_post = check_figure_print(c, "staff.in_post");
    check_figure posts = check_figure_print(c, "staff.posts");
    check_figure printed = check_figure_print(c, "staff.control_rate");
    check_rate(c, &in_post, &posts, &printed);
}

static bool is_zero(const check_figure *figure) {
    return figure->state == CHECK_NUMBER && figure->number.coefficient == 0;
}

// Typed numbers for rates of which both have nothing under them: one finding for the row.
static bool out_of_nothing(check *c, const check_figure figures[6]) {
    const check_figure *area = &figures[2], *investment = &figures[5];
    bool numbers = area->state == CHECK_NUMBER && investment->state == CHECK_NUMBER;
    if (!numbers || !is_zero(&figures[1]) || !is_zero(&figures[4])) {
        return false;
    }
    check_found(c, &(check_finding){
                       CHECK_FIGURES(*area, *investment, figures[1], figures[4]),
                       .text = {"{0.name}、{1.name}写的是 {0}、{1}，但{2.name}、{3.name}都是 0，"
                                "比率无从计算",
                                "{0.name} and {1.name} say {0} and {1}, but {2.name} and {3.name} "
                                "are 0: there is no rate"},
                       .hint = {"写作“——”，或不填，由系统印“——”",
                                "write ——, or leave both out and —— is printed"}});
    return true;
}

static void building_rates(check *c) {
    static const char *const keys[] = {"actual_area",        "approved_area",
                                       "area_rate",          "actual_investment",
                                       "planned_investment", "investment_rate"};
    const zp_value *list = zp_value_get(c->root, "building");
    size_t index = 0;
    for (const zp_value *each = zp_value_first(list); each != NULL; each = each->next) {
        check_figure figures[6];
        for (size_t i = 0; i < 6; i++) {
            figures[i] = check_figure_print(c, "building[%zu].%s", index, keys[i]);
        }
        index++;
        if (!out_of_nothing(c, figures)) {
            check_rate(c, &figures[0], &figures[1], &figures[2]);
            check_rate(c, &figures[3], &figures[4], &figures[5]);
        }
    }
    check_skipped(c, "没有完工的楼堂馆所项目", "there are no buildings");
}

// ---------------------------------------------------------------- B02 to B05: sums

// What the parts of a row add up to, each by its own parts where it has any.
static check_sum sum_of_parts(check *c, const check_lines *lines, const check_line *line,
                              size_t year, bool deeper) {
    check_sum sum = {0};
    for (size_t i = line->first; i != SIZE_MAX; i = lines->items[i].next) {
        const check_line *part = &lines->items[i];
        check_sum own = {0};
        if (deeper && part->first != SIZE_MAX) {
            own = sum_of_parts(c, lines, part, year, true);
        }
        check_figure figure = own.numbers > 0 && !own.unknown
                                  ? check_figure_made(c, own.total, "", "")
                                  : part->amounts[year];
        check_sum_add(c, &sum, &figure);
    }
    return sum;
}

// A part that its own parts contradict is a finding there; if the whole fits those, it is not
// another one here.
static bool is_told_below(check *c, const check_lines *lines, const check_line *line, size_t year,
                          const check_sum *sum) {
    const check_figure *stated = &line->amounts[year];
    if (stated->state != CHECK_NUMBER || sum->unknown ||
        zp_decimal_compare(sum->total, stated->number) == 0) {
        return false;
    }
    check_sum deeper = sum_of_parts(c, lines, line, year, true);
    return !deeper.unknown && zp_decimal_compare(deeper.total, stated->number) == 0;
}

static void compare(check *c, const check_lines *lines, const check_line *line) {
    for (size_t year = 0; year < CHECK_YEARS; year++) {
        check_sum sum = sum_of_parts(c, lines, line, year, false);
        if (is_told_below(c, lines, line, year, &sum)) {
            check_passed(c);
        } else {
            check_sum_compare(c, &sum, &line->amounts[year]);
        }
    }
}

static void three_public_adds_up(check *c) {
    const check_lines *lines = check_base_lines(c);
    compare(c, lines, check_base_line(c, "expenditure.three_public"));
    compare(c, lines, check_base_line(c, "expenditure.vehicles"));
}

static void projects_add_up(check *c) {
    compare(c, check_base_lines(c), check_base_line(c, "expenditure.projects"));
}

static void categories_add_up(check *c) {
    const check_lines *lines = check_base_lines(c);
    for (size_t i = 0; i < lines->count; i++) {
        if (zp_text_starts(lines->items[i].path, "expenditure.category[") &&
            lines->items[i].first != SIZE_MAX) {
            compare(c, lines, &lines->items[i]);
        }
    }
    check_skipped(c, "各类之下没有分列专项", "no category has funds under it");
}

// A part below 0 would let the others pass.
static void parts_below_zero(check *c, const check_lines *lines, const check_line *line) {
    for (size_t i = line->first; i != SIZE_MAX; i = lines->items[i].next) {
        for (size_t year = 0; year < CHECK_YEARS; year++) {
            const check_figure *part = &lines->items[i].amounts[year];
            if (part->state == CHECK_NUMBER && part->number.coefficient < 0) {
                check_found(
                    c, &(check_finding){CHECK_FIGURES(*part), .soften = true,
                                        .text = {"{0.name}是负数 {0}", "{0.name} is {0}, below 0"},
                                        .hint = {"核对正负号", "check its sign"}});
            }
        }
    }
}

static void parts_of_public(check *c) {
    const check_lines *lines = check_base_lines(c);
    const check_line *line = check_base_line(c, "expenditure.public");
    parts_below_zero(c, lines, line);
    for (size_t year = 0; year < CHECK_YEARS; year++) {
        check_sum sum = sum_of_parts(c, lines, line, year, false);
        check_sum_at_most(c, &sum, &line->amounts[year]);
    }
}

// ---------------------------------------------------------------- the table of rules

static const check_rule rules[] = {
    {"B01",
     ZP_ERROR,
     {"控制率等于在职人数除以编制数", "the control rate is staff in post over posts"},
     {"控制率 = 实际在职人数 ÷ 编制数", "rate = in post ÷ posts"},
     {"{0.name}写的是 {0}，应为 {1}（{formula}）", "{0.name} says {0}; it is {1} ({formula})"},
     {"改正控制率，或者不填，由系统计算", "correct the rate, or leave it out and it is computed"},
     control_rate},
    {"B02",
     ZP_ERROR,
     {"“三公”经费等于各项之和", "the three public expenses add up"},
     {"三公经费 = 公务用车购置和维护 + 出国 + 公务接待；公务用车 = 购置 + 运行维护",
      "three public = vehicles + overseas + reception; vehicles = purchase + running"},
     {"{0.name}写的是 {0}，各项相加为 {1}，相差 {difference}",
      "{0.name} says {0}, its parts add up to {1}: {difference}"},
     {"核对这一栏的“三公”经费各行", "check this column of the three public expenses"},
     three_public_adds_up},
    {"B03",
     ZP_ERROR,
     {"项目支出等于各类之和", "project spending adds up"},
     {"项目支出 = Σ 各类", "projects = Σ categories"},
     {"{0.name}写的是 {0}，各类相加为 {1}，相差 {difference}",
      "{0.name} says {0}, the categories add up to {1}: {difference}"},
     {"核对这一栏的项目支出和各类金额", "check this column of project spending"},
     projects_add_up},
    {"B04",
     ZP_ERROR,
     {"项目支出的各类等于其下专项之和", "each category of project spending adds up"},
     {"一类 = Σ 专项", "category = Σ funds"},
     {"{0.name}写的是 {0}，其下各行相加为 {1}，相差 {difference}",
      "{0.name} says {0}, the rows under it add up to {1}: {difference}"},
     {"核对这一类和其下各行", "check the category and the rows under it"},
     categories_add_up},
    {"B05",
     ZP_ERROR,
     {"公用经费的“其中”各项不超过公用经费",
      "the parts named of public expenses are no more than those"},
     {"Σ 其中各项 ≤ 公用经费", "Σ parts ≤ public expenses"},
     {"{0.name}写的是 {0}，其中各项相加为 {1}，相差 {difference}",
      "{0.name} says {0}, the parts named of it add up to {1}: {difference}"},
     {"核对公用经费和其中各项", "check public expenses and the parts"},
     parts_of_public},
    {"B06",
     ZP_WARNING,
     {"“三公”经费、公用经费、政府采购超预算的，报告说明原因",
      "the report explains public expenses and procurement over budget"},
     {"决算数 > 预算数，或控制率 > 100%，须说明原因",
      "final > budget, or control rate > 100%: the report says why"},
     {"{0.name} {0} 超过{1.name} {1}（{difference}），报告没有说明原因",
      "{0.name} is {0}, more than {1.name}, {1} ({difference}), and the report does not say why"},
     {"在报告中点明这一项，写出超出的原因", "name it in the report and say why"},
     check_base_over_budget},
    {"B07",
     ZP_WARNING,
     {"比上年变动很大的，报告说明原因", "the report explains great changes from the year before"},
     {"本年决算数 ÷ 上年决算数 在 1/3 至 3 之外，须说明原因",
      "final ÷ prior outside 1/3 to 3: the report says why"},
     {"{0.name} {0}，{1.name} {1}，变动很大（{formula}），报告没有说明原因",
      "{0.name} is {0} and {1.name} {1}, a great change ({formula}), and the report does not say "
      "why"},
     {"核对两年的数；无误的，在报告中写出两年的数，说明变动原因",
      "check both years; if they are right, name both in the report and say why"},
     check_base_change},
    {"B08",
     ZP_WARNING,
     {"没有多行的三个数完全相同", "no three rows have the same figure in all columns"},
     {"上年决算数 = 本年预算数 = 本年决算数 ≠ 0 的不到三行",
      "prior = budget = final ≠ 0 in fewer than three rows"},
     {"{0.name}（{0}）、{1.name}（{1}）、{2.name}（{2}"
      "）等行，上年决算、本年预算、本年决算三个数完全相同",
      "{0.name} ({0}), {1.name} ({1}), {2.name} ({2}) and perhaps more have the same figure in all "
      "three columns"},
     {"核对是不是照抄了同一个数；无误的，在报告中说明三年持平的原因",
      "see whether one figure was copied; if they are right, the report should say why they stayed "
      "the same"},
     check_base_identical},
    {"B09",
     ZP_WARNING,
     {"楼堂馆所的控制率计算无误", "the rates of buildings are right"},
     {"规模控制率 = 实际规模 ÷ 批复规模；投资概算控制率 = 实际投资 ÷ 预算投资；分母为 0 的写“——”",
      "area rate = actual ÷ approved; investment rate = actual ÷ planned; over 0: ——"},
     {"{0.name}写的是 {0}，应为 {1}（{formula}）", "{0.name} says {0}; it is {1} ({formula})"},
     {"改正控制率，或者不填，由系统计算", "correct the rate, or leave it out and it is computed"},
     building_rates},
    {"B10",
     ZP_WARNING,
     {"有总数的有分项，写明为零的不留空",
      "totals have parts, and what the report calls 0 is not blank"},
     {"总数有数，分项不全空；报告写 0 的，表中不空",
      "a total has parts; what is 0 in the report is not blank in the table"},
     {"{0.name}是 {0}，其下各项都空着", "{0.name} is {0}, and all its parts are blank"},
     {"填写分项；没有的填 0", "fill in the parts; those that are nothing are 0"},
     check_base_blanks},
    {"B11",
     ZP_ERROR,
     {"“三公”经费的升降幅度计算无误", "the change of the three public expenses is right"},
     {"降幅 = (上年决算数 - 本年决算数) ÷ 上年决算数", "fall = (prior - final) ÷ prior"},
     {"{0.name}写的是 {0}，应为 {1}（{formula}）", "{0.name} says {0}; it is {1} ({formula})"},
     {"改正升降幅度，或者在报告中用 {{expenditure.three_public.final | "
      "drop(expenditure.three_public.prior)}} 由系统计算",
      "correct it, or let the report compute it"},
     check_base_fall},
};
const check_group check_base_data = {rules, sizeof rules / sizeof *rules};
