// Characters of one face become glyphs.
#include "text/private.h"

#include <hb.h>

static box *box_at(boxes *all, size_t from, size_t to, uint32_t text) {
    while (to - from > 1) {
        size_t middle = from + (to - from) / 2;
        if (all->items[middle].text <= text) {
            from = middle;
        } else {
            to = middle;
        }
    }
    return &all->items[from];
}

static void prepare(zp_typesetter *typesetter, const boxes *all, size_t from, size_t to) {
    hb_buffer_t *buffer = typesetter->buffer;
    const box *first = &all->items[from];
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    for (size_t i = from; i < to; i++) { // by the box: a quote may be drawn as another (B9)
        const box *item = &all->items[i];
        if (item->stand_in) {
            hb_buffer_add(buffer, item->code_point, item->text);
            continue;
        }
        for (size_t at = item->text; at < item->text + item->text_size;) {
            uint32_t cluster = (uint32_t)at;
            hb_buffer_add(buffer, zp_utf8_next(all->text, &at), cluster);
        }
    }
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_set_script(buffer, is_latin(first) ? HB_SCRIPT_LATIN : HB_SCRIPT_HAN);
    // B10: without the language `locl` would not give the mainland forms.
    hb_buffer_set_language(buffer, typesetter->language);
    hb_buffer_set_direction(buffer,
                            all->vertical && !first->turned ? HB_DIRECTION_TTB : HB_DIRECTION_LTR);
}

static void add_glyph(zp_typesetter *typesetter, zp_arena *arena, boxes *all, box *owner,
                      const hb_glyph_info_t *info, const hb_glyph_position_t *position) {
    zp_glyph *glyph = ZP_PUSH(arena, all->glyphs, all->glyph_count, all->glyph_capacity);
    zp_length em = box_size(all, owner);
    int64_t units = owner->face->units_per_em;
    // Columns run against y: only one of the two advances is not 0.
    *glyph = (zp_glyph){
        .id = info->codepoint,
        .advance = (zp_length)zp_scale(position->x_advance - position->y_advance, em, units),
        .dx = (zp_length)zp_scale(position->x_offset, em, units),
        .dy = (zp_length)zp_scale(position->y_offset, em, units)};
    if (em != all->em) {
        glyph->dy += zp_raised_by(all->em);
    }
    if (all->vertical) {
        stand_on_axis(typesetter, all, owner, glyph);
    }
    if (owner->glyph_count == 0) {
        owner->glyph = (uint32_t)(all->glyph_count - 1);
        glyph->text = owner->text;
        glyph->text_size = owner->text_size;
    }
    owner->glyph_count++;
    owner->width += glyph->advance;
}

// A variation selector that the font does not know: HarfBuzz puts a space without width for it.
static bool hidden(const zp_face *face, const box *owner, const hb_glyph_info_t *info,
                   const hb_glyph_position_t *position) {
    hb_codepoint_t space;
    return owner->glyph_count > 0 && owner->selector != 0 && position->x_advance == 0 &&
           position->y_advance == 0 && hb_font_get_nominal_glyph(face->font, ' ', &space) &&
           info->codepoint == space;
}

// What no font in order does, and lengths could not hold.
static bool is_far(const zp_face *face, const hb_glyph_position_t *position) {
    int most = FAR_MAX * (int)face->units_per_em;
    int all[] = {position->x_advance, position->y_advance, position->x_offset, position->y_offset};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (all[i] > most || all[i] < -most) {
            return true;
        }
    }
    return false;
}

static zp_status shape_span(zp_typesetter *typesetter, zp_arena *arena, boxes *all, size_t from,
                            size_t to) {
    if (plain_span(typesetter, all, from, to)) {
        set_plain(typesetter, arena, all, from, to);
        return ZP_OK;
    }
    // Ligatures would make two letters one unit; Chinese documents set none.
    const hb_feature_t features[] = {
        {HB_TAG('l', 'i', 'g', 'a'), 0, 0, (unsigned)-1},
        {HB_TAG('c', 'l', 'i', 'g'), 0, 0, (unsigned)-1},
        {HB_TAG('f', 'w', 'i', 'd'), all->items[from].wide, 0, (unsigned)-1},
        {HB_TAG('t', 'n', 'u', 'm'), all->style->tabular, 0, (unsigned)-1},
    };
    const zp_face *face = all->items[from].face;
    prepare(typesetter, all, from, to);
    hb_shape(face->font, typesetter->buffer, features, sizeof features / sizeof *features);
    unsigned count;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(typesetter->buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(typesetter->buffer, NULL);
    for (unsigned i = 0; i < count; i++) {
        box *owner = box_at(all, from, to, infos[i].cluster);
        if (infos[i].codepoint == 0) {
            zp_report(typesetter->messages, ZP_ERROR, owner->node->place, "no-glyph",
                      "%s cannot set what hangs on the character “%.*s”", face->name,
                      (int)owner->text_size, all->text.data + owner->text);
            return ZP_BAD_INPUT;
        }
        if (is_far(face, &positions[i]) || owner->width > FAR_MAX * (int64_t)all->em) {
            zp_report(
                typesetter->messages, ZP_ERROR, owner->node->place, "font-broken",
                "%s (%s) is a broken font: it sets the character “%.*s” more than %d ems wide "
                "or away",
                face->file, face->name, (int)owner->text_size, all->text.data + owner->text,
                FAR_MAX);
            return ZP_BAD_INPUT;
        }
        if (!hidden(face, owner, &infos[i], &positions[i])) {
            add_glyph(typesetter, arena, all, owner, &infos[i], &positions[i]);
        }
    }
    // A character that went into its neighbour's glyph (—— in some fonts) has none of its own.
    for (size_t i = from + 1; i < to; i++) {
        box *item = &all->items[i];
        if (item->glyph_count == 0) {
            size_t owner = i - 1;
            while (owner > from && all->items[owner].glyph_count == 0) {
                owner--;
            }
            if (all->items[owner].glyph_count > 0) {
                zp_glyph *glyph = &all->glyphs[all->items[owner].glyph];
                glyph->text_size = item->text + item->text_size - glyph->text;
            }
        }
    }
    return ZP_OK;
}

// A blank is shaped by itself: a letter kerned with it would be narrower at a line's end, where the
// blank is not seen.
static bool same_span(const box *a, const box *b) {
    bool blanks = (a->script == SCRIPT_SPACE) == (b->script == SCRIPT_SPACE);
    return b->kind == BOX_TEXT && a->face == b->face && a->node == b->node && blanks &&
           is_latin(a) == is_latin(b) && a->wide == b->wide && a->turned == b->turned;
}

zp_status shape_all(zp_typesetter *typesetter, zp_arena *arena, boxes *all) {
    for (size_t i = 0; i < all->count;) {
        if (all->items[i].kind != BOX_TEXT) {
            i++;
            continue;
        }
        size_t to = i + 1;
        while (to < all->count && same_span(&all->items[to - 1], &all->items[to])) {
            to++;
        }
        zp_status status = shape_span(typesetter, arena, all, i, to);
        if (status != ZP_OK) {
            return status;
        }
        i = to;
    }
    join_figures(all);
    return ZP_OK;
}
