// Rules B1.2 and B1.3, and the characters that no text may hold: each with its place, in a file, in
// values with escapes, in names.
#define _XOPEN_SOURCE 700 // mkdtemp
#include "record/characters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct fixture {
    zp_arena *arena;
    zp_messages *messages;
    zp_schema *schema;
    const char *folder;
} fixture;

static int set_up(void **state) {
    fixture *f = zp_allocate(sizeof *f);
    *f = (fixture){zp_arena_new(), zp_messages_new(), NULL, NULL};
    char pattern[] = "/tmp/ziping-characters-XXXXXX";
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

// Each message as `line:column id`, with a blank between; they are then forgotten.
static const char *take_brief(fixture *f) {
    zp_buffer out = {0};
    const zp_message *message;
    for (size_t i = 0; (message = zp_messages_at(f->messages, i)) != NULL; i++) {
        zp_buffer_print(&out, "%s%u:%u %s", i > 0 ? ", " : "", message->place.line,
                        message->place.column, message->id);
    }
    const char *text = zp_arena_string(f->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    zp_messages_free(f->messages);
    f->messages = zp_messages_new();
    return text;
}

static bool pass(fixture *f, zp_text *text, bool name) {
    record_input input;
    assert_int_equal(record_input_open(f->arena, f->messages, "f", *text, &input), ZP_OK);
    return record_characters(&(record_text){f->arena, f->messages, &input, NULL, name, NULL}, text);
}

static const struct {
    const char *text, *set, *wanted;
    bool name;
} cases[] = {
    // NFKC would change all of these.
    {"15250㎡，100％……① ℃（０ ﬁ ¼ ㈱ ︵", NULL, "", false},
    {"一e\u0301二", "一\u00E9二", "1:2 not-nfc", false},
    {"一e\u0301二", NULL, "1:2 not-nfc", true},
    {"一\n二Å\u212B", "一\n二Å\u00C5", "2:3 not-nfc", false},
    {"\u0344", "\u0308\u0301", "1:1 not-nfc", false},
    {"\u1112\u1161\u11AB", "한", "1:1 not-nfc", false},
    {"a\u0323\u0307", "\u1EA1\u0307", "1:1 not-nfc", false},
    {"q\u0323\u0307", NULL, "", false},
    {"q\u0307\u0323", "q\u0323\u0307", "1:1 not-nfc", false},
    {"神\uFA19社", "神\u795E社", "1:2 compatibility-ideograph", false},
    {"神\uFA19社", NULL, "1:2 compatibility-ideograph", true},
    {"\U0002F8A6", "\u6148", "1:1 compatibility-ideograph", false},
    {"\uFA0E\uFA0F\uFA11\uFA13\uFA14\uFA1F\uFA21\uFA23\uFA24\uFA27\uFA28\uFA29", NULL, "", false},
    {"⼈⻅⺀", NULL, "1:1 radical, 1:2 radical, 1:3 radical", false},
    {"一\u200B二\u00AD三", "一二三", "1:2 invisible-character, 1:4 invisible-character", false},
    {"一\u2060二\u202E三\uFEFF", "一二三",
     "1:2 invisible-character, 1:4 invisible-character, 1:6 invisible-character", true},
    {"e\u200B\u0301", "\u00E9", "1:2 invisible-character, 1:1 not-nfc", false},
    {"👩\u200D👧 ❤\uFE0F\u200D🔥", NULL, "", false},
    {"一\u200D👧", "一👧", "1:2 invisible-character", false},
    {"\u0628\u200C\u0628", NULL, "", false},
    {"“\uFE01葛\U000E0100", NULL, "", true},
    {"\uFE00一\n\U000E0101二", "一\n二", "1:1 selector-without-base, 2:1 selector-without-base",
     false},
    {"一\uFE00\uFE01", "一\uFE00", "1:3 selector-without-base", false},
    {"\tab\r\n", NULL, "", false},
    {"一\uFFFE\uFDD0\U0010FFFF", NULL, "1:2 noncharacter, 1:3 noncharacter, 1:4 noncharacter",
     false},
    {"\uE000\U00100000\uE81E", NULL, "1:1 private-use, 1:2 private-use, 1:3 private-use", false},
    {"\u0378", NULL, "1:1 unassigned", false},
    {"\uFFFD", NULL, "1:1 replacement-character", false},
};

static void test_cases(void **state) {
    fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zp_text text = zp_text_of(cases[i].text);
        bool fine = pass(f, &text, cases[i].name);
        const char *got = take_brief(f);
        const char *set = cases[i].set != NULL ? cases[i].set : cases[i].text;
        if (!zp_text_is(text, set) || strcmp(got, cases[i].wanted) != 0 ||
            fine != (strstr(got, "noncharacter") == NULL)) {
            fail_msg("%s gives %.*s, %s; wanted %s", cases[i].text, ZP_ARG(text), got,
                     cases[i].wanted);
        }
    }
}

static void test_words(void **state) {
    fixture *f = *state;
    static const struct {
        const char *text, *wanted;
    } words[] = {
        {"e\u0301", "e\u0301 (U+0065 U+0301) is set as \u00E9 (U+00E9)"},
        {"\uF90A", "the compatibility ideograph \uF90A (U+F90A) is set as 金 (U+91D1)"},
        {"⼈", "write 人 (U+4EBA)"},
        {"⻅", "write 见 (U+89C1)"},
        {"⺀", "write the character that is meant"},
        {"\u200B", "the character U+200B (ZERO WIDTH SPACE) cannot be seen; it is left out"},
        {"\uE81E", "is 龴 (U+9FB4): write that"},
        {"\uE816", "is 𠂇 (U+20087): write that"},
        {"\uE78E", "(U+FE12): write that"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        zp_text text = zp_text_of(words[i].text);
        pass(f, &text, false);
        if (strstr(zp_messages_at(f->messages, 0)->text.data, words[i].wanted) == NULL) {
            fail_msg("%s: %s", words[i].wanted, zp_messages_at(f->messages, 0)->text.data);
        }
        take_brief(f);
    }
}

// What is passed without a look is NFC by itself and joins nothing before it, and only the
// compatibility ideographs that NFC changes are called so.
static void test_every_character(void **state) {
    (void)state;
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&error);
    size_t compatible = 0, radicals = 0, plain = 0;
    for (uint32_t c = 0; c < 0x110000; c++) {
        bool surrogate = c >= 0xD800 && c < 0xE000;
        character_kind kind = surrogate ? CHARACTER_NOT : record_character_kind(c);
        UChar to[8];
        bool folds = unorm2_getDecomposition(nfc, (UChar32)c, to, 8, &error) == 1;
        if (kind == CHARACTER_PLAIN) {
            assert_true(unorm2_hasBoundaryBefore(nfc, (UChar32)c));
            assert_int_equal(u_getIntPropertyValue((UChar32)c, UCHAR_NFC_QUICK_CHECK), UNORM_YES);
            assert_true(u_isgraph((UChar32)c) || u_isspace((UChar32)c) ||
                        u_charType((UChar32)c) == U_FORMAT_CHAR);
            assert_true(u_isdefined((UChar32)c));
            plain++;
        }
        compatible += kind == CHARACTER_COMPATIBILITY;
        radicals += kind == CHARACTER_RADICAL;
        if (c >= 0xF900 && c <= 0xFAFF && folds) {
            assert_int_equal(kind, CHARACTER_COMPATIBILITY);
        }
        if (kind == CHARACTER_RADICAL && c != 0x2E80) {
            assert_int_not_equal(record_character_meant(c), 0);
        }
    }
    assert_int_equal(radicals, 214 + 115);
    assert_int_equal(compatible, 460 + 542); // 472 in the BMP without the twelve
    assert_true(plain > 100000);
}

// ---------------------------------------------------------------- repetition and size

static zp_text repeated(fixture *f, const char *text, size_t times) {
    zp_buffer out = {0};
    for (size_t i = 0; i < times; i++) {
        zp_buffer_add_string(&out, text);
    }
    zp_text copy = zp_arena_copy(f->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return copy;
}

static void test_summed_up(void **state) {
    fixture *f = *state;
    zp_text text = repeated(f, "⼈一", 3000);
    pass(f, &text, false);
    assert_int_equal(zp_messages_count(f->messages, ZP_REMARK), 21);
    const zp_message *last = zp_messages_at(f->messages, 20);
    assert_true(zp_text_is(last->text, "U+2F08 stands in this text 2980 times more, from here on"));
    assert_int_equal(last->place.column, 41);
    take_brief(f);
    zp_buffer many = {0};
    for (uint32_t c = 0xE000; c < 0xE000 + 5000; c++) {
        char bytes[4];
        zp_buffer_add(&many, bytes, zp_utf8_put(c, bytes));
    }
    text = zp_buffer_text(&many);
    pass(f, &text, false);
    assert_int_equal(zp_messages_count(f->messages, ZP_REMARK), 101);
    assert_non_null(strstr(zp_messages_at(f->messages, 100)->text.data, "4900 more findings"));
    zp_buffer_free(&many);
}

// A sort of the marks on one character, as normalising does it, would take hours.
static void test_marks_without_end(void **state) {
    fixture *f = *state;
    zp_text text = repeated(f, "\u0301\u0323", 1000000);
    assert_false(pass(f, &text, false));
    assert_string_equal(zp_messages_at(f->messages, 0)->id, "combining-marks");
    assert_int_equal(zp_messages_at(f->messages, 0)->place.column, 31);
    take_brief(f);
    text = repeated(f, "\u1161", 1000000); // jamo that join all that stands before
    assert_true(pass(f, &text, false));
}

// ---------------------------------------------------------------- values

static zp_status load(fixture *f, const char *name, const char *data, zp_record *record) {
    const char *path = zp_path_join(f->arena, f->folder, name);
    assert_int_equal(zp_file_write(f->messages, path, data, strlen(data)), ZP_OK);
    return zp_record_load(f->arena, f->messages, f->schema, path, record);
}

static void assert_value(const zp_record *record, const char *path, const char *wanted) {
    const zp_value *value = zp_value_find(record->root, zp_text_of(path), NULL);
    assert_non_null(value);
    if (!zp_text_is(value->text, wanted)) {
        fail_msg("%s is %.*s", path, ZP_ARG(value->text));
    }
}

static const char toml[] = "form = \"a\"\n"
                           "year = 2023\n"
                           "[unit]\n"
                           "name = '神\uFA19e\u0301'\n"
                           "short_name = \"\"\"\n"
                           "一\\\n"
                           "   二\uFA19\n"
                           "三\\uFA19\\t\\U0000FA19\"\"\"\n"
                           "[facts]\n"
                           "a = \"\\u795E\\\"\uFA19\u200B\"\n"
                           "b = '''''\uFA19'''''\n"
                           "c.d = 1\n"
                           "[staff]\n"
                           "posts = \"1\u200B2\"\n"
                           "[[project]]\n"
                           "name = \"\uFA19\"\n"
                           "implementer = \"\uFA19\"\n";

static void test_toml(void **state) {
    fixture *f = *state;
    zp_record record;
    assert_int_equal(load(f, "unit.toml", toml, &record), ZP_BAD_INPUT); // c.d is unknown
    assert_string_equal(take_brief(f),
                        "4:10 compatibility-ideograph, 4:11 not-nfc, "
                        "7:5 compatibility-ideograph, 8:2 compatibility-ideograph, "
                        "8:10 compatibility-ideograph, "
                        "10:14 compatibility-ideograph, 10:15 invisible-character, "
                        "11:10 compatibility-ideograph, "
                        "14:11 invisible-character, "
                        "16:9 compatibility-ideograph, 17:16 compatibility-ideograph, "
                        "12:1 wrong-type");
    assert_value(&record, "unit.name", "神\uFA19e\u0301");
    assert_value(&record, "unit.short_name", "一二\uFA19\n三\uFA19\t\uFA19");
    assert_value(&record, "facts.a", "\u795E\"\u795E");
    assert_value(&record, "facts.b", "''\u795E''");
    assert_value(&record, "staff.posts", "12");
    assert_value(&record, "project[0].name", "\u795E");
    assert_value(&record, "project[0].implementer", "\uFA19");
}

// A segment is told when it ends, behind what was left out within it.
static void test_backwards(void **state) {
    fixture *f = *state;
    zp_record record;
    assert_int_equal(load(f, "unit.toml",
                          "form = \"a\"\nyear = 2023\nunit.name = \"甲\"\n"
                          "facts.a = \"一e\u200B\u0301\"\n",
                          &record),
                     ZP_OK);
    assert_string_equal(take_brief(f), "4:14 invisible-character, 4:13 not-nfc");
}

static const char json[] = "{\"form\": \"a\", \"year\": 2023,\n"
                           " \"unit\": {\"name\": \"\\uFA19\\u0065\\u0301\"},\n"
                           " \"facts\": {\"a\": \"\\\\\\uD83D\\uDE00\\/\uFA19\"},\n"
                           " \"report\": {\"sections\": {\"b\": \"一\\n\\n\\uFFFE二\\uFA19\"}}}\n";

static void test_json(void **state) {
    fixture *f = *state;
    zp_record record;
    assert_int_equal(load(f, "unit.json", json, &record), ZP_BAD_INPUT);
    assert_string_equal(take_brief(f), "2:20 compatibility-ideograph, 2:26 not-nfc, "
                                       "3:34 compatibility-ideograph, "
                                       "4:37 noncharacter, 4:44 compatibility-ideograph");
    assert_value(&record, "unit.name", "\uFA19e\u0301");
    assert_value(&record, "facts.a", "\\😀/\u795E");
    assert_value(&record, "report.sections.b", "一\n\n\uFFFE二\u795E");
    const zp_value *value = zp_value_find(record.root, ZP_TEXT("facts.a"), NULL);
    zp_place place = zp_record_place(&record, value, strlen("\\😀"));
    assert_int_equal(place.line, 3);
    assert_int_equal(place.column, 32);
    place = zp_record_place(&record, value, strlen("\\😀/")); // changed: the value's own
    assert_int_equal(place.column, 17);
}

static void test_report(void **state) {
    fixture *f = *state;
    zp_record record;
    static const char report[] = "# 神\n\n一\uFA19\u200B二e\u0301\n";
    const char *path = zp_path_join(f->arena, f->folder, "report.md");
    assert_int_equal(zp_file_write(f->messages, path, report, strlen(report)), ZP_OK);
    assert_int_equal(load(f, "unit.toml",
                          "form = \"a\"\nyear = 2023\n[unit]\nname = \"甲\"\n"
                          "[report]\nfile = \"report.md\"\n",
                          &record),
                     ZP_OK);
    assert_string_equal(take_brief(f),
                        "3:2 compatibility-ideograph, 3:3 invisible-character, 3:5 not-nfc");
    assert_true(zp_text_is(record.report, "# 神\n\n一\u795E二\u00E9\n"));
}

static const struct {
    const char *text, *wanted;
} surrogates[] = {
    {"{\"a\": \"一\\uD800\"}", "1:9 lone-surrogate"},
    {"{\"a\": \"一\\uDC00二\"}", "1:9 lone-surrogate"},
    {"{\"a\": \"一\\uDE00\\uD83D\"}", "1:9 lone-surrogate"},
    {"{\"a\": \"\\uD83D\\uDE00\\uD83D\"}", "1:20 lone-surrogate"},
    {"{\"a\": \"\\uD83D\\uDE00\\uDE00\"}", "1:20 lone-surrogate"},
    {"{\"a\\uDC00\": 1}", "1:4 lone-surrogate"},
    {"{\"a\": \"\\uD83D\\u0041\"}", "1:8 lone-surrogate"},
    {"{\"a\": \"\\n\\u0007\"}", "1:10 control-character"},
    {"{\"a\": \"\\r\\n\\u2028\"}", "1:12 control-character"},
    {"{\"a\": \"\\n\\r\"}", "1:10 control-character"},
    {"{\"a\": \"\xE2\x80\xA9\"}", "1:8 control-character"},
    {"a = \"一\\uD83D\\uDE00\"\n", "1:7 lone-surrogate"},
    {"a = \"一\\U0000DE00\"\n", "1:7 lone-surrogate"},
    {"a = \"\"\"\n一\\u0085\"\"\"\n", "2:2 control-character"},
};

static void test_escapes(void **state) {
    fixture *f = *state;
    for (size_t i = 0; i < sizeof surrogates / sizeof *surrogates; i++) {
        zp_value *root = NULL;
        zp_text text = zp_text_of(surrogates[i].text);
        bool is_json = text.data[0] == '{';
        assert_int_equal(
            (is_json ? zp_read_json : zp_read_toml)(f->arena, f->messages, "f", text, &root),
            ZP_BAD_INPUT);
        const char *got = take_brief(f);
        if (strcmp(got, surrogates[i].wanted) != 0) {
            fail_msg("%s gives %s, wanted %s", surrogates[i].text, got, surrogates[i].wanted);
        }
    }
}

static void test_name_keyword(void **state) {
    fixture *f = *state;
    static const char *const wrong[] = {
        "{\"type\": \"string\", \"x-name\": 1}",
        "{\"type\": [\"string\", \"number\"], \"x-name\": true}",
    };
    const char *path = zp_path_join(f->arena, f->folder, "unit.json");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        zp_schema *schema = NULL;
        assert_int_equal(zp_file_write(f->messages, path, wrong[i], strlen(wrong[i])), ZP_OK);
        assert_int_equal(zp_schema_load(f->arena, f->messages, path, &schema), ZP_BAD_INPUT);
        assert_non_null(strstr(take_brief(f), "schema-value"));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_cases, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_words, set_up, tear_down),
        cmocka_unit_test(test_every_character),
        cmocka_unit_test_setup_teardown(test_summed_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_marks_without_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_toml, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_backwards, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_json, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_report, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_escapes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_name_keyword, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
