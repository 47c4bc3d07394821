#define _POSIX_C_SOURCE 200809L
#include "base/base.h"
#include "base/private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
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
    if (fstat(file, &about) != 0 || !S_ISREG(about.st_mode)) {
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

bool zp_file_exists(const char *path) {
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

bool zp_folder_exists(const char *path) {
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

bool zp_path_is_link(const char *path) {
    struct stat about;
    return lstat(path, &about) == 0 && S_ISLNK(about.st_mode);
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

// The temporary file or folder being written by each thread that writes; removed if the process has
// to end.
enum { WRITERS_MAX = 64 };
static _Atomic(char *) being_written[WRITERS_MAX];

int files_enter(char *temporary) {
    for (int i = 0; i < WRITERS_MAX; i++) {
        char *nobody = NULL;
        if (atomic_compare_exchange_strong(&being_written[i], &nobody, temporary)) {
            return i;
        }
    }
    return -1; // more writers than places: only the out-of-memory path forgets it
}

void files_leave(int slot) {
    if (slot >= 0) {
        atomic_store(&being_written[slot], NULL);
    }
}

void files_abandon(void) {
    for (int i = 0; i < WRITERS_MAX; i++) {
        char *temporary = atomic_exchange(&being_written[i], NULL);
        if (temporary != NULL) {
            tree_remove(temporary);
        }
    }
}

bool files_write_all(int file, const char *data, size_t size) {
    while (size > 0) {
        ssize_t step = write(file, data, size);
        if (step < 0 && errno == EINTR) {
            continue;
        }
        if (step <= 0) {
            return false;
        }
        data += step;
        size -= (size_t)step;
    }
    return true;
}

// mkstemp gives 0600; an output is made with what the umask leaves, as any program's.
mode_t files_usual_mode(mode_t mode) {
    mode_t mask = umask(0);
    umask(mask);
    return mode & ~mask;
}

static zp_status cannot_write(zp_messages *messages, const char *path, int error) {
    zp_report(messages, ZP_ERROR, zp_whole_file(path), "file-write", "cannot be written: %s",
              zp_error_words(error));
    return ZP_CANNOT_WRITE;
}

void zp_file_abandon(zp_staged *staged) {
    if (staged->temporary != NULL) {
        unlink(staged->temporary);
        files_leave(staged->slot);
        free(staged->temporary);
        staged->temporary = NULL;
    }
}

zp_status zp_file_stage(zp_messages *messages, const char *path, const void *data, size_t size,
                        zp_staged *staged) {
    size_t length = strlen(path);
    char *temporary = zp_allocate(length + 16);
    *staged = (zp_staged){.path = path, .slot = -1};
    snprintf(temporary, length + 16, "%s.XXXXXX", path);
    // What a rename would stumble over later is told now, while nothing is changed.
    int file = zp_folder_exists(path) ? (errno = EISDIR, -1) : mkstemp(temporary);
    if (file < 0) {
        int error = errno;
        free(temporary);
        return cannot_write(messages, path, error);
    }
    staged->temporary = temporary;
    staged->slot = files_enter(temporary);
    bool written = fchmod(file, files_usual_mode(0666)) == 0 && files_write_all(file, data, size) &&
                   fsync(file) == 0;
    int error = errno;
    if (close(file) != 0 && written) {
        written = false;
        error = errno;
    }
    if (!written) {
        zp_file_abandon(staged);
        return cannot_write(messages, path, error);
    }
    return ZP_OK;
}

zp_status zp_file_commit(zp_messages *messages, zp_staged *staged) {
    if (rename(staged->temporary, staged->path) != 0) {
        int error = errno;
        zp_file_abandon(staged);
        return cannot_write(messages, staged->path, error);
    }
    files_leave(staged->slot);
    free(staged->temporary);
    staged->temporary = NULL;
    return ZP_OK;
}

zp_status zp_file_write(zp_messages *messages, const char *path, const void *data, size_t size) {
    zp_staged staged;
    zp_status status = zp_file_stage(messages, path, data, size, &staged);
    return status == ZP_OK ? zp_file_commit(messages, &staged) : status;
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
