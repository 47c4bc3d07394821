// ziping new FORM DIR: a unit's folder to begin with.
#include "cli/cli.h"
#include "form/form.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct start {
    const char *form, *folder, *old;
    const cli_folders *folders;
    zp_arena *arena;
    zp_messages *messages;
} start;

// The way from `folder` to `file`, both absolute: an editor looks from where unit.toml lies.
static zp_text way(zp_arena *arena, const char *folder, const char *file) {
    size_t same = 0;
    for (size_t i = 0; folder[i] == file[i] && folder[i] != '\0'; i++) {
        same = folder[i] == '/' ? i + 1 : same;
    }
    zp_buffer out = {0};
    size_t rest = strlen(folder + same);
    for (size_t i = 0; i <= rest; i++) {
        if (rest > 0 && (i == rest || folder[same + i] == '/')) {
            zp_buffer_add_string(&out, "../");
        }
    }
    zp_buffer_add_string(&out, file + same);
    zp_text result = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return result;
}

// Where the folder will lie that may not be there yet: what there is of it, and the rest as given.
static const char *folder_to_be(const start *s) {
    char real[PATH_MAX];
    const char *there = zp_arena_string(s->arena, zp_text_of(s->folder)), *rest = "";
    while (realpath(there, real) == NULL) {
        zp_expect_lasting(there, errno);
        if (strcmp(there, ".") == 0 || strcmp(there, "/") == 0) {
            return s->folder; // where we are, there is no folder any more
        }
        const char *slash = strrchr(there, '/');
        rest = zp_path_join(s->arena, slash != NULL ? slash + 1 : there, rest);
        there = slash == NULL ? "."
                : slash == there
                    ? "/"
                    : zp_arena_string(s->arena, (zp_text){there, (size_t)(slash - there)});
    }
    const char *whole = zp_path_join(s->arena, real, rest);
    size_t size = strlen(whole);
    while (size > 1 && whole[size - 1] == '/') {
        size--;
    }
    return zp_arena_string(s->arena, (zp_text){whole, size});
}

static zp_text schema_way(const start *s, const char *schema) {
    char file[PATH_MAX];
    if (realpath(schema, file) == NULL) {
        zp_expect_lasting(schema, errno);
        return zp_text_of(schema);
    }
    return way(s->arena, folder_to_be(s), file);
}

static zp_status write_both(const start *s, const zp_buffer *unit, const zp_buffer *report) {
    const char *names[] = {"unit.toml", "report.md"};
    const zp_buffer *bytes[] = {unit, report};
    zp_new_file files[2];
    size_t count = report->size > 0 ? 2 : 1; // a form may have none
    for (size_t i = 0; i < count; i++) {
        files[i] = (zp_new_file){.path = zp_path_join(s->arena, s->folder, names[i]),
                                 .bytes = zp_buffer_text(bytes[i])};
    }
    return zp_files_write(s->messages, files, count);
}

static zp_status is_free(const start *s) {
    static const char *const names[] = {"unit.toml", "unit.json", "report.md"};
    for (int i = 0; i < 3; i++) {
        const char *path = zp_path_join(s->arena, s->folder, names[i]);
        if (zp_file_exists(path)) {
            zp_report(s->messages, ZP_ERROR, zp_whole_file(path), "exists",
                      "is there already and is not written over; name a folder without it");
            return ZP_BAD_INPUT;
        }
    }
    return ZP_OK;
}

static zp_status make(const start *s) {
    zp_schema *schema;
    zp_form *form;
    zp_record old = {0};
    zp_buffer unit = {0}, report = {0};
    const char *file = zp_path_join(s->arena, s->folders->templates, "unit-year.schema.json");
    zp_status status = zp_schema_load(s->arena, s->messages, file, &schema);
    if (status == ZP_OK) {
        status = zp_form_load(s->arena, s->messages, schema, s->folders->templates,
                              zp_text_of(s->form), (zp_place){0}, &form);
    }
    if (status == ZP_OK) {
        status = zp_form_try(form, s->messages);
    }
    if (status == ZP_OK && s->old != NULL) {
        status = zp_record_load(s->arena, s->messages, schema, s->old, &old);
    }
    if (status == ZP_OK) {
        status = is_free(s);
    }
    if (status == ZP_OK) {
        status = zp_form_start(form, s->messages, schema_way(s, file), s->old ? &old : NULL, &unit,
                               &report);
    }
    if (status == ZP_OK) {
        status = zp_folder_make(s->messages, s->folder);
    }
    if (status == ZP_OK) {
        status = write_both(s, &unit, &report);
    }
    if (status == ZP_OK) {
        print_line(stdout, "%s: unit.toml%s\n", s->folder, report.size > 0 ? ", report.md" : "");
    }
    zp_buffer_free(&unit);
    zp_buffer_free(&report);
    return status;
}

int command_new(int count, char **arguments, const cli_folders *folders) {
    cli_options options;
    int code = read_options(&manual_new, count, arguments, &options);
    if (code >= 0) {
        return code;
    }
    start s = {.form = options.operands[0],
               .folder = options.operands[1],
               .old = option_value(&options, "--from"),
               .folders = folders};
    s.arena = zp_arena_new();
    s.messages = zp_messages_new();
    code = (int)make(&s);
    size_t shown = 0;
    print_messages(s.messages, &shown, false);
    zp_messages_free(s.messages);
    zp_arena_free(s.arena);
    return code;
}
