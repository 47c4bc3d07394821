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

static const pdf_meaning *meaning_in(const pdf_glyph *glyph, size_t layer) {
    const pdf_meaning *meaning = glyph->meanings;
    for (; meaning != NULL && layer > 0; layer--) {
        meaning = meaning->next;
    }
    return meaning;
}

// What ToUnicode may not have (ISO 19005-2, 6.2.11.7.2): the mark of the byte order is the joiner
// it once was, and codes that are no characters mean nothing.
static void print_meaning(zp_buffer *out, zp_text text) {
    for (size_t at = 0; at < text.size;) {
        size_t start = at;
        uint32_t c = zp_utf8_next(text, &at);
        if (c == 0xFEFF) {
            pdf_utf16(out, ZP_TEXT("\u2060"));
        } else if (c == 0 || c == 0xFFFE) {
            pdf_utf16(out, ZP_TEXT("\uFFFD"));
        } else {
            pdf_utf16(out, zp_text_slice(text, start, at));
        }
    }
}

void pdf_to_unicode(const pdf_font *font, size_t layer, zp_buffer *out) {
    size_t left = 0, in_block = 0;
    for (size_t i = 0; i < font->count; i++) {
        left += meaning_in(&font->glyphs[i], layer) != NULL;
    }
    zp_buffer_add_string(out, HEAD);
    for (size_t i = 0; i < font->count; i++) {
        const pdf_glyph *glyph = &font->glyphs[i];
        const pdf_meaning *meaning = meaning_in(glyph, layer);
        if (meaning == NULL) {
            continue;
        }
        if (in_block == 0) {
            in_block = left < BLOCK ? left : BLOCK;
            left -= in_block;
            pdf_number(out, (int64_t)in_block, 0);
            zp_buffer_add_string(out, " beginbfchar\n");
        }
        zp_buffer_add_string(out, "<");
        pdf_hex(out, glyph->code, 4);
        zp_buffer_add_string(out, "><");
        print_meaning(out, meaning->text);
        zp_buffer_add_string(out, --in_block == 0 ? ">\nendbfchar\n" : ">\n");
    }
    zp_buffer_add_string(out, TAIL);
}
