// What --force may replace, and batch without it: a package of the same unit, its folder and its
// zip, with nothing in them that somebody else put there.
#define _GNU_SOURCE // memmem
#include "package/private.h"

#include "archive/archive.h"

#include <string.h>

typedef struct replacing {
    const zp_package *p;
    zp_arena *arena;
    zp_messages *messages;
    const char *package;   // the folder
    const zp_value *files; // of its manifest; NULL where that cannot be read
} replacing;

// NULL where it cannot be read, or is that of something else.
static const zp_value *manifest_of(zp_arena *arena, const char *package) {
    const char *path = zp_path_join(arena, package, PACKAGE_MANIFEST);
    return zp_json_of_format(arena, path, PACKAGE_MANIFEST_LIMIT, PACKAGE_FORMAT);
}

static zp_status other(zp_messages *messages, const char *path, zp_text what, const char *why) {
    zp_report(messages, ZP_ERROR, zp_whole_file(path), "output-other", why, ZP_ARG(what));
    return ZP_CANNOT_WRITE;
}

// ---------------------------------------------------------------- files of a package

static const zp_value *find_file(const replacing *r, zp_text name) {
    for (const zp_value *each = zp_value_first(r->files); each != NULL; each = each->next) {
        if (zp_text_equal(zp_value_text(zp_value_get(each, "name")), name)) {
            return each;
        }
    }
    return NULL;
}

// Its own files, by its manifest or, without one, those that take their place. What computers put
// into folders by themselves is nobody's.
static bool is_of_package(const replacing *r, zp_text name) {
    zp_text last = zp_path_last(name.data);
    if (zp_text_is(name, PACKAGE_MANIFEST) || package_is_of_system(name) ||
        zp_text_starts(last, "~$")) {
        return true;
    }
    bool known = r->files != NULL && find_file(r, name) != NULL;
    for (size_t i = 0; i < r->p->count && r->files == NULL && !known; i++) {
        known = zp_text_equal(r->p->files[i].name, name);
    }
    return known;
}

// A PDF that was signed has more bytes than its manifest says; where no manifest says it, it has
// what signatures have. One that cannot be read may have been signed.
static bool may_be_signed(const replacing *r, zp_text name, const char *path) {
    const zp_value *said = zp_value_get(find_file(r, name), "size");
    zp_decimal size;
    size_t bytes;
    if (said != NULL && zp_value_decimal(said, &size)) {
        return zp_file_size(path, &bytes) &&
               zp_decimal_compare(zp_decimal_of((int64_t)bytes), size) > 0;
    }
    zp_arena *arena = zp_arena_new();
    zp_messages *unheard = zp_messages_new();
    zp_text text;
    bool read = zp_file_read(arena, unheard, path, ZP_ZIP_BYTES_MAX, &text) == ZP_OK;
    bool found = read && memmem(text.data, text.size, "/ByteRange", strlen("/ByteRange")) != NULL;
    zp_messages_free(unheard);
    zp_arena_free(arena);
    return !read || found;
}

// `below`: the folder within the package, with its slash; empty.
static zp_status check_files(const replacing *r, zp_text below) {
    zp_text *names;
    size_t count = 0;
    const char *folder = zp_path_join(r->arena, r->package, zp_arena_string(r->arena, below));
    zp_status status = zp_folder_list(r->arena, r->messages, folder, &names, &count);
    for (size_t i = 0; i < count && status == ZP_OK; i++) {
        zp_text name = zp_arena_print(r->arena, "%.*s%.*s", ZP_ARG(below), ZP_ARG(names[i]));
        const char *path = zp_path_join(r->arena, r->package, name.data);
        if (zp_folder_exists(path) && !zp_path_is_link(path)) {
            status = check_files(r, zp_arena_print(r->arena, "%.*s/", ZP_ARG(name)));
        } else if (!is_of_package(r, name)) {
            status = other(r->messages, r->package, name,
                           ZP_MARKED("holds “%.*s”, which is none of the package's files and would "
                                     "be lost; put it beside the packages, or remove it"));
        } else if (zp_text_ends(name, ".pdf") && may_be_signed(r, name, path)) {
            zp_report(r->messages, ZP_ERROR, zp_whole_file(path), "output-signed",
                      "was signed, or added to, since the package was made, and is kept; put the "
                      "package somewhere else, or name another output folder");
            status = ZP_CANNOT_WRITE;
        }
    }
    return status;
}

// ---------------------------------------------------------------- what stands where it goes

// A folder in which a package was, whole or damaged.
static zp_status check_package(replacing *r, const char *path, zp_text name) {
    const zp_value *root = manifest_of(r->arena, r->package);
    // The name of the unit's folder that it is of; empty where no manifest says it.
    zp_text of = zp_value_text(root ? zp_value_find(root, ZP_TEXT("unit.folder"), NULL) : NULL);
    zp_text unit = zp_value_text(root ? zp_value_find(root, ZP_TEXT("unit.name"), NULL) : NULL);
    if (of.size == 0 && !zp_text_equal(name, r->p->name)) {
        return other(r->messages, path, name,
                     ZP_MARKED("holds “%.*s”, which is of no package; --force replaces "
                               "packages of the same unit only. Name another output folder"));
    }
    if (of.size > 0 && !zp_text_equal(of, r->p->folder)) {
        return other(
            r->messages, path, name,
            ZP_MARKED("holds “%.*s”, which is the package of another unit; --force replaces "
                      "packages of the same unit only. Name another output folder"));
    }
    // Folders of two districts may be called alike.
    if (unit.size > 0 && !zp_text_equal(unit, r->p->unit)) {
        zp_report(r->messages, ZP_ERROR, zp_whole_file(path), "output-other",
                  "holds the package of the unit “%.*s”, and this one is of “%.*s”; name another "
                  "output folder or, where the unit's name was corrected, remove that package",
                  ZP_ARG(unit), ZP_ARG(r->p->unit));
        return ZP_CANNOT_WRITE;
    }
    r->files = zp_value_get(root, "files");
    return check_files(r, (zp_text){0});
}

// NAME.zip beside the package NAME, or alone where that is the one to be made.
static bool is_zip_of_package(const replacing *r, const char *path, zp_text name) {
    if (!zp_text_ends(name, ".zip") || !zp_file_exists(zp_path_join(r->arena, path, name.data))) {
        return false;
    }
    zp_text stem = zp_text_slice(name, 0, name.size - strlen(".zip"));
    const char *package = zp_path_join(r->arena, path, zp_arena_string(r->arena, stem));
    return zp_text_equal(stem, r->p->name) || zp_package_is_folder(r->arena, package);
}

zp_status package_check_replaced(const zp_package *p, zp_arena *arena, zp_messages *messages,
                                 const char *path) {
    zp_text *names;
    size_t count = 0;
    if (!zp_folder_exists(path)) {
        return ZP_OK; // what else may be there, zp_folder_stage tells
    }
    zp_status status = zp_folder_list(arena, messages, path, &names, &count);
    for (size_t i = 0; i < count && status == ZP_OK; i++) {
        zp_text name = zp_arena_copy(arena, names[i]);
        replacing r = {p, arena, messages, zp_path_join(arena, path, name.data), NULL};
        if (zp_package_is_folder(arena, r.package)) {
            status = check_package(&r, path, name);
        } else if (!is_zip_of_package(&r, path, name)) {
            status = other(messages, path, name,
                           ZP_MARKED("holds “%.*s”, which is of no package; --force replaces "
                                     "packages of the same unit only. Name another output folder"));
        }
    }
    return status;
}
