// word/footer….xml: `— 1 —`, on odd pages at the right, on even ones at the left, one 字 in
// (GB/T 9704 7.5).
#include "docx/parts.h"

static void write_hinted_text(part *part, zp_text text) {
    part_start(part, "w:r");
    part_start(part, "w:rPr");
    part_start(part, "w:rFonts");
    part_attribute(part, "w:hint", "eastAsia"); // the dash is the Chinese font's
    part_end(part);
    part_end(part);
    part_start(part, "w:t");
    part_attribute(part, "xml:space", "preserve");
    part_text(part, text);
    part_end(part);
    part_end(part);
}

static void write_page_field(part *part) {
    part_start(part, "w:fldSimple");
    part_attribute(part, "w:instr", " PAGE ");
    part_start(part, "w:r");
    part_start(part, "w:t");
    part_text(part, ZP_TEXT("1"));
    part_end(part);
    part_end(part);
    part_end(part);
}

static void write_number_properties(part *part, const zp_page_setup *page, bool odd) {
    part_start(part, "w:pPr");
    if (page->number_style != NULL) {
        part_start(part, "w:pStyle");
        part_attribute_text(part, "w:val", page->number_style->id);
        part_end(part);
    }
    part_value(part, "w:snapToGrid", "0");
    part_start(part, "w:ind");
    part_attribute_number(part, "w:left", odd ? 0 : twips(page->number_indent));
    part_attribute_number(part, "w:right", odd ? twips(page->number_indent) : 0);
    part_attribute(part, "w:firstLineChars", "0");
    part_attribute(part, "w:firstLine", "0");
    part_end(part);
    part_value(part, "w:jc", odd ? "right" : "left");
    part_end(part);
}

static void write_footer(part *part, const zp_document *document, bool odd) {
    part_start(part, "w:ftr");
    write_name_spaces(part);
    part_start(part, "w:p");
    write_number_properties(part, sections_of(document).numbered, odd);
    write_hinted_text(part, ZP_TEXT("— "));
    write_page_field(part);
    write_hinted_text(part, ZP_TEXT(" —"));
    part_end(part);
    part_end(part);
}

void write_footer_odd_part(part *part, const zp_document *document) {
    write_footer(part, document, true);
}

void write_footer_even_part(part *part, const zp_document *document) {
    write_footer(part, document, false);
}

void write_footer_empty_part(part *part, const zp_document *document) {
    (void)document;
    part_start(part, "w:ftr");
    write_name_spaces(part);
    part_flag(part, "w:p");
    part_end(part);
}
