// Archives: zips in memory, both ways, and SHA-256. A zip that is read comes from anywhere.
#ifndef ZIPING_ARCHIVE_H
#define ZIPING_ARCHIVE_H

#include "base/base.h"

// The SHA-256 (FIPS 180-4) of the bytes, as 64 hexadecimal digits in lower case.
zp_text zp_sha256(zp_arena *arena, zp_text bytes);

typedef struct zp_entry {
    zp_text name;  // UTF-8, folders parted by /; neither absolute nor with `..`
    zp_text bytes; // uncompressed
    int level;     // writing: 0 stored (what is compressed already), 1..9 deflate
} zp_entry;

// The entries in their order as a zip (APPNOTE 6.3): names marked as UTF-8, all dates 1980-01-01,
// so that the same entries give the same bytes at any time and in any time zone. Fails only where
// libzip does: a message (id `zip`) that names `file`, and ZP_CANNOT_WRITE.
zp_status zp_zip_write(zp_messages *messages, const char *file, const zp_entry *entries,
                       size_t count, zp_buffer *out);

enum { ZP_ZIP_ENTRIES_MAX = 4096 };
#define ZP_ZIP_BYTES_MAX ((size_t)512 * 1024 * 1024) // of all entries together, uncompressed

// Reads a whole zip. Entries that are folders are left out. A file that is no zip or ends too soon
// (id `zip-broken`), one that is encrypted (`zip-encrypted`), a name that is absolute, has `..`, a
// backslash, a control character, no text, or is not UTF-8 (`zip-name`), two entries of one name,
// letter case and Unicode composition aside, or one that is the folder of another (`zip-twice`),
// and more than the limits above (`zip-size`), told before anything of that size is unpacked, are
// located messages and ZP_BAD_INPUT.
// The entries are of the arena. `bytes` must live as long as they do.
zp_status zp_zip_read(zp_arena *arena, zp_messages *messages, const char *file, zp_text bytes,
                      zp_entry **entries, size_t *count);
// False when a name is one that zp_zip_read refuses: for names in a manifest.
bool zp_entry_name_fits(zp_text name);

#endif
