// What --help, the manual and completion say of `ziping revise`.
#include "cli/manual.h"

static const char *const usages[] = {HELP("<OLD> <NEW> [<OPTION>]…"), NULL};

static const char *const about[] = {
    HELP("<OLD> is the package that was handed in, a folder or a zip; <NEW> is the unit with its "
         "data corrected. Writes the new package, whole, its version raised by one, into a folder "
         "of <NEW>'s name and version in <DIR>, and in 更正/: 更正说明 with each change's place, "
         "old and new, and reason; the documents that changed as DOCX with tracked changes; and a "
         "PDF of the pages to be replaced, for one-sided and for two-sided printing."),
    HELP("Reasons come from `[[revision]]` in the data (`where`, `reason`). <OLD> stays as it is; "
         "the next correction is of the new package."),
    NULL};

static const char *const more[] = {
    HELP("What changed is marked 更正版 where the form says so; what did not is the same to the "
         "byte. The data and the manifest of <OLD> are in 数据（上一版）/ of the new package."),
    NULL};

static const cli_operand operands[] = {
    {.name = HELP("OLD"), .kind = CLI_PACKAGE}, {.name = HELP("NEW"), .kind = CLI_UNIT}, {0}};

static const cli_option options[] = {
    {.brief = "-o",
     .full = "--output",
     .kind = CLI_FOLDER,
     .value = HELP("DIR"),
     .text = HELP("where to write"),
     .preset = "out/packages"},
    {.full = "--reason",
     .kind = CLI_TEXT,
     .value = HELP("TEXT"),
     .text = HELP("of the changes that no `[[revision]]` speaks of")},
    {.full = "--force", .kind = CLI_SWITCH, .text = HELP("write over a package that is there")},
    CLI_VERBOSE,
    {0},
};

static const cli_pair codes[] = {
    {"0", HELP("done")},
    {"1", HELP("findings kept the package back")},
    {"2", HELP("bad input or usage, or nothing changed")},
    {"3", HELP("could not write")},
    {0},
};

static const cli_pair files[] = {
    {HELP("out/packages/<NEW>-v2/"), HELP("the corrected package, as a folder and as a zip")}, {0}};

static const cli_pair examples[] = {
    {"ziping revise out/packages/my-unit my-unit", HELP("the first correction")},
    {"ziping revise out/packages/my-unit-v2 my-unit", HELP("the next one")},
    {0},
};

const cli_manual manual_revise = {
    .command = "revise",
    .summary = HELP("correct a package, and show what changed"),
    .usages = usages,
    .about = about,
    .more = more,
    .operands = operands,
    .options = options,
    .codes = codes,
    .files = files,
    .examples = examples,
    .also = "package verify diff",
};
