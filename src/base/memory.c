#include "base/base.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK_SIZE = 64 * 1024 };

typedef struct block block;
struct block {
    block *next;
    size_t used, size;
    max_align_t data[];
};

struct zp_arena {
    block *blocks; // the first one is being filled
};

static const char *memory_out = ZP_MARKED("ziping: error: out of memory [memory]\n");

void memory_translate(void) {
    memory_out = zp_translated(memory_out);
}

// Not stdio: it may want memory of its own.
static void tell(const char *words) {
    ssize_t ignored = write(STDERR_FILENO, words, strlen(words));
    (void)ignored;
}

ZP_NORETURN void zp_out_of_memory(void) {
    zp_files_abandon();
    tell(memory_out);
    _exit(ZP_CANNOT_WRITE);
}

static void (*hear_unread)(const char *path, const char *why);

void zp_hear_unread(void (*hear)(const char *path, const char *why)) {
    hear_unread = hear;
}

ZP_NORETURN void zp_end_unread(const char *path, int error) {
    if (error == ENOMEM) {
        zp_out_of_memory();
    }
    char why[256];
    snprintf(why, sizeof why, zp_translated("cannot be read: %s"), zp_error_words(error));
    zp_files_abandon();
    if (hear_unread != NULL) {
        hear_unread(path, why);
        _exit(ZP_CANNOT_WRITE);
    }
    zp_buffer line = {0};
    zp_buffer_add_shown(&line, zp_text_of(path));
    zp_buffer_print(&line, ": %s: ", zp_translated("error"));
    zp_buffer_add_shown(&line, zp_text_of(why));
    zp_buffer_add_string(&line, " [file-read]\n");
    tell(line.data);
    _exit(ZP_CANNOT_WRITE);
}

void zp_expect_lasting(const char *path, int error) {
    static const int lasting[] = {0,     ENOENT, ENOTDIR,      EACCES, EPERM,
                                  ELOOP, ENXIO,  ENAMETOOLONG, EINVAL, EOVERFLOW};
    for (size_t i = 0; i < sizeof lasting / sizeof *lasting; i++) {
        if (error == lasting[i]) {
            return;
        }
    }
    zp_end_unread(path, error);
}

void *zp_allocate(size_t size) {
    void *result = malloc(size ? size : 1);
    if (result == NULL) {
        zp_out_of_memory();
    }
    return result;
}

void *zp_reallocate(void *old, size_t size) {
    void *result = realloc(old, size ? size : 1);
    if (result == NULL) {
        zp_out_of_memory();
    }
    return result;
}

zp_arena *zp_arena_new(void) {
    zp_arena *arena = zp_allocate(sizeof *arena);
    arena->blocks = NULL;
    return arena;
}

void zp_arena_free(zp_arena *arena) {
    if (arena == NULL) {
        return;
    }
    for (block *each = arena->blocks, *next; each != NULL; each = next) {
        next = each->next;
        free(each);
    }
    free(arena);
}

void zp_arena_clear(zp_arena *arena) {
    block *largest = NULL;
    for (block *each = arena->blocks, *next; each != NULL; each = next) {
        next = each->next;
        if (largest == NULL || each->size > largest->size) {
            free(largest);
            largest = each;
        } else {
            free(each);
        }
    }
    arena->blocks = largest;
    if (largest != NULL) {
        largest->next = NULL;
        largest->used = 0;
    }
}

static block *block_new(size_t size) {
    if (size > SIZE_MAX - sizeof(block)) {
        zp_out_of_memory();
    }
    block *made = zp_allocate(sizeof(block) + size);
    made->used = 0;
    made->size = size;
    return made;
}

void *zp_arena_get(zp_arena *arena, size_t size) {
    const size_t align = _Alignof(max_align_t);
    if (size > SIZE_MAX / 2) {
        zp_out_of_memory();
    }
    size = (size + align - 1) / align * align;
    block *current = arena->blocks;
    if (current == NULL || current->size - current->used < size) {
        bool own_block = size > BLOCK_SIZE / 4;
        block *made = block_new(own_block ? size : BLOCK_SIZE);
        if (own_block && current != NULL) { // keep filling the current one
            made->next = current->next;
            current->next = made;
        } else {
            made->next = current;
            arena->blocks = made;
        }
        current = made;
    }
    char *result = (char *)current->data + current->used;
    current->used += size;
    memset(result, 0, size);
    return result;
}

void *zp_arena_array(zp_arena *arena, size_t count, size_t size) {
    if (size != 0 && count > SIZE_MAX / size) {
        zp_out_of_memory();
    }
    return zp_arena_get(arena, count * size);
}

void *zp_arena_grow(zp_arena *arena, void *items, size_t count, size_t *capacity, size_t size) {
    if (count < *capacity) {
        return items;
    }
    size_t wanted = *capacity ? *capacity * 2 : 8;
    void *result = zp_arena_array(arena, wanted, size);
    if (count > 0) {
        memcpy(result, items, count * size);
    }
    *capacity = wanted;
    return result;
}

zp_text zp_arena_copy(zp_arena *arena, zp_text text) {
    char *copy = zp_arena_get(arena, text.size + 1);
    if (text.size > 0) {
        memcpy(copy, text.data, text.size);
    }
    return (zp_text){copy, text.size};
}

const char *zp_arena_string(zp_arena *arena, zp_text text) {
    return zp_arena_copy(arena, text).data;
}

zp_text zp_arena_print(zp_arena *arena, const char *format, ...) {
    char brief[128]; // most are
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int size = vsnprintf(brief, sizeof brief, format, arguments);
    va_end(arguments);
    size_t count = size < 0 ? 0 : (size_t)size;
    char *out = zp_arena_get(arena, count + 1);
    if (count < sizeof brief) {
        memcpy(out, brief, count);
    } else {
        vsnprintf(out, count + 1, format, again);
    }
    va_end(again);
    return (zp_text){out, count};
}

static void buffer_reserve(zp_buffer *buffer, size_t more) {
    if (more > SIZE_MAX / 4 || buffer->size > SIZE_MAX / 4) {
        zp_out_of_memory();
    }
    size_t wanted = buffer->size + more + 1;
    if (wanted <= buffer->capacity) {
        return;
    }
    size_t capacity = buffer->capacity ? buffer->capacity : 256;
    while (capacity < wanted) {
        capacity *= 2;
    }
    buffer->data = zp_reallocate(buffer->data, capacity);
    buffer->capacity = capacity;
}

void zp_buffer_add(zp_buffer *buffer, const void *data, size_t size) {
    buffer_reserve(buffer, size);
    if (size > 0) {
        memcpy(buffer->data + buffer->size, data, size);
    }
    buffer->size += size;
    buffer->data[buffer->size] = '\0';
}

char *zp_buffer_room(zp_buffer *buffer, size_t size) {
    buffer_reserve(buffer, size);
    return buffer->data + buffer->size;
}

void zp_buffer_add_text(zp_buffer *buffer, zp_text text) {
    zp_buffer_add(buffer, text.data, text.size);
}

void zp_buffer_add_string(zp_buffer *buffer, const char *string) {
    zp_buffer_add(buffer, string, strlen(string));
}

void zp_buffer_print(zp_buffer *buffer, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    zp_buffer_print_list(buffer, format, arguments);
    va_end(arguments);
}

void zp_buffer_print_list(zp_buffer *buffer, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    if (size > 0) {
        buffer_reserve(buffer, (size_t)size);
        vsnprintf(buffer->data + buffer->size, (size_t)size + 1, format, again);
        buffer->size += (size_t)size;
    }
    va_end(again);
}

zp_text zp_buffer_text(const zp_buffer *buffer) {
    return (zp_text){buffer->data, buffer->size};
}

void zp_buffer_free(zp_buffer *buffer) {
    free(buffer->data);
    *buffer = (zp_buffer){0};
}
