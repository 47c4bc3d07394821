// What --help, the manual and completion say of `ziping inspect`.
#include "cli/manual.h"

static const char *const usages[] = {HELP("<FILE>… [<OPTION>]…"), NULL};

static const char *const about[] = {
    HELP("Tells what each <FILE> is, whoever made it: a PDF, a DOCX, a zip, or a package (folder "
         "or zip). What it says of itself: title, unit, form, year, version; hash, size, pages, "
         "fonts, the standards it claims, the data inside; its signature fields, and who signed "
         "them: whether the signature holds, and what was done to the file afterwards. Whether a "
         "certificate is to be trusted is not checked."),
    HELP("Of a DOCX the tracked changes and what was filled in; of a package whether its files are "
         "those of its manifest. A folder with several packages is told package by package."),
    NULL};

static const char *const more[] = {NULL};

static const cli_operand operands[] = {{.name = HELP("FILE"), .kind = CLI_FILE, .many = true}, {0}};

static const cli_option options[] = {
    CLI_TEXT_OR_JSON,
    CLI_VERBOSE,
    {0},
};

static const cli_pair codes[] = {
    {"0", HELP("done")},
    {"1", HELP("something is damaged, or a signature does not hold")},
    {"2", HELP("bad input or usage")},
    {"3", HELP("could not write")},
    {0},
};

static const cli_pair files[] = {
    {"/usr/share/ziping/templates/inspect.schema.json", HELP("the JSON Schema of `--format json`")},
    {0},
};

static const cli_pair examples[] = {
    {"ziping inspect report.pdf", HELP("what a PDF is, and who signed it")},
    {"ziping inspect --format json out/packages/my-unit", HELP("a package, for other programs")},
    {0},
};

const cli_manual manual_inspect = {
    .command = "inspect",
    .summary = HELP("tell what a PDF, DOCX, zip or package is, and who signed it"),
    .usages = usages,
    .about = about,
    .more = more,
    .operands = operands,
    .options = options,
    .codes = codes,
    .files = files,
    .examples = examples,
    .also = "verify",
};
