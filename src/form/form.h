// Form: a district's profile and its XML templates turn a record into document trees.
// Templates: templates/*.xml, checked against templates/template.xsd. Profiles: templates/*.toml.
#ifndef ZIPING_FORM_H
#define ZIPING_FORM_H

#include "base/base.h"
#include "document/document.h"
#include "record/record.h"

typedef struct zp_form zp_form;

// The names of the profiles in `folder`, sorted: what a record's `form` may say.
size_t zp_form_names(zp_arena *arena, const char *folder, zp_text **names);

// Loads the profile `name` (the record's `form`) and the templates it names from `folder`.
// An unknown form lists the known ones; template errors name file and line. Owned by the arena.
// `schema` tells which paths a template may name though a unit left them out; it is kept.
zp_status zp_form_load(zp_arena *arena, zp_messages *messages, const zp_schema *schema,
                       const char *folder, zp_text name, zp_place wanted_at, zp_form **form);

// What the profile says of itself: `name`, `district`, `year`.
zp_text zp_form_title(const zp_form *form);
zp_place zp_form_title_place(const zp_form *form);
zp_text zp_form_district(const zp_form *form);
zp_text zp_form_year(const zp_form *form);

// Builds every document from a record made up for it, with and without elements in its lists, and
// reports what is wrong with the profile and the templates themselves.
zp_status zp_form_try(const zp_form *form, zp_messages *messages);

// The ids of the form's documents, in the order of its attachment numbers.
size_t zp_form_document_count(const zp_form *form);
zp_text zp_form_document_id(const zp_form *form, size_t index);

// What `ziping new` writes: the data and the report of the form, every field that it reads, with
// comments in Chinese, blank or carried over from `old` (NULL: none). schema_file goes into the
// first line, for editors. Renders as it stands.
zp_status zp_form_start(const zp_form *form, zp_messages *messages, zp_text schema_file,
                        const zp_record *old, zp_buffer *unit, zp_buffer *report);

// Builds one document. Unknown paths, headings the form does not have, spans that do not fit are
// located errors and ZP_BAD_INPUT. *document is NULL with ZP_OK when the form hands none in for
// this unit (project tables of a unit without projects, where the profile wants no blank form).
zp_status zp_form_build(const zp_form *form, zp_arena *arena, zp_messages *messages,
                        const zp_record *record, zp_text document_id, zp_document **document);

#endif
