// A package as a folder and as a zip, which appear together:
//
//   DIR/UNIT/NAME/manifest.json …
//   DIR/UNIT/NAME.zip
//
// UNIT is renamed as a whole, so that there is the old one or the new one.
#include "package/private.h"

#include "archive/archive.h"

enum { COMPRESSION_LEVEL = 6 }; // of data and manifest; PDF and DOCX are compressed already

static bool is_compressed(zp_text name) {
    return zp_text_ends(name, ".pdf") || zp_text_ends(name, ".docx");
}

zp_status package_zip(const zp_package *p, zp_arena *arena, zp_messages *messages, const char *file,
                      zp_buffer *out) {
    zp_entry *entries = ZP_ARRAY(arena, zp_entry, p->count + 1);
    entries[0] = (zp_entry){zp_arena_print(arena, "%.*s/" PACKAGE_MANIFEST, ZP_ARG(p->name)),
                            p->manifest, COMPRESSION_LEVEL, NULL};
    for (size_t i = 0; i < p->count; i++) {
        const zp_package_file *each = &p->files[i];
        entries[i + 1] =
            (zp_entry){zp_arena_print(arena, "%.*s/%.*s", ZP_ARG(p->name), ZP_ARG(each->name)),
                       each->bytes, is_compressed(each->name) ? 0 : COMPRESSION_LEVEL, NULL};
    }
    return zp_zip_write(messages, file, entries, p->count + 1, out);
}

bool zp_package_zip_is_own(const zp_package *p, zp_arena *arena) {
    zp_buffer out = {0};
    zp_messages *unheard = zp_messages_new();
    bool own = p->zip.size == 0 || (package_zip(p, arena, unheard, p->file, &out) == ZP_OK &&
                                    zp_text_equal(zp_buffer_text(&out), p->zip));
    zp_messages_free(unheard);
    zp_buffer_free(&out);
    return own;
}

// A package has its own files alone.
static zp_status check_output(zp_arena *arena, zp_messages *messages, const char *folder) {
    if (!zp_package_is_folder(arena, folder)) {
        return ZP_OK;
    }
    zp_report(messages, ZP_ERROR, zp_whole_file(folder), "output-package",
              "is itself a package, and what is written into it would be none of its files; name "
              "another output folder");
    return ZP_CANNOT_WRITE;
}

static zp_status put(zp_arena *arena, zp_messages *messages, zp_staged_folder *staged,
                     const zp_package *p, zp_text name, zp_text bytes) {
    zp_text path = zp_arena_print(arena, "%.*s/%.*s", ZP_ARG(p->name), ZP_ARG(name));
    return zp_folder_put(messages, staged, path.data, bytes.data, bytes.size);
}

static zp_status put_all(const zp_package *p, zp_arena *arena, zp_messages *messages,
                         zp_staged_folder *staged) {
    zp_buffer zip = {0};
    const char *name = zp_arena_print(arena, "%.*s.zip", ZP_ARG(p->name)).data;
    zp_status status = put(arena, messages, staged, p, ZP_TEXT(PACKAGE_MANIFEST), p->manifest);
    for (size_t i = 0; i < p->count && status == ZP_OK; i++) {
        status = put(arena, messages, staged, p, p->files[i].name, p->files[i].bytes);
    }
    if (status == ZP_OK) {
        status = package_zip(p, arena, messages, name, &zip);
    }
    if (status == ZP_OK) {
        status = zp_folder_put(messages, staged, name, zip.data, zip.size);
    }
    zp_buffer_free(&zip);
    return status;
}

zp_status zp_package_write(const zp_package *p, zp_arena *arena, zp_messages *messages,
                           const char *folder, zp_writing how, const char **written) {
    bool force = how != ZP_WRITE_NEW;
    zp_staged_folder staged;
    zp_text name = p->folder;
    if (p->version > 1) {
        name = zp_arena_print(arena, "%.*s-v%u", ZP_ARG(name), p->version);
    } else if (p->published) {
        name = zp_arena_print(arena, "%.*s-public", ZP_ARG(name));
    }
    const char *path = zp_path_join(arena, folder, zp_arena_string(arena, name));
    *written = path;
    if (!force && zp_folder_exists(path)) {
        zp_report(
            messages, ZP_ERROR, zp_whole_file(path), "output-exists",
            "a folder of this name is there already, and is kept; --force replaces a package, "
            "-o names another place");
        return ZP_CANNOT_WRITE;
    }
    zp_status status = check_output(arena, messages, folder);
    if (status == ZP_OK && force) {
        status = package_check_replaced(p, arena, messages, path);
    }
    if (status == ZP_OK) {
        status = zp_folder_stage(messages, path, force, &staged);
    }
    if (status != ZP_OK) {
        return status;
    }
    staged.later = how == ZP_WRITE_MANY;
    status = put_all(p, arena, messages, &staged);
    if (status == ZP_OK) {
        status = zp_folder_commit(messages, &staged);
    }
    zp_folder_abandon(&staged);
    return status;
}

bool zp_package_is_written(const zp_package *p, zp_arena *arena, const char *path) {
    zp_messages *unheard = zp_messages_new();
    zp_buffer zip = {0};
    zp_text *names, there;
    size_t count = 0;
    const char *name = zp_arena_print(arena, "%.*s.zip", ZP_ARG(p->name)).data;
    bool same = zp_folder_list(arena, unheard, path, &names, &count) == ZP_OK && count == 2 &&
                zp_text_equal(names[0], p->name) && zp_text_is(names[1], name);
    same =
        same && package_zip(p, arena, unheard, name, &zip) == ZP_OK &&
        zp_file_read(arena, unheard, zp_path_join(arena, path, name), zip.size, &there) == ZP_OK &&
        zp_text_equal(there, zp_buffer_text(&zip));
    zp_buffer_free(&zip);
    zp_messages_free(unheard);
    return same;
}
