// The files of one unit: made in memory, and written all or none.
#include "cli/cli.h"

zp_buffer *add_file(cli_files *files, const char *folder, zp_text document, const char *ending) {
    cli_file *made = ZP_PUSH(files->arena, files->list, files->count, files->capacity);
    *made = (cli_file){
        .path = zp_arena_print(files->arena, "%s/%.*s.%s", folder, ZP_ARG(document), ending).data};
    return &made->bytes;
}

zp_status write_files(cli_files *files, zp_messages *messages, const char *folder) {
    zp_new_file *list = ZP_ARRAY(files->arena, zp_new_file, files->count);
    zp_status status = zp_folder_make(messages, folder);
    for (size_t i = 0; i < files->count; i++) {
        list[i] = (zp_new_file){files->list[i].path, zp_buffer_text(&files->list[i].bytes)};
    }
    return status == ZP_OK ? zp_files_write(messages, list, files->count) : status;
}

void free_files(cli_files *files) {
    for (size_t i = 0; i < files->count; i++) {
        zp_buffer_free(&files->list[i].bytes);
    }
    files->count = 0;
}
