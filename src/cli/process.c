// How the process begins and ends: what it was started with, and what became of stdout.
#define _GNU_SOURCE // O_PATH
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
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

// ---------------------------------------------------------------- stdout

static int lost_by; // errno of the first write that failed

static bool print_to(FILE *to, zp_text text) {
    bool written = fwrite(text.data != NULL ? text.data : "", 1, text.size, to) == text.size;
    written = fflush(to) == 0 && written;
    if (!written && to == stdout && lost_by == 0) {
        lost_by = errno;
    }
    return written;
}

bool print_output(zp_text text) {
    return print_to(stdout, text);
}

void print_line(FILE *to, const char *format, ...) {
    va_list arguments;
    zp_buffer raw = {0}, line = {0};
    va_start(arguments, format);
    zp_buffer_print_list(&raw, format, arguments);
    va_end(arguments);
    if (raw.size > 0) {
        zp_buffer_add_shown(&line, (zp_text){raw.data, raw.size - 1});
        zp_buffer_add_string(&line, "\n");
        print_to(to, zp_buffer_text(&line));
    }
    zp_buffer_free(&line);
    zp_buffer_free(&raw);
}

// A full disk behind a redirected stdout shows here: some of it at a write long ago, whose reason
// is not known any more.
int end_process(int code) {
    bool failed = ferror(stdout);
    int error = lost_by;
    if (fclose(stdout) != 0) {
        error = error != 0 ? error : errno;
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
