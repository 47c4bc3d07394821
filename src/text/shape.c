// The inline children of a block as boxes: characters, faces, glyphs, and what may be squeezed.
#include "text/private.h"

#include <hb.h>
#include <string.h>
#include <unicode/uchar.h>

// ------------------------------------------------ characters

static box *add_box(zp_arena *arena, boxes *all, const zp_node *node, box_kind kind) {
    box *made = ZP_PUSH(arena, all->items, all->count, all->capacity);
    *made = (box){.node = node,
                  .kind = (uint8_t)kind,
                  .line_class = CLASS_CB,
                  .script = SCRIPT_OTHER,
                  .text = (uint32_t)all->text.size};
    return made;
}

static void add_characters(zp_arena *arena, boxes *all, zp_buffer *text, const zp_node *run) {
    zp_text from = run->as.run.text;
    for (size_t i = 0; i < from.size;) {
        size_t start = i;
        uint32_t c = zp_utf8_next(from, &i);
        uint32_t at = (uint32_t)text->size;
        zp_buffer_add(text, from.data + start, i - start);
        box *previous = all->count > 0 ? &all->items[all->count - 1] : NULL;
        if (hangs_on(c) && previous != NULL && previous->kind == BOX_TEXT) {
            previous->text_size += (uint32_t)(i - start);
            continue;
        }
        box *made = add_box(arena, all, run, c == '\n' ? BOX_BREAK : BOX_TEXT);
        made->code_point = c;
        made->text = at;
        made->text_size = (uint32_t)(i - start);
        made->line_class = c == '\n' ? CLASS_BK : (uint8_t)class_of(c);
        made->mark = (uint8_t)mark_of(c);
        made->script = (uint8_t)script_of(c);
    }
}

// — by itself joins, and starts no line; —— is one unit that may (B2).
static void tell_dashes(boxes *all) {
    for (size_t i = 0; i < all->count; i++) {
        box *item = &all->items[i];
        if (item->code_point != 0x2014) {
            continue;
        }
        bool before = i > 0 && all->items[i - 1].code_point == 0x2014;
        bool behind = i + 1 < all->count && all->items[i + 1].code_point == 0x2014;
        if (!before && !behind) {
            item->line_class = CLASS_NS;
        }
    }
}

static zp_text collect(zp_arena *arena, zp_arena *scratch, boxes *all, const zp_node *block) {
    zp_buffer text = {0};
    for (const zp_node *each = block->first; each != NULL; each = each->next) {
        all->text.size = text.size;
        if (each->type == ZP_NODE_RUN) {
            add_characters(scratch, all, &text, each);
        } else if (each->type == ZP_NODE_LINE_BREAK) {
            add_box(scratch, all, each, BOX_BREAK)->line_class = CLASS_BK;
            zp_buffer_add(&text, "\n", 1);
        } else if (each->type == ZP_NODE_BLANK) {
            box *made = add_box(scratch, all, each, BOX_BLANK);
            made->width = (zp_length)zp_scale(each->as.blank, all->em, 100);
        } else if (each->type == ZP_NODE_TAB) {
            add_box(scratch, all, each, BOX_TAB);
        } else if (each->type == ZP_NODE_GAP) {
            add_box(scratch, all, each, BOX_GAP);
        }
    }
    zp_text result = zp_arena_copy(arena, zp_buffer_text(&text));
    zp_buffer_free(&text);
    return result;
}

// ------------------------------------------------ faces

// What the nearest letter on each side of a box is, in two passes: a paragraph of quotes only must
// not make each of them look through all the others.
static void find_neighbours(boxes *all) {
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

static zp_status choose_face(zp_typesetter *typesetter, boxes *all, size_t i) {
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

// ------------------------------------------------ glyphs

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

bool turned(const boxes *all, const box *item) {
    return all->vertical && !upright(item->code_point) && item->script == SCRIPT_WESTERN;
}

static void prepare(zp_typesetter *typesetter, const boxes *all, size_t from, size_t to) {
    hb_buffer_t *buffer = typesetter->buffer;
    const box *first = &all->items[from], *last = &all->items[to - 1];
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_add_utf8(buffer, all->text.data, (int)all->text.size, first->text,
                       (int)(last->text + last->text_size - first->text));
    hb_buffer_set_script(buffer, is_latin(first) ? HB_SCRIPT_LATIN : HB_SCRIPT_HAN);
    // B10: without the language `locl` would not give the mainland forms.
    hb_buffer_set_language(buffer, typesetter->language);
    hb_buffer_set_direction(buffer, all->vertical && !turned(all, first) ? HB_DIRECTION_TTB
                                                                         : HB_DIRECTION_LTR);
}

static void add_glyph(zp_arena *arena, boxes *all, const zp_face *face, box *owner,
                      const hb_glyph_info_t *info, const hb_glyph_position_t *position,
                      bool downwards) {
    zp_glyph *glyph = ZP_PUSH(arena, all->glyphs, all->glyph_count, all->glyph_capacity);
    zp_length em = all->em;
    int64_t units = face->units_per_em;
    *glyph = (zp_glyph){.id = info->codepoint,
                        .advance = (zp_length)zp_scale(position->x_advance, em, units),
                        .dx = (zp_length)zp_scale(position->x_offset, em, units),
                        .dy = (zp_length)zp_scale(position->y_offset, em, units)};
    if (all->vertical && !downwards) { // turned: the em box's middle on the centre line
        glyph->dy -= (zp_length)zp_scale(face->ascender + face->descender, em, 2 * units);
    }
    if (downwards) { // B9: the em box, centred; advance one em whatever the font's vmtx
        zp_length across = (zp_length)zp_scale(
            hb_font_get_glyph_h_advance(face->font, info->codepoint), em, units);
        *glyph = (zp_glyph){.id = info->codepoint,
                            .advance = (zp_length)zp_scale(-position->y_advance, em, units),
                            .dx = -across / 2,
                            .dy = -(zp_length)zp_scale(face->ascender, em, units)};
    }
    if (owner->glyph_count == 0) {
        owner->glyph = (uint32_t)(all->glyph_count - 1);
        glyph->text = owner->text;
        glyph->text_size = owner->text_size;
    }
    owner->glyph_count++;
    owner->width += glyph->advance;
}

static zp_status shape_span(zp_typesetter *typesetter, zp_arena *arena, boxes *all, size_t from,
                            size_t to) {
    // Ligatures would make two letters one unit; Chinese documents set none.
    static const hb_feature_t features[] = {{HB_TAG('l', 'i', 'g', 'a'), 0, 0, (unsigned)-1},
                                            {HB_TAG('c', 'l', 'i', 'g'), 0, 0, (unsigned)-1}};
    const zp_face *face = all->items[from].face;
    bool downwards = all->vertical && !turned(all, &all->items[from]);
    prepare(typesetter, all, from, to);
    hb_shape(face->font, typesetter->buffer, features, 2);
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
        add_glyph(arena, all, face, owner, &infos[i], &positions[i], downwards);
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

static bool same_span(const boxes *all, const box *a, const box *b) {
    return b->kind == BOX_TEXT && a->face == b->face && a->node == b->node &&
           is_latin(a) == is_latin(b) && turned(all, a) == turned(all, b);
}

static zp_status shape_all(zp_typesetter *typesetter, zp_arena *arena, boxes *all) {
    for (size_t i = 0; i < all->count;) {
        if (all->items[i].kind != BOX_TEXT) {
            i++;
            continue;
        }
        size_t to = i + 1;
        while (to < all->count && same_span(all, &all->items[to - 1], &all->items[to])) {
            to++;
        }
        zp_status status = shape_span(typesetter, arena, all, i, to);
        if (status != ZP_OK) {
            return status;
        }
        i = to;
    }
    return ZP_OK;
}

zp_status make_boxes(zp_typesetter *typesetter, zp_arena *arena, const zp_node *block, int percent,
                     bool vertical, boxes *all) {
    const zp_style *style = block->style;
    *all = (boxes){.style = style,
                   .em = (zp_length)zp_scale(style->size, percent, 100),
                   .pitch = (zp_length)zp_scale(style->pitch, percent, 100),
                   .tracking = (zp_length)zp_scale(style->tracking, percent, 100),
                   .vertical = vertical};
    zp_arena *scratch = typesetter->scratch;
    all->text = collect(arena, scratch, all, block);
    tell_dashes(all);
    find_neighbours(all);
    zp_status status = ZP_OK;
    for (size_t i = 0; i < all->count; i++) { // each character that is missing is told
        if (all->items[i].kind == BOX_TEXT && choose_face(typesetter, all, i) != ZP_OK) {
            status = ZP_BAD_INPUT;
        }
    }
    if (status == ZP_OK) {
        status = shape_all(typesetter, scratch, all);
    }
    if (status != ZP_OK) {
        return status;
    }
    find_breaks(all);
    find_room(typesetter, all);
    return ZP_OK;
}
