// What --help, the manual and completion say of `ziping print`.
#include "cli/manual.h"

static const char *const usages[] = {HELP("<PACKAGE>… `-o` <FILE.pdf> [<OPTION>]…"), NULL};

static const char *const about[] = {
    HELP("Puts all that is to be printed of each <PACKAGE>, a folder or zip that `ziping package` "
         "or `ziping revise` wrote, or the folder around the two, or of a folder with several of "
         "them, into one PDF for printing on both sides: before each unit a slip with its name, "
         "what follows, and the package's hash, also as a QR code; then set by set as many copies "
         "as the profile says. Each document "
         "begins on a sheet of its own."),
    HELP("Beside <FILE.pdf> stands the job ticket, as `.json` and `.csv`: pages, sheets, sides, "
         "copies, paper and binding. All three are written or none."),
    NULL};

static const char *const more[] = {
    HELP("Fonts that several packages have are in the job once. Creep of booklets is the printer's "
         "to compensate."),
    NULL};

static const cli_operand operands[] = {{.name = HELP("PACKAGE"), .kind = CLI_PACKAGE, .many = true},
                                       {0}};

static const cli_option options[] = {
    {.brief = "-o",
     .full = "--output",
     .kind = CLI_PDF,
     .value = HELP("FILE.pdf"),
     .text = HELP("where to write; it must be named")},
    {.full = "--impose",
     .kind = CLI_CHOICE,
     .value = HELP("HOW"),
     .text =
         HELP("on A3: `a3-booklet`, sheets that are folded and, where there are several, stapled "
              "through the fold; `2up`, two pages beside each other in reading order"),
     .choices = "a3-booklet 2up"},
    {.full = "--no-slips", .kind = CLI_SWITCH, .text = HELP("without the slips")},
    {.full = "--pdfx",
     .kind = CLI_SWITCH,
     .text = HELP(
         "PDF/X-4 for a press, with the printing condition (black only) and boxes for trimming; "
         "the date is the latest of the documents")},
    {.full = "--force", .kind = CLI_SWITCH, .text = HELP("write over files that are there")},
    CLI_VERBOSE,
    {0},
};

static const cli_pair codes[] = {
    {"0", HELP("done")}, {"2", HELP("bad input or usage")}, {"3", HELP("could not write")}, {0}};

static const cli_pair files[] = {
    {"/usr/share/ziping/templates/job-ticket.schema.json",
     HELP("the JSON Schema of the job ticket")},
    {0},
};

static const cli_pair examples[] = {
    {"ziping print out/packages -o job.pdf", HELP("all packages, in A4 on both sides")},
    {"ziping print out/packages/my-unit -o job.pdf --impose a3-booklet",
     HELP("one package as booklets of A3")},
    {0},
};

const cli_manual manual_print = {
    .command = "print",
    .summary = HELP("put packages into one PDF for the print shop"),
    .usages = usages,
    .about = about,
    .more = more,
    .operands = operands,
    .options = options,
    .codes = codes,
    .files = files,
    .examples = examples,
    .also = "package batch",
};
