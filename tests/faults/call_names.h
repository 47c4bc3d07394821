// What calls.c calls system calls.
#ifndef ZIPING_TESTS_CALL_NAMES_H
#define ZIPING_TESTS_CALL_NAMES_H

#include <sys/syscall.h>

enum { CALL_NUMBERS = 512 };

// Those that can be named; the others are `other`.
#define CALL(name) [SYS_##name] = #name
static const char *const call_names[CALL_NUMBERS] = {
    CALL(read),
    CALL(write),
    CALL(open),
    CALL(close),
    CALL(stat),
    CALL(fstat),
    CALL(lstat),
    CALL(poll),
    CALL(lseek),
    CALL(mmap),
    CALL(mprotect),
    CALL(munmap),
    CALL(brk),
    CALL(ioctl),
    CALL(pread64),
    CALL(pwrite64),
    CALL(readv),
    CALL(writev),
    CALL(access),
    CALL(pipe),
    CALL(mremap),
    CALL(dup),
    CALL(dup2),
    CALL(sendfile),
    CALL(clone),
    CALL(fork),
    CALL(vfork),
    CALL(wait4),
    CALL(kill),
    CALL(fcntl),
    CALL(flock),
    CALL(fsync),
    CALL(fdatasync),
    CALL(truncate),
    CALL(ftruncate),
    CALL(getdents64),
    CALL(chdir),
    CALL(rename),
    CALL(mkdir),
    CALL(rmdir),
    CALL(creat),
    CALL(link),
    CALL(unlink),
    CALL(symlink),
    CALL(readlink),
    CALL(chmod),
    CALL(fchmod),
    CALL(umask),
    CALL(syncfs),
    CALL(openat),
    CALL(mkdirat),
    CALL(unlinkat),
    CALL(renameat),
    CALL(renameat2),
    CALL(linkat),
    CALL(readlinkat),
    CALL(fchmodat),
    CALL(fallocate),
    CALL(copy_file_range),
    CALL(newfstatat),
    CALL(statx),
    CALL(pipe2),
    CALL(dup3),
    CALL(memfd_create),
    CALL(getrandom),
    CALL(prctl),
    CALL(clone3),
};

static const char other[] = "other";

static const char *name_of(int call) {
    return call >= 0 && call < CALL_NUMBERS && call_names[call] ? call_names[call] : other;
}

#endif
