// Figures in sentences with the names before them: 全年公用经费支出176.16万元 is the public
// expenditure of this year, 上年公用经费 that of the last, 东湖社区公用经费 none of the forms'.
#include "check/private.h"

#include <string.h>

enum {
    LOOK_BACK = 600,
    CLAUSE = 90
}; // bytes; a sentence that is longer says nothing about its end

// Others than the unit as a whole.
#define PARTS                                                                                                                       \
    "社区|专项|项目资金|区级|市级|省级|上级|中央|本级|代收|代付|下属|二级|中心|站所|所属|分别|" \
    "人均|平均|追加|调增|调减|新增|结余|结转|农村|城镇"
// Where these are spoken of, 年初预算 or 执行率 may be theirs.
#define SUBJECTS "经费|项目|基本支出|采购|接待|公务|" PARTS
// Spoken of beside this year only to compare it.
#define COMPARED "比|较|与"

// ---------------------------------------------------------------- what stands around a clause

// In 与年初预算数、上年决算数相同 both are.
static bool is_compared(zp_text text, size_t at) {
    size_t begin = at > CLAUSE ? at - CLAUSE : 0;
    zp_text clause = zp_text_slice(text, begin, at);
    for (size_t mark; (mark = check_find_any(clause, "，|。|；", 0, NULL)) != SIZE_MAX;) {
        clause = zp_text_slice(clause, mark + strlen("，"), clause.size);
    }
    return check_find_any(clause, COMPARED, 0, NULL) != SIZE_MAX;
}

// 一般公共预算 is a kind of money, 预算执行 and 预算单位 are no column.
static bool is_of_another(zp_text text, size_t at, zp_text word) {
    zp_text rest = zp_text_slice(text, at + word.size, text.size);
    return zp_text_ends(zp_text_slice(text, 0, at), "公共") || zp_text_starts(rest, "执行") ||
           zp_text_starts(rest, "单位") || zp_text_starts(rest, "管理") ||
           zp_text_starts(rest, "绩效") || zp_text_starts(rest, "编制") ||
           zp_text_starts(rest, "调整");
}

// The last of these words before `end`; SIZE_MAX if none.
static size_t last_of(zp_text text, const char *words, size_t *size) {
    size_t last = SIZE_MAX;
    for (zp_text word; check_next_word(&words, &word);) {
        for (size_t at = 0; (at = check_find_text(text, word, at)) != SIZE_MAX; at += word.size) {
            if ((last == SIZE_MAX || at >= last) && !is_compared(text, at) &&
                !is_of_another(text, at, word)) {
                last = at;
                *size = word.size;
            }
        }
    }
    return last;
}

// The year that a text speaks of at its end: 0 when it names none.
static int last_year(const check *c, zp_text text) {
    int year = 0;
    for (size_t at = 0; (at = check_find_text(text, ZP_TEXT("年"), at)) != SIZE_MAX;) {
        size_t end = at += strlen("年");
        int own = check_strip_year(zp_text_slice(text, 0, at), &end);
        if (own == 0) {
            end = at - strlen("年") - (at >= strlen("上年") ? strlen("上") : 0);
            zp_text words = zp_text_slice(text, end, at);
            own = zp_text_is(words, "上年") || zp_text_is(words, "去年")   ? c->year - 1
                  : zp_text_is(words, "本年") || zp_text_is(words, "今年") ? c->year
                                                                           : 0;
        }
        bool other = is_compared(text, end) || // 和上年相比
                     zp_text_starts(zp_text_slice(text, at, text.size), "相比") ||
                     zp_text_starts(zp_text_slice(text, at, text.size), "度相比");
        year = own != 0 && !other ? own : year;
    }
    return year;
}

// 预算 and 决算 before the clause, for a name that has neither: the nearer one.
static check_time last_time(zp_text text) {
    static const struct {
        const char *words;
        check_time time;
    } kinds[] = {{"预算", CHECK_TIME_BUDGET},
                 {"全年预算|调整预算|调整后预算", CHECK_TIME_FULL_YEAR},
                 {"决算|执行数|实际支出|执行率", CHECK_TIME_FINAL}};
    size_t best = SIZE_MAX;
    check_time time = CHECK_TIME_OTHER;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t size = 0, at = last_of(text, kinds[i].words, &size);
        if (at != SIZE_MAX && (best == SIZE_MAX || at + size >= best)) {
            best = at + size;
            time = kinds[i].time;
        }
    }
    return time;
}

// The column that a bare name is of.
static check_time own_time(const check_name_entry *entry) {
    check_time time = CHECK_TIME_FINAL;
    for (int i = 0; i < CHECK_TIME_COUNT; i++) {
        time = entry->paths[i] != NULL ? (check_time)i : time;
    }
    return time;
}

static bool is_income(const check_name_entry *entry) {
    return zp_text_starts(zp_text_of(entry->paths[CHECK_TIME_FINAL]), "funds.income.");
}

static check_time time_of(const check *c, const check_reading *r, const check_name_entry *entry) {
    zp_text sentence = zp_text_slice(r->text, r->begin, r->end);
    int year = r->year != 0 ? r->year : last_year(c, sentence);
    check_time own = own_time(entry), time = r->time;
    if (entry->bare) {
        // 年初预算800万元，其中一般公共预算拨款700万元: of the opening budget too.
        time =
            time == CHECK_TIME_OTHER && is_income(entry) && last_time(sentence) == CHECK_TIME_BUDGET
                ? CHECK_TIME_BUDGET
                : time;
        if (time != CHECK_TIME_OTHER && time != own) { // 总支出预算数 is none of the forms'
            return CHECK_TIME_OTHER;
        }
        time = own;
    } else if (time == CHECK_TIME_OTHER && entry->measure == CHECK_MONEY) {
        time = last_time(sentence);
    }
    time = time == CHECK_TIME_OTHER ? CHECK_TIME_FINAL : time;
    if (year == c->year - 1 && (time == CHECK_TIME_FINAL || time == CHECK_TIME_PRIOR)) {
        return entry->bare ? CHECK_TIME_OTHER : CHECK_TIME_PRIOR;
    }
    return year == 0 || year == c->year ? time : CHECK_TIME_OTHER;
}

// Is something else spoken of in the headings above, or in the block before?
static bool has_subject(const check *c, const check_reading *r, const check_name_entry *entry,
                        const check_block *block) {
    size_t from = r->end > LOOK_BACK ? r->end - LOOK_BACK : 0;
    const char *subjects = is_income(entry) ? "项目|专项|社区" : SUBJECTS;
    if (check_find_any(zp_text_slice(r->text, from, r->end), subjects, 0, NULL) != SIZE_MAX) {
        return true;
    }
    for (const check_block *each = block; each-- > c->report.blocks;) {
        if (each->kind == CHECK_HEADING) {
            return each->level > 1 && check_find_any(each->text, subjects, 0, NULL) != SIZE_MAX;
        }
    }
    return false;
}

// ---------------------------------------------------------------- one figure

static bool fits(const check_name_entry *entry, const check_mention *mention) {
    bool percent = zp_text_is(mention->unit, "%") || zp_text_is(mention->unit, "％");
    switch (zp_text_is(zp_text_of(entry->key), "indicator") ? -1 : (int)entry->measure) {
    case CHECK_MONEY:
        return mention->money;
    case CHECK_PERCENT:
        return percent;
    case CHECK_PEOPLE:
        return zp_text_is(mention->unit, "人") || zp_text_is(mention->unit, "名") ||
               zp_text_is(mention->unit, "个");
    case CHECK_POINTS:
        return zp_text_is(mention->unit, "分");
    default:
        return true;
    }
}

// 余, 多, 左右 behind the figure; *at_least: 以上.
static bool is_exact(const check_mention *mention, bool *at_least) {
    static const char *const words[] = {"余", "多", "左右", "以内", "以下", "上下",
                                        "至", "到", "-",    "～",   "~",    "—"};
    zp_text text = mention->block->text;
    zp_text rest = zp_text_slice(text, check_mention_end(mention), text.size);
    *at_least = zp_text_starts(rest, "以上");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (zp_text_starts(rest, words[i])) {
            return false;
        }
    }
    return check_find_any(mention->unit, "余", 0, NULL) == SIZE_MAX;
}

// `公用经费年初预算180万元，决算176.16万元，上年120万元`: the others have the name of the first.
static const check_name_entry *inherited(const check *c, const check_reading *r,
                                         const check_named *previous, check_time *time) {
    size_t border = strlen("，");
    bool next = previous != NULL && r->end >= border &&
                zp_text_starts(zp_text_slice(r->text, r->end - border, r->end), "，") &&
                check_mention_end(previous->mention) == r->end - border;
    bool last_year = r->year == c->year - 1 && r->time != CHECK_TIME_BUDGET;
    *time = last_year ? CHECK_TIME_PRIOR : r->time;
    return next && (r->year == 0 || r->year == c->year || last_year) && *time < CHECK_TIME_COUNT &&
                   previous->entry->paths[*time] != NULL && !previous->entry->bare
               ? previous->entry
               : NULL;
}

// What is listed behind 其中 of a category of projects is the category's: 业务工作经费330万元，其中
// 办公经费20万元.
static bool is_of_projects(const check_reading *r, size_t name, const check_named *previous,
                           const check_name_entry *entry) {
    size_t from = previous != NULL ? check_mention_end(previous->mention) : name;
    zp_text key = zp_text_of(previous != NULL ? previous->entry->key : "");
    bool category = zp_text_is(key, "category") || zp_text_is(key, "projects");
    bool opens = from < name && check_find_text(zp_text_slice(r->text, from, name), ZP_TEXT("其中"),
                                                0) != SIZE_MAX;
    zp_text sentence = zp_text_slice(r->text, r->begin, name);
    bool goes_on = previous != NULL && !opens && previous->scope == CHECK_PART &&
                   check_find_text(sentence, ZP_TEXT("其中"), 0) != SIZE_MAX;
    return (category && opens && !zp_text_is(zp_text_of(entry->key), "category")) || goes_on;
}

// The sections of the other budgets, and sentences about one of them.
static bool is_of_fund(check *c, const check_reading *r, const check_block *block) {
    static const char *const sections[] = {"government_fund", "state_capital", "social_insurance"};
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        if (block->section != SIZE_MAX && block->section == check_section_find(c, sections[i])) {
            return true;
        }
    }
    zp_text sentence = zp_text_slice(r->text, r->begin, r->end);
    return check_find_any(sentence, "政府性基金|国有资本经营|社会保险基金", 0, NULL) != SIZE_MAX;
}

static check_scope scope_of(check *c, check_reading *r, const check_named *previous,
                            const check_name_entry *entry, const check_block *block) {
    check_scope scope = CHECK_WHOLE;
    size_t name = r->end;
    bool known = check_read_before(c, r, &scope);
    size_t from = previous != NULL && check_mention_end(previous->mention) > r->begin
                      ? check_mention_end(previous->mention)
                      : r->begin;
    size_t near = r->end > LOOK_BACK ? r->end - LOOK_BACK : 0;
    if (!known || (r->joined && r->total) || (entry->bare && has_subject(c, r, entry, block)) ||
        is_of_projects(r, name, previous, entry) || is_of_fund(c, r, block) ||
        check_find_any(zp_text_slice(r->text, from, r->end), PARTS, 0, NULL) != SIZE_MAX) {
        return CHECK_PART;
    }
    // 财政拨款 is spoken of to the end of the paragraph.
    bool general =
        check_find_text(zp_text_slice(r->text, near, r->end), ZP_TEXT("财政拨款"), 0) != SIZE_MAX ||
        check_find_text(zp_text_slice(r->text, r->begin, r->end), ZP_TEXT("一般公共预算"), 0) !=
            SIZE_MAX;
    return general ? CHECK_GENERAL : scope;
}

static bool read_figure(check *c, const check_mention *mention, size_t begin,
                        const check_named *previous, check_named *named) {
    check_reading r = {.text = mention->block->text,
                       .begin = begin,
                       .end = mention->from,
                       .time = CHECK_TIME_OTHER};
    check_reading bare = r;
    *named = (check_named){.mention = mention};
    if (!is_exact(mention, &named->at_least)) {
        return false;
    }
    const check_name_word *name = check_read_name(c, &r, false);
    if (name == NULL && previous != NULL &&
        (named->entry = inherited(c, &r, previous, &named->time)) != NULL) {
        named->words = previous->words;
        named->from = r.end;
        named->scope = previous->scope;
        return fits(named->entry, mention);
    }
    if (name == NULL) {
        r = bare;
        name = check_read_name(c, &r, true);
    }
    if (name == NULL || !fits(name->entry, mention)) {
        return false;
    }
    named->entry = name->entry;
    named->words = zp_text_slice(r.text, r.end, r.end + name->word.size);
    named->from = r.end;
    named->scope = scope_of(c, &r, previous, name->entry, mention->block);
    named->time = time_of(c, &r, name->entry);
    return true;
}

// ---------------------------------------------------------------- all

static void read_block(check *c, const check_block *block) {
    size_t count, next = 0;
    const check_mention *mentions = check_mentions(c, block, &count);
    for (size_t from = 0, to = 0; next < count && check_sentence(block, &from, &to);) {
        bool first = true;
        for (; next < count && mentions[next].from < to; next++) {
            const check_mention *mention = &mentions[next];
            size_t near = mention->from > LOOK_BACK ? mention->from - LOOK_BACK : 0;
            check_named named;
            const check_named *previous = first ? NULL : &c->named[c->named_count - 1];
            if (mention->unit.size > 0 &&
                read_figure(c, mention, from > near ? from : near, previous, &named)) {
                *ZP_PUSH(c->arena, c->named, c->named_count, c->named_capacity) = named;
                first = false;
            }
        }
    }
}

const check_named *check_named_figures(check *c, size_t *count) {
    size_t plans = check_section_find(c, "improvements");
    for (size_t i = 0; !c->named_read && i < c->report.count; i++) {
        const check_block *block = &c->report.blocks[i];
        if (block->kind != CHECK_HEADING && block->kind != CHECK_CELL && block->section != plans) {
            read_block(c, block);
        }
    }
    c->named_read = true;
    *count = c->named_count;
    return c->named;
}

// Do the forms count in 元, and not in 万元?
static bool in_yuan(check *c) {
    const zp_value *table = zp_value_get(c->profile, "self_evaluation");
    zp_text label = zp_value_text(zp_value_get(table, "funds_label"));
    return check_find_text(label, ZP_TEXT("（元）"), 0) != SIZE_MAX;
}

bool check_money(check *c, const check_mention *mention, zp_decimal *amount) {
    static const struct {
        const char *unit;
        int64_t yuan;
    } units[] = {{"亿元", 100000000}, {"万元", 10000}, {"元", 1}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (zp_text_is(mention->unit, units[i].unit)) {
            zp_decimal yuan;
            return zp_decimal_multiply(mention->number, zp_decimal_of(units[i].yuan), &yuan) &&
                   zp_decimal_multiply(yuan, in_yuan(c) ? zp_decimal_of(1) : (zp_decimal){1, 4},
                                       amount);
        }
    }
    return false;
}
