"""Mutants against the rules of tagged content and the structure tree."""
from pikepdf import Array, Dictionary, Name, Stream, String

import sample
from mutants import breaks, grid
from sample import draw, element, find, page_one, tagged, top, tree_root


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
