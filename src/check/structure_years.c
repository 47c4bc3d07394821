// S02 and S07: the years in titles, labels and the report.
#include "check/text.h"

#include <string.h>

// The next year from *at on, written `2023年` or `2023 年`; *at moves behind 年.
static bool next_year(zp_text text, size_t *at, int *year) {
    for (size_t i = *at; i + 4 < text.size; i++) {
        if (!check_is_digit(text.data[i])) {
            continue;
        }
        bool first = i == 0 || !check_is_digit(text.data[i - 1]);
        bool four = check_is_digit(text.data[i + 1]) && check_is_digit(text.data[i + 2]) &&
                    check_is_digit(text.data[i + 3]);
        size_t behind = i + 4 + (text.data[i + 4] == ' ');
        if (first && four && zp_text_starts(zp_text_slice(text, behind, text.size), "年")) {
            *year = (text.data[i] - '0') * 1000 + (text.data[i + 1] - '0') * 100 +
                    (text.data[i + 2] - '0') * 10 + (text.data[i + 3] - '0');
            *at = behind + strlen("年");
            return true;
        }
    }
    *at = text.size;
    return false;
}

// ---------------------------------------------------------------- S02: titles

static void look_at_title(check *c, const zp_value *title) {
    zp_text printed = title != NULL ? check_print(c, title) : (zp_text){0};
    int year;
    for (size_t at = 0; next_year(printed, &at, &year);) {
        if (year != c->year) {
            check_words text = {
                zp_arena_print(c->arena, "标题“{0}”写的是%d年，应为%d年", year, c->year).data,
                zp_arena_print(c->arena, "the title “{0}” says %d; the year is %d", year, c->year)
                    .data};
            check_found_in_form(c, title, text, false);
            return;
        }
    }
}

// Without any of these characters.
static zp_text without(check *c, zp_text text, const char *characters) {
    zp_buffer out = {0};
    for (size_t i = 0; i < text.size; i++) {
        if (strchr(characters, text.data[i]) == NULL) {
            zp_buffer_add(&out, &text.data[i], 1);
        }
    }
    zp_text copy = zp_arena_copy(c->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return copy;
}

zp_text check_on_one_line(check *c, const zp_value *words) {
    return without(c, check_print(c, words), "\n");
}

// The list of attachments names a table by the title that stands above it.
static void compare_titles(check *c, const zp_value *attachment, const zp_value *document) {
    const zp_value *listed = zp_value_get(attachment, "title");
    const zp_value *title = zp_value_get(document, "title");
    zp_text a = without(c, check_print(c, listed), " \n");
    zp_text b = without(c, check_print(c, title), " \n");
    if (zp_text_equal(a, b)) {
        return;
    }
    check_figure figures[] = {
        check_figure_text(c, a, listed->place, "附件说明", "list of attachments"),
        check_figure_text(c, b, title->place, "标题", "title")};
    check_found(c,
                &(check_finding){.figures = figures,
                                 .count = 2,
                                 .where = ZP_TEXT("form"),
                                 .text = {"附件说明写作“{0}”，标题是“{1}”",
                                          "the list of attachments has “{0}”, the title is “{1}”"},
                                 .hint = {"附件说明与标题写成一致", "write the same in both"}});
}

static void look_at_titles(check *c) {
    for (const zp_value *each = zp_value_first(zp_value_get(c->profile, "document")); each != NULL;
         each = each->next) {
        look_at_title(c, zp_value_get(each, "title"));
        look_at_title(c, zp_value_get(each, "cover_title"));
    }
    for (const zp_value *each = zp_value_first(zp_value_get(c->profile, "attachment"));
         each != NULL; each = each->next) {
        const zp_value *document =
            zp_form_document(c->form, zp_value_text(zp_value_get(each, "document")));
        look_at_title(c, zp_value_get(each, "title"));
        if (document != NULL) {
            compare_titles(c, each, document);
        }
    }
}

static bool is_of_this_year(check *c) {
    zp_text wanted = zp_form_year(c->form);
    check_figure own = check_figure_at(c, ZP_TEXT("year"));
    if (zp_text_equal(wanted, own.text)) {
        return true;
    }
    check_figure form = check_figure_text(c, wanted, zp_form_title_place(c->form), "表样的年度",
                                          "year of the form");
    // A warning: until the new year's form is there, last year's serves.
    check_found(c, &(check_finding){CHECK_FIGURES(own, form), .soften = true,
                                    .text = {"数据是{0}年度的，表样是{1}年度的",
                                             "the data are of {0}, the form is for {1}"},
                                    .hint = {"年度写错的，改正；沿用{1}年度表样的，加核对说明",
                                             "correct the year; where the form of {1} still "
                                             "serves, waive this"}});
    return false;
}

// ---------------------------------------------------------------- S02: the report

// The words have both years.
static void tell(check *c, const check_printed *line, size_t at, int year, int wanted,
                 check_words words, bool soften) {
    if (!check_room(c)) {
        return;
    }
    check_fault fault = check_fault_at(c, line, at, at + 4);
    check_figure figures[] = {check_figure_text(c, check_around(c, line->text, at, at + 4),
                                                fault.place, "原文", "as written"),
                              check_figure_at(c, ZP_TEXT("year"))};
    words.zh = zp_arena_print(c->arena, words.zh, year, wanted).data;
    words.en = zp_arena_print(c->arena, words.en, year, wanted).data;
    check_found(c, &(check_finding){.figures = figures,
                                    .count = 2,
                                    .place = fault.place,
                                    .where = fault.where,
                                    .text = words,
                                    .soften = soften});
}

// Where the digits of the year before `behind` begin.
static size_t digits_before(zp_text text, size_t behind) {
    size_t at = behind;
    while (at > 0 && !check_is_digit(text.data[at - 1])) {
        at--;
    }
    return at - 4;
}

static bool has_year(zp_text text, int wanted) {
    int year;
    for (size_t at = 0; next_year(text, &at, &year);) {
        if (year == wanted) {
            return true;
        }
    }
    return false;
}

static bool has_year_before(zp_text text, int wanted) {
    int year;
    for (size_t at = 0; next_year(text, &at, &year);) {
        if (year < wanted) {
            return true;
        }
    }
    return false;
}

// A heading that names another year, and this one nowhere; the next year may be planned for.
static void look_at_heading(check *c, const check_printed *line) {
    static const check_words words = {"标题写的是%d年，本年度是%d年",
                                      "the heading says %d; this year is %d"};
    int year;
    for (size_t at = 0; !has_year(line->text, c->year) && next_year(line->text, &at, &year);) {
        if (year != c->year + 1) {
            tell(c, line, digits_before(line->text, at), year, c->year, words, true);
        }
    }
}

// `2022年度本单位…`, `2022年度部门整体支出…` of this year's report.
static bool is_about_the_unit(check *c, zp_text behind) {
    static const char *const own[] = {"本单位",       "我单位",       "本部门",       "我部门",
                                      "本街道",       "我街道",       "我办",         "我局",
                                      "部门整体支出", "单位整体支出", "整体支出绩效", NULL};
    if (zp_text_starts(behind, "度")) {
        behind = zp_text_slice(behind, strlen("度"), behind.size);
    }
    for (const char *const *each = own; *each != NULL; each++) {
        if (zp_text_starts(behind, *each)) {
            return true;
        }
    }
    const zp_value *unit = zp_value_get(c->root, "unit");
    zp_text name = zp_value_text(zp_value_get(unit, "name"));
    zp_text short_name = zp_value_text(zp_value_get(unit, "short_name"));
    return (name.size > 0 && zp_text_starts(behind, zp_arena_string(c->arena, name))) ||
           (short_name.size > 0 && zp_text_starts(behind, zp_arena_string(c->arena, short_name)));
}

static void look_at_sentence(check *c, const check_printed *line, size_t from, size_t to) {
    static const char *const compares[] = {"上年", "比",   "较",   "同期", "往年",
                                           "以前", "历年", "结转", "自",   NULL};
    static const check_words words = {"这里写的是%d年度的本单位，本年度是%d年",
                                      "the unit is spoken of in %d; this year is %d"};
    zp_text sentence = zp_text_slice(line->text, from, to);
    int year;
    for (size_t at = 0; next_year(sentence, &at, &year);) {
        bool other = year < c->year && is_about_the_unit(c, zp_text_slice(sentence, at, to));
        if (other && !has_year(sentence, c->year) && !check_has(sentence, compares)) {
            tell(c, line, from + digits_before(sentence, at), year, c->year, words, true);
        }
    }
}

static void look_at_report(check *c) {
    for (size_t i = 0; i < c->report.count; i++) {
        const check_block *block = &c->report.blocks[i];
        check_printed line = {.text = block->text, .block = block};
        size_t from = 0, to = 0;
        if (block->kind == CHECK_HEADING) {
            look_at_heading(c, &line);
        }
        bool text = block->kind != CHECK_HEADING && block->kind != CHECK_CELL;
        bool earlier = text && has_year_before(block->text, c->year);
        while (earlier && check_sentence(block, &from, &to)) {
            look_at_sentence(c, &line, from, to);
        }
    }
}

void check_unit_and_year(check *c) {
    if (c->year == 0) {
        check_deferred_for(c, c->root->place, "数据的年度不是年份", "the year of the data is none");
        return;
    }
    check_passed(c);
    if (is_of_this_year(c)) { // else every title is of another year
        look_at_titles(c);
    }
    look_at_report(c);
    check_names_of_report(c);
}

// ---------------------------------------------------------------- S07

static bool is_right_label(const check *c, zp_text label, size_t behind, int year) {
    zp_text rest = zp_text_slice(label, behind, label.size);
    bool settled = zp_text_starts(rest, "决算") || zp_text_starts(rest, "度决算");
    return year == c->year || (settled && year == c->year - 1);
}

static void look_at_label(check *c, const zp_value *label) {
    zp_text printed = check_print(c, label);
    int year;
    for (size_t at = 0; next_year(printed, &at, &year);) {
        if (!is_right_label(c, printed, at, year)) {
            check_words text = {
                zp_arena_print(c->arena, "栏目“{0}”写的是%d年，应为%d年", year, c->year).data,
                zp_arena_print(c->arena, "the label “{0}” says %d; the year is %d", year, c->year)
                    .data};
            check_found_in_form(c, label, text, false);
            return;
        }
    }
}

static void walk_labels(check *c, const zp_value *value) {
    static const char *const year[] = {"年", NULL};
    if (value != NULL && value->kind == ZP_VALUE_TEXT && check_has(value->text, year)) {
        look_at_label(c, value);
    }
    for (const zp_value *each = zp_value_first(value); each != NULL; each = each->next) {
        walk_labels(c, each);
    }
}

// The row of a table's heads: 2022年决算数, 2023年预算数, 2023年决算数. The last of its years is
// this one.
static void look_at_row(check *c, size_t from, size_t to) {
    static const char *const amounts[] = {"决算", "预算", "执行", NULL};
    static const check_words words = {"表头的年份到%d年为止，应到%d年",
                                      "the last year in the heads is %d; it is to be %d"};
    int last = 0, year;
    size_t at_last = from, digits = 0;
    for (size_t i = from; i < to; i++) {
        zp_text text = c->report.blocks[i].text;
        for (size_t at = 0; check_has(text, amounts) && next_year(text, &at, &year);) {
            if (year > last) {
                last = year;
                at_last = i;
                digits = digits_before(text, at);
            }
        }
    }
    if (last != 0 && last != c->year) {
        const check_block *block = &c->report.blocks[at_last];
        tell(c, &(check_printed){.text = block->text, .block = block}, digits, last, c->year, words,
             false);
    }
}

// 上年（2021年）, 2022年完工项目.
static void look_at_text(check *c, const check_block *block) {
    static const check_words prior = {"“上年”写作%d年，应为%d年", "上年 is given as %d; it is %d"},
                             built = {"完工项目写作%d年，应为%d年",
                                      "the buildings are of %d; they are to be of %d"};
    check_printed line = {.text = block->text, .block = block};
    int year;
    for (size_t at = 0; next_year(block->text, &at, &year);) {
        size_t digits = digits_before(block->text, at);
        zp_text before = zp_text_slice(block->text, 0, digits);
        zp_text behind = zp_text_slice(block->text, at, block->text.size);
        bool named = zp_text_ends(before, "上年（") || zp_text_ends(before, "上年度（");
        if (named && year != c->year - 1) {
            tell(c, &line, digits, year, c->year - 1, prior, false);
        } else if (zp_text_starts(behind, "完工项目") && year != c->year) {
            tell(c, &line, digits, year, c->year, built, false);
        }
    }
}

// A date of the year that is evaluated, or long behind it, is a year mistyped.
static void look_at_date(check *c, const char *path) {
    enum { LATEST = 5 };
    check_figure date = check_figure_at(c, zp_text_of(path));
    int year = 0;
    for (size_t i = 0; i < 4 && i < date.text.size && check_is_digit(date.text.data[i]); i++) {
        year = year * 10 + (date.text.data[i] - '0');
    }
    if (year >= 1000 && (year <= c->year || year > c->year + LATEST)) {
        check_found(c, &(check_finding){
                           CHECK_FIGURES(date, check_figure_at(c, ZP_TEXT("year"))), .soften = true,
                           .text = {"{0.name}写的是 {0}，自评的年度是 {1}，自评在年度结束之后进行",
                                    "{0.name} is {0}; the year {1} is evaluated when it is over"},
                           .hint = {"核对日期的年份", "check the year of the date"}});
    }
}

void check_year_labels(check *c) {
    static const char *const tables[] = {"basic_data", "self_evaluation", "project"};
    if (c->year == 0) {
        check_deferred_for(c, c->root->place, "数据的年度不是年份", "the year of the data is none");
        return;
    }
    check_passed(c);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        walk_labels(c, zp_value_get(c->profile, tables[i]));
    }
    look_at_date(c, "signature.date");
    look_at_date(c, "report.date");
    const check_report *report = &c->report;
    for (size_t i = 0; i < report->count; i++) {
        size_t to = i;
        while (to < report->count && report->blocks[to].kind == CHECK_CELL &&
               report->blocks[to].row == 0) {
            to++;
        }
        if (to > i) {
            look_at_row(c, i, to);
            i = to - 1;
        } else {
            look_at_text(c, &report->blocks[i]);
        }
    }
}
