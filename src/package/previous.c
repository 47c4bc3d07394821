// What a package that corrects another holds of that one: its manifest, and the data it was made
// from.
#include "package/build.h"

const zp_package_file *package_find_file(const zp_package *p, zp_text name) {
    for (size_t i = 0; i < p->count; i++) {
        if (zp_text_equal(p->files[i].name, name)) {
            return &p->files[i];
        }
    }
    return NULL;
}

zp_place package_place(zp_arena *arena, const zp_package *p, zp_text name) {
    return zp_whole_file(zp_arena_print(arena, "%s/%.*s", p->file, ZP_ARG(name)).data);
}

static const zp_package_file *previous_file(zp_arena *arena, const zp_package *p, zp_text name) {
    return package_find_file(p, zp_arena_print(arena, PACKAGE_PREVIOUS "/%.*s", ZP_ARG(name)));
}

// `数据/unit.toml` → `unit.toml`
static zp_text below_folder(zp_text name) {
    size_t slash = 0;
    while (slash < name.size && name.data[slash] != '/') {
        slash++;
    }
    return slash < name.size ? zp_text_slice(name, slash + 1, name.size) : name;
}

// The data of the version before are those that its manifest names, to the byte, and no others:
// what changed is told by them.
static zp_status check_previous(zp_arena *arena, zp_messages *messages, const zp_package *p,
                                const zp_package *old) {
    zp_status status = ZP_OK;
    size_t wanted = 1, there = 0; // its manifest
    for (size_t i = 0; i < old->count; i++) {
        if (old->files[i].part != ZP_PART_DATA) {
            continue;
        }
        wanted++;
        zp_text name = below_folder(old->files[i].name);
        const zp_package_file *file = previous_file(arena, p, name);
        if (file == NULL || !zp_text_equal(file->sha256, old->files[i].sha256)) {
            zp_text path = zp_arena_print(arena, PACKAGE_PREVIOUS "/%.*s", ZP_ARG(name));
            zp_report(messages, ZP_ERROR, package_place(arena, p, path), "verify-previous",
                      file == NULL
                          ? ZP_MARKED("is not there, and version %u was made from it, with the "
                                      "SHA-256 %.*s")
                          : ZP_MARKED("is not what version %u was made from: by its manifest, that "
                                      "has the SHA-256 %.*s"),
                      old->version, ZP_ARG(old->files[i].sha256));
            status = ZP_BAD_INPUT;
        }
    }
    for (size_t i = 0; i < p->count; i++) {
        there += p->files[i].part == ZP_PART_PREVIOUS;
    }
    if (status == ZP_OK && there != wanted) {
        zp_report(messages, ZP_ERROR, zp_whole_file(p->file), "verify-previous",
                  "holds %zu files of version %u, which was made from %zu", there - 1, old->version,
                  wanted - 1);
        status = ZP_BAD_INPUT;
    }
    return status;
}

zp_status package_read_previous(package_build *b, const zp_package *p, zp_package *old,
                                zp_record *record) {
    zp_arena *arena = b->arena;
    zp_messages *messages = b->messages;
    const zp_package_file *manifest = previous_file(arena, p, ZP_TEXT(PACKAGE_MANIFEST));
    if (manifest == NULL) {
        zp_report(messages, ZP_ERROR, zp_whole_file(p->file), "package-data",
                  "corrects another version, and does not hold that one's %s", PACKAGE_MANIFEST);
        return ZP_BAD_INPUT;
    }
    *old = (zp_package){.file = package_place(arena, p, manifest->name).file};
    zp_status status =
        package_manifest_read(arena, messages, b->shop->templates, old->file, manifest->bytes, old);
    if (status == ZP_OK && !zp_package_follows(p, old, messages)) {
        status = ZP_BAD_INPUT;
    }
    if (status == ZP_OK) {
        status = check_previous(arena, messages, p, old);
    }
    return status != ZP_OK ? status
                           : zp_package_record(p, arena, messages, b->shop->schema, true, record);
}
