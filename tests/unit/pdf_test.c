// The PDF back end from inside: syntax, fonts that are unsound or forbidden, equal bytes. What the
// file shows is proved by readers nobody here wrote (tests/pdf/prove.py).
#include "../pdf/sample.h"
#include "pdf/private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <hb.h>

static void number_is(int64_t value, int places, const char *wanted) {
    zp_buffer out = {0};
    pdf_number(&out, value, places);
    assert_string_equal(out.data, wanted);
    zp_buffer_free(&out);
}

static void test_numbers(void **state) {
    (void)state;
    number_is(0, 3, "0");
    number_is(595276, 3, "595.276");
    number_is(841890, 3, "841.89");
    number_is(12000, 3, "12");
    number_is(250, 3, ".25");
    number_is(-4, 3, "-.004");
    number_is(-1000, 3, "-1");
    number_is(100, 0, "100");
    number_is(INT64_MIN, 0, "-9223372036854775808");
}

static void test_text_string(void **state) {
    zp_buffer out = {0};
    (void)state;
    pdf_text_string(&out, ZP_TEXT("A中𠮷"));
    assert_string_equal(out.data, "<FEFF00414E2DD842DFB7>");
    zp_buffer_free(&out);
}

static zp_text table(const zp_face *face, hb_blob_t **blob) {
    unsigned size;
    *blob = hb_face_reference_table(face->face, HB_TAG('C', 'F', 'F', ' '));
    const char *data = hb_blob_get_data(*blob, &size);
    return (zp_text){data, size};
}

// ---------------------------------------------------------------- whole files

static zp_status write_one(sample *s, zp_face *face, zp_messages *messages, zp_buffer *out) {
    zp_face kept = s->faces[SAMPLE_FANG];
    s->pages.count = 0;
    s->pages.outline_count = 0;
    sample_line(s, sample_page(s, 595276, 841890), SAMPLE_FANG, 16000, 100000, 100000, 0, "中文");
    s->faces[SAMPLE_FANG] = *face;
    zp_status status = zp_pdf_write(&s->pages, NULL, messages, out);
    s->faces[SAMPLE_FANG] = kept;
    return status;
}

static void means(zp_text text, const char *wanted) {
    pdf_meaning meaning = {.text = text};
    pdf_glyph glyph = {.code = 7, .meanings = &meaning};
    pdf_font font = {.glyphs = &glyph, .count = 1};
    zp_buffer out = {0};
    pdf_to_unicode(&font, 0, &out);
    assert_non_null(strstr(out.data, wanted));
    zp_buffer_free(&out);
}

// PDF/A-2u knows no U+0000, U+FEFF and U+FFFE.
static void test_meanings(void **state) {
    (void)state;
    means(ZP_TEXT("\U00020BB7"), "<0007><D842DFB7>");
    means(ZP_TEXT("a\uFEFFb"), "<0007><006120600062>");
    means(ZP_TEXT("\xEF\xBF\xBE"), "<0007><FFFD>");
    means((zp_text){"\0", 1}, "<0007><FFFD>");
}

// Where the cross-references of `count` objects without a stream begin, and how they are described.
static void store_of(unsigned count, const char *wanted) {
    zp_arena *arena = zp_arena_new();
    pdf_store *store = pdf_store_new(arena);
    zp_buffer out = {0};
    pdf_object *catalog = pdf_object_new(store);
    for (unsigned i = 1; i < count; i++) {
        assert_int_equal(pdf_object_new(store)->number, i + 1);
    }
    zp_buffer_add_string(&out, "before"); // offsets are those of the file
    assert_true(pdf_store_write(store, catalog, catalog, &out));
    const char *end = strstr(out.data + out.size - 40, "startxref\n");
    const char *start = out.data + 6 + strtoul(end + 10, NULL, 10);
    char head[32];
    snprintf(head, sizeof head, "%u 0 obj\n<</Type/XRef/Size %u", count + (count + 127) / 128 + 1,
             count + (count + 127) / 128 + 2);
    assert_memory_equal(start, head, strlen(head));
    assert_non_null(strstr(start, wanted));
    zp_buffer_free(&out);
    pdf_store_free(store);
    zp_arena_free(arena);
}

// Full object streams and the one begun; a number that takes more bytes than an offset.
static void test_store(void **state) {
    (void)state;
    store_of(1, "/W[1 1 2]");
    store_of(128, "/W[1 2 2]");
    store_of(129, "/W[1 2 2]");
    store_of(70000, "/W[1 3 2]");
}

static void fails_with(sample *s, zp_face *face, const char *id) {
    zp_messages *messages = zp_messages_new();
    zp_buffer out = {0};
    assert_int_equal(write_one(s, face, messages, &out), ZP_BAD_INPUT);
    assert_int_equal(zp_messages_count(messages, ZP_ERROR), 1);
    assert_string_equal(zp_messages_at(messages, 0)->id, id);
    assert_string_equal(zp_messages_at(messages, 0)->place.file, face->file);
    assert_int_equal(out.size, 0);
    zp_buffer_free(&out);
    zp_messages_free(messages);
}

static void test_restricted(void **state) {
    sample *s = *state;
    zp_face face = s->faces[SAMPLE_FANG];
    face.embedding = ZP_EMBED_RESTRICTED;
    fails_with(s, &face, "font-restricted");
}

static void test_damaged(void **state) {
    sample *s = *state;
    zp_face face = s->faces[SAMPLE_FANG];
    face.face = hb_face_builder_create();
    const char *tags[] = {"head", "maxp"};
    for (size_t i = 0; i < 2; i++) {
        hb_tag_t tag = hb_tag_from_string(tags[i], -1);
        hb_blob_t *blob = hb_face_reference_table(s->faces[SAMPLE_FANG].face, tag);
        hb_face_builder_add_table(face.face, tag, blob);
        hb_blob_destroy(blob);
    }
    hb_blob_t *blob;
    zp_text cff = table(&s->faces[SAMPLE_FANG], &blob);
    hb_blob_t *half = hb_blob_create(cff.data, 5000, HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
    hb_face_builder_add_table(face.face, HB_TAG('C', 'F', 'F', ' '), half);
    fails_with(s, &face, "font-subset");
    hb_blob_destroy(half);
    hb_blob_destroy(blob);
    hb_face_destroy(face.face);
}

static void test_whole_font(void **state) {
    sample *s = *state;
    zp_messages *messages = zp_messages_new();
    zp_buffer part = {0}, whole = {0};
    zp_face face = s->faces[SAMPLE_FANG];
    assert_int_equal(write_one(s, &face, messages, &part), ZP_OK);
    face.no_subsetting = true;
    assert_int_equal(write_one(s, &face, messages, &whole), ZP_OK);
    assert_true(whole.size > 20 * part.size);
    zp_buffer_free(&part);
    zp_buffer_free(&whole);
    zp_messages_free(messages);
}

static void test_same_bytes(void **state) {
    sample *s = *state;
    zp_messages *messages = zp_messages_new();
    zp_buffer first = {0}, second = {0};
    s->pages.count = 0;
    s->pages.outline_count = 0;
    sample_fill(s);
    assert_int_equal(zp_pdf_write(&s->pages, NULL, messages, &first), ZP_OK);
    assert_int_equal(zp_pdf_write(&s->pages, NULL, messages, &second), ZP_OK);
    assert_int_equal(first.size, second.size);
    assert_memory_equal(first.data, second.data, first.size);
    s->document.title = ZP_TEXT("另一个题名");
    second.size = 0;
    assert_int_equal(zp_pdf_write(&s->pages, NULL, messages, &second), ZP_OK);
    assert_memory_not_equal(first.data + first.size - 90, second.data + second.size - 90, 80);
    zp_buffer_free(&first);
    zp_buffer_free(&second);
    zp_messages_free(messages);
}

static void write_text(sample *s, const char *text, zp_buffer *out) {
    zp_messages *messages = zp_messages_new();
    s->pages.count = 0;
    s->pages.outline_count = 0;
    zp_page *page = sample_page(s, 595276, 841890);
    for (int i = 0; i < SAMPLE_FACES - 1; i++) {
        sample_line(s, page, i, 16000, 100000, 100000 + 30000 * i, 0, text);
    }
    assert_int_equal(zp_pdf_write(&s->pages, NULL, messages, out), ZP_OK);
    zp_messages_free(messages);
}

// A document is the same whether it comes first, behind others that have had some of its glyphs
// made, or all, or keeps nothing.
static void test_same_bytes_behind_others(void **state) {
    static const char text[] = "绩效自评2023年度报告—A";
    sample *s = *state;
    zp_buffer alone = {0}, kept_first = {0}, behind = {0}, others = {0};
    write_text(s, text, &alone);
    for (int round = 0; round < 2; round++) {
        zp_kept kept[SAMPLE_FACES] = {{0}};
        for (int i = 0; i < SAMPLE_FACES; i++) {
            s->faces[i].kept = &kept[i];
        }
        if (round == 0) {
            write_text(s, text, &kept_first);
            write_text(s, "另一份文件", &others);
        } else {
            write_text(s, "度报12一二三四五", &others);
            write_text(s, "—BCD评", &others);
            write_text(s, text, &behind);
        }
        for (int i = 0; i < SAMPLE_FACES; i++) {
            s->faces[i].kept = NULL;
            if (kept[i].what) {
                kept[i].free(kept[i].what);
            }
        }
    }
    assert_int_equal(alone.size, kept_first.size);
    assert_int_equal(alone.size, behind.size);
    assert_memory_equal(alone.data, kept_first.data, alone.size);
    assert_memory_equal(alone.data, behind.data, alone.size);
    zp_buffer_free(&alone);
    zp_buffer_free(&kept_first);
    zp_buffer_free(&behind);
    zp_buffer_free(&others);
}

// Makes some glyph one that computes (1 1 add hmoveto 50 hlineto endchar), which cff_flat.c leaves
// to HarfBuzz. Returns the glyph.
static uint32_t make_odd(zp_arena *arena, zp_text cff, size_t count, char *copy) {
    static const char odd[] = "\x8B\x8B\xCC\xF7\x55\x0E";
    cff_font font;
    assert_true(cff_read(arena, cff, count, &font));
    for (uint32_t glyph = 1; glyph < count; glyph++) {
        zp_text code;
        assert_true(cff_index_get(&font.glyphs, glyph, &code));
        if (code.size >= sizeof odd) {
            memcpy(copy + (code.data - cff.data), odd, sizeof odd - 1);
            return glyph;
        }
    }
    return 0;
}

static void test_odd_font(void **state) {
    sample *s = *state;
    zp_face face = s->faces[SAMPLE_NAMED];
    hb_blob_t *blob;
    zp_text cff = table(&face, &blob);
    char *copy = malloc(cff.size);
    memcpy(copy, cff.data, cff.size);
    uint32_t glyph = make_odd(s->arena, cff, face.glyph_count, copy);
    assert_int_not_equal(glyph, 0);
    face.face = hb_face_builder_create();
    const char *tags[] = {"head", "maxp"};
    for (size_t i = 0; i < 2; i++) {
        hb_tag_t tag = hb_tag_from_string(tags[i], -1);
        hb_blob_t *each = hb_face_reference_table(s->faces[SAMPLE_NAMED].face, tag);
        hb_face_builder_add_table(face.face, tag, each);
        hb_blob_destroy(each);
    }
    hb_blob_t *made = hb_blob_create(copy, (unsigned)cff.size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_builder_add_table(face.face, HB_TAG('C', 'F', 'F', ' '), made);
    pdf_outlines *outlines = pdf_outlines_open(&face);
    pdf_glyph glyphs[] = {{.id = glyph, .code = (uint16_t)glyph}};
    pdf_font font = {.face = &face, .outlines = outlines, .glyphs = glyphs, .count = 1};
    pdf_program program = {0};
    assert_true(pdf_program_make(&font, &program));
    assert_int_equal(program.stream.size, 0);
    assert_true(program.bytes.size > 0);
    pdf_program_free(&program);
    glyphs[0].id = glyph == 1 ? 2 : 1;
    assert_true(pdf_program_make(&font, &program));
    assert_true(program.stream.size > 0);
    pdf_program_free(&program);
    pdf_outlines_close(outlines);
    hb_face_destroy(face.face);
    hb_blob_destroy(made);
    hb_blob_destroy(blob);
    free(copy);
}

static void test_empty_page(void **state) {
    sample *s = *state;
    zp_messages *messages = zp_messages_new();
    zp_buffer out = {0};
    s->pages.count = 0;
    s->pages.outline_count = 0;
    sample_page(s, 595276, 841890);
    assert_int_equal(zp_pdf_write(&s->pages, NULL, messages, &out), ZP_OK);
    assert_memory_equal(out.data, "%PDF-1.7\n", 9);
    zp_buffer_free(&out);
    zp_messages_free(messages);
}

static void test_coverage(void **state) {
    sample *s = *state;
    size_t total;
    zp_text list = ZP_TEXT("# 名单\n中文\n  𬭊\r\n");
    assert_int_equal(zp_face_coverage(&s->faces[SAMPLE_SONG], list, &total), 3);
    assert_int_equal(total, 3);
    assert_int_equal(zp_face_coverage(&s->faces[SAMPLE_FANG], list, &total), 2);
    assert_int_equal(zp_face_coverage(&s->faces[SAMPLE_FANG], ZP_TEXT(""), &total), 0);
    assert_int_equal(total, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_meanings),   cmocka_unit_test(test_store),
        cmocka_unit_test(test_numbers),    cmocka_unit_test(test_text_string),
        cmocka_unit_test(test_restricted), cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_whole_font), cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_empty_page), cmocka_unit_test(test_same_bytes_behind_others),
        cmocka_unit_test(test_odd_font),   cmocka_unit_test(test_coverage),
    };
    return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
