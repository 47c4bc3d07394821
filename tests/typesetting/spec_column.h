// Cases of spec.md about a table's column of numbers (B10).
#ifndef ZIPING_TESTS_SPEC_COLUMN_H
#define ZIPING_TESTS_SPEC_COLUMN_H

#include "layout/layout.h"

// Sets the values of `column`, ` | ` between them, below each other in a table of one column as
// wide as `measure`, and gives for each where its decimal point stands, or would, from the left, in
// em; in brackets the middle of what is no number.
zp_text spec_column_points(zp_arena *arena, zp_messages *messages, zp_fonts *fonts,
                           const zp_style *style, zp_length measure, zp_text column);

#endif
