// Zips through zp_zip_read and zp_zip_write: `zip_tool list ZIP` prints hash and name of each
// entry, `zip_tool make ZIP FILE…` makes one of files by the names they are given by.
#include "archive/archive.h"

#include <stdio.h>

enum { LIMIT = 1 << 30 };

static zp_status list(zp_arena *arena, zp_messages *messages, const char *file) {
    zp_text bytes;
    zp_entry *entries;
    size_t count = 0;
    zp_status status = zp_file_read(arena, messages, file, LIMIT, &bytes);
    if (status == ZP_OK) {
        status = zp_zip_read(arena, messages, file, bytes, &entries, &count);
    }
    for (size_t i = 0; i < count; i++) {
        printf("%s %.*s\n", zp_sha256(arena, entries[i].bytes).data, ZP_ARG(entries[i].name));
    }
    return status;
}

static zp_status make(zp_arena *arena, zp_messages *messages, const char *file, char **names,
                      size_t count) {
    zp_buffer zip = {0};
    zp_entry *entries = ZP_ARRAY(arena, zp_entry, count);
    zp_status status = ZP_OK;
    for (size_t i = 0; i < count && status == ZP_OK; i++) {
        entries[i].name = zp_text_of(names[i]);
        entries[i].level = zp_text_ends(entries[i].name, ".pdf") ? 0 : 6;
        status = zp_file_read(arena, messages, names[i], LIMIT, &entries[i].bytes);
    }
    if (status == ZP_OK) {
        status = zp_zip_write(messages, file, entries, count, &zip);
    }
    if (status == ZP_OK) {
        status = zp_file_write(messages, file, zip.data, zip.size);
    }
    zp_buffer_free(&zip);
    return status;
}

int main(int count, char **words) {
    if (count < 3) {
        return ZP_BAD_INPUT;
    }
    zp_arena *arena = zp_arena_new();
    zp_messages *messages = zp_messages_new();
    zp_status status = strcmp(words[1], "list") == 0
                           ? list(arena, messages, words[2])
                           : make(arena, messages, words[2], words + 3, (size_t)count - 3);
    zp_buffer told = {0};
    for (size_t i = 0; zp_messages_at(messages, i) != NULL; i++) {
        zp_message_format(zp_messages_at(messages, i), &told);
    }
    fprintf(stderr, "%.*s", ZP_ARG(zp_buffer_text(&told)));
    zp_buffer_free(&told);
    zp_messages_free(messages);
    zp_arena_free(arena);
    return (int)status;
}
