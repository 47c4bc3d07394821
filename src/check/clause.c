// A clause read backward from its figure, word by word: what stands between the figure and its
// name, the name, and what stands before it. A word that is not known ends the reading, and the
// figure is left alone: a wrong finding costs more than a missed one.
#include "check/private.h"

#include <string.h>

typedef struct word {
    zp_text word;
    check_time time; // that it tells; OTHER: nothing
} word;

#define WORD(word)                                                                                 \
    { "" word, sizeof(word) - 1 }

// Between a name and its figure. The longer before the shorter that they end with.
static const word between[] = {
    {WORD("年初预算安排"), CHECK_TIME_BUDGET},
    {WORD("年初预算数"), CHECK_TIME_BUDGET},
    {WORD("年初预算"), CHECK_TIME_BUDGET},
    {WORD("年初安排"), CHECK_TIME_BUDGET},
    {WORD("调整后预算数"), CHECK_TIME_FULL_YEAR},
    {WORD("调整预算数"), CHECK_TIME_FULL_YEAR},
    {WORD("全年预算数"), CHECK_TIME_FULL_YEAR},
    {WORD("全年预算"), CHECK_TIME_FULL_YEAR},
    {WORD("预算安排"), CHECK_TIME_BUDGET},
    {WORD("预算数"), CHECK_TIME_BUDGET},
    {WORD("预算"), CHECK_TIME_BUDGET},
    {WORD("全年执行数"), CHECK_TIME_FINAL},
    {WORD("实际执行"), CHECK_TIME_FINAL},
    {WORD("执行数"), CHECK_TIME_FINAL},
    {WORD("决算支出"), CHECK_TIME_FINAL},
    {WORD("决算数"), CHECK_TIME_FINAL},
    {WORD("决算"), CHECK_TIME_FINAL},
    {WORD("实际支出"), CHECK_TIME_FINAL},
    {WORD("实际采购"), CHECK_TIME_FINAL},
    {WORD("实际使用"), CHECK_TIME_FINAL},
    {WORD("实际发生"), CHECK_TIME_FINAL},
    {WORD("共支出"), CHECK_TIME_FINAL},
    {WORD("支出"), CHECK_TIME_OTHER},
    {WORD("上年度"), CHECK_TIME_PRIOR},
    {WORD("上年"), CHECK_TIME_PRIOR},
    {WORD("去年"), CHECK_TIME_PRIOR},
    {WORD("本年度"), CHECK_TIME_OTHER},
    {WORD("本年"), CHECK_TIME_OTHER},
    {WORD("当年"), CHECK_TIME_OTHER},
    {WORD("全年"), CHECK_TIME_OTHER},
    {WORD("年末"), CHECK_TIME_OTHER},
    {WORD("总额"), CHECK_TIME_OTHER},
    {WORD("金额"), CHECK_TIME_OTHER},
    {WORD("总计"), CHECK_TIME_OTHER},
    {WORD("合计"), CHECK_TIME_OTHER},
    {WORD("共计"), CHECK_TIME_OTHER},
    {WORD("共有"), CHECK_TIME_OTHER},
    {WORD("共"), CHECK_TIME_OTHER},
    {WORD("计"), CHECK_TIME_OTHER},
    {WORD("只有"), CHECK_TIME_OTHER},
    {WORD("仅有"), CHECK_TIME_OTHER},
    {WORD("有"), CHECK_TIME_OTHER},
    {WORD("仅"), CHECK_TIME_OTHER},
    {WORD("只"), CHECK_TIME_OTHER},
    {WORD("达到了"), CHECK_TIME_OTHER},
    {WORD("达到"), CHECK_TIME_OTHER},
    {WORD("达"), CHECK_TIME_OTHER},
    {WORD("完成"), CHECK_TIME_OTHER},
    {WORD("实现"), CHECK_TIME_OTHER},
    {WORD("实际"), CHECK_TIME_FINAL},
    {WORD("发生"), CHECK_TIME_FINAL},
    {WORD("列支"), CHECK_TIME_FINAL},
    {WORD("安排"), CHECK_TIME_OTHER},
    {WORD("费用"), CHECK_TIME_OTHER},
    {WORD("为"), CHECK_TIME_OTHER},
    {WORD("是"), CHECK_TIME_OTHER},
    {WORD("数"), CHECK_TIME_OTHER},
    {WORD("："), CHECK_TIME_OTHER},
    {WORD(":"), CHECK_TIME_OTHER},
    {WORD(" "), CHECK_TIME_OTHER},
};

// Before a name, in its clause.
static const word before[] = {
    {WORD("年初预算安排的"), CHECK_TIME_BUDGET},
    {WORD("年初预算安排"), CHECK_TIME_BUDGET},
    {WORD("年初安排的"), CHECK_TIME_BUDGET},
    {WORD("年初安排"), CHECK_TIME_BUDGET},
    {WORD("年初预算"), CHECK_TIME_BUDGET},
    {WORD("年初"), CHECK_TIME_BUDGET},
    {WORD("预算安排的"), CHECK_TIME_BUDGET},
    {WORD("预算安排"), CHECK_TIME_BUDGET},
    {WORD("部门预算"), CHECK_TIME_BUDGET},
    {WORD("上年度"), CHECK_TIME_PRIOR},
    {WORD("上年"), CHECK_TIME_PRIOR},
    {WORD("去年"), CHECK_TIME_PRIOR},
    {WORD("实际发生"), CHECK_TIME_FINAL},
    {WORD("实际"), CHECK_TIME_FINAL},
    {WORD("决算"), CHECK_TIME_FINAL},
    {WORD("其中"), CHECK_TIME_OTHER},
    {WORD("本年度"), CHECK_TIME_OTHER},
    {WORD("年度"), CHECK_TIME_OTHER},
    {WORD("本年"), CHECK_TIME_OTHER},
    {WORD("当年"), CHECK_TIME_OTHER},
    {WORD("今年"), CHECK_TIME_OTHER},
    {WORD("全年"), CHECK_TIME_OTHER},
    {WORD("年末"), CHECK_TIME_OTHER},
    {WORD("年底"), CHECK_TIME_OTHER},
    {WORD("我街道办事处"), CHECK_TIME_OTHER},
    {WORD("街道办事处"), CHECK_TIME_OTHER},
    {WORD("本单位"), CHECK_TIME_OTHER},
    {WORD("我单位"), CHECK_TIME_OTHER},
    {WORD("本部门"), CHECK_TIME_OTHER},
    {WORD("我部门"), CHECK_TIME_OTHER},
    {WORD("我街道"), CHECK_TIME_OTHER},
    {WORD("全街道"), CHECK_TIME_OTHER},
    {WORD("办事处"), CHECK_TIME_OTHER},
    {WORD("街道"), CHECK_TIME_OTHER},
    {WORD("单位"), CHECK_TIME_OTHER},
    {WORD("部门"), CHECK_TIME_OTHER},
    {WORD("我办"), CHECK_TIME_OTHER},
    {WORD("我镇"), CHECK_TIME_OTHER},
    {WORD("我局"), CHECK_TIME_OTHER},
    {WORD("整体"), CHECK_TIME_OTHER},
    {WORD("核定"), CHECK_TIME_OTHER},
    {WORD("安排的"), CHECK_TIME_OTHER},
    {WORD("安排"), CHECK_TIME_OTHER},
    {WORD("完成"), CHECK_TIME_OTHER},
    {WORD("实现"), CHECK_TIME_OTHER},
    {WORD("支出"), CHECK_TIME_OTHER},
    {WORD("发生"), CHECK_TIME_OTHER},
    {WORD("列支"), CHECK_TIME_OTHER},
    {WORD("现有"), CHECK_TIME_OTHER},
    {WORD("实有"), CHECK_TIME_OTHER},
    {WORD("共有"), CHECK_TIME_OTHER},
    {WORD("包括"), CHECK_TIME_OTHER},
    {WORD("包含"), CHECK_TIME_OTHER},
    {WORD("分为"), CHECK_TIME_OTHER},
    {WORD("由"), CHECK_TIME_OTHER},
    {WORD("的"), CHECK_TIME_OTHER},
    {WORD("共"), CHECK_TIME_OTHER},
    {WORD("含"), CHECK_TIME_OTHER},
    {WORD("即"), CHECK_TIME_OTHER},
    {WORD("年内"), CHECK_TIME_OTHER},
    {WORD(" "), CHECK_TIME_OTHER},
};

// Whoever did it, it counts.
static const word verbs[] = {
    {WORD("开展"), CHECK_TIME_OTHER}, {WORD("组织"), CHECK_TIME_OTHER},
    {WORD("举办"), CHECK_TIME_OTHER}, {WORD("召开"), CHECK_TIME_OTHER},
    {WORD("推进"), CHECK_TIME_OTHER},
};

// Where a clause, or a part of it that stands beside another, begins.
#define BORDERS "，|。|；|：|、|（|(|:|;|,|！|？|和|及|与|以及|是"
// What joins a name to one before it: with 共 or 合计 behind, the figure is of both.
#define JOINTS "、|和|及|与|以及|同"
#define COUNT(list) (sizeof(list) / sizeof *(list))

static bool ends_at(zp_text text, size_t end, zp_text word) {
    return word.size <= end && memcmp(text.data + end - word.size, word.data, word.size) == 0;
}

// Takes a word off the end of text[..*end].
static bool strip(zp_text text, size_t *end, const word *list, size_t count, check_time *time) {
    char last = *end > 0 ? text.data[*end - 1] : '\0';
    for (size_t i = 0; i < count; i++) {
        zp_text own = list[i].word;
        if (own.data[own.size - 1] == last && ends_at(text, *end, own)) {
            *end -= own.size;
            *time = list[i].time;
            return true;
        }
    }
    return false;
}

static const char *ends_with_one(zp_text text, size_t end, const char *words) {
    for (zp_text word; check_next_word(&words, &word);) {
        if (ends_at(text, end, word)) {
            return word.data;
        }
    }
    return NULL;
}

// `2023年`, `2023年度`, `2023年末` at the end: the year, and where it begins; 0 if none.
int check_strip_year(zp_text text, size_t *end) {
    size_t at = *end;
    const char *const behind[] = {"年度", "年末", "年底", "年初", "年"};
    for (size_t i = 0; i < COUNT(behind); i++) {
        zp_text own = zp_text_of(behind[i]);
        if (ends_at(text, at, own) && at >= own.size + 4) {
            int year = 0;
            at -= own.size + 4;
            for (size_t k = 0; k < 4; k++) {
                char digit = text.data[at + k];
                if (digit < '0' || digit > '9') {
                    return 0;
                }
                year = year * 10 + (digit - '0');
            }
            *end = at;
            return year;
        }
    }
    return 0;
}

static void hear(const check *c, check_reading *r, check_time time) {
    if (time == CHECK_TIME_PRIOR) {
        r->year = r->year != 0 ? r->year : c->year - 1;
    } else if (time != CHECK_TIME_OTHER && r->time == CHECK_TIME_OTHER) {
        r->time = time;
    }
}

// 共、合计 and the like were just taken.
static bool is_total(const check_reading *r) {
    zp_text rest = zp_text_slice(r->text, r->end, r->text.size);
    return zp_text_starts(rest, "共") || zp_text_starts(rest, "合计") ||
           zp_text_starts(rest, "总计") || zp_text_starts(rest, "计");
}

// The name of the figure, without (or only) the bare ones.
const check_name_word *check_read_name(check *c, check_reading *r, bool bare) {
    for (int words = 0; words < 8; words++) {
        const check_name_word *name = check_name_before(c, r->text, r->end, bare);
        if (name != NULL && r->end - name->word.size >= r->begin) {
            r->end -= name->word.size;
            return name;
        }
        check_time time;
        int year = check_strip_year(r->text, &r->end);
        if (year != 0) {
            r->year = year;
        } else if (strip(r->text, &r->end, between, COUNT(between), &time)) {
            hear(c, r, time);
            r->total = r->total || is_total(r);
        } else {
            break;
        }
    }
    return NULL;
}

// A number of a list, 一是 or （一） before the name.
static bool at_number(zp_text text, size_t end) {
    size_t at = end;
    return at > 0 && (text.data[at - 1] == '.' || text.data[at - 1] == ')');
}

// The unit's name or the end of it: 岳阳楼街道办事处 of 岳阳楼区岳阳楼街道办事处.
static bool strip_unit(check_reading *r, zp_text unit) {
    size_t same = 0;
    while (same < unit.size && same < r->end &&
           unit.data[unit.size - same - 1] == r->text.data[r->end - same - 1]) {
        same++;
    }
    while (same > 0 && ((unsigned char)unit.data[unit.size - same] & 0xC0) == 0x80) {
        same--; // in a character
    }
    if (same < strlen("某街道")) {
        return false;
    }
    r->end -= same;
    return true;
}

// 基本支出由人员经费…… is of the basic spending that was spoken of.
static bool is_basic(check *c, const check_reading *r) {
    const check_name_word *whole = check_name_before(c, r->text, r->end, false);
    return whole != NULL && zp_text_is(zp_text_of(whole->entry->key), "basic");
}

// What stands before the name, to the beginning of its clause. False: something unknown.
bool check_read_before(check *c, check_reading *r, check_scope *scope) {
    zp_text unit = zp_value_text(zp_value_find(c->root, ZP_TEXT("unit.name"), NULL));
    bool verb = false; // whoever did it
    for (int words = 0; words < 12; words++) {
        check_time time = CHECK_TIME_OTHER;
        int year;
        if (r->end <= r->begin || at_number(r->text, r->end) || is_basic(c, r) || verb) {
            return true;
        } else if ((year = check_strip_year(r->text, &r->end)) != 0) {
            r->year = r->year != 0 ? r->year : year;
        } else if (strip_unit(r, unit) || strip(r->text, &r->end, before, COUNT(before), &time)) {
            hear(c, r, time);
        } else if (strip(r->text, &r->end, verbs, COUNT(verbs), &time)) {
            verb = true;
        } else if (ends_at(r->text, r->end, ZP_TEXT("财政拨款"))) {
            r->end -= strlen("财政拨款");
            *scope = CHECK_GENERAL;
        } else if (ends_at(r->text, r->end, ZP_TEXT("一般公共预算"))) {
            r->end -= strlen("一般公共预算");
            *scope = CHECK_GENERAL;
        } else {
            r->joined = ends_with_one(r->text, r->end, JOINTS) != NULL;
            return ends_with_one(r->text, r->end, BORDERS) != NULL;
        }
    }
    return false;
}
