// ziping COMMAND …
#include "cli/cli.h"

#include <libxml/parser.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef int (*command)(int count, char **arguments, const cli_folders *folders);
static const command commands[CLI_COMMANDS] = {
    // in the order of cli_manuals
    command_forms,  command_new,     command_check,  command_render, command_package, command_batch,
    command_verify, command_inspect, command_revise, command_diff,   command_print,   command_fonts,
};

int usage_error(const char *name, const char *format, ...) {
    va_list arguments;
    char what[8 * 1024]; // a path has 4,096 bytes
    zp_buffer more = {0};
    va_start(arguments, format);
    vsnprintf(what, sizeof what, zp_translated(format), arguments);
    va_end(arguments);
    zp_buffer_print(&more, zp_translated("; `ziping %s%s--help` tells more"), name,
                    *name ? " " : "");
    print_line(stderr, "ziping%s%s: %s: %s%s [usage]\n", *name ? " " : "", name,
               zp_translated("error"), what, more.data);
    zp_buffer_free(&more);
    return ZP_BAD_INPUT;
}

void print_messages(const zp_messages *messages, size_t *shown, bool all) {
    zp_buffer line = {0};
    for (const zp_message *each; (each = zp_messages_at(messages, *shown)) != NULL; ++*shown) {
        if (all || each->severity > ZP_REMARK) {
            line.size = 0;
            zp_message_format(each, &line);
            fwrite(line.data, 1, line.size, stderr);
        }
    }
    zp_buffer_free(&line);
}

// ../share/NAME beside the program, where it is installed; share/NAME beside it in a build. No path
// is compiled in, so that the program works wherever its files are moved, and never looks
// elsewhere.
static const char *data_folder(zp_arena *arena, const char *name) {
    static const char *const places[] = {"../share", "share"};
    char program[PATH_MAX], folder[PATH_MAX];
    ssize_t size = readlink("/proc/self/exe", program, sizeof program - 1);
    program[size > 0 ? size : 0] = '\0';
    const char *slash = strrchr(program, '/');
    for (int i = 0; i < 2 && slash != NULL; i++) {
        zp_text beside = {program, (size_t)(slash - program)};
        zp_text path = zp_arena_print(arena, "%.*s/%s/%s", ZP_ARG(beside), places[i], name);
        if (realpath(path.data, folder) != NULL && zp_folder_exists(folder)) {
            return zp_arena_string(arena, zp_text_of(folder));
        }
    }
    return zp_path_join(arena, "/usr/share", name); // what is missing there is told
}

static void choose_language(zp_arena *arena, int count, char **arguments) {
    const char *catalogues[] = {data_folder(arena, "locale"), NULL};
    open_language(count, arguments, catalogues);
}

static int print_help(void) {
    zp_buffer out = {0};
    add_help(&out, &manual_ziping);
    fwrite(out.data, 1, out.size, stdout);
    zp_buffer_free(&out);
    return ZP_BAD_INPUT;
}

static int run(int count, char **arguments, cli_folders *folders) {
    cli_options options;
    int code = read_options(&manual_ziping, count - 1, arguments + 1, &options);
    if (code >= 0) {
        return code;
    }
    if (option_given(&options, "--version")) {
        puts("ziping " ZIPING_VERSION);
        return ZP_OK;
    }
    if (option_given(&options, "--templates")) {
        folders->templates = option_value(&options, "--templates");
    }
    if (option_given(&options, "--fonts")) {
        folders->fonts = option_value(&options, "--fonts");
    }
    if (options.count == 0) {
        return print_help();
    }
    for (int i = 0; i < CLI_COMMANDS; i++) {
        if (strcmp(options.operands[0], cli_manuals[i]->command) == 0) {
            // A batch goes on for hours, and looks after its workers by itself.
            const char *name = cli_manuals[i]->command;
            watch_unit(strcmp(name, "batch") == 0 ? NULL : name);
            return commands[i](options.count - 1, options.operands + 1, folders);
        }
    }
    return usage_error("", "unknown command %s", options.operands[0]);
}

int main(int count, char **arguments) {
    begin_process();
    limit_memory();
    zp_arena *arena = zp_arena_new();
    choose_language(arena, count, arguments);
    cli_folders folders = {data_folder(arena, "ziping/templates"),
                           data_folder(arena, "ziping/fonts")};
    int code = run(count, arguments, &folders);
    xmlCleanupParser();
    zp_arena_free(arena);
    return end_process(code);
}
