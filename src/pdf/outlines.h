// What is kept of a face from document to document.
#ifndef ZIPING_PDF_OUTLINES_H
#define ZIPING_PDF_OUTLINES_H

#include "pdf/cff.h"
#include "text/text.h"

typedef struct pdf_outlines pdf_outlines;
// Those kept with the face, or, where it keeps nothing, new ones. To be closed.
pdf_outlines *pdf_outlines_open(const zp_face *face);
void pdf_outlines_close(pdf_outlines *outlines);

bool pdf_outlines_sound(const pdf_outlines *outlines); // false: a CFF that cannot be read
bool pdf_outlines_cid_keyed(const pdf_outlines *outlines);
// The CID of each glyph; NULL: the glyph id.
const uint16_t *pdf_outlines_cids(const pdf_outlines *outlines);
// The tables that a PDF needs, for HarfBuzz's subsetter. It would otherwise walk the cmap of all
// 44,000 characters, and layout tables, to find what to keep (4 ms a font, whatever is drawn).
hb_face_t *pdf_outlines_narrow(pdf_outlines *outlines);
// A CFF font of these glyphs, in the order of their ids, the first of which is 0, as a zlib stream.
// False: some outline is damaged, or of a kind that only HarfBuzz can take out of the font.
bool pdf_outlines_write(pdf_outlines *outlines, const uint32_t *ids, size_t count, zp_buffer *out);
// Whether the outline of one of these glyphs is damaged; ids NULL: of any that the CFF font has.
bool pdf_outlines_broken(pdf_outlines *outlines, const uint32_t *ids, size_t count);

#endif
