// Signature fields (ISO 32000-1, 12.7.4.5), unsigned: a field and its only widget in one
// dictionary. A viewer marks the place and offers to sign it; on paper there is nothing.
#include "pdf/private.h"

// PDF/A-2 (6.3.3) wants an appearance. It draws nothing: the page is printed as it was before. One
// serves all fields of its size.
static pdf_object *appearance_of(zp_pdf *pdf, const zp_page_field *field) {
    static const char nothing[] = "q Q";
    for (size_t i = 0; i < pdf->widget_count; i++) {
        const pdf_widget *other = &pdf->widgets[i];
        if (other->width == field->width && other->height == field->height) {
            return other->appearance;
        }
    }
    pdf_object *object = pdf_object_new(pdf->store);
    zp_buffer *out = &object->body;
    zp_buffer_add_string(out, "/Type/XObject/Subtype/Form/BBox[0 0 ");
    pdf_length(out, field->width);
    pdf_number(out, field->height, 3);
    zp_buffer_add_string(out, "]/Resources<<>>");
    pdf_object_plain_stream(object, nothing, sizeof nothing - 1);
    return object;
}

static bool is_taken(const zp_pdf *pdf, zp_text name) {
    for (size_t i = 0; i < pdf->widget_count; i++) {
        if (zp_text_equal(pdf->widgets[i].name, name)) {
            return true;
        }
    }
    return false;
}

// A name is a field's own in the whole file: pages of several documents may each have a `head`.
static zp_text own_name(zp_pdf *pdf, zp_text name) {
    zp_text own = name;
    for (int i = 2; is_taken(pdf, own); i++) {
        own = zp_arena_print(pdf->arena, "%.*s-%d", ZP_ARG(name), i);
    }
    return zp_arena_copy(pdf->arena, own);
}

static void print_rectangle(zp_buffer *out, const zp_page *page, const zp_page_field *field) {
    zp_buffer_add_string(out, "/Rect[");
    pdf_length(out, field->x);
    pdf_length(out, page->height - field->y - field->height);
    pdf_length(out, field->x + field->width);
    pdf_number(out, page->height - field->y, 3);
    zp_buffer_add_string(out, "]");
}

// /F 4: printed, not hidden (PDF/A-2, 6.3.2). The tooltip is the name that assistive programs tell
// (PDF/UA-1, 7.18.4).
static void write_widget(zp_pdf *pdf, const zp_page *page, const pdf_object *on,
                         const zp_page_field *at, const pdf_widget *widget) {
    const zp_field *field = &at->node->as.field;
    zp_buffer *out = &widget->object->body;
    zp_buffer_add_string(out, "/Type/Annot/Subtype/Widget/FT/Sig/T");
    pdf_text_string(out, widget->name);
    zp_buffer_add_string(out, "/TU");
    pdf_text_string(out, field->title);
    zp_buffer_add_string(out, "/F 4/P");
    pdf_reference(out, on);
    print_rectangle(out, page, at);
    zp_buffer_add_string(out, "/AP<</N");
    pdf_reference(out, widget->appearance);
    zp_buffer_add_string(out, ">>");
    int64_t key = pdf_structure_annotation(pdf, at->node, on, widget->object);
    if (key >= 0) {
        zp_buffer_add_string(out, "/StructParent ");
        pdf_number(out, key, 0);
    }
}

void pdf_fields_page(zp_pdf *pdf, const zp_page *page, pdf_object *object) {
    if (!pdf->signable || page->field_count == 0) {
        return;
    }
    zp_buffer *out = &object->body;
    zp_buffer_add_string(out, "/Tabs/S/Annots["); // from one to the next as they are read
    for (size_t i = 0; i < page->field_count; i++) {
        const zp_page_field *at = &page->fields[i];
        pdf_widget widget = {.object = pdf_object_new(pdf->store),
                             .appearance = appearance_of(pdf, at),
                             .width = at->width,
                             .height = at->height,
                             .name = own_name(pdf, at->node->as.field.name)};
        write_widget(pdf, page, object, at, &widget);
        pdf_reference(out, widget.object);
        *ZP_PUSH(pdf->arena, pdf->widgets, pdf->widget_count, pdf->widget_capacity) = widget;
    }
    zp_buffer_add_string(out, "]");
}

// SigFlags 1: there are signature fields. That the file may only be appended to (2) is for the one
// who signs it to say.
void pdf_fields_catalog(const zp_pdf *pdf, zp_buffer *out) {
    if (pdf->widget_count == 0) {
        return;
    }
    zp_buffer_add_string(out, "/AcroForm<</SigFlags 1/Fields[");
    for (size_t i = 0; i < pdf->widget_count; i++) {
        pdf_reference(out, pdf->widgets[i].object);
    }
    zp_buffer_add_string(out, "]>>");
}
