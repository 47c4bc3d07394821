// Archives: zips in memory, both ways, and SHA-256. A zip that is read comes from anywhere.
#ifndef ZIPING_ARCHIVE_H
#define ZIPING_ARCHIVE_H

#include "base/base.h"

// The SHA-256 (FIPS 180-4) of the bytes, as 64 hexadecimal digits in lower case.
zp_text zp_sha256(zp_arena *arena, zp_text bytes);

// An entry's content as it stands in a zip, for what is the same in many: it is compressed once.
typedef struct zp_packed {
    zp_text deflated;
    size_t size;  // uncompressed
    uint32_t crc; // CRC-32 of that
} zp_packed;

typedef struct zp_entry {
    zp_text name;            // UTF-8, folders parted by /; neither absolute nor with `..`
    zp_text bytes;           // uncompressed
    int level;               // writing: 0 stored (what is compressed already), 1..12 deflate
    const zp_packed *packed; // writing: instead of `bytes` and `level`; NULL: they are packed
} zp_entry;

zp_packed zp_zip_pack(zp_arena *arena, zp_text bytes, int level);

// The entries in their order as a zip (APPNOTE 6.3): names marked as UTF-8, all dates 1980-01-01,
// so that the same entries give the same bytes at any time and in any time zone. Fails only where
// libzip does: a message (id `zip`) that names `file`, and ZP_CANNOT_WRITE.
zp_status zp_zip_write(zp_messages *messages, const char *file, const zp_entry *entries,
                       size_t count, zp_buffer *out);

enum { ZP_ZIP_ENTRIES_MAX = 4096 };
#define ZP_ZIP_BYTES_MAX ((size_t)512 * 1024 * 1024) // of all entries together, uncompressed

// Reads a whole zip. Entries that are folders are left out. Located messages and ZP_BAD_INPUT are:
// - `zip-broken`: no zip, one that ends too soon, or one with anything in it that is no entry or
//   stands where it could be read in two ways; bytes that are not those of the CRC-32;
// - `zip-encrypted`;
// - `zip-name`: a name that zp_entry_name_fits refuses, or that is not UTF-8;
// - `zip-kind`: a symbolic link or a device, and what is neither stored nor deflated;
// - `zip-twice`: two entries of one name, letter case and Unicode composition aside, or one that is
//   the folder of another;
// - `zip-size`: more than the limits above, told before anything is unpacked.
// The entries are of the arena. `bytes` must live as long as they do.
zp_status zp_zip_read(zp_arena *arena, zp_messages *messages, const char *file, zp_text bytes,
                      zp_entry **entries, size_t *count);
// Whether a name is that of a file below a folder, on any system: not absolute, no `..`, no drive
// and no backslash, no part that is empty or ends in a dot or a blank, no character that is a
// control or turns the direction of writing, at most 255 bytes a part and 1024 in all.
bool zp_entry_name_fits(zp_text name);
// Whether Windows keeps a name for a device, whatever stands behind its first dot: CON, nul.pdf.
bool zp_name_is_device(zp_text name);

#endif
