// summary.csv: RFC 4180, in UTF-8 with a byte order mark, without which Excel and WPS read it as
// GBK.
#include "batch/summary.h"

// A cell that begins so is a formula, or goes on to one, in a spreadsheet: a unit's data may not
// make one. Full-width ones are read as the narrow ones by some.
static bool is_formula(zp_text text) {
    static const char *const beginnings[] = {"=",  "+",  "-",  "@",  "\t",
                                             "\n", "＝", "＋", "－", "＠"};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        if (zp_text_starts(text, beginnings[i])) {
            return true;
        }
    }
    return false;
}

static bool wants_quotes(zp_text text) {
    for (size_t i = 0; i < text.size; i++) {
        if (strchr(",\"\n\r", text.data[i]) != NULL) {
            return true;
        }
    }
    return text.size > 0 && (text.data[0] == ' ' || text.data[text.size - 1] == ' ');
}

static void add_field(zp_buffer *out, zp_text text) {
    if (!wants_quotes(text)) {
        zp_buffer_add_text(out, text);
        return;
    }
    zp_buffer_add_string(out, "\"");
    for (size_t i = 0; i < text.size; i++) {
        zp_buffer_add(out, &text.data[i], 1);
        if (text.data[i] == '"') {
            zp_buffer_add_string(out, "\"");
        }
    }
    zp_buffer_add_string(out, "\"");
}

// A spreadsheet takes what stands behind an apostrophe for text.
static void add_text(zp_arena *arena, zp_buffer *out, zp_text text) {
    zp_text clean = batch_clean(arena, text);
    add_field(out, is_formula(clean) ? zp_arena_print(arena, "'%.*s", ZP_ARG(clean)) : clean);
}

void batch_csv(zp_arena *arena, const zp_batch *batch, zp_buffer *out) {
    const batch_column *columns;
    size_t count = batch_columns(&columns);
    zp_buffer_add_string(out, "\xEF\xBB\xBF");
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
                add_text(arena, out, text);
            }
        }
        zp_buffer_add_string(out, "\r\n");
    }
}
