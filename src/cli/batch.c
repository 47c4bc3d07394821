// ziping batch DIR|LIST… : a district's night.
#include "batch/batch.h"
#include "cli/cli.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char help[] =
    "usage: ziping batch DIR|LIST… [-o OUT] [-j N] [--timeout SECONDS] [--memory MB] [--dry-run]\n"
    "              [--shard K/N] [--print-job FILE.pdf [--changed-since OLD_OUT] [--impose HOW]\n"
    "              [--no-slips]] [--pdfx] [--embed-data] [--lang zh|en] [-v]\n"
    "       ziping batch --merge OUT… -o DIR\n"
    "\n"
    "Checks and packages every unit of the folders DIR (what else is in them is passed over) and "
    "of\n"
    "the text files LIST, a unit's folder in each line, into OUT/<folder name of the unit>/, as\n"
    "`ziping package` does. A unit that fails, crashes, hangs or takes too much memory is told "
    "with\n"
    "the reason, and the others go on. What is there, intact, and made from the same data, form,\n"
    "fonts and ziping is kept: the same command, run again after whatever ended it, completes. In\n"
    "OUT: journal.jsonl, summary.csv, summary.json, 汇总表.pdf and 汇总表.xlsx.\n"
    "\n"
    "  -o, --output OUT       where to write (out/packages)\n"
    "  -j, --jobs N           workers, 1 to 256 (as many as there are processors)\n"
    "      --timeout SECONDS  that a unit may take; 0: any (120)\n"
    "      --memory MB        that a worker may hold; 0: any (1024)\n"
    "      --dry-run          say what would be made, and why; write nothing\n"
    "      --shard K/N        only the K-th of N parts, by a hash of the unit's folder name\n"
    "      --print-job FILE.pdf  then put all units' packages into one PDF for the print shop, "
    "with a\n"
    "                         job ticket beside it, as `ziping print` does\n"
    "      --changed-since OLD_OUT  into the print job, only the sheets that differ from the\n"
    "                         packages of an earlier run in OLD_OUT, and all of new units\n"
    "      --impose HOW, --no-slips  of the print job, as in `ziping print`\n"
    "      --pdfx, --embed-data  of the packages, as in `ziping package`; --pdfx of the print job "
    "too\n"
    "      --merge            join the summaries of the OUTs, which shards wrote, into DIR\n"
    "      --lang LANGUAGE    of the findings, zh or en (zh where the locale is Chinese, else en)\n"
    "  -v, --verbose          all findings and remarks, not only of the units that failed\n"
    "\n"
    "exit codes: 0 all done, 1 units failed or have findings that keep them back, 2 bad input or\n"
    "usage, 3 could not write\n";

enum { JOBS_MAX = 256, TIMEOUT_MAX = 86400, MEMORY_MAX = 1024 * 1024, SHARDS_MAX = 100000 };

typedef struct batching {
    cli_shop shop;
    zp_batch_options options;
    zp_batch batch;
    cli_job job;
    const char *since; // OLD_OUT; NULL: everything is printed
    bool merge, terminal, line_open;
    int64_t begun;
    size_t told; // units so far
} batching;

// ---------------------------------------------------------------- what is told

static volatile int ended;

// The second time, as usual.
static void end_run(int number) {
    ended = 1;
    signal(number, SIG_DFL);
}

static int64_t milliseconds(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (int64_t)at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

static void close_line(batching *k) {
    if (k->line_open) {
        fputs("\r\033[K", stderr);
        k->line_open = false;
    }
}

// 57/200 done, 2 failed, 48.3 a second, 3 s left
static void progress(batching *k) {
    const zp_batch *b = &k->batch;
    size_t kept = b->states[ZP_BATCH_KEPT], made = b->states[ZP_BATCH_MADE];
    size_t left = b->states[ZP_BATCH_WAITING], failed = b->count - left - kept - made;
    int64_t spent = milliseconds() - k->begun;
    double rate = spent > 0 ? (double)k->told * 1000 / (double)spent : 0;
    fprintf(stderr, "\r\033[K%zu/%zu done, %zu failed, %.1f a second", made + kept, b->count,
            failed, rate);
    if (rate > 0) {
        fprintf(stderr, ", %.0f s left", (double)left / rate);
    }
    fflush(stderr);
    k->line_open = true;
}

static void tell(void *context, const zp_batch *batch, const zp_batch_unit *unit, zp_text said) {
    batching *k = context;
    (void)batch;
    if (unit != NULL) {
        bool done = zp_batch_state_done(unit->state);
        k->told++;
        if (said.size > 0 && (!done || k->shop.verbose)) {
            close_line(k);
            fwrite(said.data, 1, said.size, stderr);
        }
        if (!k->terminal || !done || k->options.dry_run) {
            close_line(k);
            bool why = unit->reason.size > 0 && (!done || k->options.dry_run);
            fprintf(k->options.dry_run ? stdout : stderr, "%s %.*s%s%.*s\n",
                    zp_batch_state_name(unit->state), ZP_ARG(unit->folder), why ? ": " : "",
                    ZP_ARG(why ? unit->reason : (zp_text){0}));
        }
    }
    if (k->terminal) {
        progress(k);
    }
}

static void print_end(const batching *k) {
    const zp_batch *b = &k->batch;
    int64_t spent = milliseconds() - k->begun;
    printf("%zu units:", b->count);
    for (int i = 0, n = 0; i < ZP_BATCH_STATES; i++) {
        if (b->states[i] > 0) {
            const char *what = k->options.dry_run && i == ZP_BATCH_MADE
                                   ? "to be made"
                                   : zp_batch_state_name((zp_batch_state)i);
            printf("%s %zu %s", n++ > 0 ? "," : "", b->states[i], what);
        }
    }
    printf("; %.1f s, %.1f a second\n", (double)spent / 1000,
           spent > 0 ? (double)k->told * 1000 / (double)spent : 0);
}

// ---------------------------------------------------------------- the command

static bool read_count(const char *word, unsigned least, unsigned most, unsigned *out) {
    char *end;
    if (word[0] < '0' || word[0] > '9') {
        return false;
    }
    unsigned long number = strtoul(word, &end, 10);
    *out = (unsigned)number;
    return *end == '\0' && number >= least && number <= most;
}

static bool read_shard(const char *word, zp_batch_options *o) {
    char first[16];
    const char *slash = strchr(word, '/');
    if (slash == NULL || (size_t)(slash - word) >= sizeof first) {
        return false;
    }
    memcpy(first, word, (size_t)(slash - word));
    first[slash - word] = '\0';
    return read_count(slash + 1, 1, SHARDS_MAX, &o->shards) &&
           read_count(first, 1, o->shards, &o->shard);
}

// -1: go on.
static int read_value(batching *k, const char *option, const char *value) {
    zp_batch_options *o = &k->options;
    unsigned number = 0;
    if (is_option(option, "-j", "--jobs")) {
        return read_count(value, 1, JOBS_MAX, &o->workers)
                   ? -1
                   : usage_error("batch", "%s wants 1 to %d, not %s", option, JOBS_MAX, value);
    }
    if (is_option(option, NULL, "--timeout")) {
        return read_count(value, 0, TIMEOUT_MAX, &o->timeout)
                   ? -1
                   : usage_error("batch", "--timeout wants 0 to %d seconds, not %s", TIMEOUT_MAX,
                                 value);
    }
    if (is_option(option, NULL, "--memory")) {
        if (!read_count(value, 0, MEMORY_MAX, &number)) {
            return usage_error("batch", "--memory wants 0 to %d MB, not %s", MEMORY_MAX, value);
        }
        o->memory = (size_t)number << 20;
        return -1;
    }
    if (is_option(option, NULL, "--shard")) {
        return read_shard(value, o) ? -1
                                    : usage_error("batch",
                                                  "--shard wants K/N with K from 1 to N, such as "
                                                  "2/8, not %s",
                                                  value);
    }
    if (is_option(option, NULL, "--lang")) {
        return read_language(value, &o->language)
                   ? -1
                   : usage_error("batch", "--lang wants zh or en, not %s", value);
    }
    if (is_option(option, NULL, "--print-job")) {
        k->job.output = value;
        return check_job("batch", option, &k->job);
    }
    *(is_option(option, NULL, "--changed-since") ? &k->since : &o->output) = value;
    return -1;
}

static bool takes_value(const char *option) {
    return is_option(option, "-o", "--output") || is_option(option, "-j", "--jobs") ||
           is_option(option, NULL, "--timeout") || is_option(option, NULL, "--memory") ||
           is_option(option, NULL, "--shard") || is_option(option, NULL, "--lang") ||
           is_option(option, NULL, "--print-job") || is_option(option, NULL, "--changed-since");
}

// Moves the folders to the front of `arguments`; *paths counts them. -1: go on.
static int read_options(batching *k, int count, char **arguments, int *paths) {
    cli_options options = {
        .command = "batch", .help = help, .count = count, .arguments = arguments, .code = -1};
    for (const char *option; (option = next_option(&options)) != NULL;) {
        const char *value;
        if (takes_value(option)) {
            if (option_value(&options, &value)) {
                options.code = read_value(k, option, value);
            }
        } else if (is_job_option(&options, option, &k->job)) {
            continue;
        } else if (is_kind_option(option, &k->options.kind)) {
            k->job.options.press = k->options.kind.press;
        } else if (is_option(option, NULL, "--dry-run")) {
            k->options.dry_run = true;
        } else if (is_option(option, NULL, "--merge")) {
            k->merge = true;
        } else if (is_option(option, "-v", "--verbose")) {
            k->shop.verbose = true;
        } else {
            unknown_option(&options);
        }
    }
    *paths = options.operands;
    if (options.code < 0 && options.operands == 0) {
        return usage_error("batch", "which DIR or LIST?");
    }
    bool printed = k->since != NULL || k->job.options.imposition || !k->job.options.slips;
    if (options.code < 0 && k->job.output == NULL && printed) {
        return usage_error("batch", "--changed-since, --impose and --no-slips are of --print-job");
    }
    if (options.code < 0 && k->since != NULL && k->job.options.imposition) {
        return usage_error("batch", "sheets that change cannot be imposed: --changed-since or "
                                    "--impose");
    }
    return options.code < 0 ? check_kind("batch", k->options.kind) : options.code;
}

// Whatever became of the units: what was made is made.
static zp_status summarise(batching *k, zp_status outcome) {
    cli_shop *shop = &k->shop;
    if (k->options.dry_run) {
        return outcome;
    }
    zp_status status =
        zp_batch_summarise(&shop->tools, shop->arena, shop->messages, &k->batch, k->options.output);
    return status != ZP_OK ? status : outcome;
}

// ---------------------------------------------------------------- the print job

static zp_status read_package(batching *k, zp_arena *arena, const char *folder, zp_text unit,
                              zp_package **package) {
    const char *path = zp_path_join(arena, folder, zp_arena_string(arena, unit));
    return zp_package_read(arena, k->shop.messages, k->shop.tools.templates, path, package);
}

// *added: the unit has something to print.
static zp_status print_unit(batching *k, zp_print *print, const zp_batch_unit *unit, bool *added) {
    zp_arena *arena = zp_arena_new();
    cli_shop *shop = &k->shop;
    zp_package *package, *old = NULL;
    *added = false;
    zp_status status = read_package(k, arena, k->options.output, unit->folder, &package);
    if (status == ZP_OK && k->since != NULL) {
        const char *before = zp_path_join(arena, k->since, zp_arena_string(arena, unit->folder));
        status =
            zp_folder_exists(before) ? read_package(k, arena, k->since, unit->folder, &old) : ZP_OK;
    }
    if (status == ZP_OK && (old == NULL || !zp_text_equal(old->sha256, package->sha256))) {
        status = k->since != NULL ? zp_print_add_changes(print, old, package)
                                  : zp_print_add(print, package);
        *added = status == ZP_OK;
    }
    print_messages(shop->messages, &shop->shown, shop->verbose);
    zp_arena_free(arena);
    return status;
}

// A unit whose package cannot be read is told, and the others are printed.
static zp_status print_batch(batching *k) {
    zp_print *print = zp_print_new(&k->shop.tools, k->shop.messages, &k->job.options);
    zp_status status = ZP_OK;
    size_t units = 0;
    for (size_t i = 0; i < k->batch.count; i++) {
        bool added = false;
        const zp_batch_unit *unit = &k->batch.units[i];
        zp_status own =
            zp_batch_state_done(unit->state) ? print_unit(k, print, unit, &added) : ZP_OK;
        status = own > status ? own : status;
        units += added;
    }
    if (units == 0) {
        printf("nothing to print\n");
    } else {
        zp_status written = write_job(&k->shop, &k->job, print, units);
        status = written > status ? written : status;
    }
    zp_print_free(print);
    return status;
}

// ---------------------------------------------------------------- runs

// The units of several summaries, as of one run.
static zp_status merge(batching *k, char **folders, int count) {
    cli_shop *shop = &k->shop;
    zp_status status = ZP_OK;
    for (int i = 0; i < count && status == ZP_OK; i++) {
        zp_batch one = {0};
        const char *file = zp_path_join(shop->arena, folders[i], "summary.json");
        status = zp_batch_read(shop->arena, shop->messages, shop->tools.templates, file, &one);
        if (status == ZP_OK) {
            status = zp_batch_join(shop->arena, shop->messages, file, &k->batch, &one);
        }
    }
    return status == ZP_OK ? summarise(k, ZP_OK) : status;
}

static zp_status run_batch(batching *k, char **paths, int count) {
    cli_shop *shop = &k->shop;
    zp_status status =
        zp_batch_find(shop->arena, shop->messages, &k->options, paths, (size_t)count, &k->batch);
    print_messages(shop->messages, &shop->shown, shop->verbose);
    if (status != ZP_OK) {
        return status;
    }
    if (k->job.output != NULL && !k->options.dry_run &&
        (status = name_job(shop, &k->job)) != ZP_OK) {
        return status;
    }
    signal(SIGINT, end_run);
    signal(SIGTERM, end_run);
    k->begun = milliseconds();
    status = zp_batch_run(&shop->tools, shop->arena, shop->messages, &k->options, &k->batch);
    close_line(k);
    print_messages(shop->messages, &shop->shown, shop->verbose);
    print_end(k);
    if (status <= ZP_FINDINGS) {
        status = summarise(k, status);
    }
    if (status <= ZP_FINDINGS && k->job.output != NULL && !k->options.dry_run) {
        zp_status printed = print_batch(k);
        status = printed > status ? printed : status;
    }
    return status;
}

static unsigned processors(void) {
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > JOBS_MAX ? JOBS_MAX : (unsigned)count;
}

int command_batch(int count, char **arguments, const cli_folders *folders) {
    batching k = {.options = {.output = "out/packages",
                              .workers = processors(),
                              .timeout = 120,
                              .memory = (size_t)1024 << 20,
                              .language = chosen_language(),
                              .now = milliseconds,
                              .end = &ended,
                              .tell = tell},
                  .job = {.options = {.slips = true}, .force = true},
                  .terminal = isatty(STDERR_FILENO)};
    int paths = 0;
    int code = read_options(&k, count, arguments, &paths);
    if (code >= 0) {
        return code;
    }
    k.options.context = &k;
#ifdef ZIPING_FAULTS
    k.options.faults = getenv("ZIPING_TEST_FAULT");
#endif
    code = (int)open_shop(&k.shop, folders);
    if (code == ZP_OK) {
        code = (int)(k.merge ? merge(&k, arguments, paths) : run_batch(&k, arguments, paths));
    }
    close_shop(&k.shop);
    return code;
}
