// Any bytes as a file that `inspect` is given: PDF, DOCX, zip. What it tells is made in all ways.
#include "inspect/inspect.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerInitialize(int *count, char ***arguments) {
    (void)count, (void)arguments;
    fuzz_open();
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    zp_arena *arena = zp_arena_new();
    zp_messages *messages = zp_messages_new();
    zp_inspected *inspected;
    zp_buffer out = {0};
    fuzz_write("file", data, size);
    zp_inspect(arena, messages, ZIPING_SOURCE "/templates", fuzz_path("file"), &inspected);
    zp_inspect_lines(inspected, ZP_CHINESE, &out);
    zp_inspect_lines(inspected, ZP_ENGLISH, &out);
    zp_inspect_json(inspected, messages, 0, &out);
    fuzz_read_messages(messages);
    zp_buffer_free(&out);
    zp_messages_free(messages);
    zp_arena_free(arena);
    return 0;
}
