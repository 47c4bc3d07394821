// ziping package UNIT… : each unit's package, as a folder and a zip.
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

static const char help[] =
    "usage: ziping package UNIT… [-o DIR] [--public] [--pdfx] [--embed-data] [--force]\n"
    "                           [--lang zh|en] [-v]\n"
    "\n"
    "Checks each UNIT, a folder with unit.toml or unit.json, makes all its documents and writes\n"
    "DIR/<folder name of UNIT>/ with the package in it, as a folder and the same as a zip:\n"
    "报送清单, the documents as PDF and DOCX under their attachment numbers and titles, the check\n"
    "report, the data, and manifest.json with the hash of each file. All of a package is written\n"
    "or nothing. An error that no [[waiver]] answers for keeps the package back.\n"
    "\n"
    "  -o, --output DIR      where to write (out/packages)\n"
    "      --public          for publication, in DIR/<folder name of UNIT>-public: without "
    "telephone\n"
    "                        numbers, preparer, check report and data\n"
    "      --pdfx            for a press: every PDF is PDF/X-4 as well, with the printing\n"
    "                        condition (black only), boxes for trimming, and no form fields\n"
    "      --embed-data      the documents' PDFs hold the data they were made from (PDF/A-3u), so\n"
    "                        that `ziping verify` can make one again from the PDF alone\n"
    "      --force           write over a package that is there\n"
    "      --lang LANGUAGE   of the findings, zh or en (zh where the locale is Chinese, else en)\n"
    "  -v, --verbose         show remarks too\n"
    "\n"
    "exit codes: 0 done, 1 findings kept a package back, 2 bad input, 3 could not write\n";

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

// Moves the units to the front of `arguments`; *units counts them. -1: go on.
static int read_options(packaging *k, int count, char **arguments, int *units) {
    cli_options options = {.command = "package", .help = help, .count = count, .code = -1};
    options.arguments = arguments;
    for (const char *option; (option = next_option(&options)) != NULL;) {
        if (is_option(option, "-o", "--output")) {
            option_value(&options, &k->output);
        } else if (is_option(option, NULL, "--public")) {
            k->kind.published = true;
        } else if (is_kind_option(option, &k->kind) ||
                   is_language_option(&options, option, &k->language)) {
            continue;
        } else if (is_option(option, NULL, "--force")) {
            k->force = true;
        } else if (is_option(option, "-v", "--verbose")) {
            k->shop.verbose = true;
        } else {
            unknown_option(&options);
        }
    }
    *units = options.operands;
    return options.code < 0 ? check_kind("package", k->kind) : options.code;
}

int command_package(int count, char **arguments, const cli_folders *folders) {
    packaging k = {.output = "out/packages", .language = chosen_language()};
    int units = 0;
    int code = read_options(&k, count, arguments, &units);
    if (code < 0 && !names_differ("package", units, arguments)) {
        code = ZP_BAD_INPUT;
    }
    if (code >= 0) {
        return code;
    }
    zp_status opened = open_shop(&k.shop, folders);
    code = (int)opened;
    for (int i = 0; i < units && opened == ZP_OK; i++) {
        zp_status status = package_unit(&k, arguments[i]);
        code = (int)status > code ? (int)status : code;
    }
    close_shop(&k.shop);
    return code;
}
