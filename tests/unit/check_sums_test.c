// The checker's sums and comparisons are exact, or they say that they cannot be had.
#include "check/private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static int set_up(void **state) {
    check *c = zp_allocate(sizeof *c);
    *c = (check){.arena = zp_arena_new()};
    *state = c;
    return 0;
}

static int tear_down(void **state) {
    check *c = *state;
    zp_arena_free(c->arena);
    free(c);
    return 0;
}

static check_figure figure(check *c, const char *text) {
    return check_figure_text(c, zp_text_of(text), (zp_place){"unit.toml", 1, 1}, "数", "figure");
}

static void add(check *c, check_sum *sum, const char *text, int times) {
    check_figure each = figure(c, text);
    assert_int_equal(each.state, CHECK_NUMBER);
    for (int i = 0; i < times; i++) {
        check_sum_add(c, sum, &each);
    }
}

static void assert_total(check *c, const check_sum *sum, const char *wanted) {
    zp_decimal number;
    assert_false(sum->unknown);
    assert_true(zp_decimal_read(zp_text_of(wanted), &number));
    assert_int_equal(zp_decimal_compare(sum->total, number), 0);
    assert_string_equal(zp_decimal_text(c->arena, sum->total).data, wanted);
}

static void test_tenths(void **state) {
    check *c = *state;
    check_sum sum = {0};
    add(c, &sum, "0.1", 10000);
    assert_int_equal(sum.numbers, 10000);
    assert_total(c, &sum, "1000.0");
    add(c, &sum, "999999999.9999", 1);
    assert_total(c, &sum, "1000000999.9999");
    add(c, &sum, "-0.1", 1);
    assert_total(c, &sum, "1000000999.8999");
}

static void test_large(void **state) {
    check *c = *state;
    check_sum sum = {0};
    add(c, &sum, "999999999.9999", 1000);
    assert_total(c, &sum, "999999999999.9000");
    add(c, &sum, "-999999999.9999", 999);
    assert_total(c, &sum, "999999999.9999");
}

// A sum that does not fit is none: it is not the sum of the rest either.
static void test_limits(void **state) {
    check *c = *state;
    static const char *const beyond[][2] = {{"9223372036854775807", "1"},
                                            {"9223372036854775807", "0.1"},
                                            {"92233720368547758.07", "0.001"},
                                            {"-9223372036854775807", "-2"}};
    for (size_t i = 0; i < sizeof beyond / sizeof *beyond; i++) {
        check_sum sum = {0};
        add(c, &sum, beyond[i][0], 1);
        assert_false(sum.unknown);
        add(c, &sum, beyond[i][1], 1);
        assert_true(sum.unknown);
        assert_string_equal(sum.unknown_part.text.data, beyond[i][1]);
    }
}

static void test_differences(void **state) {
    check *c = *state;
    static const struct {
        const char *a, *b, *wanted;
    } cases[] = {
        {"5.00", "5", "0"},
        {"2673.41", "2673.40", "+0.01"},
        {"0.1", "0.3", "-0.2"},
        {"-0.1", "0.1", "-0.2"},
        {"999999999.9999", "1000000000", "-0.0001"},
        {"9223372036854775807", "-1", ""}, // does not fit
        {"9223372036854775807", "0.1", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zp_text shown =
            check_difference(c, figure(c, cases[i].a).number, figure(c, cases[i].b).number);
        assert_true(zp_text_is(shown, cases[i].wanted));
    }
}

static void test_within(void **state) {
    check *c = *state;
    static const struct {
        const char *a, *b, *slack;
        bool wanted;
    } cases[] = {
        {"2673.41", "2673.40", "0.01", true},
        {"2673.40", "2673.41", "0.01", true},
        {"2673.411", "2673.40", "0.01", false},
        {"0.3", "0.1", "0.2", true}, // 0.3 - 0.1 > 0.2 in floating point
        {"1", "1.00", "0", true},
        {"9223372036854775807", "-1", "9223372036854775807", false}, // cannot be told
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(check_within(figure(c, cases[i].a).number, figure(c, cases[i].b).number,
                                      figure(c, cases[i].slack).number),
                         cases[i].wanted);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_tenths, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_large, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_limits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_differences, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_within, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
