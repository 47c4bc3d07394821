// CFF fonts taken apart and put together again, and the streams of ready pieces they are written
// as. HarfBuzz's subsetter is the measure for outlines, libdeflate for streams.
#include "../pdf/sample.h"
#include "pdf/deflate.h"
#include "pdf/outlines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <hb-subset.h>
#include <hb.h>
#include <libdeflate.h>

static const char SANS[] = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";

static zp_text table(hb_face_t *face, hb_blob_t **blob) {
    unsigned size;
    *blob = hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' '));
    const char *data = hb_blob_get_data(*blob, &size);
    return (zp_text){data, size};
}

// ---------------------------------------------------------------- reading

static void test_cids(void **state) {
    sample *s = *state;
    hb_blob_t *blob;
    cff_font font;
    size_t count = s->faces[SAMPLE_SONG].glyph_count;
    assert_true(cff_read(s->arena, table(s->faces[SAMPLE_SONG].face, &blob), count, &font));
    assert_true(font.cid_keyed);
    assert_true(font.part_count > 5);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(cff_cid(&font, i), i);
    }
    hb_blob_destroy(blob);
    count = s->faces[SAMPLE_FANG].glyph_count;
    assert_true(cff_read(s->arena, table(s->faces[SAMPLE_FANG].face, &blob), count, &font));
    assert_true(font.cid_keyed);
    bool same = true;
    for (size_t i = 1; i < count; i++) {
        same = same && cff_cid(&font, i) == i;
        assert_true(cff_cid(&font, i) > cff_cid(&font, i - 1));
    }
    assert_false(same);
    hb_blob_destroy(blob);
    count = s->faces[SAMPLE_NAMED].glyph_count;
    assert_true(cff_read(s->arena, table(s->faces[SAMPLE_NAMED].face, &blob), count, &font));
    assert_false(font.cid_keyed);
    assert_int_equal(cff_cid(&font, count - 1), count - 1);
    hb_blob_destroy(blob);
}

static void read_all(sample *s, zp_text bytes, size_t count) {
    zp_arena *arena = zp_arena_new();
    unsigned char *code = malloc(CFF_CODE_LIMIT + CFF_CODE_SLACK);
    cff_font font;
    (void)s;
    if (cff_read(arena, bytes, count, &font)) {
        for (uint32_t i = 0; i < count; i++) {
            cff_flatten(&font, i, code);
        }
    }
    free(code);
    zp_arena_free(arena);
}

// Cut off and altered: any answer is right, but nothing may be read outside, or take for ever.
static void test_garbage(void **state) {
    sample *s = *state;
    hb_blob_t *blob;
    zp_text cff = table(s->faces[SAMPLE_NAMED].face, &blob);
    size_t count = s->faces[SAMPLE_NAMED].glyph_count;
    for (size_t size = 0; size < cff.size; size += 1 + size / 64) {
        char *copy = malloc(size ? size : 1);
        memcpy(copy, cff.data, size);
        read_all(s, (zp_text){copy, size}, count);
        free(copy);
    }
    char *copy = malloc(cff.size);
    memcpy(copy, cff.data, cff.size);
    for (size_t i = 0; i < cff.size; i += 1 + i / 100) {
        for (int value = 0; value < 256; value += 85) {
            copy[i] = (char)value;
            read_all(s, (zp_text){copy, cff.size}, i < 600 ? 8 : count);
        }
        copy[i] = cff.data[i];
    }
    free(copy);
    hb_blob_destroy(blob);
}

// ---------------------------------------------------------------- outlines

static hb_face_t *subset(hb_face_t *face, uint32_t from, uint32_t to) {
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    hb_set_add_range(hb_subset_input_glyph_set(input), from, to - 1);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE |
                                         HB_SUBSET_FLAGS_RETAIN_GIDS |
                                         HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    hb_face_t *made = hb_subset_or_fail(face, input);
    hb_subset_input_destroy(input);
    assert_non_null(made);
    return made;
}

// Numbers may be written in longer ways than the shortest, which HarfBuzz makes of them.
static size_t shortest(const unsigned char *code, size_t size, unsigned char *out) {
    size_t end = 0;
    for (size_t i = 0; i < size;) {
        int number = 0;
        if (code[i] == 28) {
            number = (int16_t)(code[i + 1] << 8 | code[i + 2]);
        } else if (code[i] < 32 || code[i] == 255) { // 12 comes with a second byte below 32's
            size_t step = code[i] == 255 ? 5 : code[i] == 12 ? 2 : 1;
            memcpy(out + end, code + i, step);
            end += step;
            i += step;
            continue;
        } else if (code[i] >= 247) {
            number = code[i] < 251 ? (code[i] - 247) * 256 + code[i + 1] + 108
                                   : -(code[i] - 251) * 256 - code[i + 1] - 108;
        } else {
            number = code[i] - 139;
        }
        i += code[i] == 28 ? 3 : code[i] >= 247 ? 2 : 1;
        if (number >= -107 && number <= 107) {
            out[end++] = (unsigned char)(number + 139);
        } else if (number >= -1131 && number <= 1131) {
            int rest = (number < 0 ? -number : number) - 108;
            out[end++] = (unsigned char)((number < 0 ? 251 : 247) + rest / 256);
            out[end++] = (unsigned char)(rest % 256);
        } else {
            out[end++] = 28;
            out[end++] = (unsigned char)((unsigned)number >> 8);
            out[end++] = (unsigned char)number;
        }
    }
    return end;
}

// Every `step`th block of 64 glyphs: what cff_flatten gives is what HarfBuzz has in its subset.
static void compare_outlines(sample *s, const zp_face *face, uint32_t step) {
    static unsigned char ours[CFF_CODE_LIMIT + CFF_CODE_SLACK], plain[CFF_CODE_LIMIT + 8];
    static unsigned char theirs[CFF_CODE_LIMIT + 8];
    hb_blob_t *blob, *made_blob;
    cff_font font, made_font;
    assert_true(cff_read(s->arena, table(face->face, &blob), face->glyph_count, &font));
    pdf_outlines *outlines = pdf_outlines_open(face);
    size_t compared = 0;
    for (uint32_t from = 0; from < face->glyph_count; from += 64 * step) {
        uint32_t to = from + 64 < face->glyph_count ? from + 64 : face->glyph_count;
        hb_face_t *made = subset(pdf_outlines_narrow(outlines), from, to);
        zp_arena *arena = zp_arena_new();
        assert_true(cff_read(arena, table(made, &made_blob), to, &made_font));
        for (uint32_t i = from; i < to; i++) {
            zp_text code;
            size_t size = cff_flatten(&font, i, ours);
            assert_true(size > 0);
            assert_true(cff_index_get(&made_font.glyphs, i, &code));
            size_t theirs_size = shortest((const unsigned char *)code.data, code.size, theirs);
            size = shortest(ours, size, plain);
            assert_int_equal(size, theirs_size);
            assert_memory_equal(plain, theirs, size);
            compared++;
        }
        hb_blob_destroy(made_blob);
        hb_face_destroy(made);
        zp_arena_free(arena);
    }
    pdf_outlines_close(outlines);
    hb_blob_destroy(blob);
    assert_true(compared > 500);
}

static void test_outlines(void **state) {
    sample *s = *state;
    zp_face sans;
    compare_outlines(s, &s->faces[SAMPLE_SONG], 40);
    compare_outlines(s, &s->faces[SAMPLE_FANG], 8);
    compare_outlines(s, &s->faces[SAMPLE_NAMED], 1);
    assert_true(sample_face(s->arena, &sans, SANS, 2));
    compare_outlines(s, &sans, 40);
    hb_font_destroy(sans.font);
    hb_face_destroy(sans.face);
}

static size_t flatten(zp_text code, zp_text subroutine, unsigned char *out) {
    // One glyph and one subroutine, each in an INDEX of its own.
    static unsigned char offsets[2][4];
    unsigned char bytes[2][64] = {{0}};
    cff_part part = {0};
    offsets[0][0] = offsets[1][0] = 1;
    offsets[0][1] = (unsigned char)(code.size + 1);
    offsets[1][1] = (unsigned char)(subroutine.size + 1);
    memcpy(bytes[0] + 1, code.data, code.size);
    memcpy(bytes[1] + 1, subroutine.data, subroutine.size);
    part.subroutines = (cff_index){offsets[1], bytes[1], subroutine.size + 1, 1, 1};
    cff_font font = {.glyph_count = 1,
                     .parts = &part,
                     .part_count = 1,
                     .glyphs = {offsets[0], bytes[0], code.size + 1, 1, 1}};
    return cff_flatten(&font, 0, out);
}

#define CODE(text) ((zp_text){text, sizeof(text) - 1})

static void test_flat(void **state) {
    static unsigned char out[CFF_CODE_LIMIT + CFF_CODE_SLACK];
    zp_text none = CODE("\x0b");
    (void)state;
    // 10 1 2 hstem 3 4 hintmask M 5 6 rmoveto 7 hlineto endchar: a width, two stems, no hints left
    size_t size =
        flatten(CODE("\x95\x8c\x8d\x01\x8e\x8f\x13\xff\x90\x91\x15\x92\x06\x0e"), none, out);
    assert_int_equal(size, 7);
    assert_memory_equal(out, "\x95\x90\x91\x15\x92\x06\x0e", 7);
    // The subroutine (number -107) has the operands, its caller the operator; and the other way.
    size = flatten(CODE("\x8c\x8c\x15\x20\x0a\x05\x0e"), CODE("\x8d\x8e\x0b"), out);
    assert_memory_equal(out, "\x8c\x8c\x15\x8d\x8e\x05\x0e", 7);
    assert_int_equal(size, 7);
    size = flatten(CODE("\x8c\x8c\x20\x0a"), CODE("\x15\x0e"), out);
    assert_memory_equal(out, "\x8c\x8c\x15\x0e", 4);
    assert_int_equal(size, 4);
    assert_int_equal(flatten(CODE("\x20\x0a\x0e"), CODE("\x20\x0a\x0b"), out), 0); // for ever
    assert_int_equal(flatten(CODE("\x21\x0a\x0e"), none, out), 0);                 // no such one
    assert_int_equal(flatten(CODE("\x0a\x0e"), none, out), 0);                     // no number
    assert_int_equal(flatten(CODE("\x8c\x8c\x15"), none, out), 0);                 // no end
    assert_int_equal(flatten(CODE("\x8c\x05\x0e"), none, out), 0);         // a line from nowhere
    assert_int_equal(flatten(CODE("\x8c\x8c\x8c\x8c\x0e"), none, out), 0); // with an accent
    assert_int_equal(flatten(CODE("\x8c\x8c\x0c\x0a\x16\x0e"), none, out), 0); // 1 + 1
    assert_int_equal(flatten(CODE("\x8c\x01\x13"), none, out), 0);             // half a mask
    assert_int_equal(flatten(CODE(""), none, out), 0);
}

// ---------------------------------------------------------------- streams

// The bytes of pieces, in an order and doubled, as one stream; and its checksum.
static void test_deflate(void **state) {
    enum { PIECES = 40, MOST = 3000 };
    static unsigned char raw[PIECES][MOST], bits[PIECES][DEFLATE_BOUND(MOST)];
    static unsigned char all[4 * PIECES * MOST], stream[4 * PIECES * MOST], back[4 * PIECES * MOST];
    size_t counts[PIECES], sizes[PIECES], size = 0;
    deflate_counts seen = {0};
    deflate_code code;
    uint32_t random = 1, checksum = 1;
    (void)state;
    for (size_t i = 0; i < PIECES; i++) {
        sizes[i] = i == 0 ? 0 : i == 1 ? MOST : (i * 997) % 700;
        for (size_t j = 0; j < sizes[i]; j++) {
            random = random * 1664525 + 1013904223;
            bool again = j > 60 && (random >> 28) < 8;
            raw[i][j] = again ? raw[i][j - 17 - i] : (unsigned char)(random >> 24 & random >> 20);
        }
        if (i % 3 == 0) {
            memset(raw[i], (int)i, sizes[i]); // one long match
        }
        if (i < 5) {
            deflate_count(raw[i], sizes[i], &seen);
        }
    }
    deflate_make_code(&seen, true, &code);
    for (size_t i = 0; i < PIECES; i++) {
        deflate_bits piece = {.out = bits[i]};
        deflate_piece(&piece, &code, raw[i], sizes[i]);
        counts[i] = piece.size * 8 + (size_t)piece.held_count;
        deflate_flush(&piece);
        assert_true(piece.size <= DEFLATE_BOUND(sizes[i]));
    }
    deflate_bits out = {.out = stream};
    deflate_begin(&out, &code, true);
    for (size_t i = 0; i < 2 * PIECES; i++) {
        size_t which = i * 7 % PIECES;
        deflate_copy(&out, bits[which], counts[which]);
        memcpy(all + size, raw[which], sizes[which]);
        size += sizes[which];
        checksum = deflate_join_checksums(checksum, libdeflate_adler32(1, raw[which], sizes[which]),
                                          sizes[which]);
    }
    deflate_end(&out, &code);
    deflate_flush(&out);
    struct libdeflate_decompressor *reader = libdeflate_alloc_decompressor();
    size_t back_size = 0;
    assert_int_equal(
        libdeflate_deflate_decompress(reader, stream, out.size, back, sizeof back, &back_size),
        LIBDEFLATE_SUCCESS);
    libdeflate_free_decompressor(reader);
    assert_int_equal(back_size, size);
    assert_memory_equal(back, all, size);
    assert_true(out.size < size);
    assert_int_equal(checksum, libdeflate_adler32(1, all, size));
}

// One symbol far above all others: no code may be longer than 15 bits.
static void test_lopsided_code(void **state) {
    deflate_counts counts = {0};
    deflate_code code;
    (void)state;
    for (int i = 0; i < 30; i++) {
        counts.literals[i] = 1u << i;
    }
    deflate_make_code(&counts, true, &code);
    uint32_t used = 0;
    for (size_t i = 0; i < DEFLATE_LITERALS; i++) {
        assert_in_range(code.literal_sizes[i], 1, 15);
        used += 1u << (15 - code.literal_sizes[i]);
    }
    assert_int_equal(used, 1u << 15); // and the code is complete
    assert_int_equal(code.literal_sizes[29], 1);
}

// ---------------------------------------------------------------- fonts

static void unpack(const zp_buffer *stream, zp_buffer *out) {
    struct libdeflate_decompressor *reader = libdeflate_alloc_decompressor();
    size_t room = 4 * stream->size + 4096;
    *out = (zp_buffer){zp_allocate(room), 0, room};
    assert_int_equal(
        libdeflate_zlib_decompress(reader, stream->data, stream->size, out->data, room, &out->size),
        LIBDEFLATE_SUCCESS);
    libdeflate_free_decompressor(reader);
}

static void test_font(void **state) {
    sample *s = *state;
    const zp_face *face = &s->faces[SAMPLE_SONG];
    const uint32_t ids[] = {0, 1, 34, 1000, 1001, 20000, 40000, 65534};
    const size_t count = sizeof ids / sizeof *ids;
    static unsigned char flat[CFF_CODE_LIMIT + CFF_CODE_SLACK];
    hb_blob_t *blob;
    cff_font whole, font;
    zp_buffer stream = {0}, bytes;
    pdf_outlines *outlines = pdf_outlines_open(face);
    assert_true(pdf_outlines_write(outlines, ids, count, &stream));
    unpack(&stream, &bytes);
    assert_true(cff_read(s->arena, zp_buffer_text(&bytes), count, &font));
    assert_true(cff_read(s->arena, table(face->face, &blob), face->glyph_count, &whole));
    assert_true(font.cid_keyed);
    assert_int_equal(font.glyphs.count, count);
    assert_true(font.part_count > 1 && font.part_count < whole.part_count);
    assert_true(zp_text_equal(font.name, whole.name));
    assert_true(zp_text_equal(font.bounds, whole.bounds));
    for (uint32_t i = 0; i < count; i++) {
        zp_text code;
        const cff_part *now = &font.parts[cff_part_of(&font, i)];
        const cff_part *before = &whole.parts[cff_part_of(&whole, ids[i])];
        size_t size = cff_flatten(&whole, ids[i], flat);
        assert_int_equal(cff_cid(&font, i), cff_cid(&whole, ids[i]));
        assert_true(zp_text_equal(now->default_width, before->default_width));
        assert_true(zp_text_equal(now->nominal_width, before->nominal_width));
        assert_true(cff_index_get(&font.glyphs, i, &code));
        assert_int_equal(code.size, size);
        assert_memory_equal(code.data, flat, size);
    }
    pdf_outlines_close(outlines);
    hb_blob_destroy(blob);
    zp_buffer_free(&stream);
    zp_buffer_free(&bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cids),     cmocka_unit_test(test_garbage),
        cmocka_unit_test(test_outlines), cmocka_unit_test(test_flat),
        cmocka_unit_test(test_deflate),  cmocka_unit_test(test_lopsided_code),
        cmocka_unit_test(test_font),
    };
    return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
