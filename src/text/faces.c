// Which face sets which character: roles, fallback, and quotes by their context (B5, B10).
#include "text/private.h"

#include <hb.h>
#include <string.h>
#include <unicode/unorm2.h>

// How well a face must serve. All of a cluster comes from one face (B10).
typedef enum need {
    NEED_VARIATION, // with the glyph its selector asks for
    NEED_ALL,       // every character of it, as written or composed
    NEED_PARTS,     // or taken apart: é as e and its accent
    NEED_NARROW,    // and a Chinese quote may be narrower than an em
    NEED_COUNT,
} need;

enum { CLUSTER_MAX = 64 }; // UTF-16 units of a cluster that are normalised

typedef enum quote { QUOTE_UNKNOWN, QUOTE_NO, QUOTE_EM, QUOTE_FWID } quote;

// ------------------------------------------------ one face

bool zp_face_has_variation(const zp_face *face, uint32_t base, uint32_t selector) {
    hb_codepoint_t glyph;
    return hb_font_get_variation_glyph(face->font, base, selector, &glyph) && glyph != 0;
}

static bool unseen(uint32_t c) { // drawn by nothing: the shaper hides it
    return selects(c) || c == 0x200D;
}

static bool has_text(const zp_face *face, zp_text text) {
    for (size_t i = 0; i < text.size;) {
        uint32_t c = zp_utf8_next(text, &i);
        if (!unseen(c) && !zp_face_has(face, c)) {
            return false;
        }
    }
    return true;
}

// The cluster composed or taken apart by canonical equivalence.
static bool has_normalised(const zp_face *face, zp_text text, const UNormalizer2 *how) {
    UChar from[CLUSTER_MAX], to[CLUSTER_MAX * 2];
    int32_t count = 0;
    for (size_t i = 0; i < text.size;) {
        UChar32 c = (UChar32)zp_utf8_next(text, &i);
        if (count + 2 > CLUSTER_MAX) {
            return false;
        }
        U16_APPEND_UNSAFE(from, count, c);
    }
    UErrorCode error = U_ZERO_ERROR;
    count = unorm2_normalize(how, from, count, to, CLUSTER_MAX * 2, &error);
    for (int32_t i = 0; U_SUCCESS(error) && i < count;) {
        UChar32 c;
        U16_NEXT_UNSAFE(to, i, c);
        if (!unseen((uint32_t)c) && !zp_face_has(face, (uint32_t)c)) {
            return false;
        }
    }
    return U_SUCCESS(error);
}

static bool composes(const zp_face *face, zp_text text) {
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&error);
    return U_SUCCESS(error) && has_normalised(face, text, nfc);
}

static bool comes_apart(const zp_face *face, zp_text text) {
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&error);
    return U_SUCCESS(error) && has_normalised(face, text, nfd);
}

// ------------------------------------------------ quotes

static bool is_quote(uint32_t c) {
    return c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D;
}

// As it is set in Chinese text: `locl` may have another glyph than the font's cmap.
static int shaped_advance(zp_typesetter *typesetter, const zp_face *face, uint32_t c, bool fwid) {
    const hb_feature_t feature = {HB_TAG('f', 'w', 'i', 'd'), 1, 0, (unsigned)-1};
    hb_buffer_t *buffer = typesetter->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_utf32(buffer, &c, 1, 0, 1);
    hb_buffer_set_script(buffer, HB_SCRIPT_HAN);
    hb_buffer_set_language(buffer, typesetter->language);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_shape(face->font, buffer, &feature, fwid);
    unsigned count;
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, &count);
    return count == 1 ? at->x_advance : 0;
}

// B5.3: a quote that is no em wide, by fwid neither, is not a Chinese font's quote.
static quote quote_in(zp_typesetter *typesetter, const zp_face *face, uint32_t c) {
    enum { FACES = sizeof typesetter->quotes / sizeof *typesetter->quotes };
    quote found = QUOTE_UNKNOWN;
    uint8_t *kept = NULL;
    if (face->id < FACES) {
        kept = &typesetter->quotes[face->id][(c & 1) | (c >> 1 & 2)];
        found = (quote)*kept;
    }
    if (found == QUOTE_UNKNOWN) {
        int em = (int)face->units_per_em;
        found = shaped_advance(typesetter, face, c, false) == em  ? QUOTE_EM
                : shaped_advance(typesetter, face, c, true) == em ? QUOTE_FWID
                                                                  : QUOTE_NO;
    }
    if (kept != NULL) {
        *kept = (uint8_t)found;
    }
    return found;
}

// ------------------------------------------------ the choice

static bool serves(zp_typesetter *typesetter, const boxes *all, const box *item, bool latin,
                   const zp_face *face, need need) {
    zp_text text = zp_text_slice(all->text, item->text, (size_t)item->text + item->text_size);
    bool fine = has_text(face, text);
    if (!fine && need != NEED_VARIATION && zp_utf8_count(text) > 1) {
        fine = composes(face, text);
    }
    if (!fine && need >= NEED_PARTS) {
        fine = comes_apart(face, text);
    }
    if (!fine || (need == NEED_VARIATION &&
                  !zp_face_has_variation(face, item->code_point, item->selector))) {
        return false;
    }
    return latin || need == NEED_NARROW || !is_quote(item->code_point) ||
           quote_in(typesetter, face, item->code_point) != QUOTE_NO;
}

// What such a character looks like only the font knows it was typed with: none behind the role's
// own is asked, though BabelStone Han has 4,600 glyphs there, each of its own meaning.
static bool is_private(uint32_t c) {
    return (c >= 0xE000 && c < 0xF900) || c >= 0xF0000;
}

static const zp_face *face_in(zp_typesetter *typesetter, const boxes *all, const box *item,
                              zp_font_role role, bool latin, need need) {
    const zp_face *face;
    size_t own = is_private(item->code_point) ? zp_fonts_own_count(typesetter->fonts, role) : 0;
    for (size_t i = 0; (face = zp_fonts_face(typesetter->fonts, role, i)) != NULL; i++) {
        if (own > 0 && i == own) {
            return NULL;
        }
        if (serves(typesetter, all, item, latin, face, need)) {
            return face;
        }
    }
    return NULL;
}

// Does the role's first face have the character, as nearly all are?
static const zp_face *simple_face(zp_typesetter *typesetter, const box *item) {
    const zp_face *face = zp_fonts_face(typesetter->fonts, (zp_font_role)item->role, 0);
    bool simple = face != NULL && is_simple_box(item) && !is_quote(item->code_point) &&
                  character_in(typesetter, face, item->code_point)->glyph != 0;
    return simple ? face : NULL;
}

// The face that serves best; *met: how well.
static const zp_face *best_face(zp_typesetter *typesetter, const boxes *all, const box *item,
                                bool latin, need *met) {
    const zp_face *face = NULL;
    // The widths of quotes are B1.5's, whatever the font's cmap says.
    bool variation = item->selector != 0 && !is_quote(item->code_point);
    for (int need = variation ? NEED_VARIATION : NEED_ALL; need < NEED_COUNT && !face; need++) {
        *met = (enum need)need;
        face = face_in(typesetter, all, item, (zp_font_role)item->role, latin, *met);
        if (face == NULL && latin && all->style->role != item->role) {
            face = face_in(typesetter, all, item, all->style->role, latin, *met);
        }
    }
    return face;
}

// Whether the selector has done what it asks for.
static bool honoured(const box *item, bool latin, need met) {
    if (is_quote(item->code_point)) {
        return latin ? item->selector == 0xFE00 : item->selector == 0xFE01 && met != NEED_NARROW;
    }
    return met == NEED_VARIATION;
}

// The − of −5 is its figures': from their font, so that it stands at their height (B3.6).
static bool is_sign(const boxes *all, size_t i) {
    uint32_t c = all->items[i].code_point;
    return (c == 0x2212 || c == 0xB1) && i + 1 < all->count &&
           all->items[i + 1].line_class == CLASS_NU && is_latin(&all->items[i + 1]);
}

zp_status choose_face(zp_typesetter *typesetter, boxes *all, size_t i) {
    box *item = &all->items[i];
    // B5.2: a mark that both kinds of font have is Western only when it stands in Western text.
    bool latin =
        is_latin(item) || is_sign(all, i) || (all->western != NULL && all->western[item->text]);
    need met = NEED_ALL;
    item->role = (uint8_t)(latin ? all->style->latin : all->style->role);
    item->face = simple_face(typesetter, item);
    bool simple = item->face != NULL;
    if (!simple) {
        item->face = best_face(typesetter, all, item, latin, &met);
    }
    if (item->face == NULL) {
        tell_missing(typesetter, all, i);
        return ZP_BAD_INPUT;
    }
    if (!simple && item->face != zp_fonts_face(typesetter->fonts, (zp_font_role)item->role, 0)) {
        typesetter->remarks++;
        tell_fallback(typesetter, all, item);
    }
    if (item->selector != 0 && !honoured(item, latin, met)) {
        typesetter->remarks++;
        tell_ignored_variation(typesetter, all, item);
    }
    if (!latin && is_quote(item->code_point)) {
        item->wide = quote_in(typesetter, item->face, item->code_point) == QUOTE_FWID;
    }
    if (latin && item->script == SCRIPT_OTHER) { // a Western quote squeezes and breaks as one
        item->mark = MARK_NONE;
        item->script = SCRIPT_WESTERN;
    }
    return ZP_OK;
}
