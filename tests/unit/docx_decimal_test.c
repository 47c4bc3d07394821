// Columns of numbers in DOCX: flush right, and how far indented (B10).
#include "docx/reading.h"

#include <string.h>

#define INDENT(right) "<w:ind w:rightChars=\"0\" w:right=\"" right "\"/>"

static zp_style number;
static zp_document *document;
static zp_node *table;

// Two columns of 4422 twips, 40 twips of padding at each side; one row for each pair of values.
static const char *body_with(zp_align align, const char *const values[], size_t count) {
    static const int shares[] = {1, 1};
    document = sample_document(arena, "表");
    number = *sample_style(document, "cell");
    number.align = align;
    table = sample_columns(document, sample_section(document, false, false), 2, shares);
    for (size_t i = 0; i < count; i++) {
        zp_node *row = sample_row(document, table, ZP_ROW_BODY);
        sample_cell(document, row, 1, 1, "cell", "项目");
        zp_node *cell = sample_cell(document, row, 1, 1, "cell", values[i]);
        cell->first->style = &number;
        if (values[i][0] == '\0') {
            cell->first->first = cell->first->last = NULL;
        }
    }
    zp_messages *messages = zp_messages_new();
    assert_int_equal(zp_table_assign(messages, table), ZP_OK);
    zp_messages_free(messages);
    return body_of(document);
}

// 10.5 pt: 15.83 has 10.5 and 13.125 pt beside its point, 1013.3 21 and 7.875; on the whole they
// lean 5.25 pt to the left. The room is 217.1 pt (4342 twips), so the point stands 108.55 + 2.625 =
// 111.175 pt from the left and 105.925 from the right, less 13.125 or 7.875.
static void points_stand_on_one_line(void **state) {
    (void)state;
    static const char *const values[] = {"15.83", "", "1013.3", "/", "不适用"};
    const char *body = body_with(ZP_ALIGN_DECIMAL, values, 5);
    assert_int_equal(count_of(body, "w:rightChars"), 3);
    assert_int_equal(count_of(body, INDENT("1856")), 2); // and an empty cell
    assert_int_equal(count_of(body, INDENT("1961")), 1);
    assert_holds(body, "<w:pPr><w:pStyle w:val=\"cell\"/>" INDENT("1856") "<w:jc w:val=\"right\"/>"
                                                                          "</w:pPr><w:r>");
}

static void a_column_flush_right_ends_at_its_edge(void **state) {
    (void)state;
    static const char *const values[] = {"972.88", "5"};
    const char *body = body_with(ZP_ALIGN_RIGHT, values, 2);
    assert_int_equal(count_of(body, INDENT("0")), 1);
    assert_int_equal(count_of(body, INDENT("263")), 1);
}

static void one_number_by_itself_stays_in_the_middle(void **state) {
    (void)state;
    static const char *const values[] = {"97"};
    assert_lacks(body_with(ZP_ALIGN_DECIMAL, values, 1), "w:rightChars");
}

static void no_number_no_indent(void **state) {
    (void)state;
    static const char *const values[] = {"/", "", "——"};
    assert_lacks(body_with(ZP_ALIGN_DECIMAL, values, 3), "w:rightChars");
}

static void parts_too_wide_together_are_not_aligned(void **state) {
    (void)state;
    static const char *const values[] = {"123456789012345678901234567890",
                                         "0.123456789012345678901234567890"};
    assert_lacks(body_with(ZP_ALIGN_DECIMAL, values, 2), "w:rightChars");
}

static void smaller_type_needs_less_indent(void **state) {
    (void)state;
    static const char *const values[] = {"972.88", "5"};
    body_with(ZP_ALIGN_RIGHT, values, 2);
    table->as.table.density.type_percent = 90;
    assert_int_equal(count_of(body_of(document), INDENT("236")), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_stand_on_one_line),
        cmocka_unit_test(a_column_flush_right_ends_at_its_edge),
        cmocka_unit_test(one_number_by_itself_stays_in_the_middle),
        cmocka_unit_test(no_number_no_indent),
        cmocka_unit_test(parts_too_wide_together_are_not_aligned),
        cmocka_unit_test(smaller_type_needs_less_indent),
    };
    return cmocka_run_group_tests_name("docx_decimal", tests, open_arena, close_arena);
}
