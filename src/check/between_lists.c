// X06: a count and the list behind it: 设5个办公室，即……; 以下3个机构; 三个方面：一是……二是…….
#include "check/between.h"

#include <string.h>

// What is counted: the unit behind the number.
static const char *const units[] = {"个", "名", "项", "家", "类", "点", "条", "处", "种", "大"};
// Digits, and 十 by itself.
static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

enum { NOUN = 60 }; // bytes between the unit and the list

typedef struct counted {
    size_t from, to; // of `5个`
    size_t number;
} counted;

// ---------------------------------------------------------------- counts

static bool digit_before(zp_text text, size_t *end, size_t *digit) {
    for (size_t i = 1; i < 10; i++) {
        if (*end >= 3 && memcmp(text.data + *end - 3, digits[i], 3) == 0) {
            *end -= 3;
            *digit = i;
            return true;
        }
    }
    if (*end >= 3 && memcmp(text.data + *end - 3, "两", 3) == 0) {
        *end -= 3;
        *digit = 2;
        return true;
    }
    return false;
}

// 五, 两, 十二, 二十: the number that ends at `end`. SIZE_MAX: none, or more than 99.
static size_t han_number(zp_text text, size_t end, size_t *from) {
    size_t ones = 0, tens = 0;
    bool any = digit_before(text, &end, &ones);
    if (end >= 3 && memcmp(text.data + end - 3, "十", 3) == 0) {
        end -= 3;
        any = true;
        tens = digit_before(text, &end, &tens) ? tens : 1;
    }
    *from = end;
    size_t other;
    bool more = digit_before(text, &end, &other) || // 一二
                zp_text_ends(zp_text_slice(text, 0, end), "第") ||
                zp_text_ends(zp_text_slice(text, 0, end), "百") ||
                zp_text_ends(zp_text_slice(text, 0, end), "近") ||
                zp_text_ends(zp_text_slice(text, 0, end), "约") ||
                zp_text_ends(zp_text_slice(text, 0, end), "每") ||
                zp_text_ends(zp_text_slice(text, 0, end), "这");
    return any && !more ? tens * 10 + ones : SIZE_MAX;
}

static size_t arabic_number(zp_text text, size_t end, size_t *from) {
    size_t number = 0, scale = 1, at = end;
    while (at > 0 && text.data[at - 1] >= '0' && text.data[at - 1] <= '9' && end - at < 4) {
        number += (size_t)(text.data[--at] - '0') * scale;
        scale *= 10;
    }
    *from = at;
    zp_text before = zp_text_slice(text, 0, at);
    bool more = at > 0 && (text.data[at - 1] == '.' || text.data[at - 1] == '-' ||
                           (text.data[at - 1] >= '0' && text.data[at - 1] <= '9'));
    more = more || zp_text_ends(before, "第") || zp_text_ends(before, "约") ||
           zp_text_ends(before, "近") || zp_text_ends(before, "每");
    return at < end && !more ? number : SIZE_MAX;
}

// A number with a unit at `at`.
static bool count_at(zp_text text, size_t at, counted *out) {
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (memcmp(text.data + at, units[i], 3) == 0) {
            size_t end = at;
            while (end > 0 && text.data[end - 1] == ' ') {
                end--;
            }
            out->number = arabic_number(text, end, &out->from);
            if (out->number == SIZE_MAX) {
                out->number = han_number(text, end, &out->from);
            }
            out->to = at + 3;
            return out->number != SIZE_MAX && out->number > 0 && out->number <= 99;
        }
    }
    return false;
}

// The last count in text[begin..end[, when it is the only one there.
static bool only_count(zp_text text, size_t begin, size_t end, counted *out) {
    size_t found = 0;
    for (size_t at = begin; at + 3 <= end; at++) {
        counted one;
        if ((text.data[at] & 0xC0) != 0x80 && count_at(text, at, &one) && one.from >= begin) {
            *out = one;
            found++;
        }
    }
    return found == 1;
}

// Where the clause that ends at `end` begins, no further back than a count's noun is long.
static size_t clause_begin(zp_text text, size_t end) {
    size_t begin = end > NOUN ? end - NOUN : 0;
    while (begin < end && (text.data[begin] & 0xC0) == 0x80) {
        begin++;
    }
    for (size_t mark, from = begin;
         (mark = check_find_any(zp_text_slice(text, 0, end), "，|。|；|：|（|）", from, NULL)) !=
         SIZE_MAX;) {
        begin = from = mark + 3;
    }
    return begin;
}

// ---------------------------------------------------------------- lists in a sentence

typedef struct listed {
    size_t least, most; // a last 和 may stand between two items or in one
} listed;

static size_t behind_bracket(zp_text text, size_t at, size_t end) {
    static const char *const pairs[][2] = {
        {"（", "）"}, {"“", "”"}, {"《", "》"}, {"〈", "〉"}, {"(", ")"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (zp_text_starts(zp_text_slice(text, at, end), pairs[i][0])) {
            size_t close =
                check_find_text(zp_text_slice(text, 0, end), zp_text_of(pairs[i][1]), at);
            return close == SIZE_MAX ? end : close + strlen(pairs[i][1]);
        }
    }
    return at;
}

// Items with 、 between them in text[from..end[, brackets and quotes aside. False: no list, or one
// that does not name all.
static bool read_list(zp_text text, size_t from, size_t end, listed *list) {
    size_t marks = 0, joints = 0;
    for (size_t at = from; at < end;) {
        size_t behind = behind_bracket(text, at, end);
        if (behind > at) {
            at = behind;
            continue;
        }
        zp_text rest = zp_text_slice(text, at, end);
        if (text.data[at] >= '0' && text.data[at] <= '9') {
            return false; // counts, amounts: no names
        }
        if (zp_text_starts(rest, "、")) {
            marks++;
            joints = 0; // 和 in an item but the last is of its name
        } else if (zp_text_starts(rest, "和") || zp_text_starts(rest, "及") ||
                   zp_text_starts(rest, "与")) {
            joints++;
        } else if (zp_text_starts(rest, "，") || zp_text_starts(rest, "等") ||
                   zp_text_starts(rest, "…") || zp_text_starts(rest, "其他")) {
            return false;
        }
        at++;
    }
    *list = (listed){marks + 1, marks + 1 + (joints > 0)};
    return marks >= 1;
}

static void tell(check *c, const check_block *block, const counted *count, size_t listed,
                 size_t noun_end) {
    if (check_enough(c)) {
        return;
    }
    zp_text text = zp_text_slice(block->text, count->from, noun_end);
    zp_place place = check_block_place(block, count->from);
    check_figure written = check_figure_text(c, text, place, "写明的个数", "the count");
    written.path = check_block_where(c, block);
    check_figure made = check_figure_made(c, zp_decimal_of((int64_t)listed), "列出", "listed");
    zp_decimal stated = zp_decimal_of((int64_t)count->number);
    check_found(c, &(check_finding){CHECK_FIGURES(written, made),
                                    .difference = check_difference(c, stated, made.number)});
}

// 3项职责：组织调查、评估；协调资金；指导社区: items between ；, and 一是……；二是……, that have 、
// in them.
static bool is_of_clauses(zp_text text, size_t from, size_t number) {
    static const char *const first[] = {"一是", "第一", "首先", "一方面", "①", "（一）", "一、"};
    zp_text rest = zp_text_slice(text, from, text.size);
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        if (zp_text_starts(rest, first[i])) {
            return true;
        }
    }
    size_t items = 1, at = 0;
    rest = zp_text_slice(rest, 0, check_find_text(rest, ZP_TEXT("。"), 0));
    while ((at = check_find_text(rest, ZP_TEXT("；"), at)) != SIZE_MAX) {
        at += strlen("；");
        items += at < rest.size;
    }
    return items > 1 && items == number;
}

// The list that begins at `from` behind 即, ： or （; what counts it stands before `end`.
static void list_at(check *c, const check_block *block, size_t end, size_t from, bool bracket) {
    counted count;
    listed list;
    zp_text text = block->text;
    size_t begin = clause_begin(text, end);
    if (!only_count(text, begin, end, &count)) {
        return;
    }
    size_t to = check_find_any(text, bracket ? "）" : "。|；", from, NULL);
    to = to == SIZE_MAX ? text.size : to;
    if (is_of_clauses(text, from, count.number) || !read_list(text, from, to, &list)) {
        return;
    }
    if (count.number >= list.least && count.number <= list.most) {
        check_passed(c);
    } else {
        tell(c, block, &count, count.number < list.least ? list.least : list.most, end);
    }
}

// ---------------------------------------------------------------- 一是, 二是

// 一是 … at `from`: how many follow one another in the block, and where the last stands.
static size_t series(zp_text text, size_t from) {
    size_t number = 1;
    for (size_t at = from; number < 10; number++) {
        char word[8];
        size_t size = strlen(digits[number]);
        memcpy(word, digits[number], size);
        memcpy(word + size, "是", 3);
        at = check_find_text(text, (zp_text){word, size + 3}, at);
        if (at == SIZE_MAX) {
            break;
        }
    }
    return number - 1;
}

// The count right before `end`, with nothing but its noun, a verb and a mark between.
static bool count_before(zp_text text, size_t end, counted *out, size_t *noun_end) {
    static const char *const marks[] = {"：", "。", "，", "；"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (end >= 3 && memcmp(text.data + end - 3, marks[i], 3) == 0) {
            *noun_end = end - 3;
            return only_count(text, clause_begin(text, *noun_end), *noun_end, out);
        }
    }
    return false;
}

// `blocks` more begin with 二是, 三是 …
static size_t series_over_blocks(const check_report *report, size_t block) {
    size_t number = 1;
    for (size_t i = block + 1; i < report->count && number < 9; i++) {
        char word[8];
        size_t size = strlen(digits[number + 1]);
        memcpy(word, digits[number + 1], size);
        memcpy(word + size, "是", 4);
        if (report->blocks[i].kind == CHECK_HEADING ||
            !zp_text_starts(report->blocks[i].text, word)) {
            break;
        }
        number++;
    }
    return number;
}

static void series_of_block(check *c, size_t index) {
    const check_block *block = &c->report.blocks[index];
    zp_text text = block->text;
    for (size_t at = 0; (at = check_find_text(text, ZP_TEXT("一是"), at)) != SIZE_MAX;
         at += strlen("一是")) {
        const check_block *counts = block;
        counted count;
        size_t noun_end, end = at, number;
        if (at == 0 && index > 0) {
            counts = &c->report.blocks[index - 1];
            end = counts->text.size;
            number = series_over_blocks(&c->report, index);
        } else {
            size_t next = check_find_text(text, ZP_TEXT("一是"), at + strlen("一是"));
            number = series(zp_text_slice(text, 0, next), at);
        }
        if (counts->kind == CHECK_HEADING || number < 2 ||
            !count_before(counts->text, end, &count, &noun_end)) {
            continue;
        }
        if (count.number == number) {
            check_passed(c);
        } else {
            tell(c, counts, &count, number, noun_end);
        }
    }
}

// ---------------------------------------------------------------- 以下3个

static void items_after(check *c, size_t index) {
    const check_report *report = &c->report;
    const check_block *block = &report->blocks[index];
    zp_text text = block->text;
    size_t items = 0;
    if (block->kind == CHECK_HEADING || block->kind == CHECK_CELL ||
        check_find_any(text, "以下|下列|如下", 0, NULL) == SIZE_MAX) {
        return;
    }
    while (index + 1 + items < report->count &&
           report->blocks[index + 1 + items].kind == CHECK_ITEM) {
        items++;
    }
    if (items < 2) {
        return;
    }
    size_t last = 0;
    for (size_t from = 0, to = 0; check_sentence(block, &from, &to);) {
        last = from;
    }
    zp_text found;
    size_t at = check_find_any(text, "以下|下列|如下", last, &found);
    counted count;
    size_t end = at == SIZE_MAX ? 0 : check_find_any(text, "。|：|，", at, NULL);
    end = end == SIZE_MAX ? text.size : end;
    // 以下3个, 3个方面如下
    bool before = zp_text_is(found, "如下");
    if (at == SIZE_MAX ||
        !only_count(text, before ? clause_begin(text, at) : at, before ? at : end, &count)) {
        return;
    }
    if (count.number == items) {
        check_passed(c);
    } else {
        tell(c, block, &count, items, before ? at : end);
    }
}

// ---------------------------------------------------------------- all

static void lists_of_block(check *c, const check_block *block) {
    static const char *const openers[] = {"，即：", "，即",   "，分别为", "，分别是", "，包括：",
                                          "，包括", "分别为", "分别是",   "：",       "（"};
    zp_text text = block->text;
    for (size_t at = 0; at + 3 < text.size; at++) {
        bool mark = (text.data[at] == '\xEF' && text.data[at + 1] == '\xBC') || // ，：（
                    memcmp(text.data + at, "分", 3) == 0;
        for (size_t i = 0; mark && i < sizeof openers / sizeof *openers; i++) {
            if (zp_text_starts(zp_text_slice(text, at, text.size), openers[i])) {
                size_t size = strlen(openers[i]);
                list_at(c, block, at, at + size, strcmp(openers[i], "（") == 0);
                at += size - 1;
                break;
            }
        }
    }
}

void check_counts_of_lists(check *c) {
    if (check_no_report(c)) {
        return;
    }
    for (size_t i = 0; i < c->report.count; i++) {
        const check_block *block = &c->report.blocks[i];
        if (block->kind != CHECK_HEADING && block->kind != CHECK_CELL) {
            lists_of_block(c, block);
            series_of_block(c, i);
        }
        items_after(c, i);
    }
    check_skipped(c, "报告没有写明个数的列举", "the report counts no list");
}
