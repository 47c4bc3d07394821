// Forms that were loaded once.
#include "form/private.h"

#include <stdlib.h>

struct zp_forms {
    zp_arena *arena;
    const zp_schema *schema;
    const char *folder;
    form_shared shared; // by all of them
    struct loaded {
        zp_text name;
        const zp_form *form;
    } * list;
    size_t count, capacity;
};

zp_forms *zp_forms_new(const zp_schema *schema, const char *folder) {
    zp_forms *forms = zp_allocate(sizeof *forms);
    *forms = (zp_forms){.arena = zp_arena_new(), .schema = schema, .folder = folder};
    forms->shared = (form_shared){.arena = forms->arena, .words = zp_dictionary_open()};
    return forms;
}

void zp_forms_free(zp_forms *forms) {
    if (forms != NULL) {
        zp_dictionary_close(forms->shared.words);
        form_checker_close(forms->shared.checker);
        zp_arena_free(forms->arena);
        free(forms);
    }
}

zp_status zp_forms_find(zp_forms *forms, zp_messages *messages, const zp_record *record,
                        const zp_form **out) {
    const zp_value *wanted = zp_value_get(record->root, "form");
    zp_place place = wanted != NULL ? wanted->place : record->root->place;
    return zp_forms_named(forms, messages, zp_value_text(wanted), place, out);
}

zp_status zp_forms_named(zp_forms *forms, zp_messages *messages, zp_text name, zp_place wanted_at,
                         const zp_form **out) {
    for (size_t i = 0; i < forms->count; i++) {
        if (zp_text_equal(forms->list[i].name, name)) {
            *out = forms->list[i].form;
            return ZP_OK;
        }
    }
    zp_form *form = NULL;
    zp_status status = form_load(forms->arena, messages, forms->schema, forms->folder, name,
                                 wanted_at, &forms->shared, &form);
    if (status == ZP_OK) {
        *ZP_PUSH(forms->arena, forms->list, forms->count, forms->capacity) =
            (struct loaded){zp_arena_copy(forms->arena, name), form};
    }
    *out = form;
    return status;
}
