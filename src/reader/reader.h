// Finished PDFs, read with care: what one says of itself, who signed it and whether that holds, and
// what was added since. They come from anywhere. Nothing here knows of forms or pages of ours.
#ifndef ZIPING_READER_H
#define ZIPING_READER_H

#include "base/base.h"

#ifdef __cplusplus
extern "C" {
#endif

// Of one file; what is beyond is a message (id `pdf-size`).
enum { ZP_READER_PAGES_MAX = 20000, ZP_READER_LIST_MAX = 4096 };
#define ZP_READER_BYTES_MAX ((size_t)256 * 1024 * 1024)

typedef struct zp_pdf_paper {
    zp_length width, height; // as the page is seen, turned
    size_t pages;
} zp_pdf_paper;

typedef struct zp_pdf_font {
    zp_text name; // without the mark of a subset
    zp_text type; // CID Type 0C
    bool embedded, subset;
} zp_pdf_font;

typedef struct zp_pdf_enclosed {
    zp_text name, type, relation; // unit.toml; text/plain; Source
    zp_text bytes;
} zp_pdf_enclosed;

typedef enum zp_signing {
    ZP_SIGNING_NONE,      // an empty field
    ZP_SIGNING_HOLDS,     // the bytes it covers are those that were signed
    ZP_SIGNING_BROKEN,    // they are not, or it covers less than it has to
    ZP_SIGNING_UNCHECKED, // of a kind that is not known here
} zp_signing;

typedef enum zp_later {
    ZP_LATER_NOTHING,
    ZP_LATER_SIGNATURES, // other signatures alone
    ZP_LATER_CHANGES,
} zp_later;

typedef struct zp_pdf_signature {
    zp_text field, title; // preparer; what a reader shows of it
    size_t page;          // from 1; 0: on none
    zp_signing signing;
    zp_words wrong;         // BROKEN, UNCHECKED: why
    zp_text signer, issuer; // common names of the certificate, which is not checked for trust
    zp_text time;           // 2026-11-21T09:30:00+08:00; by the signature itself, not a time stamp
    zp_text format;         // adbe.pkcs7.detached
    size_t covered;         // it covers the bytes until here, its own place aside
    size_t after;           // bytes behind them
    zp_later later;         // what they are
    zp_words change;        // CHANGES: what
} zp_pdf_signature;

// A comment, stamp, drawing or form field that is no signature.
typedef struct zp_pdf_note {
    size_t page; // from 1
    zp_text kind, author, text;
} zp_pdf_note;

typedef struct zp_pdf_claims {
    zp_text pdfa, pdfua, pdfx; // 2u; 1; PDF/X-4; or empty
    zp_text title, unit;       // dc:title, dc:creator
    zp_text producer;
    zp_text form, year, version, document, tool; // the properties of ziping
} zp_pdf_claims;

typedef struct zp_pdf_facts {
    zp_text version; // 1.7
    zp_text title, unit, producer, created, language;
    zp_text ids[2]; // hexadecimal
    zp_pdf_claims claims;
    bool tagged, encrypted;
    bool scripts; // JavaScript, or actions when it is opened
    size_t pages;
    zp_pdf_paper *papers;
    size_t paper_count;
    zp_pdf_font *fonts;
    size_t font_count;
    zp_pdf_enclosed *enclosed;
    size_t enclosed_count;
    zp_pdf_signature *signatures;
    size_t signature_count;
    zp_pdf_note *notes;
    size_t note_count;
    zp_text *damage; // what libqpdf had to mend, in English
    size_t damage_count;
} zp_pdf_facts;

// Reads a PDF. One that cannot be read, wants a password or is too large is a message (ids
// `pdf-broken`, `pdf-encrypted`, `pdf-size`) and ZP_BAD_INPUT.
zp_status zp_reader_pdf(zp_arena *arena, zp_messages *messages, const char *file, zp_text bytes,
                        zp_pdf_facts **facts);

// Whether a PDF that begins with the `before` bytes of another one adds to it only signatures in
// the fields it has, with what belongs to them: their appearance, the proofs of a certificate, the
// day in the metadata. *change then says what else is other; empty: nothing is.
// No field need be signed. ZP_BAD_INPUT and a message where one of the two cannot be read.
zp_status zp_reader_added(zp_arena *arena, zp_messages *messages, const char *file, zp_text bytes,
                          size_t before, zp_words *change);

// How two PDFs differ, for people: pages (from 1) whose contents do, and whether anything else
// does.
typedef struct zp_pdf_differences {
    size_t old_pages, new_pages;
    size_t *pages; // those that both have
    size_t count;
    bool fonts, enclosed, claims; // embedded programs, enclosed files, metadata
} zp_pdf_differences;
zp_status zp_reader_compare(zp_arena *arena, zp_messages *messages, const char *file, zp_text old,
                            zp_text made, zp_pdf_differences *differences);

#ifdef __cplusplus
}
#endif
#endif
