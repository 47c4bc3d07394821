// What --help, the manual and completion say of `ziping check`.
#include "cli/manual.h"

static const char *const usages[] = {
    HELP("<UNIT>… [<OPTION>]…"),
    HELP("`--fix` [`--write`] <UNIT>… [<OPTION>]…"),
    HELP("`--list` [`--rules` <LIST>]"),
    NULL,
};

static const char *const about[] = {
    HELP("Checks each <UNIT>, a folder with `unit.toml` or `unit.json`, by the rules of its form, "
         "and prints what they find: file, line and column, the figures that disagree, and what to "
         "do."),
    NULL};

static const char *const more[] = {
    HELP("Sums, rates and scores that do not follow from their figures, indicators that do not add "
         "up, a report that says other figures than the tables: each rule ends as passed, found, "
         "not applicable, or deferred because a figure is missing."),
    HELP("A finding that is right as it is, is answered in the data by a `[[waiver]]` with `rule`, "
         "`where`, `reason` and `by`. It is no error then, and still stands in the check report."),
    HELP("What keeps the documents from being made, such as an image in the report, is told as "
         "`render` tells it, and no waiver answers it."),
    NULL};

static const cli_operand operands[] = {
    {.name = HELP("UNIT"), .kind = CLI_UNIT, .many = true, .optional = true}, {0}};

static const cli_option options[] = {
    {.full = "--rules",
     .kind = CLI_RULE_LIST,
     .value = HELP("LIST"),
     .text = HELP(
         "only these, with commas between: rules such as `F03`, or groups such as `F`: `S` "
         "structure, `F` funds, `I` indicators, `B` base data, `X` between the parts, `T` text, "
         "`W` waivers")},
    {.full = "--format",
     .kind = CLI_CHOICE,
     .value = HELP("FORMAT"),
     .text = HELP("`text`, `json` or `sarif`"),
     .choices = "text json sarif",
     .preset = "text"},
    {.full = "--report",
     .kind = CLI_FOLDER,
     .value = HELP("DIR"),
     .text = HELP(
         "write `check-report.pdf` and `check-report.docx` too, to be signed, into a folder of "
         "the unit's name in <DIR>")},
    {.full = "--fix",
     .kind = CLI_SWITCH,
     .text = HELP(
         "show as a diff what has one safe answer: marks that are doubled, half-width or of two "
         "widths, signs and blanks (T01 T02 T03 T06 T08); names stay as they are written")},
    {.full = "--write",
     .kind = CLI_SWITCH,
     .text = HELP("with `--fix`: write it into `unit.toml` and `report.md`, and check again")},
    {.full = "--list",
     .kind = CLI_SWITCH,
     .text = HELP("print the rules, all or those of `--rules`: id, severity, title and formula")},
    {.brief = "-v",
     .full = "--verbose",
     .kind = CLI_SWITCH,
     .text = HELP("also what was waived, and what passed, does not apply or is deferred, and why")},
    {0},
};

static const cli_pair codes[] = {
    {"0", HELP("nothing was found, or remarks only")},
    {"1", HELP("warnings or errors were found")},
    {"2", HELP("bad input or usage")},
    {"3", HELP("could not write")},
    {0},
};

static const cli_pair files[] = {
    {"/usr/share/ziping/templates/check.schema.json",
     HELP("the JSON Schema of `--format json`; SARIF is 2.1.0")},
    {0},
};

static const cli_pair examples[] = {
    {"ziping check my-unit", HELP("what does not agree")},
    {"ziping check --rules F,I05 --report out my-unit",
     HELP("the funds and one rule of the indicators, and the report to be signed")},
    {"ziping check --fix --write my-unit", HELP("mend punctuation and blanks")},
    {0},
};

const cli_manual manual_check = {
    .command = "check",
    .summary = HELP("find what does not agree in a unit's data and report"),
    .usages = usages,
    .about = about,
    .more = more,
    .operands = operands,
    .options = options,
    .codes = codes,
    .files = files,
    .examples = examples,
    .also = "render package",
};
