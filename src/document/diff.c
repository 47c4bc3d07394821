// Two documents as one tree of changes.
#include "document/private.h"

// ---------------------------------------------------------------- copies

zp_node *document_copy_node(document_diff *diff, const zp_node *node, zp_change change) {
    zp_node *copy = ZP_NEW(diff->arena, zp_node);
    *copy = *node;
    copy->parent = copy->first = copy->last = copy->next = NULL;
    copy->change = change;
    return copy;
}

static bool takes_change(zp_node_type type) {
    return type == ZP_NODE_HEADING || type == ZP_NODE_PARAGRAPH || type == ZP_NODE_ROW ||
           (type >= ZP_NODE_RUN && type != ZP_NODE_FIELD);
}

zp_node *document_copy(document_diff *diff, const zp_node *node, zp_change change) {
    zp_node *copy = document_copy_node(diff, node, takes_change(node->type) ? change : ZP_KEPT);
    diff->changed = diff->changed || change != ZP_KEPT;
    for (const zp_node *each = node->first; each != NULL; each = each->next) {
        if (change != ZP_DELETED || each->type != ZP_NODE_FIELD) {
            zp_node_append(copy, document_copy(diff, each, change));
        }
    }
    return copy;
}

// ---------------------------------------------------------------- blocks

static bool is_paragraph(const zp_node *node) {
    return node->type == ZP_NODE_HEADING || node->type == ZP_NODE_PARAGRAPH;
}

static document_item *items_of(zp_arena *arena, zp_node *parent, size_t *count) {
    *count = 0;
    for (zp_node *each = parent->first; each != NULL; each = each->next) {
        ++*count;
    }
    document_item *items = ZP_ARRAY(arena, document_item, *count + 1);
    size_t index = 0;
    for (zp_node *each = parent->first; each != NULL; each = each->next) {
        items[index++] = document_item_of(arena, each);
    }
    return items;
}

static void add_both(document_diff *diff, zp_node *old, zp_node *new, zp_node *into) {
    if (is_paragraph(new)) {
        zp_node *paragraph = document_copy_node(diff, new, ZP_KEPT);
        if (document_diff_text(diff, old, new, paragraph)) {
            // What the layout found out is of the text as it was.
            paragraph->as.breaks = (zp_breaks){0};
            paragraph->start = paragraph->length = 0;
        }
        zp_node_append(into, paragraph);
        return;
    }
    zp_node *table = new->type == ZP_NODE_TABLE ? document_diff_table(diff, old, new) : NULL;
    if (table != NULL) {
        zp_node_append(into, table);
    } else if (new->type == ZP_NODE_TABLE) {
        zp_node_append(into, document_copy(diff, old, ZP_DELETED));
        zp_node_append(into, document_copy(diff, new, ZP_INSERTED));
    } else {
        zp_node_append(into, document_copy_node(diff, new, ZP_KEPT)); // room
    }
}

// Room between blocks is the new document's: nobody reads it.
static void add_one(document_diff *diff, zp_node *node, zp_change change, zp_node *into) {
    if (is_paragraph(node) || node->type == ZP_NODE_TABLE) {
        zp_node_append(into, document_copy(diff, node, change));
    } else if (change == ZP_INSERTED) {
        zp_node_append(into, document_copy_node(diff, node, ZP_KEPT));
    }
}

// Where a list ends with paragraphs that were inserted (or deleted), the mark that came (or went)
// with them is that of the paragraph before: the last mark of a cell or a section is always there.
static void shift_marks(zp_node *parent) {
    zp_node *before = NULL; // the paragraph before `each`
    for (zp_node *each = parent->first; each != NULL; each = each->next) {
        if (!is_paragraph(each)) {
            before = NULL;
            continue;
        }
        zp_node *first = each, *last = each;
        while (first->change != ZP_KEPT && last->next != NULL && is_paragraph(last->next) &&
               last->next->change == first->change) {
            last = last->next;
        }
        bool ends = last->next == NULL || !is_paragraph(last->next);
        if (first->change != ZP_KEPT && ends && before != NULL && before->change == ZP_KEPT) {
            before->change = first->change;
            last->change = ZP_KEPT;
        }
        before = each = last;
    }
}

void document_diff_blocks(document_diff *diff, zp_node *old, zp_node *new, zp_node *into) {
    size_t old_count, new_count;
    document_item *a = items_of(diff->arena, old, &old_count);
    document_item *b = items_of(diff->arena, new, &new_count);
    document_pair *pairs;
    size_t count = document_align(diff->arena, a, old_count, b, new_count, true, &pairs);
    for (size_t i = 0; i < count; i++) {
        if (pairs[i].old == SIZE_MAX) {
            add_one(diff, b[pairs[i].new].node, ZP_INSERTED, into);
        } else if (pairs[i].new == SIZE_MAX) {
            add_one(diff, a[pairs[i].old].node, ZP_DELETED, into);
        } else {
            add_both(diff, a[pairs[i].old].node, b[pairs[i].new].node, into);
        }
    }
    shift_marks(into);
}

// ---------------------------------------------------------------- sections

zp_document *zp_document_diff(zp_arena *arena, const zp_document *old, const zp_document *new,
                              bool *changed) {
    document_diff diff = {.arena = arena};
    zp_document *both = ZP_NEW(arena, zp_document);
    *both = *new;
    both->arena = arena;
    both->root = document_copy_node(&diff, new->root, ZP_KEPT);
    size_t old_count, new_count;
    document_item *a = items_of(arena, old->root, &old_count);
    document_item *b = items_of(arena, new->root, &new_count);
    document_pair *pairs;
    size_t count = document_align(arena, a, old_count, b, new_count, true, &pairs);
    for (size_t i = 0; i < count; i++) {
        const zp_node *shown =
            pairs[i].new != SIZE_MAX ? b[pairs[i].new].node : a[pairs[i].old].node;
        zp_node *section = document_copy_node(&diff, shown, ZP_KEPT);
        zp_node empty = {.type = ZP_NODE_SECTION};
        document_diff_blocks(&diff, pairs[i].old != SIZE_MAX ? a[pairs[i].old].node : &empty,
                             pairs[i].new != SIZE_MAX ? b[pairs[i].new].node : &empty, section);
        zp_node_append(both->root, section);
    }
    *changed = diff.changed;
    return both;
}
