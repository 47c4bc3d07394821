// Folders that appear whole: what is left behind, and never left behind, in every way it can end.
#define _GNU_SOURCE
#include "base/base.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

// Every test has a folder of its own, and works in it.
typedef struct place {
    char folder[32];
    zp_arena *arena;
    zp_messages *messages;
} place;

static int enter(void **state) {
    place *p = calloc(1, sizeof *p);
    strcpy(p->folder, "/tmp/ziping-folder-XXXXXX");
    p->arena = zp_arena_new();
    p->messages = zp_messages_new();
    *state = p;
    return mkdtemp(p->folder) != NULL && chdir(p->folder) == 0 ? 0 : -1;
}

static int leave(void **state) {
    place *p = *state;
    char command[96];
    snprintf(command, sizeof command, "chmod -R u+w %s; rm -r %s", p->folder, p->folder);
    int left = chdir("/") == 0 ? system(command) : -1;
    zp_arena_free(p->arena);
    zp_messages_free(p->messages);
    free(p);
    return left;
}

static void run(const char *command) {
    assert_int_equal(system(command), 0);
}

// All there is below the test's folder, in the order of its bytes; a file with what it says.
static void assert_there(const char *wanted) {
    char found[4096] = {0};
    FILE *out = popen("find . -mindepth 1 \\( -type f -printf '%P=' -a -exec cat {} \\; -a -printf "
                      "'\\n' \\) -o -printf '%P\\n' | LC_ALL=C sort | tr '\\n' ' '",
                      "r");
    assert_non_null(out);
    size_t size = fread(found, 1, sizeof found - 1, out);
    pclose(out);
    found[size > 0 ? size - 1 : 0] = '\0';
    assert_string_equal(found, wanted);
}

static void assert_told(place *p, const char *id, const char *text) {
    size_t count = zp_messages_count(p->messages, ZP_REMARK);
    assert_int_equal(count, 1);
    const zp_message *message = zp_messages_at(p->messages, 0);
    assert_string_equal(message->id, id);
    assert_non_null(strstr(message->text.data, text));
    zp_messages_free(p->messages);
    p->messages = zp_messages_new();
}

static zp_status stage(place *p, const char *path, bool replace, zp_staged_folder *staged) {
    return zp_folder_stage(p->messages, path, replace, staged);
}

static zp_status put(place *p, zp_staged_folder *staged, const char *name, const char *text) {
    return zp_folder_put(p->messages, staged, name, text, strlen(text));
}

// A folder with one file that says `text`.
static zp_status make(place *p, const char *path, bool replace, const char *text) {
    zp_staged_folder staged;
    zp_status status = stage(p, path, replace, &staged);
    status = status ? status : put(p, &staged, "f", text);
    return status ? status : zp_folder_commit(p->messages, &staged);
}

// Runs in a process of its own, which may die of anything.
static int in_child(place *p, void (*work)(place *)) {
    int status;
    pid_t child = fork();
    if (child == 0) {
        work(p);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void it_appears_whole(void **state) {
    place *p = *state;
    zp_staged_folder staged;
    mode_t mask = umask(027);
    assert_int_equal(stage(p, "a/b/包//", false, &staged), ZP_OK);
    assert_int_equal(put(p, &staged, "清单.pdf", "1"), ZP_OK);
    assert_int_equal(put(p, &staged, "数据/x/unit.toml", "2"), ZP_OK);
    assert_int_equal(put(p, &staged, "数据/report.md", ""), ZP_OK);
    assert_false(zp_folder_exists("a/b/包"));
    assert_int_equal(zp_folder_commit(p->messages, &staged), ZP_OK);
    zp_folder_abandon(&staged);
    umask(mask);
    assert_there("a a/b a/b/包 a/b/包/数据 a/b/包/数据/report.md= a/b/包/数据/x "
                 "a/b/包/数据/x/unit.toml=2 a/b/包/清单.pdf=1");
    run("test \"$(stat -c %a a/b/包 a/b/包/数据 a/b/包/清单.pdf | tr '\\n' ' ')\" = '750 750 640 "
        "'");
    assert_int_equal(zp_messages_count(p->messages, ZP_REMARK), 0);
}

static void one_that_is_abandoned_leaves_nothing(void **state) {
    place *p = *state;
    zp_staged_folder staged;
    assert_int_equal(stage(p, "x", false, &staged), ZP_OK);
    assert_int_equal(put(p, &staged, "a/b/c", "1"), ZP_OK);
    zp_folder_abandon(&staged);
    zp_folder_abandon(&staged);
    assert_there("");
}

static void the_old_one_is_kept_or_replaced(void **state) {
    place *p = *state;
    run("mkdir -p x/old/deep && echo -n 0 > x/old/deep/er && ln -s /nowhere x/link");
    assert_int_equal(make(p, "x", false, "1"), ZP_CANNOT_WRITE);
    assert_told(p, "output-exists", "a folder");
    assert_there("x x/link x/old x/old/deep x/old/deep/er=0");
    assert_int_equal(make(p, "x/", true, "1"), ZP_OK);
    assert_there("x x/f=1");
    assert_int_equal(make(p, "y", true, "2"), ZP_OK); // there is none: fine too
    assert_there("x x/f=1 y y/f=2");
}

static void what_is_no_folder_is_kept(void **state) {
    place *p = *state;
    run("echo -n 0 > file; mkdir d; ln -s d link; ln -s /nowhere dangling; mkfifo pipe");
    static const char *const names[] = {"file", "link", "link/", "dangling", "pipe"};
    static const char *const kinds[] = {"a file", "a symbolic link", "a symbolic link",
                                        "a symbolic link", "something"};
    for (size_t i = 0; i < 5; i++) {
        for (int replace = 0; replace <= 1; replace++) {
            assert_int_equal(make(p, names[i], replace, "1"), ZP_CANNOT_WRITE);
            assert_told(p, "output-exists", kinds[i]);
        }
    }
    assert_there("d dangling file=0 link pipe");
}

static void what_comes_there_meanwhile_is_kept(void **state) {
    place *p = *state;
    static const char *const makes[] = {"mkdir x", "mkdir x && touch x/y", "touch x",
                                        "ln -s /nowhere x"};
    for (size_t i = 0; i < 4; i++) {
        for (int replace = i < 2 ? 0 : 1; replace < 2; replace++) {
            zp_staged_folder staged;
            assert_int_equal(stage(p, "x", replace, &staged), ZP_OK);
            run(makes[i]);
            assert_int_equal(zp_folder_commit(p->messages, &staged),
                             i < 2 && replace ? ZP_OK : ZP_CANNOT_WRITE);
            if (i >= 2 || !replace) {
                assert_told(p, "output-exists", "a ");
                assert_there(i == 1 ? "x x/y=" : i == 2 ? "x=" : "x");
            } else {
                assert_there("x");
            }
            run("rm -r x");
        }
    }
}

static void names_that_cannot_be(void **state) {
    place *p = *state;
    char longest[300], path[320];
    static const char *const names[] = {"", ".", "..", "/", "//", "a/..", "a/./"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_int_equal(make(p, names[i], true, "1"), ZP_CANNOT_WRITE);
        assert_told(p, "folder-make", strerror(EINVAL));
    }
    assert_there("");
    for (size_t i = 0; i < 85; i++) {
        memcpy(longest + 3 * i, "岳", 3);
    }
    longest[255] = '\0';
    assert_int_equal(make(p, longest, false, "1"), ZP_OK);
    assert_int_equal(make(p, longest, true, "2"), ZP_OK);
    run("test \"$(ls -A)\" = $(printf '岳%.0s' $(seq 85)) && rm -r 岳*");
    snprintf(path, sizeof path, "new/%sx", longest);
    assert_int_equal(make(p, path, false, "1"), ZP_CANNOT_WRITE);
    assert_told(p, "folder-make", strerror(ENAMETOOLONG));
    assert_there("");
}

static void a_folder_above_that_cannot_be(void **state) {
    place *p = *state;
    char path[320] = "new/deeper/";
    run("touch file");
    assert_int_equal(make(p, "file/x", false, "1"), ZP_CANNOT_WRITE);
    assert_string_equal(zp_messages_at(p->messages, 0)->place.file, "file");
    assert_told(p, "folder-make", strerror(ENOTDIR));
    memset(path + strlen(path), 'x', 290);
    strcat(path, "/y");
    assert_int_equal(make(p, path, false, "1"), ZP_CANNOT_WRITE);
    assert_told(p, "folder-make", strerror(ENAMETOOLONG));
    assert_there("file="); // not new/deeper either
}

static void a_file_that_cannot_be_written(void **state) {
    place *p = *state;
    zp_staged_folder staged;
    assert_int_equal(stage(p, "x", false, &staged), ZP_OK);
    assert_int_equal(put(p, &staged, "a", "1"), ZP_OK);
    assert_int_equal(put(p, &staged, "a/b", "1"), ZP_CANNOT_WRITE);
    assert_string_equal(zp_messages_at(p->messages, 0)->place.file, "x/a/b");
    assert_told(p, "file-write", strerror(ENOTDIR));
    assert_there("");
    // As on a disk that is full: what comes behind the first bytes is refused.
    struct rlimit old, small = {1000, RLIM_INFINITY};
    char large[4000] = {0};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    assert_int_equal(stage(p, "x", false, &staged), ZP_OK);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    zp_status status = zp_folder_put(p->messages, &staged, "a", large, sizeof large);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_int_equal(status, ZP_CANNOT_WRITE);
    assert_told(p, "file-write", strerror(EFBIG));
    assert_there("");
}

// ---------------------------------------------------------------- processes that end

static void die_while_writing(place *p) {
    zp_staged_folder staged;
    stage(p, "x", true, &staged);
    put(p, &staged, "a/b", "1");
    raise(SIGKILL);
}

static void what_a_killed_process_left_is_swept(void **state) {
    place *p = *state;
    zp_staged_folder living;
    assert_int_equal(make(p, "x", false, "old"), ZP_OK);
    run("mkdir .x.backup .x.ziping-abcdefg .y.ziping-abcdef && ln -s .x.backup .x.ziping-abcdef");
    assert_int_equal(stage(p, "x", true, &living), ZP_OK);
    assert_true(WIFSIGNALED(in_child(p, die_while_writing)));
    assert_true(WIFSIGNALED(in_child(p, die_while_writing)));
    run("test $(ls -d .x.ziping-?????? | wc -l) = 3"); // a link, one that lives, one that died
    assert_int_equal(make(p, "x", true, "new"), ZP_OK);
    run("test $(ls -d .x.ziping-?????? | wc -l) = 2");
    zp_folder_abandon(&living);
    assert_there(".x.backup .x.ziping-abcdef .x.ziping-abcdefg .y.ziping-abcdef x x/f=new");
}

static void run_out_of_memory(place *p) {
    zp_staged_folder staged;
    stage(p, "x", true, &staged);
    put(p, &staged, "a/b", "1");
    put(p, &staged, "c", "1");
    close(STDERR_FILENO); // it says so there
    zp_out_of_memory();
}

static void one_that_runs_out_of_memory_leaves_nothing(void **state) {
    place *p = *state;
    assert_int_equal(make(p, "x", false, "old"), ZP_OK);
    assert_int_equal(WEXITSTATUS(in_child(p, run_out_of_memory)), ZP_CANNOT_WRITE);
    assert_there("x x/f=old");
}

// Writes one folder over the other until it is killed; every file of one says the same.
static void write_for_ever(place *p) {
    for (int round = 0;; round++) {
        zp_staged_folder staged;
        char text[16], name[16];
        snprintf(text, sizeof text, "%d", round);
        if (stage(p, "x", true, &staged) != ZP_OK) {
            _exit(1);
        }
        for (int i = 0; i < 20; i++) {
            snprintf(name, sizeof name, "%d/%d", i % 3, i);
            put(p, &staged, name, text);
        }
        zp_folder_commit(p->messages, &staged);
    }
}

static void one_that_is_killed_leaves_the_old_or_the_new(void **state) {
    place *p = *state;
    srand(1);
    for (int i = 0; i < 20; i++) {
        int status;
        pid_t child = fork();
        if (child == 0) {
            write_for_ever(p);
        }
        usleep(20000 + (unsigned)(rand() % 20000));
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        run("test ! -e x || { test $(find x -type f | wc -l) = 20 && "
            "test $(for f in x/*/*; do cat $f; echo; done | sort -u | wc -l) = 1; }");
    }
    assert_int_equal(make(p, "x", true, "last"), ZP_OK);
    assert_there("x x/f=last");
}

// ---------------------------------------------------------------- other file systems, other users

// As on a network's: renameat2 knows no flags.
static void without_flags(void) {
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_renameat2, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EINVAL),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof code / sizeof *code, code};
    assert_int_equal(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
    assert_int_equal(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program), 0);
    assert_int_equal(renameat2(AT_FDCWD, "n", AT_FDCWD, "m", RENAME_NOREPLACE), -1);
    assert_int_equal(errno, EINVAL);
}

static void replace_without_flags(place *p) {
    zp_staged_folder staged;
    without_flags();
    assert_int_equal(make(p, "x", false, "1"), ZP_OK);
    assert_there("x x/f=1");
    assert_int_equal(make(p, "x", true, "2"), ZP_OK);
    assert_there("x x/f=2");
    for (int empty = 0; empty < 2; empty++) {
        assert_int_equal(stage(p, "y", false, &staged), ZP_OK);
        run(empty ? "mkdir y" : "mkdir y && touch y/z");
        assert_int_equal(zp_folder_commit(p->messages, &staged), ZP_CANNOT_WRITE);
        assert_told(p, "output-exists", "a folder");
        assert_there(empty ? "x x/f=2 y" : "x x/f=2 y y/z=");
        run("rm -r y");
    }
}

static void file_systems_without_exchange(void **state) {
    place *p = *state;
    assert_int_equal(in_child(p, replace_without_flags), 0);
    // Killed between the two renames: the old one is put back; after them: it is removed.
    run("mv x .x.ziping-replaced");
    assert_int_equal(make(p, "x", false, "3"), ZP_CANNOT_WRITE);
    assert_told(p, "output-exists", "a folder");
    assert_there("x x/f=2");
    run("cp -r x .x.ziping-replaced");
    assert_int_equal(make(p, "x", true, "3"), ZP_OK);
    assert_there("x x/f=3");
}

static void write_as_nobody(place *p) {
    if (geteuid() == 0) {
        assert_int_equal(setgid(65534), 0);
        assert_int_equal(setuid(65534), 0);
    }
    assert_int_equal(make(p, "shut/x", false, "1"), ZP_CANNOT_WRITE);
    assert_told(p, "folder-make", strerror(EACCES));
    assert_int_equal(make(p, "shut/x/y", false, "1"), ZP_CANNOT_WRITE);
    assert_told(p, "folder-make", strerror(EACCES));
    // One that may be moved, but not removed.
    assert_int_equal(make(p, "open/x", true, "new"), ZP_OK);
    assert_non_null(strstr(zp_messages_at(p->messages, 0)->place.file, "open/.x.ziping-"));
    assert_told(p, "folder-left", strerror(EACCES));
}

static void what_must_not_be_written(void **state) {
    place *p = *state;
    run("mkdir -p shut open/x/kept && touch open/x/kept/file && chmod 555 shut open/x/kept && "
        "chmod 755 . && { test $(id -u) != 0 || chown -R 65534 open; }");
    assert_int_equal(in_child(p, write_as_nobody), 0);
    run("test \"$(cat open/x/f)\" = new && test -z \"$(ls -A shut)\" && "
        "test \"$(ls -A open | wc -l)\" = 2");
}

static void names_of_a_folder(void **state) {
    place *p = *state;
    zp_text *names;
    size_t count;
    run("mkdir d d/empty && touch d/b d/.a d/a d/清单");
    assert_int_equal(zp_folder_list(p->arena, p->messages, "d", &names, &count), ZP_OK);
    static const char *const wanted[] = {".a", "a", "b", "empty", "清单"};
    assert_int_equal(count, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(names[i].data, wanted[i]);
    }
    assert_int_equal(zp_folder_list(p->arena, p->messages, "d/empty", &names, &count), ZP_OK);
    assert_int_equal(count, 0);
    assert_int_equal(zp_folder_list(p->arena, p->messages, "d/a", &names, &count), ZP_BAD_INPUT);
    assert_told(p, "file-read", strerror(ENOTDIR));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(it_appears_whole),
        TEST(one_that_is_abandoned_leaves_nothing),
        TEST(the_old_one_is_kept_or_replaced),
        TEST(what_is_no_folder_is_kept),
        TEST(what_comes_there_meanwhile_is_kept),
        TEST(names_that_cannot_be),
        TEST(a_folder_above_that_cannot_be),
        TEST(a_file_that_cannot_be_written),
        TEST(what_a_killed_process_left_is_swept),
        TEST(one_that_runs_out_of_memory_leaves_nothing),
        TEST(one_that_is_killed_leaves_the_old_or_the_new),
        TEST(file_systems_without_exchange),
        TEST(what_must_not_be_written),
        TEST(names_of_a_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
