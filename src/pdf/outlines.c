// What is kept of a face from document to document: the CFF font taken apart and the outlines made
// flat so far, or the tables that the subsetter is shown. An outline depends on the font alone, so
// a document's bytes do not depend on which documents came before it.
#include "pdf/outlines.h"
#include "pdf/deflate.h"
#include "pdf/map.h"

#include <hb.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#define TAG_CFF HB_TAG('C', 'F', 'F', ' ')

// What a page draws with; FontFile2 needs no more (ISO 32000-1, 9.9).
static const hb_tag_t tables_truetype[] = {HB_TAG('g', 'l', 'y', 'f'), HB_TAG('l', 'o', 'c', 'a'),
                                           HB_TAG('m', 'a', 'x', 'p'), HB_TAG('h', 'e', 'a', 'd'),
                                           HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'),
                                           HB_TAG('c', 'v', 't', ' '), HB_TAG('f', 'p', 'g', 'm'),
                                           HB_TAG('p', 'r', 'e', 'p'), 0};
static const hb_tag_t tables_cff[] = {TAG_CFF, HB_TAG('m', 'a', 'x', 'p'),
                                      HB_TAG('h', 'e', 'a', 'd'), 0};

// A glyph's flat outline as deflate's bits.
typedef struct outline {
    const unsigned char *bits;
    uint32_t bit_count;
    uint32_t size, checksum; // of the outline itself
} outline;

struct pdf_outlines {
    const zp_face *face;
    zp_arena *arena;
    hb_face_t *narrow;
    hb_blob_t *table; // CFF
    cff_font cff;
    bool sound;
    pdf_map slots; // of each glyph: index in items + 1
    outline *items;
    size_t count, capacity;
    bool ready; // the code is made
    deflate_code code;
    unsigned char *flat, *bits; // where an outline is made
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
    pdf_map_free(&outlines->slots);
    free(outlines->flat);
    free(outlines->bits);
    zp_arena_free(outlines->arena);
}

// No two glyphs have one CID, by which the page calls them.
static bool are_apart(zp_arena *arena, const uint16_t *cids, size_t count) {
    bool *seen = ZP_ARRAY(arena, bool, UINT16_MAX + 1);
    for (size_t i = 0; cids && i < count; i++) {
        if (seen[cids[i]]) {
            return false;
        }
        seen[cids[i]] = true;
    }
    return true;
}

static pdf_outlines *open_outlines(const zp_face *face) {
    zp_arena *arena = zp_arena_new();
    pdf_outlines *outlines = ZP_NEW(arena, pdf_outlines);
    outlines->face = face;
    outlines->arena = arena;
    outlines->sound = true;
    if (face->outline == ZP_OUTLINE_CFF) {
        unsigned size = 0;
        outlines->table = hb_face_reference_table(face->face, TAG_CFF);
        const char *data = hb_blob_get_data(outlines->table, &size);
        outlines->sound =
            cff_read(arena, (zp_text){data, size}, face->glyph_count, &outlines->cff) &&
            are_apart(arena, outlines->cff.cids, face->glyph_count);
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

void pdf_outlines_close(pdf_outlines *outlines) {
    if (!outlines->face->kept) {
        free_outlines(outlines);
    }
}

const uint16_t *pdf_outlines_cids(const pdf_outlines *outlines) {
    return outlines->sound ? outlines->cff.cids : NULL;
}

bool pdf_outlines_cid_keyed(const pdf_outlines *outlines) {
    return outlines->cff.cid_keyed;
}

bool pdf_outlines_sound(const pdf_outlines *outlines) {
    return outlines->sound;
}

hb_face_t *pdf_outlines_narrow(pdf_outlines *outlines) {
    if (!outlines->narrow) {
        outlines->narrow = narrow(outlines->face);
    }
    return outlines->narrow;
}

// ---------------------------------------------------------------- flat outlines as bits

// What the code is made from: it has to be the same whatever is drawn. Characters that most
// documents have.
static const char sample[] = "度绩效预算执行评价部门支出情况项目管理自年整体单位财政标完成率指一的"
                             "事是0123456789，。（）资金数量质时效社会益生态可持";

static void make_code(pdf_outlines *outlines) {
    enum { EVENLY = 96 };
    const zp_face *face = outlines->face;
    zp_text text = ZP_TEXT(sample);
    deflate_counts counts = {0};
    hb_codepoint_t glyph;
    for (size_t at = 0; at < text.size;) {
        uint32_t character = zp_utf8_next(text, &at);
        if (hb_font_get_nominal_glyph(face->font, character, &glyph)) {
            size_t size = cff_flatten(&outlines->cff, glyph, outlines->flat);
            deflate_count(outlines->flat, size, &counts);
        }
    }
    deflate_make_code(&counts, true, &outlines->code);
    outlines->ready = true;
}

static bool make_outline(pdf_outlines *outlines, uint32_t glyph) {
    size_t size = cff_flatten(&outlines->cff, glyph, outlines->flat);
    if (size == 0) {
        return false;
    }
    deflate_bits bits = {.out = outlines->bits};
    deflate_piece(&bits, &outlines->code, outlines->flat, size);
    uint32_t count = (uint32_t)(bits.size * 8) + (uint32_t)bits.held_count;
    deflate_flush(&bits);
    unsigned char *kept = zp_arena_get(outlines->arena, bits.size + DEFLATE_SLACK);
    memcpy(kept, outlines->bits, bits.size);
    outline *made = ZP_PUSH(outlines->arena, outlines->items, outlines->count, outlines->capacity);
    *made = (outline){kept, count, (uint32_t)size, libdeflate_adler32(1, outlines->flat, size)};
    pdf_map_set(&outlines->slots, glyph, (uint32_t)outlines->count);
    return true;
}

static bool have_outlines(pdf_outlines *outlines, const uint32_t *ids, size_t count) {
    if (!outlines->sound || !outlines->cff.plain) {
        return false;
    }
    if (!outlines->ready) {
        if (!outlines->flat) {
            outlines->flat = zp_allocate(CFF_CODE_LIMIT + CFF_CODE_SLACK);
        }
        outlines->bits = zp_allocate(DEFLATE_BOUND(CFF_CODE_LIMIT));
        make_code(outlines);
    }
    for (size_t i = 0; i < count; i++) {
        if (ids[i] >= outlines->cff.glyph_count ||
            (pdf_map_get(&outlines->slots, ids[i]) == 0 && !make_outline(outlines, ids[i]))) {
            return false;
        }
    }
    return true;
}

bool pdf_outlines_broken(pdf_outlines *outlines, const uint32_t *ids, size_t count) {
    if (!outlines->flat) {
        outlines->flat = zp_allocate(CFF_CODE_LIMIT + CFF_CODE_SLACK);
    }
    bool broken = false;
    size_t steps = CFF_FONT_STEPS;
    count = ids ? count : outlines->cff.glyph_count;
    for (size_t i = 0; i < count && !broken; i++) {
        broken = cff_broken(&outlines->cff, ids ? ids[i] : (uint32_t)i, outlines->flat, &steps);
    }
    return broken;
}

// ---------------------------------------------------------------- a CFF as a zlib stream

static const outline *outline_of(const pdf_outlines *outlines, uint32_t id) {
    return &outlines->items[pdf_map_get(&outlines->slots, id) - 1];
}

static void make_head(const pdf_outlines *outlines, const uint32_t *ids, size_t count,
                      zp_buffer *head) {
    cff_glyph *glyphs = zp_allocate(count * sizeof *glyphs);
    for (size_t i = 0; i < count; i++) {
        glyphs[i] = (cff_glyph){.cid = cff_cid(&outlines->cff, ids[i]),
                                .part = cff_part_of(&outlines->cff, ids[i]),
                                .size = outline_of(outlines, ids[i])->size};
    }
    cff_write_head(&outlines->cff, glyphs, count, head);
    free(glyphs);
}

// In front of many outlines it is worth a block and a code of its own.
static void put_head(const pdf_outlines *outlines, const zp_buffer *head, deflate_bits *bits) {
    enum { WORTH = 1024 };
    const unsigned char *data = (const unsigned char *)head->data;
    const deflate_code *code = &outlines->code;
    deflate_code own;
    if (head->size >= WORTH) {
        deflate_counts counts = {0};
        deflate_count(data, head->size, &counts);
        deflate_make_code(&counts, false, &own);
        code = &own;
    }
    deflate_begin(bits, code, code != &own);
    deflate_piece(bits, code, data, head->size);
    if (code == &own) {
        deflate_end(bits, code);
        deflate_begin(bits, &outlines->code, true);
    }
}

static void put_stream(const pdf_outlines *outlines, const zp_buffer *head, const uint32_t *ids,
                       size_t count, zp_buffer *out) {
    uint32_t checksum = libdeflate_adler32(1, head->data, head->size);
    size_t bound = 2 + 2 * DEFLATE_HEADER_BOUND + DEFLATE_BOUND(head->size) + DEFLATE_SLACK;
    for (size_t i = 0; i < count; i++) {
        bound += outline_of(outlines, ids[i])->bit_count / 8 + 1;
    }
    unsigned char *data = zp_allocate(bound);
    deflate_bits bits = {.out = data, .size = 2};
    data[0] = 0x78; // deflate, a window of 32 KiB
    data[1] = 0x01;
    put_head(outlines, head, &bits);
    for (size_t i = 0; i < count; i++) {
        const outline *each = outline_of(outlines, ids[i]);
        deflate_copy(&bits, each->bits, each->bit_count);
        checksum = deflate_join_checksums(checksum, each->checksum, each->size);
    }
    deflate_end(&bits, &outlines->code);
    deflate_flush(&bits);
    for (int i = 0; i < 4; i++) {
        data[bits.size++] = (unsigned char)(checksum >> (24 - 8 * i));
    }
    *out = (zp_buffer){(char *)data, bits.size, bound};
}

bool pdf_outlines_write(pdf_outlines *outlines, const uint32_t *ids, size_t count, zp_buffer *out) {
    zp_buffer head = {0};
    if (!have_outlines(outlines, ids, count)) {
        return false;
    }
    make_head(outlines, ids, count, &head);
    put_stream(outlines, &head, ids, count, out);
    zp_buffer_free(&head);
    return true;
}
