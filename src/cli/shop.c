// What the commands that make packages share: schema, fonts and forms, opened once.
#include "cli/cli.h"

#include <stdio.h>

zp_status open_shop(cli_shop *shop, const cli_folders *folders) {
    shop->arena = zp_arena_new();
    shop->messages = zp_messages_new();
    const char *file = zp_path_join(shop->arena, folders->templates, "unit-year.schema.json");
    zp_status status = zp_schema_load(shop->arena, shop->messages, file, &shop->schema);
    if (status == ZP_OK) {
        status = zp_fonts_open(shop->arena, shop->messages, folders->fonts, &shop->fonts);
    }
    if (status == ZP_OK) {
        shop->forms = zp_forms_new(shop->schema, folders->templates);
    }
    shop->tools = (zp_workshop){.templates = folders->templates,
                                .schema = shop->schema,
                                .forms = shop->forms,
                                .fonts = shop->fonts,
                                .kept = zp_package_kept_new(),
                                .tool = ZIPING_VERSION};
    return status;
}

void close_shop(cli_shop *shop) {
    print_messages(shop->messages, &shop->shown, shop->verbose);
    zp_package_kept_free(shop->tools.kept);
    zp_forms_free(shop->forms);
    zp_fonts_close(shop->fonts);
    zp_messages_free(shop->messages);
    zp_arena_free(shop->arena);
}

bool unit_is_at(zp_arena *arena, const char *path) {
    zp_text last = zp_path_last(path);
    return zp_text_is(last, "unit.toml") || zp_text_is(last, "unit.json") ||
           zp_file_exists(zp_path_join(arena, path, "unit.toml")) ||
           zp_file_exists(zp_path_join(arena, path, "unit.json"));
}

typedef struct listing {
    zp_arena *arena;
    const char **paths;
    size_t count, capacity;
} listing;

// A zip that has no folder beside it: with one, it is looked at with it.
static bool is_zip_alone(zp_arena *arena, const char *path) {
    zp_text own = zp_text_of(path);
    return zp_text_ends(own, ".zip") && zp_file_exists(path) &&
           !zp_folder_exists(zp_arena_string(arena, zp_text_slice(own, 0, own.size - 4)));
}

static void list_below(listing *list, zp_messages *messages, const char *path, bool deeper) {
    zp_text *names;
    size_t count = 0;
    zp_arena *arena = list->arena;
    if (zp_folder_list(arena, messages, path, &names, &count) != ZP_OK) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const char *each = zp_path_join(arena, path, zp_arena_string(arena, names[i]));
        size_t before = list->count;
        bool found = is_zip_alone(arena, each) || zp_package_is_folder(arena, each);
        if (zp_text_starts(names[i], ".")) {
            continue;
        }
        if (deeper && !found && zp_folder_exists(each) && !unit_is_at(arena, each)) {
            list_below(list, messages, each, false);
            found = list->count == before + 1 && zp_package_is_at(arena, each);
            list->count = found ? before : list->count; // DIR/UNIT is called so
        }
        if (found) {
            *ZP_PUSH(arena, list->paths, list->count, list->capacity) = each;
        }
    }
}

size_t list_packages(zp_arena *arena, zp_messages *messages, const char *path,
                     const char ***packages) {
    listing list = {.arena = arena};
    if (zp_folder_exists(path) && !zp_package_is_folder(arena, path) && !unit_is_at(arena, path)) {
        list_below(&list, messages, path, true);
    }
    if (list.count == 0 || (list.count == 1 && zp_package_is_at(arena, path))) {
        list.count = 0;
        *ZP_PUSH(arena, list.paths, list.count, list.capacity) = path;
    }
    *packages = list.paths;
    return list.count;
}

zp_status expect_package(cli_shop *shop, const char *path) {
    if (!unit_is_at(shop->arena, path) || zp_package_is_at(shop->arena, path)) {
        return ZP_OK;
    }
    zp_report(shop->messages, ZP_ERROR, zp_whole_file(path), "no-package",
              "is a unit; a package is wanted: the folder or the zip that `ziping package` made of "
              "it");
    return ZP_BAD_INPUT;
}

zp_status expect_unit(cli_shop *shop, const char *path) {
    bool file = zp_file_exists(path);
    if (unit_is_at(shop->arena, path) || (file && !zp_text_ends(zp_text_of(path), ".zip")) ||
        !zp_package_is_at(shop->arena, path)) {
        return ZP_OK;
    }
    zp_report(shop->messages, ZP_ERROR, zp_whole_file(path), "no-unit",
              "is a package; a unit is wanted: the folder with unit.toml or unit.json that it was "
              "made from");
    return ZP_BAD_INPUT;
}

zp_status write_package(cli_shop *shop, zp_arena *arena, const zp_package *package,
                        const char *output, bool force) {
    const char *written;
    size_t pages = 0;
    zp_status status = zp_package_write(package, arena, shop->messages, output,
                                        force ? ZP_WRITE_FORCE : ZP_WRITE_NEW, &written);
    for (size_t i = 0; i < package->count; i++) {
        const zp_package_file *file = &package->files[i];
        pages += file->part == ZP_PART_DOCUMENT ? file->pages : 0;
    }
    if (status == ZP_OK) {
        print_line(stdout,
                   zp_translated(
                       "%s/%.*s.zip: version %u, %zu files, %zu pages of documents, sha256 %.*s\n"),
                   written, ZP_ARG(package->name), package->version, package->count + 1, pages,
                   ZP_ARG(package->sha256));
    }
    return status;
}
