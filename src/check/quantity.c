// A target or an achieved value as the tables have it: `≥8亿元`, `=100%`, `450余户`, `三次`,
// `95%以上`; and what has figures but is no quantity: `每月15日前足额发放`, `2023年度完成`.
#include "check/private.h"

#include <string.h>

bool check_means_nothing(zp_text text) {
    static const char *const words[] = {"",    "/",      "／",     "—",        "——",  "-",
                                        "--",  "不适用", "不涉及", "（空）",   "……",  "…",
                                        "N/A", "n/a",    "无此项", "无此指标", "未设"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (zp_text_is(text, words[i])) {
            return true;
        }
    }
    return false;
}

// ---------------------------------------------------------------- steps through a text

static size_t starts(zp_text text, size_t at, const char *word) {
    if (at >= text.size || text.data[at] != word[0]) {
        return 0;
    }
    return zp_text_starts(zp_text_slice(text, at, text.size), word) ? strlen(word) : 0;
}

// The longest of several words that the text has at `at`; its bytes.
static size_t longest(zp_text text, size_t at, const char *const *words, size_t count,
                      size_t *which) {
    size_t best = 0;
    for (size_t i = 0; i < count; i++) {
        size_t size = starts(text, at, words[i]);
        if (size > best) {
            best = size;
            *which = i;
        }
    }
    return best;
}

static size_t skip_blanks(zp_text text, size_t at) {
    while (at < text.size) {
        size_t size = starts(text, at, " ") + starts(text, at, "　");
        if (size == 0) {
            break;
        }
        at += size;
    }
    return at;
}

static bool is_digit(zp_text text, size_t at) {
    return at < text.size && text.data[at] >= '0' && text.data[at] <= '9';
}

static bool is_thousands(zp_text text, size_t at) {
    return text.data[at] == ',' && is_digit(text, at + 1) && is_digit(text, at + 2) &&
           is_digit(text, at + 3) && !is_digit(text, at + 4);
}

// ---------------------------------------------------------------- scales

// 余, 万, 亿 before the unit itself.
static size_t read_scale(zp_text text, size_t at, check_quantity *q) {
    static const char *const words[] = {"余", "多", "百", "千", "万", "亿"};
    static const int64_t factors[] = {1, 1, 100, 1000, 10000, 100000000}, most = 1000000000000;
    q->factor = 1;
    for (;;) {
        size_t which = 0, size = longest(text, at, words, 6, &which);
        if (size == 0 || starts(text, at, "百分") > 0) {
            break;
        }
        q->factor = q->factor <= most / factors[which] ? q->factor * factors[which] : 0;
        at += size;
    }
    q->fits = q->factor > 0 && zp_decimal_multiply(q->number, zp_decimal_of(q->factor), &q->base);
    return at;
}

// ---------------------------------------------------------------- numbers

static bool read_digits(zp_text text, size_t *at, zp_decimal *number) {
    char digits[40];
    size_t count = 0, end = *at;
    while (end < text.size && (is_digit(text, end) || is_thousands(text, end) ||
                               (text.data[end] == '.' && is_digit(text, end + 1)))) {
        if (text.data[end] != ',' && count < sizeof digits) {
            digits[count++] = text.data[end];
        }
        end++;
    }
    *at = end;
    return count < sizeof digits && zp_decimal_read((zp_text){digits, count}, number);
}

// 三, 十二, 一百二十: below ten thousand.
static bool read_numeral(zp_text text, size_t *at, zp_decimal *number) {
    static const char *const words[] = {"零", "一", "二", "三", "四", "五", "六",
                                        "七", "八", "九", "两", "十", "百", "千"};
    static const int64_t values[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 10, 100, 1000};
    int64_t sum = 0, digit = -1;
    size_t end = *at, which = 0, size;
    while ((size = longest(text, end, words, 14, &which)) > 0 && end - *at < 24) {
        if (values[which] < 10) {
            digit = values[which];
        } else {
            sum += (digit < 0 ? 1 : digit) * values[which];
            digit = 0;
        }
        end += size;
    }
    *number = zp_decimal_of(sum + (digit > 0 ? digit : 0));
    bool any = end > *at;
    *at = end;
    return any;
}

// ---------------------------------------------------------------- comparators

typedef struct sign {
    const char *text;
    check_comparator comparator;
    bool in_words;
} sign;

// Before a number. What ends with another comes before it.
static const sign before[] = {
    {"≥", CHECK_AT_LEAST, false},       {"≧", CHECK_AT_LEAST, false},
    {"⩾", CHECK_AT_LEAST, false},       {">=", CHECK_AT_LEAST, false},
    {"≤", CHECK_AT_MOST, false},        {"≦", CHECK_AT_MOST, false},
    {"⩽", CHECK_AT_MOST, false},        {"<=", CHECK_AT_MOST, false},
    {">", CHECK_MORE_THAN, false},      {"＞", CHECK_MORE_THAN, false},
    {"<", CHECK_LESS_THAN, false},      {"＜", CHECK_LESS_THAN, false},
    {"=", CHECK_EQUAL_TO, false},       {"＝", CHECK_EQUAL_TO, false},
    {"不低于", CHECK_AT_LEAST, true},   {"不得低于", CHECK_AT_LEAST, true},
    {"不少于", CHECK_AT_LEAST, true},   {"不小于", CHECK_AT_LEAST, true},
    {"大于等于", CHECK_AT_LEAST, true}, {"大于或等于", CHECK_AT_LEAST, true},
    {"至少", CHECK_AT_LEAST, true},     {"不超过", CHECK_AT_MOST, true},
    {"不得超过", CHECK_AT_MOST, true},  {"不高于", CHECK_AT_MOST, true},
    {"不大于", CHECK_AT_MOST, true},    {"不多于", CHECK_AT_MOST, true},
    {"小于等于", CHECK_AT_MOST, true},  {"小于或等于", CHECK_AT_MOST, true},
    {"大于", CHECK_MORE_THAN, true},    {"高于", CHECK_MORE_THAN, true},
    {"超过", CHECK_MORE_THAN, true},    {"多于", CHECK_MORE_THAN, true},
    {"小于", CHECK_LESS_THAN, true},    {"低于", CHECK_LESS_THAN, true},
    {"少于", CHECK_LESS_THAN, true},    {"等于", CHECK_EQUAL_TO, true},
};

static const sign behind[] = {
    {"及以上", CHECK_AT_LEAST, true}, {"以上", CHECK_AT_LEAST, true},
    {"及以下", CHECK_AT_MOST, true},  {"以下", CHECK_AT_MOST, true},
    {"以内", CHECK_AT_MOST, true},    {"之内", CHECK_AT_MOST, true},
    {"内", CHECK_AT_MOST, true},
};

// Takes a comparator off the end of the words before a number.
static zp_text comparator_before(zp_text words, check_quantity *q) {
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        if (zp_text_ends(words, before[i].text)) {
            q->comparator = before[i].comparator;
            q->in_words = before[i].in_words;
            return zp_text_trim(zp_text_slice(words, 0, words.size - strlen(before[i].text)));
        }
    }
    return words;
}

static void comparator_behind(zp_text words, check_quantity *q) {
    for (size_t i = 0; i < sizeof behind / sizeof *behind && q->comparator == CHECK_BARE; i++) {
        if (zp_text_starts(words, behind[i].text)) {
            q->comparator = behind[i].comparator;
            q->in_words = true;
        }
    }
}

static int change_of(zp_text words) {
    static const char *const falls[] = {"下降", "减少", "降低", "压减", "压缩",
                                        "下浮", "推迟", "延后", NULL};
    static const char *const rises[] = {"增长", "增加", "提高", "提升",
                                        "上升", "上浮", "提前", NULL};
    return check_has(words, falls) ? -1 : check_has(words, rises);
}

// ---------------------------------------------------------------- one condition

typedef enum reading { NO_NUMBER, IS_QUANTITY, IS_OTHER } reading;

// Words before a figure that make it the number of something, not how many: 第3, 前3, A1.
static bool is_ordinal(zp_text words) {
    char last = words.size > 0 ? words.data[words.size - 1] : ' ';
    return zp_text_ends(words, "第") ||
           (zp_text_ends(words, "前") && !zp_text_ends(words, "提前")) ||
           (last >= 'A' && last <= 'Z') || (last >= 'a' && last <= 'z') ||
           (last == '-' && words.size > 1) || last == '/';
}

// Behind the number: 万, the unit, and 以上 or words without figures.
static reading read_unit(zp_text text, size_t at, check_quantity *q) {
    static const char *const times[] = {"年", "月", "日", "号", "季", "时", ":", "：",
                                        "-",  "~",  "～", "—",  "至", "到", "/", "×"};
    size_t which;
    at = read_scale(text, skip_blanks(text, at), q);
    at = skip_blanks(text, at);
    zp_text rest = zp_text_slice(text, at, text.size);
    if (longest(text, at, times, sizeof times / sizeof *times, &which) > 0) {
        return IS_OTHER;
    }
    for (size_t i = at; i < text.size; i++) {
        if (is_digit(text, i)) {
            return IS_OTHER;
        }
    }
    size_t size = check_unit_at(text, at, &q->unit);
    if (size > 0) {
        rest = zp_text_trim(zp_text_slice(text, at + size, text.size));
        q->unit = zp_text_starts(rest, "/") ? zp_text_slice(text, at, text.size) : q->unit;
    } else if (zp_utf8_count(rest) > 4) {
        return IS_OTHER;
    } else {
        q->unit = rest;
        for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
            q->unit = zp_text_is(rest, behind[i].text) ? (zp_text){0} : q->unit;
        }
    }
    comparator_behind(rest, q);
    return IS_QUANTITY;
}

// 三次, ≥十次: a numeral that begins the text and has a unit behind it; 一 is in too many words.
static reading read_in_numerals(zp_text text, check_quantity *q) {
    size_t at = 0;
    for (size_t i = 0; i < sizeof before / sizeof *before && at == 0; i++) {
        at = starts(text, 0, before[i].text);
    }
    comparator_before(zp_text_slice(text, 0, at), q);
    at = skip_blanks(text, at);
    size_t percent = starts(text, at, "百分之");
    at += percent;
    zp_text unit = ZP_TEXT("%");
    if (!read_numeral(text, &at, &q->number)) {
        return NO_NUMBER;
    }
    at = read_scale(text, at, q);
    size_t end = at + (percent > 0 ? 0 : check_unit_at(text, at, &unit));
    zp_text rest = zp_text_slice(text, end, text.size);
    comparator_behind(rest, q);
    if ((percent == 0 && end == at) || (rest.size > 0 && q->comparator == CHECK_BARE)) {
        return NO_NUMBER;
    }
    q->unit = unit;
    return IS_QUANTITY;
}

static reading read_condition(zp_text text, check_quantity *q) {
    size_t from = 0, at;
    *q = (check_quantity){0};
    while (from < text.size && !is_digit(text, from)) {
        from++;
    }
    if (from == text.size) {
        return read_in_numerals(text, q);
    }
    zp_text words = zp_text_trim(zp_text_slice(text, 0, from));
    bool percent = zp_text_ends(words, "百分之");
    words = percent ? zp_text_slice(words, 0, words.size - strlen("百分之")) : words;
    zp_text signless = zp_text_ends(words, "-") ? zp_text_slice(words, 0, words.size - 1) : words;
    zp_text left = comparator_before(signless, q);
    bool minus = signless.size < words.size && left.size == 0;
    if (!minus && (signless.size < words.size || is_ordinal(left))) {
        return IS_OTHER;
    }
    at = from;
    if (!read_digits(text, &at, &q->number)) {
        return IS_OTHER;
    }
    q->number.coefficient = minus ? -q->number.coefficient : q->number.coefficient;
    q->change = change_of(left);
    reading read = read_unit(text, at, q);
    q->unit = percent ? ZP_TEXT("%") : q->unit;
    return read;
}

// ---------------------------------------------------------------- a cell

// The end of the condition that begins at `at`; *next: the beginning of the one behind it.
static size_t condition_end(zp_text text, size_t at, size_t *next) {
    static const char *const marks[] = {"，", "；", "、", ";", "。", "\n", ","};
    size_t which, size;
    for (; at < text.size; at++) {
        if (!is_thousands(text, at) && (size = longest(text, at, marks, 7, &which)) > 0) {
            *next = at + size;
            return at;
        }
    }
    *next = at;
    return at;
}

// １２．５ as 12.5: digits of an input method are read as what they are.
static zp_text narrow(check *c, zp_text text) {
    zp_buffer out = {0};
    for (size_t at = 0; at < text.size; at++) {
        zp_text rest = zp_text_slice(text, at, text.size);
        bool wide = zp_text_starts(rest, "\xEF\xBC") && rest.size > 2;
        unsigned last = wide ? (unsigned char)rest.data[2] : 0;
        bool digit = last >= 0x90 && last <= 0x99;
        bool point = last == 0x8E && out.size > 0 && out.data[out.size - 1] >= '0' &&
                     out.data[out.size - 1] <= '9';
        char character = digit ? (char)('0' + (last - 0x90)) : point ? '.' : text.data[at];
        zp_buffer_add(&out, &character, 1);
        at += digit || point ? 2 : 0;
    }
    zp_text copy = zp_arena_copy(c->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return copy;
}

static bool has_wide(zp_text text) {
    static const char *const digits[] = {"０", "１", "２", "３", "４", "５",
                                         "６", "７", "８", "９", NULL};
    return check_has(text, digits);
}

check_value check_value_read(check *c, zp_text text) {
    text = has_wide(text) ? narrow(c, text) : text;
    check_value value = {.kind = CHECK_VALUE_NOTHING, .text = zp_text_trim(text)};
    check_quantity *parts = NULL;
    size_t capacity = 0, next = 0;
    if (check_means_nothing(value.text)) {
        return value;
    }
    value.kind = CHECK_VALUE_QUANTITY;
    for (size_t at = 0; at < value.text.size; at = next) {
        size_t end = condition_end(value.text, at, &next);
        zp_text condition = zp_text_trim(zp_text_slice(value.text, at, end));
        check_quantity quantity;
        if (condition.size == 0) {
            continue;
        }
        if (read_condition(condition, &quantity) != IS_QUANTITY) {
            value.kind = CHECK_VALUE_WORDS;
            value.count = 0;
            return value;
        }
        *ZP_PUSH(c->arena, parts, value.count, capacity) = quantity;
    }
    value.kind = value.count > 0 ? CHECK_VALUE_QUANTITY : CHECK_VALUE_WORDS;
    value.parts = parts;
    return value;
}

const check_quantity *check_single(const check_value *value) {
    return value->kind == CHECK_VALUE_QUANTITY && value->count == 1 ? &value->parts[0] : NULL;
}
