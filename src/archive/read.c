#include "archive/private.h"

#include <libdeflate.h>

// Deflate makes at most 1032 bytes of one: 258 of two bits.
enum { RATIO_MAX = 1032 };
// The types of files in what Unix keeps in the upper half of the attributes (<sys/stat.h> has the
// same numbers, which the format wants on any system).
enum { TYPE_MASK = 0170000, TYPE_FILE = 0100000, TYPE_FOLDER = 0040000 };

typedef struct reading {
    zp_arena *arena;
    zp_messages *messages;
    const char *file;
    struct libdeflate_decompressor *unpacker;
    size_t total; // bytes of the entries until now
} reading;

static zp_status refuse(reading *r, size_t index, const archive_entry *entry, const char *id,
                        const char *what) {
    zp_report(r->messages, ZP_ERROR, zp_whole_file(r->file), id, "its entry %zu, `%.*s`, %s",
              index + 1, ZP_ARG(archive_shown(r->arena, entry->name)), zp_translated(what));
    return ZP_BAD_INPUT;
}

static zp_status check_name(reading *r, size_t index, const archive_entry *entry) {
    size_t bad;
    zp_text name = entry->name;
    if (!zp_utf8_check(name, &bad)) {
        // Programs on Windows write names in the code page of the system.
        return refuse(
            r, index, entry, "zip-name",
            ZP_MARKED("has a name that is not UTF-8: the zip was packed again by a program that "
                      "writes names otherwise; take the zip that ziping made"));
    }
    if (entry->other_name.data != NULL && !zp_text_equal(entry->other_name, name)) {
        return refuse(r, index, entry, "zip-name",
                      ZP_MARKED("has another name in its Unicode Path field"));
    }
    name.size -= archive_is_folder(name);
    if (!zp_entry_name_fits(name)) {
        return refuse(
            r, index, entry, "zip-name",
            ZP_MARKED("has a name that no file in a package may have: it leads out of the folder, "
                      "or has characters, an end or a length that some systems refuse"));
    }
    return ZP_OK;
}

static zp_status check_kind(reading *r, size_t index, const archive_entry *entry) {
    unsigned type = entry->attributes >> 16 & TYPE_MASK;
    bool folder = archive_is_folder(entry->name);
    if (type != 0 && type != (folder ? TYPE_FOLDER : TYPE_FILE)) {
        return refuse(r, index, entry, "zip-kind",
                      ZP_MARKED("is a link or another thing that is no file"));
    }
    if (entry->method != ARCHIVE_STORED && entry->method != ARCHIVE_DEFLATED) {
        return refuse(r, index, entry, "zip-kind",
                      ZP_MARKED("is compressed in another way than by deflate"));
    }
    if (folder && entry->size > 0) {
        return refuse(r, index, entry, "zip-kind",
                      ZP_MARKED("is a folder that has bytes of its own"));
    }
    return ZP_OK;
}

static zp_status check_size(reading *r, size_t index, const archive_entry *entry) {
    if (entry->size > ZP_ZIP_BYTES_MAX - r->total) {
        zp_report(r->messages, ZP_ERROR, zp_whole_file(r->file), "zip-size",
                  "has more than %zu bytes when unpacked; no more are read", ZP_ZIP_BYTES_MAX);
        return ZP_BAD_INPUT;
    }
    r->total += entry->size;
    if (entry->method == ARCHIVE_STORED ? entry->size != entry->packed.size
                                        : entry->size / RATIO_MAX > entry->packed.size) {
        return refuse(r, index, entry, "zip-broken", ZP_MARKED("says a size that it cannot have"));
    }
    return ZP_OK;
}

static zp_status check_entry(reading *r, size_t index, const archive_entry *entry) {
    if ((entry->flags & ARCHIVE_ENCRYPTED) != 0) {
        return refuse(r, index, entry, "zip-encrypted",
                      ZP_MARKED("is encrypted; a package is read without a password"));
    }
    zp_status status = check_name(r, index, entry);
    status = status ? status : check_kind(r, index, entry);
    return status ? status : check_size(r, index, entry);
}

// All of its bytes make all of the others, and they are the right ones.
static zp_status unpack(reading *r, size_t index, const archive_entry *entry, zp_entry *out) {
    *out = (zp_entry){.name = entry->name, .bytes = entry->packed};
    if (entry->method == ARCHIVE_DEFLATED) {
        char *bytes = zp_arena_get(r->arena, entry->size + 1);
        size_t used = 0, made = 0;
        enum libdeflate_result result = libdeflate_deflate_decompress_ex(
            r->unpacker, entry->packed.data, entry->packed.size, bytes, entry->size, &used, &made);
        if (result != LIBDEFLATE_SUCCESS || used != entry->packed.size || made != entry->size) {
            return refuse(r, index, entry, "zip-broken",
                          ZP_MARKED("cannot be unpacked to the size it says"));
        }
        out->bytes = (zp_text){bytes, made};
    }
    if (libdeflate_crc32(0, out->bytes.data, out->bytes.size) != entry->crc) {
        return refuse(
            r, index, entry, "zip-broken",
            ZP_MARKED(
                "has other bytes than when the zip was made: its CRC-32 is not that of them"));
    }
    return ZP_OK;
}

zp_status zp_zip_read(zp_arena *arena, zp_messages *messages, const char *file, zp_text bytes,
                      zp_entry **entries, size_t *count) {
    archive_entry *listed;
    size_t all;
    reading r = {.arena = arena, .messages = messages, .file = file};
    *entries = NULL;
    *count = 0;
    zp_status status = archive_list(arena, messages, file, bytes, &listed, &all);
    for (size_t i = 0; status == ZP_OK && i < all; i++) {
        status = check_entry(&r, i, &listed[i]);
    }
    status = status ? status : archive_check_twice(arena, messages, file, listed, all);
    if (status != ZP_OK) {
        return status;
    }
    r.unpacker = libdeflate_alloc_decompressor();
    if (r.unpacker == NULL) {
        zp_out_of_memory();
    }
    zp_entry *files = ZP_ARRAY(arena, zp_entry, all);
    for (size_t i = 0; status == ZP_OK && i < all; i++) {
        status = unpack(&r, i, &listed[i], &files[*count]);
        *count += !archive_is_folder(listed[i].name);
    }
    libdeflate_free_decompressor(r.unpacker);
    *entries = files;
    *count = status == ZP_OK ? *count : 0;
    return status;
}
