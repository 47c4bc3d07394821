// What 更正说明 is made of: changes as they are shown to people.
#ifndef ZIPING_PACKAGE_PAPERS_H
#define ZIPING_PACKAGE_PAPERS_H

#include "package/private.h"

// ---------------------------------------------------------------- change.c

typedef struct package_sides {
    zp_text old, new;
} package_sides;

// Whether a document shows the change: [[waiver]] is in none.
bool package_is_shown(const zp_difference *difference);
// Its two sides in words: the values as they are printed, 新增, 删除, 移动 of elements.
package_sides package_shown(zp_arena *arena, const zp_difference *difference);

// ---------------------------------------------------------------- excerpt.c

// Old and new of a long text: the sentences that differ, …… for what both have.
package_sides package_excerpt(zp_arena *arena, const zp_stretch *stretches, size_t count);
// A text of which all is new, or gone: its beginning and its end.
zp_text package_shorten(zp_arena *arena, zp_text text);

#endif
