// How much of a list of characters a font has.
#include "text/text.h"

static size_t line_end(zp_text text, size_t at) {
    while (at < text.size && text.data[at] != '\n') {
        at++;
    }
    return at;
}

size_t zp_face_coverage(const zp_face *face, zp_text characters, size_t *total) {
    size_t covered = 0;
    *total = 0;
    for (size_t at = 0; at < characters.size; at++) {
        size_t end = line_end(characters, at);
        bool comment = characters.data[at] == '#';
        while (!comment && at < end) {
            uint32_t c = zp_utf8_next(characters, &at);
            if (c > ' ') {
                ++*total;
                covered += zp_face_has(face, c);
            }
        }
        at = end;
    }
    return covered;
}
