// Paragraphs in a line less or more than they would take by themselves, for the page's sake.
#include "layout/private.h"

#include <string.h>

static void remove_strip(section_flow *flow, size_t index) {
    strip *at = &flow->strips[index];
    memmove(at, at + 1, (--flow->count - index) * sizeof *at);
}

// A copy of strip `index` behind it. What is placed already goes on pointing at its strips.
static void double_strip(layout_context *context, section_flow *flow, size_t index) {
    const strip *old = flow->strips;
    (void)ZP_PUSH(context->arena, flow->strips, flow->count, flow->capacity);
    for (size_t i = 0; i < flow->placing_count; i++) {
        flow->placings[i].from = flow->strips + (flow->placings[i].from - old);
    }
    strip *at = &flow->strips[index];
    memmove(at + 1, at, (flow->count - 1 - index) * sizeof *at);
}

static bool is_last_line(const strip *each) {
    return each->kind == STRIP_LINE && each->line + 1 == each->paragraph->line_count &&
           each->node->type == ZP_NODE_PARAGRAPH && !each->node->style->keep_previous;
}

// Saves the trying where no squeezing or widening comes near it: a line can lose some ems where it
// is full of marks, and give two to the next.
static bool worth_trying(const section_flow *flow, const strip *last, int by) {
    const zp_paragraph *paragraph = last->paragraph;
    const zp_line *line = &paragraph->lines[last->line];
    zp_length em = paragraph->size, rest = flow->measure - line->x - line->width;
    zp_length others = (zp_length)last->line;
    bool justified = paragraph->style->align == ZP_ALIGN_JUSTIFY;
    return justified && !last->set_anew && (by > 0 || last->line > 0) &&
           (by < 0 ? line->width <= 8 * em * others : rest <= 2 * em * others);
}

// A paragraph from the page before with two lines on this one must keep both: one would be its last
// line at the top.
static bool leaves_one(const section_flow *flow, size_t start, size_t index, int by) {
    size_t here = index - start + 1;
    return by < 0 && flow->strips[index].line + 1 > here && here <= 2;
}

// A paragraph of the page in a line less or more.
typedef struct candidate {
    size_t index; // strip of its last line
    int by, strain;
    zp_paragraph *paragraph;
} candidate;

typedef struct candidates {
    candidate *items; // the least strained first
    size_t count, capacity;
} candidates;

static bool is_candidate(const section_flow *flow, size_t start, size_t index, int by) {
    const strip *last = &flow->strips[index];
    return is_last_line(last) && !leaves_one(flow, start, index, by) &&
           worth_trying(flow, last, by);
}

static size_t count_candidates(const section_flow *flow, size_t start, size_t end, int by) {
    size_t count = 0;
    for (size_t i = end - 1; i > start; i--) {
        count += is_candidate(flow, start, i, by);
    }
    return count;
}

// Those among strips start+1..end-1.
static zp_status find_candidates(layout_context *context, const section_flow *flow, size_t start,
                                 size_t end, int by, candidates *found) {
    for (size_t i = end - 1; i > start; i--) {
        const strip *last = &flow->strips[i];
        if (!is_candidate(flow, start, i, by)) {
            continue;
        }
        candidate made = {.index = i, .by = by};
        zp_status status = zp_paragraph_set_in(context->typesetter, context->arena, last->node,
                                               flow->measure, by < 0 ? last->line : last->line + 2,
                                               by > 0, &made.strain, &made.paragraph);
        if (status != ZP_OK) {
            return status;
        }
        if (made.paragraph == NULL) {
            continue;
        }
        (void)ZP_PUSH(context->arena, found->items, found->count, found->capacity);
        size_t at = found->count - 1;
        for (; at > 0 && found->items[at - 1].strain > made.strain; at--) {
            found->items[at] = found->items[at - 1];
        }
        found->items[at] = made;
    }
    return ZP_OK;
}

static void change_length(layout_context *context, section_flow *flow, const candidate *chosen) {
    size_t index = chosen->index, lines = flow->strips[index].line + 1;
    const zp_paragraph *paragraph = chosen->paragraph;
    if (chosen->by < 0) {
        remove_strip(flow, index);
    } else {
        double_strip(context, flow, index);
    }
    chosen->paragraph->set_by = chosen->by;
    for (size_t i = 0; i < paragraph->line_count; i++) {
        strip *line = &flow->strips[index + 1 - lines + i];
        line->paragraph = paragraph;
        line->line = i;
        line->set_anew = true;
    }
    flow_bind(flow);
}

zp_status flow_save_line(layout_context *context, section_flow *flow, size_t start, size_t index,
                         bool *saved) {
    const strip *left = &flow->strips[index];
    *saved = false;
    // What else is bound to the line would go over with it in any case.
    if (left->keep || left->line == 0 || !is_last_line(left)) {
        return ZP_OK;
    }
    candidates found = {0};
    zp_status status = find_candidates(context, flow, start, index + 1, -1, &found);
    if (status == ZP_OK) {
        status = find_candidates(context, flow, start, index + 1, 1, &found);
    }
    *saved = status == ZP_OK && found.count > 0;
    if (*saved) {
        change_length(context, flow, &found.items[0]);
    }
    return status;
}

// Lines of the grid that are left below the last of strips ..end-1.
static size_t lines_left(const section_flow *flow, size_t end) {
    const placing *last = &flow->placings[flow->placing_count - 1];
    size_t page = last->page;
    while (last->from > &flow->strips[end - 1]) { // goes over to the next page
        if (last == flow->placings || last[-1].page != page) {
            return 0; // all of it does
        }
        last--;
    }
    zp_length room = flow->height - last->y - last->height;
    bool free = last->from->grid && room >= last->from->fit;
    return free ? (size_t)((room - last->from->fit) / flow->grid_pitch) + 1 : 0;
}

zp_status flow_fill_page(layout_context *context, section_flow *flow, size_t start, size_t end,
                         bool *filled) {
    size_t wanted = lines_left(flow, end);
    candidates found = {0};
    *filled = false;
    if (wanted == 0 || count_candidates(flow, start, end, 1) < wanted) {
        return ZP_OK;
    }
    zp_status status = find_candidates(context, flow, start, end, 1, &found);
    // Widened gaps on a page that stays short all the same would be for nothing.
    *filled = status == ZP_OK && found.count >= wanted;
    if (*filled) {
        found.count = wanted;
    }
    // From the foot up: those further up keep their index.
    for (size_t done = 0; *filled && done < wanted; done++) {
        candidate *lowest = &found.items[0];
        for (size_t i = 1; i < found.count; i++) {
            lowest = found.items[i].index > lowest->index ? &found.items[i] : lowest;
        }
        change_length(context, flow, lowest);
        *lowest = found.items[--found.count];
    }
    return status;
}
