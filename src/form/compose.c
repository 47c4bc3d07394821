// Documents that no profile names, from a template of the house and a tree of their own.
#include "form/private.h"

// The template is no part of the form, whose sources and templates stay as they were loaded.
static const form_template *load(const zp_form *form, zp_messages *messages, zp_text name) {
    form_checker *checker = NULL;
    const form_template *template = NULL;
    zp_arena *arena = form->kept->arena;
    zp_form own = *form;
    own.templates = NULL;
    own.template_count = own.template_capacity = 0;
    own.sources = NULL;
    own.source_count = own.source_capacity = 0;
    form_shared *shared = form->kept->shared;
    if (form_checker_borrow(shared, arena, messages, form->folder, &checker) == ZP_OK) {
        template = form_template_load(&own, arena, messages, checker, zp_arena_copy(arena, name),
                                      (zp_place){0});
    }
    form_checker_give_back(shared, checker);
    return template;
}

// Of nobody: no unit, no year.
static const zp_record *no_record(const zp_form *form, zp_arena *arena) {
    zp_record *record = ZP_NEW(arena, zp_record);
    record->file = form->file;
    record->root = form->profile;
    return record;
}

// Compiled once; one that cannot be is tried, and told, every time.
static const form_template *find(const zp_form *form, zp_messages *messages, zp_text name) {
    form_kept *kept = form->kept;
    for (size_t i = 0; i < kept->house_count; i++) {
        if (zp_text_equal(kept->house[i]->name, name)) {
            return kept->house[i];
        }
    }
    const form_template *template = load(form, messages, name);
    if (template != NULL) {
        *ZP_PUSH(kept->arena, kept->house, kept->house_count, kept->house_capacity) = template;
    }
    return template;
}

zp_status zp_form_compose(const zp_form *form, zp_arena *arena, zp_messages *messages,
                          const zp_record *record, const zp_form_extra *extra, zp_document **out) {
    const form_template *template = find(form, messages, extra->template);
    if (template == NULL) {
        return ZP_BAD_INPUT;
    }
    form_variable variable = {
        .name = extra->name,
        .value = {
            .value = extra->value, .place = extra->value->place, .given = true, .extra = true}};
    form_builder builder = {.form = form,
                            .record = record != NULL ? record : no_record(form, arena),
                            .arena = arena,
                            .messages = messages,
                            .variables = &variable};
    zp_document *document = ZP_NEW(arena, zp_document);
    document->id = extra->id;
    document->title = extra->title;
    return form_fill(&builder, template, document, out);
}
