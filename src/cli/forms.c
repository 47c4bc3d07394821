// ziping forms: the forms there are, each checked with its templates.
#include "cli/cli.h"
#include "form/form.h"

#include <stdio.h>
#include <string.h>

static const char help[] =
    "usage: ziping forms [FORM…]\n"
    "\n"
    "Lists the forms (all, or those named): the name for `form = …`, district, year, what it is,\n"
    "and its documents in the order of their attachment numbers. Each profile is checked with the\n"
    "templates and styles it uses, and its documents are built once as a try; what is wrong is\n"
    "told with file and line, and the exit is 2.\n";

typedef struct listing {
    zp_arena *arena;
    zp_messages *messages;
    zp_schema *schema;
    const char *folder;
    zp_form **forms;
    size_t count, capacity;
} listing;

static void print_form(const zp_form *form, zp_text name) {
    printf("%.*s  %.*s %.*s  %.*s\n   ", ZP_ARG(name), ZP_ARG(zp_form_district(form)),
           ZP_ARG(zp_form_year(form)), ZP_ARG(zp_form_title(form)));
    for (size_t i = 0; i < zp_form_document_count(form); i++) {
        printf("%s%.*s", i > 0 ? ", " : " ", ZP_ARG(zp_form_document_id(form, i)));
    }
    printf("\n");
}

// Two forms that a clerk cannot tell apart in a list.
static zp_status check_title(listing *l, const zp_form *form) {
    for (size_t i = 0; i < l->count; i++) {
        if (zp_text_equal(zp_form_title(l->forms[i]), zp_form_title(form))) {
            zp_place place = zp_form_title_place(form), other = zp_form_title_place(l->forms[i]);
            zp_report(l->messages, ZP_ERROR, place, "same-name",
                      "“%.*s” is the name of another form too (%s:%u); each wants its own",
                      ZP_ARG(zp_form_title(form)), other.file, (unsigned)other.line);
            return ZP_BAD_INPUT;
        }
    }
    *ZP_PUSH(l->arena, l->forms, l->count, l->capacity) = (zp_form *)form;
    return ZP_OK;
}

static zp_status list_form(listing *l, zp_text name) {
    zp_form *form;
    zp_status status =
        zp_form_load(l->arena, l->messages, l->schema, l->folder, name, (zp_place){0}, &form);
    if (status == ZP_OK) {
        status = zp_form_try(form, l->messages);
    }
    if (status == ZP_OK) {
        print_form(form, name);
        status = check_title(l, form);
    }
    return status;
}

static zp_status list_all(listing *l, int count, char **arguments) {
    const char *file = zp_path_join(l->arena, l->folder, "unit-year.schema.json");
    zp_status worst = zp_schema_load(l->arena, l->messages, file, &l->schema);
    if (worst != ZP_OK) {
        return worst;
    }
    zp_text *names;
    size_t total = zp_form_names(l->arena, l->folder, &names);
    if (count == 0 && total == 0) {
        zp_report(l->messages, ZP_ERROR, (zp_place){l->folder, 0, 0}, "no-forms",
                  "holds no profile (*.toml)");
        return ZP_BAD_INPUT;
    }
    for (size_t i = 0; i < (count > 0 ? (size_t)count : total); i++) {
        zp_status status = list_form(l, count > 0 ? zp_text_of(arguments[i]) : names[i]);
        worst = status > worst ? status : worst;
    }
    return worst;
}

int command_forms(int count, char **arguments, const cli_folders *folders) {
    for (int i = 0; i < count; i++) {
        if (strcmp(arguments[i], "--help") == 0 || strcmp(arguments[i], "-h") == 0) {
            fputs(help, stdout);
            return ZP_OK;
        }
        if (arguments[i][0] == '-') {
            return usage_error("forms", "unknown option %s", arguments[i]);
        }
    }
    listing l = {
        .arena = zp_arena_new(), .messages = zp_messages_new(), .folder = folders->templates};
    int code = (int)list_all(&l, count, arguments);
    fflush(stdout);
    size_t shown = 0;
    print_messages(l.messages, &shown, false);
    zp_messages_free(l.messages);
    zp_arena_free(l.arena);
    return code;
}
