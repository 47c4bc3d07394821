// Pages as PDF.
#ifndef ZIPING_PDF_H
#define ZIPING_PDF_H

#include "layout/layout.h"

// Writes the file's bytes into `out`. The same pages give the same bytes. A face whose licence
// forbids embedding, or a font that cannot be subset, is a located message and ZP_BAD_INPUT.
zp_status zp_pdf_write(const zp_pages *pages, zp_messages *messages, zp_buffer *out);

// A file that grows by page lists. What is kept of them is compressed: they may be freed as soon as
// they are added. Fonts are embedded at the end, once each for all.
typedef struct zp_pdf zp_pdf;
zp_pdf *zp_pdf_begin(void);
void zp_pdf_free(zp_pdf *pdf);          // NULL is fine
size_t zp_pdf_count(const zp_pdf *pdf); // pages so far
// An entry of the outline, for the page that comes next; `level` from 1.
void zp_pdf_mark(zp_pdf *pdf, zp_text title, int level);
// Adds pages. `label` stands before their numbers where a viewer shows them.
void zp_pdf_add(zp_pdf *pdf, const zp_page *pages, size_t count, zp_text label);
// A blank page; `label` is all that a viewer shows of its number.
void zp_pdf_add_blank(zp_pdf *pdf, zp_length width, zp_length height, zp_text label);
// Adds pages that are there already, counted from 0, once more.
void zp_pdf_repeat(zp_pdf *pdf, size_t from, size_t count);
// Writes the file, once; of `document` only what it says of itself. Messages as zp_pdf_write.
zp_status zp_pdf_end(zp_pdf *pdf, zp_messages *messages, const zp_document *document,
                     zp_sides sides, zp_buffer *out);

#endif
