// Short numbers in vertical text (B9): which digits stand upright. Word and the pages ask here, so
// that both set the same ones.
#include "document/document.h"

// Figures are half an em wide, % nearly a whole one: three halves still share an em, at two thirds
// of their width.
enum { DIGITS_MAX = 3, SHARED_MAX = 3 };

static bool is_digit(uint32_t c) {
    return c >= '0' && c <= '9';
}

// What makes a number part of a Western word, a formula or a longer figure, which lies on its side
// as a whole: ASCII but the blank, Latin letters, ° ± ′ ″ − ≤ ≥ ≦ ≧ ＜ ＝ ＞.
static bool binds(uint32_t c) {
    return (c > ' ' && c < 0x7F) || c == 0xB0 || c == 0xB1 ||
           (c >= 0xC0 && c < 0x250 && c != 0xD7) || c == 0x2032 || c == 0x2033 || c == 0x2212 ||
           (c >= 0x2264 && c <= 0x2267) || (c >= 0xFF1C && c <= 0xFF1E);
}

static uint32_t character_before(zp_text text, size_t at) {
    while (at > 0 && ((unsigned char)text.data[--at] & 0xC0) == 0x80) {
    }
    return text.size > 0 ? zp_utf8_next(text, &at) : 0;
}

// Blanks are looked over: the 10 of “Windows 10” is Western text, that of “第 10 项” is not.
static bool bound_before(zp_text text, size_t at) {
    while (at > 0 && text.data[at - 1] == ' ') {
        at--;
    }
    return at > 0 && binds(character_before(text, at));
}

static bool bound_behind(zp_text text, size_t at) {
    while (at < text.size && text.data[at] == ' ') {
        at++;
    }
    return at < text.size && binds(zp_utf8_next(text, &at));
}

size_t zp_upright_number(zp_text text, size_t at, zp_vertical_digits how) {
    size_t end = at;
    while (end < text.size && end - at <= DIGITS_MAX && is_digit((unsigned char)text.data[end])) {
        end++; // no further than tells: a number may be long
    }
    size_t digits = end - at;
    if (digits == 0 || digits > DIGITS_MAX || how == ZP_DIGITS_ROTATED) {
        return 0;
    }
    bool percent = end < text.size && text.data[end] == '%';
    if (how == ZP_DIGITS_COMBINED && digits + 2 * percent > SHARED_MAX) {
        return 0;
    }
    end += percent;
    return bound_before(text, at) || bound_behind(text, end) ? 0 : end - at;
}

int zp_upright_growth(zp_text text, zp_vertical_digits how) {
    int growth = 0;
    for (size_t at = 0; at < text.size;) {
        size_t size = zp_upright_number(text, at, how);
        int ems = how == ZP_DIGITS_STACKED ? (int)size : 1;
        growth += size > 0 ? 2 * ems - (int)size : 0;
        at += size > 0 ? size : 1;
    }
    return growth;
}
