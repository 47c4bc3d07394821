// TrueType font programs, before they are embedded.
#ifndef ZIPING_PDF_TRUETYPE_H
#define ZIPING_PDF_TRUETYPE_H

#include "base/base.h"

// Whether a font file of one face with these tables alone (head, hhea, maxp, hmtx, loca, glyf, and
// such as no glyph needs) can be read to the end of every glyph.
bool truetype_sound(zp_text file);

#endif
