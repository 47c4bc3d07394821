// Documents that no profile names, from a template of the house and a tree of their own.
#include "form/private.h"

// The template is compiled for this once: the form stays as it was loaded.
static const form_template *load(zp_form *form, zp_arena *arena, zp_messages *messages,
                                 zp_text name) {
    form_checker *checker = NULL;
    const form_template *template = NULL;
    form->templates = NULL;
    form->template_count = form->template_capacity = 0;
    form->sources = NULL;
    form->source_count = form->source_capacity = 0;
    const char *file = zp_path_join(arena, form->folder, "template.xsd");
    if (form_checker_open(arena, messages, file, &checker) == ZP_OK) {
        template = form_template_load(form, arena, messages, checker, name, (zp_place){0});
    }
    form_checker_close(checker);
    return template;
}

// Of nobody: no unit, no year.
static const zp_record *no_record(const zp_form *form, zp_arena *arena) {
    zp_record *record = ZP_NEW(arena, zp_record);
    record->file = form->file;
    record->root = form->profile;
    return record;
}

zp_status zp_form_compose(const zp_form *form, zp_arena *arena, zp_messages *messages,
                          const zp_record *record, const zp_form_extra *extra, zp_document **out) {
    zp_form *own = ZP_NEW(arena, zp_form);
    *own = *form;
    const form_template *template = load(own, arena, messages, extra->template);
    if (template == NULL) {
        return ZP_BAD_INPUT;
    }
    form_variable variable = {
        .name = extra->name,
        .value = {
            .value = extra->value, .place = extra->value->place, .given = true, .extra = true}};
    form_builder builder = {.form = own,
                            .record = record != NULL ? record : no_record(form, arena),
                            .arena = arena,
                            .messages = messages,
                            .variables = &variable};
    zp_document *document = ZP_NEW(arena, zp_document);
    document->id = extra->id;
    document->title = extra->title;
    return form_fill(&builder, template, document, out);
}
