// Writes the samples as .docx into a folder, for validators and for looking: make_sample FOLDER.
#include "docx/docx.h"
#include "docx/sample.h"

#include <stdio.h>
#include <time.h>

static zp_status write_sample(const char *folder, const char *name, zp_document *document) {
    zp_messages *messages = zp_messages_new();
    zp_buffer bytes = {0};
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    zp_status status = zp_docx_write(document, messages, &bytes);
    clock_gettime(CLOCK_MONOTONIC, &to);
    double spent =
        (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6;
    printf("%s: %zu bytes in %.2f ms\n", name, bytes.size, spent);
    if (status == ZP_OK) {
        status = zp_file_write(messages, zp_path_join(document->arena, folder, name), bytes.data,
                               bytes.size);
    }
    zp_buffer_free(&bytes);
    zp_messages_free(messages);
    return status;
}

// Every style with all the switches that B11 mirrors.
static zp_document *sample_switches(zp_arena *arena) {
    zp_document *document = sample_report(arena, 2);
    const zp_style **list = ZP_ARRAY(arena, const zp_style *, document->style_count);
    for (size_t i = 0; i < document->style_count; i++) {
        zp_style *style = ZP_NEW(arena, zp_style);
        *style = *document->styles[i];
        style->tabular = style->hanging = style->full_start = style->cells = true;
        style->edges = ZP_EDGES_STRICT;
        list[i] = style;
    }
    document->styles = list;
    return document;
}

int main(int count, char **arguments) {
    if (count != 2) {
        return ZP_BAD_INPUT;
    }
    zp_arena *arena = zp_arena_new();
    zp_status status = ZP_OK;
    zp_document *tables[] = {sample_table(arena, 36, false), sample_table(arena, 36, true)};
    tables[1]->root->first->first->next->next->as.table.density.type_percent = 90;
    status |= write_sample(arguments[1], "table.docx", tables[0]);
    status |= write_sample(arguments[1], "table-label.docx", tables[1]);
    status |= write_sample(arguments[1], "report.docx", sample_report(arena, 30));
    status |= write_sample(arguments[1], "switches.docx", sample_switches(arena));
    zp_arena_free(arena);
    return (int)status;
}
