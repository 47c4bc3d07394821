// A CFF font taken apart, and put together again from some of its glyphs (Adobe Technical Notes
// 5176, The Compact Font Format, and 5177, The Type 2 Charstring Format).
#ifndef ZIPING_PDF_CFF_H
#define ZIPING_PDF_CFF_H

#include "base/base.h"

enum { CFF_CODE_LIMIT = 65535 }; // bytes of a charstring (5177, appendix B)

typedef struct cff_index {
    const unsigned char *offsets; // checked: all of them stand within the table
    const unsigned char *data;    // what an offset of 0 would mean: they count from 1
    size_t size;                  // of data
    uint32_t count;
    int width; // bytes of an offset
} cff_index;

// What the glyphs of one Private DICT share. Operands are as the font has them; empty: none.
typedef struct cff_part {
    zp_text default_width, nominal_width, matrix;
    cff_index subroutines;
} cff_part;

typedef struct cff_font {
    zp_text name, notice;
    zp_text bounds, matrix; // operands
    bool cid_keyed;         // the glyphs have CIDs; in other fonts they have names
    bool plain;             // no parts that only some renderers know
    size_t glyph_count;
    uint16_t *cids; // of each glyph; NULL: its id
    zp_text select; // FDSelect; empty: all glyphs are of the first part
    cff_part *parts;
    size_t part_count;
    cff_index glyphs, subroutines;
} cff_font;

// cff_read.c. The font for `count` glyphs. False: it is damaged. What it gives lives in the arena
// and in `bytes`.
bool cff_read(zp_arena *arena, zp_text bytes, size_t count, cff_font *font);
// False: there is none, or it does not stand within the table.
uint16_t cff_cid(const cff_font *font, uint32_t glyph);
uint8_t cff_part_of(const cff_font *font, uint32_t glyph);
// False: there is none, or it does not stand within the table.
bool cff_index_get(const cff_index *index, uint32_t which, zp_text *element);

// cff_flat.c. The outline of a glyph without subroutines and hints, in at most CFF_CODE_LIMIT
// bytes; `code` has room for that and CFF_CODE_SLACK. 0: damaged, or of a kind that is left to
// HarfBuzz.
enum { CFF_CODE_SLACK = 8 };
size_t cff_flatten(const cff_font *font, uint32_t glyph, unsigned char *code);

// What a font's outlines may cost together, in operands and operators: few bytes of a font made for
// it would keep us for hours. The largest, of 65,535 glyphs, need a tenth of it.
enum { CFF_FONT_STEPS = 256 * 1024 * 1024 };

// Whether the outline is damaged, rather than of a kind that is left to HarfBuzz. `code` as above.
// *steps, of those above, are what is left to this glyph and those after it; with none left, each
// is taken for damaged.
bool cff_broken(const cff_font *font, uint32_t glyph, unsigned char *code, size_t *steps);

typedef struct cff_glyph {
    uint16_t cid;
    uint8_t part;
    uint32_t size; // of its flat outline
} cff_glyph;

// cff_write.c. A CID-keyed font of these glyphs, the first of which is .notdef: all that stands in
// front of their outlines, which are to follow in the same order, and are the end of the font.
void cff_write_head(const cff_font *font, const cff_glyph *glyphs, size_t count, zp_buffer *out);

#endif
