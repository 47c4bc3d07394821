#include "base/base.h"
#include "base/private.h"

#include <stdio.h>
#include <string.h>

struct zp_messages {
    zp_arena *arena;
    zp_message *items;
    size_t count, capacity;
};

static const char *(*translator)(const char *english);
static zp_language told_in = ZP_ENGLISH;

void zp_translate_by(zp_language language, const char *(*translate)(const char *english)) {
    told_in = language;
    translator = translate;
    memory_translate();
}

zp_language zp_told_in(void) {
    return told_in;
}

const char *zp_translated(const char *english) {
    return translator != NULL ? translator(english) : english;
}

zp_messages *zp_messages_new(void) {
    zp_arena *arena = zp_arena_new();
    zp_messages *messages = ZP_NEW(arena, zp_messages);
    messages->arena = arena;
    return messages;
}

void zp_messages_free(zp_messages *messages) {
    if (messages != NULL) {
        zp_arena_free(messages->arena);
    }
}

// What was found is quoted, and may be a megabyte: the middle of such a message is left out.
static size_t shorten(char *text, size_t size) {
    enum { HEAD = 800, TAIL = 400 };
    static const char gap[] = " … ";
    size_t head = HEAD, tail = size - TAIL;
    if (size <= HEAD + sizeof gap + TAIL) {
        return size;
    }
    while (head > 0 && ((unsigned char)text[head] & 0xC0) == 0x80) { // never within a character
        head--;
    }
    while (((unsigned char)text[tail] & 0xC0) == 0x80) {
        tail++;
    }
    memcpy(text + head, gap, sizeof gap - 1);
    head += sizeof gap - 1;
    memmove(text + head, text + tail, size - tail + 1);
    return head + size - tail;
}

void zp_report(zp_messages *messages, zp_severity severity, zp_place place, const char *id,
               const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    zp_report_list(messages, severity, place, id, format, arguments);
    va_end(arguments);
}

void zp_report_list(zp_messages *messages, zp_severity severity, zp_place place, const char *id,
                    const char *format, va_list arguments) {
    va_list again;
    const char *told = zp_translated(format);
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, told, arguments);
    char *out = zp_arena_get(messages->arena, size < 0 ? 1 : (size_t)size + 1);
    size_t kept = 0;
    if (size > 0) {
        vsnprintf(out, (size_t)size + 1, told, again);
        kept = shorten(out, (size_t)size);
    }
    va_end(again);
    zp_message *message =
        ZP_PUSH(messages->arena, messages->items, messages->count, messages->capacity);
    const char *file = place.file ? zp_arena_string(messages->arena, zp_text_of(place.file)) : NULL;
    *message = (zp_message){
        .severity = severity,
        .place = {file, place.line, place.column},
        .id = id,
        .text = {out, kept},
    };
}

size_t zp_messages_count(const zp_messages *messages, zp_severity at_least) {
    size_t count = 0;
    for (size_t i = 0; i < messages->count; i++) {
        count += messages->items[i].severity >= at_least;
    }
    return count;
}

const zp_message *zp_messages_at(const zp_messages *messages, size_t index) {
    return index < messages->count ? &messages->items[index] : NULL;
}

void zp_buffer_add_shown(zp_buffer *out, zp_text text) {
    const uint32_t ill_formed = 0xFFFD; // or itself
    for (size_t at = 0, from = 0; at < text.size; from = at) {
        uint32_t c = zp_utf8_next(text, &at);
        bool fits = zp_name_character_fits(c) && c != ill_formed;
        zp_buffer_add_text(out, fits ? zp_text_slice(text, from, at) : ZP_TEXT("\uFFFD"));
    }
}

void zp_message_format(const zp_message *message, zp_buffer *out) {
    static const char *const words[] = {ZP_MARKED("note"), ZP_MARKED("warning"),
                                        ZP_MARKED("error")};
    const zp_place *place = &message->place;
    zp_buffer_add_shown(out, zp_text_of(place->file ? place->file : "ziping"));
    if (place->file != NULL && place->line > 0) {
        zp_buffer_print(out, ":%u", place->line);
        if (place->column > 0) {
            zp_buffer_print(out, ":%u", place->column);
        }
    }
    zp_buffer_print(out, ": %s: ", zp_translated(words[message->severity]));
    zp_buffer_add_shown(out, message->text);
    zp_buffer_print(out, " [%s]\n", message->id);
}
