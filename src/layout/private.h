// What the files of layout/ share:
//   flow.c       a section's blocks as strips, and what holds them together
//   lengths.c    a paragraph in a line less or more, for the page's sake
//   table.c      cells with their text set, heights of rows
//   columns.c    columns for the type at hand; number.c: points on one line
//   fragment.c   the part of a table that stands on one page
//   pages.c      strips on pages; paint.c: items on pages; field.c: room to sign
//   same.c       whether two pages look the same
//   layout.c     all of it, and how dense a table is set
#ifndef ZIPING_LAYOUT_PRIVATE_H
#define ZIPING_LAYOUT_PRIVATE_H

#include "layout/layout.h"

// The size the grid is made for: 3号, the body's.
static const zp_length grid_size = ZP_POINTS(16);

// A cell with its text set.
typedef struct cell_box {
    const zp_node *node;
    size_t row, row_span, column, column_span;
    zp_paragraph **paragraphs;
    const zp_node **blocks; // the node of each paragraph
    size_t count;
    int percent;       // the type size the paragraphs are set in; 0: not yet
    zp_length content; // height of the text without padding
    zp_length least;   // vertical text: the height it cannot do without
    size_t lines;      // of all paragraphs
    size_t painted;    // lines already on a page
    zp_length shift;   // of a number to the right, so that points stand on one line (B10)
} cell_box;

typedef struct table_box {
    const zp_node *node;
    size_t row_count, column_count;
    const zp_node **rows;
    cell_box *cells;
    size_t cell_count;
    size_t *owner;               // row * column_count + column -> index of the cell
    size_t *head_from, *head_to; // by row: the head rows repeated above it on a new page
    zp_length *heights;          // of rows, in the present density
    zp_length measure;           // of the type area
    zp_length *edges;            // x of the column_count + 1 column edges from the type area's left
    zp_density density;
    int fitted_percent;            // the type size its columns are fitted for; 0: not yet asked
    struct fitted_columns *fitted; // of a table that no other is like; see columns.c
} table_box;

typedef enum strip_kind { STRIP_LINE, STRIP_SPACE, STRIP_FILL, STRIP_ROW, STRIP_BREAK } strip_kind;

// A slice of the flow, as wide as the type area, between whose neighbours a page may end.
typedef struct strip {
    strip_kind kind;
    zp_length height;  // how far the next one is moved down
    zp_length fit;     // how much must be free for this one: a grid line needs no room below
    bool keep;         // no page ends behind this one
    bool grid;         // stands on the grid
    zp_length down_to; // SPACE: reaches down to here on the page, also from its top
    bool set_anew;     // LINE: in a line less or more already
    zp_length shift;   // LINE: moved to the right against its paragraph
    const zp_node *node;
    const zp_paragraph *paragraph;
    size_t line;
    table_box *table;
    size_t row;
} strip;

// Where a strip, or a piece of a row taller than a page, came to stand.
typedef struct placing {
    const strip *from;
    size_t page; // from 0, in the section
    zp_length y; // from the type area's upper edge
    zp_length height;
    bool repeated; // a head row on a further page
    bool split;    // a piece of a split row
} placing;

typedef struct section_flow {
    const zp_node *node;
    const zp_page_setup *setup;
    zp_length measure, height; // of the type area
    zp_length grid_pitch;      // 0: no grid
    strip *strips;
    size_t count, capacity;
    table_box **tables;
    size_t table_count, table_capacity;
    placing *placings;
    size_t placing_count, placing_capacity;
    size_t page_count;
    bool paged; // pages are wanted, or the tree is to know of them
} section_flow;

typedef struct fitted_columns fitted_columns;

typedef struct layout_context {
    zp_arena *arena;
    zp_messages *messages;
    zp_typesetter *typesetter;
    zp_pages *pages;
    unsigned numbered; // pages with a printed number so far
    const zp_document *document;
    const zp_node *root;    // of the document
    fitted_columns *fitted; // columns.c: what has been fitted so far
    bool editing;           // no pages are wanted
    const zp_node **fields; // of the whole document
    size_t field_count, field_capacity;
} layout_context;

// table.c
table_box *table_open(layout_context *context, zp_node *node, zp_length measure);
// Sets the cells' text if the type size changed, and finds the rows' heights.
zp_status table_measure(layout_context *context, table_box *table, zp_density density);
// Once the rows' heights are settled: where a row is as high anyway a label takes a further line
// rather than end one within a word (B8). Rows over `tallest`, which may go over pages, are left
// out.
zp_status table_keep_words(layout_context *context, table_box *table, zp_length tallest);
zp_length cell_width(const table_box *table, const cell_box *cell); // without padding

// columns.c: fits the table's columns for the type size of its density, together with those of the
// document's other tables of its shape. False: they stay as they are.
bool table_fit(layout_context *context, table_box *table);

// number.c: finds the cells' shifts, once their text is set.
void align_numbers(layout_context *context, table_box *table);

// Lines from..to-1 of a cell, all its paragraphs' together, and the first from `from` on that has
// no place in `room`.
zp_length lines_height(const cell_box *cell, size_t from, size_t to);
size_t lines_fitting(const cell_box *cell, size_t from, zp_length room);

// flow.c
zp_status flow_open(layout_context *context, zp_node *section, section_flow *flow);
void flow_row_heights(section_flow *flow); // after table_measure
void flow_bind(section_flow *flow);        // what stays together: anew, after the strips changed

// lengths.c: B8: strip `index`, a paragraph's last line, is about to begin a page. Sets it or
// another paragraph that ends on the page before, which began with strip `start`, in a line less,
// or one in a line more, whichever is seen least, so that the page is full and no line is alone.
// *saved: the page is to be made anew.
zp_status flow_save_line(layout_context *context, section_flow *flow, size_t start, size_t index,
                         bool *saved);

// The same where a heading goes over and leaves the page, strips start..end-1, lines short: only if
// all of them can be filled.
zp_status flow_fill_page(layout_context *context, section_flow *flow, size_t start, size_t end,
                         bool *filled);

// pages.c
zp_status flow_pages(layout_context *context, section_flow *flow);

// paint.c
zp_item *add_item(layout_context *context, zp_page *page);
void paint_line(layout_context *context, zp_page *page, const zp_node *node,
                const zp_paragraph *paragraph, size_t line, zp_length x, zp_length top,
                bool artifact);
void paint_rule(layout_context *context, zp_page *page, const zp_node *node, zp_length x,
                zp_length y, zp_length width, zp_length height);
zp_status paint_section(layout_context *context, section_flow *flow);

// field.c
void find_fields(layout_context *context, const zp_node *node); // all below it
// Notes the fields that stand in a line just painted; `x`, `top` as for paint_line.
void mark_fields(layout_context *context, zp_page *page, const zp_node *block,
                 const zp_paragraph *paragraph, size_t line, zp_length x, zp_length top);
// Once all of the page is painted: how high and wide the fields may be.
void settle_fields(layout_context *context, zp_page *page);
// The height that a seal in the paragraph wants free below its last line.
zp_length seal_below(const layout_context *context, const zp_node *block);

// fragment.c: the rows of one table that stand on one page, placings from..to-1.
zp_status paint_fragment(layout_context *context, zp_page *page, const placing *from, size_t count,
                         zp_length left, zp_length top);

#endif
