// A process that is killed while it writes a folder leaves the old one or the new one.
#define _GNU_SOURCE
#include "folder/place.h"

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

// Lets a process do its work until it stops for that time, and kills it there: it stops before and
// behind each system call. False when it ends before.
static bool killed_at(place *p, void (*work)(place *), int stop) {
    int status;
    pid_t child = fork();
    if (child == 0) {
        ptrace(PTRACE_TRACEME, 0, NULL, NULL);
        raise(SIGSTOP);
        work(p);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    for (int i = 0; i < stop && WIFSTOPPED(status); i++) {
        assert_int_equal(ptrace(PTRACE_SYSCALL, child, NULL, NULL), 0);
        assert_int_equal(waitpid(child, &status, 0), child);
    }
    if (!WIFSTOPPED(status)) {
        assert_int_equal(status, 0);
        return false;
    }
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, &status, 0), child);
    return true;
}

static void write_three(place *p, const char *text) {
    zp_staged_folder staged;
    stage(p, "x", true, &staged);
    put(p, &staged, "a", text);
    put(p, &staged, "d/b", text);
    put(p, &staged, "d/c", text);
    zp_folder_commit(p->messages, &staged);
}

static void write_new(place *p) {
    write_three(p, "new");
}

static void write_new_without_flags(place *p) {
    without_flags();
    write_new(p);
}

// Killed between each two of its system calls; then the next run comes.
static void kill_everywhere(place *p, void (*work)(place *), bool exchange) {
    int news = 0, olds = 0;
    for (int stop = 1;; stop += 2) {
        zp_staged_folder next;
        write_three(p, "old");
        if (!killed_at(p, work, stop)) {
            break;
        }
        assert_true(!exchange || zp_folder_exists("x"));
        assert_int_equal(stage(p, "x", true, &next), ZP_OK);
        zp_folder_abandon(&next);
        bool old = system("grep -q old x/a") == 0;
        assert_there(old ? "x x/a=old x/d x/d/b=old x/d/c=old"
                         : "x x/a=new x/d x/d/b=new x/d/c=new");
        olds += old;
        news += !old;
    }
    assert_true(olds > 20 && news > 5);
}

static void one_that_is_killed_leaves_the_old_or_the_new(void **state) {
    kill_everywhere(*state, write_new, true);
}

static void so_it_does_on_file_systems_without_exchange(void **state) {
    kill_everywhere(*state, write_new_without_flags, false);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(one_that_is_killed_leaves_the_old_or_the_new),
        TEST(so_it_does_on_file_systems_without_exchange),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
