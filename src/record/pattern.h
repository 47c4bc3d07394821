// The regular expressions of the schema file. Inside src/record only.
//
// Own code, because the others do not serve: POSIX's depends on the locale and its memory cannot
// be the arena's; ICU's is a large library to start for ten patterns. What is understood here
// means the same in ECMAScript (ajv, editors) and in Rust's regex (taplo): literals, `.`,
// classes [a-z] [^…] of code points, groups, `|`, the quantifiers ? * + {m} {m,} {m,n}, ^ and $
// for the ends of the text, and \ before a punctuation character. All else is refused.
// Matching follows all ways at once (Thompson), so its time grows with text times pattern only.
#ifndef ZIPING_RECORD_PATTERN_H
#define ZIPING_RECORD_PATTERN_H

#include "base/base.h"

typedef struct record_pattern record_pattern;

// NULL if the source is not of the form above; *wrong is then the offset in it.
record_pattern *record_pattern_new(zp_arena *arena, zp_text source, size_t *wrong);
// Does it match anywhere in the text?
bool record_pattern_matches(const record_pattern *pattern, zp_text text);

#endif
