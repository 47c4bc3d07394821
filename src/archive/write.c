#include "archive/archive.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <zip.h>

enum { DOS_MIDNIGHT = 0, DOS_1980_01_01 = 1 << 5 | 1 };

// What libzip reads of an entry, which is only when the archive is closed. Deflated by libdeflate,
// in a third of zlib's time; libzip takes what says that it is deflated as it is.
typedef struct content {
    zp_text bytes; // as they stand in the zip
    size_t at, size;
    uint32_t crc; // of the uncompressed bytes, and their size
    bool deflated;
    char *owned; // NULL: borrowed
} content;

static zip_int64_t stat_content(const content *c, void *data, zip_uint64_t size) {
    zip_stat_t *stat = data;
    if (size < sizeof *stat) {
        return -1;
    }
    zip_stat_init(stat);
    stat->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_CRC;
    stat->size = c->size;
    stat->comp_size = c->bytes.size;
    stat->comp_method = c->deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
    stat->crc = c->crc;
    return sizeof *stat;
}

static zip_int64_t read_content(content *c, void *data, zip_uint64_t size) {
    size_t left = c->bytes.size - c->at, piece = size < left ? (size_t)size : left;
    if (piece > 0) {
        memcpy(data, c->bytes.data + c->at, piece);
    }
    c->at += piece;
    return (zip_int64_t)piece;
}

static zip_int64_t serve_content(void *context, void *data, zip_uint64_t size,
                                 zip_source_cmd_t command) {
    content *c = context;
    switch (command) {
    case ZIP_SOURCE_OPEN:
        c->at = 0;
        return 0;
    case ZIP_SOURCE_READ:
        return read_content(c, data, size);
    case ZIP_SOURCE_STAT:
        return stat_content(c, data, size);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_ERROR: // there is none
        return 0;
    case ZIP_SOURCE_FREE:
        free(c->owned);
        free(c);
        return 0;
    case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_READABLE;
    default:
        return -1;
    }
}

// One for all entries of a level: making it costs as much as a small entry.
typedef struct packer {
    struct libdeflate_compressor *compressor;
    int level;
} packer;

static struct libdeflate_compressor *compressor_of(packer *p, int level) {
    if (p->compressor == NULL || p->level != level) {
        libdeflate_free_compressor(p->compressor);
        *p = (packer){libdeflate_alloc_compressor(level), level};
    }
    if (p->compressor == NULL) {
        zp_out_of_memory();
    }
    return p->compressor;
}

zp_packed zp_zip_pack(zp_arena *arena, zp_text bytes, int level) {
    packer p = {0};
    struct libdeflate_compressor *compressor = compressor_of(&p, level);
    size_t bound = libdeflate_deflate_compress_bound(compressor, bytes.size);
    char *out = zp_allocate(bound);
    size_t size = libdeflate_deflate_compress(compressor, bytes.data, bytes.size, out, bound);
    zp_packed packed = {.deflated = zp_arena_copy(arena, (zp_text){out, size}),
                        .size = bytes.size,
                        .crc = libdeflate_crc32(0, bytes.data, bytes.size)};
    free(out);
    libdeflate_free_compressor(compressor);
    return packed;
}

static content *make_content(packer *p, const zp_entry *entry) {
    content *c = zp_allocate(sizeof *c);
    const zp_packed *packed = entry->packed;
    if (packed != NULL) {
        *c = (content){
            .bytes = packed->deflated, .size = packed->size, .crc = packed->crc, .deflated = true};
        return c;
    }
    *c = (content){.bytes = entry->bytes, .size = entry->bytes.size};
    c->crc = libdeflate_crc32(0, entry->bytes.data, entry->bytes.size);
    if (entry->level == 0) {
        return c;
    }
    struct libdeflate_compressor *compressor = compressor_of(p, entry->level);
    size_t bound = libdeflate_deflate_compress_bound(compressor, c->size);
    c->owned = zp_allocate(bound);
    c->bytes = (zp_text){c->owned, libdeflate_deflate_compress(compressor, entry->bytes.data,
                                                               c->size, c->owned, bound)};
    c->deflated = true;
    return c;
}

static bool add_entry(zip_t *archive, packer *p, const zp_entry *entry) {
    char *name = zp_allocate(entry->name.size + 1);
    memcpy(name, entry->name.data, entry->name.size);
    name[entry->name.size] = '\0';
    content *bytes = make_content(p, entry);
    zip_source_t *source = zip_source_function(archive, serve_content, bytes);
    if (source == NULL) { // it has not taken them
        free(bytes->owned);
        free(bytes);
    }
    zip_int64_t index = source != NULL ? zip_file_add(archive, name, source, ZIP_FL_ENC_UTF_8) : -1;
    free(name);
    if (index < 0) {
        zip_source_free(source); // NULL is fine; the archive has not taken it
        return false;
    }
    // The clock's time would make each run's bytes differ; zip_file_set_mtime goes through the
    // local time zone, so that it would differ by machine.
    bool deflated = entry->packed != NULL || entry->level > 0;
    return zip_file_set_dostime(archive, (zip_uint64_t)index, DOS_MIDNIGHT, DOS_1980_01_01, 0) ==
               0 &&
           zip_set_file_compression(archive, (zip_uint64_t)index,
                                    deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE,
                                    (zip_uint32_t)entry->level) == 0;
}

static bool read_archive(zip_source_t *source, zp_buffer *out) {
    zip_stat_t stat;
    if (zip_source_stat(source, &stat) < 0 || zip_source_open(source) < 0) {
        return false;
    }
    char *bytes = zp_allocate(stat.size + 1);
    zip_int64_t size = zip_source_read(source, bytes, stat.size);
    zip_source_close(source);
    bool whole = size >= 0 && (zip_uint64_t)size == stat.size;
    if (whole) {
        zp_buffer_add(out, bytes, (size_t)size);
    }
    free(bytes);
    return whole;
}

static zp_status fail(zp_messages *messages, const char *file, zip_error_t *error) {
    if (zip_error_code_zip(error) == ZIP_ER_MEMORY) {
        zp_out_of_memory();
    }
    zp_report(messages, ZP_ERROR, zp_whole_file(file), "zip", "the zip cannot be made: %s",
              zip_error_strerror(error));
    return ZP_CANNOT_WRITE;
}

static zp_status write_archive(zp_messages *messages, const char *file, const zp_entry *entries,
                               size_t count, zip_source_t *source) {
    zip_error_t error;
    packer packer = {0};
    zip_error_init(&error);
    zip_source_keep(source); // zip_close frees one reference; the bytes are read from this one
    zip_t *archive = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error);
    zp_status status = ZP_OK;
    if (archive == NULL) {
        zip_source_free(source); // the archive has not taken its reference
        status = fail(messages, file, &error);
    }
    for (size_t i = 0; i < count && status == ZP_OK; i++) {
        if (!add_entry(archive, &packer, &entries[i])) {
            status = fail(messages, file, zip_get_error(archive));
        }
    }
    if (status == ZP_OK && zip_close(archive) == 0) {
        archive = NULL;
    } else if (status == ZP_OK) {
        status = fail(messages, file, zip_get_error(archive));
    }
    if (archive != NULL) {
        zip_discard(archive);
    }
    libdeflate_free_compressor(packer.compressor);
    zip_error_fini(&error);
    return status;
}

zp_status zp_zip_write(zp_messages *messages, const char *file, const zp_entry *entries,
                       size_t count, zp_buffer *out) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    zp_status status = source == NULL ? fail(messages, file, &error)
                                      : write_archive(messages, file, entries, count, source);
    if (status == ZP_OK && !read_archive(source, out)) {
        status = fail(messages, file, zip_source_error(source));
    }
    zip_source_free(source);
    zip_error_fini(&error);
    return status;
}
