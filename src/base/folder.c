// Folders that appear whole.
#define _GNU_SOURCE // renameat2
#include "base/base.h"
#include "base/left.h"
#include "base/private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static zp_status cannot_make(zp_messages *messages, const char *path, int error) {
    zp_report(messages, ZP_ERROR, zp_whole_file(path), "folder-make",
              "the folder cannot be made: %s", zp_error_words(error));
    return ZP_CANNOT_WRITE;
}

static zp_status exists(zp_messages *messages, const char *path) {
    struct stat about;
    const char *what = ZP_MARKED("something");
    if (lstat(path, &about) == 0) {
        what = S_ISDIR(about.st_mode)   ? ZP_MARKED("a folder")
               : S_ISREG(about.st_mode) ? ZP_MARKED("a file")
               : S_ISLNK(about.st_mode) ? ZP_MARKED("a symbolic link")
                                        : what;
    }
    zp_report(messages, ZP_ERROR, zp_whole_file(path), "output-exists",
              "the folder cannot be made: %s of this name is there already, and is kept",
              zp_translated(what));
    return ZP_CANNOT_WRITE;
}

// ---------------------------------------------------------------- staging

static zp_status check_target(zp_messages *messages, const char *path, bool replace) {
    struct stat about;
    zp_text name = zp_path_last(path);
    if (name.size == 0 || zp_text_is(name, ".") || zp_text_is(name, "..")) {
        return cannot_make(messages, path, EINVAL);
    }
    if (name.size > LEFT_NAME_BYTES) {
        return cannot_make(messages, path, ENAMETOOLONG);
    }
    if (lstat(path, &about) != 0) {
        // A file above it is zp_folder_make's to tell.
        return errno == ENOENT || errno == ENOTDIR ? ZP_OK : cannot_make(messages, path, errno);
    }
    return replace && S_ISDIR(about.st_mode) ? ZP_OK : exists(messages, path);
}

static zp_status make_above(zp_messages *messages, const char *path) {
    zp_text folder = left_above(path);
    char *copy = zp_allocate(folder.size + 1);
    memcpy(copy, folder.data, folder.size);
    while (folder.size > 1 && copy[folder.size - 1] == '/') {
        folder.size--;
    }
    copy[folder.size] = '\0';
    zp_status status = folder.size > 0 ? zp_folder_make(messages, copy) : ZP_OK;
    free(copy);
    return status;
}

zp_status zp_folder_stage(zp_messages *messages, const char *path, bool replace,
                          zp_staged_folder *staged) {
    zp_text name = zp_path_last(path);
    size_t size = (size_t)(name.data - path) + name.size; // without slashes at its end
    *staged = (zp_staged_folder){.lock = -1, .slot = -1, .replace = replace};
    char *target = zp_allocate(size + 1);
    memcpy(target, path, size);
    target[size] = '\0';
    left_sweep(target);
    zp_status status = check_target(messages, target, replace);
    if (status == ZP_OK) {
        status = make_above(messages, target);
    }
    if (status != ZP_OK) {
        free(target);
        return status;
    }
    char *temporary = left_beside(target, LEFT_RANDOM);
    staged->lock = temporary_make(temporary, true, &staged->slot);
    if (staged->lock < 0) {
        status = cannot_make(messages, target, errno);
        free(temporary);
        free(target);
        return status;
    }
    staged->path = target;
    staged->temporary = temporary;
    return ZP_OK;
}

// Nothing more is known of the temporary folder: it was renamed, or removed.
static void leave(zp_staged_folder *staged) {
    files_leave(staged->slot);
    close(staged->lock);
    free(staged->temporary);
    free(staged->path);
    *staged = (zp_staged_folder){.lock = -1, .slot = -1};
}

void zp_folder_abandon(zp_staged_folder *staged) {
    if (staged->temporary != NULL) {
        tree_remove(staged->temporary);
        leave(staged);
    }
}

static bool put_file(int folder, char *name, const void *data, size_t size) {
    for (char *slash = strchr(name, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        bool made = mkdirat(folder, name, 0777) == 0 || errno == EEXIST;
        *slash = '/';
        if (!made) {
            return false;
        }
    }
    int file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (file < 0) {
        return false;
    }
    bool written = zp_write_all(file, data, size);
    int error = errno;
    if (close(file) != 0 && written) {
        return false;
    }
    errno = error;
    return written;
}

zp_status zp_folder_put(zp_messages *messages, zp_staged_folder *staged, const char *name,
                        const void *data, size_t size) {
    zp_buffer copy = {0};
    zp_buffer_add_string(&copy, name);
    // All are fsynced by the commit: one after the other, each would wait for the disk alone.
    bool written = put_file(staged->lock, copy.data, data, size);
    if (!written) {
        int error = errno;
        copy.size = 0;
        zp_buffer_print(&copy, "%s/%s", staged->path, name);
        zp_report(messages, ZP_ERROR, zp_whole_file(copy.data), "file-write",
                  "cannot be written: %s", zp_error_words(error));
        zp_folder_abandon(staged);
    }
    zp_buffer_free(&copy);
    return written ? ZP_OK : ZP_CANNOT_WRITE;
}

// ---------------------------------------------------------------- committing

static bool rename_new(const char *from, const char *to) {
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) {
        return true;
    }
    if (!left_is_unknown(errno)) {
        return false;
    }
    if (left_is_there(to)) {
        errno = EEXIST;
        return false;
    }
    // In the moment since, only an empty folder could be lost.
    bool renamed = rename(from, to) == 0;
    errno = errno == ENOTEMPTY || errno == ENOTDIR ? EEXIST : errno;
    return renamed;
}

static bool exchange(const char *from, const char *to) {
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_EXCHANGE) == 0) {
        return true;
    }
    if (!left_is_unknown(errno)) {
        return false;
    }
    char *replaced = left_beside(to, LEFT_REPLACED);
    bool renamed = rename(to, replaced) == 0;
    if (renamed && rename(from, to) != 0) {
        int error = errno;
        (void)rename(replaced, to); // failing too, the next stage puts it back
        errno = error;
        renamed = false;
    }
    if (renamed) {
        (void)rename(replaced, from); // failing, the next stage removes it
    }
    free(replaced);
    return renamed;
}

// *old: what was at `path` is now at `temporary`.
static bool put_in_place(const zp_staged_folder *staged, bool *old) {
    sigset_t before;
    *old = false;
    files_hold(&before); // in between, it is neither the old one nor the new one
    bool put = rename_new(staged->temporary, staged->path);
    if (!put && errno == EEXIST && staged->replace && left_is_folder(staged->path)) {
        put = *old = exchange(staged->temporary, staged->path);
    }
    files_release(&before);
    return put;
}

zp_status zp_folder_sync(zp_messages *messages, const char *path, int file) {
    if (syncfs(file) == 0) {
        return ZP_OK;
    }
    zp_report(messages, ZP_ERROR, zp_whole_file(path), "file-write",
              "what was written cannot be brought onto the disk: %s", zp_error_words(errno));
    return ZP_CANNOT_WRITE;
}

zp_status zp_folder_commit(zp_messages *messages, zp_staged_folder *staged) {
    bool old, later = staged->later && !left_is_there(staged->path);
    temporary_share(staged->lock, true);
    if ((!later && !tree_sync(staged->lock)) || !put_in_place(staged, &old)) {
        zp_status status = errno == EEXIST ? exists(messages, staged->path)
                                           : cannot_make(messages, staged->path, errno);
        zp_folder_abandon(staged);
        return status;
    }
    int parent = later ? -1 : left_open_above(staged->path);
    if (parent >= 0) {
        (void)fsync(parent); // failing, it is there all the same
        close(parent);
    }
    if (old && !tree_remove(staged->temporary)) {
        zp_report(messages, ZP_WARNING, zp_whole_file(staged->temporary), "folder-left",
                  "the folder that was replaced is here, and cannot be removed: %s",
                  zp_error_words(errno));
    }
    leave(staged);
    return ZP_OK;
}

int zp_folder_lock(const char *folder) {
    int lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    while (lock >= 0 && flock(lock, LOCK_EX) != 0) {
        if (errno != EINTR) {
            close(lock);
            lock = -1;
        }
    }
    return lock;
}

void zp_folder_unlock(int lock) {
    if (lock >= 0) {
        close(lock);
    }
}

// ---------------------------------------------------------------- listing

static int by_bytes(const void *a, const void *b) {
    return zp_text_compare(*(const zp_text *)a, *(const zp_text *)b);
}

zp_status zp_folder_list(zp_arena *arena, zp_messages *messages, const char *path, zp_text **names,
                         size_t *count) {
    size_t capacity = 0;
    *names = NULL;
    *count = 0;
    DIR *folder = opendir(path);
    errno = folder != NULL ? 0 : errno;
    for (const struct dirent *each; folder != NULL && (each = readdir(folder)) != NULL;) {
        if (strcmp(each->d_name, ".") != 0 && strcmp(each->d_name, "..") != 0) {
            *ZP_PUSH(arena, *names, *count, capacity) =
                zp_arena_copy(arena, zp_text_of(each->d_name));
        }
        errno = 0; // readdir ends a folder and fails alike
    }
    int error = errno;
    if (folder != NULL) {
        closedir(folder);
    }
    if (error != 0) {
        zp_report(messages, ZP_ERROR, zp_whole_file(path), "file-read", "cannot be read: %s",
                  zp_error_words(error));
        return ZP_BAD_INPUT;
    }
    if (*count > 1) {
        qsort(*names, *count, sizeof **names, by_bytes);
    }
    return ZP_OK;
}
