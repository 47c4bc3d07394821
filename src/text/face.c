// What a font says of itself, and which of its characters are not to be used.
#include "text/private.h"

#include <hb-ot.h>
#include <hb.h>

static unsigned read_u16(hb_blob_t *table, unsigned offset) {
    unsigned size;
    const unsigned char *data = (const unsigned char *)hb_blob_get_data(table, &size);
    return offset + 2 <= size ? (unsigned)data[offset] << 8 | data[offset + 1] : 0;
}

static int read_i16(hb_blob_t *table, unsigned offset) {
    return (int16_t)read_u16(table, offset);
}

static void read_licence(zp_face *face) {
    hb_blob_t *os2 = hb_face_reference_table(face->face, HB_TAG('O', 'S', '/', '2'));
    unsigned bits = read_u16(os2, 8);
    face->weight = (int)read_u16(os2, 4);
    // The least restrictive bit that is set binds (OpenType 1.9, OS/2 fsType).
    face->embedding = bits & 8   ? ZP_EMBED_EDITABLE
                      : bits & 4 ? ZP_EMBED_PREVIEW
                      : bits & 2 ? ZP_EMBED_RESTRICTED
                                 : ZP_EMBED_INSTALLABLE;
    face->no_subsetting = (bits & 0x100) != 0;
    face->cap_height = read_u16(os2, 0) >= 2 ? read_i16(os2, 88) : 0;
    hb_blob_destroy(os2);
}

static void read_shape(zp_face *face) {
    hb_blob_t *head = hb_face_reference_table(face->face, HB_TAG('h', 'e', 'a', 'd'));
    for (unsigned i = 0; i < 4; i++) {
        face->bounds[i] = read_i16(head, 36 + 2 * i);
    }
    hb_blob_destroy(head);
    hb_blob_t *cff = hb_face_reference_table(face->face, HB_TAG('C', 'F', 'F', ' '));
    face->outline = hb_blob_get_length(cff) > 0 ? ZP_OUTLINE_CFF : ZP_OUTLINE_TRUETYPE;
    hb_blob_destroy(cff);
    find_em_box(face);
}

static const char *postscript_name(zp_arena *arena, hb_face_t *face, unsigned id) {
    char name[128];
    unsigned size = sizeof name;
    hb_language_t english = hb_language_from_string("en", -1);
    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, english, &size, name);
    zp_buffer out = {0};
    for (unsigned i = 0; i < size && i < sizeof name - 1; i++) {
        char c = name[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '_';
        if (plain) {
            zp_buffer_add(&out, &c, 1);
        }
    }
    if (out.size == 0) {
        zp_buffer_print(&out, "Font%u", id);
    }
    const char *result = zp_arena_string(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return result;
}

void read_face(zp_arena *arena, zp_face *face) {
    read_licence(face);
    read_shape(face);
    face->name = postscript_name(arena, face->face, face->id);
}

// A handful at most: no need to search.
bool zp_face_blank(const zp_face *face, uint32_t glyph) {
    hb_glyph_extents_t extents;
    return hb_font_get_glyph_extents(face->font, glyph, &extents) && extents.width == 0 &&
           extents.height == 0;
}

bool zp_face_has(const zp_face *face, uint32_t c) {
    for (size_t at = 0; at < face->barred.size;) {
        if (zp_utf8_next(face->barred, &at) == c) {
            return false;
        }
    }
    hb_codepoint_t glyph;
    return hb_font_get_nominal_glyph(face->font, c, &glyph) && glyph != 0;
}

// ---------------------------------------------------------------- the table directory

static uint32_t read_u32(zp_text file, size_t at) {
    const unsigned char *data = (const unsigned char *)file.data + at;
    return (uint32_t)data[0] << 24 | (uint32_t)data[1] << 16 | (uint32_t)data[2] << 8 | data[3];
}

zp_text zp_face_directory(const zp_face *face) {
    enum { COLLECTION_HEAD = 12, HEAD = 12, RECORD = 16 };
    unsigned size = 0;
    hb_blob_t *blob = hb_face_reference_blob(face->face);
    const char *data = hb_blob_get_data(blob, &size);
    zp_text file = {data, size}, none = {0};
    hb_blob_destroy(blob); // the face keeps it
    size_t at = 0;
    if (zp_text_starts(file, "ttcf")) {
        size_t entry = COLLECTION_HEAD + 4 * (size_t)face->index;
        if (entry + 4 > file.size) {
            return none;
        }
        at = read_u32(file, entry);
    }
    if (file.size < HEAD || at > file.size - HEAD) {
        return none;
    }
    size_t tables = read_u32(file, at + 4) >> 16;
    return zp_text_slice(file, at, at + HEAD + RECORD * tables);
}
