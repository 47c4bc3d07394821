// Numbers and strings in PDF's syntax. printf is not used for numbers: it knows locales, and it
// is slow where a page has thousands of them.
#include "pdf/private.h"

#include <assert.h>
#include <string.h>

void pdf_number(zp_buffer *out, int64_t value, int places) {
    char text[32];
    char *end = text + sizeof text;
    char *at = end;
    uint64_t rest = value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value;
    assert(places >= 0 && places <= 9);
    for (; places > 0 && rest % 10 == 0; places--) {
        rest /= 10;
    }
    if (places > 0) {
        for (; places > 0; places--, rest /= 10) {
            *--at = (char)('0' + rest % 10);
        }
        *--at = '.';
    } else if (rest == 0) {
        *--at = '0';
    }
    for (; rest > 0; rest /= 10) {
        *--at = (char)('0' + rest % 10);
    }
    if (value < 0) {
        *--at = '-';
    }
    zp_buffer_add(out, at, (size_t)(end - at));
}

void pdf_length(zp_buffer *out, zp_length length) {
    pdf_number(out, length, 3);
    zp_buffer_add(out, " ", 1);
}

void pdf_hex(zp_buffer *out, uint32_t value, int digits) {
    char text[8];
    assert(digits <= 8);
    for (int i = digits; i > 0; i--, value >>= 4) {
        text[i - 1] = "0123456789ABCDEF"[value & 15];
    }
    zp_buffer_add(out, text, (size_t)digits);
}

void pdf_utf16(zp_buffer *out, zp_text text) {
    size_t at = 0;
    while (at < text.size) {
        uint32_t c = zp_utf8_next(text, &at);
        if (c < 0x10000) {
            pdf_hex(out, c, 4);
        } else {
            pdf_hex(out, 0xD800 + ((c - 0x10000) >> 10), 4);
            pdf_hex(out, 0xDC00 + ((c - 0x10000) & 0x3FF), 4);
        }
    }
}

void pdf_text_string(zp_buffer *out, zp_text text) {
    zp_buffer_add_string(out, "<FEFF");
    pdf_utf16(out, text);
    zp_buffer_add_string(out, ">");
}

static uint64_t fold(uint64_t value) {
    value *= 0xD6E8FEB86659FD93u;
    return value ^ (value >> 32);
}

// For names that must differ when the content differs, not against an adversary: multiply and
// fold (wyhash's step), eight bytes at a time.
uint64_t pdf_hash(uint64_t seed, const void *data, size_t size) {
    const unsigned char *at = data;
    uint64_t hash = seed ^ 0x9E3779B97F4A7C15u ^ (uint64_t)size;
    for (; size >= 8; at += 8, size -= 8) {
        uint64_t word = (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 |
                        (uint64_t)at[3] << 24 | (uint64_t)at[4] << 32 | (uint64_t)at[5] << 40 |
                        (uint64_t)at[6] << 48 | (uint64_t)at[7] << 56;
        hash = fold(hash ^ word);
    }
    if (size > 0) {
        uint64_t word = 0;
        for (size_t i = 0; i < size; i++) {
            word |= (uint64_t)at[i] << (8 * i);
        }
        hash = fold(hash ^ word);
    }
    hash *= 0xD6E8FEB86659FD93u;
    return hash ^ (hash >> 29);
}
