// B11: 三公经费同比下降 x%, in the report or as an indicator, against the base data table.
#include "check/private.h"

typedef enum direction { NEITHER, FALL, RISE } direction;

// Behind the last of the words; 0: there is none.
static size_t last_of(zp_text text, const char *const *words) {
    size_t last = 0;
    for (; *words != NULL; words++) {
        for (size_t at = check_find_text(text, zp_text_of(*words), 0); at != SIZE_MAX;
             at = check_find_text(text, zp_text_of(*words), at + 1)) {
            last = at + 1 > last ? at + 1 : last;
        }
    }
    return last;
}

// The last word that says which way it went.
static direction direction_of(zp_text text) {
    static const char *const falls[] = {"下降", "减少", "降低", "压减", "降幅", "压缩", NULL};
    static const char *const rises[] = {"增长", "上升", "增加", "增幅", "变动率", "变化率", NULL};
    size_t fall = last_of(text, falls), rise = last_of(text, rises);
    return fall > rise ? FALL : rise > fall ? RISE : NEITHER;
}

static void found_change(check *c, const check_figure *said, zp_decimal wanted, direction way,
                         const check_figure *prior, const check_figure *final) {
    check_figure made = check_figure_made(c, wanted, "重新计算", "recomputed");
    made.text = zp_arena_print(c->arena, "%.*s%%", ZP_ARG(made.text));
    const check_figure *from = way == FALL ? prior : final, *off = way == FALL ? final : prior;
    check_found(c, &(check_finding){CHECK_FIGURES(*said, made, *prior, *final),
                                    .soften = check_within(said->number, wanted,
                                                           (zp_decimal){1, said->number.scale}),
                                    .formula = zp_arena_print(
                                        c->arena, "(%.*s - %.*s) ÷ %.*s = %.*s", ZP_ARG(from->text),
                                        ZP_ARG(off->text), ZP_ARG(prior->text), ZP_ARG(made.text)),
                                    .difference = check_difference(c, said->number, wanted)});
}

// A percentage that is said of the change from the year before.
static void compare(check *c, const check_figure *said, direction way) {
    const check_line *line = check_base_line(c, "expenditure.three_public");
    const check_figure *prior = &line->amounts[CHECK_PRIOR], *final = &line->amounts[CHECK_FINAL];
    zp_decimal change;
    bool all = way == FALL && zp_decimal_compare(said->number, zp_decimal_of(100)) == 0;
    if (prior->state != CHECK_NUMBER || prior->number.coefficient <= 0) {
        check_deferred(c, prior);
    } else if (check_is_nothing(final) && all) { // fell to nothing, as the table has it
        check_passed(c);
    } else if (final->state != CHECK_NUMBER) {
        check_deferred(c, final);
    } else if (!(way == FALL ? zp_decimal_subtract(prior->number, final->number, &change)
                             : zp_decimal_subtract(final->number, prior->number, &change)) ||
               !zp_decimal_multiply(change, zp_decimal_of(100), &change) ||
               !zp_decimal_divide(change, prior->number, said->number.scale, &change)) {
        check_deferred(c, final);
    } else if (zp_decimal_compare(change, said->number) == 0) {
        check_passed(c);
    } else {
        found_change(c, said, change, way, prior, final);
    }
}

// ---------------------------------------------------------------- in the report

// 下降10%以上, 下降10%的目标: not what happened.
static bool is_aim(zp_text behind) {
    static const char *const aims[] = {"以上",   "以内",   "以下",  "左右",
                                       "的目标", "的要求", "的任务"};
    for (size_t i = 0; i < sizeof aims / sizeof *aims; i++) {
        if (zp_text_starts(behind, aims[i])) {
            return true;
        }
    }
    return false;
}

// Of the whole 三公经费, and of what was spent in both years, not planned.
static bool is_of_it(check *c, zp_text before, zp_text lead) {
    const char *const year[] = {
        "同比", "上年", "去年", "上一年", zp_arena_print(c->arena, "%d年", c->year - 1).data, NULL};
    static const char *const other[] = {"接待", "公务用车", "公车", "出国",       "公用经费",
                                        "办公", "会议",     "培训", "一般性支出", NULL};
    static const char *const plan[] = {"预算", "目标", "要求", "计划", NULL};
    static const char *const spent[] = {"决算", "支出", "实际", "执行", NULL};
    return check_has(before, year) && !check_has(before, other) && !check_has(lead, plan) &&
           last_of(before, plan) <= last_of(before, spent);
}

static void look_in_sentence(check *c, const check_block *block, size_t from, size_t to) {
    size_t count, own = check_find_text(zp_text_slice(block->text, from, to), ZP_TEXT("三公"), 0);
    if (own == SIZE_MAX) {
        return;
    }
    own += from;
    const check_mention *mentions = check_mentions(c, block, &count);
    for (size_t i = check_mention_at(mentions, count, own); i < count && mentions[i].from < to;
         i++) {
        const check_mention *each = &mentions[i];
        if (each->unit.size == 0) {
            continue;
        }
        size_t end = check_mention_end(each);
        zp_text lead = check_lead(mentions, i, own);
        direction way = direction_of(lead);
        if ((zp_text_is(each->unit, "%") || zp_text_is(each->unit, "％")) && way != NEITHER &&
            is_of_it(c, zp_text_slice(block->text, own, each->from), lead) &&
            !is_aim(zp_text_slice(block->text, end, to))) {
            check_figure said =
                check_mentioned(c, each, way == FALL ? "报告中的降幅" : "报告中的增幅",
                                way == FALL ? "the fall in the report" : "the rise in the report");
            compare(c, &said, way);
        }
    }
}

// ---------------------------------------------------------------- in the indicators

// The percentage in 下降100%, with its sign; false when there is none or more than one.
static bool read_percentage(zp_text text, zp_decimal *number) {
    size_t found = 0;
    for (size_t at = 0; at < text.size;) {
        size_t from = at;
        while (at < text.size && ((text.data[at] >= '0' && text.data[at] <= '9') ||
                                  (text.data[at] == '.' && at > from))) {
            at++;
        }
        zp_text rest = zp_text_slice(text, at, text.size), before = zp_text_slice(text, 0, from);
        if (at > from && (zp_text_starts(rest, "%") || zp_text_starts(rest, "％"))) {
            bool minus = zp_text_ends(before, "-") || zp_text_ends(before, "－") ||
                         zp_text_ends(before, "−");
            if (!zp_decimal_read(zp_text_slice(text, from, at), number)) {
                return false;
            }
            number->coefficient = minus ? -number->coefficient : number->coefficient;
            found++;
        }
        at += at == from;
    }
    return found == 1;
}

static void look_at_row(check *c, const check_row *row) {
    static const char *const other[] = {"预算", "控制率",   "占比", "接待",
                                        "公车", "公务用车", "出国", NULL};
    zp_text named =
        zp_arena_print(c->arena, "%.*s %.*s", ZP_ARG(row->name), ZP_ARG(row->target.text));
    check_figure said = row->actual;
    direction way = direction_of(said.text);
    way = way != NEITHER ? way : direction_of(named);
    if (check_find_text(named, ZP_TEXT("三公"), 0) != SIZE_MAX && !check_has(named, other) &&
        way != NEITHER && read_percentage(said.text, &said.number)) {
        said.state = CHECK_NUMBER;
        compare(c, &said, way);
    }
}

void check_base_fall(check *c) {
    for (size_t i = 0; i < c->report.count; i++) {
        const check_block *block = &c->report.blocks[i];
        if (block->kind == CHECK_HEADING ||
            check_find_text(block->text, ZP_TEXT("三公"), 0) == SIZE_MAX) {
            continue;
        }
        for (size_t from = 0, to = 0; check_sentence(block, &from, &to);) {
            look_in_sentence(c, block, from, to);
        }
    }
    for (size_t i = 0; i < c->row_count; i++) {
        if (!c->rows[i].owner->project) {
            look_at_row(c, &c->rows[i]);
        }
    }
    check_skipped(c, "没有写“三公”经费的升降幅度",
                  "no change of the three public expenses is told");
}
