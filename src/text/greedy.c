// Lines filled one after the other, as word processors do it: over the same boxes as fit.c's choice
// over the whole paragraph, but by the few rules that WordprocessingML has switches for.
#include "text/private.h"

typedef struct filling {
    const boxes *all;
    const zp_first_fit *rules;
    int64_t *width; // [i]: of boxes 0..i-1 with what stands between them
    int64_t *blank; // [i]: of that, what marks can be squeezed by
    size_t *seen;   // [i]: behind the last of them that is no blank
} filling;

// ------------------------------------------------ widths

static bool closes(const box *item) {
    return item->mark == MARK_CLOSE || item->mark == MARK_COMMA || item->mark == MARK_STOP;
}

// In the fonts word processors use every Han and every Chinese mark is one em wide, · too.
static zp_length own_width(const filling *f, const box *item) {
    const boxes *all = f->all;
    if (item->kind != BOX_TEXT) {
        return item->width;
    }
    if (item->script == SCRIPT_HAN || (item->mark != MARK_NONE && !is_latin(item))) {
        return all->em + f->rules->tracking;
    }
    zp_length width = 0;
    for (uint32_t g = 0; g < item->glyph_count; g++) {
        width += all->glyphs[item->glyph + g].advance;
    }
    return width + f->rules->tracking;
}

static bool letter_or_figure(const box *item) {
    uint32_t c = item->code_point;
    return item->script == SCRIPT_WESTERN && ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                                              (c >= 'a' && c <= 'z') || c >= 0xC0);
}

// What stands between two boxes of one line.
static zp_length between(const filling *f, const box *left, const box *right) {
    zp_length em = f->all->em;
    if ((left->script == SCRIPT_HAN && letter_or_figure(right)) ||
        (right->script == SCRIPT_HAN && letter_or_figure(left))) {
        return (zp_length)zp_scale(em, f->rules->han_western, 1000);
    }
    bool opening = right->mark == MARK_OPEN;
    bool adjacent =
        (closes(left) && (closes(right) || opening)) || (left->mark == MARK_OPEN && opening);
    return adjacent && f->rules->squeeze_pairs ? -em / 2 : 0;
}

static void measure(filling *f, zp_arena *arena) {
    const boxes *all = f->all;
    f->width = ZP_ARRAY(arena, int64_t, all->count + 1);
    f->blank = ZP_ARRAY(arena, int64_t, all->count + 1);
    f->seen = ZP_ARRAY(arena, size_t, all->count + 1);
    zp_length taken = 0; // of the mark at hand by the one before it
    for (size_t i = 0; i < all->count; i++) {
        const box *item = &all->items[i];
        bool last = i + 1 == all->count;
        zp_length space = last ? 0 : between(f, item, item + 1);
        bool mark = closes(item) || item->mark == MARK_OPEN;
        zp_length cut = space < 0 && closes(item) ? -space : 0;
        f->width[i + 1] = f->width[i] + own_width(f, item) + space;
        f->blank[i + 1] = f->blank[i] + (mark ? all->em / 2 - cut - taken : 0);
        f->seen[i + 1] = visible_end(all, i, i + 1) > i ? i + 1 : f->seen[i];
        taken = space < 0 && !closes(item) ? -space : 0; // （《: the second one gave its blank
    }
}

// ------------------------------------------------ breaks

static bool is_in(zp_text set, uint32_t c) {
    for (size_t at = 0; at < set.size;) {
        if (zp_utf8_next(set, &at) == c) {
            return true;
        }
    }
    return false;
}

static bool may_part(const filling *f, size_t i) {
    const box *left = &f->all->items[i], *right = left + 1;
    if (left->kind != BOX_TEXT || right->kind != BOX_TEXT) {
        return left->break_after != BREAK_NO;
    }
    if (right->script == SCRIPT_SPACE || right->glyph_count == 0) {
        return false;
    }
    if (is_latin(left) && is_latin(right)) {
        return left->script == SCRIPT_SPACE || left->code_point == '-';
    }
    return !is_in(f->rules->not_first, right->code_point) &&
           !is_in(f->rules->not_last, left->code_point);
}

// The width of boxes from..to-1 as a line, and by how much of it marks can be squeezed.
static int64_t line_width(const filling *f, size_t from, size_t to, int64_t *blank) {
    const boxes *all = f->all;
    size_t end = f->seen[to] > from ? f->seen[to] : from;
    *blank = 0;
    if (end == from) {
        return 0;
    }
    const box *head = &all->items[from], *tail = &all->items[end - 1];
    int64_t width = f->width[end - 1] - f->width[from] + own_width(f, tail);
    *blank = f->blank[end - 1] - f->blank[from] + (closes(tail) ? all->em / 2 : 0);
    if (head->mark == MARK_OPEN) {
        *blank -= all->em / 2;
        width -= f->rules->squeeze_start ? all->em / 2 : 0;
    }
    return width;
}

// Marks are squeezed to keep a closing mark in the line of its 字, not to let a further 字 in.
static bool line_fits(const filling *f, size_t from, size_t to, zp_length room) {
    int64_t blank, unused;
    if (line_width(f, from, to, &blank) <= room) {
        return true;
    }
    size_t marks = to;
    while (marks > from && closes(&f->all->items[marks - 1])) {
        marks--;
    }
    return f->rules->squeeze && line_width(f, from, marks, &unused) <= room &&
           line_width(f, from, to, &blank) - blank <= room;
}

// The end of the line that begins at `from`: the last place it may end and still fits; where there
// is none, the last box that fits.
static size_t line_end(const filling *f, size_t from, zp_length room) {
    const boxes *all = f->all;
    size_t best = from, to = from + 1;
    for (; to <= all->count && line_fits(f, from, to, room); to++) {
        if (to == all->count || all->items[to - 1].break_after == BREAK_MUST) {
            return to;
        }
        best = may_part(f, to - 1) ? to : best;
    }
    return best > from ? best : to > from + 1 ? to - 1 : to;
}

zp_status zp_paragraph_first_fit(zp_typesetter *typesetter, zp_arena *arena, const zp_node *block,
                                 zp_length measure_is, int percent, const zp_first_fit *rules,
                                 uint32_t **ends, size_t *count) {
    boxes all;
    zp_arena_clear(typesetter->scratch);
    zp_status status = make_boxes(typesetter, arena, block, percent, false, &all);
    if (status != ZP_OK) {
        return status;
    }
    filling f = {.all = &all, .rules = rules};
    measure(&f, typesetter->scratch);
    *ends = ZP_ARRAY(arena, uint32_t, all.count + 1);
    *count = 0;
    for (size_t from = 0; from < all.count;) {
        zp_length room = line_measure(&all, measure_is, from == 0);
        size_t to = line_end(&f, from, room);
        const box *last = &all.items[to - 1];
        (*ends)[(*count)++] = last->text + last->text_size;
        from = to;
    }
    if (*count == 0) {
        (*ends)[(*count)++] = 0; // nothing in it is still a line high
    }
    return ZP_OK;
}
