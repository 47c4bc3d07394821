// What the ways to print findings share.
#ifndef ZIPING_CHECK_OUTPUT_H
#define ZIPING_CHECK_OUTPUT_H

#include "check/private.h"

// ---------------------------------------------------------------- place.c

const char *check_severity_word(zp_severity severity, zp_language language);
// The formula where the finding's text does not have it already.
zp_text check_more_formula(const zp_finding *finding, zp_language language);

// ---------------------------------------------------------------- json.c

void check_json_words(zp_buffer *out, const char *key, zp_words words);

#endif
