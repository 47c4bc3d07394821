// What the commands that make a unit's documents share: its form, and which documents are wanted.
#include "cli/cli.h"

#include <string.h>

bool next_word(const char **at, zp_text *word) {
    if (*at == NULL || **at == '\0') {
        return false;
    }
    *word = (zp_text){*at, strcspn(*at, ",")};
    *at += word->size + ((*at)[word->size] == ',');
    return true;
}

bool document_wanted(const char *list, zp_text id) {
    bool found = list == NULL;
    for (zp_text each; !found && next_word(&list, &each);) {
        found = zp_text_equal(each, id);
    }
    return found;
}

static zp_status unknown_document(zp_messages *messages, const zp_record *record,
                                  const zp_form *form, zp_text word) {
    zp_buffer known = {0};
    for (size_t i = 0; i < zp_form_document_count(form); i++) {
        zp_buffer_print(&known, "%s%.*s", i ? zp_translated(", ") : "",
                        ZP_ARG(zp_form_document_id(form, i)));
    }
    zp_report(messages, ZP_ERROR, (zp_place){0}, "document-unknown",
              "%s: its form has no document “%.*s”; it has %.*s", record->file, ZP_ARG(word),
              ZP_ARG(zp_buffer_text(&known)));
    zp_buffer_free(&known);
    return ZP_BAD_INPUT;
}

zp_status find_form(zp_forms *forms, zp_messages *messages, const zp_record *record,
                    const char *documents, const zp_form **form) {
    zp_status status = zp_forms_find(forms, messages, record, form);
    for (zp_text word; status == ZP_OK && next_word(&documents, &word);) {
        bool known = false;
        for (size_t i = 0; i < zp_form_document_count(*form); i++) {
            known = known || zp_text_equal(word, zp_form_document_id(*form, i));
        }
        if (!known) {
            status = unknown_document(messages, record, *form, word);
        }
    }
    return status;
}

bool names_differ(const char *command, int units, char **folders) {
    if (units == 0) {
        usage_error(command, "which UNIT?");
        return false;
    }
    bool differ = true;
    zp_arena *arena = zp_arena_new();
    zp_text *names = ZP_ARRAY(arena, zp_text, units);
    for (int i = 0; i < units && differ; i++) {
        names[i] = zp_record_name(arena, folders[i]);
        for (int j = 0; j < i && differ; j++) {
            if (zp_text_equal(names[i], names[j])) {
                usage_error(command, "%s and %s have one name and would write over each other",
                            folders[j], folders[i]);
                differ = false;
            }
        }
    }
    zp_arena_free(arena);
    return differ;
}
