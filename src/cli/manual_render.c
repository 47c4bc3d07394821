// What --help, the manual and completion say of `ziping render`.
#include "cli/manual.h"

static const char *const usages[] = {HELP("<UNIT>… [<OPTION>]…"), NULL};

static const char *const about[] = {
    HELP("Reads each <UNIT>, a folder with `unit.toml` or `unit.json`, or the file itself, and "
         "writes its documents into a folder of the unit's name in <DIR>, as `report.pdf`, "
         "`report.docx` and so on."),
    HELP("Where a unit has an error nothing of it is written, and the other units are made. What "
         "`ziping check` finds is printed as warnings."),
    NULL};

static const char *const more[] = {
    HELP("The PDFs are PDF/A-2u and tagged (PDF/UA), with all fonts embedded. A character that a "
         "font lacks is set from the next one of `fonts.toml`; one that no font has is an error "
         "that names it."),
    NULL};

static const cli_operand operands[] = {{.name = HELP("UNIT"), .kind = CLI_UNIT, .many = true}, {0}};

static const cli_option options[] = {
    {.brief = "-d",
     .full = "--documents",
     .kind = CLI_DOCUMENT_LIST,
     .value = HELP("LIST"),
     .text = HELP("only these of the form's documents, with commas between, such as "
                  "`report,basic-data`")},
    {.brief = "-f",
     .full = "--formats",
     .kind = CLI_CHOICE_LIST,
     .value = HELP("LIST"),
     .text = HELP(
         "of `pdf`, `docx`, `word`, `trace` and `tree`, with commas between; `word` tells, in "
         "`.word.txt`, where Word and WPS set a page otherwise than the PDF; `trace` and `tree` "
         "are the pages and the document as text, for tests"),
     .choices = "pdf docx word trace tree",
     .preset = "pdf,docx"},
    {.brief = "-o",
     .full = "--output",
     .kind = CLI_FOLDER,
     .value = HELP("DIR"),
     .text = HELP("where to write"),
     .preset = "out"},
    {.full = "--pdfx",
     .kind = CLI_SWITCH,
     .text = HELP(
         "for a press: the PDFs are PDF/X-4 as well, with the printing condition (black only), "
         "boxes for trimming, and no form fields")},
    {.full = "--embed-data",
     .kind = CLI_SWITCH,
     .text = HELP(
         "the PDFs hold the data they were made from (PDF/A-3u), so that `ziping verify` can make "
         "one again from the PDF alone")},
    {.brief = "-v",
     .full = "--verbose",
     .kind = CLI_SWITCH,
     .text = HELP(
         "show remarks too, such as characters set from another font, and findings that may be "
         "rounding")},
    {.full = "--times", .kind = CLI_SWITCH, .text = HELP("print the time of each stage")},
    {0},
};

static const cli_pair codes[] = {
    {"0", HELP("done")},
    {"2", HELP("bad input or usage: of a unit nothing was written")},
    {"3", HELP("could not write")},
    {0},
};

static const cli_pair files[] = {{0}};

static const cli_pair examples[] = {
    {"ziping render my-unit", HELP("all documents as PDF and DOCX, in `out/my-unit`")},
    {"ziping render -d report -f pdf -o drafts my-unit other-unit",
     HELP("the reports of two units as PDF")},
    {0},
};

const cli_manual manual_render = {
    .command = "render",
    .summary = HELP("make a unit's documents as PDF and DOCX"),
    .usages = usages,
    .about = about,
    .more = more,
    .operands = operands,
    .options = options,
    .codes = codes,
    .files = files,
    .examples = examples,
    .also = "check package fonts",
};
