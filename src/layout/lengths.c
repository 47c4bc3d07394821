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
    return justified && !last->set_anew &&
           (by < 0 ? line->width <= 8 * em * others : rest <= 2 * em * others);
}

// A paragraph from the page before with two lines on this one must keep both: one would be its last
// line at the top.
static bool leaves_one(const section_flow *flow, size_t start, size_t index, int by) {
    size_t here = index - start + 1;
    return by < 0 && flow->strips[index].line + 1 > here && here <= 2;
}

// Sets the paragraph whose last line is strip `index` in `by` lines more.
static zp_status change_length(layout_context *context, section_flow *flow, size_t index, int by,
                               bool *done) {
    const strip *last = &flow->strips[index];
    size_t lines = last->line + 1;
    zp_paragraph *paragraph = NULL;
    *done = false;
    if (!worth_trying(flow, last, by)) {
        return ZP_OK;
    }
    zp_status status =
        zp_paragraph_set_in(context->typesetter, context->arena, last->node, flow->measure,
                            by < 0 ? lines - 1 : lines + 1, by > 0, &paragraph);
    if (status != ZP_OK || paragraph == NULL) {
        return status;
    }
    if (by < 0) {
        remove_strip(flow, index);
    } else {
        double_strip(context, flow, index);
    }
    paragraph->set_by = by;
    for (size_t i = 0; i < paragraph->line_count; i++) {
        strip *line = &flow->strips[index + 1 - lines + i];
        line->paragraph = paragraph;
        line->line = i;
        line->set_anew = true;
    }
    flow_bind(flow);
    *done = true;
    return ZP_OK;
}

zp_status flow_save_line(layout_context *context, section_flow *flow, size_t start, size_t index,
                         bool *saved) {
    const strip *left = &flow->strips[index];
    zp_status status = ZP_OK;
    *saved = false;
    // What else is bound to the line would go over with it in any case.
    if (left->keep || left->line == 0 || !is_last_line(left)) {
        return ZP_OK;
    }
    for (int by = -1; by <= 1; by += 2) {
        for (size_t i = index; i > start && !*saved && status == ZP_OK; i--) {
            if (is_last_line(&flow->strips[i]) && !leaves_one(flow, start, i, by)) {
                status = change_length(context, flow, i, by, saved);
            }
        }
    }
    return status;
}

zp_status flow_fill_page(layout_context *context, section_flow *flow, size_t start, size_t end,
                         bool *filled) {
    const placing *last = &flow->placings[flow->placing_count - 1];
    zp_status status = ZP_OK;
    *filled = false;
    size_t page = last->page;
    while (last->from > &flow->strips[end - 1]) { // goes over to the next page
        if (last == flow->placings || last[-1].page != page) {
            return ZP_OK; // all of it does
        }
        last--;
    }
    zp_length room = flow->height - last->y - last->height;
    if (!last->from->grid || room < last->from->fit) {
        return ZP_OK;
    }
    for (size_t i = end - 1; i > start && !*filled && status == ZP_OK; i--) {
        if (is_last_line(&flow->strips[i])) {
            status = change_length(context, flow, i, 1, filled);
        }
    }
    return status;
}
