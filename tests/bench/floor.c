// What no program that sets the same pages in the same fonts with the same libraries can be
// without: shaping the lines' texts, subsetting the fonts by the glyphs drawn, compressing the
// streams. Prints the milliseconds a unit. The pages are ziping's own, made outside the time that
// is taken.
#include "docx/docx.h"
#include "form/form.h"
#include "layout/layout.h"
#include "pdf/pdf.h"
#include "record/record.h"

#include <hb-subset.h>
#include <hb.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zip.h>

enum { FACES = 16, LEVEL_PROGRAM = 1, LEVEL_TEXT = 6 };

typedef enum part { SHAPING, SUBSETTING, PDF, DOCX, PARTS } part;
static const char *const part_names[PARTS] = {"shaping", "subsetting", "compressing the PDF",
                                              "compressing the DOCX"};

typedef struct measure {
    zp_messages *messages;
    zp_schema *schema;
    zp_forms *forms;
    zp_fonts *fonts;
    hb_buffer_t *buffer;
    hb_face_t *drawing[FACES]; // by id: only what a PDF needs, preprocessed
    struct libdeflate_compressor *program, *text;
    struct libdeflate_decompressor *unpacker;
    int64_t spent[PARTS]; // nanoseconds
} measure;

static int64_t now(void) {
    struct timespec at;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return (int64_t)at.tv_sec * 1000000000 + at.tv_nsec;
}

// ------------------------------------------------ shaping and subsetting

static void shape(measure *m, const zp_item *item) {
    const zp_glyph_run *run = item->run;
    const zp_glyph *last = &run->glyphs[run->count - 1];
    uint32_t from = run->glyphs[0].text, to = last->text + last->text_size;
    if (to <= from) { // the last glyph has no cluster of its own
        return;
    }
    hb_buffer_clear_contents(m->buffer);
    hb_buffer_add_utf8(m->buffer, item->text.data, (int)item->text.size, from, (int)(to - from));
    hb_buffer_set_direction(m->buffer, item->vertical ? HB_DIRECTION_TTB : HB_DIRECTION_LTR);
    hb_buffer_set_script(m->buffer, run->face->han ? HB_SCRIPT_HAN : HB_SCRIPT_LATIN);
    hb_buffer_set_language(m->buffer, hb_language_from_string("zh-Hans", -1));
    hb_shape(run->face->font, m->buffer, NULL, 0);
}

static hb_face_t *drawing_face(const zp_face *from) {
    static const hb_tag_t tags[] = {HB_TAG('C', 'F', 'F', ' '), HB_TAG('g', 'l', 'y', 'f'),
                                    HB_TAG('l', 'o', 'c', 'a'), HB_TAG('m', 'a', 'x', 'p'),
                                    HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'),
                                    HB_TAG('h', 'm', 't', 'x')};
    hb_face_t *face = hb_face_builder_create();
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        hb_blob_t *table = hb_face_reference_table(from->face, tags[i]);
        if (hb_blob_get_length(table) > 0) {
            hb_face_builder_add_table(face, tags[i], table);
        }
        hb_blob_destroy(table);
    }
    hb_face_t *ready = hb_subset_preprocess(face);
    hb_face_destroy(face);
    return ready;
}

// The glyphs of a document by face, as the subsetter is asked for them.
typedef struct drawn {
    hb_subset_input_t *inputs[FACES];
} drawn;

static void note(measure *m, drawn *all, const zp_glyph_run *run) {
    unsigned id = run->face->id;
    if (id >= FACES) {
        return;
    }
    if (all->inputs[id] == NULL) {
        all->inputs[id] = hb_subset_input_create_or_fail();
        hb_subset_input_set_flags(all->inputs[id],
                                  HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
    }
    if (m->drawing[id] == NULL) {
        m->drawing[id] = drawing_face(run->face);
    }
    for (size_t i = 0; i < run->count; i++) {
        hb_set_add(hb_subset_input_glyph_set(all->inputs[id]), run->glyphs[i].id);
    }
}

static void subset(measure *m, drawn *all) {
    for (int i = 0; i < FACES; i++) {
        if (all->inputs[i] != NULL) {
            int64_t start = now();
            hb_face_t *face = hb_subset_or_fail(m->drawing[i], all->inputs[i]);
            hb_blob_t *blob = face ? hb_face_reference_blob(face) : NULL;
            m->spent[SUBSETTING] += now() - start;
            hb_blob_destroy(blob);
            hb_face_destroy(face);
            hb_subset_input_destroy(all->inputs[i]);
        }
    }
}

static void go_through(measure *m, const zp_pages *pages, bool shaping, drawn *all) {
    for (size_t p = 0; p < pages->count; p++) {
        const zp_page *page = &pages->pages[p];
        for (size_t i = 0; i < page->item_count; i++) {
            const zp_item *item = &page->items[i];
            if (item->kind == ZP_ITEM_GLYPHS && item->run->count > 0 && shaping) {
                shape(m, item);
            } else if (item->kind == ZP_ITEM_GLYPHS && item->run->count > 0) {
                note(m, all, item->run);
            }
        }
    }
}

// ------------------------------------------------ compressing

static void compress(measure *m, part where, const char *data, size_t size) {
    bool font = size > 4 && (memcmp(data, "\1\0", 2) == 0 || memcmp(data, "\0\1\0\0", 4) == 0);
    struct libdeflate_compressor *compressor = font ? m->program : m->text;
    int64_t start = now();
    size_t bound = libdeflate_zlib_compress_bound(compressor, size);
    char *out = zp_allocate(bound);
    libdeflate_zlib_compress(compressor, data, size, out, bound);
    m->spent[where] += now() - start;
    free(out);
}

static void compress_pdf(measure *m, const zp_buffer *file, zp_buffer *plain) {
    static const char mark[] = "\nstream\n";
    size_t step = sizeof mark - 1;
    for (size_t at = 0; at + step < file->size; at++) {
        size_t used, size;
        if (memcmp(file->data + at, mark, step) == 0 &&
            libdeflate_zlib_decompress_ex(m->unpacker, file->data + at + step,
                                          file->size - at - step, plain->data, plain->size, &used,
                                          &size) == LIBDEFLATE_SUCCESS) {
            compress(m, PDF, plain->data, size);
            at += step + used;
        }
    }
}

static void compress_docx(measure *m, const zp_buffer *file, zp_buffer *plain) {
    zip_error_t error;
    zip_source_t *source = zip_source_buffer_create(file->data, file->size, 0, &error);
    zip_t *archive = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    for (zip_int64_t i = 0; archive && i < zip_get_num_entries(archive, 0); i++) {
        zip_file_t *part = zip_fopen_index(archive, (zip_uint64_t)i, 0);
        zip_int64_t size = part ? zip_fread(part, plain->data, plain->size) : 0;
        compress(m, DOCX, plain->data, size > 0 ? (size_t)size : 0);
        zip_fclose(part);
    }
    zip_discard(archive);
}

// ------------------------------------------------ a unit

static zp_status go_through_document(measure *m, zp_arena *arena, zp_document *document) {
    static char room[8 << 20];
    zp_pages *pages;
    zp_buffer pdf = {0}, docx = {0}, plain = {room, sizeof room, sizeof room};
    zp_status status = zp_layout(arena, m->messages, m->fonts, document, &pages);
    if (status == ZP_OK) {
        drawn all = {{NULL}};
        int64_t start = now();
        go_through(m, pages, true, NULL);
        m->spent[SHAPING] += now() - start;
        go_through(m, pages, false, &all);
        subset(m, &all);
        status = zp_pdf_write(pages, NULL, m->messages, &pdf);
    }
    if (status == ZP_OK) {
        compress_pdf(m, &pdf, &plain);
        status = zp_docx_write(document, m->messages, &docx);
    }
    if (status == ZP_OK) {
        compress_docx(m, &docx, &plain);
    }
    zp_buffer_free(&pdf);
    zp_buffer_free(&docx);
    return status;
}

static zp_status go_through_unit(measure *m, const char *folder) {
    zp_arena *arena = zp_arena_new();
    zp_record record;
    const zp_form *form;
    zp_status status = zp_record_load(arena, m->messages, m->schema, folder, &record);
    if (status == ZP_OK) {
        status = zp_forms_find(m->forms, m->messages, &record, &form);
    }
    for (size_t i = 0; status == ZP_OK && i < zp_form_document_count(form); i++) {
        zp_document *document;
        status = zp_form_build(form, arena, m->messages, &record, zp_form_document_id(form, i),
                               &document);
        if (status == ZP_OK && document != NULL) {
            status = go_through_document(m, arena, document);
        }
    }
    zp_arena_free(arena);
    return status;
}

int main(int count, char **units) {
    zp_arena *arena = zp_arena_new();
    measure m = {.messages = zp_messages_new(),
                 .buffer = hb_buffer_create(),
                 .program = libdeflate_alloc_compressor(LEVEL_PROGRAM),
                 .text = libdeflate_alloc_compressor(LEVEL_TEXT),
                 .unpacker = libdeflate_alloc_decompressor()};
    zp_status status = zp_schema_load(arena, m.messages,
                                      ZIPING_SOURCE "/templates/unit-year.schema.json", &m.schema);
    if (status == ZP_OK) {
        status = zp_fonts_open(arena, m.messages, ZIPING_SOURCE "/fonts", &m.fonts);
        m.forms = zp_forms_new(m.schema, ZIPING_SOURCE "/templates");
    }
    for (int i = 1; status == ZP_OK && i < count; i++) {
        status = go_through_unit(&m, units[i]);
    }
    for (int i = 0; status == ZP_OK && count > 1 && i < PARTS; i++) {
        printf("%s\t%.3f\n", part_names[i], (double)m.spent[i] / 1e6 / (count - 1));
    }
    for (int i = 0; i < FACES; i++) {
        hb_face_destroy(m.drawing[i]);
    }
    libdeflate_free_decompressor(m.unpacker);
    libdeflate_free_compressor(m.text);
    libdeflate_free_compressor(m.program);
    hb_buffer_destroy(m.buffer);
    zp_forms_free(m.forms);
    zp_fonts_close(m.fonts);
    zp_messages_free(m.messages);
    zp_arena_free(arena);
    return (int)status;
}
