// One line's arithmetic: what it takes, what it can give or be given, and what it costs.
#include "text/private.h"

#include <string.h>

zp_length line_measure(const boxes *all, zp_length measure, bool first) {
    const zp_style *style = all->style;
    int indent = style->left_indent + style->right_indent + (first ? style->first_indent : 0);
    return measure - zp_indent(style, indent, all->em);
}

bool filled(const boxes *all) {
    return all->style->align == ZP_ALIGN_JUSTIFY && !all->vertical;
}

// ------------------------------------------------ B6

static zp_length left_shrink(const boxes *all, size_t i) {
    bool cut_before = i > 0 && all->items[i - 1].cut > 0;
    return cut_before || all->items[i].firm ? 0 : all->items[i].left_blank;
}

void shrink_at(const boxes *all, size_t i, zp_length out[SHRINK_STEPS]) {
    const box *item = &all->items[i];
    memset(out, 0, SHRINK_STEPS * sizeof *out);
    if (item->firm) {
        return;
    }
    zp_length quarter = all->em / 4, eighth = all->em / 8;
    if (item->kind == BOX_TEXT && item->script == SCRIPT_SPACE && item->width > quarter) {
        out[0] = item->width - quarter;
    }
    out[2] = left_shrink(all, i);
    if (item->right_blank > 0 && item->cut == 0) {
        int step = item->mark == MARK_CLOSE ? 2 : item->mark == MARK_COMMA ? 3 : 5;
        out[step] = item->right_blank;
    }
    if (item->gap > eighth) {
        out[4] = item->gap - eighth;
    }
}

void stretch_at(const boxes *all, size_t i, zp_length out[STRETCH_STEPS]) {
    const box *item = &all->items[i];
    out[0] = out[1] = 0;
    bool space = item->kind == BOX_TEXT && item->script == SCRIPT_SPACE && item->width > 0;
    if (space && item->width < all->em / 2) {
        out[0] = all->em / 2 - item->width;
    }
    if (item->gap > 0 && item->gap < all->em / 3) {
        out[1] = all->em / 3 - item->gap;
    }
}

const sums *sums_make(zp_arena *arena, const boxes *all) {
    sums *made = ZP_ARRAY(arena, sums, all->count + 1);
    for (size_t i = 0; i < all->count; i++) {
        const box *item = &all->items[i];
        zp_length less[SHRINK_STEPS], more[STRETCH_STEPS];
        shrink_at(all, i, less);
        stretch_at(all, i, more);
        sums *next = &made[i + 1];
        *next = made[i];
        next->natural += item->width + item->gap - item->cut;
        for (int step = 0; step < SHRINK_STEPS; step++) {
            next->shrink += less[step];
        }
        next->stretch += more[0] + more[1];
        next->gaps += item->stretch && item->gap == 0;
        next->joints += item->stretch && item->gap > 0;
        next->gap_objects += item->kind == BOX_GAP;
    }
    return made;
}

size_t visible_end(const boxes *all, size_t from, size_t to) {
    while (to > from) {
        const box *last = &all->items[to - 1];
        bool unseen =
            last->kind == BOX_BREAK || (last->kind == BOX_TEXT && last->script == SCRIPT_SPACE);
        if (!unseen) {
            break;
        }
        to--;
    }
    return to;
}

// B4.4: at a line's start an opening mark loses its blank half, but not behind an indent.
zp_length start_cut(const boxes *all, size_t from, bool first) {
    const zp_style *style = all->style;
    bool kept = (first && style->first_indent > 0) || style->full_start || style->cells;
    return kept ? 0 : all->items[from].left_blank;
}

// B4.6: 、，。 by itself, never one of several marks.
static bool hangs(const boxes *all, size_t last) {
    const box *item = &all->items[last];
    uint32_t c = item->code_point;
    return all->style->hanging && filled(all) && (c == 0x3001 || c == 0x3002 || c == 0xFF0C) &&
           last > 0 && !full_width_mark(item - 1);
}

// B4.3: at a line's end a full-width mark takes half an em; on the grid only where it has to.
// Tracking stands between characters, so none is behind the last.
zp_length end_cut(const boxes *all, size_t last) {
    const box *item = &all->items[last];
    if (hangs(all, last)) {
        return item->width;
    }
    return item->tracking + (all->style->cells ? 0 : item->right_blank);
}

zp_length end_shrink(const boxes *all, size_t last) {
    return all->style->cells ? all->items[last].right_blank : 0;
}

line_side line_from(const sums *of, const boxes *all, size_t from, bool first) {
    line_side start = {.sums = of[from], .at = from, .blank = left_shrink(all, from)};
    start.sums.natural += start_cut(all, from, first);
    return start;
}

line_side line_to(const sums *of, const boxes *all, size_t from, size_t to) {
    line_side end = {.at = visible_end(all, from, to)};
    if (end.at > from) {
        size_t last = end.at - 1;
        end.sums = of[last];
        end.sums.natural += all->items[last].width - end_cut(all, last);
        end.sums.shrink += end_shrink(all, last);
        end.sums.gap_objects = of[end.at].gap_objects;
    }
    return end;
}

line_sums sums_line(const sums *of, const boxes *all, size_t from, size_t to, bool first) {
    line_side start = line_from(of, all, from, first), end = line_to(of, all, from, to);
    return line_between(&start, &end);
}

// ------------------------------------------------ costs

// Costs of one line, in units in which a line stretched by half an em a gap costs a million and a
// line squeezed as far as B6 lets it 9,000, as much as one stretched by 1¼ Han: a mark is squeezed
// in rather than a Han pushed out (B3.2, B3.3). COST_LINE: as few lines of ragged text as can be.
enum {
    COST_SQUEEZE = 9000,
    COST_STRETCH = 1000000,
    COST_LOOSE =
        100000000, // a gap over half an em: B6.3 leaves such a line ragged; empty, twice that
    COST_LONE_HAN = 2000000,      // B8, in ragged text
    COST_LONE_FILLED = 300000000, // in filled text sooner a line above that nothing fills
};

// B6.3: no gap over half an em. In a column so narrow that every other line would come near that,
// lines are better left ragged. A Han–Western gap has been made a third of an em by step 2.
line_room room_of(const boxes *all, zp_length measure, bool first) {
    line_room room = {.width = line_measure(all, measure, first)};
    zp_length left = all->em / 2 - all->em / 3;
    room.narrow = room.width < 12 * all->em;
    room.gap = room.narrow ? all->em / 8 : all->em / 2;
    room.joint = room.gap < left ? room.gap : left;
    return room;
}

bool can_widen(const line_sums *line, const line_room *room, int64_t more) {
    return more <= (int64_t)line->gaps * room->gap + (int64_t)line->joints * room->joint;
}

static int64_t filled_cost(const boxes *all, const line_sums *line, const line_room *room) {
    int64_t left = room->width - line->natural;
    if (left < 0) {
        int64_t share = zp_scale(-left, 1000, line->shrink);
        return share * share * COST_SQUEEZE / 1000000;
    }
    int64_t more = left - line->stretch;
    if (more <= 0) {
        int64_t share = line->stretch ? zp_scale(left, 1000, line->stretch) : 0;
        return share * share * COST_SQUEEZE / 1000000;
    }
    int64_t half = all->em / 2;
    if (!can_widen(line, room, more)) {
        int64_t empty = room->width > 0 ? left * 1000 / room->width : 0;
        return COST_LOOSE + empty * empty * (COST_LOOSE / 1000000);
    }
    int64_t share = more * 1000 / (line->gaps + line->joints) * 1000 / half / 1000;
    return share * share * COST_STRETCH / 1000000;
}

static int64_t ragged_cost(const boxes *all, const line_sums *line, zp_length room, bool last) {
    if (line->natural > room) {
        return COST_LINE + COST_SQUEEZE;
    }
    bool even = all->style->align != ZP_ALIGN_LEFT && all->style->align != ZP_ALIGN_JUSTIFY;
    if (last && !even) {
        return COST_LINE;
    }
    int64_t slack = zp_scale(room - line->natural, 100, all->em); // hundredths of an em
    int64_t cost = slack > 20000 ? 40000000 : slack * slack / 10;
    // Of two even shapes the one with the longer lines above: 满意度|指标, not 满意|度指标.
    return COST_LINE + (last ? cost : cost + cost / 8);
}

// Few lines first, then full ones: a mark is squeezed in sooner than a Han's room left over.
static int64_t narrow_cost(const boxes *all, const line_sums *line, const line_room *room,
                           bool last) {
    if (line->natural > room->width) {
        return COST_LINE + filled_cost(all, line, room) / 4;
    }
    int64_t slack = last ? 0 : zp_scale(room->width - line->natural, 100, all->em);
    return COST_LINE + slack * slack / 2;
}

static bool lone_han(const boxes *all, size_t from, size_t to) {
    size_t seen = 0;
    for (size_t i = from; i < to && seen < 2; i++) {
        seen += all->items[i].kind != BOX_TEXT || all->items[i].mark == MARK_NONE;
    }
    return seen < 2;
}

int64_t line_cost(const boxes *all, const line_sums *line, const line_room *room, bool last) {
    if (line->natural - line->shrink > room->width) {
        return -1;
    }
    if (line->gap_objects > 0) {
        return line->natural > room->width ? COST_SQUEEZE : 0;
    }
    if (!filled(all)) {
        return ragged_cost(all, line, room->width, last);
    }
    if (room->narrow) {
        return narrow_cost(all, line, room, last);
    }
    return !last || line->natural > room->width ? filled_cost(all, line, room) : 0;
}

int64_t last_line_cost(const boxes *all, size_t from, size_t to, const line_room *room) {
    bool lone = from > 0 && all->items[from - 1].break_after != BREAK_MUST &&
                lone_han(all, from, visible_end(all, from, to));
    return !lone ? 0 : filled(all) && !room->narrow ? COST_LONE_FILLED : COST_LONE_HAN;
}

int64_t least_line_cost(const boxes *all, zp_length measure) {
    bool narrow = room_of(all, measure, true).narrow && room_of(all, measure, false).narrow;
    return filled(all) && !narrow ? 0 : COST_LINE;
}
