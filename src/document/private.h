// What the files of document/ share.
#ifndef ZIPING_DOCUMENT_PRIVATE_H
#define ZIPING_DOCUMENT_PRIVATE_H

#include "document/document.h"

// What a cell wants of the width it is given. All widths include the table's side padding.
typedef struct document_need {
    size_t row;
    const zp_cell *cell;
    zp_length hard;    // narrower, and a piece that may not be broken does not fit
    zp_length soft;    // narrower, and a figure parts from its unit or a short label is broken
    zp_length natural; // the longest line; wider makes no difference
    zp_length *height; // by width, in steps of the width's step; NULL: not asked for
} document_need;

// Fills all but row and cell. `step` and `steps` give the widths for which heights are wanted;
// no steps: none.
void document_measure_cell(const zp_node *cell, const zp_table *table, zp_length step, size_t steps,
                           document_need *need);

// number.c: tells the cell which column of numbers it is in; `above` is the cell above it, or NULL.
void document_join_column(zp_table *table, const zp_node *above, zp_node *cell);

// Half an em wide, and in words that stay whole.
bool document_is_western(uint32_t c);

#endif
