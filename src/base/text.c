#include "base/base.h"

#include <string.h>

zp_text zp_text_of(const char *string) {
    return (zp_text){string, string ? strlen(string) : 0};
}

bool zp_text_ends(zp_text text, const char *suffix) {
    size_t size = strlen(suffix);
    return text.size >= size &&
           (size == 0 || memcmp(text.data + text.size - size, suffix, size) == 0);
}

int zp_text_compare(zp_text a, zp_text b) {
    size_t shared = a.size < b.size ? a.size : b.size;
    int order = shared ? memcmp(a.data, b.data, shared) : 0;
    if (order != 0 || a.size == b.size) {
        return order;
    }
    return a.size < b.size ? -1 : 1;
}

bool zp_text_is_day(zp_text text) {
    if (text.size != 10) {
        return false;
    }
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (i == 4 || i == 7 ? c != '-' : c < '0' || c > '9') {
            return false;
        }
    }
    int month = (text.data[5] - '0') * 10 + text.data[6] - '0';
    int day = (text.data[8] - '0') * 10 + text.data[9] - '0';
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

zp_text zp_text_slice(zp_text text, size_t from, size_t to) {
    if (to > text.size) {
        to = text.size;
    }
    if (from > to) {
        from = to;
    }
    return (zp_text){text.data ? text.data + from : NULL, to - from};
}

static size_t blank_before(zp_text text, size_t end) {
    if (end >= 3 && memcmp(text.data + end - 3, "\xE3\x80\x80", 3) == 0) {
        return 3;
    }
    return end > 0 && strchr(" \t\r\n", text.data[end - 1]) != NULL && text.data[end - 1] != '\0';
}

static size_t blank_at(zp_text text, size_t start) {
    if (start + 3 <= text.size && memcmp(text.data + start, "\xE3\x80\x80", 3) == 0) {
        return 3;
    }
    return start < text.size && text.data[start] != '\0' &&
           strchr(" \t\r\n", text.data[start]) != NULL;
}

zp_text zp_text_trim(zp_text text) {
    size_t from = 0;
    size_t to = text.size;
    for (size_t step; (step = blank_at(text, from)) != 0;) {
        from += step;
    }
    for (size_t step; to > from && (step = blank_before(text, to)) != 0;) {
        to -= step;
    }
    return zp_text_slice(text, from, to);
}

// The length of the well-formed sequence at `bytes`, or 0 (Unicode table 3-7).
static size_t sequence(const unsigned char *bytes, size_t size) {
    unsigned char lead = bytes[0];
    if (lead < 0x80) {
        return 1;
    }
    size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || size < length) {
        return 0;
    }
    unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (bytes[1] < low || bytes[1] > high) {
        return 0;
    }
    for (size_t i = 2; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80) {
            return 0;
        }
    }
    return length;
}

uint32_t zp_utf8_next(zp_text text, size_t *offset) {
    const unsigned char *bytes = (const unsigned char *)text.data + *offset;
    size_t length = sequence(bytes, text.size - *offset);
    static const unsigned char mask[5] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    if (length == 0) {
        *offset += 1;
        return 0xFFFD;
    }
    uint32_t code_point = bytes[0] & mask[length];
    for (size_t i = 1; i < length; i++) {
        code_point = code_point << 6 | (bytes[i] & 0x3F);
    }
    *offset += length;
    return code_point;
}

size_t zp_utf8_put(uint32_t code_point, char out[4]) {
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        out[0] = (char)(0xC0 | code_point >> 6);
        out[1] = (char)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        out[0] = (char)(0xE0 | code_point >> 12);
        out[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code_point & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code_point >> 18);
    out[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code_point & 0x3F));
    return 4;
}

size_t zp_utf8_count(zp_text text) {
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++) {
        count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    }
    return count;
}

bool zp_utf8_check(zp_text text, size_t *bad) {
    const unsigned char *bytes = (const unsigned char *)text.data;
    for (size_t i = 0; i < text.size;) {
        size_t length = sequence(bytes + i, text.size - i);
        if (length == 0) {
            *bad = i;
            return false;
        }
        i += length;
    }
    return true;
}

size_t zp_utf8_mark(zp_text text) {
    return zp_text_starts(text, "\xEF\xBB\xBF") ? 3 : 0;
}

bool zp_name_character_fits(uint32_t c) {
    return !(c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
             (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069));
}

enum { DISTANCE_MAX = 64 }; // longer words are not worth a suggestion

static size_t code_points(zp_text text, uint32_t out[DISTANCE_MAX]) {
    size_t count = 0;
    for (size_t i = 0; i < text.size && count < DISTANCE_MAX;) {
        out[count++] = zp_utf8_next(text, &i);
    }
    return count;
}

size_t zp_text_distance(zp_text a, zp_text b, size_t limit) {
    uint32_t left[DISTANCE_MAX], right[DISTANCE_MAX];
    size_t row[DISTANCE_MAX + 1];
    size_t rows = code_points(a, left), columns = code_points(b, right);
    for (size_t j = 0; j <= columns; j++) {
        row[j] = j;
    }
    for (size_t i = 1; i <= rows; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= columns; j++) {
            size_t best = diagonal + (left[i - 1] != right[j - 1]);
            best = row[j] + 1 < best ? row[j] + 1 : best;
            best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
            diagonal = row[j];
            row[j] = best;
        }
    }
    return row[columns] > limit ? limit + 1 : row[columns];
}
