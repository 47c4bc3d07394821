// What the files of print/ share. From the ground up:
//   sheets.c   which pages lie on which side of which sheet
//   code.c     the QR code
//   slip.c     the separator slip of a unit
//   add.c      a unit's pages, put behind those of the units before
//   impose.cc  the PDF's pages put on sheets, by libqpdf
//   ticket.c   the job ticket as JSON, csv.c: the same as CSV
//   job.c      from beginning to end
#ifndef ZIPING_PRINT_PRIVATE_H
#define ZIPING_PRINT_PRIVATE_H

#include "base/base.h"

#ifdef __cplusplus
extern "C" {
#endif

// ---------------------------------------------------------------- impose.cc

#define PRINT_BLANK SIZE_MAX

// A side of a sheet: the pages on it, counted from 0. PRINT_BLANK: none. Where nothing is imposed,
// only `left` is used.
typedef struct print_side {
    size_t left, right;
} print_side;

// Sides from `from` on are called so, with a number behind that counts from 1.
typedef struct print_label {
    size_t from;
    zp_text label;
} print_label;

typedef struct print_sides {
    const print_side *list;
    size_t count;
    const print_label *labels;
    size_t label_count;
    zp_length width, height; // of a page; two of them are a side
} print_sides;

// Puts the pages of `pdf`, each of which has one stream of contents, on sides. The outline leads to
// the sides that the pages are on. `error` says why it could not be done, and is to be freed.
bool print_impose(zp_text pdf, const print_sides *sides, zp_buffer *out, zp_buffer *error);

#ifdef __cplusplus
}
#else

#include "pdf/pdf.h"
#include "print/print.h"

// ---------------------------------------------------------------- sheets.c

// What is done with a copy when it is printed.
typedef enum print_binding {
    PRINT_LOOSE,  // one sheet, or a slip
    PRINT_STAPLE, // at the left
    PRINT_FOLD,   // one sheet, folded once
    PRINT_SADDLE, // folded and stapled through the fold
    PRINT_BINDINGS
} print_binding;

// Sheets that a copy of so many pages takes. It begins on a sheet of its own.
size_t print_sheets(zp_imposition imposition, size_t pages);
// The side with this number, from 0, of twice as many as there are sheets.
print_side print_side_at(zp_imposition imposition, size_t pages, size_t side);
size_t print_used_sides(zp_imposition imposition, size_t pages); // those that are not blank
print_binding print_bind(zp_imposition imposition, size_t pages);
const char *print_binding_word(print_binding binding); // 左侧装订

// ---------------------------------------------------------------- the job

// A document of a unit, or its slip.
typedef struct print_document {
    zp_text id, mark, title; // id: empty where it is none of the form's
    size_t pages;            // of one copy
    size_t copies;
    size_t *firsts; // of each copy: its first page in the job, from 1
    size_t *places; // the same in the file that is not imposed, from 0
} print_document;

typedef struct print_unit {
    size_t number; // from 1
    zp_text name, folder, year, form, form_title, sha256, supersedes_sha256;
    zp_text version; // in words
    unsigned version_number;
    bool changes; // only changed sheets
    bool has_slip;
    print_document slip;
    print_document *documents;
    size_t count;
    size_t first, sheets; // in the job
} print_unit;

struct zp_print {
    const zp_workshop *shop;
    zp_messages *messages;
    zp_print_options options;
    zp_arena *arena;
    zp_pdf *pdf;
    print_unit *units;
    size_t count, capacity;
    size_t sheets;           // so far
    zp_text date;            // the latest of what is in it, or empty
    zp_length width, height; // of the first page
};

// What is printed of a unit, before anything is added to the job.
typedef struct print_part {
    print_document document;
    const zp_page *list;
} print_part;

typedef struct print_parts {
    print_part *list;
    size_t count, capacity;
} print_parts;

size_t print_most_copies(const print_unit *unit); // of a document

// ---------------------------------------------------------------- code.c

// Draws the text as a QR code whose lower right corner, its quiet zone around it, is at x, y.
void print_code(zp_arena *arena, zp_page *page, zp_text text, zp_length x, zp_length y);

// ---------------------------------------------------------------- slip.c

// Lays out the slip of a unit.
zp_status print_slip(const zp_print *print, zp_arena *arena, const zp_package *package,
                     const print_unit *unit, zp_pages **pages);

// ---------------------------------------------------------------- add.c

// Adds a unit of these parts; nothing where it fails.
zp_status print_add_parts(zp_print *print, zp_arena *arena, const zp_package *package,
                          const print_parts *parts, bool changes);

// ---------------------------------------------------------------- ticket.c, csv.c

const char *print_paper(const zp_print *print, zp_arena *arena);
const char *print_imposition_name(zp_imposition imposition);
void print_ticket(const zp_print *print, zp_text title, zp_text pdf, zp_buffer *out);
void print_ticket_csv(const zp_print *print, zp_buffer *out);

#endif
#endif
