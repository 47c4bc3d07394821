// What --help, the manual and completion say of `ziping verify`.
#include "cli/manual.h"

static const char *const usages[] = {HELP("<PACKAGE>|<FILE.pdf>… [<OPTION>]…"), NULL};

static const char *const about[] = {
    HELP("A <PACKAGE> is a folder or a zip that `ziping package` or `ziping revise` wrote, or the "
         "folder around the two. Checks every file's size and hash, makes all of them again from "
         "the data inside, and tells where a byte differs, and why: another ziping, form or font. "
         "A version for publication holds no data: of it the hashes are checked alone."),
    HELP("With several versions of one unit's year, checks that each replaces the one before. A "
         "PDF that was signed in its own fields is told as signed, and is whole. A folder with "
         "several packages is checked package by package."),
    HELP("A <FILE.pdf> made with `--embed-data` is made again from the data inside and compared "
         "likewise."),
    NULL};

static const char *const more[] = {NULL};

static const cli_operand operands[] = {{.name = HELP("PACKAGE"), .kind = CLI_FILE, .many = true},
                                       {0}};

static const cli_option options[] = {
    {.full = "--hashes",
     .kind = CLI_SWITCH,
     .text = HELP("of packages only the hashes: nothing is made again")},
    CLI_VERBOSE,
    {0},
};

static const cli_pair codes[] = {
    {"0", HELP("all is as it was made")},
    {"1", HELP("something differs")},
    {"2", HELP("bad input or usage, or a file was changed")},
    {0},
};

static const cli_pair files[] = {{0}};

static const cli_pair examples[] = {
    {"ziping verify out/packages/my-unit", HELP("a package, as a folder and as a zip")},
    {"ziping verify out/packages/my-unit out/packages/my-unit-v2",
     HELP("a package and the one that corrects it")},
    {0},
};

const cli_manual manual_verify = {
    .command = "verify",
    .summary = HELP("prove that packages are what their data give"),
    .usages = usages,
    .about = about,
    .more = more,
    .operands = operands,
    .options = options,
    .codes = codes,
    .files = files,
    .examples = examples,
    .also = "package inspect revise",
};
