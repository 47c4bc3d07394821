// Text on a terminal: how wide it is, and where its lines are broken.
#include "cli/manual.h"

#include <string.h>
#include <unicode/uchar.h>

enum { LINE = 80 };

static bool is_wide(uint32_t c) {
    int width = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

// What takes no column: combining marks, variation selectors, signs for breaking.
static bool hangs(uint32_t c) {
    return (U_GET_GC_MASK((UChar32)c) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) != 0;
}

int columns_of(zp_text text) {
    int columns = 0;
    for (size_t i = 0; i < text.size;) {
        uint32_t c = zp_utf8_next(text, &i);
        columns += hangs(c) ? 0 : is_wide(c) ? 2 : 1;
    }
    return columns;
}

static bool is_one_of(uint32_t c, const char *characters) {
    zp_text text = zp_text_of(characters);
    for (size_t i = 0; i < text.size;) {
        if (zp_utf8_next(text, &i) == c) {
            return true;
        }
    }
    return false;
}

bool breaks_between(uint32_t before, uint32_t after) {
    return before != 0 && (is_wide(before) || is_wide(after)) &&
           !is_one_of(after, "，。、；：？！）〕》”’…,.;:)]") && !is_one_of(before, "（〔《“‘([");
}

// Behind the piece that begins at `from` and stays on one line: a word, what stands in backticks.
static size_t piece_end(zp_text text, size_t from) {
    bool quoted = false;
    uint32_t before = 0;
    for (size_t at = from, next = from; at < text.size; at = next) {
        uint32_t c = zp_utf8_next(text, &next);
        if (!quoted && at > from && (c == ' ' || breaks_between(before, c))) {
            return at;
        }
        quoted = c == '`' ? !quoted : quoted;
        before = c;
    }
    return text.size;
}

// A Chinese word that something is put for keeps its marks: it has no capitals to tell it by.
void add_plain(zp_buffer *out, const char *text, bool quoted) {
    bool marked = false;
    for (; *text != '\0'; text++) {
        marked = *text == '<' ? (unsigned char)text[1] >= 0x80 : marked;
        bool mark = *text == '<' || *text == '>';
        if (mark ? marked : quoted || *text != '`') {
            zp_buffer_add(out, text, 1);
        }
    }
}

void add_wrapped(zp_buffer *out, const char *text, int from, int indent) {
    zp_buffer plain = {0};
    add_plain(&plain, text, true);
    zp_text whole = zp_buffer_text(&plain);
    int column = from;
    for (size_t at = 0; at < whole.size;) {
        bool blank = whole.data[at] == ' ';
        at += blank;
        size_t end = piece_end(whole, at);
        zp_text piece = zp_text_slice(whole, at, end);
        int width = columns_of(piece);
        if (column > indent && column + blank + width > LINE) {
            zp_buffer_print(out, "\n%*s", indent, "");
            column = indent;
        } else if (blank) {
            zp_buffer_add_string(out, " ");
            column++;
        }
        zp_buffer_add(out, piece.data, piece.size);
        column += width;
        at = end;
    }
    zp_buffer_add_string(out, "\n");
    zp_buffer_free(&plain);
}
