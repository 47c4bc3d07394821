// summary.csv: RFC 4180, in UTF-8.
#include "batch/summary.h"

void batch_csv(zp_arena *arena, const zp_batch *batch, zp_buffer *out) {
    const batch_column *columns;
    size_t count = batch_columns(&columns);
    zp_csv_begin(out);
    for (size_t c = 0; c < count; c++) {
        zp_buffer_add_string(out, c > 0 ? "," : "");
        zp_buffer_add_string(out, columns[c].title);
    }
    zp_buffer_add_string(out, "\r\n");
    for (size_t i = 0; i < batch->count; i++) {
        for (size_t c = 0; c < count; c++) {
            zp_text text = columns[c].of(arena, &batch->units[i], i);
            zp_decimal number;
            zp_buffer_add_string(out, c > 0 ? "," : "");
            if (columns[c].number && zp_decimal_read(text, &number)) {
                zp_buffer_add_text(out, text);
            } else {
                zp_csv_text(out, batch_clean(arena, text));
            }
        }
        zp_buffer_add_string(out, "\r\n");
    }
}
