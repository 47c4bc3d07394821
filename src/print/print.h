// The print shop: all units in one PDF, with a slip before each; sheets imposed; a job ticket.
#ifndef ZIPING_PRINT_H
#define ZIPING_PRINT_H

#include "package/package.h"

typedef enum zp_imposition {
    ZP_IMPOSE_NONE,
    ZP_IMPOSE_A3_BOOKLET, // A3 sheets folded to A4, saddle-stitched
    ZP_IMPOSE_2UP,        // two A4 pages beside each other on A3, in reading order
} zp_imposition;

typedef struct zp_print_options {
    zp_imposition imposition;
    bool slips;    // a separator slip before each unit
    bool press;    // PDF/X-4, with the latest date of the documents
    zp_text title; // of the job; empty: from its units
} zp_print_options;

typedef struct zp_print zp_print;

// A job, to which packages are added one after the other. What is kept of each is its pages'
// compressed content; fonts are embedded once, at the end.
zp_print *zp_print_new(const zp_workshop *workshop, zp_messages *messages,
                       const zp_print_options *options);
void zp_print_free(zp_print *print); // NULL is fine
// The units that it has pages of.
size_t zp_print_units(const zp_print *print);
// Whether the file is the JSON ticket of a job, of any version.
bool zp_print_is_ticket(zp_arena *arena, const char *path);
// Sets the package's documents again from the data inside, and adds them set by set, so many copies
// of each as it says; each begins on a sheet of its own. Errors, which leave the job as it was:
// - `print-inputs`: they would not be those of the package (another tool, form or font);
// - `print-published`: it holds no data;
// - `print-twice`: a package of this unit (its name) and year is in the job, or the one that this
//   one replaces;
// - `print-size`: a page that cannot be imposed, being no A4.
zp_status zp_print_add(zp_print *print, const zp_package *package);
// Only the pages that differ from those of `old`, by whole sheets, or none; all of a package that
// `old` (NULL) has not. Those sheets have two pages: a job that is imposed refuses them
// (`print-changes`).
zp_status zp_print_add_changes(zp_print *print, const zp_package *old, const zp_package *package);
// Ends the job: the PDF, and the job ticket as JSON (templates/job-ticket.schema.json) and CSV. A
// job without pages is an error (`print-nothing`).
zp_status zp_print_finish(zp_print *print, zp_buffer *pdf, zp_buffer *json, zp_buffer *csv);

#endif
