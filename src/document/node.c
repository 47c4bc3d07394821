#include "document/document.h"

zp_node *zp_node_new(zp_arena *arena, zp_node_type type, zp_place place) {
    zp_node *node = ZP_NEW(arena, zp_node);
    node->type = type;
    node->place = place;
    return node;
}

void zp_node_append(zp_node *parent, zp_node *child) {
    child->parent = parent;
    child->next = NULL;
    if (parent->last != NULL) {
        parent->last->next = child;
    } else {
        parent->first = child;
    }
    parent->last = child;
}

bool zp_field_holds(const zp_node *node) {
    return node != NULL && (node->type == ZP_NODE_BLANK ||
                            (node->type == ZP_NODE_RUN && node->as.run.field.size > 0));
}

const zp_node *zp_field_covers(const zp_node *field) {
    const zp_node *block = field->parent, *next = block->next;
    bool date = field->as.field.kind == ZP_FIELD_SEAL && block->style->keep_next;
    return date && next != NULL && next->type == ZP_NODE_PARAGRAPH ? next : NULL;
}

static void add_text(const zp_node *node, zp_buffer *out) {
    for (const zp_node *each = node->first; each != NULL; each = each->next) {
        if (each->type == ZP_NODE_RUN) {
            zp_buffer_add_text(out, each->as.run.text);
        } else if (each->type == ZP_NODE_LINE_BREAK) {
            zp_buffer_add(out, "\n", 1);
        } else {
            add_text(each, out);
        }
        if (each->type == ZP_NODE_PARAGRAPH || each->type == ZP_NODE_HEADING) {
            zp_buffer_add(out, "\n", 1);
        }
    }
}

zp_text zp_node_text(zp_arena *arena, const zp_node *node) {
    if (node->type == ZP_NODE_RUN) {
        return zp_arena_copy(arena, node->as.run.text);
    }
    zp_buffer buffer = {0};
    add_text(node, &buffer);
    zp_text text = zp_arena_copy(arena, zp_buffer_text(&buffer));
    zp_buffer_free(&buffer);
    return text;
}
