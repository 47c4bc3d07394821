// Where a signature or a seal goes: a content control (ECMA-376 part 1, 17.5.2) around what stands
// in its place, with the tag that the PDF's field has as its name.
#include "docx/parts.h"

const zp_node *control_before(const zp_node *node) {
    if (node->type == ZP_NODE_FIELD) {
        return zp_field_holds(node->next) ? node : NULL;
    }
    // A seal stands over words, and a stamp beside them: those are its control's.
    const zp_node *next = node->next;
    bool words = node->type == ZP_NODE_RUN && next != NULL && next->type == ZP_NODE_FIELD;
    return words && !zp_field_holds(next->next) ? next : NULL;
}

bool control_ends(const zp_node *field, const zp_node *node) {
    return node->next == field || !zp_field_holds(node->next);
}

// Only blanks: what is typed takes their place.
static bool is_empty(const zp_node *field) {
    const zp_node *node = field->next;
    bool empty = zp_field_holds(node);
    for (; zp_field_holds(node); node = node->next) {
        empty = empty && node->type == ZP_NODE_BLANK && node->change == ZP_KEPT;
    }
    return empty;
}

// Rich text: a picture of a signature or a seal may be put in too.
void start_control(part *part, const zp_node *node) {
    const zp_field *field = &node->as.field;
    part_start(part, "w:sdt");
    part_start(part, "w:sdtPr");
    part_start(part, "w:alias");
    part_attribute_text(part, "w:val", field->title);
    part_end(part);
    part_start(part, "w:tag");
    part_attribute_text(part, "w:val", field->name);
    part_end(part);
    part_number(part, "w:id", ++part->controls);
    if (is_empty(node)) {
        part_flag(part, "w:showingPlcHdr");
    }
    part_flag(part, "w:richText");
    part_end(part);
    part_start(part, "w:sdtContent");
}

void end_control(part *part) {
    part_end(part);
    part_end(part);
}
