// Associated files (ISO 19005-3, 6.8): the data that a document was made from, for `ziping verify`.
// The names are those of the unit's folder (unit.toml, report.md); which document, form, year and
// version they make, and with which ziping, XMP says (xmp.c).
#include "pdf/private.h"

#include <nettle/md5.h>
#include <stdlib.h>

// In a name, what is no regular character is written #xx.
static void print_name(zp_buffer *out, zp_text text) {
    zp_buffer_add_string(out, "/");
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
            c == '-' || c == '.') {
            zp_buffer_add(out, &c, 1);
        } else {
            zp_buffer_add_string(out, "#");
            pdf_hex(out, c, 2);
        }
    }
}

// MD5, which is what PDF knows; whether the data are the right ones is not asked of it.
static void print_checksum(zp_buffer *out, zp_text bytes) {
    struct md5_ctx context;
    uint8_t digest[MD5_DIGEST_SIZE];
    md5_init(&context);
    md5_update(&context, bytes.size, (const uint8_t *)bytes.data);
    md5_digest(&context, sizeof digest, digest);
    zp_buffer_add_string(out, "/CheckSum<");
    for (size_t i = 0; i < sizeof digest; i++) {
        pdf_hex(out, digest[i], 2);
    }
    zp_buffer_add_string(out, ">");
}

static pdf_object *write_file(const zp_pdf *pdf, const zp_pdf_attachment *attachment,
                              zp_text date) {
    pdf_object *object = pdf_object_new(pdf->store);
    zp_buffer *out = &object->body;
    zp_buffer_add_string(out, "/Type/EmbeddedFile/Subtype");
    print_name(out, attachment->type);
    zp_buffer_add_string(out, "/Params<</Size ");
    pdf_number(out, (int64_t)attachment->bytes.size, 0);
    print_checksum(out, attachment->bytes);
    pdf_print_date(out, "/ModDate", date);
    zp_buffer_add_string(out, ">>");
    pdf_object_stream(object, attachment->bytes.data, attachment->bytes.size, PDF_SMALL);
    return object;
}

static pdf_object *write_specification(const zp_pdf *pdf, const zp_pdf_attachment *attachment,
                                       zp_text date) {
    pdf_object *file = write_file(pdf, attachment, date);
    pdf_object *object = pdf_object_new(pdf->store);
    zp_buffer *out = &object->body;
    zp_buffer_add_string(out, "/Type/Filespec/AFRelationship/Source/F");
    pdf_text_string(out, attachment->name);
    zp_buffer_add_string(out, "/UF");
    pdf_text_string(out, attachment->name);
    zp_buffer_add_string(out, "/Desc");
    pdf_text_string(out, attachment->description);
    zp_buffer_add_string(out, "/EF<</F");
    pdf_reference(out, file);
    zp_buffer_add_string(out, "/UF");
    pdf_reference(out, file);
    zp_buffer_add_string(out, ">>");
    return object;
}

typedef struct entry {
    zp_buffer key; // in hexadecimal, by which a name tree is sorted
    pdf_object *object;
} entry;

static int by_key(const void *a, const void *b) {
    return zp_text_compare(zp_buffer_text(&((const entry *)a)->key),
                           zp_buffer_text(&((const entry *)b)->key));
}

void pdf_print_attachments(zp_buffer *out, const zp_pdf *pdf, const pdf_about *about) {
    size_t count = pdf->wish.attachment_count;
    zp_text date = about->date.size > 0 ? about->date : pdf->wish.date;
    if (count == 0) {
        return;
    }
    entry *entries = ZP_ARRAY(pdf->arena, entry, count);
    zp_buffer_add_string(out, "/AF[");
    for (size_t i = 0; i < count; i++) {
        entries[i].object = write_specification(pdf, &pdf->wish.attachments[i], date);
        pdf_text_string(&entries[i].key, pdf->wish.attachments[i].name);
        pdf_reference(out, entries[i].object);
    }
    qsort(entries, count, sizeof *entries, by_key);
    zp_buffer_add_string(out, "]/Names<</EmbeddedFiles<</Names[");
    for (size_t i = 0; i < count; i++) {
        zp_buffer_add_text(out, zp_buffer_text(&entries[i].key));
        pdf_reference(out, entries[i].object);
        zp_buffer_free(&entries[i].key);
    }
    zp_buffer_add_string(out, "]>>>>\n");
}
