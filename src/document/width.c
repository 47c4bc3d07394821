// Widths of characters where there are no fonts: the one table of them.
#include "document/document.h"

#include "document/private.h"

// Zero width space, joiners, variation selectors: drawn with the character before them.
static bool is_invisible(uint32_t c) {
    return (c >= 0x200B && c <= 0x200D) || c == 0x2060 || (c >= 0xFE00 && c <= 0xFE0F) ||
           (c >= 0xE0100 && c <= 0xE01EF);
}

// Signs that Chinese fonts draw one em wide begin with the dashes and quotes: — “ … ℃ ① ≥ ※. Short
// dashes and the spaces before them are Western.
bool document_is_western(uint32_t c) {
    return c < 0x2014 || (c >= 0x2C00 && c < 0x2E80);
}

static bool is_han(uint32_t c) {
    return (c >= 0x3040 && c < 0xFE00) || c >= 0x20000;
}

static bool is_letter_or_figure(uint32_t c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '%' ||
           (c >= 0xC0 && c < 0x2000);
}

zp_length zp_estimated_advance(const zp_style *style, uint32_t before, uint32_t c) {
    if (is_invisible(c)) {
        return 0;
    }
    bool gap =
        (is_han(before) && is_letter_or_figure(c)) || (is_letter_or_figure(before) && is_han(c));
    zp_length width = c == '%'                 ? style->size * 5 / 6 // in the digits' fonts
                      : document_is_western(c) ? style->size / 2
                                               : style->size + style->tracking;
    return width + (gap ? (zp_length)zp_scale(style->size, style->han_western, 1000) : 0);
}
