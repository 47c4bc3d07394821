// To be preloaded: fails allocations. The program defines malloc itself and calls __libc_malloc
// (src/cli/allocate.c); these stand in front of that, so that whoever asks, all pass here.
//
//   FAULTS=count          how many there are
//   FAULTS=fail:N         the N-th one fails; FAULTS_ONCE=FILE: in one process only
//   FAULTS=each:A-B       each of A to B in turn: a child is forked off in which it fails, and
//   looked
//                         at; this process goes on as if nothing had been
//   FAULTS=stacks:DEPTH   the same, but only where the DEPTH innermost callers were not seen before
//
// A child shares files with us: from where the first temporary file or folder is made on, it would
// take ours away. There `each` and `stacks` end, and FAULTS=fail:N is for the rest. FAULTS_REPORT
// is the file for what was found: `points N`, `tried N`, `until N`, and a line `find …` each.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <unwind.h>

enum { WATCHED_MAX = 8, DEPTH_MAX = 64, SEEN = 1 << 20, CHILD_SECONDS = 20 };
enum mode { START, OFF, COUNT, FAIL, EACH, STACKS };
enum { AGAIN = 98 }; // exit code of a child that goes on after the failure

static const char wanted[] = "ziping: error: out of memory [memory]\n";

static enum mode mode;
static long points, from, to, tried, until;
static int depth, said[2], report = -1;
static bool child, writing, inside;
static struct {
    const char *path;
    struct stat about;
} watched[WATCHED_MAX];
static uint64_t seen[SEEN];

static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);
static void *(*real_memalign)(size_t, size_t);

// ---------------------------------------------------------------- beginning

static void look(void) {
    for (int i = 0; i < WATCHED_MAX && watched[i].path != NULL; i++) {
        (void)stat(watched[i].path, &watched[i].about);
    }
}

static void begin(void) {
    inside = true;
    *(void **)&real_malloc = dlsym(RTLD_NEXT, "__libc_malloc");
    *(void **)&real_calloc = dlsym(RTLD_NEXT, "__libc_calloc");
    *(void **)&real_realloc = dlsym(RTLD_NEXT, "__libc_realloc");
    *(void **)&real_memalign = dlsym(RTLD_NEXT, "__libc_memalign");
    const char *order = getenv("FAULTS"), *file = getenv("FAULTS_REPORT");
    mode = OFF;
    from = 1;
    to = 1L << 60;
    if (order != NULL && strcmp(order, "count") == 0) {
        mode = COUNT;
    } else if (order != NULL && sscanf(order, "fail:%ld", &from) == 1) {
        mode = FAIL;
    } else if (order != NULL && sscanf(order, "each:%ld-%ld", &from, &to) >= 1) {
        mode = EACH;
    } else if (order != NULL && sscanf(order, "stacks:%d", &depth) == 1) {
        mode = STACKS;
    }
    if (file != NULL && mode > OFF) {
        report = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        report = fcntl(report, F_DUPFD_CLOEXEC, 700); // out of the program's way
    }
    if (mode >= EACH && pipe2(said, O_NONBLOCK | O_CLOEXEC) == 0) {
        said[0] = fcntl(said[0], F_DUPFD_CLOEXEC, 700);
        said[1] = fcntl(said[1], F_DUPFD_CLOEXEC, 700);
    }
    static char folders[4096];
    snprintf(folders, sizeof folders, "%s", getenv("FAULTS_WATCH") ? getenv("FAULTS_WATCH") : "");
    char *rest = folders;
    for (int i = 0; i < WATCHED_MAX && *rest != '\0'; i++) {
        watched[i].path = strsep(&rest, ":");
        rest = rest != NULL ? rest : "";
    }
    unsetenv("LD_PRELOAD"); // of the program's children none is to be looked at
    look();
    inside = false;
}

__attribute__((format(printf, 1, 2))) static void tell(const char *format, ...) {
    char line[1024];
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    ssize_t ignored = write(report, line, (size_t)size < sizeof line ? (size_t)size : sizeof line);
    (void)ignored;
}

__attribute__((destructor)) static void end(void) {
    if (report >= 0 && !child) {
        tell("points %ld\ntried %ld\nuntil %ld\n", points, tried, writing ? until : points);
    }
}

// ---------------------------------------------------------------- a child

// What of the folders that are looked at has changed; NULL: nothing.
static const char *changed(void) {
    struct stat now;
    for (int i = 0; i < WATCHED_MAX && watched[i].path != NULL; i++) {
        memset(&now, 0, sizeof now);
        (void)stat(watched[i].path, &now);
        if (now.st_mtim.tv_sec != watched[i].about.st_mtim.tv_sec ||
            now.st_mtim.tv_nsec != watched[i].about.st_mtim.tv_nsec) {
            return watched[i].path;
        }
    }
    return NULL;
}

static int wait_for(pid_t process, char *text, size_t room) {
    int status = 0, waited = 0;
    size_t size = 0;
    struct pollfd ready = {.fd = (int)syscall(SYS_pidfd_open, process, 0), .events = POLLIN};
    if (poll(&ready, 1, CHILD_SECONDS * 1000) == 0) {
        kill(process, SIGKILL);
    }
    close(ready.fd);
    waited = (int)syscall(SYS_wait4, process, &status, 0, NULL);
    for (ssize_t got; size < room && (got = read(said[0], text + size, room - size)) > 0;) {
        size += (size_t)got;
    }
    text[size] = '\0';
    return waited == process ? status : -1;
}

static void look_at(pid_t process) {
    char text[512];
    int status = wait_for(process, text, sizeof text - 1);
    const char *folder = changed();
    tried++;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 3 && strcmp(text, wanted) == 0 &&
        folder == NULL) {
        return;
    }
    for (char *end = strchr(text, '\n'); end != NULL; end = strchr(end, '\n')) {
        *end = ' ';
    }
    tell("find allocation %ld: status %d, says “%s”, changes %s\n", points, status, text,
         folder != NULL ? folder : "nothing");
    look();
}

// True in the child.
static bool fork_here(void) {
    int error = errno;
    // No more than the bare process: fork's own handlers want locks that may be held here.
    pid_t process = (pid_t)syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);
    if (process == 0) {
        child = true;
        mode = OFF;
        dup2(said[1], STDERR_FILENO);
        return true;
    }
    look_at(process);
    errno = error;
    return false;
}

// ---------------------------------------------------------------- call stacks

typedef struct trace {
    uint64_t hash;
    int depth;
} trace;

static _Unwind_Reason_Code add_frame(struct _Unwind_Context *context, void *to_trace) {
    trace *t = to_trace;
    t->hash = (t->hash ^ (uint64_t)_Unwind_GetIP(context)) * UINT64_C(0x100000001B3);
    t->hash ^= t->hash >> 29;
    return ++t->depth < depth + 4 ? _URC_NO_REASON : _URC_END_OF_STACK; // 4 are our own
}

static bool is_new_stack(void) {
    trace t = {.hash = UINT64_C(0xCBF29CE484222325)};
    _Unwind_Backtrace(add_frame, &t);
    uint64_t hash = t.hash | 1;
    for (size_t at = hash % SEEN, i = 0; i < SEEN; at = (at + 1) % SEEN, i++) {
        if (seen[at] == hash) {
            return false;
        }
        if (seen[at] == 0) {
            seen[at] = hash;
            return true;
        }
    }
    return false;
}

// ---------------------------------------------------------------- allocating

// Of several processes one fails: the first to make the file FAULTS_ONCE.
static bool first_to_fail(void) {
    const char *once = getenv("FAULTS_ONCE");
    int file = once != NULL ? open(once, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666) : -1;
    if (file >= 0) {
        close(file);
    }
    return once == NULL || file >= 0;
}

// Whether this one fails.
static bool fails(void) {
    if (mode == START) {
        begin();
    }
    if (child) {
        _exit(AGAIN);
    }
    if (mode == OFF || inside) {
        return false;
    }
    points++;
    if (mode == COUNT || points < from || points > to) {
        return false;
    }
    if (mode == FAIL) {
        return points == from && first_to_fail();
    }
    inside = true;
    bool failed = !writing && (mode == EACH || is_new_stack()) && fork_here();
    inside = false;
    return failed;
}

#define GUARDED(call)                                                                              \
    if (inside && real_malloc == NULL) {                                                           \
        return NULL; /* dlsym does without, for its messages */                                    \
    }                                                                                              \
    if (fails()) {                                                                                 \
        errno = ENOMEM;                                                                            \
        return NULL;                                                                               \
    }                                                                                              \
    return call;

void *__libc_malloc(size_t size) {
    GUARDED(real_malloc(size))
}
void *__libc_calloc(size_t count, size_t size) {
    GUARDED(real_calloc(count, size))
}
void *__libc_realloc(void *old, size_t size) {
    GUARDED(real_realloc(old, size))
}
void *__libc_memalign(size_t alignment, size_t size) {
    GUARDED(real_memalign(alignment, size))
}

// ---------------------------------------------------------------- where writing begins

static void begin_to_write(void) {
    if (!writing) {
        writing = true;
        until = points;
    }
}

int mkdir(const char *path, mode_t bits) {
    begin_to_write();
    return (int)syscall(SYS_mkdir, path, bits);
}
char *mkdtemp(char *name) {
    begin_to_write();
    char *(*real)(char *);
    *(void **)&real = dlsym(RTLD_NEXT, "mkdtemp");
    return real(name);
}
int mkostemp(char *name, int flags) {
    begin_to_write();
    int (*real)(char *, int);
    *(void **)&real = dlsym(RTLD_NEXT, "mkostemp");
    return real(name, flags);
}
