"""ziping's document tree (`-f tree`) and templates/styles.xml, for the programs that set the same documents."""
import pathlib, re
import xml.etree.ElementTree as etree
from dataclasses import dataclass, field

ROOT = pathlib.Path(__file__).resolve().parents[3]
FACES = {  # role: family, file, index in a collection, bold
    "title": ("Noto Serif CJK SC", "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc", 2, True),
    "hei": ("Noto Sans CJK SC", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2, False),
    "kai": ("LXGW WenKai", "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0, False),
    "fangsong": ("FandolFang R", str(ROOT / "fonts/fandol/FandolFang-Regular.otf"), 0, False),
    "song": ("Noto Serif CJK SC", "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2, False),
    "digits": ("Liberation Serif", "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf", 0, False),
}


@dataclass
class Node:
    kind: str
    words: list            # as they stand behind the kind
    options: dict          # name=value
    text: str = ""
    children: list = field(default_factory=list)

    def below(self, *kinds):
        return [each for each in self.children if each.kind in kinds]


def read(file):
    """The document of a .tree file."""
    stack = []
    for line in pathlib.Path(file).read_text("utf-8").splitlines():
        depth = (len(line) - len(line.lstrip(" "))) // 2
        kind, _, rest = line.strip().partition(" ")
        text = re.match(r'(?:\S+ )?"((?:\\.|[^"\\])*)"', rest) if kind in ("run", "document") else None
        bare = re.sub(r'"(?:\\.|[^"\\])*"', '""', rest)
        node = Node(kind, [each for each in bare.split() if "=" not in each],
                    dict(each.split("=", 1) for each in bare.split() if "=" in each),
                    re.sub(r"\\(.)", r"\1", text[1]) if text else "")
        del stack[depth:]
        if stack:
            stack[-1].children.append(node)
        stack.append(node)
    return stack[0]


def length(value):
    return float(value.removesuffix("pt")) if value else 0.0


@dataclass
class Style:
    id: str
    font: str
    latin: str
    size: float
    pitch: float
    tracking: float
    align: str       # left, center, right, justify
    first: float     # indents in em
    left: float
    right: float
    before: float
    after: float
    outline: int


def styles():
    raw = {}
    for each in etree.parse(ROOT / "templates/styles.xml").getroot().iter("{urn:ziping:template}style"):
        raw[each.get("id")] = {**raw.get(each.get("like"), {}), "outline": "0", **each.attrib}
    aligns = {"balance": "center", "decimal": "center"}
    return {name: Style(name, each["font"], each.get("latin", each["font"]), length(each["size"]), length(each["pitch"]),
                        length(each.get("tracking")), aligns.get(each["align"], each["align"]),
                        float(each.get("first-indent", 0)), float(each.get("left-indent", 0)),
                        float(each.get("right-indent", 0)), length(each.get("space-before")),
                        length(each.get("space-after")), int(each["outline"])) for name, each in raw.items()}


@dataclass
class Cell:
    column: int
    columns: int
    rows: int
    vertical: bool
    head: bool
    paragraphs: list


def cells(row):
    """The cells that begin in the row."""
    return [Cell(int(each.options["column"]), int(each.options.get("columns", 1)), int(each.options.get("rows", 1)),
                 "vertical" in each.words, "scope" in each.options, each.children) for each in row.children]


def points(thousandths):
    return int(thousandths) / 1000


def widths(table):
    return [points(each) for each in table.options["columns"].split(",")]


def page(section):
    """Width, height, top, bottom, inner, outer in points, and whether pages have numbers."""
    size = section.words[0].split("x")
    return [points(each) for each in (*size, *(section.options[side] for side in ("top", "bottom", "inner", "outer")))], \
        "number" in section.options


def inlines(paragraph):
    """(kind, value): text, line-break, blank and tab in em."""
    for each in paragraph.children:
        if each.kind == "run":
            yield "text", each.text
        elif each.kind in ("blank", "tab"):
            yield each.kind, int(each.words[0]) / 100
        else:
            yield each.kind, 0
