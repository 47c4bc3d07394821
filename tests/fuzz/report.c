// Any bytes as the report of an example, made into document trees and checked.
#include "fuzz/fuzz.h"

int LLVMFuzzerInitialize(int *count, char ***arguments) {
    (void)count, (void)arguments;
    fuzz_open();
    fuzz_copy_folder("examples/yueyanglou-2023", "unit");
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_write("unit/report.md", data, size);
    fuzz_make_unit("unit", true);
    return 0;
}
