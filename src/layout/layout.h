// Layout: the document tree becomes pages. Every output with pages is a back end on zp_pages.
#ifndef ZIPING_LAYOUT_H
#define ZIPING_LAYOUT_H

#include "document/document.h"
#include "text/text.h"

typedef enum zp_item_kind { ZP_ITEM_GLYPHS, ZP_ITEM_RULE } zp_item_kind;

// Something drawn. Origin: the page's upper left corner, y downwards.
typedef struct zp_item {
    zp_item_kind kind;
    // What it belongs to, for tags and for looking up: the PARAGRAPH or HEADING of glyphs, the
    // TABLE of a rule. NULL and `artifact` for page numbers.
    const zp_node *node;
    bool artifact; // page numbers, rules, labels repeated on a further page
    bool vertical; // glyph origins advance downwards
    // GLYPHS: the origin of the first glyph on the baseline (vertical: the centre line's top).
    // RULE: upper left corner.
    zp_length x, y;
    zp_length width, height; // RULE
    zp_text text;            // GLYPHS: what glyph offsets mean
    const zp_glyph_run *run; // GLYPHS
    size_t line;             // GLYPHS: of the node's text, from 0
    int set_by; // GLYPHS: lines that text has more than by itself, for the page's sake (B8)
} zp_item;

// Where a signature or a seal goes. A signature's lower edge is on the foot of its label; a seal's
// square has its middle on the foot of its line, or as near to it as keeps other text clear.
typedef struct zp_page_field {
    const zp_node *node; // the FIELD
    zp_length x, y;      // upper left corner
    zp_length width, height;
} zp_page_field;

typedef struct zp_page {
    zp_length width, height;
    zp_item *items;
    size_t item_count, item_capacity;
    zp_page_field *fields; // in reading order
    size_t field_count, field_capacity;
    bool left_hand;  // an even page: the binding edge is on its right
    unsigned number; // counts the numbered pages from 1; 0 where none is printed
    bool numbered;
} zp_page;

// A heading in the outline (PDF bookmarks).
typedef struct zp_outline_entry {
    zp_text title;
    int level;   // from 1
    size_t page; // from 0
    zp_length y; // upper edge of the heading's line
} zp_outline_entry;

// How pages are meant to be printed: what a viewer's print dialog begins with.
typedef enum zp_sides { ZP_SIDES_ANY, ZP_SIDES_ONE, ZP_SIDES_BOTH } zp_sides;

typedef struct zp_pages {
    const zp_document *document;
    const zp_fonts *fonts;
    zp_page *pages;
    size_t count, capacity;
    zp_outline_entry *outline;
    size_t outline_count, outline_capacity;
    zp_sides sides; // the caller's to set
} zp_pages;

enum {
    // Pages of one document. The longest that was handed in has some forty; a binder takes 500.
    // What
    // is longer is told (id `document-pages`) before a file is written.
    ZP_PAGES_MAX = 5000,
    // The text of one cell, in thousandths of a point: over a thousand pages of A4, and the sum of
    // two still is a zp_length. Beyond: id `cell-size`.
    ZP_CELL_HEIGHT_MAX = 1000 * 1000 * 1000,
};

// Sets the document in pages; all belongs to the arena. Chooses the tables' densities and writes
// them into the tree. What cannot fit is an error that names the cell.
zp_status zp_layout(zp_arena *arena, zp_messages *messages, zp_fonts *fonts, zp_document *document,
                    zp_pages **pages);

// The same but for the pages: what an editor's file needs of the layout is written into the tree,
// and what cannot be set is told. That is less work where no page is made.
zp_status zp_layout_for_editing(zp_arena *arena, zp_messages *messages, zp_fonts *fonts,
                                zp_document *document);

// Whether two pages look the same: what is drawn, where, in which glyphs of which font file. Pages
// of two documents may be compared; whose nodes they are does not matter. Fields are no part of
// the picture: they are not printed.
bool zp_page_same(const zp_page *a, const zp_page *b);
// The same but for the page's number, and how far all of it stands from the edge, which an odd and
// an even page differ in: what a page becomes that others are put in or taken out before.
bool zp_page_moved(const zp_page *a, const zp_page *b);

#endif
