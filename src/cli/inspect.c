// ziping inspect FILE… : what files are.
#include "inspect/inspect.h"
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

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
    bool written = print_output(zp_buffer_text(&k->out));
    k->out.size = 0;
    if (!written) { // before the messages, which are of this file
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
            watch_unit(packages[j]);
            zp_status status = inspect_one(k, packages[j]);
            code = (int)status > code ? (int)status : code;
        }
    }
    if (k->json && code != ZP_CANNOT_WRITE && !print_output(ZP_TEXT("]}\n"))) {
        code = ZP_CANNOT_WRITE;
    }
    zp_arena_free(arena);
    return code;
}

int command_inspect(int count, char **arguments, const cli_folders *folders) {
    cli_options options;
    int code = read_options(&manual_inspect, count, arguments, &options);
    if (code >= 0) {
        return code;
    }
    inspecting k = {.templates = folders->templates,
                    .language = chosen_language(),
                    .json = option_choice(&options, "--format") == 1,
                    .verbose = option_given(&options, "--verbose")};
    k.messages = zp_messages_new();
    code = inspect_all(&k, options.count, options.operands);
    zp_buffer_free(&k.out);
    zp_messages_free(k.messages);
    return code;
}
