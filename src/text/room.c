// Widths of boxes and what may be taken off them or put between them (B4, B7).
#include "text/private.h"

#include <hb.h>

// The glyph by itself with `halt` on: the half-width metrics the font's maker gave it (B10).
static void ask_halt(zp_typesetter *typesetter, const box *item, mark_metrics *metrics) {
    const hb_feature_t halt = {HB_TAG('h', 'a', 'l', 't'), 1, 0, (unsigned)-1};
    int64_t units = item->face->units_per_em;
    hb_buffer_t *buffer = typesetter->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_add(buffer, item->code_point, 0);
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_set_script(buffer, HB_SCRIPT_HAN);
    hb_buffer_set_language(buffer, typesetter->language);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_shape(item->face->font, buffer, &halt, 1);
    unsigned count;
    const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(buffer, &count);
    metrics->halt_shift = (zp_length)zp_scale(position[0].x_offset, 1000, units);
    // FandolFang's halt of ？ and ！ takes half the advance and leaves the ink where it is, beyond
    // it.
    metrics->halt = count == 1 && 2 * (int64_t)position[0].x_advance == units &&
                    metrics->left + metrics->halt_shift >= 0 &&
                    metrics->right + metrics->halt_shift <= 500;
}

static const mark_metrics *metrics_of(zp_typesetter *typesetter, const boxes *all,
                                      const box *item) {
    uint32_t glyph = all->glyphs[item->glyph].id;
    uint32_t key = (item->face->id << 16 ^ glyph) + 1;
    mark_metrics *metrics = &typesetter->metrics[key * 2654435761u >> 24];
    if (metrics->key != key) {
        hb_glyph_extents_t extents = {0};
        hb_font_get_glyph_extents(item->face->font, glyph, &extents);
        int64_t units = item->face->units_per_em;
        metrics->key = key;
        metrics->left = (zp_length)zp_scale(extents.x_bearing, 1000, units);
        metrics->right = (zp_length)zp_scale(extents.x_bearing + extents.width, 1000, units);
        ask_halt(typesetter, item, metrics);
    }
    return metrics;
}

// GB fonts draw 。，：？ in the left half and （“ in the right one (B4.1). Where the half stands in
// the em is the font's `halt` to say; where that does not (FandolFang's ？, in the middle) the ink
// is moved, so that half the em may be taken off.
static void stand_in_half(zp_typesetter *typesetter, const boxes *all, box *item) {
    mark_metrics metrics =
        all->vertical && !item->turned ? ink_down(all, item) : *metrics_of(typesetter, all, item);
    zp_length left = metrics.left, right = metrics.right, half = all->em / 2;
    if (right - left > 500) {
        return; // fills more than half: never squeezed
    }
    if (item->mark == MARK_OPEN) {
        item->left_blank = half;
        item->shift = left < 500 ? (zp_length)zp_scale(540 - left, all->em, 1000) : 0;
        item->shift = right + 540 - left > 1000 && left < 500 ? half : item->shift;
    } else {
        item->right_blank = half;
        item->shift = right > 500 ? (zp_length)zp_scale(460 - right, all->em, 1000) : 0;
    }
    if (metrics.halt) {
        item->shift = (zp_length)zp_scale(metrics.halt_shift, all->em, 1000) + item->left_blank;
    }
}

static void squeeze_room(zp_typesetter *typesetter, boxes *all, box *item) {
    zp_length half = all->em / 2;
    if (item->kind != BOX_TEXT || item->glyph_count == 0 || is_latin(item)) {
        return;
    }
    // Only a full-width mark has a blank half (a proportional one is drawn as it is).
    bool full = item->width >= (zp_length)zp_scale(all->em, 9, 10);
    if (item->mark == MARK_DOT) { // B2: half an em wide, always
        item->shift = (half - item->width) / 2;
        item->width = half;
    } else if (item->mark == MARK_CONNECTOR && item->width < all->em &&
               item->width > (zp_length)zp_scale(all->em, 7, 10)) {
        item->shift = (all->em - item->width) / 2; // a narrow — still takes its em
        item->width = all->em;
    } else if (item->mark != MARK_NONE && item->mark != MARK_CONNECTOR && full &&
               may_be_halved(all, item)) {
        stand_in_half(typesetter, all, item);
    }
    item->tracking = all->tracking;
    item->width += all->tracking;
}

static bool shout(const box *item) {
    return item->code_point == 0xFF1F || item->code_point == 0xFF01;
}

// B4.5: ？！ together take one em, and a third one another.
static void join_shouts(boxes *all) {
    for (size_t i = 0; i + 1 < all->count; i++) {
        box *first = &all->items[i], *second = &all->items[i + 1];
        if (shout(first) && shout(second) && first->right_blank > 0 && second->right_blank > 0) {
            first->width -= first->right_blank;
            second->width -= second->right_blank;
            first->right_blank = second->right_blank = 0;
            i++;
        }
    }
}

// B4.2, tight: a mark beside another one is half an em wide, as printers of small type have it.
static void tighten(boxes *all) {
    for (size_t i = 0; i < all->count; i++) {
        box *item = &all->items[i];
        bool beside = (i > 0 && full_width_mark(item - 1)) ||
                      (i + 1 < all->count && full_width_mark(item + 1));
        if (beside && full_width_mark(item)) {
            item->width -= item->left_blank + item->right_blank;
            item->shift -= item->left_blank;
            item->left_blank = item->right_blank = 0;
        }
    }
}

static bool closes(const box *item) {
    return item->right_blank > 0;
}

// B4.2: 2 em of adjacent marks become 1½.
static zp_length adjacent_cut(const box *left, const box *right) {
    if (closes(left) && (closes(right) || right->left_blank > 0)) {
        return left->right_blank;
    }
    return left->left_blank > 0 && right->left_blank > 0 ? right->left_blank : 0;
}

static bool gap_side(const box *western) {
    uint32_t c = western->code_point;
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '%' ||
           c == 0xB5 || c >= 0xC0;
}

static bool han_beside_western(const box *a, const box *b) {
    return (a->script == SCRIPT_HAN && b->script == SCRIPT_WESTERN && gap_side(b)) ||
           (b->script == SCRIPT_HAN && a->script == SCRIPT_WESTERN && gap_side(a));
}

static void join(boxes *all, size_t i) {
    box *left = &all->items[i];
    const box *right = &all->items[i + 1];
    if (left->kind != BOX_TEXT || right->kind != BOX_TEXT) {
        return;
    }
    bool cells = all->style->cells;
    left->cut = cells ? 0 : adjacent_cut(left, right);
    bool western = left->script == SCRIPT_WESTERN && right->script == SCRIPT_WESTERN;
    bool held = left->break_after == BREAK_NO &&
                (left->line_class == CLASS_PR || right->line_class == CLASS_PO);
    if (han_beside_western(left, right) && !held && !cells) { // 15250㎡ is one thing (B3.6)
        left->gap = (zp_length)zp_scale(all->em, all->style->han_western, 1000);
    }
    bool connector = left->mark == MARK_CONNECTOR || right->mark == MARK_CONNECTOR;
    // A word space has its own step; one that is the Han–Western gap counts at its own boundary.
    bool blank = right->script == SCRIPT_SPACE || (left->script == SCRIPT_SPACE && left->gap == 0);
    left->stretch = !western && !held && !connector && !blank && right->glyph_count > 0;
    if (right->glyph_count == 0) { // drawn by the glyph before it
        left->break_after = BREAK_NO;
    }
}

// B7: a typed space between Han and Western is the gap, not a second one; beside a Chinese mark
// there is none, since the mark brings its own blank. Several in a row were meant as room.
static void settle_spaces(boxes *all) {
    for (size_t i = 1; i + 1 < all->count; i++) {
        box *space = &all->items[i];
        const box *left = space - 1, *right = space + 1;
        if (space->script != SCRIPT_SPACE || left->script == SCRIPT_SPACE ||
            right->script == SCRIPT_SPACE) {
            continue;
        }
        if (han_beside_western(left, right) && !all->style->cells) {
            int share = all->style->han_western ? all->style->han_western : 250;
            space->gap = (zp_length)zp_scale(all->em, share, 1000);
            space->width = 0;
        } else if (full_width_mark(left) || full_width_mark(right) || all->style->cells) {
            space->width = 0;
        }
    }
}

// B7, on the grid: a Western run is padded on both sides to a whole number of cells, and no mark
// is squeezed that need not be (sums_line).
static void fill_cells(boxes *all) {
    zp_length cell = all->em + all->tracking;
    for (size_t from = 0, to = 0; from<all->count; from = to> from ? to : from + 1) {
        zp_length width = 0;
        for (to = from; to < all->count && all->items[to].kind == BOX_TEXT &&
                        all->items[to].script == SCRIPT_WESTERN;
             to++) {
            width += all->items[to].width;
        }
        zp_length pad = width > 0 ? (cell - width % cell) % cell : 0;
        if (pad > 0) {
            box *first = &all->items[from], *last = &all->items[to - 1];
            first->width += pad / 2;
            first->shift += pad / 2;
            last->width += pad - pad / 2;
        }
    }
}

// （1） at a paragraph's start is the same in every item of a list: nothing is squeezed in it, nor
// in the label that hangs out to the left of the turned lines.
static void keep_number(boxes *all) {
    enum { NUMBER_MAX = 6 };
    size_t end = 0;
    zp_length label = -zp_indent(all->style, all->style->first_indent, all->em);
    for (size_t i = 0; i < all->count && label > 0; i++) {
        box *item = &all->items[i];
        item->firm = true;
        label -= item->width + item->gap - item->cut;
    }
    if (all->count == 0 || all->items[0].mark != MARK_OPEN) {
        return;
    }
    for (size_t i = 1; i < all->count && i < NUMBER_MAX && end == 0; i++) {
        end = all->items[i].mark == MARK_CLOSE ? i : 0;
    }
    for (size_t i = 0; i <= end; i++) {
        all->items[i].firm = true;
    }
}

// A tab goes on at its place from the left edge, or an em further where text has passed that; the
// same from a place that text nearly touches, but for a list's number.
static void find_tabs(boxes *all) {
    const zp_style *style = all->style;
    zp_length left = zp_indent(style, style->left_indent, all->em);
    int64_t x = left + zp_indent(style, style->first_indent, all->em);
    for (size_t i = 0; i < all->count; i++) {
        box *item = &all->items[i];
        if (item->kind == BOX_TAB) {
            zp_length to = zp_indent(style, item->node->as.blank, all->em);
            bool number = item->node->as.blank == style->left_indent && to > x;
            item->width = number || to - x > all->em ? (zp_length)(to - x) : all->em;
        }
        x = item->kind == BOX_BREAK ? left : x + item->width + item->gap - item->cut;
    }
}

// In a column what lies on its side is Western and has no tracking within; behind it, before what
// stands upright, there is the column's.
static void part_turned(boxes *all) {
    for (size_t i = 0; i + 1 < all->count; i++) {
        box *item = &all->items[i];
        if (item->turned && !item[1].turned && item->tracking == 0 && item[1].kind == BOX_TEXT) {
            item->tracking = all->tracking;
            item->width += all->tracking;
        }
    }
}

void find_room(zp_typesetter *typesetter, boxes *all) {
    for (size_t i = 0; i < all->count; i++) {
        squeeze_room(typesetter, all, &all->items[i]);
    }
    join_shouts(all);
    if (all->style->tight) {
        tighten(all);
    }
    settle_spaces(all);
    for (size_t i = 0; i + 1 < all->count; i++) {
        join(all, i);
    }
    keep_number(all);
    track_figures(all);
    if (all->vertical) {
        part_turned(all);
    }
    if (all->style->cells) {
        fill_cells(all);
    }
    find_tabs(all);
}
