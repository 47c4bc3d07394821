// Pages as PDF: PDF/A-2u, all of it in DeviceGray.
#ifndef ZIPING_PDF_H
#define ZIPING_PDF_H

#include "layout/layout.h"

// A file in the file, which readers show in their list of attachments.
typedef struct zp_pdf_attachment {
    zp_text name;        // unit.toml
    zp_text type;        // MIME: application/toml
    zp_text description; // 自评数据
    zp_text bytes;
} zp_pdf_attachment;

// What a PDF may have beyond that. Nothing of it is owned; it is read until the file is written.
typedef struct zp_pdf_wish {
    // PDF/X-4, for a press, too: it wants a date, and boxes for trimming; there are no form fields.
    bool press;
    // The data that the document was made from: with them it is PDF/A-3u, and can be made again
    // from the file alone: they have the names of the unit's folder, and XMP (pdf/xmp.c) tells
    // form, document, version and tool.
    const zp_pdf_attachment *attachments;
    size_t attachment_count;
    zp_text tool; // of attachments: the version of the program that can make it again
    zp_text date; // of a document that has none: of PDF/X and of attachments
} zp_pdf_wish;

// Writes the file's bytes into `out`. The same pages give the same bytes. A face whose licence
// forbids embedding, a font that cannot be subset, or no date where PDF/X wants one (`pdfx-date`)
// is a message and ZP_BAD_INPUT. `wish`: NULL for none.
// It is tagged (PDF/UA-1): what the tags say is the tree that the items' nodes stand in, also where
// it is not the page list's own document but that of pages taken from others, each a part then.
zp_status zp_pdf_write(const zp_pages *pages, const zp_pdf_wish *wish, zp_messages *messages,
                       zp_buffer *out);

// A file that grows by page lists. It has no tags: pages may be in it twice, and then their content
// would belong to two places of the tree. What is kept of them is compressed: they may be freed as
// soon as they are added. Fonts are embedded at the end, once each for all.
typedef struct zp_pdf zp_pdf;
zp_pdf *zp_pdf_begin(const zp_pdf_wish *wish); // NULL: none
void zp_pdf_free(zp_pdf *pdf);                 // NULL is fine
size_t zp_pdf_count(const zp_pdf *pdf);        // pages so far
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
