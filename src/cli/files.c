// The files of one unit: made in memory, and written all or none.
#include "cli/cli.h"

zp_buffer *add_file(cli_files *files, const char *folder, zp_text document, const char *ending) {
    cli_file *made = ZP_PUSH(files->arena, files->list, files->count, files->capacity);
    *made = (cli_file){
        .path = zp_arena_print(files->arena, "%s/%.*s.%s", folder, ZP_ARG(document), ending).data};
    return &made->bytes;
}

// They are renamed only when the last one has been written.
zp_status write_files(cli_files *files, zp_messages *messages, const char *folder) {
    zp_staged *staged = ZP_ARRAY(files->arena, zp_staged, files->count);
    zp_status status = zp_folder_make(messages, folder);
    for (size_t i = 0; i < files->count && status == ZP_OK; i++) {
        const cli_file *each = &files->list[i];
        status =
            zp_file_stage(messages, each->path, each->bytes.data, each->bytes.size, &staged[i]);
    }
    for (size_t i = 0; i < files->count && status == ZP_OK; i++) {
        status = zp_file_commit(messages, &staged[i]);
    }
    for (size_t i = 0; i < files->count; i++) {
        zp_file_abandon(&staged[i]);
    }
    return status;
}

void free_files(cli_files *files) {
    for (size_t i = 0; i < files->count; i++) {
        zp_buffer_free(&files->list[i].bytes);
    }
    files->count = 0;
}
