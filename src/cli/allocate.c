// The program's own malloc, in front of libc's, for us and every library alike: a request that
// fails ends the process as zp_out_of_memory does.
//
// Each library has its own way otherwise. cmark aborts; HarfBuzz goes on with what it has, and the
// wrong glyphs; libxml2, ICU and libzip report some of it. Their hooks (xmlMemSetup,
// u_setMemoryFunctions, cmark's allocator, operator new's handler) are one a library, and HarfBuzz,
// libdeflate, libqrencode and libc have none. Here is one place, which no library goes past: what
// is made is made whole, or not at all. It costs 0.12 % of the instructions of `ziping package`.
#include "base/base.h"

#include <errno.h>
#include <stdlib.h>

// Sanitizers and other C libraries have their own way; there, only zp_allocate's answer is sure.
#if defined(__has_feature)
#define HAS_FEATURE(name) __has_feature(name)
#else
#define HAS_FEATURE(name) 0
#endif
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) &&       \
    !HAS_FEATURE(address_sanitizer) && !HAS_FEATURE(thread_sanitizer) &&                           \
    !HAS_FEATURE(memory_sanitizer)

// These are exported for those who replace malloc. (dlsym would want memory itself.)
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *block);

// More than any file we read or write has: a number out of a broken font or PDF. That is the
// library's to refuse, and it is told so however much memory there is, so that what becomes of the
// file does not hang on the machine.
static const uint64_t SIZE_ABSURD = (uint64_t)8 << 30;

// What is NULL though nothing failed is not handed here.
static inline void *checked(void *block) {
    if (__builtin_expect(block == NULL, 0)) {
        zp_out_of_memory();
    }
    return block;
}

static inline bool is_absurd(size_t size) {
    if (__builtin_expect((uint64_t)size > SIZE_ABSURD, 0)) {
        errno = ENOMEM;
        return true;
    }
    return false;
}

void *malloc(size_t size) {
    return is_absurd(size) ? NULL : checked(__libc_malloc(size));
}

void *calloc(size_t count, size_t size) {
    size_t all;
    bool overflows = __builtin_mul_overflow(count, size, &all);
    return is_absurd(overflows ? SIZE_MAX : all) ? NULL : checked(__libc_calloc(count, size));
}

void *realloc(void *old, size_t size) {
    if (is_absurd(size)) {
        return NULL;
    }
    void *block = __libc_realloc(old, size);
    return old != NULL && size == 0 ? block : checked(block); // 0: libc freed it
}

// aligned_alloc wants a power of two; what is none is the caller's mistake, not a lack of memory.
static inline bool is_alignment(size_t alignment) {
    return alignment != 0 && (alignment & (alignment - 1)) == 0;
}

void *aligned_alloc(size_t alignment, size_t size) {
    if (!is_alignment(alignment)) {
        errno = EINVAL;
        return NULL;
    }
    bool absurd = is_absurd(size) || is_absurd(alignment);
    return absurd ? NULL : checked(__libc_memalign(alignment, size));
}

void *memalign(size_t alignment, size_t size);
void *memalign(size_t alignment, size_t size) {
    return aligned_alloc(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size) {
    if (!is_alignment(alignment) || alignment % sizeof(void *) != 0) {
        return EINVAL;
    }
    void *block = aligned_alloc(alignment, size);
    if (block != NULL) {
        *out = block;
    }
    return block != NULL ? 0 : ENOMEM;
}

// So that a block goes back to where it came from, whatever else is preloaded.
void free(void *block) {
    __libc_free(block);
}
#endif
