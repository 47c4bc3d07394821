// ziping print PACKAGE… -o FILE.pdf: all of them as one job for the print shop.
#include "print/print.h"
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

static const char help[] =
    "usage: ziping print PACKAGE… -o FILE.pdf [--impose a3-booklet|2up] [--no-slips] [--force] "
    "[-v]\n"
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
    "      --force            write over files that are there\n"
    "  -v, --verbose          show remarks too\n"
    "\n"
    "exit codes: 0 done, 2 bad input, 3 could not write\n";

enum { FILES = 3 };
static const char *const endings[FILES] = {"pdf", "json", "csv"};

typedef struct printing {
    cli_shop shop;
    const char *output;
    const char *paths[FILES];
    zp_print_options options;
    bool force;
} printing;

static bool read_imposition(const char *word, zp_imposition *imposition) {
    bool booklet = strcmp(word, "a3-booklet") == 0;
    *imposition = booklet ? ZP_IMPOSE_A3_BOOKLET : ZP_IMPOSE_2UP;
    return booklet || strcmp(word, "2up") == 0;
}

// Moves the packages to the front of `arguments`; *packages counts them. -1: go on.
static int read_options(printing *k, int count, char **arguments, int *packages) {
    cli_options options = {
        .command = "print", .help = help, .count = count, .arguments = arguments, .code = -1};
    for (const char *option; (option = next_option(&options)) != NULL;) {
        const char *how = NULL;
        if (is_option(option, "-o", "--output")) {
            option_value(&options, &k->output);
        } else if (is_option(option, NULL, "--impose")) {
            if (option_value(&options, &how) && !read_imposition(how, &k->options.imposition)) {
                return usage_error("print", "--impose wants a3-booklet or 2up, not %s", how);
            }
        } else if (is_option(option, NULL, "--no-slips")) {
            k->options.slips = false;
        } else if (is_option(option, NULL, "--force")) {
            k->force = true;
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
    if (options.code < 0 && k->output == NULL) {
        return usage_error("print", "-o FILE.pdf is wanted");
    }
    if (options.code < 0 &&
        (!zp_text_ends(zp_text_of(k->output), ".pdf") || zp_path_last(k->output).size < 5)) {
        return usage_error("print", "-o wants a file that ends in .pdf, not %s", k->output);
    }
    return options.code;
}

// The names of the three files; told before the work is done where one is there already.
static zp_status name_files(printing *k) {
    zp_text base = zp_text_of(k->output);
    base.size -= 3;
    for (int i = 0; i < FILES; i++) {
        k->paths[i] = zp_arena_print(k->shop.arena, "%.*s%s", ZP_ARG(base), endings[i]).data;
        bool folder = zp_folder_exists(k->paths[i]);
        if (folder || (zp_file_exists(k->paths[i]) && !k->force)) {
            zp_report(k->shop.messages, ZP_ERROR, (zp_place){k->paths[i], 0, 0}, "output-exists",
                      folder ? "is a folder; name another file"
                             : "is there already; --force writes over it");
            return ZP_CANNOT_WRITE;
        }
    }
    return ZP_OK;
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

static zp_status write_job(printing *k, const zp_buffer *buffers) {
    zp_staged staged[FILES] = {0};
    zp_messages *messages = k->shop.messages;
    zp_status status = ZP_OK;
    zp_text last = zp_path_last(k->output);
    size_t folder = (size_t)(last.data - k->output);
    if (folder > 1) { // a name alone is in the folder where one is
        zp_text above = {k->output, folder - 1};
        status = zp_folder_make(messages, zp_arena_string(k->shop.arena, above));
    }
    for (int i = 0; i < FILES && status == ZP_OK; i++) {
        status = zp_file_stage(messages, k->paths[i], buffers[i].data, buffers[i].size, &staged[i]);
    }
    for (int i = 0; i < FILES && status == ZP_OK; i++) {
        status = zp_file_commit(messages, &staged[i]);
    }
    for (int i = 0; i < FILES; i++) {
        zp_file_abandon(&staged[i]);
    }
    return status;
}

// What is wrong with any of the packages is told before it is given up.
static zp_status print_all(printing *k, int count, char **paths) {
    zp_print *print = zp_print_new(&k->shop.tools, k->shop.messages, &k->options);
    zp_buffer buffers[FILES] = {0};
    zp_status status = ZP_OK;
    for (int i = 0; i < count; i++) {
        zp_status own = add_package(k, print, paths[i]);
        status = own > status ? own : status;
    }
    if (status == ZP_OK) {
        status = zp_print_finish(print, &buffers[0], &buffers[1], &buffers[2]);
    }
    if (status == ZP_OK) {
        status = write_job(k, buffers);
    }
    if (status == ZP_OK) {
        printf("%s: %d unit%s, %zu bytes; the job ticket is in %s and %s\n", k->output, count,
               count == 1 ? "" : "s", buffers[0].size, k->paths[1], k->paths[2]);
    }
    for (int i = 0; i < FILES; i++) {
        zp_buffer_free(&buffers[i]);
    }
    zp_print_free(print);
    return status;
}

int command_print(int count, char **arguments, const cli_folders *folders) {
    printing k = {.options = {.slips = true}};
    int packages = 0;
    int code = read_options(&k, count, arguments, &packages);
    if (code >= 0) {
        return code;
    }
    code = (int)open_shop(&k.shop, folders);
    if (code == ZP_OK) {
        code = (int)name_files(&k);
    }
    if (code == ZP_OK) {
        code = (int)print_all(&k, packages, arguments);
    }
    close_shop(&k.shop);
    return code;
}
