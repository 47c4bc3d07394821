// Lines filled by Word's rules, and the report of where Word sets otherwise. Numbers are rules of
// the typesetting checklist.
#include "bench.h"
#include "word/word.h"

static zp_first_fit rules;

static int open_bench(void **state) {
    *state = bench_new();
    return 0;
}

static int reset_bench(void **state) {
    bench *b = *state;
    b->style = bench_style(ZP_ROLE_SONG, ZP_POINTS(10), ZP_POINTS(15), ZP_ALIGN_JUSTIFY);
    b->style.id = ZP_TEXT("body");
    rules = (zp_first_fit){.not_first = ZP_TEXT("，。、）”—"),
                           .not_last = ZP_TEXT("（“≥"),
                           .squeeze_pairs = true,
                           .squeeze_start = true,
                           .squeeze = true};
    return 0;
}

static zp_node *add_text(bench *b, zp_node *parent, const char *text) {
    zp_node *block = zp_node_new(b->arena, ZP_NODE_PARAGRAPH, (zp_place){"report.md", 3, 1});
    zp_node *run = zp_node_new(b->arena, ZP_NODE_RUN, (zp_place){"report.md", 3, 1});
    zp_style *style = ZP_NEW(b->arena, zp_style);
    *style = b->style;
    block->style = style;
    run->as.run.text = zp_text_of(text);
    zp_node_append(block, run);
    if (parent != NULL) {
        zp_node_append(parent, block);
    }
    return block;
}

// `lines` is the expected lines with | between them.
static void expect_lines(bench *b, const char *text, int em_tenths, const char *lines) {
    uint32_t *ends;
    size_t count;
    assert_int_equal(zp_paragraph_first_fit(b->typesetter, b->arena, add_text(b, NULL, text),
                                            em_tenths * b->style.size / 10, 100, &rules, &ends,
                                            &count),
                     ZP_OK);
    zp_buffer got = {0};
    for (size_t i = 0; i < count; i++) {
        zp_text line = zp_text_slice(zp_text_of(text), i ? ends[i - 1] : 0, ends[i]);
        zp_buffer_print(&got, "%s%.*s", i ? "|" : "", ZP_ARG(line));
    }
    zp_buffer_add(&got, "", 1);
    assert_string_equal(got.data, lines);
    zp_buffer_free(&got);
}

// ---------------------------------------------------------------- lines

static void a_line_is_filled_before_the_next(void **state) {
    expect_lines(*state, "一二三四五六七八九十", 40, "一二三四|五六七八|九十");
    expect_lines(*state, "一二三四五", 40, "一二三四|五"); // a lone Han is left (B8)
}

static void a_mark_is_squeezed_in_rather_than_pushed_out(void **state) {
    bench *b = *state;
    expect_lines(b, "一，三四，六七", 40, "一，三四，|六七"); // 5 em, two halves less
    expect_lines(b, "一二三四，六七", 40, "一二三|四，六七"); // half an em is not enough
    rules.squeeze = false;
    expect_lines(b, "一，三四，六七", 40, "一，三|四，六七");
}

static void no_mark_is_squeezed_to_let_a_character_in(void **state) {
    expect_lines(*state, "一，二，三四五六", 50, "一，二，三|四五六");
}

static void opening_marks_end_no_line(void **state) {
    expect_lines(*state, "一二三（四五）六", 40, "一二三|（四五）|六");
}

static void pairs_and_line_starts_are_half_an_em_less(void **state) {
    bench *b = *state;
    expect_lines(b, "一）（二三四", 45, "一）（二三|四"); // 5 em less half
    expect_lines(b, "“二三四五六", 45, "“二三四五|六");
    rules.squeeze_start = rules.squeeze_pairs = false;
    expect_lines(b, "一）（二三四", 45, "一）（二|三四");
    expect_lines(b, "“二三四五六", 45, "“二三四|五六");
}

static void western_words_and_figures_stay_whole(void **state) {
    expect_lines(*state, "一二三2023年四", 45, "一二三|2023年四");
    expect_lines(*state, "一二 word three", 50, "一二 word |three");
    expect_lines(*state, "一二三2018-2020年", 60, "一二三2018-|2020年");
}

static void the_gap_is_words_own(void **state) {
    bench *b = *state;
    expect_lines(b, "一2年三四", 35, "一2年三|四"); // a figure is half an em
    rules.han_western = 250;
    expect_lines(b, "一2年三四", 35, "一2年|三四");
}

static void tracking_is_behind_western_characters_too(void **state) {
    bench *b = *state;
    expect_lines(b, "一二三四2345", 59, "一二三四|2345");
    rules.tracking = -200;
    expect_lines(b, "一二三四2345", 59, "一二三四2345");
}

static void what_cannot_be_broken_is_cut(void **state) {
    expect_lines(*state, "一：123456789012", 40, "一：|12345678|9012");
}

static void an_empty_paragraph_is_a_line(void **state) {
    expect_lines(*state, "", 40, "");
}

// ---------------------------------------------------------------- the report

static zp_document *document_of(bench *b) {
    zp_document *document = ZP_NEW(b->arena, zp_document);
    zp_style *style = ZP_NEW(b->arena, zp_style);
    const zp_style **list = ZP_ARRAY(b->arena, const zp_style *, 1);
    *style = b->style;
    list[0] = style;
    *document = (zp_document){.title = ZP_TEXT("题目"),
                              .root = zp_node_new(b->arena, ZP_NODE_DOCUMENT, (zp_place){0}),
                              .styles = list,
                              .style_count = 1,
                              .arena = b->arena};
    zp_node *section = zp_node_new(b->arena, ZP_NODE_SECTION, (zp_place){"page.xml", 1, 0});
    section->as.page = (zp_page_setup){.width = ZP_POINTS(140),
                                       .height = ZP_POINTS(140),
                                       .top = ZP_POINTS(20),
                                       .bottom = ZP_POINTS(20),
                                       .inner = ZP_POINTS(20),
                                       .outer = ZP_POINTS(20)};
    zp_node_append(document->root, section);
    return document;
}

static char *report_of(bench *b, zp_document *document) {
    zp_pages *pages;
    zp_buffer out = {0};
    assert_int_equal(zp_layout(b->arena, b->messages, b->fonts, document, &pages), ZP_OK);
    zp_word_report(document, pages, b->fonts, "/usr/share/ziping/templates", &out);
    char *text = (char *)zp_arena_copy(b->arena, zp_buffer_text(&out)).data;
    zp_buffer_free(&out);
    return text;
}

static void assert_says(const char *report, const char *wanted) {
    if (strstr(report, wanted) == NULL) {
        fail_msg("missing: %s\nin: %s", wanted, report);
    }
}

// B8: where the layout breaks a title is in the tree, for the DOCX; a break that stands there
// already is not told again, and no other text's breaks are.
static void a_titles_breaks_are_in_the_tree(void **state) {
    bench *b = *state;
    zp_document *document = document_of(b);
    add_text(b, document->root->first, "甲丙丁戊己庚辛壬癸子丑寅");
    b->style.align = ZP_ALIGN_BALANCE;
    zp_node *title = add_text(b, document->root->first, "甲丙丁戊己庚辛壬癸子丑寅");
    zp_node *parted = add_text(b, document->root->first, "甲丙丁戊己");
    zp_node_append(parted, zp_node_new(b->arena, ZP_NODE_LINE_BREAK, (zp_place){0}));
    zp_node_append(parted, add_text(b, NULL, "甲丙丁戊己庚辛壬癸子丑寅")->first);
    report_of(b, document);
    assert_int_equal(document->root->first->first->as.breaks.count, 0);
    assert_int_equal(title->as.breaks.count, 1);
    assert_int_equal(title->as.breaks.at[0], strlen("甲丙丁戊己庚"));
    assert_int_equal(parted->as.breaks.count, 1);
    assert_int_equal(parted->as.breaks.at[0], strlen("甲丙丁戊己\n甲丙丁戊己庚"));
}

static void the_same_is_said_to_be_the_same(void **state) {
    bench *b = *state;
    zp_document *document = document_of(b);
    add_text(b, document->root->first, "一二三四五六七八九十一二三四");
    const char *report = report_of(b, document);
    assert_says(report, "题目：Word、WPS 与 PDF 的不同\n");
    assert_says(report, "一、整体\n没有。\n");
    assert_says(report, "按规则推算，各页的起讫与 PDF 相同。\n");
    assert_says(
        report,
        "有文字的段落 1 个，没有行数不同的，没有行数相同而换行处不同的，完全相同的 1 个。\n");
}

// 11 Han in lines of 10: ours stretches nine and sets two on the last line (B8), Word leaves one.
static void other_breaks_are_counted(void **state) {
    bench *b = *state;
    zp_document *document = document_of(b);
    add_text(b, document->root->first, "一二三四五六七八九十末");
    assert_says(report_of(b, document), "行数相同而换行处不同的 1 个");
}

// Glyphs of a font that lends them stand a little higher or lower than their line.
static void a_lent_glyph_begins_no_line(void **state) {
    bench *b = *state;
    b->style.role = ZP_ROLE_FANGSONG;
    zp_document *document = document_of(b);
    add_text(b, document->root->first, "甲喆丙㎡戊𠮷庚");
    add_text(b, document->root->first, "一喆二·四2年");
    const char *report = report_of(b, document);
    assert_says(report, "没有行数不同的");
    assert_says(report, "完全相同的 2 个");
    assert_says(report, "第1页第2行　[B2] 间隔号");
}

// What the first run was filled with comes from another file than the paragraph.
static void a_paragraph_is_told_by_its_own_place(void **state) {
    bench *b = *state;
    zp_document *document = document_of(b);
    zp_node *block = add_text(b, document->root->first, "一·四");
    block->first->place = (zp_place){"unit.toml", 9, 8};
    assert_says(report_of(b, document), "report.md:3:1　第1页第1行　[B2] 间隔号");
    block->place = (zp_place){"page.xml", 5, 0};
    assert_says(report_of(b, document), "unit.toml:9:8　第1页第1行　[B2] 间隔号");
}

// A gap of ⅛ em holds the text in one line, Word's of ¼ does not.
static void other_line_counts_are_listed(void **state) {
    bench *b = *state;
    zp_document *document = document_of(b);
    b->style.align = ZP_ALIGN_LEFT;
    b->style.han_western = 125;
    add_text(b, document->root->first, "一二三四五六12月3末");
    assert_says(report_of(b, document), "report.md:3:1　第1页第1行　[B3.3] 按规则推算：PDF 排 1 "
                                        "行，Word 排 2 行；Word 的末行只剩一字"
                                        "（B8）。\n");
}

// Six lines stand on a page. What is a line longer in Word pushes the next paragraph over.
static void another_page_start_is_told(void **state) {
    bench *b = *state;
    zp_document *document = document_of(b);
    b->style.align = ZP_ALIGN_LEFT;
    b->style.han_western = 125;
    for (int i = 0; i < 5; i++) {
        add_text(b, document->root->first, "一二三四五六七八九");
    }
    add_text(b, document->root->first, "一二三四五六12月3末");
    add_text(b, document->root->first, "下一页");
    assert_says(
        report_of(b, document),
        "report.md:3:1　第2页　[B8] 按规则推算：PDF 这一页从“下一页”起，Word 从“一二三四五六"
        "12月3末”起。\n");
}

// Word leaves no first line alone at a page's end either: B8 asks that of last lines only.
static void word_keeps_two_lines_at_a_pages_end(void **state) {
    bench *b = *state;
    zp_document *document = document_of(b);
    for (int i = 0; i < 5; i++) {
        add_text(b, document->root->first, "一二三四五六七八九");
    }
    add_text(b, document->root->first, "甲二三四五六七八九十乙二三四五六七八九十丙二三");
    assert_says(report_of(b, document),
                "PDF 这一页从“乙二三四五六七八九十丙二…”起，Word 从“甲二三四五六"
                "七八九十乙二…”起（Word 不把段落的首行单独留在页末）。\n");
}

// What follows from the first page that differs is not told page by page.
static void moved_pages_are_told_once(void **state) {
    bench *b = *state;
    zp_document *document = document_of(b);
    b->style.align = ZP_ALIGN_LEFT;
    b->style.han_western = 125;
    for (int i = 0; i < 18; i++) {
        add_text(b, document->root->first, i == 4 ? "一二三四五六12月3末" : "一二三四五六七八九");
    }
    const char *report = report_of(b, document);
    assert_says(report,
                "report.md:3:1　第2页　[B8] 按规则推算：PDF 这一页从“一二三四五六七八九”起，"
                "Word 从report.md:3:1 的“一二三四五六七八九”起；其后各页随之移动。\n");
    assert_says(report, "这一部分 PDF 排 3 页，Word 排 4 页。\n");
    assert_null(strstr(report, "第3页　[B8] 按规则推算：PDF 这一页"));
}

// Word's wider gap puts 末 on the line that begins the page, in both the paragraph's third.
static void a_page_from_the_same_line_is_not_moved(void **state) {
    bench *b = *state;
    zp_document *document = document_of(b);
    b->style.align = ZP_ALIGN_LEFT;
    b->style.han_western = 125;
    for (int i = 0; i < 4; i++) {
        add_text(b, document->root->first, "一二三四五六七八九");
    }
    add_text(b, document->root->first,
             "一二三四五六七八九十一二三四五六12月3末一二三四五六七八九十五六七");
    const char *report = report_of(b, document);
    assert_says(report, "没有页移动，只有 1 页从同一段的同一行起，但换行处不同，页首差几个字。\n");
    assert_null(strstr(report, "随之移动"));
}

static void templates_are_told_without_their_folder(void **state) {
    bench *b = *state;
    zp_document *document = document_of(b);
    add_text(b, document->root->first, "一·四")->place =
        (zp_place){"/usr/share/ziping/templates/a.toml", 5, 2};
    b->style.han_western = 125;
    add_text(b, document->root->first, "一2")->place =
        (zp_place){"/usr/share/ziping/templates-2/a.toml", 5, 2};
    const char *report = report_of(b, document);
    assert_says(report, "\ntemplates/a.toml:5:2　第1页第1行　[B2]");
    assert_says(report, "\n/usr/share/ziping/templates-2/a.toml:5:2　第1页第2行　[B7]");
}

// Word has a written distance where the layout looks for the line: the page is as full.
static void a_title_on_a_grid_line_is_told_and_reckoned(void **state) {
    bench *b = *state;
    zp_document *document = document_of(b);
    document->root->first->as.page.grid_lines = 6;
    b->style.grid_line = 3;
    add_text(b, document->root->first, "题");
    b->style.grid_line = 0;
    for (int i = 0; i < 4; i++) {
        add_text(b, document->root->first, "一二三四五六七八九");
    }
    const char *report = report_of(b, document);
    assert_says(report, "[B12] 标题的位置");
    assert_says(report, "按规则推算，各页的起讫与 PDF 相同。\n"); // two in both
}

static void a_closing_set_against_its_date_is_told(void **state) {
    bench *b = *state;
    zp_document *document = document_of(b);
    b->style.pair = ZP_PAIR_STEPPED;
    add_text(b, document->root->first, "某某局");
    b->style.pair = ZP_PAIR_NONE;
    add_text(b, document->root->first, "某年某月");
    assert_says(report_of(b, document), "[B8] 落款：");
}

static void a_heading_stays_with_the_next_line_in_both(void **state) {
    bench *b = *state;
    zp_document *document = document_of(b);
    for (int i = 0; i < 5; i++) {
        add_text(b, document->root->first, "一二三四五六七八九");
    }
    b->style.keep_next = true;
    add_text(b, document->root->first, "题");
    b->style.keep_next = false;
    add_text(b, document->root->first, "下一页");
    assert_says(report_of(b, document), "按规则推算，各页的起讫与 PDF 相同。\n");
}

// 11 em in a line of 10: two marks give half an em each, in Word as here (B3.2).
static void justified_lines_are_squeezed_in_both(void **state) {
    bench *b = *state;
    zp_document *document = document_of(b);
    add_text(b, document->root->first, "一，二三四五六七八九，");
    assert_says(report_of(b, document), "完全相同的 1 个");
}

static void kinds_are_told_with_place_and_count(void **state) {
    bench *b = *state;
    zp_document *document = document_of(b);
    b->style.first_indent = 200;
    b->style.han_western = 125;
    add_text(b, document->root->first, "“一”三·四2年");
    add_text(b, document->root->first, "（五）六·七𠮷");
    const char *report = report_of(b, document);
    assert_says(report, "report.md:3:1　第1页第1行　[B4.4] 首行缩进之后的前括号、前引号");
    assert_says(report, "这样的有 2 处，这里是第一处。");
    assert_says(report, "report.md:3:1　第1页第1行　[B2] 间隔号");
    assert_says(report, "[B7] 中西文间距");
    assert_says(report, "report.md:3:1　第1页第2行　[B10] 扩展 B 区以后的汉字");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_line_is_filled_before_the_next, reset_bench),
        cmocka_unit_test_setup(a_mark_is_squeezed_in_rather_than_pushed_out, reset_bench),
        cmocka_unit_test_setup(no_mark_is_squeezed_to_let_a_character_in, reset_bench),
        cmocka_unit_test_setup(opening_marks_end_no_line, reset_bench),
        cmocka_unit_test_setup(pairs_and_line_starts_are_half_an_em_less, reset_bench),
        cmocka_unit_test_setup(western_words_and_figures_stay_whole, reset_bench),
        cmocka_unit_test_setup(the_gap_is_words_own, reset_bench),
        cmocka_unit_test_setup(tracking_is_behind_western_characters_too, reset_bench),
        cmocka_unit_test_setup(what_cannot_be_broken_is_cut, reset_bench),
        cmocka_unit_test_setup(an_empty_paragraph_is_a_line, reset_bench),
        cmocka_unit_test_setup(a_titles_breaks_are_in_the_tree, reset_bench),
        cmocka_unit_test_setup(the_same_is_said_to_be_the_same, reset_bench),
        cmocka_unit_test_setup(other_breaks_are_counted, reset_bench),
        cmocka_unit_test_setup(a_lent_glyph_begins_no_line, reset_bench),
        cmocka_unit_test_setup(a_paragraph_is_told_by_its_own_place, reset_bench),
        cmocka_unit_test_setup(other_line_counts_are_listed, reset_bench),
        cmocka_unit_test_setup(another_page_start_is_told, reset_bench),
        cmocka_unit_test_setup(word_keeps_two_lines_at_a_pages_end, reset_bench),
        cmocka_unit_test_setup(moved_pages_are_told_once, reset_bench),
        cmocka_unit_test_setup(a_page_from_the_same_line_is_not_moved, reset_bench),
        cmocka_unit_test_setup(templates_are_told_without_their_folder, reset_bench),
        cmocka_unit_test_setup(a_title_on_a_grid_line_is_told_and_reckoned, reset_bench),
        cmocka_unit_test_setup(a_closing_set_against_its_date_is_told, reset_bench),
        cmocka_unit_test_setup(a_heading_stays_with_the_next_line_in_both, reset_bench),
        cmocka_unit_test_setup(justified_lines_are_squeezed_in_both, reset_bench),
        cmocka_unit_test_setup(kinds_are_told_with_place_and_count, reset_bench),
    };
    return cmocka_run_group_tests_name("word", tests, open_bench, bench_close);
}
