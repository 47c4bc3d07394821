// What --help, the manual and completion say of `ziping fonts`.
#include "cli/manual.h"

static const char *const usages[] = {
    HELP("[<OPTION>]…"),
    HELP("`--used` <UNIT> [`-d` <LIST>] [<OPTION>]…"),
    NULL,
};

static const char *const about[] = {
    HELP("Prints for each role of `fonts.toml` the files that are there, in the order in which "
         "they are asked for a character: file, face in the file, how many of the 8,105 "
         "general-use characters (通用规范汉字表) it has, and whether its licence bits allow "
         "embedding in a PDF."),
    NULL};

static const char *const more[] = {
    HELP("The free fonts of Debian are the default. An office's own fonts, such as "
         "方正小标宋简体, 仿宋_GB2312 and 楷体_GB2312, win when their files stand beside "
         "`fonts.toml`, in a copy of its folder that `ziping --fonts <DIR>` names."),
    NULL};

static const cli_operand operands[] = {{0}};

static const cli_option options[] = {
    {.brief = "-u",
     .full = "--used",
     .kind = CLI_UNIT,
     .value = HELP("UNIT"),
     .text = HELP(
         "print instead, for each role, which font served which characters of the unit's pages: "
         "those that the first font of the role does not have one by one, with their code points "
         "and their first place")},
    {.brief = "-d",
     .full = "--documents",
     .kind = CLI_DOCUMENT_LIST,
     .value = HELP("LIST"),
     .text = HELP("with `--used`: only these of the form's documents, with commas between")},
    {0},
};

static const cli_pair codes[] = {{"0", HELP("done")}, {"2", HELP("bad input or usage")}, {0}};

static const cli_pair files[] = {
    {"/usr/share/ziping/fonts/fonts.toml", HELP("which font files serve which role")}, {0}};

static const cli_pair examples[] = {
    {"ziping fonts", HELP("which font serves which role")},
    {"ziping fonts --used my-unit -d report", HELP("and which one set which character")},
    {0},
};

const cli_manual manual_fonts = {
    .command = "fonts",
    .summary = HELP("show which fonts serve which role"),
    .usages = usages,
    .about = about,
    .more = more,
    .operands = operands,
    .options = options,
    .codes = codes,
    .files = files,
    .examples = examples,
    .also = "render",
};
