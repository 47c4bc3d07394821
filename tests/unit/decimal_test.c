// Columns of numbers: their points through the page list (B10).
#include "bench.h"

#include <stdio.h>

static int open_bench(void **state) {
    bench *b = bench_new();
    b->number = bench_style(ZP_ROLE_SONG, ZP_POINTS(10), ZP_POINTS(14), ZP_ALIGN_DECIMAL);
    b->label = b->number;
    b->label.align = ZP_ALIGN_CENTER;
    b->section = bench_section(b, (zp_page_setup){.width = ZP_POINTS(400),
                                                  .height = ZP_POINTS(300),
                                                  .inner = ZP_POINTS(60),
                                                  .outer = ZP_POINTS(40)});
    *state = b;
    return 0;
}

// Columns of 100 pt, 300 pt in all: as wide as the type area.
static zp_node *add_table(bench *b) {
    zp_node *table = zp_node_new(b->arena, ZP_NODE_TABLE, here);
    table->as.table = (zp_table){.column_count = 3,
                                 .border = 500,
                                 .frame = 1000,
                                 .side_padding = 3000,
                                 .density = {20000, 2000, 100}};
    table->as.table.columns = ZP_ARRAY(b->arena, zp_length, 3);
    for (size_t i = 0; i < 3; i++) {
        table->as.table.columns[i] = ZP_POINTS(100);
    }
    zp_node_append(b->section, table);
    return table;
}

// Three cells of numbers, or of labels.
static void add_three(bench *b, zp_node *table, const zp_style *style, const char *first,
                      const char *second, const char *third) {
    zp_node *row = bench_row(b, table, ZP_ROW_BODY);
    bench_cell(b, row, 1, 1, style, first);
    bench_cell(b, row, 1, 1, style, second);
    bench_cell(b, row, 1, 1, style, third);
}

static zp_length end_of(const zp_item *item) {
    zp_length x = item->x;
    for (size_t i = 0; i < item->run->count; i++) {
        x += item->run->glyphs[i].advance;
    }
    return x;
}

// Where the `which`-th text (from 0) that reads like this has its point, from the type area's left:
// at its `.`, else behind all; or its middle.
static zp_length seen(const zp_pages *pages, const char *text, size_t which, bool middle) {
    for (size_t p = 0; p < pages->count; p++) {
        const zp_page *page = &pages->pages[p];
        zp_length left = page->left_hand ? ZP_POINTS(40) : ZP_POINTS(60);
        for (size_t i = 0; i < page->item_count; i++) {
            const zp_item *item = &page->items[i];
            if (item->kind != ZP_ITEM_GLYPHS || !zp_text_is(item->text, text) || which-- > 0) {
                continue;
            }
            zp_length x = item->x - left;
            for (size_t g = 0; g < item->run->count; g++) {
                if (item->text.data[item->run->glyphs[g].text] == '.' && !middle) {
                    return x;
                }
                x += item->run->glyphs[g].advance;
            }
            return middle ? (item->x + end_of(item)) / 2 - left : x;
        }
    }
    fail_msg("no “%s” on the pages", text);
    return 0;
}

static zp_length point(const zp_pages *pages, const char *text, size_t which) {
    return seen(pages, text, which, false);
}

static zp_length middle(const zp_pages *pages, const char *text) {
    return seen(pages, text, 0, true);
}

// ------------------------------------------------ what a number is

static void numbers_are_told_from_other_text(void **state) {
    bench *b = *state;
    static const struct {
        const char *text;
        int point; // -1: no number
        int left, right;
    } cases[] = {
        {"15.83", 2, 1000, 1250},
        {"0", 1, 500, 0},
        {"100%", 3, 1500, 833},
        {"100.00%", 3, 1500, 2083},
        {"-4.5", 2, 833, 750},
        {"−4.5", 4, 1064, 750},
        {"+3", 2, 1064, 0},
        {"(12.5)", 3, 1333, 1083},
        {"（12）", 5, 2000, 1000},
        {"1,234.5", 5, 2250, 750},
        {"12,345,678", 10, 4500, 0},
        {"¥9.9", 3, 1000, 750},
        {"5 %", 1, 500, 1083},
        {"95％", 2, 1000, 1000},
        {"", -1, 0, 0},
        {"/", -1, 0, 0},
        {"——", -1, 0, 0},
        {"不适用", -1, 0, 0},
        {"3个", -1, 0, 0},
        {"≥95%", -1, 0, 0},
        {"5.", -1, 0, 0},
        {".5", -1, 0, 0},
        {"1.2.3", -1, 0, 0},
        {"1,23", -1, 0, 0},
        {"1234,567", -1, 0, 0},
        {"1,2345", -1, 0, 0},
        {"(5", -1, 0, 0},
        {"5)", -1, 0, 0},
        {"((5))", -1, 0, 0},
        {"2023-05", -1, 0, 0},
        {"-", -1, 0, 0},
        {"%", -1, 0, 0},
        {"5 5", -1, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zp_node *row = zp_node_new(b->arena, ZP_NODE_ROW, here);
        const zp_node *cell = bench_cell(b, row, 1, 1, &b->number, cases[i].text);
        zp_number number = {.point = 99};
        bool is = zp_cell_number(cell, &number);
        if (is != (cases[i].point >= 0)) {
            fail_msg("“%s” is taken for %s number", cases[i].text, is ? "a" : "no");
        }
        if (is) {
            assert_int_equal(number.point, cases[i].point);
            assert_int_equal(number.left, cases[i].left);
            assert_int_equal(number.right, cases[i].right);
        }
    }
}

static void a_number_may_be_of_several_runs(void **state) {
    bench *b = *state;
    zp_node *table = add_table(b);
    add_three(b, table, &b->number, "12", "", "");
    zp_node *run = zp_node_new(b->arena, ZP_NODE_RUN, here);
    run->as.run.text = ZP_TEXT(".5%");
    zp_node_append(table->first->first->first, run);
    add_three(b, table, &b->number, "3.25", "", "");
    zp_number number;
    assert_true(zp_cell_number(table->first->first, &number));
    assert_int_equal(number.point, 2);
    zp_pages *pages = bench_lay(b);
    // "12.5%" is two items; the second begins with the point.
    assert_int_equal(point(pages, "12.5%", 1), point(pages, "3.25", 0));
}

// ------------------------------------------------ columns

static void points_stand_on_one_line(void **state) {
    bench *b = *state;
    zp_node *table = add_table(b);
    add_three(b, table, &b->number, "15.83", "97", "100%");
    add_three(b, table, &b->number, "", "6.66", "/");
    add_three(b, table, &b->number, "1013.3", "180", "95.5%");
    zp_pages *pages = bench_lay(b);
    assert_int_equal(point(pages, "15.83", 0), point(pages, "1013.3", 0));
    assert_int_equal(point(pages, "97", 0), point(pages, "6.66", 0));
    assert_int_equal(point(pages, "180", 0), point(pages, "6.66", 0));
    // Of the percentages the signs hang: the point of 100% is 8.33 pt before its end.
    assert_int_equal(point(pages, "100%", 0) - 8330, point(pages, "95.5%", 0));
    assert_int_equal(middle(pages, "/"), ZP_POINTS(250));
}

static void another_style_a_label_or_a_span_ends_a_column(void **state) {
    bench *b = *state;
    zp_style other = b->number;
    zp_node *table = add_table(b);
    add_three(b, table, &b->number, "97", "12345.6", "7");
    add_three(b, table, &b->label, "甲", "乙", "");
    add_three(b, table, &b->number, "15.83", "2", "8");
    zp_node *row = bench_row(b, table, ZP_ROW_BODY);
    bench_cell(b, row, 1, 1, &other, "1.125");
    bench_cell(b, row, 2, 1, &b->number, "3.5");
    zp_pages *pages = bench_lay(b);
    static const char *const alone[] = {"97", "12345.6", "7", "15.83", "2", "8", "1.125"};
    static const int columns[] = {0, 1, 2, 0, 1, 2, 0};
    for (size_t i = 0; i < 7; i++) { // each by itself, in the middle of its cell
        assert_int_equal(middle(pages, alone[i]), ZP_POINTS(50 + 100 * columns[i]));
    }
    assert_int_equal(middle(pages, "3.5"), ZP_POINTS(200));
    assert_int_equal(table->as.table.number_columns, 8);
}

static void a_cell_of_several_rows_or_columns_is_in_its_column(void **state) {
    bench *b = *state;
    zp_node *table = add_table(b);
    static const char *const values[] = {"2128.24", "180", "0.34"};
    for (size_t i = 0; i < 3; i++) {
        zp_node *row = bench_row(b, table, ZP_ROW_BODY);
        bench_cell(b, row, 1, i == 1 ? 2 : 1, &b->label, "甲");
        bench_cell(b, row, 2, i == 1 ? 2 : 1, &b->number, values[i]);
        if (i == 1) {
            bench_row(b, table, ZP_ROW_BODY);
        }
    }
    zp_pages *pages = bench_lay(b);
    assert_int_equal(point(pages, "2128.24", 0), point(pages, "180", 0));
    assert_int_equal(point(pages, "2128.24", 0), point(pages, "0.34", 0));
    assert_int_equal(table->as.table.number_columns, 1);
}

static void a_column_is_the_same_on_every_page(void **state) {
    bench *b = *state;
    zp_node *table = add_table(b);
    zp_node *head = bench_row(b, table, ZP_ROW_HEAD);
    for (size_t i = 0; i < 3; i++) {
        bench_cell(b, head, 1, 1, &b->label, "分值");
    }
    for (size_t i = 0; i < 40; i++) {
        add_three(b, table, &b->number, i == 39 ? "100" : "5", i % 2 ? "4.5" : "5.5", "");
    }
    zp_pages *pages = bench_lay(b);
    assert_true(pages->count >= 3);
    for (size_t i = 0; i < 39; i++) {
        assert_int_equal(point(pages, "5", i), point(pages, "100", 0));
    }
    for (size_t i = 0; i < 20; i++) {
        assert_int_equal(point(pages, "4.5", i), point(pages, "5.5", i));
    }
}

static void smaller_type_is_aligned_too(void **state) {
    bench *b = *state;
    for (int percent = 100; percent >= 90; percent -= 5) {
        b->section->first = b->section->last = NULL;
        zp_node *table = add_table(b);
        table->as.table.density.type_percent = percent;
        add_three(b, table, &b->number, "15.83", "3", "");
        add_three(b, table, &b->number, "1013.3", "6.66", "");
        zp_pages *pages = bench_lay(b);
        assert_int_equal(point(pages, "15.83", 0), point(pages, "1013.3", 0));
        assert_int_equal(point(pages, "3", 0), point(pages, "6.66", 0));
    }
}

static void flush_right_the_longest_right_part_ends_there(void **state) {
    bench *b = *state;
    b->number.align = ZP_ALIGN_RIGHT;
    b->number.right_indent = 100; // 10 pt
    zp_node *table = add_table(b);
    add_three(b, table, &b->number, "972.88", "", "");
    add_three(b, table, &b->number, "5", "", "");
    zp_pages *pages = bench_lay(b);
    // 100 - 3 padding - 10 indent - 12.5 for .88
    assert_int_equal(point(pages, "972.88", 0), ZP_POINTS(100) - 25500);
    assert_int_equal(point(pages, "5", 0), ZP_POINTS(100) - 25500);
}

// No number ever leaves its cell, whatever stands in the column beside it.
static void what_does_not_fit_is_not_moved(void **state) {
    bench *b = *state;
    for (size_t digits = 1; digits < 19; digits++) {
        b->section->first = b->section->last = NULL;
        zp_node *table = add_table(b);
        char whole[32], places[32];
        snprintf(whole, sizeof whole, "%.*s", (int)digits, "12345678901234567890");
        snprintf(places, sizeof places, "0.%.*s", (int)digits, "12345678901234567890");
        if (digits == 18) {
            places[17] = '\0'; // 94 pt hold 18 figures, or a point and 17
        }
        add_three(b, table, &b->number, whole, "", "");
        add_three(b, table, &b->number, places, "", "");
        zp_pages *pages = bench_lay(b);
        bool fits = 5000 * digits + 2500 + 5000 * (strlen(places) - 2) <= ZP_POINTS(94);
        bool aligned = point(pages, whole, 0) == point(pages, places, 0);
        assert_int_equal(fits, aligned);
        const zp_page *page = &pages->pages[0];
        for (size_t i = 0; i < page->item_count; i++) {
            const zp_item *item = &page->items[i];
            if (item->kind == ZP_ITEM_GLYPHS) {
                assert_true(item->x >= ZP_POINTS(63) && end_of(item) <= ZP_POINTS(157));
            }
            if (item->kind == ZP_ITEM_GLYPHS && !fits) {
                assert_in_range((item->x + end_of(item)) / 2, ZP_POINTS(110) - 1,
                                ZP_POINTS(110) + 1);
            }
        }
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_bench, bench_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(numbers_are_told_from_other_text),
        TEST(a_number_may_be_of_several_runs),
        TEST(points_stand_on_one_line),
        TEST(another_style_a_label_or_a_span_ends_a_column),
        TEST(a_cell_of_several_rows_or_columns_is_in_its_column),
        TEST(a_column_is_the_same_on_every_page),
        TEST(smaller_type_is_aligned_too),
        TEST(flush_right_the_longest_right_part_ends_there),
        TEST(what_does_not_fit_is_not_moved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
