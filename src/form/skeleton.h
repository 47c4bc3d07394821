// What start.c and the skeleton_*.c share: a form's data file being written.
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
    zp_decimal year;     // the new unit's
    bool shifts;         // the old unit's finals are those of the year before
    bool withheld;       // some were left out, because they are not
    bool quiet;          // a further element of a list: its fields have been explained
    zp_text note;        // a comment above the next element
    bool sample;         // commented out: shows lists in elements of lists too
    zp_text *told;       // sentences of the comments so far: none is said twice
    size_t told_count, told_capacity;
} skeleton;

// All members of the schema's object at `path` that the form reads, that `old` carries over, or
// that the schema wants shown (x-new).
void skeleton_members(skeleton *s, const zp_value *schema, zp_text path, const zp_value *old);

// skeleton_list.c: [[…]]
void skeleton_list(skeleton *s, const zp_value *schema, zp_text path, const zp_value *old);
// `expenditure.category[].fund` is written [[expenditure.category.fund]].
zp_text skeleton_header(skeleton *s, zp_text path);
// keep, shift or nothing: what becomes of a value in the next year.
zp_text skeleton_next_year(const zp_value *schema);
// What `write` gives, commented out, its comments too: an editor puts it all in force at once.
void skeleton_commented(skeleton *s, void write(skeleton *, const zp_value *, zp_text),
                        const zp_value *schema, zp_text path);

// skeleton_words.c
void skeleton_quoted(zp_buffer *out, zp_text text);
void skeleton_literal(zp_buffer *out, const zp_value *value);
bool skeleton_told(skeleton *s, zp_text sentence); // before now; and now it is
void skeleton_comment(skeleton *s, const zp_value *schema, zp_text path, bool example);
zp_text skeleton_label(const skeleton *s, zp_text path); // of the line that prints it, or nothing

#endif
