#define _POSIX_C_SOURCE 200809L
#include "base/base.h"
#include "base/private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static zp_status read_open(zp_arena *arena, zp_messages *messages, const char *path, int file,
                           size_t size, zp_text *out) {
    char *data = zp_arena_get(arena, size + 1);
    size_t got = 0;
    while (got < size) {
        ssize_t step = read(file, data + got, size - got);
        if (step < 0 && errno == EINTR) {
            continue;
        }
        if (step < 0) {
            zp_report(messages, ZP_ERROR, zp_whole_file(path), "file-read", "cannot be read: %s",
                      zp_error_words(errno));
            return ZP_BAD_INPUT;
        }
        if (step == 0) {
            break; // it shrank while being read; what is there is what there is
        }
        got += (size_t)step;
    }
    *out = (zp_text){data, got};
    return ZP_OK;
}

zp_status zp_file_read(zp_arena *arena, zp_messages *messages, const char *path, size_t limit,
                       zp_text *out) {
    zp_status status = ZP_BAD_INPUT;
    struct stat about;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) {
        zp_report(messages, ZP_ERROR, zp_whole_file(path), "file-read", "cannot be opened: %s",
                  zp_error_words(errno));
        return ZP_BAD_INPUT;
    }
    if (fstat(file, &about) != 0) {
        zp_report(messages, ZP_ERROR, zp_whole_file(path), "file-read", "cannot be read: %s",
                  zp_error_words(errno));
        goto cleanup;
    }
    if (!S_ISREG(about.st_mode)) {
        zp_report(messages, ZP_ERROR, zp_whole_file(path), "file-read",
                  "is not a file that can be read");
        goto cleanup;
    }
    if ((uintmax_t)about.st_size > limit) {
        zp_report(messages, ZP_ERROR, zp_whole_file(path), "file-size",
                  "has %jd bytes; at most %zu are read", (intmax_t)about.st_size, limit);
        goto cleanup;
    }
    status = read_open(arena, messages, path, file, (size_t)about.st_size, out);
cleanup:
    close(file);
    return status;
}

// A file that is there is never taken for none.
static bool is_there(const char *path, int result) {
    if (result != 0) {
        zp_expect_lasting(path, errno);
    }
    return result == 0;
}

bool zp_file_exists(const char *path) {
    struct stat about;
    return is_there(path, stat(path, &about)) && S_ISREG(about.st_mode);
}

bool zp_file_size(const char *path, size_t *size) {
    struct stat about;
    bool found = is_there(path, stat(path, &about)) && S_ISREG(about.st_mode);
    *size = found ? (size_t)about.st_size : 0;
    return found;
}

bool zp_folder_exists(const char *path) {
    struct stat about;
    return is_there(path, stat(path, &about)) && S_ISDIR(about.st_mode);
}

bool zp_path_is_link(const char *path) {
    struct stat about;
    return is_there(path, lstat(path, &about)) && S_ISLNK(about.st_mode);
}

zp_status zp_folder_make(zp_messages *messages, const char *path) {
    size_t size = strlen(path), first = SIZE_MAX; // where the first one ends that was made here
    char *part = zp_allocate(size + 1);
    zp_status status = ZP_OK;
    memcpy(part, path, size + 1);
    for (size_t i = 1; i <= size && status == ZP_OK; i++) {
        if (part[i] != '/' && part[i] != '\0') {
            continue;
        }
        part[i] = '\0';
        bool made = mkdir(part, 0777) == 0;
        first = made && first > i ? i : first;
        // Another run may make the folder between the look and the making: that is fine.
        if (!made && (errno != EEXIST || !zp_folder_exists(part))) {
            zp_report(messages, ZP_ERROR, zp_whole_file(part), "folder-make",
                      "the folder cannot be made: %s",
                      zp_error_words(errno == EEXIST ? ENOTDIR : errno));
            status = ZP_CANNOT_WRITE;
        }
        part[i] = i < size ? '/' : '\0';
    }
    for (size_t i = size; status != ZP_OK && first <= i; i--) { // those above the one that failed
        if (part[i] == '/' || part[i] == '\0') {
            part[i] = '\0';
            rmdir(part);
        }
    }
    free(part);
    return status;
}

bool zp_write_all(int file, const void *data, size_t size) {
    for (const char *at = data; size > 0;) {
        ssize_t step = write(file, at, size);
        if (step < 0 && errno == EINTR) {
            continue;
        }
        if (step <= 0) {
            return false;
        }
        at += step;
        size -= (size_t)step;
    }
    return true;
}

const char *zp_path_join(zp_arena *arena, const char *folder, const char *name) {
    size_t size = strlen(folder);
    const char *slash = size == 0 || folder[size - 1] == '/' ? "" : "/";
    return zp_arena_print(arena, "%s%s%s", folder, slash, name).data;
}

zp_text zp_path_last(const char *path) {
    size_t end = strlen(path);
    while (end > 0 && path[end - 1] == '/') {
        end--;
    }
    size_t start = end;
    while (start > 0 && path[start - 1] != '/') {
        start--;
    }
    return (zp_text){path + start, end - start};
}
