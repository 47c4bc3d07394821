// X02, X04: figures of the report that are named like those of the tables.
#include "check/between.h"

#include <string.h>

bool check_no_report(check *c) {
    if (c->report.count == 0) {
        check_skipped(c, "没有报告", "there is no report");
    }
    return c->report.count == 0;
}

// ---------------------------------------------------------------- which are compared

enum { REACH = 600 }; // bytes of a sentence to either side

// Where all of the income is of 一般公共预算, what is said of it is said of the whole.
static bool general_is_all(check *c) {
    check_figure general = check_figure_print(c, "funds.income.general");
    check_figure all = check_figure_print(c, "funds.full_year");
    return general.state == CHECK_NUMBER && all.state == CHECK_NUMBER &&
           zp_decimal_compare(general.number, all.number) == 0;
}

// The sentence has the table's figure too, to compare the two: it knows. So does a report that
// sets the spending of the final accounts beside the income.
static bool is_explained(check *c, const check_named *named, const check_figure *cell) {
    if (strcmp(named->entry->key, "executed") == 0 &&
        check_says(c, NULL, "支出决算", "收入决算", NULL)) {
        return true;
    }
    const check_mention *own = named->mention;
    zp_text text = own->block->text;
    size_t count, from = own->from > REACH ? own->from - REACH : 0;
    const check_mention *mentions = check_mentions(c, own->block, &count);
    for (size_t at; (at = check_find_any(zp_text_slice(text, 0, own->from), "。|；", from, NULL)) !=
                    SIZE_MAX;) {
        from = at + strlen("。");
    }
    size_t to = check_find_any(zp_text_slice(text, 0, own->to + REACH), "。|；", own->to, NULL);
    to = to == SIZE_MAX ? text.size : to;
    if (check_find_any(zp_text_slice(text, from, to), "比|较|与|由|口径|相差", 0, NULL) ==
        SIZE_MAX) {
        return false;
    }
    size_t first = (size_t)(own - mentions);
    while (first > 0 && mentions[first - 1].from >= from) {
        first--;
    }
    for (size_t i = first; i < count && mentions[i].from < to && i < first + REACH; i++) {
        zp_decimal amount = mentions[i].number;
        if (&mentions[i] != own && (!mentions[i].money || check_money(c, &mentions[i], &amount)) &&
            zp_decimal_compare(amount, cell->number) == 0) {
            return true;
        }
    }
    return false;
}

typedef struct comparing {
    check *c;
    bool base;    // X04, else X02
    bool scopes;  // the report speaks of scopes (口径): what is said of one is not compared
    bool general; // 一般公共预算 is the whole
    bool budget;  // funds.spending is of a budget
    const check_named **found;
    check_figure *cells;
    size_t count, found_capacity, cell_capacity;
} comparing;

static bool is_of_base_table(const check_named *named) {
    static const char *const keys[] = {"public",           "three_public",    "vehicles",
                                       "vehicle_purchase", "vehicle_running", "overseas",
                                       "reception",        "posts",           "in_post"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (zp_text_is(zp_text_of(named->entry->key), keys[i])) {
            return true;
        }
    }
    return false;
}

// What the figure states in the cell's unit. 亿元 has few places: it states the cell rounded.
static bool states(check *c, const check_named *named, const check_figure *cell, bool *rounded,
                   zp_decimal *stated) {
    const check_mention *mention = named->mention;
    zp_decimal amount, unit = {1, mention->number.scale}, half;
    *rounded = false;
    if (!mention->money) {
        *stated = mention->number;
        return true;
    }
    if (!check_money(c, mention, &amount)) {
        return false;
    }
    *stated = amount;
    check_mention one = *mention;
    one.number = unit;
    // Half of its last place, in the cell's unit.
    if (check_money(c, &one, &unit) && zp_decimal_multiply(unit, (zp_decimal){5, 1}, &half)) {
        *rounded = check_within(amount, cell->number, half);
    }
    return true;
}

static void keep(comparing *w, const check_named *named, const check_figure *cell) {
    size_t count = w->count;
    *ZP_PUSH(w->c->arena, w->cells, count, w->cell_capacity) = *cell;
    *ZP_PUSH(w->c->arena, w->found, w->count, w->found_capacity) = named;
}

static void compare_with(comparing *w, const check_named *named, const check_figure *cell) {
    check *c = w->c;
    zp_decimal stated;
    bool rounded;
    bool hundred_million = zp_text_is(named->mention->unit, "亿元");
    if (cell->state == CHECK_WORDS) {
        check_deferred(c, cell);
    } else if (cell->state != CHECK_NUMBER) {
        keep(w, named, cell);
    } else if (!states(c, named, cell, &rounded, &stated)) {
        check_deferred_for(c, check_block_place(named->mention->block, named->mention->from),
                           "报告中的数超出计算范围", "a figure of the report is out of range");
    } else if (zp_decimal_compare(stated, cell->number) == 0 || (hundred_million && rounded) ||
               is_explained(c, named, cell)) {
        check_passed(c);
    } else {
        keep(w, named, cell);
    }
}

static void look_at(comparing *w, const check_named *named) {
    check *c = w->c;
    const char *path = named->time < CHECK_TIME_COUNT ? named->entry->paths[named->time] : NULL;
    bool general = w->general || strcmp(named->entry->key, "general") == 0;
    bool scope = named->scope == CHECK_WHOLE
                     ? !w->scopes || strcmp(named->entry->key, "general") != 0
                     : named->scope == CHECK_GENERAL && general && !w->scopes;
    if (path == NULL || !scope || is_of_base_table(named) != w->base || named->at_least) {
        return;
    }
    check_figure cell = check_figure_print(c, "%s", path);
    if (cell.state == CHECK_ABSENT) {
        return;
    }
    if (named->mention->hole) {
        check_passed(c);
        return;
    }
    check_figure other = check_figure_print(c, "expenditure.projects.final");
    zp_decimal amount;
    bool projects = strcmp(path, "funds.spending.projects") == 0;
    if (projects && other.state == CHECK_NUMBER && check_money(c, named->mention, &amount) &&
        zp_decimal_compare(amount, other.number) == 0) {
        check_passed(c); // X01 compares the two tables
    } else {
        compare_with(w, named, &cell);
    }
}

// ---------------------------------------------------------------- findings

check_figure check_named_shown(check *c, const check_named *named) {
    check_figure figure = check_mentioned(c, named->mention, "", "");
    figure.name.in[ZP_CHINESE] = figure.name.in[ZP_ENGLISH] = named->words;
    return figure;
}

static bool is_budget_cell(const comparing *w, const check_figure *cell) {
    return w->budget && zp_text_starts(cell->path, "funds.spending.");
}

// 预算 without 年初, in a year in which the budget was changed: it may be the changed one, which
// the base table does not have.
static bool may_be_changed(check *c, const check_named *named) {
    check_figure opening = check_figure_print(c, "funds.opening");
    check_figure whole = check_figure_print(c, "funds.full_year");
    zp_text text = named->mention->block->text;
    size_t from = named->from > REACH ? named->from - REACH : 0;
    return named->time == CHECK_TIME_BUDGET && opening.state == CHECK_NUMBER &&
           whole.state == CHECK_NUMBER && zp_decimal_compare(opening.number, whole.number) != 0 &&
           check_find_any(zp_text_slice(text, from, named->mention->from), "年初", 0, NULL) ==
               SIZE_MAX;
}

// Basic and project spending of the report that make up the executed figure are of the final
// accounts; where the table's two are of the budget, they are no mistake.
static bool is_of_accounts(const comparing *w, size_t index) {
    check *c = w->c;
    check_figure executed = check_figure_print(c, "funds.executed");
    zp_decimal own, amount, total;
    size_t count;
    const check_named *named = check_named_figures(c, &count), *one = w->found[index];
    if (!is_budget_cell(w, &w->cells[index]) || executed.state != CHECK_NUMBER ||
        !check_money(c, one->mention, &own)) {
        return false;
    }
    const char *other = strcmp(one->entry->key, "basic") == 0 ? "projects" : "basic";
    for (size_t i = 0; i < count; i++) {
        if (strcmp(named[i].entry->key, other) == 0 && named[i].time == one->time &&
            named[i].scope != CHECK_PART && check_money(c, named[i].mention, &amount) &&
            zp_decimal_add(own, amount, &total) &&
            check_within(total, executed.number, c->settings.slack[0])) {
            return true;
        }
    }
    return false;
}

// One finding for all places that say the same of the same cell.
static void tell(comparing *w, size_t index) {
    check *c = w->c;
    const check_figure *cell = &w->cells[index];
    enum { PLACES = 6 }; // figures of one finding
    check_figure figures[PLACES];
    size_t count = 2;
    figures[0] = check_named_shown(c, w->found[index]);
    figures[1] = *cell;
    bool rounded = false, blank = cell->state != CHECK_NUMBER;
    zp_decimal stated;
    bool known = !blank && states(c, w->found[index], cell, &rounded, &stated);
    for (size_t i = index + 1; i < w->count; i++) {
        if (w->found[i] != NULL && zp_text_equal(w->cells[i].path, cell->path) &&
            zp_decimal_compare(w->found[i]->mention->number, w->found[index]->mention->number) ==
                0) {
            if (count < PLACES) {
                figures[count++] = check_named_shown(c, w->found[i]);
            }
            w->found[i] = NULL;
        }
    }
    bool near = known && w->base && check_within(stated, cell->number, c->settings.slack[0]);
    check_finding found = {.figures = figures,
                           .count = count,
                           .remark = rounded || near,
                           .soften = (blank && !w->base) || is_budget_cell(w, cell) ||
                                     may_be_changed(c, w->found[index]),
                           .difference =
                               known ? check_difference(c, stated, cell->number) : (zp_text){0}};
    if (blank) {
        found.text = (check_words){"报告中{0.name}写的是 {0}，表中{1.name}空着",
                                   "the report says {0} of {0.name}; {1.name} is blank"};
        found.hint = (check_words){"表中补填；确实为零的填 0", "fill it in; nothing spent is a 0"};
    }
    check_found(c, &found);
}

static void compare_all(check *c, bool base) {
    if (check_no_report(c)) {
        return;
    }
    comparing w = {.c = c,
                   .base = base,
                   .scopes = check_says(c, NULL, "口径", NULL, NULL),
                   .general = general_is_all(c),
                   .budget = !check_spending_is_final(c)};
    size_t count;
    const check_named *named = check_named_figures(c, &count);
    for (size_t i = 0; i < count; i++) {
        look_at(&w, &named[i]);
    }
    enum { MOST = 64 }; // findings: more say nothing new
    for (size_t i = 0; i < w.count && i < MOST; i++) {
        if (w.found[i] != NULL && is_of_accounts(&w, i)) {
            check_passed(c);
        } else if (w.found[i] != NULL) {
            tell(&w, i);
        }
    }
    check_skipped(c, "报告中没有可以与表核对的数", "no figure of the report is one of a table");
}

void check_figures_of_tables(check *c) {
    check_section_of_funds(c);
    compare_all(c, false);
}

void check_figures_of_base_table(check *c) {
    compare_all(c, true);
}
