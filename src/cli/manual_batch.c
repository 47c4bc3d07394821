// What --help, the manual and completion say of `ziping batch`.
#include "cli/manual.h"

static const char *const usages[] = {
    HELP("<DIR>|<LIST>… [<OPTION>]…"),
    HELP("`--merge` <OUT>… `-o` <DIR>"),
    NULL,
};

static const char *const about[] = {
    HELP("Checks and packages every unit of the folders <DIR> (what else is in them is passed "
         "over) and of the text files <LIST>, a unit's folder in each line, as `ziping package` "
         "does. A unit that fails, crashes, hangs or takes too much memory is told with the "
         "reason, and the others go on."),
    HELP("What is there, intact, and made from the same data, form, fonts and ziping is kept: the "
         "same command, run again after whatever ended it, completes. Beside the packages stand "
         "`journal.jsonl`, `summary.csv`, `summary.json`, `汇总表.pdf` and `汇总表.xlsx`."),
    NULL};

static const char *const more[] = {
    HELP("Several machines share a district with `--shard`; `--merge` joins the summaries of their "
         "output folders into one."),
    NULL};

static const cli_operand operands[] = {{.name = HELP("DIR"), .kind = CLI_FILE, .many = true}, {0}};

static const cli_option options[] = {
    {.brief = "-o",
     .full = "--output",
     .kind = CLI_FOLDER,
     .value = HELP("DIR"),
     .text = HELP("where to write"),
     .preset = "out/packages"},
    {.brief = "-j",
     .full = "--jobs",
     .kind = CLI_NUMBER,
     .value = HELP("N"),
     .text = HELP("workers, 1 to 256; without it, as many as there are processors"),
     .least = 1,
     .most = 256},
    {.full = "--timeout",
     .kind = CLI_NUMBER,
     .value = HELP("SECONDS"),
     .text = HELP("that a unit may take; 0: any"),
     .most = 86400,
     .preset = "120"},
    {.full = "--memory",
     .kind = CLI_NUMBER,
     .value = HELP("MB"),
     .text = HELP("that a worker may hold; 0: any"),
     .most = 1024 * 1024,
     .preset = "1024"},
    {.full = "--dry-run",
     .kind = CLI_SWITCH,
     .text = HELP("say what would be made, and why; write nothing")},
    {.full = "--shard",
     .kind = CLI_TEXT,
     .value = HELP("K/N"),
     .text = HELP("only the <K>-th of <N> parts, by a hash of the unit's folder name")},
    {.full = "--print-job",
     .kind = CLI_PDF,
     .value = HELP("FILE.pdf"),
     .text = HELP(
         "then put all units' packages into one PDF for the print shop, with a job ticket beside "
         "it, as `ziping print` does; an earlier job there is written over, nothing else is")},
    {.full = "--changed-since",
     .kind = CLI_FOLDER,
     .value = HELP("OUT"),
     .text = HELP(
         "into the print job, only the sheets that differ from the packages of an earlier run in "
         "<OUT>, and all of new units")},
    {.full = "--impose",
     .kind = CLI_CHOICE,
     .value = HELP("HOW"),
     .text = HELP("of the print job: `a3-booklet` or `2up`, as in `ziping print`"),
     .choices = "a3-booklet 2up"},
    {.full = "--no-slips", .kind = CLI_SWITCH, .text = HELP("of the print job: without the slips")},
    {.full = "--pdfx",
     .kind = CLI_SWITCH,
     .text = HELP("of the packages, as in `ziping package`, and of the print job")},
    {.full = "--embed-data",
     .kind = CLI_SWITCH,
     .text = HELP("of the packages, as in `ziping package`")},
    {.full = "--merge",
     .kind = CLI_SWITCH,
     .text = HELP("join the summaries of the folders <OUT>, which shards wrote, into <DIR>")},
    {.brief = "-v",
     .full = "--verbose",
     .kind = CLI_SWITCH,
     .text = HELP("all findings and remarks, not only of the units that failed")},
    {0},
};

static const cli_pair codes[] = {
    {"0", HELP("all done")},
    {"1", HELP("units failed, or have findings that keep their packages back")},
    {"2", HELP("bad input or usage")},
    {"3", HELP("could not write")},
    {0},
};

static const cli_pair files[] = {
    {"journal.jsonl", HELP("a line for each unit that was done, in the output folder")},
    {"summary.csv, summary.json, 汇总表.pdf, 汇总表.xlsx", HELP("the district's summary")},
    {"/usr/share/ziping/templates/summary.schema.json", HELP("the JSON Schema of `summary.json`")},
    {0},
};

static const cli_pair examples[] = {
    {"ziping batch units -o night -j 2 --print-job night/job.pdf",
     HELP("a district's night: all packages, the summary, and the job for the print shop")},
    {"ziping batch units --shard 1/2 -o first\nziping batch units --shard 2/2 -o second\n"
     "ziping batch --merge first second -o all",
     HELP("in two parts, and one summary")},
    {0},
};

const cli_manual manual_batch = {
    .command = "batch",
    .summary = HELP("make the packages of a whole district"),
    .usages = usages,
    .about = about,
    .more = more,
    .operands = operands,
    .options = options,
    .codes = codes,
    .files = files,
    .examples = examples,
    .also = "package print",
};
