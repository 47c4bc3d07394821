// Pages: what stands where, what is repeated, and that nothing is lost.
#include "bench.h"
#include "trace/trace.h"

#include <stdio.h>

static int open_bench(void **state) {
    bench *b = bench_new();
    b->body = bench_style(ZP_ROLE_FANGSONG, ZP_POINTS(16), 28990, ZP_ALIGN_JUSTIFY);
    b->body.tracking = -215;
    b->body.grid = true;
    b->heading = b->body;
    b->heading.role = ZP_ROLE_HEI;
    b->heading.keep_next = true;
    b->heading.outline = 1;
    b->cell = bench_style(ZP_ROLE_SONG, ZP_POINTS(10), ZP_POINTS(14), ZP_ALIGN_LEFT);
    b->signature = b->cell;
    b->signature.keep_previous = true;
    b->number = bench_style(ZP_ROLE_SONG, ZP_POINTS(14), ZP_POINTS(16), ZP_ALIGN_LEFT);
    b->number.latin = ZP_ROLE_SONG;
    b->section = bench_section(b, (zp_page_setup){.width = ZP_MM(210000),
                                                  .height = ZP_MM(297000),
                                                  .top = ZP_MM(37000),
                                                  .bottom = ZP_MM(35000),
                                                  .inner = ZP_MM(28000),
                                                  .outer = ZP_MM(26000),
                                                  .number_drop = ZP_MM(7000),
                                                  .number_indent = 15790,
                                                  .number = ZP_PAGE_NUMBER_DASHED,
                                                  .number_style = &b->number,
                                                  .grid_lines = 22,
                                                  .grid_characters = 28});
    *state = b;
    return 0;
}

static zp_node *add_table(bench *b, size_t columns) {
    zp_node *table = zp_node_new(b->arena, ZP_NODE_TABLE, here);
    table->as.table = (zp_table){.column_count = columns,
                                 .border = 500,
                                 .frame = 1000,
                                 .side_padding = 3000,
                                 .density = {20000, 2000, 100}};
    table->as.table.columns = ZP_ARRAY(b->arena, zp_length, columns);
    for (size_t i = 0; i < columns; i++) {
        table->as.table.columns[i] = ZP_POINTS(100);
    }
    zp_node_append(b->section, table);
    return table;
}

// The text of one page's glyphs, `artifacts` ones or the others.
static zp_text page_text(bench *b, const zp_page *page, bool artifacts) {
    zp_buffer out = {0};
    for (size_t i = 0; i < page->item_count; i++) {
        const zp_item *item = &page->items[i];
        if (item->kind != ZP_ITEM_GLYPHS || item->artifact != artifacts) {
            continue;
        }
        for (size_t g = 0; g < item->run->count; g++) {
            const zp_glyph *glyph = &item->run->glyphs[g];
            zp_buffer_add(&out, item->text.data + glyph->text, glyph->text_size);
        }
    }
    zp_text text = zp_arena_copy(b->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

static zp_text all_text(bench *b, const zp_pages *pages) {
    zp_buffer out = {0};
    for (size_t i = 0; i < pages->count; i++) {
        zp_buffer_add_text(&out, page_text(b, &pages->pages[i], false));
    }
    zp_text text = zp_arena_copy(b->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

static char *repeated(bench *b, const char *piece, size_t times) {
    size_t size = strlen(piece);
    char *text = zp_arena_get(b->arena, size * times + 1);
    for (size_t i = 0; i < times; i++) {
        memcpy(text + i * size, piece, size);
    }
    return text;
}

static void a_page_of_han_fills_the_type_area(void **state) { // B12
    bench *b = *state;
    bench_block(b, b->section, ZP_NODE_PARAGRAPH, &b->body, repeated(b, "国", 24 * 28));
    zp_pages *pages = bench_lay(b);
    assert_int_equal(pages->count, 2);
    const zp_page *page = &pages->pages[0];
    zp_length top = INT32_MAX, bottom = 0, left = INT32_MAX, right = 0;
    for (size_t i = 0; i < page->item_count; i++) {
        const zp_item *item = &page->items[i];
        if (item->kind != ZP_ITEM_GLYPHS || item->artifact) {
            continue;
        }
        assert_int_equal(item->run->count, 28);
        zp_length ascent =
            (zp_length)zp_scale(16000, item->run->face->ascender, item->run->face->units_per_em);
        zp_length em_top = item->y - ascent, end = item->x;
        for (size_t g = 0; g < 28; g++) {
            end += item->run->glyphs[g].advance;
        }
        top = em_top < top ? em_top : top;
        bottom = em_top + 16000 > bottom ? em_top + 16000 : bottom;
        left = item->x < left ? item->x : left;
        right = end > right ? end : right;
    }
    const zp_length tenth = ZP_MM(100); // 0.1 mm
    assert_in_range(top, ZP_MM(37000) - tenth, ZP_MM(37000) + tenth);
    assert_in_range(bottom, ZP_MM(262000) - tenth, ZP_MM(262000) + tenth);
    assert_in_range(left, ZP_MM(28000) - tenth, ZP_MM(28000) + tenth);
    assert_in_range(right, ZP_MM(184000) - tenth, ZP_MM(184000) + tenth);
}

static void page_numbers_change_sides(void **state) { // GB/T 9704 7.5
    bench *b = *state;
    bench_block(b, b->section, ZP_NODE_PARAGRAPH, &b->body, repeated(b, "国", 22 * 28 * 2));
    zp_pages *pages = bench_lay(b);
    for (size_t i = 0; i < 2; i++) {
        assert_true(zp_text_is(page_text(b, &pages->pages[i], true), i ? "— 2 —" : "— 1 —"));
        const zp_item *number = &pages->pages[i].items[0];
        bool right = number->x > ZP_MM(105000);
        assert_int_equal(right, i == 0);
    }
}

static void a_heading_is_never_last(void **state) { // B8
    bench *b = *state;
    for (int lines = 18; lines <= 22; lines++) {
        b->section->first = b->section->last = NULL;
        bench_block(b, b->section, ZP_NODE_PARAGRAPH, &b->body,
                    repeated(b, "国", (size_t)lines * 28));
        bench_block(b, b->section, ZP_NODE_HEADING, &b->heading, "一、标题");
        bench_block(b, b->section, ZP_NODE_PARAGRAPH, &b->body, repeated(b, "文", 100));
        zp_pages *pages = bench_lay(b);
        assert_int_equal(pages->outline_count, 1);
        const char *first = page_text(b, &pages->pages[0], false).data;
        const char *second = page_text(b, &pages->pages[1], false).data;
        bool on_first = strstr(first, "标题") != NULL;
        assert_int_equal(on_first, lines <= 19);
        assert_int_equal(pages->outline[0].page, on_first ? 0 : 1);
        assert_non_null(strstr(second, "文"));
    }
}

static void no_page_begins_with_a_last_line(void **state) { // B8
    bench *b = *state;
    bench_block(b, b->section, ZP_NODE_PARAGRAPH, &b->body, repeated(b, "国", 21 * 28));
    bench_block(b, b->section, ZP_NODE_PARAGRAPH, &b->body, repeated(b, "文", 40));
    zp_pages *pages = bench_lay(b);
    assert_int_equal(zp_utf8_count(page_text(b, &pages->pages[1], false)), 40);
}

// A head in mid-table and a label over all rows behind it.
static zp_node *indicator_table(bench *b, size_t rows) {
    zp_node *table = add_table(b, 3);
    for (size_t i = 0; i < rows + 2; i++) {
        zp_node *row = bench_row(b, table, i == 1 ? ZP_ROW_HEAD : ZP_ROW_BODY);
        if (i == 0) {
            bench_cell(b, row, 1, 1, &b->cell, "上");
            bench_cell(b, row, 1, 1, &b->cell, "部");
            bench_cell(b, row, 1, 1, &b->cell, "行");
        } else if (i == 1) {
            bench_cell(b, row, 1, (unsigned)rows + 1, &b->cell, "标签");
            bench_cell(b, row, 1, 1, &b->cell, "表头甲");
            bench_cell(b, row, 1, 1, &b->cell, "表头乙");
        } else {
            char text[32];
            snprintf(text, sizeof text, "第%zu行", i);
            bench_cell(b, row, 1, 1, &b->cell, zp_arena_string(b->arena, zp_text_of(text)));
            bench_cell(b, row, 1, 1, &b->cell, "值");
        }
    }
    return table;
}

static void heads_and_labels_are_repeated(void **state) {
    bench *b = *state;
    indicator_table(b, 80);
    zp_pages *pages = bench_lay(b);
    assert_true(pages->count >= 3);
    assert_null(strstr(page_text(b, &pages->pages[0], true).data, "表头甲"));
    for (size_t i = 1; i < pages->count; i++) {
        const char *again = page_text(b, &pages->pages[i], true).data;
        assert_non_null(strstr(again, "表头甲"));
        assert_non_null(strstr(again, "标签"));
        assert_null(strstr(again, "上"));
    }
    const char *text = all_text(b, pages).data;
    size_t found = 0;
    for (const char *at = text; (at = strstr(at, "值")) != NULL; at++) {
        found++;
    }
    assert_int_equal(found, 80);
}

static void a_row_taller_than_a_page_is_split(void **state) {
    bench *b = *state;
    zp_node *table = add_table(b, 2);
    zp_node *row = bench_row(b, table, ZP_ROW_HEAD);
    bench_cell(b, row, 1, 1, &b->cell, "头");
    bench_cell(b, row, 1, 1, &b->cell, "尾");
    row = bench_row(b, table, ZP_ROW_BODY);
    bench_cell(b, row, 1, 1, &b->cell, "短");
    bench_cell(b, row, 1, 1, &b->cell, repeated(b, "长", 1500));
    row = bench_row(b, table, ZP_ROW_BODY);
    bench_cell(b, row, 1, 1, &b->cell, "末");
    bench_cell(b, row, 1, 1, &b->cell, "行");
    zp_pages *pages = bench_lay(b);
    assert_true(pages->count >= 4);
    size_t longs = 0;
    for (size_t i = 0; i < pages->count; i++) {
        const char *text = page_text(b, &pages->pages[i], false).data;
        for (const char *at = text; (at = strstr(at, "长")) != NULL; at++) {
            longs++;
        }
        const zp_page *page = &pages->pages[i];
        for (size_t j = 0; j < page->item_count; j++) {
            if (!page->items[j].artifact) {
                assert_true(page->items[j].y < ZP_MM(262000) + 500);
            }
        }
    }
    assert_int_equal(longs, 1500);
    assert_non_null(strstr(page_text(b, &pages->pages[pages->count - 1], false).data, "末行"));
}

static void the_signature_is_never_alone(void **state) {
    bench *b = *state;
    for (size_t rows = 25; rows < 34; rows++) {
        for (zp_length space = 0; space <= 6000; space += 6000) {
            b->section->first = b->section->last = NULL;
            b->signature.space_before = space;
            indicator_table(b, rows);
            bench_block(b, b->section, ZP_NODE_PARAGRAPH, &b->signature, "填表人：");
            zp_pages *pages = bench_lay(b);
            const char *last = page_text(b, &pages->pages[pages->count - 1], false).data;
            const char *row = strstr(last, "值填表人：");
            assert_non_null(row);
            assert_true(strstr(last, "值") < row); // with two rows, not with one
        }
    }
}

static void the_roomiest_density_that_fits_is_taken(void **state) {
    bench *b = *state;
    static zp_density densities[] = {{24000, 3000, 100}, {20000, 2000, 100}, {17000, 1000, 90}};
    zp_node *table = indicator_table(b, 29); // 31 rows: 744, 620 or 527 pt of 637.8
    table->as.table.densities = densities;
    table->as.table.density_count = 3;
    table->as.table.pages_wanted = 1;
    zp_pages *pages = bench_lay(b);
    assert_int_equal(pages->count, 1);
    assert_int_equal(table->as.table.density.row_height, 20000);
}

// And what the page then has left goes into its rows.
static void an_all_but_empty_page_is_saved(void **state) {
    bench *b = *state;
    static zp_density densities[] = {{24000, 3000, 100}, {20000, 2000, 100}};
    zp_node *table = indicator_table(b, 27); // 29 rows: 696 or 580 pt of 637.8; of 21 pt 609
    table->as.table.densities = densities;
    table->as.table.density_count = 2;
    table->as.table.pages_wanted = 2;
    assert_int_equal(bench_lay(b)->count, 1);
    assert_int_equal(table->as.table.density.row_height, 21000);
    assert_int_equal(table->as.table.density.padding, 2500);
}

static void a_vertical_label_is_as_high_as_its_words(void **state) { // B9
    bench *b = *state;
    zp_node *table = add_table(b, 2);
    zp_node *row = bench_row(b, table, ZP_ROW_BODY);
    zp_node *label = bench_cell(b, row, 1, 1, &b->cell, "绩效指标（分）");
    label->as.cell.vertical = true;
    bench_cell(b, row, 1, 1, &b->cell, "值");
    zp_pages *pages = bench_lay(b);
    zp_length low = 0, high = INT32_MAX;
    for (size_t i = 0; i < pages->pages[0].item_count; i++) {
        const zp_item *item = &pages->pages[0].items[i];
        if (item->kind == ZP_ITEM_RULE) {
            low = item->y > low ? item->y : low;
            high = item->y < high ? item->y : high;
        } else if (item->vertical) {
            assert_int_equal(item->x,
                             ZP_MM(28000) + (ZP_MM(156000) - ZP_POINTS(200)) / 2 + ZP_POINTS(50));
        }
    }
    assert_int_equal(low - high, ZP_POINTS(69)); // ） at the column's end: half an em (B4.3)
}

static void the_trace_says_what_stands_where(void **state) {
    bench *b = *state;
    b->section->as.page.number = ZP_PAGE_NUMBER_NONE;
    bench_block(b, b->section, ZP_NODE_PARAGRAPH, &b->cell, "中 \"");
    zp_buffer out = {0};
    zp_trace_write(bench_lay(b), &out);
    static const char head[] = "document \"\" pages 1\npage 1 595.276 841.890\n"
                               "  text 79.370 115.682 NotoSerifCJKsc-Regular 10.000 \"中\"\n";
    assert_memory_equal(out.data, head, sizeof head - 1);
    zp_buffer_free(&out);
}

static void an_editor_gets_what_pages_give(void **state) {
    bench *b = *state;
    zp_style name = b->cell;
    name.pair = ZP_PAIR_CENTERED;
    zp_style title = b->cell;
    title.align = ZP_ALIGN_BALANCE;
    b->section->as.page.alone_unnumbered = true;
    zp_node *heading = bench_block(b, b->section, ZP_NODE_HEADING, &title, repeated(b, "岳阳", 30));
    bench_block(b, b->section, ZP_NODE_PARAGRAPH, &b->body, repeated(b, "国", 100));
    zp_node *upper = bench_block(b, b->section, ZP_NODE_PARAGRAPH, &name, "岳阳楼街道办事处");
    zp_node *space = zp_node_new(b->arena, ZP_NODE_SPACE, here);
    space->as.space = ZP_POINTS(5);
    zp_node_append(b->section, space);
    bench_block(b, b->section, ZP_NODE_PARAGRAPH, &b->cell, "2024年3月1日");
    zp_node first = *upper, second;
    for (int paged = 0; paged < 2; paged++) { // where pages count, and where they do not
        b->section->as.page.alone_unnumbered = paged;
        b->section->as.page.number = ZP_PAGE_NUMBER_DASHED;
        upper->start = upper->length = 0;
        heading->as.breaks.count = 0;
        assert_int_equal(zp_layout_for_editing(b->arena, b->messages, b->fonts, &b->document),
                         ZP_OK);
        first = *upper;
        size_t breaks = heading->as.breaks.count;
        zp_page_number number = b->section->as.page.number;
        assert_int_equal(number, paged ? ZP_PAGE_NUMBER_NONE : ZP_PAGE_NUMBER_DASHED);
        (void)bench_lay(b);
        second = *upper;
        assert_int_not_equal(first.length, 0);
        assert_int_equal(first.start, second.start);
        assert_int_equal(first.length, second.length);
        assert_int_equal(breaks, 1);
        assert_int_equal(heading->as.breaks.count, breaks);
        assert_int_equal(b->section->as.page.number, number);
    }
    bench_block(b, b->section, ZP_NODE_PARAGRAPH, &b->body, repeated(b, "A", 100));
    b->section->as.page.alone_unnumbered = false;
    assert_int_equal(zp_layout_for_editing(b->arena, b->messages, b->fonts, &b->document),
                     ZP_BAD_INPUT);
    assert_string_equal(zp_messages_at(b->messages, 0)->id, "too-wide");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_bench, bench_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_page_of_han_fills_the_type_area), TEST(page_numbers_change_sides),
        TEST(a_heading_is_never_last),           TEST(no_page_begins_with_a_last_line),
        TEST(heads_and_labels_are_repeated),     TEST(a_row_taller_than_a_page_is_split),
        TEST(the_signature_is_never_alone),      TEST(the_roomiest_density_that_fits_is_taken),
        TEST(an_all_but_empty_page_is_saved),    TEST(a_vertical_label_is_as_high_as_its_words),
        TEST(the_trace_says_what_stands_where),  TEST(an_editor_gets_what_pages_give),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
