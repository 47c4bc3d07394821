// Lines, widths and glyphs of single paragraphs. Numbers are rules of the typesetting checklist.
#include "bench.h"

#include <stdio.h>
#include <unistd.h>

static int open_bench(void **state) {
    bench *b = bench_new();
    b->style = bench_style(ZP_ROLE_SONG, ZP_POINTS(10), ZP_POINTS(15), ZP_ALIGN_JUSTIFY);
    *state = b;
    return 0;
}

static zp_status set_status(bench *b, const char *text, zp_length measure, zp_paragraph **out) {
    zp_style *style = ZP_NEW(b->arena, zp_style);
    *style = b->style;
    zp_node *block = bench_block(b, NULL, ZP_NODE_PARAGRAPH, style, text);
    return zp_paragraph_set(b->typesetter, b->arena, block, measure, 100, out);
}

static zp_paragraph *set_text(bench *b, const char *text, int ems) {
    zp_paragraph *paragraph = NULL;
    assert_int_equal(set_status(b, text, ems * b->style.size, &paragraph), ZP_OK);
    return paragraph;
}

static zp_text line_text(const zp_paragraph *paragraph, size_t line) {
    return zp_text_slice(paragraph->text, paragraph->lines[line].from, paragraph->lines[line].to);
}

// `lines` is the expected lines with | between them.
static void expect_lines(bench *b, const char *text, int ems, const char *lines) {
    zp_paragraph *paragraph = set_text(b, text, ems);
    zp_buffer got = {0};
    for (size_t i = 0; i < paragraph->line_count; i++) {
        zp_buffer_print(&got, "%s%.*s", i ? "|" : "", ZP_ARG(line_text(paragraph, i)));
    }
    assert_string_equal(got.data, lines);
    zp_buffer_free(&got);
}

static zp_length width_of(bench *b, const char *text) {
    return set_text(b, text, 1000)->lines[0].width;
}

static void marks_keep_off_the_edges(void **state) { // B3.1
    bench *b = *state;
    expect_lines(b, "一二，三四五六，七八九", 7, "一二，三四五六，|七八九");
    expect_lines(b, "一二三四五六，七八九", 6, "一二三四五|六，七八九");
    expect_lines(b, "一二三四五《六七》八九十", 6, "一二三四五|《六七》八九十");
    expect_lines(b, "一二三四五·六七八", 5, "一二三四|五·六七八");
    expect_lines(b, "一二三四五／六七八", 6, "一二三四|五／六七八");
}

static void long_dashes_and_ellipses_stay_whole(void **state) { // B3.5
    bench *b = *state;
    expect_lines(b, "一二三四五——六七八", 6, "一二三四五|——六七八");
    expect_lines(b, "一二三四……五六七八九", 5, "一二三|四……五六|七八九");
    assert_int_equal(width_of(b, "——"), ZP_POINTS(20));
    assert_int_equal(width_of(b, "……"), ZP_POINTS(20));
}

static void numbers_hold_their_signs(void **state) { // B3.6
    bench *b = *state;
    const char *texts[] = {"执行率为98.76%以上", "共计15250㎡土地", "增长≥90%的目标",
                           "气温25℃左右"};
    const char *held[] = {"98.76%", "15250㎡", "≥90%", "25℃"};
    for (size_t i = 0; i < 4; i++) {
        for (int ems = 5; ems < 9; ems++) {
            zp_paragraph *paragraph = set_text(b, texts[i], ems);
            bool whole = false;
            for (size_t line = 0; line < paragraph->line_count; line++) {
                const char *text = zp_arena_string(b->arena, line_text(paragraph, line));
                whole = whole || strstr(text, held[i]) != NULL;
            }
            assert_true(whole);
        }
    }
}

static void adjacent_marks_share_their_blanks(void **state) { // B4.2
    bench *b = *state;
    zp_length one = width_of(b, "国中");
    static const char *const pairs[] = {"”，",  "，“",  "。“",  "”、",  "、“", "：“",
                                        "）、", "）：", "》《", "》，", "。（"};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char text[32];
        snprintf(text, sizeof text, "国%s中", pairs[i]);
        assert_int_equal(width_of(b, text) - one, ZP_POINTS(15));
    }
    assert_int_equal(width_of(b, "国”，“中") - one, ZP_POINTS(20));
    assert_int_equal(width_of(b, "国？！中") - one, ZP_POINTS(10)); // B4.5
}

static void a_mark_at_the_line_end_takes_half(void **state) { // B4.3
    bench *b = *state;
    assert_int_equal(width_of(b, "国。"), ZP_POINTS(15));
    assert_int_equal(width_of(b, "国”。"), ZP_POINTS(20));
}

static void quotes_come_from_the_font_of_their_text(void **state) { // B5.2, B5.3
    bench *b = *state;
    const zp_line *han = &set_text(b, "推进“区域化”党建", 50)->lines[0];
    assert_int_equal(han->run_count, 1);
    assert_int_equal(han->width, ZP_POINTS(90));
    const zp_line *latin = &set_text(b, "the “TOML” file", 50)->lines[0];
    assert_string_equal(latin->runs[0].face->name, "LiberationSerif");
    assert_int_equal(latin->run_count, 1);
}

static void justified_lines_end_at_the_measure(void **state) { // B6.3
    bench *b = *state;
    const char *text =
        "围绕“洞庭渔火季”、“岳商回归”等主题活动开展服务保障21次，迎接调研检查60余次；完成固定"
        "资产投资11.48亿元，各项税收989万元，摸清了辖区内闲置资产6处共15250㎡，新引进了乡友投资"
        "项目4个，已到位投资资金3000万元（其中：三公经费支出0.00万元）。";
    b->style.han_western = 250;
    for (int ems = 12; ems < 40; ems++) {
        zp_paragraph *paragraph = set_text(b, text, ems);
        for (size_t i = 0; i + 1 < paragraph->line_count; i++) {
            const zp_line *line = &paragraph->lines[i];
            if (line->justified) {
                assert_int_equal(line->x + line->width, ems * b->style.size);
            }
        }
    }
}

static void no_last_line_is_a_lone_han(void **state) { // B8
    bench *b = *state;
    expect_lines(b, "一二三四五六七八九十一。", 10, "一二三四五六七八九|十一。");
}

static void labels_break_between_words(void **state) { // B8
    bench *b = *state;
    b->style.align = ZP_ALIGN_CENTER;
    expect_lines(b, "偏差原因分析及改进措施", 5, "偏差原因|分析及|改进措施");
    expect_lines(b, "服务对象满意度指标", 5, "服务对象|满意度指标");
}

static void a_typed_space_is_the_gap(void **state) { // B7
    bench *b = *state;
    b->style.han_western = 250;
    assert_int_equal(width_of(b, "共58人"), width_of(b, "共 58 人"));
    assert_int_equal(width_of(b, "（58）"), width_of(b, "（58）"));
}

static void a_character_without_font_is_an_error(void **state) {
    bench *b = *state;
    zp_paragraph *paragraph;
    assert_int_equal(set_status(b, "岳\xF4\x80\x80\x80", ZP_POINTS(100), &paragraph), ZP_BAD_INPUT);
    const zp_message *message = zp_messages_at(b->messages, 0);
    assert_string_equal(message->id, "no-glyph");
    assert_non_null(strstr(message->text.data, "U+100000"));
}

static void what_cannot_be_broken_is_an_error(void **state) {
    bench *b = *state;
    zp_paragraph *paragraph;
    assert_int_equal(set_status(b, "A1234567890123456789", ZP_POINTS(30), &paragraph),
                     ZP_BAD_INPUT);
    assert_string_equal(zp_messages_at(b->messages, 0)->id, "too-wide");
    assert_int_equal(set_status(b, "岳", ZP_POINTS(5), &paragraph), ZP_BAD_INPUT);
    const char *texts[] = {"A1234567890123456789", "岳阳楼，岳阳"};
    for (int i = 0; i < 2; i++) {
        zp_node *block = bench_block(b, NULL, ZP_NODE_PARAGRAPH, &b->style, texts[i]);
        assert_int_equal(zp_paragraph_check(b->typesetter, b->arena, block, ZP_POINTS(30)),
                         i == 0 ? ZP_BAD_INPUT : ZP_OK);
    }
}

static void every_character_is_in_a_glyph(void **state) {
    bench *b = *state;
    const char *text = "《C、D级》𬒈——……㎡，？！“区\xF3\xA0\x84\x80”";
    zp_paragraph *paragraph = set_text(b, text, 50);
    size_t covered = 0;
    for (size_t r = 0; r < paragraph->lines[0].run_count; r++) {
        const zp_glyph_run *run = &paragraph->lines[0].runs[r];
        for (size_t i = 0; i < run->count; i++) {
            assert_int_not_equal(run->glyphs[i].id, 0);
            covered += run->glyphs[i].text_size;
        }
    }
    assert_int_equal(covered, strlen(text));
}

static size_t served(bench *b, zp_font_role role, uint32_t first, uint32_t last) {
    size_t count = 0;
    for (uint32_t c = first; c <= last; c++) {
        char bytes[4];
        zp_text text = {bytes, zp_utf8_put(c, bytes)};
        size_t total, has = 0;
        const zp_face *face;
        for (size_t i = 0; !has && (face = zp_fonts_face(b->fonts, role, i)) != NULL; i++) {
            has = zp_face_coverage(face, text, &total);
        }
        count += has;
    }
    return count;
}

static void each_role_has_the_characters_of_gb18030(void **state) { // B1.7: Han of level 3
    bench *b = *state;
    static const uint32_t blocks[][2] = {{0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0x20000, 0x2A6DF},
                                         {0x2A700, 0x2B739}, {0x2B740, 0x2B81D}, {0x2B820, 0x2CEA1},
                                         {0x2CEB0, 0x2EBE0}};
    for (zp_font_role role = ZP_ROLE_TITLE; role < ZP_ROLE_DIGITS; role++) {
        for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
            uint32_t first = blocks[i][0], last = blocks[i][1];
            assert_int_equal(served(b, role, first, last), last - first + 1);
        }
        assert_true(served(b, role, 0x30000, 0x3134A) >= 3045); // Extension G
        assert_true(served(b, role, 0x31350, 0x323AF) >= 2271); // and H: what BabelStone Han has
    }
}

// ------------------------------------------------ a font whose quotes are wide by `fwid` only

static uint32_t read_at(const char *data, size_t at, int bytes) {
    uint32_t value = 0;
    for (int i = 0; i < bytes; i++) {
        value = value << 8 | (unsigned char)data[at + (size_t)i];
    }
    return value;
}

// Takes the feature `locl` off the collection's second face, by giving it another name.
static void drop_locl(char *data) {
    size_t face = read_at(data, 16, 4);
    for (size_t i = 0; i < read_at(data, face + 4, 2); i++) {
        size_t entry = face + 12 + 16 * i;
        if (memcmp(data + entry, "GSUB", 4) == 0) {
            size_t gsub = read_at(data, entry + 8, 4), list = gsub + read_at(data, gsub + 6, 2);
            for (size_t j = 0; j < read_at(data, list, 2); j++) {
                char *tag = data + list + 2 + 6 * j;
                memcpy(tag, memcmp(tag, "locl", 4) == 0 ? "xxxx" : tag, 4);
            }
        }
    }
}

static const char *fonts_without_locl(bench *b, char *folder) {
    static const char cut[] = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc";
    zp_text file, list;
    assert_non_null(mkdtemp(folder));
    assert_int_equal(zp_file_read(b->arena, b->messages, cut, 64 << 20, &file), ZP_OK);
    drop_locl((char *)file.data);
    const char *path = zp_path_join(b->arena, folder, "korean.ttc");
    assert_int_equal(zp_file_write(b->messages, path, file.data, file.size), ZP_OK);
    assert_int_equal(
        zp_file_read(b->arena, b->messages, ZIPING_SOURCE "/fonts/fonts.toml", 1 << 20, &list),
        ZP_OK);
    zp_buffer out = {0};
    const char *song = strstr(list.data, "files = [\"simsun.ttc");
    assert_non_null(song);
    zp_buffer_add(&out, list.data, (size_t)(song - list.data));
    zp_buffer_add_string(&out, "files = [\"korean.ttc#1\", \"");
    zp_buffer_add_string(&out, song + strlen("files = [\""));
    zp_text text = zp_buffer_text(&out);
    assert_int_equal(zp_file_write(b->messages, zp_path_join(b->arena, folder, "fonts.toml"),
                                   text.data, text.size),
                     ZP_OK);
    zp_buffer_free(&out);
    return path;
}

static void a_narrow_quote_is_widened_by_fwid(void **state) { // B5.3
    bench *b = *state;
    char folder[] = "/tmp/ziping-fonts-XXXXXX";
    const char *font = fonts_without_locl(b, folder);
    zp_fonts *fonts;
    zp_messages *messages = zp_messages_new();
    const char *fandol = zp_path_join(b->arena, folder, "fandol");
    assert_int_equal(symlink(ZIPING_SOURCE "/fonts/fandol", fandol), 0);
    assert_int_equal(zp_fonts_open(b->arena, messages, folder, &fonts), ZP_OK);
    zp_typesetter_free(b->typesetter);
    b->typesetter = zp_typesetter_new(messages, fonts);
    zp_paragraph *paragraph = set_text(b, "的“大工委”制", 20);
    assert_int_equal(paragraph->lines[0].run_count, 1);
    assert_string_equal(paragraph->lines[0].runs[0].face->name, "NotoSerifCJKkr-Regular");
    for (size_t i = 0; i < 7; i++) {
        assert_int_equal(paragraph->lines[0].runs[0].glyphs[i].advance, b->style.size);
    }
    assert_int_equal(zp_messages_count(messages, ZP_REMARK), 0);
    zp_typesetter_free(b->typesetter);
    b->typesetter = zp_typesetter_new(b->messages, b->fonts);
    zp_fonts_close(fonts);
    zp_messages_free(messages);
    unlink(fandol);
    unlink(font);
    unlink(zp_path_join(b->arena, folder, "fonts.toml"));
    rmdir(folder);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_bench, bench_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(marks_keep_off_the_edges),
        TEST(long_dashes_and_ellipses_stay_whole),
        TEST(numbers_hold_their_signs),
        TEST(adjacent_marks_share_their_blanks),
        TEST(a_mark_at_the_line_end_takes_half),
        TEST(quotes_come_from_the_font_of_their_text),
        TEST(justified_lines_end_at_the_measure),
        TEST(no_last_line_is_a_lone_han),
        TEST(labels_break_between_words),
        TEST(a_typed_space_is_the_gap),
        TEST(a_character_without_font_is_an_error),
        TEST(what_cannot_be_broken_is_an_error),
        TEST(every_character_is_in_a_glyph),
        TEST(a_narrow_quote_is_widened_by_fwid),
        TEST(each_role_has_the_characters_of_gb18030),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
