// What the file says of itself: the information dictionary, and the same as XMP.
#include "pdf/private.h"

bool pdf_about_make(const zp_pdf *pdf, const zp_document *document, zp_messages *messages,
                    pdf_about *about) {
    *about = (pdf_about){.document = document};
    if (zp_text_is_day(document->date)) {
        about->date = document->date;
    } else if (pdf->wish.press && zp_text_is_day(pdf->wish.date)) {
        about->date = pdf->wish.date;
    }
    if (!pdf->wish.press || about->date.size > 0) {
        return true;
    }
    zp_report(messages, ZP_ERROR, (zp_place){0}, "pdfx-date",
              "PDF/X wants a date, and the data of %.*s have none with its day: fill in "
              "report.date or signature.date, such as 2024-05-28",
              ZP_ARG(document->title));
    return false;
}

// The date is the data's, never the clock's; it has no time.
void pdf_print_date(zp_buffer *out, const char *key, zp_text date) {
    if (date.size == 0) {
        return;
    }
    zp_buffer_add_string(out, key);
    zp_buffer_add_string(out, "(D:");
    zp_buffer_add_text(out, zp_text_slice(date, 0, 4));
    zp_buffer_add_text(out, zp_text_slice(date, 5, 7));
    zp_buffer_add_text(out, zp_text_slice(date, 8, 10));
    zp_buffer_add_string(out, "000000Z)");
}

pdf_object *pdf_info(const zp_pdf *pdf, const pdf_about *about) {
    pdf_object *object = pdf_object_new(pdf->store);
    const zp_document *document = about->document;
    zp_buffer *out = &object->body;
    zp_buffer_add_string(out, "/Title");
    pdf_text_string(out, document->title);
    if (document->unit.size > 0) {
        zp_buffer_add_string(out, "/Author");
        pdf_text_string(out, document->unit);
    }
    zp_buffer_add_string(out, "/Producer(ziping)");
    pdf_print_date(out, "/CreationDate", about->date);
    if (pdf->wish.press) {
        pdf_print_date(out, "/ModDate", about->date);
        zp_buffer_add_string(out, "/Trapped/False");
    }
    return object;
}

// Not compressed: archives find it without reading the PDF.
void pdf_print_metadata(zp_buffer *out, const zp_pdf *pdf, const pdf_about *about) {
    pdf_object *object = pdf_object_new(pdf->store);
    zp_buffer packet = {0};
    pdf_xmp(pdf, about, &packet);
    zp_buffer_add_string(&object->body, "/Type/Metadata/Subtype/XML");
    pdf_object_plain_stream(object, packet.data, packet.size);
    zp_buffer_free(&packet);
    zp_buffer_add_string(out, "/Metadata");
    pdf_reference(out, object);
}
