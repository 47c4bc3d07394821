// Where a font's Han stand: the em box, by which Chinese lines are placed.
#include "text/private.h"

#include <hb.h>

// What fonts say of it cannot be trusted: FandolSong's descent is wrong, FandolFang draws every Han
// 0.07 em lower than its tables say, so that a page's last line hung out of the type area (B12).
// Ink can: Han are drawn around the em box's middle. These are of all shapes and in every font.
static const char samples[] = "永国东中书画田高圆街道府政年";
enum { SAMPLES_MAX = 16, FAR = 4 }; // FAR: ems, which no outline is away from its place

// Middle of a Han's ink above the baseline; false where the font has none, or none that is sound.
static bool ink_middle(const zp_face *face, uint32_t c, int *middle) {
    hb_codepoint_t glyph;
    hb_glyph_extents_t ink;
    if (!hb_font_get_nominal_glyph(face->font, c, &glyph) ||
        !hb_font_get_glyph_extents(face->font, glyph, &ink) || ink.height == 0) {
        return false;
    }
    int64_t at = (int64_t)ink.y_bearing + ink.height / 2; // height is negative
    int64_t most = FAR * (int64_t)face->units_per_em;
    *middle = (int)at;
    return at >= -most && at <= most;
}

void find_em_box(zp_face *face) {
    int middles[SAMPLES_MAX];
    size_t count = 0;
    for (size_t at = 0; samples[at] != '\0' && count < SAMPLES_MAX;) {
        int middle;
        if (ink_middle(face, zp_utf8_next(ZP_TEXT(samples), &at), &middle)) {
            size_t i = count++;
            for (; i > 0 && middles[i - 1] > middle; i--) {
                middles[i] = middles[i - 1];
            }
            middles[i] = middle;
        }
    }
    int em = (int)face->units_per_em;
    face->han = count > 0;
    face->ascender = em * 88 / 100; // as is usual, and for Western fonts, which have none
    if (count > 0) {
        // To a hundredth of an em: drawings are no more exact.
        int hundredths = (int)zp_scale(middles[count / 2] + em / 2, 100, em);
        face->ascender = (int)zp_scale(hundredths, em, 100);
    }
    face->descender = face->ascender - em;
}
