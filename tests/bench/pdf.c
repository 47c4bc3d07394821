// How long a unit's documents take as PDF: the first time in a process, and when the outlines are
// there. `pdf_bench UNIT [RUNS]`, after RUNS (200) of them.
#include "pdf/pdf.h"
#include "form/form.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { DOCUMENTS = 16 };

typedef struct bench {
    zp_arena *arena;
    zp_messages *messages;
    zp_fonts *fonts;
    zp_schema *schema;
    zp_record record;
    zp_form *form;
    zp_pages *pages[DOCUMENTS];
    size_t count;
} bench;

static double now(void) {
    struct timespec at;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

static zp_status set_document(bench *b, const char *id) {
    zp_document *document;
    zp_status status =
        zp_form_build(b->form, b->arena, b->messages, &b->record, zp_text_of(id), &document);
    if (status == ZP_OK && document != NULL) {
        status = zp_layout(b->arena, b->messages, b->fonts, document, &b->pages[b->count]);
        b->count += status == ZP_OK;
    }
    return status;
}

static zp_status open_unit(bench *b, const char *unit) {
    static const char *const ids[] = {"self-evaluation", "basic-data", "report", "project"};
    zp_status status = zp_fonts_open(b->arena, b->messages, ZIPING_SOURCE "/fonts", &b->fonts);
    if (status == ZP_OK) {
        status = zp_schema_load(b->arena, b->messages,
                                ZIPING_SOURCE "/templates/unit-year.schema.json", &b->schema);
    }
    if (status == ZP_OK) {
        status = zp_record_load(b->arena, b->messages, b->schema, unit, &b->record);
    }
    if (status == ZP_OK) {
        const zp_value *name = zp_value_get(b->record.root, "form");
        status = zp_form_load(b->arena, b->messages, b->schema, ZIPING_SOURCE "/templates",
                              zp_value_text(name), b->record.root->place, &b->form);
    }
    for (size_t i = 0; i < sizeof ids / sizeof *ids && status == ZP_OK; i++) {
        status = set_document(b, ids[i]);
    }
    return status;
}

static size_t write_all(bench *b) {
    size_t bytes = 0;
    for (size_t i = 0; i < b->count; i++) {
        zp_buffer out = {0};
        if (zp_pdf_write(b->pages[i], NULL, b->messages, &out) != ZP_OK) {
            abort();
        }
        bytes += out.size;
        zp_buffer_free(&out);
    }
    return bytes;
}

int main(int count, char **arguments) {
    bench b = {.arena = zp_arena_new(), .messages = zp_messages_new()};
    int runs = count > 2 ? atoi(arguments[2]) : 200;
    if (count < 2 || open_unit(&b, arguments[1]) != ZP_OK) {
        fprintf(stderr, "usage: pdf_bench UNIT [RUNS]\n");
        return ZP_BAD_INPUT;
    }
    double begin = now();
    size_t bytes = write_all(&b);
    double first = now() - begin, best = first;
    for (int i = 0; i < runs; i++) {
        begin = now();
        write_all(&b);
        double spent = now() - begin;
        best = spent < best ? spent : best;
    }
    printf("%zu documents, %zu bytes: first %.2f ms, then %.2f ms\n", b.count, bytes, first, best);
    zp_fonts_close(b.fonts);
    zp_messages_free(b.messages);
    zp_arena_free(b.arena);
    return ZP_OK;
}
