// What each command takes and does, as data. The reader of arguments (options.c) goes by it, and it
// is printed as --help (help.c), as manual pages and as completions (by the build, make_pages.c).
#ifndef ZIPING_CLI_MANUAL_H
#define ZIPING_CLI_MANUAL_H

#include "base/base.h"

#include <stdbool.h>

// Marks English for xgettext (language/help.zh_CN.po). In it `…` is typed as it stands, and <…> is
// a word that something else is put for.
#define HELP(english) english

// What a word on the command line is. Those with `_LIST` are several, with commas between.
typedef enum cli_kind {
    CLI_SWITCH, // no value
    CLI_TEXT,   // that only its writer knows
    CLI_NUMBER, // from `least` to `most`
    CLI_CHOICE, // of `choices`
    CLI_CHOICE_LIST,
    CLI_RULE_LIST,     // `ziping check --list`
    CLI_DOCUMENT_LIST, // of the forms
    CLI_FORM,          // `ziping forms`
    CLI_FOLDER,
    CLI_FILE,
    CLI_PDF,
    CLI_UNIT,    // a folder with unit.toml or unit.json, or the file
    CLI_PACKAGE, // a folder or a zip
} cli_kind;

typedef struct cli_option {
    const char *brief, *full; // "-o" or NULL, "--output"
    cli_kind kind;
    const char *value;    // what its value is called
    const char *text;     // what it does
    const char *choices;  // "pdf docx"
    unsigned least, most; // of numbers
    const char *preset;   // the value where none is given; NULL: none
} cli_option;

// What several commands have alike.
#define CLI_VERBOSE                                                                                \
    { .brief = "-v", .full = "--verbose", .kind = CLI_SWITCH, .text = HELP("show remarks too") }
#define CLI_TEXT_OR_JSON                                                                           \
    {                                                                                              \
        .full = "--format", .kind = CLI_CHOICE, .value = HELP("FORMAT"),                           \
        .text = HELP("`text` or `json`"), .choices = "text json", .preset = "text"                 \
    }

typedef struct cli_operand {
    const char *name; // NULL: the end
    cli_kind kind;
    bool many;     // one or more, and the last one
    bool optional; // none will do, or whether it is wanted hangs on options
} cli_operand;

// A thing and what is said of it: an exit code, a file, an example.
typedef struct cli_pair {
    const char *name; // NULL: the end
    const char *text;
} cli_pair;

typedef struct cli_manual {
    const char *command;       // "" of ziping itself
    const char *summary;       // a line
    const char *const *usages; // what stands behind the command; here and below NULL is the end
    const char *const *about;  // paragraphs
    const char *const *more;   // of the manual page alone
    const cli_operand *operands;
    const cli_option *options; // its own; those of cli_shared_options stand behind
    const cli_pair *codes, *files, *examples;
    const cli_pair *environment; // or NULL
    const char *also;            // commands with much in common: "verify revise"
} cli_manual;

enum { CLI_OPTIONS_MAX = 24, CLI_COMMANDS = 12 };
extern const cli_option cli_shared_options[]; // of every command and before it
extern const cli_manual manual_ziping;
extern const cli_manual *const cli_manuals[CLI_COMMANDS]; // in the order in which they are told

extern const cli_manual manual_forms, manual_new, manual_check, manual_render, manual_package,
    manual_batch, manual_verify, manual_inspect, manual_revise, manual_diff, manual_print,
    manual_fonts;

// `index` counts the command's own options and then the shared ones; NULL: no more.
const cli_option *manual_option(const cli_manual *manual, size_t index);
// Whether a word is in a list such as `choices`, and the how-manieth.
bool is_choice(const char *choices, zp_text word, size_t *index);

// How wide a text is on a terminal: two columns for what is as wide as a Han.
int columns_of(zp_text text);
// Chinese is broken anywhere but before a mark that closes and behind one that opens.
bool breaks_between(uint32_t before, uint32_t after);
// Adds `text` without its marks, broken at 80 columns; the first line begins in the column `from`,
// where the buffer stands already, the others at `indent`. Ends the line.
void add_wrapped(zp_buffer *out, const char *text, int from, int indent);
// Adds `text` without its marks; `quoted` keeps the backticks.
void add_plain(zp_buffer *out, const char *text, bool quoted);
// What --help prints, in the language that was chosen.
void add_help(zp_buffer *out, const cli_manual *manual);
// `-o, --output DIR`, `    --force`.
void add_option_head(zp_buffer *out, const cli_option *option);

#endif
