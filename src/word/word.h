// Where Word and WPS set a document otherwise than the PDF: a report for the clerk, in Chinese.
#ifndef ZIPING_WORD_H
#define ZIPING_WORD_H

#include "layout/layout.h"

// `pages` are the document's. What Word does is reckoned by its documented rules, since Word is not
// at hand: the report says so. What is in the folder `templates` is told as templates/….
void zp_word_report(const zp_document *document, const zp_pages *pages, zp_fonts *fonts,
                    const char *templates, zp_buffer *out);

#endif
