// Names of entries.
#include "archive/private.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

// A name may be written as a path below any folder: Linux takes 255 bytes a part.
enum { NAME_BYTES = 1024, PART_BYTES = 255 };
// NFD makes at most four UTF-16 units of one (UAX #15), case folding three.
enum { FOLDED_UNITS = NAME_BYTES * 4 * 3 * 4 };

bool zp_name_is_device(zp_text name) {
    static const char *const devices[] = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"};
    size_t size = 0;
    char upper[8] = {0};
    while (size < name.size && name.data[size] != '.') {
        char c = name.data[size];
        if (size + 1 == sizeof upper) {
            return false;
        }
        upper[size++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    while (size > 0 && upper[size - 1] == ' ') { // `NUL .txt` is the device too
        upper[--size] = '\0';
    }
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++) {
        if (strcmp(upper, devices[i]) == 0) {
            return true;
        }
    }
    bool port = strncmp(upper, "COM", 3) == 0 || strncmp(upper, "LPT", 3) == 0;
    return port && size == 4 && upper[3] >= '0' && upper[3] <= '9';
}

// Windows takes dots and blanks off the end of a name; `.` and `..` are no names.
static bool part_fits(zp_text part) {
    return part.size > 0 && part.size <= PART_BYTES && !zp_text_ends(part, ".") &&
           !zp_text_ends(part, " ");
}

bool zp_entry_name_fits(zp_text name) {
    size_t bad, start = 0;
    if (name.size > NAME_BYTES || !zp_utf8_check(name, &bad)) {
        return false;
    }
    for (size_t i = 0; i < name.size;) {
        size_t from = i;
        uint32_t c = zp_utf8_next(name, &i);
        // `C:` is a drive, `name:x` a stream of a file.
        if (c == '\\' || c == ':' || !zp_name_character_fits(c)) {
            return false;
        }
        if (c == '/') {
            if (!part_fits(zp_text_slice(name, start, from))) {
                return false;
            }
            start = i;
        }
    }
    return part_fits(zp_text_slice(name, start, name.size));
}

bool archive_is_folder(zp_text name) {
    return zp_text_ends(name, "/");
}

zp_text archive_shown(zp_arena *arena, zp_text name) {
    zp_buffer out = {0};
    zp_buffer_add_shown(&out, name);
    zp_text shown = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return shown;
}

// ---------------------------------------------------------------- names that are one

typedef struct scratch {
    UChar a[FOLDED_UNITS], b[FOLDED_UNITS];
} scratch;

// What two names share that a file system may take for one: without letter case and composition
// (Unicode D145, a caseless match of canonical equivalents, which is what macOS does; Windows folds
// less, and composes nothing). The name fits, so that nothing here fails but for want of memory.
static zp_text fold(zp_arena *arena, scratch *s, zp_text name) {
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&error);
    int32_t size = 0;
    u_strFromUTF8(s->a, FOLDED_UNITS, &size, name.data, (int32_t)name.size, &error);
    size = unorm2_normalize(nfd, s->a, size, s->b, FOLDED_UNITS, &error);
    size = u_strFoldCase(s->a, FOLDED_UNITS, s->b, size, U_FOLD_CASE_DEFAULT, &error);
    size = unorm2_normalize(nfd, s->a, size, s->b, FOLDED_UNITS, &error);
    if (U_FAILURE(error)) {
        zp_out_of_memory();
    }
    return zp_arena_copy(arena, (zp_text){(const char *)s->b, (size_t)size * sizeof(UChar)});
}

typedef struct folded_name {
    zp_text folded;
    const archive_entry *entry;
} folded_name;

static int by_folded(const void *a, const void *b) {
    const folded_name *one = a, *other = b;
    return zp_text_compare(one->folded, other->folded);
}

static zp_status twice(zp_arena *arena, zp_messages *messages, const char *file,
                       const folded_name *a, const folded_name *b) {
    const folded_name *first = a->entry < b->entry ? a : b, *second = first == a ? b : a;
    zp_text one = archive_shown(arena, first->entry->name),
            other = archive_shown(arena, second->entry->name);
    if (zp_text_equal(one, other)) {
        zp_report(messages, ZP_ERROR, zp_whole_file(file), "zip-twice",
                  "has two entries of the name `%.*s`", ZP_ARG(one));
    } else {
        zp_report(messages, ZP_ERROR, zp_whole_file(file), "zip-twice",
                  "has the entries `%.*s` and `%.*s`, which cannot stand in one folder",
                  ZP_ARG(one), ZP_ARG(other));
    }
    return ZP_BAD_INPUT;
}

// The file that a name has as one of its folders; NULL: none.
static const folded_name *find_file_above(const folded_name *names, size_t count, zp_text folded) {
    for (size_t i = 0; i + sizeof(UChar) < folded.size; i += sizeof(UChar)) {
        UChar unit;
        memcpy(&unit, folded.data + i, sizeof unit);
        if (unit == '/') {
            folded_name wanted = {zp_text_slice(folded, 0, i), NULL};
            const folded_name *found = bsearch(&wanted, names, count, sizeof *names, by_folded);
            if (found != NULL && !archive_is_folder(found->entry->name)) {
                return found;
            }
        }
    }
    return NULL;
}

zp_status archive_check_twice(zp_arena *arena, zp_messages *messages, const char *file,
                              const archive_entry *entries, size_t count) {
    zp_status status = ZP_OK;
    scratch *s = zp_allocate(sizeof *s);
    folded_name *names = ZP_ARRAY(arena, folded_name, count + 1);
    for (size_t i = 0; i < count; i++) {
        zp_text name = entries[i].name;
        name.size -= archive_is_folder(name);
        names[i] = (folded_name){fold(arena, s, name), &entries[i]};
    }
    qsort(names, count, sizeof *names, by_folded);
    for (size_t i = 1; i < count && status == ZP_OK; i++) {
        if (by_folded(&names[i - 1], &names[i]) == 0) {
            status = twice(arena, messages, file, &names[i - 1], &names[i]);
        }
    }
    for (size_t i = 0; i < count && status == ZP_OK; i++) {
        const folded_name *above = find_file_above(names, count, names[i].folded);
        if (above != NULL) {
            status = twice(arena, messages, file, above, &names[i]);
        }
    }
    free(s);
    return status;
}
