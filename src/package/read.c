// A package read back, from a folder or a zip: every file at its size and hash, or a message.
#include "package/private.h"

#include "archive/archive.h"

// ---------------------------------------------------------------- where its files are

typedef struct store {
    zp_arena *arena;
    zp_messages *messages;
    const char *path; // of the folder or zip
    bool zip;
    zp_entry *entries; // of a zip; of a folder only the names
    size_t count;
    zp_text bytes;  // of a zip
    zp_text folder; // of a zip: where in it the package is, with its slash
    size_t room;    // bytes that may still be read: as many as of a zip, in a folder too
} store;

// Where the entry has this name in the package.
static bool is_named(const store *s, size_t index, zp_text name) {
    zp_text own = s->entries[index].name;
    return own.size == s->folder.size + name.size &&
           zp_text_equal(zp_text_slice(own, s->folder.size, own.size), name) &&
           zp_text_equal(zp_text_slice(own, 0, s->folder.size), s->folder);
}

static const zp_entry *find_entry(const store *s, zp_text name) {
    for (size_t i = 0; i < s->count; i++) {
        if (is_named(s, i, name)) {
            return &s->entries[i];
        }
    }
    return NULL;
}

static zp_place place_of(const store *s, zp_text name) {
    return zp_whole_file(zp_arena_print(s->arena, "%s/%.*s", s->path, ZP_ARG(name)).data);
}

// The files below a folder of the package, as entries without bytes.
static zp_status list_below(store *s, zp_text folder, size_t *capacity) {
    zp_text *names;
    size_t count = 0;
    const char *path = folder.size == 0 ? s->path : zp_path_join(s->arena, s->path, folder.data);
    zp_status status = zp_folder_list(s->arena, s->messages, path, &names, &count);
    for (size_t i = 0; i < count && status == ZP_OK; i++) {
        zp_text name = folder.size == 0 ? zp_arena_copy(s->arena, names[i])
                                        : zp_arena_print(s->arena, "%.*s/%.*s", ZP_ARG(folder),
                                                         ZP_ARG(names[i]));
        const char *each = zp_path_join(s->arena, s->path, name.data);
        if (zp_folder_exists(each) && !zp_path_is_link(each)) { // links may lead anywhere
            status = list_below(s, name, capacity);
        } else {
            *ZP_PUSH(s->arena, s->entries, s->count, *capacity) = (zp_entry){.name = name};
        }
        if (s->count > ZP_ZIP_ENTRIES_MAX) {
            zp_report(s->messages, ZP_ERROR, zp_whole_file(s->path), "package-size",
                      "holds more than %d files; a package has fewer", ZP_ZIP_ENTRIES_MAX);
            status = ZP_BAD_INPUT;
        }
    }
    return status;
}

// The folder of the manifest that is nearest to the top: what a version corrects has one too,
// below. Beside it there may be what other programs put into a zip: `__MACOSX/…`.
static zp_status find_folder(store *s) {
    const zp_text wanted = ZP_TEXT(PACKAGE_MANIFEST);
    size_t least = SIZE_MAX;
    bool several = false;
    for (size_t i = 0; i < s->count; i++) {
        zp_text name = s->entries[i].name;
        size_t folder = name.size - (name.size < wanted.size ? name.size : wanted.size), depth = 0;
        if (!zp_text_equal(zp_text_slice(name, folder, name.size), wanted) ||
            (folder > 0 && name.data[folder - 1] != '/')) {
            continue;
        }
        for (size_t at = 0; at < folder; at++) {
            depth += name.data[at] == '/';
        }
        several = depth < least ? false : several || depth == least;
        s->folder = depth < least ? zp_text_slice(name, 0, folder) : s->folder;
        least = depth < least ? depth : least;
    }
    if (several) {
        zp_report(s->messages, ZP_ERROR, zp_whole_file(s->path), "no-package",
                  "holds several packages, and one is wanted: unpack it, and name one of them");
    }
    return several ? ZP_BAD_INPUT : ZP_OK;
}

static zp_status open_zip(store *s) {
    s->zip = true;
    zp_status status = zp_file_read(s->arena, s->messages, s->path, ZP_ZIP_BYTES_MAX, &s->bytes);
    if (status == ZP_OK) {
        status = zp_zip_read(s->arena, s->messages, s->path, s->bytes, &s->entries, &s->count);
    }
    return status == ZP_OK ? find_folder(s) : status;
}

bool zp_package_is_folder(zp_arena *arena, const char *path) {
    return zp_file_exists(zp_path_join(arena, path, PACKAGE_MANIFEST));
}

// DIR/UNIT, as it is written: the one folder with a manifest in it. NULL: there is none.
static const char *inner_folder(zp_arena *arena, zp_messages *messages, const char *path) {
    zp_text *names;
    size_t count = 0;
    const char *found = NULL;
    if (zp_package_is_folder(arena, path) ||
        zp_folder_list(arena, messages, path, &names, &count) != ZP_OK) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        const char *each = zp_path_join(arena, path, zp_arena_string(arena, names[i]));
        if (zp_package_is_folder(arena, each)) {
            if (found != NULL) {
                return NULL;
            }
            found = each;
        }
    }
    return found;
}

bool zp_package_is_at(zp_arena *arena, const char *path) {
    if (zp_file_exists(path)) {
        zp_text last = zp_path_last(path);
        return !zp_text_is(last, "unit.toml") && !zp_text_is(last, "unit.json");
    }
    zp_messages *unheard = zp_messages_new(); // what is wrong there, the next reader tells
    bool found = zp_package_is_folder(arena, path) ||
                 (zp_folder_exists(path) && inner_folder(arena, unheard, path) != NULL);
    zp_messages_free(unheard);
    return found;
}

static zp_status open_store(store *s) {
    size_t capacity = 0;
    if (!zp_folder_exists(s->path)) {
        return open_zip(s);
    }
    const char *inner = inner_folder(s->arena, s->messages, s->path);
    s->path = inner != NULL ? inner : s->path;
    if (!zp_package_is_folder(s->arena, s->path)) {
        zp_report(s->messages, ZP_ERROR, zp_whole_file(s->path), "no-package",
                  "is no package: it has no manifest.json"
                  "; wanted is the folder or the zip that "
                  "`ziping package` or `ziping revise` wrote");
        return ZP_BAD_INPUT;
    }
    return list_below(s, (zp_text){0}, &capacity);
}

static zp_status read_bytes(const store *s, zp_text name, size_t limit, zp_text *bytes) {
    const zp_entry *entry = find_entry(s, name);
    if (entry == NULL) {
        zp_report(s->messages, ZP_ERROR, place_of(s, name), "package-missing",
                  "is missing, and the package says it is there");
        return ZP_BAD_INPUT;
    }
    if (s->zip) {
        *bytes = entry->bytes;
        return ZP_OK;
    }
    const char *path = zp_path_join(s->arena, s->path, zp_arena_string(s->arena, name));
    return zp_file_read(s->arena, s->messages, path, limit, bytes);
}

// ---------------------------------------------------------------- its files

// Whether a file has the size that the package says, or may have been signed since, and is not too
// much: before it is read, as a large one takes long and is soon made. One that is not there, the
// reading tells.
static zp_status check_size(store *s, const zp_package_file *file) {
    const zp_entry *entry = find_entry(s, file->name);
    const char *path = place_of(s, file->name).file;
    size_t size = s->zip && entry != NULL ? entry->bytes.size : 0;
    if (entry == NULL || (!s->zip && !zp_file_size(path, &size))) {
        return ZP_OK;
    }
    if (size < file->size || (size > file->size && !zp_text_ends(file->name, ".pdf"))) {
        zp_report(s->messages, ZP_ERROR, zp_whole_file(path), "package-changed",
                  "was changed: it has %zu bytes, and the package says %zu", size, file->size);
        return ZP_BAD_INPUT;
    }
    if (size > s->room) {
        zp_report(s->messages, ZP_ERROR, zp_whole_file(path), "package-size",
                  "has %zu bytes, which is too much: a package's files have at most %zu together",
                  size, ZP_ZIP_BYTES_MAX);
        return ZP_BAD_INPUT;
    }
    s->room -= size;
    return ZP_OK;
}

static zp_status check_file(store *s, zp_package_file *file) {
    zp_text hash;
    zp_status status = check_size(s, file);
    if (status == ZP_OK) {
        status = read_bytes(s, file->name, ZP_ZIP_BYTES_MAX, &file->bytes);
    }
    if (status != ZP_OK) {
        return status;
    }
    if (file->bytes.size > file->size && zp_text_ends(file->name, ".pdf")) {
        return package_check_signed(s->arena, s->messages, place_of(s, file->name), file);
    }
    hash = zp_sha256(s->arena, file->bytes);
    if (!zp_text_equal(hash, file->sha256)) {
        zp_report(s->messages, ZP_ERROR, place_of(s, file->name), "package-changed",
                  "was changed: its SHA-256 is %.*s, and the package says %.*s", ZP_ARG(hash),
                  ZP_ARG(file->sha256));
        return ZP_BAD_INPUT;
    }
    return ZP_OK;
}

bool package_is_of_system(zp_text name) {
    static const char *const names[] = {".DS_Store", "Thumbs.db", "ehthumbs.db", "desktop.ini"};
    zp_text last = zp_path_last(name.data);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (zp_text_is(last, names[i])) {
            return true;
        }
    }
    return zp_text_starts(last, "._") || zp_text_starts(name, "__MACOSX/");
}

static void tell_other(const store *s, zp_text name) {
    zp_place place = place_of(s, name);
    if (package_is_of_system(zp_arena_copy(s->arena, name))) {
        zp_report(s->messages, ZP_REMARK, place, "package-extra",
                  "was put there by the computer that it was on; it is not of the package");
    } else if (!s->zip && zp_path_is_link(place.file)) {
        zp_report(s->messages, ZP_WARNING, place, "package-extra",
                  "is a symbolic link, which no package has; it is not followed");
    } else {
        zp_report(s->messages, ZP_WARNING, place, "package-extra",
                  "is not in the package's manifest; somebody put it there later");
    }
}

// A scan that was put beside the files is no fault of theirs, but of no version either.
static void tell_others(const store *s, const zp_package *p) {
    for (size_t i = 0; i < s->count; i++) {
        bool known = is_named(s, i, ZP_TEXT(PACKAGE_MANIFEST));
        for (size_t j = 0; j < p->count && !known; j++) {
            known = is_named(s, i, p->files[j].name);
        }
        if (!known) {
            tell_other(s, s->entries[i].name);
        }
    }
}

zp_status zp_package_read(zp_arena *arena, zp_messages *messages, const char *templates,
                          const char *path, zp_package **out) {
    store s = {.arena = arena, .messages = messages, .path = path, .room = ZP_ZIP_BYTES_MAX};
    zp_package *p = ZP_NEW(arena, zp_package);
    zp_text manifest, name = ZP_TEXT(PACKAGE_MANIFEST);
    zp_status status = open_store(&s);
    if (status == ZP_OK && find_entry(&s, name) == NULL) {
        zp_report(messages, ZP_ERROR, zp_whole_file(s.path), "no-package",
                  "is no package: it has no manifest.json"
                  "; wanted is the folder or the zip that "
                  "`ziping package` or `ziping revise` wrote");
        status = ZP_BAD_INPUT;
    }
    if (status == ZP_OK) {
        status = read_bytes(&s, name, PACKAGE_MANIFEST_LIMIT, &manifest);
    }
    if (status == ZP_OK) {
        const char *file = place_of(&s, name).file;
        status = package_manifest_read(arena, messages, templates, file, manifest, p);
    }
    if (status != ZP_OK) {
        return status;
    }
    p->file = s.path;
    p->zip = s.bytes;
    for (size_t i = 0; i < p->count; i++) { // all of them: one run is to say all there is to say
        zp_status each = check_file(&s, &p->files[i]);
        status = each > status ? each : status;
    }
    tell_others(&s, p);
    *out = p;
    return status;
}

zp_status zp_package_record(const zp_package *p, zp_arena *arena, zp_messages *messages,
                            const zp_schema *schema, bool previous, zp_record *record) {
    zp_part part = previous ? ZP_PART_PREVIOUS : ZP_PART_DATA;
    zp_source *sources = ZP_ARRAY(arena, zp_source, p->count);
    size_t count = 0;
    zp_text folder = {0};
    for (size_t i = 0; i < p->count; i++) {
        const zp_package_file *each = &p->files[i];
        size_t slash = 0;
        while (slash < each->name.size && each->name.data[slash] != '/') {
            slash++;
        }
        if (each->part == part && slash < each->name.size) {
            folder = zp_text_slice(each->name, 0, slash);
            sources[count++] =
                (zp_source){zp_text_slice(each->name, slash + 1, each->name.size), each->bytes};
        }
    }
    if (count == 0) {
        zp_report(messages, ZP_ERROR, zp_whole_file(p->file), "package-data",
                  p->published
                      ? ZP_MARKED("holds no data: it is the version for publication; use the "
                                  "package that was handed in")
                      : ZP_MARKED("holds no data"));
        return ZP_BAD_INPUT;
    }
    const char *shown =
        zp_arena_print(arena, "%s/%.*s", p->file != NULL ? p->file : p->name.data, ZP_ARG(folder))
            .data;
    return zp_record_load_sources(arena, messages, schema, shown, p->folder, sources, count,
                                  record);
}
