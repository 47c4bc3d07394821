// ziping package UNIT… : each unit's package, as a folder and a zip.
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

typedef struct packaging {
    cli_shop shop;
    const char *output;
    zp_package_kind kind;
    bool force;
    zp_language language;
} packaging;

static zp_status package_unit(packaging *k, const char *folder) {
    zp_arena *arena = zp_arena_new();
    zp_record record;
    zp_package *package;
    cli_shop *shop = &k->shop;
    watch_unit(folder);
    zp_status status = expect_unit(shop, folder);
    if (status == ZP_OK) {
        status = zp_record_load(arena, shop->messages, shop->schema, folder, &record);
    }
    if (status == ZP_OK) {
        status = zp_package_make(&shop->tools, arena, shop->messages, k->language, &record, k->kind,
                                 &package);
    }
    if (status == ZP_OK) {
        status = write_package(shop, arena, package, k->output, k->force);
    }
    print_messages(shop->messages, &shop->shown, shop->verbose);
    zp_arena_free(arena);
    return status;
}

int command_package(int count, char **arguments, const cli_folders *folders) {
    cli_options options;
    int code = read_options(&manual_package, count, arguments, &options);
    if (code >= 0) {
        return code;
    }
    packaging k = {.shop = {.verbose = option_given(&options, "--verbose")},
                   .output = option_value(&options, "--output"),
                   .kind = option_kind(&options),
                   .force = option_given(&options, "--force"),
                   .language = chosen_language()};
    k.kind.published = option_given(&options, "--public");
    code = check_kind("package", k.kind);
    if (code < 0 && !names_differ("package", options.count, options.operands)) {
        code = ZP_BAD_INPUT;
    }
    if (code >= 0) {
        return code;
    }
    zp_status opened = open_shop(&k.shop, folders);
    code = (int)opened;
    for (int i = 0; i < options.count && opened == ZP_OK; i++) {
        zp_status status = package_unit(&k, options.operands[i]);
        code = (int)status > code ? (int)status : code;
    }
    close_shop(&k.shop);
    return code;
}
