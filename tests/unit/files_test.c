// Files that appear together; and what is left, which is nothing, of those that a process was
// writing when it was ended.
#include "folder/place.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

static zp_status write_two(place *p, const char *a, const char *b, const char *text) {
    zp_new_file files[] = {{.path = a, .bytes = zp_text_of(text)},
                           {.path = b, .bytes = zp_text_of(text)}};
    return zp_files_write(p->messages, files, 2);
}

static void they_appear_together(void **state) {
    place *p = *state;
    assert_int_equal(write_two(p, "a", "b", "1"), ZP_OK);
    assert_there("a=1 b=1");
    run("rm b");
    assert_int_equal(write_two(p, "a", "b", "2"), ZP_OK);
    assert_there("a=2 b=2");
    assert_int_equal(zp_file_write(p->messages, "a", "3", 1), ZP_OK);
    assert_there("a=3 b=2");
    assert_int_equal(zp_messages_count(p->messages, ZP_REMARK), 0);
}

static void or_none_does(void **state) {
    place *p = *state;
    run("echo -n 1 > a; mkdir b");
    assert_int_equal(write_two(p, "a", "b", "2"), ZP_CANNOT_WRITE);
    assert_told(p, "file-write", strerror(EISDIR));
    assert_int_equal(write_two(p, "a", "none/b", "2"), ZP_CANNOT_WRITE);
    assert_told(p, "file-write", strerror(ENOENT));
    // A name that is too long shows at its rename alone: the one before is taken back.
    char name[300];
    memset(name, 'x', sizeof name);
    name[sizeof name - 1] = '\0';
    assert_int_equal(write_two(p, "a", name, "2"), ZP_CANNOT_WRITE);
    assert_told(p, "file-write", strerror(ENAMETOOLONG));
    assert_int_equal(write_two(p, "c", name, "2"), ZP_CANNOT_WRITE);
    assert_told(p, "file-write", strerror(ENAMETOOLONG));
    assert_there("a=1 b");
}

static void write_without_flags(place *p) {
    without_flags();
    assert_int_equal(write_two(p, "a", "b", "2"), ZP_OK);
}

static void ended_while_writing(place *p) {
    zp_staged_folder staged;
    zp_end_cleanly();
    stage(p, "x", true, &staged);
    put(p, &staged, "d/f", "1");
    raise(SIGTERM);
}

static void nobody_hangs_up(place *p) {
    zp_staged_folder staged;
    signal(SIGHUP, SIG_IGN);
    zp_end_cleanly();
    stage(p, "x", true, &staged);
    raise(SIGHUP);
    zp_folder_commit(p->messages, &staged);
}

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

static void on_file_systems_without_exchange(void **state) {
    assert_int_equal(in_child(*state, write_without_flags), 0);
    assert_there("a=2 b=2");
}

static void a_signal_takes_them_away(void **state) {
    int status = in_child(*state, ended_while_writing);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
    assert_there("");
}

static void one_that_is_ignored_stays_so(void **state) {
    assert_int_equal(in_child(*state, nobody_hangs_up), 0);
    assert_there("x");
}

static void what_a_killed_process_left_is_swept(void **state) {
    place *p = *state;
    run("touch .a.ziping-abcdef .a.ziping-abcdefg .b.ziping-abcdef; mkfifo .a.ziping-pipe01");
    assert_int_equal(zp_file_write(p->messages, "a", "1", 1), ZP_OK);
    assert_there(".a.ziping-abcdefg= .a.ziping-pipe01 .b.ziping-abcdef= a=1");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(they_appear_together),
        TEST(or_none_does),
        TEST(on_file_systems_without_exchange),
        TEST(a_signal_takes_them_away),
        TEST(one_that_is_ignored_stays_so),
        TEST(what_a_killed_process_left_is_swept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
