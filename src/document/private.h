// What the files of document/ share.
#ifndef ZIPING_DOCUMENT_PRIVATE_H
#define ZIPING_DOCUMENT_PRIVATE_H

#include "document/document.h"

typedef struct document_text document_text; // a cell's, in pieces

// What a cell wants of the width it is given. All widths include the table's side padding.
typedef struct document_need {
    size_t row;
    const zp_cell *cell;
    zp_length hard;    // narrower, and a piece that may not be broken does not fit
    zp_length soft;    // narrower, and a figure parts from its unit or a short label is broken
    zp_length natural; // the longest line; wider makes no difference
    // The heights of its text, in steps of the width's step.
    zp_length *known; // by width; below 0: not yet found; NULL: not asked for
    int widest;       // the last of `known`; wider makes no difference
    const document_text *text;
    // For room.c:
    size_t row_span;
    uint64_t groups;        // of columns it stands in, a bit each
    zp_length settled, now; // its height in the widths settled on; with padding, in those on trial
} document_need;

// Fills all but row and cell. `step` is the width's step for which heights are wanted; 0: none.
void document_measure_cell(zp_arena *arena, const zp_node *cell, const zp_table *table, int percent,
                           zp_dictionary *words, zp_length step, document_need *need);
// known[width], found.
zp_length document_find_height(const document_need *need, int width);

enum {
    DOCUMENT_STEPS = 240,      // the measure, in steps
    DOCUMENT_COLUMNS_MAX = 64, // columns a table may have to be fitted by content
};

// Room.c: the cells whose width changes from trial to trial, and what the others make of the rows.
typedef struct document_trial {
    document_need **needs, **spans; // those cells; all cells over several rows
    size_t count, span_count;
    zp_length *rows;
    int64_t cells; // the others' heights
} document_trial;

// A table's columns on the way to their widths (columns.c).
typedef struct document_fit {
    const zp_node *const *tables;
    size_t table_count;
    const zp_table *table; // the first, for what all have alike
    const zp_density *density;
    int percent; // of the styles' sizes
    zp_arena *arena;
    document_need *needs;
    size_t need_count;
    zp_length *row_heights;
    size_t row_count;
    zp_length step;
    size_t columns;
    size_t group[DOCUMENT_COLUMNS_MAX]; // of a column: the first column of the same weight
    int members[DOCUMENT_COLUMNS_MAX];  // of a group
    int width[DOCUMENT_COLUMNS_MAX];    // of a group's columns, in steps
    int room;                           // steps not given to any
    document_trial trial;
} document_fit;

// The least widths of the groups: by soft or hard needs, none of them above `most`, and the
// template's least shares.
void document_least_widths(const document_fit *fit, bool soft, int most, int *width);
// room.c: gives room to where it takes off most height, and moves it as long as that helps.
void document_spend_room(document_fit *fit);

// number.c: tells the cell which column of numbers it is in; `above` is the cell above it, or NULL.
void document_join_column(zp_table *table, const zp_node *above, zp_node *cell);

bool document_is_one_of(uint32_t c, const uint32_t *set);
// Half an em wide, and in words that stay whole.
bool document_is_western(uint32_t c);

// ---------------------------------------------------------------- match.c

// What it is worth that an element of the old list and one of the new are paired; 0: strangers.
// only_same: those that are not the same are strangers too.
typedef uint32_t document_worth(const void *lists, size_t old, size_t new, bool only_same);
// Of each of the old list the one of the new that belongs to it, in order, or SIZE_MAX: what begins
// and ends both lists alike, and between them the pairs that are worth most together.
size_t *document_match(zp_arena *arena, size_t old_count, size_t new_count, document_worth *worth,
                       const void *lists);

// ---------------------------------------------------------------- align.c

// Something to be matched with its like in the other document.
typedef struct document_item {
    zp_node *node;
    zp_text text;
    uint64_t hash;   // of type, style and text
    uint32_t *pairs; // its neighbouring characters two by two, sorted, by which it is like others;
                     // NULL: nobody asked
    size_t pair_count;
} document_item;

// Neither is SIZE_MAX: they belong together. `old` alone was deleted, `new` alone inserted.
typedef struct document_pair {
    size_t old, new;
} document_pair;

document_item document_item_of(zp_arena *arena, zp_node *node);
// The two lists as one, each in its order: what is the same, or like enough, in pairs; what else
// stands between two pairs first by twos of one kind if `by_place`, then deletions, then
// insertions. Returns the number of pairs.
size_t document_align(zp_arena *arena, document_item *old, size_t old_count, document_item *new,
                      size_t new_count, bool by_place, document_pair **pairs);
// One kind: could one node be the other, changed?
bool document_one_kind(const zp_node *a, const zp_node *b);

// ---------------------------------------------------------------- diff*.c

typedef struct document_diff {
    zp_arena *arena;
    bool changed;
} document_diff;

// A copy of a node without its children.
zp_node *document_copy_node(document_diff *diff, const zp_node *node, zp_change change);
// A copy of all below, each marked.
zp_node *document_copy(document_diff *diff, const zp_node *node, zp_change change);
// The children of two nodes that are blocks, as those of `into`.
void document_diff_blocks(document_diff *diff, zp_node *old, zp_node *new, zp_node *into);
// The inlines of two headings or paragraphs. True when they differ.
bool document_diff_text(document_diff *diff, const zp_node *old, const zp_node *new, zp_node *into);
// Two tables as one; NULL when they have no common grid.
zp_node *document_diff_table(document_diff *diff, zp_node *old, zp_node *new);

#endif
