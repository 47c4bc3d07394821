// Files that appear together, or not at all.
#define _GNU_SOURCE // renameat2
#include "base/base.h"
#include "base/left.h"
#include "base/private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct staged {
    char *temporary; // owned; NULL where there is none
    int file, slot;
    bool renamed, old; // old: what was at its place is now at `temporary`
} staged;

static zp_status cannot_write(zp_messages *messages, const char *path, int error) {
    zp_report(messages, ZP_ERROR, zp_whole_file(path), "file-write", "cannot be written: %s",
              zp_error_words(error));
    return ZP_CANNOT_WRITE;
}

// Who may read and write the old one, may so the new one, and nobody else.
static void take_mode(int file, const struct stat *old) {
    mode_t mode = old->st_mode & 07777;
    if (fchown(file, (uid_t)-1, old->st_gid) != 0) {
        mode &= (mode_t)~S_IRWXG; // they are others' now
    }
    if (fchown(file, old->st_uid, (gid_t)-1) != 0) {
        mode &= (mode_t) ~(S_ISUID | S_ISGID);
    }
    (void)fchmod(file, mode);
}

static int make_beside(const zp_new_file *file, staged *one) {
    struct stat old;
    if (!file->edited || stat(file->path, &old) != 0) {
        return temporary_make(one->temporary, false, &one->slot);
    }
    // Not for a moment may it be opened by more than may open the old one.
    mode_t mask = umask(S_IRWXG | S_IRWXO);
    int made = temporary_make(one->temporary, false, &one->slot);
    int error = errno;
    umask(mask);
    if (made >= 0) {
        take_mode(made, &old);
    }
    errno = error;
    return made;
}

// What a rename would stumble over later is told while nothing is changed. errno says why not.
static bool stage(const zp_new_file *file, staged *one) {
    if (zp_folder_exists(file->path)) {
        errno = EISDIR;
        return false;
    }
    left_sweep(file->path);
    one->temporary = left_beside(file->path, LEFT_RANDOM);
    one->file = make_beside(file, one);
    if (one->file < 0) {
        int error = errno;
        free(one->temporary);
        one->temporary = NULL;
        errno = error;
        return false;
    }
    return zp_write_all(one->file, file->bytes.data, file->bytes.size) && fsync(one->file) == 0;
}

// ---------------------------------------------------------------- renaming

// One alone takes the place of another by rename, which cannot be taken back, and need not be.
static bool put_in_place(staged *one, const char *path, bool alone) {
    const char *from = one->temporary;
    if (!alone) {
        if (renameat2(AT_FDCWD, from, AT_FDCWD, path, RENAME_NOREPLACE) == 0) {
            return one->renamed = true;
        }
        if (errno == EEXIST && renameat2(AT_FDCWD, from, AT_FDCWD, path, RENAME_EXCHANGE) == 0) {
            return one->renamed = one->old = true;
        }
        if (!left_is_unknown(errno)) {
            return false;
        }
    }
    if (rename(from, path) != 0) {
        return false;
    }
    files_leave(one->slot);
    free(one->temporary);
    one->temporary = NULL;
    return true;
}

static void take_back(staged *one, const char *path) {
    if (one->renamed && one->old) {
        (void)renameat2(AT_FDCWD, one->temporary, AT_FDCWD, path, RENAME_EXCHANGE);
    } else if (one->renamed) {
        (void)rename(path, one->temporary);
    }
    one->renamed = one->old = false;
}

// All or none: a signal that ends the process waits.
static zp_status put_all(zp_messages *messages, const zp_new_file *files, staged *list,
                         size_t count) {
    sigset_t before;
    size_t done = 0;
    files_hold(&before);
    while (done < count && put_in_place(&list[done], files[done].path, count == 1)) {
        done++;
    }
    int error = errno;
    for (size_t i = done; done < count && i > 0; i--) {
        take_back(&list[i - 1], files[i - 1].path);
    }
    files_release(&before);
    return done < count ? cannot_write(messages, files[done].path, error) : ZP_OK;
}

// Nothing is left beside it: not what was not renamed, nor what was there before.
static void leave(zp_messages *messages, staged *one) {
    if (one->temporary != NULL) {
        if (unlink(one->temporary) != 0 && errno != ENOENT) {
            zp_report(messages, ZP_WARNING, zp_whole_file(one->temporary), "file-left",
                      "the file that was written, or replaced, is here, and cannot be removed: %s",
                      zp_error_words(errno));
        }
        files_leave(one->slot);
        free(one->temporary);
    }
    if (one->file >= 0) {
        close(one->file);
    }
}

zp_status zp_files_write(zp_messages *messages, const zp_new_file *files, size_t count) {
    staged *list = zp_allocate(count * sizeof *list);
    zp_status status = ZP_OK;
    size_t staged_count = 0;
    for (; staged_count < count && status == ZP_OK; staged_count++) {
        list[staged_count] = (staged){.file = -1, .slot = -1};
        if (!stage(&files[staged_count], &list[staged_count])) {
            status = cannot_write(messages, files[staged_count].path, errno);
        }
    }
    if (status == ZP_OK) {
        status = put_all(messages, files, list, count);
    }
    for (size_t i = 0; i < staged_count; i++) {
        leave(messages, &list[i]);
    }
    free(list);
    return status;
}

zp_status zp_file_write(zp_messages *messages, const char *path, const void *data, size_t size) {
    return zp_files_write(messages, &(zp_new_file){.path = path, .bytes = {data, size}}, 1);
}
