// Writes a document as DOCX three times, as it was, as it is, and with its changes tracked:
// make_changes OLD_UNIT NEW_UNIT DOCUMENT FOLDER.
#include "docx/docx.h"
#include "form/form.h"

#include <stdio.h>

#define TEMPLATES ZIPING_SOURCE "/templates"

typedef struct tools {
    zp_arena *arena;
    zp_messages *messages;
    zp_schema *schema;
} tools;

static zp_status build(tools *t, const char *unit, const char *id, zp_document **document) {
    zp_record *record = ZP_NEW(t->arena, zp_record);
    zp_form *form;
    zp_status status = zp_record_load(t->arena, t->messages, t->schema, unit, record);
    if (status == ZP_OK) {
        const zp_value *name = zp_value_get(record->root, "form");
        status = zp_form_load(t->arena, t->messages, t->schema, TEMPLATES, zp_value_text(name),
                              name->place, &form);
    }
    if (status == ZP_OK) {
        status = zp_form_build(form, t->arena, t->messages, record, zp_text_of(id), document);
    }
    return status;
}

static zp_status write(tools *t, const zp_document *document, const char *folder,
                       const char *name) {
    zp_buffer bytes = {0};
    zp_status status = zp_docx_write(document, t->messages, &bytes);
    if (status == ZP_OK) {
        status = zp_file_write(t->messages, zp_path_join(t->arena, folder, name), bytes.data,
                               bytes.size);
    }
    zp_buffer_free(&bytes);
    return status;
}

static zp_status run(tools *t, char **arguments) {
    zp_document *old, *new;
    bool changed;
    zp_status status =
        zp_schema_load(t->arena, t->messages, TEMPLATES "/unit-year.schema.json", &t->schema);
    if (status == ZP_OK && (status = build(t, arguments[1], arguments[3], &old)) == ZP_OK) {
        status = build(t, arguments[2], arguments[3], &new);
    }
    if (status != ZP_OK) {
        return status;
    }
    zp_document *both = zp_document_diff(t->arena, old, new, &changed);
    both->changed_by = ZP_TEXT("示例单位");
    both->changed_on = ZP_TEXT("2024-06-03");
    status = write(t, old, arguments[4], "old.docx");
    status = status == ZP_OK ? write(t, new, arguments[4], "new.docx") : status;
    status = status == ZP_OK ? write(t, both, arguments[4], "both.docx") : status;
    printf("%s\n", changed ? "changed" : "same");
    return status;
}

int main(int count, char **arguments) {
    tools t = {zp_arena_new(), zp_messages_new(), NULL};
    zp_status status = count == 5 ? run(&t, arguments) : ZP_BAD_INPUT;
    zp_buffer line = {0};
    const zp_message *each;
    for (size_t i = 0; (each = zp_messages_at(t.messages, i)) != NULL; i++) {
        zp_message_format(each, &line);
    }
    fwrite(line.data, 1, line.size, stderr);
    zp_buffer_free(&line);
    zp_messages_free(t.messages);
    zp_arena_free(t.arena);
    return (int)status;
}
