// The switches of B11 that follow a style, and which marks they name. Numbers are rules of the
// typesetting checklist.
#include "bench.h"
#include "docx/reading.h"

#include <string.h>

// A document whose only style is `body` with what the test sets in it.
static zp_document *with_style(zp_style style, const char *text) {
    zp_document *document = sample_document(arena, "题目");
    zp_style *own = ZP_NEW(arena, zp_style);
    const zp_style **list = ZP_ARRAY(arena, const zp_style *, 1);
    *own = style;
    own->id = ZP_TEXT("body");
    own->size = own->size > 0 ? own->size : ZP_POINTS(16);
    own->pitch = 28990;
    list[0] = own;
    document->styles = list;
    document->style_count = 1;
    zp_node *section = sample_section(document, false, style.grid);
    zp_node *paragraph = sample_child(document, section, ZP_NODE_PARAGRAPH);
    paragraph->style = own;
    sample_run(document, paragraph, text);
    return document;
}

static const char *styles_of(zp_style style) {
    return part_of(with_style(style, "文"), "word/styles.xml");
}

static const char *settings_of(zp_style style) {
    return part_of(with_style(style, "文"), "word/settings.xml");
}

// ---------------------------------------------------------------- a style's switches

static void hanging_marks_overflow(void **state) {
    (void)state;
    assert_holds(styles_of((zp_style){.hanging = true}), "<w:overflowPunct/>");
    assert_holds(styles_of((zp_style){0}), "<w:overflowPunct w:val=\"0\"/>");
}

static void full_starts_are_not_squeezed(void **state) {
    (void)state;
    assert_holds(styles_of((zp_style){0}), "<w:topLinePunct/>");
    assert_holds(styles_of((zp_style){.full_start = true}), "<w:topLinePunct w:val=\"0\"/>");
    // Word's switch is for a first line too: an indented heading （一） would stand 1½ 字 in
    // (B4.4).
    assert_holds(styles_of((zp_style){.outline = 2, .first_indent = 200}),
                 "<w:topLinePunct w:val=\"0\"/>");
    assert_holds(styles_of((zp_style){.outline = 2}), "<w:topLinePunct/>");
}

static void han_western_spacing_is_on_or_off(void **state) {
    (void)state;
    assert_holds(styles_of((zp_style){.han_western = 125}), "<w:autoSpaceDE/><w:autoSpaceDN/>");
    assert_holds(styles_of((zp_style){0}),
                 "<w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/>");
}

static void tabular_figures_are_word_2010s(void **state) {
    (void)state;
    const char *styles = styles_of((zp_style){.tabular = true});
    assert_holds(styles, "<w:szCs w:val=\"32\"/><w14:numSpacing w14:val=\"tabular\"/></w:rPr>");
    assert_holds(styles, "mc:Ignorable=\"w14\"");
    assert_holds(styles, "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"");
    assert_lacks(styles_of((zp_style){0}), "numSpacing");
}

static void tight_marks_change_nothing(void **state) {
    (void)state;
    assert_string_equal(styles_of((zp_style){.tight = true}), styles_of((zp_style){0}));
}

static void whole_cells_are_a_snapping_grid(void **state) {
    (void)state;
    zp_style cells = {.grid = true, .cells = true}, plain = {.grid = true};
    assert_holds(body_of(with_style(cells, "文")), "<w:docGrid w:type=\"snapToChars\"");
    assert_holds(body_of(with_style(plain, "文")), "<w:docGrid w:type=\"linesAndChars\"");
    assert_holds(styles_of(cells), "<w:snapToGrid/><w:sz ");
}

// A page has one kind of grid: a style of the other kind stands on none.
static void one_kind_of_grid_a_page(void **state) {
    (void)state;
    zp_document *document = with_style((zp_style){.grid = true}, "文");
    zp_style *other = ZP_NEW(arena, zp_style);
    const zp_style **list = ZP_ARRAY(arena, const zp_style *, 2);
    *other = *document->styles[0];
    other->id = ZP_TEXT("other");
    other->cells = true;
    other->tracking = -200;
    list[0] = document->styles[0];
    list[1] = other;
    document->styles = list;
    document->style_count = 2;
    assert_holds(part_of(document, "word/styles.xml"),
                 "<w:snapToGrid w:val=\"0\"/><w:spacing w:val=\"-4\"/>");
}

// ---------------------------------------------------------------- runs

#define HINT "<w:rPr><w:rFonts w:hint=\"eastAsia\"/><w:lang w:eastAsia=\"zh-CN\"/></w:rPr>"
#define TEXT(text) "<w:t xml:space=\"preserve\">" text "</w:t></w:r>"

// B1.5: U+FE00 makes a quote half as wide, U+FE01 as wide as a Han, whatever stands around it; the
// other one of the pair agrees.
static void a_quote_with_a_selector_is_what_it_says(void **state) {
    (void)state;
    assert_holds(body_of(with_style((zp_style){0}, "中“\uFE00文”")), "<w:r>" TEXT("中“\uFE00文”"));
    assert_holds(body_of(with_style((zp_style){0}, "the “\uFE01word”")),
                 "<w:r>" HINT TEXT("the “\uFE01word”"));
}

// B5.2: the hint is given where the PDF takes the Chinese font, from one table.
static void hints_are_the_pdfs(void **state) {
    (void)state;
    assert_holds(body_of(with_style((zp_style){0}, "用“TOML”和‘x’写2018–2020")),
                 "<w:r>" HINT TEXT("用“TOML”和‘x’写2018") "<w:r>" TEXT("–2020"));
}

// A selector is no Han: it chooses no font for the marks around it.
static void a_selector_is_no_letter(void **state) {
    (void)state;
    assert_lacks(body_of(with_style((zp_style){0}, "a≥\uFE00b")), "w:hint");
}

// B10: Word takes a font that has it by itself; the character and its selector stay whole.
static void a_rare_character_is_left_to_word(void **state) {
    (void)state;
    const char *body = body_of(with_style((zp_style){0}, "一𠀀二葛󠄀三"));
    assert_holds(body, "<w:r>" TEXT("一𠀀二葛󠄀三"));
    assert_lacks(body, "&#");
}

// ---------------------------------------------------------------- titles

static void a_titles_breaks_are_told_to_word(void **state) {
    (void)state;
    static const uint32_t at[] = {6, 15};
    zp_document *document = with_text("title", "一二三四");
    zp_node *title = document->root->first->first;
    sample_run(document, title, "五六七");
    title->as.breaks = (zp_breaks){at, 2};
    assert_holds(body_of(document),
                 "<w:r>" TEXT("一二") "<w:r><w:br/></w:r><w:r>" TEXT("三四") "<w:r>" TEXT(
                     "五") "<w:r><w:br/></w:r><w:r>" TEXT("六七"));
}

static void a_titles_break_between_two_runs(void **state) {
    (void)state;
    static const uint32_t at[] = {6};
    zp_document *document = with_text("title", "一二");
    zp_node *title = document->root->first->first;
    sample_run(document, title, "三");
    title->as.breaks = (zp_breaks){at, 1};
    assert_holds(body_of(document), TEXT("一二") "<w:r><w:br/></w:r><w:r>" TEXT("三"));
}

// ---------------------------------------------------------------- line edges

static void basic_lets_the_solidus_stand(void **state) {
    (void)state;
    assert_lacks(settings_of((zp_style){.edges = ZP_EDGES_BASIC}), "／");
    assert_int_equal(count_of(settings_of((zp_style){0}), "／"), 2);
    assert_int_equal(count_of(settings_of((zp_style){.edges = ZP_EDGES_STRICT}), "／"), 2);
}

// Does a line of our own begin, or end, with the character where it could?
static bool may_stand(const bench *b, zp_document *document, uint32_t c, bool first) {
    char text[64], mark[5] = {0};
    zp_utf8_put(c, mark);
    snprintf(text, sizeof text, first ? "国国%s国国国" : "国%s国国国国", mark);
    zp_node *block = sample_child(document, document->root->first, ZP_NODE_PARAGRAPH);
    block->style = document->styles[0];
    sample_run(document, block, text);
    zp_paragraph *set;
    if (zp_paragraph_set(b->typesetter, arena, block, 2 * block->style->size, 100, &set) != ZP_OK) {
        return true; // no font has it
    }
    for (size_t i = 0; i < set->line_count; i++) {
        zp_text line = zp_text_slice(set->text, set->lines[i].from, set->lines[i].to);
        size_t length = strlen(mark);
        bool stands = first ? zp_text_starts(line, mark)
                            : line.size >= length &&
                                  memcmp(line.data + line.size - length, mark, length) == 0;
        if (stands && (first ? i > 0 : i + 1 < set->line_count)) {
            return true;
        }
    }
    return false;
}

static bool holds(const zp_buffer *set, uint32_t c) {
    zp_text text = zp_buffer_text(set);
    for (size_t at = 0; at < text.size;) {
        if (zp_utf8_next(text, &at) == c) {
            return true;
        }
    }
    return false;
}

// B3.1: what begins or ends none of our lines is in Word's lists. The marks of ranges that Chinese
// documents use; letters and figures follow other rules.
static void words_lists_hold_what_our_lines_do(void **state) {
    const bench *b = *state;
    static const uint32_t ranges[][2] = {
        {0xB7, 0xB7},     {0x2010, 0x2027}, {0x2030, 0x2033}, {0x2103, 0x2103},
        {0x3001, 0x3003}, {0x3005, 0x3005}, {0x3008, 0x3011}, {0x3014, 0x301B},
        {0x33A0, 0x33A1}, {0xFF01, 0xFF0F}, {0xFF1A, 0xFF1B}, {0xFF1F, 0xFF1F},
        {0xFF3B, 0xFF3D}, {0xFF5B, 0xFF5E}, {0xFFE5, 0xFFE5}, {0x2264, 0x2267}};
    zp_document *document = with_style((zp_style){.role = ZP_ROLE_SONG}, "文");
    zp_buffer not_first = {0}, not_last = {0};
    zp_docx_line_edges(document, &not_first, &not_last);
    size_t seen = 0;
    zp_buffer missing = {0};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        for (uint32_t c = ranges[i][0]; c <= ranges[i][1]; c++) {
            bool first = may_stand(b, document, c, true), last = may_stand(b, document, c, false);
            seen += !first + !last;
            if (!first && !holds(&not_first, c)) {
                zp_buffer_print(&missing, " U+%04X first", (unsigned)c);
            }
            if (!last && !holds(&not_last, c)) {
                zp_buffer_print(&missing, " U+%04X last", (unsigned)c);
            }
        }
    }
    zp_buffer_add(&missing, "", 1);
    assert_string_equal(missing.data, "");
    assert_true(seen > 60);
    zp_buffer_free(&missing);
    zp_buffer_free(&not_first);
    zp_buffer_free(&not_last);
}

static int open_bench(void **state) {
    open_arena(state);
    *state = bench_new();
    return 0;
}

static int close_bench(void **state) {
    bench_close(state);
    return close_arena(state);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hanging_marks_overflow),
        cmocka_unit_test(full_starts_are_not_squeezed),
        cmocka_unit_test(han_western_spacing_is_on_or_off),
        cmocka_unit_test(tabular_figures_are_word_2010s),
        cmocka_unit_test(tight_marks_change_nothing),
        cmocka_unit_test(whole_cells_are_a_snapping_grid),
        cmocka_unit_test(one_kind_of_grid_a_page),
        cmocka_unit_test(a_quote_with_a_selector_is_what_it_says),
        cmocka_unit_test(hints_are_the_pdfs),
        cmocka_unit_test(a_selector_is_no_letter),
        cmocka_unit_test(a_rare_character_is_left_to_word),
        cmocka_unit_test(a_titles_breaks_are_told_to_word),
        cmocka_unit_test(a_titles_break_between_two_runs),
        cmocka_unit_test(basic_lets_the_solidus_stand),
        cmocka_unit_test(words_lists_hold_what_our_lines_do),
    };
    return cmocka_run_group_tests_name("docx switches", tests, open_bench, close_bench);
}
