// Name and date of a closing (GB/T 9704 7.3.5), where Word has nothing that sets one paragraph
// against another: the layout's places as indents. And the line of the page a title stands in.
#include "docx/parts.h"

static void write_own_indent(part *part, zp_length left) {
    part_start(part, "w:ind");
    // The style's characters would go before lengths.
    part_attribute(part, "w:leftChars", "0");
    part_attribute_number(part, "w:left", twips(left));
    part_attribute(part, "w:rightChars", "0");
    part_attribute(part, "w:right", "0");
    part_attribute(part, "w:firstLineChars", "0");
    part_attribute(part, "w:firstLine", "0");
    part_end(part);
}

const char *write_pair_indent(part *part, const zp_node *paragraph, const placing *placing) {
    if (paragraph->length == 0) {
        return NULL;
    }
    if (placing->style->pair != ZP_PAIR_CENTERED) {
        write_own_indent(part, paragraph->start);
        return "left";
    }
    // Centred in what is left of the line by an indent: so another name keeps to the middle.
    zp_length left = 2 * paragraph->start + paragraph->length - placing->measure;
    write_own_indent(part, left > 0 ? left : 0);
    return "center";
}

zp_length space_to_line(const zp_style *style, const zp_page_setup *page, zp_length y) {
    zp_length pitch = (page->height - page->top - page->bottom) / page->grid_lines;
    zp_length top = style->grid_line * pitch - pitch / 2 - style->pitch / 2;
    return top > y ? top - y : 0;
}
