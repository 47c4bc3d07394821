// A unit read from files in memory, as from its folder; what is private, and the format's version.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "record/record.h"

#include <stdio.h>
#include <stdlib.h>

#define SCHEMA ZIPING_SOURCE "/templates/unit-year.schema.json"

typedef struct fixture {
    zp_arena *arena;
    zp_messages *messages;
    zp_schema *schema;
} fixture;

static int set_up(void **state) {
    fixture *f = zp_allocate(sizeof *f);
    *f = (fixture){zp_arena_new(), zp_messages_new(), NULL};
    assert_int_equal(zp_schema_load(f->arena, f->messages, SCHEMA, &f->schema), ZP_OK);
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

static const char *take_messages(fixture *f) {
    zp_buffer out = {0};
    for (size_t i = 0; zp_messages_at(f->messages, i) != NULL; i++) {
        zp_message_format(zp_messages_at(f->messages, i), &out);
    }
    const char *text = zp_arena_string(f->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    zp_messages_free(f->messages);
    f->messages = zp_messages_new();
    return text;
}

static zp_status load(fixture *f, const zp_source *sources, size_t count, zp_record *record) {
    return zp_record_load_sources(f->arena, f->messages, f->schema, "包.zip/数据",
                                  ZP_TEXT("某单位"), sources, count, record);
}

static zp_source source(const char *name, const char *bytes) {
    return (zp_source){zp_text_of(name), zp_text_of(bytes)};
}

static void assert_text(zp_text found, const char *wanted) {
    if (!zp_text_is(found, wanted)) {
        fail_msg("found “%.*s”, wanted “%s”", ZP_ARG(found), wanted);
    }
}

static bool same_values(const zp_value *a, const zp_value *b) {
    if (a == NULL || b == NULL) {
        return a == b;
    }
    return a->kind == b->kind && zp_text_equal(a->key, b->key) && zp_text_equal(a->text, b->text) &&
           a->place.line == b->place.line && a->place.column == b->place.column &&
           same_values(a->first, b->first) && same_values(a->next, b->next);
}

// What a folder gives is kept, and gives the same again.
static void test_round(void **state) {
    fixture *f = *state;
    static const char *const folders[] = {
        ZIPING_SOURCE "/examples/yueyanglou-2023",
        ZIPING_SOURCE "/examples/yueyanglou-2023/unit.json",
        ZIPING_SOURCE "/examples/longquan-2023",
    };
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        zp_record disk, memory;
        assert_int_equal(zp_record_load(f->arena, f->messages, f->schema, folders[i], &disk),
                         ZP_OK);
        assert_true(disk.source_count > 0);
        assert_text(disk.sources[0].name, i == 1 ? "unit.json" : "unit.toml");
        zp_text bytes;
        assert_int_equal(zp_file_read(f->arena, f->messages, disk.file, 1 << 20, &bytes), ZP_OK);
        assert_true(zp_text_equal(bytes, disk.sources[0].bytes));
        take_messages(f);
        assert_int_equal(load(f, disk.sources, disk.source_count, &memory), ZP_OK);
        assert_text(memory.name, "某单位");
        assert_text(zp_text_of(memory.file),
                    i == 1 ? "包.zip/数据/unit.json" : "包.zip/数据/unit.toml");
        assert_true(same_values(disk.root, memory.root));
        assert_true(zp_text_equal(disk.report, memory.report));
        assert_int_equal(disk.source_count, memory.source_count);
        for (size_t k = 0; k < disk.source_count; k++) {
            assert_true(zp_text_equal(disk.sources[k].name, memory.sources[k].name));
            assert_true(zp_text_equal(disk.sources[k].bytes, memory.sources[k].bytes));
        }
    }
}

static const char data[] = "form = \"yueyanglou-2023\"\nyear = 2023\nunit.name = \"某单位\"\n";

static const char *with_report(fixture *f, const char *name) {
    return zp_arena_print(f->arena, "%sreport.file = \"%s\"\n", data, name).data;
}

static void test_reports(void **state) {
    fixture *f = *state;
    static const struct {
        const char *name, *wanted; // the source it is; or what is said
        bool fine;
    } cases[] = {
        {"report.md", "report.md", true},
        {"  ./report.md ", "report.md", true},
        {"甲//乙.md", "甲/乙.md", true},
        {"../report.md",
         "包.zip/数据/unit.toml:4:15: error: the report \"../report.md\" is not in the unit's "
         "folder; "
         "write the name of a file in it, such as \"report.md\" [report-path]\n",
         false},
        {"/report.md",
         "包.zip/数据/unit.toml:4:15: error: the report \"/report.md\" is not in the unit's "
         "folder; "
         "write the name of a file in it, such as \"report.md\" [report-path]\n",
         false},
        {"./unit.toml",
         "包.zip/数据/unit.toml:4:15: error: the report \"./unit.toml\" is this very file; write "
         "the "
         "name of another, such as \"report.md\" [report-path]\n",
         false},
        {"other.md",
         "包.zip/数据/unit.toml:4:15: error: there is no file \"other.md\" in the folder; the "
         "report's text is to be there [no-report]\n",
         false},
        {".",
         "包.zip/数据/unit.toml:4:15: error: there is no file \".\" in the folder; the report's "
         "text "
         "is to be there [no-report]\n",
         false},
        {"empty.md", "包.zip/数据/empty.md: error: the file is empty [empty-file]\n", false},
        {"gbk.md",
         "包.zip/数据/gbk.md:1:1: error: the byte 0xD6 at offset 0 is not UTF-8; save the file as "
         "UTF-8 (it may be in GBK now) [invalid-utf8]\n",
         false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zp_source sources[] = {source("empty.md", " \n"), source("gbk.md", "\xD6\xD0"),
                               source("report.md", "# 一\n"), source("甲/乙.md", "# 二\n"),
                               source("unit.toml", with_report(f, cases[i].name))};
        zp_record record;
        zp_status status = load(f, sources, sizeof sources / sizeof *sources, &record);
        assert_int_equal(status, cases[i].fine ? ZP_OK : ZP_BAD_INPUT);
        if (cases[i].fine) {
            assert_int_equal(record.source_count, 2);
            assert_text(record.sources[1].name, cases[i].wanted);
        }
        assert_string_equal(take_messages(f), cases[i].fine ? "" : cases[i].wanted);
    }
}

static void test_data(void **state) {
    fixture *f = *state;
    zp_record record;
    const char *json = "{\"form\": \"a\", \"year\": 2023, \"unit\": {\"name\": \"乙\"}}";
    zp_source both[] = {source("unit.json", json), source("unit.toml", data)};
    assert_int_equal(load(f, both, 2, &record), ZP_OK);
    assert_text(record.sources[0].name, "unit.toml");
    assert_string_equal(take_messages(f),
                        "包.zip/数据: note: has both unit.toml and unit.json; unit.toml is read "
                        "(name 包.zip/数据/unit.json to have it read) [two-data-files]\n");
    assert_int_equal(load(f, both, 1, &record), ZP_OK);
    assert_text(record.sources[0].name, "unit.json");
    assert_int_equal(record.source_count, 1);
    for (size_t count = 0; count < 2; count++) { // nothing, and nothing that is data
        zp_source other = source("Unit.toml", data);
        assert_int_equal(load(f, count > 0 ? &other : NULL, count, &record), ZP_BAD_INPUT);
        assert_string_equal(take_messages(f), "包.zip/数据: error: has neither unit.toml nor "
                                              "unit.json [no-data-file]\n");
    }
    zp_source empty = source("unit.toml", "\xEF\xBB\xBF \n");
    assert_int_equal(load(f, &empty, 1, &record), ZP_BAD_INPUT);
    assert_string_equal(take_messages(f),
                        "包.zip/数据/unit.toml: error: the file is empty [empty-file]\n");
}

// ---------------------------------------------------------------- the schema

static void test_private(void **state) {
    fixture *f = *state;
    static const struct {
        const char *path;
        bool private;
    } cases[] = {
        {"signature.preparer", true}, {"signature.phone", true}, {"signature.head", false},
        {"signature", false},         {"waiver[0].by", false},   {"waiver[0].reason", false},
        {"unit.name", false},         {"facts.anything", false},
    };
    zp_value *root = NULL;
    const char *toml = "unit.name = \"甲\"\nfacts.anything = 1\n"
                       "signature = { preparer = \"乙\", phone = \"1\", head = \"丙\" }\n"
                       "[[waiver]]\nby = \"丁\"\nreason = \"戊\"\n";
    assert_int_equal(zp_read_toml(f->arena, f->messages, "unit.toml", zp_text_of(toml), &root),
                     ZP_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const zp_value *value = zp_value_find(root, zp_text_of(cases[i].path), NULL);
        assert_non_null(value);
        assert_int_equal(zp_schema_is_private(f->schema, root, value), cases[i].private);
    }
    const zp_value elsewhere = {.kind = ZP_VALUE_TEXT};
    assert_false(zp_schema_is_private(f->schema, root, &elsewhere));
}

static void test_version(void **state) {
    fixture *f = *state;
    zp_schema *profiles = NULL;
    assert_text(zp_schema_version(f->schema), "1");
    const char *file = ZIPING_SOURCE "/templates/profile.schema.json";
    assert_int_equal(zp_schema_load(f->arena, f->messages, file, &profiles), ZP_OK);
    assert_text(zp_schema_version(profiles), "");
}

static void test_source(void **state) {
    fixture *f = *state;
    zp_text bytes;
    const zp_source *source = zp_schema_source(f->schema);
    assert_text(source->name, "unit-year.schema.json");
    assert_int_equal(zp_file_read(f->arena, f->messages, SCHEMA, 1 << 20, &bytes), ZP_OK);
    assert_true(zp_text_equal(source->bytes, bytes));
}

static void test_wrong_keywords(void **state) {
    fixture *f = *state;
    static const struct {
        const char *schema, *wanted;
    } cases[] = {
        {"{\"type\": \"string\", \"x-private\": 1}",
         "1:33: error: the schema's `x-private` is not understood; wanted: true or false"},
        {"{\"type\": \"object\", \"x-private\": true}",
         "1:33: error: the schema's `x-private` is not understood; wanted: only beside \"type\": "
         "\"string\""},
        {"{\"x-version\": 1}", "1:15: error: the schema's `x-version` is not understood; wanted: a "
                               "text such as \"1\""},
        {"{\"x-version\": \"\"}", "wanted: a text such as \"1\""},
        {"{\"properties\": {\"a\": {\"x-version\": \"1\"}}}",
         "error: the schema's keyword `x-version` is not one that is checked here"},
    };
    char folder[] = "/tmp/ziping-sources-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *path = zp_path_join(f->arena, folder, "s.json");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zp_schema *schema = NULL;
        const char *text = cases[i].schema;
        assert_int_equal(zp_file_write(f->messages, path, text, strlen(text)), ZP_OK);
        assert_int_equal(zp_schema_load(f->arena, f->messages, path, &schema), ZP_BAD_INPUT);
        const char *said = take_messages(f);
        if (strstr(said, cases[i].wanted) == NULL) {
            fail_msg("%s: “%s”", text, said);
        }
    }
    assert_int_equal(remove(path), 0);
    assert_int_equal(remove(folder), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_round, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_reports, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_data, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_private, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_version, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_source, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wrong_keywords, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
