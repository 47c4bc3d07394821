// Whether a TrueType font program is one (OpenType 1.9: head, hhea, maxp, hmtx, loca, glyf). Fonts
// come from anywhere, and HarfBuzz's subsetter hands on outlines that it was not asked to look at:
// readers would refuse the font, each in its own way, or draw rubbish.
#include "pdf/truetype.h"

typedef struct program {
    zp_text head, hhea, maxp, hmtx, loca, glyf;
    size_t count; // glyphs
    bool wide;    // offsets of 32 bits in loca
} program;

enum { FILE_HEAD = 12, RECORD = 16, GLYPH_HEAD = 10, DEPTH_MAX = 8, PARTS_MAX = 256 };

static uint32_t number(zp_text text, size_t at, size_t bytes) {
    uint32_t value = 0;
    for (size_t i = 0; i < bytes; i++) {
        value = value << 8 | (unsigned char)text.data[at + i];
    }
    return value;
}

static int16_t whole(zp_text text, size_t at) {
    return (int16_t)number(text, at, 2);
}

// ---------------------------------------------------------------- tables

// False: a table does not stand within the file.
static bool find_tables(zp_text file, program *p) {
    struct {
        char tag[5];
        zp_text *table;
    } wanted[] = {{"head", &p->head}, {"hhea", &p->hhea}, {"maxp", &p->maxp},
                  {"hmtx", &p->hmtx}, {"loca", &p->loca}, {"glyf", &p->glyf}};
    size_t count = file.size < FILE_HEAD ? 0 : number(file, 4, 2);
    if (count == 0 || file.size - FILE_HEAD < RECORD * count) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        size_t record = FILE_HEAD + RECORD * i;
        size_t from = number(file, record + 8, 4), size = number(file, record + 12, 4);
        if (from > file.size || size > file.size - from) {
            return false;
        }
        for (size_t j = 0; j < sizeof wanted / sizeof *wanted; j++) {
            if (memcmp(file.data + record, wanted[j].tag, 4) == 0) {
                *wanted[j].table = zp_text_slice(file, from, from + size);
            }
        }
    }
    return true;
}

static bool read_heads(program *p) {
    enum { HEAD = 54, HHEA = 36, MAXP = 32, MAGIC = 0x5F0F3CF5 };
    if (p->head.size < HEAD || p->hhea.size < HHEA || p->maxp.size < MAXP) {
        return false;
    }
    uint32_t em = number(p->head, 18, 2), format = number(p->head, 50, 2);
    size_t metrics = number(p->hhea, 34, 2);
    p->count = number(p->maxp, 4, 2);
    p->wide = format == 1;
    if (number(p->head, 0, 2) != 1 || number(p->head, 52, 2) != 0 || number(p->hhea, 0, 2) != 1 ||
        number(p->hhea, 32, 2) != 0) { // formats that there are none of
        return false;
    }
    return number(p->head, 12, 4) == MAGIC && em >= 16 && em <= 16384 && format <= 1 &&
           whole(p->head, 36) <= whole(p->head, 40) && whole(p->head, 38) <= whole(p->head, 42) &&
           number(p->maxp, 0, 4) == 0x00010000 && p->count > 0 && metrics > 0 &&
           metrics <= p->count && p->hmtx.size >= 4 * metrics + 2 * (p->count - metrics) &&
           p->loca.size >= (p->count + 1) * (p->wide ? 4 : 2);
}

// ---------------------------------------------------------------- glyphs

static size_t place(const program *p, size_t glyph) {
    return p->wide ? number(p->loca, 4 * glyph, 4) : 2 * (size_t)number(p->loca, 2 * glyph, 2);
}

static bool get_glyph(const program *p, size_t glyph, zp_text *out) {
    size_t from = place(p, glyph), to = place(p, glyph + 1);
    if (from > to || to > p->glyf.size) {
        return false;
    }
    *out = zp_text_slice(p->glyf, from, to);
    return true;
}

// Flags and coordinates of so many points stand within the glyph.
static bool points_fit(zp_text glyph, size_t at, size_t count) {
    enum { SHORT_X = 2, SHORT_Y = 4, REPEAT = 8, SAME_X = 16, SAME_Y = 32, OVERLAP = 64 };
    size_t bytes = 0, times = 1;
    for (bool first = true; count > 0; first = false, count -= times) {
        if (at >= glyph.size) {
            return false;
        }
        uint32_t flags = number(glyph, at++, 1);
        if (flags >= (first ? 2 * OVERLAP : OVERLAP)) { // no such flags there
            return false;
        }
        times = 1;
        if ((flags & REPEAT) != 0) {
            if (at >= glyph.size || number(glyph, at, 1) == 0) {
                return false;
            }
            times += number(glyph, at++, 1);
        }
        if (times > count) {
            return false;
        }
        size_t x = (flags & SHORT_X) != 0 ? 1 : (flags & SAME_X) != 0 ? 0 : 2;
        size_t y = (flags & SHORT_Y) != 0 ? 1 : (flags & SAME_Y) != 0 ? 0 : 2;
        bytes += times * (x + y);
    }
    return bytes <= glyph.size - at;
}

static bool simple_fits(zp_text glyph, size_t contours) {
    size_t at = GLYPH_HEAD, points = 0;
    if (glyph.size - at < 2 * contours + 2) {
        return contours == 0 && glyph.size == GLYPH_HEAD;
    }
    for (size_t i = 0; i < contours; i++, at += 2) {
        size_t end = (size_t)number(glyph, at, 2) + 1;
        if (end <= points && i > 0) {
            return false;
        }
        points = end;
    }
    size_t instructions = number(glyph, at, 2);
    at += 2;
    return instructions <= glyph.size - at && points_fit(glyph, at + instructions, points);
}

static bool glyph_fits(const program *p, size_t index, int depth, int *parts);

static bool composite_fits(const program *p, zp_text glyph, int depth, int *parts) {
    enum { WORDS = 1, SCALE = 8, MORE = 32, TWO_SCALES = 64, MATRIX = 128, INSTRUCTIONS = 256 };
    uint32_t flags = MORE;
    size_t at = GLYPH_HEAD;
    while ((flags & MORE) != 0) {
        if (glyph.size - at < 4 || ++*parts > PARTS_MAX) {
            return false;
        }
        flags = number(glyph, at, 2);
        size_t index = number(glyph, at + 2, 2);
        size_t size = 4 + ((flags & WORDS) != 0 ? 4u : 2u) +
                      ((flags & SCALE) != 0        ? 2u
                       : (flags & TWO_SCALES) != 0 ? 4u
                       : (flags & MATRIX) != 0     ? 8u
                                                   : 0u);
        if (glyph.size - at < size || !glyph_fits(p, index, depth + 1, parts)) {
            return false;
        }
        at += size;
    }
    return (flags & INSTRUCTIONS) == 0 ||
           (glyph.size - at >= 2 && number(glyph, at, 2) <= glyph.size - at - 2);
}

// `depth` and `parts` end what has itself in it, and what would take for ever.
static bool glyph_fits(const program *p, size_t index, int depth, int *parts) {
    zp_text glyph;
    if (index >= p->count || depth > DEPTH_MAX || !get_glyph(p, index, &glyph)) {
        return false;
    }
    if (glyph.size == 0) {
        return true; // a blank
    }
    if (glyph.size < GLYPH_HEAD || whole(glyph, 2) > whole(glyph, 6) ||
        whole(glyph, 4) > whole(glyph, 8)) {
        return false;
    }
    int contours = whole(glyph, 0);
    if (contours >= 0 && depth > 0) {
        return true; // looked at under its own number, however many have it as a part
    }
    return contours >= 0    ? simple_fits(glyph, (size_t)contours)
           : contours == -1 ? composite_fits(p, glyph, depth, parts)
                            : false;
}

bool truetype_sound(zp_text file) {
    program p = {0};
    bool fine = find_tables(file, &p) && read_heads(&p);
    for (size_t i = 0; fine && i < p.count; i++) {
        int parts = 0;
        fine = glyph_fits(&p, i, 0, &parts);
    }
    return fine;
}
