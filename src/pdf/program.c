// Font programs for embedding: HarfBuzz's subsetter on a face of only the tables a PDF needs.
//
// The narrow face is what makes it fast. The subsetter would otherwise walk the cmap of all
// 44,000 characters, and layout tables, to find what to keep (4 ms a font, whatever is drawn).
// DESUBROUTINIZE is both faster and smaller: after compression, sharing code within a few hundred
// outlines costs more than it saves.
#include "pdf/private.h"

#include <hb-subset.h>
#include <string.h>

#define TAG_CFF HB_TAG('C', 'F', 'F', ' ')
#define TAG_GLYF HB_TAG('g', 'l', 'y', 'f')

// What a page draws with; FontFile2 needs no more (ISO 32000-1, 9.9).
static const hb_tag_t tables_truetype[] = {TAG_GLYF,
                                           HB_TAG('l', 'o', 'c', 'a'),
                                           HB_TAG('m', 'a', 'x', 'p'),
                                           HB_TAG('h', 'e', 'a', 'd'),
                                           HB_TAG('h', 'h', 'e', 'a'),
                                           HB_TAG('h', 'm', 't', 'x'),
                                           HB_TAG('c', 'v', 't', ' '),
                                           HB_TAG('f', 'p', 'g', 'm'),
                                           HB_TAG('p', 'r', 'e', 'p'),
                                           0};
static const hb_tag_t tables_cff[] = {TAG_CFF, HB_TAG('m', 'a', 'x', 'p'),
                                      HB_TAG('h', 'e', 'a', 'd'), 0};

static hb_face_t *narrow(const zp_face *from) {
    const hb_tag_t *tags = from->outline == ZP_OUTLINE_CFF ? tables_cff : tables_truetype;
    hb_face_t *face = hb_face_builder_create();
    for (; *tags != 0; tags++) {
        hb_blob_t *table = hb_face_reference_table(from->face, *tags);
        if (hb_blob_get_length(table) > 0) {
            hb_face_builder_add_table(face, *tags, table);
        }
        hb_blob_destroy(table);
    }
    hb_face_make_immutable(face);
    return face;
}

static void copy_blob(hb_blob_t *blob, zp_buffer *out) {
    unsigned size = 0;
    const char *data = hb_blob_get_data(blob, &size);
    zp_buffer_add(out, data, size);
    hb_blob_destroy(blob);
}

// Nothing, when the subsetter has left out the outlines: it does so with tables it cannot read.
static void copy_face(const pdf_font *font, hb_face_t *face, zp_buffer *out) {
    bool cff = font->face->outline == ZP_OUTLINE_CFF;
    hb_blob_t *outlines = hb_face_reference_table(face, cff ? TAG_CFF : TAG_GLYF);
    if (hb_blob_get_length(outlines) > 0) {
        copy_blob(cff ? hb_blob_reference(outlines) : hb_face_reference_blob(face), out);
    }
    hb_blob_destroy(outlines);
}

// CIDToGIDMap: two bytes for each code up to the last. Codes are the original glyph ids.
static void map_codes(const pdf_font *font, const hb_map_t *glyphs, zp_buffer *out) {
    if (font->count == 0) {
        return;
    }
    size_t size = ((size_t)font->glyphs[font->count - 1].id + 1) * 2;
    char *map = zp_allocate(size);
    memset(map, 0, size);
    for (size_t i = 0; i < font->count; i++) {
        uint32_t id = font->glyphs[i].id;
        hb_codepoint_t now = hb_map_get(glyphs, id);
        map[id * 2] = (char)(now >> 8 & 0xFF);
        map[id * 2 + 1] = (char)(now & 0xFF);
    }
    *out = (zp_buffer){map, size, size};
}

static hb_subset_input_t *describe(const pdf_font *font) {
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    unsigned flags = HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE;
    if (!input) {
        zp_out_of_memory();
    }
    hb_set_t *set = hb_subset_input_glyph_set(input);
    for (size_t i = 0; i < font->count; i++) {
        hb_set_add(set, font->glyphs[i].id);
    }
    // In a CFF without CIDs a code is the glyph's place in the file (ISO 32000-1, 9.7.4.2).
    if (font->face->outline == ZP_OUTLINE_CFF && !font->cid_keyed) {
        flags |= HB_SUBSET_FLAGS_RETAIN_GIDS;
    }
    hb_subset_input_set_flags(input, flags);
    return input;
}

bool pdf_program_make(const pdf_font *font, pdf_program *program) {
    hb_face_t *face = narrow(font->face);
    hb_subset_input_t *input = NULL;
    hb_subset_plan_t *plan = NULL;
    hb_face_t *subset = NULL;
    program->subset = !font->face->no_subsetting;
    if (!program->subset) {
        copy_face(font, face, &program->bytes);
        goto done;
    }
    input = describe(font);
    plan = hb_subset_plan_create_or_fail(face, input);
    subset = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    if (!subset) {
        goto done;
    }
    copy_face(font, subset, &program->bytes);
    if (font->face->outline == ZP_OUTLINE_TRUETYPE) {
        map_codes(font, hb_subset_plan_old_to_new_glyph_mapping(plan), &program->code_to_glyph);
    }
done:
    hb_face_destroy(subset);
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    hb_face_destroy(face);
    return program->bytes.size > 0;
}

void pdf_program_free(pdf_program *program) {
    zp_buffer_free(&program->bytes);
    zp_buffer_free(&program->code_to_glyph);
}
