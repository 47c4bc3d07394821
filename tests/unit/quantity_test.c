// Targets and achieved values as published tables have them, and what is made of each.
#include "check/private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

// Each quantity as comparator, number in the unit without 万, unit; `↓` `↑` for 下降 and 增长.
static const struct {
    const char *text, *read; // "-": nothing here; "words"
} cells[] = {
    {"≥8亿元", "≥800000000元"},
    {"81000万元", "810000000元"},
    {"≤4073.53万", "≤40735300.00"},
    {">2000万元", ">20000000元"},
    {"1.5万余元", "15000.0元"},
    {"两万元", "20000元"},
    {"=100%", "=100%"},
    {"≧98%", "≥98%"},
    {"＞20％", ">20%"},
    {"≥100百分比", "≥100%"},
    {"≥百分之95", "≥95%"},
    {"百分之九十五", "95%"},
    {"1130%", "1130%"},
    {"≥-5%", "≥-5%"},
    {"三次", "3次"},
    {"十二个", "12个"},
    {"一百二十户", "120户"},
    {"不超过三起", "≤3件"},
    {"450余户", "450户"},
    {"1,200人次", "1200人次"},
    {"18场次", "18次"},
    {"3个社区", "3个"},
    {"完成18次", "18次"},
    {"≥ 95 %", "≥95%"},
    {"95%以上", "≥95%"},
    {"24小时内", "≤24小时"},
    {"大于等于5个", "≥5个"},
    {"不少于2场次", "≥2次"},
    {"≤7个工作日", "≤7个工作日"},
    {"500元/人", "500元/人"},
    {"同比下降5%", "↓5%"},
    {"增长≥5%", "↑≥5%"},
    {"提前5天", "↑5天"},
    {"组织群英会≥50次，办理事项≥50件", "≥50次 ≥50件"},
    {"每月15日前足额发放", "words"},
    {"12月底前", "words"},
    {"2023年度完成", "words"},
    {"到账后15日内", "words"},
    {"0.5-1万元", "words"},
    {"5%～10%", "words"},
    {"1:3", "words"},
    {"第3名", "words"},
    {"前三名", "words"},
    {"A1", "words"},
    {"一定改善", "words"},
    {"统一管理", "words"},
    {"零事故", "words"},
    {"二级", "words"},
    {"100%，全部达标", "words"},
    {"是", "words"},
    {"无", "words"},
    {"年", "words"},
    {"，", "words"},
    {"99999999999999999999次", "words"},
    {"", "-"},
    {"/", "-"},
    {"——", "-"},
    {" 不适用 ", "-"},
};

static void print(zp_buffer *out, check *c, const check_quantity *q) {
    static const char *const signs[] = {"", "≥", ">", "≤", "<", "="};
    zp_buffer_print(out, "%s%s%s%.*s%.*s", out->size > 0 ? " " : "",
                    q->change < 0   ? "↓"
                    : q->change > 0 ? "↑"
                                    : "",
                    signs[q->comparator], ZP_ARG(zp_decimal_text(c->arena, q->base)),
                    ZP_ARG(q->unit));
}

static void cells_are_read(void **state) {
    (void)state;
    check c = {.arena = zp_arena_new()};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        check_value value = check_value_read(&c, zp_text_of(cells[i].text));
        zp_buffer out = {0};
        for (size_t j = 0; j < value.count; j++) {
            assert_true(value.parts[j].fits);
            print(&out, &c, &value.parts[j]);
        }
        if (value.kind != CHECK_VALUE_QUANTITY) {
            zp_buffer_add_string(&out, value.kind == CHECK_VALUE_WORDS ? "words" : "-");
        }
        zp_buffer_add(&out, "", 1);
        assert_string_equal(out.data, cells[i].read);
        zp_buffer_free(&out);
    }
    zp_arena_free(c.arena);
}

// Found by chance: 亿亿 overflowed before its limit was looked at.
static void too_many_scales_do_not_overflow(void **state) {
    (void)state;
    check c = {.arena = zp_arena_new()};
    check_value value = check_value_read(&c, ZP_TEXT("1千亿亿元"));
    assert_int_equal(value.kind, CHECK_VALUE_QUANTITY);
    assert_false(value.parts[0].fits);
    value = check_value_read(&c, ZP_TEXT("9000000000000000亿元"));
    assert_false(value.parts[0].fits);
    zp_arena_free(c.arena);
}

static void units_alone(void **state) {
    (void)state;
    static const char *const units[] = {"年", "%", "％", "万元", "次", "个工作日"};
    static const char *const others[] = {"", "及时", "年底", "次数", "5次", "个人"};
    for (size_t i = 0; i < 6; i++) {
        assert_true(check_is_unit(zp_text_of(units[i])));
        assert_false(check_is_unit(zp_text_of(others[i])));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_read),
        cmocka_unit_test(too_many_scales_do_not_overflow),
        cmocka_unit_test(units_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
