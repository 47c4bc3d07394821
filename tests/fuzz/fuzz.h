// What the fuzz targets share: a folder of their own in memory, and the tools opened once.
#ifndef ZIPING_FUZZ_H
#define ZIPING_FUZZ_H

#include "form/form.h"
#include "text/text.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *count, char ***arguments);

typedef struct fuzz_tools {
    const char *folder; // in /dev/shm, this process's alone, taken away at its end
    zp_arena *arena;
    zp_schema *schema;
    zp_forms *forms;
    zp_fonts *fonts; // NULL before fuzz_fonts
} fuzz_tools;

// Opened at the first call. What fails is not what is tested, and aborts.
const fuzz_tools *fuzz_open(void);
const fuzz_tools *fuzz_fonts(void); // with fonts
const char *fuzz_path(const char *name);
void fuzz_write(const char *name, const void *data, size_t size);
void fuzz_remove(const char *name);
void fuzz_make_folder(const char *name);
// Copies the files of a folder into the own folder's `name`, without those in folders below.
void fuzz_copy_folder(const char *from, const char *name);
// The text of a file of the source tree.
zp_text fuzz_source(const char *name);
// What a user would see of the messages is made, so that it is tested too.
void fuzz_read_messages(const zp_messages *messages);
// Checks the unit in the own folder's `name` and makes its documents, or the report alone; with
// fonts as PDF and DOCX.
void fuzz_make_unit(const char *name, bool report_only);

#endif
