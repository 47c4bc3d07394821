// The document tree as WordprocessingML (ECMA-376 transitional), for Word, WPS and LibreOffice.
#ifndef ZIPING_DOCX_H
#define ZIPING_DOCX_H

#include "document/document.h"

// Writes the whole package into `out`. The same tree gives the same bytes: no clock, no ids drawn.
// Fails only where libzip does; then a message (id `docx`) and ZP_CANNOT_WRITE.
zp_status zp_docx_write(const zp_document *document, zp_messages *messages, zp_buffer *out);

// What Word lets no line of this document begin or end with (word/settings.xml), in UTF-8.
void zp_docx_line_edges(const zp_document *document, zp_buffer *not_first, zp_buffer *not_last);
// Whether an opening mark at a line's start loses its blank half there (w:topLinePunct). Word's
// switch is for a first line too, which keeps it behind an indent (B4.4): a heading is one line.
bool zp_docx_line_start_squeezed(const zp_style *style);

#endif
