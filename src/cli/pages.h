// What the build makes of the commands' manuals: manual pages and completions. Not in the program.
#ifndef ZIPING_CLI_PAGES_H
#define ZIPING_CLI_PAGES_H

#include "cli/manual.h"

typedef struct cli_edition {
    const char *version, *date;
    bool chinese;
} cli_edition;

// ziping.1, ziping-COMMAND.1, in roff with the macros of man(7).
void add_man_page(zp_buffer *out, const cli_manual *manual, const cli_edition *edition);

// The tables of completion.bash: options, what their values are, operands.
void add_bash_tables(zp_buffer *out);
// A function of completion.zsh with all commands, described in the language of the moment.
void add_zsh_function(zp_buffer *out, const char *name);

#endif
