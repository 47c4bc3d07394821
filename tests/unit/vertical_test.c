// Vertical cells on pages (B9): labels over a page's end, columns beside each other, and which
// numbers stand upright.
#include "bench.h"

#include <stdio.h>

static int open_bench(void **state) {
    bench *b = bench_new();
    b->style = bench_style(ZP_ROLE_SONG, ZP_POINTS(10), ZP_POINTS(14), ZP_ALIGN_CENTER);
    b->section = bench_section(b, (zp_page_setup){.width = ZP_POINTS(300),
                                                  .height = ZP_POINTS(300),
                                                  .top = ZP_POINTS(50),
                                                  .bottom = ZP_POINTS(50),
                                                  .inner = ZP_POINTS(50),
                                                  .outer = ZP_POINTS(50)});
    b->table = zp_node_new(b->arena, ZP_NODE_TABLE, here);
    b->table->as.table = (zp_table){.column_count = 2,
                                    .border = 500,
                                    .frame = 500,
                                    .side_padding = 3000,
                                    .columns = ZP_ARRAY(b->arena, zp_length, 2),
                                    .density = {ZP_POINTS(20), 2000, 100}};
    b->table->as.table.columns[0] = b->table->as.table.columns[1] = ZP_POINTS(50);
    zp_node_append(b->section, b->table);
    *state = b;
    return 0;
}

static zp_node *add_cell(bench *b, zp_node *row, unsigned rows, bool vertical, const char *text) {
    zp_node *cell = bench_cell(b, row, 1, rows, &b->style, text);
    cell->as.cell.vertical = vertical;
    return cell;
}

// A label beside `rows` rows of 20 pt; a page has room for ten of them.
static zp_node *add_label(bench *b, unsigned rows, const char *text) {
    zp_node *label = NULL;
    for (unsigned i = 0; i < rows; i++) {
        zp_node *row = zp_node_new(b->arena, ZP_NODE_ROW, here);
        zp_node_append(b->table, row);
        label = i == 0 ? add_cell(b, row, rows, true, text) : label;
        add_cell(b, row, 1, false, "值");
    }
    return label;
}

// The vertical items of a page with their turns: text, then `<` when it lies on its side, `*` when
// the page repeats it.
static void assert_labels(const zp_pages *pages, size_t number, const char *wanted) {
    zp_buffer out = {0};
    const zp_page *page = &pages->pages[number];
    for (size_t i = 0; i < page->item_count; i++) {
        const zp_item *item = &page->items[i];
        if (item->kind != ZP_ITEM_GLYPHS || !item->vertical) {
            continue;
        }
        for (size_t g = 0; g < item->run->count; g++) {
            const zp_glyph *glyph = &item->run->glyphs[g];
            zp_buffer_add(&out, item->text.data + glyph->text, glyph->text_size);
        }
        zp_buffer_add_string(&out, item->run->sideways ? "<" : "");
        zp_buffer_add_string(&out, item->artifact ? "*" : "");
        zp_buffer_add_string(&out, " ");
    }
    zp_buffer_add(&out, "", 1);
    assert_string_equal(out.data, wanted);
    zp_buffer_free(&out);
}

static void a_label_over_a_page_end_is_set_again(void **state) {
    bench *b = *state;
    add_label(b, 14, "绩效（第12项2023年）");
    zp_pages *pages = bench_lay(b);
    assert_int_equal(pages->count, 2);
    assert_labels(pages, 0, "绩效（第 12 项 2023< 年） ");
    assert_labels(pages, 1, "绩效（第* 12* 项* 2023<* 年）* ");
}

// 60 pt have room for the name, not for the two rows left on the first page.
static void a_label_waits_for_a_page_with_room(void **state) {
    bench *b = *state;
    for (int i = 0; i < 8; i++) {
        zp_node *row = zp_node_new(b->arena, ZP_NODE_ROW, here);
        zp_node_append(b->table, row);
        add_cell(b, row, 1, false, "值");
        add_cell(b, row, 1, false, "值");
    }
    add_label(b, 6, "INDICATORS");
    zp_pages *pages = bench_lay(b);
    assert_int_equal(pages->count, 2);
    assert_labels(pages, 0, "");
    assert_labels(pages, 1, "INDICATORS< ");
    assert_int_equal(zp_messages_count(b->messages, ZP_WARNING), 0);
}

static void a_repeated_label_without_room_is_left_out(void **state) {
    bench *b = *state;
    add_label(b, 11, "INTERNATIONALIZATION");
    zp_pages *pages = bench_lay(b);
    assert_int_equal(pages->count, 2);
    assert_labels(pages, 0, "INTERNATIONALIZATION< ");
    assert_labels(pages, 1, "");
    assert_int_equal(zp_messages_count(b->messages, ZP_WARNING), 0);
}

static zp_length row_height(const zp_page *page) {
    zp_length low = 0, high = INT32_MAX;
    for (size_t i = 0; i < page->item_count; i++) {
        const zp_item *item = &page->items[i];
        if (item->kind == ZP_ITEM_RULE && item->width > item->height) {
            low = item->y > low ? item->y : low;
            high = item->y < high ? item->y : high;
        }
    }
    return low - high;
}

// Columns stand side by side, the first at the right: the longer one gives the height.
static void two_paragraphs_are_two_columns(void **state) {
    bench *b = *state;
    zp_node *label = add_label(b, 1, "绩效指标");
    bench_block(b, label, ZP_NODE_PARAGRAPH, &b->style, "（分）");
    const zp_page *page = &bench_lay(b)->pages[0];
    assert_int_equal(row_height(page), ZP_POINTS(44));
    zp_length x[2] = {0};
    size_t count = 0;
    for (size_t i = 0; i < page->item_count; i++) {
        if (page->items[i].kind == ZP_ITEM_GLYPHS && page->items[i].vertical && count < 2) {
            x[count++] = page->items[i].x;
        }
    }
    assert_int_equal(count, 2);
    assert_int_equal(x[0] - x[1], ZP_POINTS(14));
    assert_int_equal(x[0] + x[1], 2 * ZP_POINTS(50 + 50 + 25)); // about the cell's middle
}

// In the cell's height: a column stands where its style says, as in Word.
static void columns_stand_as_their_style_says(void **state) {
    bench *b = *state;
    static const zp_align aligns[] = {ZP_ALIGN_LEFT, ZP_ALIGN_CENTER, ZP_ALIGN_RIGHT};
    add_label(b, 5, "绩效");
    bench_lay(b);
    for (int i = 0; i < 3; i++) {
        b->style.align = aligns[i];
        zp_pages *pages = NULL;
        assert_int_equal(zp_layout(b->arena, b->messages, b->fonts, &b->document, &pages), ZP_OK);
        const zp_page *page = &pages->pages[0];
        for (size_t j = 0; j < page->item_count; j++) {
            if (page->items[j].kind == ZP_ITEM_GLYPHS && page->items[j].vertical) {
                // 96 pt of room, 20 of text, 2 of padding below the edge at 50
                assert_int_equal(page->items[j].y, ZP_POINTS(52) + i * ZP_POINTS(38));
            }
        }
    }
}

static void short_numbers_by_themselves_stand_upright(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t at, size;
    } cases[] = {
        {"第12项", 3, 2}, {"12", 0, 2},       {"第123项", 3, 3},    {"1234", 0, 0},
        {"1234", 1, 0},   {"第 10 项", 4, 2}, {"Windows 10", 8, 0}, {"A4", 1, 0},
        {"4A", 0, 0},     {"3.5", 0, 0},      {"≥5", 3, 0},         {"5≤", 0, 0},
        {"（5）", 3, 1},  {"5～8", 4, 1},     {"5%", 0, 2},         {"10%", 0, 0},
        {"5%以上", 0, 2}, {"5%x", 0, 0},      {"12 34", 0, 0},      {"项", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zp_text text = zp_text_of(cases[i].text);
        if (zp_upright_number(text, cases[i].at, ZP_DIGITS_COMBINED) != cases[i].size) {
            fail_msg("%s at %zu", cases[i].text, cases[i].at);
        }
        assert_int_equal(zp_upright_number(text, cases[i].at, ZP_DIGITS_ROTATED), 0);
    }
    assert_int_equal(zp_upright_number(ZP_TEXT("10%"), 0, ZP_DIGITS_STACKED), 3);
    assert_int_equal(zp_upright_growth(ZP_TEXT("第1项12项123"), ZP_DIGITS_COMBINED), 1 + 0 - 1);
    assert_int_equal(zp_upright_growth(ZP_TEXT("第12项"), ZP_DIGITS_STACKED), 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_bench, bench_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_label_over_a_page_end_is_set_again),
        TEST(a_label_waits_for_a_page_with_room),
        TEST(a_repeated_label_without_room_is_left_out),
        TEST(two_paragraphs_are_two_columns),
        TEST(columns_stand_as_their_style_says),
        cmocka_unit_test(short_numbers_by_themselves_stand_upright),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
