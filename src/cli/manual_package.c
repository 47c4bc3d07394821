// What --help, the manual and completion say of `ziping package`.
#include "cli/manual.h"

static const char *const usages[] = {HELP("<UNIT>… [<OPTION>]…"), NULL};

static const char *const about[] = {
    HELP("Checks each <UNIT>, a folder with `unit.toml` or `unit.json`, makes all its documents "
         "and writes what is handed in, as a folder and the same as a zip, into a folder of the "
         "unit's name in <DIR>: 报送清单, the documents as PDF and DOCX under their attachment "
         "numbers and titles, the check report, the data, and `manifest.json` with the hash of "
         "each file."),
    HELP("All of a package is written or nothing. An error that no `[[waiver]]` answers for keeps "
         "the package back."),
    NULL};

static const char *const more[] = {
    HELP("The same data give the same bytes. There is no signature in a package: whoever has "
         "ziping can make one that `ziping verify` proves, so what counts is the hash that was "
         "noted when it was handed in."),
    HELP("A signed scan belongs beside the package, not into it. PDFs that were signed in their "
         "own signature fields may take the place of those in the package."),
    NULL};

static const cli_operand operands[] = {{.name = HELP("UNIT"), .kind = CLI_UNIT, .many = true}, {0}};

static const cli_option options[] = {
    {.brief = "-o",
     .full = "--output",
     .kind = CLI_FOLDER,
     .value = HELP("DIR"),
     .text = HELP("where to write"),
     .preset = "out/packages"},
    {.full = "--public",
     .kind = CLI_SWITCH,
     .text = HELP(
         "for publication, in a folder whose name ends in `-public`: without telephone numbers, "
         "preparer, check report and data")},
    {.full = "--pdfx",
     .kind = CLI_SWITCH,
     .text = HELP(
         "for a press: every PDF is PDF/X-4 as well, with the printing condition (black only), "
         "boxes for trimming, and no form fields")},
    {.full = "--embed-data",
     .kind = CLI_SWITCH,
     .text =
         HELP("the documents' PDFs hold the data they were made from (PDF/A-3u), so that `ziping "
              "verify` can make one again from the PDF alone; not with `--public` or `--pdfx`")},
    {.full = "--force", .kind = CLI_SWITCH, .text = HELP("write over a package that is there")},
    CLI_VERBOSE,
    {0},
};

static const cli_pair codes[] = {
    {"0", HELP("done")},
    {"1", HELP("findings kept a package back")},
    {"2", HELP("bad input or usage")},
    {"3", HELP("could not write")},
    {0},
};

static const cli_pair files[] = {
    {HELP("out/packages/<UNIT>/"), HELP("the package of <UNIT>, as a folder and as a zip")},
    {"/usr/share/ziping/templates/manifest.schema.json",
     HELP("the JSON Schema of `manifest.json`")},
    {0},
};

static const cli_pair examples[] = {
    {"ziping package my-unit", HELP("what is handed in, in `out/packages/my-unit`")},
    {"ziping package --public -o published my-unit",
     HELP("what is published, in `published/my-unit-public`")},
    {0},
};

const cli_manual manual_package = {
    .command = "package",
    .summary = HELP("make what a unit hands in, as a folder and a zip"),
    .usages = usages,
    .about = about,
    .more = more,
    .operands = operands,
    .options = options,
    .codes = codes,
    .files = files,
    .examples = examples,
    .also = "check verify revise batch print",
};
