// Reading a command's arguments.
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

bool is_option(const char *option, const char *brief, const char *full) {
    return strcmp(option, full) == 0 || (brief != NULL && strcmp(option, brief) == 0);
}

const char *next_option(cli_options *options) {
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
            options->option = each;
            return each;
        }
    }
    return NULL;
}

bool option_value(cli_options *options, const char **value) {
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

void unknown_option(cli_options *options) {
    options->code = usage_error(options->command, "unknown option %s", options->option);
}
