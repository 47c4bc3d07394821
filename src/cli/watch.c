// The time that one unit may take, so that no input keeps ziping busy for ever. Processor time: on
// a machine that is busy, or a slow share, nobody is interrupted.
#define _XOPEN_SOURCE 700
#include "cli/cli.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

// All that the handler tells, made before: it may take no memory.
enum { ITS_TIME, ULIMIT_TIME, TIMES };
static zp_buffer told[TIMES];

// Nothing is left behind, and nothing else is asked: the process may be anywhere.
static void time_is_over(int signal_number) {
    const zp_buffer *line = &told[signal_number == SIGXCPU ? ULIMIT_TIME : ITS_TIME];
    ssize_t written = write(STDERR_FILENO, line->data, line->size);
    (void)written;
    zp_files_abandon();
    _exit(ZP_CANNOT_WRITE);
}

static sigset_t watched_signals(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPROF);
    sigaddset(&set, SIGXCPU); // `ulimit -t`, which may be less
    return set;
}

static void tell(const char *path) {
    for (int i = 0; i < TIMES; i++) {
        told[i].size = 0;
        zp_buffer_add_shown(&told[i], zp_text_of(path));
        zp_buffer_print(&told[i], ": %s: ", zp_translated("error"));
    }
    zp_buffer_print(&told[ITS_TIME],
                    zp_translated("takes more than %d s of processor time, and is given up; "
                                  "something in it is far too large or repeats too often"),
                    UNIT_SECONDS_MAX);
    zp_buffer_add_string(&told[ULIMIT_TIME],
                         zp_translated("is given up: the processor time that `ulimit -t` allows is "
                                       "used up"));
    for (int i = 0; i < TIMES; i++) {
        zp_buffer_add_string(&told[i], " [time]\n");
    }
}

void watch_unit(const char *path) {
    struct itimerval time = {.it_value = {.tv_sec = path != NULL ? UNIT_SECONDS_MAX : 0}};
    struct sigaction action = {.sa_handler = time_is_over, .sa_mask = watched_signals()};
    hold_watch(true);
    tell(path != NULL ? path : "ziping");
    hold_watch(false);
    sigaction(SIGPROF, &action, NULL);
    sigaction(SIGXCPU, &action, NULL);
    setitimer(ITIMER_PROF, &time, NULL);
}

void hold_watch(bool hold) {
    sigset_t set = watched_signals();
    sigprocmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
void limit_memory(void) { // their shadows take terabytes
}
#else
void limit_memory(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_DATA, &limit) == 0 && limit.rlim_cur > MEMORY_BYTES_MAX) {
        limit.rlim_cur = MEMORY_BYTES_MAX;
        setrlimit(RLIMIT_DATA, &limit);
    }
}
#endif
