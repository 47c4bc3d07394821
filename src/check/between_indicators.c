// X08: figures of the report that are named like indicators.
#include <string.h>

#include "check/between.h"

enum { REACH = 600 }; // bytes of a sentence that are looked at

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

// 满意率 by itself, of a hot line or a course: not what people were asked of the unit.
static bool is_of_others(const check_named *named) {
    if (!zp_text_is(named->words, "满意度") && !zp_text_is(named->words, "满意率")) {
        return false;
    }
    zp_text text = named->mention->block->text;
    size_t from = named->from > REACH ? named->from - REACH : 0;
    for (size_t at; (at = check_find_any(zp_text_slice(text, 0, named->from), "。|；", from,
                                         NULL)) != SIZE_MAX;) {
        from = at + strlen("。");
    }
    return check_find_any(zp_text_slice(text, from, named->from),
                          "热线|工单|办件|窗口|培训|学员|办理|办结|回访|受理", 0, NULL) != SIZE_MAX;
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
        check_found(c, &(check_finding){CHECK_FIGURES(check_named_shown(c, named), other->actual)});
    }
}

void check_figures_of_indicators(check *c) {
    if (check_no_report(c)) {
        return;
    }
    size_t count;
    const check_named *named = check_named_figures(c, &count);
    for (size_t i = 0; i < count; i++) {
        bool own = (strcmp(named[i].entry->key, "satisfaction") == 0 && !is_of_others(&named[i])) ||
                   strcmp(named[i].entry->key, "indicator") == 0;
        if (own && named[i].time == CHECK_TIME_FINAL && named[i].scope != CHECK_PART) {
            compare_indicator(c, &named[i]);
        }
    }
    check_skipped(c, "报告没有写出指标的完成值", "the report names no indicator with a figure");
}
