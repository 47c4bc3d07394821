// Figures in the report: number, unit, and whether they were printed from the data.
#include "check/private.h"

#include <string.h>

// Longest first where one begins another.
static const char *const units[] = {
    "个百分点", "平方米", "平方公里", "公里", "亿元", "万余元", "万元", "余元", "元",   "余万元",
    "万人次",   "余人次", "人次",     "余人", "万人", "人",     "余次", "次",   "余名", "名",
    "余户",     "户",     "余个",     "个",   "余件", "件",     "余场", "场",   "余处", "处",
    "余条",     "条",     "余份",     "份",   "余家", "家",     "余起", "起",   "栋",   "篇",
    "项",       "辆",     "宗",       "期",   "台",   "间",     "座",   "吨",   "亩",   "米",
    "㎡",       "m²",     "天",       "小时", "倍",   "%",      "％",   "‰",    "分",
};

// A figure with marks of thousands: 1,234.5. Its end; `digits` receives it without them.
static size_t read_number(zp_text text, size_t at, zp_buffer *digits) {
    while (at < text.size) {
        bool thousands = text.data[at] == ',' && at + 3 < text.size &&
                         check_is_digit(text.data[at + 1]) && check_is_digit(text.data[at + 2]) &&
                         check_is_digit(text.data[at + 3]) &&
                         (at + 4 >= text.size || !check_is_digit(text.data[at + 4]));
        bool point = text.data[at] == '.' && at + 1 < text.size &&
                     check_is_digit(text.data[at + 1]) &&
                     memchr(digits->data, '.', digits->size) == NULL;
        if (check_is_digit(text.data[at]) || point) {
            zp_buffer_add(digits, &text.data[at], 1);
        } else if (!thousands) {
            break;
        }
        at++;
    }
    return at;
}

static zp_text unit_at(zp_text text, size_t at) {
    while (at < text.size && text.data[at] == ' ') {
        at++;
    }
    zp_text rest = zp_text_slice(text, at, text.size);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (zp_text_starts(rest, units[i])) {
            return zp_text_slice(text, at, at + strlen(units[i]));
        }
    }
    return (zp_text){0};
}

// A year, a month, a day, a time, or part of a word or a number of a document.
static bool is_other(zp_text text, size_t from, size_t to) {
    static const char *const behind[] = {"年", "月", "日", "时", "号", "：", ":", "-", "/"};
    char before = from > 0 ? text.data[from - 1] : ' ';
    if ((before >= 'A' && before <= 'Z') || (before >= 'a' && before <= 'z') || before == '.') {
        return true;
    }
    zp_text rest = zp_text_slice(text, to, text.size);
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
        if (zp_text_starts(rest, behind[i]) && !zp_text_starts(rest, "年初") &&
            !zp_text_starts(rest, "时效")) {
            return true;
        }
    }
    return false;
}

static check_mention *read_mentions(check *c, const check_block *block, size_t *count) {
    check_mention *list = NULL;
    size_t capacity = 0;
    zp_text text = block->text;
    *count = 0;
    for (size_t at = 0; at < text.size;) {
        if (!check_is_digit(text.data[at])) {
            at++;
            continue;
        }
        zp_buffer digits = {0};
        check_mention mention = {.block = block, .from = at, .hole = block->hole[at]};
        mention.to = at = read_number(text, at, &digits);
        mention.unit = unit_at(text, at);
        mention.money = zp_text_ends(mention.unit, "元");
        mention.text = zp_text_slice(text, mention.from, mention.to);
        bool number = zp_decimal_read(zp_buffer_text(&digits), &mention.number);
        zp_buffer_free(&digits);
        if (number && !is_other(text, mention.from, mention.to)) {
            *ZP_PUSH(c->arena, list, *count, capacity) = mention;
        }
    }
    return list;
}

const check_mention *check_mentions(check *c, const check_block *block, size_t *count) {
    size_t index = (size_t)(block - c->report.blocks);
    if (!c->mentions_read[index]) {
        c->mentions_read[index] = true;
        c->mentions[index] = read_mentions(c, block, &c->mention_counts[index]);
    }
    *count = c->mention_counts[index];
    return c->mentions[index];
}

size_t check_mention_end(const check_mention *mention) {
    return mention->unit.size > 0
               ? (size_t)(mention->unit.data - mention->block->text.data) + mention->unit.size
               : mention->to;
}

check_figure check_mentioned(check *c, const check_mention *mention, const char *zh,
                             const char *en) {
    zp_text shown = zp_text_slice(mention->block->text, mention->from,
                                  mention->unit.size > 0
                                      ? (size_t)(mention->unit.data - mention->block->text.data) +
                                            mention->unit.size
                                      : mention->to);
    return (check_figure){.state = CHECK_NUMBER,
                          .number = mention->number,
                          .percent = zp_text_is(mention->unit, "%"),
                          .text = shown,
                          .place = check_block_place(mention->block, mention->from),
                          .path = check_block_where(c, mention->block),
                          .name = {{zp_text_of(zh), zp_text_of(en)}}};
}
