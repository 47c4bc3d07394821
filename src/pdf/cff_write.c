// A CFF font put together from flat outlines (Adobe Technical Note 5176).
#include "pdf/cff.h"

#include <stdlib.h>
#include <string.h>

enum { STRING_IDENTITY = 391 + 1, STRING_ADOBE = 391, STRING_NOTICE = 391 + 2 };

static void put(zp_buffer *out, uint32_t value, int bytes) {
    char text[4];
    for (int i = bytes; i > 0; i--, value >>= 8) {
        text[i - 1] = (char)(value & 0xFF);
    }
    zp_buffer_add(out, text, (size_t)bytes);
}

// An INDEX up to its elements.
static void put_offsets(zp_buffer *out, const uint32_t *sizes, size_t count) {
    size_t end = 1;
    put(out, (uint32_t)count, 2);
    if (count == 0) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        end += sizes[i];
    }
    int width = end < 1 << 8 ? 1 : end < 1 << 16 ? 2 : end < 1 << 24 ? 3 : 4;
    put(out, (uint32_t)width, 1);
    end = 1;
    put(out, (uint32_t)end, width);
    for (size_t i = 0; i < count; i++) {
        end += sizes[i];
        put(out, (uint32_t)end, width);
    }
}

enum { ITEMS = 256 };

// `elements` one after the other.
static void put_index(zp_buffer *out, zp_text elements, const uint32_t *sizes, size_t count) {
    put_offsets(out, sizes, count);
    zp_buffer_add_text(out, elements);
}

static void put_single(zp_buffer *out, zp_text element) {
    put_index(out, element, &(uint32_t){(uint32_t)element.size}, 1);
}

// ---------------------------------------------------------------- DICTs

// Always of five bytes, so that a DICT's size does not depend on where things come to stand.
static void put_number(zp_buffer *out, size_t value) {
    put(out, 29, 1);
    put(out, (uint32_t)value, 4);
}

static void put_operands(zp_buffer *out, zp_text operands, uint32_t key, int bytes) {
    if (operands.size > 0) {
        zp_buffer_add_text(out, operands);
        put(out, key, bytes);
    }
}

typedef struct places {
    size_t charset, select, glyphs, array, privates;
} places;

static void put_top(zp_buffer *out, const cff_font *font, const places *at, uint32_t cids) {
    put_number(out, STRING_ADOBE);
    put_number(out, STRING_IDENTITY);
    put_number(out, 0);
    put(out, 12 << 8 | 30, 2); // ROS, which has to be the first
    if (font->notice.size > 0) {
        put_number(out, STRING_NOTICE);
        put(out, 1, 1);
    }
    put_operands(out, font->matrix, 12 << 8 | 7, 2);
    put_operands(out, font->bounds, 5, 1);
    put_number(out, cids);
    put(out, 12 << 8 | 34, 2);
    put_number(out, at->charset);
    put(out, 15, 1);
    put_number(out, at->select);
    put(out, 12 << 8 | 37, 2);
    put_number(out, at->glyphs);
    put(out, 17, 1);
    put_number(out, at->array);
    put(out, 12 << 8 | 36, 2);
}

static void put_private(zp_buffer *out, const cff_part *part) {
    put_operands(out, part->default_width, 20, 1);
    put_operands(out, part->nominal_width, 21, 1);
}

// ---------------------------------------------------------------- tables of glyphs

// The parts that are used, in their order, and in `now` their new numbers.
static size_t used_parts(const cff_glyph *glyphs, size_t count, uint8_t *used, uint8_t *now) {
    bool seen[256] = {false};
    size_t parts = 0;
    for (size_t i = 0; i < count; i++) {
        seen[glyphs[i].part] = true;
    }
    for (size_t i = 0; i < 256; i++) {
        if (seen[i]) {
            now[i] = (uint8_t)parts;
            used[parts++] = (uint8_t)i;
        }
    }
    return parts;
}

static void put_select(zp_buffer *out, const cff_glyph *glyphs, size_t count, const uint8_t *now) {
    uint32_t ranges = 0;
    for (size_t i = 0; i < count; i++) {
        ranges += i == 0 || glyphs[i].part != glyphs[i - 1].part;
    }
    put(out, 3, 1);
    put(out, ranges, 2);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || glyphs[i].part != glyphs[i - 1].part) {
            put(out, (uint32_t)i, 2);
            put(out, now[glyphs[i].part], 1);
        }
    }
    put(out, (uint32_t)count, 2);
}

static uint32_t put_charset(zp_buffer *out, const cff_glyph *glyphs, size_t count) {
    uint32_t last = 0;
    put(out, 0, 1); // one CID after the other
    for (size_t i = 1; i < count; i++) {
        put(out, glyphs[i].cid, 2);
        last = glyphs[i].cid > last ? glyphs[i].cid : last;
    }
    return last + 1;
}

static void put_glyphs(zp_buffer *out, const cff_glyph *glyphs, size_t count) {
    uint32_t *sizes = zp_allocate(count * sizeof *sizes);
    for (size_t i = 0; i < count; i++) {
        sizes[i] = glyphs[i].size;
    }
    put_offsets(out, sizes, count);
    free(sizes);
}

// ---------------------------------------------------------------- the font

// The FDArray, and behind it the Private DICTs, which begin at `at`.
static void put_parts(zp_buffer *out, const cff_font *font, const uint8_t *used, size_t parts,
                      size_t at, zp_buffer *privates) {
    zp_buffer dicts = {0};
    uint32_t sizes[ITEMS];
    for (size_t i = 0; i < parts; i++) {
        const cff_part *part = &font->parts[used[i]];
        size_t from = privates->size, begin = dicts.size;
        put_private(privates, part);
        put_operands(&dicts, part->matrix, 12 << 8 | 7, 2);
        put_number(&dicts, privates->size - from);
        put_number(&dicts, at + from);
        put(&dicts, 18, 1);
        sizes[i] = (uint32_t)(dicts.size - begin);
    }
    put_index(out, zp_buffer_text(&dicts), sizes, parts);
    zp_buffer_free(&dicts);
}

// A name that PostScript could read (5176, section 7), whatever the font has.
static void put_name(zp_buffer *out, zp_text name) {
    zp_buffer plain = {0};
    for (size_t i = 0; i < name.size && plain.size < 127; i++) {
        if (name.data[i] > ' ' && name.data[i] < 127 && !strchr("()<>[]{}/%", name.data[i])) {
            zp_buffer_add(&plain, &name.data[i], 1);
        }
    }
    put_single(out, plain.size > 0 ? zp_buffer_text(&plain) : ZP_TEXT("Font"));
    zp_buffer_free(&plain);
}

// All in front of the tables.
static void put_head(zp_buffer *out, const cff_font *font, const places *at, uint32_t cids) {
    uint32_t sizes[] = {5, 8, (uint32_t)font->notice.size};
    zp_buffer top = {0};
    put_top(&top, font, at, cids);
    put(out, 0x01000404, 4); // version 1.0, the header's size, an offset's bytes
    put_name(out, font->name);
    put_single(out, zp_buffer_text(&top));
    put_index(out, ZP_TEXT("AdobeIdentity"), sizes, font->notice.size > 0 ? 3 : 2);
    zp_buffer_add_text(out, font->notice);
    put_offsets(out, NULL, 0); // subroutines
    zp_buffer_free(&top);
}

void cff_write_head(const cff_font *font, const cff_glyph *glyphs, size_t count, zp_buffer *out) {
    uint8_t used[256], now[256];
    size_t parts = used_parts(glyphs, count, used, now);
    size_t begin = out->size;
    zp_buffer tables = {0}, array = {0}, privates = {0};
    places at = {0};
    uint32_t cids = put_charset(&tables, glyphs, count);
    put_head(out, font, &at, cids); // to see how long it is
    at.charset = out->size - begin;
    at.select = at.charset + tables.size;
    put_select(&tables, glyphs, count, now);
    at.array = at.charset + tables.size;
    put_parts(&array, font, used, parts, 0, &privates);
    at.privates = at.array + array.size;
    at.glyphs = at.privates + privates.size;
    array.size = privates.size = 0;
    put_parts(&array, font, used, parts, at.privates, &privates);
    out->size = begin;
    put_head(out, font, &at, cids);
    zp_buffer_add_text(out, zp_buffer_text(&tables));
    zp_buffer_add_text(out, zp_buffer_text(&array));
    zp_buffer_add_text(out, zp_buffer_text(&privates));
    put_glyphs(out, glyphs, count);
    zp_buffer_free(&tables);
    zp_buffer_free(&array);
    zp_buffer_free(&privates);
}
