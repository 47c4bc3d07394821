// Text that a face sets character by character: no lookup of the font's begins at any of its
// glyphs, so that each is as wide as by itself. Most Han are such, and asking the shaper for every
// one of them would cost more than all else that is done for a line.
#include "text/private.h"

#include <hb-ot.h>
#include <hb.h>

// ------------------------------------------------ characters

character *character_in(zp_typesetter *typesetter, const zp_face *face, uint32_t c) {
    enum { COUNT = sizeof typesetter->characters / sizeof *typesetter->characters };
    character *known = &typesetter->characters[((c ^ face->id << 9) * 2654435761u >> 16) % COUNT];
    if (known->face != face || known->code_point != c) {
        *known = (character){.face = face, .code_point = c};
        hb_codepoint_t glyph;
        if (zp_face_has(face, c) && hb_font_get_nominal_glyph(face->font, c, &glyph)) {
            known->glyph = glyph;
            known->advance = hb_font_get_glyph_h_advance(face->font, glyph);
        }
    }
    return known;
}

// Characters that shapers know nothing of: they compose with none, and are drawn as they are.
static bool is_simple(uint32_t c) {
    return (c >= 0x20 && c < 0x7F) || (c >= 0x4E00 && c <= 0x9FFF) || c == 0x2014 ||
           (c >= 0x2018 && c <= 0x201D) || c == 0x2026 || (c >= 0x3001 && c <= 0x301B) ||
           (c >= 0xFF01 && c <= 0xFF5E);
}

bool is_simple_box(const box *item) {
    uint32_t c = item->code_point, size = c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    return item->selector == 0 && item->text_size == size && is_simple(c);
}

// ------------------------------------------------ what a face does

// As shape_span asks for it, but for fwid.
static hb_shape_plan_t *plan_of(const zp_typesetter *typesetter, const zp_face *face, bool latin,
                                bool tabular) {
    const hb_feature_t features[] = {
        {HB_TAG('l', 'i', 'g', 'a'), 0, 0, (unsigned)-1},
        {HB_TAG('c', 'l', 'i', 'g'), 0, 0, (unsigned)-1},
        {HB_TAG('t', 'n', 'u', 'm'), tabular, 0, (unsigned)-1},
    };
    hb_segment_properties_t properties = HB_SEGMENT_PROPERTIES_DEFAULT;
    properties.direction = HB_DIRECTION_LTR;
    properties.script = latin ? HB_SCRIPT_LATIN : HB_SCRIPT_HAN;
    properties.language = typesetter->language;
    return hb_shape_plan_create_cached(face->face, &properties, features,
                                       sizeof features / sizeof *features, NULL);
}

// Tables of other ways to set text than lookups.
static bool has_other_tables(const zp_face *face) {
    static const hb_tag_t tags[] = {HB_TAG('k', 'e', 'r', 'n'), HB_TAG('k', 'e', 'r', 'x'),
                                    HB_TAG('m', 'o', 'r', 't'), HB_TAG('m', 'o', 'r', 'x'),
                                    HB_TAG('t', 'r', 'a', 'k'), HB_TAG('S', 'i', 'l', 'f')};
    bool found = false;
    for (size_t i = 0; i < sizeof tags / sizeof *tags && !found; i++) {
        hb_blob_t *table = hb_face_reference_table(face->face, tags[i]);
        found = hb_blob_get_length(table) > 0;
        hb_blob_destroy(table);
    }
    return found;
}

// The glyphs that a lookup can begin with, and more.
static hb_set_t *find_touched(const zp_typesetter *typesetter, const zp_face *face, bool latin,
                              bool tabular) {
    static const hb_tag_t tables[] = {HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S')};
    hb_shape_plan_t *plan = plan_of(typesetter, face, latin, tabular);
    hb_set_t *glyphs = hb_set_create();
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        hb_set_t *lookups = hb_set_create();
        hb_ot_shape_plan_collect_lookups(plan, tables[i], lookups);
        for (hb_codepoint_t each = HB_SET_VALUE_INVALID; hb_set_next(lookups, &each);) {
            hb_ot_layout_lookup_collect_glyphs(face->face, tables[i], each, NULL, glyphs, NULL,
                                               NULL);
        }
        hb_set_destroy(lookups);
    }
    hb_shape_plan_destroy(plan);
    if (!hb_set_allocation_successful(glyphs)) {
        zp_out_of_memory();
    }
    return glyphs;
}

// NULL: nobody has looked, or the face sets all text by other tables.
static const hb_set_t *touched_by(zp_typesetter *typesetter, const zp_face *face, bool latin,
                                  bool tabular) {
    enum { COUNT = sizeof typesetter->plans / sizeof *typesetter->plans };
    for (size_t i = 0; i < COUNT; i++) {
        face_plan *plan = &typesetter->plans[i];
        if (plan->face == NULL) {
            *plan = (face_plan){.face = face, .latin = latin, .tabular = tabular};
            bool other = has_other_tables(face);
            plan->touched = other ? NULL : find_touched(typesetter, face, latin, tabular);
        }
        if (plan->face == face && plan->latin == latin && plan->tabular == tabular) {
            return plan->touched;
        }
    }
    return NULL;
}

void free_plans(zp_typesetter *typesetter) {
    for (size_t i = 0; i < sizeof typesetter->plans / sizeof *typesetter->plans; i++) {
        hb_set_destroy(typesetter->plans[i].touched);
    }
}

// ------------------------------------------------ spans

bool plain_span(zp_typesetter *typesetter, const boxes *all, size_t from, size_t to) {
    const box *first = &all->items[from];
    if (all->vertical || first->wide) {
        return false;
    }
    bool latin = is_latin(first), tabular = all->style->tabular;
    const hb_set_t *touched = touched_by(typesetter, first->face, latin, tabular);
    for (size_t i = from; i < to && touched != NULL; i++) {
        const box *item = &all->items[i];
        if (!is_simple_box(item)) {
            return false;
        }
        character *known = character_in(typesetter, item->face, item->code_point);
        uint8_t bit = (uint8_t)(1 << (2 * latin + tabular));
        if (!(known->asked & bit)) {
            known->asked |= bit;
            known->touched |= hb_set_has(touched, known->glyph) ? bit : 0;
        }
        int most = FAR_MAX * (int)item->face->units_per_em;
        if (known->glyph == 0 || known->touched & bit || known->advance > most) {
            return false;
        }
    }
    return touched != NULL;
}

void set_plain(zp_typesetter *typesetter, zp_arena *arena, boxes *all, size_t from, size_t to) {
    zp_length em = all->em;
    for (size_t i = from; i < to; i++) {
        box *item = &all->items[i];
        const character *known = character_in(typesetter, item->face, item->code_point);
        int units = (int)item->face->units_per_em;
        bool full = known->advance == units;
        zp_length advance = full ? em : (zp_length)zp_scale(known->advance, em, units);
        item->glyph = (uint32_t)all->glyph_count;
        item->glyph_count = 1;
        item->width += advance;
        *ZP_PUSH(arena, all->glyphs, all->glyph_count, all->glyph_capacity) =
            (zp_glyph){.id = known->glyph,
                       .advance = advance,
                       .text = item->text,
                       .text_size = item->text_size};
    }
}
