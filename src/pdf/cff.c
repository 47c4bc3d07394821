// The CIDs of a CFF font (Adobe Technical Note 5176). The page's codes are CIDs, and in some
// fonts (FandolFang) they are not the glyph ids. FreeType would tell them one by one after it
// has read the whole font; the charset alone is read in microseconds.
#include "pdf/private.h"

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

// Reads an INDEX, moves behind it, and gives the first element's bounds.
static uint32_t read_index(reader *r, size_t *first, size_t *first_end) {
    uint32_t count = take(r, 2);
    int width = 0;
    size_t table, base;
    uint32_t last;
    *first = *first_end = r->at;
    if (count == 0 || r->failed) {
        return 0;
    }
    width = (int)take(r, 1);
    if (width < 1 || width > 4) {
        r->failed = true;
        return 0;
    }
    table = r->at;
    base = table + ((size_t)count + 1) * (size_t)width - 1; // offsets count from 1
    *first = base + take(r, width);
    *first_end = base + take(r, width);
    move(r, table + (size_t)count * (size_t)width);
    last = take(r, width);
    move(r, base + last);
    return count;
}

// One operand of a DICT; reals are skipped.
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
    if (byte == 28) {
        return (int16_t)take(r, 2);
    }
    if (byte == 29) {
        return (int32_t)take(r, 4);
    }
    if (byte == 30) {
        uint32_t pair;
        do {
            pair = take(r, 1);
        } while (!r->failed && (pair & 15) != 15 && pair >> 4 != 15);
        return 0;
    }
    r->failed = true;
    return 0;
}

enum { OP_CHARSET = 15, OP_ROS = 12 << 8 | 30 };

static void read_top_dict(reader *r, size_t end, bool *cid_keyed, uint32_t *charset) {
    int32_t operand = 0;
    while (!r->failed && r->at < end) {
        uint32_t byte = take(r, 1);
        if (byte > 21) {
            operand = read_operand(r, byte);
            continue;
        }
        if (byte == 12) {
            byte = 12 << 8 | take(r, 1);
        }
        if (byte == OP_ROS) {
            *cid_keyed = true;
        }
        if (byte == OP_CHARSET) {
            *charset = (uint32_t)operand;
        }
    }
}

static void read_charset(reader *r, size_t count, uint16_t *cids) {
    uint32_t format = take(r, 1);
    size_t glyph = 1;
    cids[0] = 0;
    if (format > 2) {
        r->failed = true;
    }
    while (!r->failed && glyph < count) {
        uint32_t cid = take(r, 2);
        uint32_t more = format == 0 ? 0 : take(r, (int)format);
        for (uint32_t i = 0; i <= more && glyph < count; i++) {
            cids[glyph++] = (uint16_t)(cid + i);
        }
    }
}

bool pdf_cff_cids(zp_text cff, size_t count, uint16_t *cids, bool *cid_keyed) {
    reader r = {(const unsigned char *)cff.data, cff.size, 0, false};
    size_t from, to;
    uint32_t charset = 0;
    *cid_keyed = false;
    move(&r, 2);
    move(&r, take(&r, 1));      // the header's size
    read_index(&r, &from, &to); // names
    if (read_index(&r, &from, &to) == 0) {
        return false; // top dictionaries
    }
    if (to > r.size || from > to) {
        return false;
    }
    move(&r, from);
    read_top_dict(&r, to, cid_keyed, &charset);
    if (r.failed || !*cid_keyed) {
        return !r.failed;
    }
    if (charset <= 2) { // a predefined charset means nothing in a CID font: identity
        for (size_t i = 0; i < count; i++) {
            cids[i] = (uint16_t)i;
        }
        return true;
    }
    move(&r, charset);
    read_charset(&r, count, cids);
    return !r.failed;
}
