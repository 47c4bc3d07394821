// Any bytes as a file of the templates (FUZZ_FILE): the form that has it is loaded, and a unit's
// documents are built by it.
#include "fuzz/fuzz.h"

static zp_record record;

int LLVMFuzzerInitialize(int *count, char ***arguments) {
    (void)count, (void)arguments;
    const fuzz_tools *tools = fuzz_open();
    zp_messages *messages = zp_messages_new();
    fuzz_copy_folder("templates", "templates");
    if (zp_record_load(tools->arena, messages, tools->schema,
                       ZIPING_SOURCE "/examples/yueyanglou-2023", &record) != ZP_OK) {
        return 1;
    }
    zp_messages_free(messages);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const fuzz_tools *tools = fuzz_open();
    zp_arena *arena = zp_arena_new();
    zp_messages *messages = zp_messages_new();
    zp_forms *forms = zp_forms_new(tools->schema, fuzz_path("templates"));
    const zp_form *form;
    fuzz_write("templates/" FUZZ_FILE, data, size);
    if (zp_forms_find(forms, messages, &record, &form) == ZP_OK) {
        for (size_t i = 0; i < zp_form_document_count(form); i++) {
            zp_document *document;
            zp_form_build(form, arena, messages, &record, zp_form_document_id(form, i), &document);
        }
    }
    fuzz_read_messages(messages);
    zp_forms_free(forms);
    zp_messages_free(messages);
    zp_arena_free(arena);
    return 0;
}
