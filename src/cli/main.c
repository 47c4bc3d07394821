// ziping COMMAND …
#include "cli/cli.h"

#include <libxml/parser.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct command {
    const char *name;
    int (*run)(int count, char **arguments, const cli_folders *folders);
    const char *summary;
} command;

static const command commands[] = {
    {"forms", command_forms, "list the forms there are, and check them"},
    {"new", command_new, "begin a unit's folder: unit.toml and report.md"},
    {"check", command_check, "find what does not agree in a unit's data and report"},
    {"render", command_render, "make a unit's documents as PDF and DOCX"},
    {"package", command_package, "make what a unit hands in, as a folder and a zip"},
    {"batch", command_batch, "make the packages of a whole district"},
    {"verify", command_verify, "prove that packages are what their data give"},
    {"inspect", command_inspect, "tell what a PDF, DOCX, zip or package is, and who signed it"},
    {"revise", command_revise, "correct a package, and show what changed"},
    {"diff", command_diff, "tell what changed from one version of a unit to another"},
    {"print", command_print, "put packages into one PDF for the print shop"},
    {"fonts", command_fonts, "show which fonts serve which role"},
};

enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static void print_help(void) {
    puts("ziping – one unit's year, as the documents it must hand in\n"
         "\n"
         "usage: ziping COMMAND [OPTIONS] …\n"
         "\n"
         "commands:");
    for (int i = 0; i < COMMAND_COUNT; i++) {
        printf("  %-8s %s\n", commands[i].name, commands[i].summary);
    }
    puts("\n"
         "`ziping COMMAND --help` tells a command's options.\n"
         "\n"
         "options before the command:\n"
         "  --templates DIR   profiles and templates, instead of those installed\n"
         "  --fonts DIR       the folder with fonts.toml, instead of the one installed\n"
         "  --help, --version\n"
         "\n"
         "exit codes: 0 done, 1 findings, 2 bad input or usage, 3 could not write");
}

int usage_error(const char *name, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "ziping %s%serror: ", name, *name ? ": " : "");
    vfprintf(stderr, format, arguments);
    fprintf(stderr, "; `ziping %s%s--help` tells more [usage]\n", name, *name ? " " : "");
    va_end(arguments);
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

// Installed, the data lie in ../share/ziping beside the program; in a build, where it was built.
static const char *data_folder(zp_arena *arena, const char *name) {
    char program[PATH_MAX];
    ssize_t size = readlink("/proc/self/exe", program, sizeof program - 1);
    if (size > 0) {
        program[size] = '\0';
        char *slash = strrchr(program, '/');
        if (slash != NULL) {
            *slash = '\0';
            const char *folder = zp_arena_print(arena, "%s/../share/ziping/%s", program, name).data;
            if (zp_folder_exists(folder)) {
                return folder;
            }
        }
    }
    return zp_path_join(arena, ZIPING_SOURCE, name);
}

static int run(int count, char **arguments, cli_folders *folders) {
    int i = 1;
    for (; i < count && arguments[i][0] == '-'; i++) {
        const char *option = arguments[i];
        if (strcmp(option, "--help") == 0 || strcmp(option, "-h") == 0) {
            print_help();
            return ZP_OK;
        }
        if (strcmp(option, "--version") == 0) {
            puts("ziping " ZIPING_VERSION);
            return ZP_OK;
        }
        const char **folder = strcmp(option, "--templates") == 0 ? &folders->templates
                              : strcmp(option, "--fonts") == 0   ? &folders->fonts
                                                                 : NULL;
        if (folder == NULL) {
            return usage_error("", "unknown option %s", option);
        }
        if (++i == count) {
            return usage_error("", "%s wants a folder", option);
        }
        *folder = arguments[i];
    }
    if (i == count) {
        print_help();
        return ZP_BAD_INPUT;
    }
    for (int j = 0; j < COMMAND_COUNT; j++) {
        if (strcmp(arguments[i], commands[j].name) == 0) {
            return commands[j].run(count - i - 1, arguments + i + 1, folders);
        }
    }
    return usage_error("", "unknown command %s", arguments[i]);
}

int main(int count, char **arguments) {
    begin_process();
    zp_arena *arena = zp_arena_new();
    cli_folders folders = {data_folder(arena, "templates"), data_folder(arena, "fonts")};
    int code = run(count, arguments, &folders);
    xmlCleanupParser();
    zp_arena_free(arena);
    return end_process(code);
}
