// The elements of templates (parts.inc), as the files that build them share them.
#ifndef ZIPING_FORM_PARTS_H
#define ZIPING_FORM_PARTS_H

#include "form/private.h"

typedef enum form_part_type {
    FORM_PART_TEXT, // between elements
#define FORM_PART(type, name, build) FORM_PART_##type,
#include "form/parts.inc"
#undef FORM_PART
    FORM_PART_COUNT,
} form_part_type;

typedef struct form_attribute {
    zp_text name;
    form_text value;
} form_attribute;

struct form_part {
    form_part_type type;
    zp_place place;
    form_attribute *attributes;
    size_t attribute_count;
    form_text text;          // TEXT
    const form_test *test;   // IF
    const form_part *target; // INCLUDE: the define, or the template
    form_part *first, *last, *next;
};

// Where the builder stands in the document tree.
typedef struct form_spot {
    zp_node *parent;        // of blocks, rows, cells
    zp_node *open;          // the paragraph that takes text, NULL outside
    const zp_style *style;  // of a paragraph that text opens by itself
    struct form_grid *grid; // the table being built
    zp_node *foot;          // takes what its cells put under the table; NULL outside cells
    zp_length measure;      // width of the page's type area
    bool head;              // rows are repeated
} form_spot;

#define FORM_PART(type, name, build)                                                               \
    void build(form_builder *builder, const form_part *part, form_spot *spot);
#include "form/parts.inc"
#undef FORM_PART

void form_build_parts(form_builder *builder, const form_part *first, form_spot *spot);
// The paragraph that takes text here; one is begun in a cell that has none. NULL, and an error,
// where text cannot stand.
zp_node *form_open_paragraph(form_builder *builder, const form_part *part, form_spot *spot);
void form_misplaced(form_builder *builder, const form_part *part, const char *what);

// ---------------------------------------------------------------- attribute.c

// Absent ones give `otherwise`.
zp_text form_attribute_text(form_builder *builder, const form_part *part, const char *name,
                            const char *otherwise);
int64_t form_attribute_number(form_builder *builder, const form_part *part, const char *name,
                              int64_t otherwise, int64_t least, int64_t most);
bool form_attribute_yes(form_builder *builder, const form_part *part, const char *name);
const zp_style *form_attribute_style(form_builder *builder, const form_part *part,
                                     const char *otherwise);
const form_text *form_attribute_find(const form_part *part, const char *name);

// field.c: gives the fields of a document names of their own.
void form_name_fields(zp_arena *arena, zp_node *root);

#endif
