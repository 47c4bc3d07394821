// Any bytes as a package's zip, read as `verify`, `revise` and `print` do.
#include "package/package.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerInitialize(int *count, char ***arguments) {
    (void)count, (void)arguments;
    fuzz_open();
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    zp_arena *arena = zp_arena_new();
    zp_messages *messages = zp_messages_new();
    zp_package *package;
    fuzz_write("package.zip", data, size);
    zp_package_read(arena, messages, ZIPING_SOURCE "/templates", fuzz_path("package.zip"),
                    &package);
    fuzz_read_messages(messages);
    zp_messages_free(messages);
    zp_arena_free(arena);
    return 0;
}
