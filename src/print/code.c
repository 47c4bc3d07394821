// A QR code (ISO/IEC 18004), by libqrencode, drawn as rules.
#include "print/private.h"

#include <qrencode.h>

// Half a millimetre is what a telephone reads; QUIET is what the standard wants left white around.
enum { MODULE = ZP_MM(800), QUIET = 4 };

// Modules beside each other are one rule, so that no gap shows between them.
static void draw_row(zp_arena *arena, zp_page *page, const unsigned char *row, int width,
                     zp_length x, zp_length y) {
    for (int from = 0, to; from < width; from = to) {
        for (to = from; to < width && row[to] & 1; to++) {
        }
        if (to > from) {
            *ZP_PUSH(arena, page->items, page->item_count, page->item_capacity) =
                (zp_item){.kind = ZP_ITEM_RULE,
                          .artifact = true,
                          .x = x + from * MODULE,
                          .y = y,
                          .width = (to - from) * MODULE,
                          .height = MODULE};
        } else {
            to++;
        }
    }
}

void print_code(zp_arena *arena, zp_page *page, zp_text text, zp_length x, zp_length y) {
    // Level M: a seventh of it may be soiled.
    QRcode *code =
        QRcode_encodeData((int)text.size, (const unsigned char *)text.data, 0, QR_ECLEVEL_M);
    if (code == NULL) { // 64 digits are never too many
        zp_out_of_memory();
    }
    x -= (code->width + QUIET) * MODULE;
    y -= (code->width + QUIET) * MODULE;
    for (int i = 0; i < code->width; i++) {
        draw_row(arena, page, code->data + (size_t)i * (size_t)code->width, code->width, x,
                 y + i * MODULE);
    }
    QRcode_free(code);
}
