// The XMP packet (ISO 16684-1). What PDF/A does not know by itself it wants described in the packet
// (ISO 19005-2, 6.6.2.3): PDF/UA's and PDF/X's marks, and ours, by which programs know the form
// again: `ziping inspect` and `ziping verify`.
#include "pdf/private.h"

typedef struct property {
    const char *name, *type, *description;
} property;

typedef struct schema {
    const char *prefix, *uri, *title;
    const property *properties;
    size_t count;
} schema;

#define URI_PDF "http://ns.adobe.com/pdf/1.3/"
#define URI_PDFUA "http://www.aiim.org/pdfua/ns/id/"
#define URI_PDFX "http://www.npes.org/pdfx/ns/id/"
#define URI_ZIPING "urn:ziping:document#"

static const property ua_properties[] = {{"part", "Integer", "Part of ISO 14289"}};
static const property press_properties[] = {{"GTS_PDFXVersion", "Text", "Version of PDF/X"}};
static const property trap_properties[] = {{"Trapped", "Text", "Whether it has been trapped"}};
static const property own_properties[] = {
    {"document", "Text", "Document of the form, by its id"},
    {"form", "Text", "Profile of the form"},
    {"year", "Text", "Year reported"},
    {"unit", "Text", "Unit that reports"},
    {"version", "Integer", "Version of the package in which the document last changed"},
    {"tool", "Text", "Version of ziping that makes it again from the attached data"},
};

#define SCHEMA(prefix, uri, title, list)                                                           \
    { prefix, uri, title, list, sizeof(list) / sizeof *(list) }

static const schema ua = SCHEMA("pdfuaid", URI_PDFUA, "PDF/UA", ua_properties);
static const schema press = SCHEMA("pdfxid", URI_PDFX, "PDF/X", press_properties);
static const schema trap = SCHEMA("pdf", URI_PDF, "Adobe PDF", trap_properties);
static const schema own = SCHEMA("ziping", URI_ZIPING, "ziping", own_properties);

// ---------------------------------------------------------------- XML

static void put(zp_buffer *out, const char *string) {
    zp_buffer_add_string(out, string);
}

// What XML cannot have at all is left out.
static void put_text(zp_buffer *out, zp_text text) {
    for (size_t at = 0; at < text.size;) {
        size_t start = at;
        uint32_t c = zp_utf8_next(text, &at);
        const char *as = c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : NULL;
        bool never = (c < ' ' && c != '\t' && c != '\n') || c == 0xFFFE || c == 0xFFFF;
        if (as != NULL) {
            put(out, as);
        } else if (!never) {
            zp_buffer_add_text(out, zp_text_slice(text, start, at));
        }
    }
}

static void open_element(zp_buffer *out, const char *prefix, const char *name) {
    zp_buffer_print(out, "<%s:%s>", prefix, name);
}

static void close_element(zp_buffer *out, const char *prefix, const char *name) {
    zp_buffer_print(out, "</%s:%s>", prefix, name);
}

// Nothing where the text is empty.
static void put_element(zp_buffer *out, const char *prefix, const char *name, zp_text text) {
    if (text.size > 0) {
        open_element(out, prefix, name);
        put_text(out, text);
        close_element(out, prefix, name);
        put(out, "\n");
    }
}

static void put_string(zp_buffer *out, const char *prefix, const char *name, const char *string) {
    put_element(out, prefix, name, zp_text_of(string));
}

// An array of one.
static void put_array(zp_buffer *out, const char *name, const char *kind, zp_text text) {
    if (text.size > 0) {
        open_element(out, "dc", name);
        zp_buffer_print(out, "<rdf:%s><rdf:li>", kind);
        put_text(out, text);
        zp_buffer_print(out, "</rdf:li></rdf:%s>", kind);
        close_element(out, "dc", name);
        put(out, "\n");
    }
}

// ---------------------------------------------------------------- the schemas' descriptions

static void describe_property(zp_buffer *out, const property *property) {
    zp_buffer_print(out,
                    "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>%s</pdfaProperty:name>"
                    "<pdfaProperty:valueType>%s</pdfaProperty:valueType>"
                    "<pdfaProperty:category>internal</pdfaProperty:category>"
                    "<pdfaProperty:description>%s</pdfaProperty:description></rdf:li>\n",
                    property->name, property->type, property->description);
}

static void describe_schema(zp_buffer *out, const schema *schema) {
    zp_buffer_print(out,
                    "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>%s</pdfaSchema:schema>"
                    "<pdfaSchema:namespaceURI>%s</pdfaSchema:namespaceURI>"
                    "<pdfaSchema:prefix>%s</pdfaSchema:prefix>"
                    "<pdfaSchema:property><rdf:Seq>\n",
                    schema->title, schema->uri, schema->prefix);
    for (size_t i = 0; i < schema->count; i++) {
        describe_property(out, &schema->properties[i]);
    }
    put(out, "</rdf:Seq></pdfaSchema:property></rdf:li>\n");
}

static void describe_schemas(zp_buffer *out, const zp_pdf *pdf) {
    put(out, "<pdfaExtension:schemas><rdf:Bag>\n");
    describe_schema(out, &own);
    if (pdf->structure != NULL) {
        describe_schema(out, &ua);
    }
    if (pdf->wish.press) {
        describe_schema(out, &press);
        describe_schema(out, &trap);
    }
    put(out, "</rdf:Bag></pdfaExtension:schemas>\n");
}

// ---------------------------------------------------------------- what is said

static void put_title(zp_buffer *out, const zp_document *document) {
    put(out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">");
    put_text(out, document->title);
    if (document->language.size > 0) {
        put(out, "</rdf:li><rdf:li xml:lang=\"");
        put_text(out, document->language);
        put(out, "\">");
        put_text(out, document->title);
    }
    put(out, "</rdf:li></rdf:Alt></dc:title>\n");
}

static void put_date(zp_buffer *out, const char *name, zp_text date) {
    if (date.size > 0) {
        zp_buffer_print(out, "<xmp:%s>%.*sT00:00:00Z</xmp:%s>\n", name, ZP_ARG(date), name);
    }
}

static void put_number(zp_buffer *out, const char *name, unsigned number) {
    if (number > 0) {
        zp_buffer_print(out, "<ziping:%s>%u</ziping:%s>\n", name, number, name);
    }
}

static void put_own(zp_buffer *out, const zp_pdf *pdf, const zp_document *document) {
    put_element(out, "ziping", "document", document->id);
    put_element(out, "ziping", "form", document->form);
    put_element(out, "ziping", "year", document->year);
    put_element(out, "ziping", "unit", document->unit);
    put_number(out, "version", document->version);
    if (pdf->wish.attachment_count > 0) {
        put_element(out, "ziping", "tool", pdf->wish.tool);
    }
}

// A press's programs tell documents and their versions apart. The same document has one id.
static void put_press(zp_buffer *out, const pdf_about *about) {
    const zp_document *document = about->document;
    const zp_text parts[] = {document->form, document->year, document->unit, document->id,
                             document->title};
    uint64_t high = 2;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        high = pdf_hash(high, parts[i].data, parts[i].size);
    }
    uint64_t low = pdf_hash(high, NULL, 0);
    put_date(out, "ModifyDate", about->date);
    put_date(out, "MetadataDate", about->date);
    put(out, "<xmpMM:DocumentID>uuid:");
    pdf_hex(out, (uint32_t)(high >> 32), 8);
    put(out, "-");
    pdf_hex(out, (uint32_t)(high >> 16), 4);
    put(out, "-8"); // an id of our own making (RFC 9562, 5.8)
    pdf_hex(out, (uint32_t)high, 3);
    put(out, "-8");
    pdf_hex(out, (uint32_t)(low >> 48), 3);
    put(out, "-");
    pdf_hex(out, (uint32_t)(low >> 32), 4);
    pdf_hex(out, (uint32_t)low, 8);
    zp_buffer_print(out,
                    "</xmpMM:DocumentID>\n<xmpMM:VersionID>%u</xmpMM:VersionID>\n"
                    "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n",
                    document->version > 0 ? document->version : 1);
    put_string(out, "pdf", "Trapped", "False");
    put_string(out, "pdfxid", "GTS_PDFXVersion", "PDF/X-4");
}

static void put_names(zp_buffer *out, const zp_pdf *pdf) {
    put(out, "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
             " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"" URI_PDF "\""
             " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
             " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
             " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
             " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\""
             " xmlns:ziping=\"" URI_ZIPING "\"");
    if (pdf->structure != NULL) {
        put(out, " xmlns:pdfuaid=\"" URI_PDFUA "\"");
    }
    if (pdf->wish.press) {
        put(out, " xmlns:pdfxid=\"" URI_PDFX "\""
                 " xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"");
    }
    put(out, ">\n");
}

void pdf_xmp(const zp_pdf *pdf, const pdf_about *about, zp_buffer *out) {
    const zp_document *document = about->document;
    put(out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
             "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
             "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
    put_names(out, pdf);
    put_string(out, "pdfaid", "part", pdf->wish.attachment_count > 0 ? "3" : "2");
    put_string(out, "pdfaid", "conformance", "U");
    put_string(out, "pdfuaid", "part", pdf->structure != NULL ? "1" : "");
    put_string(out, "dc", "format", "application/pdf");
    put_title(out, document);
    put_array(out, "creator", "Seq", document->unit);
    put_array(out, "language", "Bag", document->language);
    put_date(out, "CreateDate", about->date);
    put_string(out, "pdf", "Producer", "ziping");
    put_own(out, pdf, document);
    if (pdf->wish.press) {
        put_press(out, about);
    }
    describe_schemas(out, pdf);
    put(out, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
}
