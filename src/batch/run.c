// The workers. They are forked from a process that has opened fonts and schema, so that these are
// in memory once; one that dies, hangs or eats takes its unit with it, and another takes its place.
#define _GNU_SOURCE // sigabbrev_np
#include "batch/private.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TICK = 100 }; // milliseconds between looks at times and memory
enum { OUTCOME_LIMIT = 256 * 1024 * 1024 };

typedef struct worker {
    pid_t process; // 0: none
    int orders, answers;
    bool busy;
    size_t unit;
    int64_t since;
    zp_buffer answer;    // so far
    const char *ended;   // why we killed it; NULL: we did not
    zp_batch_state fate; // of its unit, then
} worker;

typedef struct run {
    const zp_workshop *shop;
    zp_arena *arena;
    zp_messages *messages;
    const zp_batch_options *options;
    zp_batch *batch;
    batch_journal journal;
    worker *workers;
    size_t count, next; // of units, the next one to be given out
    zp_status status;
} run;

// ---------------------------------------------------------------- a worker's life

static void close_pipes(worker *w) {
    close(w->orders);
    close(w->answers);
}

// The others' pipes are not for this one: it would keep them open behind us.
static void be_worker(run *r, worker *self, pid_t parent, int orders, int answers) {
    for (size_t i = 0; i < r->count; i++) {
        if (&r->workers[i] != self && r->workers[i].process > 0) {
            close_pipes(&r->workers[i]);
        }
    }
    close_pipes(self);
    // Ours to end; and with us it ends, lest it writes what a later run has made anew. What it was
    // writing, it takes away then.
    signal(SIGINT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGTERM, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
    zp_end_cleanly();
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    batch_journal_forget(&r->journal);
    if (getppid() != parent) {
        _exit(0);
    }
    batch_work(r->shop, r->options, r->batch, orders, answers);
}

static zp_status start(run *r, worker *w) {
    int orders[2], answers[2];
    if (pipe(orders) != 0) {
        goto failed;
    }
    if (pipe(answers) != 0) {
        close(orders[0]);
        close(orders[1]);
        goto failed;
    }
    *w = (worker){.orders = orders[1], .answers = answers[0]};
    pid_t parent = getpid();
    w->process = fork();
    if (w->process == 0) {
        be_worker(r, w, parent, orders[0], answers[1]);
    }
    close(orders[0]);
    close(answers[1]);
    if (w->process > 0) {
        return ZP_OK;
    }
    close_pipes(w);
    w->process = 0;
failed:
    zp_report(r->messages, ZP_ERROR, (zp_place){0}, "batch-worker", "no worker can be started: %s",
              zp_error_words(errno));
    return ZP_CANNOT_WRITE;
}

static void end_unit(run *r, worker *w, zp_batch_unit outcome, zp_text said) {
    zp_batch_unit *unit = &r->batch->units[w->unit];
    int64_t before = unit->milliseconds;
    zp_text path = unit->path, folder = unit->folder;
    *unit = outcome;
    unit->path = path;
    unit->folder = folder;
    unit->milliseconds = unit->state == ZP_BATCH_KEPT ? before : r->options->now() - w->since;
    w->busy = false;
    r->batch->states[ZP_BATCH_WAITING]--;
    r->batch->states[unit->state]++;
    zp_status status = batch_journal_add(&r->journal, r->messages, unit);
    r->status = status > r->status ? status : r->status;
    r->options->tell(r->options->context, r->batch, unit, said);
    // Why it was made again is the journal's; the summary is of the district, whichever night.
    unit->reason = zp_batch_state_done(unit->state) ? (zp_text){0} : unit->reason;
}

// What it could not read, behind a size of 0; empty.
static zp_text last_words(const worker *w) {
    uint64_t size = 0;
    zp_text answer = zp_buffer_text(&w->answer);
    bool told = answer.size > sizeof size && memcmp(answer.data, &size, sizeof size) == 0;
    return told ? zp_text_slice(answer, sizeof size, answer.size) : (zp_text){0};
}

// It is gone: by its own fault, or because we killed it.
static void bury(run *r, worker *w) {
    int how = 0;
    zp_batch_unit outcome = {.state = ZP_BATCH_CRASHED};
    while (waitpid(w->process, &how, 0) < 0 && errno == EINTR) {
    }
    zp_text unread = zp_arena_copy(r->arena, last_words(w));
    close_pipes(w);
    zp_buffer_free(&w->answer);
    w->process = 0;
    if (!w->busy) {
        return;
    }
    if (w->ended != NULL) {
        outcome.state = w->fate;
        outcome.reason = zp_text_of(w->ended);
    } else if (WIFSIGNALED(how)) {
        const char *name = sigabbrev_np(WTERMSIG(how)); // in no language
        outcome.reason =
            zp_arena_print(r->arena, zp_translated("its worker died of signal %d (%s)"),
                           WTERMSIG(how), name != NULL ? name : "?");
    } else if (unread.size > 0) {
        outcome.reason = unread;
    } else if (WEXITSTATUS(how) == ZP_CANNOT_WRITE) {
        outcome.state = ZP_BATCH_MEMORY;
        outcome.reason = zp_text_of(zp_translated("memory ran out"));
    } else {
        outcome.reason = zp_arena_print(r->arena, zp_translated("its worker ended with code %d"),
                                        WEXITSTATUS(how));
    }
    end_unit(r, w, outcome, (zp_text){0});
}

static void kill_worker(worker *w, zp_batch_state fate, const char *why) {
    w->ended = why;
    w->fate = fate;
    kill(w->process, SIGKILL);
}

// ---------------------------------------------------------------- orders and answers

static void give(run *r, worker *w) {
    zp_batch *batch = r->batch;
    while (r->next < batch->count && batch->units[r->next].state != ZP_BATCH_WAITING) {
        r->next++;
    }
    if (w->busy || r->next == batch->count || *r->options->end) {
        return;
    }
    uint32_t index = (uint32_t)r->next;
    w->unit = r->next++;
    w->busy = true;
    w->since = r->options->now();
    // Where it has died meanwhile, its answers end: then the unit is told as crashed.
    if (write(w->orders, &index, sizeof index) != sizeof index) {
        kill_worker(w, ZP_BATCH_CRASHED, zp_translated("its worker died before it began"));
    }
}

// The size of the outcome that begins the answer; 0: it is not there yet.
static uint64_t announced(const worker *w) {
    uint64_t size = 0;
    if (w->answer.size >= sizeof size) {
        memcpy(&size, w->answer.data, sizeof size);
    }
    return size;
}

// False when the worker is gone.
static bool hear(run *r, worker *w) {
    char piece[65536];
    ssize_t got = read(w->answers, piece, sizeof piece);
    if (got < 0) {
        return errno == EINTR || errno == EAGAIN;
    }
    if (got == 0) {
        return false;
    }
    zp_buffer_add(&w->answer, piece, (size_t)got);
    uint64_t size = announced(w);
    if (size > OUTCOME_LIMIT) {
        kill_worker(w, ZP_BATCH_CRASHED, zp_translated("its worker answered nonsense"));
        return true;
    }
    if (size > 0 && w->answer.size >= sizeof size + size) {
        zp_text said = {0}, bytes = {w->answer.data + sizeof size, (size_t)size};
        zp_batch_unit outcome = {0};
        batch_outcome_read(r->arena, bytes, &outcome, &said);
        w->answer.size = 0;
        end_unit(r, w, outcome, said);
    }
    return true;
}

// ---------------------------------------------------------------- time and memory

// Bytes that the process holds beside what it shares with us: fonts are mapped, not held.
static size_t memory_of(pid_t process) {
    char path[64];
    unsigned long all = 0, resident = 0, shared = 0;
    snprintf(path, sizeof path, "/proc/%ld/statm", (long)process);
    FILE *file = fopen(path, "re");
    bool read = file != NULL && fscanf(file, "%lu %lu %lu", &all, &resident, &shared) == 3;
    if (file != NULL) {
        fclose(file);
    }
    return read && resident > shared ? (resident - shared) * (size_t)sysconf(_SC_PAGESIZE) : 0;
}

static void look_after(run *r) {
    const zp_batch_options *o = r->options;
    for (size_t i = 0; i < r->count; i++) {
        worker *w = &r->workers[i];
        if (w->process == 0 || !w->busy || w->ended != NULL) {
            continue;
        }
        if (*o->end) {
            kill_worker(w, ZP_BATCH_WAITING, zp_translated("the run was ended"));
        } else if (o->timeout > 0 && o->now() - w->since > (int64_t)o->timeout * 1000) {
            kill_worker(
                w, ZP_BATCH_HUNG,
                zp_arena_print(r->arena, zp_translated("took more than %u s"), o->timeout).data);
        } else if (o->memory > 0 && memory_of(w->process) > o->memory) {
            kill_worker(w, ZP_BATCH_MEMORY,
                        zp_arena_print(r->arena, zp_translated("took more than %zu MB of memory"),
                                       o->memory >> 20)
                            .data);
        }
    }
}

// ---------------------------------------------------------------- the run

static bool is_over(const run *r) {
    bool busy = false;
    for (size_t i = 0; i < r->count; i++) {
        busy = busy || r->workers[i].busy;
    }
    return !busy && (r->next == r->batch->count || *r->options->end);
}

static bool is_full_disk(const run *r) {
    return r->status == ZP_CANNOT_WRITE; // the journal cannot be written: nothing else can
}

static zp_status serve(run *r) {
    struct pollfd *polled = ZP_ARRAY(r->arena, struct pollfd, r->count);
    while (!is_over(r) && !is_full_disk(r)) {
        for (size_t i = 0; i < r->count; i++) {
            worker *w = &r->workers[i];
            if (w->process == 0 && r->next < r->batch->count && !*r->options->end &&
                start(r, w) != ZP_OK) {
                return ZP_CANNOT_WRITE;
            }
            if (w->process > 0) {
                give(r, w);
            }
            polled[i] = (struct pollfd){.fd = w->process > 0 ? w->answers : -1, .events = POLLIN};
        }
        if (poll(polled, (nfds_t)r->count, TICK) == 0) {
            r->options->tell(r->options->context, r->batch, NULL, (zp_text){0});
        }
        look_after(r);
        for (size_t i = 0; i < r->count; i++) {
            bool ready = polled[i].fd >= 0 && (polled[i].revents & (POLLIN | POLLHUP | POLLERR));
            if (ready && !hear(r, &r->workers[i])) {
                bury(r, &r->workers[i]);
            }
        }
    }
    return r->status;
}

static void dismiss(run *r) {
    for (size_t i = 0; i < r->count; i++) {
        worker *w = &r->workers[i];
        if (w->process > 0) {
            if (w->busy) {
                kill_worker(w, ZP_BATCH_WAITING, zp_translated("the run was ended"));
            }
            close(w->orders);
            w->orders = -1;
            bury(r, w);
        }
    }
}

// What was refused when the units were looked for.
static void tell_refused(run *r) {
    for (size_t i = 0; i < r->batch->count; i++) {
        const zp_batch_unit *unit = &r->batch->units[i];
        if (unit->state != ZP_BATCH_WAITING) {
            zp_status status = batch_journal_add(&r->journal, r->messages, unit);
            r->status = status > r->status ? status : r->status;
            r->options->tell(r->options->context, r->batch, unit, (zp_text){0});
        }
    }
}

static zp_status outcome_of(const zp_batch *batch) {
    size_t done = batch->states[ZP_BATCH_MADE] + batch->states[ZP_BATCH_KEPT];
    return batch->states[ZP_BATCH_WRITE] > 0 ? ZP_CANNOT_WRITE
           : done < batch->count             ? ZP_FINDINGS
                                             : ZP_OK;
}

zp_status zp_batch_run(const zp_workshop *shop, zp_arena *arena, zp_messages *messages,
                       const zp_batch_options *options, zp_batch *batch) {
    run r = {.shop = shop,
             .arena = arena,
             .messages = messages,
             .options = options,
             .batch = batch,
             .journal = {-1, -1, NULL}};
    r.count = options->workers < batch->count ? options->workers : batch->count;
    r.workers = ZP_ARRAY(arena, worker, r.count);
    for (size_t i = 0; i < batch->count; i++) {
        batch->states[batch->units[i].state]++;
    }
    void (*before)(int) = signal(SIGPIPE, SIG_IGN); // a worker that died is told by its answers
    zp_status status =
        options->dry_run ? ZP_OK
                         : batch_journal_open(&r.journal, arena, messages, options->output, batch);
    if (status == ZP_OK) {
        pid_t syncer = options->dry_run ? 0 : batch_start_syncer(messages, options, &r.journal);
        tell_refused(&r);
        status = serve(&r);
        dismiss(&r);
        batch_end_syncer(syncer);
        if (!options->dry_run) {
            zp_folder_sweep(arena, options->output); // what workers left that were killed
        }
    }
    if (status <= ZP_FINDINGS && !options->dry_run) {
        zp_status synced = zp_folder_sync(messages, options->output, batch->lock);
        status = synced > status ? synced : status;
    }
    batch->told = status <= ZP_FINDINGS;
    batch_journal_close(&r.journal);
    signal(SIGPIPE, before);
    return status != ZP_OK ? status : outcome_of(batch);
}
