// One line: squeezed or widened in the order of B6, then placed glyph by glyph.
#include "text/private.h"

typedef struct placed { // what the line does to a box
    zp_length before;   // taken off its left blank
    zp_length width;    // of the box itself, boundary behind it included
} placed;

// Divides `amount` among the boxes in proportion to their caps, which become the parts.
static void share_out(zp_length *caps, size_t count, int64_t total, int64_t amount) {
    int64_t seen = 0, given = 0;
    for (size_t i = 0; i < count; i++) {
        seen += caps[i];
        int64_t due = total ? seen * amount / total : 0;
        caps[i] = (zp_length)(due - given);
        given = due;
    }
}

static void widen_all(placed *out, const zp_length *parts, size_t count) {
    for (size_t i = 0; i < count; i++) {
        out[i].width += parts[i];
    }
}

// What step `step` may take at each box of the line; the edges are already squeezed.
static int64_t shrink_caps(const boxes *all, size_t from, size_t count, int step, zp_length *caps) {
    int64_t total = 0;
    for (size_t i = 0; i < count; i++) {
        zp_length steps[SHRINK_STEPS];
        shrink_at(all, from + i, steps);
        caps[i] = i + 1 < count ? steps[step] : step == 0 ? end_shrink(all, from + i) : 0;
        if (i == 0 && step == 2 && all->items[from].left_blank > 0) {
            caps[i] = 0; // the line's start has its own rule (B4.4)
        }
        total += caps[i];
    }
    return total;
}

static void squeeze(const boxes *all, size_t from, size_t count, zp_length need, placed *out,
                    zp_length *caps) {
    for (int step = 0; step < SHRINK_STEPS && need > 0; step++) {
        int64_t total = shrink_caps(all, from, count, step, caps);
        int64_t taken = total < need ? total : need;
        share_out(caps, count, total, taken);
        for (size_t i = 0; i < count; i++) {
            out[i].width -= caps[i];
            if (all->items[from + i].left_blank > 0) { // squeezed on its left: drawn further left
                out[i].before += caps[i];
            }
        }
        need -= (zp_length)taken;
    }
}

static zp_length stretch_steps(const boxes *all, size_t from, size_t count, zp_length more,
                               placed *out, zp_length *caps) {
    for (int step = 0; step < STRETCH_STEPS && more > 0; step++) {
        int64_t total = 0;
        for (size_t i = 0; i < count; i++) {
            zp_length steps[STRETCH_STEPS];
            stretch_at(all, from + i, steps);
            caps[i] = i + 1 == count ? 0 : steps[step];
            total += caps[i];
        }
        int64_t given = total < more ? total : more;
        share_out(caps, count, total, given);
        widen_all(out, caps, count);
        more -= (zp_length)given;
    }
    return more;
}

// Step 3: all evenly, but a Han–Western gap no wider than half an em (B6.3).
static void widen_evenly(const boxes *all, size_t from, size_t count, const line_sums *line,
                         zp_length joint, zp_length more, placed *out, zp_length *caps) {
    bool even = (int64_t)more <= (int64_t)joint * (line->gaps + line->joints);
    if (!even) {
        for (size_t i = 0; i + 1 < count; i++) {
            const box *item = &all->items[from + i];
            out[i].width += item->stretch && item->gap > 0 ? joint : 0;
        }
        more -= line->joints * joint;
    }
    for (size_t i = 0; i < count; i++) {
        const box *item = &all->items[from + i];
        caps[i] = i + 1 < count && item->stretch && (even || item->gap == 0);
    }
    share_out(caps, count, even ? line->gaps + line->joints : line->gaps, more);
    widen_all(out, caps, count);
}

// False when the gaps would grow too wide (B6.3): the line then stays as it is.
static bool widen(const boxes *all, size_t from, size_t count, const line_sums *line,
                  const line_room *room, placed *out, zp_length *caps) {
    zp_length more = (zp_length)(room->width - line->natural);
    if (more > line->stretch && !can_widen(line, room, more - line->stretch)) {
        return false;
    }
    more = stretch_steps(all, from, count, more, out, caps);
    widen_evenly(all, from, count, line, room->joint, more, out, caps);
    return true;
}

static void fill_gaps(const boxes *all, size_t from, size_t count, zp_length more, int objects,
                      placed *out, zp_length *caps) {
    for (size_t i = 0; i < count; i++) {
        caps[i] = all->items[from + i].kind == BOX_GAP;
    }
    share_out(caps, count, objects, more);
    widen_all(out, caps, count);
}

// ------------------------------------------------ glyph runs

static bool starts_run(const boxes *all, size_t i, const box *last) {
    const box *item = &all->items[i];
    return last == NULL || item->face != last->face || item->node != last->node ||
           item->role != last->role || item->turned != last->turned ||
           item->narrowed != last->narrowed;
}

static void place_glyphs(zp_arena *arena, const boxes *all, size_t from, size_t count,
                         const placed *out, zp_line *line) {
    size_t glyph_total = 0, run_total = 0;
    const box *before = NULL;
    for (size_t i = 0; i < count; i++) {
        const box *item = &all->items[from + i];
        glyph_total += item->glyph_count;
        if (item->glyph_count > 0) {
            run_total += starts_run(all, from + i, before);
            before = item;
        } else if (item->kind != BOX_TEXT) {
            before = NULL;
        }
    }
    zp_glyph_run *runs = ZP_ARRAY(arena, zp_glyph_run, run_total);
    zp_glyph *glyphs = ZP_ARRAY(arena, zp_glyph, glyph_total);
    const box *last = NULL;
    zp_glyph_run *run = NULL;
    zp_length x = 0, end = 0; // where the next box and the last glyph's end stand
    size_t made = 0;
    for (size_t i = 0; i < count; i++) {
        const box *item = &all->items[from + i];
        zp_length origin = x + item->shift - out[i].before;
        if (item->glyph_count > 0) {
            if (starts_run(all, from + i, last)) {
                run = &runs[line->run_count++];
                *run = (zp_glyph_run){.face = item->face,
                                      .role = (zp_font_role)item->role,
                                      .size = box_size(all, item),
                                      .x = origin,
                                      .node = item->node,
                                      .glyphs = &glyphs[made],
                                      .sideways = item->turned,
                                      .narrowed = item->narrowed};
            } else { // the glyph before reaches up to this one
                glyphs[made - 1].advance += origin - end;
            }
            end = origin;
            for (uint32_t g = 0; g < item->glyph_count; g++) {
                glyphs[made] = all->glyphs[item->glyph + g];
                end += glyphs[made++].advance;
                run->count++;
            }
            last = item;
        } else if (item->kind != BOX_TEXT) {
            last = NULL; // room for a hand between two pieces of text: two runs
        }
        x += out[i].width;
    }
    line->runs = runs;
}

// ------------------------------------------------ the line

static zp_length aligned(const boxes *all, zp_length room, zp_length width, bool first) {
    const zp_style *style = all->style;
    int indent = style->left_indent + (first ? style->first_indent : 0);
    zp_length left = zp_indent(style, indent, all->em);
    switch (style->align) {
    case ZP_ALIGN_CENTER:
    case ZP_ALIGN_BALANCE:
    case ZP_ALIGN_DECIMAL: // in a table, layout/ then moves it to its column's point
        return left + (room - width) / 2;
    case ZP_ALIGN_RIGHT:
        return left + room - width;
    default:
        return left;
    }
}

void set_line(zp_arena *arena, zp_arena *scratch, const boxes *all, const sums *of, size_t from,
              size_t to, zp_length measure, bool first, bool last, zp_line *line) {
    size_t end = visible_end(all, from, to), count = end - from;
    const box *head = &all->items[from], *tail = &all->items[to - 1];
    *line = (zp_line){.from = head->text, .to = tail->text + tail->text_size};
    line_room room = room_of(all, measure, first);
    if (count == 0) {
        line->x = aligned(all, room.width, 0, first);
        return;
    }
    placed *out = ZP_ARRAY(scratch, placed, count);
    zp_length *caps = ZP_ARRAY(scratch, zp_length, count);
    for (size_t i = 0; i < count; i++) {
        const box *item = &all->items[from + i];
        bool final = i + 1 == count;
        out[i].width = item->width + (final ? -end_cut(all, end - 1) : item->gap - item->cut);
    }
    out[0].before = start_cut(all, from, first);
    out[0].width -= out[0].before;
    line_sums line_is = sums_line(of, all, from, to, first);
    zp_length more = (zp_length)(room.width - line_is.natural);
    if (more < 0) {
        squeeze(all, from, count, -more, out, caps);
        line->justified = filled(all) && !last;
    } else if (line_is.gap_objects > 0) {
        fill_gaps(all, from, count, more, line_is.gap_objects, out, caps);
    } else if (filled(all) && !last) {
        line->justified = widen(all, from, count, &line_is, &room, out, caps);
    }
    for (size_t i = 0; i < count; i++) {
        line->width += out[i].width;
    }
    line->x = aligned(all, room.width, line->width, first);
    place_glyphs(arena, all, from, count, out, line);
}
