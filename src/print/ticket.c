// The job ticket as JSON, as templates/job-ticket.schema.json says.
#include "archive/archive.h"
#include "print/private.h"

#include <stdlib.h>

#define FORMAT "ziping-print-job"
enum { FORMAT_VERSION = 1, TICKET_LIMIT = 256 * 1024 * 1024 };

static const char *const bindings[PRINT_BINDINGS] = {"none", "staple", "fold", "saddle-stitch"};

const char *print_imposition_name(zp_imposition imposition) {
    static const char *const names[] = {"none", "a3-booklet", "2up"};
    return names[imposition];
}

const char *print_paper(const zp_print *print, zp_arena *arena) {
    bool a4 = abs(print->width - ZP_MM(210000)) < ZP_MM(1000) &&
              abs(print->height - ZP_MM(297000)) < ZP_MM(1000);
    if (print->options.imposition != ZP_IMPOSE_NONE) {
        return "A3";
    }
    return a4 ? "A4"
              : zp_arena_print(arena, "%dx%dmm", (int)zp_scale(print->width, 127, 360000),
                               (int)zp_scale(print->height, 127, 360000))
                    .data;
}

// ---------------------------------------------------------------- counting

typedef struct sums {
    size_t documents, copies, pages, sheets, sides;
    size_t bound[PRINT_BINDINGS]; // copies
} sums;

static void count_document(const zp_print *print, const print_document *document, sums *to) {
    zp_imposition imposition = print->options.imposition;
    to->copies += document->copies;
    to->pages += document->copies * document->pages;
    to->sheets += document->copies * print_sheets(imposition, document->pages);
    to->sides += document->copies * print_used_sides(imposition, document->pages);
    to->bound[print_bind(imposition, document->pages)] += document->copies;
}

// Slips take paper too; they are no documents.
static void count_unit(const zp_print *print, const print_unit *unit, sums *to) {
    sums slip = {0};
    for (size_t i = 0; i < unit->count; i++) {
        to->documents++;
        count_document(print, &unit->documents[i], to);
    }
    count_document(print, &unit->slip, &slip);
    to->pages += slip.pages;
    to->sheets += slip.sheets;
    to->sides += slip.sides;
}

// ---------------------------------------------------------------- JSON

static void add_count(zp_buffer *out, const char *key, size_t count) {
    zp_buffer_print(out, "\"%s\": %zu", key, count);
}

static void add_sums(zp_buffer *out, const sums *all) {
    add_count(out, "documents", all->documents);
    zp_buffer_add_string(out, ", ");
    add_count(out, "copies", all->copies);
    zp_buffer_add_string(out, ", ");
    add_count(out, "pages", all->pages);
    zp_buffer_add_string(out, ", ");
    add_count(out, "sides", all->sides);
    zp_buffer_add_string(out, ", ");
    add_count(out, "sheets", all->sheets);
    zp_buffer_add_string(out, ", \"bindings\": {");
    for (int i = 0; i < PRINT_BINDINGS; i++) {
        zp_buffer_add_string(out, i > 0 ? ", " : "");
        add_count(out, bindings[i], all->bound[i]);
    }
    zp_buffer_add_string(out, "}");
}

static void add_document(const zp_print *print, zp_buffer *out, const print_document *document,
                         const char *binding) {
    zp_imposition imposition = print->options.imposition;
    zp_buffer_add_string(out, "{");
    if (document->id.size > 0) {
        zp_json_member(out, "document", document->id);
        zp_buffer_add_string(out, ", ");
    }
    if (document->mark.size > 0) {
        zp_json_member(out, "mark", document->mark);
        zp_buffer_add_string(out, ", ");
    }
    zp_json_member(out, "title", document->title);
    zp_buffer_add_string(out, ", \"first_pages\": [");
    for (size_t i = 0; i < document->copies; i++) {
        zp_buffer_print(out, "%s%zu", i > 0 ? ", " : "", document->firsts[i]);
    }
    zp_buffer_add_string(out, "], ");
    add_count(out, "pages", document->pages);
    zp_buffer_add_string(out, ", ");
    add_count(out, "sides", print_used_sides(imposition, document->pages));
    zp_buffer_add_string(out, ", ");
    add_count(out, "sheets", print_sheets(imposition, document->pages));
    zp_buffer_add_string(out, ", ");
    add_count(out, "copies", document->copies);
    zp_buffer_print(out, ", \"paper\": \"%s\", \"binding\": \"%s\"}",
                    print_paper(print, print->arena), binding);
}

static void add_unit(const zp_print *print, zp_buffer *out, const print_unit *unit) {
    sums all = {0};
    count_unit(print, unit, &all);
    zp_buffer_print(out, "    {\n      \"number\": %zu, ", unit->number);
    zp_json_member(out, "name", unit->name);
    zp_buffer_add_string(out, ", ");
    zp_json_member(out, "folder", unit->folder);
    zp_buffer_add_string(out, ", ");
    zp_json_member(out, "year", unit->year);
    zp_buffer_add_string(out, ", ");
    zp_json_member(out, "form", unit->form);
    zp_buffer_print(out, ", \"version\": %u,\n      ", unit->version_number);
    zp_json_member(out, "sha256", unit->sha256);
    zp_buffer_print(out, ", \"only_changes\": %s, \"first_page\": %zu,\n",
                    unit->changes ? "true" : "false", unit->first);
    if (unit->has_slip) {
        zp_buffer_add_string(out, "      \"slip\": ");
        add_document(print, out, &unit->slip, bindings[PRINT_LOOSE]);
        zp_buffer_add_string(out, ",\n");
    }
    zp_buffer_add_string(out, "      \"documents\": [\n");
    for (size_t i = 0; i < unit->count; i++) {
        const print_document *each = &unit->documents[i];
        zp_buffer_add_string(out, "        ");
        add_document(print, out, each,
                     bindings[print_bind(print->options.imposition, each->pages)]);
        zp_buffer_add_string(out, i + 1 < unit->count ? ",\n" : "\n");
    }
    zp_buffer_add_string(out, "      ],\n      \"totals\": {");
    add_sums(out, &all);
    zp_buffer_add_string(out, "}\n    }");
}

void print_ticket(const zp_print *print, zp_text title, zp_text pdf, zp_buffer *out) {
    sums all = {0};
    bool imposed = print->options.imposition != ZP_IMPOSE_NONE;
    zp_buffer_print(out, "{\n  \"format\": \"%s\",\n  \"format_version\": %d,\n  ", FORMAT,
                    FORMAT_VERSION);
    zp_json_member(out, "ziping", zp_text_of(print->shop->tool));
    zp_buffer_add_string(out, ",\n  ");
    zp_json_member(out, "title", title);
    zp_buffer_print(out, ",\n  \"imposition\": \"%s\",\n  \"duplex\": \"flip-%s-edge\",\n  ",
                    print_imposition_name(print->options.imposition), imposed ? "short" : "long");
    zp_json_member(out, "paper", zp_text_of(print_paper(print, print->arena)));
    zp_buffer_add_string(out, ",\n  ");
    zp_json_member(out, "pdf_sha256", zp_sha256(print->arena, pdf));
    zp_buffer_add_string(out, ",\n  \"units\": [\n");
    for (size_t i = 0; i < print->count; i++) {
        count_unit(print, &print->units[i], &all);
        add_unit(print, out, &print->units[i]);
        zp_buffer_add_string(out, i + 1 < print->count ? ",\n" : "\n");
    }
    zp_buffer_print(out, "  ],\n  \"totals\": {\"units\": %zu, ", print->count);
    add_sums(out, &all);
    zp_buffer_add_string(out, "}\n}\n");
}

bool zp_print_is_ticket(zp_arena *arena, const char *path) {
    return zp_json_of_format(arena, path, TICKET_LIMIT, FORMAT) != NULL;
}
