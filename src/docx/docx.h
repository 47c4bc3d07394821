// The document tree as WordprocessingML (ECMA-376 transitional), for Word, WPS and LibreOffice.
#ifndef ZIPING_DOCX_H
#define ZIPING_DOCX_H

#include "document/document.h"

// Writes the whole package into `out`. The same tree gives the same bytes: no clock, no ids drawn.
// Fails only where libxml2 or libzip do; then a message (id `docx`) and ZP_CANNOT_WRITE.
zp_status zp_docx_write(const zp_document *document, zp_messages *messages, zp_buffer *out);

#endif
