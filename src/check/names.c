// The names that the forms' figures go by in sentences: those of every form, and the categories
// and indicators of this unit.
#include "check/private.h"

#include <string.h>

#define AMOUNTS(path)                                                                              \
    { path ".prior", path ".budget", NULL, path ".final" }
#define FINAL(path)                                                                                \
    { NULL, NULL, NULL, path }

// A longer name that ends with a shorter one is found first, wherever it stands here.
static const check_name_entry names[] = {
    {"basic", "基本支出", CHECK_MONEY, FINAL("funds.spending.basic"), false},
    {"projects",
     "项目支出|项目总支出",
     CHECK_MONEY,
     {"expenditure.projects.prior", "expenditure.projects.budget", NULL, "funds.spending.projects"},
     false},
    {"personnel", "人员经费|人员支出", CHECK_MONEY, {0}, false},
    {"public", "公用经费|日常公用经费", CHECK_MONEY, AMOUNTS("expenditure.public"), false},
    {"three_public",
     "三公经费|“三公”经费|“三公经费”|\"三公\"经费|‘三公’经费|“三公”支出|“三公”经费支出",
     CHECK_MONEY, AMOUNTS("expenditure.three_public"), false},
    {"vehicles",
     "公务用车购置及运行维护费|公务用车购置和运行维护费|公务用车购置及运行费|公务用车购置和运行费|"
     "公务用车购置和运行维护经费|公务用车购置及运行维护经费|公务用车购置和维护经费|"
     "公务用车购置及维护经费|公务用车经费|公务用车",
     CHECK_MONEY, AMOUNTS("expenditure.vehicles"), false},
    {"vehicle_purchase", "公务用车购置费|公务用车购置经费|公车购置费|公车购置经费|公车购置",
     CHECK_MONEY, AMOUNTS("expenditure.vehicle_purchase"), false},
    {"vehicle_running",
     "公务用车运行维护费|公务用车运行维护经费|公务用车运行费|公车运行维护费|公车运行维护经费|"
     "公车运行维护",
     CHECK_MONEY, AMOUNTS("expenditure.vehicle_running"), false},
    {"overseas",
     "因公出国（境）费用|因公出国（境）费|因公出国（境）经费|因公出国（境）|因公出国费用|"
     "因公出国费|因公出国经费|因公出国|出国经费",
     CHECK_MONEY, AMOUNTS("expenditure.overseas"), false},
    {"reception", "公务接待费|公务接待费用|公务接待经费|公务接待支出|公务接待", CHECK_MONEY,
     AMOUNTS("expenditure.reception"), false},
    {"office", "办公经费", CHECK_MONEY, AMOUNTS("expenditure.office"), false},
    {"utilities_travel", "水费、电费、差旅费|水费、电费和差旅费|水电费、差旅费", CHECK_MONEY,
     AMOUNTS("expenditure.utilities_travel"), false},
    {"meetings_training", "会议费、培训费|会议费和培训费", CHECK_MONEY,
     AMOUNTS("expenditure.meetings_training"), false},
    {"procurement", "政府采购|政府采购金额|政府采购总额|政府采购支出", CHECK_MONEY,
     AMOUNTS("expenditure.procurement"), false},
    {"general",
     "一般公共预算收入|一般公共预算拨款|一般公共预算财政拨款|一般公共预算财政拨款收入|"
     "一般公共预算拨款收入",
     CHECK_MONEY, FINAL("funds.income.general"), true},
    {"other_income", "其他资金|其他资金收入", CHECK_MONEY, FINAL("funds.income.other"), true},
    {"posts", "编制|编制数|编制人数|人员编制|编制总数", CHECK_PEOPLE, FINAL("staff.posts"), false},
    {"in_post",
     "在职|在职人数|在职人员|实有在职人员|实际在职人数|实际在职人员|实际在职|在职在编人员|"
     "实有在职人数|在编在职人员",
     CHECK_PEOPLE, FINAL("staff.in_post"), false},
    {"control_rate", "控制率|人员控制率|编制控制率|财政供养人员控制率|在职人员控制率",
     CHECK_PERCENT, FINAL("staff.control_rate"), false},
    {"opening",
     "年初预算|年初预算数|年初预算总额|年初部门预算",
     CHECK_MONEY,
     {NULL, "funds.opening", NULL, NULL},
     true},
    {"full_year",
     "全年预算|全年预算数|调整后预算数|调整预算数|全年预算总额",
     CHECK_MONEY,
     {NULL, NULL, "funds.full_year", NULL},
     true},
    {"executed",
     "全年执行数|全年执行|全年支出|全年总支出|支出决算数|总支出决算数|总支出|整体支出|支出总额|"
     "支出决算|总支出决算|支出合计|决算总支出|本年支出合计",
     CHECK_MONEY, FINAL("funds.executed"), true},
    {"rate", "执行率|预算执行率|全年执行率|全年预算执行率|总执行率", CHECK_PERCENT,
     FINAL("funds.rate"), true},
    {"score",
     "自评得分|自评总分|自评总得分|自评分|绩效自评得分|绩效自评总分|自评综合得分|总分|综合得分",
     CHECK_POINTS, FINAL("total.score"), true},
    {"satisfaction",
     "满意度|满意率|群众满意度|群众满意率|居民满意度|居民满意率|服务对象满意度|服务对象满意率|"
     "公众满意度|社会公众满意度|人民群众满意度",
     CHECK_PERCENT,
     {0},
     false},
};

// ---------------------------------------------------------------- the table

static void add(check *c, zp_text word, const check_name_entry *entry) {
    if (word.size == 0) {
        return;
    }
    check_name_list *list = &c->names;
    unsigned char last = (unsigned char)word.data[word.size - 1];
    check_name_word *own = ZP_NEW(c->arena, check_name_word);
    const check_name_word **at = &list->by_last_byte[last];
    while (*at != NULL && (*at)->word.size >= word.size) {
        at = (const check_name_word **)&(*at)->next;
    }
    *own = (check_name_word){word, entry, *at};
    *at = own;
}

// 4、区级专项资金（一个专项一行）: without the number and what is in brackets.
zp_text check_bare_name(zp_text name) {
    zp_text text = zp_text_trim(name);
    size_t open = check_find_any(text, "（|(", 0, NULL);
    return zp_text_trim(zp_text_slice(text, 0, open));
}

static const check_name_entry *own_entry(check *c, const char *key, zp_text word,
                                         check_measure measure, zp_text path) {
    check_name_entry *entry = ZP_NEW(c->arena, check_name_entry);
    *entry = (check_name_entry){
        .key = key, .words = zp_arena_string(c->arena, word), .measure = measure};
    if (path.size > 0) {
        entry->paths[CHECK_TIME_PRIOR] =
            zp_arena_print(c->arena, "%.*s.amounts.prior", ZP_ARG(path)).data;
        entry->paths[CHECK_TIME_BUDGET] =
            zp_arena_print(c->arena, "%.*s.amounts.budget", ZP_ARG(path)).data;
        entry->paths[CHECK_TIME_FINAL] =
            zp_arena_print(c->arena, "%.*s.amounts.final", ZP_ARG(path)).data;
    }
    return entry;
}

static void add_categories(check *c, zp_text list_path, const zp_value *list) {
    for (const zp_value *each = zp_value_first(list); each != NULL; each = each->next) {
        zp_text name = check_bare_name(zp_value_text(zp_value_get(each, "name")));
        zp_text path = check_element_path(c, list_path, list, each);
        if (zp_utf8_count(name) >= 3) {
            add(c, name, own_entry(c, "category", name, CHECK_MONEY, path));
        }
        add_categories(c, zp_arena_print(c->arena, "%.*s.fund", ZP_ARG(path)),
                       zp_value_get(each, "fund"));
    }
}

// Without 场次, 户数 and the like: 法制宣传活动场次 is said as 法制宣传活动12次.
static zp_text indicator_stem(zp_text name) {
    static const char *const ends[] = {"场次", "次数", "户数", "人数", "个数",
                                       "件数", "处数", "期数", "篇数", "数量"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t size = strlen(ends[i]);
        if (zp_text_ends(name, ends[i]) && zp_utf8_count(name) >= 6) {
            return zp_text_slice(name, 0, name.size - size);
        }
    }
    return name;
}

static void add_indicators(check *c) {
    for (size_t i = 0; i < c->row_count; i++) {
        zp_text name = zp_text_trim(c->rows[i].name), stem = indicator_stem(name);
        if (zp_utf8_count(name) < 3 || (i > 0 && zp_text_equal(name, c->rows[i - 1].name))) {
            continue;
        }
        const check_name_entry *entry =
            own_entry(c, "indicator", name, CHECK_PERCENT, (zp_text){0});
        add(c, name, entry);
        if (stem.size < name.size) {
            add(c, stem, entry);
        }
    }
}

static void read_names(check *c) {
    if (c->names.read) {
        return;
    }
    c->names.read = true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *words = names[i].words;
        for (zp_text word; check_next_word(&words, &word);) {
            add(c, word, &names[i]);
        }
    }
    add_categories(c, ZP_TEXT("expenditure.category"),
                   zp_value_find(c->root, ZP_TEXT("expenditure.category"), NULL));
    add_indicators(c); // one that has the name of a figure of the tables stands behind it
}

const check_name_word *check_name_before(check *c, zp_text text, size_t end, bool bare) {
    read_names(c);
    zp_text before = zp_text_slice(text, 0, end);
    if (before.size == 0) {
        return NULL;
    }
    const check_name_word *each =
        c->names.by_last_byte[(unsigned char)before.data[before.size - 1]];
    for (; each != NULL; each = each->next) {
        zp_text word = each->word;
        if (each->entry->bare == bare && word.size <= before.size &&
            memcmp(before.data + before.size - word.size, word.data, word.size) == 0) {
            return each;
        }
    }
    return NULL;
}
