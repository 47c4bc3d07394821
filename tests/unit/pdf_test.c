// The PDF back end from inside: syntax, fonts that are unsound or forbidden, equal bytes. What the
// file shows is proved by readers nobody here wrote (tests/pdf/prove.py).
#include "../pdf/sample.h"
#include "pdf/private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <hb.h>

#ifndef FANDOL
#define FANDOL "fonts/fandol/FandolFang-Regular.otf"
#endif

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

// ---------------------------------------------------------------- CFF

static zp_text table(const zp_face *face, hb_blob_t **blob) {
    unsigned size;
    *blob = hb_face_reference_table(face->face, HB_TAG('C', 'F', 'F', ' '));
    const char *data = hb_blob_get_data(*blob, &size);
    return (zp_text){data, size};
}

static void test_cids(void **state) {
    sample *s = *state;
    hb_blob_t *blob;
    bool cid_keyed;
    uint16_t *cids = ZP_ARRAY(s->arena, uint16_t, 65536);
    zp_text cff = table(&s->faces[SAMPLE_SONG], &blob);
    size_t count = s->faces[SAMPLE_SONG].glyph_count;
    assert_true(pdf_cff_cids(cff, count, cids, &cid_keyed));
    assert_true(cid_keyed);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(cids[i], i);
    }
    hb_blob_destroy(blob);
    cff = table(&s->faces[SAMPLE_FANG], &blob);
    assert_true(pdf_cff_cids(cff, s->faces[SAMPLE_FANG].glyph_count, cids, &cid_keyed));
    assert_true(cid_keyed);
    bool same = true;
    for (size_t i = 1; i < s->faces[SAMPLE_FANG].glyph_count; i++) {
        same = same && cids[i] == i;
        assert_true(cids[i] > cids[i - 1]);
    }
    assert_false(same);
    hb_blob_destroy(blob);
    cff = table(&s->faces[SAMPLE_NAMED], &blob);
    assert_true(pdf_cff_cids(cff, s->faces[SAMPLE_NAMED].glyph_count, cids, &cid_keyed));
    assert_false(cid_keyed);
    hb_blob_destroy(blob);
}

// Cut off and altered everywhere: any answer is right, but nothing may be read outside.
static void test_cff_garbage(void **state) {
    sample *s = *state;
    hb_blob_t *blob;
    bool cid_keyed;
    uint16_t cids[64];
    zp_text cff = table(&s->faces[SAMPLE_FANG], &blob);
    for (size_t size = 0; size < 3000; size++) {
        char *copy = malloc(size ? size : 1);
        memcpy(copy, cff.data, size);
        pdf_cff_cids((zp_text){copy, size}, 64, cids, &cid_keyed);
        free(copy);
    }
    char *copy = malloc(3000);
    for (size_t i = 0; i < 600; i++) {
        for (int value = 0; value < 256; value += 15) {
            memcpy(copy, cff.data, 3000);
            copy[i] = (char)value;
            pdf_cff_cids((zp_text){copy, 3000}, 64, cids, &cid_keyed);
        }
    }
    free(copy);
    hb_blob_destroy(blob);
}

// ---------------------------------------------------------------- whole files

static zp_status write_one(sample *s, zp_face *face, zp_messages *messages, zp_buffer *out) {
    zp_face kept = s->faces[SAMPLE_FANG];
    s->pages.count = 0;
    s->pages.outline_count = 0;
    sample_line(s, sample_page(s, 595276, 841890), SAMPLE_FANG, 16000, 100000, 100000, 0, "中文");
    s->faces[SAMPLE_FANG] = *face;
    zp_status status = zp_pdf_write(&s->pages, messages, out);
    s->faces[SAMPLE_FANG] = kept;
    return status;
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
    assert_int_equal(zp_pdf_write(&s->pages, messages, &first), ZP_OK);
    assert_int_equal(zp_pdf_write(&s->pages, messages, &second), ZP_OK);
    assert_int_equal(first.size, second.size);
    assert_memory_equal(first.data, second.data, first.size);
    s->document.title = ZP_TEXT("另一个题名");
    second.size = 0;
    assert_int_equal(zp_pdf_write(&s->pages, messages, &second), ZP_OK);
    assert_memory_not_equal(first.data + first.size - 90, second.data + second.size - 90, 80);
    zp_buffer_free(&first);
    zp_buffer_free(&second);
    zp_messages_free(messages);
}

static void test_empty_page(void **state) {
    sample *s = *state;
    zp_messages *messages = zp_messages_new();
    zp_buffer out = {0};
    s->pages.count = 0;
    s->pages.outline_count = 0;
    sample_page(s, 595276, 841890);
    assert_int_equal(zp_pdf_write(&s->pages, messages, &out), ZP_OK);
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

static int open_sample(void **state) {
    static sample s;
    *state = &s;
    return sample_open(&s, FANDOL) ? 0 : -1;
}

static int close_sample(void **state) {
    sample_close(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),    cmocka_unit_test(test_text_string),
        cmocka_unit_test(test_cids),       cmocka_unit_test(test_cff_garbage),
        cmocka_unit_test(test_restricted), cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_whole_font), cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_empty_page), cmocka_unit_test(test_coverage),
    };
    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
