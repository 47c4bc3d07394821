// What skeleton.c and start.c share: a form's data file being written.
#ifndef ZIPING_FORM_SKELETON_H
#define ZIPING_FORM_SKELETON_H

#include "form/private.h"

typedef struct skeleton {
    const zp_form *form;
    zp_arena *arena;
    zp_buffer *out;
    form_used used;
    const zp_value *schema;
    const zp_value *old; // the year before; NULL: none
    bool quiet;          // a further element of a list: its fields have been explained
    bool sample;         // commented out: shows lists in elements of lists too
    zp_text *told;       // sentences of the comments so far: none is said twice
    size_t told_count, told_capacity;
} skeleton;

// All members of the schema's object at `path` that the form reads.
void skeleton_members(skeleton *s, const zp_value *schema, zp_text path, const zp_value *old);

#endif
