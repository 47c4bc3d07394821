#include "typesetting/spec_record.h"
#include "check/marks.h"
#include "record/characters.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool spec_record_take(spec_record *record, zp_text line) {
    static const char *const keys[] = {"record: ", "name: ", "text: ", "messages: "};
    zp_text *const fields[] = {&record->input, &record->input, &record->text, &record->messages};
    for (int i = 0; i < 4; i++) {
        if (zp_text_starts(line, keys[i])) {
            *fields[i] = zp_text_trim(zp_text_slice(line, strlen(keys[i]), line.size));
            record->name = record->name || i == 1;
            return true;
        }
    }
    return false;
}

// \u{20000} becomes a character, \x{E5} a byte, \n a line feed.
static zp_text unescape(zp_arena *arena, zp_text text) {
    zp_buffer out = {0};
    for (size_t i = 0; i < text.size;) {
        zp_text rest = zp_text_slice(text, i, text.size);
        bool is_point = zp_text_starts(rest, "\\u{"), is_byte = zp_text_starts(rest, "\\x{");
        if (is_point || is_byte) {
            char bytes[4], *end;
            unsigned long value = strtoul(rest.data + 3, &end, 16);
            bytes[0] = (char)value;
            zp_buffer_add(&out, bytes, is_byte ? 1 : zp_utf8_put((uint32_t)value, bytes));
            i = (size_t)(end - text.data) + 1;
        } else if (zp_text_starts(rest, "\\n")) {
            zp_buffer_add(&out, "\n", 1);
            i += 2;
        } else {
            zp_buffer_add(&out, text.data + i++, 1);
        }
    }
    zp_text result = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return result;
}

// `1:2 not-nfc, 1:4 radical`, or `none`.
static zp_text got_messages(zp_arena *arena, const zp_messages *messages) {
    zp_buffer out = {0};
    const zp_message *message;
    for (size_t i = 0; (message = zp_messages_at(messages, i)) != NULL; i++) {
        zp_buffer_print(&out, "%s%u:%u %s", i > 0 ? ", " : "", message->place.line,
                        message->place.column, message->id);
    }
    zp_text text = out.size > 0 ? zp_arena_copy(arena, zp_buffer_text(&out)) : ZP_TEXT("none");
    zp_buffer_free(&out);
    return text;
}

static bool same(const char *where, const char *what, zp_text wanted, zp_text got) {
    if (wanted.size == 0 || zp_text_equal(wanted, got)) {
        return true;
    }
    printf("%s: %s\n  wanted %.*s\n  got    %.*s\n", where, what, ZP_ARG(wanted), ZP_ARG(got));
    return false;
}

bool spec_record_run(const spec_record *record, zp_arena *arena, const char *where) {
    zp_messages *messages = zp_messages_new();
    zp_value root = {.kind = ZP_VALUE_TABLE};
    zp_record unit = {.root = &root, .report_file = "spec.md"};
    zp_text text = unescape(arena, record->input);
    record_input input;
    if (record_input_open(arena, messages, unit.report_file, text, &input) == ZP_OK) {
        record_changes changes = {0};
        record_text at = {arena, messages, &input, NULL, record->name, &changes};
        record_characters(&at, &text);
        unit.report = text;
        unit.changes = changes.items;
        unit.change_count = changes.count;
        check_marks_tell(arena, messages, &unit);
    }
    bool fine = same(where, "text", unescape(arena, record->text), text);
    fine = same(where, "messages", record->messages, got_messages(arena, messages)) && fine;
    zp_messages_free(messages);
    return fine;
}
