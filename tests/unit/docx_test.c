// The DOCX writer, element by element: trees made by hand, and what must stand in the parts.
#include "docx/reading.h"

#include <stdlib.h>

// ---------------------------------------------------------------- package

static void test_package_order_and_dates(void **state) {
    (void)state;
    static const char *const names[] = {"[Content_Types].xml",
                                        "_rels/.rels",
                                        "docProps/core.xml",
                                        "docProps/app.xml",
                                        "docProps/custom.xml",
                                        "word/document.xml",
                                        "word/_rels/document.xml.rels",
                                        "word/styles.xml",
                                        "word/settings.xml",
                                        "word/fontTable.xml"};
    zp_buffer bytes = write_package(with_text("body", "文"));
    zip_t *archive = open_package(&bytes);
    assert_int_equal(zip_get_num_entries(archive, 0), sizeof names / sizeof *names);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_string_equal(zip_get_name(archive, i, 0), names[i]);
    }
    // The first local header: time 0, date 1980-01-01.
    assert_memory_equal(bytes.data + 10, "\0\0\x21\0", 4);
    zip_discard(archive);
    zp_buffer_free(&bytes);
}

static void test_same_bytes(void **state) {
    (void)state;
    zp_document *document = sample_report(arena, 3);
    zp_buffer first = write_package(document);
    setenv("TZ", "Asia/Shanghai", 1);
    zp_buffer second = write_package(document);
    unsetenv("TZ");
    assert_int_equal(first.size, second.size);
    assert_memory_equal(first.data, second.data, first.size);
    zp_buffer_free(&first);
    zp_buffer_free(&second);
}

// What is kept from document to document changes none, whatever came before.
static void test_same_bytes_with_kept_parts(void **state) {
    (void)state;
    zp_styles_kept kept = {.arena = arena};
    zp_document *documents[] = {sample_report(arena, 3), with_text("body", "文"),
                                sample_table(arena, 3, false), sample_report(arena, 1)};
    for (size_t round = 0; round < 2; round++) {
        for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
            documents[i]->styles_kept = NULL;
            zp_buffer alone = write_package(documents[i]);
            documents[i]->styles_kept = &kept;
            zp_buffer after = write_package(documents[i]);
            assert_int_equal(alone.size, after.size);
            assert_memory_equal(alone.data, after.data, after.size);
            zp_buffer_free(&alone);
            zp_buffer_free(&after);
        }
    }
}

static void test_properties(void **state) {
    (void)state;
    zp_document *document = with_text("body", "文");
    const char *core = part_of(document, "docProps/core.xml");
    assert_holds(core, "<dc:title>题目</dc:title><dc:creator>岳阳楼街道办事处</dc:creator>"
                       "<dc:language>zh-CN</dc:language>");
    assert_holds(core, "<dcterms:created xsi:type=\"dcterms:W3CDTF\">2024-05-28T00:00:00Z"
                       "</dcterms:created>");
    document->date = ZP_TEXT("2024年5月");
    assert_lacks(part_of(document, "docProps/core.xml"), "dcterms:created");
    assert_holds(part_of(document, "docProps/app.xml"), "<Application>ziping</Application>");
}

#define PROPERTY(number, name, value)                                                              \
    "<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"" number "\" name=\"" name   \
    "\">" value "</property>"

static void test_custom_properties(void **state) {
    (void)state;
    zp_document *document = with_text("body", "文");
    document->id = ZP_TEXT("report");
    document->form = ZP_TEXT("a&b-2023");
    document->year = ZP_TEXT("2023");
    document->version = 12;
    assert_holds(part_of(document, "docProps/custom.xml"),
                 "\">" PROPERTY("2", "ziping:document", "<vt:lpwstr>report</vt:lpwstr>")
                     PROPERTY("3", "ziping:form", "<vt:lpwstr>a&amp;b-2023</vt:lpwstr>")
                         PROPERTY("4", "ziping:year", "<vt:lpwstr>2023</vt:lpwstr>")
                             PROPERTY("5", "ziping:version", "<vt:i4>12</vt:i4>") "</Properties>");
    document->form = (zp_text){0};
    document->version = 0; // it is in no package
    const char *custom = part_of(document, "docProps/custom.xml");
    assert_lacks(custom, "ziping:version");
    assert_holds(custom, PROPERTY("3", "ziping:year", "<vt:lpwstr>2023</vt:lpwstr>"));
}

static void test_font_table(void **state) {
    (void)state;
    const char *fonts = part_of(with_text("body", "文"), "word/fontTable.xml");
    assert_holds(fonts, "<w:font w:name=\"仿宋_GB2312\"><w:altName w:val=\"仿宋,FangSong\"/>"
                        "<w:charset w:val=\"86\"/><w:family w:val=\"modern\"/>"
                        "<w:pitch w:val=\"fixed\"/></w:font>");
    assert_int_equal(count_of(fonts, "<w:font "), 6);
}

static void test_settings(void **state) {
    (void)state;
    const char *settings = part_of(sample_report(arena, 1), "word/settings.xml");
    assert_holds(settings, "<w:characterSpacingControl w:val=\"compressPunctuation\"/>");
    assert_holds(settings, "<w:mirrorMargins/>");
    assert_holds(settings, "<w:evenAndOddHeaders/>");
    assert_holds(settings, "<w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/>");
    assert_holds(settings, "w:name=\"compatibilityMode\" w:uri="
                           "\"http://schemas.microsoft.com/office/word\" w:val=\"15\"");
    assert_lacks(settings, "w:adjustLineHeightInTable");
    assert_lacks(part_of(with_text("body", "文"), "word/settings.xml"), "w:evenAndOddHeaders");
}

// ---------------------------------------------------------------- styles

static void test_styles(void **state) {
    (void)state;
    const char *styles = part_of(sample_report(arena, 1), "word/styles.xml");
    assert_holds(styles, "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"body\">"
                         "<w:name w:val=\"Normal\"/>");
    assert_holds(styles, "w:styleId=\"heading1\"><w:name w:val=\"heading 1\"/>"
                         "<w:basedOn w:val=\"body\"/><w:next w:val=\"body\"/>"
                         "<w:uiPriority w:val=\"9\"/><w:qFormat/><w:pPr><w:keepNext/>");
    assert_holds(styles, "<w:outlineLvl w:val=\"1\"/>");
    assert_holds(styles, "<w:name w:val=\"公文标题\"/>");
    assert_holds(styles, "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"580\" "
                         "w:lineRule=\"exact\"/>");
    assert_holds(styles, "w:firstLineChars=\"200\" w:firstLine=\"640\"");
    assert_holds(styles, "<w:rFonts w:ascii=\"Times New Roman\" w:eastAsia=\"仿宋_GB2312\" "
                         "w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\"/>"
                         "<w:snapToGrid/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/>");
    assert_holds(styles, "<w:overflowPunct w:val=\"0\"/><w:topLinePunct/>"
                         "<w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/>");
    assert_holds(styles, "<w:jc w:val=\"both\"/>");
    assert_holds(styles, "<w:jc w:val=\"center\"/>");
}

// The title begins the outline under the name that programs know; a name is one style's.
static void test_title_style(void **state) {
    (void)state;
    zp_document *document = with_text("body", "文");
    zp_style first = *document->styles[0], second = first;
    first.id = ZP_TEXT("report-title");
    second.id = ZP_TEXT("other-title");
    first.title = second.title = true;
    first.outline = second.outline = 0;
    second.name = ZP_TEXT("另一标题");
    const zp_style *all[] = {document->styles[0], &first, &second};
    document->styles = all;
    document->style_count = 3;
    const char *written = part_of(document, "word/styles.xml");
    assert_holds(written, "<w:style w:type=\"paragraph\" w:styleId=\"report-title\">"
                          "<w:name w:val=\"Title\"/><w:basedOn w:val=\"body\"/>"
                          "<w:next w:val=\"body\"/>");
    assert_holds(written, "w:customStyle=\"1\" w:styleId=\"other-title\">"
                          "<w:name w:val=\"另一标题\"/>");
    assert_int_equal(count_of(written, "<w:outlineLvl w:val=\"0\"/>"), 2);
}

// Without a character grid on any page the style itself tightens (B12).
static void test_tracking_without_grid(void **state) {
    (void)state;
    assert_holds(part_of(with_text("body", "文"), "word/styles.xml"),
                 "<w:snapToGrid w:val=\"0\"/><w:spacing w:val=\"-4\"/>");
}

// ---------------------------------------------------------------- sections

static void test_grid_section(void **state) {
    (void)state;
    const char *body = body_of(sample_report(arena, 1));
    assert_holds(body, "<w:footerReference w:type=\"even\" r:id=\"rId5\"/>"
                       "<w:footerReference w:type=\"default\" r:id=\"rId4\"/>"
                       "<w:type w:val=\"nextPage\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>");
    // 2098 + 22 x 580 + 1980 = 16838: rounding does not cost the 22nd line.
    assert_holds(body, "<w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1980\" "
                       "w:left=\"1587\"");
    assert_holds(body, "<w:docGrid w:type=\"linesAndChars\" w:linePitch=\"580\" "
                       "w:charSpace=\"-848\"/>");
    // The cover's properties stand in its last paragraph and name no footer.
    assert_holds(body, "<w:pStyle w:val=\"cover\"/><w:sectPr><w:type w:val=\"nextPage\"/>");
}

static void test_footers(void **state) {
    (void)state;
    zp_document *document = sample_report(arena, 1);
    const char *odd = part_of(document, "word/footer1.xml");
    assert_holds(odd, "<w:pStyle w:val=\"page-number\"/><w:snapToGrid w:val=\"0\"/>"
                      "<w:ind w:left=\"0\" w:right=\"316\" w:firstLineChars=\"0\" "
                      "w:firstLine=\"0\"/><w:jc w:val=\"right\"/>");
    assert_holds(odd, "<w:t xml:space=\"preserve\">— </w:t></w:r>"
                      "<w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    assert_holds(part_of(document, "word/footer2.xml"),
                 "<w:ind w:left=\"316\" w:right=\"0\" w:firstLineChars=\"0\" "
                 "w:firstLine=\"0\"/><w:jc w:val=\"left\"/>");
    assert_null(part_of(document, "word/footer3.xml"));
    zp_node *last = sample_section(document, false, false);
    sample_text(document, last, "body", "附件");
    assert_non_null(part_of(document, "word/footer3.xml"));
    assert_holds(body_of(document), "<w:footerReference w:type=\"even\" r:id=\"rId6\"/>");
}

static void test_landscape(void **state) {
    (void)state;
    zp_document *document = with_text("body", "文");
    zp_page_setup *page = &document->root->first->as.page;
    page->width = 841890;
    page->height = 595276;
    assert_holds(body_of(document), "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>");
}

// ---------------------------------------------------------------- text

static void test_plain_run(void **state) {
    (void)state;
    assert_holds(body_of(with_text("cell", "甲<乙>&\"丙\" ")),
                 "<w:p><w:pPr><w:pStyle w:val=\"cell\"/></w:pPr><w:r>"
                 "<w:t xml:space=\"preserve\">甲&lt;乙&gt;&amp;&quot;丙&quot; </w:t></w:r></w:p>");
}

static void test_illegal_characters_are_left_out(void **state) {
    (void)state;
    assert_holds(body_of(with_text("body", "甲\x01乙\xEF\xBF\xBF丙\x1F")), ">甲乙丙</w:t>");
}

#define HINT "<w:rPr><w:rFonts w:hint=\"eastAsia\"/><w:lang w:eastAsia=\"zh-CN\"/></w:rPr>"
#define TEXT(text) "<w:t xml:space=\"preserve\">" text "</w:t></w:r>"

static void test_chinese_marks_are_hinted(void **state) {
    (void)state;
    assert_holds(body_of(with_text("body", "坚持“党建”2023——")),
                 "<w:r>" HINT TEXT("坚持“党建”2023——"));
    assert_holds(body_of(with_text("body", "“GDP”增长")), "<w:r>" HINT TEXT("“GDP”增长"));
    assert_holds(body_of(with_text("body", "≥90")), "<w:r>" HINT TEXT("≥90"));
}

static void test_western_marks_are_not(void **state) {
    (void)state;
    assert_lacks(body_of(with_text("body", "the “TOML” file")), "w:hint");
    assert_holds(body_of(with_text("body", "中“文” is “TOML” is")),
                 "<w:r>" HINT TEXT("中“文” is ") "<w:r>" TEXT("“TOML” is"));
}

static void test_marks_across_runs(void **state) {
    (void)state;
    zp_document *document = with_text("body", "“");
    sample_run(document, document->root->first->first, "A");
    sample_run(document, document->root->first->first, "”中");
    const char *body = body_of(document);
    assert_holds(body, "<w:r>" HINT TEXT("“") "<w:r>" TEXT("A") "<w:r>" HINT TEXT("”中"));
}

static void test_line_break(void **state) {
    (void)state;
    zp_document *document = with_text("body", "上");
    sample_child(document, document->root->first->first, ZP_NODE_LINE_BREAK);
    assert_holds(body_of(document), "</w:r><w:r><w:br/></w:r></w:p>");
}

static void test_blank(void **state) {
    (void)state;
    zp_document *document = with_text("signature", "人：");
    zp_node *blank = sample_child(document, document->root->first->first, ZP_NODE_BLANK);
    blank->as.blank = 300;
    assert_holds(body_of(document), TEXT("　　　"));
    blank->as.blank = 250; // two, and the second half an em of 12 pt wider
    assert_holds(body_of(document), "<w:r>" TEXT("　") "<w:r><w:rPr><w:spacing w:val=\"120\"/>"
                                                       "</w:rPr>" TEXT("　"));
}

static void test_gap(void **state) {
    (void)state;
    zp_document *document = with_text("cover", "甲");
    zp_node *line = document->root->first->first;
    sample_child(document, line, ZP_NODE_GAP);
    sample_run(document, line, "乙");
    assert_holds(body_of(document), "<w:tabs><w:tab w:val=\"right\" w:pos=\"8844\"/></w:tabs>"
                                    "<w:jc w:val=\"left\"/>");
    assert_holds(body_of(document), "<w:r><w:tab/></w:r>");
    sample_child(document, line, ZP_NODE_GAP);
    sample_run(document, line, "丙");
    assert_holds(body_of(document), "<w:tabs><w:tab w:val=\"center\" w:pos=\"4422\"/>"
                                    "<w:tab w:val=\"right\" w:pos=\"8844\"/></w:tabs>");
}

// ---------------------------------------------------------------- blocks

static void test_space_goes_into_the_next_paragraph(void **state) {
    (void)state;
    zp_document *document = with_text("body", "上");
    zp_node *section = document->root->first;
    sample_child(document, section, ZP_NODE_SPACE)->as.space = ZP_POINTS(10);
    sample_text(document, section, "body", "下");
    assert_holds(body_of(document), "<w:p><w:pPr><w:spacing w:before=\"200\"/></w:pPr>"
                                    "<w:r>" TEXT("下"));
    assert_int_equal(count_of(body_of(document), "<w:p>"), 2);
}

// Word takes the larger of two spaces or their sum, by version: so there is only one.
static void test_space_after_and_before_are_joined(void **state) {
    (void)state;
    zp_document *document = with_text("title", "题");
    zp_node *section = document->root->first;
    sample_child(document, section, ZP_NODE_SPACE)->as.space = ZP_POINTS(10);
    sample_text(document, section, "body", "下");
    const char *body = body_of(document);
    assert_holds(body, "<w:pStyle w:val=\"title\"/><w:spacing w:after=\"0\"/>");
    assert_holds(body, "<w:spacing w:before=\"780\"/>"); // 28.99 + 10 pt
}

static void test_space_at_the_top_is_dropped(void **state) {
    (void)state;
    zp_document *document = sample_document(arena, "");
    zp_node *section = sample_section(document, false, false);
    sample_child(document, section, ZP_NODE_SPACE)->as.space = ZP_POINTS(10);
    sample_text(document, section, "body", "下");
    assert_lacks(body_of(document), "w:before");
}

static void test_page_break(void **state) {
    (void)state;
    zp_document *document = with_text("body", "上");
    zp_node *section = document->root->first;
    sample_child(document, section, ZP_NODE_PAGE_BREAK);
    sample_text(document, section, "body", "下");
    assert_holds(body_of(document), "<w:pPr><w:pageBreakBefore/></w:pPr><w:r>" TEXT("下"));
}

// A table has no paragraph of its own to begin a page: the first of its cells does.
static void test_page_break_before_a_table(void **state) {
    (void)state;
    static const int shares[] = {1, 1};
    zp_document *document = with_text("body", "上");
    zp_node *section = document->root->first;
    sample_child(document, section, ZP_NODE_PAGE_BREAK);
    zp_node *table = sample_columns(document, section, 2, shares);
    zp_node *row = sample_row(document, table, ZP_ROW_BODY);
    sample_cell(document, row, 1, 1, "cell", "甲");
    sample_cell(document, row, 1, 1, "cell", "乙");
    row->last->as.cell.column = 1;
    sample_text(document, section, "body", "下");
    const char *body = body_of(document);
    assert_int_equal(count_of(body, "<w:p>"), 4);
    assert_int_equal(count_of(body, "<w:pageBreakBefore/>"), 1);
    assert_holds(body, "<w:p><w:pPr><w:pStyle w:val=\"cell\"/><w:pageBreakBefore/></w:pPr>"
                       "<w:r>" TEXT("甲"));
}

static void test_fill(void **state) {
    (void)state;
    zp_document *document = with_text("cover", "题");
    zp_node *section = document->root->first;
    sample_child(document, section, ZP_NODE_FILL);
    sample_text(document, section, "cover", "日期");
    // 637.796 - 2 x 36 - 1 pt
    assert_holds(body_of(document), "<w:spacing w:before=\"11296\"/></w:pPr><w:r>" TEXT("日期"));
}

static void test_keep_previous(void **state) {
    (void)state;
    zp_document *document = with_text("body", "文");
    sample_text(document, document->root->first, "signature", "填表人");
    assert_holds(body_of(document), "<w:pPr><w:keepNext/></w:pPr><w:r>" TEXT("文"));
}

static void test_empty_document(void **state) {
    (void)state;
    zp_document *document = sample_document(arena, "");
    assert_holds(body_of(document), "<w:body/>");
    zp_node *section = sample_section(document, false, false);
    assert_holds(body_of(document), "<w:body><w:p>");
    document->style_count = 0;
    section->as.page.number_style = NULL;
    sample_run(document, sample_child(document, section, ZP_NODE_PARAGRAPH), "文");
    assert_holds(body_of(document), "<w:p><w:pPr/><w:r>");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_package_order_and_dates),
        cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_same_bytes_with_kept_parts),
        cmocka_unit_test(test_properties),
        cmocka_unit_test(test_custom_properties),
        cmocka_unit_test(test_font_table),
        cmocka_unit_test(test_settings),
        cmocka_unit_test(test_styles),
        cmocka_unit_test(test_title_style),
        cmocka_unit_test(test_tracking_without_grid),
        cmocka_unit_test(test_grid_section),
        cmocka_unit_test(test_footers),
        cmocka_unit_test(test_landscape),
        cmocka_unit_test(test_plain_run),
        cmocka_unit_test(test_illegal_characters_are_left_out),
        cmocka_unit_test(test_chinese_marks_are_hinted),
        cmocka_unit_test(test_western_marks_are_not),
        cmocka_unit_test(test_marks_across_runs),
        cmocka_unit_test(test_line_break),
        cmocka_unit_test(test_blank),
        cmocka_unit_test(test_gap),
        cmocka_unit_test(test_space_goes_into_the_next_paragraph),
        cmocka_unit_test(test_space_after_and_before_are_joined),
        cmocka_unit_test(test_space_at_the_top_is_dropped),
        cmocka_unit_test(test_page_break),
        cmocka_unit_test(test_page_break_before_a_table),
        cmocka_unit_test(test_fill),
        cmocka_unit_test(test_keep_previous),
        cmocka_unit_test(test_empty_document),
    };
    return cmocka_run_group_tests_name("docx", tests, open_arena, close_arena);
}
