// The font files of a folder; and the bytes of one, mapped. HarfBuzz can do that itself, but gives
// the same answer to a file that is broken and to one that cannot be read just now; and then
// another font would serve, and other bytes be made than a moment before.
#include "text/private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <hb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct mapping {
    void *start;
    size_t size;
} mapping;

static void unmap(void *data) {
    mapping *m = data;
    munmap(m->start, m->size);
    free(m);
}

static hb_blob_t *read_it(const char *path, int file, size_t size) {
    char *bytes = zp_allocate(size);
    for (size_t got = 0; got < size;) {
        ssize_t step = pread(file, bytes + got, size - got, (off_t)got);
        if (step == 0 || (step < 0 && errno != EINTR)) {
            zp_end_unread(path, step == 0 ? EIO : errno);
        }
        got += step > 0 ? (size_t)step : 0;
    }
    return hb_blob_create(bytes, (unsigned)size, HB_MEMORY_MODE_READONLY, bytes, free);
}

static hb_blob_t *map(const char *path, int file, size_t size) {
    void *start = mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);
    if (start == MAP_FAILED) {
        return read_it(path, file,
                       size); // file systems that cannot map, and address space that is short
    }
    mapping *m = zp_allocate(sizeof *m);
    *m = (mapping){start, size};
    return hb_blob_create(start, (unsigned)size, HB_MEMORY_MODE_READONLY, m, unmap);
}

hb_blob_t *font_file_map(const char *path) {
    struct stat about;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0 || fstat(file, &about) != 0) {
        zp_expect_lasting(path, errno);
        return NULL;
    }
    bool fits = S_ISREG(about.st_mode) && about.st_size > 0 && about.st_size <= INT32_MAX;
    hb_blob_t *blob = fits ? map(path, file, (size_t)about.st_size) : NULL;
    close(file);
    return blob;
}

static bool font_name(const char *name) {
    static const char *const endings[] = {".ttf", ".otf", ".ttc", ".TTF", ".OTF", ".TTC"};
    zp_text text = zp_text_of(name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (zp_text_ends(text, endings[i])) {
            return true;
        }
    }
    return false;
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **font_files_in(zp_arena *arena, const char *folder, size_t *count) {
    const char **names = NULL;
    size_t capacity = 0;
    *count = 0;
    DIR *open = opendir(folder);
    if (open == NULL) {
        zp_expect_lasting(folder, errno);
        return NULL;
    }
    errno = 0;
    for (struct dirent *entry; (entry = readdir(open)) != NULL; errno = 0) {
        if (font_name(entry->d_name)) {
            *ZP_PUSH(arena, names, *count, capacity) = zp_path_join(arena, folder, entry->d_name);
        }
    }
    zp_expect_lasting(folder, errno);
    closedir(open);
    if (*count > 0) {
        qsort(names, *count, sizeof *names, by_name);
    }
    return names;
}
