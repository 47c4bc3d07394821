// The operators of one page. All colours are DeviceGray.
#include "pdf/content.h"

typedef content_writer writer;

static void put(writer *w, const char *string) {
    zp_buffer_add_string(w->out, string);
}

// ---------------------------------------------------------------- rules

// A stroke along the rule's middle. Strokes, not filled rectangles: with stroke adjustment equal
// rules come out equally thick on every device, and hairlines never vanish.
static void draw_rule(writer *w, const zp_item *item) {
    bool level = item->width >= item->height;
    zp_length thick = level ? item->height : item->width;
    int64_t x = 2 * (int64_t)item->x; // in half thousandths, since a middle may fall on one
    int64_t y = 2 * ((int64_t)w->page->height - item->y);
    int64_t to_x = x + 2 * (int64_t)item->width;
    int64_t to_y = y - 2 * (int64_t)item->height;
    if (thick <= 0) {
        return;
    }
    if (level) {
        y = to_y = y - thick;
    } else {
        x = to_x = x + thick;
    }
    if (w->line_width != thick) {
        pdf_length(w->out, thick);
        put(w, "w\n");
        w->line_width = thick;
    }
    pdf_number(w->out, x * 5, 4);
    put(w, " ");
    pdf_number(w->out, y * 5, 4);
    put(w, " m ");
    pdf_number(w->out, to_x * 5, 4);
    put(w, " ");
    pdf_number(w->out, to_y * 5, 4);
    put(w, " l S\n");
}

// ---------------------------------------------------------------- the page

// The runs of a paragraph that are one piece of marked content.
static bool same_piece(const zp_item *a, const zp_item *b) {
    return a->kind == ZP_ITEM_RULE || a->run == NULL || b->run == NULL ||
           a->run->node == b->run->node || pdf_structure_goes_on(a, b);
}

// Items that stand together and belong to the same thing: the unit that marked content (tags,
// artifacts) goes around.
static size_t group_end(const zp_page *page, size_t from) {
    const zp_item *first = &page->items[from];
    size_t to = from + 1;
    while (to < page->item_count && page->items[to].kind == first->kind &&
           page->items[to].node == first->node && page->items[to].artifact == first->artifact &&
           same_piece(&page->items[to - 1], &page->items[to])) {
        to++;
    }
    return to;
}

static void draw_group(writer *w, size_t from, size_t to) {
    if (w->structure != NULL) {
        pdf_structure_mark(w->structure, &w->page->items[from], w->out);
    }
    for (size_t i = from; i < to; i++) {
        const zp_item *item = &w->page->items[i];
        if (item->kind == ZP_ITEM_RULE) {
            draw_rule(w, item);
        } else {
            content_text(w, item);
        }
    }
    if (w->structure != NULL) {
        put(w, "EMC\n");
    }
}

void pdf_content(pdf_fonts *fonts, pdf_structure *structure, const zp_page *page, zp_buffer *out) {
    writer w = {.out = out, .fonts = fonts, .structure = structure, .page = page, .line_width = -1};
    put(&w, "/G0 gs 0 g 0 G\n");
    for (size_t from = 0, to; from < page->item_count; from = to) {
        to = group_end(page, from);
        draw_group(&w, from, to);
    }
}
