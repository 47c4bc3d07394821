// The whole way from a record to PDF and DOCX. The first half of the input, up to a line of `===`,
// is unit.toml, the second one report.md.
#include "fuzz/fuzz.h"

#include <string.h>

int LLVMFuzzerInitialize(int *count, char ***arguments) {
    (void)count, (void)arguments;
    fuzz_fonts();
    fuzz_copy_folder("examples/yueyanglou-2023", "unit");
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char parting[] = "\n===\n";
    size_t length = sizeof parting - 1;
    size_t at = 0;
    while (at + length <= size && memcmp(data + at, parting, length) != 0) {
        at++;
    }
    if (at + length > size) {
        return -1; // of no use in the corpus
    }
    fuzz_write("unit/unit.toml", data, at + 1);
    fuzz_write("unit/report.md", data + at + length, size - at - length);
    fuzz_make_unit("unit", false);
    return 0;
}
