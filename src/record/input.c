#include "record/input.h"
#include "record/record.h"

#include <string.h>

static size_t count_points(const char *data, size_t size) {
    size_t count = 0;
    for (size_t i = 0; i < size; i++) {
        count += ((unsigned char)data[i] & 0xc0) != 0x80;
    }
    return count;
}

// For a single message: no index is needed, and the text behind `offset` may be ill-formed.
static zp_place place_slowly(const char *file, zp_text text, size_t offset) {
    zp_place place = {file, 1, 1};
    size_t start = 0;
    for (size_t i = 0; i < offset; i++) {
        if (text.data[i] == '\n') {
            place.line++;
            start = i + 1;
        }
    }
    place.column = (uint32_t)count_points(text.data + start, offset - start) + 1;
    return place;
}

static zp_status check_bytes(zp_messages *messages, const char *file, zp_text text,
                             size_t skipped) {
    size_t bad = 0;
    if (!zp_utf8_check(text, &bad)) {
        zp_report(messages, ZP_ERROR, place_slowly(file, text, bad), "invalid-utf8",
                  "the byte 0x%02X at offset %zu is not UTF-8; save the file as UTF-8 "
                  "(it may be in GBK now)",
                  (unsigned)(unsigned char)text.data[bad], bad + skipped);
        return ZP_BAD_INPUT;
    }
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        // C1 begins with 0xC2, U+2028 with 0xE2; nearly all other bytes are of Han.
        if (byte >= 0x20 && byte != 0x7f && byte != 0xc2 && byte != 0xe2) {
            continue;
        }
        if (byte == '\r' && i + 1 < text.size && text.data[i + 1] == '\n') {
            continue;
        }
        size_t end = i;
        uint32_t code_point = zp_utf8_next(text, &end);
        if (record_is_control(code_point)) {
            zp_report(messages, ZP_ERROR, place_slowly(file, text, i), "control-character",
                      "the control character U+%04X cannot stand here; take it out",
                      (unsigned)code_point);
            return ZP_BAD_INPUT;
        }
    }
    return ZP_OK;
}

static void make_index(zp_arena *arena, record_input *input) {
    zp_text text = input->text;
    size_t lines = 1;
    for (size_t i = 0; i < text.size; i++) {
        lines += text.data[i] == '\n';
    }
    input->lines = ZP_ARRAY(arena, uint32_t, lines);
    input->line_count = 1;
    for (size_t at = 0; input->line_count < lines;) {
        const char *feed = memchr(text.data + at, '\n', text.size - at);
        at = (size_t)(feed - text.data) + 1;
        input->lines[input->line_count++] = (uint32_t)at;
    }
    input->mark_count = text.size / RECORD_MARK_STEP + 1;
    input->marks = ZP_ARRAY(arena, uint32_t, input->mark_count);
    for (size_t i = 1; i < input->mark_count; i++) {
        const char *step = text.data + (i - 1) * RECORD_MARK_STEP;
        input->marks[i] = input->marks[i - 1] + (uint32_t)count_points(step, RECORD_MARK_STEP);
    }
}

zp_status record_input_open(zp_arena *arena, zp_messages *messages, const char *file, zp_text text,
                            record_input *input) {
    size_t skipped = zp_utf8_mark(text);
    *input = (record_input){.file = file};
    if (text.size > ZP_DATA_LIMIT) {
        zp_report(messages, ZP_ERROR, zp_whole_file(file), "file-size",
                  "has %zu bytes; at most %d are read", text.size, ZP_DATA_LIMIT);
        return ZP_BAD_INPUT;
    }
    text = zp_text_slice(text, skipped, text.size);
    zp_status status = check_bytes(messages, file, text, skipped);
    if (status == ZP_OK) {
        input->text = text;
        make_index(arena, input);
    }
    return status;
}

static size_t points_before(const record_input *input, size_t offset) {
    size_t mark = offset / RECORD_MARK_STEP;
    size_t from = mark * RECORD_MARK_STEP;
    return input->marks[mark] + count_points(input->text.data + from, offset - from);
}

zp_place record_input_place(const record_input *input, size_t offset) {
    if (offset > input->text.size) {
        offset = input->text.size;
    }
    size_t low = 0, high = input->line_count; // lines[low] <= offset < lines[high]
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (input->lines[middle] <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    size_t column = points_before(input, offset) - points_before(input, input->lines[low]);
    return (zp_place){input->file, (uint32_t)low + 1, (uint32_t)column + 1};
}

size_t record_input_offset(const record_input *input, uint32_t line, uint32_t column) {
    zp_text text = input->text;
    if (line == 0 || column == 0 || line > input->line_count) {
        return text.size;
    }
    size_t wanted = points_before(input, input->lines[line - 1]) + column - 1;
    size_t low = 0, high = input->mark_count; // marks[low] <= wanted < marks[high]
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (input->marks[middle] <= wanted) {
            low = middle;
        } else {
            high = middle;
        }
    }
    size_t points = input->marks[low];
    for (size_t i = low * RECORD_MARK_STEP; i < text.size; i++) {
        if (((unsigned char)text.data[i] & 0xc0) != 0x80 && points++ == wanted) {
            return i;
        }
    }
    return text.size;
}

// ---------------------------------------------------------------- hints

// What a full-width mark was meant to be, or 0.
static char half_width(uint32_t code_point) {
    static const struct {
        uint32_t wide;
        char narrow;
    } pairs[] = {
        {0x201c, '"'}, {0x201d, '"'}, {0x2018, '\''}, {0x2019, '\''}, {0x3010, '['},
        {0x3011, ']'}, {0x3000, ' '}, {0x00a0, ' '},  {0x3001, ','},  {0x3002, '.'},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (pairs[i].wide == code_point) {
            return pairs[i].narrow;
        }
    }
    return code_point > 0xff00 && code_point < 0xff5f ? (char)(code_point - 0xfee0) : 0;
}

static zp_text line_at(const record_input *input, size_t offset, size_t *start) {
    zp_place place = record_input_place(input, offset);
    *start = input->lines[place.line - 1];
    size_t end = place.line < input->line_count ? input->lines[place.line] : input->text.size;
    return zp_text_slice(input->text, *start, end);
}

static zp_text full_width_hint(zp_arena *arena, const record_input *input, size_t start,
                               zp_text line, bool toml) {
    char quote = 0;
    for (size_t i = 0; i < line.size;) {
        size_t from = i;
        uint32_t code_point = zp_utf8_next(line, &i);
        if (quote != 0) {
            if (code_point == '\\' && quote == '"') {
                i++;
            } else if (code_point == (uint32_t)quote) {
                quote = 0;
            }
        } else if (code_point == '"' || (toml && code_point == '\'')) {
            quote = (char)code_point;
        } else if (toml && code_point == '#') {
            break;
        } else if (half_width(code_point) != 0) {
            return zp_arena_print(
                arena, zp_translated("; %.*s in column %u is a full-width character: write %c"),
                ZP_ARG(zp_text_slice(line, from, i)),
                record_input_place(input, start + from).column, half_width(code_point));
        }
    }
    return ZP_TEXT("");
}

static bool ends_word(char character) {
    return strchr(" \t\r\n,[]{}=#\"'", character) != NULL;
}

// The word of a value that this offset is in or behind, if it had to stand in quotes.
static zp_text bare_word(zp_text line, size_t at) {
    size_t from = at < line.size ? at : line.size, to = from;
    while (from > 0 && !ends_word(line.data[from - 1])) {
        from--;
    }
    while (to < line.size && !ends_word(line.data[to])) {
        to++;
    }
    zp_text word = zp_text_slice(line, from, to);
    zp_text before = zp_text_slice(line, 0, from), after = zp_text_slice(line, to, line.size);
    bool is_value = before.size > 0 && memchr(before.data, '=', before.size) != NULL;
    bool quoted = zp_text_ends(before, "\"") || zp_text_ends(before, "'");
    zp_decimal number;
    if (!is_value || quoted || zp_text_starts(zp_text_trim(after), "=") ||
        zp_decimal_read(word, &number) || word.size > 60) {
        return ZP_TEXT("");
    }
    return word;
}

zp_text record_input_hint(zp_arena *arena, const record_input *input, size_t offset, bool toml) {
    size_t start = 0;
    zp_text line = line_at(input, offset, &start);
    zp_text hint = full_width_hint(arena, input, start, line, toml);
    if (hint.size > 0 || !toml) {
        return hint;
    }
    zp_text word = bare_word(line, offset - start);
    if (word.size > 0) {
        return zp_arena_print(
            arena, zp_translated("; everything but a plain number goes in quotes: \"%.*s\""),
            ZP_ARG(word));
    }
    return ZP_TEXT("");
}

void record_show(zp_buffer *out, zp_text text) {
    enum { SHOWN_MAX = 40 };
    size_t at = 0;
    for (int i = 0; i < SHOWN_MAX && at < text.size; i++) {
        char bytes[4];
        uint32_t code_point = zp_utf8_next(text, &at);
        zp_buffer_add(out, bytes, zp_utf8_put(code_point < ' ' ? ' ' : code_point, bytes));
    }
    if (at < text.size) {
        zp_buffer_add_string(out, "…");
    }
}

zp_text record_one_line(zp_arena *arena, zp_text text) {
    char *copy = zp_arena_get(arena, text.size + 1);
    for (size_t i = 0; i < text.size; i++) {
        copy[i] = (unsigned char)text.data[i] < ' ' ? ' ' : text.data[i];
    }
    return (zp_text){copy, text.size};
}
