// The package, a zip of parts:
//
//   [Content_Types].xml          what each part is; first, for readers that do not seek
//   _rels/.rels                  where the document and the properties are
//   docProps/core.xml app.xml custom.xml
//   word/document.xml            the text
//   word/_rels/document.xml.rels where the following are
//   word/styles.xml settings.xml fontTable.xml
//   word/footer1.xml             odd pages        } where pages have numbers
//   word/footer2.xml             even pages       }
//   word/footer3.xml             empty; where a section without numbers follows one with
//
#include "docx/parts.h"

#define WORD_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define OFFICE_RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define PACKAGE_RELATION "http://schemas.openxmlformats.org/package/2006/relationships/"

static void write_content_types_part(part *part, const zp_document *document);
static void write_package_relations_part(part *part, const zp_document *document);
static void write_document_relations_part(part *part, const zp_document *document);

typedef enum condition { ALWAYS, NUMBERED, EMPTIED } condition;

typedef struct part_kind {
    const char *path;
    void (*write)(part *part, const zp_document *document);
    const char *content_type; // NULL: the default of its extension
    // In word/_rels/document.xml.rels.
    const char *id, *relation, *target;
    condition condition;
    bool own; // each document's own; others are the same in many (kept.c)
} part_kind;

// clang-format off
static const part_kind kinds[] = {
    {.path = "[Content_Types].xml", .write = write_content_types_part},
    {.path = "_rels/.rels", .write = write_package_relations_part},
    {.path = "docProps/core.xml", .write = write_core_part, .own = true,
     .content_type = "application/vnd.openxmlformats-package.core-properties+xml"},
    {.path = "docProps/app.xml", .write = write_app_part, .own = true,
     .content_type = "application/vnd.openxmlformats-officedocument.extended-properties+xml"},
    {.path = "docProps/custom.xml", .write = write_custom_part,
     .content_type = "application/vnd.openxmlformats-officedocument.custom-properties+xml"},
    {.path = "word/document.xml", .write = write_document_part, .own = true,
     .content_type = WORD_TYPE "document.main+xml"},
    {.path = "word/_rels/document.xml.rels", .write = write_document_relations_part},
    {.path = "word/styles.xml", .write = write_styles_part, .content_type = WORD_TYPE "styles+xml",
     .id = "rId1", .relation = OFFICE_RELATION "styles", .target = "styles.xml"},
    {.path = "word/settings.xml", .write = write_settings_part,
     .content_type = WORD_TYPE "settings+xml",
     .id = "rId2", .relation = OFFICE_RELATION "settings", .target = "settings.xml"},
    {.path = "word/fontTable.xml", .write = write_font_table_part,
     .content_type = WORD_TYPE "fontTable+xml",
     .id = "rId3", .relation = OFFICE_RELATION "fontTable", .target = "fontTable.xml"},
    {.path = "word/footer1.xml", .write = write_footer_odd_part, .condition = NUMBERED,
     .content_type = WORD_TYPE "footer+xml",
     .id = RELATION_FOOTER_ODD, .relation = OFFICE_RELATION "footer", .target = "footer1.xml"},
    {.path = "word/footer2.xml", .write = write_footer_even_part, .condition = NUMBERED,
     .content_type = WORD_TYPE "footer+xml",
     .id = RELATION_FOOTER_EVEN, .relation = OFFICE_RELATION "footer", .target = "footer2.xml"},
    {.path = "word/footer3.xml", .write = write_footer_empty_part, .condition = EMPTIED,
     .content_type = WORD_TYPE "footer+xml",
     .id = RELATION_FOOTER_EMPTY, .relation = OFFICE_RELATION "footer", .target = "footer3.xml"},
};
// clang-format on

enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

static bool is_wanted(const part_kind *kind, const sections *sections) {
    switch (kind->condition) {
    case ALWAYS:
        return true;
    case NUMBERED:
        return sections->numbered != NULL;
    case EMPTIED:
        return sections->emptied;
    }
    return false;
}

// ---------------------------------------------------------------- the package's own parts

static void write_default_type(part *part, const char *extension, const char *type) {
    part_start(part, "Default");
    part_attribute(part, "Extension", extension);
    part_attribute(part, "ContentType", type);
    part_end(part);
}

static void write_override_type(part *part, const part_kind *kind) {
    zp_buffer name = {0};
    zp_buffer_print(&name, "/%s", kind->path);
    part_start(part, "Override");
    part_attribute_text(part, "PartName", zp_buffer_text(&name));
    part_attribute(part, "ContentType", kind->content_type);
    part_end(part);
    zp_buffer_free(&name);
}

static void write_content_types_part(part *part, const zp_document *document) {
    sections sections = sections_of(document);
    part_start(part, "Types");
    part_attribute(part, "xmlns", "http://schemas.openxmlformats.org/package/2006/content-types");
    write_default_type(part, "rels", "application/vnd.openxmlformats-package.relationships+xml");
    write_default_type(part, "xml", "application/xml");
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (kinds[i].content_type != NULL && is_wanted(&kinds[i], &sections)) {
            write_override_type(part, &kinds[i]);
        }
    }
    part_end(part);
}

static void write_relation(part *part, const char *id, const char *type, const char *target) {
    part_start(part, "Relationship");
    part_attribute(part, "Id", id);
    part_attribute(part, "Type", type);
    part_attribute(part, "Target", target);
    part_end(part);
}

static void write_package_relations_part(part *part, const zp_document *document) {
    (void)document;
    part_start(part, "Relationships");
    part_attribute(part, "xmlns", "http://schemas.openxmlformats.org/package/2006/relationships");
    write_relation(part, "rId1", OFFICE_RELATION "officeDocument", "word/document.xml");
    write_relation(part, "rId2", PACKAGE_RELATION "metadata/core-properties", "docProps/core.xml");
    write_relation(part, "rId3", OFFICE_RELATION "extended-properties", "docProps/app.xml");
    write_relation(part, "rId4", OFFICE_RELATION "custom-properties", "docProps/custom.xml");
    part_end(part);
}

static void write_document_relations_part(part *part, const zp_document *document) {
    sections sections = sections_of(document);
    part_start(part, "Relationships");
    part_attribute(part, "xmlns", "http://schemas.openxmlformats.org/package/2006/relationships");
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (kinds[i].id != NULL && is_wanted(&kinds[i], &sections)) {
            write_relation(part, kinds[i].id, kinds[i].relation, kinds[i].target);
        }
    }
    part_end(part);
}

// ---------------------------------------------------------------- the zip

static zp_buffer write_part(const part_kind *kind, const zp_document *document) {
    part part = {0};
    part_begin(&part);
    kind->write(&part, document);
    part_finish(&part);
    return part.bytes;
}

// A part that other documents have too, from what is kept or into it. The styles are those of the
// form: not even written again.
static const zp_packed *pack_common(const part_kind *kind, const zp_document *document,
                                    zp_buffer *buffer) {
    const zp_packed **styles = kind->write == write_styles_part ? kept_styles(document) : NULL;
    if (styles != NULL && *styles != NULL) {
        return *styles;
    }
    *buffer = write_part(kind, document);
    const zp_packed *packed = kept_packed(document, kind->path, zp_buffer_text(buffer));
    if (styles != NULL) {
        *styles = packed;
    }
    return packed;
}

static zp_entry make_entry(const part_kind *kind, const zp_document *document, zp_buffer *buffer) {
    zp_entry entry = {.name = zp_text_of(kind->path),
                      .level = kind->own ? LEVEL_OWN : LEVEL_COMMON};
    if (kind->own) {
        *buffer = write_part(kind, document);
    } else {
        entry.packed = pack_common(kind, document, buffer);
    }
    entry.bytes = zp_buffer_text(buffer);
    return entry;
}

zp_status zp_docx_write(const zp_document *document, zp_messages *messages, zp_buffer *out) {
    zp_buffer parts[KIND_COUNT] = {{0}};
    zp_entry entries[KIND_COUNT];
    size_t count = 0;
    sections sections = sections_of(document);
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (is_wanted(&kinds[i], &sections)) {
            entries[count++] = make_entry(&kinds[i], document, &parts[i]);
        }
    }
    zp_status status = zp_zip_write(messages, NULL, entries, count, out);
    if (status != ZP_OK) {
        zp_report(messages, ZP_ERROR, (zp_place){0}, "docx",
                  "the DOCX of `%.*s` could not be put together", ZP_ARG(document->id));
    }
    for (size_t i = 0; i < KIND_COUNT; i++) {
        zp_buffer_free(&parts[i]);
    }
    return status;
}
