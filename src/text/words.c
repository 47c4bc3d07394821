// Words stay whole in titles and labels (B8), by ICU's dictionary.
#include "text/private.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <string.h>

// A word costs more than a line (fit.c): rather three lines than 垃|圾. A compound or a name does
// not, but more than any unevenness.
// Longer text is no label; its lines are many and words may break, as everywhere in Chinese.
enum {
    LABEL_MAX = 80,
    PENALTY_WORD = 12000000,
    PENALTY_COMPOUND = 3000000,
    PENALTY_NAME = 2000000,
};

// Compounds of official titles that the dictionary parts into words.
static const char *const compounds[] = {
    "街道办事处", "预算单位",   "整体支出",     "项目支出",   "专项资金",     "绩效评价",
    "绩效自评",   "绩效目标",   "自评报告",     "评价报告",   "基础数据表",   "数据表",
    "自评表",     "情况表",     "一般公共预算", "政府性基金", "国有资本经营", "社会保险基金",
    "人民政府",   "委员会",     "管理局",       "实施方案",   "工作方案",     "管理办法",
    "年度指标值", "实际完成值", "偏差原因",     "改进措施",   "服务对象",     "经济效益",
    "社会效益",   "生态效益",   "可持续影响",   "满意度",     "党风廉政",     "经营性",
    "自建房",     "办公经费",   "综合执法局",   "组织部",     "岳阳楼区",
};

static bool wanted(const boxes *all) {
    zp_align align = all->style->align;
    return (align == ZP_ALIGN_CENTER || align == ZP_ALIGN_BALANCE || align == ZP_ALIGN_DECIMAL) &&
           all->count > 4 && all->count <= LABEL_MAX;
}

static UBreakIterator *words_of(zp_typesetter *typesetter) {
    if (typesetter->words == NULL) {
        UErrorCode error = U_ZERO_ERROR;
        typesetter->words = ubrk_open(UBRK_WORD, "zh", NULL, 0, &error);
        if (U_FAILURE(error)) { // no dictionary installed: labels then break anywhere
            typesetter->words = NULL;
        }
    }
    return typesetter->words;
}

// The boxes whose text begins in from..to-1 but the last one: no line should end behind them.
static void hold(boxes *all, size_t *at, size_t from, size_t to, int penalty) {
    while (*at < all->count && all->items[*at].text < from) {
        ++*at;
    }
    for (size_t i = *at; i + 1 < all->count && all->items[i + 1].text < to; i++) {
        all->items[i].penalty += all->items[i].break_after == BREAK_YES ? penalty : 0;
    }
}

static void keep_compounds(boxes *all) {
    for (size_t c = 0; c < sizeof compounds / sizeof *compounds; c++) {
        size_t size = strlen(compounds[c]), box = 0;
        for (size_t at = 0; at + size <= all->text.size; at++) {
            if (memcmp(all->text.data + at, compounds[c], size) == 0) {
                hold(all, &box, at, at + size, PENALTY_COMPOUND);
            }
        }
    }
}

// In 2023年度{{unit.name}}整体支出绩效自评报告 a line rather ends before or behind the name.
static void keep_names(boxes *all) {
    if (all->items[0].node == all->items[all->count - 1].node) {
        return; // nothing but the name
    }
    for (size_t i = 0; i + 1 < all->count; i++) {
        const zp_node *node = all->items[i].node;
        bool name = node->type == ZP_NODE_RUN && node->as.run.field.size > 0 &&
                    node == all->items[i + 1].node;
        if (name && all->items[i].break_after == BREAK_YES) {
            all->items[i].penalty += PENALTY_NAME;
        }
    }
}

void keep_words(zp_typesetter *typesetter, boxes *all) {
    UBreakIterator *words = wanted(all) ? words_of(typesetter) : NULL;
    if (words == NULL) {
        return;
    }
    keep_compounds(all);
    keep_names(all);
    UErrorCode error = U_ZERO_ERROR;
    UText *text = utext_openUTF8(NULL, all->text.data, (int64_t)all->text.size, &error);
    ubrk_setUText(words, text, &error);
    if (U_SUCCESS(error)) {
        for (size_t i = 0; i + 1 < all->count; i++) {
            box *item = &all->items[i];
            int32_t end = (int32_t)all->items[i + 1].text;
            if (item->break_after == BREAK_YES && !ubrk_isBoundary(words, end)) {
                item->penalty += PENALTY_WORD;
            }
        }
    }
    utext_close(text);
}
