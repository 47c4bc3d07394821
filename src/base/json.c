// Texts as JSON (RFC 8259).
#include "base/base.h"

void zp_json_text(zp_buffer *out, zp_text text) {
    zp_buffer_add(out, "\"", 1);
    for (size_t i = 0; i < text.size;) {
        uint32_t c = zp_utf8_next(text, &i);
        char bytes[4];
        if (c == '"' || c == '\\') {
            zp_buffer_print(out, "\\%c", (char)c);
        } else if (c < 0x20 || c == 0x7F) {
            zp_buffer_print(out, "\\u%04x", c);
        } else {
            zp_buffer_add(out, bytes, zp_utf8_put(c, bytes));
        }
    }
    zp_buffer_add(out, "\"", 1);
}

void zp_json_member(zp_buffer *out, const char *key, zp_text text) {
    zp_buffer_print(out, "\"%s\": ", key);
    zp_json_text(out, text);
}
