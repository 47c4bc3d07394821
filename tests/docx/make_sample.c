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
    zp_arena_free(arena);
    return (int)status;
}
