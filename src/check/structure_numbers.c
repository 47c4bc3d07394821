// S04: numbers typed before paragraphs, and 一是、二是 in them.
#include "check/text.h"

#include <string.h>

// From the highest: 一、 （一） 1. （1） ①. Each but the last has two ways to be written.
typedef enum rank {
    RANK_NONE,
    RANK_HAN,
    RANK_HAN_ROUND,
    RANK_FIGURE,
    RANK_ROUND,
    RANK_CIRCLE,
    RANKS
} rank;

typedef struct typed {
    rank rank;
    bool other; // (一), 1、 and (1), 1): the less usual way
    size_t number;
    zp_text text;
} typed;

// `1.` of `1.2023年…`, which might be a figure but for the year. 0: none.
static size_t before_year(zp_text text, size_t *number) {
    size_t at = 0, dot, year = 0;
    *number = 0;
    for (; at < text.size && at < 2 && check_is_digit(text.data[at]); at++) {
        *number = *number * 10 + (size_t)(text.data[at] - '0');
    }
    dot = at;
    bool begins = at > 0 && at < text.size && text.data[at] == '.';
    for (at++; begins && at < text.size && check_is_digit(text.data[at]); at++) {
        year++;
    }
    return year == 4 && zp_text_starts(zp_text_slice(text, at, text.size), "年") ? dot + 1 : 0;
}

static typed read_typed(zp_text text) {
    static const char *const styles[] = {[RANK_HAN] = "一、",
                                         [RANK_HAN_ROUND] = "（一）",
                                         [RANK_FIGURE] = "1.",
                                         [RANK_ROUND] = "（1）",
                                         [RANK_CIRCLE] = "①"};
    typed t = {0};
    bool same = false;
    if (before_year(text, &t.number) > 0) {
        t.rank = RANK_FIGURE;
        t.text = zp_text_slice(text, 0, before_year(text, &t.number));
        return t;
    }
    for (int r = RANK_HAN; r < RANKS && !same; r++) {
        size_t size = zp_form_number(text, zp_text_of(styles[r]), &t.number, &same);
        if (size == 0) {
            return (typed){0};
        }
        t.rank = (rank)r;
        t.text = zp_text_trim(zp_text_slice(text, 0, size));
    }
    t.other = zp_text_starts(t.text, "(") || (t.rank == RANK_FIGURE && zp_text_ends(t.text, "、"));
    return t;
}

// ---------------------------------------------------------------- ranks and ways

typedef struct numbers {
    size_t section, last[RANKS];
    rank above;                 // of the heading that the paragraphs stand under
    bool told[RANKS];           // in this section
    check_fault ways[RANKS][2]; // the first written in each way
    zp_text texts[RANKS][2];
} numbers;

static check_fault fault_of(check *c, const check_block *block, size_t size) {
    check_printed line = {.text = block->text, .block = block};
    return check_fault_at(c, &line, 0, size);
}

static void look_at_rank(check *c, numbers *n, const check_block *block, const typed *t) {
    if (t->rank <= n->above && !n->told[t->rank] && check_room(c)) {
        n->told[t->rank] = true;
        check_fault fault = fault_of(c, block, t->text.size);
        zp_text where = fault.where;
        check_words words = {
            zp_arena_print(c->arena, "序号“%.*s”与上级标题的序号同级，或高于上级", ZP_ARG(t->text))
                .data,
            zp_arena_print(c->arena,
                           "the number “%.*s” is of the rank of the heading above, or higher",
                           ZP_ARG(t->text))
                .data};
        check_figure figure = check_figure_text(c, check_around(c, fault.text, 0, t->text.size),
                                                fault.place, "原文", "as written");
        check_found(
            c, &(check_finding){CHECK_FIGURES(figure), .place = fault.place, .where = where,
                                .text = words, .soften = true,
                                .hint = {"改用下一级的序号，依次为 一、（一）1.（1）",
                                         "use the numbers of the next rank: 一、（一）1.（1）"}});
    }
}

static void look_at_order(check *c, numbers *n, const check_block *block, const typed *t) {
    size_t *last = &n->last[t->rank];
    bool right = t->number == 1 || t->number == *last + 1;
    if (!right && !n->told[t->rank] && check_room(c)) {
        n->told[t->rank] = true;
        check_fault fault = fault_of(c, block, t->text.size);
        check_words words = {
            zp_arena_print(c->arena, "序号“%.*s”与前面的不连续", ZP_ARG(t->text)).data,
            zp_arena_print(c->arena, "the number “%.*s” does not follow the one before",
                           ZP_ARG(t->text))
                .data};
        check_figure figure = check_figure_text(c, check_around(c, fault.text, 0, t->text.size),
                                                fault.place, "原文", "as written");
        check_found(c, &(check_finding){CHECK_FIGURES(figure), .place = fault.place,
                                        .where = fault.where, .text = words, .soften = true,
                                        .hint = {"按先后改正序号", "number them in order"}});
    }
    *last = t->number;
    for (int below = t->rank + 1; below < RANKS; below++) {
        n->last[below] = 0;
    }
}

static void keep_way(check *c, numbers *n, const check_block *block, const typed *t) {
    if (n->texts[t->rank][t->other].size == 0) {
        n->texts[t->rank][t->other] = t->text;
        n->ways[t->rank][t->other] = fault_of(c, block, t->text.size);
    }
}

static void compare_ways(check *c, const numbers *n) {
    for (int r = RANK_HAN; r < RANKS; r++) {
        const zp_text *text = n->texts[r];
        if (text[0].size > 0 && text[1].size > 0) {
            check_figure figures[] = {
                check_figure_text(c, text[0], n->ways[r][0].place, "一种写法", "one way"),
                check_figure_text(c, text[1], n->ways[r][1].place, "另一种写法", "the other way")};
            check_found(c, &(check_finding){.figures = figures,
                                            .count = 2,
                                            .place = n->ways[r][1].place,
                                            .where = n->ways[r][1].where,
                                            .soften = true,
                                            .hint = {"同一级的序号统一为一种写法",
                                                     "write all numbers of a level one way"},
                                            .text = {"同一级的序号有“{0}”“{1}”两种写法",
                                                     "numbers of one level are written “{0}” and "
                                                     "“{1}”"}});
        }
    }
}

static void begin(numbers *n, const check *c, const check_block *block) {
    const zp_value *styles = zp_value_get(zp_value_get(c->profile, "report"), "heading_numbers");
    bool heading = block->kind == CHECK_HEADING;
    int level = heading ? block->level : 1;
    if (heading || block->section != n->section) {
        zp_text style = zp_value_text(zp_value_at(styles, level > 0 ? (size_t)level - 1 : 0));
        n->above = read_typed(style).rank;
        memset(n->last, 0, sizeof n->last);
    }
    if (block->section != n->section) {
        n->section = block->section;
        memset(n->told, 0, sizeof n->told);
    }
}

static void look_at_block(check *c, numbers *n, const check_block *block) {
    begin(n, c, block);
    if (block->kind != CHECK_PARAGRAPH) {
        return;
    }
    typed t = read_typed(zp_text_trim(block->text));
    if (t.rank != RANK_NONE) {
        look_at_rank(c, n, block, &t);
        look_at_order(c, n, block, &t);
        keep_way(c, n, block, &t);
    }
}

// ---------------------------------------------------------------- 一是, 二是

enum { DEPTH = 4 };

typedef struct reasons {
    size_t section, open[DEPTH], depth; // the last of each list that goes on
} reasons;

static bool is_border(zp_text text, size_t at) {
    static const char *const marks[] = {"。", "；", "，", "：", "、", "（", "“", " "};
    zp_text before = zp_text_slice(text, 0, at);
    bool border = at == 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        border = border || zp_text_ends(before, marks[i]);
    }
    return border;
}

// 0: no 一是 begins here.
static size_t read_reason(zp_text rest) {
    static const char *const words[] = {"一是", "二是", "三是", "四是", "五是",
                                        "六是", "七是", "八是", "九是", "十是"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (zp_text_starts(rest, words[i])) {
            return i + 1;
        }
    }
    return 0;
}

// A first one opens a list; a later one goes on with the nearest that has come so far.
static bool goes_on(reasons *r, size_t number) {
    if (number == 1) {
        r->depth -= r->depth == DEPTH;
        r->open[r->depth++] = 1;
        return true;
    }
    for (size_t depth = r->depth; depth > 0; depth--) {
        if (r->open[depth - 1] == number - 1) {
            r->depth = depth;
            r->open[depth - 1] = number;
            return true;
        }
    }
    return false;
}

static void look_for_reasons(check *c, reasons *r, const check_block *block) {
    static const check_words words = {"“几是”的次序不连续",
                                      "一是, 二是 … do not follow one another"};
    if (block->section != r->section || block->kind == CHECK_HEADING) {
        *r = (reasons){.section = block->section};
    }
    for (size_t at = 0; at + 2 * strlen("是") <= block->text.size; at++) {
        const char *is = block->text.data + at + strlen("一");
        zp_text rest = zp_text_slice(block->text, at, block->text.size);
        size_t number = *is == *"是" && memcmp(is, "是", strlen("是")) == 0 ? read_reason(rest) : 0;
        if (number > 0 && is_border(block->text, at) && !goes_on(r, number) && check_room(c)) {
            check_printed line = {.text = block->text, .block = block};
            check_fault fault = check_fault_at(c, &line, at, at + strlen("一是"));
            check_figure figure =
                check_figure_text(c, check_around(c, fault.text, fault.from, fault.to), fault.place,
                                  "原文", "as written");
            check_found(c, &(check_finding){CHECK_FIGURES(figure), .place = fault.place,
                                            .where = fault.where, .text = words, .soften = true,
                                            .hint = {"按先后改正“几是”", "put them in order"}});
            return;
        }
    }
}

void check_typed_numbers(check *c) {
    numbers n = {.section = SIZE_MAX - 1};
    reasons r = {.section = SIZE_MAX - 1};
    for (size_t i = 0; i < c->report.count; i++) {
        look_at_block(c, &n, &c->report.blocks[i]);
        look_for_reasons(c, &r, &c->report.blocks[i]);
    }
    compare_ways(c, &n);
}
