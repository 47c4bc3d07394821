// Lines for people: a label, and what it labels.
#include "inspect/private.h"

const char *inspect_say(const inspect_lines *l, const char *chinese, const char *english) {
    return l->language == ZP_CHINESE ? chinese : english;
}

// Control characters, and those that turn the order of what stands behind them.
static bool steers(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

void zp_inspect_show(zp_buffer *out, zp_text text) {
    enum { SHOWN_MAX = 400 };
    char bytes[4];
    size_t shown = 0;
    for (size_t at = 0; at < text.size;) {
        uint32_t c = zp_utf8_next(text, &at);
        if (shown++ == SHOWN_MAX) {
            zp_buffer_add_string(out, "…");
            return;
        }
        if (c == '\n' || c == '\r' || c == '\t') {
            zp_buffer_add_string(out, " ");
        } else {
            zp_buffer_add(out, bytes, zp_utf8_put(steers(c) ? 0xFFFD : c, bytes));
        }
    }
}

void inspect_show(const inspect_lines *l, zp_text text) {
    zp_inspect_show(l->out, text);
}

void inspect_label(const inspect_lines *l, const char *chinese, const char *english) {
    enum { CHINESE = 5, ENGLISH = 11 };
    const char *label = inspect_say(l, chinese, english);
    zp_text text = zp_text_of(label);
    size_t width = l->language == ZP_CHINESE ? CHINESE : ENGLISH, has = zp_utf8_count(text);
    zp_buffer_print(l->out, "  %.*s", ZP_ARG(text));
    for (; has < width; has++) {
        zp_buffer_add_string(l->out, inspect_say(l, "　", " "));
    }
    zp_buffer_add_string(l->out, "  ");
}

void inspect_line(const inspect_lines *l, const char *chinese, const char *english, zp_text text) {
    if (text.size > 0) {
        inspect_label(l, chinese, english);
        inspect_show(l, text);
        zp_buffer_add_string(l->out, "\n");
    }
}
