// X03, X07: sums that the report states: basic spending, what 其中 lists, tables with 合计.
#include "check/between.h"

#include <string.h>

bool check_is_rough(const check_mention *mention) {
    zp_text text = mention->block->text;
    zp_text rest = zp_text_slice(text, check_mention_end(mention), text.size);
    return check_find_text(mention->unit, ZP_TEXT("余"), 0) != SIZE_MAX ||
           zp_text_starts(rest, "余") || zp_text_starts(rest, "多") ||
           zp_text_starts(rest, "左右") || zp_text_starts(rest, "以上");
}

// ---------------------------------------------------------------- one comparison

// False where one is of another unit than the whole.
static bool add_part(check *c, check_parts_of *p, const check_mention *whole,
                     const check_mention *part) {
    zp_decimal a, b;
    if (!check_one_unit(c, whole, part, &a, &b) || check_is_rough(part) ||
        !zp_decimal_add(p->total, b, &p->total)) {
        return false;
    }
    p->holes = p->count == 0 ? part->hole : p->holes && part->hole;
    *ZP_PUSH(c->arena, p->list, p->count, p->capacity) = part;
    return true;
}

static zp_text formula_of(check *c, const check_parts_of *p, zp_text total) {
    zp_buffer out = {0};
    for (size_t i = 0; i < p->count; i++) {
        zp_buffer_print(&out, "%s%.*s", i > 0 ? " + " : "", ZP_ARG(p->list[i]->text));
    }
    zp_buffer_print(&out, " = %.*s", ZP_ARG(total));
    zp_text formula = zp_arena_copy(c->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return formula;
}

static bool says_rounded(check *c) {
    return check_says(c, NULL, "四舍五入|尾差|尾数", NULL, NULL);
}

void check_parts_compare(check *c, const check_parts_of *p, const check_figure *whole,
                         zp_decimal stated, bool less, bool hole) {
    int order = zp_decimal_compare(p->total, stated);
    bool near = check_within(p->total, stated, c->settings.slack[p->count >= 4]);
    bool shares = p->count > 0 && check_is_share(p->list[0]);
    if (shares) { // each is rounded by itself
        near = check_within(p->total, stated, (zp_decimal){(int64_t)p->count, stated.scale});
    }
    if (order == 0 || (order < 0 && !less) ||
        (near && (shares || (hole && p->holes) || says_rounded(c)))) {
        check_passed(c);
        return;
    }
    if (check_enough(c)) {
        return;
    }
    check_figure *figures = ZP_ARRAY(c->arena, check_figure, 2 + p->count);
    figures[0] = *whole;
    figures[1] =
        check_figure_made(c, zp_decimal_trim(p->total), "各项相加", "the sum of the parts");
    for (size_t i = 0; i < p->count; i++) {
        figures[2 + i] = check_mentioned(c, p->list[i], "其中一项", "a part");
    }
    check_found(c, &(check_finding){.figures = figures,
                                    .count = 2 + p->count,
                                    .remark = near,
                                    .formula = formula_of(c, p, figures[1].text),
                                    .difference = check_difference(c, stated, p->total)});
}

// ---------------------------------------------------------------- X03

typedef struct basic {
    const check_named *whole, *personnel, *public;
} basic;

static bool is(const check_named *named, const char *key) {
    return strcmp(named->entry->key, key) == 0;
}

static bool goes_with(const check_named *a, const check_named *b) {
    return a != NULL && b != NULL && a->time == b->time && a->scope == b->scope &&
           a->mention->block->section == b->mention->block->section;
}

static void compare_basic(check *c, basic *b) {
    const check_named *whole = b->whole;
    check_figure figure = check_figure_print(c, "funds.spending.basic");
    check_parts_of p = {0};
    zp_decimal stated;
    if (!goes_with(b->personnel, b->public)) {
        return;
    }
    const check_mention *unit = b->personnel->mention;
    if (goes_with(whole, b->personnel)) {
        figure = check_mentioned(c, whole->mention, "基本支出", "basic spending");
        unit = whole->mention;
        if (!check_money(c, whole->mention, &stated)) {
            return;
        }
    } else if (b->personnel->scope != CHECK_WHOLE || b->personnel->time != CHECK_TIME_FINAL ||
               figure.state != CHECK_NUMBER || !check_spending_is_final(c)) {
        return;
    } else {
        stated = figure.number;
        whole = NULL;
    }
    if (add_part(c, &p, unit, b->personnel->mention) && add_part(c, &p, unit, b->public->mention)) {
        check_parts_compare(c, &p, &figure, stated, true, whole == NULL || whole->mention->hole);
    }
    b->personnel = b->public = NULL;
}

void check_basic_spending(check *c) {
    if (check_no_report(c)) {
        return;
    }
    size_t count;
    const check_named *named = check_named_figures(c, &count);
    const check_block *block = NULL;
    basic b = {0};
    for (size_t i = 0; i < count; i++) {
        const check_named *each = &named[i];
        if (each->scope == CHECK_PART || each->time == CHECK_TIME_OTHER) {
            continue;
        }
        if (block == NULL || each->mention->block != block) { // the two stand together
            block = each->mention->block;
            b.personnel = b.public = NULL;
        }
        b.whole = is(each, "basic") ? each : b.whole;
        b.personnel = is(each, "personnel") ? each : b.personnel;
        b.public = is(each, "public") ? each : b.public;
        if (b.personnel != NULL && b.public != NULL) {
            compare_basic(c, &b);
        }
    }
    check_skipped(c, "报告没有同时写出人员经费和公用经费",
                  "the report does not have personnel and public expenditure together");
}

// ---------------------------------------------------------------- X07: sentences

#define TOTALS                                                                                                                     \
    "总支出|支出决算|支出合计|总收入|收入决算|收入预算|支出预算|整体支出|项目支出|财政拨款|" \
    "执行数|基本支出|三公”经费|三公经费|资金总额|预算收入|总额"
#define STAFF "在职人员|在职人数|实有人数|实有人员|现有人数|现有人员|共核定|编制总数"
#define NOT_ALL "主要|等|重点|包括|含|尤其"
#define REST "其他|其余|剩余"
enum { CLAUSE = 90, MOST = 200 }; // bytes; figures of a sentence that is looked at

// The clause of a figure: from the last mark before it on.
static zp_text clause_of(const check_mention *mention, size_t from) {
    size_t begin = mention->from > from + CLAUSE ? mention->from - CLAUSE : from;
    zp_text clause = zp_text_slice(mention->block->text, begin, mention->from);
    for (size_t mark; (mark = check_find_any(clause, "，|、|：|；|。", 0, NULL)) != SIZE_MAX;) {
        clause = zp_text_slice(clause, mark + strlen("，"), clause.size);
    }
    return clause;
}

// Must the parts, in text[from..to[, have all of the whole?
static bool has_all(const check_mention *whole, size_t from, size_t to, zp_text last) {
    zp_text parts = zp_text_slice(whole->block->text, from, to);
    return check_find_any(last, REST, 0, NULL) != SIZE_MAX ||
           (check_find_any(parts, NOT_ALL, 0, NULL) == SIZE_MAX &&
            check_find_any(clause_of(whole, 0), whole->money ? TOTALS : STAFF, 0, NULL) !=
                SIZE_MAX);
}

typedef enum role { PART, COMPARED, DOUBTFUL } role;

// 比上年增加X is no part; 合计X behind the parts says again what they are.
static role role_of(const check_mention *mention, size_t from) {
    zp_text clause = clause_of(mention, from);
    if (check_find_any(clause, "比|较|上年", 0, NULL) != SIZE_MAX) {
        return COMPARED;
    }
    bool again = zp_text_starts(zp_text_trim(clause), "合计") ||
                 zp_text_starts(zp_text_trim(clause), "共计");
    return again || check_find_any(clause, "增加|减少|节约|超支|每|人均", 0, NULL) != SIZE_MAX
               ? DOUBTFUL
               : PART;
}

// Where the parts behind 其中 end: at the next 其中, or with the bracket that it stands in.
static size_t end_of_parts(zp_text text, size_t from) {
    size_t depth = 0, end = check_find_text(text, ZP_TEXT("其中"), from + strlen("其中"));
    end = end == SIZE_MAX ? text.size : end;
    for (size_t at = from; at < end; at++) {
        zp_text rest = zp_text_slice(text, at, end);
        if (zp_text_starts(rest, "（")) {
            depth++;
        } else if (zp_text_starts(rest, "）") && depth-- == 0) {
            return at;
        }
    }
    return end;
}

// Does it stand in a bracket that opens in text[from..[? That says more of a part.
static bool is_inside(const check_mention *mention, size_t from) {
    zp_text text = zp_text_slice(mention->block->text, from, mention->from);
    size_t open = 0, close = 0;
    for (size_t at = 0; at + 3 <= text.size; at++) {
        open += memcmp(text.data + at, "（", 3) == 0;
        close += memcmp(text.data + at, "）", 3) == 0;
    }
    return open > close;
}

// 其中 at `from`, whose sentence ends at `to`; `whole` stands before it.
static void split(check *c, const check_mention *mentions, size_t count, size_t whole, size_t from,
                  size_t to) {
    check_parts_of p = {0};
    zp_text last = {0}, text = zp_text_slice(mentions->block->text, 0, to);
    zp_decimal stated = {0}, same;
    check_one_unit(c, &mentions[whole], &mentions[whole], &stated, &same);
    size_t end = end_of_parts(text, from);
    for (size_t i = whole + 1; i < count && mentions[i].from < end; i++) {
        role own = role_of(&mentions[i], from);
        if (mentions[i].from < from || check_is_share(&mentions[i]) || own == COMPARED ||
            is_inside(&mentions[i], from)) {
            continue;
        }
        if (p.count > 0 && zp_decimal_compare(p.total, stated) == 0 &&
            check_find_any(check_lead(mentions, i, from), "另|此外", 0, NULL) != SIZE_MAX) {
            break; // 共58人，其中行政27人、事业31人，另有离退休23人
        }
        if (own == DOUBTFUL || !add_part(c, &p, &mentions[whole], &mentions[i])) {
            return;
        }
        last = clause_of(&mentions[i], from);
    }
    bool less = has_all(&mentions[whole], from, end, last);
    bool money = mentions[whole].money;
    // People counted twice (妇女, 党员) are more than the whole with right.
    if (p.count < 2 || check_is_rough(&mentions[whole]) || (!money && !less) ||
        !check_one_unit(c, &mentions[whole], &mentions[whole], &stated, &same)) {
        return;
    }
    zp_text own = zp_text_slice(text, from, end);
    if (check_find_text(own, ZP_TEXT("人员经费"), 0) != SIZE_MAX &&
        check_find_text(own, ZP_TEXT("公用经费"), 0) != SIZE_MAX && p.count == 2) {
        return; // X03
    }
    check_figure figure = check_mentioned(c, &mentions[whole], "总数", "the whole");
    check_parts_compare(c, &p, &figure, stated, less, mentions[whole].hole);
}

// The figure of which 其中 at `from` speaks: the last before it that is no share and nothing to
// compare it with. SIZE_MAX: none, or what is more or less than something.
static size_t whole_before(const check_mention *mentions, size_t count, size_t from, size_t begin) {
    for (size_t i = count; i-- > 0;) {
        if (mentions[i].from >= from || check_is_share(&mentions[i])) {
            continue;
        }
        zp_text clause = clause_of(&mentions[i], begin);
        if (mentions[i].from < begin ||
            check_find_any(clause, "增加|减少|节约|超支|结余", 0, NULL) != SIZE_MAX) {
            break;
        }
        if (check_find_any(clause, "比|较|合计|每|人均", 0, NULL) == SIZE_MAX) {
            return i;
        }
    }
    return SIZE_MAX;
}

static void splits_of_block(check *c, const check_block *block) {
    size_t count, before = 0, first = 0, last = 0;
    const check_mention *mentions = check_mentions(c, block, &count);
    for (size_t from = 0, to = 0; count > 2 && check_sentence(block, &from, &to); before = from) {
        zp_text text = zp_text_slice(block->text, 0, to);
        while (first < count && mentions[first].from < before) {
            first++;
        }
        while (last < count && mentions[last].from < to) {
            last++;
        }
        const check_mention *own = mentions + first;
        size_t size = last - first;
        for (size_t at = from;
             size <= MOST && (at = check_find_text(text, ZP_TEXT("其中"), at)) != SIZE_MAX;
             at += strlen("其中")) {
            bool opens = at - from < strlen("。（"); // the sentence before has the whole
            size_t whole = whole_before(own, size, at, opens ? before : from);
            if (whole != SIZE_MAX) {
                split(c, own, size, whole, at, to);
            }
        }
    }
}

void check_splits(check *c) {
    if (check_no_report(c)) {
        return;
    }
    const check_block *blocks = c->report.blocks;
    for (size_t i = 0; i < c->report.count; i++) {
        size_t end = i;
        while (end < c->report.count && blocks[end].kind == CHECK_CELL &&
               (end == i || blocks[end].row >= blocks[end - 1].row)) {
            end++;
        }
        if (end > i) {
            check_sums_of_table(c, i, end);
            i = end - 1;
        } else if (blocks[i].kind != CHECK_HEADING) {
            splits_of_block(c, &blocks[i]);
        }
    }
    check_skipped(c, "报告没有列出组成部分", "the report lists no parts of a whole");
}
