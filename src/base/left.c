// What a killed process leaves of a file or folder it was writing, where that stands, and how it is
// swept away.
#define _DEFAULT_SOURCE // flock
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

#define MARK ".ziping-"
enum { MARK_BYTES = 1 + sizeof MARK - 1 + sizeof LEFT_REPLACED - 1 };

bool left_is_there(const char *path) {
    struct stat about;
    return lstat(path, &about) == 0;
}

bool left_is_folder(const char *path) { // and no link to one
    struct stat about;
    return lstat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

bool left_is_unknown(int error) {
    return error == EINVAL || error == ENOSYS || error == EOPNOTSUPP;
}

// ---------------------------------------------------------------- names

// The folder that `path` stands in, with its slash.
zp_text left_above(const char *path) {
    return (zp_text){path, (size_t)(zp_path_last(path).data - path)};
}

// The path of something of ours beside `path`. A long name is cut, so that ours fits too.
char *left_beside(const char *path, const char *ending) {
    zp_text name = zp_path_last(path);
    size_t kept = name.size;
    if (kept > LEFT_NAME_BYTES - MARK_BYTES) {
        kept = LEFT_NAME_BYTES - MARK_BYTES;
        while (kept > 0 && ((unsigned char)name.data[kept] & 0xC0) == 0x80) {
            kept--; // never within a character
        }
    }
    zp_buffer out = {0};
    zp_buffer_add_text(&out, left_above(path));
    zp_buffer_add_string(&out, ".");
    zp_buffer_add(&out, name.data, kept);
    zp_buffer_add_string(&out, MARK);
    zp_buffer_add_string(&out, ending);
    return out.data;
}

int left_open_above(const char *path) {
    char *folder = zp_allocate(strlen(path) + 2);
    snprintf(folder, strlen(path) + 2, "%.*s", ZP_ARG(left_above(path)));
    int file = open(folder[0] == '\0' ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    return file;
}

// ---------------------------------------------------------------- what killed processes left

// False when somebody is writing it now; without locks nobody can tell, and it stays.
static bool sweep_one(int parent, const char *name) {
    struct stat about;
    int file = openat(parent, name, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0) {
        return true; // none of ours, or gone
    }
    bool ours = fstat(file, &about) == 0 && (S_ISDIR(about.st_mode) || S_ISREG(about.st_mode));
    bool unlocked = !ours || flock(file, LOCK_EX | LOCK_NB) == 0;
    // What cannot be removed does no harm.
    if (ours && unlocked && S_ISDIR(about.st_mode)) {
        tree_remove_at(parent, file, name);
    } else if (ours && unlocked) {
        unlinkat(parent, name, 0);
    }
    close(file);
    return unlocked;
}

void left_sweep(const char *path) {
    char *pattern = left_beside(path, ""), *replaced = left_beside(path, LEFT_REPLACED);
    zp_text start = zp_path_last(pattern);
    int parent = left_open_above(path);
    DIR *names = parent >= 0 ? fdopendir(parent) : NULL;
    bool alone = true;
    for (const struct dirent *each; names != NULL && (each = readdir(names)) != NULL;) {
        zp_text name = zp_text_of(each->d_name);
        if (name.size == start.size + sizeof LEFT_RANDOM - 1 && zp_text_starts(name, start.data)) {
            alone = sweep_one(parent, each->d_name) && alone;
        }
    }
    if (alone && left_is_folder(replaced)) {
        // A process was killed between the two renames, or when it removed the old folder.
        if (left_is_there(path)) {
            tree_remove(replaced);
        } else {
            (void)rename(replaced, path);
        }
    }
    if (names != NULL) {
        closedir(names);
    } else if (parent >= 0) {
        close(parent);
    }
    free(pattern);
    free(replaced);
}

// `NAME` of `.NAME.ziping-…`; empty: the name is none of ours.
static zp_text target_of(zp_text name) {
    size_t mark = sizeof MARK - 1;
    for (size_t i = name.size; name.size > 0 && name.data[0] == '.' && i > mark; i--) {
        if (zp_text_starts(zp_text_slice(name, i - mark, name.size), MARK)) {
            return zp_text_slice(name, 1, i - mark);
        }
    }
    return (zp_text){0};
}

void zp_folder_sweep(zp_arena *arena, const char *folder) {
    zp_messages *unheard = zp_messages_new();
    zp_text *names;
    size_t count = 0;
    if (zp_folder_exists(folder) &&
        zp_folder_list(arena, unheard, folder, &names, &count) == ZP_OK) {
        for (size_t i = 0; i < count; i++) {
            zp_text target = target_of(names[i]);
            if (target.size > 0) {
                left_sweep(zp_path_join(arena, folder, zp_arena_string(arena, target)));
            }
        }
    }
    zp_messages_free(unheard);
}
