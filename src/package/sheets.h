// What the files of replacement.c share.
#ifndef ZIPING_PACKAGE_SHEETS_H
#define ZIPING_PACKAGE_SHEETS_H

#include "package/private.h"

// Which of a document's pages are meant, from 0.
typedef struct package_choice {
    bool *chosen;
    size_t count;
} package_choice;

// What happens to one document.
typedef struct package_exchange {
    const package_pair *pair;
    const zp_pages *old, *new;          // NULL: not in that version
    package_choice pull, put;           // printed on one side
    package_choice pull_both, put_both; // on both: the pages of whole sheets
} package_exchange;

// ---------------------------------------------------------------- sheets.c

bool package_any(package_choice choice);
// 第2页、第5—6页（页码3—4）; 无 where none is chosen.
zp_text package_pages_text(zp_arena *arena, const zp_pages *pages, package_choice choice);
// 第1张（第1—2页）、第3张（第5页，页码3）, for whole sheets.
zp_text package_sheets_text(zp_arena *arena, const zp_pages *pages, package_choice choice);

// ---------------------------------------------------------------- remark.c

// What else is to be known and done.
zp_text package_remark(zp_arena *arena, const package_exchange *exchange);

#endif
