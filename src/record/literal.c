#include "record/literal.h"

#include <string.h>

static bool stands_at(const record_literal *literal, size_t at, const char *what) {
    zp_text text = literal->input->text;
    return at <= text.size && zp_text_starts(zp_text_slice(text, at, text.size), what);
}

// Only a character of the file itself: `at` may be its end.
static char byte_at(const record_literal *literal, size_t at) {
    return at < literal->input->text.size ? literal->input->text.data[at] : '\0';
}

void record_literal_open(record_literal *literal, const record_input *input, zp_place start) {
    *literal = (record_literal){.input = input, .start = start};
    size_t at = record_input_offset(input, start.line, start.column);
    char quote = byte_at(literal, at);
    if (quote != '"' && quote != '\'') {
        return; // a bare key
    }
    literal->quote = quote;
    literal->three = stands_at(literal, at, quote == '"' ? "\"\"\"" : "'''");
    literal->at = at + (literal->three ? 3 : 1);
    if (literal->three) { // a line feed right behind the quotes is none of the content
        literal->at += stands_at(literal, literal->at, "\r\n") ? 2 : 0;
        literal->at += stands_at(literal, literal->at, "\n") ? 1 : 0;
    }
}

static bool read_hex(const record_literal *literal, size_t at, int digits, uint32_t *value) {
    *value = 0;
    for (int i = 0; i < digits; i++) {
        char digit = byte_at(literal, at + (size_t)i);
        const char *found = strchr("0123456789abcdefABCDEF", digit);
        if (digit == '\0' || found == NULL) {
            return false;
        }
        *value = *value << 4 | (uint32_t)(digit <= '9'   ? digit - '0'
                                          : digit >= 'a' ? digit - 'a' + 10
                                                         : digit - 'A' + 10);
    }
    return true;
}

// \uXXXX (two of them for one character, in JSON) or \UXXXXXXXX.
static bool take_hex(record_literal *literal, uint32_t *code_point) {
    bool is_long = byte_at(literal, literal->at + 1) == 'U';
    uint32_t second;
    if (!read_hex(literal, literal->at + 2, is_long ? 8 : 4, code_point)) {
        return false;
    }
    literal->at += is_long ? 10 : 6;
    if (*code_point >= 0xD800 && *code_point < 0xDC00 && stands_at(literal, literal->at, "\\u") &&
        read_hex(literal, literal->at + 2, 4, &second) && second >= 0xDC00 && second < 0xE000) {
        *code_point = 0x10000 + ((*code_point - 0xD800) << 10) + (second - 0xDC00);
        literal->at += 6;
    }
    return *code_point < 0x110000;
}

static bool take_escape(record_literal *literal, uint32_t *code_point) {
    static const char letters[] = "bfnrte\"\\/", meant[] = "\b\f\n\r\t\x1b\"\\/";
    char letter = byte_at(literal, literal->at + 1);
    if (letter == 'u' || letter == 'U') {
        return take_hex(literal, code_point);
    }
    const char *found = letter != '\0' ? strchr(letters, letter) : NULL;
    if (found == NULL) {
        return false;
    }
    *code_point = (uint32_t)meant[found - letters];
    literal->at += 2;
    return true;
}

// A backslash that ends its line takes the white space behind it away (TOML's """).
static void skip_line_ends(record_literal *literal) {
    while (byte_at(literal, literal->at) == '\\') {
        size_t at = literal->at + 1;
        bool line = false;
        for (char c; (c = byte_at(literal, at)) != '\0' && strchr(" \t\r\n", c) != NULL; at++) {
            line = line || c == '\n';
        }
        if (!line) {
            return;
        }
        literal->at = at;
    }
}

static bool at_end(const record_literal *literal) {
    char c = byte_at(literal, literal->at);
    if (c != literal->quote || !literal->three) {
        return c == literal->quote || literal->at >= literal->input->text.size;
    }
    // Up to two quotes may stand before the three that close.
    const char *three = literal->quote == '"' ? "\"\"\"" : "'''";
    return stands_at(literal, literal->at, three) &&
           byte_at(literal, literal->at + 3) != literal->quote;
}

bool record_literal_next(record_literal *literal, size_t *offset, uint32_t *code_point) {
    if (literal->quote == '"' && literal->three) {
        skip_line_ends(literal);
    }
    if (literal->quote == '\0' || at_end(literal)) {
        literal->quote = '\0';
        return false;
    }
    *offset = literal->at;
    if (byte_at(literal, literal->at) == '\\' && literal->quote == '"') {
        if (!take_escape(literal, code_point)) {
            literal->quote = '\0';
            return false;
        }
        return true;
    }
    *code_point = zp_utf8_next(literal->input->text, &literal->at);
    return true;
}

zp_place record_literal_place(record_literal *literal, zp_text content, size_t offset) {
    size_t at = 0;
    uint32_t found;
    if (literal->content > offset) {
        record_literal_open(literal, literal->input, literal->start);
    }
    while (literal->content <= offset && record_literal_next(literal, &at, &found)) {
        size_t next = literal->content;
        uint32_t wanted = next < content.size ? zp_utf8_next(content, &next) : 0;
        if (found == '\r' && wanted != '\r') {
            continue; // the tree has LF for CR LF
        }
        if (found != wanted) {
            literal->quote = '\0';
            break;
        }
        literal->content = next;
        if (next > offset) {
            return record_input_place(literal->input, at);
        }
    }
    return literal->start;
}
