// How libFuzzer changes the zips it is given to the targets `package` and `inspect`: mostly one of
// the files in them, with the CRC-32, and in a package the manifest's size and hash of it and the
// hash of the whole, made to fit. Bytes changed anywhere would hardly ever get behind those.
#include "archive/archive.h"
#include "fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

static const char manifest_name[] = "manifest.json";

// Where `wanted` next stands from `at` on; the text's size: nowhere.
static size_t find(zp_text text, size_t at, zp_text wanted) {
    for (; at + wanted.size <= text.size; at++) {
        if (memcmp(text.data + at, wanted.data, wanted.size) == 0) {
            return at;
        }
    }
    return text.size;
}

// The text with what stands from..to replaced.
static zp_text replaced(zp_arena *arena, zp_text text, size_t from, size_t to, zp_text with) {
    return zp_arena_print(arena, "%.*s%.*s%.*s", ZP_ARG(zp_text_slice(text, 0, from)), ZP_ARG(with),
                          ZP_ARG(zp_text_slice(text, to, text.size)));
}

// The manifest with the value behind `key`, from `at` on, replaced; `stop` ends the value.
static zp_text with_value(zp_arena *arena, zp_text text, size_t at, const char *key, char stop,
                          zp_text value) {
    zp_text wanted = zp_text_of(key);
    size_t from = find(text, at, wanted) + wanted.size, to = from;
    while (to < text.size && text.data[to] != stop) {
        to++;
    }
    return to < text.size ? replaced(arena, text, from, to, value) : text;
}

static zp_text sealed(zp_arena *arena, zp_text text) {
    static const char key[] = "  \"sha256\": \"";
    size_t at = text.size, next = 0;
    while ((next = find(text, next, ZP_TEXT(key))) < text.size) {
        at = next++;
    }
    zp_text head = zp_text_slice(text, 0, at);
    return at == text.size ? text
                           : zp_arena_print(arena, "%.*s%s%.*s\"\n}\n", ZP_ARG(head), key,
                                            ZP_ARG(zp_sha256(arena, head)));
}

// The size that the manifest has behind `at`.
static size_t said_size(zp_text manifest, size_t at) {
    at = find(manifest, at, ZP_TEXT("\"size\": ")) + sizeof "\"size\": " - 1;
    return at < manifest.size ? strtoul(manifest.data + at, NULL, 10) : 0;
}

// What the manifest says of this entry is true again. A PDF that is longer than it says was signed:
// it stays so, and its beginning is what is proved.
static zp_text fitted(zp_arena *arena, zp_text manifest, zp_text folder, const zp_entry *entry) {
    zp_text name = zp_text_slice(entry->name, folder.size, entry->name.size);
    zp_text member = zp_arena_print(arena, "\"name\": \"%.*s\"", ZP_ARG(name));
    size_t at = find(manifest, 0, member);
    size_t size = said_size(manifest, at);
    bool is_signed = zp_text_ends(entry->name, ".pdf") && size > 0 && size < entry->bytes.size;
    zp_text bytes = is_signed ? zp_text_slice(entry->bytes, 0, size) : entry->bytes;
    manifest = with_value(arena, manifest, at, "\"size\": ", ',',
                          zp_arena_print(arena, "%zu", bytes.size));
    return with_value(arena, manifest, at, "\"sha256\": \"", '"', zp_sha256(arena, bytes));
}

static zp_entry *find_manifest(zp_entry *entries, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (zp_text_ends(entries[i].name, manifest_name)) {
            return &entries[i];
        }
    }
    return NULL;
}

static void mutate(zp_arena *arena, zp_entry *entry, size_t max_size) {
    uint8_t *bytes = zp_arena_get(arena, max_size + 1);
    size_t size = entry->bytes.size < max_size ? entry->bytes.size : max_size;
    memcpy(bytes, entry->bytes.data, size);
    size = LLVMFuzzerMutate(bytes, size, max_size);
    entry->bytes = (zp_text){(const char *)bytes, size};
}

// Of the file that is changed, one in 32 times the manifest knows nothing.
static void change(zp_arena *arena, zp_entry *entries, size_t *count, size_t max_size,
                   unsigned random) {
    enum { DROP = 30, SWAP = 31 };
    zp_entry *chosen = &entries[random % *count], *manifest = find_manifest(entries, *count);
    unsigned how = random / 4096 % 32;
    if (how == DROP && *count > 1) {
        *chosen = entries[--*count];
    } else if (how == SWAP) {
        chosen->bytes = entries[random / 7 % *count].bytes;
    } else {
        mutate(arena, chosen, max_size);
    }
    manifest = find_manifest(entries, *count);
    if (manifest == NULL || how == 0) {
        return;
    }
    zp_text text = manifest->bytes;
    zp_text folder =
        zp_text_slice(manifest->name, 0, manifest->name.size - (sizeof manifest_name - 1));
    for (size_t i = 0; i < *count; i++) {
        if (&entries[i] != manifest && entries[i].name.size >= folder.size) {
            text = fitted(arena, text, folder, &entries[i]);
        }
    }
    manifest->bytes = sealed(arena, text);
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
    zp_arena *arena = zp_arena_new();
    zp_messages *messages = zp_messages_new();
    zp_entry *entries;
    zp_buffer out = {0};
    size_t count, made = 0;
    char *copy = zp_arena_get(arena, size + 1);
    memcpy(copy, data, size);
    if (seed % 8 != 0 &&
        zp_zip_read(arena, messages, "zip", (zp_text){copy, size}, &entries, &count) == ZP_OK &&
        count > 0) {
        change(arena, entries, &count, max_size, seed / 8);
        if (zp_zip_write(messages, "zip", entries, count, &out) == ZP_OK && out.size <= max_size) {
            memcpy(data, out.data, out.size);
            made = out.size;
        }
    }
    zp_buffer_free(&out);
    zp_messages_free(messages);
    zp_arena_free(arena);
    return made > 0 ? made : LLVMFuzzerMutate(data, size, max_size);
}
