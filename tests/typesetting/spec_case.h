// A case of spec.md, and what its kinds share.
#ifndef ZIPING_SPEC_CASE_H
#define ZIPING_SPEC_CASE_H

#include "text/text.h"
#include "typesetting/spec_page.h"
#include "typesetting/spec_record.h"

typedef struct test_case {
    zp_text rule, title;
    int line; // of the heading in spec.md
    zp_text style, input, lines, widths, advances, ink, faces, glyphs, turns, told, fonts, error;
    zp_text column, points; // of a table (B10)
    zp_text word;           // lines
    zp_text docx;           // what word/document.xml holds
    zp_decimal measure;     // em
    spec_record record;
    spec_page pages;
} test_case;

// Compares, and prints the difference; nothing wanted is always right.
bool spec_same(const test_case *t, const char *what, zp_text wanted, zp_text got);
// The next word of a line, at *at, which moves behind it.
zp_text spec_word_at(zp_text text, size_t *at);

// spec_text.c: what `style:` says; a paragraph of the input; a paragraph set and compared.
zp_style spec_style(zp_text words, bool *vertical);
zp_length spec_measure(const test_case *t, const zp_style *style);
zp_node *spec_block(zp_arena *arena, const test_case *t, bool *vertical);
bool spec_text_run(zp_arena *arena, zp_fonts *fonts, const test_case *t, zp_messages *messages);

// spec_docx.c: is `docx:` in the written document?
bool spec_docx_run(zp_arena *arena, const test_case *t, zp_messages *messages);

#endif
