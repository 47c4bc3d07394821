// Any bytes as a font file that serves a role: opened, shaped with, subset and embedded.
#include "fuzz/fuzz.h"
#include "layout/layout.h"
#include "pdf/pdf.h"

static zp_record record;
static const zp_form *form;

int LLVMFuzzerInitialize(int *count, char ***arguments) {
    (void)count, (void)arguments;
    const fuzz_tools *tools = fuzz_open();
    zp_messages *messages = zp_messages_new();
    fuzz_copy_folder("fonts", "fonts");
    if (zp_record_load(tools->arena, messages, tools->schema,
                       ZIPING_SOURCE "/examples/yueyanglou-2023", &record) != ZP_OK ||
        zp_forms_find(tools->forms, messages, &record, &form) != ZP_OK) {
        return 1;
    }
    zp_messages_free(messages);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    zp_arena *arena = zp_arena_new();
    zp_messages *messages = zp_messages_new();
    zp_fonts *fonts = NULL;
    zp_document *document;
    zp_pages *pages;
    zp_buffer pdf = {0};
    fuzz_write("fonts/simsun.ttc", data, size); // 宋体, which tables are set in
    if (zp_fonts_open(arena, messages, fuzz_path("fonts"), &fonts) == ZP_OK &&
        zp_form_build(form, arena, messages, &record, zp_text_of("basic-data"), &document) ==
            ZP_OK &&
        zp_layout(arena, messages, fonts, document, &pages) == ZP_OK) {
        zp_pdf_write(pages, NULL, messages, &pdf);
    }
    fuzz_read_messages(messages);
    zp_buffer_free(&pdf);
    zp_fonts_close(fonts);
    zp_messages_free(messages);
    zp_arena_free(arena);
    return 0;
}
