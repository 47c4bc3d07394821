// ziping inspect FILE… : what files are.
#include "inspect/inspect.h"
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

static const char help[] =
    "usage: ziping inspect FILE… [--format text|json] [--lang zh|en] [-v]\n"
    "\n"
    "Tells what each FILE is: a PDF, a DOCX, a zip, or a package (folder or zip). What it says of\n"
    "itself: title, unit, form, year, version; hash, size, pages, fonts, the standards it claims,\n"
    "the data inside; its signature fields, and who signed them: whether the signature holds, and\n"
    "what was done to the file afterwards. Whether a certificate is to be trusted is not checked.\n"
    "Of a DOCX the tracked changes and what was filled in; of a package whether its files are "
    "those\n"
    "of its manifest. A folder with several packages is told package by package.\n"
    "\n"
    "      --format FORMAT  text or json (text)\n"
    "      --lang LANGUAGE  zh or en (zh where the locale is Chinese, else en)\n"
    "  -v, --verbose        show remarks too\n"
    "\n"
    "exit codes: 0 done, 1 something is damaged or a signature does not hold, 2 bad input\n";

typedef struct inspecting {
    const char *templates;
    bool json, verbose, more;
    zp_language language;
    zp_messages *messages;
    size_t shown;
    zp_buffer out;
} inspecting;

static zp_status inspect_one(inspecting *k, const char *path) {
    zp_arena *arena = zp_arena_new();
    zp_inspected *inspected;
    size_t from = k->shown;
    zp_status status = zp_inspect(arena, k->messages, k->templates, path, &inspected);
    if (k->json) {
        zp_buffer_add_string(&k->out, k->more ? ",\n" : "\n");
        zp_inspect_json(inspected, k->messages, from, &k->out);
    } else {
        zp_inspect_lines(inspected, k->language, &k->out);
    }
    k->more = true;
    bool written = k->out.size == 0 || fwrite(k->out.data, 1, k->out.size, stdout) == k->out.size;
    k->out.size = 0;
    if (!written || fflush(stdout) != 0) { // before the messages, which are of this file
        status = ZP_CANNOT_WRITE;
    }
    print_messages(k->messages, &k->shown, k->verbose);
    zp_arena_free(arena);
    return status;
}

static int inspect_all(inspecting *k, int count, char **paths) {
    zp_arena *arena = zp_arena_new();
    int code = ZP_OK;
    zp_buffer_add_string(&k->out, k->json ? "{\"format\": 1,\n  \"files\": [" : "");
    for (int i = 0; i < count && code != ZP_CANNOT_WRITE; i++) {
        const char **packages;
        size_t found = list_packages(arena, k->messages, paths[i], &packages);
        for (size_t j = 0; j < found && code != ZP_CANNOT_WRITE; j++) {
            zp_status status = inspect_one(k, packages[j]);
            code = (int)status > code ? (int)status : code;
        }
    }
    if (k->json && code != ZP_CANNOT_WRITE && (puts("]}") < 0 || fflush(stdout) != 0)) {
        code = ZP_CANNOT_WRITE;
    }
    zp_arena_free(arena);
    return code;
}

// Moves the files to the front of `arguments`; *files counts them. -1: go on.
static int read_options(inspecting *k, int count, char **arguments, int *files) {
    cli_options options = {
        .command = "inspect", .help = help, .count = count, .arguments = arguments, .code = -1};
    for (const char *option; (option = next_option(&options)) != NULL;) {
        if (is_option(option, "-v", "--verbose")) {
            k->verbose = true;
        } else if (is_language_option(&options, option, &k->language) ||
                   is_format_option(&options, option, &k->json)) {
            continue;
        } else {
            unknown_option(&options);
        }
    }
    *files = options.operands;
    return options.code < 0 && *files == 0 ? usage_error("inspect", "which FILE?") : options.code;
}

int command_inspect(int count, char **arguments, const cli_folders *folders) {
    inspecting k = {.templates = folders->templates, .language = chosen_language()};
    int files = 0;
    int code = read_options(&k, count, arguments, &files);
    if (code >= 0) {
        return code;
    }
    k.messages = zp_messages_new();
    code = inspect_all(&k, files, arguments);
    zp_buffer_free(&k.out);
    zp_messages_free(k.messages);
    return code;
}
