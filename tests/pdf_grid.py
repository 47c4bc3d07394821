"""The grids of the tables in a PDF, from the lines drawn and the characters between them, as MuPDF sees
them. Across a page's end a cell that goes on cannot be told from a new one with the same text or with
none: such a cell's `merged` is None."""
import bisect, re
import xml.etree.ElementTree as ElementTree
from collections import namedtuple

from program import mupdf

# text without white space; columns covered; whether it goes on from the row above
Cell = namedtuple("Cell", "text span merged")
NEAR = 1.2  # pt: a frame of 1 pt and a line of 0.5 pt that meet


def mutool(kind, pdf):
    return list(ElementTree.fromstring(mupdf(pdf, kind)).iter("page"))


def lines(page):
    """Horizontal lines as (y, from, to) and vertical ones as (x, from, to), y downwards."""
    height, across, down = float(page.get("mediabox").split()[3]), [], []
    for path in page.iter("stroke_path"):
        points = [(float(p.get("x")), height - float(p.get("y"))) for p in path]
        assert len(points) == 2, "a line of more than two points"
        (x1, y1), (x2, y2) = sorted(points)
        if abs(y1 - y2) < 0.01:
            across.append((y1, x1, x2))
        else:
            assert abs(x1 - x2) < 0.01, "a slanting line"
            down.append((x1, min(y1, y2), max(y1, y2)))
    return across, down


def places(numbers):
    """The different ones, in order; what lies near another counts as it."""
    out = []
    for number in sorted(numbers):
        if not out or number - out[-1] > NEAR:
            out.append(number)
    return out


def covered(drawn, at, middle):
    return any(abs(line - at) <= NEAR and start < middle < end for line, start, end in drawn)


class PageGrid:
    """One page's table: its columns are given, as distances from its left edge."""

    def __init__(self, trace, text, columns):
        self.across, self.down = lines(trace)
        left = min(x for x, _, _ in self.down)
        self.xs = [left + column for column in columns]
        self.ys = places(y for y, _, _ in self.across)
        self.chars = {}
        for char in text.iter("char"):
            self.put(char)

    def put(self, char):
        quad = [float(n) for n in char.get("quad").split()]
        column = bisect.bisect(self.xs, (quad[0] + quad[2]) / 2) - 1
        row = bisect.bisect(self.ys, (quad[1] + quad[5]) / 2) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            place = round(float(char.get("y")), 1), float(char.get("x"))
            self.chars.setdefault((row, column), []).append((place, char.get("c")))

    def line_above(self, row, column):
        return covered(self.across, self.ys[row], (self.xs[column] + self.xs[column + 1]) / 2)

    def line_left(self, row, column):
        return covered(self.down, self.xs[column], (self.ys[row] + self.ys[row + 1]) / 2)

    def text(self, row, column, span):
        """All of the cell that begins here, over the rows it covers; line by line."""
        end = row + 1
        while end < len(self.ys) - 1 and not self.line_above(end, column):
            end += 1
        boxes = [(r, c) for r in range(row, end) for c in range(column, column + span)]
        chars = sorted(char for box in boxes for char in self.chars.get(box, []))
        return re.sub(r"\s", "", "".join(c for _, c in chars))

    def row(self, row):
        cells, column, last = [], 0, len(self.xs) - 1
        while column < last:
            end = column + 1
            while end < last and not self.line_left(row, end):
                end += 1
            merged = row > 0 and not self.line_above(row, column)
            text = "" if merged else self.text(row, column, end - column)
            cells.append(Cell(text, end - column, merged))
            column = end
        return cells

    def rows(self):
        return [self.row(row) for row in range(len(self.ys) - 1)]


def places_of(row):
    """For each cell its first column and its width."""
    out, at = [], 0
    for cell in row:
        out.append((at, cell.span))
        at += cell.span
    return out


def joined(rows, more):
    """The rows of one more page: without the head repeated; its first row's cells may go on."""
    texts = [[cell.text for cell in row[1:]] for row in rows]
    while any(cell.text for cell in more[0][1:]) and [cell.text for cell in more[0][1:]] in texts:
        label = more.pop(0)[0]
        if more[0][0].merged:
            more[0][0] = label
    above = {}
    for row in rows:
        for place, cell in zip(places_of(row), row):
            above[place] = above.get(place, "") if cell.merged else cell.text
    first = [cell._replace(merged=None) if cell.text in ("", above.get(place)) else cell
             for place, cell in zip(places_of(more[0]), more[0])]
    return rows + [first] + more[1:]


def has_title(trace, text):
    """Whether the page has words above its table: then a table begins, and none goes on."""
    top = min(y for y, _, _ in lines(trace)[0])
    return any(float(char.get("y")) < top for char in text.iter("char"))


def pdf_tables(pdf):
    """For each table the number of its columns, and its rows."""
    tables = []
    for trace, text in zip(mutool("trace", pdf), mutool("stext", pdf)):
        if lines(trace)[1]:
            if has_title(trace, text):
                tables.append([])
            tables[-1].append((trace, text))
    return [pdf_table(pages) for pages in tables]


def pdf_table(pages):
    edges = [sorted(x for x, _, _ in lines(trace)[1]) for trace, _ in pages]
    columns = places(x - page[0] for page in edges for x in page)
    rows = []
    for trace, text in pages:
        more = PageGrid(trace, text, columns).rows()
        rows = joined(rows, more) if rows else more
    return len(columns) - 1, rows
