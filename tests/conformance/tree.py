"""The structure tree as it stands in the file: elements, their standard types, kids and attributes (ISO 32000-1 14.7, 14.8)."""
import pikepdf

GROUPS = "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private".split()
BLOCKS = "P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot".split()
INLINES = ("Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP "
           "Figure Formula Form").split()
STANDARD = set(GROUPS + BLOCKS + INLINES)
OWNERS = {"/Layout", "/List", "/PrintField", "/Table", "/UserProperties"}


class Element:
    def __init__(self, obj, parent, kind):
        self.obj, self.parent, self.kind = obj, parent, kind
        self.number = obj.objgen[0]
        self.kids = []      # elements
        self.marks = []     # (owner's object number, MCID)
        self.objects = []   # object numbers of annotations
        self.attributes = {}

    def __str__(self):
        return f"element {self.number} {self.kind}"

    def walk(self):
        todo = [self]
        while todo:
            one = todo.pop()
            yield one
            todo += reversed(one.kids)

    def get(self, key, default=None):
        return self.attributes.get(key, default)

    def span(self, key):
        value = self.attributes.get(key, 1)
        return int(value) if isinstance(value, int) and value > 0 else 1


def standard_type(name, roles, tell):
    """The standard type that a type ends in, or the name itself."""
    seen = set()
    while name not in STANDARD:
        if name in seen:
            tell("type-remapped", f"{name} is mapped in a circle")
            return name
        seen.add(name)
        mapped = roles.get("/" + name)
        if mapped is None:
            tell("type-unknown", name)
            return name
        name = str(mapped)[1:]
    return name


class Tree:
    """Reads the tree; what is wrong with its form is told to `report`."""

    def __init__(self, pdf, report):
        self.pdf, self.report = pdf, report
        self.root = pdf.Root["/StructTreeRoot"]
        self.roles = self.root.get("/RoleMap", {})
        self.classes = self.root.get("/ClassMap", {})
        self.elements = {}
        for name in self.roles.keys():
            if name[1:] in STANDARD:
                report("type-remapped", "RoleMap", name)
        self.tops = [self.read(kid, None) for kid in self.many(self.root.get("/K"))]
        if len(self.tops) != 1 or self.tops[0].kind != "Document":
            report("root-document", "StructTreeRoot", f"{[one.kind for one in self.tops]}")

    def walk(self):
        for top in self.tops:
            yield from top.walk()

    def read(self, obj, parent):
        top = self.make(obj, parent)
        todo = [top]
        while todo:
            element = todo.pop()
            for kid in self.many(element.obj.get("/K")):
                made = self.kid(element, kid)
                if made is not None:
                    element.kids.append(made)
                    todo.append(made)
        return top

    def make(self, obj, parent):
        name = str(obj.get("/S", "/"))[1:]
        place = f"element {obj.objgen[0]}"
        element = Element(obj, parent, standard_type(name, self.roles, lambda rule, text: self.report(rule, place, text)))
        above = obj.get("/P")
        wanted = parent.obj if parent else self.root
        if above is None or above.objgen != wanted.objgen:
            self.report("element-parent", str(element), f"P leads to {above.objgen[0] if above is not None else None}")
        if element.number in self.elements:
            self.report("element-parent", str(element), "it is a kid twice")
        self.elements[element.number] = element
        self.read_attributes(element)
        return element

    def kid(self, element, kid):
        """A further element, or None for content, which is noted."""
        if isinstance(kid, int):
            page = element.obj.get("/Pg")
            element.marks.append((page.objgen[0] if page is not None else 0, kid))
        elif kid.get("/Type") == "/MCR":
            owner = kid.get("/Stm", kid.get("/Pg", element.obj.get("/Pg")))
            element.marks.append((owner.objgen[0] if owner is not None else 0, int(kid["/MCID"])))
        elif kid.get("/Type") == "/OBJR":
            element.objects.append(kid["/Obj"].objgen[0])
        else:
            return self.make(kid, element)
        return None

    # ------------------------------------------------------------ attributes

    def read_attributes(self, element):
        found = []
        for name in self.many(element.obj.get("/C")):
            if isinstance(name, int):
                continue
            of_class = self.classes.get(str(name))
            if of_class is None:
                self.report("class-map", str(element), str(name))
            found += self.many(of_class)
        found += self.many(element.obj.get("/A"))
        for one in found:
            if isinstance(one, int):
                continue  # a revision number
            if str(one.get("/O")) not in OWNERS:
                self.report("attribute", str(element), f"owner {one.get('/O')}")
            for key, value in one.items():
                self.check_attribute(element, key, value)
                element.attributes[key] = value

    @staticmethod
    def many(value):
        return [] if value is None else list(value) if isinstance(value, pikepdf.Array) else [value]

    def check_attribute(self, element, key, value):
        fine = True
        if key in ("/RowSpan", "/ColSpan"):
            fine = isinstance(value, int) and value >= 1 and element.kind in ("TH", "TD")
        elif key == "/Headers":
            fine = isinstance(value, pikepdf.Array) and all(isinstance(one, pikepdf.String) for one in value)
        elif key == "/Scope":
            fine = str(value) in ("/Row", "/Column", "/Both") and element.kind == "TH"
        elif key == "/ListNumbering":
            fine = element.kind == "L" and isinstance(value, pikepdf.Name)
        elif key == "/Summary":
            fine = isinstance(value, pikepdf.String)
        elif key == "/Placement":
            fine = str(value) in ("/Block", "/Inline", "/Before", "/Start", "/End")
        elif key == "/BBox":
            fine = isinstance(value, pikepdf.Array) and len(value) == 4
        if not fine:
            self.report("attribute", str(element), f"{key} {value}")


def numbers(root, report, name="ParentTree"):
    """A number tree, key -> value, its order and Limits checked (ISO 32000-1 7.9.7)."""
    found, last = {}, [-1]

    def read(node, top):
        first = None
        pairs = list(node.get("/Nums", []))
        for key, value in zip(pairs[::2], pairs[1::2]):
            if int(key) <= last[0]:
                report("number-tree", name, f"key {key} behind {last[0]}")
            last[0] = int(key)
            first = int(key) if first is None else first
            found[int(key)] = value
        for kid in node.get("/Kids", []):
            begin = read(kid, False)
            first = begin if first is None else first
        if not top:
            limits = [int(one) for one in node.get("/Limits", [])]
            if limits != [first, last[0]]:
                report("number-tree", name, f"Limits {limits}, keys from {first} to {last[0]}")
        return first
    read(root, True)
    return found


def names(root, report, name="IDTree"):
    """A name tree, bytes -> value (ISO 32000-1 7.9.6)."""
    found, last = {}, [b""]

    def read(node, top):
        first = None
        pairs = list(node.get("/Names", []))
        for key, value in zip(pairs[::2], pairs[1::2]):
            key = bytes(key)
            if found and key <= last[0]:
                report("number-tree", name, f"key {key!r} behind {last[0]!r}")
            last[0] = key
            first = key if first is None else first
            found[key] = value
        for kid in node.get("/Kids", []):
            begin = read(kid, False)
            first = begin if first is None else first
        if not top:
            limits = [bytes(one) for one in node.get("/Limits", [])]
            if limits != [first, last[0]]:
                report("number-tree", name, f"Limits {limits}, keys from {first!r} to {last[0]!r}")
        return first
    read(root, True)
    return found
