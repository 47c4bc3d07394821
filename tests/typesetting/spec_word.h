// What the key `word:` of spec.md means.
#ifndef SPEC_WORD_H
#define SPEC_WORD_H

#include "text/text.h"

// A block's lines with ` | ` between them, as Word fills them by its switches (B11) and the lists
// of marks that the DOCX gives it. Of cases with a single run.
zp_text lines_in_word(zp_arena *arena, zp_typesetter *typesetter, const zp_node *block,
                      zp_length measure);

#endif
