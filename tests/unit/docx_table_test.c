// Tables in DOCX: what must stand in word/document.xml.
#include "docx/reading.h"

#include <string.h>

static zp_document *with_table(size_t columns, zp_node **table) {
    static const int shares[] = {1, 1, 1};
    zp_document *document = sample_document(arena, "表");
    zp_node *section = sample_section(document, false, false);
    *table = sample_columns(document, section, columns, shares);
    return document;
}

static const char *assigned_body(const zp_document *document, zp_node *table) {
    zp_messages *messages = zp_messages_new();
    assert_int_equal(zp_table_assign(messages, table), ZP_OK);
    zp_messages_free(messages);
    return body_of(document);
}

static void test_table_properties(void **state) {
    (void)state;
    zp_node *table;
    zp_document *document = with_table(3, &table);
    zp_node *row = sample_row(document, table, ZP_ROW_BODY);
    for (int i = 0; i < 3; i++) {
        sample_cell(document, row, 1, 1, "cell", "格");
    }
    const char *body = assigned_body(document, table);
    assert_holds(body, "<w:tblPr><w:tblStyle w:val=\"form-table\"/>"
                       "<w:tblW w:w=\"8844\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>");
    assert_holds(body, "<w:tblBorders><w:top w:val=\"single\" w:sz=\"8\"");
    assert_holds(body, "<w:insideV w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>");
    assert_holds(body, "<w:tblLayout w:type=\"fixed\"/><w:tblCellMar>"
                       "<w:top w:w=\"60\" w:type=\"dxa\"/><w:left w:w=\"40\" w:type=\"dxa\"/>"
                       "<w:bottom w:w=\"50\" w:type=\"dxa\"/><w:right w:w=\"40\" w:type=\"dxa\"/>"
                       "</w:tblCellMar>");
    assert_holds(body, "<w:tblCaption w:val=\"绩效自评表\"/>");
    assert_holds(body, "<w:tblGrid><w:gridCol w:w=\"2948\"/><w:gridCol w:w=\"2948\"/>"
                       "<w:gridCol w:w=\"2948\"/></w:tblGrid>");
    assert_holds(body, "<w:trPr><w:cantSplit/><w:trHeight w:val=\"440\" w:hRule=\"atLeast\"/>"
                       "</w:trPr><w:tc><w:tcPr><w:tcW w:w=\"2948\" w:type=\"dxa\"/>"
                       "<w:vAlign w:val=\"center\"/></w:tcPr>");
    // Behind a table that ends the document, a line without height.
    assert_holds(body, "</w:tbl><w:p><w:pPr><w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"0\" "
                       "w:after=\"0\" w:line=\"1\" w:lineRule=\"exact\"/>");
}

static void test_spans(void **state) {
    (void)state;
    zp_node *table;
    zp_document *document = with_table(3, &table);
    zp_node *row = sample_row(document, table, ZP_ROW_BODY);
    sample_cell(document, row, 1, 2, "cell", "纵")->as.cell.vertical = true;
    sample_cell(document, row, 2, 1, "cell", "横");
    row = sample_row(document, table, ZP_ROW_BODY);
    sample_cell(document, row, 1, 1, "cell", "甲");
    sample_cell(document, row, 1, 1, "cell", "乙");
    const char *body = assigned_body(document, table);
    assert_holds(body, "<w:vMerge w:val=\"restart\"/><w:textDirection w:val=\"tbRlV\"/>");
    assert_holds(body, "<w:tcW w:w=\"5896\" w:type=\"dxa\"/><w:gridSpan w:val=\"2\"/>");
    assert_holds(body, "<w:vMerge w:val=\"continue\"/><w:textDirection w:val=\"tbRlV\"/>"
                       "<w:vAlign w:val=\"center\"/></w:tcPr>"
                       "<w:p><w:pPr><w:pStyle w:val=\"cell\"/></w:pPr></w:p></w:tc>");
}

static void add_rows(zp_document *document, zp_node *table, zp_row_kind kind, int count) {
    for (int i = 0; i < count; i++) {
        zp_node *row = sample_row(document, table, kind);
        for (size_t c = 0; c < table->as.table.column_count; c++) {
            sample_cell(document, row, 1, 1, "cell", "格");
        }
    }
}

static void test_leading_head_is_repeated(void **state) {
    (void)state;
    zp_node *table;
    zp_document *document = with_table(2, &table);
    add_rows(document, table, ZP_ROW_HEAD, 2);
    add_rows(document, table, ZP_ROW_BODY, 2);
    const char *body = assigned_body(document, table);
    assert_int_equal(count_of(body, "<w:tblHeader/>"), 2);
    assert_int_equal(count_of(body, "<w:tbl>"), 1);
}

static void test_head_in_mid_table_begins_a_table(void **state) {
    (void)state;
    zp_node *table;
    zp_document *document = with_table(2, &table);
    add_rows(document, table, ZP_ROW_BODY, 2);
    add_rows(document, table, ZP_ROW_HEAD, 1);
    add_rows(document, table, ZP_ROW_BODY, 2);
    const char *body = assigned_body(document, table);
    assert_int_equal(count_of(body, "<w:tbl>"), 2);
    assert_int_equal(count_of(body, "<w:tblHeader/>"), 1);
    assert_holds(body, "<w:bottom w:val=\"nil\"/>"); // of the upper one
    assert_holds(body, "</w:tbl><w:p><w:pPr><w:keepNext/><w:snapToGrid w:val=\"0\"/>"
                       "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"1\" "
                       "w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"0\" "
                       "w:firstLine=\"0\"/><w:rPr><w:snapToGrid w:val=\"0\"/><w:vanish/>"
                       "<w:sz w:val=\"2\"/><w:szCs w:val=\"2\"/></w:rPr></w:pPr></w:p><w:tbl>");
}

static void test_crossed_head_stays(void **state) {
    (void)state;
    zp_node *table;
    zp_document *document = with_table(2, &table);
    zp_node *row = sample_row(document, table, ZP_ROW_BODY);
    sample_cell(document, row, 1, 2, "cell", "跨");
    sample_cell(document, row, 1, 1, "cell", "格");
    row = sample_row(document, table, ZP_ROW_HEAD);
    sample_cell(document, row, 1, 1, "head", "头");
    add_rows(document, table, ZP_ROW_BODY, 1);
    const char *body = assigned_body(document, table);
    assert_int_equal(count_of(body, "<w:tbl>"), 1);
    assert_lacks(body, "w:tblHeader");
}

// Word does not repeat a row that is merged with one below it.
static void test_label_out_of_a_head_is_cut(void **state) {
    (void)state;
    zp_node *table;
    zp_document *document = with_table(2, &table);
    zp_node *row = sample_row(document, table, ZP_ROW_HEAD);
    sample_cell(document, row, 1, 3, "head", "标签");
    sample_cell(document, row, 1, 1, "head", "头");
    for (int i = 0; i < 2; i++) {
        row = sample_row(document, table, ZP_ROW_BODY);
        sample_cell(document, row, 1, 1, "cell", "格");
    }
    const char *body = assigned_body(document, table);
    assert_holds(body, "<w:tcBorders><w:bottom w:val=\"nil\"/></w:tcBorders>");
    assert_holds(body, "<w:vMerge w:val=\"restart\"/><w:tcBorders><w:top w:val=\"nil\"/>"
                       "</w:tcBorders>");
    assert_int_equal(count_of(body, "标签"), 1);
    assert_true(strstr(body, "标签") > strstr(body, "头"));
}

static void test_density(void **state) {
    (void)state;
    zp_node *table;
    zp_document *document = with_table(1, &table);
    add_rows(document, table, ZP_ROW_BODY, 1);
    table->as.table.density.type_percent = 90;
    const char *body = assigned_body(document, table);
    assert_holds(body, "<w:spacing w:line=\"252\" w:lineRule=\"exact\"/><w:rPr>"
                       "<w:sz w:val=\"19\"/><w:szCs w:val=\"19\"/></w:rPr>");
    assert_holds(body, "<w:r><w:rPr><w:sz w:val=\"19\"/><w:szCs w:val=\"19\"/></w:rPr><w:t ");
}

// A page ends before a label, but for no hole of more than its eighth: 3 rows of 22 pt.
static void test_a_label_keeps_its_first_rows(void **state) {
    (void)state;
    zp_node *table;
    zp_document *document = with_table(2, &table);
    for (int i = 0; i < 10; i++) {
        zp_node *row = sample_row(document, table, ZP_ROW_BODY);
        if (i == 0) {
            sample_cell(document, row, 1, 10, "cell", "标签");
        }
        sample_cell(document, row, 1, 1, "cell", "格");
    }
    assert_int_equal(count_of(assigned_body(document, table), "<w:keepNext/>"), 3 * 2);
}

// Indents shrink with the type: names below 其中： once stood half a 字 right of its name.
static void test_indents_of_smaller_type(void **state) {
    (void)state;
    for (int percent = 90; percent <= 100; percent += 10) {
        zp_node *table;
        zp_document *document = with_table(1, &table);
        zp_node *row = sample_row(document, table, ZP_ROW_BODY);
        zp_node *cell = sample_cell(document, row, 1, 1, "cell", "政府性基金拨款");
        zp_style indented = *cell->first->style;
        indented.left_indent = 300;
        cell->first->style = &indented;
        table->as.table.density.type_percent = percent;
        const char *body = assigned_body(document, table);
        // 3 x 10.5 pt x 90%
        int count = count_of(body, "<w:ind w:leftChars=\"0\" w:left=\"567\"/>");
        assert_int_equal(count, percent == 90);
    }
}

// The rows grow for a label beside them; vertical text would otherwise fold (B9).
static void test_label_spreads_over_its_rows(void **state) {
    (void)state;
    zp_node *table;
    zp_document *document = with_table(2, &table);
    zp_node *row = sample_row(document, table, ZP_ROW_BODY);
    zp_node *label = sample_cell(document, row, 1, 2, "cell", "一二三四五六七八九十");
    label->as.cell.vertical = true;
    sample_cell(document, row, 1, 1, "cell", "格");
    sample_cell(document, sample_row(document, table, ZP_ROW_BODY), 1, 1, "cell", "格");
    // (10 x 10.5 + 2 x 3) / 2 = 55.5 pt each
    assert_int_equal(count_of(assigned_body(document, table), "<w:trHeight w:val=\"1110\""), 2);
}

// Short numbers stand upright in a column (B9): one run, or one for each figure.
static void test_upright_numbers(void **state) {
    (void)state;
    static const char layout[] =
        "<w:eastAsianLayout w:id=\"%d\" w:vert=\"1\" "
        "w:vertCompress=\"1\"/></w:rPr><w:t xml:space=\"preserve\">%s</w:t>";
    char wanted[256];
    zp_vertical_digits hows[] = {ZP_DIGITS_COMBINED, ZP_DIGITS_STACKED, ZP_DIGITS_ROTATED};
    for (int i = 0; i < 3; i++) {
        zp_node *table;
        zp_document *document = with_table(2, &table);
        zp_node *row = sample_row(document, table, ZP_ROW_BODY);
        zp_node *cell = sample_cell(document, row, 1, 2, "cell", "第12项2023年A4纸");
        sample_cell(document, row, 1, 1, "cell", "第12项");
        sample_cell(document, sample_row(document, table, ZP_ROW_BODY), 1, 1, "cell", "格");
        cell->as.cell.vertical = true;
        zp_style *style = ZP_NEW(arena, zp_style);
        *style = *cell->first->style;
        style->vertical_digits = hows[i];
        cell->first->style = style;
        const char *body = assigned_body(document, table);
        assert_int_equal(count_of(body, "w:eastAsianLayout"), i == 0 ? 1 : i == 1 ? 2 : 0);
        if (i < 2) {
            snprintf(wanted, sizeof wanted, layout, 1, i == 0 ? "12" : "1");
            assert_holds(body, wanted);
        }
        if (i == 1) {
            snprintf(wanted, sizeof wanted, layout, 2, "2");
            assert_holds(body, wanted);
        }
        // 8 em: 4 Han, 12, 2023, A4; the stacked 12 takes an em more.
        int64_t height = zp_scale(8 + (i == 1), style->size, 1) + 2 * 3000;
        snprintf(wanted, sizeof wanted, "<w:trHeight w:val=\"%lld\"", (long long)(height / 2 / 50));
        assert_int_equal(count_of(body, wanted), 2);
    }
}

static void test_tall_row_may_break(void **state) {
    (void)state;
    zp_node *table;
    zp_document *document = with_table(1, &table);
    zp_buffer text = {0};
    for (int i = 0; i < 3000; i++) {
        zp_buffer_add_string(&text, "长");
    }
    zp_buffer_add(&text, "", 1);
    sample_cell(document, sample_row(document, table, ZP_ROW_BODY), 1, 1, "cell", text.data);
    assert_lacks(assigned_body(document, table), "w:cantSplit");
    zp_buffer_free(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table_properties),
        cmocka_unit_test(test_spans),
        cmocka_unit_test(test_leading_head_is_repeated),
        cmocka_unit_test(test_head_in_mid_table_begins_a_table),
        cmocka_unit_test(test_crossed_head_stays),
        cmocka_unit_test(test_label_out_of_a_head_is_cut),
        cmocka_unit_test(test_density),
        cmocka_unit_test(test_a_label_keeps_its_first_rows),
        cmocka_unit_test(test_indents_of_smaller_type),
        cmocka_unit_test(test_label_spreads_over_its_rows),
        cmocka_unit_test(test_upright_numbers),
        cmocka_unit_test(test_tall_row_may_break),
    };
    return cmocka_run_group_tests_name("docx_table", tests, open_arena, close_arena);
}
