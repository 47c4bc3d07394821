// Which face sets which character: roles, fallback, and quotes by their context (B5, B10).
#include "text/private.h"

#include <hb.h>
#include <unicode/uchar.h>

// What the nearest letter on each side of a box is, in two passes: a paragraph of quotes only must
// not make each of them look through all the others.
void find_neighbours(boxes *all) {
    bool western = false;
    for (size_t i = 0; i < all->count; i++) {
        box *item = &all->items[i];
        item->western_left = western;
        bool letter = item->kind != BOX_TEXT || item->script == SCRIPT_HAN;
        western = !letter && (western || item->script == SCRIPT_WESTERN);
    }
    western = false;
    for (size_t i = all->count; i-- > 0;) {
        box *item = &all->items[i];
        item->western_right = western;
        bool letter = item->kind != BOX_TEXT || item->script == SCRIPT_HAN;
        western = !letter && (western || item->script == SCRIPT_WESTERN);
    }
}

// B5.2: a mark that both kinds of font have is Western only when it stands in Western text.
static bool wants_latin(const box *item) {
    return is_latin(item) ||
           (mark_of_both(item->code_point) && item->western_left && item->western_right);
}

static bool covers(const zp_face *face, const box *item) {
    hb_codepoint_t glyph;
    if (!hb_font_get_nominal_glyph(face->font, item->code_point, &glyph)) {
        return false;
    }
    // B5.3: a quote that is no em wide is not a Chinese font's quote.
    bool quote = (item->mark == MARK_OPEN || item->mark == MARK_CLOSE) && item->code_point < 0x3000;
    return !quote ||
           hb_font_get_glyph_h_advance(face->font, glyph) == (hb_position_t)face->units_per_em;
}

static const zp_face *face_in(zp_fonts *fonts, zp_font_role role, const box *item, bool strict,
                              size_t *hop) {
    const zp_face *face;
    for (size_t i = 0; (face = zp_fonts_face(fonts, role, i)) != NULL; i++) {
        hb_codepoint_t glyph;
        if (strict ? covers(face, item)
                   : hb_font_get_nominal_glyph(face->font, item->code_point, &glyph) != 0) {
            *hop = i;
            return face;
        }
    }
    return NULL;
}

static void log_fallback(zp_typesetter *typesetter, const box *item, zp_font_role role,
                         const zp_face *face) {
    for (size_t i = 0; i < typesetter->logged_count; i++) {
        if (typesetter->logged[i] == item->code_point) {
            return;
        }
    }
    if (typesetter->logged_count < sizeof typesetter->logged / sizeof *typesetter->logged) {
        typesetter->logged[typesetter->logged_count++] = item->code_point;
    }
    const zp_face *first = zp_fonts_face(typesetter->fonts, role, 0);
    char character[5] = {0};
    zp_utf8_put(item->code_point, character);
    zp_report(typesetter->messages, ZP_REMARK, item->node->place, "font-fallback",
              "%s (U+%04X) is not in %s (%s); %s sets it", character, (unsigned)item->code_point,
              first->name, zp_font_role_name(role), face->name);
}

// Many of these cannot be seen (a zero-width space pasted from a web page): the name tells.
static void no_face(zp_typesetter *typesetter, const boxes *all, size_t i) {
    enum { AROUND = 6 };
    const box *item = &all->items[i];
    size_t last = i + AROUND < all->count ? i + AROUND : all->count - 1;
    size_t from = all->items[i > AROUND ? i - AROUND : 0].text;
    zp_text shown =
        zp_text_slice(all->text, from, all->items[last].text + all->items[last].text_size);
    char character[5] = {0}, name[128] = {0};
    UErrorCode error = U_ZERO_ERROR;
    zp_utf8_put(item->code_point, character);
    u_charName((UChar32)item->code_point, U_EXTENDED_CHAR_NAME, name, sizeof name, &error);
    zp_report(
        typesetter->messages, ZP_ERROR, item->node->place, "no-glyph",
        "no font has the character %s (U+%04X, %s) in “%.*s”; take it out, or put a font that "
        "has it into fonts/ and name it in fonts.toml",
        character, (unsigned)item->code_point, U_SUCCESS(error) ? name : "", ZP_ARG(shown));
}

zp_status choose_face(zp_typesetter *typesetter, boxes *all, size_t i) {
    box *item = &all->items[i];
    bool latin = wants_latin(item);
    zp_font_role role = latin ? all->style->latin : all->style->role;
    size_t hop = 0;
    const zp_face *face = face_in(typesetter->fonts, role, item, !latin, &hop);
    if (face == NULL && !latin) { // a narrow quote is better than none
        face = face_in(typesetter->fonts, role, item, false, &hop);
    }
    if (face == NULL && latin) {
        face = face_in(typesetter->fonts, all->style->role, item, false, &hop);
    }
    if (face == NULL) {
        no_face(typesetter, all, i);
        return ZP_BAD_INPUT;
    }
    if (hop > 0 && !latin) {
        log_fallback(typesetter, item, role, face);
    }
    item->face = face;
    if (latin && item->script == SCRIPT_OTHER) { // a Western quote squeezes and breaks as one
        item->mark = MARK_NONE;
        item->script = SCRIPT_WESTERN;
    }
    return ZP_OK;
}
