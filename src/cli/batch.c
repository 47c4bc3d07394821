// ziping batch DIR|LIST… : a district's night.
#include "batch/batch.h"
#include "cli/cli.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { JOBS_MAX = 256, SHARDS_MAX = 100000 };

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
    (void)number;
    zp_end_cleanly(); // NOLINT(bugprone-signal-handler): made for handlers, base.h
}

static void end_at(int number) {
    if (signal(number, end_run) == SIG_IGN) { // nohup, and a shell's jobs in the background
        signal(number, SIG_IGN);
    }
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
    fputs("\r\033[K", stderr);
    fprintf(stderr, zp_translated("%zu/%zu done, %zu failed, %.1f a second"), made + kept, b->count,
            failed, rate);
    if (rate > 0) {
        fprintf(stderr, zp_translated(", %.0f s left"), (double)left / rate);
    }
    fflush(stderr);
    k->line_open = true;
}

static const char *state_words(const batching *k, zp_batch_state state) {
    return k->options.dry_run && state == ZP_BATCH_MADE ? ZP_MARKED("to be made")
                                                        : zp_batch_state_name(state);
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
            print_line(k->options.dry_run ? stdout : stderr, "%s %.*s%s%.*s\n",
                       zp_translated(state_words(k, unit->state)), ZP_ARG(unit->folder),
                       why ? zp_translated(": ") : "", ZP_ARG(why ? unit->reason : (zp_text){0}));
        }
    }
    if (k->terminal) {
        progress(k);
    }
}

static void print_end(const batching *k) {
    const zp_batch *b = &k->batch;
    int64_t spent = milliseconds() - k->begun;
    zp_buffer line = {0};
    zp_buffer_print(&line, zp_translated("%zu units: "), b->count);
    for (int i = 0, n = 0; i < ZP_BATCH_STATES; i++) {
        if (b->states[i] > 0) {
            zp_buffer_print(&line, zp_translated("%s%zu %s"), n++ > 0 ? zp_translated(", ") : "",
                            b->states[i], zp_translated(state_words(k, (zp_batch_state)i)));
        }
    }
    zp_buffer_print(&line, zp_translated("; %.1f s, %.1f a second\n"), (double)spent / 1000,
                    spent > 0 ? (double)k->told * 1000 / (double)spent : 0);
    print_output(zp_buffer_text(&line));
    zp_buffer_free(&line);
}

// ---------------------------------------------------------------- the command

static unsigned processors(void) {
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > JOBS_MAX ? JOBS_MAX : (unsigned)count;
}

static bool read_shard(const char *word, zp_batch_options *o) {
    const char *slash = strchr(word, '/');
    return slash != NULL && read_count(zp_text_of(slash + 1), 1, SHARDS_MAX, &o->shards) &&
           read_count((zp_text){word, (size_t)(slash - word)}, 1, o->shards, &o->shard);
}

// Summaries are joined as they are. -1: go on.
static int check_merge(const cli_options *options) {
    static const char *const others[] = {"--jobs",  "--timeout",   "--memory", "--dry-run",
                                         "--shard", "--print-job", "--pdfx",   "--embed-data"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (option_given(options, others[i])) {
            return usage_error("batch", "--merge goes without %s", others[i]);
        }
    }
    return -1;
}

// -1: go on.
static int read_own(batching *k, const cli_options *options) {
    zp_batch_options *o = &k->options;
    const char *shard = option_value(options, "--shard");
    o->output = option_value(options, "--output");
    o->workers = option_given(options, "--jobs") ? option_number(options, "--jobs") : processors();
    o->timeout = option_number(options, "--timeout");
    o->memory = (size_t)option_number(options, "--memory") << 20;
    o->dry_run = option_given(options, "--dry-run");
    o->kind = option_kind(options);
    o->language = chosen_language();
    k->since = option_value(options, "--changed-since");
    k->merge = option_given(options, "--merge");
    k->shop.verbose = option_given(options, "--verbose");
    if (shard != NULL && !read_shard(shard, o)) {
        return usage_error("batch", "--shard wants K/N with K from 1 to N, such as 2/8, not %s",
                           shard);
    }
    return k->merge ? check_merge(options) : check_kind("batch", o->kind);
}

// -1: go on.
static int read_print(batching *k, const cli_options *options) {
    int code = read_job(options, "--print-job", &k->job);
    k->job.over = CLI_JOB_AGAIN;
    bool printed = k->since != NULL || k->job.options.imposition || !k->job.options.slips;
    if (code < 0 && k->job.output == NULL && printed) {
        return usage_error("batch", "--changed-since, --impose and --no-slips are of --print-job");
    }
    if (code < 0 && k->since != NULL && k->job.options.imposition) {
        return usage_error("batch", "sheets that change cannot be imposed: --changed-since or "
                                    "--impose");
    }
    return code;
}

// Whatever became of the units: what was made is made.
static zp_status summarise(batching *k) {
    cli_shop *shop = &k->shop;
    return k->options.dry_run ? ZP_OK
                              : zp_batch_summarise(&shop->tools, shop->arena, shop->messages,
                                                   &k->batch, k->options.output);
}

// ---------------------------------------------------------------- the print job

static zp_status read_package(batching *k, zp_arena *arena, const char *folder, zp_text unit,
                              zp_package **package) {
    const char *path = zp_path_join(arena, folder, zp_arena_string(arena, unit));
    return zp_package_read(arena, k->shop.messages, k->shop.tools.templates, path, package);
}

static zp_status print_unit(batching *k, zp_print *print, const zp_batch_unit *unit) {
    zp_arena *arena = zp_arena_new();
    cli_shop *shop = &k->shop;
    zp_package *package, *old = NULL;
    zp_status status = read_package(k, arena, k->options.output, unit->folder, &package);
    if (status == ZP_OK && k->since != NULL) {
        const char *before = zp_path_join(arena, k->since, zp_arena_string(arena, unit->folder));
        status =
            zp_folder_exists(before) ? read_package(k, arena, k->since, unit->folder, &old) : ZP_OK;
    }
    if (status == ZP_OK && (old == NULL || !zp_text_equal(old->sha256, package->sha256))) {
        status = k->since != NULL ? zp_print_add_changes(print, old, package)
                                  : zp_print_add(print, package);
    }
    print_messages(shop->messages, &shop->shown, shop->verbose);
    zp_arena_free(arena);
    return status;
}

// A unit whose package cannot be read is told, and the others are printed.
static zp_status print_batch(batching *k) {
    zp_print *print = zp_print_new(&k->shop.tools, k->shop.messages, &k->job.options);
    zp_status status = ZP_OK;
    for (size_t i = 0; i < k->batch.count; i++) {
        const zp_batch_unit *unit = &k->batch.units[i];
        zp_status own = zp_batch_state_done(unit->state) ? print_unit(k, print, unit) : ZP_OK;
        status = own > status ? own : status;
    }
    if (zp_print_units(print) == 0) {
        puts(zp_translated("nothing to print"));
    } else {
        zp_status written = write_job(&k->shop, &k->job, print);
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
    if (status == ZP_OK) {
        status = zp_batch_claim(shop->arena, shop->messages, k->options.output, &k->batch);
    }
    return status == ZP_OK ? summarise(k) : status;
}

// What else the run writes is none of the job's; of other spellings of a path the end tells.
static zp_status check_apart(batching *k) {
    for (int i = 0; i < CLI_JOB_FILES; i++) {
        const char *path = k->job.paths[i];
        if (zp_batch_is_summary(k->shop.arena, k->options.output, path)) {
            zp_report(k->shop.messages, ZP_ERROR, zp_whole_file(path), "output-exists",
                      "is of the run's summary; name another file");
            return ZP_CANNOT_WRITE;
        }
    }
    return ZP_OK;
}

static zp_status expect_since(batching *k) {
    if (k->since == NULL || zp_folder_exists(k->since)) {
        return ZP_OK;
    }
    zp_report(k->shop.messages, ZP_ERROR, zp_whole_file(k->since), "no-folder",
              "is no folder; --changed-since wants the output folder of an earlier run");
    return ZP_BAD_INPUT;
}

// Of a run that was ended, the print job would lack what was not made; the one from before does
// not.
static zp_status print_all(batching *k, zp_status outcome) {
    if (k->job.output == NULL || k->options.dry_run) {
        return outcome;
    }
    if (ended) {
        print_line(stderr, zp_translated("%s: not written, as the run was ended\n"), k->job.output);
        return outcome;
    }
    zp_status printed = print_batch(k);
    return printed > outcome ? printed : outcome;
}

static zp_status run_batch(batching *k, char **paths, int count) {
    cli_shop *shop = &k->shop;
    zp_status status =
        zp_batch_find(shop->arena, shop->messages, &k->options, paths, (size_t)count, &k->batch);
    if (status == ZP_OK) {
        zp_package_open_fonts(&shop->tools);
    }
    print_messages(shop->messages, &shop->shown, shop->verbose);
    if (status != ZP_OK) {
        return status;
    }
    if (k->job.output != NULL && !k->options.dry_run) {
        status = expect_since(k);
        status = status == ZP_OK ? name_job(shop, &k->job) : status;
        status = status == ZP_OK ? check_apart(k) : status;
    }
    if (status != ZP_OK) {
        return status;
    }
    if (!k->options.dry_run && (status = zp_batch_claim(shop->arena, shop->messages,
                                                        k->options.output, &k->batch)) != ZP_OK) {
        return status;
    }
    end_at(SIGINT);
    end_at(SIGTERM);
    end_at(SIGHUP);
    k->begun = milliseconds();
    status = zp_batch_run(&shop->tools, shop->arena, shop->messages, &k->options, &k->batch);
    zp_end_cleanly();
    close_line(k);
    print_messages(shop->messages, &shop->shown, shop->verbose);
    print_end(k);
    if (!k->batch.told) {
        return status;
    }
    zp_status summary = summarise(k);
    return summary == ZP_OK ? print_all(k, status) : summary;
}

int command_batch(int count, char **arguments, const cli_folders *folders) {
    cli_options options;
    batching k = {.options = {.now = milliseconds, .end = &ended, .tell = tell},
                  .terminal = isatty(STDERR_FILENO)};
    int code = read_options(&manual_batch, count, arguments, &options);
    if (code < 0) {
        code = read_own(&k, &options);
    }
    if (code < 0) {
        code = read_print(&k, &options);
    }
    if (code >= 0) {
        return code;
    }
    k.options.context = &k;
#ifdef ZIPING_FAULTS
    k.options.faults = getenv("ZIPING_TEST_FAULT");
#endif
    code = (int)open_shop(&k.shop, folders);
    if (code == ZP_OK) {
        code = (int)(k.merge ? merge(&k, options.operands, options.count)
                             : run_batch(&k, options.operands, options.count));
    }
    zp_batch_release(&k.batch);
    close_shop(&k.shop);
    return code;
}
