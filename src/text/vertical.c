// Text that runs downwards (B9): what stands and what lies on its side, figures that share an em,
// and where each glyph is put on the column's axis.
#include "text/private.h"

#include <hb.h>
#include <stdlib.h>
#include <unicode/uchar.h>

// ------------------------------------------------ characters

// ： ； are Tr in UAX #50 because Japanese turns them. Chinese sets them upright, below and to the
// right like 。 and ？ (GB/T 15834 5.2), and so do the vertical forms of Chinese fonts.
static bool stops(uint32_t c) {
    return c == 0xFF01 || c == 0xFF1F || c == 0xFF1A || c == 0xFF1B;
}

// 、 。 ， ．, whose ink takes a quarter of the em.
static bool small_stop(uint32_t c) {
    return c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0xFF0E;
}

static bool stands(uint32_t c) { // U and Tu
    int turn = u_getIntPropertyValue((UChar32)c, UCHAR_VERTICAL_ORIENTATION);
    return turn == U_VO_UPRIGHT || turn == U_VO_TRANSFORMED_UPRIGHT || stops(c);
}

// Vertical text has ﹃﹄ for “” and ﹁﹂ for ‘’ (GB/T 15834 5.2, CLREQ): the vertical forms of
// 『』「」.
static uint32_t corner(uint32_t quote) {
    switch (quote) {
    case 0x201C:
        return 0x300E;
    case 0x201D:
        return 0x300F;
    case 0x2018:
        return 0x300C;
    case 0x2019:
        return 0x300D;
    default:
        return 0;
    }
}

// Those inside Western text lie on their side with it.
void stand_in_quotes(boxes *all) {
    for (size_t i = 0; all->vertical && i < all->count; i++) {
        box *item = &all->items[i];
        if (corner(item->code_point) == 0) {
            continue;
        }
        if (all->western == NULL || !all->western[item->text]) {
            item->code_point = corner(item->code_point);
            item->stand_in = true;
            item->selector = 0; // a full-width one is what it gets
        }
    }
}

// A face that was chosen for its quote and has no corner brackets.
static void take_back(const boxes *all, box *item) {
    if (item->stand_in && !zp_face_has(item->face, item->code_point)) {
        size_t at = item->text;
        item->code_point = zp_utf8_next(all->text, &at);
        item->stand_in = false;
    }
}

static hb_codepoint_t glyph_in(zp_typesetter *typesetter, const box *item,
                               hb_direction_t direction) {
    hb_buffer_t *buffer = typesetter->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_add(buffer, item->code_point, 0);
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_set_script(buffer, HB_SCRIPT_HAN);
    hb_buffer_set_language(buffer, typesetter->language);
    hb_buffer_set_direction(buffer, direction);
    hb_shape(item->face->font, buffer, NULL, 0);
    unsigned count;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    return count > 0 ? infos[0].codepoint : 0;
}

// HarfBuzz applies `vert` to columns, and where a font has no such feature takes U+FE35 for （.
static bool has_vertical_form(zp_typesetter *typesetter, const box *item) {
    uint32_t key = (item->code_point ^ item->face->id << 16) * 2654435761u >> 24;
    if (typesetter->forms[key].face != item->face ||
        typesetter->forms[key].code_point != item->code_point) {
        typesetter->forms[key].face = item->face;
        typesetter->forms[key].code_point = item->code_point;
        typesetter->forms[key].made = glyph_in(typesetter, item, HB_DIRECTION_TTB) !=
                                      glyph_in(typesetter, item, HB_DIRECTION_LTR);
    }
    return typesetter->forms[key].made;
}

// ------------------------------------------------ figures

static bool same_font(const boxes *all, size_t from, size_t to) {
    for (size_t i = from + 1; i < to; i++) {
        const box *item = &all->items[i];
        if (item->kind != BOX_TEXT || item->face != all->items[from].face ||
            item->node != all->items[from].node) {
            return false;
        }
    }
    return true;
}

// Of so many figures, in thousandths of the em.
static int64_t natural_width(const box *first, size_t count) {
    int64_t width = 0;
    for (size_t i = 0; i < count; i++) {
        hb_codepoint_t glyph;
        if (hb_font_get_nominal_glyph(first[i].face->font, first[i].code_point, &glyph)) {
            width += hb_font_get_glyph_h_advance(first[i].face->font, glyph);
        }
    }
    return width * 1000 / first->face->units_per_em;
}

// Upright figures are to what stands around them as Han are: tracked, and no gap beside them.
static void find_figures(boxes *all) {
    zp_vertical_digits how = all->style->vertical_digits;
    for (size_t i = 0; i < all->count; i++) {
        box *first = &all->items[i];
        bool digit = first->kind == BOX_TEXT && first->line_class == CLASS_NU;
        // ASCII with nothing hanging on it: as many boxes as bytes.
        size_t size = digit ? zp_upright_number(all->text, first->text, how) : 0;
        if (size == 0 || i + size > all->count || !same_font(all, i, i + size)) {
            continue;
        }
        for (size_t j = i; j < i + size; j++) {
            all->items[j].script = SCRIPT_HAN;
            all->items[j].turned = false;
        }
        first->number = how == ZP_DIGITS_COMBINED ? (uint8_t)size : 1;
    }
}

void join_figures(boxes *all) {
    for (size_t i = 0; i < all->count; i++) {
        box *first = &all->items[i];
        if (first->number < 2) {
            continue;
        }
        int64_t width = natural_width(first, first->number), x = -width / 2;
        int64_t left = width > 1000 ? 1000000 / width : 1000; // thousandths of its width
        first->narrowed = (uint16_t)(1000 - left);
        for (size_t j = 0; j < first->number; j++) {
            box *item = first + j;
            zp_glyph *glyph = &all->glyphs[item->glyph];
            bool last = j + 1 == first->number;
            glyph->dx = (zp_length)zp_scale(x * left, all->em, 1000000);
            glyph->advance = last ? all->em : 0;
            x += natural_width(item, 1);
        }
        for (size_t j = 1; j < first->number; j++) {
            first->glyph_count += first[j].glyph_count;
            first[j].glyph_count = 0;
            first[j].width = 0;
        }
        first->width = all->em;
    }
}

void track_figures(boxes *all) {
    for (size_t i = 0; i < all->count; i++) {
        box *first = &all->items[i];
        if (first->number > 1) {
            box *last = first + first->number - 1;
            last->width = last->tracking = first->tracking;
            first->width -= first->tracking;
            first->tracking = 0;
        }
    }
}

// ------------------------------------------------ what is turned

void find_turns(zp_typesetter *typesetter, boxes *all) {
    if (!all->vertical) {
        return;
    }
    for (size_t i = 0; i < all->count; i++) {
        box *item = &all->items[i];
        if (item->kind != BOX_TEXT || stands(item->code_point)) {
            continue;
        }
        take_back(all, item);
        // UAX #50 has the vertical form for Tr only. A Chinese font's — … are R, and made for the
        // column too.
        item->turned = is_latin(item) || !has_vertical_form(typesetter, item);
    }
    find_figures(all);
}

// ------------------------------------------------ the axis

static int glyph_middle(const zp_face *face, hb_codepoint_t glyph) {
    hb_glyph_extents_t extents = {0};
    hb_font_get_glyph_extents(face->font, glyph, &extents);
    return extents.y_bearing + extents.height / 2;
}

static int character_middle(const zp_face *face, hb_codepoint_t c, int otherwise) {
    hb_codepoint_t glyph;
    return hb_font_get_nominal_glyph(face->font, c, &glyph) ? glyph_middle(face, glyph) : otherwise;
}

// The height that stands in the middle of the em, or on the axis of what is turned. Han fill the em
// box, but those of some fonts (FandolFang) stand lower in it: 十 shows it. Western text has the
// middle of its figures.
static int middle_of(zp_typesetter *typesetter, const box *item) {
    const zp_face *face = item->face;
    size_t slot = face->id % (sizeof typesetter->middles / sizeof *typesetter->middles);
    if (typesetter->middles[slot].face != face) {
        int box_middle = (face->ascender + face->descender) / 2;
        int han = character_middle(face, 0x5341, box_middle);
        bool lower = abs(han - box_middle) * 25 > (int)face->units_per_em;
        typesetter->middles[slot].face = face;
        typesetter->middles[slot].han = lower ? han : box_middle;
        typesetter->middles[slot].figures = character_middle(face, '0', box_middle);
    }
    bool western = is_latin(item) || item->code_point < 0x80;
    return western ? typesetter->middles[slot].figures : typesetter->middles[slot].han;
}

static zp_length length_of(const boxes *all, const box *item, int64_t units) {
    return (zp_length)zp_scale(units, all->em, item->face->units_per_em);
}

// Stops stand below the character and to its right (GB/T 15834 5.2): the ink of 、。 in the upper
// right quarter of their em, that of ！？：； in its right half. A font without vertical forms has
// them at the left, some with them in the middle.
static void place_stop(const boxes *all, const box *item, zp_glyph *glyph) {
    enum { MARGIN = 80, RIGHT_MIDDLE = 250 }; // thousandths of the em
    hb_glyph_extents_t ink = {0};
    hb_font_get_glyph_extents(item->face->font, glyph->id, &ink);
    zp_length half = all->em / 2, margin = (zp_length)zp_scale(MARGIN, all->em, 1000);
    zp_length left = glyph->dx + length_of(all, item, ink.x_bearing);
    zp_length right = left + length_of(all, item, ink.width);
    zp_length top = -glyph->dy - length_of(all, item, ink.y_bearing);
    zp_length bottom = top - length_of(all, item, ink.height);
    if (small_stop(item->code_point)) {
        glyph->dx += left < 0 ? half - margin - right : 0;
        glyph->dy += bottom > half ? top - margin : 0;
    } else if (left + right < 0) {
        glyph->dx += (zp_length)zp_scale(RIGHT_MIDDLE, all->em, 1000) - (left + right) / 2;
        glyph->dy += (top + bottom) / 2 - half;
    }
}

static void stand_upright(zp_typesetter *typesetter, const boxes *all, const box *item,
                          zp_glyph *glyph) {
    int across = hb_font_get_glyph_h_advance(item->face->font, glyph->id);
    // One em whatever the font says; only —— in one glyph and ⸺ are longer.
    bool dash = item->mark == MARK_CONNECTOR && 2 * glyph->advance >= 3 * all->em;
    glyph->advance = dash ? 2 * all->em : all->em;
    glyph->dx = -length_of(all, item, across) / 2;
    glyph->dy = -glyph->advance / 2 - length_of(all, item, middle_of(typesetter, item));
    if (small_stop(item->code_point) || stops(item->code_point)) {
        place_stop(all, item, glyph);
    }
    if (item->glyph_count > 0) { // hangs on the glyph before: drawn over it, without room
        glyph->dy += item->width;
        glyph->advance = 0;
    }
}

void stand_on_axis(zp_typesetter *typesetter, const boxes *all, const box *owner, zp_glyph *glyph) {
    if (!owner->turned) {
        stand_upright(typesetter, all, owner, glyph);
        return;
    }
    // — ～ · are drawn at the height of the Western or the Chinese letters: their ink decides.
    bool line = !is_latin(owner) && (owner->mark == MARK_CONNECTOR || owner->mark == MARK_DOT);
    int middle = line ? glyph_middle(owner->face, glyph->id) : middle_of(typesetter, owner);
    glyph->dy -= length_of(all, owner, middle);
}

// ------------------------------------------------ squeezing

// ！？：； standing upright fill their em from top to bottom.
bool may_be_halved(const boxes *all, const box *item) {
    return !all->vertical || !stops(item->code_point);
}

mark_metrics ink_down(const boxes *all, const box *item) {
    const zp_glyph *glyph = &all->glyphs[item->glyph];
    int64_t units = item->face->units_per_em;
    hb_glyph_extents_t ink = {0};
    hb_font_get_glyph_extents(item->face->font, glyph->id, &ink);
    zp_length origin = (zp_length)zp_scale(glyph->dy, 1000, all->em);
    zp_length top = -origin - (zp_length)zp_scale(ink.y_bearing, 1000, units);
    return (mark_metrics){.left = top, .right = top - (zp_length)zp_scale(ink.height, 1000, units)};
}

zp_length least_measure(const boxes *all, const sums *of) {
    int64_t least = 0;
    for (size_t from = 0, to = 1; to <= all->count; to++) {
        if (all->items[to - 1].break_after == BREAK_NO) {
            continue;
        }
        line_sums piece = sums_line(of, all, from, to, from == 0);
        zp_length indents = -line_measure(all, 0, from == 0);
        int64_t needs = piece.natural - piece.shrink + indents;
        least = needs > least ? needs : least;
        from = to;
    }
    return least < INT32_MAX ? (zp_length)least : INT32_MAX;
}
