// XMP (ISO 16684-1): properties as elements or as attributes of rdf:Description.
#include "reader/private.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

enum { XMP_MAX = 4 * 1024 * 1024 };

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define DC "http://purl.org/dc/elements/1.1/"
#define PDFA "http://www.aiim.org/pdfa/ns/id/"
#define PDFUA "http://www.aiim.org/pdfua/ns/id/"
#define PDFX "http://www.npes.org/pdfx/ns/id/"
#define PDF "http://ns.adobe.com/pdf/1.3/"
#define ZIPING "urn:ziping:document#"

static bool is(const xmlNode *node, const char *space, const char *name) {
    return node->type == XML_ELEMENT_NODE && node->ns != NULL && node->ns->href != NULL &&
           strcmp((const char *)node->ns->href, space) == 0 &&
           strcmp((const char *)node->name, name) == 0;
}

static zp_text taken(zp_arena *arena, xmlChar *content) {
    zp_text text = content != NULL
                       ? zp_arena_copy(arena, zp_text_trim(zp_text_of((const char *)content)))
                       : (zp_text){0};
    xmlFree(content);
    return text;
}

// The first of a list, of languages or of authors; else the text itself.
static const xmlNode *first_item(const xmlNode *property) {
    for (const xmlNode *list = property->children; list != NULL; list = list->next) {
        for (const xmlNode *each = list->children; each != NULL; each = each->next) {
            if (is(each, RDF, "li")) {
                return each;
            }
        }
    }
    return property;
}

static zp_text property(zp_arena *arena, const xmlNode *rdf, const char *space, const char *name) {
    for (const xmlNode *d = rdf->children; d != NULL; d = d->next) {
        if (!is(d, RDF, "Description")) {
            continue;
        }
        xmlChar *attribute = xmlGetNsProp(d, (const xmlChar *)name, (const xmlChar *)space);
        if (attribute != NULL) {
            return taken(arena, attribute);
        }
        for (const xmlNode *each = d->children; each != NULL; each = each->next) {
            if (is(each, space, name)) {
                return taken(arena, xmlNodeGetContent(first_item(each)));
            }
        }
    }
    return (zp_text){0};
}

static const xmlNode *find_rdf(const xmlNode *root) {
    if (root == NULL || is(root, RDF, "RDF")) {
        return root;
    }
    for (const xmlNode *each = root->children; each != NULL; each = each->next) {
        if (is(each, RDF, "RDF")) {
            return each;
        }
    }
    return NULL;
}

static void read_claims(zp_arena *arena, const xmlNode *rdf, zp_pdf_claims *claims) {
    zp_text part = property(arena, rdf, PDFA, "part");
    zp_text level = property(arena, rdf, PDFA, "conformance");
    zp_buffer lower = {0};
    for (size_t i = 0; i < level.size; i++) { // it is written 2U, and called 2u
        char c = level.data[i];
        c = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        zp_buffer_add(&lower, &c, 1);
    }
    claims->pdfa = part.size > 0 ? zp_arena_print(arena, "%.*s%.*s", ZP_ARG(part),
                                                  ZP_ARG(zp_buffer_text(&lower)))
                                 : part;
    zp_buffer_free(&lower);
    claims->pdfua = property(arena, rdf, PDFUA, "part");
    claims->pdfx = property(arena, rdf, PDFX, "GTS_PDFXVersion");
    claims->title = property(arena, rdf, DC, "title");
    claims->unit = property(arena, rdf, ZIPING, "unit");
    if (claims->unit.size == 0) {
        claims->unit = property(arena, rdf, DC, "creator");
    }
    claims->producer = property(arena, rdf, PDF, "Producer");
    claims->form = property(arena, rdf, ZIPING, "form");
    claims->year = property(arena, rdf, ZIPING, "year");
    claims->version = property(arena, rdf, ZIPING, "version");
    claims->document = property(arena, rdf, ZIPING, "document");
    claims->tool = property(arena, rdf, ZIPING, "tool");
}

void reader_claims(zp_arena *arena, zp_text xmp, zp_pdf_claims *claims) {
    *claims = (zp_pdf_claims){0};
    if (xmp.size == 0 || xmp.size > XMP_MAX) {
        return;
    }
    int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    xmlDocPtr parsed = xmlReadMemory(xmp.data, (int)xmp.size, NULL, NULL, options);
    if (parsed == NULL) {
        return;
    }
    // Entities are declared in a DTD, and metadata have none.
    const xmlNode *rdf = parsed->intSubset == NULL ? find_rdf(xmlDocGetRootElement(parsed)) : NULL;
    if (rdf != NULL) {
        read_claims(arena, rdf, claims);
    }
    xmlFreeDoc(parsed);
}
