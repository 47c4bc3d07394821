// The structure tree while pages are written: which element an item belongs to, and what each has
// on which page.
#include "pdf/structure.h"

#include <stdlib.h>
#include <string.h>

const char *const structure_names[] = {
    "Document", "Part", "Sect", "H1", "H2",   "H3",    "H4",        "H5",
    "H6",       "P",    "L",    "LI", "Lbl",  "LBody", "Table",     "THead",
    "TBody",    "TR",   "TH",   "TD", "Form", "Note",  "Reference",
};

void structure_append(structure_element *parent, structure_element *element) {
    element->parent = parent;
    if (parent->last != NULL) {
        parent->last->next = element;
    } else {
        parent->first = element;
    }
    parent->last = element;
}

structure_element *structure_add(pdf_structure *structure, structure_element *parent,
                                 structure_role role, const zp_node *node) {
    structure_element *made = ZP_NEW(structure->arena, structure_element);
    made->role = role;
    made->node = node;
    if (parent != NULL) {
        structure_append(parent, made);
    }
    return made;
}

// ---------------------------------------------------------------- paragraphs and their elements

// The spot of a paragraph, or the free one where it belongs.
static structure_spot *find_spot(structure_spot *spots, size_t room, const zp_node *paragraph) {
    uint64_t mixed = (uint64_t)(uintptr_t)paragraph * 0x9E3779B97F4A7C15u;
    size_t at = (size_t)(mixed >> 32) & (room - 1);
    while (spots[at].node != NULL && spots[at].node != paragraph) {
        at = (at + 1) & (room - 1);
    }
    return &spots[at];
}

void structure_remember(pdf_structure *structure, const zp_node *paragraph,
                        structure_element *element) {
    if (structure->spot_count >= structure->spot_room / 2) {
        size_t room = structure->spot_room == 0 ? 512 : 2 * structure->spot_room;
        structure_spot *spots = ZP_ARRAY(structure->arena, structure_spot, room);
        for (size_t i = 0; i < structure->spot_room; i++) {
            if (structure->spots[i].node != NULL) {
                *find_spot(spots, room, structure->spots[i].node) = structure->spots[i];
            }
        }
        structure->spots = spots;
        structure->spot_room = room;
    }
    *find_spot(structure->spots, structure->spot_room, paragraph) =
        (structure_spot){paragraph, element};
    structure->spot_count++;
}

static structure_element *element_of(const pdf_structure *structure, const zp_node *paragraph) {
    return paragraph == NULL || structure->spot_room == 0
               ? NULL
               : find_spot(structure->spots, structure->spot_room, paragraph)->element;
}

// ---------------------------------------------------------------- what stands on the pages

static const zp_node *document_of(const zp_node *node) {
    while (node->parent != NULL) {
        node = node->parent;
    }
    return node->type == ZP_NODE_DOCUMENT ? node : NULL;
}

// Pages of one document stand together; where others lie between, it is a further part.
static void open_document(pdf_structure *structure, const zp_node *paragraph) {
    if (element_of(structure, paragraph) != NULL) {
        return;
    }
    const zp_node *document = document_of(paragraph);
    if (document != NULL) {
        structure_build(structure,
                        structure_add(structure, structure->document, ROLE_PART, document));
    }
}

static void look_at_page(pdf_structure *structure, const zp_page *page, size_t number) {
    const zp_node *last = NULL;
    for (size_t i = 0; i < page->item_count; i++) {
        const zp_item *item = &page->items[i];
        if (item->kind != ZP_ITEM_GLYPHS || item->node == NULL || item->node == last) {
            continue;
        }
        last = item->node;
        open_document(structure, item->node);
        structure_element *element = element_of(structure, item->node);
        if (element != NULL) {
            element->seen = element->seen || !item->artifact;
            element->repeated = element->repeated == 0 ? number : element->repeated;
        }
    }
}

pdf_structure *pdf_structure_new(zp_arena *arena, pdf_store *store, const zp_pages *pages) {
    pdf_structure *structure = ZP_NEW(arena, pdf_structure);
    structure->arena = arena;
    structure->store = store;
    structure->whole = pages->document->root;
    structure->document = structure_add(structure, NULL, ROLE_DOCUMENT, NULL);
    for (size_t i = 0; i < pages->count; i++) {
        look_at_page(structure, &pages->pages[i], i + 1);
    }
    for (structure_element *each = structure->document->first; each != NULL; each = each->next) {
        structure_level(each);
    }
    return structure;
}

// ---------------------------------------------------------------- marked content

static structure_mark *add_mark(pdf_structure *structure, structure_element *element,
                                unsigned place) {
    structure_mark *made = ZP_NEW(structure->arena, structure_mark);
    structure_mark **at = &element->marks;
    made->place = place;
    while (*at != NULL && (*at)->place <= place) {
        at = &(*at)->next;
    }
    made->next = *at;
    *at = made;
    return made;
}

void pdf_structure_page(pdf_structure *structure, pdf_object *page) {
    structure->page = page;
    structure->page_key = 0;
    structure->pages++;
}

static structure_key *page_key(pdf_structure *structure) {
    if (structure->page_key == 0) {
        zp_buffer *out = &structure->page->body;
        zp_buffer_add_string(out, "/StructParents ");
        pdf_number(out, (int64_t)structure->key_count, 0);
        *ZP_PUSH(structure->arena, structure->keys, structure->key_count, structure->key_capacity) =
            (structure_key){0};
        structure->page_key = structure->key_count;
    }
    return &structure->keys[structure->page_key - 1];
}

static bool is_reference(const zp_node *each) {
    return each->type == ZP_NODE_RUN && each->as.run.raised;
}

// The inlines that end a piece of marked content: a list's number, a field, a note's mark.
static bool is_apart(const zp_node *block, const zp_node *each) {
    return (block->list.label && each == block->first) || each->type == ZP_NODE_FIELD ||
           is_reference(each);
}

// Twice as many as there are before the inline.
static unsigned place_before(const zp_node *block, const zp_node *inline_node) {
    unsigned place = 0;
    for (const zp_node *each = block->first; each != NULL && each != inline_node;
         each = each->next) {
        place += is_apart(block, each) ? 2 : 0;
    }
    return place;
}

static unsigned place_of(const zp_item *item) {
    return item->node == NULL || item->run == NULL ? 0 : place_before(item->node, item->run->node);
}

// From one run to the next only: from the first one on, many lines would take the square of them.
bool pdf_structure_goes_on(const zp_item *before, const zp_item *item) {
    const zp_node *each = before->run->node;
    // A note's mark begins a piece too.
    bool apart = each != item->run->node && is_reference(item->run->node);
    for (; each != NULL && each != item->run->node; each = each->next) {
        apart = apart || is_apart(item->node, each);
    }
    // The other way round there is nothing to be found.
    return each != NULL ? !apart : place_of(before) == place_of(item);
}

// Content of no element: page numbers, rules, labels repeated on a further page.
static void print_artifact(const zp_item *item, zp_buffer *out) {
    zp_buffer_add_string(out, item->kind == ZP_ITEM_RULE ? "/Artifact<</Type/Layout>>BDC\n"
                              : item->node == NULL
                                  ? "/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n"
                                  : "/Artifact<</Type/Pagination>>BDC\n");
}

// What a note's mark belongs to: it stands between pieces of the paragraph's text, as a Form does.
static structure_element *add_reference(pdf_structure *structure, structure_element *around,
                                        const zp_item *item, unsigned place) {
    structure_element *made = structure_add(structure, NULL, ROLE_REFERENCE, item->run->node);
    made->parent = around;
    add_mark(structure, around, place + 1)->form = made;
    return made;
}

void pdf_structure_mark(pdf_structure *structure, const zp_item *item, zp_buffer *out) {
    structure_element *element =
        item->kind == ZP_ITEM_GLYPHS ? element_of(structure, item->node) : NULL;
    bool first = element != NULL && !element->seen && element->repeated == structure->pages;
    if (element == NULL || (item->artifact && !first)) {
        print_artifact(item, out);
        return;
    }
    unsigned place = place_of(item);
    if (element->label != NULL && item->node->list.label && place == 0) {
        element = element->label;
    }
    if (item->run->node != NULL && is_reference(item->run->node)) {
        element = add_reference(structure, element, item, place);
    }
    structure_key *key = page_key(structure);
    structure_mark *mark = add_mark(structure, element, place);
    mark->page = structure->page;
    mark->number = (unsigned)key->count;
    *ZP_PUSH(structure->arena, key->elements, key->count, key->capacity) = element;
    zp_buffer_add_string(out, "/");
    zp_buffer_add_string(out, structure_names[element->role]);
    zp_buffer_add_string(out, "<</MCID ");
    pdf_number(out, mark->number, 0);
    zp_buffer_add_string(out, ">>BDC\n");
}

// ---------------------------------------------------------------- annotations

int64_t pdf_structure_annotation(zp_pdf *pdf, const zp_node *node, const pdf_object *page,
                                 const pdf_object *widget) {
    pdf_structure *structure = pdf->structure;
    structure_element *around = structure ? element_of(structure, node->parent) : NULL;
    if (around == NULL) {
        return -1;
    }
    unsigned place = 1 + place_before(node->parent, node);
    structure_element *form = structure_add(structure, NULL, ROLE_FORM, node);
    form->parent = around;
    add_mark(structure, around, place)->form = form;
    structure_mark *mark = add_mark(structure, form, 0);
    mark->page = page;
    mark->annotation = widget;
    structure_key *key =
        ZP_PUSH(structure->arena, structure->keys, structure->key_count, structure->key_capacity);
    *key = (structure_key){.annotation = true};
    *ZP_PUSH(structure->arena, key->elements, key->count, key->capacity) = form;
    return (int64_t)structure->key_count - 1;
}

void pdf_structure_catalog(zp_pdf *pdf, zp_buffer *out) {
    if (pdf->structure != NULL) {
        zp_buffer_add_string(out, "/MarkInfo<</Marked true>>/StructTreeRoot");
        pdf_reference(out, structure_write(pdf->structure));
    }
}
