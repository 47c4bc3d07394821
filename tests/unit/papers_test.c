// 报送清单 and 更正说明: what stands in them, and that they are laid out and written.
#include "package/papers.h"
#include "papers/sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int set_up(void **state) {
    *state = sample_new();
    return 0;
}

static int tear_down(void **state) {
    sample_free(*state);
    return 0;
}

static void has(const char *text, const char *wanted) {
    if (strstr(text, wanted) == NULL) {
        fail_msg("no “%s” in:\n%s", wanted, text);
    }
}

static void has_not(const char *text, const char *unwanted) {
    if (strstr(text, unwanted) != NULL) {
        fail_msg("“%s” in:\n%s", unwanted, text);
    }
}

// ---------------------------------------------------------------- 报送清单

// A constant: ZP_TEXT is none where a static array begins.
#define WORDS(literal)                                                                             \
    { (literal), sizeof(literal) - 1 }
#define SIGNS "填表人签字，单位负责人签字、盖章"

static const package_item items[] = {
    {WORDS("附件1"), WORDS("2023年度预算单位整体支出绩效评价基础数据表"), WORDS("PDF、DOCX"), 1, 2,
     WORDS(SIGNS)},
    {WORDS("附件2"), WORDS("2023年度预算单位整体支出绩效自评表"), WORDS("PDF、DOCX"), 2, 2,
     WORDS(SIGNS)},
    {WORDS("附件3"), WORDS("2023年度项目支出绩效自评表"), WORDS("PDF、DOCX"), 1, 2, WORDS(SIGNS)},
    {WORDS("附件4"), WORDS("2023年度岳阳楼区岳阳楼街道办事处单位整体支出绩效自评报告"),
     WORDS("PDF、DOCX"), 23, 2, WORDS("封面盖章")},
    {{0},
     WORDS("绩效自评资料核对报告"),
     WORDS("PDF、DOCX"),
     2,
     1,
     WORDS("填表人、复核人、单位负责人签字")},
    {{0}, WORDS("更正说明"), WORDS("PDF、DOCX"), 2, 2, WORDS(SIGNS)},
    {{0}, WORDS("2023年度预算单位整体支出绩效自评表（修订标记）"), WORDS("DOCX"), 0, 0, {0}},
    {{0}, WORDS("换页（单面打印）"), WORDS("PDF"), 1, 0, {0}},
    {{0}, WORDS("换页（双面打印）"), WORDS("PDF"), 2, 0, {0}},
};

static const char *list_text(sample *s, size_t count, const char *name, size_t pages) {
    zp_document *document;
    assert_int_equal(package_list(&s->edition, s->messages, &s->package, items, count, &document),
                     ZP_OK);
    assert_int_equal(sample_print(s, document, name), pages);
    return sample_text(s, document);
}

static void test_list(void **state) {
    sample *s = *state;
    s->new.sources[0].name = ZP_TEXT("unit.toml");
    s->new.sources[1].name = ZP_TEXT("report.md");
    s->new.source_count = 2;
    const char *text = list_text(s, 5, "list", 1);
    has(text, "“数据”文件夹（unit.toml、report.md）");
    has(text, "2023年度绩效自评材料报送清单\n");
    has(text, "岳阳楼区2023年度预算单位整体支出绩效自评\n");
    has(text, "\n第1版\n份数\n见下表\n");
    has(text, "\n2\n附件2 2023年度预算单位整体支出绩效自评表\nPDF、DOCX\n2\n2\n" SIGNS "\n");
    // 1 + 2 + 1 + 23 + 2 pages: 1 + 1 + 1 + 12 + 1 sheets on both sides; all but the last twice.
    has(text, "不含本清单）\n29\n单面29张，双面16张\n各份合计\n单面56张，双面31张\n");
    has(text, "岳阳楼区岳阳楼街道办事处2023年度绩效自评材料.zip");
    has(text, "报送单位（盖章）\n\n接收单位（盖章）\n\n报送人\n");
    has_not(text, "更正");
}

// Where all is printed as often.
static void test_list_of_one_number_of_copies(void **state) {
    sample *s = *state;
    has(list_text(s, 4, "list-few", 1), "份数\n一式2份\n");
}

static void test_list_of_corrected(void **state) {
    sample *s = *state;
    s->package.version = 3;
    s->package.supersedes = 2;
    const char *text = list_text(s, sizeof items / sizeof *items, "list-corrected", 1);
    has(text, "\n第3版（更正版，更正第2版）\n份数\n见下表\n");
    // What is not handed in on paper, in one row.
    has(text, "\n7\n2023年度预算单位整体支出绩效自评表（修订标记）、换页（单面打印）、"
              "换页（双面打印）\nDOCX、PDF\n——\n——\n——\n合计");
    // What replaces pages is not printed besides.
    has(text, "不含本清单）\n31\n单面31张，双面17张\n");
    has(text, "照《更正说明》的换页清单抽换");
}

static void test_list_of_published(void **state) {
    sample *s = *state;
    s->package.published = true;
    const char *text = list_text(s, 4, "list-published", 1);
    has(text, "2023年度绩效自评公开材料清单\n");
    has(text, "\n4\n附件4 2023年度岳阳楼区岳阳楼街道办事处单位整体支出绩效自评报告\nPDF、DOCX\n"
              "23\n合计\n27\n");
    has_not(text, "份数");
    has_not(text, "签字");
    has_not(text, "报送");
    has_not(text, "数据文件夹");
}

// ---------------------------------------------------------------- 更正说明

#define SCORE "绩效指标 › 产出指标 › 数量指标 › 法制宣传活动场次 › 得分"
#define SCORE_KEPT "绩效指标\u00A0› 产出指标\u00A0› 数量指标\u00A0› 法制宣传活动场次\u00A0› 得分"

static const package_sheets sheets[] = {
    {WORDS("附件2 2023年度预算单位整体支出绩效自评表"), WORDS("第2页"), WORDS("第2页"),
     WORDS("第1张（第1—2页）"), WORDS("第1张（第1—2页）"),
     WORDS("其中有签字盖章处，须重新签字盖章")},
    {WORDS("附件4 2023年度岳阳楼区岳阳楼街道办事处单位整体支出绩效自评报告"), WORDS("第5—7页"),
     WORDS("第5—8页"), WORDS("第3—4张（第5—8页）"), WORDS("第3—4张（第5—8页）"), WORDS("页码顺延")},
};

static zp_document *make_note(sample *s, zp_text *reasons, size_t sheet_count) {
    zp_document *document;
    package_reasons all = {reasons};
    package_replacement replacement = {.lines = (package_sheets *)sheets, .count = sheet_count};
    s->package.version = 2;
    s->package.supersedes = 1;
    s->package.supersedes_sha256 =
        ZP_TEXT("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
    assert_int_equal(package_note(&s->edition, s->messages, &s->package, &s->differences, &all,
                                  &replacement, &document),
                     ZP_OK);
    return document;
}

static void test_note(void **state) {
    sample *s = *state;
    zp_text reasons[2] = {ZP_TEXT("按复核结果更正。")};
    sample_change(s, ZP_VALUE_CHANGED, "indicator[1].score", SCORE, "5", "4");
    sample_change(s, ZP_VALUE_CHANGED, "waiver[0].by", "核对说明 › 确认人", "财政所", "党政办");
    zp_document *document = make_note(s, reasons, 2);
    const char *text = sample_text(s, document);
    has(text, "2023年度绩效自评材料更正说明\n");
    has(text, "更正前版本\n第1版校验值9f86d081884c7d65……\n更正后版本\n第2版（更正版）\n");
    has(text, "一、更正内容（1处）\n");
    has(text, "\n1\n" SCORE_KEPT "\n5\n4\n按复核结果更正。\n说明：“……”处");
    has(text, "绩效自评表\n单面\n第2页\n第2页\n其中有签字盖章处，须重新签字盖章\n双面\n第1张（第1—2"
              "页）\n第1张（第1—2页）\n");
    has(text, "三、签字、盖章\n填表人：日期：年月日单位负责人签字：日期：年月日\n单位（盖章）：\n");
    has_not(text, "党政办");
    has(text, "\n二、换页清单\n文书\n");
    assert_int_equal(sample_print(s, document, "note"), 1);
}

// Changes that no document shows leave nothing to correct on paper.
static void test_note_of_nothing_printed(void **state) {
    sample *s = *state;
    zp_text reasons[2] = {{0}};
    sample_change(s, ZP_ELEMENT_ADDED, "waiver[2]", "核对说明 › 第3条", NULL, "F03 funds");
    sample_change(s, ZP_VALUE_CHANGED, "waiver[0].by", "核对说明 › 确认人", "财政所", "党政办");
    zp_document *document = make_note(s, reasons, 0);
    const char *text = sample_text(s, document);
    has(text, "一、更正内容\n各份材料印出的内容没有更正。\n二、换页清单\n没有需要换的页。\n");
    has_not(text, "核对说明");
    assert_int_equal(sample_print(s, document, "note-empty"), 1);
}

static void test_note_words(void **state) {
    sample *s = *state;
    zp_text reasons[9] = {{0}};
    sample_change(s, ZP_VALUE_CHANGED, "funds.score", "得分", "10", "");
    sample_change(s, ZP_VALUE_CHANGED, "funds.income.other", "其他资金", NULL, "/");
    sample_change(s, ZP_ELEMENT_ADDED, "expenditure.category[5]", "项目支出", NULL, "");
    sample_change(s, ZP_ELEMENT_ADDED, "expenditure.category[6]", "项目支出", NULL, "名称 甲");
    sample_change(s, ZP_ELEMENT_REMOVED, "goals.expected[3]", "预期目标", "办好民生实事。", NULL);
    zp_difference *moved =
        sample_change(s, ZP_ELEMENT_MOVED, "indicator[0]", "财政收入总量", "", "");
    moved->from = 3;
    moved->to = 1;
    moved = sample_change(s, ZP_ELEMENT_MOVED, "indicator[0]", "行政效能", "产出指标", "效益指标");
    moved->from = 3;
    moved->to = 1;
    sample_change(s, ZP_REPORT_ADDED, "report.overview", "报告", NULL, "新的一段。");
    sample_change(s, ZP_REPORT_REMOVED, "report.overview", "报告", "旧的一段。", NULL);
    const char *text = sample_text(s, make_note(s, reasons, 0));
    has(text, "\n1\n得分\n10\n（空白）\n\n2\n其他资金\n（空白）\n/\n\n");
    has(text, "\n3\n项目支出\n（没有）\n新增\n\n4\n项目支出\n（没有）\n新增：名称 甲\n\n");
    has(text, "\n5\n预期目标\n办好民生实事。\n（删除）\n\n");
    has(text, "\n6\n财政收入总量\n第3位\n移动：由第3位移至第1位\n\n");
    has(text, "\n7\n行政效能\n产出指标第3位\n移动：由产出指标第3位移至效益指标第1位\n\n");
    has(text, "\n8\n报告\n（没有）\n新增：新的一段。\n\n9\n报告\n旧的一段。\n（删除）\n\n说明：");
}

// Sentences with these numbers.
static zp_text measures(sample *s, int from, int to) {
    zp_buffer out = {0};
    for (int i = from; i <= to; i++) {
        zp_buffer_print(&out, "第%d条措施已经落实，成效比较明显。", i);
    }
    zp_text text = zp_arena_copy(s->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

static const char *row_of_twelve(sample *s) {
    zp_text row = {0};
    for (int i = 0; i < 12; i++) {
        row = zp_arena_print(s->arena, "%.*s%s栏目%d：%d.%02d", ZP_ARG(row), i > 0 ? "，" : "",
                             i + 1, i * 37, i * 7);
    }
    return row.data;
}

static void add_scores(sample *s, zp_text *reasons, size_t count) {
    const zp_text three[] = {ZP_TEXT("按决算批复数更正。"),
                             ZP_TEXT("填报时误将年初预算数填入，经与区财政局预算股核对，按批复的"
                                     "全年预算数更正。"),
                             {0}};
    for (size_t i = 0; i < count; i++) {
        zp_text score = zp_arena_print(s->arena, "%zu.%02zu", i, i % 100);
        sample_change(s, ZP_VALUE_CHANGED, "indicator[1].score", SCORE, "5", score.data);
        reasons[i] = three[i % 3];
    }
}

static void add_long(sample *s) {
    static zp_stretch measure[] = {
        {ZP_KEPT, {0}}, {ZP_DELETED, WORDS("没有")}, {ZP_INSERTED, WORDS("已经")}, {ZP_KEPT, {0}}};
    measure[0].text = zp_arena_print(s->arena, "%.*s第91条措施", ZP_ARG(measures(s, 1, 90)));
    measure[3].text = zp_arena_print(s->arena, "落实。%.*s", ZP_ARG(measures(s, 92, 200)));
    zp_difference *value = sample_change(s, ZP_VALUE_CHANGED, "austerity.measures",
                                         "厉行节约保障措施", "没有", "已经");
    value->stretches = measure;
    value->stretch_count = sizeof measure / sizeof *measure;
    sample_change(s, ZP_ELEMENT_ADDED, "goals.achieved[4]", "年度总体目标 › 实际完成情况", NULL,
                  measures(s, 1, 200).data);
}

static void add_sentence(sample *s) {
    static const zp_stretch stretches[] = {
        {ZP_KEPT, WORDS("街道的各项职责由14个机构分工承担，按工作性质可以归为四类。全年"
                        "预算编制做到全口径、全覆盖，重点项目资金及时拨付到位。全年执行")},
        {ZP_DELETED, WORDS("4073.53")},
        {ZP_INSERTED, WORDS("4070.53")},
        {ZP_KEPT, WORDS("万元，执行率")},
        {ZP_DELETED, WORDS("100%")},
        {ZP_INSERTED, WORDS("99.93%")},
        {ZP_KEPT, WORDS("。资金使用符合财务管理制度的规定，没有截留、挤占、挪用的情况。"
                        "下一步将继续加强预算管理，提高资金使用效益。")},
    };
    zp_difference *text = sample_change(s, ZP_REPORT_CHANGED, "report.general_budget",
                                        "报告 › 一般公共预算支出情况", "旧", "新");
    text->stretches = stretches;
    text->stretch_count = sizeof stretches / sizeof *stretches;
}

// 300 changes of all kinds, long ones among them: over several pages, each with the table's head
// (papers.py).
static void test_note_of_many(void **state) {
    sample *s = *state;
    static zp_text reasons[320];
    add_scores(s, reasons, 297);
    sample_change(s, ZP_ELEMENT_ADDED, "expenditure.category[5]",
                  "经费控制情况 › 项目支出 › 新增项目", NULL, row_of_twelve(s));
    add_long(s);
    add_sentence(s);
    zp_document *document = make_note(s, reasons, 2);
    assert_in_range(sample_print(s, document, "note-many"), 10, 40);
    const char *text = sample_text(s, document);
    has(text, "……全年执行4073.53万元，执行率100%。……\n");
    has(text, "\n……第91条措施没有落实。……\n……第91条措施已经落实。……\n");
    has(text, "……（中间略去");
}

// ---------------------------------------------------------------- excerpts

static void excerpt_is(sample *s, const char *const *kinds_and_texts, const char *old,
                       const char *new) {
    zp_stretch stretches[8];
    size_t count = 0;
    for (; kinds_and_texts[count] != NULL; count++) {
        const char *each = kinds_and_texts[count];
        stretches[count].change = *each == '+' ? ZP_INSERTED : *each == '-' ? ZP_DELETED : ZP_KEPT;
        stretches[count].text = zp_text_of(each + 1);
    }
    package_sides sides = package_excerpt(s->arena, stretches, count);
    assert_string_equal(sides.old.data, old);
    assert_string_equal(sides.new.data, new);
}

#define FILLER "预算编制做到全口径、全覆盖，重点项目资金及时拨付到位。"

static void test_excerpt(void **state) {
    sample *s = *state;
    // Short: whole.
    excerpt_is(s, (const char *[]){" 得分", "-5", "+4", " 分。", NULL}, "得分5分。", "得分4分。");
    // In the middle of a sentence.
    excerpt_is(s,
               (const char *[]){" " FILLER FILLER "全年执行", "-100", "+99",
                                " 万元。" FILLER FILLER, NULL},
               "……全年执行100万元。……", "……全年执行99万元。……");
    // A sentence more: the one before it shows where.
    excerpt_is(s, (const char *[]){" " FILLER FILLER "甲。", "+乙。", " " FILLER FILLER, NULL},
               "……甲。……", "……甲。乙。……");
    // The first sentence is gone: the one behind it shows where.
    excerpt_is(s, (const char *[]){"-乙。", " 甲。" FILLER FILLER FILLER, NULL}, "乙。甲。……",
               "甲。……");
}

static void test_excerpt_of_long_sentences(void **state) {
    sample *s = *state;
    static const char clause[] = "甲乙丙丁戊己庚辛壬癸，";
    zp_text text =
        zp_arena_print(s->arena, " %s%s%s%s%s%s", clause, clause, clause, clause, clause, clause);
    excerpt_is(s, (const char *[]){text.data, "-子", "+丑", text.data, NULL},
               "……甲乙丙丁戊己庚辛壬癸，甲乙丙丁戊己庚辛壬癸，甲乙丙丁戊己庚辛壬癸，子"
               "甲乙丙丁戊己庚辛壬癸，甲乙丙丁戊己庚辛壬癸，甲乙丙丁戊己庚辛壬癸，……",
               "……甲乙丙丁戊己庚辛壬癸，甲乙丙丁戊己庚辛壬癸，甲乙丙丁戊己庚辛壬癸，丑"
               "甲乙丙丁戊己庚辛壬癸，甲乙丙丁戊己庚辛壬癸，甲乙丙丁戊己庚辛壬癸，……");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_list, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_list_of_one_number_of_copies, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_list_of_corrected, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_list_of_published, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_note, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_note_of_nothing_printed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_note_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_note_of_many, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_excerpt, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_excerpt_of_long_sentences, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
