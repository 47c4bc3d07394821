// docProps/core.xml and docProps/app.xml: who made what.
#include "docx/parts.h"

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

// YYYY-MM-DD and nothing else: a wrong time makes Word call the whole file damaged.
static bool is_iso_date(zp_text date) {
    if (date.size != 10 || date.data[4] != '-' || date.data[7] != '-') {
        return false;
    }
    for (size_t i = 0; i < date.size; i++) {
        if (i != 4 && i != 7 && (date.data[i] < '0' || date.data[i] > '9')) {
            return false;
        }
    }
    int month = (date.data[5] - '0') * 10 + date.data[6] - '0';
    int day = (date.data[8] - '0') * 10 + date.data[9] - '0';
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
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
    if (is_iso_date(document->date)) {
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
