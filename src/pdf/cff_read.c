// A CFF font taken apart (Adobe Technical Note 5176). Fonts come from anywhere: nothing is
// believed before it has been seen to stand within the table.
#include "pdf/cff.h"

#include <string.h>

typedef struct reader {
    const unsigned char *data;
    size_t size, at;
    bool failed;
} reader;

static uint32_t take(reader *r, int bytes) {
    uint32_t value = 0;
    if (r->failed || (size_t)bytes > r->size - r->at) {
        r->failed = true;
        return 0;
    }
    for (int i = 0; i < bytes; i++) {
        value = value << 8 | r->data[r->at++];
    }
    return value;
}

static void move(reader *r, size_t to) {
    if (to > r->size) {
        r->failed = true;
    } else {
        r->at = to;
    }
}

// ---------------------------------------------------------------- INDEX

static uint32_t offset_at(const cff_index *index, uint32_t which) {
    const unsigned char *at = index->offsets + (size_t)which * (size_t)index->width;
    uint32_t value = 0;
    for (int i = 0; i < index->width; i++) {
        value = value << 8 | at[i];
    }
    return value;
}

bool cff_index_get(const cff_index *index, uint32_t which, zp_text *element) {
    if (which >= index->count) {
        return false;
    }
    uint32_t from = offset_at(index, which), to = offset_at(index, which + 1);
    if (from == 0 || from > to || to > index->size) {
        return false;
    }
    *element = (zp_text){(const char *)index->data + from, to - from};
    return true;
}

// Reads an INDEX and moves behind it.
static cff_index read_index(reader *r) {
    cff_index index = {.count = take(r, 2)};
    if (index.count == 0 || r->failed) {
        return (cff_index){0};
    }
    index.width = (int)take(r, 1);
    if (index.width < 1 || index.width > 4) {
        r->failed = true;
        return (cff_index){0};
    }
    size_t table = r->at;
    size_t base = table + ((size_t)index.count + 1) * (size_t)index.width - 1;
    index.offsets = r->data + table;
    move(r, base + 1);
    if (r->failed) {
        return (cff_index){0};
    }
    index.data = r->data + base;
    index.size = offset_at(&index, index.count);
    move(r, base + index.size);
    return r->failed ? (cff_index){0} : index;
}

// ---------------------------------------------------------------- DICT

enum { OPERANDS = 48 };

// An operator, and what stands before it.
typedef struct entry {
    uint32_t key;
    zp_text operands;
    int32_t numbers[OPERANDS]; // 0 for a real
    int count;
} entry;

enum {
    OP_NOTICE = 1,
    OP_BOUNDS = 5,
    OP_CHARSET = 15,
    OP_CHARSTRINGS = 17,
    OP_PRIVATE = 18,
    OP_SUBRS = 19,
    OP_DEFAULT_WIDTH = 20,
    OP_NOMINAL_WIDTH = 21,
    OP_MATRIX = 12 << 8 | 7,
    OP_PAINT = 12 << 8 | 5,
    OP_TYPE = 12 << 8 | 6,
    OP_STROKE = 12 << 8 | 8,
    OP_ROS = 12 << 8 | 30,
    OP_FD_ARRAY = 12 << 8 | 36,
    OP_FD_SELECT = 12 << 8 | 37,
};

static int32_t read_operand(reader *r, uint32_t byte) {
    if (byte >= 32 && byte <= 246) {
        return (int32_t)byte - 139;
    }
    if (byte >= 247 && byte <= 250) {
        return ((int32_t)byte - 247) * 256 + (int32_t)take(r, 1) + 108;
    }
    if (byte >= 251 && byte <= 254) {
        return -((int32_t)byte - 251) * 256 - (int32_t)take(r, 1) - 108;
    }
    if (byte == 28 || byte == 29) {
        return byte == 28 ? (int16_t)take(r, 2) : (int32_t)take(r, 4);
    }
    if (byte == 30) { // a real
        uint32_t pair;
        do {
            pair = take(r, 1);
            r->failed = r->failed || pair >> 4 == 13 || (pair & 15) == 13; // reserved
        } while (!r->failed && (pair & 15) != 15 && pair >> 4 != 15);
        return 0;
    }
    r->failed = true;
    return 0;
}

// The next operator of a DICT that ends at `end`; false behind the last.
static bool next_entry(reader *r, size_t end, entry *next) {
    size_t from = r->at;
    next->count = 0;
    while (!r->failed && r->at < end) {
        size_t to = r->at;
        uint32_t byte = take(r, 1);
        if (byte > 21) {
            int32_t number = read_operand(r, byte);
            if (next->count == OPERANDS) {
                r->failed = true;
            } else {
                next->numbers[next->count++] = number;
            }
            continue;
        }
        next->key = byte == 12 ? 12u << 8 | take(r, 1) : byte;
        next->operands = (zp_text){(const char *)r->data + from, to - from};
        return !r->failed;
    }
    return false;
}

// The place that the entry's last operand names; 0 for none.
static size_t place_of(reader *r, const entry *from) {
    int32_t place = from->count > 0 ? from->numbers[from->count - 1] : 0;
    if (place < 0 || (size_t)place > r->size) {
        r->failed = true;
        return 0;
    }
    return (size_t)place;
}

// ---------------------------------------------------------------- parts

// Those of an entry that has so many.
static zp_text operands_of(reader *r, const entry *from, int count) {
    r->failed = r->failed || from->count != count;
    return from->operands;
}

static void read_private(reader *r, const entry *about, cff_part *part) {
    size_t place = place_of(r, about);
    size_t subroutines = 0;
    entry each;
    if (r->failed || about->count != 2 || about->numbers[0] < 0 ||
        (size_t)about->numbers[0] > r->size - place) {
        r->failed = true;
        return;
    }
    move(r, place);
    while (next_entry(r, place + (size_t)about->numbers[0], &each)) {
        if (each.key == OP_DEFAULT_WIDTH) {
            part->default_width = operands_of(r, &each, 1);
        } else if (each.key == OP_NOMINAL_WIDTH) {
            part->nominal_width = operands_of(r, &each, 1);
        } else if (each.key == OP_SUBRS) {
            subroutines = place_of(r, &each);
        }
    }
    if (subroutines != 0) { // counted from the Private DICT
        move(r, place + subroutines);
        part->subroutines = read_index(r);
    }
}

static void read_parts(zp_arena *arena, reader *r, size_t place, cff_font *font) {
    move(r, place);
    cff_index array = read_index(r);
    if (array.count == 0 || array.count > 256) {
        r->failed = true;
        return;
    }
    font->part_count = array.count;
    font->parts = ZP_ARRAY(arena, cff_part, array.count);
    for (uint32_t i = 0; i < array.count && !r->failed; i++) {
        zp_text dict;
        entry each, private = {0};
        if (!cff_index_get(&array, i, &dict)) {
            r->failed = true;
            return;
        }
        size_t from = (size_t)((const unsigned char *)dict.data - r->data);
        move(r, from);
        while (next_entry(r, from + dict.size, &each)) {
            if (each.key == OP_PRIVATE) {
                private = each;
            } else if (each.key == OP_MATRIX) {
                font->parts[i].matrix = operands_of(r, &each, 6);
            }
        }
        read_private(r, &private, &font->parts[i]);
    }
}

// Only looked through: 65,000 glyphs are of a few ranges.
static void read_select(reader *r, size_t place, cff_font *font) {
    uint32_t end = (uint32_t)font->glyph_count;
    move(r, place);
    uint32_t format = take(r, 1);
    if (format == 0) {
        for (uint32_t glyph = 0; glyph < end && !r->failed; glyph++) {
            r->failed = take(r, 1) >= font->part_count || r->failed;
        }
    } else if (format == 3) {
        uint32_t ranges = take(r, 2);
        uint32_t from = take(r, 2);
        r->failed = r->failed || from != 0;
        for (; ranges > 0 && !r->failed; ranges--) {
            uint32_t part = take(r, 1);
            uint32_t to = take(r, 2);
            r->failed = r->failed || part >= font->part_count || to <= from;
            from = to;
        }
        r->failed = r->failed || from < end;
    } else {
        r->failed = true;
    }
    if (!r->failed) {
        font->select = (zp_text){(const char *)r->data + place, r->at - place};
    }
}

uint8_t cff_part_of(const cff_font *font, uint32_t glyph) {
    const unsigned char *at = (const unsigned char *)font->select.data;
    if (font->select.size == 0) {
        return 0;
    }
    if (at[0] == 0) {
        return at[1 + glyph];
    }
    size_t low = 0, high = (size_t)(at[1] << 8 | at[2]); // ranges of three bytes from at[3] on
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        uint32_t from = (uint32_t)(at[3 + 3 * middle] << 8 | at[4 + 3 * middle]);
        low = from <= glyph ? middle : low;
        high = from <= glyph ? high : middle;
    }
    return at[5 + 3 * low];
}

// ---------------------------------------------------------------- the font

// With cids NULL only *identity is found: each glyph's CID is its id.
static void read_charset(reader *r, size_t count, uint16_t *cids, bool *identity) {
    uint32_t format = take(r, 1);
    size_t glyph = 1;
    *identity = true;
    r->failed = r->failed || format > 2;
    while (!r->failed && glyph < count) {
        uint32_t cid = take(r, 2);
        uint32_t more = format == 0 ? 0 : take(r, (int)format);
        *identity = *identity && cid == glyph;
        for (uint32_t i = 0; cids != NULL && i <= more && glyph + i < count; i++) {
            cids[glyph + i] = (uint16_t)(cid + i);
        }
        glyph += more + 1;
    }
}

uint16_t cff_cid(const cff_font *font, uint32_t glyph) {
    return font->cids != NULL ? font->cids[glyph] : (uint16_t)glyph;
}

// Where the parts of the font stand.
typedef struct top {
    size_t charset, glyphs, array, select;
    entry private;
    uint32_t notice;
} top;

static void read_top(reader *r, size_t end, cff_font *font, top *about) {
    entry each;
    while (next_entry(r, end, &each)) {
        switch (each.key) {
        case OP_ROS:
            font->cid_keyed = true;
            break;
        case OP_NOTICE:
            about->notice = (uint32_t)place_of(r, &each);
            break;
        case OP_BOUNDS:
            font->bounds = operands_of(r, &each, 4);
            break;
        case OP_MATRIX:
            font->matrix = operands_of(r, &each, 6);
            break;
        case OP_PRIVATE:
            about->private = each;
            break;
        case OP_CHARSET:
            about->charset = place_of(r, &each);
            break;
        case OP_CHARSTRINGS:
            about->glyphs = place_of(r, &each);
            break;
        case OP_FD_ARRAY:
            about->array = place_of(r, &each);
            break;
        case OP_FD_SELECT:
            about->select = place_of(r, &each);
            break;
        case OP_PAINT:
        case OP_STROKE:
            font->plain = false;
            break;
        case OP_TYPE:
            font->plain = font->plain && place_of(r, &each) == 2;
            break;
        default:
            break;
        }
    }
}

static void read_glyphs(zp_arena *arena, reader *r, const top *about, cff_font *font) {
    move(r, about->glyphs);
    font->glyphs = read_index(r);
    r->failed = r->failed || font->glyphs.count < font->glyph_count;
    // A predefined charset means nothing in a CID font: identity.
    if (font->cid_keyed && about->charset > 2) {
        bool identity;
        move(r, about->charset);
        read_charset(r, font->glyph_count, NULL, &identity);
        if (!r->failed && !identity) {
            font->cids = ZP_ARRAY(arena, uint16_t, font->glyph_count + 1);
            move(r, about->charset);
            read_charset(r, font->glyph_count, font->cids, &identity);
        }
    }
    if (font->cid_keyed) {
        read_parts(arena, r, about->array, font);
        read_select(r, about->select, font);
    } else {
        font->parts = ZP_NEW(arena, cff_part);
        font->part_count = 1;
        read_private(r, &about->private, font->parts);
    }
}

bool cff_read(zp_arena *arena, zp_text bytes, size_t count, cff_font *font) {
    enum { STANDARD_STRINGS = 391 };
    reader r = {(const unsigned char *)bytes.data, bytes.size, 0, false};
    top about = {0};
    zp_text dict;
    *font = (cff_font){.glyph_count = count, .plain = true};
    move(&r, 2);
    move(&r, take(&r, 1)); // the header's size
    cff_index names = read_index(&r);
    cff_index tops = read_index(&r);
    cff_index strings = read_index(&r);
    font->subroutines = read_index(&r);
    if (r.failed || !cff_index_get(&names, 0, &font->name) || !cff_index_get(&tops, 0, &dict)) {
        return false;
    }
    size_t from = (size_t)((const unsigned char *)dict.data - r.data);
    move(&r, from);
    read_top(&r, from + dict.size, font, &about);
    if (about.notice >= STANDARD_STRINGS) {
        cff_index_get(&strings, about.notice - STANDARD_STRINGS, &font->notice);
    }
    read_glyphs(arena, &r, &about, font);
    return !r.failed;
}
