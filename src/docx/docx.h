// The document tree as WordprocessingML (ECMA-376 transitional), for Word, WPS and LibreOffice.
#ifndef ZIPING_DOCX_H
#define ZIPING_DOCX_H

#include "document/document.h"

// Writes the whole package into `out`. The same tree gives the same bytes: no clock, no ids drawn.
// Fails only where libxml2 or libzip do; then a message (id `docx`) and ZP_CANNOT_WRITE.
zp_status zp_docx_write(const zp_document *document, zp_messages *messages, zp_buffer *out);

// What Word lets no line of this document begin or end with (word/settings.xml), in UTF-8.
void zp_docx_line_edges(const zp_document *document, zp_buffer *not_first, zp_buffer *not_last);

#endif
