// The XMP packet (ISO 16684-1). What PDF/A does not know by itself it wants described in the packet
// (ISO 19005-2, 6.6.2.3): PDF/UA's and PDF/X's marks, and ours, by which programs know the form
// again: `ziping inspect` and `ziping verify`.
#include "pdf/private.h"

// A property that is described, and its value; empty: it is not there.
typedef struct property {
    const char *name, *type, *description;
    zp_text value;
} property;

typedef struct schema {
    const char *prefix, *uri, *title;
} schema;

#define URI_PDF "http://ns.adobe.com/pdf/1.3/"
static const schema ua = {"pdfuaid", "http://www.aiim.org/pdfua/ns/id/", "PDF/UA"};
static const schema press = {"pdfxid", "http://www.npes.org/pdfx/ns/id/", "PDF/X"};
static const schema trap = {"pdf", URI_PDF, "PDF"};
static const schema own = {"ziping", "urn:ziping:document#", "ziping"};

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

// ---------------------------------------------------------------- what is described

// The container of the schemas' descriptions, and the properties.
typedef struct packet {
    zp_buffer schemas, said;
} packet;

static void describe_property(zp_buffer *out, const property *property) {
    zp_buffer_print(out,
                    "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>%s</pdfaProperty:name>"
                    "<pdfaProperty:valueType>%s</pdfaProperty:valueType>"
                    "<pdfaProperty:category>internal</pdfaProperty:category>"
                    "<pdfaProperty:description>%s</pdfaProperty:description></rdf:li>\n",
                    property->name, property->type, property->description);
}

// Only what is there is described: in a form of one page the metadata are a tenth of the file.
static void put_schema(packet *p, schema schema, const property *properties, size_t count) {
    zp_buffer_print(&p->schemas,
                    "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>%s</pdfaSchema:schema>"
                    "<pdfaSchema:namespaceURI>%s</pdfaSchema:namespaceURI>"
                    "<pdfaSchema:prefix>%s</pdfaSchema:prefix>"
                    "<pdfaSchema:property><rdf:Seq>\n",
                    schema.title, schema.uri, schema.prefix);
    for (size_t i = 0; i < count; i++) {
        if (properties[i].value.size > 0) {
            describe_property(&p->schemas, &properties[i]);
            put_element(&p->said, schema.prefix, properties[i].name, properties[i].value);
        }
    }
    put(&p->schemas, "</rdf:Seq></pdfaSchema:property></rdf:li>\n");
}

static void put_own(packet *p, const zp_pdf *pdf, const zp_document *document) {
    zp_text version = {0}, tool = {0};
    if (document->version > 0) {
        version = zp_arena_print(pdf->arena, "%u", document->version);
    }
    if (pdf->wish.attachment_count > 0) {
        tool = pdf->wish.tool;
    }
    const property properties[] = {
        {"document", "Text", "Id in the form", document->id},
        {"form", "Text", "Profile of the form", document->form},
        {"year", "Text", "Year reported", document->year},
        {"unit", "Text", "Unit that reports", document->unit},
        {"version", "Integer", "Package in which it last changed", version},
        {"tool", "Text", "Version of ziping that makes it again from what is attached", tool},
    };
    size_t count = sizeof properties / sizeof *properties, there = 0;
    for (size_t i = 0; i < count; i++) {
        there += properties[i].value.size > 0;
    }
    if (there > 0) { // a schema has properties
        put_schema(p, own, properties, count);
    }
}

static void put_standards(packet *p, const zp_pdf *pdf) {
    if (pdf->structure != NULL) {
        put_schema(p, ua, &(property){"part", "Integer", "Part of ISO 14289", ZP_TEXT("1")}, 1);
    }
    if (pdf->wish.press) {
        const property version = {"GTS_PDFXVersion", "Text", "PDF/X version", ZP_TEXT("PDF/X-4")};
        const property trapped = {"Trapped", "Text", "Whether it is trapped", ZP_TEXT("False")};
        put_schema(p, press, &version, 1);
        put_schema(p, trap, &trapped, 1);
    }
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
}

static void put_common(zp_buffer *out, const zp_pdf *pdf, const pdf_about *about) {
    const zp_document *document = about->document;
    put_string(out, "pdfaid", "part", pdf->wish.attachment_count > 0 ? "3" : "2");
    put_string(out, "pdfaid", "conformance", "U");
    put_string(out, "dc", "format", "application/pdf");
    put_title(out, document);
    put_array(out, "creator", "Seq", document->unit);
    put_array(out, "language", "Bag", document->language);
    put_date(out, "CreateDate", about->date);
    put_string(out, "pdf", "Producer", "ziping");
}

// ---------------------------------------------------------------- the packet

static void put_name(zp_buffer *out, schema schema) {
    zp_buffer_print(out, " xmlns:%s=\"%s\"", schema.prefix, schema.uri);
}

static void put_names(zp_buffer *out, const zp_pdf *pdf) {
    put(out, "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
             " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
             " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"");
    put_name(out, trap);
    put_name(out, own);
    if (pdf->structure != NULL) {
        put_name(out, ua);
    }
    if (pdf->wish.press) {
        put_name(out, press);
        put(out, " xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"");
    }
    put(out, ">\n");
}

// The container stands first and by itself: some readers (PDFBox) look for it nowhere else.
static void put_container(zp_buffer *out, zp_buffer *schemas) {
    if (schemas->size > 0) {
        put(out, "<rdf:Description rdf:about=\"\""
                 " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
                 " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
                 " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">"
                 "<pdfaExtension:schemas><rdf:Bag>\n");
        zp_buffer_add_text(out, zp_buffer_text(schemas));
        put(out, "</rdf:Bag></pdfaExtension:schemas></rdf:Description>\n");
    }
}

void pdf_xmp(const zp_pdf *pdf, const pdf_about *about, zp_buffer *out) {
    packet p = {0};
    put_common(&p.said, pdf, about);
    put_own(&p, pdf, about->document);
    put_standards(&p, pdf);
    if (pdf->wish.press) {
        put_press(&p.said, about);
    }
    put(out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
             "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
             "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
    put_container(out, &p.schemas);
    put_names(out, pdf);
    zp_buffer_add_text(out, zp_buffer_text(&p.said));
    put(out, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    zp_buffer_free(&p.schemas);
    zp_buffer_free(&p.said);
}
