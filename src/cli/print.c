// ziping print PACKAGE… -o FILE.pdf: all of them as one job for the print shop.
#include "print/print.h"
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

typedef struct printing {
    cli_shop shop;
    cli_job job;
} printing;

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
        const char **packages;
        size_t found = list_packages(k->shop.arena, k->shop.messages, paths[i], &packages);
        for (size_t j = 0; j < found; j++) {
            watch_unit(packages[j]);
            zp_status own = add_package(k, print, packages[j]);
            status = own > status ? own : status;
        }
    }
    watch_unit(NULL); // the whole of them is as much as it is
    if (status == ZP_OK) {
        status = write_job(&k->shop, &k->job, print);
    }
    zp_print_free(print);
    return status;
}

int command_print(int count, char **arguments, const cli_folders *folders) {
    cli_options options;
    printing k = {0};
    int code = read_options(&manual_print, count, arguments, &options);
    if (code < 0) {
        code = read_job(&options, "--output", &k.job);
    }
    if (code < 0 && k.job.output == NULL) {
        code = usage_error("print", "-o FILE.pdf is wanted");
    }
    if (code >= 0) {
        return code;
    }
    k.job.over = option_given(&options, "--force") ? CLI_JOB_FORCE : CLI_JOB_NEW;
    k.shop.verbose = option_given(&options, "--verbose");
    code = (int)open_shop(&k.shop, folders);
    if (code == ZP_OK) {
        code = (int)name_job(&k.shop, &k.job);
    }
    if (code == ZP_OK) {
        code = (int)print_all(&k, options.count, options.operands);
    }
    close_shop(&k.shop);
    return code;
}
