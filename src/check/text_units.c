// T07: units of amounts that stand twice, are mixed in a sentence, or are cut short.
#include "check/text.h"

#include <string.h>

typedef struct number {
    size_t from, to; // its bytes
    size_t more;     // behind 余, 多 and the like
    zp_text unit;    // 万元, 元, 亿元, 万, 亿; empty: another or none
    size_t end;      // behind the unit
    bool nought;     // 0, 0.00
    bool places;     // with decimals
} number;

// ---------------------------------------------------------------- reading

static zp_text read_unit(zp_text text, size_t at) {
    static const char *const units[] = {"万元", "亿元", "元", "万", "亿"};
    zp_text rest = zp_text_slice(text, at, text.size);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (zp_text_starts(rest, units[i])) {
            return zp_text_slice(rest, 0, strlen(units[i]));
        }
    }
    return (zp_text){0};
}

static size_t behind_about(zp_text text, size_t at) {
    zp_text rest = zp_text_slice(text, at, text.size);
    bool about = zp_text_starts(rest, "余") || zp_text_starts(rest, "多");
    return at + (about ? strlen("余") : 0);
}

// The next number from *at on, which moves behind it.
static bool read_number(zp_text text, size_t *at, size_t end, number *out) {
    while (*at < end && !check_is_digit(text.data[*at])) {
        (*at)++;
    }
    if (*at >= end) {
        return false;
    }
    *out = (number){.from = *at, .nought = true};
    while (*at < end &&
           (check_is_digit(text.data[*at]) || text.data[*at] == ',' ||
            (text.data[*at] == '.' && *at + 1 < end && check_is_digit(text.data[*at + 1])))) {
        out->nought = out->nought && strchr("0.,", text.data[*at]) != NULL;
        out->places = out->places || text.data[*at] == '.';
        (*at)++;
    }
    out->to = *at;
    out->more = behind_about(text, out->to);
    out->unit = read_unit(text, out->more);
    out->end = out->more + out->unit.size;
    return true;
}

static bool has(zp_text text, size_t from, size_t to, const char *word) {
    size_t size = strlen(word);
    for (size_t at = from; at + size <= to; at++) {
        if (memcmp(text.data + at, word, size) == 0) {
            return true;
        }
    }
    return false;
}

static bool has_one_of(zp_text text, size_t from, size_t to, const char *const *words) {
    for (; *words != NULL; words++) {
        if (has(text, from, to, *words)) {
            return true;
        }
    }
    return false;
}

// ---------------------------------------------------------------- faults

// The words quote the amount.
static void tell(check *c, const check_printed *line, const number *n, size_t to,
                 check_words words) {
    if (check_room(c)) {
        zp_text amount = zp_text_slice(line->text, n->from, to);
        words.zh = zp_arena_print(c->arena, words.zh, ZP_ARG(amount)).data;
        words.en = zp_arena_print(c->arena, words.en, ZP_ARG(amount)).data;
        check_fault fault = check_fault_at(c, line, n->from, to);
        check_found_faults(c, &fault, 1, words);
    }
}

// 2万元余元, 2万元万元, 2元元: behind a unit another of money.
static bool is_twofold(zp_text text, const number *n, size_t *end) {
    if (n->unit.size == 0) {
        return false;
    }
    size_t at = behind_about(text, n->end);
    zp_text again = read_unit(text, at);
    bool whole = zp_text_ends(n->unit, "元");
    *end = at + again.size;
    // 2万亿元 is a number; 5亿多元 has its unit behind.
    return again.size > 0 && (whole || (at > n->end && n->more > n->to));
}

// 4073.53万 with nothing behind that is counted.
static bool is_cut_short(zp_text text, const number *n) {
    static const char *const behind[] = {"，", "。", "；", "、", "）", ")", "”", "》", NULL};
    if (!zp_text_is(n->unit, "万") && !zp_text_is(n->unit, "亿")) {
        return false;
    }
    size_t at = behind_about(text, n->end);
    zp_text rest = zp_text_slice(text, at, text.size);
    bool stop = zp_text_trim(rest).size == 0;
    for (const char *const *each = behind; *each != NULL; each++) {
        stop = stop || zp_text_starts(rest, *each);
    }
    return stop;
}

static const char *const money[] = {"元",   "支出", "收入", "经费", "资金", "预算", "决算",
                                    "投资", "金额", "成本", "税收", "采购", NULL};

// ---------------------------------------------------------------- sentences

// 元 beside 万元: nought, or with decimals as 万元 has them, and no rate of so much each.
static bool is_mixed(zp_text text, size_t sentence, const number *n) {
    static const char *const each[] = {"每", "均", "标准", "单价", "一份", NULL};
    size_t near = n->from > sentence + 60 ? n->from - 60 : sentence;
    return zp_text_is(n->unit, "元") && (n->nought || n->places) &&
           !has_one_of(text, near, n->from, each) &&
           !zp_text_starts(zp_text_slice(text, n->end, text.size), "/");
}

static void look_at_sentence(check *c, const check_printed *line, size_t from, size_t to) {
    static const check_words twofold = {"“%.*s”的金额单位重复", "the unit of “%.*s” stands twice"},
                             mixed = {"同一句中以“万元”为单位，此处“%.*s”以“元”为单位",
                                      "“%.*s” is in 元 among amounts in 万元"},
                             cut = {"“%.*s”后缺“元”", "元 is missing behind “%.*s”"};
    size_t wan = 0, at = from, end;
    number n;
    while (read_number(line->text, &at, to, &n)) {
        wan += zp_text_is(n.unit, "万元");
    }
    for (at = from; read_number(line->text, &at, to, &n);) {
        if (is_twofold(line->text, &n, &end)) {
            tell(c, line, &n, end, twofold);
        } else if (wan > 0 && is_mixed(line->text, from, &n)) {
            tell(c, line, &n, n.end, mixed);
        } else if (is_cut_short(line->text, &n) && has_one_of(line->text, from, n.from, money)) {
            tell(c, line, &n, n.end, cut);
        }
    }
}

static void look_at_block(check *c, const check_block *block) {
    check_printed line = {.text = block->text, .block = block};
    size_t from = 0, to = 0;
    while (block->kind != CHECK_CELL && check_sentence(block, &from, &to)) {
        look_at_sentence(c, &line, from, to);
    }
}

// ---------------------------------------------------------------- indicators

static void look_at_cell(check *c, const check_row *row, const check_figure *figure) {
    static const check_words twofold = {"“%.*s”的金额单位重复", "the unit of “%.*s” stands twice"},
                             cut = {"“%.*s”后缺“元”", "元 is missing behind “%.*s”"};
    if (figure->value == NULL || figure->value->kind != ZP_VALUE_TEXT) {
        return;
    }
    check_printed line = {.text = figure->value->text, .value = figure->value};
    size_t at = 0, end;
    for (number n; read_number(line.text, &at, line.text.size, &n);) {
        if (is_twofold(line.text, &n, &end)) {
            tell(c, &line, &n, end, twofold);
        } else if (is_cut_short(line.text, &n) && has_one_of(row->name, 0, row->name.size, money)) {
            tell(c, &line, &n, n.end, cut);
        }
    }
}

void check_units(check *c) {
    check_passed(c);
    for (size_t i = 0; i < c->report.count; i++) {
        look_at_block(c, &c->report.blocks[i]);
    }
    for (size_t i = 0; i < c->row_count; i++) {
        look_at_cell(c, &c->rows[i], &c->rows[i].target);
        look_at_cell(c, &c->rows[i], &c->rows[i].actual);
    }
}
