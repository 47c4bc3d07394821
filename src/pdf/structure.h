// What the files of the structure tree share.
#ifndef ZIPING_PDF_STRUCTURE_H
#define ZIPING_PDF_STRUCTURE_H

#include "pdf/private.h"

// The standard structure types in use (ISO 32000-1, 14.8.4): structure_names, in this order.
typedef enum structure_role {
    ROLE_DOCUMENT,
    ROLE_PART,
    ROLE_SECTION,
    ROLE_HEADING_1, // and on to the sixth
    ROLE_HEADING_6 = ROLE_HEADING_1 + 5,
    ROLE_PARAGRAPH,
    ROLE_LIST,
    ROLE_ITEM,
    ROLE_LABEL,
    ROLE_ITEM_BODY,
    ROLE_TABLE,
    ROLE_TABLE_HEAD,
    ROLE_TABLE_BODY,
    ROLE_ROW,
    ROLE_HEADER,
    ROLE_CELL,
    ROLE_FORM,
    ROLE_NOTE,
    ROLE_REFERENCE, // a note's mark, where it stands in the text
} structure_role;

extern const char *const structure_names[];

typedef struct structure_element structure_element;
typedef struct structure_table structure_table;

// What an element has on a page: marked content, an annotation, or a Form between such pieces.
typedef struct structure_mark {
    struct structure_mark *next;
    unsigned place;  // where it stands among the others: behind so many Forms, twice; Forms are odd
    unsigned number; // MCID
    const pdf_object *page, *annotation;
    structure_element *form;
} structure_mark;

// A node of the document tree, or what holds some of them together.
struct structure_element {
    structure_role role;
    bool seen;       // its text is on one of the pages, and not repeated there
    size_t repeated; // else the page where it is repeated first, from 1: there it belongs to it
    const zp_node *node;
    structure_element *parent, *first, *last, *next;
    structure_element *label; // ITEM_BODY: of the item; PARAGRAPH: of the note
    structure_mark *marks;
    pdf_object *object;
    structure_table *table; // TABLE
    unsigned id; // HEADER, CELL: from 1, 0: no cell names it; of a NOTE on the pages, always
    // HEADER, CELL:
    size_t row_span, header_count;
    structure_element **headers;
};

// The cells of a table on its grid.
struct structure_table {
    size_t row_count, column_count, cell_count;
    const zp_node **rows;
    bool *kept;     // by row: it stands on one of the pages
    size_t *starts; // by cell: the row it begins in
    size_t *heads;  // by cell: the nearest header of its columns above it; SIZE_MAX: none
    size_t *owner;  // row * column_count + column -> index of the cell
    structure_element **cells;
};

// An entry of the parent tree: what the marked content of a page belongs to, or an annotation.
typedef struct structure_key {
    structure_element **elements;
    size_t count, capacity;
    bool annotation;
} structure_key;

typedef struct structure_spot {
    const zp_node *node;
    structure_element *element;
} structure_spot;

struct pdf_structure {
    zp_arena *arena;
    pdf_store *store;
    const zp_node *whole;         // a document that has all its pages here
    structure_element *document;  // the root of all
    structure_element *last;      // the document that the last page looked at is of
    structure_spot *spots;        // which element a paragraph belongs to, by its address
    size_t spot_count, spot_room; // a power of two
    structure_key *keys;
    size_t key_count, key_capacity;
    size_t pages;     // begun so far
    pdf_object *page; // the last one
    size_t page_key;  // of it, from 1; 0: none yet
    unsigned ids;
};

// structure.c
// Hangs an element that stands nowhere yet behind the others of its parent.
void structure_append(structure_element *parent, structure_element *element);
structure_element *structure_add(pdf_structure *structure, structure_element *parent,
                                 structure_role role, const zp_node *node);
void structure_remember(pdf_structure *structure, const zp_node *paragraph,
                        structure_element *element);

// structure_tree.c: the elements of a document.
void structure_build(pdf_structure *structure, structure_element *element);
// The levels of the headings that are on the pages: none is left out.
void structure_level(structure_element *document);

// structure_table.c
void structure_table_open(pdf_structure *structure, structure_element *element);
// Puts the cells that are on the pages into rows, and finds their headers.
void structure_table_close(pdf_structure *structure, structure_element *element);

// structure_write.c: /StructTreeRoot.
pdf_object *structure_write(pdf_structure *structure);

#endif
