// Tabular figures (B10): of one width, and asked of the font where the style wants them.
#include "bench.h"

#include <hb.h>
#include <unistd.h>

static int open_bench(void **state) {
    bench *b = bench_new();
    b->style = bench_style(ZP_ROLE_SONG, ZP_POINTS(10), ZP_POINTS(14), ZP_ALIGN_LEFT);
    *state = b;
    return 0;
}

static zp_length first_advance(bench *b, zp_fonts *fonts, const char *text, uint32_t *id) {
    zp_typesetter *typesetter = zp_typesetter_new(b->messages, fonts);
    zp_node *block = bench_block(b, NULL, ZP_NODE_PARAGRAPH, &b->style, text);
    zp_paragraph *paragraph;
    assert_int_equal(zp_paragraph_set(typesetter, b->arena, block, ZP_POINTS(100), 100, &paragraph),
                     ZP_OK);
    zp_typesetter_free(typesetter);
    const zp_glyph *glyph = &paragraph->lines[0].runs[0].glyphs[0];
    *id = glyph->id;
    return glyph->advance;
}

static void all_figures_have_one_width(void **state) {
    bench *b = *state;
    b->style.tabular = true;
    for (char digit[2] = "0"; digit[0] <= '9'; digit[0]++) {
        uint32_t id;
        assert_int_equal(first_advance(b, b->fonts, digit, &id), 5000);
    }
}

// A substitution of one glyph by another, asked for with tnum.
static void make_substitution(uint8_t table[], uint32_t from, uint32_t to) {
    static const uint8_t plan[] = {
        0, 1, 0,   0,   0,   10,  0, 30, 0, 44, // scripts at 10, features at 30, lookups at 44
        0, 1, 'D', 'F', 'L', 'T', 0, 8,  0, 4,  0, 0, 0, 0, 0xFF, 0xFF, 0, 1, 0, 0, //
        0, 1, 't', 'n', 'u', 'm', 0, 8,  0, 0,  0, 1, 0, 0,                         //
        0, 1, 0,   4,   0,   1,   0, 0,  0, 1,  0, 8,                               //
        0, 1, 0,   6,   0,   0,   0, 1,  0, 1,  0, 0, // delta at 60, covered glyph at 66
    };
    uint16_t delta = (uint16_t)(to - from);
    memcpy(table, plan, sizeof plan);
    table[60] = (uint8_t)(delta >> 8);
    table[61] = (uint8_t)delta;
    table[66] = (uint8_t)(from >> 8);
    table[67] = (uint8_t)from;
}

// The digits' font, whose tabular 1 is the 7.
static void write_font(bench *b, const char *path) {
    enum { SUBSTITUTION_SIZE = 68 };
    static uint8_t substitution[SUBSTITUTION_SIZE];
    const zp_face *digits = zp_fonts_face(b->fonts, ZP_ROLE_DIGITS, 0);
    hb_codepoint_t one, seven;
    assert_true(hb_font_get_nominal_glyph(digits->font, '1', &one));
    assert_true(hb_font_get_nominal_glyph(digits->font, '7', &seven));
    make_substitution(substitution, one, seven);
    hb_face_t *built = hb_face_builder_create();
    hb_tag_t tags[64];
    unsigned count = 64;
    hb_face_get_table_tags(digits->face, 0, &count, tags);
    for (unsigned i = 0; i < count; i++) {
        if (tags[i] != HB_TAG('G', 'S', 'U', 'B')) {
            hb_blob_t *table = hb_face_reference_table(digits->face, tags[i]);
            hb_face_builder_add_table(built, tags[i], table);
            hb_blob_destroy(table);
        }
    }
    hb_blob_t *table = hb_blob_create((const char *)substitution, SUBSTITUTION_SIZE,
                                      HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_builder_add_table(built, HB_TAG('G', 'S', 'U', 'B'), table);
    hb_blob_destroy(table);
    hb_blob_t *file = hb_face_reference_blob(built);
    unsigned size;
    const char *data = hb_blob_get_data(file, &size);
    assert_int_equal(zp_file_write(b->messages, path, data, size), ZP_OK);
    hb_blob_destroy(file);
    hb_face_destroy(built);
}

static void write_roles(bench *b, const char *path, const char *font) {
    static const char *const roles[] = {"小标宋", "黑体", "楷体", "仿宋", "宋体", "digits"};
    zp_buffer out = {0};
    for (size_t i = 0; i < 6; i++) {
        zp_buffer_print(&out, "[role.\"%s\"]\nfamilies = [\"%s\"]\nfiles = [\"%s\"]\n", roles[i],
                        roles[i], font);
    }
    zp_buffer_print(&out, "[fallback]\nfiles = [\"%s\"]\n", font);
    assert_int_equal(zp_file_write(b->messages, path, out.data, out.size), ZP_OK);
    zp_buffer_free(&out);
}

static void tabular_figures_are_asked_for_by_style(void **state) {
    bench *b = *state;
    char folder[] = "/tmp/ziping-fonts-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *font = zp_arena_print(b->arena, "%s/figures.ttf", folder).data;
    const char *roles = zp_arena_print(b->arena, "%s/fonts.toml", folder).data;
    write_font(b, font);
    write_roles(b, roles, font);
    zp_fonts *fonts;
    assert_int_equal(zp_fonts_open(b->arena, b->messages, folder, &fonts), ZP_OK);
    uint32_t plain, tabular, seven;
    first_advance(b, fonts, "7", &seven);
    first_advance(b, fonts, "1", &plain);
    b->style.tabular = true;
    first_advance(b, fonts, "1", &tabular);
    assert_int_not_equal(plain, seven);
    assert_int_equal(tabular, seven);
    zp_fonts_close(fonts);
    unlink(font);
    unlink(roles);
    rmdir(folder);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_bench, bench_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(all_figures_have_one_width),
        TEST(tabular_figures_are_asked_for_by_style),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
