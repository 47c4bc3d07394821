// Any bytes as a file of a district's form: the profile, a template or the styles. The form is
// loaded, tried, and a unit's documents are built by it. The first letter of the input says which
// file the rest is (files, below).
#include "fuzz/fuzz.h"

#include <stdio.h>

#define PROFILE "yueyanglou-2023"

static const struct {
    char letter;
    const char *name;
} files[] = {{'p', PROFILE ".toml"},       {'s', "styles.xml"}, {'b', "basic-data.xml"},
             {'e', "self-evaluation.xml"}, {'c', "common.xml"}, {'j', "project.xml"},
             {'r', "report.xml"}};
enum { FILES = sizeof files / sizeof *files };

static zp_record record;
static size_t changed = FILES; // the file that is not as it should be
static zp_text sound[FILES];

int LLVMFuzzerInitialize(int *count, char ***arguments) {
    (void)count, (void)arguments;
    const fuzz_tools *tools = fuzz_open();
    zp_messages *messages = zp_messages_new();
    fuzz_copy_folder("templates", "templates");
    for (size_t i = 0; i < FILES; i++) {
        char name[64];
        snprintf(name, sizeof name, "templates/%s", files[i].name);
        sound[i] = fuzz_source(name);
    }
    if (zp_record_load(tools->arena, messages, tools->schema, ZIPING_SOURCE "/examples/" PROFILE,
                       &record) != ZP_OK) {
        return 1;
    }
    zp_messages_free(messages);
    return 0;
}

static void put(size_t index, const void *data, size_t size) {
    char name[64];
    snprintf(name, sizeof name, "templates/%s", files[index].name);
    fuzz_write(name, data, size);
}

// One of the three ways in which a form is used: by units, by the district's profile maker, and by
// those who begin a year.
static void use(zp_arena *arena, zp_messages *messages, const zp_form *form, size_t way) {
    zp_buffer unit = {0}, report = {0};
    if (way == 0) {
        zp_form_try(form, messages);
    } else if (way == 1) {
        zp_text schema = ZP_TEXT("unit-year.schema.json");
        zp_form_start(form, messages, schema, &record, &unit, &report);
    }
    for (size_t i = 0; way > 1 && i < zp_form_document_count(form); i++) {
        zp_document *document;
        zp_form_build(form, arena, messages, &record, zp_form_document_id(form, i), &document);
    }
    zp_buffer_free(&unit);
    zp_buffer_free(&report);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    size_t which = 0;
    while (which < FILES && (size == 0 || data[0] != files[which].letter)) {
        which++;
    }
    if (which == FILES) {
        return -1; // of no use in the corpus
    }
    if (changed < FILES && changed != which) {
        put(changed, sound[changed].data, sound[changed].size);
    }
    changed = which;
    put(which, data + 1, size - 1);
    zp_arena *arena = zp_arena_new();
    zp_messages *messages = zp_messages_new();
    zp_forms *forms = zp_forms_new(fuzz_open()->schema, fuzz_path("templates"));
    const zp_form *form;
    if (zp_forms_find(forms, messages, &record, &form) == ZP_OK) {
        use(arena, messages, form, size % 4);
    }
    fuzz_read_messages(messages);
    zp_forms_free(forms);
    zp_messages_free(messages);
    zp_arena_free(arena);
    return 0;
}
