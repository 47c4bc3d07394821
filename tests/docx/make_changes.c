// Writes a document as DOCX three times, as it was, as it is, and with its changes tracked:
// make_changes OLD_UNIT NEW_UNIT DOCUMENT FOLDER.
#include "../tools.h"
#include "docx/docx.h"

static zp_status write(tools *t, const zp_document *document, const char *folder,
                       const char *name) {
    zp_buffer bytes = {0};
    zp_status status = zp_docx_write(document, t->messages, &bytes);
    if (status == ZP_OK) {
        status = zp_file_write(t->messages, zp_path_join(t->arena, folder, name), bytes.data,
                               bytes.size);
    }
    zp_buffer_free(&bytes);
    return status;
}

static zp_status run(tools *t, char **arguments) {
    zp_document *old, *new;
    bool changed;
    zp_status status = tools_build(t, arguments[1], arguments[3], &old);
    if (status == ZP_OK) {
        status = tools_build(t, arguments[2], arguments[3], &new);
    }
    if (status != ZP_OK) {
        return status;
    }
    zp_document *both = zp_document_diff(t->arena, old, new, &changed);
    both->changed_by = ZP_TEXT("示例单位");
    both->changed_on = ZP_TEXT("2024-06-03");
    status = write(t, old, arguments[4], "old.docx");
    status = status == ZP_OK ? write(t, new, arguments[4], "new.docx") : status;
    status = status == ZP_OK ? write(t, both, arguments[4], "both.docx") : status;
    printf("%s\n", changed ? "changed" : "same");
    return status;
}

int main(int count, char **arguments) {
    if (count != 5) {
        return ZP_BAD_INPUT;
    }
    tools t;
    zp_status status = tools_open(&t);
    status = status == ZP_OK ? run(&t, arguments) : status;
    tools_close(&t);
    return (int)status;
}
