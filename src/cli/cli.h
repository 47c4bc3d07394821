// The command line: one file a command.
#ifndef ZIPING_CLI_H
#define ZIPING_CLI_H

#include "base/base.h"

// Where the tool's own data lie. Owned by the process.
typedef struct cli_folders {
    const char *templates;
    const char *fonts;
} cli_folders;

// Each takes the arguments behind the command's name and returns the exit code.
int command_forms(int count, char **arguments, const cli_folders *folders);
int command_new(int count, char **arguments, const cli_folders *folders);
int command_render(int count, char **arguments, const cli_folders *folders);
int command_fonts(int count, char **arguments, const cli_folders *folders);

// Usage errors: prints `ziping COMMAND: error: …` and how to get help; returns ZP_BAD_INPUT.
int usage_error(const char *command, const char *format, ...) ZP_PRINTF(2, 3);

// Prints the messages from `*shown` on to stderr and moves it. Remarks only if `all`.
void print_messages(const zp_messages *messages, size_t *shown, bool all);

#endif
