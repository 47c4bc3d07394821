// What a DOCX tells of its tables to readers that cannot see them: which rows and columns are
// heads, and what each table is.
#include "docx/reading.h"

static zp_document *document;
static zp_node *section;

static void begin(void) {
    document = sample_document(arena, "表");
    section = sample_section(document, false, false);
}

static zp_node *add_table(const char *caption) {
    static const int shares[] = {1, 1};
    zp_node *table = sample_columns(document, section, 2, shares);
    table->as.table.caption = zp_text_of(caption);
    return table;
}

// A row of two cells, or of one as wide as the table.
static void add_row(zp_node *table, zp_row_kind kind, zp_scope first, zp_scope second, bool wide) {
    zp_node *row = sample_row(document, table, kind);
    sample_cell(document, row, wide ? 2 : 1, 1, "cell", "甲")->as.cell.scope = first;
    if (!wide) {
        sample_cell(document, row, 1, 1, "cell", "乙")->as.cell.scope = second;
    }
}

static void add_body_row(zp_node *table, zp_scope first) {
    add_row(table, ZP_ROW_BODY, first, ZP_SCOPE_NONE, false);
}

static const char *written(void) {
    zp_messages *messages = zp_messages_new();
    for (zp_node *node = section->first; node != NULL; node = node->next) {
        if (node->type == ZP_NODE_TABLE) {
            assert_int_equal(zp_table_assign(messages, node), ZP_OK);
        }
    }
    zp_messages_free(messages);
    return body_of(document);
}

#define LOOK(value, row, column)                                                                   \
    "<w:tblLook w:val=\"" value "\" w:firstRow=\"" row                                             \
    "\" w:lastRow=\"0\" w:firstColumn=\"" column                                                   \
    "\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>"

static void test_heads_of_rows(void **state) {
    (void)state;
    begin();
    zp_node *table = add_table("表");
    add_body_row(table, ZP_SCOPE_ROW);
    add_row(table, ZP_ROW_BODY, ZP_SCOPE_NONE, ZP_SCOPE_NONE, true);
    add_body_row(table, ZP_SCOPE_ROW);
    assert_holds(written(), LOOK("0680", "0", "1"));
    add_body_row(table, ZP_SCOPE_NONE); // of which the column says nothing
    assert_holds(written(), LOOK("0600", "0", "0"));
}

static void test_rows_as_wide_as_the_table_have_no_heads(void **state) {
    (void)state;
    begin();
    zp_node *table = add_table("表");
    add_row(table, ZP_ROW_BODY, ZP_SCOPE_NONE, ZP_SCOPE_NONE, true);
    add_row(table, ZP_ROW_BODY, ZP_SCOPE_NONE, ZP_SCOPE_NONE, true);
    assert_holds(written(), LOOK("0600", "0", "0"));
}

static void test_heads_of_columns(void **state) {
    (void)state;
    begin();
    zp_node *table = add_table("表");
    add_row(table, ZP_ROW_HEAD, ZP_SCOPE_COLUMN, ZP_SCOPE_COLUMN, false);
    add_body_row(table, ZP_SCOPE_NONE);
    assert_holds(written(), LOOK("0620", "1", "0"));
    begin();
    table = add_table("表"); // one that does not repeat
    add_row(table, ZP_ROW_BODY, ZP_SCOPE_COLUMN, ZP_SCOPE_COLUMN, false);
    add_body_row(table, ZP_SCOPE_ROW);
    assert_lacks(written(), "<w:tblHeader/>");
    assert_holds(written(), LOOK("0620", "1", "0"));
    begin();
    table = add_table("表");
    add_row(table, ZP_ROW_BODY, ZP_SCOPE_ROW, ZP_SCOPE_COLUMN, false);
    add_body_row(table, ZP_SCOPE_ROW);
    assert_holds(written(), LOOK("0680", "0", "1"));
    begin();
    table = add_table("表"); // heads of nothing
    add_row(table, ZP_ROW_HEAD, ZP_SCOPE_COLUMN, ZP_SCOPE_COLUMN, false);
    assert_holds(written(), LOOK("0600", "0", "0"));
}

// A table that Word is given as two has its heads in the second.
static void test_heads_of_each_piece(void **state) {
    (void)state;
    begin();
    zp_node *table = add_table("表");
    table->as.table.description = ZP_TEXT("一行一项。");
    add_body_row(table, ZP_SCOPE_ROW);
    add_row(table, ZP_ROW_HEAD, ZP_SCOPE_COLUMN, ZP_SCOPE_COLUMN, false);
    add_body_row(table, ZP_SCOPE_NONE);
    const char *body = written();
    assert_holds(body, LOOK("0680", "0", "1") "<w:tblCaption w:val=\"表（第1部分，共2部分）\"/>"
                                              "<w:tblDescription w:val=\"一行一项。\"/>");
    assert_holds(body, LOOK("0620", "1", "0") "<w:tblCaption w:val=\"表（第2部分，共2部分）\"/>"
                                              "<w:tblDescription w:val=\"一行一项。\"/>");
    assert_int_equal(count_of(body, "<w:tblHeader/>"), 1);
}

static void test_tables_of_one_caption(void **state) {
    (void)state;
    begin();
    add_body_row(add_table("收入"), ZP_SCOPE_ROW);
    sample_text(document, section, "body", "文");
    add_body_row(add_table("收入"), ZP_SCOPE_ROW);
    section = sample_section(document, false, false);
    zp_node *table = add_table("收入");
    add_body_row(table, ZP_SCOPE_ROW);
    add_row(table, ZP_ROW_HEAD, ZP_SCOPE_COLUMN, ZP_SCOPE_COLUMN, false);
    add_body_row(table, ZP_SCOPE_ROW);
    add_body_row(add_table("支<出>"), ZP_SCOPE_ROW);
    add_body_row(add_table(""), ZP_SCOPE_ROW);
    for (section = document->root->first; section->next != NULL; section = section->next) {
        written(); // assigns its tables
    }
    const char *body = written();
    assert_holds(body, "<w:tblCaption w:val=\"收入（表1）\"/>");
    assert_holds(body, "<w:tblCaption w:val=\"收入（表2）\"/>");
    assert_holds(body, "<w:tblCaption w:val=\"收入（表3，第1部分，共2部分）\"/>");
    assert_holds(body, "<w:tblCaption w:val=\"收入（表3，第2部分，共2部分）\"/>");
    assert_holds(body, "<w:tblCaption w:val=\"支&lt;出&gt;\"/>");
    assert_int_equal(count_of(body, "<w:tblCaption "), 5);
    assert_lacks(body, "<w:tblDescription ");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_heads_of_rows),
        cmocka_unit_test(test_rows_as_wide_as_the_table_have_no_heads),
        cmocka_unit_test(test_heads_of_columns),
        cmocka_unit_test(test_heads_of_each_piece),
        cmocka_unit_test(test_tables_of_one_caption),
    };
    return cmocka_run_group_tests_name("docx_heads", tests, open_arena, close_arena);
}
