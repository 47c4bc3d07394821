// Any bytes as unit.toml or unit.json (FUZZ_DATA), read, checked against the schema and by the
// rules, and made into document trees.
#include "fuzz/fuzz.h"

int LLVMFuzzerInitialize(int *count, char ***arguments) {
    (void)count, (void)arguments;
    fuzz_open();
    fuzz_copy_folder("examples/yueyanglou-2023", "unit");
    fuzz_remove("unit/unit.toml");
    fuzz_remove("unit/unit.json");
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_write("unit/" FUZZ_DATA, data, size);
    fuzz_make_unit("unit", false);
    return 0;
}
