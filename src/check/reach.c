// Whether a row's target was reached: by number, or by words that are the same or say 基本.
#include "check/private.h"

// ---------------------------------------------------------------- direction

bool check_is_cost(const check_row *row) {
    return check_find_text(row->level2, ZP_TEXT("成本"), 0) != SIZE_MAX ||
           check_find_text(row->level1, ZP_TEXT("成本"), 0) != SIZE_MAX;
}

// Names that count what should be few. The whole word at the end: 事故 but not 事故处理率.
static bool is_of_harm(zp_text name) {
    static const char *const ends[] = {"事故",     "事故数",   "事故起数", "事故次数", "事故发生率",
                                       "死亡人数", "伤亡人数", "发生率",   "投诉量",   "投诉率",
                                       "投诉件数", "上访量",   "上访人次", "上访率",   "差错率",
                                       "失误率",   "超支率",   "空置率",   "失业率",   "信访量",
                                       "逾期率",   "返贫率",   "案件数",   "发案率",   "发案数"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (zp_text_ends(name, ends[i])) {
            return true;
        }
    }
    return false;
}

// Names of which a bare figure does not tell whether more or less is wanted: 控制率 below 100% may
// be as good as it gets.
static bool is_unclear(zp_text name) {
    static const char *const words[] = {"控制", "变动", "结转", "结余", "负债", "编制",
                                        "三公", "成本", "费用", "开支", NULL};
    return check_has(name, words);
}

// A time taken may well be shorter than was allowed.
static bool is_time(const check_quantity *target) {
    static const char *const times[] = {"天", "小时", "分钟", "个工作日", "个月", "周"};
    bool time = false;
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        time = time || zp_text_is(target->unit, times[i]);
    }
    return time;
}

check_direction check_direction_of(const check_row *row, const check_quantity *target) {
    switch (target->comparator) {
    case CHECK_AT_LEAST:
    case CHECK_MORE_THAN:
        return CHECK_UPWARD;
    case CHECK_AT_MOST:
    case CHECK_LESS_THAN:
        return CHECK_DOWNWARD;
    case CHECK_EQUAL_TO: // scored as an upward one; but who spends less than =10万元 does no worse
        return check_is_cost(row) || is_unclear(row->name) ? CHECK_EITHER_WAY : CHECK_UPWARD;
    case CHECK_BARE:
        break;
    }
    bool money = zp_text_is(target->unit, "元");
    return target->change != 0                                              ? CHECK_UPWARD
           : is_of_harm(row->name)                                          ? CHECK_DOWNWARD
           : check_is_cost(row) && money                                    ? CHECK_DOWNWARD
           : check_is_cost(row) || is_time(target) || is_unclear(row->name) ? CHECK_EITHER_WAY
                                                                            : CHECK_UPWARD;
}

// ---------------------------------------------------------------- numbers

bool check_beside_target(const check_quantity *target, const check_quantity *actual,
                         zp_decimal *wanted, zp_decimal *reached) {
    bool bare = target->unit.size == 0 || actual->unit.size == 0;
    bool percent = zp_text_is(target->unit, "%") || zp_text_is(actual->unit, "%");
    bool units = check_same_unit(target, actual) || (bare && !percent);
    // 下降2% where ≥5% is wanted: of what, the name alone says.
    bool changes = target->change != 0 || actual->change == 0;
    if (!units || !changes || !target->fits || !actual->fits) {
        return false;
    }
    bool as_written = target->factor == actual->factor;
    *wanted = as_written ? target->number : target->base;
    *reached = as_written ? actual->number : actual->base;
    if (actual->change != 0 && actual->change != target->change) {
        reached->coefficient = -reached->coefficient;
    }
    return true;
}

static check_reach reach_of_one(const check_row *row, const check_quantity *target,
                                const check_quantity *actual) {
    zp_decimal wanted, reached;
    if (!check_beside_target(target, actual, &wanted, &reached)) {
        return CHECK_UNTOLD;
    }
    int order = zp_decimal_compare(reached, wanted);
    bool strict = target->comparator == CHECK_MORE_THAN || target->comparator == CHECK_LESS_THAN;
    if (order == 0) {
        return strict ? CHECK_AT_EDGE : CHECK_MET;
    }
    check_direction direction = check_direction_of(row, target);
    if (wanted.coefficient == 0 && direction == CHECK_UPWARD &&
        (target->comparator == CHECK_BARE || target->comparator == CHECK_EQUAL_TO)) {
        direction = CHECK_DOWNWARD; // 0起: nothing is to happen
    }
    return direction == CHECK_EITHER_WAY                ? CHECK_UNTOLD
           : (order > 0) == (direction == CHECK_UPWARD) ? CHECK_MET
                                                        : CHECK_MISSED;
}

// Of several conditions the worst counts.
static check_reach reach_of_numbers(const check_row *row) {
    check_reach worst = CHECK_MET;
    if (row->wanted.count != row->reached.count) {
        return CHECK_UNTOLD;
    }
    for (size_t i = 0; i < row->wanted.count; i++) {
        check_reach each = reach_of_one(row, &row->wanted.parts[i], &row->reached.parts[i]);
        if (each == CHECK_UNTOLD) {
            return CHECK_UNTOLD;
        }
        worst = each > worst ? each : worst;
    }
    return worst;
}

// ---------------------------------------------------------------- words

// The same but for blanks and the stop at the end.
static bool same_words(zp_text a, zp_text b) {
    size_t i = 0, j = 0;
    while (i < a.size || j < b.size) {
        if (i < a.size && (a.data[i] == ' ' || a.data[i] == '\n')) {
            i++;
        } else if (j < b.size && (b.data[j] == ' ' || b.data[j] == '\n')) {
            j++;
        } else if (i < a.size && j < b.size && a.data[i] == b.data[j]) {
            i++;
            j++;
        } else {
            break;
        }
    }
    zp_text left = zp_text_slice(a, i, a.size), right = zp_text_slice(b, j, b.size);
    return (left.size == 0 || zp_text_is(left, "。")) &&
           (right.size == 0 || zp_text_is(right, "。"));
}

// 基本完成, but not 基本公共服务全覆盖.
static bool is_partly(zp_text actual) {
    static const char *const partly[] = {"基本", "已基本", "均基本", "大部分", "部分", "大多"};
    static const char *const nouns[] = {"基本公共", "基本民生", "基本农田", "基本生活",
                                        "基本医疗", "基本养老", "基本支出", "基本保障",
                                        "基本建设", "基本住房", "基本制度"};
    bool starts = false;
    for (size_t i = 0; i < sizeof partly / sizeof *partly; i++) {
        starts = starts || zp_text_starts(actual, partly[i]);
    }
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++) {
        starts = starts && !zp_text_starts(actual, nouns[i]);
    }
    return starts;
}

// 未提高 where 提高 is wanted; 无 where 有 is.
static bool is_opposite(zp_text target, zp_text actual) {
    static const char *const denials[] = {"未", "不", "没有", "没"};
    static const struct {
        const char *wanted, *reached;
    } pairs[] = {{"是", "否"}, {"否", "是"}, {"有", "无"}, {"无", "有"}, {"优", "良"},
                 {"优", "中"}, {"优", "差"}, {"良", "中"}, {"良", "差"}, {"优秀", "良好"}};
    for (size_t i = 0; i < sizeof denials / sizeof *denials; i++) {
        size_t size = strlen(denials[i]);
        if (zp_text_starts(actual, denials[i]) &&
            same_words(target, zp_text_slice(actual, size, actual.size))) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (zp_text_is(target, pairs[i].wanted) && zp_text_is(actual, pairs[i].reached)) {
            return true;
        }
    }
    return false;
}

static check_reach reach_of_words(zp_text target, zp_text actual) {
    static const char *const missed[] = {"未完成",   "未达",     "未实现",   "未落实",
                                         "未能",     "尚未",     "没有完成", "没有达到",
                                         "没有实现", "没有落实", NULL};
    if (is_opposite(target, actual)) {
        return CHECK_MISSED;
    }
    for (size_t i = 0; missed[i] != NULL; i++) {
        if (check_find_text(actual, zp_text_of(missed[i]), 0) != SIZE_MAX &&
            check_find_text(target, zp_text_of(missed[i]), 0) == SIZE_MAX) {
            return CHECK_MISSED;
        }
    }
    return is_partly(actual) && !is_partly(target) ? CHECK_PARTLY : CHECK_UNTOLD;
}

check_reach check_reach_of(const check_row *row) {
    const check_value *target = &row->wanted, *actual = &row->reached;
    if (target->kind == CHECK_VALUE_NOTHING || actual->kind == CHECK_VALUE_NOTHING) {
        return CHECK_UNTOLD;
    }
    if (same_words(target->text, actual->text)) {
        return CHECK_MET;
    }
    return target->kind == CHECK_VALUE_QUANTITY && actual->kind == CHECK_VALUE_QUANTITY
               ? reach_of_numbers(row)
           : target->kind == CHECK_VALUE_WORDS ? reach_of_words(target->text, actual->text)
                                               : CHECK_UNTOLD;
}
