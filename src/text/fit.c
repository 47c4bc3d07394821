// The choice of breaks over a whole paragraph: the least sum of costs of its lines.
#include "text/private.h"

#include <string.h>

struct sums { // one element more than boxes; [i] is the total of boxes 0..i-1
    int64_t *width, *shrink, *stretch;
    uint32_t *gaps, *joints, *objects;
};

zp_length line_measure(const boxes *all, zp_length measure, bool first) {
    const zp_style *style = all->style;
    int indent = style->left_indent + style->right_indent + (first ? style->first_indent : 0);
    return measure - zp_indent(style, indent, all->em);
}

bool filled(const boxes *all) {
    return all->style->align == ZP_ALIGN_JUSTIFY && !all->vertical;
}

// ------------------------------------------------ B6

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
    bool cut_before = i > 0 && all->items[i - 1].cut > 0;
    if (item->left_blank > 0 && !cut_before) {
        out[2] = item->left_blank;
    }
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
    sums *made = ZP_NEW(arena, sums);
    size_t count = all->count + 1;
    made->width = ZP_ARRAY(arena, int64_t, count);
    made->shrink = ZP_ARRAY(arena, int64_t, count);
    made->stretch = ZP_ARRAY(arena, int64_t, count);
    made->gaps = ZP_ARRAY(arena, uint32_t, count);
    made->joints = ZP_ARRAY(arena, uint32_t, count);
    made->objects = ZP_ARRAY(arena, uint32_t, count);
    for (size_t i = 0; i < all->count; i++) {
        const box *item = &all->items[i];
        zp_length less[SHRINK_STEPS], more[STRETCH_STEPS];
        shrink_at(all, i, less);
        stretch_at(all, i, more);
        made->width[i + 1] = made->width[i] + item->width + item->gap - item->cut;
        made->shrink[i + 1] = made->shrink[i];
        for (int step = 0; step < SHRINK_STEPS; step++) {
            made->shrink[i + 1] += less[step];
        }
        made->stretch[i + 1] = made->stretch[i] + more[0] + more[1];
        made->gaps[i + 1] = made->gaps[i] + (item->stretch && item->gap == 0);
        made->joints[i + 1] = made->joints[i] + (item->stretch && item->gap > 0);
        made->objects[i + 1] = made->objects[i] + (item->kind == BOX_GAP);
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

line_sums sums_line(const sums *of, const boxes *all, size_t from, size_t to, bool first) {
    size_t end = visible_end(all, from, to);
    if (end == from) {
        return (line_sums){0};
    }
    size_t last = end - 1;
    const box *final = &all->items[last];
    zp_length head[SHRINK_STEPS];
    shrink_at(all, from, head);
    zp_length opening = start_cut(all, from, first);
    line_sums result = {
        .natural = of->width[last] - of->width[from] + final->width - opening - end_cut(all, last),
        .shrink = of->shrink[last] - of->shrink[from] + end_shrink(all, last),
        .stretch = of->stretch[last] - of->stretch[from],
        .gaps = (int)(of->gaps[last] - of->gaps[from]),
        .joints = (int)(of->joints[last] - of->joints[from]),
        .gap_objects = (int)(of->objects[end] - of->objects[from]),
    };
    if (all->items[from].left_blank > 0 && last > from) {
        result.shrink -= head[2]; // gone already, or kept behind the indent (B4.4)
    }
    return result;
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
// lines are better left ragged.
static bool narrow(const boxes *all, zp_length room) {
    return room < 12 * all->em;
}

zp_length widest_gap(const boxes *all, zp_length room) {
    return narrow(all, room) ? all->em / 8 : all->em / 2;
}

// B6.3: what a Han–Western gap may still be given when step 2 has made it a third of an em.
zp_length widest_joint(const boxes *all, zp_length room) {
    zp_length widest = widest_gap(all, room), left = all->em / 2 - all->em / 3;
    return widest < left ? widest : left;
}

bool can_widen(const boxes *all, line_sums line, zp_length room, int64_t more) {
    return more <= (int64_t)line.gaps * widest_gap(all, room) +
                       (int64_t)line.joints * widest_joint(all, room);
}

static int64_t filled_cost(const boxes *all, line_sums line, zp_length room) {
    if (line.natural > room) {
        int64_t share = zp_scale(line.natural - room, 1000, line.shrink);
        return share * share * COST_SQUEEZE / 1000000;
    }
    int64_t more = room - line.natural - line.stretch;
    if (more <= 0) {
        int64_t share = line.stretch ? zp_scale(room - line.natural, 1000, line.stretch) : 0;
        return share * share * COST_SQUEEZE / 1000000;
    }
    int64_t half = all->em / 2;
    if (!can_widen(all, line, room, more)) {
        int64_t empty = room > 0 ? (room - line.natural) * 1000 / room : 0;
        return COST_LOOSE + empty * empty * (COST_LOOSE / 1000000);
    }
    int64_t share = more * 1000 / (line.gaps + line.joints) * 1000 / half / 1000;
    return share * share * COST_STRETCH / 1000000;
}

static int64_t ragged_cost(const boxes *all, line_sums line, zp_length room, bool last) {
    if (line.natural > room) {
        return COST_LINE + COST_SQUEEZE;
    }
    bool even = all->style->align != ZP_ALIGN_LEFT && all->style->align != ZP_ALIGN_JUSTIFY;
    if (last && !even) {
        return COST_LINE;
    }
    int64_t slack = zp_scale(room - line.natural, 100, all->em); // hundredths of an em
    int64_t cost = slack > 20000 ? 40000000 : slack * slack / 10;
    // Of two even shapes the one with the longer lines above: 满意度|指标, not 满意|度指标.
    return COST_LINE + (last ? cost : cost + cost / 8);
}

// Few lines first, then full ones: a mark is squeezed in sooner than a Han's room left over.
static int64_t narrow_cost(const boxes *all, line_sums line, zp_length room, bool last) {
    if (line.natural > room) {
        return COST_LINE + filled_cost(all, line, room) / 4;
    }
    int64_t slack = last ? 0 : zp_scale(room - line.natural, 100, all->em);
    return COST_LINE + slack * slack / 2;
}

static bool lone_han(const boxes *all, size_t from, size_t to) {
    size_t seen = 0;
    for (size_t i = from; i < to && seen < 2; i++) {
        seen += all->items[i].kind != BOX_TEXT || all->items[i].mark == MARK_NONE;
    }
    return seen < 2;
}

static int64_t line_cost(const boxes *all, const sums *of, size_t from, size_t to, bool first,
                         bool last, zp_length room) {
    line_sums line = sums_line(of, all, from, to, first);
    if (line.natural - line.shrink > room) {
        return -1;
    }
    int64_t cost = 0;
    if (line.gap_objects > 0) {
        cost = line.natural > room ? COST_SQUEEZE : 0;
    } else if (filled(all) && narrow(all, room)) {
        cost = narrow_cost(all, line, room, last);
    } else if (!filled(all)) {
        cost = ragged_cost(all, line, room, last);
    } else if (!last || line.natural > room) {
        cost = filled_cost(all, line, room);
    }
    if (last && from > 0 && all->items[from - 1].break_after != BREAK_MUST &&
        lone_han(all, from, visible_end(all, from, to))) {
        cost += filled(all) && !narrow(all, room) ? COST_LONE_FILLED : COST_LONE_HAN;
    }
    return last ? cost : cost + all->items[to - 1].penalty;
}

// ------------------------------------------------ the least sum

typedef struct fitting {
    const boxes *all;
    const sums *of;
    zp_length measure;
    int64_t line_cost;    // of every line: fewer or more of them are wanted than are cheapest
    int64_t *cost;        // by position: the best way to end a line there
    uint32_t *from;       // where that line begins
    uint32_t *where;      // positions where a line may begin, in order
    size_t count, active; // of `where`; those before `active` are too far off for any later line
} fitting;

static bool may_end(const boxes *all, size_t position) {
    return all->items[position - 1].break_after != BREAK_NO;
}

// The best line that ends before `to`; false when none fits.
static bool best_line(fitting *f, size_t to, bool last) {
    const boxes *all = f->all;
    int64_t best = INT64_MAX;
    for (size_t i = f->active; i < f->count; i++) {
        size_t from = f->where[i];
        bool first = from == 0;
        zp_length room = line_measure(all, f->measure, first);
        int64_t cost = line_cost(all, f->of, from, to, first, last, room);
        if (cost < 0) {
            if (i == f->active) {
                f->active++;
            }
            continue;
        }
        cost += f->cost[from] + f->line_cost;
        if (cost < best) {
            best = cost;
            f->from[to] = (uint32_t)from;
        }
        // What begins still later is shorter still: no use once lines are half empty.
        int64_t width = f->of->width[to] - f->of->width[from];
        if (!last && filled(all) && width < room / 2) {
            break;
        }
    }
    f->cost[to] = best;
    return best != INT64_MAX;
}

static zp_status too_wide(zp_typesetter *typesetter, const boxes *all, size_t from, size_t to) {
    size_t end = visible_end(all, from, to);
    const box *first = &all->items[from], *last = &all->items[end > from ? end - 1 : from];
    zp_text text = zp_text_slice(all->text, first->text, last->text + last->text_size);
    size_t shown = 0;
    for (int i = 0; i < 20 && shown < text.size; i++) {
        zp_utf8_next(text, &shown);
    }
    zp_report(
        typesetter->messages, ZP_ERROR, first->node->place, "too-wide",
        "“%.*s%s” cannot be broken and is wider than the room it has; shorten it, put a blank "
        "where it may be parted, or make a table's column wider",
        (int)shown, text.data, shown < text.size ? "…" : "");
    return ZP_BAD_INPUT;
}

// One stretch up to a forced break, which no line crosses.
static zp_status fit_stretch(zp_typesetter *typesetter, fitting *f, size_t from, size_t to) {
    f->where[f->count++] = (uint32_t)from;
    f->active = f->count - 1;
    size_t previous = from;
    for (size_t position = from + 1; position <= to; position++) {
        if (!may_end(f->all, position)) {
            continue;
        }
        bool reached = best_line(f, position, position == to);
        if (reached && position < to) {
            f->where[f->count++] = (uint32_t)position;
        }
        if (!reached && (f->active == f->count || position == to)) {
            return too_wide(typesetter, f->all, previous, position);
        }
        previous = reached ? position : previous;
    }
    return ZP_OK;
}

zp_status fit_lines(zp_typesetter *typesetter, const boxes *all, const sums *of, zp_length measure,
                    int64_t line_cost, size_t **ends, size_t *count) {
    zp_arena *arena = typesetter->scratch;
    fitting f = {.all = all, .of = of, .measure = measure, .line_cost = line_cost};
    f.cost = ZP_ARRAY(arena, int64_t, all->count + 1);
    f.from = ZP_ARRAY(arena, uint32_t, all->count + 1);
    f.where = ZP_ARRAY(arena, uint32_t, all->count + 2);
    for (size_t from = 0, to = 0; to < all->count; from = to) {
        for (to = from + 1; to < all->count; to++) {
            if (all->items[to - 1].break_after == BREAK_MUST) {
                break;
            }
        }
        zp_status status = fit_stretch(typesetter, &f, from, to);
        if (status != ZP_OK) {
            return status;
        }
    }
    size_t lines = 0;
    for (size_t to = all->count; to > 0; to = f.from[to]) {
        lines++;
    }
    *ends = ZP_ARRAY(arena, size_t, lines);
    *count = lines;
    for (size_t to = all->count; to > 0; to = f.from[to]) {
        (*ends)[--lines] = to;
    }
    return ZP_OK;
}
