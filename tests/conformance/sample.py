"""A good document for the mutants of broken.py: one that ziping made, and on its first page one of each thing that ziping
does not make yet, tagged as the standards want it: figure, note, formula, list, contents, link, annotation, field, image."""
import subprocess

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String


def page_one(pdf):
    return pdf.pages[0].obj


def nums(node):
    """The arrays of a number tree that have entries."""
    if "/Nums" in node:
        yield node["/Nums"]
    for kid in node.get("/Kids", []):
        yield from nums(kid)


def tree_root(pdf):
    return pdf.Root["/StructTreeRoot"]


def top(pdf):
    kids = tree_root(pdf)["/K"]
    return kids[0] if isinstance(kids, Array) else kids


def parents_of(pdf, key):
    for entries in nums(tree_root(pdf)["/ParentTree"]):
        for i in range(0, len(entries), 2):
            if int(entries[i]) == key:
                return entries[i + 1]
    raise KeyError(key)


def new_key(pdf, element):
    """A further key of the parent tree, for an annotation."""
    last = list(nums(tree_root(pdf)["/ParentTree"]))[-1]
    key = int(last[-2]) + 1
    last.append(key)
    last.append(element)
    tree_root(pdf)["/ParentTreeNextKey"] = key + 1
    node = tree_root(pdf)["/ParentTree"]
    while "/Kids" in node:
        node = node["/Kids"][-1]
        node["/Limits"] = Array([node["/Limits"][0], key])
    return key


def draw(pdf, content):
    """More content of page 1, inside a q … Q of its own."""
    page = page_one(pdf)
    old = page["/Contents"]
    old = list(old) if isinstance(old, Array) else [old]
    page["/Contents"] = Array([*old, pdf.make_indirect(Stream(pdf, b"q\n" + content + b"Q\n"))])


LINE = b"5 5 m 6 6 l S\n"


def element(pdf, kind, parent=None, **keys):
    """A structure element below `parent`, or the document."""
    parent = top(pdf) if parent is None else parent
    made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + kind), P=parent, **keys))
    kids = parent.get("/K")
    parent["/K"] = Array([*(kids if isinstance(kids, Array) else [] if kids is None else [kids]), made])
    return made


def tagged(pdf, kind, parent=None, content=LINE, **keys):
    """The same with marked content of its own on page 1."""
    made = element(pdf, kind, parent, Pg=page_one(pdf), **keys)
    row = parents_of(pdf, int(page_one(pdf)["/StructParents"]))
    mcid = len(row)
    row.append(made)
    made["/K"] = mcid
    draw(pdf, b"/" + kind.encode() + b"<</MCID " + str(mcid).encode() + b">>BDC\n" + content + b"EMC\n")
    return made


def annotation(pdf, kind, parent_kind, rect, **keys):
    """An annotation on page 1 that belongs to a new element by an OBJR. Returns both."""
    page = page_one(pdf)
    made = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name("/" + kind), Rect=Array(rect), F=4, P=page, **keys))
    owner = element(pdf, parent_kind)
    owner["/K"] = Dictionary(Type=Name.OBJR, Obj=made, Pg=page)
    made["/StructParent"] = new_key(pdf, owner)
    page["/Annots"] = Array([*page.get("/Annots", []), made])
    page["/Tabs"] = Name.S
    return made, owner


def form_xobject(pdf, content=LINE, **keys):
    made = pdf.make_indirect(Stream(pdf, content))
    made["/Type"], made["/Subtype"], made["/BBox"] = Name.XObject, Name.Form, Array([0, 0, 10, 10])
    made["/Resources"] = Dictionary()
    for key, value in keys.items():
        made["/" + key] = value
    return made


def resource(pdf, kind, name, value):
    resources = page_one(pdf)["/Resources"]
    if kind not in resources:
        resources[kind] = Dictionary()
    resources[kind][name] = value


def image(pdf):
    made = pdf.make_indirect(Stream(pdf, b"\x80"))
    made["/Type"], made["/Subtype"], made["/Width"], made["/Height"] = Name.XObject, Name.Image, 1, 1
    made["/ColorSpace"], made["/BitsPerComponent"] = Name.DeviceGray, 8
    return made


def add_structure(pdf):
    tagged(pdf, "Figure", Alt=String("图"))
    tagged(pdf, "Formula", Alt=String("式"))
    note = tagged(pdf, "Note", ID=String("audit-note"))
    tree = tree_root(pdf)
    if "/IDTree" not in tree:
        tree["/IDTree"] = pdf.make_indirect(Dictionary(Names=Array()))
    node = tree["/IDTree"]
    while "/Kids" in node:
        node = node["/Kids"][-1]
    pairs = list(node["/Names"])
    rows = sorted([*zip(pairs[::2], pairs[1::2]), (String("audit-note"), note)], key=lambda row: bytes(row[0]))
    node["/Names"] = Array([part for row in rows for part in row])
    if "/Limits" in node:
        node["/Limits"] = Array([rows[0][0], rows[-1][0]])
    steps = element(pdf, "L", A=Dictionary(O=Name.List, ListNumbering=Name.Decimal))
    item = element(pdf, "LI", steps)
    tagged(pdf, "Lbl", item)
    tagged(pdf, "LBody", item)
    tagged(pdf, "TOCI", element(pdf, "TOC"))
    grid = element(pdf, "Table")
    for cells in ("TH", "TH"), ("TD", "TD"):
        row = element(pdf, "TR", grid)
        for cell in cells:
            keys = {"A": Dictionary(O=Name.Table, Scope=Name.Column)} if cell == "TH" else {}
            tagged(pdf, cell, row, **keys)


def add_objects(pdf):
    look = form_xobject(pdf)
    annotation(pdf, "Link", "Link", [5, 5, 15, 15], Contents=String("链接"), Border=Array([0, 0, 0]),
               A=Dictionary(S=Name.URI, URI=String("https://example.invalid/")))
    annotation(pdf, "Stamp", "Annot", [5, 20, 15, 30], Contents=String("章"), AP=Dictionary(N=look))
    field, _ = annotation(pdf, "Widget", "Form", [5, 35, 15, 45], FT=Name.Sig, T=String("audit"), TU=String("审核人签字"),
                          AP=Dictionary(N=form_xobject(pdf)))
    if "/AcroForm" not in pdf.Root:
        pdf.Root["/AcroForm"] = pdf.make_indirect(Dictionary(Fields=Array()))
    pdf.Root["/AcroForm"]["/Fields"].append(field)
    resource(pdf, "/XObject", "/AuditForm", form_xobject(pdf))
    resource(pdf, "/XObject", "/AuditImage", image(pdf))
    resource(pdf, "/ExtGState", "/AuditState", pdf.make_indirect(Dictionary(Type=Name.ExtGState, LW=1)))
    draw(pdf, b"/Artifact BMC\n/AuditState gs\n/AuditForm Do\n/AuditImage Do\nEMC\n")


def enrich(source, target):
    with pikepdf.open(source) as pdf:
        add_structure(pdf)
        add_objects(pdf)
        save(pdf, target)


def save(pdf, target):
    """As a file that keeps the rules of syntax, whatever is in it."""
    pdf.save(target + ".raw", object_stream_mode=pikepdf.ObjectStreamMode.generate, stream_decode_level=pikepdf.StreamDecodeLevel.none,
             fix_metadata_version=False)
    subprocess.run(["qpdf", "--newline-before-endstream", "--object-streams=preserve", "--decode-level=none", target + ".raw",
                    target], check=True)


def find(pdf, kind):
    """The structure elements of this type."""
    return [obj for obj in pdf.objects if isinstance(obj, Dictionary) and obj.get("/S") == "/" + kind and "/P" in obj]


def widget(pdf):
    return next(one for one in page_one(pdf)["/Annots"] if str(one.get("/T", "")) == "audit")


def annotation_of(pdf, kind):
    return next(one for one in page_one(pdf)["/Annots"] if one["/Subtype"] == "/" + kind)
