// What the files of archive/ share.
#ifndef ZIPING_ARCHIVE_PRIVATE_H
#define ZIPING_ARCHIVE_PRIVATE_H

#include "archive/archive.h"

// An entry as the directory of its zip describes it. Nothing of it is to be trusted but that
// `packed` lies within the file and overlaps no other's.
typedef struct archive_entry {
    zp_text name;       // as it stands there; ends in / for a folder
    zp_text other_name; // that of its Unicode Path field; data NULL: it has none
    zp_text packed;     // its bytes, as they are stored
    uint64_t size;      // of what they unpack to
    uint32_t crc, attributes;
    unsigned flags, method;
} archive_entry;

enum { ARCHIVE_ENCRYPTED = 1 << 0, ARCHIVE_DESCRIPTOR = 1 << 3 }; // flags
enum { ARCHIVE_STORED = 0, ARCHIVE_DEFLATED = 8 };                // methods

// What stands where in a zip. All that is not where it has to be is refused, so that there is one
// way to read it and nothing in it that is no entry.
zp_status archive_list(zp_arena *arena, zp_messages *messages, const char *file, zp_text bytes,
                       archive_entry **entries, size_t *count);

bool archive_is_folder(zp_text name);
// A name to be shown: characters that would do something else than that become U+FFFD.
zp_text archive_shown(zp_arena *arena, zp_text name);
// Two entries that would be one file where they are unpacked.
zp_status archive_check_twice(zp_arena *arena, zp_messages *messages, const char *file,
                              const archive_entry *entries, size_t count);

#endif
