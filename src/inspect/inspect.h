// What a file is: a PDF, a DOCX, a zip or a package, by whomever it was made. Nothing of it is
// believed: what is told is what the file says of itself, and what was found by looking.
#ifndef ZIPING_INSPECT_H
#define ZIPING_INSPECT_H

#include "archive/archive.h"
#include "package/package.h"
#include "reader/reader.h"

typedef enum zp_kind {
    ZP_KIND_UNKNOWN,
    ZP_KIND_PDF,
    ZP_KIND_DOCX,
    ZP_KIND_ZIP,
    ZP_KIND_PACKAGE
} zp_kind;

// A place in a DOCX that is to be filled in.
typedef struct zp_docx_control {
    zp_text tag, title, text;
    bool filled; // by something else than what it asks for
} zp_docx_control;

typedef struct zp_docx_facts {
    zp_text title, unit, language, created, modified, modified_by;
    zp_text application, company;
    zp_text form, year, version, document, tool; // docProps/custom.xml
    size_t inserted, deleted, moved, restyled;   // tracked changes
    size_t comments;
    bool tracking;  // what is changed next is tracked
    bool guarded;   // against changes, by settings
    bool macros;    // there is a program in it
    size_t objects; // OLE: what may be a program
    bool sealed;    // it has a digital signature, which is not checked
    zp_docx_control *controls;
    size_t control_count;
    zp_text *fonts; // those it names
    size_t font_count;
    zp_text *outside; // addresses outside of it that it refers to
    size_t outside_count;
} zp_docx_facts;

typedef struct zp_inspected {
    const char *file;
    zp_kind kind;
    bool folder; // size and sha256 then are those of the package as a whole
    size_t size;
    zp_text sha256;
    zp_text title, unit, form, year, version, tool; // of version: empty or a number
    const zp_pdf_facts *pdf;                        // those of its kind; else NULL
    const zp_docx_facts *docx;
    const zp_package *package;
    const zp_entry *entries; // of a zip
    size_t entry_count;
    bool intact; // a PACKAGE: every file has its size and hash, signatures aside
} zp_inspected;

// ZP_FINDINGS: it is damaged, a signature does not hold, or a file of the package was changed.
// ZP_BAD_INPUT: it is none of these, or cannot be read; *inspected then is what is known of it.
zp_status zp_inspect(zp_arena *arena, zp_messages *messages, const char *templates,
                     const char *path, zp_inspected **inspected);

// A PDF with the data inside (--embed-data), made again from them.
typedef enum zp_again {
    ZP_AGAIN_SAME,       // every byte
    ZP_AGAIN_SIGNED,     // it begins with them, and signatures in its own fields follow alone
    ZP_AGAIN_DIFFERENT,  // messages say where
    ZP_AGAIN_OTHER_TOOL, // by another version of ziping, which gives other bytes
    ZP_AGAIN_NO_DATA,
} zp_again;
zp_status zp_inspect_again(const zp_workshop *workshop, zp_arena *arena, zp_messages *messages,
                           const char *file, zp_again *outcome, const zp_pdf_facts **facts);

// A text of a file from anywhere, fit to be shown on a terminal: on one line, without what steers
// it or turns its order; a long one is cut.
void zp_inspect_show(zp_buffer *out, zp_text text);
void zp_inspect_lines(const zp_inspected *inspected, zp_language language, zp_buffer *out);
// A member of `files`, as templates/inspect.schema.json has it. Of the messages those from `from`
// on are its own.
void zp_inspect_json(const zp_inspected *inspected, const zp_messages *messages, size_t from,
                     zp_buffer *out);

#endif
