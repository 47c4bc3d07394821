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

typedef enum stage {
    STAGE_RECORD,
    STAGE_CHECK,
    STAGE_FORM,
    STAGE_LAYOUT,
    STAGE_PDF,
    STAGE_DOCX,
    STAGE_OTHERS,
    STAGE_WRITE,
    STAGE_COUNT
} stage;
static const char *const stage_names[STAGE_COUNT] = {"record", "check", "form",   "layout",
                                                     "pdf",    "docx",  "others", "write"};

enum { FORMATS_MAX = 16 };

typedef struct render {
    const cli_folders *folders;
    const char *documents;     // as given; NULL: all
    bool formats[FORMATS_MAX]; // of those in the table below
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

// ------------------------------------------------ formats

typedef struct output {
    const render *run;
    const unit *unit;
    zp_document *document;
    const zp_pages *pages; // NULL where no format wants them
} output;

static zp_status write_pdf(const output *o, zp_buffer *out) {
    return zp_pdf_write(o->pages, o->unit->wish, o->run->messages, out);
}

static zp_status write_docx(const output *o, zp_buffer *out) {
    return zp_docx_write(o->document, o->run->messages, out);
}

static zp_status write_word(const output *o, zp_buffer *out) {
    zp_word_report(o->document, o->pages, o->run->fonts, o->run->folders->templates, out);
    return ZP_OK;
}

static zp_status write_trace(const output *o, zp_buffer *out) {
    zp_trace_write(o->pages, out);
    return ZP_OK;
}

static zp_status write_tree(const output *o, zp_buffer *out) {
    zp_document_dump(o->document, out);
    return ZP_OK;
}

// A back end is a line here, and a word of --formats in manual_render.c.
static const struct {
    const char *name, *ending;
    bool pages; // it writes pages; else the document
    stage stage;
    zp_status (*write)(const output *o, zp_buffer *out);
} formats[] = {
    {"pdf", "pdf", true, STAGE_PDF, write_pdf},
    {"word", "word.txt", true, STAGE_OTHERS, write_word},
    {"trace", "trace", true, STAGE_OTHERS, write_trace},
    {"docx", "docx", false, STAGE_DOCX, write_docx},
    {"tree", "tree", false, STAGE_OTHERS, write_tree},
};
enum { FORMATS = sizeof formats / sizeof *formats };
_Static_assert((int)FORMATS <= (int)FORMATS_MAX, "FORMATS_MAX");

static bool pages_wanted(const render *r) {
    bool wanted = false;
    for (int i = 0; i < FORMATS; i++) {
        wanted = wanted || (r->formats[i] && formats[i].pages);
    }
    return wanted;
}

static zp_status make_document(render *r, unit *u, zp_text id) {
    zp_document *document;
    zp_pages *pages = NULL;
    zp_status status = zp_form_build(u->form, u->arena, r->messages, &u->record, id, &document);
    count_time(r, STAGE_FORM);
    if (status == ZP_OK && document == NULL) {
        return ZP_OK; // the profile hands in no form where there is no project
    }
    if (status == ZP_OK && pages_wanted(r)) {
        status = zp_layout(u->arena, r->messages, r->fonts, document, &pages);
    } else if (status == ZP_OK) { // DOCX too wants the tables' densities, which the layout chooses
        status = zp_layout_for_editing(u->arena, r->messages, r->fonts, document);
    }
    count_time(r, STAGE_LAYOUT);
    const output o = {r, u, document, pages};
    for (int i = 0; i < FORMATS && status == ZP_OK; i++) {
        if (r->formats[i]) {
            zp_buffer *out = add_file(&u->files, u->output, document->id, formats[i].ending);
            status = formats[i].write(&o, out);
            count_time(r, formats[i].stage);
        }
    }
    return status;
}

// ------------------------------------------------ all documents

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
        print_line(stdout,
                   zp_translated(u->files.count == 1 ? ZP_MARKED("%s: %zu file\n")
                                                     : ZP_MARKED("%s: %zu files\n")),
                   u->output, u->files.count);
    }
    count_time(r, STAGE_WRITE);
    return status;
}

static zp_status render_unit(render *r, const char *folder) {
    unit u = {.arena = zp_arena_new()};
    watch_unit(folder);
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
        for (int i = 0; i < FORMATS; i++) {
            r->formats[i] = r->formats[i] || zp_text_is(word, formats[i].name);
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
