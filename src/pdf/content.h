// What the files of a page's content share.
#ifndef ZIPING_PDF_CONTENT_H
#define ZIPING_PDF_CONTENT_H

#include "pdf/private.h"

// Positions along a line while setting: thousandths of a point times ten-thousandths of the em,
// which is the unit of the numbers in TJ arrays when they have one place.
typedef int64_t content_fine;

typedef struct content_writer {
    zp_buffer *out;
    pdf_fonts *fonts;
    pdf_structure *structure;
    const zp_page *page;
    const pdf_font *font; // as set by Tf, which outlives a text object
    size_t layer;         // of the font
    zp_length size;
    zp_length spacing; // as set by Tc
    int narrowed;      // as set by Tz: thousandths less than the whole width
    zp_length line_width;
    // Inside a text object, in its own coordinates from the item's origin:
    zp_length line_x, line_y; // where the last Td stands
    content_fine reached;     // from line_x
    bool array, string;       // inside [ and inside <
} content_writer;

// content_text.c
void content_text(content_writer *w, const zp_item *item);

#endif
