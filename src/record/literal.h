// A text as it stands between its quotes in the file, escapes and all, walked beside its content:
// the way from a character of a value to its line and column. Inside src/record only.
#ifndef ZIPING_RECORD_LITERAL_H
#define ZIPING_RECORD_LITERAL_H

#include "record/input.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct record_literal {
    const record_input *input;
    zp_place start; // of the opening quote
    size_t at;      // in the file, behind what has been walked
    size_t content; // the bytes of content that stand before `at`
    char quote;     // NUL: not a text in quotes, or at its end
    bool three;     // TOML's """ and '''
} record_literal;

void record_literal_open(record_literal *literal, const record_input *input, zp_place start);
// The next code point of the content and the offset in the file of the character or escape that
// gives it; half of a surrogate pair gives itself. False at the end.
bool record_literal_next(record_literal *literal, size_t *offset, uint32_t *code_point);
// The place of the byte `offset` of the content; asked in rising order, a text is walked once.
// The opening quote's place when the file does not hold the content up to there (it was changed).
zp_place record_literal_place(record_literal *literal, zp_text content, size_t offset);

#ifdef __cplusplus
}
#endif
#endif
