"""Mutants against the rules of annotations, fields, embedded files, metadata and print."""
from pikepdf import Array, Dictionary, Name, String

import sample
from mutants import attached, breaks, breaks_bytes, embed, xmp
from sample import annotation_of, find, page_one, widget


@breaks("annotation-type")
def sound(pdf):
    annotation_of(pdf, "Stamp")["/Subtype"] = Name.Sound


@breaks("annotation-flags")
def not_printed(pdf):
    widget(pdf)["/F"] = 0


@breaks("annotation-flags")
def hidden(pdf):
    annotation_of(pdf, "Stamp")["/F"] = 6


@breaks("appearance")
def no_appearance(pdf):
    del widget(pdf)["/AP"]


@breaks("appearance")
def pressed(pdf):
    widget(pdf)["/AP"]["/D"] = sample.form_xobject(pdf)


@breaks("widget-action")
def widget_action(pdf):
    widget(pdf)["/A"] = Dictionary(S=Name.URI, URI=String("x"))


@breaks("need-appearances")
def need_appearances(pdf):
    pdf.Root["/AcroForm"]["/NeedAppearances"] = True


@breaks("xfa")
def xfa(pdf):
    pdf.Root["/AcroForm"]["/XFA"] = String("x")


@breaks("signed-range")
def signed_range(pdf):
    widget(pdf)["/V"] = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=Array([0, 10, 20, 5]))
    pdf.Root["/AcroForm"]["/SigFlags"] = 3


@breaks("action")
def script(pdf):
    annotation_of(pdf, "Link")["/A"] = Dictionary(S=Name.JavaScript, JS=String("x"))


@breaks("extra-action")
def extra_action(pdf):
    page_one(pdf)["/AA"] = Dictionary()


@breaks("optional-content")
def optional_content(pdf):
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array(), D=Dictionary())


@breaks("alternate")
def alternate(pdf):
    page_one(pdf)["/PresSteps"] = Dictionary()


@breaks("requirements")
def requirements(pdf):
    pdf.Root["/Requirements"] = Array([Dictionary(S=Name.EnableJavaScripts)])


@breaks("permissions")
def permissions(pdf):
    pdf.Root["/Perms"] = Dictionary(Audit=Dictionary())


@breaks("outline")
def outline(pdf):
    pdf.Root["/Outlines"]["/First"]["/Title"] = String("")


# ------------------------------------------------------------ fields

@breaks("widget-name")
def widget_name(pdf):
    del widget(pdf)["/TU"]


@breaks("annotation-text")
def annotation_text(pdf):
    del annotation_of(pdf, "Stamp")["/Contents"]


@breaks("annotation-tagged", "parent-tree", "empty-element")
def annotation_untagged(pdf):
    stamp = annotation_of(pdf, "Stamp")
    del stamp["/StructParent"]
    owner = next(one for one in find(pdf, "Annot"))
    del owner["/K"]


@breaks("tab-order")
def tab_order(pdf):
    del page_one(pdf)["/Tabs"]


@breaks("widget-form")
def widget_form(pdf):
    next(one for one in find(pdf, "Form") if one["/K"]["/Obj"].objgen == widget(pdf).objgen)["/S"] = Name.Span


@breaks("link-text")
def link_text(pdf):
    del annotation_of(pdf, "Link")["/Contents"]


@breaks("field-name")
def field_name(pdf):
    second, _ = sample.annotation(pdf, "Widget", "Form", [5, 50, 15, 60], FT=Name.Sig, T=String("audit"), TU=String("x"),
                                  AP=Dictionary(N=sample.form_xobject(pdf)))
    pdf.Root["/AcroForm"]["/Fields"].append(second)


@breaks("field-tree")
def field_tree(pdf):
    fields = pdf.Root["/AcroForm"]["/Fields"]
    del fields[len(fields) - 1]


@breaks("field-place")
def field_place(pdf):
    widget(pdf)["/Rect"] = Array([-5, 35, 15, 45])


@breaks("field-none", fields=False)
def fields_unwanted(pdf):
    pass


# ------------------------------------------------------------ embedded files

@breaks("embedded-2")
def embedded_in_2(pdf):
    embed(pdf)


@breaks("file-type", base="data")
def file_type(pdf):
    del attached(pdf)["/EF"]["/F"]["/Subtype"]


@breaks("file-names", base="data")
def file_names(pdf):
    del attached(pdf)["/UF"]


@breaks("file-relation", base="data")
def file_relation(pdf):
    del attached(pdf)["/AFRelationship"]


@breaks("file-associated", base="data")
def file_associated(pdf):
    del pdf.Root["/AF"]


@breaks("file-size", base="data")
def file_size(pdf):
    attached(pdf)["/EF"]["/F"]["/Params"]["/Size"] = 7


@breaks("file-size", base="data")
def file_sum(pdf):
    attached(pdf)["/EF"]["/F"]["/Params"]["/CheckSum"] = String("x")


# ------------------------------------------------------------ metadata

@breaks("metadata")
def no_metadata(pdf):
    del pdf.Root["/Metadata"]


@breaks("xmp-packet")
def packet_bytes(pdf):
    xmp(pdf, r"<\?xpacket begin", '<?xpacket bytes="9" begin')


@breaks("xmp-rdf", "claim-a", "claim-ua", "title", "info")
def not_well_formed(pdf):
    xmp(pdf, "</rdf:RDF>", "")


@breaks("xmp-property")
def undescribed(pdf):
    xmp(pdf, "<pdf:Producer>", "<pdf:Trapped>False</pdf:Trapped><pdf:Producer>")


@breaks("xmp-type")
def no_date(pdf):
    xmp(pdf, "<pdf:Producer>", '<xmp:MetadataDate xmlns:xmp="http://ns.adobe.com/xap/1.0/">may</xmp:MetadataDate><pdf:Producer>')


@breaks("xmp-schema")
def schema_category(pdf):
    xmp(pdf, "<pdfaProperty:category>[a-z]*", "<pdfaProperty:category>secret")


@breaks("xmp-schema")
def schema_description(pdf):
    xmp(pdf, "<pdfaProperty:description>[^<]*</pdfaProperty:description>", "")


@breaks("info")
def info(pdf):
    pdf.trailer["/Info"]["/Title"] = String("x")


@breaks("claim-a")
def conformance_b(pdf):
    xmp(pdf, "<pdfaid:conformance>U", "<pdfaid:conformance>B")


@breaks("claim-ua")
def universal_access_2(pdf):
    xmp(pdf, "<pdfuaid:part>1", "<pdfuaid:part>2")


@breaks("claim-none", claims="A2")
def claims_too_much(pdf):
    pass


@breaks("title", "info")
def no_title(pdf):
    xmp(pdf, "<dc:title>.*</dc:title>", "")


# ------------------------------------------------------------ for a press

@breaks("x-claim", base="press")
def x_claim(pdf):
    xmp(pdf, "<pdfxid:GTS_PDFXVersion>PDF/X-4", "<pdfxid:GTS_PDFXVersion>PDF/X-5")


@breaks("x-intent", base="press")
def x_intent(pdf):
    for intent in pdf.Root["/OutputIntents"]:
        if intent["/S"] == "/GTS_PDFX":
            intent["/S"] = Name.GTS_PDFY


@breaks("x-trapped", base="press")
def x_trapped(pdf):
    del pdf.trailer["/Info"]["/Trapped"]


@breaks("x-info", base="press")
def x_info(pdf):
    del pdf.trailer["/Info"]["/CreationDate"]


@breaks("x-identity", base="press")
def x_identity(pdf):
    xmp(pdf, "<xmpMM:VersionID>[^<]*</xmpMM:VersionID>", "")


@breaks("x-boxes", base="press")
def x_boxes(pdf):
    page_one(pdf)["/ArtBox"] = page_one(pdf)["/MediaBox"]


@breaks("x-annotation", base="press")
def x_annotation(pdf):
    sample.annotation(pdf, "Stamp", "Annot", [5, 5, 15, 15], Contents=String("x"), AP=Dictionary(N=sample.form_xobject(pdf)))


@breaks("x-action", base="press")
def x_action(pdf):
    pdf.Root["/OpenAction"] = Dictionary(S=Name.Named, N=Name.FirstPage)


@breaks_bytes("x-version", "header", base="press")
def x_version(data):
    return b"%PDF-2.0" + data[8:]
