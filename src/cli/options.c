// Reading a command's arguments.
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

bool is_option(const char *option, const char *brief, const char *full) {
    return strcmp(option, full) == 0 || (brief != NULL && strcmp(option, brief) == 0);
}

// `-j2`: the option, and its value behind it.
static const char *attached(cli_options *options, char *each) {
    options->attached = NULL;
    options->option = each;
    if (each[1] != '-' && each[2] != '\0') {
        options->brief[0] = '-';
        options->brief[1] = each[1];
        options->brief[2] = '\0';
        options->option = options->brief;
        options->attached = each + 2;
    }
    return options->option;
}

const char *next_option(cli_options *options) {
    if (options->code < 0 && options->attached != NULL) { // and it took none
        options->code = usage_error(options->command, "%s takes no value: %s", options->option,
                                    options->attached);
    }
    while (options->code < 0 && options->next < options->count) {
        char *each = options->arguments[options->next++];
        if (options->only_operands || each[0] != '-' || each[1] == '\0') {
            options->arguments[options->operands++] = each;
        } else if (strcmp(each, "--") == 0) {
            options->only_operands = true;
        } else if (is_option(each, "-h", "--help")) {
            fputs(options->help, stdout);
            options->code = ZP_OK;
        } else {
            return attached(options, each);
        }
    }
    return NULL;
}

bool option_value(cli_options *options, const char **value) {
    if (options->attached != NULL) {
        *value = options->attached;
        options->attached = NULL;
        return true;
    }
    if (options->next == options->count) {
        options->code = usage_error(options->command, "%s wants a value", options->option);
    } else if (options->arguments[options->next][0] == '\0') {
        options->code =
            usage_error(options->command, "%s wants a value that is not empty", options->option);
    } else {
        *value = options->arguments[options->next++];
        return true;
    }
    return false;
}

bool is_language_option(cli_options *options, const char *option, zp_language *language) {
    const char *value;
    if (!is_option(option, NULL, "--lang")) {
        return false;
    }
    if (option_value(options, &value) && !read_language(value, language)) {
        options->code = usage_error(options->command, "--lang wants zh or en, not %s", value);
    }
    return true;
}

bool is_format_option(cli_options *options, const char *option, bool *json) {
    const char *value;
    if (!is_option(option, NULL, "--format")) {
        return false;
    }
    if (option_value(options, &value)) {
        *json = strcmp(value, "json") == 0;
        if (!*json && strcmp(value, "text") != 0) {
            options->code =
                usage_error(options->command, "--format wants text or json, not %s", value);
        }
    }
    return true;
}

bool is_kind_option(const char *option, zp_package_kind *kind) {
    bool press = is_option(option, NULL, "--pdfx"),
         embeds = is_option(option, NULL, "--embed-data");
    kind->press = kind->press || press;
    kind->embeds = kind->embeds || embeds;
    return press || embeds;
}

// The data have names and telephone numbers.
int check_kind(const char *command, zp_package_kind kind) {
    if (kind.embeds && kind.published) {
        return usage_error(command, "what is published holds no data: --embed-data or --public");
    }
    if (kind.embeds && kind.press) {
        return usage_error(command, "a press is to have no data: --embed-data or --pdfx");
    }
    return -1;
}

void unknown_option(cli_options *options) {
    const char *more = options->attached != NULL ? options->attached : "";
    options->code = usage_error(options->command, "unknown option %s%s", options->option, more);
}
