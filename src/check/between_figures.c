// X02, X04, X08: figures of the report that are named like those of the tables.
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

static check_figure shown(check *c, const check_named *named) {
    check_figure figure = check_mentioned(c, named->mention, "", "");
    figure.name.in[ZP_CHINESE] = figure.name.in[ZP_ENGLISH] = named->words;
    return figure;
}

static bool is_budget_cell(const comparing *w, const check_figure *cell) {
    return w->budget && zp_text_starts(cell->path, "funds.spending.");
}

// One finding for all places that say the same of the same cell.
static void tell(comparing *w, size_t index) {
    check *c = w->c;
    const check_figure *cell = &w->cells[index];
    enum { PLACES = 6 }; // figures of one finding
    check_figure figures[PLACES];
    size_t count = 2;
    figures[0] = shown(c, w->found[index]);
    figures[1] = *cell;
    bool rounded = false, blank = cell->state != CHECK_NUMBER;
    zp_decimal stated;
    bool known = !blank && states(c, w->found[index], cell, &rounded, &stated);
    for (size_t i = index + 1; i < w->count; i++) {
        if (w->found[i] != NULL && zp_text_equal(w->cells[i].path, cell->path) &&
            zp_decimal_compare(w->found[i]->mention->number, w->found[index]->mention->number) ==
                0) {
            if (count < PLACES) {
                figures[count++] = shown(c, w->found[i]);
            }
            w->found[i] = NULL;
        }
    }
    bool near = known && w->base && check_within(stated, cell->number, c->settings.slack[0]);
    check_finding found = {.figures = figures,
                           .count = count,
                           .remark = rounded || near,
                           .soften = (blank && !w->base) || is_budget_cell(w, cell),
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
        if (w.found[i] != NULL) {
            tell(&w, i);
        }
    }
    check_skipped(c, "报告中没有可以与表核对的数", "no figure of the report is one of a table");
}

void check_figures_of_tables(check *c) {
    compare_all(c, false);
}

void check_figures_of_base_table(check *c) {
    compare_all(c, true);
}

// ---------------------------------------------------------------- indicators

// ≥, 约 and the like before a number.
static size_t behind_sign(zp_text text, bool *bound) {
    static const char *const signs[] = {"≥", "≧", "≤", "≦", "＞", "＜", "＝", ">", "<", "=", " "};
    size_t at = 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs;) {
        zp_text rest = zp_text_slice(text, at, text.size);
        if (zp_text_starts(rest, signs[i])) {
            at += strlen(signs[i]);
            *bound = *bound || i < 6;
            i = 0;
        } else {
            i++;
        }
    }
    return at;
}

// `12次`, `≥95%`, `7.6亿元` as a figure; false when it is none.
static bool read_actual(check *c, const check_figure *actual, check_mention *out, bool *bound) {
    zp_text text = zp_text_trim(actual->text);
    *bound = false;
    size_t from = behind_sign(text, bound), to = from;
    while (to < text.size && strchr("0123456789.", text.data[to]) != NULL) {
        to++;
    }
    *out = (check_mention){.unit = zp_text_trim(zp_text_slice(text, to, text.size))};
    if (zp_text_ends(out->unit, "以上")) {
        *bound = true;
        out->unit.size -= strlen("以上");
    }
    if (zp_text_is(out->unit, "％")) {
        out->unit = ZP_TEXT("%");
    }
    out->money = zp_text_ends(out->unit, "元");
    (void)c;
    return out->unit.size > 0 && zp_decimal_read(zp_text_slice(text, from, to), &out->number);
}

bool check_one_unit(check *c, const check_mention *x, const check_mention *y, zp_decimal *a,
                    zp_decimal *b) {
    *a = x->number;
    *b = y->number;
    if (x->money && y->money) {
        return check_money(c, x, a) && check_money(c, y, b);
    }
    bool staff = (zp_text_is(x->unit, "人") || zp_text_is(x->unit, "名")) &&
                 (zp_text_is(y->unit, "人") || zp_text_is(y->unit, "名"));
    return x->unit.size > 0 && (staff || zp_text_equal(x->unit, y->unit));
}

static bool is_row_of(const check_row *row, const check_named *named, bool satisfaction) {
    zp_text name = zp_text_trim(row->name);
    return satisfaction ? check_find_text(name, ZP_TEXT("满意"), 0) != SIZE_MAX
                        : zp_text_is(name, named->entry->words);
}

// 群众满意率 is 群众满意度.
static bool is_called(const check_row *row, zp_text word) {
    zp_text name = zp_text_trim(row->name);
    size_t size = strlen("率");
    bool rate = zp_text_ends(word, "满意率") && zp_text_ends(name, "满意度");
    return rate ? zp_text_equal(zp_text_slice(name, 0, name.size - size),
                                zp_text_slice(word, 0, word.size - size))
                : zp_text_equal(name, word);
}

static bool has_row(const check *c, zp_text word) {
    for (size_t i = 0; i < c->row_count; i++) {
        if (is_called(&c->rows[i], word)) {
            return true;
        }
    }
    return false;
}

// One row that says the same is enough: projects have indicators of the same names.
static void compare_indicator(check *c, const check_named *named) {
    bool satisfaction = strcmp(named->entry->key, "satisfaction") == 0;
    bool exact = satisfaction && has_row(c, named->words);
    const check_row *other = NULL;
    for (size_t i = 0; i < c->row_count; i++) {
        const check_row *row = &c->rows[i];
        check_mention actual;
        zp_decimal a, b;
        bool bound;
        if (!is_row_of(row, named, satisfaction) || (exact && !is_called(row, named->words)) ||
            !read_actual(c, &row->actual, &actual, &bound) ||
            !check_one_unit(c, named->mention, &actual, &a, &b)) {
            continue;
        }
        int order = zp_decimal_compare(a, b);
        if (order == 0 || named->mention->hole || (named->at_least && !bound && order < 0)) {
            check_passed(c);
            return;
        }
        other = other != NULL ? other : row;
    }
    if (other != NULL && !check_enough(c)) {
        check_found(c, &(check_finding){CHECK_FIGURES(shown(c, named), other->actual)});
    }
}

void check_figures_of_indicators(check *c) {
    if (check_no_report(c)) {
        return;
    }
    size_t count;
    const check_named *named = check_named_figures(c, &count);
    for (size_t i = 0; i < count; i++) {
        bool own = strcmp(named[i].entry->key, "satisfaction") == 0 ||
                   strcmp(named[i].entry->key, "indicator") == 0;
        if (own && named[i].time == CHECK_TIME_FINAL && named[i].scope != CHECK_PART) {
            compare_indicator(c, &named[i]);
        }
    }
    check_skipped(c, "报告没有写出指标的完成值", "the report names no indicator with a figure");
}
