// What is kept of a face from document to document: the CFF font taken apart and the outlines made
// flat so far, or the tables that the subsetter is shown. An outline depends on the font alone, so
// a document's bytes do not depend on which documents came before it.
#include "pdf/outlines.h"

#include <hb.h>
#include <stdlib.h>

#define TAG_CFF HB_TAG('C', 'F', 'F', ' ')

// What a page draws with; FontFile2 needs no more (ISO 32000-1, 9.9).
static const hb_tag_t tables_truetype[] = {HB_TAG('g', 'l', 'y', 'f'), HB_TAG('l', 'o', 'c', 'a'),
                                           HB_TAG('m', 'a', 'x', 'p'), HB_TAG('h', 'e', 'a', 'd'),
                                           HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'),
                                           HB_TAG('c', 'v', 't', ' '), HB_TAG('f', 'p', 'g', 'm'),
                                           HB_TAG('p', 'r', 'e', 'p'), 0};
static const hb_tag_t tables_cff[] = {TAG_CFF, HB_TAG('m', 'a', 'x', 'p'),
                                      HB_TAG('h', 'e', 'a', 'd'), 0};

typedef struct outline {
    size_t from; // in codes
    uint32_t size;
} outline;

struct pdf_outlines {
    zp_arena *arena;
    hb_face_t *narrow;
    hb_blob_t *table; // CFF
    cff_font cff;
    bool sound;
    uint32_t *slots; // of each glyph: index in items + 1
    outline *items;
    size_t count, capacity;
    zp_buffer codes;
    unsigned char *work;
};

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

static void free_outlines(void *what) {
    pdf_outlines *outlines = what;
    hb_blob_destroy(outlines->table);
    hb_face_destroy(outlines->narrow);
    zp_buffer_free(&outlines->codes);
    free(outlines->work);
    zp_arena_free(outlines->arena);
}

static pdf_outlines *open_outlines(const zp_face *face) {
    zp_arena *arena = zp_arena_new();
    pdf_outlines *outlines = ZP_NEW(arena, pdf_outlines);
    outlines->arena = arena;
    outlines->sound = true;
    if (face->outline == ZP_OUTLINE_CFF) {
        unsigned size = 0;
        outlines->table = hb_face_reference_table(face->face, TAG_CFF);
        const char *data = hb_blob_get_data(outlines->table, &size);
        outlines->sound = cff_read(arena, (zp_text){data, size}, face->glyph_count, &outlines->cff);
        outlines->slots = ZP_ARRAY(arena, uint32_t, face->glyph_count);
    }
    return outlines;
}

pdf_outlines *pdf_outlines_open(const zp_face *face) {
    zp_kept *kept = face->kept;
    if (!kept) {
        return open_outlines(face);
    }
    if (!kept->what) {
        *kept = (zp_kept){open_outlines(face), free_outlines};
    }
    return kept->what;
}

void pdf_outlines_close(const zp_face *face, pdf_outlines *outlines) {
    if (!face->kept) {
        free_outlines(outlines);
    }
}

const uint16_t *pdf_outlines_cids(const pdf_outlines *outlines) {
    return outlines->sound && outlines->cff.cid_keyed ? outlines->cff.cids : NULL;
}

bool pdf_outlines_sound(const pdf_outlines *outlines) {
    return outlines->sound;
}

hb_face_t *pdf_outlines_narrow(const zp_face *face, pdf_outlines *outlines) {
    if (!outlines->narrow) {
        outlines->narrow = narrow(face);
    }
    return outlines->narrow;
}

// ---------------------------------------------------------------- CFF

static bool make_flat(pdf_outlines *outlines, uint32_t glyph) {
    if (!outlines->work) {
        outlines->work = zp_allocate(CFF_CODE_LIMIT + CFF_CODE_SLACK);
    }
    size_t size = cff_flatten(&outlines->cff, glyph, outlines->work);
    if (size == 0) {
        return false;
    }
    outline *made = ZP_PUSH(outlines->arena, outlines->items, outlines->count, outlines->capacity);
    *made = (outline){outlines->codes.size, (uint32_t)size};
    zp_buffer_add(&outlines->codes, outlines->work, size);
    outlines->slots[glyph] = (uint32_t)outlines->count;
    return true;
}

// Two rounds, since the outlines move while they become more.
static bool have_flat(pdf_outlines *outlines, const uint32_t *ids, size_t count) {
    if (!outlines->sound || !outlines->cff.plain) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (ids[i] >= outlines->cff.glyph_count ||
            (outlines->slots[ids[i]] == 0 && !make_flat(outlines, ids[i]))) {
            return false;
        }
    }
    return true;
}

bool pdf_outlines_write(pdf_outlines *outlines, const uint32_t *ids, size_t count, zp_buffer *out) {
    if (!have_flat(outlines, ids, count)) {
        return false;
    }
    cff_glyph *glyphs = zp_allocate(count * sizeof *glyphs);
    for (size_t i = 0; i < count; i++) {
        const outline *each = &outlines->items[outlines->slots[ids[i]] - 1];
        glyphs[i] = (cff_glyph){.cid = outlines->cff.cids[ids[i]],
                                .part = outlines->cff.parts_of[ids[i]],
                                .code = {outlines->codes.data + each->from, each->size}};
    }
    cff_write(&outlines->cff, glyphs, count, out);
    free(glyphs);
    return true;
}
