// --help, printed from a command's manual.
#include "cli/manual.h"

#include <string.h>

enum { HEAD_MAX = 26 }; // a longer option has its text in the next line

void add_option_head(zp_buffer *out, const cli_option *option) {
    zp_buffer_print(out, option->brief != NULL ? "%s, %s" : "    %s%s",
                    option->brief != NULL ? option->brief : "", option->full);
    if (option->kind != CLI_SWITCH) {
        const char *value = zp_translated(option->value);
        zp_buffer_print(out, (unsigned char)*value < 0x80 ? " %s" : " <%s>", value);
    }
}

static int head_width(const cli_option *option) {
    zp_buffer head = {0};
    add_option_head(&head, option);
    int width = columns_of(zp_buffer_text(&head));
    zp_buffer_free(&head);
    return width;
}

// Two columns: `head`, which takes `width`, and text.
static void add_row(zp_buffer *out, zp_text head, int width, zp_text text) {
    int own = columns_of(head);
    zp_buffer_print(out, "  %.*s", ZP_ARG(head));
    if (own > width) {
        zp_buffer_print(out, "\n%*s", width + 4, "");
    } else {
        zp_buffer_print(out, "%*s", width - own + 2, "");
    }
    add_wrapped(out, text.data, width + 4, width + 4);
}

static void add_option(zp_buffer *out, const cli_option *option, int width) {
    zp_buffer head = {0}, text = {0};
    add_option_head(&head, option);
    zp_buffer_add_string(&text, zp_translated(option->text));
    if (option->preset != NULL) {
        zp_buffer_print(&text, zp_translated(HELP(" (default: %s)")), option->preset);
    }
    zp_buffer_add(&text, "", 1);
    add_row(out, zp_buffer_text(&head), width, zp_buffer_text(&text));
    zp_buffer_free(&head);
    zp_buffer_free(&text);
}

static void add_options(zp_buffer *out, const cli_manual *manual) {
    int width = 0;
    const cli_option *option;
    for (size_t i = 0; (option = manual_option(manual, i)) != NULL; i++) {
        int own = head_width(option);
        width = own > width && own <= HEAD_MAX ? own : width;
    }
    zp_buffer_print(out, "\n%s\n", zp_translated(HELP("options:")));
    for (size_t i = 0; (option = manual_option(manual, i)) != NULL; i++) {
        add_option(out, option, width);
    }
}

static void add_usages(zp_buffer *out, const cli_manual *manual) {
    const char *word = zp_translated(HELP("usage:"));
    int width = columns_of(zp_text_of(word));
    bool blank = width == (int)strlen(word); // a full-width colon brings its own
    for (size_t i = 0; manual->usages[i] != NULL; i++) {
        zp_buffer line = {0};
        zp_buffer_print(&line, "ziping%s%s ", *manual->command ? " " : "", manual->command);
        add_plain(&line, zp_translated(manual->usages[i]), false);
        zp_buffer_add(&line, "", 1);
        zp_buffer_print(out, "%s%*s", i == 0 ? word : "", blank + (i == 0 ? 0 : width), "");
        add_wrapped(out, line.data, width + blank, width + blank + 4);
        zp_buffer_free(&line);
    }
}

static void add_commands(zp_buffer *out) {
    zp_buffer_print(out, "\n%s\n", zp_translated(HELP("commands:")));
    for (int i = 0; i < CLI_COMMANDS; i++) {
        add_row(out, zp_text_of(cli_manuals[i]->command), 7,
                zp_text_of(zp_translated(cli_manuals[i]->summary)));
    }
}

void add_help(zp_buffer *out, const cli_manual *manual) {
    add_usages(out, manual);
    for (size_t i = 0; manual->about[i] != NULL; i++) {
        zp_buffer_add_string(out, "\n");
        add_wrapped(out, zp_translated(manual->about[i]), 0, 0);
    }
    if (*manual->command == '\0') {
        add_commands(out);
    }
    add_options(out, manual);
    zp_buffer_print(out, "\n%s\n", zp_translated(HELP("exit codes:")));
    for (const cli_pair *code = manual->codes; code->name != NULL; code++) {
        add_row(out, zp_text_of(code->name), 1, zp_text_of(zp_translated(code->text)));
    }
    zp_buffer_print(out, "\n");
    zp_buffer last = {0};
    zp_buffer_print(&last, zp_translated(HELP("`man ziping%s%s` tells more, with examples.")),
                    *manual->command ? "-" : "", manual->command);
    zp_buffer_add(&last, "", 1);
    add_wrapped(out, last.data, 0, 0);
    zp_buffer_free(&last);
}
