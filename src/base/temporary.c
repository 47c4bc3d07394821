// The temporary files and folders that are being written: known by name, so that a process that has
// to end takes them away; and locked, so that another one can tell those that a killed process
// left.
#define _GNU_SOURCE // mkostemp
#include "base/base.h"
#include "base/left.h"
#include "base/private.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

// All files of a unit, each in each format, are there at once.
enum { WRITTEN_MAX = 1024 };
static _Atomic(const char *) being_written[WRITTEN_MAX];
static atomic_int written_count; // slots that were ever taken: nobody looks behind them

// What ends a process by default, and may come from outside. A closed pipe is among them.
static const int ends[] = {SIGHUP, SIGINT, SIGTERM, SIGPIPE, SIGXCPU};
enum { ENDS = sizeof ends / sizeof *ends };

static sigset_t set_of_ends(void) {
    sigset_t set;
    sigemptyset(&set);
    for (int i = 0; i < ENDS; i++) {
        sigaddset(&set, ends[i]);
    }
    return set;
}

// ---------------------------------------------------------------- names

static int enter(const char *temporary) {
    for (int i = 0; i < WRITTEN_MAX; i++) {
        const char *nobody = NULL;
        if (i >= atomic_load(&written_count)) {
            atomic_store(&written_count, i + 1);
        }
        if (atomic_compare_exchange_strong(&being_written[i], &nobody, temporary)) {
            return i;
        }
    }
    return -1; // more than places: only a process that has to end forgets it
}

void files_leave(int slot) {
    if (slot >= 0) {
        atomic_store(&being_written[slot], NULL);
    }
}

void zp_files_abandon(void) {
    for (int i = 0; i < atomic_load(&written_count); i++) {
        const char *temporary = atomic_exchange(&being_written[i], NULL);
        if (temporary != NULL) {
            tree_remove(temporary);
        }
    }
}

// ---------------------------------------------------------------- signals

void files_hold(sigset_t *before) {
    sigset_t set = set_of_ends();
    sigaddset(&set, SIGPROF); // by which cli ends what takes too long
    sigprocmask(SIG_BLOCK, &set, before);
}

void files_release(const sigset_t *before) {
    int error = errno;
    sigprocmask(SIG_SETMASK, before, NULL);
    errno = error;
}

// The signal does then what it would have done: the one that waits for us is told of it.
static void end_by(int number) {
    sigset_t set;
    zp_files_abandon();
    signal(number, SIG_DFL);
    sigemptyset(&set);
    sigaddset(&set, number);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    raise(number);
}

void zp_end_cleanly(void) {
    struct sigaction old, action = {.sa_handler = end_by};
    action.sa_mask = set_of_ends();
    for (int i = 0; i < ENDS; i++) {
        // What is ignored stays so: nohup, and a shell's jobs in the background.
        if (sigaction(ends[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN) {
            sigaction(ends[i], &action, NULL);
        }
    }
}

// ---------------------------------------------------------------- making

void temporary_share(int file, bool folder) {
    mode_t mask = umask(0);
    umask(mask);
    (void)fchmod(file, (folder ? 0777 : 0666) & ~mask);
}

// *swept: another run took it for a left-over before it was locked, and removed it.
static int open_new(char *temporary, bool folder, bool *swept) {
    *swept = false;
    if (!folder) {
        return mkostemp(temporary, O_CLOEXEC);
    }
    if (mkdtemp(temporary) == NULL) {
        return -1;
    }
    int file = open(temporary, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0) {
        int error = errno;
        *swept = error == ENOENT;
        rmdir(temporary);
        errno = error;
    }
    return file;
}

// Where there are no locks it is written without one, and swept by nobody.
static void lock_it(int file, const char *temporary, bool *swept) {
    struct stat held, there;
    (void)flock(file, LOCK_EX);
    if (fstat(file, &held) == 0) {
        bool found = lstat(temporary, &there) == 0;
        *swept =
            found ? held.st_ino != there.st_ino || held.st_dev != there.st_dev : errno == ENOENT;
    }
}

int temporary_make(char *temporary, bool folder, int *slot) {
    char *random = temporary + strlen(temporary) - (sizeof LEFT_RANDOM - 1);
    sigset_t before;
    bool swept = true;
    int file = -1;
    files_hold(&before); // until its name is known, nobody would take it away
    while (swept) {
        memcpy(random, LEFT_RANDOM, sizeof LEFT_RANDOM - 1);
        file = open_new(temporary, folder, &swept);
        if (file >= 0) {
            lock_it(file, temporary, &swept);
        }
        if (file >= 0 && swept) {
            close(file);
        }
    }
    if (file >= 0) {
        *slot = enter(temporary);
        if (!folder) {
            temporary_share(file, false);
        }
    }
    files_release(&before);
    return file;
}
