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
                                .tool = ZIPING_VERSION};
    return status;
}

void close_shop(cli_shop *shop) {
    print_messages(shop->messages, &shop->shown, shop->verbose);
    zp_forms_free(shop->forms);
    zp_fonts_close(shop->fonts);
    zp_messages_free(shop->messages);
    zp_arena_free(shop->arena);
}

zp_status write_package(cli_shop *shop, zp_arena *arena, const zp_package *package,
                        const char *output, bool force) {
    const char *written;
    size_t pages = 0;
    zp_status status = zp_package_write(package, arena, shop->messages, output, force, &written);
    for (size_t i = 0; i < package->count; i++) {
        const zp_package_file *file = &package->files[i];
        pages += file->part == ZP_PART_DOCUMENT ? file->pages : 0;
    }
    if (status == ZP_OK) {
        printf("%s/%.*s.zip: version %u, %zu files, %zu pages of documents, sha256 %.*s\n", written,
               ZP_ARG(package->name), package->version, package->count + 1, pages,
               ZP_ARG(package->sha256));
    }
    return status;
}
