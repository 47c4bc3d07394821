// Fonts of a document: which glyphs are drawn, and the dictionaries that describe them.
//
// One Type 0 font a face, for text across and downwards alike: glyphs of vertical text are placed
// one by one, so that no viewer's reading of vertical metrics matters.
#include "pdf/private.h"

#include <hb.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_WIDTH = 1000, FLAG_SYMBOLIC = 4, FLAG_ITALIC = 64 };

// Thousandths of the em, which is what font dictionaries speak, from the font's own units.
static int64_t glyph_space(const zp_face *face, int units) {
    return zp_scale(units, 1000, face->units_per_em);
}

static void add_layer(pdf_fonts *fonts, pdf_font *font) {
    *ZP_PUSH(fonts->arena, font->layers, font->layer_count, font->layer_capacity) =
        (pdf_layer){pdf_object_new(fonts->store), fonts->numbers++};
}

pdf_font *pdf_fonts_use(pdf_fonts *fonts, const zp_face *face) {
    for (size_t i = 0; i < fonts->count; i++) {
        if (fonts->fonts[i]->face == face) {
            return fonts->fonts[i];
        }
    }
    pdf_font *font = ZP_NEW(fonts->arena, pdf_font);
    font->face = face;
    add_layer(fonts, font);
    font->outlines = pdf_outlines_open(face);
    font->codes = pdf_outlines_cids(font->outlines);
    *ZP_PUSH(fonts->arena, fonts->fonts, fonts->count, fonts->capacity) = font;
    return font;
}

pdf_glyph *pdf_font_glyph(pdf_fonts *fonts, pdf_font *font, uint32_t id) {
    const zp_face *face = font->face;
    if (id >= face->glyph_count) {
        id = 0;
    }
    uint32_t slot = pdf_map_get(&font->slots, id);
    if (slot == 0) {
        pdf_glyph *glyph = ZP_PUSH(fonts->arena, font->glyphs, font->count, font->capacity);
        int advance = hb_font_get_glyph_h_advance(face->font, id);
        slot = (uint32_t)font->count;
        pdf_map_set(&font->slots, id, slot);
        *glyph = (pdf_glyph){.id = id,
                             .code = font->codes ? font->codes[id] : (uint16_t)id,
                             .width = (int32_t)glyph_space(face, advance)};
    }
    return &font->glyphs[slot - 1];
}

size_t pdf_font_layer(pdf_fonts *fonts, pdf_font *font, uint32_t id, zp_text text) {
    pdf_meaning **at = &pdf_font_glyph(fonts, font, id)->meanings;
    size_t layer = 0;
    for (; *at != NULL && !zp_text_equal((*at)->text, text); at = &(*at)->next) {
        layer++;
    }
    if (*at == NULL) {
        *at = ZP_NEW(fonts->arena, pdf_meaning);
        (*at)->text = zp_arena_copy(fonts->arena,
                                    text); // the pages may be freed before the fonts are written
    }
    if (layer == font->layer_count) {
        add_layer(fonts, font);
    }
    return layer;
}

static int by_id(const void *a, const void *b) {
    uint32_t x = ((const pdf_glyph *)a)->id;
    uint32_t y = ((const pdf_glyph *)b)->id;
    return (x > y) - (x < y);
}

static int by_code(const void *a, const void *b) {
    return ((const pdf_glyph *)a)->code - ((const pdf_glyph *)b)->code;
}

// ABCDEF+Name. The tag tells subsets of one font apart, so it comes from what is in them.
static void print_name(const pdf_font *font, bool subset, zp_buffer *out) {
    uint64_t hash = 0;
    for (size_t i = 0; i < font->count; i++) {
        hash = pdf_hash(hash, &font->glyphs[i].code, sizeof font->glyphs[i].code);
    }
    for (int i = 0; subset && i < 6; i++, hash /= 26) {
        char letter = (char)('A' + hash % 26);
        zp_buffer_add(out, &letter, 1);
    }
    if (subset) {
        zp_buffer_add_string(out, "+");
    }
    for (const char *c = font->face->name; *c; c++) {
        if (*c > ' ' && *c < 127 && !strchr("()<>[]{}/%#", *c)) {
            zp_buffer_add(out, c, 1);
        }
    }
}

// /W: widths that differ from the default, neighbouring codes in one array.
static void print_widths(const pdf_font *font, zp_buffer *out) {
    bool open = false;
    int32_t last = -1;
    zp_buffer_add_string(out, "/W[");
    for (size_t i = 0; i < font->count; i++) {
        const pdf_glyph *glyph = &font->glyphs[i];
        if (glyph->width == DEFAULT_WIDTH) {
            continue;
        }
        if (open && glyph->code == last + 1) {
            zp_buffer_add_string(out, " ");
        } else {
            zp_buffer_add_string(out, open ? "]" : "");
            pdf_number(out, glyph->code, 0);
            zp_buffer_add_string(out, "[");
        }
        pdf_number(out, glyph->width, 0);
        last = glyph->code;
        open = true;
    }
    zp_buffer_add_string(out, open ? "]]\n" : "]\n");
}

static pdf_object *write_descriptor(pdf_store *store, const pdf_font *font, zp_text name,
                                    pdf_program *program) {
    const zp_face *face = font->face;
    bool cff = face->outline == ZP_OUTLINE_CFF;
    pdf_object *file = pdf_object_new(store);
    if (cff) {
        zp_buffer_add_string(&file->body, "/Subtype/CIDFontType0C");
    } else {
        zp_buffer_add_string(&file->body, "/Length1 ");
        pdf_number(&file->body, (int64_t)program->bytes.size, 0);
    }
    if (program->stream.size > 0) {
        pdf_object_ready_stream(file, &program->stream);
    } else {
        pdf_object_stream(file, program->bytes.data, program->bytes.size, PDF_FAST);
    }

    pdf_object *object = pdf_object_new(store);
    zp_buffer *out = &object->body;
    zp_buffer_add_string(out, "/Type/FontDescriptor/FontName/");
    zp_buffer_add_text(out, name);
    zp_buffer_add_string(out, "/Flags ");
    pdf_number(out, FLAG_SYMBOLIC | (face->italic_angle != 0 ? FLAG_ITALIC : 0), 0);
    zp_buffer_add_string(out, "/FontBBox[");
    for (int i = 0; i < 4; i++) {
        pdf_number(out, glyph_space(face, face->bounds[i]), 0);
        zp_buffer_add_string(out, i < 3 ? " " : "]/ItalicAngle ");
    }
    pdf_number(out, face->italic_angle, 0);
    zp_buffer_add_string(out, "/Ascent ");
    pdf_number(out, glyph_space(face, face->ascender), 0);
    zp_buffer_add_string(out, "/Descent ");
    pdf_number(out, glyph_space(face, face->descender), 0);
    zp_buffer_add_string(out, "/CapHeight ");
    pdf_number(out, glyph_space(face, face->cap_height), 0);
    // No font says it; this estimate from the weight is the customary one.
    zp_buffer_add_string(out, "/StemV ");
    pdf_number(out, 50 + (int64_t)face->weight * face->weight / 4225, 0);
    zp_buffer_add_string(out, cff ? "/FontFile3" : "/FontFile2");
    pdf_reference(out, file);
    return object;
}

static pdf_object *write_descendant(pdf_store *store, const pdf_font *font, zp_text name,
                                    pdf_program *program) {
    bool cff = font->face->outline == ZP_OUTLINE_CFF;
    pdf_object *descriptor = write_descriptor(store, font, name, program);
    pdf_object *object = pdf_object_new(store);
    zp_buffer *out = &object->body;
    zp_buffer_add_string(out, "/Type/Font/Subtype/");
    zp_buffer_add_string(out, cff ? "CIDFontType0" : "CIDFontType2");
    zp_buffer_add_string(out, "/BaseFont/");
    zp_buffer_add_text(out, name);
    zp_buffer_add_string(out, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                              "/FontDescriptor");
    pdf_reference(out, descriptor);
    zp_buffer_add_string(out, "/DW ");
    pdf_number(out, DEFAULT_WIDTH, 0);
    print_widths(font, out);
    if (!cff && program->code_to_glyph.size > 0) {
        pdf_object *map = pdf_object_new(store);
        pdf_object_stream(map, program->code_to_glyph.data, program->code_to_glyph.size, PDF_FAST);
        zp_buffer_add_string(out, "/CIDToGIDMap");
        pdf_reference(out, map);
    } else if (!cff) {
        zp_buffer_add_string(out, "/CIDToGIDMap/Identity");
    }
    return object;
}

static void write_layer(pdf_store *store, const pdf_font *font, size_t layer, zp_text name,
                        const pdf_object *descendant) {
    bool cff = font->face->outline == ZP_OUTLINE_CFF;
    zp_buffer map = {0};
    zp_buffer *out = &font->layers[layer].object->body;
    pdf_object *unicode = pdf_object_new(store);
    pdf_to_unicode(font, layer, &map);
    pdf_object_stream(unicode, map.data, map.size, PDF_SMALL);
    zp_buffer_add_string(out, "/Type/Font/Subtype/Type0/BaseFont/");
    zp_buffer_add_text(out, name);
    zp_buffer_add_string(out, cff ? "-Identity-H" : "");
    zp_buffer_add_string(out, "/Encoding/Identity-H/DescendantFonts[");
    pdf_reference(out, descendant);
    zp_buffer_add_string(out, "]/ToUnicode");
    pdf_reference(out, unicode);
    zp_buffer_free(&map);
}

static void write_font(pdf_store *store, const pdf_font *font, pdf_program *program) {
    zp_buffer name = {0};
    print_name(font, program->subset, &name);
    zp_text text = zp_buffer_text(&name);
    pdf_object *descendant = write_descendant(store, font, text, program);
    for (size_t layer = 0; layer < font->layer_count; layer++) {
        write_layer(store, font, layer, text, descendant);
    }
    zp_buffer_free(&name);
}

static zp_status finish_font(pdf_store *store, zp_messages *messages, pdf_font *font) {
    zp_place place = {font->face->file, 0, 0};
    pdf_program program = {0};
    if (font->face->embedding == ZP_EMBED_RESTRICTED) {
        zp_report(messages, ZP_ERROR, place, "font-restricted",
                  "the licence bits of %s forbid embedding it; name another font in fonts.toml",
                  font->face->name);
        return ZP_BAD_INPUT;
    }
    qsort(font->glyphs, font->count, sizeof *font->glyphs, by_id);
    if (!pdf_outlines_sound(font->outlines) || !pdf_program_make(font, &program)) {
        pdf_program_free(&program);
        zp_report(messages, ZP_ERROR, place, "font-subset",
                  "%s cannot be taken apart for embedding; the file is damaged", font->face->name);
        return ZP_BAD_INPUT;
    }
    qsort(font->glyphs, font->count, sizeof *font->glyphs, by_code);
    write_font(store, font, &program);
    pdf_program_free(&program);
    return ZP_OK;
}

zp_status pdf_fonts_finish(pdf_fonts *fonts, zp_messages *messages) {
    zp_status status = ZP_OK;
    for (size_t i = 0; i < fonts->count && status == ZP_OK; i++) {
        status = finish_font(fonts->store, messages, fonts->fonts[i]);
    }
    return status;
}

void pdf_fonts_close(pdf_fonts *fonts) {
    for (size_t i = 0; i < fonts->count; i++) {
        pdf_outlines_close(fonts->fonts[i]->outlines);
        pdf_map_free(&fonts->fonts[i]->slots);
    }
}
