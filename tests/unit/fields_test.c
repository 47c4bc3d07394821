// Where one signs and where the seal goes: on its line, with room, and clear of other text.
#include "bench.h"
#include "trace/trace.h"

static const zp_length half_point = 500, seal = ZP_MM(42000);

static int open_bench(void **state) {
    bench *b = bench_new();
    b->body = bench_style(ZP_ROLE_FANGSONG, ZP_POINTS(16), 28990, ZP_ALIGN_JUSTIFY);
    b->body.grid = true;
    b->number = bench_style(ZP_ROLE_SONG, ZP_POINTS(14), ZP_POINTS(14), ZP_ALIGN_LEFT);
    b->signature = bench_style(ZP_ROLE_SONG, 10500, ZP_POINTS(26), ZP_ALIGN_LEFT);
    b->signature.space_before = ZP_POINTS(6);
    b->cell = bench_style(ZP_ROLE_SONG, ZP_POINTS(10), ZP_POINTS(14), ZP_ALIGN_LEFT);
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

// ---------------------------------------------------------------- what is in a line

static zp_node *add(bench *b, zp_node *block, zp_node_type type) {
    zp_node *node = zp_node_new(b->arena, type, here);
    zp_node_append(block, node);
    return node;
}

static void add_text(bench *b, zp_node *block, const char *text, const char *path) {
    add(b, block, ZP_NODE_RUN)->as.run =
        (zp_run){.text = zp_text_of(text), .field = zp_text_of(path)};
}

static void add_field(bench *b, zp_node *block, const char *name, int width) {
    bool is_seal = strcmp(name, "seal") == 0;
    add(b, block, ZP_NODE_FIELD)->as.field =
        (zp_field){is_seal ? ZP_FIELD_SEAL : ZP_FIELD_SIGNATURE, zp_text_of(name),
                   ZP_TEXT("填表人签字"), width};
}

static void add_room(bench *b, zp_node *block, zp_node_type type, int width) {
    add(b, block, type)->as.blank = width;
}

// 填表人：, ten blanks, and 日期： at 24 字 behind it.
static void add_line(bench *b, zp_node *block, const char *name, const char *value) {
    add_text(b, block, "填表人：", "");
    add_field(b, block, name, 1000);
    if (value != NULL) {
        add_text(b, block, value, "signature.preparer");
    } else {
        add_room(b, block, ZP_NODE_BLANK, 1000);
    }
    add_room(b, block, ZP_NODE_TAB, 2400);
    add_text(b, block, "日期：", "");
}

static zp_node *signature_block(bench *b) {
    return bench_block(b, b->section, ZP_NODE_PARAGRAPH, &b->signature, "");
}

// ---------------------------------------------------------------- what is on a page

typedef struct area {
    zp_length left, top, right, bottom;
} area;

static area item_area(const zp_item *item) {
    if (item->kind == ZP_ITEM_RULE) {
        return (area){item->x, item->y, item->x + item->width, item->y + item->height};
    }
    zp_length ascent = (zp_length)zp_scale(item->run->size, item->run->face->ascender,
                                           item->run->face->units_per_em);
    area at = {item->x, item->y - ascent, item->x, item->y - ascent + item->run->size};
    for (size_t i = 0; i < item->run->count; i++) {
        at.right += item->run->glyphs[i].advance;
    }
    return at;
}

static area field_area(const zp_page_field *field) {
    return (area){field->x, field->y, field->x + field->width, field->y + field->height};
}

static bool meet(area a, area b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

static area find_text(const zp_page *page, const char *text) {
    for (size_t i = 0; i < page->item_count; i++) {
        const zp_item *item = &page->items[i];
        if (item->kind == ZP_ITEM_GLYPHS && item->run->node != NULL &&
            item->run->node->type == ZP_NODE_RUN &&
            zp_text_is(item->run->node->as.run.text, text)) {
            return item_area(item);
        }
    }
    fail_msg("no %s on the page", text);
    return (area){0};
}

static const zp_page_field *find_field(const zp_pages *pages, const char *name, size_t *page) {
    for (size_t p = 0; p < pages->count; p++) {
        for (size_t i = 0; i < pages->pages[p].field_count; i++) {
            if (zp_text_is(pages->pages[p].fields[i].node->as.field.name, name)) {
                *page = p;
                return &pages->pages[p].fields[i];
            }
        }
    }
    fail_msg("no field %s", name);
    return NULL;
}

// Nothing but text of `own` and `other` stands in the field.
static void is_clear(const zp_page *page, const zp_page_field *field, const zp_node *own,
                     const zp_node *other) {
    for (size_t i = 0; i < page->item_count; i++) {
        const zp_item *item = &page->items[i];
        bool meant = item->node != NULL && (item->node == own || item->node == other);
        assert_true(meant || !meet(field_area(field), item_area(item)));
    }
}

// ---------------------------------------------------------------- signatures

static void a_signature_stands_on_the_foot_of_its_label(void **state) {
    bench *b = *state;
    zp_node *block = signature_block(b);
    add_line(b, block, "preparer", NULL);
    add(b, block, ZP_NODE_LINE_BREAK);
    add_line(b, block, "head", NULL);
    zp_pages *pages = bench_lay(b);
    size_t page;
    const zp_page_field *upper = find_field(pages, "preparer", &page);
    const zp_page_field *lower = find_field(pages, "head", &page);
    area label = find_text(&pages->pages[0], "填表人：");
    assert_int_equal(upper->x, label.right);
    assert_int_equal(upper->width, 10 * 10500);
    assert_in_range(upper->y + upper->height, label.bottom - half_point, label.bottom + half_point);
    assert_int_equal(lower->x, upper->x);
    assert_int_equal(lower->y + lower->height - upper->y - upper->height, ZP_POINTS(26));
    assert_true(upper->height >= ZP_MM(8000) && lower->height >= ZP_MM(8000));
    assert_true(!meet(field_area(upper), field_area(lower)));
    is_clear(&pages->pages[0], upper, NULL, NULL);
    is_clear(&pages->pages[0], lower, NULL, NULL);
}

static void what_stands_around_cuts_it(void **state) {
    bench *b = *state;
    b->signature.space_before = 0;
    bench_block(b, b->section, ZP_NODE_PARAGRAPH, &b->cell, "说明：字在上面");
    zp_node *block = signature_block(b);
    add_text(b, block, "填表人：", "");
    add_field(b, block, "preparer", 1000); // wider than what is left
    add_room(b, block, ZP_NODE_BLANK, 700);
    add_text(b, block, "日期：", "");
    zp_pages *pages = bench_lay(b);
    size_t page;
    const zp_page_field *field = find_field(pages, "preparer", &page);
    area note = find_text(&pages->pages[0], "说明：字在上面");
    assert_int_equal(field->x + field->width + half_point,
                     find_text(&pages->pages[0], "日期：").left);
    assert_in_range(field->y, note.bottom, note.bottom + 2 * half_point);
    is_clear(&pages->pages[0], field, NULL, NULL);
}

static void a_printed_name_stays_to_be_read(void **state) {
    bench *b = *state;
    zp_node *block = signature_block(b);
    add_line(b, block, "preparer", "某甲");
    add(b, block, ZP_NODE_LINE_BREAK);
    add_line(b, block, "head", "名字很长很长很长");
    zp_pages *pages = bench_lay(b);
    size_t page;
    const zp_page_field *beside = find_field(pages, "preparer", &page);
    area name = find_text(&pages->pages[0], "某甲");
    assert_int_equal(beside->x, name.right + 10500 / 4);
    assert_int_equal(beside->x + beside->width, name.left + 10 * 10500);
    is_clear(&pages->pages[0], beside, NULL, NULL);
    const zp_page_field *over = find_field(pages, "head", &page);
    name = find_text(&pages->pages[0], "名字很长很长很长");
    assert_int_equal(over->x, name.left);
    assert_true(over->x + over->width >= name.right);
}

static void blanks_tabs_and_gaps_before_it_count(void **state) {
    bench *b = *state;
    zp_node *block = signature_block(b);
    add_room(b, block, ZP_NODE_BLANK, 300);
    add_text(b, block, "章", "");
    add_room(b, block, ZP_NODE_BLANK, 200);
    add_field(b, block, "blank", 600);
    add(b, block, ZP_NODE_LINE_BREAK);
    add_text(b, block, "填表人：", "");
    add_room(b, block, ZP_NODE_TAB, 2000);
    add_field(b, block, "tab", 600);
    add(b, block, ZP_NODE_LINE_BREAK);
    add_text(b, block, "填表人：", "");
    add(b, block, ZP_NODE_GAP);
    add_field(b, block, "gap", 600);
    add_room(b, block, ZP_NODE_BLANK, 800);
    zp_pages *pages = bench_lay(b);
    size_t page;
    const zp_length left = ZP_MM(28000), measure = ZP_MM(156000);
    assert_int_equal(find_field(pages, "blank", &page)->x, left + 6 * 10500);
    assert_int_equal(find_field(pages, "tab", &page)->x, left + 20 * 10500);
    assert_in_range(find_field(pages, "gap", &page)->x, left + measure - 8 * 10500 - 2,
                    left + measure - 8 * 10500 + 2);
}

static void in_a_cell_too(void **state) {
    bench *b = *state;
    zp_node *table = zp_node_new(b->arena, ZP_NODE_TABLE, here);
    zp_length *columns = ZP_ARRAY(b->arena, zp_length, 1);
    columns[0] = ZP_POINTS(400);
    table->as.table = (zp_table){.columns = columns,
                                 .column_count = 1,
                                 .border = 500,
                                 .frame = 1000,
                                 .side_padding = 3000,
                                 .density = {ZP_POINTS(30), 2000, 100}};
    zp_node_append(b->section, table);
    zp_node *cell = bench_cell(b, bench_row(b, table, ZP_ROW_BODY), 1, 1, &b->cell, "");
    add_line(b, cell->first, "preparer", NULL);
    zp_pages *pages = bench_lay(b);
    size_t page;
    const zp_page_field *field = find_field(pages, "preparer", &page);
    area label = find_text(&pages->pages[0], "填表人：");
    assert_in_range(field->y + field->height, label.bottom - half_point, label.bottom + half_point);
    is_clear(&pages->pages[0], field, NULL, NULL); // nor over the table's rules
}

// ---------------------------------------------------------------- seals

// A text, the unit's name and the date (GB/T 9704 7.3.5.1), the name in line `line` of the page.
static void close_text(bench *b, int line, zp_node **name, zp_node **date) {
    static zp_style centred, below;
    for (int i = 1; i < line - 2; i++) {
        bench_block(b, b->section, ZP_NODE_PARAGRAPH, &b->body, "正文写满一行以上的内容。");
    }
    centred = below = b->body;
    centred.align = below.align = ZP_ALIGN_RIGHT;
    centred.right_indent = below.right_indent = 400;
    centred.pair = ZP_PAIR_CENTERED;
    centred.space_before = 57980;
    centred.keep_next = true;
    *name = bench_block(b, b->section, ZP_NODE_PARAGRAPH, &centred, "岳阳楼区某某街道办事处");
    add_field(b, *name, "seal", 0);
    *date = bench_block(b, b->section, ZP_NODE_PARAGRAPH, &below, "2024年5月28日");
}

static void a_seal_stands_over_name_and_date(void **state) {
    bench *b = *state;
    zp_node *name, *date;
    close_text(b, 10, &name, &date);
    zp_pages *pages = bench_lay(b);
    size_t page;
    const zp_page_field *field = find_field(pages, "seal", &page);
    area at = find_text(&pages->pages[0], "岳阳楼区某某街道办事处");
    zp_length pitch = (ZP_MM(225000) - ZP_POINTS(16)) / 21;
    assert_int_equal(field->width, seal);
    assert_int_equal(field->height, seal);
    assert_in_range(field->x + seal / 2, (at.left + at.right) / 2 - 2,
                    (at.left + at.right) / 2 + 2);
    is_clear(&pages->pages[0], field, name, date);
    // Name and date lie a little below its middle, and it begins within a line of the text.
    zp_length middle = field->y + seal / 2, foot = at.bottom + pitch;
    assert_true(middle < (at.top + foot) / 2 && middle > at.top);
    zp_length text_foot = at.bottom - 3 * pitch;
    assert_in_range(field->y, text_foot, text_foot + pitch);
}

static void a_seal_at_the_foot_leaves_the_page_number(void **state) {
    bench *b = *state;
    zp_node *name, *date;
    close_text(b, 21, &name, &date);
    zp_pages *pages = bench_lay(b);
    size_t page;
    const zp_page_field *field = find_field(pages, "seal", &page);
    assert_int_equal(pages->count, 1);
    assert_int_equal(field->width, seal);
    is_clear(&pages->pages[0], field, name, date);
    area at = find_text(&pages->pages[0], "岳阳楼区某某街道办事处");
    assert_true(meet(field_area(field), at));
}

static void a_seal_stands_on_the_words_before_it(void **state) {
    bench *b = *state;
    zp_node *block = bench_block(b, b->section, ZP_NODE_PARAGRAPH, &b->body, "部门名称：某街道");
    add_text(b, block, "（盖章）", "");
    add_field(b, block, "seal", -400);
    zp_pages *pages = bench_lay(b);
    size_t page;
    const zp_page_field *field = find_field(pages, "seal", &page);
    area words = find_text(&pages->pages[0], "（盖章）");
    assert_in_range(field->x + seal / 2, words.right - ZP_POINTS(32) - 2,
                    words.right - ZP_POINTS(32) + 2);
    assert_in_range(field->y + seal / 2, words.bottom - half_point, words.bottom + half_point);
}

static void a_seal_below_signatures_leaves_them(void **state) {
    bench *b = *state;
    zp_node *block = signature_block(b);
    add_line(b, block, "preparer", NULL);
    add(b, block, ZP_NODE_LINE_BREAK);
    add_text(b, block, "单位（盖章）：", "");
    add_field(b, block, "seal", -600);
    zp_pages *pages = bench_lay(b);
    size_t page;
    const zp_page_field *field = find_field(pages, "seal", &page);
    assert_int_equal(field->width, seal);
    const zp_page_field *signature = find_field(pages, "preparer", &page);
    assert_true(!meet(field_area(field), field_area(signature)));
    assert_true(!meet(field_area(field), find_text(&pages->pages[0], "填表人：")));
    assert_true(meet(field_area(field), find_text(&pages->pages[0], "单位（盖章）：")));
}

static void the_page_has_room_for_the_seal(void **state) {
    bench *b = *state;
    for (int i = 0; i < 19; i++) {
        bench_block(b, b->section, ZP_NODE_PARAGRAPH, &b->body, "正文。");
    }
    zp_node *block = signature_block(b);
    add_text(b, block, "单位（盖章）：", "");
    add_field(b, block, "seal", -600);
    zp_pages *pages = bench_lay(b);
    size_t page;
    const zp_page_field *field = find_field(pages, "seal", &page);
    assert_int_equal(page, 1); // the line alone would have had room
    assert_int_equal(field->width, seal);
    is_clear(&pages->pages[1], field, block, NULL);
}

static void a_seal_without_room_is_told_of(void **state) {
    bench *b = *state;
    for (int i = 0; i < 6; i++) {
        zp_node *block = bench_block(b, b->section, ZP_NODE_PARAGRAPH, &b->body,
                                     "一行正文从左边到右边写满了二十八个字还要再多写几个字为止。");
        if (i == 3) {
            add_field(b, block, "seal", 0);
        }
    }
    bench_lay(b);
    assert_int_equal(zp_messages_count(b->messages, ZP_WARNING), 1);
    assert_string_equal(zp_messages_at(b->messages, 0)->id, "seal-room");
}

// ---------------------------------------------------------------- others

static void the_trace_has_them_and_the_picture_has_not(void **state) {
    bench *b = *state;
    add_line(b, signature_block(b), "preparer", NULL);
    zp_pages *pages = bench_lay(b);
    zp_buffer out = {0};
    zp_trace_write(pages, &out);
    zp_buffer_add(&out, "", 1);
    assert_non_null(strstr(out.data, "\n  field signature preparer 121.370 "));
    assert_non_null(strstr(out.data, " 105.000 24.000 \"填表人签字\"\n"));
    zp_buffer_free(&out);
    zp_page bare = pages->pages[0];
    bare.field_count = 0;
    assert_true(zp_page_same(&bare, &pages->pages[0]));
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_bench, bench_close)
    const struct CMUnitTest tests[] = {
        TEST(a_signature_stands_on_the_foot_of_its_label),
        TEST(what_stands_around_cuts_it),
        TEST(a_printed_name_stays_to_be_read),
        TEST(blanks_tabs_and_gaps_before_it_count),
        TEST(in_a_cell_too),
        TEST(a_seal_stands_over_name_and_date),
        TEST(a_seal_at_the_foot_leaves_the_page_number),
        TEST(a_seal_stands_on_the_words_before_it),
        TEST(a_seal_below_signatures_leaves_them),
        TEST(the_page_has_room_for_the_seal),
        TEST(a_seal_without_room_is_told_of),
        TEST(the_trace_has_them_and_the_picture_has_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
