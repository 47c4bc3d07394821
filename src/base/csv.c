// Fields of CSV (RFC 4180) for spreadsheets.
#include "base/base.h"

// A cell that begins so is a formula, or goes on to one, in a spreadsheet: data may not make one.
// Full-width ones are read as the narrow ones by some.
static bool is_formula(zp_text text) {
    static const char *const beginnings[] = {"=",  "+",  "-",  "@",  "\t", "\r",
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

void zp_csv_begin(zp_buffer *out) {
    zp_buffer_add_string(out, "\xEF\xBB\xBF");
}

void zp_csv_text(zp_buffer *out, zp_text text) {
    const char *quote = wants_quotes(text) ? "\"" : "";
    zp_buffer_add_string(out, quote);
    zp_buffer_add_string(out, is_formula(text) ? "'" : "");
    for (size_t i = 0; i < text.size; i++) {
        zp_buffer_add_string(out, text.data[i] == '"' ? "\"" : "");
        zp_buffer_add(out, &text.data[i], 1);
    }
    zp_buffer_add_string(out, quote);
}
