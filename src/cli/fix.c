// ziping check --fix: the safe answers to a unit's findings, shown as a diff or written.
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

// All of a unit's files, or none. A link stays one: what it leads to is written.
static zp_status write_all(zp_messages *messages, const zp_fixed *fixed, size_t count) {
    zp_new_file files[ZP_FIXED_MAX];
    char *targets[ZP_FIXED_MAX];
    for (size_t i = 0; i < count; i++) {
        targets[i] = realpath(fixed[i].file, NULL);
        files[i] = (zp_new_file){.path = targets[i] != NULL ? targets[i] : fixed[i].file,
                                 .bytes = fixed[i].after,
                                 .edited = true};
    }
    zp_status status = count > 0 ? zp_files_write(messages, files, count) : ZP_OK;
    for (size_t i = 0; i < count; i++) {
        free(targets[i]);
    }
    return status;
}

zp_status fix_unit(zp_arena *arena, zp_messages *messages, const zp_schema *schema,
                   const zp_checked *checked, bool write, zp_buffer *out) {
    zp_fixed fixed[ZP_FIXED_MAX];
    size_t count = 0;
    zp_status status = zp_check_fix(arena, messages, schema, checked, fixed, &count);
    for (size_t i = 0; i < count; i++) {
        zp_check_diff(&fixed[i], out);
    }
    if (status == ZP_OK && write) {
        status = write_all(messages, fixed, count);
    }
    return status != ZP_OK ? status : count > 0 ? ZP_FINDINGS : ZP_OK;
}
