"""A PDF's lines as MuPDF draws them, matched character by character with the document's text.

Nothing here knows what ziping meant to set: glyphs, places and widths come from `mutool trace`, the
paragraphs from the tree."""
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field

import program
from program import mupdf


@dataclass
class Glyph:
    character: str
    x: float
    y: float  # of the baseline, from the top
    right: float
    size: float
    font: str


@dataclass(eq=False)
class Paragraph:
    style: str
    text: str  # no white space, but a line feed where a break is forced
    cell: bool
    row: int  # the same for all of a table row: one that goes on overleaf is drawn in parts
    table: int
    may_repeat: bool  # a table head or a label of several rows, on each page
    drawn: int = 0  # characters of `text` met so far
    typed: str = ""  # with its blanks

    def place(self, index):
        """Where a character of `text` is in `typed`."""
        if not hasattr(self, "places"):
            self.places = [i for i, c in enumerate(self.typed) if c == "\n" or not c.isspace()]
        return self.places[index] if index < len(self.places) else len(self.typed)


@dataclass
class Line:
    page: int
    y: float
    paragraph: Paragraph
    start: int  # in the paragraph's text
    glyphs: list = field(default_factory=list)
    repeated: bool = False  # a table head or label once more on a further page

    @property
    def size(self):
        return max(g.size for g in self.glyphs)

    @property
    def text(self):
        return "".join(g.character for g in self.glyphs)

    @property
    def seen(self):
        """The glyphs without the blanks."""
        return [g for g in self.glyphs if not g.character.isspace()]

    @property
    def end(self):
        return self.start + len(self.seen)

    @property
    def blank_before(self):
        at = self.paragraph.place(self.start)
        return at > 0 and self.paragraph.typed[at - 1].isspace()

    @property
    def blank_behind(self):
        return self.paragraph.typed[self.paragraph.place(self.end - 1) + 1:][:1].isspace()

    @property
    def first(self):
        return self.start == 0

    @property
    def last(self):
        """Of its paragraph, or before a forced break."""
        rest = self.paragraph.text[self.end:self.end + 1]
        return rest in ("", "\n")


def squash(text):
    return re.sub(r"[^\S\n]", "", text)


def paragraphs(tree):
    """All paragraphs of a tree dump, in order."""
    found, cell, head, again, rows, tables = [], 0, False, False, 0, 0
    for line in open(tree, encoding="utf-8").read().splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "table":
            tables += 1
        elif word == "row":
            head = rest.startswith("head")
            rows += 1
        elif word == "cell":
            cell = len(line) - len(line.lstrip())
            again = head or "rows=" in rest
        elif word in ("paragraph", "heading"):
            inner = 0 < cell < len(line) - len(line.lstrip())
            rows += not inner
            found.append(Paragraph(rest.split()[0], "", inner, rows, tables, inner and again))
        elif word == "run":
            typed = program.run_text(line.strip())
            found[-1].text += squash(typed)
            found[-1].typed += typed
        elif word == "line-break":
            found[-1].text += "\n"
            found[-1].typed += "\n"
    return [p for p in found if p.text.strip()]


def drawn(pdf):
    """For each page its pieces of text, each a list of glyphs in the order they are drawn, and its
    rules [(x0, y0, x1, y1), …]."""
    xml = mupdf(pdf, "trace")
    for page in ElementTree.fromstring(xml).iter("page"):
        height = float(page.get("mediabox").split()[3])
        pieces, rules = [], []
        for span in page.iter("span"):
            a, b, _, _ = (float(n) for n in span.get("trm").split())
            size = (a * a + b * b) ** 0.5
            pieces.append([])
            for g in span.iter("g"):
                x, y = float(g.get("x")), height - float(g.get("y"))
                right = x + float(g.get("adv")) * size
                if g.get("glyph") is None:  # the second character of a glyph for two: ——
                    x = right = pieces[-1][-1].right
                pieces[-1].append(Glyph(g.get("unicode"), x, y, right, size, span.get("font")))
        for path in page.iter("stroke_path"):
            ends = [(float(p.get("x")), height - float(p.get("y"))) for p in path]
            rules += [(*a, *b) for a, b in zip(ends, ends[1:])]
        yield pieces, rules


class Matcher:
    """Walks through the document's paragraphs beside the PDF's pieces."""

    def __init__(self, wanted):
        self.wanted, self.at = wanted, 0
        self.again, self.again_drawn = None, 0  # a repeated paragraph at hand

    @staticmethod
    def begins(paragraph, drawn, text):
        """Where `text` stands in the paragraph when it is the next of it, or None."""
        rest = paragraph.text[drawn:].lstrip("\n")
        return len(paragraph.text) - len(rest) if rest and rest.startswith(text) else None

    def take(self, text, top, ahead):
        """(paragraph, where the text begins in it, repeated). `top`: the page's first piece; `ahead`:
        the page's text from there."""
        while self.at < len(self.wanted) and not self.wanted[self.at].text[self.wanted[self.at].drawn:].strip():
            self.at += 1
        now = self.wanted[self.at] if self.at < len(self.wanted) else None
        found = self.repeat(text, ahead, now) if top or self.again is not None else None
        if found is not None:
            return found
        self.again = None
        for p in self.wanted[self.at:]:
            start = self.begins(p, p.drawn, text)
            if p.row != now.row:
                break
            if start is not None:
                p.drawn = start + len(text)
                return p, start, False
        raise AssertionError(f"“{text}” is drawn where “{now.text[now.drawn:][:40] if now else ''}” is wanted")

    def repeat(self, text, ahead, now):
        """A page begins with the heads and labels of the table that goes on, if it has any."""
        if self.again is not None:
            start = self.begins(self.again, self.again_drawn, text)
            if start is not None:
                self.again_drawn = start + len(text)
                return self.again, start, True
        labels = [p for p in self.wanted 
                  if now and now.cell and p.table == now.table and p.may_repeat and p.drawn]
        cut = labels.index(self.again) + 1 if self.again in labels else 0
        for p in labels[cut:]:
            if ahead.startswith(p.text.replace("\n", "")):
                self.again, self.again_drawn = p, len(text)
                return p, 0, True
        return None

    def end(self):
        rest = "".join(p.text[p.drawn:] for p in self.wanted).strip()
        assert not rest, f"“{rest[:60]}” is not drawn"


def lines(pdf, tree):
    """The lines of a document, in the order they are drawn, and the rules by page. Page numbers are
    left out. A Han from another font stands a little higher or lower, so that em boxes agree."""
    matcher, out, rules = Matcher(paragraphs(tree)), [], {}
    for number, (pieces, page_rules) in enumerate(drawn(pdf), 1):
        rules[number] = page_rules
        top = True
        texts = [squash("".join(g.character for g in piece)) for piece in pieces]
        for i, (piece, text) in enumerate(zip(pieces, texts)):
            if re.fullmatch(r"—\d+—", text) and piece[0].size == 14:
                continue
            if not text:
                paragraph, start, repeated = out[-1].paragraph, out[-1].end, out[-1].repeated
            else:
                paragraph, start, repeated = matcher.take(text, top, "".join(texts[i:]))
                top = False
            same = (out and out[-1].paragraph is paragraph and out[-1].page == number and
                    abs(out[-1].y - piece[0].y) < 0.15 * piece[0].size and out[-1].end == start)
            if not same:
                out.append(Line(number, piece[0].y, paragraph, start, [], repeated))
            out[-1].glyphs += piece
    matcher.end()
    return out, rules
