// Cases of spec.md that lay out pages, in the styles and pages of templates/styles.xml.
#ifndef ZIPING_SPEC_PAGE_H
#define ZIPING_SPEC_PAGE_H

#include "text/text.h"

enum { SPEC_BLOCKS = 32 };

typedef struct spec_page {
    zp_text page, blocks[SPEC_BLOCKS];
    size_t block_count;
    zp_text pages, places, edges, numbers; // what is wanted; empty: anything
} spec_page;

// Takes a line of the file that is a key of these cases.
bool spec_page_take(spec_page *about, zp_text line);
// Lays the case out; calls `same` with what was wanted and what came.
bool spec_page_run(zp_arena *arena, zp_messages *messages, zp_fonts *fonts, const spec_page *about,
                   bool (*same)(const void *t, const char *what, zp_text wanted, zp_text got),
                   const void *t);

#endif
