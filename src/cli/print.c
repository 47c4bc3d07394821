// ziping print PACKAGE… -o FILE.pdf: all of them as one job for the print shop.
#include "print/print.h"
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

static const char help[] =
    "usage: ziping print PACKAGE… -o FILE.pdf [--impose a3-booklet|2up] [--no-slips] [--pdfx]\n"
    "                    [--force] [-v]\n"
    "\n"
    "Puts all that is to be printed of each PACKAGE, a folder or zip that `ziping package` or\n"
    "`ziping revise` wrote, or the folder around the two, into one PDF for printing on both "
    "sides:\n"
    "before each unit a slip with its name, what follows, and the package's hash, also as a QR\n"
    "code; then set by set as many copies as the profile says. Each document begins on a sheet of\n"
    "its own. FILE.json and FILE.csv beside it are the job ticket: pages, sheets, sides, copies,\n"
    "paper and binding. All three are written or none.\n"
    "\n"
    "  -o, --output FILE.pdf  where to write\n"
    "      --impose HOW       on A3: a3-booklet, sheets that are folded and, where there are\n"
    "                         several, stapled through the fold; 2up, two pages beside each other\n"
    "                         in reading order. Creep is the printer's to compensate\n"
    "      --no-slips         without the slips\n"
    "      --pdfx             PDF/X-4 for a press, with the printing condition (black only) and\n"
    "                         boxes for trimming; the date is the latest of the documents\n"
    "      --force            write over files that are there\n"
    "  -v, --verbose          show remarks too\n"
    "\n"
    "exit codes: 0 done, 2 bad input, 3 could not write\n";

typedef struct printing {
    cli_shop shop;
    cli_job job;
} printing;

// Moves the packages to the front of `arguments`; *packages counts them. -1: go on.
static int read_options(printing *k, int count, char **arguments, int *packages) {
    cli_options options = {
        .command = "print", .help = help, .count = count, .arguments = arguments, .code = -1};
    for (const char *option; (option = next_option(&options)) != NULL;) {
        if (is_option(option, "-o", "--output")) {
            option_value(&options, &k->job.output);
        } else if (is_job_option(&options, option, &k->job)) {
            continue;
        } else if (is_option(option, NULL, "--pdfx")) {
            k->job.options.press = true;
        } else if (is_option(option, NULL, "--force")) {
            k->job.force = true;
        } else if (is_option(option, "-v", "--verbose")) {
            k->shop.verbose = true;
        } else {
            unknown_option(&options);
        }
    }
    *packages = options.operands;
    if (options.code < 0 && options.operands == 0) {
        return usage_error("print", "which PACKAGE?");
    }
    if (options.code < 0 && k->job.output == NULL) {
        return usage_error("print", "-o FILE.pdf is wanted");
    }
    return options.code < 0 ? check_job("print", "-o", &k->job) : options.code;
}

static zp_status add_package(printing *k, zp_print *print, const char *path) {
    zp_arena *arena = zp_arena_new();
    zp_package *package;
    cli_shop *shop = &k->shop;
    zp_status status =
        zp_package_read(arena, shop->messages, shop->tools.templates, path, &package);
    if (status == ZP_OK) {
        status = zp_print_add(print, package);
    }
    print_messages(shop->messages, &shop->shown, shop->verbose);
    zp_arena_free(arena);
    return status;
}

// What is wrong with any of the packages is told before it is given up.
static zp_status print_all(printing *k, int count, char **paths) {
    zp_print *print = zp_print_new(&k->shop.tools, k->shop.messages, &k->job.options);
    zp_status status = ZP_OK;
    for (int i = 0; i < count; i++) {
        zp_status own = add_package(k, print, paths[i]);
        status = own > status ? own : status;
    }
    if (status == ZP_OK) {
        status = write_job(&k->shop, &k->job, print, (size_t)count);
    }
    zp_print_free(print);
    return status;
}

int command_print(int count, char **arguments, const cli_folders *folders) {
    printing k = {.job = {.options = {.slips = true}}};
    int packages = 0;
    int code = read_options(&k, count, arguments, &packages);
    if (code >= 0) {
        return code;
    }
    code = (int)open_shop(&k.shop, folders);
    if (code == ZP_OK) {
        code = (int)name_job(&k.shop, &k.job);
    }
    if (code == ZP_OK) {
        code = (int)print_all(&k, packages, arguments);
    }
    close_shop(&k.shop);
    return code;
}
