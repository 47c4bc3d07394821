"""A PDF's lines as MuPDF draws them, matched character by character with the document's text.

Nothing here knows what ziping meant to set: glyphs, places and widths come from `mutool trace`, the
paragraphs from the tree."""
import re, subprocess
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field

import program


@dataclass
class Glyph:
    character: str
    x: float
    y: float  # of the baseline, from the top
    right: float
    size: float
    font: str


@dataclass
class Paragraph:
    style: str
    text: str  # no white space, but a line feed where a break is forced
    cell: bool
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
    found, cell = [], 0
    for line in open(tree, encoding="utf-8").read().splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "cell":
            cell = len(line) - len(line.lstrip())
        elif word in ("paragraph", "heading"):
            found.append(Paragraph(rest.split()[0], "", 0 < cell < len(line) - len(line.lstrip())))
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
    xml = subprocess.run(["mutool", "draw", "-q", "-F", "trace", pdf], capture_output=True,
                         check=True).stdout
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
        self.wanted, self.at, self.offset = wanted, 0, 0
        self.again, self.again_offset = None, 0  # a repeated paragraph at hand

    def take(self, text):
        """(paragraph, where the text begins in it, repeated)"""
        if self.again is not None:
            rest = self.again.text[self.again_offset:].lstrip("\n")
            if rest and rest.startswith(text):
                start = len(self.again.text) - len(rest)
                self.again_offset = start + len(text)
                return self.again, start, True
            self.again = None
        while self.at < len(self.wanted):
            now = self.wanted[self.at]
            rest = now.text[self.offset:].lstrip("\n")
            if rest:
                if rest.startswith(text):
                    start = len(now.text) - len(rest)
                    self.offset = start + len(text)
                    return now, start, False
                break
            self.at, self.offset = self.at + 1, 0
        for before in reversed(self.wanted[:self.at]):
            if before.cell and before.text.startswith(text):
                self.again, self.again_offset = before, len(text)
                return before, 0, True
        next_text = self.wanted[self.at].text[self.offset:] if self.at < len(self.wanted) else ""
        raise AssertionError(f"“{text}” is drawn where “{next_text[:40]}” is wanted")

    def end(self):
        rest = [p.text for p in self.wanted[self.at:]]
        if rest:
            rest[0] = rest[0][self.offset:]
        assert not "".join(rest).strip(), f"“{''.join(rest)[:60]}” is not drawn"


def lines(pdf, tree):
    """The lines of a document, in the order they are drawn, and the rules by page. Page numbers are
    left out."""
    matcher, out, rules = Matcher(paragraphs(tree)), [], {}
    for number, (pieces, page_rules) in enumerate(drawn(pdf), 1):
        rules[number] = page_rules
        for piece in pieces:
            text = squash("".join(g.character for g in piece))
            if re.fullmatch(r"—\d+—", text) and piece[0].size == 14:
                continue
            if not text:
                paragraph, start, repeated = out[-1].paragraph, out[-1].end, out[-1].repeated
            else:
                paragraph, start, repeated = matcher.take(text)
            same = (out and out[-1].paragraph is paragraph and out[-1].page == number and
                    abs(out[-1].y - piece[0].y) < 0.01 and out[-1].end == start)
            if not same:
                out.append(Line(number, piece[0].y, paragraph, start, [], repeated))
            out[-1].glyphs += piece
    matcher.end()
    return out, rules
