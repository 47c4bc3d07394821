// Runs a command, and has one of its system calls fail, or kills it there. The kernel asks us
// before each call (seccomp's user notification), whoever makes it, and without ptrace, which the
// leak sanitizer does not bear.
//
//   calls [--list FILE] [--at NAME:N HOW] [--report FILE] [--limit SECONDS] [--only NAMES] --
//   COMMAND…
//
// --list: each call: its name, which one of that name it is, and the path or descriptor it is
// about. HOW, for the N-th call NAME (NAME `any`: of all):
//   --error E      fails with the number E
//   --value V      gives V, and does nothing
//   --short        writes half of what it is given
//   --then         all calls of the same name after it fail as well, but on stdin, stdout and
//   stderr
//   --signal S     the process gets the signal; the call is made, if it lives
// The report: `hit NAME DETAIL` where the call came, `exit CODE` or `signal S`, `left N` where N of
// the command's processes outlived it, `hung` where the limit passed.
#define _GNU_SOURCE
#include "call_names.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef struct plan {
    const char *name, *only;
    long at, value;
    int error, signal, limit;
    bool shortly, then, valued, fired;
    FILE *list, *report;
    char **command;
} plan;

static long counts[CALL_NUMBERS + 1], all;

static void die(const char *what) {
    fprintf(stderr, "calls: %s: %s\n", what, strerror(errno));
    exit(125);
}

// ---------------------------------------------------------------- the command

static int install(const plan *p) {
    struct sock_filter code[2 * CALL_NUMBERS + 8];
    static const int passed[] = {SYS_exit, SYS_exit_group, SYS_rt_sigreturn};
    unsigned size = 0;
    const struct sock_filter let = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    const struct sock_filter ask = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF);
    code[size++] =
        (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (unsigned i = 0; p->only == NULL && i < sizeof passed / sizeof *passed; i++) {
        code[size++] =
            (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)passed[i], 0, 1);
        code[size++] = let;
    }
    for (unsigned i = 0; p->only != NULL && i < CALL_NUMBERS; i++) {
        bool named = call_names[i] != NULL && strstr(p->only, call_names[i]) != NULL;
        if (named || i == SYS_execve) {
            code[size++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, i, 0, 1);
            code[size++] = ask;
        }
    }
    code[size++] = p->only == NULL ? ask : let;
    struct sock_fprog program = {(unsigned short)size, code};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        return -1;
    }
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER,
                        &program);
}

// The filter's listener comes to us by its number, which the child tells before it has one: from
// then on it can say nothing. It waits at execve, until we have it and let it pass.
static pid_t start(const plan *p, int *listener) {
    int told[2], number = -1;
    if (pipe(told) != 0) {
        die("pipe");
    }
    pid_t child = fork();
    if (child == 0) {
        close(told[0]);
        fcntl(told[1], F_SETFD, FD_CLOEXEC);
        number = dup(0);
        number = number < 0 ? 0 : number;
        close(number);
        if (write(told[1], &number, sizeof number) != sizeof number || install(p) < 0) {
            _exit(125);
        }
        execvp(p->command[0], p->command);
        _exit(127);
    }
    close(told[1]);
    if (read(told[0], &number, sizeof number) != sizeof number) {
        die("the child says nothing");
    }
    int process = (int)syscall(SYS_pidfd_open, child, 0);
    for (int tries = 0; tries < 2000; tries++) {
        *listener = (int)syscall(SYS_pidfd_getfd, process, number, 0);
        struct seccomp_notif_sizes sizes;
        if (*listener >= 0 && syscall(SYS_seccomp, SECCOMP_GET_NOTIF_SIZES, 0, &sizes) == 0) {
            break;
        }
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    close(told[0]);
    close(process);
    if (*listener < 0) {
        die("no listener");
    }
    return child;
}

// ---------------------------------------------------------------- one call

static bool is_path(int call, int argument) {
    switch (call) {
    case SYS_open:
    case SYS_stat:
    case SYS_lstat:
    case SYS_access:
    case SYS_mkdir:
    case SYS_rmdir:
    case SYS_unlink:
    case SYS_chdir:
    case SYS_readlink:
    case SYS_creat:
        return argument == 0;
    case SYS_openat:
    case SYS_mkdirat:
    case SYS_unlinkat:
    case SYS_newfstatat:
    case SYS_statx:
        return argument == 1;
    case SYS_rename:
        return argument == 0 || argument == 1;
    case SYS_renameat:
    case SYS_renameat2:
        return argument == 1 || argument == 3;
    default:
        return false;
    }
}

static void read_text(pid_t process, uint64_t address, char *out, size_t room) {
    out[0] = '\0';
    for (size_t got = 0; got + 1 < room; got++) { // to its end, and not into the next page
        struct iovec to = {out + got, 1}, from = {(void *)(uintptr_t)(address + got), 1};
        if (process_vm_readv(process, &to, 1, &from, 1, 0) != 1 || out[got] == '\0') {
            out[got] = '\0';
            return;
        }
        out[got + 1] = '\0';
    }
}

// What the call is about: paths, else the numbers it is given.
static const char *detail(const struct seccomp_notif *asked) {
    static char text[1400];
    char path[512];
    size_t size = 0;
    text[0] = '\0';
    for (int i = 0; i < 4; i++) {
        if (is_path(asked->data.nr, i)) {
            read_text((pid_t)asked->pid, asked->data.args[i], path, sizeof path);
            for (char *each = path; *each != '\0'; each++) {
                *each = *each == '\n' || *each == '\t' ? '?' : *each;
            }
            size += (size_t)snprintf(text + size, sizeof text - size, "\t%s", path);
        } else {
            size += (size_t)snprintf(text + size, sizeof text - size, "\t%llx",
                                     (unsigned long long)asked->data.args[i]);
        }
    }
    return text;
}

// Half of what was to be written, written by us into the same file.
static long write_half(const struct seccomp_notif *asked) {
    char half[1 << 16];
    size_t size = (size_t)asked->data.args[2] / 2;
    size = size > sizeof half ? sizeof half : size;
    struct iovec to = {half, size}, from = {(void *)(uintptr_t)asked->data.args[1], size};
    int process = (int)syscall(SYS_pidfd_open, asked->pid, 0);
    int file = (int)syscall(SYS_pidfd_getfd, process, (int)asked->data.args[0], 0);
    long done = -1;
    if (size > 0 && file >= 0 &&
        process_vm_readv((pid_t)asked->pid, &to, 1, &from, 1, 0) == (ssize_t)size) {
        done = write(file, half, size);
    }
    close(file);
    close(process);
    return done;
}

static long count_of(int call) {
    return counts[name_of(call) == other ? CALL_NUMBERS : call];
}

static bool is_meant(plan *p, int call, uint64_t file) {
    const char *name = name_of(call);
    counts[name_of(call) == other ? CALL_NUMBERS : call]++;
    all++;
    if (p->name == NULL || (strcmp(p->name, "any") != 0 && strcmp(p->name, name) != 0)) {
        return false;
    }
    if (p->then && file <= STDERR_FILENO) {
        return false; // stdout and stderr are on no disk, and the reason is to be told
    }
    long count = strcmp(p->name, "any") == 0 ? all : count_of(call);
    return p->then ? count >= p->at : count == p->at;
}

static void answer(plan *p, int listener, const struct seccomp_notif *asked) {
    struct seccomp_notif_resp reply = {.id = asked->id, .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE};
    int call = asked->data.nr;
    bool meant = is_meant(p, call, asked->data.args[0]);
    if (p->list != NULL) {
        fprintf(p->list, "%s %ld%s\n", name_of(call), count_of(call), detail(asked));
    }
    if (meant && p->report != NULL && !p->fired) {
        fprintf(p->report, "hit %s %ld%s\n", name_of(call), count_of(call), detail(asked));
        p->fired = true;
    }
    if (meant && p->signal != 0) {
        kill((pid_t)asked->pid, p->signal);
    } else if (meant) {
        long half = p->shortly ? write_half(asked) : -1;
        bool replaced = !p->shortly || half > 0; // half of one byte is none: it is made whole
        reply.flags = replaced ? 0 : reply.flags;
        reply.error = p->shortly || p->valued ? 0 : -p->error;
        reply.val = !replaced ? 0 : p->shortly ? half : p->valued ? p->value : 0;
    }
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &reply) != 0 && errno != ENOENT) {
        die("answer");
    }
}

// ---------------------------------------------------------------- the whole

static int64_t now(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (int64_t)at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

// Those that the command left behind: they are ours now.
static int outlive(pid_t child, int64_t until, int *status) {
    int count = 0, other;
    for (pid_t ended; (ended = waitpid(-1, &other, WNOHANG)) >= 0;) {
        if (ended == child) {
            *status = other;
        } else if (ended == 0 && now() > until) {
            count++;
            signal(SIGTERM, SIG_IGN);
            kill(0, SIGTERM); // the command has our group
            nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
            until = now() + 1000;
        } else if (ended == 0) {
            nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
        }
    }
    return count;
}

static int watch(plan *p, pid_t child, int listener) {
    int64_t until = now() + p->limit * 1000;
    bool ended = false, hung = false;
    int status = 0;
    struct pollfd ready = {.fd = listener, .events = POLLIN};
    while (!ended) {
        struct seccomp_notif asked = {0};
        int got = poll(&ready, 1, 50);
        if (got > 0 && (ready.revents & POLLIN)) {
            if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &asked) == 0) {
                answer(p, listener, &asked);
            }
        } else if (got > 0) {
            ended = true; // nobody has the filter any more
        }
        int seen;
        if (!ended && waitpid(child, &seen, WNOHANG) == child) {
            status = seen;
            child = 0;
            until =
                now() + 5000 < until ? now() + 5000 : until; // its children may end by themselves
        }
        if (!ended && now() > until) {
            hung = child != 0;
            if (child != 0) {
                kill(child, SIGKILL);
            }
            break;
        }
    }
    close(listener); // calls of others fail then
    int left = outlive(child, now() + (child == 0 ? 0 : 2000), &status);
    if (p->report != NULL) {
        fprintf(p->report, WIFSIGNALED(status) ? "signal %d\n" : "exit %d\n",
                WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
        fprintf(p->report, "%s%s", left > 0 ? "left processes\n" : "", hung ? "hung\n" : "");
    }
    return 0;
}

static FILE *create(const char *path) {
    FILE *file = fopen(path, "we");
    if (file == NULL) {
        die(path);
    }
    return file;
}

static char **read_options(plan *p, char **each) {
    for (each++; *each != NULL && strcmp(*each, "--") != 0; each++) {
        const char *option = *each;
        if (strcmp(option, "--short") == 0) {
            p->shortly = true;
        } else if (strcmp(option, "--then") == 0) {
            p->then = true;
        } else if (each[1] == NULL) {
            break;
        } else if (strcmp(option, "--list") == 0) {
            p->list = create(*++each);
        } else if (strcmp(option, "--report") == 0) {
            p->report = create(*++each);
        } else if (strcmp(option, "--only") == 0) {
            p->only = *++each;
        } else if (strcmp(option, "--error") == 0) {
            p->error = atoi(*++each);
        } else if (strcmp(option, "--signal") == 0) {
            p->signal = atoi(*++each);
        } else if (strcmp(option, "--limit") == 0) {
            p->limit = atoi(*++each);
        } else if (strcmp(option, "--value") == 0) {
            p->value = atol(*++each);
            p->valued = true;
        } else if (strcmp(option, "--at") == 0) {
            p->name = strtok(*++each, ":");
            p->at = atol(strtok(NULL, ":"));
        }
    }
    return *each != NULL ? each + 1 : each;
}

int main(int count, char **arguments) {
    plan p = {.limit = 60};
    (void)count;
    p.command = read_options(&p, arguments);
    if (*p.command == NULL) {
        fprintf(stderr, "usage: calls [OPTIONS] -- COMMAND…\n");
        return 125;
    }
    int listener = -1;
    setpgid(0, 0);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    pid_t child = start(&p, &listener);
    int result = watch(&p, child, listener);
    if (p.list != NULL) {
        fclose(p.list);
    }
    if (p.report != NULL) {
        fclose(p.report);
    }
    return result;
}
