#include "fuzz/fuzz.h"
#include "check/check.h"
#include "docx/docx.h"
#include "pdf/pdf.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static fuzz_tools tools;

// The sanitizers' settings, however a target is started. Short stacks of allocations and a small
// quarantine are a fifth of the time.
const char *__asan_default_options(void);
const char *__asan_default_options(void) {
    return "detect_leaks=1:strict_string_checks=1:malloc_context_size=4:"
           "quarantine_size_mb=16:max_malloc_fill_size=16";
}
const char *__ubsan_default_options(void);
const char *__ubsan_default_options(void) {
    return "halt_on_error=1:print_stacktrace=1";
}

static void must(bool good, const char *what) {
    if (!good) {
        perror(what);
        abort();
    }
}

// ---------------------------------------------------------------- files

const char *fuzz_path(const char *name) {
    static char path[2][512];
    static int turn;
    turn = !turn;
    snprintf(path[turn], sizeof path[turn], "%s/%s", tools.folder, name);
    return path[turn];
}

void fuzz_write(const char *name, const void *data, size_t size) {
    FILE *file = fopen(fuzz_path(name), "wb");
    must(file != NULL && fwrite(data, 1, size, file) == size && fclose(file) == 0, name);
}

void fuzz_remove(const char *name) {
    unlink(fuzz_path(name));
}

static void read_all(zp_arena *arena, const char *path, zp_text *text) {
    zp_messages *messages = zp_messages_new();
    must(zp_file_read(arena, messages, path, 1 << 26, text) == ZP_OK, path);
    zp_messages_free(messages);
}

zp_text fuzz_source(const char *name) {
    zp_text text;
    read_all(tools.arena, zp_path_join(tools.arena, ZIPING_SOURCE, name), &text);
    return text;
}

void fuzz_make_folder(const char *name) {
    must(mkdir(fuzz_path(name), 0700) == 0, name);
}

void fuzz_copy_folder(const char *from, const char *name) {
    zp_arena *arena = zp_arena_new();
    const char *folder = zp_path_join(arena, ZIPING_SOURCE, from);
    DIR *open = opendir(folder);
    must(open != NULL, from);
    fuzz_make_folder(name);
    for (struct dirent *each; (each = readdir(open)) != NULL;) {
        const char *path = zp_path_join(arena, folder, each->d_name);
        zp_text text;
        if (zp_file_exists(path)) {
            read_all(arena, path, &text);
            fuzz_write(zp_path_join(arena, name, each->d_name), text.data, text.size);
        }
    }
    closedir(open);
    zp_arena_free(arena);
}

static void take_away(void) {
    char command[600];
    snprintf(command, sizeof command, "rm -rf '%s'", tools.folder);
    if (system(command) != 0) { // the name is ours: /dev/shm/ziping-fuzz-…
        perror("rm");
    }
}

// ---------------------------------------------------------------- tools

const fuzz_tools *fuzz_open(void) {
    if (tools.folder != NULL) {
        return &tools;
    }
    static char folder[] = "/dev/shm/ziping-fuzz-XXXXXX";
    must(mkdtemp(folder) != NULL, folder);
    tools.folder = folder;
    atexit(take_away);
    tools.arena = zp_arena_new();
    zp_messages *messages = zp_messages_new();
    must(zp_schema_load(tools.arena, messages, ZIPING_SOURCE "/templates/unit-year.schema.json",
                        &tools.schema) == ZP_OK,
         "schema");
    zp_messages_free(messages);
    tools.forms = zp_forms_new(tools.schema, ZIPING_SOURCE "/templates");
    return &tools;
}

const fuzz_tools *fuzz_fonts(void) {
    fuzz_open();
    if (tools.fonts == NULL) {
        zp_messages *messages = zp_messages_new();
        must(zp_fonts_open(tools.arena, messages, ZIPING_SOURCE "/fonts", &tools.fonts) == ZP_OK,
             "fonts");
        zp_messages_free(messages);
    }
    return &tools;
}

void fuzz_read_messages(const zp_messages *messages) {
    zp_buffer line = {0};
    const zp_message *each;
    for (size_t i = 0; (each = zp_messages_at(messages, i)) != NULL; i++) {
        line.size = 0;
        zp_message_format(each, &line);
    }
    zp_buffer_free(&line);
}

// ---------------------------------------------------------------- the whole way

static void write_document(zp_arena *arena, zp_messages *messages, zp_document *document) {
    zp_pages *pages;
    zp_buffer pdf = {0}, docx = {0};
    if (zp_layout(arena, messages, tools.fonts, document, &pages) == ZP_OK) {
        zp_pdf_write(pages, NULL, messages, &pdf);
        zp_docx_write(document, messages, &docx);
    }
    zp_buffer_free(&pdf);
    zp_buffer_free(&docx);
}

static void make_documents(zp_arena *arena, zp_messages *messages, const zp_record *record,
                           bool report_only) {
    const zp_form *form;
    zp_checked checked;
    if (zp_forms_find(tools.forms, messages, record, &form) != ZP_OK) {
        return;
    }
    zp_check(arena, messages, form, record, NULL, &checked);
    for (size_t i = 0; i < zp_form_document_count(form); i++) {
        zp_document *document = NULL;
        zp_text id = zp_form_document_id(form, i);
        if (report_only && !zp_text_equal(id, zp_form_report(form))) {
            continue;
        }
        if (zp_form_build(form, arena, messages, record, id, &document) == ZP_OK &&
            document != NULL && tools.fonts != NULL) {
            write_document(arena, messages, document);
        }
    }
}

void fuzz_make_unit(const char *name, bool report_only) {
    zp_arena *arena = zp_arena_new();
    zp_messages *messages = zp_messages_new();
    zp_record record = {0};
    if (zp_record_load(arena, messages, tools.schema, fuzz_path(name), &record) == ZP_OK) {
        make_documents(arena, messages, &record, report_only);
    }
    fuzz_read_messages(messages);
    zp_messages_free(messages);
    zp_arena_free(arena);
}
