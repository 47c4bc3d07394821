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
    if (zp_path_is_link(folder)) {
        zp_report(messages, ZP_ERROR, zp_whole_file(folder), "output-link",
                  "is a symbolic link, which may lead anywhere; a folder is wanted, or nothing");
        return ZP_CANNOT_WRITE;
    }
    zp_status status = zp_folder_make(messages, folder);
    for (size_t i = 0; i < files->count; i++) {
        list[i] = (zp_new_file){.path = files->list[i].path,
                                .bytes = zp_buffer_text(&files->list[i].bytes)};
    }
    if (status == ZP_OK) {
        int lock = zp_folder_lock(folder);
        hold_watch(true);
        status = zp_files_write(messages, list, files->count);
        hold_watch(false);
        zp_folder_unlock(lock);
    }
    return status;
}

void free_files(cli_files *files) {
    for (size_t i = 0; i < files->count; i++) {
        zp_buffer_free(&files->list[i].bytes);
    }
    files->count = 0;
}
