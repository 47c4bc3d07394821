// The text of an input file: the checks every reader needs, and the way between offsets and
// places. Inside src/record only.
#ifndef ZIPING_RECORD_INPUT_H
#define ZIPING_RECORD_INPUT_H

#include "base/base.h"

#ifdef __cplusplus
extern "C" {
#endif

// Where a byte is, counted in code points, at every mark: so that a file that is all one line
// costs no more to place than one of many.
enum { RECORD_MARK_STEP = 32 };

typedef struct record_input {
    const char *file;
    zp_text text;    // without a byte order mark
    uint32_t *lines; // the offset of each line's beginning
    size_t line_count;
    uint32_t *marks; // code points before byte i * RECORD_MARK_STEP
    size_t mark_count;
} record_input;

// Takes a byte order mark off, refuses ill-formed UTF-8, control characters and more than
// ZP_DATA_LIMIT bytes with a located message, and prepares the way to places.
zp_status record_input_open(zp_arena *arena, zp_messages *messages, const char *file, zp_text text,
                            record_input *input);
zp_place record_input_place(const record_input *input, size_t offset);
// The offset of a line and column; the end of the text if there is no such place.
size_t record_input_offset(const record_input *input, uint32_t line, uint32_t column);

// More about a syntax error at this offset, or "": the usual slips are full-width marks and texts
// without quotes, and a parser's message speaks of neither.
zp_text record_input_hint(zp_arena *arena, const record_input *input, size_t offset, bool toml);

// Adds the beginning of a text to a message, in one line.
void record_show(zp_buffer *out, zp_text text);
// A copy with blanks for line feeds: toml++ quotes what it saw, and a message is one line.
zp_text record_one_line(zp_arena *arena, zp_text text);

// Is this a control character that no text may hold? Tab and line feed may be; Unicode's own line
// and paragraph separators may not, as no other part of ziping ends a line there.
static inline bool record_is_control(uint32_t code_point) {
    return (code_point < 0x20 && code_point != '\n' && code_point != '\t') ||
           (code_point >= 0x7f && code_point < 0xa0) || code_point == 0x2028 ||
           code_point == 0x2029;
}

#ifdef __cplusplus
}
#endif
#endif
