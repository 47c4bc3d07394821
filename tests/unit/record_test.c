// Reading TOML and JSON: literals, places, order, one tree for both; paths, values, patterns.
#include "record/input.h"
#include "record/pattern.h"
#include "record/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
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

static const char *print_messages(const fixture *f) {
    zp_buffer out = {0};
    for (size_t i = 0; zp_messages_at(f->messages, i) != NULL; i++) {
        zp_message_format(zp_messages_at(f->messages, i), &out);
    }
    const char *text = zp_arena_string(f->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

static zp_value *read_ok(fixture *f, const char *text) {
    zp_value *root = NULL;
    bool json = text[0] == '{';
    zp_status status = (json ? zp_read_json : zp_read_toml)(f->arena, f->messages, "unit",
                                                            zp_text_of(text), &root);
    if (status != ZP_OK) {
        fail_msg("%s", print_messages(f));
    }
    return root;
}

// ---------------------------------------------------------------- the tree

static const char toml_example[] = "# 说明\n"
                                   "year = 2_023\n"
                                   "unit.name = \"岳阳\\u697C\" # 名称\n"
                                   "b = { \"键\" = '单', \"金\" = 1, z = +5.00 }\n"
                                   "[staff]\n"
                                   "\"甲\" = [ \"中文\", 15.830, -0, true ]\n"
                                   "[[row]]\n"
                                   "name = \"一\"\n"
                                   "  [[row.sub]]\n"
                                   "  x = 1\n"
                                   "[[row]]\n"
                                   "text = \"\"\"\n一\r\n二\"\"\"\n";

static const char json_example[] =
    "{ \"year\": 2023, \"unit\": {\"name\": \"岳阳\\u697C\"},\n"
    " \"b\": {\"键\": \"单\", \"金\": 1, \"z\": 5.00},\n"
    " \"staff\": {\"甲\": [\"中文\", 15.830, -0, true]},\n"
    " \"row\": [{\"name\": \"一\", \"sub\": [{\"x\": 1}]}, {\"text\": \"一\\r\\n二\"}] }\n";

static void dump(zp_buffer *out, const zp_value *value) {
    zp_buffer_print(out, "%.*s:%d:%.*s(", ZP_ARG(value->key), (int)value->kind,
                    ZP_ARG(value->text));
    for (const zp_value *each = value->first; each != NULL; each = each->next) {
        dump(out, each);
    }
    zp_buffer_print(out, ")");
}

static void test_same_tree(void **state) {
    fixture *f = *state;
    zp_buffer toml = {0}, json = {0};
    dump(&toml, read_ok(f, toml_example));
    dump(&json, read_ok(f, json_example));
    assert_string_equal(zp_arena_string(f->arena, zp_buffer_text(&toml)),
                        zp_arena_string(f->arena, zp_buffer_text(&json)));
    zp_buffer_free(&toml);
    zp_buffer_free(&json);
}

static const char places_toml[] = "\xEF\xBB\xBF# 说明\n"
                                  "b = { \"键\" = '单', z = +1_5.00 }\n"
                                  "a.c = \"𠮷\"\n"
                                  "[staff]\n"
                                  "  \"甲\" = [ \"中文，\", 15.830, -0, true ]\n"
                                  "[[row]]\n"
                                  "  [[row.sub]]\n"
                                  "  x = 1\n"
                                  "[[row]]\n"
                                  "[deep.er]\n";

static const char places_json[] = "\xEF\xBB\xBF{ \"b\": {\"键\": \"单\", \"z\": 15.00},\r\n"
                                  "\"a\" : [ \"\\u4e2d𠮷，\" ,\n\n 7,[{}, false]] }";

static const struct {
    const char *source, *path, *text;
    unsigned line, column, key_line, key_column;
} places[] = {
    {places_toml, "b", "", 2, 5, 2, 1},
    {places_toml, "b.键", "单", 2, 13, 2, 7},
    {places_toml, "b.z", "15.00", 2, 22, 2, 18},
    {places_toml, "a", "", 3, 1, 3, 1},
    {places_toml, "a.c", "𠮷", 3, 7, 3, 3},
    {places_toml, "staff", "", 4, 1, 4, 2},
    {places_toml, "staff.甲", "", 5, 9, 5, 3},
    {places_toml, "staff.甲[0]", "中文，", 5, 11, 0, 0},
    {places_toml, "staff.甲[1]", "15.830", 5, 18, 0, 0},
    {places_toml, "staff.甲[2]", "-0", 5, 26, 0, 0},
    {places_toml, "staff.甲[3]", "true", 5, 30, 0, 0},
    {places_toml, "row", "", 6, 1, 6, 3},
    {places_toml, "row[0]", "", 6, 1, 0, 0},
    {places_toml, "row[0].sub[0].x", "1", 8, 7, 8, 3},
    {places_toml, "row[1]", "", 9, 1, 0, 0},
    {places_toml, "deep.er", "", 10, 1, 10, 7},
    {places_json, "b", "", 1, 8, 1, 3},
    {places_json, "b.键", "单", 1, 14, 1, 9},
    {places_json, "b.z", "15.00", 1, 24, 1, 19},
    {places_json, "a", "", 2, 7, 2, 1},
    {places_json, "a[0]", "中𠮷，", 2, 9, 0, 0},
    {places_json, "a[1]", "7", 4, 2, 0, 0},
    {places_json, "a[2]", "", 4, 4, 0, 0},
    {places_json, "a[2][0]", "", 4, 5, 0, 0},
    {places_json, "a[2][1]", "false", 4, 9, 0, 0},
};

static void test_places(void **state) {
    fixture *f = *state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        zp_value *root = NULL;
        bool json = places[i].source == places_json;
        assert_int_equal((json ? zp_read_json : zp_read_toml)(f->arena, f->messages, "unit",
                                                              zp_text_of(places[i].source), &root),
                         ZP_OK);
        const zp_value *value = zp_value_find(root, zp_text_of(places[i].path), NULL);
        if (value == NULL) {
            fail_msg("%s", places[i].path);
        }
        unsigned found[] = {value->place.line, value->place.column, value->key_place.line,
                            value->key_place.column};
        if (!zp_text_is(value->text, places[i].text) ||
            memcmp(found, &places[i].line, sizeof found) != 0) {
            fail_msg("%s: %.*s at %u:%u, key at %u:%u", places[i].path, ZP_ARG(value->text),
                     found[0], found[1], found[2], found[3]);
        }
    }
}

static void test_order(void **state) {
    const zp_value *root =
        read_ok(*state, "z = 1\nb = 2\n[y]\nq = 1\na = 2\n[x.k]\n[c]\n[x]\nv = 1\n[x.a]\n");
    zp_buffer out = {0};
    dump(&out, root);
    zp_buffer_add(&out, "", 1);
    assert_string_equal(out.data, ":4:(z:1:1()b:1:2()y:4:(q:1:1()a:1:2())x:4:(k:4:()v:1:1()"
                                  "a:4:())c:4:())");
    zp_buffer_free(&out);
}

// Offsets and places are each other's inverse, marks and line ends included.
static void test_input(void **state) {
    fixture *f = *state;
    zp_buffer text = {0};
    for (int i = 0; i < 500; i++) {
        zp_buffer_print(&text, "%s%s", i % 7 == 0 ? "\n" : "中", i % 3 == 0 ? "a𠮷" : "");
    }
    record_input input;
    assert_int_equal(record_input_open(f->arena, f->messages, "f", zp_buffer_text(&text), &input),
                     ZP_OK);
    uint32_t line = 1, column = 1;
    for (size_t at = 0; at < text.size;) {
        zp_place place = record_input_place(&input, at);
        assert_int_equal(place.line, line);
        assert_int_equal(place.column, column);
        assert_int_equal(record_input_offset(&input, line, column), at);
        bool end = text.data[at] == '\n';
        zp_utf8_next(zp_buffer_text(&text), &at);
        line += end;
        column = end ? 1 : column + 1;
    }
    zp_buffer_free(&text);
}

// ---------------------------------------------------------------- paths and values

static const char path_toml[] =
    "[funds]\nexecuted = 4073.53\n[expenditure]\nprojects = [1, 2, 3]\ntwo = [1, 2]\n"
    "lists = [[1], 2, 3]\n"
    "[[indicator]]\nname = \"a.b[c]《d》, （e）\"\nscore = 5\n"
    "[[indicator]]\nname = \"2023\"\nrows = [{ score = 1 }, { score = 2 }]\n"
    "[[indicator]]\nname = \"群众满意度\"\nactual = \"95%\"\n";

static const struct {
    const char *path, *text; // text NULL: not there
    size_t wrong;
} paths[] = {
    {"funds.executed", "4073.53", 0},
    {"expenditure.projects.prior", "1", 0},
    {"expenditure.projects.final", "3", 0},
    {"expenditure.projects[1]", "2", 0},
    {"indicator[0].score", "5", 0},
    {"indicator[a.b[c]《d》, （e）].score", "5", 0},
    {"indicator[群众满意度].actual", "95%", 0},
    {"indicator[2023].rows[1].score", "2", 0},
    {"", NULL, 0},
    {"fund", NULL, 0},
    {"funds.executd", NULL, 6},
    {"funds.executed.x", NULL, 15},
    {"funds..executed", NULL, 6},
    {"funds.", NULL, 6},
    {"expenditure.two.final", NULL, 16},
    {"expenditure.lists.final", NULL, 18},
    {"expenditure.projects.last", NULL, 21},
    {"indicator[9]", NULL, 9},
    {"indicator[]", NULL, 9},
    {"indicator[群众", NULL, 9},
    {"indicator[0]score", NULL, 12},
    {"[0]", NULL, 0},
    {".funds", NULL, 0},
    {"indicator[99999999999999999999]", NULL, 9},
};

static void test_paths(void **state) {
    const zp_value *root = read_ok(*state, path_toml);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        size_t wrong = 999;
        const zp_value *value = zp_value_find(root, zp_text_of(paths[i].path), &wrong);
        zp_text text = zp_value_text(value);
        bool right = paths[i].text ? value != NULL && zp_text_is(text, paths[i].text)
                                   : value == NULL && wrong == paths[i].wrong;
        if (!right) {
            fail_msg("%s: %.*s, wrong %zu", paths[i].path, ZP_ARG(text), wrong);
        }
    }
}

static void test_values(void **state) {
    static const struct {
        const char *literal;
        bool blank, decimal;
        int64_t coefficient;
        int scale;
    } cases[] = {
        {"\"\"", true, false, 0, 0},
        {"\" \\t　\"", true, false, 0, 0},
        {"\"/\"", false, false, 0, 0},
        {"\"不适用\"", false, false, 0, 0},
        {"0", false, true, 0, 0},
        {"0.00", false, true, 0, 2},
        {"-15.830", false, true, -15830, 3},
        {"\"255.76%\"", false, true, 25576, 2},
        {"\" 98 ％ \"", false, true, 98, 0},
        {"\"12.5\"", false, true, 125, 1},
        {"\"≥98%\"", false, false, 0, 0},
        {"\"1e3\"", false, false, 0, 0},
        {"true", false, false, 0, 0},
        {"[]", false, false, 0, 0},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zp_text text = zp_arena_print(f->arena, "x = %s\n", cases[i].literal);
        const zp_value *value = zp_value_get(read_ok(f, text.data), "x");
        zp_decimal number = {-1, 0};
        assert_int_equal(zp_value_blank(value), cases[i].blank);
        assert_int_equal(zp_value_decimal(value, &number), cases[i].decimal);
        if (cases[i].decimal) {
            assert_int_equal(number.coefficient, cases[i].coefficient);
            assert_int_equal(number.scale, cases[i].scale);
        }
    }
    assert_true(zp_value_blank(NULL));
    assert_false(zp_value_decimal(NULL, &(zp_decimal){0}));
    assert_null(zp_value_at(NULL, 0));
    assert_null(zp_value_get(NULL, "x"));
}

// ---------------------------------------------------------------- patterns

static void test_patterns(void **state) {
    static const struct {
        const char *pattern, *text;
        int matches; // -1: the pattern is refused
    } cases[] = {
        {"b", "abc", 1},
        {"^b", "abc", 0},
        {"c$", "abc", 1},
        {"^(a|bc|)$", "bc", 1},
        {"^(a|bc|)$", "", 1},
        {"^(a|bc|)$", "b", 0},
        {"^a*b+c?$", "aabbb", 1},
        {"^a*b+c?$", "aac", 0},
        {"^(ab){2}$", "abab", 1},
        {"^(ab){2}$", "ab", 0},
        {"^a{1,3}$", "aaa", 1},
        {"^a{1,3}$", "aaaa", 0},
        {"^a{0,2}$", "", 1},
        {"^a{0,2}$", "aaa", 0},
        {"^a{2,}$", "aaaaa", 1},
        {"^a{2,}$", "a", 0},
        {"^—{1,2}$", "——", 1},
        {"^—{1,2}$", "———", 0},
        {"^[一-龥]+$", "绩效", 1},
        {"^[^a-c%％]$", "％", 0},
        {"^[^a-c%％]$", "d", 1},
        {"^.$", "𠮷", 1},
        {"^(?:a|b)+$", "abba", 1},
        {"^\\.\\/$", "./", 1},
        {"[ \t]", "a\tb", 1},
        {"^(a?){3}$", "aa", 1},
        {"^(a|b|c|d)$", "d", 1},
        {"^[a-]+$", "a-a", 1},
        {"(a*)*b", "aaaaaaaaac", 0},
        {"\\d", "", -1},
        {"a**", "", -1},
        {"(a", "", -1},
        {"a)", "", -1},
        {"[a", "", -1},
        {"[b-a]", "", -1},
        {"a{2", "", -1},
        {"a{3,2}", "", -1},
        {"a{101}", "", -1},
        {"(?=a)", "", -1},
        {"*a", "", -1},
        {"a\\", "", -1},
        {"(((a{99}){99}){99}){9}", "", -1},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t wrong = 0;
        record_pattern *pattern =
            record_pattern_new(f->arena, zp_text_of(cases[i].pattern), &wrong);
        int found =
            pattern == NULL ? -1 : record_pattern_matches(pattern, zp_text_of(cases[i].text));
        if (found != cases[i].matches) {
            fail_msg("%s on %s: %d", cases[i].pattern, cases[i].text, found);
        }
    }
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_same_tree), TEST(test_places), TEST(test_order),    TEST(test_input),
        TEST(test_paths),     TEST(test_values), TEST(test_patterns),
    };
    return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
