// What the small programs of the tests share that take units: the schema, the forms, and messages.
#ifndef ZIPING_TESTS_TOOLS_H
#define ZIPING_TESTS_TOOLS_H

#include "form/form.h"

#include <stdio.h>

#define TEMPLATES ZIPING_SOURCE "/templates"

typedef struct tools {
    zp_arena *arena;
    zp_messages *messages;
    zp_schema *schema;
    zp_forms *forms;
} tools;

static inline zp_status tools_open(tools *t) {
    *t = (tools){.arena = zp_arena_new(), .messages = zp_messages_new()};
    zp_status status =
        zp_schema_load(t->arena, t->messages, TEMPLATES "/unit-year.schema.json", &t->schema);
    t->forms = status == ZP_OK ? zp_forms_new(t->schema, TEMPLATES) : NULL;
    return status;
}

static inline zp_status tools_load(tools *t, const char *unit, zp_record *record,
                                   const zp_form **form) {
    zp_status status = zp_record_load(t->arena, t->messages, t->schema, unit, record);
    return status == ZP_OK ? zp_forms_find(t->forms, t->messages, record, form) : status;
}

static inline zp_status tools_build(tools *t, const char *unit, const char *id,
                                    zp_document **document) {
    zp_record *record = ZP_NEW(t->arena, zp_record);
    const zp_form *form;
    zp_status status = tools_load(t, unit, record, &form);
    return status == ZP_OK
               ? zp_form_build(form, t->arena, t->messages, record, zp_text_of(id), document)
               : status;
}

static inline void tools_close(tools *t) { // and says what there is to say
    zp_buffer lines = {0};
    const zp_message *each;
    for (size_t i = 0; (each = zp_messages_at(t->messages, i)) != NULL; i++) {
        zp_message_format(each, &lines);
    }
    fwrite(lines.data, 1, lines.size, stderr);
    zp_buffer_free(&lines);
    zp_forms_free(t->forms);
    zp_messages_free(t->messages);
    zp_arena_free(t->arena);
}

#endif
