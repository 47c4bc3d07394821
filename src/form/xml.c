// XML files through libxml2: read without network, entities or DTDs, checked against
// template.xsd, and copied into the arena.
#include "form/private.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <stdlib.h>
#include <string.h>

enum { ERRORS_MAX = 20 };

struct form_checker {
    xmlSchemaPtr schema;
    xmlDocPtr document; // the schema points into it
};

typedef struct sink {
    zp_messages *messages;
    const char *file;
    const char *id;
    int errors;
} sink;

// libxml2 writes {urn:ziping:template}cell; the name alone is what a reader knows.
static char *readable(const char *message) {
    size_t size = strlen(message), used = 0;
    char *out = zp_allocate(size + 1);
    for (size_t i = 0; i < size; i++) {
        if (message[i] == '{' && strchr(message + i, '}') != NULL) {
            i = (size_t)(strchr(message + i, '}') - message);
        } else {
            out[used++] = message[i];
        }
    }
    while (used > 0 && (out[used - 1] == '\n' || out[used - 1] == ' ')) {
        used--;
    }
    out[used] = '\0';
    return out;
}

// `…is not accepted by the pattern '[0-9]+|.*}.*'.`: a pattern is no help to who wrote the value.
static const char *pattern_words(const char *message) {
    static const struct {
        const char *part, *wanted;
    } patterns[] = {
        {"(pt|mm)", ZP_MARKED("a length such as 16pt or 3.5mm is wanted")},
        {"[a-z][a-z0-9", ZP_MARKED("a name of small letters, digits, _ and - is wanted")},
        {"(\\s+[0-9]+)*",
         ZP_MARKED("whole numbers with blanks between them are wanted, such as 0 10 10")},
        {"(\\.[0-9]+)?", ZP_MARKED("a number is wanted, such as 2 or 2.5")},
        {"[0-9]", ZP_MARKED("a whole number is wanted, such as 2")},
    };
    const char *pattern = strstr(message, " is not accepted by the pattern '");
    for (size_t i = 0; pattern != NULL && i < sizeof patterns / sizeof *patterns; i++) {
        if (strstr(pattern, patterns[i].part) != NULL) {
            return patterns[i].wanted;
        }
    }
    return NULL;
}

static void take_error(sink *sink, xmlErrorPtr error) {
    if (error->level < XML_ERR_ERROR || sink->errors++ >= ERRORS_MAX) {
        return;
    }
    char *text =
        readable(error->message ? error->message : zp_translated("the file cannot be read"));
    // The parser knows the column; the check of elements, done on the tree, does not.
    int line = error->line, column = error->domain == XML_FROM_PARSER ? error->int2 : 0;
    zp_place place = {sink->file, line > 0 ? (uint32_t)line : 0, column > 0 ? (uint32_t)column : 0};
    const char *wanted = pattern_words(text);
    char *facet = strstr(text, "[facet 'pattern'] "),
         *pattern = strstr(text, " is not accepted by");
    if (wanted != NULL && facet != NULL && pattern != NULL) {
        const char *found = facet + strlen("[facet 'pattern'] ");
        zp_report(sink->messages, ZP_ERROR, place, sink->id, "%.*s%.*s does not fit; %s",
                  (int)(facet - text), text, (int)(pattern - found), found, zp_translated(wanted));
    } else {
        zp_report(sink->messages, ZP_ERROR, place, sink->id,
                  strcmp(sink->id, "template-schema") == 0 ? ZP_MARKED("no template is so: %s")
                                                           : ZP_MARKED("this is not XML: %s"),
                  text);
    }
    free(text);
}

static void schema_error(void *data, xmlErrorPtr error) {
    take_error(data, error);
}

// The first alone: what a parser says behind it follows from it.
static void parser_error(void *data, xmlErrorPtr error) {
    sink *sink = ((xmlParserCtxtPtr)data)->_private;
    if (sink->errors == 0) {
        take_error(sink, error);
    }
}

// libxml2 looks for more files by itself: of <xs:include>, and of xsi:schemaLocation in what it
// checks, over the network too. Whatever it asks for, there is none.
static xmlParserInputPtr no_other_file(const char *url, const char *id, xmlParserCtxtPtr parser) {
    (void)url;
    (void)id;
    (void)parser;
    return NULL;
}

// NULL after a message. Entities stay as they stand, nothing is loaded; who has a DTD is refused,
// for only there could entities be declared.
static xmlDocPtr parse(zp_messages *messages, const char *file, zp_text text) {
    sink sink = {.messages = messages, .file = file, .id = "template-xml"};
    xmlSetExternalEntityLoader(no_other_file);
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    if (parser == NULL) {
        zp_out_of_memory();
    }
    parser->_private = &sink;
    parser->sax->serror = parser_error;
    xmlDocPtr document =
        xmlCtxtReadMemory(parser, text.data, (int)text.size, file, NULL,
                          XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlFreeParserCtxt(parser);
    if (document == NULL && sink.errors == 0) {
        zp_report(messages, ZP_ERROR, zp_whole_file(file), "template-xml", "this is not XML");
    }
    if (document != NULL && document->intSubset != NULL) {
        zp_place place = {file, 1, 0};
        zp_report(messages, ZP_ERROR, place, "template-xml",
                  "a document type declaration is not read here; take it away");
        xmlFreeDoc(document);
        return NULL;
    }
    return document;
}

// The first of the schema's elements that stands for another file; NULL: none.
static const xmlNode *other_schema(const xmlDoc *document) {
    const xmlNode *root = xmlDocGetRootElement(document);
    for (const xmlNode *each = root->children; each != NULL; each = each->next) {
        if (each->type == XML_ELEMENT_NODE && (strcmp((const char *)each->name, "include") == 0 ||
                                               strcmp((const char *)each->name, "import") == 0 ||
                                               strcmp((const char *)each->name, "redefine") == 0)) {
            return each;
        }
    }
    return NULL;
}

// NULL after a message.
static xmlSchemaPtr read_schema(zp_messages *messages, const char *file, xmlDocPtr document) {
    sink sink = {.messages = messages, .file = file, .id = "template-xml"};
    const xmlNode *other = other_schema(document);
    if (other != NULL) {
        zp_place place = {file, (uint32_t)xmlGetLineNo(other), 0};
        zp_report(messages, ZP_ERROR, place, "template-xml",
                  "<%s> names another schema, which is not read; write it here",
                  (const char *)other->name);
        return NULL;
    }
    xmlSchemaParserCtxtPtr parser = xmlSchemaNewDocParserCtxt(document);
    if (parser == NULL) {
        zp_out_of_memory();
    }
    xmlSchemaSetParserStructuredErrors(parser, schema_error, &sink);
    xmlSchemaPtr schema = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    if (schema == NULL && sink.errors == 0) {
        zp_report(messages, ZP_ERROR, zp_whole_file(file), "template-xml",
                  "this is not an XML schema");
    }
    return schema;
}

zp_status form_checker_open(zp_arena *arena, zp_messages *messages, const char *file,
                            form_checker **checker) {
    zp_text text;
    zp_status status = zp_file_read(arena, messages, file, ZP_FORM_FILE_LIMIT, &text);
    xmlDocPtr document = status == ZP_OK ? parse(messages, file, text) : NULL;
    xmlSchemaPtr schema = document != NULL ? read_schema(messages, file, document) : NULL;
    if (schema == NULL) {
        xmlFreeDoc(document);
        return ZP_BAD_INPUT;
    }
    *checker = ZP_NEW(arena, form_checker);
    **checker = (form_checker){schema, document};
    return ZP_OK;
}

void form_checker_close(form_checker *checker) {
    if (checker != NULL) {
        xmlSchemaFree(checker->schema);
        xmlFreeDoc(checker->document);
    }
}

zp_status form_checker_borrow(form_shared *shared, zp_arena *arena, zp_messages *messages,
                              const char *folder, form_checker **checker) {
    zp_status status = ZP_OK;
    if (shared == NULL || shared->checker == NULL) {
        zp_arena *owner = shared != NULL ? shared->arena : arena;
        status = form_checker_open(owner, messages, zp_path_join(owner, folder, "template.xsd"),
                                   shared != NULL ? &shared->checker : checker);
    }
    if (shared != NULL && status == ZP_OK) {
        *checker = shared->checker;
    }
    return status;
}

void form_checker_give_back(const form_shared *shared, form_checker *checker) {
    if (shared == NULL) {
        form_checker_close(checker);
    }
}

// ---------------------------------------------------------------- copying

static zp_text copy_string(zp_arena *arena, const xmlChar *string) {
    return zp_arena_copy(arena, zp_text_of((const char *)string));
}

static form_element *element_new(zp_arena *arena, const char *file, const xmlNode *node) {
    form_element *element = ZP_NEW(arena, form_element);
    long line = xmlGetLineNo(node);
    element->place = (zp_place){file, line > 0 ? (uint32_t)line : 0, 0};
    return element;
}

static void copy_attributes(zp_arena *arena, const xmlNode *node, form_element *element) {
    size_t capacity = 0;
    for (const xmlAttr *each = node->properties; each != NULL; each = each->next) {
        xmlChar *value = xmlNodeListGetString(node->doc, each->children, 1);
        *ZP_PUSH(arena, element->attributes, element->attribute_count, capacity) =
            (form_pair){copy_string(arena, each->name), copy_string(arena, value)};
        xmlFree(value);
    }
}

// libxml2 notes the line where a text ends.
static void place_text(form_element *element) {
    for (size_t i = 0; i < element->text.size; i++) {
        element->place.line -= element->text.data[i] == '\n' && element->place.line > 1;
    }
}

static form_element *copy(zp_arena *arena, const char *file, const xmlNode *node) {
    form_element *element = element_new(arena, file, node);
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        element->text = copy_string(arena, node->content);
        place_text(element);
        return element;
    }
    element->name = copy_string(arena, node->name);
    copy_attributes(arena, node, element);
    for (const xmlNode *each = node->children; each != NULL; each = each->next) {
        if (each->type != XML_ELEMENT_NODE && each->type != XML_TEXT_NODE &&
            each->type != XML_CDATA_SECTION_NODE) {
            continue; // comments
        }
        form_element *child = copy(arena, file, each);
        if (element->last != NULL) {
            element->last->next = child;
        } else {
            element->first = child;
        }
        element->last = child;
    }
    return element;
}

static zp_status check(zp_messages *messages, form_checker *checker, const char *file,
                       xmlDocPtr document) {
    sink sink = {.messages = messages, .file = file, .id = "template-schema"};
    xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt(checker->schema);
    if (context == NULL) {
        zp_out_of_memory();
    }
    xmlSchemaSetValidStructuredErrors(context, schema_error, &sink);
    int result = xmlSchemaValidateDoc(context, document);
    xmlSchemaFreeValidCtxt(context);
    return result == 0 ? ZP_OK : ZP_BAD_INPUT;
}

zp_status form_xml_read(zp_arena *arena, zp_messages *messages, form_checker *checker,
                        const char *file, zp_text text, form_element **root) {
    xmlDocPtr document = parse(messages, file, text);
    if (document == NULL) {
        return ZP_BAD_INPUT;
    }
    zp_status status = check(messages, checker, file, document);
    if (status == ZP_OK) {
        *root = copy(arena, file, xmlDocGetRootElement(document));
    }
    xmlFreeDoc(document);
    return status;
}

zp_text form_element_get(const form_element *element, const char *name) {
    for (size_t i = 0; i < element->attribute_count; i++) {
        if (zp_text_is(element->attributes[i].name, name)) {
            return element->attributes[i].value;
        }
    }
    return (zp_text){0};
}
