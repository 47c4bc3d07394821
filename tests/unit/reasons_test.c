// [[revision]]: which entry gives a change's reason, and what is told of entries and changes
// without the other.
#include "papers/sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
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

#define ENTRY(where, reason) "\n[[revision]]\nwhere = \"" where "\"\nreason = \"" reason "\"\n"

static package_reasons find(sample *s, const char *otherwise) {
    package_reasons reasons;
    assert_int_equal(package_find_reasons(s->arena, s->messages, &s->differences,
                                          zp_text_of(otherwise), &reasons),
                     ZP_OK);
    return reasons;
}

static void reason_is(zp_text reason, const char *wanted) {
    if (!zp_text_is(reason, wanted)) {
        fail_msg("“%.*s”, not “%s”", ZP_ARG(reason), wanted);
    }
}

static const zp_message *told(const sample *s, const char *id) {
    const zp_message *each;
    for (size_t i = 0; (each = zp_messages_at(s->messages, i)) != NULL; i++) {
        if (strcmp(each->id, id) == 0) {
            return each;
        }
    }
    fail_msg("nothing is told as %s", id);
    return NULL;
}

static void score(sample *s) {
    sample_change(s, ZP_VALUE_CHANGED, "indicator[1].score", "法制宣传活动场次 › 得分", "5", "4");
}

// An element by its name is the one by its number; the more exact entry wins, whatever the order.
static void test_the_most_exact(void **state) {
    sample *s = *state;
    sample_new_version(s, NULL, NULL,
                       ENTRY("indicator", "甲") ENTRY("indicator[法制宣传活动场次].score", "乙")
                           ENTRY("indicator[法制宣传活动场次]", "丙"));
    score(s);
    sample_change(s, ZP_VALUE_CHANGED, "indicator[1].actual", "", "18次", "17次");
    sample_change(s, ZP_VALUE_CHANGED, "indicator[2].score", "", "5", "4");
    package_reasons reasons = find(s, "丁");
    reason_is(reasons.of[0], "乙");
    reason_is(reasons.of[1], "丙");
    reason_is(reasons.of[2], "甲");
    assert_int_equal(zp_messages_count(s->messages, ZP_REMARK), 0);
}

static void test_the_first_of_two(void **state) {
    sample *s = *state;
    sample_new_version(s, NULL, NULL,
                       ENTRY("indicator[1].score", "甲")
                           ENTRY("indicator[法制宣传活动场次].score", "乙"));
    score(s);
    reason_is(find(s, "").of[0], "甲");
    assert_int_equal(sample_told(s, "revision-unused"), 1);
    assert_non_null(strstr(told(s, "revision-unused")->text.data, "before this one"));
}

// `funds` does not hold `funds_x`, and indicator[1] is not indicator[12].
static void test_whole_steps(void **state) {
    sample *s = *state;
    sample_new_version(s, NULL, NULL, ENTRY("indicator[1]", "甲") ENTRY("fund", "乙"));
    sample_change(s, ZP_VALUE_CHANGED, "indicator[12].score", "", "9", "8");
    sample_change(s, ZP_VALUE_CHANGED, "funds.score", "", "10", "9");
    package_reasons reasons = find(s, "");
    reason_is(reasons.of[0], "");
    reason_is(reasons.of[1], "");
    assert_int_equal(sample_told(s, "revision-unused"), 2);
}

static void test_unused(void **state) {
    sample *s = *state;
    sample_new_version(s, NULL, NULL, ENTRY("funds.opening", "甲"));
    score(s);
    reason_is(find(s, "乙").of[0], "乙");
    const zp_message *message = told(s, "revision-unused");
    zp_text file;
    assert_int_equal(zp_file_read(s->arena, s->messages, s->new.file, 1 << 20, &file), ZP_OK);
    uint32_t line = 1;
    for (const char *c = file.data; c < strstr(file.data, "where = \"funds.opening"); c++) {
        line += *c == '\n';
    }
    assert_int_equal(message->severity, ZP_WARNING);
    assert_int_equal(message->place.line, line);
    assert_int_equal(message->place.column, 9);
    assert_int_equal(sample_told(s, "revision-reason"), 0);
}

static void test_missing(void **state) {
    sample *s = *state;
    sample_change(s, ZP_VALUE_CHANGED, "waiver[0].by", "", "财政所", "党政办");
    score(s);
    sample_change(s, ZP_ELEMENT_REMOVED, "goals.expected[3]", "预期目标", "办好民生实事", NULL);
    package_reasons reasons = find(s, " ");
    reason_is(reasons.of[0], "");
    reason_is(reasons.of[1], "");
    assert_int_equal(sample_told(s, "revision-reason"), 1);
    const zp_message *message = told(s, "revision-reason");
    assert_true(zp_text_starts(message->text, "2 changes have no reason, the first: "
                                              "法制宣传活动场次 › 得分 (`indicator[1].score`)"));
    assert_int_equal(message->place.line, 8);
    assert_string_equal(message->place.file, s->new.file);
}

// What is gone is named as the version before had it.
static void test_removed(void **state) {
    sample *s = *state;
    sample_new_version(s,
                       "[[indicator]]\nlevel1 = \"产出指标\"\nlevel2 = \"数量指标\"\n"
                       "name   = \"法制宣传活动场次\"\ntarget = \"≥10次\"\nactual = \"18次\"\n"
                       "weight = 5\nscore  = 5\nreason = \"\"\n",
                       "", ENTRY("indicator[法制宣传活动场次]", "甲") ENTRY("indicator", "乙"));
    sample_change(s, ZP_ELEMENT_REMOVED, "indicator[1]", "法制宣传活动场次", "18次", NULL);
    sample_change(s, ZP_VALUE_CHANGED, "indicator[1].score", "全年开展", "5", "4");
    package_reasons reasons = find(s, "");
    reason_is(reasons.of[0], "甲");
    reason_is(reasons.of[1], "乙");
    assert_int_equal(zp_messages_count(s->messages, ZP_REMARK), 0);
}

static void test_report(void **state) {
    sample *s = *state;
    static const char *const entries[] = {
        ENTRY("report", "甲") ENTRY("report.problems", "乙"),
        ENTRY("报告", "甲") ENTRY("存在的问题及原因分析", "乙"),
        ENTRY("报告", "甲") ENTRY("七、存在的问题及原因分析", "乙"),
        ENTRY("report", "甲") ENTRY("report.sections.problems", "乙"),
    };
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        sample_new_version(s, NULL, NULL, entries[i]);
        sample_change(s, ZP_REPORT_ADDED, "report.problems", "报告", NULL, "新");
        sample_change(s, ZP_REPORT_REMOVED, "report.problems", "报告", "旧", NULL);
        sample_change(s, ZP_REPORT_CHANGED, "report.overview", "报告", "旧", "新");
        sample_change(s, ZP_VALUE_CHANGED, "report.date", "报告 › 封面日期", "1", "2");
        package_reasons reasons = find(s, "丁");
        reason_is(reasons.of[0], "乙");
        reason_is(reasons.of[1], "乙");
        reason_is(reasons.of[2], "甲");
        reason_is(reasons.of[3], "甲");
    }
    assert_int_equal(zp_messages_count(s->messages, ZP_REMARK), 0);
}

// A sentence that quotes a figure follows it: nobody has to say so.
static void test_sentence_that_follows(void **state) {
    sample *s = *state;
    sample_new_report(s, "街道的各项职责由14个机构", "街道的各项职责由15个机构");
    zp_difference *quoting =
        sample_change(s, ZP_REPORT_CHANGED, "report.overview", "报告", "旧", "新");
    quoting->old_place = (zp_place){s->old.report_file, 3, 1};
    quoting->new_place = (zp_place){s->new.report_file, 3, 1};
    zp_difference *rewritten =
        sample_change(s, ZP_REPORT_CHANGED, "report.overview", "报告", "旧", "新");
    rewritten->old_place = (zp_place){s->old.report_file, 7, 1};
    rewritten->new_place = (zp_place){s->new.report_file, 7, 1};
    package_reasons reasons = find(s, "");
    reason_is(reasons.of[0], "引用的数据已更正，文字随之更正。");
    reason_is(reasons.of[1], "");
    assert_true(zp_text_starts(told(s, "revision-reason")->text, "one change has no reason: "));
    assert_int_equal(told(s, "revision-reason")->place.line, 7);
    reasons = find(s, "乙");
    reason_is(reasons.of[0], "乙");
}

// A total that the form computes follows from what it adds up.
static void test_computed(void **state) {
    sample *s = *state;
    sample_new_version(s, NULL, NULL, ENTRY("indicator[1]", "甲"));
    score(s);
    zp_difference *total = sample_change(s, ZP_VALUE_CHANGED, "total.score", "总分", NULL, NULL);
    total->old = ZP_TEXT("99");
    total->new = ZP_TEXT("98");
    package_reasons reasons = find(s, "");
    reason_is(reasons.of[0], "甲");
    reason_is(reasons.of[1], "由有关数据计算得出，随之更正。");
    assert_int_equal(zp_messages_count(s->messages, ZP_REMARK), 0);
}

// What was said of the correction before is not told as unused, gives way to what is new, and is
// told where it stands in for it.
static void test_chain(void **state) {
    sample *s = *state;
    sample_new_version(s, NULL, NULL, ENTRY("indicator[1].score", "甲") ENTRY("funds.score", "丙"));
    s->old = s->new;
    sample_new_version(s, NULL, NULL,
                       ENTRY("indicator[1].score", "甲") ENTRY("funds.score", "丙")
                           ENTRY("indicator", "乙"));
    s->differences.old.record = &s->old;
    score(s);
    reason_is(find(s, "").of[0], "乙");
    assert_int_equal(zp_messages_count(s->messages, ZP_REMARK), 0);
    sample_change(s, ZP_VALUE_CHANGED, "funds.score", "", "10", "9");
    reason_is(find(s, "").of[1], "丙");
    assert_int_equal(sample_told(s, "revision-again"), 1);
    assert_int_equal(zp_messages_count(s->messages, ZP_REMARK), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_most_exact, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_first_of_two, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_whole_steps, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_unused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_missing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_removed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_report, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sentence_that_follows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_computed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_chain, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
