#define _GNU_SOURCE
#include "folder/place.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

int place_enter(void **state) {
    place *p = calloc(1, sizeof *p);
    strcpy(p->folder, "/tmp/ziping-folder-XXXXXX");
    p->arena = zp_arena_new();
    p->messages = zp_messages_new();
    *state = p;
    return mkdtemp(p->folder) != NULL && chdir(p->folder) == 0 ? 0 : -1;
}

int place_leave(void **state) {
    place *p = *state;
    char command[96];
    snprintf(command, sizeof command, "chmod -R u+w %s; rm -r %s", p->folder, p->folder);
    int left = chdir("/") == 0 ? system(command) : -1;
    zp_arena_free(p->arena);
    zp_messages_free(p->messages);
    free(p);
    return left;
}

void run(const char *command) {
    assert_int_equal(system(command), 0);
}

void assert_there(const char *wanted) {
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

void assert_told(place *p, const char *id, const char *text) {
    size_t count = zp_messages_count(p->messages, ZP_REMARK);
    assert_int_equal(count, 1);
    const zp_message *message = zp_messages_at(p->messages, 0);
    assert_string_equal(message->id, id);
    assert_non_null(strstr(message->text.data, text));
    zp_messages_free(p->messages);
    p->messages = zp_messages_new();
}

zp_status stage(place *p, const char *path, bool replace, zp_staged_folder *staged) {
    return zp_folder_stage(p->messages, path, replace, staged);
}

zp_status put(place *p, zp_staged_folder *staged, const char *name, const char *text) {
    return zp_folder_put(p->messages, staged, name, text, strlen(text));
}

zp_status make(place *p, const char *path, bool replace, const char *text) {
    zp_staged_folder staged;
    zp_status status = stage(p, path, replace, &staged);
    status = status ? status : put(p, &staged, "f", text);
    return status ? status : zp_folder_commit(p->messages, &staged);
}

void without_flags(void) {
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
