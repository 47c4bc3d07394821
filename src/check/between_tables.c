// X07: tables of the report with a row 合计.
#include <string.h>

#include "check/between.h"

enum { WIDEST = 40 }; // columns of a table that is looked at

// A cell as a figure: true when it is one and nothing else.
static bool is_figure(check *c, const check_block *cell, const check_mention **mention) {
    size_t count;
    *mention = check_mentions(c, cell, &count);
    return count == 1 &&
           (*mention)->text.size + (*mention)->unit.size == zp_text_trim(cell->text).size;
}

static bool is_nothing(zp_text text) {
    return text.size == 0 || zp_text_is(text, "—") || zp_text_is(text, "——") ||
           zp_text_is(text, "/") || zp_text_is(text, "-");
}

// 执行率, 增长, 人均 above a column: its cells do not add up, and percentages do to 100% only.
static bool is_rate(const check_mention *whole, const check_block *total,
                    const check_block *first) {
    const check_block *head = first;
    while (head < total && (head->row != 0 || head->column != total->column)) {
        head++;
    }
    if (check_find_any(head->text, "占|比重", 0, NULL) != SIZE_MAX) {
        return false;
    }
    return (check_is_share(whole) && zp_decimal_compare(whole->number, zp_decimal_of(100)) != 0) ||
           check_find_any(head->text, "率|均|增长|增幅|降幅|同比|单价|标准|进度", 0, NULL) !=
               SIZE_MAX;
}

// The total at `total` and the cells above it in its column, from `begin` on.
static void sum_of_column(check *c, size_t first, size_t begin, size_t row, size_t total) {
    const check_block *blocks = c->report.blocks, *head = NULL;
    const check_mention *whole, *part;
    check_parts_of p = {0};
    if (!is_figure(c, &blocks[total], &whole) || is_rate(whole, &blocks[total], &blocks[first])) {
        return;
    }
    for (size_t i = begin; i < row; i++) {
        head = blocks[i].column == 0 ? &blocks[i] : head;
        if (blocks[i].column != blocks[total].column ||
            (head != NULL && zp_text_starts(zp_text_trim(head->text), "其中"))) {
            continue;
        }
        zp_text text = zp_text_trim(blocks[i].text);
        if (is_nothing(text)) {
            continue;
        }
        if (!is_figure(c, &blocks[i], &part) || !zp_decimal_add(p.total, part->number, &p.total)) {
            return;
        }
        p.holes = p.count == 0 ? part->hole : p.holes && part->hole;
        *ZP_PUSH(c->arena, p.list, p.count, p.capacity) = part;
    }
    if (p.count > 0) {
        check_figure figure = check_mentioned(c, whole, "合计", "the total");
        check_parts_compare(c, &p, &figure, whole->number, true, whole->hole);
    }
}

void check_sums_of_table(check *c, size_t from, size_t to) {
    const check_block *blocks = c->report.blocks;
    size_t begin = from;
    while (begin < to && blocks[begin].row == 0) {
        begin++;
    }
    for (size_t i = begin; i < to; i++) {
        zp_text head = zp_text_trim(blocks[i].text);
        bool total = zp_text_is(head, "合计") || zp_text_is(head, "总计");
        size_t end = i + 1;
        while (end < to && blocks[end].column > 0) {
            end++;
        }
        for (size_t k = i + 1; total && blocks[i].column == 0 && end - i <= WIDEST && k < end;
             k++) {
            sum_of_column(c, from, begin, i, k);
        }
        begin = total ? end : begin;
        i = end - 1;
    }
}
