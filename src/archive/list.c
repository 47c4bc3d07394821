// Where things stand in a zip (APPNOTE 6.3): from its end to the directory, from there to the
// entries.
//
// This is not left to libzip: 1.7.3 takes nothing for a zip, the first of two directories for the
// right one, blanks for NULs in names, and compares what stands twice only by a switch by which it
// refuses the zips of macOS.
#include "archive/private.h"

enum { END_SIZE = 22, END64_SIZE = 56, LOCATOR_SIZE = 20, CENTRAL_SIZE = 46, LOCAL_SIZE = 30 };
enum { FIELD_ZIP64 = 0x0001, FIELD_UNICODE_PATH = 0x7075 };

#define ONES16 0xFFFFu // see the zip64 record
#define ONES32 0xFFFFFFFFu

typedef struct directory {
    uint64_t at, size, count;
} directory;

typedef struct listing {
    zp_text bytes;
    directory directory;
    size_t at;       // in the directory
    size_t end;      // of the entries until now
    bool descriptor; // one may follow there
} listing;

// What is wrong; NULL: nothing.
typedef const char *fault;

static uint64_t number(zp_text bytes, size_t at, size_t size) {
    uint64_t out = 0;
    for (size_t i = size; i > 0; i--) {
        out = out << 8 | (unsigned char)bytes.data[at + i - 1];
    }
    return out;
}

// The caller knows that it ends within the bytes.
static bool is_at(zp_text bytes, size_t at, const char signature[4]) {
    return memcmp(bytes.data + at, signature, 4) == 0;
}

// ---------------------------------------------------------------- the end

static fault find_directory64(zp_text b, size_t end, directory *d) {
    size_t locator = end - LOCATOR_SIZE, record = locator - END64_SIZE;
    if (locator < END64_SIZE || number(b, locator + 8, 8) != record ||
        !is_at(b, record, "PK\x06\x06") || number(b, record + 4, 8) != END64_SIZE - 12) {
        return ZP_MARKED("its zip64 record is not where it has to be");
    }
    directory large = {number(b, record + 48, 8), number(b, record + 40, 8),
                       number(b, record + 32, 8)};
    if (number(b, locator + 4, 4) != 0 || number(b, record + 16, 8) != 0 ||
        number(b, record + 24, 8) != large.count) {
        return ZP_MARKED("it is one part of several");
    }
    if ((d->at != ONES32 && d->at != large.at) || (d->size != ONES32 && d->size != large.size) ||
        (d->count != ONES16 && d->count != large.count)) {
        return ZP_MARKED("it has two ends that do not agree");
    }
    *d = large;
    return NULL;
}

static fault find_directory(zp_text b, directory *d) {
    size_t end = b.size - END_SIZE;
    if (b.size < END_SIZE || !is_at(b, end, "PK\x05\x06") || number(b, end + 20, 2) != 0) {
        return ZP_MARKED(
            "it does not end as one: it was cut off, or there is something behind its end");
    }
    if (number(b, end + 4, 4) != 0 || number(b, end + 8, 2) != number(b, end + 10, 2)) {
        return ZP_MARKED("it is one part of several");
    }
    *d = (directory){number(b, end + 16, 4), number(b, end + 12, 4), number(b, end + 10, 2)};
    if (end >= LOCATOR_SIZE && is_at(b, end - LOCATOR_SIZE, "PK\x06\x07")) {
        fault wrong = find_directory64(b, end, d);
        if (wrong != NULL) {
            return wrong;
        }
        end -= LOCATOR_SIZE + END64_SIZE;
    }
    if (d->at > end || d->size != end - d->at) {
        return ZP_MARKED(
            "its directory is not where it has to be: something was put before it, or taken out");
    }
    return d->count > d->size / CENTRAL_SIZE ? ZP_MARKED("its directory is too short") : NULL;
}

// ---------------------------------------------------------------- an entry

// The numbers of 32 bits that are all ones stand here, in this order.
static fault read_zip64(zp_text field, uint64_t *const numbers[3]) {
    size_t at = 0;
    for (size_t i = 0; i < 3; i++) {
        if (*numbers[i] == ONES32) {
            if (field.size - at < 8) {
                return ZP_MARKED("has a zip64 field that is too short");
            }
            *numbers[i] = number(field, at, 8);
            at += 8;
        }
    }
    return NULL;
}

static fault read_fields(zp_text extra, archive_entry *entry, uint64_t *const numbers[3]) {
    bool large = false;
    for (size_t at = 0; extra.size - at >= 4;) { // less than that is padding
        uint64_t id = number(extra, at, 2), size = number(extra, at + 2, 2);
        at += 4;
        if (size > extra.size - at) {
            return ZP_MARKED("has an extra field that is cut off");
        }
        zp_text field = zp_text_slice(extra, at, at + size);
        fault wrong = NULL;
        if (id == FIELD_ZIP64) {
            wrong = large ? ZP_MARKED("has two zip64 fields") : read_zip64(field, numbers);
            large = true;
        } else if (id == FIELD_UNICODE_PATH && size > 5) {
            entry->other_name = zp_text_slice(field, 5, field.size);
        }
        if (wrong != NULL) {
            return wrong;
        }
        at += size;
    }
    return NULL;
}

// The directory's own header of an entry.
static fault read_central(listing *l, archive_entry *entry, uint64_t *local, uint64_t *packed) {
    zp_text b = zp_text_slice(l->bytes, l->at, l->directory.at + l->directory.size);
    if (b.size < CENTRAL_SIZE || !is_at(b, 0, "PK\x01\x02")) {
        return ZP_MARKED("does not stand in the directory");
    }
    uint64_t name = number(b, 28, 2), extra = number(b, 30, 2), comment = number(b, 32, 2);
    if (b.size - CENTRAL_SIZE < name + extra + comment) {
        return ZP_MARKED("is cut off in the directory");
    }
    *entry = (archive_entry){
        .name = zp_text_slice(b, CENTRAL_SIZE, CENTRAL_SIZE + name),
        .flags = (unsigned)number(b, 8, 2),
        .method = (unsigned)number(b, 10, 2),
        .crc = (uint32_t)number(b, 16, 4),
        .size = number(b, 24, 4),
        .attributes = (uint32_t)number(b, 38, 4),
    };
    *packed = number(b, 20, 4);
    *local = number(b, 42, 4);
    size_t fields = CENTRAL_SIZE + name;
    l->at += fields + extra + comment;
    return read_fields(zp_text_slice(b, fields, fields + extra), entry,
                       (uint64_t *const[3]){&entry->size, packed, local});
}

// Between an entry and what follows there is nothing but its data descriptor: 12 or, in zip64, 20
// bytes, and 4 more where it has a signature.
static bool follows(const listing *l, uint64_t at) {
    uint64_t gap = at - l->end;
    return at >= l->end &&
           (gap == 0 || (l->descriptor && (gap == 12 || gap == 16 || gap == 20 || gap == 24)));
}

// What is said in the directory is said before the bytes too; where a descriptor follows, zero.
static bool is_as_said(zp_text b, const archive_entry *entry, uint64_t packed) {
    static const size_t at[] = {14, 18, 22};
    uint64_t said[] = {entry->crc, packed, entry->size};
    for (size_t i = 0; i < 3; i++) {
        uint64_t here = number(b, at[i], 4);
        if (here != said[i] && !(i > 0 && here == ONES32) &&
            !(here == 0 && (entry->flags & ARCHIVE_DESCRIPTOR) != 0)) {
            return false;
        }
    }
    return number(b, 8, 2) == entry->method &&
           (number(b, 6, 2) & ARCHIVE_ENCRYPTED) == (entry->flags & ARCHIVE_ENCRYPTED);
}

// The header before the bytes.
static fault read_local(listing *l, archive_entry *entry, uint64_t local, uint64_t packed) {
    if (!follows(l, local)) {
        return ZP_MARKED("does not stand behind the one before");
    }
    zp_text b = zp_text_slice(l->bytes, local, l->directory.at);
    if (b.size < LOCAL_SIZE || !is_at(b, 0, "PK\x03\x04")) {
        return ZP_MARKED("does not begin where the directory says");
    }
    uint64_t name = number(b, 26, 2), extra = number(b, 28, 2), from = LOCAL_SIZE + name + extra;
    if (from > b.size || packed > b.size - from) {
        return ZP_MARKED("does not end before the directory");
    }
    if (!zp_text_equal(zp_text_slice(b, LOCAL_SIZE, LOCAL_SIZE + name), entry->name) ||
        !is_as_said(b, entry, packed)) {
        return ZP_MARKED("is another one in the directory");
    }
    entry->packed = zp_text_slice(b, from, from + packed);
    l->end = local + from + packed;
    l->descriptor = (entry->flags & ARCHIVE_DESCRIPTOR) != 0;
    return NULL;
}

static fault read_entry(listing *l, archive_entry *entry) {
    uint64_t local, packed;
    fault wrong = read_central(l, entry, &local, &packed);
    return wrong != NULL ? wrong : read_local(l, entry, local, packed);
}

static zp_status broken(zp_messages *messages, const char *file, fault wrong) {
    zp_report(messages, ZP_ERROR, zp_whole_file(file), "zip-broken",
              "is no zip, or no whole one: %s", zp_translated(wrong));
    return ZP_BAD_INPUT;
}

zp_status archive_list(zp_arena *arena, zp_messages *messages, const char *file, zp_text bytes,
                       archive_entry **entries, size_t *count) {
    listing l = {.bytes = bytes};
    fault wrong = find_directory(bytes, &l.directory);
    if (wrong != NULL) {
        return broken(messages, file, wrong);
    }
    if (l.directory.count > ZP_ZIP_ENTRIES_MAX) {
        zp_report(messages, ZP_ERROR, zp_whole_file(file), "zip-size",
                  "has %ju entries; at most %d are read", (uintmax_t)l.directory.count,
                  ZP_ZIP_ENTRIES_MAX);
        return ZP_BAD_INPUT;
    }
    l.at = l.directory.at;
    *count = l.directory.count;
    *entries = ZP_ARRAY(arena, archive_entry, *count);
    for (size_t i = 0; i < *count; i++) {
        wrong = read_entry(&l, &(*entries)[i]);
        if (wrong != NULL) {
            zp_report(messages, ZP_ERROR, zp_whole_file(file), "zip-broken",
                      "is no whole zip: its entry %zu %s", i + 1, zp_translated(wrong));
            return ZP_BAD_INPUT;
        }
    }
    if (l.at != l.directory.at + l.directory.size) {
        return broken(messages, file, ZP_MARKED("its directory has more entries than it says"));
    }
    if (!follows(&l, l.directory.at)) {
        return broken(messages, file,
                      ZP_MARKED("there is something between its entries and its directory"));
    }
    return ZP_OK;
}
