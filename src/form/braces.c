// Braces that are not those of a {{…}}: left open, full-width, or one where two are wanted.
#include "form/private.h"

#include <string.h>

static size_t find(zp_text source, size_t from, const char *mark) {
    for (size_t i = from; i + 2 <= source.size; i++) {
        if (source.data[i] == mark[0] && source.data[i + 1] == mark[1]) {
            return i;
        }
    }
    return source.size;
}

// In Markdown a hole ends in its line, and \{{ is text.
const char *form_braces_wrong(zp_text text, bool markdown, size_t *at) {
    bool shown = false; // \{{ stands before: its }} is text too
    while (*at < text.size) {
        zp_text rest = zp_text_slice(text, *at, text.size);
        if (zp_text_starts(rest, "｛｛") || zp_text_starts(rest, "｝｝")) {
            return ZP_MARKED("these braces are full-width; write {{ and }}");
        }
        if (markdown && rest.data[0] == '\\') {
            shown = shown || zp_text_starts(rest, "\\{");
            *at += rest.size > 1 ? 2 : 1;
        } else if (zp_text_starts(rest, "{{")) {
            size_t close = find(rest, 2, "}}");
            const char *end = markdown ? memchr(rest.data, '\n', rest.size) : NULL;
            if (close == rest.size || (end != NULL && rest.data + close > end)) {
                return markdown ? ZP_MARKED("`{{` without `}}` in its line")
                                : ZP_MARKED("`{{` without `}}` behind it");
            }
            *at += close + 2;
        } else if (zp_text_starts(rest, "}}")) {
            if (!shown) {
                return ZP_MARKED("`}}` without `{{` before it");
            }
            shown = false;
            *at += 2;
        } else {
            shown = shown && rest.data[0] != '\n';
            *at += 1;
        }
    }
    return NULL;
}

// A word that begins a path, and a point: {n} of number styles and {} are no such thing.
static bool is_path_like(zp_text inside) {
    static const char *const words[] = {"year", "prior_year", "next_year"};
    bool letters = inside.size > 0, point = false;
    for (size_t i = 0; i < inside.size; i++) {
        char c = inside.data[i];
        point = point || c == '.';
        letters = letters &&
                  ((c >= 'a' && c <= 'z') || c == '_' || (i > 0 && strchr(".[]0123456789 |", c)));
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        point = point || zp_text_is(inside, words[i]);
    }
    return letters && point;
}

zp_text form_braces_single(zp_text text) {
    for (size_t at = 0; at < text.size; at++) {
        if (text.data[at] != '{') {
            continue;
        }
        if (at + 1 < text.size && text.data[at + 1] == '{') {
            at = find(text, at, "}}") + 1;
            continue;
        }
        const char *close = memchr(text.data + at, '}', text.size - at);
        zp_text inside =
            close != NULL ? zp_text_slice(text, at + 1, (size_t)(close - text.data)) : (zp_text){0};
        if (is_path_like(inside)) {
            return inside;
        }
    }
    return (zp_text){0};
}
