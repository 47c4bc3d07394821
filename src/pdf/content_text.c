// The text of a page.
//
// Positions: the layout has decided every one, in thousandths of a point. A string's glyphs
// advance by the widths of /W, rounded as they are written there, and by one character spacing for
// the whole run; what still differs is put into the TJ array, always against the place that viewers
// have reached, so that no error adds up.
#include "pdf/content.h"

#include <hb.h>
#include <stdlib.h>

typedef content_writer writer;
typedef content_fine fine;
#define FINE(length) ((fine)(length)*10000)
// Differences a TJ array does not mend: 4 thousandths of a point, 1/700 mm.
enum { TOLERANCE = 4 };

static void put(writer *w, const char *string) {
    zp_buffer_add_string(w->out, string);
}

static void end_string(writer *w) {
    if (w->string) {
        put(w, ">");
    }
    w->string = false;
}

static void end_array(writer *w) {
    end_string(w);
    if (w->array) {
        put(w, "]TJ\n");
    }
    w->array = false;
}

static void set_font(writer *w, const pdf_font *font, size_t layer, zp_length size) {
    if (w->font == font && w->layer == layer && w->size == size) {
        return;
    }
    end_array(w);
    put(w, "/F");
    pdf_number(w->out, font->layers[layer].number, 0);
    put(w, " ");
    pdf_length(w->out, size);
    put(w, "Tf\n");
    w->font = font;
    w->layer = layer;
    w->size = size;
}

static int by_length(const void *a, const void *b) {
    zp_length x = *(const zp_length *)a;
    zp_length y = *(const zp_length *)b;
    return (x > y) - (x < y);
}

// What most glyphs' advances have over their widths: tracking, and the share of justification.
static zp_length run_spacing(writer *w, pdf_font *font, const zp_glyph_run *run) {
    enum { SAMPLE = 64 };
    zp_length over[SAMPLE];
    size_t count = run->count - 1 < SAMPLE ? run->count - 1 : SAMPLE; // the last one's is unseen
    for (size_t i = 0; i < count; i++) {
        const pdf_glyph *glyph = pdf_font_glyph(w->fonts, font, run->glyphs[i].id);
        over[i] = run->glyphs[i].advance - (zp_length)zp_scale(glyph->width, run->size, 1000);
    }
    if (count == 0) {
        return 0;
    }
    bool same = true;
    for (size_t i = 1; i < count; i++) {
        same = same && over[i] == over[0];
    }
    if (!same) {
        qsort(over, count, sizeof *over, by_length);
    }
    zp_length median = over[count / 2];
    return median >= -TOLERANCE && median <= TOLERANCE ? 0 : median; // widths are rounded
}

static void set_spacing(writer *w, zp_length spacing) {
    if (w->spacing != spacing) {
        pdf_length(w->out, spacing);
        put(w, "Tc\n");
        w->spacing = spacing;
    }
}

static void set_narrowed(writer *w, int narrowed) {
    if (w->narrowed != narrowed) {
        pdf_number(w->out, 1000 - narrowed, 1);
        put(w, " Tz\n");
        w->narrowed = narrowed;
    }
}

// Starts a line of text at x, y, counted from the item's origin.
static void move_line(writer *w, zp_length x, zp_length y) {
    end_array(w);
    if (x != w->line_x || y != w->line_y) {
        pdf_length(w->out, x - w->line_x);
        pdf_length(w->out, y - w->line_y);
        put(w, "Td\n");
    } else if (w->reached != 0) {
        put(w, "0 0 Td\n");
    }
    w->line_x = x;
    w->line_y = y;
    w->reached = 0;
}

// Brings the next glyph to x along the line, with a number in the TJ array.
static void adjust(writer *w, zp_length x) {
    fine error = FINE(x - w->line_x) - w->reached;
    if (llabs(error) < FINE(TOLERANCE) || w->size == 0) {
        return;
    }
    // In thousandths of the em, with one place: at 22 pt, 0.0011 pt at most is left.
    int64_t tenths = zp_scale(error, 1, w->size);
    if (tenths == 0) {
        return;
    }
    end_string(w);
    if (!w->array) {
        put(w, "[");
        w->array = true;
    }
    pdf_number(w->out, -tenths, 1);
    w->reached += tenths * w->size;
}

static void show(writer *w, const pdf_glyph *glyph) {
    if (!w->array) {
        put(w, "[");
        w->array = true;
    }
    if (!w->string) {
        put(w, "<");
        w->string = true;
    }
    pdf_hex(w->out, glyph->code, 4);
    w->reached += (fine)glyph->width * 10 * w->size + FINE(w->spacing);
}

// Glyphs of the cluster that begins at `from`.
static size_t cluster_end(const zp_glyph_run *run, size_t from) {
    size_t to = from + 1;
    while (to < run->count && run->glyphs[to].text_size == 0) {
        to++;
    }
    return to;
}

static zp_text cluster_text(const zp_item *item, const zp_glyph *glyph) {
    return zp_text_slice(item->text, glyph->text, (size_t)glyph->text + glyph->text_size);
}

// Whether one entry of ToUnicode says all of a cluster. MuPDF 1.21 joins surrogates only in an
// entry of a single character: of a rare Han with its selector, each needs a code of its own. A
// code for private use is to have an ActualText around it (ISO 19005-2, 6.2.11.7.3).
static bool sayable(zp_text text, size_t glyphs) {
    bool rare = false, private = false;
    size_t count = 0;
    for (size_t i = 0; i < text.size; count++) {
        uint32_t c = zp_utf8_next(text, &i);
        rare = c > 0xFFFF || rare;
        private = (c >= 0xE000 && c < 0xF900) || c >= 0xF0000 || private;
    }
    return glyphs == 1 && !private && (count == 1 || !rare);
}

static void begin_actual_text(writer *w, zp_text text) {
    end_array(w);
    put(w, "/Span<</ActualText");
    pdf_text_string(w->out, text);
    put(w, ">>BDC\n");
}

static void end_actual_text(writer *w) {
    end_array(w);
    put(w, "EMC\n");
}

// Draws one glyph that means `text`, and whose pen position is `pen` along the item's line.
static void draw_glyph(writer *w, pdf_font *font, const zp_item *item, const zp_glyph *glyph,
                       zp_text text, zp_length pen) {
    zp_length x = pen + glyph->dx;
    zp_length y = glyph->dy;
    if (item->vertical && !item->run->sideways) { // the text object stands upright
        x = glyph->dx;
        y = glyph->dy - pen;
    }
    if (y != w->line_y || (item->vertical && !item->run->sideways)) {
        move_line(w, x, y);
    }
    set_font(w, font, pdf_font_layer(w->fonts, font, glyph->id, text), w->size);
    adjust(w, x);
    show(w, pdf_font_glyph(w->fonts, font, glyph->id));
}

static void begin_text(writer *w, const zp_item *item, pdf_font *font) {
    bool turned = item->vertical && item->run->sideways;
    // Every glyph is placed for itself; only here some are narrowed, where no TJ number is.
    bool stacked = item->vertical && !turned;
    put(w, "BT\n");
    set_font(w, font, w->font == font ? w->layer : 0, item->run->size);
    set_spacing(w, stacked ? 0 : run_spacing(w, font, item->run));
    set_narrowed(w, item->run->narrowed);
    put(w, turned ? "0 -1 1 0 " : "");
    pdf_length(w->out, item->x);
    pdf_length(w->out, w->page->height - item->y);
    put(w, turned ? "Tm\n" : "Td\n");
    w->line_x = w->line_y = 0;
    w->reached = 0;
}

// A blank for each character behind `at`, which has no glyph: a selector.
static void draw_unseen(writer *w, pdf_font *font, const zp_item *item, zp_text text, size_t at,
                        zp_length pen) {
    hb_codepoint_t space = 0;
    hb_font_get_nominal_glyph(font->face->font, ' ', &space);
    for (size_t start = at; at < text.size; start = at) {
        zp_utf8_next(text, &at);
        draw_glyph(w, font, item, &(zp_glyph){.id = space}, zp_text_slice(text, start, at), pen);
    }
}

// A cluster that takes more than one entry of ToUnicode, and is put together by ActualText, for
// readers that know it; the others find the characters of the entries. Glyphs from..to-1.
static void draw_parts(writer *w, pdf_font *font, const zp_item *item, size_t from, size_t to,
                       zp_length pen) {
    const zp_glyph *glyphs = item->run->glyphs;
    zp_text text = cluster_text(item, &glyphs[from]);
    bool each = to - from == 1 || to - from == zp_utf8_count(text); // one a glyph
    begin_actual_text(w, text);
    size_t at = 0;
    for (size_t i = from; i < to; i++) {
        // What follows a glyph that says all has to say something too (PDF/A-2u, 6.2.11.7.2).
        zp_text part = i == from ? text : ZP_TEXT("\u200B");
        if (each) {
            size_t start = at;
            zp_utf8_next(text, &at);
            part = zp_text_slice(text, start, at);
        }
        draw_glyph(w, font, item, &glyphs[i], part, pen);
        pen += glyphs[i].advance;
    }
    if (each) {
        draw_unseen(w, font, item, text, at, pen);
    }
    end_actual_text(w);
}

// Western words need a blank between them, also where a line ends (ISO 32000-1, 14.8.2.5); Han and
// full-width marks do not. `at` is where the line's last character ends.
static bool parts_words(zp_text text, size_t at) {
    enum { WIDE = 0x2E80 };
    size_t next = at + 1;
    if (next >= text.size || (text.data[at] != ' ' && text.data[at] != '\n')) {
        return false;
    }
    uint32_t behind = zp_utf8_next(text, &next);
    do {
        at--;
    } while (at > 0 && ((unsigned char)text.data[at] & 0xC0) == 0x80);
    return zp_utf8_next(text, &at) < WIDE || behind < WIDE;
}

static void draw_word_end(writer *w, pdf_font *font, const zp_item *item, zp_length pen) {
    const zp_glyph_run *run = item->run;
    size_t at = run->count;
    while (at > 1 && run->glyphs[at - 1].text_size == 0) {
        at--;
    }
    const zp_glyph *last = &run->glyphs[at - 1];
    hb_codepoint_t space;
    if (parts_words(item->text, (size_t)last->text + last->text_size) &&
        hb_font_get_nominal_glyph(font->face->font, ' ', &space)) {
        draw_glyph(w, font, item, &(zp_glyph){.id = space}, ZP_TEXT(" "), pen);
    }
}

// Whether a line goes on with the next item.
static bool line_goes_on(const writer *w, const zp_item *item) {
    const zp_item *next = item + 1;
    return next < w->page->items + w->page->item_count && next->kind == ZP_ITEM_GLYPHS &&
           next->node == item->node && next->line == item->line;
}

void content_text(writer *w, const zp_item *item) {
    const zp_glyph_run *run = item->run;
    zp_length pen = 0;
    if (!run || run->count == 0) {
        return;
    }
    pdf_font *font = pdf_fonts_use(w->fonts, run->face);
    begin_text(w, item, font);
    for (size_t from = 0, to; from < run->count; from = to) {
        to = cluster_end(run, from);
        zp_text text = cluster_text(item, &run->glyphs[from]);
        if (sayable(text, to - from)) {
            draw_glyph(w, font, item, &run->glyphs[from], text, pen);
        } else {
            draw_parts(w, font, item, from, to, pen);
        }
        for (size_t i = from; i < to; i++) {
            pen += run->glyphs[i].advance;
        }
    }
    if (!line_goes_on(w, item)) {
        draw_word_end(w, font, item, pen);
    }
    end_array(w);
    put(w, "ET\n");
}
