// Where a signature or a seal goes: found in the lines as they are painted, and given the room that
// the whole page leaves.
#include "layout/private.h"

// A unit's seal is 42 mm across; where that much cannot be clear, not less than half of it.
static const zp_length seal_side = ZP_MM(42000), seal_least = ZP_MM(21000);
static const zp_length edge = ZP_MM(5000);       // no seal goes nearer to the paper's edge
static const zp_length step = ZP_MM(1000);       // by which a seal is moved or made smaller
static const zp_length clear = ZP_POINTS(1) / 2; // from other text and rules
// A hand, or a picture of its signature, wants 8 mm; twice the type where that is large.
static const zp_length signature_height = ZP_POINTS(24);
enum { BESIDE_NAME = 500 }; // hundredths of an em left behind a printed name for signing there

void find_fields(layout_context *context, const zp_node *node) {
    for (const zp_node *each = node->first; each != NULL; each = each->next) {
        if (each->type == ZP_NODE_FIELD) {
            *ZP_PUSH(context->arena, context->fields, context->field_count,
                     context->field_capacity) = each;
        } else if (each->first != NULL) {
            find_fields(context, each);
        }
    }
}

// ------------------------------------------------ in its line

// The line of a paragraph that an inline without text stands in.
static size_t line_of(const zp_paragraph *paragraph, const zp_node *field) {
    size_t at = 0, line = 0;
    for (const zp_node *each = field->parent->first; each != field; each = each->next) {
        at += each->type == ZP_NODE_RUN ? each->as.run.text.size : each->type == ZP_NODE_LINE_BREAK;
    }
    while (line + 1 < paragraph->line_count && paragraph->lines[line + 1].from <= at) {
        line++;
    }
    return line;
}

static zp_length run_width(const zp_glyph_run *run) {
    zp_length width = 0;
    for (size_t i = 0; i < run->count; i++) {
        width += run->glyphs[i].advance;
    }
    return width;
}

// Where the first glyph of a RUN stands in the line, and where its last one ends.
static bool find_run(const zp_line *line, const zp_node *node, zp_length *from, zp_length *to) {
    bool found = false;
    for (size_t i = 0; i < line->run_count; i++) {
        if (line->runs[i].node == node) {
            *from = found ? *from : line->runs[i].x;
            *to = line->runs[i].x + run_width(&line->runs[i]);
            found = true;
        }
    }
    return found;
}

// By what stands before it in its line: text where it was set, blanks, and tabs as the text has
// them (room.c). A gap pushes it to the line's end, but for the blanks behind it.
static zp_length place_in_line(const zp_paragraph *paragraph, const zp_line *line,
                               const zp_node *field) {
    zp_length x = 0, from, behind = 0, em = paragraph->size;
    const zp_style *style = paragraph->style;
    for (const zp_node *each = field->next; each != NULL && each->type != ZP_NODE_LINE_BREAK;
         each = each->next) {
        behind += each->type == ZP_NODE_BLANK ? zp_indent(style, each->as.blank, em) : 0;
    }
    for (const zp_node *each = field->parent->first; each != field; each = each->next) {
        if (each->type == ZP_NODE_RUN) {
            find_run(line, each, &from, &x);
        } else if (each->type == ZP_NODE_BLANK) {
            x += zp_indent(style, each->as.blank, em);
        } else if (each->type == ZP_NODE_LINE_BREAK) {
            x = 0;
        } else if (each->type == ZP_NODE_TAB) {
            zp_length to = zp_indent(style, each->as.blank, em) - line->x;
            x = to - x > em ? to : x + em;
        } else if (each->type == ZP_NODE_GAP) {
            x = line->width - behind;
        }
    }
    return x;
}

void mark_fields(layout_context *context, zp_page *page, const zp_node *block,
                 const zp_paragraph *paragraph, size_t line, zp_length x, zp_length top) {
    const zp_line *where = &paragraph->lines[line];
    for (size_t i = 0; i < context->field_count; i++) {
        const zp_node *field = context->fields[i];
        if (field->parent != block || line_of(paragraph, field) != line) {
            continue;
        }
        // Not settled yet: where it begins, and the foot of its line; of a seal its middle.
        zp_length at = place_in_line(paragraph, where, field);
        zp_length width = zp_indent(paragraph->style, field->as.field.width, paragraph->size);
        if (field->as.field.kind == ZP_FIELD_SEAL) {
            at = width != 0 ? at + width / 2 : where->width / 2;
        }
        *ZP_PUSH(context->arena, page->fields, page->field_count, page->field_capacity) =
            (zp_page_field){.node = field,
                            .x = x + where->x + at,
                            .y = top + paragraph->size,
                            .width = width,
                            .height = paragraph->size};
    }
}

// ------------------------------------------------ what is on the page

typedef struct box {
    zp_length left, top, right, bottom;
} box;

static box box_of_item(const zp_item *item) {
    if (item->kind == ZP_ITEM_RULE) {
        return (box){item->x, item->y, item->x + item->width, item->y + item->height};
    }
    zp_length size = item->run->size, along = run_width(item->run);
    if (item->vertical) {
        return (box){item->x - size / 2, item->y, item->x + size / 2, item->y + along};
    }
    zp_length top = item->y - (zp_length)zp_scale(size, 88, 100); // the em box
    return (box){item->x, top, item->x + along, top + size};
}

static box box_of_field(const zp_page_field *field) {
    return (box){field->x, field->y, field->x + field->width, field->y + field->height};
}

static bool overlap(zp_length from, zp_length to, zp_length other_from, zp_length other_to) {
    return from < other_to && other_from < to;
}

static bool meet(box a, box b) {
    return overlap(a.left, a.right, b.left, b.right) && overlap(a.top, a.bottom, b.top, b.bottom);
}

// ------------------------------------------------ signatures

// Text in the field's own place: a name that is printed there.
static bool is_held(const zp_page_field *field, const zp_item *item) {
    if (item->kind != ZP_ITEM_GLYPHS || item->node != field->node->parent) {
        return false;
    }
    const zp_node *each = field->node->next;
    while (zp_field_holds(each) && each != item->run->node) {
        each = each->next;
    }
    return zp_field_holds(each);
}

// A printed name stays to be read: one signs behind it, where there is room, and else over it.
static void leave_name(const zp_page *page, const zp_page_field *field, box *room) {
    zp_length em = field->height, name = 0;
    for (size_t i = 0; i < page->item_count; i++) {
        const zp_item *item = &page->items[i];
        if (is_held(field, item) && box_of_item(item).right > name) {
            name = box_of_item(item).right;
        }
    }
    if (name > 0 && room->right - name - em / 4 >= (zp_length)zp_scale(em, BESIDE_NAME, 100)) {
        room->left = name + em / 4;
    } else if (name > room->right) {
        room->right = name;
    }
}

// Cut on the right by what stands in its line, and from above.
static void cut(const zp_page_field *field, box other, box *room) {
    if (!overlap(room->left, room->right, other.left, other.right) || other.top >= room->bottom) {
        return;
    }
    if (other.bottom > room->bottom - field->height) {
        room->right = other.left > room->left ? other.left - clear : room->right;
    } else if (other.bottom + clear > room->top) {
        room->top = other.bottom + clear;
    }
}

static void settle_signature(zp_page *page, size_t index) {
    zp_page_field *field = &page->fields[index];
    zp_length em = field->height, height = 2 * em > signature_height ? 2 * em : signature_height;
    box room = {field->x, field->y - height, field->x + field->width, field->y};
    room.right = room.right < page->width ? room.right : page->width;
    room.top = room.top > 0 ? room.top : 0;
    leave_name(page, field, &room);
    for (int pass = 0; pass < 2; pass++) { // what is beside it first: less may then be above
        box sides = room;
        for (size_t i = 0; i < page->item_count; i++) {
            if (!is_held(field, &page->items[i])) {
                cut(field, box_of_item(&page->items[i]), &sides);
            }
        }
        room.right = sides.right;
        room.top = pass == 0 ? room.top : sides.top;
    }
    for (size_t i = 0; i < index; i++) {
        if (page->fields[i].node->as.field.kind == ZP_FIELD_SIGNATURE) {
            cut(field, box_of_field(&page->fields[i]), &room);
        }
    }
    field->x = room.left;
    field->y = room.top;
    field->width = room.right - room.left;
    field->height = room.bottom - room.top;
}

// ------------------------------------------------ seals

// The words of its own line, and the date kept below them, are what a seal is meant to cover
// (GB/T 9704 7.3.5.1).
static bool is_covered(const zp_node *field, const zp_item *item) {
    if (item->kind != ZP_ITEM_GLYPHS || item->node == NULL) {
        return false;
    }
    if (item->node != field->parent) {
        return item->node == zp_field_covers(field);
    }
    bool apart = false, between = false; // by a line break
    for (const zp_node *each = field->parent->first; each != NULL; each = each->next) {
        if (each == field || each == item->run->node) {
            between = !between;
        }
        apart = apart || (between && each->type == ZP_NODE_LINE_BREAK);
    }
    return !apart;
}

static bool is_clear(const zp_page *page, const zp_node *field, box seal) {
    box wide = {seal.left - clear, seal.top - clear, seal.right + clear, seal.bottom + clear};
    if (seal.left < edge || seal.top < edge || seal.right > page->width - edge ||
        seal.bottom > page->height - edge) {
        return false;
    }
    for (size_t i = 0; i < page->item_count; i++) {
        if (meet(wide, box_of_item(&page->items[i])) && !is_covered(field, &page->items[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < page->field_count; i++) {
        if (page->fields[i].node->as.field.kind == ZP_FIELD_SIGNATURE &&
            meet(wide, box_of_field(&page->fields[i]))) {
            return false;
        }
    }
    return true;
}

// 0, 1, -1, 2, -2 …
static zp_length swing(int i) {
    return (i % 2 == 0 ? -1 : 1) * ((i + 1) / 2) * step;
}

// Up or down first, as long as its line stays under it, then to the sides.
static bool find_place(const zp_page *page, const zp_page_field *at, zp_length side, box *seal) {
    enum { ASIDE = 41 }; // 20 mm to either side
    zp_length most = side / 2 - at->height;
    for (int across = 0; across < ASIDE; across++) {
        zp_length left = at->x - side / 2 + swing(across);
        for (int down = 0; swing(down) <= most; down++) {
            zp_length top = at->y - side / 2 + swing(down);
            *seal = (box){left, top, left + side, top + side};
            if (is_clear(page, at->node, *seal)) {
                return true;
            }
        }
    }
    return false;
}

static void settle_seal(layout_context *context, zp_page *page, zp_page_field *field) {
    zp_length side = seal_side;
    box seal;
    while (!find_place(page, field, side, &seal) && side >= seal_least) {
        side -= step;
    }
    if (side < seal_side) {
        zp_report(context->messages, ZP_WARNING, field->node->place, "seal-room",
                  "a seal is 42 mm across; only %d mm stay clear of other text here",
                  side < seal_least ? 0 : (int)zp_scale(side, 254, 720000));
    }
    if (side < seal_least) { // nowhere: where it belongs all the same
        side = seal_least;
        seal = (box){field->x - side / 2, field->y - side / 2, 0, 0};
    }
    field->x = seal.left;
    field->y = seal.top;
    field->width = field->height = side;
}

void settle_fields(layout_context *context, zp_page *page) {
    for (size_t i = 0; i < page->field_count; i++) {
        if (page->fields[i].node->as.field.kind == ZP_FIELD_SIGNATURE) {
            settle_signature(page, i);
        }
    }
    for (size_t i = 0; i < page->field_count; i++) {
        if (page->fields[i].node->as.field.kind == ZP_FIELD_SEAL) {
            settle_seal(context, page, &page->fields[i]);
        }
    }
}

zp_length seal_below(const layout_context *context, const zp_node *block) {
    for (size_t i = 0; i < context->field_count; i++) {
        const zp_node *field = context->fields[i];
        if (field->parent != block || field->as.field.kind != ZP_FIELD_SEAL) {
            continue;
        }
        const zp_node *each = block->first;
        while (each != field && each->type != ZP_NODE_LINE_BREAK) {
            each = each->next;
        }
        // Behind lines of its own paragraph it hangs below its line.
        zp_length below = each == field ? seal_side / 2 : seal_side - block->style->size;
        zp_length has = (block->style->pitch - block->style->size) / 2;
        return below > has ? below - has : 0;
    }
    return 0;
}
