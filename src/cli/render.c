// ziping render UNIT… : each unit's documents, all or none of a unit.
#include "check/check.h"
#include "cli/cli.h"
#include "docx/docx.h"
#include "layout/layout.h"
#include "pdf/pdf.h"
#include "record/record.h"
#include "trace/trace.h"
#include "word/word.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef enum format {
    FORMAT_PDF,
    FORMAT_DOCX,
    FORMAT_WORD,
    FORMAT_TRACE,
    FORMAT_TREE,
    FORMAT_COUNT
} format;
static const char *const format_names[FORMAT_COUNT] = {"pdf", "docx", "word", "trace", "tree"};
static const char *const endings[FORMAT_COUNT] = {"pdf", "docx", "word.txt", "trace", "tree"};

typedef enum stage {
    STAGE_RECORD,
    STAGE_CHECK,
    STAGE_FORM,
    STAGE_LAYOUT,
    STAGE_PDF,
    STAGE_DOCX,
    STAGE_WRITE,
    STAGE_COUNT
} stage;
static const char *const stage_names[STAGE_COUNT] = {"record", "check", "form", "layout",
                                                     "pdf",    "docx",  "write"};

typedef struct render {
    const cli_folders *folders;
    const char *documents; // as given; NULL: all
    bool formats[FORMAT_COUNT];
    const char *output;
    bool verbose, times;
    zp_package_kind kind;
    zp_language language; // of the findings
    zp_messages *messages;
    size_t shown;
    zp_arena *arena; // of the run
    zp_schema *schema;
    zp_forms *forms;
    zp_fonts *fonts;
    int64_t spent[STAGE_COUNT]; // nanoseconds
    int64_t started;
} render;

// The only clock in ziping, and only for --times.
static int64_t now(const render *r) {
    struct timespec at;
    return r->times && clock_gettime(CLOCK_MONOTONIC, &at) == 0
               ? (int64_t)at.tv_sec * 1000000000 + at.tv_nsec
               : 0;
}

static void count_time(render *r, stage at) {
    int64_t end = now(r);
    r->spent[at] += end - r->started;
    r->started = end;
}

// ------------------------------------------------ one unit

typedef struct unit {
    zp_arena *arena;
    zp_record record;
    const zp_form *form;
    const char *output; // its folder
    const zp_pdf_wish *wish;
    cli_files files;
} unit;

static zp_buffer *add_output(unit *u, zp_text id, format as) {
    return add_file(&u->files, u->output, id, endings[as]);
}

static zp_status make_pages(render *r, unit *u, zp_document *document) {
    zp_pages *pages;
    zp_status status = zp_layout(u->arena, r->messages, r->fonts, document, &pages);
    count_time(r, STAGE_LAYOUT);
    if (status == ZP_OK && r->formats[FORMAT_PDF]) {
        status = zp_pdf_write(pages, u->wish, r->messages, add_output(u, document->id, FORMAT_PDF));
        count_time(r, STAGE_PDF);
    }
    if (status == ZP_OK && r->formats[FORMAT_WORD]) {
        zp_word_report(document, pages, r->fonts, r->folders->templates,
                       add_output(u, document->id, FORMAT_WORD));
    }
    if (status == ZP_OK && r->formats[FORMAT_TRACE]) {
        zp_trace_write(pages, add_output(u, document->id, FORMAT_TRACE));
    }
    return status;
}

static zp_status make_document(render *r, unit *u, zp_text id) {
    zp_document *document;
    zp_status status = zp_form_build(u->form, u->arena, r->messages, &u->record, id, &document);
    count_time(r, STAGE_FORM);
    if (status == ZP_OK && document == NULL) {
        return ZP_OK; // the profile hands in no form where there is no project
    }
    bool pages = r->formats[FORMAT_PDF] || r->formats[FORMAT_WORD] || r->formats[FORMAT_TRACE];
    if (status == ZP_OK && pages) {
        status = make_pages(r, u, document);
    } else if (status == ZP_OK) { // DOCX too wants the tables' densities, which the layout chooses
        status = zp_layout_for_editing(u->arena, r->messages, r->fonts, document);
        count_time(r, STAGE_LAYOUT);
    }
    if (status == ZP_OK && r->formats[FORMAT_DOCX]) {
        status = zp_docx_write(document, r->messages, add_output(u, document->id, FORMAT_DOCX));
        count_time(r, STAGE_DOCX);
    }
    if (status == ZP_OK && r->formats[FORMAT_TREE]) {
        zp_document_dump(document, add_output(u, document->id, FORMAT_TREE));
    }
    return status;
}

// What the checker finds is told of a unit that can be made, and holds nothing back. What is wrong
// with the data as such was told by those documents that have it.
static void tell_findings(render *r, unit *u) {
    zp_checked checked;
    zp_messages *others = zp_messages_new();
    zp_check(u->arena, others, u->form, &u->record, NULL, &checked);
    zp_check_tell(&checked, r->messages, r->language, true);
    zp_messages_free(others);
}

static zp_status make_documents(render *r, unit *u, const char *folder) {
    zp_status status = zp_record_load(u->arena, r->messages, r->schema, folder, &u->record);
    count_time(r, STAGE_RECORD);
    if (status != ZP_OK) {
        return status;
    }
    u->wish = zp_package_wish(u->arena, &u->record, ZIPING_VERSION, r->kind.press, r->kind.embeds);
    u->output = zp_arena_print(u->arena, "%s/%.*s", r->output, ZP_ARG(u->record.name)).data;
    status = find_form(r->forms, r->messages, &u->record, r->documents, &u->form);
    count_time(r, STAGE_FORM);
    for (size_t i = 0; status == ZP_OK && i < zp_form_document_count(u->form); i++) {
        zp_text id = zp_form_document_id(u->form, i);
        if (document_wanted(r->documents, id)) {
            status = make_document(r, u, id);
        }
    }
    if (status == ZP_OK) {
        tell_findings(r, u);
        count_time(r, STAGE_CHECK);
    }
    return status;
}

static zp_status write_outputs(render *r, unit *u) {
    if (u->files.count == 0) {
        return ZP_OK;
    }
    zp_status status = write_files(&u->files, r->messages, u->output);
    if (status == ZP_OK) {
        printf(zp_translated(u->files.count == 1 ? ZP_MARKED("%s: %zu file\n")
                                                 : ZP_MARKED("%s: %zu files\n")),
               u->output, u->files.count);
    }
    count_time(r, STAGE_WRITE);
    return status;
}

static zp_status render_unit(render *r, const char *folder) {
    unit u = {.arena = zp_arena_new()};
    u.files.arena = u.arena;
    size_t errors = zp_messages_count(r->messages, ZP_ERROR);
    r->started = now(r);
    zp_status status = make_documents(r, &u, folder);
    if (status == ZP_OK && zp_messages_count(r->messages, ZP_ERROR) > errors) {
        status = ZP_BAD_INPUT;
    }
    if (status == ZP_OK) {
        status = write_outputs(r, &u);
    }
    free_files(&u.files);
    zp_arena_free(u.arena);
    print_messages(r->messages, &r->shown, r->verbose);
    return status;
}

// ------------------------------------------------ the command

static void read_formats(render *r, const char *list) {
    for (zp_text word; next_word(&list, &word);) {
        for (int i = 0; i < FORMAT_COUNT; i++) {
            r->formats[i] = r->formats[i] || zp_text_is(word, format_names[i]);
        }
    }
}

static zp_status open_tools(render *r) {
    const char *schema = zp_path_join(r->arena, r->folders->templates, "unit-year.schema.json");
    zp_status status = zp_schema_load(r->arena, r->messages, schema, &r->schema);
    if (status == ZP_OK) {
        r->forms = zp_forms_new(r->schema, r->folders->templates);
        status = zp_fonts_open(r->arena, r->messages, r->folders->fonts, &r->fonts);
    }
    return status;
}

static void print_times(const render *r) {
    fflush(stdout); // else its lines are cut by these, where both go to one file
    for (int i = 0; i < STAGE_COUNT; i++) {
        fprintf(stderr, "%-8s %8.3f ms\n", stage_names[i], (double)r->spent[i] / 1e6);
    }
}

int command_render(int count, char **arguments, const cli_folders *folders) {
    cli_options options;
    int code = read_options(&manual_render, count, arguments, &options);
    if (code >= 0) {
        return code;
    }
    render r = {.folders = folders,
                .documents = option_value(&options, "--documents"),
                .output = option_value(&options, "--output"),
                .verbose = option_given(&options, "--verbose"),
                .times = option_given(&options, "--times"),
                .kind = option_kind(&options),
                .language = chosen_language()};
    read_formats(&r, option_value(&options, "--formats"));
    code = check_kind("render", r.kind);
    if (code < 0 && !names_differ("render", options.count, options.operands)) {
        code = ZP_BAD_INPUT;
    }
    if (code >= 0) {
        return code;
    }
    r.arena = zp_arena_new();
    r.messages = zp_messages_new();
    code = (int)open_tools(&r);
    print_messages(r.messages, &r.shown, r.verbose);
    for (int i = 0; i < options.count && (code == ZP_OK || r.fonts != NULL); i++) {
        zp_status status = render_unit(&r, options.operands[i]);
        code = (int)status > code ? (int)status : code;
    }
    if (r.times) {
        print_times(&r);
    }
    zp_forms_free(r.forms);
    zp_fonts_close(r.fonts);
    zp_messages_free(r.messages);
    zp_arena_free(r.arena);
    return code;
}
