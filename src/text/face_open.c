// One face of a font file, opened and looked over. Font files come from anywhere: what HarfBuzz
// would fill in by itself, or what no PDF could hold, is told here, and the next font serves.
#include "text/private.h"

#include <hb-ot.h>
#include <hb.h>

static bool has_table(const zp_face *face, const char *tag, unsigned least) {
    hb_blob_t *table = hb_face_reference_table(face->face, hb_tag_from_string(tag, -1));
    bool found = hb_blob_get_length(table) >= least;
    hb_blob_destroy(table);
    return found;
}

// HarfBuzz takes 1000 where the font has none, and all would be set in another size.
static bool has_em(const zp_face *face) {
    enum { HEAD = 54, EM = 18 };
    unsigned size;
    hb_blob_t *head = hb_face_reference_table(face->face, HB_TAG('h', 'e', 'a', 'd'));
    const unsigned char *data = (const unsigned char *)hb_blob_get_data(head, &size);
    bool found = size >= HEAD && ((unsigned)data[EM] << 8 | data[EM + 1]) == face->units_per_em;
    hb_blob_destroy(head);
    return found;
}

// Of these the first that the face has is drawn and moves on: a font of blanks alone sets nothing
// that is seen, and one of no widths all in one place.
static bool is_seen(const zp_face *face) {
    static const char samples[] = "0A一中";
    for (size_t at = 0; samples[at] != '\0';) {
        hb_codepoint_t glyph;
        hb_glyph_extents_t ink;
        uint32_t c = zp_utf8_next(ZP_TEXT(samples), &at);
        if (hb_font_get_nominal_glyph(face->font, c, &glyph)) {
            return hb_font_get_glyph_extents(face->font, glyph, &ink) && ink.width != 0 &&
                   ink.height != 0 && hb_font_get_glyph_h_advance(face->font, glyph) > 0;
        }
    }
    return true;
}

// What makes the face unusable, as a part of a sentence; NULL: nothing that is seen at once.
static const char *fault_of(const zp_face *face) {
    if (face->glyph_count < 2 || !has_table(face, "maxp", 6)) {
        return ZP_MARKED("it has no glyphs");
    }
    if (!has_em(face)) {
        return ZP_MARKED("its table head is damaged");
    }
    if (!has_table(face, "hhea", 36) || !has_table(face, "hmtx", 4)) {
        return ZP_MARKED("it does not say how wide its glyphs are");
    }
    if (face->outline == ZP_OUTLINE_TRUETYPE &&
        (!has_table(face, "glyf", 1) || !has_table(face, "loca", 2))) {
        return ZP_MARKED("it has no outlines of a kind that a PDF can hold (glyf or CFF)");
    }
    if (!is_seen(face)) {
        return ZP_MARKED("its outlines or their widths are damaged");
    }
    return zp_face_has(face, ' ') ? NULL : ZP_MARKED("its table of characters has no blank");
}

static void tell(zp_messages *messages, const face_file *from, const zp_face *face) {
    const char *fault = fault_of(face);
    if (fault == NULL) {
        zp_report(messages, ZP_WARNING, from->place, "fonts-restricted",
                  "%s: its licence bits forbid embedding; the next one is used", from->file);
    } else {
        zp_report(messages, ZP_WARNING, from->place, "fonts-broken",
                  "%s is a broken font: %s; the next one is used", from->file,
                  zp_translated(fault));
    }
}

zp_face *face_open(zp_arena *arena, zp_messages *messages, const face_file *from, unsigned id) {
    hb_blob_t *blob = font_file_map(from->file);
    if (blob == NULL || hb_face_count(blob) <= from->index) {
        zp_report(messages, ZP_WARNING, from->place, "fonts-broken",
                  "%s is no font that can be read (face %u); the next one is used", from->file,
                  from->index);
        hb_blob_destroy(blob);
        return NULL;
    }
    zp_face *face = ZP_NEW(arena, zp_face);
    face->file = from->file;
    face->index = from->index;
    face->face = hb_face_create(blob, from->index);
    hb_blob_destroy(blob);
    face->font = hb_font_create(face->face);
    face->units_per_em = hb_face_get_upem(face->face);
    face->glyph_count = hb_face_get_glyph_count(face->face);
    face->barred = from->barred;
    face->kept = ZP_NEW(arena, zp_kept);
    face->id = id;
    read_face(arena, face);
    if (face->embedding == ZP_EMBED_RESTRICTED || fault_of(face) != NULL) {
        tell(messages, from, face);
        hb_font_destroy(face->font);
        hb_face_destroy(face->face);
        return NULL;
    }
    return face;
}
