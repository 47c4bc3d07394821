// The elements of a document: its sections, headings, paragraphs, lists and tables.
#include "pdf/structure.h"

enum { LIST_DEPTH = 32 };

// The lists that a paragraph stands in, from the outermost on.
typedef struct open_lists {
    structure_element *lists[LIST_DEPTH], *bodies[LIST_DEPTH];
    size_t depth;
} open_lists;

// What a list of this depth stands in: the item around it.
static structure_element *around_list(const open_lists *open, structure_element *parent) {
    return open->depth > 0 && open->bodies[open->depth - 1] != NULL ? open->bodies[open->depth - 1]
                                                                    : parent;
}

static void open_list(pdf_structure *structure, structure_element *parent, open_lists *open,
                      const zp_node *node) {
    structure_element *around = around_list(open, parent);
    open->lists[open->depth] = structure_add(structure, around, ROLE_LIST, node);
    open->bodies[open->depth] = NULL;
    open->depth++;
}

static structure_element *add_item(pdf_structure *structure, open_lists *open,
                                   const zp_node *node) {
    structure_element *item =
        structure_add(structure, open->lists[open->depth - 1], ROLE_ITEM, NULL);
    structure_element *label =
        node->list.label ? structure_add(structure, item, ROLE_LABEL, NULL) : NULL;
    structure_element *body = structure_add(structure, item, ROLE_ITEM_BODY, NULL);
    body->label = label;
    open->bodies[open->depth - 1] = body;
    return body;
}

// A paragraph of an item: its first one is the item's body, further ones stand in that.
static structure_element *add_to_list(pdf_structure *structure, structure_element *parent,
                                      open_lists *open, const zp_node *node) {
    size_t depth = node->list.depth < LIST_DEPTH ? node->list.depth : LIST_DEPTH;
    if (open->depth > depth || (open->depth == depth && node->list.begins)) {
        open->depth = node->list.begins ? depth - 1 : depth;
    }
    while (open->depth < depth) {
        open_list(structure, parent, open, node);
    }
    if (node->list.item || open->bodies[depth - 1] == NULL) {
        return add_item(structure, open, node);
    }
    return structure_add(structure, open->bodies[depth - 1], ROLE_PARAGRAPH, node);
}

// A note to a table: its mark, and the rest as a paragraph.
static structure_element *add_note(pdf_structure *structure, structure_element *parent,
                                   const zp_node *node) {
    structure_element *note = structure_add(structure, parent, ROLE_NOTE, NULL);
    structure_element *label = structure_add(structure, note, ROLE_LABEL, NULL);
    structure_element *body = structure_add(structure, note, ROLE_PARAGRAPH, node);
    body->label = label;
    return body;
}

static void add_block(pdf_structure *structure, structure_element *parent, open_lists *open,
                      const zp_node *node) {
    bool text = node->type == ZP_NODE_HEADING || node->type == ZP_NODE_PARAGRAPH;
    if (text && node->list.depth > 0) {
        structure_remember(structure, node, add_to_list(structure, parent, open, node));
        return;
    }
    if (text && node->list.note) {
        structure_remember(structure, node, add_note(structure, parent, node));
    } else if (text) {
        structure_remember(structure, node, structure_add(structure, parent, ROLE_PARAGRAPH, node));
    } else if (node->type == ZP_NODE_TABLE) {
        structure_table_open(structure, structure_add(structure, parent, ROLE_TABLE, node));
    } else {
        return; // room between blocks parts no list
    }
    open->depth = 0;
}

void structure_build(pdf_structure *structure, structure_element *element) {
    const zp_node *first = element->node->first;
    for (const zp_node *section = first; section != NULL; section = section->next) {
        open_lists open = {.depth = 0};
        structure_element *parent = element;
        if (first->next != NULL) {
            parent = structure_add(structure, element, ROLE_SECTION, section);
        }
        for (const zp_node *each = section->first; each != NULL; each = each->next) {
            add_block(structure, parent, &open, each);
        }
    }
}

// ---------------------------------------------------------------- headings

enum { HEADINGS = ROLE_HEADING_6 - ROLE_HEADING_1 + 1 };

// The headings that the next one stands below: their levels in the outline.
typedef struct open_headings {
    int levels[HEADINGS];
    size_t count;
} open_headings;

static void level_heading(structure_element *element, open_headings *open, int level) {
    while (open->count > 0 && open->levels[open->count - 1] >= level) {
        open->count--;
    }
    if (open->count == HEADINGS) {
        open->count--;
    }
    element->role = (structure_role)(ROLE_HEADING_1 + (int)open->count);
    open->levels[open->count++] = level;
}

static void level_headings(structure_element *parent, open_headings *open) {
    for (structure_element *each = parent->first; each != NULL; each = each->next) {
        const zp_node *node = each->node;
        if (each->role == ROLE_SECTION) {
            level_headings(each, open);
        } else if (each->role == ROLE_PARAGRAPH && (each->seen || each->repeated > 0)) {
            if (node->style->title) {
                level_heading(each, open, 0);
            } else if (node->type == ZP_NODE_HEADING && node->style->outline > 0) {
                level_heading(each, open, node->style->outline);
            }
        }
    }
}

void structure_level(structure_element *document) {
    open_headings open = {.count = 0};
    level_headings(document, &open);
}
