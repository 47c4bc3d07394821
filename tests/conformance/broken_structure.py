"""Mutants against the rules of annotations, fields, structure and print."""
from pikepdf import Array, Dictionary, Name, Stream, String

import sample
from mutants import breaks, breaks_bytes, grid, xmp
from sample import annotation_of, draw, element, find, page_one, tagged, top, tree_root, widget

# ------------------------------------------------------------ annotations and the catalog


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


# ------------------------------------------------------------ the document and its content

@breaks("marked")
def marked(pdf):
    pdf.Root["/MarkInfo"]["/Marked"] = False


@breaks("suspects")
def suspects(pdf):
    pdf.Root["/MarkInfo"]["/Suspects"] = True


@breaks("structure-tree")
def structure_tree(pdf):
    del pdf.Root["/StructTreeRoot"]


@breaks("display-title")
def display_title(pdf):
    del pdf.Root["/ViewerPreferences"]["/DisplayDocTitle"]


@breaks("untagged")
def untagged(pdf):
    draw(pdf, sample.LINE)


@breaks("artifact-in-tagged")
def artifact_in_tagged(pdf):
    tagged(pdf, "P", content=b"/Artifact BMC\n" + sample.LINE + b"EMC\n")


@breaks("tagged-in-artifact")
def tagged_in_artifact(pdf):
    draw(pdf, b"/Artifact BMC\n")
    page = page_one(pdf)
    tagged(pdf, "P")
    parts = page["/Contents"]
    parts[len(parts) - 2].write(b"/Artifact BMC\n")
    parts.append(pdf.make_indirect(Stream(pdf, b"EMC\n")))


@breaks("mcid-unknown", "parent-tree")
def mcid_unknown(pdf):
    draw(pdf, b"/P<</MCID 9999>>BDC\n" + sample.LINE + b"EMC\n")


@breaks("mcid-twice")
def mcid_twice(pdf):
    draw(pdf, b"/P<</MCID 0>>BDC\n" + sample.LINE + b"EMC\n")


@breaks("mcid-nowhere")
def mcid_nowhere(pdf):
    element(pdf, "P", Pg=page_one(pdf), K=9998)


@breaks("parent-tree")
def parent_tree(pdf):
    row = sample.parents_of(pdf, int(page_one(pdf)["/StructParents"]))
    row[0] = row[1]


@breaks("parent-tree-next")
def parent_tree_next(pdf):
    tree_root(pdf)["/ParentTreeNextKey"] = 0


@breaks("number-tree")
def number_tree(pdf):
    node = tree_root(pdf)["/ParentTree"]
    rows = list(sample.nums(node))
    pairs = [pair for row in map(list, rows) for pair in zip(row[::2], row[1::2])]
    tree_root(pdf)["/ParentTree"] = Dictionary(Nums=Array([part for pair in reversed(pairs) for part in pair]))


@breaks("id-tree")
def id_tree(pdf):
    find(pdf, "Note")[0]["/ID"] = String("another")


@breaks("xobject-twice", "mcid-nowhere", "mcid-unknown", "parent-tree")
def xobject_twice(pdf):
    form = sample.form_xobject(pdf, b"/P<</MCID 0>>BDC\n" + sample.LINE + b"EMC\n")
    sample.resource(pdf, "/XObject", "/AuditTwice", form)
    draw(pdf, b"/AuditTwice Do\n/AuditTwice Do\n")


# ------------------------------------------------------------ types

@breaks("type-unknown")
def type_unknown(pdf):
    find(pdf, "Figure")[0]["/S"] = Name.Picture


@breaks("type-remapped")
def type_remapped(pdf):
    tree_root(pdf)["/RoleMap"] = Dictionary(P=Name.Span)


@breaks("type-remapped")
def type_circle(pdf):
    tree_root(pdf)["/RoleMap"] = Dictionary(A=Name.B, B=Name.A)
    find(pdf, "Figure")[0]["/S"] = Name.A


@breaks("element-parent")
def element_parent(pdf):
    find(pdf, "Figure")[0]["/P"] = find(pdf, "Formula")[0]


@breaks("empty-element")
def empty_element(pdf):
    element(pdf, "P")


@breaks("root-document")
def root_document(pdf):
    top(pdf)["/S"] = Name.Part


@breaks("language")
def language(pdf):
    del pdf.Root["/Lang"]


@breaks("language-value")
def language_value(pdf):
    find(pdf, "Figure")[0]["/Lang"] = String("zh_CN")


@breaks("language-zh")
def language_zh(pdf):
    pdf.Root["/Lang"] = String("en-US")


@breaks("table-kids")
def table_kids(pdf):
    tagged(pdf, "TD")


@breaks("table-groups")
def table_groups(pdf):
    table = element(pdf, "Table")
    tagged(pdf, "TH", element(pdf, "TR", element(pdf, "THead", table)), A=Dictionary(O=Name.Table, Scope=Name.Column))


@breaks("table-overlap")
def table_overlap(pdf):
    grid(pdf, [[("TH",), ("TH", {"RowSpan": 2})], [("TD", {"ColSpan": 2})]])


@breaks("table-regular")
def table_regular(pdf):
    grid(pdf, [[("TH",), ("TH",)], [("TD",)]])


@breaks("list-kids")
def list_kids(pdf):
    tagged(pdf, "P", find(pdf, "L")[-1])


@breaks("list-numbering")
def list_numbering(pdf):
    for one in find(pdf, "L"):
        del one["/A"]


@breaks("toc-kids")
def toc_kids(pdf):
    tagged(pdf, "P", find(pdf, "TOC")[0])


@breaks("figure-alt")
def figure_alt(pdf):
    del find(pdf, "Figure")[0]["/Alt"]


@breaks("formula-alt")
def formula_alt(pdf):
    del find(pdf, "Formula")[0]["/Alt"]


@breaks("note-id", "id-tree")
def note_id(pdf):
    del find(pdf, "Note")[0]["/ID"]


@breaks("heading-level")
def heading_level(pdf):
    tagged(pdf, "H4")


@breaks("heading-kind")
def heading_kind(pdf):
    tagged(pdf, "H")


@breaks("header-scope")
def header_scope(pdf):
    grid(pdf, [[("TH", {"Scope": None})]])


@breaks("header-missing")
def header_missing(pdf):
    grid(pdf, [[("TD",)]])


@breaks("header-unknown")
def header_unknown(pdf):
    grid(pdf, [[("TH",)], [("TD", {"Headers": Array([String("nowhere")])})]])


@breaks("attribute")
def attribute(pdf):
    find(pdf, "Figure")[0]["/A"] = Dictionary(O=Name.Table, RowSpan=0)


@breaks("class-map")
def class_map(pdf):
    find(pdf, "Figure")[0]["/C"] = Name.Nowhere


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
