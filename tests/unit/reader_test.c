// What was added to a PDF, by files of a few objects.
#include "reader/reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <inttypes.h>
#include <stdlib.h>

enum { OBJECTS_MAX = 16 };

typedef struct sample {
    zp_buffer bytes;
    size_t table; // of the revision before; 0: none
} sample;

// A revision: objects by number, from 1, until NULL; those that are NULL in between are left out.
static void add_revision(sample *s, const char *const objects[OBJECTS_MAX]) {
    size_t at[OBJECTS_MAX] = {0};
    if (s->bytes.size == 0) {
        zp_buffer_add_string(&s->bytes, "%PDF-1.7\n");
    }
    for (int i = 1; i < OBJECTS_MAX; i++) {
        if (objects[i] != NULL) {
            at[i] = s->bytes.size;
            zp_buffer_print(&s->bytes, "%d 0 obj\n%s\nendobj\n", i, objects[i]);
        }
    }
    size_t table = s->bytes.size;
    zp_buffer_add_string(&s->bytes, "xref\n0 1\n0000000000 65535 f \n");
    for (int i = 1; i < OBJECTS_MAX; i++) {
        if (at[i] != 0) {
            zp_buffer_print(&s->bytes, "%d 1\n%010zu 00000 n \n", i, at[i]);
        }
    }
    zp_buffer_print(&s->bytes, "trailer<</Root 1 0 R/Size %d", OBJECTS_MAX);
    if (s->table > 0) {
        zp_buffer_print(&s->bytes, "/Prev %zu", s->table);
    }
    zp_buffer_print(&s->bytes, ">>\nstartxref\n%zu\n%%%%EOF\n", table);
    s->table = table;
}

static const char *const first[OBJECTS_MAX] = {
    [1] = "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/SigFlags 1>>>>",
    [2] = "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    [3] = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Annots[4 0 R]/Contents 12 0 R>>",
    [4] = "<</Type/Annot/Subtype/Widget/FT/Sig/T(head)/Rect[1 1 9 9]/P 3 0 R/AP<</N 5 0 R>>>>",
    [5] = "<</Type/XObject/Subtype/Form/BBox[0 0 8 8]/Length 0>>stream\n\nendstream",
    [15] = "null", // the largest number, for /Size
};

// What was added by a second revision, in English.
static void expect(const char *const second[OBJECTS_MAX], const char *wanted) {
    zp_arena *arena = zp_arena_new();
    zp_messages *messages = zp_messages_new();
    sample s = {{0}, 0};
    zp_words change;
    add_revision(&s, first);
    size_t before = s.bytes.size;
    add_revision(&s, second);
    assert_int_equal(
        zp_reader_added(arena, messages, "a.pdf", zp_buffer_text(&s.bytes), before, &change),
        ZP_OK);
    assert_string_equal(zp_arena_string(arena, change.in[ZP_ENGLISH]), wanted);
    assert_int_equal(change.in[ZP_CHINESE].size > 0, wanted[0] != '\0');
    zp_buffer_free(&s.bytes);
    zp_messages_free(messages);
    zp_arena_free(arena);
}

static void signing_is_no_change(void **state) {
    (void)state;
    expect((const char *const[OBJECTS_MAX]){[6] = "<<>>"}, "");
    expect(
        (const char *const[OBJECTS_MAX]){
            [1] = "<</Type/Catalog/Pages 2 0 R/AcroForm 7 0 R/Extensions<<>>>>",
            [4] = "<</Type/Annot/Subtype/Widget/FT/Sig/T(head)/Rect[1 1 9 9]/P 3 0 R"
                  "/AP<</N 8 0 R>>/V 6 0 R/M(D:2026)>>",
            [5] = "<</Type/XObject/Subtype/Form/BBox[0 0 8 8]/Length 4>>stream\nq Q\n\nendstream",
            [6] = "<</Type/Sig>>",
            [7] = "<</Fields[4 0 R]/SigFlags 3/DR<<>>>>",
            [8] = "<</Type/XObject/Subtype/Form/BBox[0 0 8 8]/Length 0>>stream\n\nendstream"},
        "");
}

static void everything_else_is(void **state) {
    (void)state;
    expect((const char *const[OBJECTS_MAX]){[12] = "<</Length 4>>stream\nq Q\n\nendstream"},
           "page 1 was changed"); // where there was nothing
    expect((const char *const[OBJECTS_MAX]){[5] = "<</Length 4>>stream\nq Q\n\nendstream"},
           "object 5 was changed");
    expect(
        (const char *const[OBJECTS_MAX]){
            [4] = "<</Type/Annot/Subtype/Widget/FT/Sig/T(head)/Rect[1 1 9 9]/P 3 0 R"
                  "/AP<</N 8 0 R>>>>",
            [8] = "<</Length 0>>stream\n\nendstream"},
        "the field “head” was changed without being signed");
    expect(
        (const char *const[OBJECTS_MAX]){
            [4] = "<</Type/Annot/Subtype/Widget/FT/Sig/T(head)/Rect[0 0 99 99]/P 3 0 R/V 6 0 R"
                  "/AP<</N 5 0 R>>>>",
            [6] = "<</Type/Sig>>"},
        "object 4 was changed");
    expect(
        (const char *const[OBJECTS_MAX]){
            [1] = "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R 6 0 R]/SigFlags 1>>>>",
            [6] = "<</FT/Sig/T(new)>>"},
        "the field “new” was added, which the document does not have");
    expect((const char *const[OBJECTS_MAX]){[1] = "<</Type/Catalog/Pages 2 0 R/OpenAction 6 0 R"
                                                  "/AcroForm<</Fields[4 0 R]/SigFlags 1>>>>",
                                            [6] = "<<>>"},
           "the catalog was changed");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(signing_is_no_change),
                                       cmocka_unit_test(everything_else_is)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
