"""Annotations and form fields, actions, embedded files and what else the catalog may not have (ISO 19005-2 6.3 to 6.5 and 6.8
to 6.11, ISO 14289-1 7.18, ISO 15930-7)."""
import hashlib
import re

import pikepdf

from intents import box_of, within

TYPES = {f"/{name}" for name in (
    "Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret Ink Popup "
    "FileAttachment Widget PrinterMark TrapNet Watermark Redact").split()}
ACTIONS = {f"/{name}" for name in ("GoTo", "GoToR", "GoToE", "Thread", "URI", "Named", "SubmitForm")}
NAMED = {"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"}
HIDDEN, PRINT, REFUSED = 2, 4, 1 | 2 | 32 | 256


def rectangle(values):
    x0, y0, x1, y1 = (float(value) for value in values)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


class Forms:
    def __init__(self, pdf, report, fields_wanted):
        self.pdf, self.report, self.fields_wanted = pdf, report, fields_wanted
        self.fields, self.widgets = {}, {}  # by object number: the field's whole name; the page

    def run(self):
        for number, page in enumerate(self.pdf.pages, 1):
            self.page(f"page {number}", page.obj)
        self.acro_form()
        self.catalog()
        self.outline()
        self.files()

    # ------------------------------------------------------------ annotations

    def page(self, place, page):
        for key in ("/AA", "/PresSteps"):
            if key in page:
                self.report("extra-action" if key == "/AA" else "alternate", place, key)
        annotations = list(page.get("/Annots", []))
        if annotations and page.get("/Tabs") != "/S":
            self.report("tab-order", place, f"Tabs {page.get('/Tabs')}")
        taken = []
        for annotation in annotations:
            where = f"{place} annotation {annotation.objgen[0]}"
            self.annotation(where, annotation, page)
            if annotation.get("/Subtype") == "/Widget":
                self.widget(where, annotation, page, taken)

    def annotation(self, where, annotation, page):
        kind = str(annotation.get("/Subtype"))
        if kind not in TYPES:
            self.report("annotation-type", where, kind)
        flags = int(annotation.get("/F", 0))
        if kind != "/Popup" and (flags & REFUSED or not flags & PRINT):
            self.report("annotation-flags", where, f"F {flags}")
        rect = rectangle(annotation["/Rect"])
        if rect[2] > rect[0] and rect[3] > rect[1] and kind not in ("/Popup", "/Link"):
            self.appearance(where, annotation)
        if "/A" in annotation:
            self.action(where, annotation["/A"], kind == "/Widget")
        bleed = box_of(page, "/BleedBox") or box_of(page, "/TrimBox") or box_of(page, "/MediaBox")
        if kind not in ("/PrinterMark", "/TrapNet") and overlap(rect, bleed):
            self.report("x-annotation", where, f"{kind} at {rect}")
        if kind not in ("/Widget", "/Popup", "/PrinterMark") and not flags & HIDDEN and not str(annotation.get("/Contents", "")):
            self.report("link-text" if kind == "/Link" else "annotation-text", where, "no Contents")

    def appearance(self, where, annotation):
        found = annotation.get("/AP")
        if found is None or set(found.keys()) != {"/N"}:
            self.report("appearance", where, f"AP {sorted(found.keys()) if found is not None else None}")
            return
        normal = found["/N"]
        button = annotation.get("/Subtype") == "/Widget" and self.inherit(annotation, "/FT") == "/Btn"
        if not button and not isinstance(normal, pikepdf.Stream):
            self.report("appearance", where, "N is no stream")
        if not button and isinstance(normal, pikepdf.Stream) and (normal.get("/Subtype") != "/Form" or "/BBox" not in normal):
            self.report("appearance", where, "N is no form XObject with a BBox")

    @staticmethod
    def inherit(node, key):
        while node is not None:
            if key in node:
                return node[key]
            node = node.get("/Parent")
        return None

    def widget(self, where, widget, page, taken):
        if "/A" in widget or "/AA" in widget:
            self.report("widget-action", where, "A or AA")
        if "/P" in widget and widget["/P"].objgen != page.objgen:
            self.report("field-tree", where, "P is another page")
        rect = rectangle(widget["/Rect"])
        crop = box_of(page, "/CropBox") or box_of(page, "/MediaBox")
        if not within(rect, crop):
            self.report("field-place", where, f"{rect} outside of {crop}")
        if any(overlap(rect, other) for other in taken):
            self.report("field-place", where, f"{rect} overlaps another field")
        taken.append(rect)
        if self.inherit(widget, "/TU") is None or not str(self.inherit(widget, "/TU")):
            self.report("widget-name", where, "no TU")
        self.widgets[widget.objgen[0]] = where

    # ------------------------------------------------------------ fields

    def acro_form(self):
        form = self.pdf.Root.get("/AcroForm")
        if form is None:
            for where in self.widgets.values():
                self.report("field-tree", where, "a widget, but no AcroForm")
            return
        if not self.fields_wanted and len(form.get("/Fields", [])):
            self.report("field-none", "AcroForm", f"{len(form['/Fields'])} fields")
        if form.get("/NeedAppearances", False):
            self.report("need-appearances", "AcroForm", "true")
        if "/XFA" in form:
            self.report("xfa", "AcroForm", "XFA")
        for field in form.get("/Fields", []):
            self.field(field, "", None)
        for number, where in self.widgets.items():
            if number not in self.fields:
                self.report("field-tree", where, "not reached from Fields")
        signatures = any(kind == "/Sig" for _, kind in self.fields.values())
        if signatures and not int(form.get("/SigFlags", 0)) & 1 and any(self.signed):
            self.report("signed-range", "AcroForm", "SigFlags without SignaturesExist")

    signed = ()

    def field(self, field, above, kind):
        name, number = str(field.get("/T", "")), field.objgen[0]
        whole = f"{above}.{name}" if above and name else above or name
        place, kind = f"field {whole or number}", field.get("/FT", kind)
        if "/AA" in field or "/A" in field:
            self.report("widget-action", place, "A or AA")
        kids = list(field.get("/Kids", []))
        if "/T" in field:
            if not name or "." in name:
                self.report("field-name", place, repr(name))
            if any(whole == other for other, _ in self.fields.values()):
                self.report("field-name", place, "a second field of this name")
        elif not above:
            self.report("field-name", place, "no T")
        self.fields[number] = (whole, kind)
        if not kids and kind is None:
            self.report("field-tree", place, "no FT")
        if not kids and field.get("/Subtype") != "/Widget":
            self.report("field-tree", place, "no widget")
        elif not kids and number not in self.widgets:
            self.report("field-tree", place, "on no page")
        if kind == "/Sig" and "/V" in field:
            self.signature(place, field["/V"])
        for kid in kids:
            if kid.get("/Parent") is None or kid["/Parent"].objgen != field.objgen:
                self.report("field-tree", place, "a kid with another Parent")
            self.field(kid, whole, kind)

    def signature(self, place, value):
        self.signed = (*self.signed, place)
        with open(self.pdf.filename, "rb") as file:
            data = file.read()
        span = [int(part) for part in value.get("/ByteRange", [])]
        whole = len(span) == 4 and span[0] == 0 and data[span[1]:span[1] + 1] == b"<" and data[span[2] - 1:span[2]] == b">"
        # What is signed later comes behind it, as a further revision.
        if not whole or data[:span[2] + span[3]].rstrip(b"\r\n")[-5:] != b"%%EOF":
            self.report("signed-range", place, f"ByteRange {span} of {len(data)} bytes")

    # ------------------------------------------------------------ catalog

    def action(self, where, action, widget=False):
        kind = str(action.get("/S"))
        self.report("x-action", where, kind)
        if kind not in ACTIONS:
            self.report("action", where, kind)
        if kind == "/Named" and str(action.get("/N")) not in NAMED:
            self.report("action", where, str(action.get("/N")))
        if "/Next" in action:
            following = action["/Next"]
            for one in following if isinstance(following, pikepdf.Array) else [following]:
                self.action(where, one, widget)

    def catalog(self):
        root = self.pdf.Root
        names = root.get("/Names", {})
        if "/AA" in root:
            self.report("extra-action", "catalog", "AA")
        opened = root.get("/OpenAction")
        if isinstance(opened, pikepdf.Dictionary):
            self.action("OpenAction", opened)
        if "/JavaScript" in names:
            self.report("action", "catalog", "JavaScript")
        if "/AlternatePresentations" in names:
            self.report("alternate", "catalog", "AlternatePresentations")
        if "/Requirements" in root:
            self.report("requirements", "catalog", "Requirements")
        if root.get("/NeedsRendering", False):
            self.report("xfa", "catalog", "NeedsRendering")
        for key in dict(root.get("/Perms", {})):
            if key not in ("/UR3", "/DocMDP"):
                self.report("permissions", "catalog", key)
        if "/OCProperties" in root:
            self.optional_content(root["/OCProperties"])

    def optional_content(self, properties):
        names = []
        for config in [properties.get("/D"), *properties.get("/Configs", [])]:
            if config is None or not str(config.get("/Name", "")) or "/AS" in config:
                self.report("optional-content", "catalog", "a configuration without Name, or with AS")
            else:
                names.append(str(config["/Name"]))
        if len(set(names)) != len(names):
            self.report("optional-content", "catalog", f"names {names}")

    def outline(self):
        root = self.pdf.Root.get("/Outlines")
        todo = [root.get("/First")] if root is not None else []
        pages = {page.obj.objgen for page in self.pdf.pages}
        while todo:
            item = todo.pop()
            if item is None:
                continue
            place = f"outline {item.objgen[0]}"
            if not str(item.get("/Title", "")):
                self.report("outline", place, "no Title")
            if "/A" in item:
                self.action(place, item["/A"])
            target = item.get("/Dest", item.get("/A", {}).get("/D") if "/A" in item else None)
            if isinstance(target, pikepdf.Array) and target[0].objgen not in pages:
                self.report("outline", place, "leads to no page")
            if target is None:
                self.report("outline", place, "leads nowhere")
            todo += [item.get("/Next"), item.get("/First")]

    # ------------------------------------------------------------ embedded files

    def files(self):
        root = self.pdf.Root
        tree = root.get("/Names", {}).get("/EmbeddedFiles") if "/Names" in root else None
        associated = {one.objgen for one in root.get("/AF", [])}
        for page in self.pdf.pages:
            associated |= {one.objgen for one in page.obj.get("/AF", [])}
        named = [spec for _, spec in pikepdf.NameTree(tree).items()] if tree is not None else []
        numbers = {spec.objgen for spec in named}
        for spec in [*named, *(one for one in root.get("/AF", []) if one.objgen not in numbers)]:
            self.file(spec, associated)
        specs = [obj for obj in self.pdf.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/Filespec"]
        for spec in specs:
            if spec.objgen not in numbers | associated:
                self.report("file-associated", f"file {spec.objgen[0]}", "in no name tree and in no AF")

    def file(self, spec, associated):
        place = f"file {spec.objgen[0]} {spec.get('/UF', spec.get('/F', ''))}"
        if "/EF" not in spec:
            return
        self.report("embedded-2", place, "embedded")
        for key in ("/F", "/UF"):
            if not str(spec.get(key, "")):
                self.report("file-names", place, f"no {key}")
        if str(spec.get("/AFRelationship")) not in ("/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"):
            self.report("file-relation", place, f"{spec.get('/AFRelationship')}")
        if spec.objgen not in associated:
            self.report("file-associated", place, "in no AF")
        stream = spec["/EF"].get("/F")
        kind = str(stream.get("/Subtype", ""))
        if not re.fullmatch(r"/[-\w+.]+/[-\w+.]+", kind):
            self.report("file-type", place, f"Subtype {kind}")
        parameters = stream.get("/Params", {})
        data = stream.read_bytes()
        if int(parameters.get("/Size", -1)) != len(data):
            self.report("file-size", place, f"Size {parameters.get('/Size')}, {len(data)} bytes")
        if "/CheckSum" in parameters and bytes(parameters["/CheckSum"]) != hashlib.md5(data).digest():
            self.report("file-size", place, "another CheckSum")


def check(pdf, report, fields_wanted=True):
    Forms(pdf, report, fields_wanted).run()
