// Why calls of the system fail.
#define _GNU_SOURCE // strerrordesc_np
#include "base/base.h"

#include <errno.h>

// The words of the C library, for translation.
static const char *words_of(int error) {
    switch (error) {
    case ENOENT:
        return ZP_MARKED("No such file or directory");
    case EACCES:
        return ZP_MARKED("Permission denied");
    case EPERM:
        return ZP_MARKED("Operation not permitted");
    case ENOSPC:
        return ZP_MARKED("No space left on device");
    case EDQUOT:
        return ZP_MARKED("Disk quota exceeded");
    case EROFS:
        return ZP_MARKED("Read-only file system");
    case EISDIR:
        return ZP_MARKED("Is a directory");
    case ENOTDIR:
        return ZP_MARKED("Not a directory");
    case EEXIST:
        return ZP_MARKED("File exists");
    case ENAMETOOLONG:
        return ZP_MARKED("File name too long");
    case ENOTEMPTY:
        return ZP_MARKED("Directory not empty");
    case ELOOP:
        return ZP_MARKED("Too many levels of symbolic links");
    case EMFILE:
    case ENFILE:
        return ZP_MARKED("Too many open files");
    case EFBIG:
        return ZP_MARKED("File too large");
    case EIO:
        return ZP_MARKED("Input/output error");
    case EBUSY:
        return ZP_MARKED("Device or resource busy");
    case ETXTBSY:
        return ZP_MARKED("Text file busy");
    case EPIPE:
        return ZP_MARKED("Broken pipe");
    case EAGAIN:
        return ZP_MARKED("Resource temporarily unavailable");
    case ENOMEM:
        return ZP_MARKED("Cannot allocate memory");
    default:
        return NULL;
    }
}

const char *zp_error_words(int error) {
    const char *words = words_of(error), *others = strerrordesc_np(error);
    return words != NULL    ? zp_translated(words)
           : others != NULL ? others
                            : zp_translated("unknown error");
}
