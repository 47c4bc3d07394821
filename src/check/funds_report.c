// F06, F09: the funds and what the report says of them.
#include "check/funds.h"

// ---------------------------------------------------------------- F06

static const check_matter spending = {
    .names = (const char *const[]){"执行率", "全年预算", "年初预算", "预算调整", "调整预算", "追加",
                                   "超预算", "超过预算", "超出预算", "调增", "年中", NULL},
    .sections = (const char *const[]){"general_budget", "budget", "problems", NULL}};

static void found_over(check *c, const check_figure *executed, const check_figure *basis) {
    check_found(c, &(check_finding){
                       CHECK_FIGURES(*executed, *basis),
                       .formula = zp_arena_print(c->arena, "%.*s > %.*s", ZP_ARG(executed->text),
                                                 ZP_ARG(basis->text)),
                       .difference = check_difference(c, executed->number, basis->number),
                       .text = {"{0.name} {0} 超过{1.name} {1}，报告没有说明原因",
                                "{0.name}, {0}, is more than {1.name}, {1}, and the report does "
                                "not say why"}});
}

static void found_rise(check *c, const check_figure *whole, const check_figure *opening) {
    zp_text rise = zp_decimal_text(c->arena, zp_decimal_trim(c->settings.rise));
    check_found(c,
                &(check_finding){
                    CHECK_FIGURES(*whole, *opening),
                    .formula = zp_arena_print(c->arena, "%.*s ≥ %.*s × %.*s", ZP_ARG(whole->text),
                                              ZP_ARG(opening->text), ZP_ARG(rise)),
                    .difference = check_difference(c, whole->number, opening->number)});
}

static const check_matter cut = {
    .names = (const char *const[]){"全年预算", "年初预算", "预算调整", "调整预算", "年中", NULL},
    .changes = (const char *const[]){"调减", "核减", "压减", "追减", "收回", NULL},
    .sections = (const char *const[]){"general_budget", "budget", "problems", NULL}};

static void found_cut(check *c, const check_figure *whole, const check_figure *opening) {
    zp_text change = zp_decimal_text(c->arena, zp_decimal_trim(c->settings.change));
    check_found(
        c, &(check_finding){
               CHECK_FIGURES(*whole, *opening),
               .formula = zp_arena_print(c->arena, "%.*s × %.*s ≤ %.*s", ZP_ARG(whole->text),
                                         ZP_ARG(change), ZP_ARG(opening->text)),
               .difference = check_difference(c, whole->number, opening->number),
               .text = {"{0.name} {0} 远低于{1.name} {1}（{formula}），报告没有说明调减的原因",
                        "{0.name}, {0}, is far below {1.name}, {1} ({formula}), and the report "
                        "does not say why"},
               .hint = {"核对两个数的小数点和单位；确系调减的，在报告中说明原因",
                        "check the decimal point and the unit of both; if the budget was cut, "
                        "say why in the report"}});
}

// The other way round it is a slip of the point more often than a cut.
static bool is_cut(const check *c, const check_figure *opening, const check_figure *whole) {
    zp_decimal low;
    return opening->state == CHECK_NUMBER && whole->state == CHECK_NUMBER &&
           whole->number.coefficient > 0 &&
           zp_decimal_multiply(whole->number, c->settings.change, &low) &&
           zp_decimal_compare(low, opening->number) <= 0;
}

static bool is_more(const check_figure *a, const check_figure *b) {
    return a->state == CHECK_NUMBER && b->state == CHECK_NUMBER &&
           zp_decimal_compare(a->number, b->number) > 0;
}

void check_funds_explained(check *c) {
    check_figure opening = check_figure_print(c, "funds.opening");
    check_figure whole = check_figure_print(c, "funds.full_year");
    check_figure executed = check_figure_print(c, "funds.executed");
    check_figure reason = check_figure_print(c, "funds.reason");
    const check_figure *basis = c->settings.opening_basis ? &opening : &whole;
    zp_decimal limit;
    bool known = opening.state == CHECK_NUMBER && whole.state == CHECK_NUMBER &&
                 zp_decimal_multiply(opening.number, c->settings.rise, &limit);
    bool over = is_more(&executed, basis);
    bool rise = known && whole.number.coefficient > 0 &&
                zp_decimal_compare(whole.number, limit) >= 0 && is_more(&whole, &opening);
    if (is_cut(c, &opening, &whole) && check_unexplained(c, &cut, whole.place)) {
        found_cut(c, &whole, &opening);
    }
    if (!over && !rise) {
        const check_figure *missing = executed.state != CHECK_NUMBER  ? &executed
                                      : opening.state != CHECK_NUMBER ? &opening
                                                                      : &whole;
        if (known && executed.state == CHECK_NUMBER) {
            check_passed(c);
        } else {
            check_deferred(c, missing);
        }
    } else if (!check_is_nothing(&reason) && (over || check_has(reason.text, spending.names))) {
        check_passed(c); // a reason for a low rate does not explain a budget that was raised
    } else if (check_unexplained(c, &spending, over ? executed.place : whole.place)) {
        if (over) {
            found_over(c, &executed, basis);
        } else {
            found_rise(c, &whole, &opening);
        }
    }
}

// ---------------------------------------------------------------- F09

// A mention in 万元. False when it is no exact amount of money.
static bool amount_of(const check_mention *mention, zp_decimal *amount) {
    if (zp_text_is(mention->unit, "万元")) {
        *amount = mention->number;
        return true;
    }
    if (zp_text_is(mention->unit, "亿元")) {
        return zp_decimal_multiply(mention->number, zp_decimal_of(10000), amount);
    }
    return zp_text_is(mention->unit, "元") &&
           zp_decimal_multiply(mention->number, (zp_decimal){1, 4}, amount);
}

static bool is_income(zp_text lead) {
    static const char *const other[] = {"支出", "支付", "使用", "执行", "收支", NULL};
    return check_find_text(lead, ZP_TEXT("收入"), 0) != SIZE_MAX && !check_has(lead, other);
}

// What was spent in all, not a part of it and not a plan.
static bool is_all_spending(zp_text lead) {
    static const char *const all[] = {"总支出",   "支出决算", "支出合计", "支出总", "支出共",
                                      "本年支出", "全年支出", "整体支出", NULL};
    static const char *const part[] = {"项目支出", "基本支出", "拨款支出", "预算支出",
                                       "三公",     "支出预算", NULL};
    return check_has(lead, all) && !check_has(lead, part);
}

typedef struct search {
    const check_figure *executed;
    const check_mention *income, *spending; // the first of each
    bool same; // what was spent in all is the executed figure: it is no income
} search;

static void search_sentence(check *c, const check_block *block, size_t from, size_t to,
                            search *found) {
    size_t count;
    const check_mention *mentions = check_mentions(c, block, &count);
    for (size_t i = check_mention_at(mentions, count, from); i < count && mentions[i].from < to;
         i++) {
        zp_decimal amount;
        if (!mentions[i].money || !amount_of(&mentions[i], &amount)) {
            continue;
        }
        zp_text lead = check_lead(mentions, i, from);
        bool equal = zp_decimal_compare(amount, found->executed->number) == 0;
        if (is_all_spending(lead)) {
            found->spending = found->spending ? found->spending : &mentions[i];
            found->same = found->same || equal;
        } else if (equal && is_income(lead)) {
            found->income = found->income ? found->income : &mentions[i];
        }
    }
}

// 全年执行数按收入决算数填列: the report owns to it.
static bool owns_to_it(zp_text sentence) {
    static const char *const how[] = {"填列", "填报", "填写", "口径", "按收入", NULL};
    return check_find_text(sentence, ZP_TEXT("执行数"), 0) != SIZE_MAX &&
           check_find_text(sentence, ZP_TEXT("收入"), 0) != SIZE_MAX && check_has(sentence, how);
}

static bool search_report(check *c, search *found) {
    for (size_t i = 0; i < c->report.count; i++) {
        const check_block *block = &c->report.blocks[i];
        static const char *const words[] = {"收入", "支出", NULL};
        if (block->kind == CHECK_HEADING || !check_has(block->text, words)) {
            continue;
        }
        for (size_t from = 0, to = 0; check_sentence(block, &from, &to);) {
            if (owns_to_it(zp_text_slice(block->text, from, to))) {
                return false;
            }
            search_sentence(c, block, from, to, found);
        }
    }
    return true;
}

// The spending of the table is the executed figure: then so it is, whatever the income was.
static bool is_spending_of_table(check *c, const check_figure *executed) {
    const zp_value *lines = zp_value_get(zp_value_get(c->root, "funds"), "spending");
    check_sum sum = {0};
    for (const zp_value *each = zp_value_first(lines); each != NULL; each = each->next) {
        check_figure figure = check_figure_print(c, "funds.spending.%.*s", ZP_ARG(each->key));
        check_sum_add(c, &sum, &figure);
    }
    return sum.numbers > 0 && !sum.unknown &&
           check_within(sum.total, executed->number, c->settings.slack[1]);
}

void check_funds_income(check *c) {
    check_figure executed = check_figure_print(c, "funds.executed");
    search found = {.executed = &executed};
    if (!c->report.given) {
        check_skipped(c, "没有自评报告", "there is no report");
    } else if (executed.state != CHECK_NUMBER) {
        check_deferred(c, &executed);
    } else if (is_spending_of_table(c, &executed) || !search_report(c, &found) ||
               found.income == NULL || found.spending == NULL || found.same) {
        check_passed(c);
    } else {
        check_figure income =
            check_mentioned(c, found.income, "报告中的收入", "income in the report");
        check_figure spent =
            check_mentioned(c, found.spending, "报告中的支出", "spending in the report");
        zp_decimal amount = found.spending->number;
        amount_of(found.spending, &amount);
        check_found(c,
                    &(check_finding){CHECK_FIGURES(executed, income, spent),
                                     .difference = check_difference(c, executed.number, amount)});
    }
}
