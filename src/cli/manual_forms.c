// What --help, the manual and completion say of `ziping forms`.
#include "cli/manual.h"

static const char *const usages[] = {HELP("[<FORM>]… [<OPTION>]…"), NULL};

static const char *const about[] = {
    HELP("Lists the forms, all or those named: the name for `form = …`, district, year, what it "
         "is, and its documents in the order of their attachment numbers."),
    HELP("Each profile is checked with the templates and styles it uses, and its documents are "
         "built once as a try; what is wrong is told with file and line, and the exit code is 2."),
    NULL};

static const char *const more[] = {
    HELP("A form is a profile (`FORM.toml`) and templates in one folder. To add a district, copy "
         "`/usr/share/ziping/templates`, add a profile to the copy and check it with "
         "`ziping --templates <DIR> forms <FORM>`; the folder's `README.md` shows the way step by "
         "step, in Chinese."),
    NULL};

static const cli_operand operands[] = {
    {.name = HELP("FORM"), .kind = CLI_FORM, .many = true, .optional = true}, {0}};
static const cli_option options[] = {{0}};

static const cli_pair codes[] = {
    {"0", HELP("done")}, {"2", HELP("bad input or usage: a form is wrong")}, {0}};

static const cli_pair files[] = {
    {"/usr/share/ziping/templates", HELP("the forms that are installed")}, {0}};

static const cli_pair examples[] = {
    {"ziping forms", HELP("what there is")},
    {"ziping --templates my-forms forms my-district-2024", HELP("check a profile of your own")},
    {0}};

const cli_manual manual_forms = {
    .command = "forms",
    .summary = HELP("list the forms there are, and check them"),
    .usages = usages,
    .about = about,
    .more = more,
    .operands = operands,
    .options = options,
    .codes = codes,
    .files = files,
    .examples = examples,
    .also = "new",
};
