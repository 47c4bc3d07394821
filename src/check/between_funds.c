// X02: the report's section about 政府性基金 against the income of that kind in the table.
#include <string.h>

#include "check/between.h"

#define NONE "无|没有|未安排|未发生|不涉及|未收到"
// Money of the years before is no income of this one.
#define BEFORE "结转|结余|上年|预算|未"

// The section: blocks[from..to[ behind its heading. False: the report has none.
static bool find_section(check *c, size_t section, size_t *heading, size_t *to) {
    const check_block *blocks = c->report.blocks;
    size_t from = 0;
    while (from < c->report.count && blocks[from].section != section) {
        from++;
    }
    *heading = *to = from;
    while (*to < c->report.count && blocks[*to].section == section) {
        (*to)++;
    }
    return section != SIZE_MAX && *to > from;
}

// Is there an amount of money, in a sentence without any of these words?
static const check_mention *find_amount(check *c, const check_block *block, const char *without) {
    size_t count;
    const check_mention *mentions = check_mentions(c, block, &count);
    for (size_t from = 0, to = 0; count > 0 && check_sentence(block, &from, &to);) {
        zp_text sentence = zp_text_slice(block->text, from, to);
        size_t i = check_mention_at(mentions, count, from);
        for (; i < count && mentions[i].from < to; i++) {
            if (mentions[i].money && mentions[i].number.coefficient > 0 &&
                (without == NULL || check_find_any(sentence, without, 0, NULL) == SIZE_MAX)) {
                return &mentions[i];
            }
        }
    }
    return NULL;
}

static void found_none(check *c, const check_block *block, const check_figure *income) {
    check_figure title = check_figure_text(c, check_section_title(c, block->section),
                                           check_block_place(block, 0), "部分", "section");
    check_found(c,
                &(check_finding){CHECK_FIGURES(title, *income), .place = title.place,
                                 .where = check_block_where(c, block), .soften = true,
                                 .text = {"报告“{0}”写的是没有，表中{1.name}为 {1}",
                                          "the section “{0}” says there is none, {1.name} is {1}"},
                                 .hint = {"写明收支情况；只有收入、没有支出的，写明结转",
                                          "write what came in and was spent"}});
}

static void found_some(check *c, const check_mention *amount, const check_figure *income) {
    check_figure said = check_mentioned(c, amount, "报告中的数", "the figure in the report");
    check_found(
        c, &(check_finding){CHECK_FIGURES(said, *income), .soften = true,
                            .text = {"报告写有政府性基金 {0}，表中{1.name}为 {1}",
                                     "the report has {0} of government funds, {1.name} is {1}"},
                            .hint = {"改正其中一处；用的是以前年度结转的，在同一句写明",
                                     "correct one of them, or say that it is of years before"}});
}

void check_section_of_funds(check *c) {
    check_figure income = check_figure_print(c, "funds.income.government_fund");
    size_t heading, to, section = check_section_find(c, "government_fund");
    if (income.state != CHECK_NUMBER || income.computed ||
        !find_section(c, section, &heading, &to)) {
        return;
    }
    const check_block *blocks = c->report.blocks;
    bool none = true;
    const check_mention *some = NULL;
    for (size_t i = heading; i < to; i++) {
        if (blocks[i].kind == CHECK_HEADING) {
            continue;
        }
        none = none && check_find_any(blocks[i].text, NONE, 0, NULL) != SIZE_MAX &&
               find_amount(c, &blocks[i], NULL) == NULL;
        some = some != NULL ? some : find_amount(c, &blocks[i], BEFORE);
    }
    if (none && income.number.coefficient > 0) {
        found_none(c, &blocks[heading], &income);
    } else if (some != NULL && income.number.coefficient == 0) {
        found_some(c, some, &income);
    } else {
        check_passed(c);
    }
}
