// ziping forms: the forms there are, each checked with its templates.
#include "cli/cli.h"
#include "form/form.h"

#include <stdio.h>
#include <string.h>

typedef struct listing {
    zp_arena *arena;
    zp_messages *messages;
    zp_schema *schema;
    const char *folder;
    zp_text *wanted; // in the order of listing, each once
    size_t wanted_count, capacity;
    zp_form_name *titles; // of all forms
    size_t title_count;
} listing;

static void print_form(const zp_form *form, zp_text name) {
    zp_buffer ids = {0};
    for (size_t i = 0; i < zp_form_document_count(form); i++) {
        zp_buffer_print(&ids, "%s%.*s", i > 0 ? ", " : " ", ZP_ARG(zp_form_document_id(form, i)));
    }
    print_line(stdout, "%.*s  %.*s %.*s  %.*s\n", ZP_ARG(name), ZP_ARG(zp_form_district(form)),
               ZP_ARG(zp_form_year(form)), ZP_ARG(zp_form_title(form)));
    print_line(stdout, "   %.*s\n", ZP_ARG(zp_buffer_text(&ids)));
    zp_buffer_free(&ids);
}

// Blanks apart.
static bool same_title(zp_arena *arena, zp_text a, zp_text b) {
    zp_text plain[2] = {a, b};
    for (int i = 0; i < 2; i++) {
        zp_text text = plain[i], out = {zp_arena_get(arena, text.size + 1), 0};
        for (size_t at = 0; at < text.size;) {
            size_t from = at;
            zp_utf8_next(text, &at);
            zp_text letter = zp_text_slice(text, from, at);
            if (zp_text_trim(letter).size > 0) {
                memcpy((char *)out.data + out.size, letter.data, letter.size);
                out.size += letter.size;
            }
        }
        plain[i] = out;
    }
    return zp_text_equal(plain[0], plain[1]);
}

static size_t position(const listing *l, zp_text id) {
    size_t i = 0;
    while (i < l->wanted_count && !zp_text_equal(l->wanted[i], id)) {
        i++;
    }
    return i;
}

// Two forms that a clerk cannot tell apart in a list: told of the one that is listed behind, or
// alone.
static zp_status check_title(listing *l, const zp_form *form, zp_text id) {
    zp_place place = zp_form_title_place(form);
    for (size_t i = 0; i < l->title_count; i++) {
        const zp_form_name *other = &l->titles[i];
        size_t at = position(l, other->id);
        bool listed_behind = at < l->wanted_count && at > position(l, id);
        if (zp_text_equal(other->id, id) || listed_behind ||
            !same_title(l->arena, other->title, zp_form_title(form))) {
            continue;
        }
        zp_report(l->messages, ZP_ERROR, place, "same-name",
                  "“%.*s” is the name of another form too (%s:%u); each wants its own",
                  ZP_ARG(zp_form_title(form)), other->place.file, (unsigned)other->place.line);
        return ZP_BAD_INPUT;
    }
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
        status = check_title(l, form, name);
    }
    if (status == ZP_OK) {
        print_form(form, name);
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
        zp_report(l->messages, ZP_ERROR, zp_whole_file(l->folder), "no-forms",
                  "holds no profile (*.toml)");
        return ZP_BAD_INPUT;
    }
    for (size_t i = 0; i < (count > 0 ? (size_t)count : total); i++) {
        zp_text name = count > 0 ? zp_text_of(arguments[i]) : names[i];
        if (position(l, name) == l->wanted_count) {
            *ZP_PUSH(l->arena, l->wanted, l->wanted_count, l->capacity) = name;
        }
    }
    l->title_count = zp_form_titles(l->arena, l->folder, &l->titles);
    for (size_t i = 0; i < l->wanted_count; i++) {
        zp_status status = list_form(l, l->wanted[i]);
        worst = status > worst ? status : worst;
    }
    return worst;
}

int command_forms(int count, char **arguments, const cli_folders *folders) {
    cli_options options;
    int code = read_options(&manual_forms, count, arguments, &options);
    if (code >= 0) {
        return code;
    }
    listing l = {
        .arena = zp_arena_new(), .messages = zp_messages_new(), .folder = folders->templates};
    code = (int)list_all(&l, options.count, options.operands);
    size_t shown = 0;
    print_messages(l.messages, &shown, false);
    zp_messages_free(l.messages);
    zp_arena_free(l.arena);
    return code;
}
