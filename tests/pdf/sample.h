// Pages built by hand, for testing the PDF back end without layout: shaped by HarfBuzz, every
// position known.
#ifndef ZIPING_TESTS_PDF_SAMPLE_H
#define ZIPING_TESTS_PDF_SAMPLE_H

#include "pdf/pdf.h"

enum { SAMPLE_SONG, SAMPLE_FANG, SAMPLE_KAI, SAMPLE_DIGITS, SAMPLE_NAMED, SAMPLE_FACES };

typedef struct sample {
    zp_arena *arena;
    zp_face faces[SAMPLE_FACES];
    zp_document document;
    zp_pages pages;
    zp_node node;
} sample;

// False when a font file is missing.
bool sample_open(sample *s, const char *fandol);
void sample_close(sample *s);
// Both for a group of cmocka's tests, whose state is the sample.
int sample_set_up(void **state);
int sample_tear_down(void **state);
bool sample_face(zp_arena *arena, zp_face *face, const char *file, unsigned index);

zp_page *sample_page(sample *s, zp_length width, zp_length height);
// A line at x, y; each glyph's advance grows by `space`. Returns its width.
zp_length sample_line(sample *s, zp_page *page, int face, zp_length size, zp_length x, zp_length y,
                      zp_length space, const char *text);
// Text downwards from x (the middle), y; `sideways` turns the glyphs.
zp_length sample_column(sample *s, zp_page *page, int face, zp_length size, zp_length x,
                        zp_length y, bool sideways, const char *text);
void sample_rule(sample *s, zp_page *page, zp_length x, zp_length y, zp_length width,
                 zp_length height);
void sample_outline(sample *s, const char *title, int level, size_t page, zp_length y);

// The pages that the proofs are made on.
void sample_fill(sample *s);
// `body` pages of running text with `kinds` different characters, for measuring.
void sample_fill_long(sample *s, unsigned body, unsigned kinds);
// One line a glyph: page, x, y in thousandths from the lower left corner.
void sample_print_places(const sample *s, zp_buffer *out);

#endif
