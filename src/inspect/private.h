// What the files of inspect/ share. From the ground up:
//   parts.c       a DOCX's parts as XML
//   docx.c        what a DOCX is
//   again.c       a PDF made again from its own data
//   inspect.c     which kind a file is of
//   words.c       lines of labels, and texts from anywhere made fit to be shown
//   pdf_lines.c, docx_lines.c, lines.c   for people
//   pdf_json.c, json.c                   for programs; templates/inspect.schema.json describes it
// Something more to tell is a member of zp_pdf_facts (reader/reader.h, filled in reader/) or of
// zp_docx_facts (docx.c), and a line in both of the last rows.
#ifndef ZIPING_INSPECT_PRIVATE_H
#define ZIPING_INSPECT_PRIVATE_H

#include "inspect/inspect.h"

// ---------------------------------------------------------------- parts.c

// An element that begins or ends, or text (name NULL). False from the visitor: no more is read.
typedef struct inspect_event {
    const char *space, *name; // of an element
    zp_text text;
    bool end;
    void *reader; // for inspect_attribute
} inspect_event;
typedef void inspect_visitor(void *data, const inspect_event *event);

// Goes through an XML part: without network and entities; a DTD is refused, as OPC has it. False:
// it is no XML.
bool inspect_part(zp_text bytes, inspect_visitor *visitor, void *data);
// An attribute of the element, without its name space; empty.
zp_text inspect_attribute(zp_arena *arena, const inspect_event *event, const char *name);
bool inspect_is_word(const inspect_event *event, const char *name); // w:name

// ---------------------------------------------------------------- docx.c

bool inspect_is_docx(const zp_entry *entries, size_t count);
// A part that is no XML is a warning (`docx-damaged`).
zp_docx_facts *inspect_docx(zp_arena *arena, zp_messages *messages, const char *file,
                            const zp_entry *entries, size_t count);

// ---------------------------------------------------------------- words.c

typedef struct inspect_lines {
    zp_language language;
    zp_buffer *out;
} inspect_lines;

// As zp_inspect_show.
void inspect_show(const inspect_lines *lines, zp_text text);
// `  label   `; a label is told once: NULL for a further line below it.
void inspect_label(const inspect_lines *lines, const char *chinese, const char *english);
// A label and a text; nothing where there is none.
void inspect_line(const inspect_lines *lines, const char *chinese, const char *english,
                  zp_text text);
const char *inspect_say(const inspect_lines *lines, const char *chinese, const char *english);

void inspect_pdf_lines(const inspect_lines *lines, const zp_pdf_facts *facts);
void inspect_docx_lines(const inspect_lines *lines, const zp_docx_facts *facts);

// ---------------------------------------------------------------- pdf_json.c

void inspect_member(zp_buffer *out, const char *key, zp_text text); // behind another one
const char *inspect_truth(bool value);
void inspect_pdf_json(const zp_pdf_facts *facts, zp_buffer *out);

#endif
