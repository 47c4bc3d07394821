// XML parts (ECMA-376, part 2) as a stream of events, by libxml2.
#include "inspect/private.h"

#include <libxml/xmlreader.h>
#include <limits.h>

bool inspect_part(zp_text bytes, inspect_visitor *visitor, void *data) {
    int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    if (bytes.size == 0 || bytes.size > INT_MAX) {
        return false;
    }
    xmlTextReaderPtr reader = xmlReaderForMemory(bytes.data, (int)bytes.size, NULL, NULL, options);
    if (reader == NULL) {
        return false;
    }
    int got = xmlTextReaderRead(reader);
    for (; got == 1; got = xmlTextReaderRead(reader)) {
        inspect_event event = {.reader = reader};
        int type = xmlTextReaderNodeType(reader);
        if (type == XML_READER_TYPE_DOCUMENT_TYPE) {
            got = -1;
            break;
        }
        if (type == XML_READER_TYPE_ELEMENT || type == XML_READER_TYPE_END_ELEMENT) {
            event.space = (const char *)xmlTextReaderConstNamespaceUri(reader);
            event.name = (const char *)xmlTextReaderConstLocalName(reader);
            event.end = type == XML_READER_TYPE_END_ELEMENT;
            bool empty = !event.end && xmlTextReaderIsEmptyElement(reader) == 1;
            visitor(data, &event);
            if (empty) { // of which the reader tells no end
                event.end = true;
                visitor(data, &event);
            }
        } else if (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
                   type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE) {
            event.text = zp_text_of((const char *)xmlTextReaderConstValue(reader));
            visitor(data, &event);
        }
    }
    xmlFreeTextReader(reader);
    return got == 0;
}

zp_text inspect_attribute(zp_arena *arena, const inspect_event *event, const char *name) {
    xmlTextReaderPtr reader = event->reader;
    zp_text found = {0};
    for (int got = xmlTextReaderMoveToFirstAttribute(reader); got == 1;
         got = xmlTextReaderMoveToNextAttribute(reader)) {
        const char *own = (const char *)xmlTextReaderConstLocalName(reader);
        if (own != NULL && strcmp(own, name) == 0) {
            found = zp_arena_copy(arena, zp_text_of((const char *)xmlTextReaderConstValue(reader)));
        }
    }
    xmlTextReaderMoveToElement(reader);
    return found;
}

// WordprocessingML, as everybody writes it, and as the strict variant calls it.
bool inspect_is_word(const inspect_event *event, const char *name) {
    static const char *const spaces[] = {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main"};
    return event->name != NULL && event->space != NULL && strcmp(event->name, name) == 0 &&
           (strcmp(event->space, spaces[0]) == 0 || strcmp(event->space, spaces[1]) == 0);
}
