// Tables on pages: columns for the type at hand, words of labels, where pages end.
#include "bench.h"

enum { COLUMNS = 3 };

static int open_bench(void **state) {
    bench *b = bench_new();
    b->cell = bench_style(ZP_ROLE_SONG, ZP_POINTS(10), ZP_POINTS(14), ZP_ALIGN_BALANCE);
    b->prose = b->cell;
    b->prose.align = ZP_ALIGN_JUSTIFY;
    *state = b;
    return 0;
}

// A section of 200 pt in width and `height`, with an empty table of three columns.
static zp_node *add_table(bench *b, zp_length height) {
    zp_node *section = bench_section(b, (zp_page_setup){.width = ZP_POINTS(300),
                                                        .height = height + ZP_POINTS(100),
                                                        .top = ZP_POINTS(50),
                                                        .bottom = ZP_POINTS(50),
                                                        .inner = ZP_POINTS(50),
                                                        .outer = ZP_POINTS(50)});
    zp_node *table = zp_node_new(b->arena, ZP_NODE_TABLE, here);
    table->as.table = (zp_table){.column_count = COLUMNS,
                                 .columns = ZP_ARRAY(b->arena, zp_length, COLUMNS),
                                 .weights = ZP_ARRAY(b->arena, int, COLUMNS),
                                 .side_padding = 3000,
                                 .caption = ZP_TEXT("项目表"),
                                 .density = {20000, 2000, 100}};
    zp_node_append(section, table);
    return table;
}

static void add_row(bench *b, zp_node *table, const char *name, const char *value,
                    const char *reason) {
    zp_node *row = bench_row(b, table, ZP_ROW_BODY);
    bench_cell(b, row, 1, 1, &b->cell, name);
    bench_cell(b, row, 1, 1, &b->cell, value);
    bench_cell(b, row, 1, 1, &b->prose, reason);
}

static void fit(bench *b, zp_node *table) {
    assert_int_equal(zp_table_assign(b->messages, table), ZP_OK);
    zp_table_fit_columns(table, ZP_POINTS(200), NULL);
}

// How many lines of glyphs the text `whole` stands in, and the first of them in *line.
static size_t lines_of(bench *b, const zp_page *page, const char *whole, zp_text *line) {
    size_t count = 0;
    for (size_t i = 0; i < page->item_count; i++) {
        const zp_item *item = &page->items[i];
        if (item->kind != ZP_ITEM_GLYPHS || !zp_text_is(item->text, whole)) {
            continue;
        }
        const zp_glyph *last = &item->run->glyphs[item->run->count - 1];
        if (count++ == 0) {
            *line = zp_arena_copy(b->arena, zp_text_slice(item->text, item->run->glyphs[0].text,
                                                          (size_t)last->text + last->text_size));
        }
    }
    return count;
}

static const char label[] = "整治经营性自建房安全隐患";
static const char reason[] = "少数项目跨年实施，未能按节点完成；下一步实行台账管理、逐项销号。";

// Columns of 66, 67 and 67 pt: the label has room for six 字 a line.
static size_t label_lines(bench *b, const char *beside, zp_text *line) {
    zp_node *table = add_table(b, ZP_POINTS(400));
    add_row(b, table, label, "值", beside);
    assert_int_equal(zp_table_assign(b->messages, table), ZP_OK);
    for (int i = 0; i < COLUMNS; i++) {
        table->as.table.columns[i] = ZP_POINTS(i == 0 ? 66 : 67);
    }
    return lines_of(b, &bench_lay(b)->pages[0], label, line);
}

// B8: fewest lines, though a word is parted …
static void words_make_no_row_higher(void **state) {
    zp_text line;
    assert_int_equal(label_lines(*state, "短", &line), 2);
    assert_true(zp_text_is(line, "整治经营性自"));
}

// … but whole words where the row is as high anyway.
static void words_stay_whole_in_a_high_row(void **state) {
    zp_text line;
    assert_int_equal(label_lines(*state, reason, &line), 3);
    assert_true(zp_text_is(line, "整治经营性"));
}

// Columns are chosen for the type that the density has, and the tree is told.
static void smaller_type_leaves_prose_more_room(void **state) {
    bench *b = *state;
    static zp_density densities[] = {{24000, 3000, 100}, {17000, 1000, 90}};
    zp_node *table = add_table(b, ZP_POINTS(110));
    add_row(b, table, "一级指标", "133.86%", reason);
    add_row(b, table, "二级指标", "100.00%", reason);
    fit(b, table);
    table->as.table.densities = densities;
    table->as.table.density_count = 2;
    table->as.table.pages_wanted = 1;
    zp_length before = table->as.table.columns[2];
    assert_int_equal(bench_lay(b)->count, 1);
    assert_int_equal(table->as.table.density.type_percent, 90);
    const zp_length *columns = table->as.table.columns;
    assert_true(columns[2] > before + ZP_POINTS(4));
    assert_int_equal(columns[0] + columns[1] + columns[2], ZP_POINTS(200));
}

// A form for each project: all with the same columns.
static void forms_of_one_document_have_the_same_columns(void **state) {
    bench *b = *state;
    zp_node *first = add_table(b, ZP_POINTS(400)), *second = add_table(b, ZP_POINTS(400));
    add_row(b, first, "业务工作", "10", reason);
    add_row(b, second, "专项资金支出项目", "548.52万元", "无");
    fit(b, first);
    fit(b, second);
    size_t size = COLUMNS * sizeof(zp_length);
    assert_memory_not_equal(first->as.table.columns, second->as.table.columns, size);
    bench_lay(b);
    assert_memory_equal(first->as.table.columns, second->as.table.columns, size);
}

static void forms_of_other_names_have_their_own(void **state) {
    bench *b = *state;
    zp_node *first = add_table(b, ZP_POINTS(400)), *second = add_table(b, ZP_POINTS(400));
    second->as.table.caption = ZP_TEXT("另一张表");
    add_row(b, first, "业务工作", "10", reason);
    add_row(b, second, "专项资金支出项目", "548.52万元", "无");
    fit(b, first);
    fit(b, second);
    bench_lay(b);
    size_t size = COLUMNS * sizeof(zp_length);
    assert_memory_not_equal(first->as.table.columns, second->as.table.columns, size);
}

// Two labels of `rows` rows each, of 40 pt.
static void add_groups(bench *b, zp_node *table, unsigned rows) {
    for (unsigned i = 0; i < 2 * rows; i++) {
        zp_node *row = bench_row(b, table, ZP_ROW_BODY);
        row->as.row.height = ZP_POINTS(40);
        if (i % rows == 0) {
            bench_cell(b, row, 1, rows, &b->cell, "组");
        }
        bench_cell(b, row, 1, 1, &b->cell, "值");
        bench_cell(b, row, 1, 1, &b->cell, "末");
    }
    fit(b, table);
}

static size_t rows_on_first_page(const zp_pages *pages) {
    size_t count = 0;
    for (size_t i = 0; i < pages->pages[0].item_count; i++) {
        const zp_item *item = &pages->pages[0].items[i];
        count += item->kind == ZP_ITEM_GLYPHS && !item->artifact && zp_text_is(item->text, "末");
    }
    return count;
}

// A page ends before a label rather than within it, but for no hole of more than its eighth.
static void a_label_is_cut_rather_than_a_page_left_empty(void **state) {
    bench *b = *state;
    add_groups(b, add_table(b, ZP_POINTS(690)), 16); // 17 rows fit: one is below an eighth
    assert_int_equal(rows_on_first_page(bench_lay(b)), 16);
    b->document.root->first = b->document.root->last = NULL;
    add_groups(b, add_table(b, ZP_POINTS(810)), 16); // 20 rows fit: four are more
    assert_int_equal(rows_on_first_page(bench_lay(b)), 20);
}

// Of several pages the last is not filled to the brim: Word takes a line more here and there.
static void the_last_of_several_pages_is_not_brimful(void **state) {
    bench *b = *state;
    static zp_density densities[] = {{20000, 2000, 100}, {18500, 1500, 100}};
    zp_node *table = add_table(b, ZP_POINTS(200));
    for (int i = 0; i < 20; i++) {
        add_row(b, table, "名", "值", "短");
    }
    fit(b, table);
    table->as.table.densities = densities;
    table->as.table.density_count = 2;
    table->as.table.pages_wanted = 2;
    assert_int_equal(bench_lay(b)->count, 2);
    assert_int_equal(table->as.table.density.row_height, 18500);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_bench, bench_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(words_make_no_row_higher),
        TEST(words_stay_whole_in_a_high_row),
        TEST(smaller_type_leaves_prose_more_room),
        TEST(forms_of_one_document_have_the_same_columns),
        TEST(forms_of_other_names_have_their_own),
        TEST(a_label_is_cut_rather_than_a_page_left_empty),
        TEST(the_last_of_several_pages_is_not_brimful),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
