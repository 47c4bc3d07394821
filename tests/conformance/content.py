"""Content streams of pages, form XObjects and appearances: operators, resources, colours, marked content, what is shown.

ISO 32000-1 figure 9 says which operators may stand where; ISO 19005-2 6.2 what they may do; ISO 14289-1 7.1 that all
that draws is tagged or an artifact."""
import collections

import pikepdf

NUMBER, NAME, STRING, ARRAY, ANY = "n", "/", "s", "[", "*"
OPERANDS = {  # of each operator, as a row of kinds
    "w": "n", "J": "n", "j": "n", "M": "n", "d": "[n", "ri": "/", "i": "n", "gs": "/", "q": "", "Q": "", "cm": "nnnnnn",
    "m": "nn", "l": "nn", "c": "nnnnnn", "v": "nnnn", "y": "nnnn", "h": "", "re": "nnnn", "S": "", "s": "", "f": "", "F": "",
    "f*": "", "B": "", "B*": "", "b": "", "b*": "", "n": "", "W": "", "W*": "", "CS": "/", "cs": "/", "SC": None, "SCN": None,
    "sc": None, "scn": None, "G": "n", "g": "n", "RG": "nnn", "rg": "nnn", "K": "nnnn", "k": "nnnn", "sh": "/", "Do": "/",
    "BT": "", "ET": "", "Tc": "n", "Tw": "n", "Tz": "n", "TL": "n", "Tf": "/n", "Tr": "n", "Ts": "n", "Td": "nn", "TD": "nn",
    "Tm": "nnnnnn", "T*": "", "Tj": "s", "TJ": "[", "'": "s", '"': "nns", "d0": "nn", "d1": "nnnnnn", "MP": "/", "DP": "/*",
    "BMC": "/", "BDC": "/*", "EMC": "", "BX": "", "EX": "", "INLINE IMAGE": None}
BEGIN_PATH, BUILD_PATH, CLIP = {"m", "re"}, {"l", "c", "v", "y", "h", "m", "re"}, {"W", "W*"}
PAINT = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"}
SHOW = {"Tj", "TJ", "'", '"'}
ONLY_TEXT = SHOW | {"Td", "TD", "Tm", "T*"}
ONLY_PAGE = {"q", "Q", "cm", "Do", "sh", "INLINE IMAGE"}
COLOUR = {"CS", "cs", "SC", "SCN", "sc", "scn", "RG", "rg", "K", "k", "sh"}
INTENTS = {"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"}
DRAWS = (PAINT - {"n"}) | SHOW | {"sh", "INLINE IMAGE"}

MISSING = object()
Mark = collections.namedtuple("Mark", "tag mcid")


def kind_of(operand):
    if isinstance(operand, bool):
        return ANY
    if isinstance(operand, pikepdf.Name):
        return NAME
    if isinstance(operand, pikepdf.String):
        return STRING
    if isinstance(operand, pikepdf.Array):
        return ARRAY
    try:
        float(operand)
        return NUMBER
    except (TypeError, ValueError):
        return ANY


class Shown:
    """What a file's content uses: codes of each font by the font's object, and the MCIDs of each stream in their order."""

    def __init__(self):
        self.fonts = {}   # object number -> (font, codes)
        self.mcids = {}   # what has StructParents (page or XObject), by object number -> list of MCIDs
        self.drawn = collections.Counter()  # form XObjects with MCIDs, by object number


class Walk:
    """One content stream, from its first to its last operator."""

    def __init__(self, report, shown, place, owner, resources, tagged, outer=()):
        self.report, self.shown, self.place, self.owner = report, shown, place, owner
        self.resources, self.tagged, self.outer = resources, tagged, outer
        self.context, self.depth, self.marks = "page", 0, []
        self.font, self.mode, self.saved = None, 0, []
        self.at = ""

    def tell(self, rule, text):
        self.report(rule, f"{self.place} operator {self.at}", text)

    def run(self, stream):
        try:
            instructions = pikepdf.parse_content_stream(stream)
        except pikepdf.PdfError as error:
            self.report("unknown-operator", self.place, f"it cannot be parsed: {error}")
            return
        for index, (operands, operator) in enumerate(instructions):
            name = str(operator)
            self.at = f"{index} {name}"
            if name not in OPERANDS:
                self.tell("unknown-operator", name)
                continue
            self.check_operands(name, operands)
            self.move(name)
            self.apply(name, operands)
        self.at = "end"
        if self.depth or self.context != "page":
            self.tell("nesting", f"ends in {self.context}, with {self.depth} q open")
        if self.marks:
            self.tell("marks-nesting", f"{len(self.marks)} marks are open at the end")

    def check_operands(self, name, operands):
        wanted = OPERANDS[name]
        if wanted is None:
            return
        kinds = [kind_of(operand) for operand in operands]
        if len(kinds) != len(wanted) or any(w not in (ANY, k) for w, k in zip(wanted, kinds)):
            self.tell("operand", f"has {''.join(kinds)!r}, wants {wanted!r}")

    # ------------------------------------------------------------ figure 9

    def move(self, name):
        wrong = False
        if self.context == "path":
            wrong = name not in BUILD_PATH | PAINT | CLIP
            if name in CLIP:
                self.context = "clip"
        elif self.context == "clip":
            wrong = name not in PAINT
        elif self.context == "text":
            wrong = name in ONLY_PAGE or name in BUILD_PATH | PAINT | CLIP or name == "BT"
        else:
            wrong = name in ONLY_TEXT or name == "ET" or (name in (BUILD_PATH | PAINT | CLIP) - BEGIN_PATH)
        if wrong:
            self.tell("operator-order", f"within {self.context}")
        if name in PAINT:
            self.context = "page"
        elif name in BEGIN_PATH and self.context == "page":
            self.context = "path"
        elif name in ("BT", "ET"):
            self.context = "text" if name == "BT" else "page"

    def apply(self, name, operands):
        if name in DRAWS:
            self.draws(name, operands)
        if name == "q":
            self.depth += 1
            self.saved.append((self.font, self.mode))
            if self.depth > 28:
                self.tell("limit-nesting", f"{self.depth} deep")
        elif name == "Q":
            self.depth -= 1
            if self.depth < 0:
                self.tell("nesting", "Q without q")
                self.depth = 0
            elif self.saved:
                self.font, self.mode = self.saved.pop()
        elif name in ("BMC", "BDC", "EMC"):
            self.mark(name, operands)
        elif name == "Tf":
            self.font = self.resource("/Font", operands[0]) or MISSING
        elif name == "Tr":
            self.mode = int(operands[0])
        elif name == "Do":
            self.do(operands[0])
        elif name == "gs":
            self.graphics_state(self.resource("/ExtGState", operands[0]))
        elif name == "ri" and str(operands[0]) not in INTENTS:
            self.tell("intent-of-gs", str(operands[0]))
        if name in COLOUR:
            self.tell("grey-only", name)
        if name == "INLINE IMAGE":
            self.inline(operands[0])

    def resource(self, kind, name):
        group = self.resources.get(kind) if self.resources is not None else None
        found = group.get(str(name)) if group is not None else None
        if found is None:
            self.tell("resources", f"{kind} {name} is not in its own Resources")
        return found

    # ------------------------------------------------------------ marked content

    def mark(self, name, operands):
        if name == "EMC":
            if not self.marks:
                self.tell("marks-nesting", "EMC without BMC")
                return
            if self.marks.pop()[1] != self.context:
                self.tell("marks-nesting", "opened inside a text object and closed outside of it, or the other way")
            return
        tag, mcid = str(operands[0]), None
        if name == "BDC":
            properties = operands[1]
            if isinstance(properties, pikepdf.Name):
                properties = self.resource("/Properties", properties)
            if isinstance(properties, pikepdf.Dictionary):
                mcid = properties.get("/MCID")
        tags = [mark for mark, _ in self.marks] + list(self.outer)
        if tag == "/Artifact" and any(mark.mcid is not None for mark in tags):
            self.tell("artifact-in-tagged", f"inside {tags}")
        if mcid is not None:
            mcid = int(mcid)
            if any(mark.tag == "/Artifact" for mark in tags):
                self.tell("tagged-in-artifact", f"MCID {mcid}")
            used = self.shown.mcids.setdefault(self.owner, [])
            if mcid in used:
                self.tell("mcid-twice", f"MCID {mcid}")
            used.append(mcid)
        self.marks.append((Mark(tag, mcid), self.context))

    def draws(self, name, operands):
        tags = [mark for mark, _ in self.marks] + list(self.outer)
        if self.tagged and not any(mark.tag == "/Artifact" or mark.mcid is not None for mark in tags):
            self.tell("untagged", name)
        if name in SHOW:
            self.show(operands[-1])

    def show(self, text):
        if self.font is None:
            self.tell("operand", "text is shown without a font")
            return
        if self.font is MISSING:
            return  # that is told already
        font, codes = self.shown.fonts.setdefault(self.font.objgen[0], (self.font, set()))
        wide = self.font.get("/Subtype") == "/Type0"
        for part in text if isinstance(text, pikepdf.Array) else [text]:
            if not isinstance(part, pikepdf.String):
                continue
            raw = bytes(part)
            if wide and len(raw) % 2:
                self.tell("operand", f"{len(raw)} bytes of two-byte codes")
            if self.mode != 3:
                codes.update(int.from_bytes(raw[i:i + 2], "big") for i in range(0, len(raw), 2)) if wide else codes.update(raw)

    # ------------------------------------------------------------ what it refers to

    def graphics_state(self, state):
        if state is None:
            return
        for key in ("/TR", "/HTP", "/HT"):
            if key in state:
                self.tell("transfer", key)
        if state.get("/TR2", "/Default") != "/Default":
            self.tell("transfer", "/TR2")
        if "/RI" in state and str(state["/RI"]) not in INTENTS:
            self.tell("intent-of-gs", str(state["/RI"]))
        for key, plain in (("/BM", ("/Normal", "/Compatible")), ("/SMask", ("/None",)), ("/CA", (1,)), ("/ca", (1,))):
            if key in state and not any(state[key] == value for value in plain):
                self.tell("transparency", f"{key} {state[key]}")

    def inline(self, image):
        dictionary = image.obj if hasattr(image, "obj") else {}
        filters = str(dictionary.get("/F", dictionary.get("/Filter", ""))) if dictionary else ""
        if "LZW" in filters:
            self.tell("inline-filter", filters)
        self.grey(dictionary, "/CS", "/IM")

    def grey(self, image, space="/ColorSpace", mask="/ImageMask"):
        if not image.get(mask) and str(image.get(space, image.get("/ColorSpace"))) not in ("/DeviceGray", "/G"):
            self.tell("grey-only", f"an image in {image.get(space)}")

    def do(self, name):
        found = self.resource("/XObject", name)
        if found is None:
            return
        kind = str(found.get("/Subtype"))
        if kind == "/Image":
            self.draws("Do", [])
            self.image(found)
        elif kind == "/Form":
            self.form(found)
        else:
            self.tell("form-xobject", f"an XObject of Subtype {kind}")

    def image(self, image):
        self.grey(image)
        for key in ("/Alternates", "/OPI"):
            if key in image:
                self.tell("image", key)
        if image.get("/Interpolate", False):
            self.tell("image", "Interpolate true")
        if "/SMask" in image:
            self.tell("transparency", "an image with SMask")

    def form(self, form):
        for key in ("/Subtype2", "/PS", "/OPI", "/Ref"):
            if key in form:
                self.tell("form-xobject", key)
        tags = tuple(mark for mark, _ in self.marks) + tuple(self.outer)
        walk_form(self.report, self.shown, f"{self.place} form {form.objgen[0]}", form, self.tagged, tags, self.resources)


def walk_form(report, shown, place, form, tagged, outer=(), page_resources=None):
    """A form XObject or an appearance; what draws within has the marks around its Do."""
    resources = form.get("/Resources")
    if resources is None and page_resources is not None:
        resources = pikepdf.Dictionary()
    if "/Group" in form and form["/Group"].get("/S") == "/Transparency":
        report("transparency", place, "a transparency group")
    number = form.objgen[0]
    had = len(shown.mcids.get(number, ()))
    again = shown.drawn[number]
    if again:  # the second time only its marks count
        shown.drawn[number] += 1
        if had:
            report("xobject-twice", place, f"drawn {again + 1} times, with {had} MCIDs")
        return
    Walk(report, shown, place, number, resources, tagged, outer).run(form)
    shown.drawn[number] += 1


def check(pdf, report, tagged):
    """All pages and the appearances of their annotations. Returns what they show."""
    shown = Shown()
    for number, page in enumerate(pdf.pages, 1):
        place = f"page {number}"
        if "/Resources" not in page.obj:
            report("resources", place, "the page has no Resources of its own")
        if "/Group" in page.obj and page.obj["/Group"].get("/S") == "/Transparency":
            report("transparency", place, "a transparency group")
        Walk(report, shown, place, page.obj.objgen[0], page.obj.get("/Resources"), tagged).run(page)
        for annotation in page.obj.get("/Annots", []):
            appearance = annotation.get("/AP", {}).get("/N") if "/AP" in annotation else None
            if isinstance(appearance, pikepdf.Stream):
                # An annotation is tagged as a whole, by its OBJR.
                walk_form(report, shown, f"{place} appearance {appearance.objgen[0]}", appearance, False)
    return shown
