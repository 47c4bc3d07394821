// docProps/core.xml, app.xml and custom.xml: who made what, and from what.
#include "docx/parts.h"

#include <stdio.h>

static void write_core_name_spaces(part *part) {
    part_attribute(part, "xmlns:cp",
                   "http://schemas.openxmlformats.org/package/2006/metadata/core-properties");
    part_attribute(part, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
    part_attribute(part, "xmlns:dcterms", "http://purl.org/dc/terms/");
    part_attribute(part, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
}

static void write_words(part *part, const char *element, zp_text text) {
    if (text.size == 0) {
        return;
    }
    part_start(part, element);
    part_text(part, text);
    part_end(part);
}

// The day the data gives; the clock is never asked.
static void write_time(part *part, const char *element, zp_text date) {
    part_start(part, element);
    part_attribute(part, "xsi:type", "dcterms:W3CDTF");
    part_text(part, date);
    part_text(part, ZP_TEXT("T00:00:00Z"));
    part_end(part);
}

void write_core_part(part *part, const zp_document *document) {
    part_start(part, "cp:coreProperties");
    write_core_name_spaces(part);
    write_words(part, "dc:title", document->title);
    write_words(part, "dc:creator", document->unit);
    write_words(part, "dc:language", document->language);
    if (zp_text_is_day(document->date)) { // a wrong time makes Word call the whole file damaged
        write_time(part, "dcterms:created", document->date);
        write_time(part, "dcterms:modified", document->date);
    }
    part_end(part);
}

void write_app_part(part *part, const zp_document *document) {
    part_start(part, "Properties");
    part_attribute(part, "xmlns",
                   "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties");
    write_words(part, "Application", ZP_TEXT("ziping"));
    write_words(part, "Company", document->unit);
    part_end(part);
}

// ---------------------------------------------------------------- what it was made from

// Properties that people name: their format's id, and numbers from 2 on.
static void start_property(part *part, const char *name, int64_t number) {
    part_start(part, "property");
    part_attribute(part, "fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}");
    part_attribute_number(part, "pid", number);
    part_attribute(part, "name", name);
}

static void write_number(part *part, const char *element, unsigned number) {
    char digits[16];
    snprintf(digits, sizeof digits, "%u", number);
    write_words(part, element, zp_text_of(digits));
}

// The same names as in the PDF's XMP.
void write_custom_part(part *part, const zp_document *document) {
    const struct {
        const char *name;
        zp_text value;
    } texts[] = {{"ziping:document", document->id},
                 {"ziping:form", document->form},
                 {"ziping:year", document->year}};
    int64_t number = 2;
    part_start(part, "Properties");
    part_attribute(part, "xmlns",
                   "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties");
    part_attribute(part, "xmlns:vt",
                   "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (texts[i].value.size > 0) {
            start_property(part, texts[i].name, number++);
            write_words(part, "vt:lpwstr", texts[i].value);
            part_end(part);
        }
    }
    if (document->version > 0) {
        start_property(part, "ziping:version", number);
        write_number(part, "vt:i4", document->version);
        part_end(part);
    }
    part_end(part);
}
