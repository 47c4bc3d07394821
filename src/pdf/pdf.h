// Pages as PDF, on libharu as an object store.
#ifndef ZIPING_PDF_H
#define ZIPING_PDF_H

#include "layout/layout.h"

// Writes the file's bytes into `out`. The same pages give the same bytes. A face whose licence
// forbids embedding, or a font that cannot be subset, is a located message and ZP_BAD_INPUT.
zp_status zp_pdf_write(const zp_pages *pages, zp_messages *messages, zp_buffer *out);

#endif
