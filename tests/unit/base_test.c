#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static zp_decimal read_decimal(const char *text) {
    zp_decimal result = {0};
    assert_true(zp_decimal_read(zp_text_of(text), &result));
    return result;
}

static void assert_decimal(zp_decimal value, const char *text) {
    zp_arena *arena = zp_arena_new();
    assert_string_equal(zp_decimal_text(arena, value).data, text);
    zp_arena_free(arena);
}

static void decimals_keep_their_places(void **state) {
    (void)state;
    static const char *const texts[] = {"0",    "0.00",  "5.00",          "1013.3",
                                        "-0.5", "10.00", "999999999.9999"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_decimal(read_decimal(texts[i]), texts[i]);
    }
    assert_int_equal(zp_decimal_compare(read_decimal("5.00"), read_decimal("5")), 0);
    assert_true(zp_decimal_compare(read_decimal("-1"), read_decimal("0.1")) < 0);
}

static void what_is_no_decimal(void **state) {
    (void)state;
    static const char *const texts[] = {"",
                                        "-",
                                        ".5",
                                        "5.",
                                        "1e3",
                                        "1,000",
                                        "1 000",
                                        "12x",
                                        "+-1",
                                        "1.2.3",
                                        "99999999999999999999",
                                        "0.1234567890123",
                                        "１"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        zp_decimal out;
        assert_false(zp_decimal_read(zp_text_of(texts[i]), &out));
    }
}

static void sums_are_exact(void **state) {
    (void)state;
    zp_decimal sum = zp_decimal_of(0);
    for (int i = 0; i < 10000; i++) {
        assert_true(zp_decimal_add(sum, read_decimal("0.1"), &sum));
    }
    assert_int_equal(zp_decimal_compare(sum, zp_decimal_of(1000)), 0);
    assert_true(zp_decimal_add(sum, read_decimal("999999999.9999"), &sum));
    assert_decimal(sum, "1000000999.9999");
}

static void division_rounds_half_away_from_zero(void **state) {
    (void)state;
    zp_decimal out;
    assert_true(zp_decimal_divide(read_decimal("1"), read_decimal("3"), 4, &out));
    assert_decimal(out, "0.3333");
    assert_true(zp_decimal_divide(read_decimal("1"), read_decimal("8"), 2, &out));
    assert_decimal(out, "0.13");
    assert_true(zp_decimal_divide(read_decimal("-1"), read_decimal("8"), 2, &out));
    assert_decimal(out, "-0.13");
    assert_true(zp_decimal_divide(read_decimal("4073.53"), read_decimal("1592.87"), 4, &out));
    assert_decimal(out, "2.5574");
    assert_false(zp_decimal_divide(read_decimal("1"), read_decimal("0.00"), 2, &out));
}

static void overflow_is_told(void **state) {
    (void)state;
    zp_decimal big = {INT64_MAX, 0}, out = {42, 0};
    assert_false(zp_decimal_add(big, zp_decimal_of(1), &out));
    assert_false(zp_decimal_multiply(big, big, &out));
    assert_false(zp_decimal_round(big, 4, &out));
    assert_int_equal(out.coefficient, 42);
}

static void ill_formed_utf8_is_found(void **state) {
    (void)state;
    size_t bad = 0;
    assert_true(zp_utf8_check(ZP_TEXT("岳阳楼\xF0\xA0\x80\x80 a"), &bad));
    static const char *const texts[] = {"ab\xFF", "ab\xC0\x80", "ab\xED\xA0\x80", "ab\xE5\xB2",
                                        "ab\xF4\x90\x80\x80"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_false(zp_utf8_check(zp_text_of(texts[i]), &bad));
        assert_int_equal(bad, 2);
    }
}

static void code_points_go_there_and_back(void **state) {
    (void)state;
    static const uint32_t points[] = {'a', 0xE9, 0x5CB3, 0xFFFD, 0x20000, 0x10FFFF};
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        char bytes[4];
        zp_text text = {bytes, zp_utf8_put(points[i], bytes)};
        size_t offset = 0;
        assert_int_equal(zp_utf8_next(text, &offset), points[i]);
        assert_int_equal(offset, text.size);
    }
}

static void words_are_compared_by_edits(void **state) {
    (void)state;
    assert_int_equal(zp_text_distance(ZP_TEXT("in_posts"), ZP_TEXT("in_post"), 3), 1);
    assert_int_equal(zp_text_distance(ZP_TEXT("产出指标"), ZP_TEXT("产出标"), 3), 1);
    assert_int_equal(zp_text_distance(ZP_TEXT("abc"), ZP_TEXT("xyz"), 2), 3);
}

static void blanks_are_trimmed(void **state) {
    (void)state;
    assert_true(zp_text_is(zp_text_trim(ZP_TEXT(" \xE3\x80\x80\t岳阳\xE3\x80\x80 \n")), "岳阳"));
    assert_int_equal(zp_text_trim(ZP_TEXT("\xE3\x80\x80")).size, 0);
}

static void messages_name_their_place(void **state) {
    (void)state;
    zp_messages *messages = zp_messages_new();
    zp_report(messages, ZP_ERROR, (zp_place){"unit.toml", 3, 14}, "wrong-type", "%d is wrong", 7);
    zp_report(messages, ZP_WARNING, (zp_place){"a", 0, 0}, "odd", "odd");
    zp_report(messages, ZP_REMARK, (zp_place){0}, "said", "said");
    zp_buffer out = {0};
    for (size_t i = 0; zp_messages_at(messages, i) != NULL; i++) {
        zp_message_format(zp_messages_at(messages, i), &out);
    }
    assert_string_equal(out.data, "unit.toml:3:14: error: 7 is wrong [wrong-type]\n"
                                  "a: warning: odd [odd]\n"
                                  "ziping: note: said [said]\n");
    assert_int_equal(zp_messages_count(messages, ZP_WARNING), 2);
    zp_buffer_free(&out);
    zp_messages_free(messages);
}

static void a_quoted_megabyte_is_shortened(void **state) {
    enum { LENGTH = 300000 };
    (void)state;
    char *quoted = calloc(LENGTH + 1, 1);
    for (size_t i = 0; i < LENGTH; i += 3) {
        memcpy(quoted + i, "岳", 3);
    }
    zp_messages *messages = zp_messages_new();
    zp_report(messages, ZP_ERROR, (zp_place){0}, "long", "found “%s”, which is wrong", quoted);
    zp_text text = zp_messages_at(messages, 0)->text;
    size_t bad;
    assert_true(text.size < 1300);
    assert_int_equal(strlen(text.data), text.size);
    assert_true(zp_text_starts(text, "found “岳") && zp_utf8_check(text, &bad));
    assert_non_null(strstr(text.data, "岳 … 岳"));
    assert_non_null(strstr(text.data, "岳”, which is wrong"));
    zp_messages_free(messages);
    free(quoted);
}

static void lengths_are_exact(void **state) {
    (void)state;
    assert_int_equal(ZP_MM(210000), 595276);
    assert_int_equal(ZP_MM(297000), 841890);
    assert_int_equal(zp_scale(-5, 1, 2), -3);
    assert_int_equal(zp_scale(5, 1, 2), 3);
}

static void a_file_is_written_whole_or_not_at_all(void **state) {
    (void)state;
    char folder[] = "/tmp/ziping-base-XXXXXX";
    assert_non_null(mkdtemp(folder));
    zp_arena *arena = zp_arena_new();
    zp_messages *messages = zp_messages_new();
    const char *deep = zp_path_join(arena, folder, "a/b/c");
    assert_int_equal(zp_folder_make(messages, deep), ZP_OK);
    const char *path = zp_path_join(arena, deep, "file");
    assert_int_equal(zp_file_write(messages, path, "new", 3), ZP_OK);
    zp_text text;
    assert_int_equal(zp_file_read(arena, messages, path, 100, &text), ZP_OK);
    assert_true(zp_text_is(text, "new"));
    assert_int_equal(zp_file_read(arena, messages, path, 2, &text), ZP_BAD_INPUT);
    assert_int_equal(zp_file_read(arena, messages, deep, 100, &text), ZP_BAD_INPUT);
    // A folder stands where the file should go: the rename fails and nothing is left.
    assert_int_equal(zp_file_write(messages, zp_path_join(arena, folder, "a"), "x", 1),
                     ZP_CANNOT_WRITE);
    char command[256];
    snprintf(command, sizeof command, "test \"$(find %s -type f | wc -l)\" = 1 && rm -r %s", folder,
             folder);
    assert_int_equal(system(command), 0);
    zp_messages_free(messages);
    zp_arena_free(arena);
}

static void arenas_grow(void **state) {
    (void)state;
    zp_arena *arena = zp_arena_new();
    int *numbers = NULL;
    size_t count = 0, capacity = 0;
    for (int i = 0; i < 100000; i++) {
        *ZP_PUSH(arena, numbers, count, capacity) = i;
    }
    char *large = zp_arena_get(arena, 1 << 20);
    assert_int_equal(large[(1 << 20) - 1], 0);
    assert_int_equal(numbers[99999], 99999);
    assert_int_equal((uintptr_t)zp_arena_get(arena, 3) % _Alignof(max_align_t), 0);
    zp_arena_free(arena);
}

static void csv_fields_are_no_formulas(void **state) {
    (void)state;
    static const char *const fields[][2] = {
        {"岳阳楼", "岳阳楼"},  {"", ""},
        {"a,b", "\"a,b\""},    {"say \"x\"", "\"say \"\"x\"\"\""},
        {"=1+1", "'=1+1"},     {"＝1，2", "'＝1，2"},
        {"-1,2", "\"'-1,2\""}, {" a", "\" a\""},
        {"a\nb", "\"a\nb\""},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        zp_buffer out = {0};
        zp_csv_text(&out, zp_text_of(fields[i][0]));
        assert_true(zp_text_is(zp_buffer_text(&out), fields[i][1]));
        zp_buffer_free(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_keep_their_places),
        cmocka_unit_test(what_is_no_decimal),
        cmocka_unit_test(sums_are_exact),
        cmocka_unit_test(division_rounds_half_away_from_zero),
        cmocka_unit_test(overflow_is_told),
        cmocka_unit_test(ill_formed_utf8_is_found),
        cmocka_unit_test(code_points_go_there_and_back),
        cmocka_unit_test(words_are_compared_by_edits),
        cmocka_unit_test(blanks_are_trimmed),
        cmocka_unit_test(messages_name_their_place),
        cmocka_unit_test(a_quoted_megabyte_is_shortened),
        cmocka_unit_test(lengths_are_exact),
        cmocka_unit_test(a_file_is_written_whole_or_not_at_all),
        cmocka_unit_test(arenas_grow),
        cmocka_unit_test(csv_fields_are_no_formulas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
