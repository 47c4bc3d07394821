// The district's summary: four files, all or none.
#include "batch/summary.h"

enum { FILES = 4 };

static const char *const names[FILES] = {"summary.csv", "summary.json", "汇总表.pdf",
                                         "汇总表.xlsx"};

bool zp_batch_is_summary(zp_arena *arena, const char *folder, const char *path) {
    bool found = false;
    for (int i = 0; i < FILES; i++) {
        const char *own = zp_path_join(arena, folder, names[i]);
        found = found || zp_text_equal(zp_text_of(own), zp_text_of(path));
    }
    return found;
}

zp_status zp_batch_summarise(const zp_workshop *workshop, zp_arena *arena, zp_messages *messages,
                             const zp_batch *batch, const char *folder) {
    zp_buffer csv = {0}, json = {0}, pdf = {0};
    zp_text table = {0};
    zp_status status = zp_folder_make(messages, folder);
    if (status == ZP_OK) {
        status = batch_sheet(workshop, arena, messages, batch, &pdf);
    }
    if (status == ZP_OK) {
        status = batch_table(workshop, arena, messages, batch, folder, &table);
    }
    batch_csv(arena, batch, &csv);
    batch_json(workshop, arena, batch, &json);
    zp_text bytes[FILES] = {zp_buffer_text(&csv), zp_buffer_text(&json), zp_buffer_text(&pdf),
                            table};
    zp_new_file files[FILES];
    for (int i = 0; i < FILES; i++) {
        files[i] = (zp_new_file){.path = zp_path_join(arena, folder, names[i]), .bytes = bytes[i]};
    }
    if (status == ZP_OK) {
        status = zp_files_write(messages, files, FILES);
    }
    zp_buffer_free(&csv);
    zp_buffer_free(&json);
    zp_buffer_free(&pdf);
    return status;
}
