// Font programs for embedding. A CFF is put together from outlines made flat: that is both faster
// and smaller, since after compression, sharing code within a few hundred outlines costs more than
// it saves. TrueType, and a CFF that cff_flat.c does not know, goes through HarfBuzz's subsetter.
#include "pdf/private.h"
#include "pdf/truetype.h"

#include <hb-subset.h>
#include <stdlib.h>
#include <string.h>

#define TAG_CFF HB_TAG('C', 'F', 'F', ' ')
#define TAG_GLYF HB_TAG('g', 'l', 'y', 'f')

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
    if (font->face->outline == ZP_OUTLINE_CFF && !pdf_outlines_cid_keyed(font->outlines)) {
        flags |= HB_SUBSET_FLAGS_RETAIN_GIDS;
    }
    hb_subset_input_set_flags(input, flags);
    return input;
}

// The glyphs to embed, .notdef in front, which every font has.
static uint32_t *glyph_ids(const pdf_font *font, size_t *count) {
    uint32_t *ids = zp_allocate((font->count + 1) * sizeof *ids);
    *count = 0;
    if (font->count == 0 || font->glyphs[0].id != 0) {
        ids[(*count)++] = 0;
    }
    for (size_t i = 0; i < font->count; i++) {
        ids[(*count)++] = font->glyphs[i].id;
    }
    return ids;
}

// HarfBuzz can draw every outline of the CFF it made.
static bool can_draw(hb_face_t *face) {
    hb_font_t *font = hb_font_create(face);
    hb_glyph_extents_t extents;
    bool fine = true;
    for (unsigned i = 0; fine && i < hb_face_get_glyph_count(face); i++) {
        fine = hb_font_get_glyph_extents(font, i, &extents);
    }
    hb_font_destroy(font);
    return fine;
}

static void subset(const pdf_font *font, hb_face_t *face, pdf_program *program) {
    bool truetype = font->face->outline == ZP_OUTLINE_TRUETYPE;
    hb_subset_input_t *input = describe(font);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(face, input);
    hb_face_t *made = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    if (made && (truetype || can_draw(made))) {
        copy_face(font, made, &program->bytes);
    }
    if (made && truetype) {
        map_codes(font, hb_subset_plan_old_to_new_glyph_mapping(plan), &program->code_to_glyph);
    }
    hb_face_destroy(made);
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
}

static void make_cff(const pdf_font *font, pdf_program *program) {
    size_t count;
    uint32_t *ids = glyph_ids(font, &count);
    if (!program->subset) {
        if (!pdf_outlines_broken(font->outlines, NULL, 0)) {
            copy_face(font, pdf_outlines_narrow(font->outlines), &program->bytes);
        }
    } else if (!pdf_outlines_write(font->outlines, ids, count, &program->stream) &&
               !pdf_outlines_broken(font->outlines, ids, count)) {
        subset(font, pdf_outlines_narrow(font->outlines), program);
    }
    free(ids);
}

static void make_truetype(const pdf_font *font, pdf_program *program) {
    hb_face_t *narrow = pdf_outlines_narrow(font->outlines);
    if (program->subset) {
        subset(font, narrow, program);
    } else {
        copy_face(font, narrow, &program->bytes);
    }
    if (!truetype_sound(zp_buffer_text(&program->bytes))) {
        zp_buffer_free(&program->bytes);
    }
}

bool pdf_program_make(const pdf_font *font, pdf_program *program) {
    program->subset = !font->face->no_subsetting;
    if (font->face->outline == ZP_OUTLINE_CFF) {
        make_cff(font, program);
    } else {
        make_truetype(font, program);
    }
    return program->bytes.size > 0 || program->stream.size > 0;
}

void pdf_program_free(pdf_program *program) {
    zp_buffer_free(&program->bytes);
    zp_buffer_free(&program->stream);
    zp_buffer_free(&program->code_to_glyph);
}
