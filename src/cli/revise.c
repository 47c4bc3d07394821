// ziping revise OLD NEW : the package that corrects another, and shows what changed.
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

typedef struct revising {
    cli_shop shop;
    const char *output, *reason;
    bool force;
    zp_language language;
} revising;

// What is no package, no unit, or each in the other's place.
static zp_status check_operands(cli_shop *shop, const char *old, const char *new) {
    bool exchanged = unit_is_at(shop->arena, old) && !unit_is_at(shop->arena, new) &&
                     zp_package_is_at(shop->arena, new);
    if (exchanged) {
        zp_report(shop->messages, ZP_ERROR, zp_whole_file(old), "revise-order",
                  "is a unit, and %s a package; the package that is corrected comes first, then "
                  "the unit with its data corrected",
                  new);
        return ZP_BAD_INPUT;
    }
    zp_status status = expect_package(shop, old);
    return status == ZP_OK ? expect_unit(shop, new) : status;
}

static zp_status revise(revising *k, const char *old_path, const char *folder) {
    zp_arena *arena = k->shop.arena;
    zp_package *old, *package;
    zp_record record;
    cli_shop *shop = &k->shop;
    zp_text reason = zp_text_trim(zp_text_of(k->reason));
    zp_status status = check_operands(shop, old_path, folder);
    if (status == ZP_OK) {
        status = zp_package_read(arena, shop->messages, shop->tools.templates, old_path, &old);
    }
    if (status == ZP_OK) {
        status = zp_record_load(arena, shop->messages, shop->schema, folder, &record);
    }
    if (status == ZP_OK) {
        status = zp_package_revise(&shop->tools, arena, shop->messages, k->language, old, &record,
                                   reason, &package);
    }
    if (status == ZP_OK) {
        status = write_package(shop, arena, package, k->output, k->force);
    }
    return status;
}

int command_revise(int count, char **arguments, const cli_folders *folders) {
    cli_options options;
    size_t bad;
    int code = read_options(&manual_revise, count, arguments, &options);
    if (code >= 0) {
        return code;
    }
    revising k = {.shop = {.verbose = option_given(&options, "--verbose")},
                  .output = option_value(&options, "--output"),
                  .reason = option_value(&options, "--reason"),
                  .force = option_given(&options, "--force"),
                  .language = chosen_language()};
    if (k.reason != NULL && !zp_utf8_check(zp_text_of(k.reason), &bad)) {
        return usage_error("revise", "--reason is not UTF-8");
    }
    code = (int)open_shop(&k.shop, folders);
    if (code == ZP_OK) {
        code = (int)revise(&k, options.operands[0], options.operands[1]);
    }
    close_shop(&k.shop);
    return code;
}
