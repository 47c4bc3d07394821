// Fonts made so that few bytes keep us for long: what they cost is bounded, and fonts for text in
// Chinese stay far below the bounds.
#include "../pdf/sample.h"
#include "pdf/cff.h"
#include "pdf/truetype.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <hb.h>

static unsigned char outline[CFF_CODE_LIMIT + CFF_CODE_SLACK];

// ---------------------------------------------------------------- CFF

enum { GLYPHS = 100, STEMS = 1000, COST = STEMS * 49 + 3 };

// Glyphs of two bytes: each calls the one subroutine, stems of 48 operands each.
static cff_font hungry_font(zp_buffer *subroutine) {
    static unsigned char calls[1 + 2 * GLYPHS], offsets[GLYPHS + 1], ends[6] = {0, 0, 1};
    static cff_part part;
    for (int i = 0; i <= GLYPHS; i++) {
        offsets[i] = (unsigned char)(1 + 2 * i);
        memcpy(calls + 1 + 2 * (i % GLYPHS), "\x20\x0a", 2); // -107 callsubr
    }
    zp_buffer_add(subroutine, "", 1); // offsets count from 1
    for (int i = 0; i < STEMS * 49; i++) {
        zp_buffer_add(subroutine, i % 49 == 48 ? "\x01" : "\x8c", 1); // hstem; 1
    }
    zp_buffer_add(subroutine, "\x0e", 1); // endchar
    for (int i = 0; i < 3; i++) {
        ends[3 + i] = (unsigned char)(subroutine->size >> (16 - 8 * i));
    }
    const unsigned char *code = (const unsigned char *)subroutine->data;
    part.subroutines = (cff_index){ends, code, subroutine->size, 1, 3};
    return (cff_font){.glyph_count = GLYPHS,
                      .parts = &part,
                      .part_count = 1,
                      .glyphs = {offsets, calls, sizeof calls, GLYPHS, 1}};
}

// Operands count, and what one glyph took is gone for the next.
static void test_cff_steps(void **state) {
    enum { FINE = 7 };
    zp_buffer subroutine = {0};
    cff_font font = hungry_font(&subroutine);
    size_t steps = FINE * COST + COST / 2, before = steps;
    (void)state;
    for (uint32_t i = 0; i < FINE; i++) {
        assert_false(cff_broken(&font, i, outline, &steps));
        assert_int_equal(before - steps, COST); // the call and its operand, the stems, the end
        before = steps;
    }
    assert_true(cff_broken(&font, FINE, outline, &steps));
    assert_in_range(steps, 0, 49);
    steps = 0;
    assert_true(cff_broken(&font, 0, outline, &steps));
    assert_int_equal(steps, 0);
    zp_buffer_free(&subroutine);
}

// The subroutine calls another that many times: no glyph costs more than thrice a full one.
static void test_cff_glyph(void **state) {
    enum { CALLS = 30 };
    zp_buffer subroutine = {0};
    cff_font font = hungry_font(&subroutine);
    static unsigned char calls[1 + 2 * CALLS], offsets[2] = {1, 1 + 2 * CALLS};
    (void)state;
    subroutine.data[subroutine.size - 1] = 0x0b; // return
    for (int i = 0; i < CALLS; i++) {
        memcpy(calls + 1 + 2 * i, "\x20\x0a", 2);
    }
    font.glyphs = (cff_index){offsets, calls, sizeof calls, 1, 1};
    size_t steps = CFF_FONT_STEPS;
    assert_true(cff_broken(&font, 0, outline, &steps));
    assert_in_range(CFF_FONT_STEPS - steps, 2 * CFF_CODE_LIMIT, 3 * CFF_CODE_LIMIT);
    assert_int_equal(cff_flatten(&font, 0, outline), 0);
    zp_buffer_free(&subroutine);
}

static void check_steps(sample *s, const zp_face *face) {
    unsigned size;
    hb_blob_t *blob = hb_face_reference_table(face->face, HB_TAG('C', 'F', 'F', ' '));
    const char *data = hb_blob_get_data(blob, &size);
    size_t steps = CFF_FONT_STEPS;
    cff_font font;
    assert_true(cff_read(s->arena, (zp_text){data, size}, face->glyph_count, &font));
    for (uint32_t i = 0; i < face->glyph_count; i++) {
        assert_false(cff_broken(&font, i, outline, &steps));
    }
    assert_in_range(CFF_FONT_STEPS - steps, 1, CFF_FONT_STEPS / 10);
    hb_blob_destroy(blob);
}

static void test_cff_fonts(void **state) {
    sample *s = *state;
    zp_face sans;
    check_steps(s, &s->faces[SAMPLE_FANG]);
    check_steps(s, &s->faces[SAMPLE_NAMED]);
    assert_true(
        sample_face(s->arena, &sans, "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2));
    check_steps(s, &sans); // 65,535 glyphs, as many as a font can have
    hb_font_destroy(sans.font);
    hb_face_destroy(sans.face);
}

// ---------------------------------------------------------------- TrueType

enum { COMPOSITES = 400, PARTS = 250, POINTS = 65535, TABLES = 6, COUNT = COMPOSITES + 2 };

static void put(zp_buffer *out, uint32_t value, int bytes) {
    for (int i = bytes - 1; i >= 0; i--) {
        zp_buffer_add(out, &(char){(char)(value >> (8 * i) & 0xFF)}, 1);
    }
}

static void put_zeros(zp_buffer *out, size_t count) {
    for (size_t i = 0; i < count; i++) {
        zp_buffer_add(out, "", 1);
    }
}

static void write_at(zp_buffer *out, size_t at, uint32_t value, size_t bytes) {
    for (size_t i = 0; i < bytes; i++) {
        out->data[at + i] = (char)(value >> (8 * (bytes - 1 - i)) & 0xFF);
    }
}

// All points in one place; `last` is the number of the last one, from 0.
static void put_simple(zp_buffer *glyf, uint32_t last) {
    put(glyf, 1, 2); // contours, and the bounds
    put_zeros(glyf, 8);
    put(glyf, last, 2);
    put(glyf, 0, 2); // instructions
    for (size_t i = 0; i < POINTS; i++) {
        put(glyf, 0x31, 1); // on the outline, x and y as before
    }
}

static void put_composite(zp_buffer *glyf, uint32_t part, uint32_t count) {
    put(glyf, 0xFFFF, 2);
    put_zeros(glyf, 8);
    for (uint32_t i = 0; i < count; i++) {
        put(glyf, i + 1 < count ? 32 : 0, 2); // more of them
        put(glyf, part, 2);
        put(glyf, 0, 2);
    }
}

// A glyph of as many points as one can have, one of many of these, and many of that one.
static zp_buffer heavy_font(uint32_t last) {
    static const char tags[] = "glyfheadhheahmtxlocamaxp";
    zp_buffer font = {0}, tables[TABLES] = {{0}};
    put(&tables[4], 0, 4);
    for (uint32_t i = 0; i < COUNT; i++) {
        if (i == 0) {
            put_simple(&tables[0], last);
        } else {
            put_composite(&tables[0], i == 1 ? 0 : 1, i == 1 ? PARTS : 1);
        }
        put_zeros(&tables[0], tables[0].size % 2);
        put(&tables[4], (uint32_t)tables[0].size, 4);
    }
    put_zeros(&tables[1], 54);
    write_at(&tables[1], 0, 1, 2);
    write_at(&tables[1], 12, 0x5F0F3CF5, 4);
    write_at(&tables[1], 18, 1000, 2);
    write_at(&tables[1], 50, 1, 2); // loca of 32 bits
    put_zeros(&tables[2], 36);
    write_at(&tables[2], 0, 1, 2);
    write_at(&tables[2], 34, COUNT, 2);
    put_zeros(&tables[3], 4 * COUNT);
    put_zeros(&tables[5], 32);
    write_at(&tables[5], 0, 0x10000, 4);
    write_at(&tables[5], 4, COUNT, 2);
    put(&font, 0x10000, 4);
    put(&font, TABLES, 2);
    put_zeros(&font, 6);
    size_t offset = 12 + 16 * TABLES;
    for (size_t i = 0; i < TABLES; i++) {
        zp_buffer_add(&font, tags + 4 * i, 4);
        put_zeros(&font, 4);
        put(&font, (uint32_t)offset, 4);
        put(&font, (uint32_t)tables[i].size, 4);
        offset += tables[i].size;
    }
    for (size_t i = 0; i < TABLES; i++) {
        zp_buffer_add_text(&font, zp_buffer_text(&tables[i]));
        zp_buffer_free(&tables[i]);
    }
    return font;
}

// Parts are looked at once, not in every glyph that has them: else this takes a hundred times as
// long as a noisy machine may.
static void test_truetype(void **state) {
    zp_buffer sound = heavy_font(POINTS - 1), broken = heavy_font(0xFFFF);
    (void)state;
    clock_t begun = clock();
    assert_true(truetype_sound(zp_buffer_text(&sound)));
    assert_in_range(clock() - begun, 0, 3 * CLOCKS_PER_SEC);
    assert_false(truetype_sound(zp_buffer_text(&broken)));
    zp_buffer_free(&sound);
    zp_buffer_free(&broken);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cff_steps),
        cmocka_unit_test(test_cff_glyph),
        cmocka_unit_test(test_cff_fonts),
        cmocka_unit_test(test_truetype),
    };
    return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
