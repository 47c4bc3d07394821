// What --help, the manual and completion say of `ziping diff`.
#include "cli/manual.h"

static const char *const usages[] = {HELP("<OLD> <NEW> [<OPTION>]…"), NULL};

static const char *const about[] = {
    HELP("Tells what changed from <OLD> to <NEW>: each value by its place in the form and in the "
         "files, rows added, removed and moved, and the report's paragraphs by words, "
         "`[-old-]{+new+}`, as they are printed."),
    HELP("<OLD> and <NEW> are units (a folder with `unit.toml` or `unit.json`, or the file) or "
         "packages (the folder, or the zip). `[[revision]]`, which speaks of changes, is left "
         "out."),
    NULL};

static const char *const more[] = {
    HELP("`5` and `5.00`, blank and `0` are different; blank and not written are not."), NULL};

static const cli_operand operands[] = {
    {.name = HELP("OLD"), .kind = CLI_PACKAGE}, {.name = HELP("NEW"), .kind = CLI_PACKAGE}, {0}};

static const cli_option options[] = {
    CLI_TEXT_OR_JSON,
    CLI_VERBOSE,
    {0},
};

static const cli_pair codes[] = {
    {"0", HELP("no difference")},
    {"1", HELP("differences")},
    {"2", HELP("bad input or usage")},
    {"3", HELP("could not write")},
    {0},
};

static const cli_pair files[] = {
    {"/usr/share/ziping/templates/diff.schema.json", HELP("the JSON Schema of `--format json`")},
    {0},
};

static const cli_pair examples[] = {
    {"ziping diff out/packages/my-unit my-unit",
     HELP("what was changed since the package was made")},
    {"ziping diff --format json old-unit my-unit", HELP("two units, for other programs")},
    {0},
};

const cli_manual manual_diff = {
    .command = "diff",
    .summary = HELP("tell what changed from one version of a unit to another"),
    .usages = usages,
    .about = about,
    .more = more,
    .operands = operands,
    .options = options,
    .codes = codes,
    .files = files,
    .examples = examples,
    .also = "revise",
};
