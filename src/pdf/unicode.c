// ToUnicode: what the codes of a font mean as text.
#include "pdf/private.h"

static const char HEAD[] = "/CIDInit/ProcSet findresource begin\n"
                           "12 dict begin\n"
                           "begincmap\n"
                           "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                           "/CMapName/Adobe-Identity-UCS def\n"
                           "/CMapType 2 def\n"
                           "1 begincodespacerange\n"
                           "<0000><FFFF>\n"
                           "endcodespacerange\n";
static const char TAIL[] = "endcmap\n"
                           "CMapName currentdict/CMap defineresource pop\n"
                           "end\n"
                           "end";

enum { BLOCK = 100 }; // entries a bfchar block may have

void pdf_to_unicode(const pdf_font *font, zp_buffer *out) {
    zp_buffer_add_string(out, HEAD);
    for (size_t i = 0; i < font->count; i++) {
        const pdf_glyph *glyph = &font->glyphs[i];
        if (i % BLOCK == 0) {
            size_t left = font->count - i;
            pdf_number(out, (int64_t)(left < BLOCK ? left : BLOCK), 0);
            zp_buffer_add_string(out, " beginbfchar\n");
        }
        zp_buffer_add_string(out, "<");
        pdf_hex(out, glyph->code, 4);
        zp_buffer_add_string(out, "><");
        // A glyph drawn under an ActualText only still needs an entry (PDF/A-2u, 6.2.11.7.2).
        pdf_utf16(out, glyph->text.size > 0    ? glyph->text
                       : glyph->spare.size > 0 ? glyph->spare
                                               : ZP_TEXT("\u200B"));
        zp_buffer_add_string(out, ">\n");
        if (i % BLOCK == BLOCK - 1 || i + 1 == font->count) {
            zp_buffer_add_string(out, "endbfchar\n");
        }
    }
    zp_buffer_add_string(out, TAIL);
}
