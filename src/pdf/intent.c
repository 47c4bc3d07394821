// The output intent: what DeviceGray, the only colour space of our PDFs, is meant to look like.
#include "pdf/private.h"

static void print_intent(zp_buffer *out, const char *kind, const pdf_object *profile) {
    zp_buffer_add_string(out, "<</Type/OutputIntent/S/");
    zp_buffer_add_string(out, kind);
    // None of the registered printing conditions, so that the profile itself says it.
    zp_buffer_add_string(out, "/OutputConditionIdentifier(Custom)/Info(Black ink on white paper: "
                              "gray, gamma 2.2)/DestOutputProfile");
    pdf_reference(out, profile);
    zp_buffer_add_string(out, ">>");
}

// Where there are two they share one profile (ISO 19005-2, 6.2.3).
void pdf_print_intents(zp_buffer *out, const zp_pdf *pdf) {
    pdf_object *profile = pdf_object_new(pdf->store);
    zp_buffer_add_string(&profile->body, "/N 1");
    pdf_object_stream(profile, pdf_grey_profile, pdf_grey_profile_size, PDF_SMALL);
    zp_buffer_add_string(out, "/OutputIntents[");
    print_intent(out, "GTS_PDFA1", profile);
    if (pdf->wish.press) {
        print_intent(out, "GTS_PDFX", profile);
    }
    zp_buffer_add_string(out, "]");
}
