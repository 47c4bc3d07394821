// The schema file, what it refuses, and every bad input: texts here, folders in tests/bad-input,
// and those too large to keep, made on the spot. Runs from the repository's root, or with
// ZIPING_SOURCE set to it.
#define _XOPEN_SOURCE 700 // mkdtemp, ftruncate
#include "record/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#ifndef ZIPING_SOURCE
#define ZIPING_SOURCE "."
#endif

typedef struct fixture {
    zp_arena *arena;
    zp_messages *messages;
    zp_schema *schema;
    const char *folder; // an empty one, to be filled
} fixture;

static int set_up(void **state) {
    fixture *f = zp_allocate(sizeof *f);
    *f = (fixture){zp_arena_new(), zp_messages_new(), NULL, NULL};
    char pattern[] = "/tmp/ziping-record-XXXXXX";
    f->folder = zp_arena_string(f->arena, zp_text_of(mkdtemp(pattern)));
    *state = f;
    return zp_schema_load(f->arena, f->messages, ZIPING_SOURCE "/templates/unit-year.schema.json",
                          &f->schema) == ZP_OK
               ? 0
               : 1;
}

static int tear_down(void **state) {
    fixture *f = *state;
    unlink(zp_path_join(f->arena, f->folder, "unit.toml"));
    unlink(zp_path_join(f->arena, f->folder, "unit.json"));
    unlink(zp_path_join(f->arena, f->folder, "report.md"));
    rmdir(f->folder);
    zp_arena_free(f->arena);
    zp_messages_free(f->messages);
    free(f);
    return 0;
}

static void empty_messages(fixture *f) {
    zp_messages_free(f->messages);
    f->messages = zp_messages_new();
}

// Each message as `line:column id`, with a blank between.
static const char *brief_from(const fixture *f, zp_severity least) {
    zp_buffer out = {0};
    const zp_message *message;
    for (size_t i = 0; (message = zp_messages_at(f->messages, i)) != NULL; i++) {
        if (message->severity < least) {
            continue;
        }
        zp_buffer_print(&out, "%s%u:%u %s", out.size > 0 ? ", " : "", message->place.line,
                        message->place.column, message->id);
    }
    const char *text = zp_arena_string(f->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

static const char *brief(const fixture *f) {
    return brief_from(f, ZP_REMARK);
}

static const char *errors(const fixture *f) {
    return brief_from(f, ZP_ERROR);
}

static void write_file(const fixture *f, const char *name, const char *text, size_t size) {
    zp_messages *messages = zp_messages_new();
    const char *path = zp_path_join(f->arena, f->folder, name);
    assert_int_equal(zp_file_write(messages, path, text, size), ZP_OK);
    zp_messages_free(messages);
}

static zp_status load(fixture *f, zp_record *record) {
    return zp_record_load(f->arena, f->messages, f->schema, f->folder, record);
}

// ---------------------------------------------------------------- texts

#define HEAD "form = \"a\"\nyear = 2023\n[unit]\nname = \"甲\"\n" // four lines

static const struct {
    const char *text, *wanted;
} texts[] = {
    {HEAD, ""},
    {"x = [1,\n", "2:1 toml-syntax"},
    {HEAD "[staff]\nposts = 1\nposts = 2\n", "7:9 duplicate-key"},
    {HEAD "[staff]\nposts = 0x1F\n", "6:9 number-base"},
    {HEAD "[staff]\nposts = 0o17\n", "6:9 number-base"},
    {HEAD "[staff]\nposts = 0b11\n", "6:9 number-base"},
    {HEAD "[staff]\nposts = -inf\n", "6:9 number-not-finite"},
    {HEAD "[staff]\nposts = nan\n", "6:9 number-not-finite"},
    {HEAD "[staff]\nposts = 1e3\n", "6:9 number-exponent"},
    {HEAD "[staff]\nposts = 99999999999999999999\n", "6:29 number-size"},
    {HEAD "[staff]\nposts = 0.12345678901234567\n", "6:9 number-size"},
    {HEAD "[report]\ndate = 2024-05-28T10:00:00Z\n", "6:8 date-without-quotes"},
    {HEAD "[report]\ndate = 10:00:00\n", "6:8 date-without-quotes"},
    {HEAD "[unit2]\nx = \"\\u0007\"\n", "6:6 control-character"},
    {HEAD "[unit2]\nx = \"中\x07\"\n", "6:7 control-character"},
    {HEAD "[unit2]\nx = \"\xC2\x85\"\n", "6:6 control-character"},
    {HEAD "[unit2]\nx = \"\\uD800\"\n", "6:6 lone-surrogate"},
    {HEAD "\"a\\tb\" = 1\n", "5:3 control-character"},
    {HEAD "[unit2]\nx = 、\n", "6:5 toml-syntax"},
    {HEAD "单位 = 1\n", "5:1 toml-syntax"},
    {HEAD "[^a]\n", "5:2 toml-syntax"}, // an assertion of toml++ 3.3 fails on this
    {HEAD "[austerity]\nmeasures = \"\"\"\\\n《办法》·\"\"\" # 、\n", ""}, // and one on this
    {HEAD "[staff]\nposts = 12a\n", "6:11 toml-syntax"},
    {"{\"a\": null}", "1:7 null"},
    {"{\"a\": 1, \"b\": {\"c\": 1,\n\"c\": 2}}", "2:1 duplicate-key"},
    {"{\"a\": 1,}", "1:9 json-syntax"},
    {"{\"a\": 1} x", "1:10 json-syntax"},
    {"{\"a\": \"\\ud800\"}", "1:8 lone-surrogate"},
    {"{\"a\": \"\\udc00\"}", "1:8 lone-surrogate"},
    {"{\"a\": \"\\u0000\"}", "1:8 control-character"},
    {"{\"a\": 1E5}", "1:7 number-exponent"},
    {"{\"a\": NaN}", "1:7 json-syntax"},
    {"{\"a\": 1234567890123456789012}", "1:7 number-size"},
    {"{“a”: 1}", "1:2 json-syntax"},
    {"[1]", "1:1 json-root"},
    // The schema: every finding of a file, in the order of the file.
    {"year = 2023\n[unit]\n", "1:1 missing-key, 2:1 missing-key"},
    {"form = \"../a\"\nyear = 2100\nunit = 3\n",
     "1:8 wrong-form, 2:8 out-of-range, 3:8 wrong-type"},
    {"form = 1\nyear = 2023.5\nunit = { name = \" 　\" }\n",
     "1:8 wrong-type, 2:8 wrong-type, 3:17 blank-text"},
    {HEAD "[staff]\nposts = true\nin_post = \"97人\"\ncontrol_rate = \"约100%\"\nin_posts = 1\n",
     "6:9 wrong-type, 7:11 not-a-count, 8:16 not-a-rate, 9:1 unknown-key"},
    {HEAD "[funds]\nopening = \"12,5\"\nfull_year = 1.23456\nexecuted = \"15.8x\"\nscore = -1\n",
     "6:11 not-an-amount, 7:13 not-an-amount, 8:12 not-an-amount, 9:9 not-a-score"},
    {HEAD "[funds]\nopening = -1.2345\nfull_year = \"——\"\nexecuted = \"不适用\"\n"
          "income = { general = \"\", other = \"/\" }\n",
     ""},
    {HEAD
     "[expenditure]\npublic = [1, 2]\noffice = [1, 2, 3, 4]\noverseas = [\"无\", \"-\", \"—\"]\n"
     "[[project]]\nname = \"乙\"\nfunds = { total = [1] }\n",
     "6:10 amounts-count, 7:10 amounts-count, 11:19 amounts-count"},
    {HEAD "[report]\ndate = \"2024-13\"\nsections = { overview = \"无。\" }\n", "6:8 not-a-date"},
    {HEAD "[[indicator]]\nlevel1 = \"a\"\n[[indicator]]\nlevel1 = \"a\"\nlevel2 = \"b\"\n"
          "rows = [{ target = 1, weigth = 5 }]\n",
     "5:1 missing-key, 10:23 unknown-key"},
    {HEAD "[facts]\na1 = 1\nA = 2\nb = []\n", "7:1 unknown-key, 8:5 wrong-type"},
};

static void test_texts(void **state) {
    fixture *f = *state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        zp_value *root = NULL;
        zp_text text = zp_text_of(texts[i].text);
        bool json = text.data[0] == '{' || (text.data[0] == '[' && text.data[1] == '1');
        zp_status status =
            (json ? zp_read_json : zp_read_toml)(f->arena, f->messages, "unit", text, &root);
        if (status == ZP_OK) {
            status = zp_schema_check(f->schema, f->messages, root);
        }
        if (strcmp(brief(f), texts[i].wanted) != 0) {
            fail_msg("%s gives %s, wanted %s", texts[i].text, brief(f), texts[i].wanted);
        }
        assert_int_equal(status, texts[i].wanted[0] != '\0' ? ZP_BAD_INPUT : ZP_OK);
        empty_messages(f);
    }
}

static void says(fixture *f, const char *text, const char *wanted) {
    zp_value *root = NULL;
    assert_int_equal(zp_read_toml(f->arena, f->messages, "unit", zp_text_of(text), &root), ZP_OK);
    assert_int_equal(zp_schema_check(f->schema, f->messages, root), ZP_BAD_INPUT);
    zp_text found = zp_messages_at(f->messages, 0)->text;
    if (strstr(zp_arena_string(f->arena, found), wanted) == NULL) {
        fail_msg("%.*s lacks %s", ZP_ARG(found), wanted);
    }
    empty_messages(f);
}

static void test_wording(void **state) {
    fixture *f = *state;
    says(f, HEAD "[staff]\nin_posts = 1\n", "did you mean `in_post`?");
    says(f, HEAD "[austerity]\nplans = 1\n", "it may have `measures`");
    says(f, HEAD "[staff]\nindicator = []\n", "before the first [heading]");
    says(f, HEAD "[expenditure]\npublic = [1]\n", "last year's final, this year's budget");
    says(f, HEAD "[expenditure]\npublic = [1, \"x\", 2]\n",
         "`expenditure.public.budget` (公用经费)");
    says(f, HEAD "[[project]]\nname = \"乙\\n丙\"\nx = 1\n", "in `project[乙 丙]`");
}

static void test_more_findings(void **state) {
    fixture *f = *state;
    zp_buffer text = {0};
    zp_buffer_add_string(&text, HEAD "[[building]]\n");
    for (int i = 0; i < 250; i++) {
        zp_buffer_print(&text, "zz%d = 1\n", i);
    }
    zp_value *root = NULL;
    assert_int_equal(zp_read_toml(f->arena, f->messages, "unit", zp_buffer_text(&text), &root),
                     ZP_OK);
    assert_int_equal(zp_schema_check(f->schema, f->messages, root), ZP_BAD_INPUT);
    assert_int_equal(zp_messages_count(f->messages, ZP_REMARK), 101);
    const zp_message *last = zp_messages_at(f->messages, 100);
    assert_string_equal(last->id, "more-findings");
    assert_true(zp_text_starts(last->text, "150 more"));
    zp_buffer_free(&text);
}

// ---------------------------------------------------------------- the schema itself

static void test_schema_refused(void **state) {
    static const char *const cases[][2] = {
        {"{ \"type\": \"object\", \"minProperties\": 1 }", "1:21 schema-keyword"},
        {"{ \"type\": \"objekt\" }", "1:11 schema-value"},
        {"{ \"properties\": { \"a\": { \"$ref\": \"#/definitions/b\" } } }", "1:34 schema-value"},
        {"{ \"definitions\": { \"b\": {} }, \"items\": { \"$ref\": \"#/definitions/b\", "
         "\"title\": \"c\" } }",
         "1:50 schema-value"},
        {"{ \"pattern\": \"\\\\d+\" }", "1:14 schema-pattern"},
        {"{ \"minimum\": 0.5 }", "1:14 schema-value"},
        {"{ \"items\": [] }", "1:12 schema-value"},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zp_schema *schema = NULL;
        write_file(f, "unit.json", cases[i][0], strlen(cases[i][0]));
        assert_int_equal(zp_schema_load(f->arena, f->messages,
                                        zp_path_join(f->arena, f->folder, "unit.json"), &schema),
                         ZP_BAD_INPUT);
        assert_string_equal(brief(f), cases[i][1]);
        empty_messages(f);
    }
}

// ---------------------------------------------------------------- folders

// The folders of tests/bad-input that this part answers for.
static void test_bad_input(void **state) {
    fixture *f = *state;
    char line[256], name[64], wanted[128];
    unsigned checked = 0;
    FILE *list = fopen(ZIPING_SOURCE "/tests/bad-input/expected.txt", "r");
    assert_non_null(list);
    while (fgets(line, sizeof line, list) != NULL) {
        if (line[0] == '#' || sscanf(line, "%63[^\t]\t%127[^\n]", name, wanted) != 2) {
            continue;
        }
        zp_record record;
        zp_text folder = zp_arena_print(f->arena, ZIPING_SOURCE "/tests/bad-input/%s", name);
        // What is fine here is a later part's case; record_cases below says how many are not.
        if (zp_record_load(f->arena, f->messages, f->schema, folder.data, &record) != ZP_OK) {
            *strchr(wanted, '\t') = ' ';
            if (!zp_text_starts(zp_text_of(errors(f)), wanted)) {
                fail_msg("%s: %s, wanted %s", name, errors(f), wanted);
            }
            checked++;
        }
        empty_messages(f);
    }
    fclose(list);
    enum { record_cases = 31 };
    assert_in_range(checked, record_cases, 1000);
}

static void test_generated(void **state) {
    enum { DEEP = 10000, HUGE_SIZE = 100 * 1024 * 1024 };
    fixture *f = *state;
    zp_record record;
    const char *const heads[] = {"x = ", "x = ", "", "["}, *const parts[] = {"[", "{a=", "a.",
                                                                             "a."};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        zp_buffer text = {0};
        zp_buffer_add_string(&text, heads[i]);
        for (int j = 0; j < DEEP; j++) {
            zp_buffer_add_string(&text, parts[i]);
        }
        write_file(f, "unit.toml", text.data, text.size);
        zp_buffer_free(&text);
        assert_int_equal(load(f, &record), ZP_BAD_INPUT);
        assert_string_equal(zp_messages_at(f->messages, 0)->id, "nesting");
        assert_int_equal(zp_messages_at(f->messages, 0)->place.line, 1);
        empty_messages(f);
    }
    const char *path = zp_path_join(f->arena, f->folder, "unit.toml");
    assert_int_equal(truncate(path, HUGE_SIZE), 0);
    assert_int_equal(load(f, &record), ZP_BAD_INPUT);
    assert_string_equal(brief(f), "0:0 file-size");
    empty_messages(f);
    unlink(path);
    char *deep = zp_allocate(DEEP);
    memset(deep, '[', DEEP);
    write_file(f, "unit.json", deep, DEEP);
    free(deep);
    assert_int_equal(load(f, &record), ZP_BAD_INPUT);
    assert_string_equal(brief(f), "1:65 nesting");
}

static void test_load(void **state) {
    static const char json[] = "\xEF\xBB\xBF{ \"form\": \"a\", \"year\": 2023,\n"
                               "\"unit\": { \"name\": \"甲\" }, \"report\": { \"sections\": {} } }";
    static const char toml[] = HEAD "[report]\nfile = \"./report.md\"\n";
    fixture *f = *state;
    zp_record record;
    write_file(f, "unit.json", json, sizeof json - 1);
    assert_int_equal(load(f, &record), ZP_OK);
    assert_null(record.report_file);
    assert_int_equal(record.report.size, 0);
    assert_true(zp_text_starts(record.name, "ziping-record-"));
    unlink(zp_path_join(f->arena, f->folder, "unit.json"));
    write_file(f, "unit.toml", toml, sizeof toml - 1);
    write_file(f, "report.md", "\xEF\xBB\xBF# 一\n", 9);
    assert_int_equal(load(f, &record), ZP_OK);
    assert_true(zp_text_is(record.report, "# 一\n"));
    assert_string_equal(record.report_file, zp_path_join(f->arena, f->folder, "report.md"));
    write_file(f, "report.md", "# \xD2\xBB\n", 5);
    assert_int_equal(load(f, &record), ZP_OK); // by chance GBK's 一 is UTF-8 too
    write_file(f, "report.md", "# \xB6\xFE\n", 5);
    assert_int_equal(load(f, &record), ZP_BAD_INPUT);
    assert_string_equal(brief(f), "1:3 invalid-utf8");
    empty_messages(f);
    const char *nowhere = zp_path_join(f->arena, f->folder, "nowhere");
    assert_int_equal(zp_record_load(f->arena, f->messages, f->schema, nowhere, &record),
                     ZP_BAD_INPUT);
    assert_string_equal(brief(f), "0:0 no-folder");
}

// With both files there unit.toml is read and a remark made; a file may be named itself.
static void test_both_files(void **state) {
    static const char json[] =
        "{ \"form\": \"j\", \"year\": 2023, \"unit\": { \"name\": \"甲\" } }";
    fixture *f = *state;
    zp_record record;
    write_file(f, "unit.toml", HEAD, sizeof HEAD - 1);
    write_file(f, "unit.json", json, sizeof json - 1);
    assert_int_equal(load(f, &record), ZP_OK);
    assert_true(zp_text_is(zp_value_text(zp_value_get(record.root, "form")), "a"));
    assert_string_equal(brief(f), "0:0 two-data-files");
    assert_int_equal(zp_messages_count(f->messages, ZP_WARNING), 0);
    empty_messages(f);
    const char *path = zp_path_join(f->arena, f->folder, "unit.json");
    assert_int_equal(zp_record_load(f->arena, f->messages, f->schema, path, &record), ZP_OK);
    assert_true(zp_text_is(zp_value_text(zp_value_get(record.root, "form")), "j"));
    assert_string_equal(record.folder, f->folder);
    assert_true(zp_text_equal(record.name, zp_path_last(f->folder)));
    assert_string_equal(brief(f), "");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_texts),          TEST(test_wording),    TEST(test_more_findings),
        TEST(test_schema_refused), TEST(test_bad_input),  TEST(test_generated),
        TEST(test_load),           TEST(test_both_files),
    };
    return cmocka_run_group_tests_name("record schema", tests, NULL, NULL);
}
