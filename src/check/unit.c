// Units of targets and achieved values.
#include "check/private.h"

#include <string.h>

// Each with the one that stands for all that count the same; NULL: itself.
static const struct {
    const char *unit, *as;
} units[] = {
    {"元", NULL},       {"%", NULL},        {"％", "%"},
    {"百分比", "%"},    {"‰", NULL},        {"个百分点", NULL},
    {"百分点", NULL},   {"次", NULL},       {"场", "次"},
    {"场次", "次"},     {"期", NULL},       {"批", NULL},
    {"批次", "批"},     {"轮", NULL},       {"人", NULL},
    {"名", "人"},       {"位", "人"},       {"人次", NULL},
    {"户", NULL},       {"户次", NULL},     {"个", NULL},
    {"家", "个"},       {"所", "个"},       {"项", "个"},
    {"件", NULL},       {"起", "件"},       {"宗", "件"},
    {"例", "件"},       {"处", NULL},       {"条", NULL},
    {"份", NULL},       {"册", NULL},       {"本", "册"},
    {"篇", NULL},       {"栋", NULL},       {"幢", "栋"},
    {"套", NULL},       {"间", NULL},       {"台", NULL},
    {"辆", NULL},       {"座", NULL},       {"块", NULL},
    {"张", NULL},       {"口", NULL},       {"只", NULL},
    {"头", NULL},       {"棵", NULL},       {"株", "棵"},
    {"盏", NULL},       {"米", NULL},       {"公里", NULL},
    {"千米", "公里"},   {"平方米", NULL},   {"㎡", "平方米"},
    {"m²", "平方米"},   {"平方", "平方米"}, {"平米", "平方米"},
    {"平方公里", NULL}, {"立方米", NULL},   {"亩", NULL},
    {"公顷", NULL},     {"吨", NULL},       {"公斤", NULL},
    {"千克", "公斤"},   {"小时", NULL},     {"分钟", NULL},
    {"天", NULL},       {"个工作日", NULL}, {"工作日", "个工作日"},
    {"个月", NULL},     {"周", NULL},       {"倍", NULL},
    {"分", NULL},       {"类", NULL},       {"种", NULL},
    {"支", NULL},       {"门", NULL},       {"学时", NULL},
    {"课时", "学时"},
};

size_t check_unit_at(zp_text text, size_t at, zp_text *unit) {
    size_t best = 0;
    zp_text rest = zp_text_slice(text, at, text.size);
    for (size_t i = 0; i < sizeof units / sizeof *units && rest.size > 0; i++) {
        const char *own = units[i].unit;
        bool second = own[1] == '\0' || (rest.size > 1 && own[1] == rest.data[1]);
        if (own[0] != rest.data[0] || !second) { // as most units do; it is asked very often
            continue;
        }
        size_t size = strlen(own);
        if (size > best && zp_text_starts(rest, own)) {
            best = size;
            *unit = zp_text_of(units[i].as != NULL ? units[i].as : own);
        }
    }
    return best;
}

bool check_is_unit(zp_text text) {
    static const char *const others[] = {"万元", "亿元", "万人", "万",   "亿",
                                         "年",   "月",   "日",   "季度", "年度"};
    zp_text unit;
    bool is = text.size > 0 && text.size <= strlen("个工作日") &&
              check_unit_at(text, 0, &unit) == text.size;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        is = is || zp_text_is(text, others[i]);
    }
    return is;
}

bool check_same_unit(const check_quantity *a, const check_quantity *b) {
    return zp_text_equal(a->unit, b->unit);
}
