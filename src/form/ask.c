// What others ask of a form beside its documents: its words with a unit's values in them, and what
// it calls a value.
#include "form/parts.h"

const zp_value *zp_form_profile(const zp_form *form) {
    return form->profile;
}

size_t zp_form_titles(zp_arena *arena, const char *folder, zp_form_name **out) {
    zp_text *ids, text;
    zp_messages *nobody = zp_messages_new();
    size_t count = zp_form_names(arena, folder, &ids), found = 0;
    *out = ZP_ARRAY(arena, zp_form_name, count);
    for (size_t i = 0; i < count; i++) {
        const char *file =
            zp_path_join(arena, folder, zp_arena_print(arena, "%.*s.toml", ZP_ARG(ids[i])).data);
        zp_value *root = NULL;
        if (zp_file_read(arena, nobody, file, ZP_FORM_FILE_LIMIT, &text) == ZP_OK) {
            zp_read_toml(arena, nobody, file, text, &root);
        }
        const zp_value *title = root != NULL ? zp_value_get(root, "name") : NULL;
        if (title != NULL) {
            (*out)[found++] = (zp_form_name){ids[i], zp_value_text(title), title->place};
        }
    }
    zp_messages_free(nobody);
    return found;
}

// The document whose table in the profile has the text, for {{document.…}} in it.
static const zp_value *document_of(const zp_form *form, const zp_value *words) {
    const zp_value *each = zp_value_first(zp_value_get(form->profile, "document"));
    while (each != NULL && zp_value_member(each, words->key) != words) {
        each = each->next;
    }
    return each;
}

zp_status zp_form_print(const zp_form *form, zp_arena *arena, zp_messages *messages,
                        const zp_record *record, const zp_value *words, zp_text *out) {
    form_builder builder = {.form = form,
                            .record = record,
                            .arena = arena,
                            .messages = messages,
                            .document = document_of(form, words)};
    form_value value = {.text = words->text, .place = words->place, .given = true, .words = true};
    *out = form_expand_value(&builder, &value);
    return builder.failed ? ZP_BAD_INPUT : ZP_OK;
}

zp_status zp_form_evaluate(const zp_form *form, zp_arena *arena, zp_messages *messages,
                           const zp_record *record, zp_text hole, zp_place place, zp_text *out) {
    form_builder builder = {
        .form = form, .record = record, .arena = arena, .messages = messages, .strict = true};
    *out = (zp_text){0};
    form_expression *expression = form_expression_read(arena, messages, hole, place);
    if (expression == NULL) {
        return ZP_BAD_INPUT;
    }
    form_value value = form_evaluate(&builder, expression);
    *out = form_expand_value(&builder, &value);
    return builder.failed ? ZP_BAD_INPUT : ZP_OK;
}

bool zp_form_compute(const zp_form *form, zp_arena *arena, const zp_record *record, zp_text path,
                     zp_text *out) {
    return form_compute(arena, record->root, &form->rates, path, out);
}

zp_status zp_form_check(const zp_form *form, zp_arena *arena, zp_messages *messages,
                        const zp_record *record) {
    form_builder builder = {.form = form, .record = record, .arena = arena, .messages = messages};
    form_check_record(&builder);
    return builder.failed ? ZP_BAD_INPUT : ZP_OK;
}

const zp_value *zp_form_value_schema(const zp_form *form, zp_arena *arena, zp_text path) {
    return form_schema_at(form->schema, arena, path);
}

zp_text zp_form_value_title(const zp_form *form, zp_arena *arena, zp_text path) {
    return zp_value_text(zp_value_get(zp_form_value_schema(form, arena, path), "title"));
}

// Parts may include each other in a circle, which building them says.
static bool holds_report(const form_part *part, int includes) {
    for (; part != NULL; part = part->next) {
        bool included = part->target != NULL && includes > 0;
        if (part->type == FORM_PART_REPORT || holds_report(part->first, includes) ||
            (included && holds_report(part->target->first, includes - 1))) {
            return true;
        }
    }
    return false;
}

zp_text zp_form_report(const zp_form *form) {
    enum { INCLUDES_MAX = 4 };
    for (size_t i = 0; i < zp_form_document_count(form); i++) {
        zp_text id = zp_form_document_id(form, i);
        zp_text name = zp_value_text(zp_value_get(zp_form_document(form, id), "template"));
        for (size_t k = 0; k < form->template_count; k++) {
            if (zp_text_equal(form->templates[k]->name, name) &&
                holds_report(form->templates[k]->root, INCLUDES_MAX)) {
                return id;
            }
        }
    }
    return (zp_text){0};
}

size_t zp_form_number(zp_text text, zp_text style, size_t *number, bool *same) {
    return form_number_recognise(text, style, number, same);
}

zp_text zp_form_number_text(zp_arena *arena, zp_text style, size_t number) {
    return form_number_write(arena, style, zp_arena_print(arena, "%zu", number));
}
