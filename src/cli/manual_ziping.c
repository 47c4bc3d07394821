// What --help, the manual and completion say of ziping itself.
#include "cli/manual.h"

static const char *const usages[] = {HELP("[<OPTION>]… <COMMAND> [<ARGUMENT>]…"), NULL};

static const char *const about[] = {
    HELP("Turns one Chinese government unit's year, written in TOML or JSON and a report in "
         "Markdown, into the self-evaluation forms and the report it must hand in, as PDF to print "
         "and sign and as DOCX to go on editing; checks them, packs them, corrects them and puts "
         "them into one job for the print shop."),
    NULL};

static const char *const more[] = {
    HELP("A unit's year is a folder with `unit.toml` (or `unit.json`) and `report.md`; "
         "`ziping new` writes one to begin with. Each figure is written once, and the tables and "
         "the report agree. The same input gives the same bytes, on any day and in any time zone."),
    HELP(
        "A form is a profile and templates, no program: `ziping forms` lists those that are "
        "installed. A copy of their folder, changed, is used with `--templates`. Fonts serve "
        "roles, such as 仿宋 or 小标宋; which file serves which is said in `fonts.toml`. An office "
        "that owns 方正小标宋简体, 仿宋_GB2312 and 楷体_GB2312 copies the folder, puts the files "
        "into the copy and names it with `--fonts`: they win."),
    HELP("What is wrong is told on standard error, a line each: file, line, column, what was found "
         "and what is wanted, and in brackets a name of the message that never changes."),
    NULL};

static const cli_operand operands[] = {
    {.name = HELP("COMMAND"), .kind = CLI_TEXT, .many = true, .optional = true}, {0}};

static const cli_option options[] = {
    {.full = "--templates",
     .kind = CLI_FOLDER,
     .value = HELP("DIR"),
     .text = HELP("profiles and templates, instead of those installed")},
    {.full = "--fonts",
     .kind = CLI_FOLDER,
     .value = HELP("DIR"),
     .text = HELP("the folder with `fonts.toml`, instead of the one installed")},
    {.full = "--version", .kind = CLI_SWITCH, .text = HELP("print the version")},
    {0},
};

static const cli_pair codes[] = {
    {"0", HELP("done")},
    {"1", HELP("done, and there is something to look at: findings, differences")},
    {"2", HELP("bad input or usage")},
    {"3", HELP("could not write, or there was no memory")},
    {0},
};

static const cli_pair environment[] = {
    {"LC_ALL, LC_MESSAGES, LANG",
     HELP("the first of these that is set says the language, where no `--lang` does: Chinese where "
          "it begins with `zh`, else English. No Chinese locale has to be installed")},
    {0},
};

static const cli_pair files[] = {
    {"/usr/share/ziping/templates", HELP("profiles (`*.toml`), templates, and the JSON Schema that "
                                         "editors complete `unit.toml` by")},
    {"/usr/share/ziping/fonts/fonts.toml", HELP("which font files serve which role")},
    {"/usr/share/doc/ziping/examples", HELP("units of four forms, with all that a unit can have")},
    {0},
};

static const cli_pair examples[] = {
    {"cp -r /usr/share/doc/ziping/examples/yueyanglou-2023 my-unit\nziping package my-unit",
     HELP("the package of an example, in `out/packages/my-unit`")},
    {"ziping new yueyanglou-2023 my-unit\nziping check my-unit\nziping render my-unit",
     HELP("a unit of your own: begun, checked, and its documents in `out/my-unit`")},
    {0},
};

const cli_manual manual_ziping = {
    .command = "",
    .summary = HELP("make a government unit's self-evaluation forms"),
    .usages = usages,
    .about = about,
    .more = more,
    .operands = operands,
    .options = options,
    .codes = codes,
    .files = files,
    .examples = examples,
    .environment = environment,
    .also = "forms new check render package batch verify inspect revise diff print fonts",
};
