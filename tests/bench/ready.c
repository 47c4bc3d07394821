// What ziping takes for the part of the work that the peers do: documents whose trees are ready,
// set and written as files. `ready_bench pdf|docx OUT UNIT…`; prints a line of JSON: how long,
// warm.
#include "docx/docx.h"
#include "form/form.h"
#include "pdf/pdf.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { WARMING = 3 }; // documents that are not counted, as for the others

static const char *const ids[] = {"basic-data", "self-evaluation", "report"};

typedef struct bench {
    zp_arena *arena;
    zp_messages *messages;
    zp_fonts *fonts;
    zp_schema *schema;
    zp_forms *forms;
    const char *output;
    bool docx;
    zp_document **documents;
    size_t count, capacity;
} bench;

static double now(clockid_t clock) {
    struct timespec at;
    clock_gettime(clock, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static zp_status open_tools(bench *b) {
    zp_status status = zp_fonts_open(b->arena, b->messages, ZIPING_SOURCE "/fonts", &b->fonts);
    if (status == ZP_OK) {
        status = zp_schema_load(b->arena, b->messages,
                                ZIPING_SOURCE "/templates/unit-year.schema.json", &b->schema);
    }
    if (status == ZP_OK) {
        b->forms = zp_forms_new(b->schema, ZIPING_SOURCE "/templates");
    }
    return status;
}

// DOCX is written of trees that the layout has been at: what the docx package is given has its
// columns and sizes decided too.
static zp_status add_unit(bench *b, const char *unit) {
    const zp_form *form;
    zp_record *record = ZP_NEW(b->arena, zp_record);
    zp_status status = zp_record_load(b->arena, b->messages, b->schema, unit, record);
    if (status == ZP_OK) {
        status = zp_forms_find(b->forms, b->messages, record, &form);
    }
    for (size_t i = 0; i < sizeof ids / sizeof *ids && status == ZP_OK; i++) {
        zp_document *document = NULL;
        zp_pages *pages;
        status = zp_form_build(form, b->arena, b->messages, record, zp_text_of(ids[i]), &document);
        if (status == ZP_OK && b->docx) {
            status = zp_layout(b->arena, b->messages, b->fonts, document, &pages);
        }
        *ZP_PUSH(b->arena, b->documents, b->count, b->capacity) = document;
    }
    return status;
}

static zp_status make(bench *b, size_t index) {
    zp_arena *arena = zp_arena_new();
    zp_document *document = b->documents[index];
    zp_buffer out = {0};
    zp_status status = ZP_OK;
    if (b->docx) {
        status = zp_docx_write(document, b->messages, &out);
    } else {
        zp_pages *pages;
        status = zp_layout(arena, b->messages, b->fonts, document, &pages);
        if (status == ZP_OK) {
            status = zp_pdf_write(pages, NULL, b->messages, &out);
        }
    }
    zp_text path = zp_arena_print(arena, "%s/%zu.%s", b->output, index, b->docx ? "docx" : "pdf");
    FILE *file = status == ZP_OK ? fopen(path.data, "wb") : NULL;
    if (file == NULL || fwrite(out.data, 1, out.size, file) != out.size || fclose(file) != 0) {
        status = ZP_CANNOT_WRITE;
    }
    zp_buffer_free(&out);
    zp_arena_free(arena);
    return status;
}

static zp_status measure(bench *b) {
    zp_status status = ZP_OK;
    double cpu = 0, wall = 0;
    for (size_t i = 0; i < b->count && status == ZP_OK; i++) {
        if (i == WARMING) {
            cpu = now(CLOCK_PROCESS_CPUTIME_ID);
            wall = now(CLOCK_MONOTONIC);
        }
        status = make(b, i);
    }
    printf("{\"documents\":%zu,\"seconds\":%.6f,\"cpu\":%.6f}\n", b->count - WARMING,
           now(CLOCK_MONOTONIC) - wall, now(CLOCK_PROCESS_CPUTIME_ID) - cpu);
    return status;
}

static void tell_why(const bench *b) {
    const zp_message *each;
    for (size_t i = 0; (each = zp_messages_at(b->messages, i)) != NULL; i++) {
        if (each->severity == ZP_ERROR) {
            const char *file = each->place.file ? each->place.file : "ready_bench";
            fprintf(stderr, "%s: %.*s\n", file, ZP_ARG(each->text));
        }
    }
}

int main(int count, char **arguments) {
    if (count < 5) {
        fprintf(stderr, "usage: ready_bench pdf|docx OUT UNIT UNIT…\n");
        return ZP_BAD_INPUT;
    }
    bench b = {.arena = zp_arena_new(),
               .messages = zp_messages_new(),
               .docx = strcmp(arguments[1], "docx") == 0,
               .output = arguments[2]};
    zp_status status = open_tools(&b);
    for (int i = 3; i < count && status == ZP_OK; i++) {
        status = add_unit(&b, arguments[i]);
    }
    if (status == ZP_OK) {
        status = measure(&b);
    }
    if (status != ZP_OK) {
        tell_why(&b);
    }
    zp_forms_free(b.forms);
    zp_fonts_close(b.fonts);
    zp_messages_free(b.messages);
    zp_arena_free(b.arena);
    return (int)status;
}
