// One XML part, through libxml2's text writer into memory.
#include "docx/parts.h"

#define XML(string) ((const xmlChar *)(string))

static void note(part *part, int result) {
    if (result < 0) {
        part->failed = true;
    }
}

zp_status part_begin(part *part) {
    part->buffer = xmlBufferCreate();
    part->writer = part->buffer != NULL ? xmlNewTextWriterMemory(part->buffer, 0) : NULL;
    if (part->writer == NULL) {
        return ZP_CANNOT_WRITE;
    }
    // Doubling: the default grows by a fixed step, which is quadratic for a long document.
    xmlBufferSetAllocationScheme(part->buffer, XML_BUFFER_ALLOC_DOUBLEIT);
    // Raw, because xmlTextWriterStartDocument would put a UTF-8 to UTF-8 conversion in between.
    note(part,
         xmlTextWriterWriteRaw(
             part->writer, XML("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")));
    return ZP_OK;
}

zp_status part_finish(part *part, zp_buffer *out) {
    note(part, xmlTextWriterEndDocument(part->writer));
    note(part, xmlTextWriterFlush(part->writer));
    if (part->failed) {
        return ZP_CANNOT_WRITE;
    }
    zp_buffer_add(out, xmlBufferContent(part->buffer), (size_t)xmlBufferLength(part->buffer));
    return ZP_OK;
}

void part_free(part *part) {
    if (part->writer != NULL) {
        xmlFreeTextWriter(part->writer);
    }
    if (part->buffer != NULL) {
        xmlBufferFree(part->buffer);
    }
    zp_buffer_free(&part->scratch);
    *part = (struct part){0};
}

void part_start(part *part, const char *element) {
    note(part, xmlTextWriterStartElement(part->writer, XML(element)));
}

void part_end(part *part) {
    note(part, xmlTextWriterEndElement(part->writer));
}

static bool is_xml_character(uint32_t c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xD800) ||
           (c >= 0xE000 && c <= 0x10FFFF && c != 0xFFFE && c != 0xFFFF);
}

// The text as a string libxml2 can take, in the part's scratch memory.
static const char *legal_string(part *part, zp_text text) {
    zp_buffer *scratch = &part->scratch;
    scratch->size = 0;
    size_t from = 0;
    for (size_t at = 0; at < text.size;) {
        size_t start = at;
        if (!is_xml_character(zp_utf8_next(text, &at))) {
            zp_buffer_add(scratch, text.data + from, start - from);
            from = at;
        }
    }
    if (text.size > from) {
        zp_buffer_add(scratch, text.data + from, text.size - from);
    }
    zp_buffer_add(scratch, "", 1);
    return scratch->data;
}

static const char *entity_of(char byte) {
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '"':
        return "&quot;";
    default:
        return NULL;
    }
}

// Escaped here: libxml2's own way of writing an attribute turns every Han into a number.
static void write_attribute(part *part, const char *name, zp_text value) {
    zp_buffer escaped = {0};
    size_t from = 0;
    for (size_t at = 0; at < value.size; at++) {
        const char *entity = entity_of(value.data[at]);
        if (entity != NULL) {
            zp_buffer_add(&escaped, value.data + from, at - from);
            zp_buffer_add_string(&escaped, entity);
            from = at + 1;
        }
    }
    zp_text content = value;
    if (from > 0) {
        zp_buffer_add(&escaped, value.data + from, value.size - from);
        content = zp_buffer_text(&escaped);
    }
    note(part, xmlTextWriterStartAttribute(part->writer, XML(name)));
    note(part, xmlTextWriterWriteRawLen(part->writer, XML(content.data), (int)content.size));
    note(part, xmlTextWriterEndAttribute(part->writer));
    zp_buffer_free(&escaped);
}

void part_attribute(part *part, const char *name, const char *value) {
    write_attribute(part, name, zp_text_of(value));
}

void part_attribute_text(part *part, const char *name, zp_text value) {
    part_attribute(part, name, legal_string(part, value));
}

void part_attribute_number(part *part, const char *name, int64_t value) {
    enum { DIGITS_MAX = 20 };
    char digits[DIGITS_MAX], *first = digits + DIGITS_MAX;
    uint64_t left = value < 0 ? -(uint64_t)value : (uint64_t)value;
    do { // tens of thousands of them in a document: printf takes longer than all else here
        *--first = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (value < 0) {
        *--first = '-';
    }
    write_attribute(part, name, (zp_text){first, (size_t)(digits + DIGITS_MAX - first)});
}

void part_text(part *part, zp_text text) {
    note(part, xmlTextWriterWriteString(part->writer, XML(legal_string(part, text))));
}

void part_value(part *part, const char *element, const char *value) {
    part_start(part, element);
    part_attribute(part, "w:val", value);
    part_end(part);
}

void part_number(part *part, const char *element, int64_t value) {
    part_start(part, element);
    part_attribute_number(part, "w:val", value);
    part_end(part);
}

void part_flag(part *part, const char *element) {
    part_start(part, element);
    part_end(part);
}

void part_switch(part *part, const char *element, bool on) {
    if (on) {
        part_flag(part, element);
    } else {
        part_value(part, element, "0");
    }
}

void write_name_spaces(part *part) {
    part_attribute(part, "xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");
    part_attribute(part, "xmlns:r",
                   "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
}
