// The choice of breaks over a whole paragraph: the least sum of costs of its lines. What a line
// costs does not depend on how many are wanted, so that the costs are found once for all choices.
#include "text/private.h"

#include <string.h>

// A place where a line may end and the next one begin.
typedef struct place {
    uint32_t at;    // index behind the line's last box
    uint32_t first; // of the places that lines which end here begin at
    size_t costs;   // of that line; behind it, by place, those of the lines that begin later
} place;

struct choices {
    place *places; // and one more, where the last one's costs end
    size_t count;
    uint32_t *costs;
};

static const uint32_t no_line = UINT32_MAX; // does not fit

// ------------------------------------------------ the lines there are

typedef struct search {
    const boxes *all;
    const sums *of;
    zp_arena *arena;
    line_room first_room, room; // of the paragraph's first line, of others
    int64_t dearest;            // lines that would have to be widened and cost more are left out
    choices made;
    size_t cost_count, cost_capacity;
    line_side *starts; // by place
    size_t active;     // places before this one are too far off for any later line
} search;

static void add_place(search *s, size_t at, size_t first, size_t costs) {
    size_t index = s->made.count++;
    s->made.places[index] = (place){(uint32_t)at, (uint32_t)first, costs};
    if (at < s->all->count) {
        s->starts[index] = line_from(s->of, s->all, at, at == 0);
    }
}

static uint32_t *more_costs(search *s, size_t most) {
    if (s->cost_capacity - s->cost_count < most) {
        uint32_t *old = s->made.costs;
        s->cost_capacity = 2 * s->cost_capacity + most;
        s->made.costs = ZP_ARRAY(s->arena, uint32_t, s->cost_capacity);
        memcpy(s->made.costs, old, s->cost_count * sizeof *old);
    }
    return s->made.costs + s->cost_count;
}

// The lines from..to-1 for every `from`; false when none fits.
static bool find_lines(search *s, size_t stretch, size_t to, bool last) {
    const boxes *all = s->all;
    line_side end = line_to(s->of, all, stretch, to);
    int64_t penalty = last ? 0 : all->items[to - 1].penalty, total = s->of[to].natural;
    bool full = !last && filled(all), reached = false;
    size_t first = s->active, i = first;
    uint32_t *costs = more_costs(s, s->made.count - first);
    for (; i < s->made.count; i++) {
        const line_side *start = &s->starts[i];
        const line_room *room = start->at == 0 ? &s->first_room : &s->room;
        line_sums line = line_between(start, &end);
        int64_t cost = line_cost(all, &line, room, last);
        costs[i - first] = no_line;
        if (cost < 0) {
            s->active += i == s->active;
            continue;
        }
        if (full && cost > s->dearest && line.natural < room->width) {
            break; // as are those that begin still later
        }
        cost += last ? last_line_cost(all, start->at, to, room) : penalty;
        costs[i - first] = cost < no_line ? (uint32_t)cost : no_line - 1;
        reached = true;
        // What begins still later is shorter still: no use once lines are half empty.
        if (full && total - s->of[start->at].natural < room->width / 2) {
            i++;
            break;
        }
    }
    if (reached) {
        size_t skipped = s->active - first; // not one of these fits
        memmove(costs, costs + skipped, (i - s->active) * sizeof *costs);
        add_place(s, to, s->active, s->cost_count);
        s->cost_count += i - s->active;
    }
    return reached;
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

// One stretch up to a forced break, which no line crosses. ZP_BAD_INPUT: something in it is too
// wide; which is said if all lines are looked at.
static zp_status search_stretch(zp_typesetter *typesetter, search *s, size_t from, size_t to) {
    s->active = s->made.count - 1;
    size_t previous = from;
    for (size_t at = from + 1; at <= to; at++) {
        if (s->all->items[at - 1].break_after == BREAK_NO) {
            continue;
        }
        bool reached = find_lines(s, from, at, at == to);
        if (!reached && (s->active == s->made.count || at == to)) {
            return s->dearest < INT64_MAX ? ZP_BAD_INPUT
                                          : too_wide(typesetter, s->all, previous, at);
        }
        previous = reached ? at : previous;
    }
    return ZP_OK;
}

static zp_status search_all(zp_typesetter *typesetter, search *s) {
    enum { LINES_A_PLACE = 12 }; // more or less
    const boxes *all = s->all;
    s->made = (choices){0};
    s->made.places = ZP_ARRAY(s->arena, place, all->count + 2);
    s->starts = ZP_ARRAY(s->arena, line_side, all->count + 2);
    s->cost_count = 0;
    s->cost_capacity = (all->count + 1) * LINES_A_PLACE;
    s->made.costs = ZP_ARRAY(s->arena, uint32_t, s->cost_capacity);
    add_place(s, 0, 0, 0);
    for (size_t from = 0, to = 0; to < all->count; from = to) {
        for (to = from + 1; to < all->count; to++) {
            if (all->items[to - 1].break_after == BREAK_MUST) {
                break;
            }
        }
        zp_status status = search_stretch(typesetter, s, from, to);
        if (status != ZP_OK) {
            return status;
        }
    }
    s->made.places[s->made.count].costs = s->cost_count;
    return ZP_OK;
}

static search begin_search(zp_typesetter *typesetter, const boxes *all, const sums *of,
                           zp_length measure, int64_t dearest) {
    return (search){.all = all,
                    .of = of,
                    .arena = typesetter->scratch,
                    .first_room = room_of(all, measure, true),
                    .room = room_of(all, measure, false),
                    .dearest = dearest};
}

zp_status choices_make(zp_typesetter *typesetter, const boxes *all, const sums *of,
                       zp_length measure, const choices **made) {
    search s = begin_search(typesetter, all, of, measure, INT64_MAX);
    zp_status status = search_all(typesetter, &s);
    choices *result = ZP_NEW(s.arena, choices);
    *result = s.made;
    *made = result;
    return status;
}

const choices *choices_copy(zp_arena *arena, const choices *from, size_t *size) {
    choices *made = ZP_NEW(arena, choices);
    size_t places = (from->count + 1) * sizeof *from->places;
    size_t costs = from->places[from->count].costs * sizeof *from->costs;
    made->count = from->count;
    made->places = (place *)zp_arena_get(arena, places);
    made->costs = (uint32_t *)zp_arena_get(arena, costs);
    memcpy(made->places, from->places, places);
    memcpy(made->costs, from->costs, costs);
    *size = sizeof *made + places + costs;
    return made;
}

// ------------------------------------------------ the least sum

typedef struct way {
    int64_t cost;  // of the best lines up to a place
    uint32_t from; // where the last of them begins
} way;

static void find_way(const choices *all, size_t to, int64_t line_cost, way *ways) {
    const place *at = &all->places[to];
    const uint32_t *costs = all->costs + at->costs;
    size_t lines = at[1].costs - at->costs;
    const way *before = ways + at->first;
    int64_t best = INT64_MAX;
    size_t from = 0;
    for (size_t i = 0; i < lines; i++) {
        int64_t cost = before[i].cost + costs[i];
        if (cost < best && costs[i] != no_line) {
            best = cost;
            from = i;
        }
    }
    ways[to] = (way){best + line_cost, (uint32_t)(at->first + from)};
}

int64_t choices_best(zp_arena *arena, const choices *all, int64_t line_cost, size_t **ends,
                     size_t *count) {
    way *ways = ZP_ARRAY(arena, way, all->count);
    for (size_t to = 1; to < all->count; to++) {
        find_way(all, to, line_cost, ways);
    }
    size_t lines = 0;
    for (size_t to = all->count - 1; to > 0; to = ways[to].from) {
        lines++;
    }
    *ends = ZP_ARRAY(arena, size_t, lines);
    *count = lines;
    for (size_t to = all->count - 1; to > 0; to = ways[to].from) {
        (*ends)[--lines] = all->places[to].at;
    }
    return ways[all->count - 1].cost;
}

bool choices_first(zp_typesetter *typesetter, const boxes *all, const sums *of, zp_length measure,
                   size_t **ends, size_t *count) {
    enum { DEAREST = 200000 }; // gaps widened by more than a fifth of an em
    search s = begin_search(typesetter, all, of, measure, DEAREST);
    return filled(all) && !s.first_room.narrow && !s.room.narrow &&
           search_all(typesetter, &s) == ZP_OK &&
           choices_best(s.arena, &s.made, 0, ends, count) < DEAREST;
}

bool one_line(const boxes *all, const sums *of, zp_length measure, int64_t cost_more) {
    if (all->count == 0) {
        return false;
    }
    line_room room = room_of(all, measure, true);
    line_sums line = sums_line(of, all, 0, all->count, true);
    if (line.natural > room.width) {
        return false;
    }
    for (size_t i = 0; i + 1 < all->count; i++) {
        if (all->items[i].break_after == BREAK_MUST) {
            return false;
        }
    }
    // Two lines cost twice the least at least, more lines still more.
    int64_t least = (line.gap_objects > 0 ? 0 : least_line_cost(all, measure)) + cost_more;
    return least >= 0 && line_cost(all, &line, &room, true) + cost_more <= 2 * least;
}

// ------------------------------------------------ the least number of lines

// The last place where a line that begins with box `from` may end; `from`: there is none.
static size_t furthest(const boxes *all, const sums *of, size_t from, const line_room *room) {
    line_side start = line_from(of, all, from, from == 0);
    zp_length edges = 2 * all->em; // more than marks and tracking give back at a line's ends
    size_t best = from;
    for (size_t to = from + 1; to <= all->count; to++) {
        int64_t width = of[to].natural - of[from].natural;
        int64_t least = width - (of[to].shrink - of[from].shrink) - edges;
        if (least > room->width) {
            break;
        }
        break_kind kind = (break_kind)all->items[to - 1].break_after;
        if (kind == BREAK_NO) {
            continue;
        }
        if (width > room->width) {
            line_side end = line_to(of, all, from, to);
            line_sums line = line_between(&start, &end);
            best = line.natural - line.shrink <= room->width ? to : best;
        } else {
            best = to;
        }
        if (kind == BREAK_MUST) {
            break;
        }
    }
    return best;
}

size_t least_lines(const boxes *all, const sums *of, zp_length measure) {
    line_room first_room = room_of(all, measure, true), room = room_of(all, measure, false);
    size_t lines = 0;
    for (size_t from = 0; from < all->count; lines++) {
        size_t to = furthest(all, of, from, from == 0 ? &first_room : &room);
        if (to == from) {
            return 0;
        }
        from = to;
    }
    return lines;
}

bool pieces_fit(const boxes *all, const sums *of, zp_length measure) {
    zp_length first = line_measure(all, measure, true), room = line_measure(all, measure, false);
    size_t from = 0;
    for (size_t to = 1; to <= all->count; to++) {
        if (all->items[to - 1].break_after == BREAK_NO) {
            continue;
        }
        line_sums line = sums_line(of, all, from, to, from == 0);
        if (line.natural - line.shrink > (from == 0 ? first : room)) {
            return false;
        }
        from = to;
    }
    return true;
}
