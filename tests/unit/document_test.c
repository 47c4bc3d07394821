// The document tree: grids, column widths, text, dump.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "document/document.h"

#include <string.h>

static const zp_style style = {
    .id = {"text", 4}, .size = ZP_POINTS(10), .pitch = ZP_POINTS(14), .align = ZP_ALIGN_BALANCE};

typedef struct state {
    zp_arena *arena;
    zp_messages *messages;
} state;

static int set_up(void **data) {
    state *state = zp_allocate(sizeof *state);
    state->arena = zp_arena_new();
    state->messages = zp_messages_new();
    *data = state;
    return 0;
}

static int tear_down(void **data) {
    state *state = *data;
    zp_messages_free(state->messages);
    zp_arena_free(state->arena);
    zp_buffer block = {.data = *data};
    zp_buffer_free(&block);
    return 0;
}

static zp_node *paragraph(zp_arena *arena, const char *text) {
    zp_node *node = zp_node_new(arena, ZP_NODE_PARAGRAPH, (zp_place){"t.xml", 1, 0});
    node->style = &style;
    zp_node *run = zp_node_new(arena, ZP_NODE_RUN, (zp_place){"t.xml", 1, 0});
    run->as.run.text = zp_text_of(text);
    zp_node_append(node, run);
    return node;
}

// A table in words: rows by newline, cells by `|`, each `columns x rows text`, as "2x1 名称".
static zp_node *table(zp_arena *arena, size_t columns, const char *words) {
    zp_node *table = zp_node_new(arena, ZP_NODE_TABLE, (zp_place){"t.xml", 1, 0});
    table->as.table.column_count = columns;
    table->as.table.columns = ZP_ARRAY(arena, zp_length, columns);
    table->as.table.side_padding = ZP_POINTS(3);
    table->as.table.density = (zp_density){ZP_POINTS(20), ZP_POINTS(2), 100};
    zp_node *row = NULL;
    uint32_t line = 1;
    for (const char *at = words; *at != '\0';) {
        if (row == NULL) {
            row = zp_node_new(arena, ZP_NODE_ROW, (zp_place){"t.xml", ++line, 0});
            zp_node_append(table, row);
        }
        size_t size = strcspn(at, "|\n");
        zp_node *cell = zp_node_new(arena, ZP_NODE_CELL, (zp_place){"t.xml", line, 0});
        cell->as.cell.column_span = (uint16_t)(at[0] - '0');
        cell->as.cell.row_span = (uint16_t)(at[2] - '0');
        const char *text = size > 4 ? zp_arena_string(arena, (zp_text){at + 4, size - 4}) : "";
        zp_node_append(cell, paragraph(arena, text));
        zp_node_append(row, cell);
        at += size;
        row = *at == '\n' ? NULL : row;
        at += *at != '\0';
    }
    return table;
}

static zp_cell *cell_at(zp_node *table, int row, int index) {
    zp_node *node = table->first;
    while (row-- > 0) {
        node = node->next;
    }
    node = node->first;
    while (index-- > 0) {
        node = node->next;
    }
    return &node->as.cell;
}

static void spans_give_columns(void **data) {
    state *state = *data;
    zp_node *made = table(state->arena, 4, "1x2 a|2x1 b|1x3 c\n1x1 d|1x2 e\n3x1 f\n4x1 g");
    assert_int_equal(zp_table_assign(state->messages, made), ZP_BAD_INPUT); // f covers e
    made = table(state->arena, 4, "1x3 a|2x1 b|1x3 c\n1x1 d|1x2 e\n1x1 f\n4x1 g");
    assert_int_equal(zp_table_assign(state->messages, made), ZP_OK);
    assert_int_equal(cell_at(made, 0, 2)->column, 3);
    assert_int_equal(cell_at(made, 1, 0)->column, 1);
    assert_int_equal(cell_at(made, 1, 1)->column, 2);
    assert_int_equal(cell_at(made, 2, 0)->column, 1);
    assert_int_equal(cell_at(made, 3, 0)->column, 0);
}

static void wrong_spans_are_located(void **data) {
    state *state = *data;
    static const struct {
        const char *words;
        uint32_t line;
        const char *text;
    } cases[] = {
        {"1x1 a|1x1 b\n1x1 c", 3, "leaves column 2 of 2 empty"},
        {"1x1 a|1x1 b\n1x1 c|2x1 d", 3, "reaches column 3"},
        {"1x1 a|1x1 b|1x1 c", 2, "reaches column 3"},
        {"1x1 a|1x2 b\n2x1 c", 3, "which a cell of a row above covers"},
        {"1x1 a|1x2 b\n1x2 c", 3, "reaches row 3 of a table of 2 rows"},
        {"0x1 a|1x1 b", 2, "span of 0"},
        {"", 1, "no rows"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zp_node *made = table(state->arena, 2, cases[i].words);
        assert_int_equal(zp_table_assign(state->messages, made), ZP_BAD_INPUT);
        const zp_message *message = zp_messages_at(state->messages, i);
        assert_non_null(message);
        assert_string_equal(message->id, "table-span");
        assert_int_equal(message->place.line, cases[i].line);
        if (strstr(message->text.data, cases[i].text) == NULL) {
            fail_msg("“%s” is not in “%s”", cases[i].text, message->text.data);
        }
    }
}

static zp_length sum(const zp_node *table) {
    zp_length sum = 0;
    for (size_t i = 0; i < table->as.table.column_count; i++) {
        sum += table->as.table.columns[i];
    }
    return sum;
}

static zp_node *fitted(state *state, size_t columns, const char *words, int *weights,
                       zp_length measure) {
    zp_node *made = table(state->arena, columns, words);
    made->as.table.weights = weights;
    assert_int_equal(zp_table_assign(state->messages, made), ZP_OK);
    zp_table_fit_columns(made, measure, NULL);
    assert_int_equal(sum(made), measure);
    return made;
}

static void widths_are_estimated_by_script(void **data) {
    (void)data;
    const zp_style gaps = {.size = 10000, .tracking = -200, .han_western = 250};
    assert_int_equal(zp_estimated_advance(&gaps, 0, 0x4E2D), 9800); // 中
    assert_int_equal(zp_estimated_advance(&gaps, 0x4E2D, 0x4E2D), 9800);
    assert_int_equal(zp_estimated_advance(&gaps, 0, '7'), 5000);
    assert_int_equal(zp_estimated_advance(&gaps, '7', '%'), 8333);
    assert_int_equal(zp_estimated_advance(&gaps, 0x4E2D, '7'), 7500); // B7
    assert_int_equal(zp_estimated_advance(&gaps, '7', 0x4E2D), 12300);
    assert_int_equal(zp_estimated_advance(&gaps, 0xFF0C, '7'), 5000);  // none beside ，
    assert_int_equal(zp_estimated_advance(&gaps, ' ', 0x4E2D), 9800);  // nor beside a space
    assert_int_equal(zp_estimated_advance(&gaps, 0, 0x2460), 9800);    // ①
    assert_int_equal(zp_estimated_advance(&gaps, 0x845B, 0xE0100), 0); // a selector
}

static void figures_and_labels_stay_whole(void **data) {
    state *state = *data;
    zp_node *made =
        fitted(state, 3,
               "1x1 一级指标|1x1 4073.53万元|1x1 一段很长的文字，需要占去这一行剩下的全部"
               "宽度，而且还要折成好几行才放得下，所以应当尽量宽一些",
               NULL, ZP_POINTS(200));
    const zp_length *columns = made->as.table.columns;
    assert_true(columns[0] >= ZP_POINTS(46));          // four Han and the padding
    assert_true(columns[1] >= ZP_POINTS(35 + 20 + 6)); // seven figures and two Han
    assert_true(columns[2] > columns[0]);
}

// % is wider than half an em: 133.86% once had 35 pt where it takes 38.
static void a_percentage_stays_whole(void **data) {
    state *state = *data;
    zp_node *made = fitted(state, 2, "1x1 133.86%|1x1 名称", NULL, ZP_POINTS(71));
    assert_true(made->as.table.columns[0] >= 44300); // and the padding
}

// B10: 12345 and 0.6789 point below point are 25 + 22.5 pt wide and 6 with padding, more than
// either.
static void a_column_of_numbers_has_room_for_its_points(void **data) {
    state *state = *data;
    zp_length widths[2];
    for (int aligned = 0; aligned < 2; aligned++) {
        zp_style number = style;
        number.align = aligned ? ZP_ALIGN_DECIMAL : ZP_ALIGN_CENTER;
        zp_node *made =
            table(state->arena, 2,
                  "1x1 12345|1x1 一段很长的文字，需要占去这一行剩下的全部宽度，折成好几行\n"
                  "1x1 0.6789|1x1 所以应当尽量宽一些，而且还要再折成好几行才放得下");
        for (zp_node *row = made->first; row != NULL; row = row->next) {
            row->first->first->style = &number;
        }
        assert_int_equal(zp_table_assign(state->messages, made), ZP_OK);
        assert_int_equal(made->as.table.number_columns, aligned);
        zp_table_fit_columns(made, ZP_POINTS(200), NULL);
        widths[aligned] = made->as.table.columns[0];
    }
    assert_true(widths[0] < 53500);
    assert_true(widths[1] >= 53500);
}

static void equal_weights_keep_equal_widths(void **data) {
    state *state = *data;
    int weights[] = {0, 20, 20, 20};
    zp_node *made = fitted(state, 4, "1x1 名称|1x1 1|1x1 22222222222|1x1 3", weights, 300001);
    const zp_length *columns = made->as.table.columns;
    assert_int_equal(columns[1], columns[2]);
    assert_int_equal(columns[2], columns[3]);
    assert_true(columns[1] >= 60000);
}

// A report's 80至89岁金额 had a wider column than 90至99岁金额 beside it.
static void columns_of_numbers_in_a_report_are_alike(void **data) {
    state *state = *data;
    zp_style number = style;
    number.align = ZP_ALIGN_RIGHT;
    zp_node *made = table(state->arena, 4,
                          "1x1 季度|1x1 人数|1x1 低保老人领取的金额|1x1 金额\n"
                          "1x1 第一季度|1x1 543|1x1 72700|1x1 18300");
    for (zp_node *cell = made->last->first->next; cell != NULL; cell = cell->next) {
        cell->first->style = &number;
    }
    assert_int_equal(zp_table_assign(state->messages, made), ZP_OK);
    zp_table_fit_columns(made, ZP_POINTS(300), NULL);
    const zp_length *columns = made->as.table.columns;
    assert_in_range(columns[2], columns[1] - 2, columns[1] + 2); // the last bits go to one
    assert_in_range(columns[3], columns[1] - 2, columns[1] + 2);
    zp_table_fit_columns(made, ZP_POINTS(170), NULL); // but no label is broken for it
    assert_true(columns[2] > columns[1]);
    assert_true(columns[0] >= ZP_POINTS(46));
}

// 整治经营性|自建房安全隐患 takes 7 字; in 6 a word would be parted, or another line taken.
static void labels_are_measured_by_their_words(void **data) {
    state *state = *data;
    zp_node *made = fitted(state, 2,
                           "1x1 整治经营性自建房安全隐患|1x1 一段文字需要占去这一行里剩下的全部宽度"
                           "而且还要折成好几行才放得下",
                           NULL, ZP_POINTS(180));
    assert_true(made->as.table.columns[0] >= ZP_POINTS(76));
}

// Smaller type needs less, and text beside it gets what is left.
static void columns_are_fitted_for_the_type_at_hand(void **data) {
    state *state = *data;
    zp_node *made = fitted(state, 3,
                           "1x1 一级指标|1x1 133.86%|1x1 一段很长的文字，需要占去这一行剩下的全部"
                           "宽度，而且还要折成好几行才放得下，所以应当尽量宽一些",
                           NULL, ZP_POINTS(160));
    const zp_node *const tables[] = {made};
    zp_density small = {ZP_POINTS(17), ZP_POINTS(1), 90};
    zp_length widths[3];
    zp_tables_fit_columns(tables, 1, ZP_POINTS(160), &small, NULL, widths);
    assert_int_equal(widths[0] + widths[1] + widths[2], ZP_POINTS(160));
    assert_in_range(widths[0], ZP_POINTS(42), ZP_POINTS(45));
    assert_true(widths[2] > made->as.table.columns[2] + ZP_POINTS(4));
}

static void spanning_cells_count(void **data) {
    state *state = *data;
    zp_node *made =
        fitted(state, 3, "2x1 123456789012345678|1x1 尾\n1x1 a|1x1 b|1x1 c", NULL, ZP_POINTS(130));
    const zp_length *columns = made->as.table.columns;
    assert_true(columns[0] + columns[1] >= ZP_POINTS(90 + 6));
}

static void too_narrow_is_shared_out(void **data) {
    state *state = *data;
    zp_node *made = fitted(state, 3, "1x1 1234567890|1x1 1234567890|1x1 名称", NULL, ZP_POINTS(60));
    for (size_t i = 0; i < 3; i++) {
        assert_true(made->as.table.columns[i] > 0);
    }
}

static void long_texts_are_quick(void **data) {
    state *state = *data;
    size_t size = 600000;
    char *text = zp_arena_get(state->arena, size + 16);
    memcpy(text, "1x1 a|1x1 ", 10);
    for (size_t i = 0; i + 3 <= size; i += 3) {
        memcpy(text + 10 + i, "文", 3);
    }
    zp_node *made = fitted(state, 2, text, NULL, ZP_POINTS(400));
    assert_true(made->as.table.columns[1] > made->as.table.columns[0]);
}

static const char *repeated(state *state, const char *before, const char *part, int times,
                            const char *after) {
    zp_buffer out = {0};
    zp_buffer_add_string(&out, before);
    for (int i = 0; i < times; i++) {
        zp_buffer_add_string(&out, part);
    }
    zp_buffer_add_string(&out, after);
    const char *text = zp_arena_string(state->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

// Marks behind the last piece that is counted made it grow without end.
static void a_long_punctuated_cell_starves_no_other(void **data) {
    state *state = *data;
    for (int times = 1495; times < 1505; times++) { // reads nothing behind the last piece
        fitted(state, 2, repeated(state, "1x1 名称|1x1 ", "文", times, "，文"), NULL, 200000);
    }
    const char *words =
        repeated(state, "1x1 绩效指标|1x1 （万元）|1x1 ", "事项，", 3000, "|1x1 数量");
    zp_node *made = fitted(state, 4, words, NULL, ZP_POINTS(300));
    const zp_length *columns = made->as.table.columns;
    assert_true(columns[0] >= ZP_POINTS(46));
    assert_true(columns[1] >= ZP_POINTS(46));
    assert_true(columns[3] >= ZP_POINTS(26));
}

static void an_address_breaks_at_its_marks(void **data) {
    state *state = *data;
    zp_node *made = fitted(state, 3,
                           "1x1 https://www.yyl.gov.cn/zwgk/caizheng-xinxi/yusuan/jixiao?id=index|"
                           "1x1 绩效指标|1x1 123456789012",
                           NULL, ZP_POINTS(200));
    const zp_length *columns = made->as.table.columns;
    assert_true(columns[0] >= ZP_POINTS(70 + 6)); // www.yyl.gov.cn/
    assert_true(columns[1] >= ZP_POINTS(26));
    assert_true(columns[2] >= ZP_POINTS(66));
    // Not within a figure.
    made = fitted(state, 2, "1x1 2023/05-28/2024|1x1 一段很长的文字，需要占去剩下的全部", NULL,
                  ZP_POINTS(150));
    assert_true(made->as.table.columns[0] >= ZP_POINTS(75 + 6));
}

static void an_unbreakable_piece_starves_no_other(void **data) {
    state *state = *data;
    const char *words = repeated(state, "1x1 绩效|1x1 ", "x", 100, "|1x1 （万元）|1x1 12345");
    zp_node *made = fitted(state, 4, words, NULL, ZP_POINTS(200));
    const zp_length *columns = made->as.table.columns;
    assert_true(columns[0] >= ZP_POINTS(16));
    assert_true(columns[1] >= ZP_POINTS(66));
    assert_true(columns[2] >= ZP_POINTS(26 + 6));
    assert_true(columns[3] >= ZP_POINTS(25 + 6));
}

static void text_of_nodes(void **data) {
    state *state = *data;
    zp_node *made = table(state->arena, 2, "1x1 甲|1x1 乙");
    zp_text text = zp_node_text(state->arena, made);
    assert_string_equal(text.data, "甲\n乙\n");
    zp_node *one = made->first->first->first;
    zp_node_append(one, zp_node_new(state->arena, ZP_NODE_LINE_BREAK, one->place));
    zp_node_append(one, paragraph(state->arena, "丙")->first);
    text = zp_node_text(state->arena, one);
    assert_string_equal(text.data, "甲\n丙");
}

static void dump_is_a_line_a_node(void **data) {
    state *state = *data;
    zp_document document = {.id = ZP_TEXT("x"),
                            .title = ZP_TEXT("a\"b"),
                            .language = ZP_TEXT("zh-CN"),
                            .arena = state->arena};
    document.root = zp_node_new(state->arena, ZP_NODE_DOCUMENT, (zp_place){0});
    zp_node_append(document.root, table(state->arena, 1, "1x1 甲"));
    zp_buffer out = {0};
    zp_document_dump(&document, &out);
    zp_buffer_add(&out, "", 1);
    assert_string_equal(out.data, "document x \"a\\\"b\" unit=\"\" date=\"\" language=zh-CN\n"
                                  "  table columns=0 caption=\"\"\n"
                                  "    row\n"
                                  "      cell column=0\n"
                                  "        paragraph text\n"
                                  "          run \"甲\"\n");
    zp_buffer_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(spans_give_columns, set_up, tear_down),
        cmocka_unit_test_setup_teardown(wrong_spans_are_located, set_up, tear_down),
        cmocka_unit_test_setup_teardown(widths_are_estimated_by_script, set_up, tear_down),
        cmocka_unit_test_setup_teardown(figures_and_labels_stay_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_percentage_stays_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_column_of_numbers_has_room_for_its_points, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(equal_weights_keep_equal_widths, set_up, tear_down),
        cmocka_unit_test_setup_teardown(columns_of_numbers_in_a_report_are_alike, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(labels_are_measured_by_their_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(columns_are_fitted_for_the_type_at_hand, set_up, tear_down),
        cmocka_unit_test_setup_teardown(spanning_cells_count, set_up, tear_down),
        cmocka_unit_test_setup_teardown(too_narrow_is_shared_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(long_texts_are_quick, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_long_punctuated_cell_starves_no_other, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_address_breaks_at_its_marks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_unbreakable_piece_starves_no_other, set_up, tear_down),
        cmocka_unit_test_setup_teardown(text_of_nodes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dump_is_a_line_a_node, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
