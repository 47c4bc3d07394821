// The cases of spec.md that are about a text before it is set: `record:` and `name:`.
#ifndef ZIPING_SPEC_RECORD_H
#define ZIPING_SPEC_RECORD_H

#include "base/base.h"

typedef struct spec_record {
    zp_text input;          // empty: not such a case
    bool name;              // of a name field
    zp_text text, messages; // wanted; empty: not compared
} spec_record;

// Is this line of a case one of these? Then it is kept.
bool spec_record_take(spec_record *record, zp_text line);
// Runs the case and compares; a difference is printed behind `where`.
bool spec_record_run(const spec_record *record, zp_arena *arena, const char *where);

#endif
