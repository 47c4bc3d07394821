// What the files of pdf/ share. Where what a PDF says is written:
//   structure_tree.c    tags (PDF/UA): elements and headings. Lists are zp_node.list, header cells
//                       `scope` in templates, the title `title` in styles.xml
//   structure_table.c   which cell heads which
//   metadata.c          what it says of itself; xmp.c: the same as XMP, and what PDF/A knows not
//   intent.c            its colour, by the profile that the build makes (make_profile.c)
//   fields.c            fields to sign and fill in; attach.c: files in it
//   content*.c          pages; font.c, program.c, cff*.c, truetype.c: fonts cut down
//   outlines.h, map.h, store.c, number.c, deflate*.c    the ground of these
// What it may have beyond PDF/A-2u is zp_pdf_wish (pdf.h).
#ifndef ZIPING_PDF_PRIVATE_H
#define ZIPING_PDF_PRIVATE_H

#include "pdf/map.h"
#include "pdf/outlines.h"
#include "pdf/pdf.h"

// ---------------------------------------------------------------- numbers (number.c)

// value / 10^places in the shortest form PDF allows: `12.5`, `.25`, `-3`, `0`. places: 0..9.
void pdf_number(zp_buffer *out, int64_t value, int places);
// A length in points, and a space behind it.
void pdf_length(zp_buffer *out, zp_length length);
void pdf_hex(zp_buffer *out, uint32_t value, int digits);
// A text string: <FEFF…> in UTF-16BE, so that any language comes through.
void pdf_text_string(zp_buffer *out, zp_text text);
// The UTF-16BE code units of text in hexadecimal.
void pdf_utf16(zp_buffer *out, zp_text text);
uint64_t pdf_hash(uint64_t seed, const void *data, size_t size);

// ---------------------------------------------------------------- objects (store.c)

typedef enum pdf_effort { PDF_FAST, PDF_SMALL } pdf_effort;

typedef struct pdf_store pdf_store;
// An indirect object: a dictionary, `<<` body `>>`, and perhaps a stream behind it.
typedef struct pdf_object {
    unsigned number;
    zp_buffer body;
    zp_buffer stream; // compressed
    bool has_stream;
    pdf_store *store;
} pdf_object;

pdf_store *pdf_store_new(zp_arena *arena);
void pdf_store_free(pdf_store *store);
// The version in the header, `1.7` unless it is set.
void pdf_store_set_version(pdf_store *store, const char *version);
// Never NULL; a failure shows when the store is written. Owned by the store.
pdf_object *pdf_object_new(pdf_store *store);
// Gives the object a stream of compressed bytes and writes /Length and /Filter into its body.
void pdf_object_stream(pdf_object *object, const void *data, size_t size, pdf_effort effort);
// The same for bytes that are to stay as they are, for programs that know no PDF.
void pdf_object_plain_stream(pdf_object *object, const void *data, size_t size);
// The same for bytes that are a zlib stream already, which it takes over.
void pdf_object_ready_stream(pdf_object *object, zp_buffer *stream);
void pdf_reference(zp_buffer *out, const pdf_object *object); // ` 12 0 R`
bool pdf_store_write(pdf_store *store, const pdf_object *catalog, const pdf_object *info,
                     zp_buffer *out);

// ---------------------------------------------------------------- fonts (font.c)

// One of the texts a glyph stands for: a radical and its ideograph, —— and ⸺, a character with and
// without a selector may share their glyph.
typedef struct pdf_meaning {
    zp_text text;
    struct pdf_meaning *next;
} pdf_meaning;

// A glyph that the document draws.
typedef struct pdf_glyph {
    uint32_t id;
    uint16_t code; // in the page's strings: the CID
    int32_t width; // as /W has it, in thousandths of the em; MuPDF reads whole ones only
    pdf_meaning *meanings;
} pdf_glyph;

// A Type 0 font with the encoding Identity-H.
typedef struct pdf_layer {
    pdf_object *object; // reserved at the first use, filled at the end
    unsigned number;    // its name in the resources: F0, F1 …
} pdf_layer;

// One face in one document. ToUnicode has one text for each code of a font: a glyph's second text
// is in a second layer, which differs in nothing but ToUnicode. (ActualText would say it too, but
// MuPDF and pdf.js do not read that.)
typedef struct pdf_font {
    const zp_face *face;
    pdf_layer *layers;
    size_t layer_count, layer_capacity;
    pdf_outlines *outlines;
    const uint16_t *codes; // CID of each glyph; NULL: the glyph id
    pdf_map slots;         // of each glyph: index in glyphs + 1
    pdf_glyph *glyphs;
    size_t count, capacity;
} pdf_font;

typedef struct pdf_fonts {
    zp_arena *arena;
    pdf_store *store;
    pdf_font **fonts;
    size_t count, capacity;
    unsigned numbers; // layers of all fonts
} pdf_fonts;

pdf_font *pdf_fonts_use(pdf_fonts *fonts, const zp_face *face);
// Valid until the next call. A glyph id the face does not have gives .notdef.
pdf_glyph *pdf_font_glyph(pdf_fonts *fonts, pdf_font *font, uint32_t id);
// The layer of the font in which the glyph means this text.
size_t pdf_font_layer(pdf_fonts *fonts, pdf_font *font, uint32_t id, zp_text text);
// Subsets and writes all fonts used, which are done with then.
zp_status pdf_fonts_finish(pdf_fonts *fonts, zp_messages *messages);
void pdf_fonts_close(pdf_fonts *fonts);

// ---------------------------------------------------------------- font programs (program.c)

// The bytes to embed, and, for TrueType, the place of each code in them.
typedef struct pdf_program {
    zp_buffer bytes;
    zp_buffer stream;        // or these bytes already compressed
    zp_buffer code_to_glyph; // CIDToGIDMap; empty: identity
    bool subset;             // false: the whole font
} pdf_program;

// glyphs in the order of their ids.
bool pdf_program_make(const pdf_font *font, pdf_program *program);
void pdf_program_free(pdf_program *program);

void pdf_to_unicode(const pdf_font *font, size_t layer, zp_buffer *out); // unicode.c

// ---------------------------------------------------------------- tags (structure.c)

// The structure tree: the document tree, as far as it is on the pages.
typedef struct pdf_structure pdf_structure;
pdf_structure *pdf_structure_new(zp_arena *arena, pdf_store *store, const zp_pages *pages);
// The page that comes next; what is marked is on it.
void pdf_structure_page(pdf_structure *structure, pdf_object *page);
// Begins marked content: that of the item's element, or an artifact. EMC ends it.
void pdf_structure_mark(pdf_structure *structure, const zp_item *item, zp_buffer *out);
// Whether an item is in the same piece of marked content as the one before it, of one paragraph.
bool pdf_structure_goes_on(const zp_item *before, const zp_item *item);
// Tags the widget of a field of the document tree; returns its /StructParent, or -1: the file has
// no tags. After the page's contents.
int64_t pdf_structure_annotation(zp_pdf *pdf, const zp_node *node, const pdf_object *page,
                                 const pdf_object *widget);
// What the catalog says of it; nothing is added to it from then on.
void pdf_structure_catalog(zp_pdf *pdf, zp_buffer *out);

// ---------------------------------------------------------------- pages

// The page's operators (content.c). structure: NULL for a file without tags.
void pdf_content(pdf_fonts *fonts, pdf_structure *structure, const zp_page *page, zp_buffer *out);

// A page of the file.
typedef struct pdf_leaf {
    pdf_object *object;
    zp_length width, height;
    zp_text label; // before its number
    size_t part;   // pages that were added together
    unsigned number;
    bool numbered, blank;
} pdf_leaf;

// A signature field.
typedef struct pdf_widget {
    pdf_object *object, *appearance;
    zp_length width, height;
    zp_text name;
} pdf_widget;

struct zp_pdf {
    zp_arena *arena;
    zp_pdf_wish wish;
    pdf_store *store;
    pdf_fonts fonts;
    pdf_object *tree, *resources;
    pdf_structure *structure; // NULL: no tags, and no PDF/UA
    bool signable;            // with signature fields
    pdf_widget *widgets;
    size_t widget_count, widget_capacity;
    pdf_leaf *pages;
    size_t count, capacity, parts;
    zp_outline_entry *outline;
    size_t outline_count, outline_capacity;
};

// What the file says of itself, and in which colours it is meant (metadata.c, xmp.c, intent.c,
// attach.c). The same in the information dictionary as in XMP.
typedef struct pdf_about {
    const zp_document *document;
    zp_text date; // YYYY-MM-DD, or empty
} pdf_about;

// False, and a message: PDF/X wants a date and there is none.
bool pdf_about_make(const zp_pdf *pdf, const zp_document *document, zp_messages *messages,
                    pdf_about *about);
// `/CreationDate(D:20240528000000Z)`; nothing where there is no date.
void pdf_print_date(zp_buffer *out, const char *key, zp_text date);
pdf_object *pdf_info(const zp_pdf *pdf, const pdf_about *about);
void pdf_xmp(const zp_pdf *pdf, const pdf_about *about, zp_buffer *out); // xmp.c

// Members of the catalog: /Metadata; /OutputIntents; /AF and /Names, where there are attachments.
void pdf_print_metadata(zp_buffer *out, const zp_pdf *pdf, const pdf_about *about);
void pdf_print_intents(zp_buffer *out, const zp_pdf *pdf);
void pdf_print_attachments(zp_buffer *out, const zp_pdf *pdf, const pdf_about *about);

// What the build makes of make_profile.c.
extern const unsigned char pdf_grey_profile[];
extern const size_t pdf_grey_profile_size;
// fields.c: the page's members for its signature fields, if the file has any; the catalog's.
void pdf_fields_page(zp_pdf *pdf, const zp_page *page, pdf_object *object);
void pdf_fields_catalog(const zp_pdf *pdf, zp_buffer *out);

// catalog.c
pdf_object *pdf_catalog(zp_pdf *pdf, const pdf_about *about, zp_sides sides);

#endif
