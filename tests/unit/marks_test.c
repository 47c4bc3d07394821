// Rule B1.6: every rule of the table has a text that breaks it, and texts that it leaves alone.
#define _XOPEN_SOURCE 700 // mkdtemp
#include "check/marks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct fixture {
    zp_arena *arena;
    zp_messages *messages;
} fixture;

static int set_up(void **state) {
    fixture *f = zp_allocate(sizeof *f);
    *f = (fixture){zp_arena_new(), zp_messages_new()};
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    zp_arena_free(f->arena);
    zp_messages_free(f->messages);
    free(f);
    return 0;
}

static const char *take_brief(fixture *f) {
    zp_buffer out = {0};
    const zp_message *message;
    for (size_t i = 0; (message = zp_messages_at(f->messages, i)) != NULL; i++) {
        assert_int_not_equal(message->severity, ZP_ERROR);
        zp_buffer_print(&out, "%s%u:%u %s", i > 0 ? ", " : "", message->place.line,
                        message->place.column, message->id);
    }
    const char *text = zp_arena_string(f->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    zp_messages_free(f->messages);
    f->messages = zp_messages_new();
    return text;
}

// The report's Markdown, beside a unit of nothing.
static const char *brief_of_report(fixture *f, zp_text report) {
    zp_value root = {.kind = ZP_VALUE_TABLE, .place = {"unit.toml", 1, 1}};
    zp_record record = {
        .file = "unit.toml", .root = &root, .report_file = "report.md", .report = report};
    check_marks_tell(f->arena, f->messages, &record);
    return take_brief(f);
}

static const struct {
    const char *text, *wanted;
} cases[] = {
    {"全年共办理12件,满意10件。", "1:9 half-width-mark"},
    {"中心;", "1:3 half-width-mark"},
    {"其中:一", "1:3 half-width-mark"},
    {"其中: 3件", "1:3 half-width-mark"},
    {"占{{funds.rate}},其中", "1:16 half-width-mark"},
    {"3:2，1,000.5元，10:30，A:B，Word:微软", ""},
    {"网址http://a.b/c;d，e-mail:a,b", ""},
    {"出国(境)经费", "1:3 half-width-bracket"},
    {"街道(2023)年", "1:3 half-width-bracket"},
    {"(1)加强（一）", ""},
    {"Yueyang (see 1.2)", ""},
    {"所谓\"一网\"通办", "1:3 ascii-quote, 1:6 ascii-quote"},
    {"'甲'，5'6\"", "1:1 ascii-quote, 1:3 ascii-quote"},
    {"（一", "1:1 brackets"},
    {"一）二", ""}, // a number before a paragraph
    {"一二三四）二", "1:5 brackets"},
    {"1）甲", ""},
    {"a）甲", ""},
    {"甲1）", "1:3 brackets"},
    {"（一)二", "1:3 brackets"},
    {"(一）二", "1:3 brackets"},
    {"《甲〈乙》丙〉", "1:3 brackets"},
    {"“甲‘乙”", "1:3 brackets"},
    {"”甲“", "1:1 brackets, 1:3 brackets"},
    {"it’s “OK”（‘好’）", ""},
    {"得分[80,90)，(0, 5]、（1，2］", ""},
    {"[甲)", "1:3 brackets, 1:1 brackets"},
    {"（一\n二）", ""},
    {"（一\n\n二三四五）", "1:1 brackets, 3:5 brackets"},
    {"1. （甲\n2. 甲乙丙丁）", "1:4 brackets, 2:8 brackets"},
    {"| 甲（ | 甲） |\n| --- | --- |\n| 甲 | （乙）、{{a|b}}（ |",
     "1:4 brackets, 1:9 brackets, 3:18 brackets"},
    {"# （甲\n甲乙丙丁）", "1:3 brackets, 2:5 brackets"},
    {"甲。。。乙", "1:2 doubled-mark"}, // one mistake
    {"甲。。乙；。丙，，丁", "1:2 doubled-mark, 1:5 doubled-mark, 1:8 doubled-mark"},
    {"甲！？乙？！丙……。丁”，", "1:12 brackets"},
    {"≧90%≦", "1:1 relation-sign, 1:5 relation-sign"},
    {"≥90%≤", ""},
    {">=90%，<=5，a>=b", "1:1 relation-sign, 1:7 relation-sign"},
    {"约5 m²，6m2，7 M²，8m²", "1:8 area-sign, 1:13 area-sign"},
    {"5m²，6m²，7㎡", "1:10 area-sign"},
    {"5㎡，3km，M2，m2，8m20", ""},
    {"甲 乙，丙 。丁", "1:2 blank-run, 1:6 blank-run"},
    {"甲 A 乙 {{a}} 丙", ""},
    {"共 3 个，又5个", "1:2 figure-blank, 1:4 figure-blank"},
    {"共 3 个，又 5 个", ""},
    {"3\u00A0个", ""},
    {"共3\u00A0个，5个", "1:3 figure-blank"},
    {"1％2%3%", "1:2 percent-width"},
    {"1％2％\n\n3%", "3:2 percent-width"},
    {"1％2％", ""},
    {"甲　　乙　丙", "1:2 blank-run"},
    {"　　甲", ""}, // an indent, which is taken away
    {"甲{{indicator[甲,乙(丙].\"actual}}乙", ""},
    {"甲\\[乙\\]", ""},
    {"甲\\[乙", "1:3 brackets"},
};

static void test_cases(void **state) {
    fixture *f = *state;
    int wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = brief_of_report(f, zp_text_of(cases[i].text));
        if (strcmp(got, cases[i].wanted) != 0) {
            print_error("%s gives %s; wanted %s\n", cases[i].text, got, cases[i].wanted);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

// No rule of the table without a case above that breaks it.
static void test_every_rule(void **state) {
    (void)state;
    for (size_t r = 0; r < check_mark_count; r++) {
        bool found = false;
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            found = found || strstr(cases[i].wanted, check_marks[r].id) != NULL;
        }
        if (!found) {
            fail_msg("%s: %s", check_marks[r].id, check_marks[r].title);
        }
    }
}

static zp_text repeated(fixture *f, const char *text, size_t times) {
    zp_buffer out = {0};
    for (size_t i = 0; i < times; i++) {
        zp_buffer_add_string(&out, text);
    }
    zp_text copy = zp_arena_copy(f->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return copy;
}

static void assert_last(fixture *f, zp_text report, size_t count, const char *words) {
    zp_value root = {.kind = ZP_VALUE_TABLE, .place = {"unit.toml", 1, 1}};
    zp_record record = {
        .file = "unit.toml", .root = &root, .report_file = "report.md", .report = report};
    check_marks_tell(f->arena, f->messages, &record);
    assert_int_equal(zp_messages_count(f->messages, ZP_REMARK), count);
    const zp_message *last = zp_messages_at(f->messages, count - 1);
    if (strstr(last->text.data, words) == NULL) {
        fail_msg("%s", last->text.data);
    }
    take_brief(f);
}

// Findings without end are summed up; brackets, nested or crossed, take time by their number.
static void test_many(void **state) {
    fixture *f = *state;
    assert_last(f, repeated(f, "甲,", 10000), 51, "9950 more findings are not shown");
    assert_last(f, repeated(f, "（", 300000), 51, "299950 more findings");
    assert_last(f, repeated(f, "{{", 300000), 51, "599950 more findings"); // no hole has an end
    zp_buffer text = {0};
    zp_buffer_add_text(&text, repeated(f, "《", 100000));
    zp_buffer_add_text(&text, repeated(f, "〈", 100000));
    zp_buffer_add_text(&text, repeated(f, "》", 100000));
    zp_buffer_add_text(&text, repeated(f, "〉", 100000));
    assert_last(f, zp_buffer_text(&text), 1, "〈 is still open where 》 closes");
    zp_buffer_free(&text);
}

// Values are read too, each line a paragraph, and told where they stand in the file.
static void test_values(void **state) {
    fixture *f = *state;
    static const char toml[] = "form = \"a\"\n"
                               "year = 2023\n"
                               "unit.name = \"甲(乙)\"\n"
                               "[facts]\n"
                               "a = \"\\t甲\\u002C乙\"\n"
                               "b = \"\"\"\n"
                               "甲（\n"
                               "甲乙丙丁）\"\"\"\n"
                               "c = \"　　\"\n"
                               "d = \"# （\\n甲{{,乙\"\n";
    static const char json[] =
        "{\"form\": \"a\", \"year\": 2023, \"unit\": {\"name\": \"甲\"},\n"
        " \"report\": {\"date\": \"\", \"sections\": {\"a\": \"　　甲{{x(y}}\\n## 乙,丙\"}}}\n";
    char folder[] = "/tmp/ziping-check-XXXXXX";
    zp_schema *schema = NULL;
    zp_record record;
    assert_non_null(mkdtemp(folder));
    assert_int_equal(zp_schema_load(f->arena, f->messages,
                                    ZIPING_SOURCE "/templates/unit-year.schema.json", &schema),
                     ZP_OK);
    const char *files[] = {"unit.toml", "unit.json"}, *texts[] = {toml, json};
    const char *wanted[] = {"3:15 half-width-bracket, 5:9 half-width-mark, 7:2 brackets, "
                            "8:5 brackets, 10:8 brackets, 10:12 brackets, 10:13 brackets",
                            "2:60 half-width-mark"};
    for (int i = 0; i < 2; i++) {
        const char *path = zp_path_join(f->arena, folder, files[i]);
        assert_int_equal(zp_file_write(f->messages, path, texts[i], strlen(texts[i])), ZP_OK);
        assert_int_equal(zp_record_load(f->arena, f->messages, schema, path, &record), ZP_OK);
        remove(path);
        check_marks_tell(f->arena, f->messages, &record);
        assert_string_equal(take_brief(f), wanted[i]);
    }
    remove(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_cases, set_up, tear_down),
        cmocka_unit_test(test_every_rule),
        cmocka_unit_test_setup_teardown(test_many, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_values, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
