// Folders with all that is in them, through a buffer on the stack: opendir wants memory, and
// tree_remove is called when there is none.
#define _GNU_SOURCE // getdents64
#include "base/private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OPEN = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK };

typedef bool (*visit)(int folder, const char *name);

// How many names were visited; -1 where a visit, or the reading, failed.
static long each_name(int folder, visit visit) {
    _Alignas(struct dirent64) char room[2048];
    long visited = 0;
    ssize_t size;
    if (lseek(folder, 0, SEEK_SET) < 0) {
        return -1;
    }
    while ((size = getdents64(folder, room, sizeof room)) > 0) {
        for (ssize_t at = 0; at < size;) {
            const struct dirent64 *entry = (const struct dirent64 *)(room + at);
            at += entry->d_reclen;
            if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
                continue;
            }
            if (!visit(folder, entry->d_name)) {
                return -1;
            }
            visited++;
        }
    }
    return size < 0 ? -1 : visited;
}

static bool remove_one(int parent, const char *name) {
    if (unlinkat(parent, name, 0) == 0 || errno == ENOENT) {
        return true;
    }
    int error = errno, folder = openat(parent, name, OPEN | O_DIRECTORY);
    if (folder < 0) {
        errno = error; // no folder: why it cannot be removed is what unlinkat said
        return false;
    }
    bool removed = tree_remove_at(parent, folder, name);
    error = errno;
    close(folder);
    errno = error;
    return removed;
}

bool tree_remove_at(int parent, int folder, const char *name) {
    long left;
    // Where names are taken out of a folder while it is read, some may be passed over: again.
    while ((left = each_name(folder, remove_one)) > 0) {
    }
    return left == 0 && (unlinkat(parent, name, AT_REMOVEDIR) == 0 || errno == ENOENT);
}

// What failed may pass at the second time: too many open files, a signal.
bool tree_remove(const char *path) {
    for (int turn = 0; turn < 2; turn++) {
        if (remove_one(AT_FDCWD, path)) {
            return true;
        }
    }
    return false;
}

static bool sync_one(int parent, const char *name) {
    struct stat about;
    int file = openat(parent, name, OPEN);
    if (file < 0) {
        return false;
    }
    bool synced =
        fstat(file, &about) == 0 && (S_ISDIR(about.st_mode) ? tree_sync(file) : fsync(file) == 0);
    int error = errno;
    close(file);
    errno = error;
    return synced;
}

bool tree_sync(int folder) {
    if (each_name(folder, sync_one) < 0) {
        return false;
    }
    return fsync(folder) == 0 || errno == EINVAL; // a file system without fsync of folders
}
