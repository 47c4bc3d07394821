"""Tagged PDF against ISO 14289-1 clause 7 and ISO 32000-1 14.7 to 14.9: the tree, content both ways, types, lists, headings,
languages, annotations."""
import re

import pikepdf

import tables
from tree import Tree, names, numbers

PARENTS = {"TR": {"Table", "THead", "TBody", "TFoot"}, "THead": {"Table"}, "TBody": {"Table"}, "TFoot": {"Table"}, "TH": {"TR"},
           "TD": {"TR"}}
LIST_PARENTS = {"LI": {"L"}, "LBody": {"LI"}}
KIDS = {"Table": {"TR", "THead", "TBody", "TFoot", "Caption"}, "TR": {"TH", "TD"}, "THead": {"TR"}, "TBody": {"TR"},
        "TFoot": {"TR"}}
LIST_KIDS = {"L": {"L", "LI", "Caption"}, "LI": {"Lbl", "LBody"}}
TAG = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*\Z")


def check_document(pdf, report):
    root = pdf.Root
    marks = root.get("/MarkInfo", {})
    if not marks.get("/Marked", False):
        report("marked", "catalog", "no MarkInfo with Marked true")
    if marks.get("/Suspects", False):
        report("suspects", "catalog", "true")
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        report("display-title", "catalog", "not true")
    language = str(root.get("/Lang", ""))
    if not language:
        report("language", "catalog", "no Lang")
    elif not TAG.match(language):
        report("language-value", "catalog", language)
    elif language != "zh-CN":
        report("language-zh", "catalog", language)


class Structure:
    def __init__(self, pdf, report, shown):
        self.pdf, self.report, self.shown = pdf, report, shown
        self.tree = Tree(pdf, report)
        self.owner_of = {}  # (owner, MCID) -> element

    def run(self):
        for element in self.tree.walk():
            self.marks(element)
            self.place(element)
            self.content(element)
        self.unknown_marks()
        self.parent_tree()
        self.id_tree()
        self.headings()
        self.annotations()

    # ------------------------------------------------------------ content

    def marks(self, element):
        for mark in element.marks:
            if mark in self.owner_of:
                self.report("mcid-twice", str(element), f"MCID {mark[1]} of object {mark[0]} is {self.owner_of[mark]}'s too")
            self.owner_of[mark] = element
            if mark[1] not in self.shown.mcids.get(mark[0], ()):
                self.report("mcid-nowhere", str(element), f"MCID {mark[1]} of object {mark[0]}")

    def unknown_marks(self):
        for owner, mcids in self.shown.mcids.items():
            for mcid in mcids:
                if (owner, mcid) not in self.owner_of:
                    self.report("mcid-unknown", f"object {owner}", f"MCID {mcid}")

    def parent_tree(self):
        root = self.tree.root
        if "/ParentTree" not in root:
            self.report("parent-tree", "StructTreeRoot", "no ParentTree")
            return
        found = numbers(root["/ParentTree"], self.report)
        if found and int(root.get("/ParentTreeNextKey", max(found) + 1)) <= max(found):
            self.report("parent-tree-next", "StructTreeRoot", f"{root['/ParentTreeNextKey']}, highest key {max(found)}")
        used = set()
        for owner, mcids in self.shown.mcids.items():
            obj = self.pdf.get_object(owner, 0)
            used.add(self.marks_of_owner(f"object {owner}", obj, mcids, found))
        for page in self.pdf.pages:
            for annotation in page.obj.get("/Annots", []):
                used.add(self.annotation_key(annotation, found))
        for key in set(found) - used:
            self.report("parent-tree", f"key {key}", "no page or annotation has it")

    def marks_of_owner(self, place, obj, mcids, found):
        key = obj.get("/StructParents")
        value = found.get(int(key)) if key is not None else None
        if not isinstance(value, pikepdf.Array):
            self.report("parent-tree", place, f"StructParents {key} leads to no array")
            return key
        for mcid, element in enumerate(value):
            wanted = self.owner_of.get((obj.objgen[0], mcid))
            if (element.objgen[0] if isinstance(element, pikepdf.Dictionary) else None) != (wanted.number if wanted else None):
                self.report("parent-tree", place, f"MCID {mcid} is not {wanted}'s")
        if mcids and max(mcids) >= len(value):
            self.report("parent-tree", place, f"{len(value)} entries, MCID {max(mcids)} on the page")
        return int(key)

    def annotation_key(self, annotation, found):
        key, number = annotation.get("/StructParent"), annotation.objgen[0]
        if key is None:
            return None
        value = found.get(int(key))
        element = self.tree.elements.get(value.objgen[0]) if isinstance(value, pikepdf.Dictionary) else None
        if element is None or number not in element.objects:
            self.report("parent-tree", f"annotation {number}", f"StructParent {key} leads to {element}, which has it not")
        return int(key)

    def id_tree(self):
        root, found = self.tree.root, {}
        if "/IDTree" in root:
            found = {key: value.objgen[0] for key, value in names(root["/IDTree"], self.report).items()}
        real = {}
        for element in self.tree.walk():
            if "/ID" in element.obj:
                name = bytes(element.obj["/ID"])
                if name in real:
                    self.report("id-tree", str(element), f"{name!r} is the ID of another, too")
                real[name] = element.number
        for name in set(real) | set(found):
            if real.get(name) != found.get(name):
                self.report("id-tree", "IDTree", f"{name!r} leads to {found.get(name)}, is {real.get(name)}'s")

    # ------------------------------------------------------------ types

    def place(self, element):
        kind, above = element.kind, element.parent.kind if element.parent else "root"
        kids = [kid.kind for kid in element.kids]
        for rule, parents, wanted in (("table-kids", PARENTS, KIDS), ("list-kids", LIST_PARENTS, LIST_KIDS)):
            if kind in parents and above not in parents[kind]:
                self.report(rule, str(element), f"in {above}")
            if kind in wanted and not set(kids) <= wanted[kind]:
                self.report(rule, str(element), f"with {sorted(set(kids) - wanted[kind])}")
            if kind in wanted and element.marks:
                self.report(rule, str(element), "with content of its own")
        if kind == "L" and "Caption" in kids[1:]:
            self.report("list-kids", str(element), "Caption is not first")
        if kind == "TOCI" and above != "TOC" or kind == "TOC" and not set(kids) <= {"TOC", "TOCI", "Caption"}:
            self.report("toc-kids", str(element), f"in {above}, with {sorted(set(kids))}")
        if kind == "L" and any(part.kind == "Lbl" for kid in element.kids for part in kid.kids):
            if element.get("/ListNumbering", "/None") == "/None":
                self.report("list-numbering", str(element), "none")
        if kind == "Table":
            tables.check(element, self.report)

    def content(self, element):
        obj, kind = element.obj, element.kind
        told = str(obj.get("/Alt", "")) or "/ActualText" in obj
        if kind == "Figure" and not told:
            self.report("figure-alt", str(element), "neither Alt nor ActualText")
        if kind == "Formula" and not told:
            self.report("formula-alt", str(element), "neither Alt nor ActualText")
        if kind == "Note" and not bytes(obj.get("/ID", b"")):
            self.report("note-id", str(element), "no ID")
        if "/Lang" in obj and not TAG.match(str(obj["/Lang"])):
            self.report("language-value", str(element), str(obj["/Lang"]))
        if not (element.kids or element.marks or element.objects) and kind not in ("TD", "TH"):
            self.report("empty-element", str(element), "nothing in it")

    def headings(self):
        last, plain = 0, False
        for element in self.tree.walk():
            plain = plain or element.kind == "H"
            if re.fullmatch("H[1-6]", element.kind):
                level = int(element.kind[1])
                if level > last + 1:
                    self.report("heading-level", str(element), f"behind H{last}" if last else "the first heading")
                last = level
        if plain and last:
            self.report("heading-kind", "tree", "both H and Hn")

    # ------------------------------------------------------------ annotations

    def annotations(self):
        owners = {number: element for element in self.tree.walk() for number in element.objects}
        for number, page in enumerate(self.pdf.pages, 1):
            for annotation in page.obj.get("/Annots", []):
                self.annotation(f"page {number} annotation {annotation.objgen[0]}", annotation, owners.get(annotation.objgen[0]))

    def annotation(self, place, annotation, element):
        kind = str(annotation.get("/Subtype"))
        if element is None:
            self.report("widget-form" if kind == "/Widget" else "annotation-tagged", place, f"{kind} belongs to no element")
            return
        if kind == "/Widget" and (element.kind != "Form" or element.kids or element.marks or len(element.objects) != 1):
            self.report("widget-form", place, f"it belongs to {element}, with {len(element.kids)} elements, "
                                              f"{len(element.marks)} marks and {len(element.objects)} objects")
        if kind == "/Link" and element.kind != "Link":
            self.report("link-text", place, f"it belongs to {element}")
        if kind not in ("/Widget", "/Link") and element.kind != "Annot":
            self.report("annotation-tagged", place, f"it belongs to {element}")


def check(pdf, report, shown):
    check_document(pdf, report)
    if "/StructTreeRoot" not in pdf.Root:
        report("structure-tree", "catalog", "none")
        return
    Structure(pdf, report, shown).run()
