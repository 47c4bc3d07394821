// How the process begins and ends: what it was started with, and what became of stdout.
#define _GNU_SOURCE // O_PATH
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

// What was started with stdin, stdout or stderr closed would get their numbers for files it opens,
// and write messages into them. Not to be read or written: what is written there is told as lost.
static void open_three(void) {
    int file;
    do {
        file = open("/dev/null", O_PATH);
    } while (file >= 0 && file <= STDERR_FILENO);
    if (file >= 0) {
        close(file);
    }
}

void begin_process(void) {
    open_three();
    signal(SIGXFSZ,
           SIG_IGN); // too large a file for `ulimit -f` is told as any other that is not written
    zp_end_cleanly();
}

// A full disk behind a redirected stdout shows here: some of it at a write long ago, whose reason
// is not known any more.
int end_process(int code) {
    bool failed = ferror(stdout);
    int error = 0;
    if (fclose(stdout) != 0) {
        error = errno;
        failed = true;
    }
    if (failed) {
        zp_messages *messages = zp_messages_new();
        size_t shown = 0;
        zp_report(messages, ZP_ERROR, (zp_place){0}, "stdout-write",
                  "what is told on the standard output cannot be written: %s",
                  error != 0 ? zp_error_words(error) : zp_translated("a write failed"));
        print_messages(messages, &shown, true);
        zp_messages_free(messages);
    }
    return failed ? ZP_CANNOT_WRITE : code;
}
