// Folders that appear whole: what is left behind, and never left behind, in every way it can end.
#include "folder/place.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

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

// ---------------------------------------------------------------- other file systems, other users

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
        TEST(file_systems_without_exchange),
        TEST(what_must_not_be_written),
        TEST(names_of_a_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
