// ziping revise OLD NEW : the package that corrects another, and shows what changed.
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

static const char help[] =
    "usage: ziping revise OLD NEW [-o DIR] [--reason TEXT] [--force] [--lang zh|en] [-v]\n"
    "\n"
    "OLD is a package, a folder or a zip; NEW is the unit with its data corrected. Writes\n"
    "DIR/<folder name of NEW>-v<version>/ with the new package, whole, its version raised by one,\n"
    "and in 更正/: 更正说明 with each change's place, old and new, and reason; the documents that\n"
    "changed as DOCX with tracked changes; and a PDF of the pages to be replaced, for one-sided\n"
    "and for two-sided printing. Reasons come from [[revision]] in the data (where, reason). OLD\n"
    "stays as it is; the next correction is of the new package.\n"
    "\n"
    "  -o, --output DIR     where to write (out/packages)\n"
    "      --reason TEXT    of the changes that no [[revision]] speaks of\n"
    "      --force          write over a package that is there\n"
    "      --lang LANGUAGE  of the findings, zh or en (zh where the locale is Chinese, else en)\n"
    "  -v, --verbose        show remarks too\n"
    "\n"
    "exit codes: 0 done, 1 findings kept the package back, 2 bad input, or nothing changed, 3 "
    "could\n"
    "not write\n";

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

static int read_options(revising *k, cli_options *options) {
    size_t bad;
    for (const char *option; (option = next_option(options)) != NULL;) {
        if (is_option(option, "-o", "--output")) {
            option_value(options, &k->output);
        } else if (is_option(option, NULL, "--reason")) {
            option_value(options, &k->reason);
        } else if (is_option(option, NULL, "--force")) {
            k->force = true;
        } else if (is_language_option(options, option, &k->language)) {
            continue;
        } else if (is_option(option, "-v", "--verbose")) {
            k->shop.verbose = true;
        } else {
            unknown_option(options);
        }
    }
    if (options->code >= 0) {
        return options->code;
    }
    if (options->operands != 2) {
        return usage_error("revise", "wants OLD, a package, and NEW, a unit");
    }
    if (k->reason != NULL && !zp_utf8_check(zp_text_of(k->reason), &bad)) {
        return usage_error("revise", "--reason is not UTF-8");
    }
    return -1;
}

int command_revise(int count, char **arguments, const cli_folders *folders) {
    revising k = {.output = "out/packages", .language = chosen_language()};
    cli_options options = {
        .command = "revise", .help = help, .count = count, .arguments = arguments, .code = -1};
    int code = read_options(&k, &options);
    if (code >= 0) {
        return code;
    }
    code = (int)open_shop(&k.shop, folders);
    if (code == ZP_OK) {
        code = (int)revise(&k, arguments[0], arguments[1]);
    }
    close_shop(&k.shop);
    return code;
}
