// What the files of word/ share: every paragraph with its lines in the PDF and in Word.
#ifndef ZIPING_WORD_PRIVATE_H
#define ZIPING_WORD_PRIVATE_H

#include "word/word.h"

typedef struct block {
    const zp_node *node; // HEADING or PARAGRAPH
    const zp_node *section;
    const zp_node *table, *cell; // NULL in the flow
    size_t row;                  // of the table, from 0
    zp_length measure;
    int percent; // of the style's size
    // In the PDF. Nothing drawn: page 0.
    size_t page; // from 1
    size_t line; // in the flow: of the page's lines, from 1
    uint32_t *starts;
    size_t start_count, start_capacity;
    size_t last_line; // from 0
    int set_by;       // lines more than by itself, for the page's sake (B8)
    // In Word, as reckoned.
    uint32_t *ends;
    size_t end_count;
} block;

// A label that the PDF repeats on a further page.
typedef struct repetition {
    const block *of;
    size_t page; // from 1
} repetition;

// Where a page begins.
typedef struct page_start {
    const block *at; // NULL: an empty page
    uint32_t from;   // byte of the block's text
    size_t line;     // of the block, from 0
} page_start;

typedef struct comparison {
    const zp_document *document;
    const zp_pages *pages;
    const char *templates; // the folder
    zp_arena *arena;
    const zp_style *normal;
    zp_text not_first, not_last;
    block *blocks; // in the order of the tree
    size_t count, capacity;
    block **by_node; // sorted by node
    repetition *repetitions;
    size_t repetition_count, repetition_capacity;
} comparison;

// blocks.c
void collect_blocks(comparison *c);
void read_pages(comparison *c);
void reckon_lines(comparison *c, zp_fonts *fonts);
block *block_of(const comparison *c, const zp_node *node); // NULL where there is none
zp_text block_text(zp_arena *arena, const block *b);       // its runs joined, as offsets count
zp_place block_place(const block *b); // of the report's paragraph, else of the first run
bool only_blanks(zp_text text, uint32_t a, uint32_t b); // between two of its bytes
// Do both break the same text at the same places? Blanks at a break do not count.
bool same_breaks(const comparison *c, const block *b);

// paging.c: the pages of one section, as Word would make them, and as the PDF has them.
size_t reckon_pages(const comparison *c, const zp_node *section, page_start **starts);
size_t printed_pages(const comparison *c, const zp_node *section, page_start **starts);

// structure.c: what differs by the kinds of thing a page is made of.
void tell_structure(const comparison *c, zp_buffer *out);

// word.c: parts of a line of the report; of a block's text the first 字 from byte `from` on.
void tell_place(const comparison *c, zp_buffer *out, zp_place place);
void tell_block(const comparison *c, zp_buffer *out, const block *b);
void tell_text(const comparison *c, zp_buffer *out, const block *b, size_t from);

#endif
