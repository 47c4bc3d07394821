// Any bytes as a file that `inspect` is given: PDF, DOCX, zip. What it tells is made in all ways. A
// PDF with the data inside is made again from them, as `verify` does, one in some times.
#include "inspect/inspect.h"
#include "fuzz/fuzz.h"

static zp_workshop shop;

int LLVMFuzzerInitialize(int *count, char ***arguments) {
    (void)count, (void)arguments;
    const fuzz_tools *tools = fuzz_fonts();
    shop = (zp_workshop){.templates = ZIPING_SOURCE "/templates",
                         .schema = tools->schema,
                         .forms = tools->forms,
                         .fonts = tools->fonts,
                         .tool = "0.1.0",
                         .kept = zp_package_kept_new()};
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
    if (inspected->kind == ZP_KIND_PDF && size % 4 == 0) {
        zp_again outcome;
        const zp_pdf_facts *facts;
        zp_inspect_again(&shop, arena, messages, fuzz_path("file"), &outcome, &facts);
    }
    fuzz_read_messages(messages);
    zp_buffer_free(&out);
    zp_messages_free(messages);
    zp_arena_free(arena);
    return 0;
}
