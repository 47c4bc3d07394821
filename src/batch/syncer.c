// Packages that are new are not waited for one by one: a process of its own brings what was written
// onto the disk while the workers go on, and the run ends when all of it is there. A power failure
// before that leaves packages that the next run finds damaged, and makes again.
#define _GNU_SOURCE
#include "batch/private.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

pid_t batch_start_syncer(zp_messages *messages, const zp_batch_options *options,
                         batch_journal *journal) {
    static const struct timespec pause = {.tv_nsec = 200 * 1000 * 1000};
    pid_t parent = getpid(), process = fork();
    if (process != 0) {
        return process; // without it the end takes longer, and that is all
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGINT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    batch_journal_forget(journal);
    int file = open(options->output, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    while (file >= 0 && getppid() == parent) {
        nanosleep(&pause, NULL);
        zp_folder_sync(messages, options->output, file); // what fails, the run's end tells
    }
    _exit(0);
}

void batch_end_syncer(pid_t process) {
    if (process > 0) {
        kill(process, SIGKILL);
        while (waitpid(process, NULL, 0) < 0 && errno == EINTR) {
        }
    }
}
