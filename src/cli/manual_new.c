// What --help, the manual and completion say of `ziping new`.
#include "cli/manual.h"

static const char *const usages[] = {HELP("<FORM> <DIR> [<OPTION>]…"), NULL};

static const char *const about[] = {
    HELP("Writes `unit.toml` and `report.md` into <DIR>, with every field of <FORM> (`ziping "
         "forms` lists them), Chinese comments that say what goes where, and an example of each "
         "kind of value. They render as they stand, as a blank form."),
    HELP("Files that are there are not written over; of a form that `ziping forms` refuses nothing "
         "is written."),
    NULL};

static const char *const more[] = {
    HELP("The first line of `unit.toml` names the JSON Schema of the data, so that an editor "
         "completes the keys and explains each one in Chinese."),
    NULL};

static const cli_operand operands[] = {
    {.name = HELP("FORM"), .kind = CLI_FORM}, {.name = HELP("DIR"), .kind = CLI_FOLDER}, {0}};

static const cli_option options[] = {
    {.full = "--from",
     .kind = CLI_UNIT,
     .value = HELP("UNIT"),
     .text =
         HELP("carry the year before over: names, structure, indicators and headings; its finals "
              "become the prior year's column, and the new year's amounts are blank")},
    {0},
};

static const cli_pair codes[] = {
    {"0", HELP("done")},
    {"2", HELP("bad input or usage, or the files are there already")},
    {"3", HELP("could not write")},
    {0},
};

static const cli_pair files[] = {
    {HELP("<DIR>/unit.toml"), HELP("the data of the tables")},
    {HELP("<DIR>/report.md"), HELP("the report, in Markdown; of a form that has one")},
    {0},
};

static const cli_pair examples[] = {
    {"ziping new yueyanglou-2023 my-unit", HELP("a unit to begin with")},
    {"ziping new yueyanglou-2023 my-unit-2024 --from my-unit", HELP("its next year, carried over")},
    {0},
};

const cli_manual manual_new = {
    .command = "new",
    .summary = HELP("begin a unit's folder: unit.toml and report.md"),
    .usages = usages,
    .about = about,
    .more = more,
    .operands = operands,
    .options = options,
    .codes = codes,
    .files = files,
    .examples = examples,
    .also = "forms check",
};
