#include "archive/archive.h"

#include <stdlib.h>
#include <zip.h>

enum { DOS_MIDNIGHT = 0, DOS_1980_01_01 = 1 << 5 | 1 };

// libzip reads the bytes only when the archive is closed.
static bool add_entry(zip_t *archive, const zp_entry *entry) {
    char *name = zp_allocate(entry->name.size + 1);
    memcpy(name, entry->name.data, entry->name.size);
    name[entry->name.size] = '\0';
    zip_source_t *source = zip_source_buffer(archive, entry->bytes.data, entry->bytes.size, 0);
    zip_int64_t index = source != NULL ? zip_file_add(archive, name, source, ZIP_FL_ENC_UTF_8) : -1;
    free(name);
    if (index < 0) {
        zip_source_free(source); // NULL is fine; the archive has not taken it
        return false;
    }
    // The clock's time would make each run's bytes differ; zip_file_set_mtime goes through the
    // local time zone, so that it would differ by machine.
    return zip_file_set_dostime(archive, (zip_uint64_t)index, DOS_MIDNIGHT, DOS_1980_01_01, 0) ==
               0 &&
           zip_set_file_compression(archive, (zip_uint64_t)index,
                                    entry->level > 0 ? ZIP_CM_DEFLATE : ZIP_CM_STORE,
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
    zp_report(messages, ZP_ERROR, (zp_place){file, 0, 0}, "zip", "the zip cannot be made: %s",
              zip_error_strerror(error));
    return ZP_CANNOT_WRITE;
}

static zp_status write_archive(zp_messages *messages, const char *file, const zp_entry *entries,
                               size_t count, zip_source_t *source) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_keep(source); // zip_close frees one reference; the bytes are read from this one
    zip_t *archive = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error);
    zp_status status = ZP_OK;
    if (archive == NULL) {
        zip_source_free(source); // the archive has not taken its reference
        status = fail(messages, file, &error);
    }
    for (size_t i = 0; i < count && status == ZP_OK; i++) {
        if (!add_entry(archive, &entries[i])) {
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
