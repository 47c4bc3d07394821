"""The rendered tables' grids, cell by cell, against tests/grids/: the rows written down from the sources.

The DOCX is read with Python's own zipfile and XML parser."""
import os, re, tempfile, xml.etree.ElementTree as ElementTree, zipfile
from collections import namedtuple

from program import HERE, ROOT, Tests, render

GRIDS = os.path.join(HERE, "grids")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# text without white space; columns covered; whether it goes on from the row above
Cell = namedtuple("Cell", "text span merged")


def squash(text):
    return re.sub(r"\s", "", text)


# ---------------------------------------------------------------- what is written down

def wanted_cell(source):
    source, span = source.strip(), 1
    found = re.search(r"\{(\d+)\}$", source)
    if found:
        source, span = source[:found.start()], int(found.group(1))
    text = squash(source.partition(":=")[0])
    return Cell("" if text == "^" else text, span, text == "^")


def wanted_rows(path):
    """The number of columns, and the rows."""
    columns, rows = 0, []
    for line in open(path, encoding="utf-8").read().splitlines():
        if line.startswith("columns "):
            columns = int(line.split()[1])
        elif line.strip() and not line.startswith("#"):
            rows.append([wanted_cell(cell) for cell in line.split("|")])
    assert columns and rows, f"{path} holds no grid"
    for number, row in enumerate(rows, 1):
        assert sum(cell.span for cell in row) == columns, f"{path}: row {number} fills no {columns} columns"
    return columns, rows


# ---------------------------------------------------------------- what is in the DOCX

def docx_cell(cell):
    properties = cell.find(W + "tcPr")
    span, merge = properties.find(W + "gridSpan"), properties.find(W + "vMerge")
    goes_on = merge is not None and merge.get(W + "val", "continue") == "continue"
    text = squash("".join(run.text or "" for run in cell.iter(W + "t")))
    assert not (goes_on and text), f"“{text}” is hidden in a merged cell"
    begins = merge is not None and not goes_on
    return Cell(text, 1 if span is None else int(span.get(W + "val")), goes_on), begins


def docx_table(table):
    """The rows; each merged cell hangs on one above it that begins a merge and is as wide."""
    rows, above = [], {}
    for row in table.findall(W + "tr"):
        cells, at, here = [], 0, {}
        for source in row.findall(W + "tc"):
            cell, begins = docx_cell(source)
            if cell.merged:
                assert above.get(at) == cell.span, f"row {len(rows) + 1}: merged with nothing"
            if cell.merged or begins:
                here[at] = cell.span
            cells.append(cell)
            at += cell.span
        rows.append(cells)
        above = here
    return rows


def head_label_beside(rows):
    """Word repeats only the first rows of a table, so our DOCX begins a new one with a head in
    mid-table, and the label beside the head begins one row below it. In the form it is beside."""
    if len(rows) > 1 and rows[0][0] == Cell("", 1, False) and rows[1][0].text:
        rows[0][0], rows[1][0] = rows[1][0], Cell("", 1, True)
    return rows


def docx_rows(path):
    with zipfile.ZipFile(path) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
    columns, rows = set(), []
    for table in body.iter(W + "tbl"):
        columns.add(len(table.findall(f"{W}tblGrid/{W}gridCol")))
        repeats = table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
        rows += head_label_beside(docx_table(table)) if repeats else docx_table(table)
    assert len(columns) == 1, f"grids of {sorted(columns)} columns"
    return columns.pop(), rows


# ---------------------------------------------------------------- comparing

def fits(found, wanted):
    if found[1:] != wanted[1:]:
        return False
    return bool(re.search("[一-鿿]", found.text)) if wanted.text == "*" else found.text == wanted.text


def compare(found, wanted):
    assert found[0] == wanted[0], f"{found[0]} columns, {wanted[0]} in the source"
    for number, (ours, theirs) in enumerate(zip(found[1], wanted[1]), 1):
        assert len(ours) == len(theirs), f"row {number}: {ours}, in the source {theirs}"
        for one, other in zip(ours, theirs):
            assert fits(one, other), f"row {number}: {one}, in the source {other}"
    assert len(found[1]) == len(wanted[1]), f"{len(found[1])} rows, {len(wanted[1])} in the source"


def differs(found, wanted):
    try:
        compare(found, wanted)
    except AssertionError:
        return
    raise AssertionError("the difference was not found")


def changes(grid):
    """The grid with one thing wrong, a few times."""
    columns, rows = grid
    cell = next(c for row in rows for c in row if re.search(r"\d", c.text))
    at = next(i for i, row in enumerate(rows) if cell in row)
    column = rows[at].index(cell)

    def with_cells(*cells):
        return columns, rows[:at] + [rows[at][:column] + list(cells) + rows[at][column + 1:]] + rows[at + 1:]

    yield "another figure", with_cells(cell._replace(text=cell.text + "0"))
    yield "another span", with_cells(cell._replace(span=cell.span + 1))
    yield "a cell more", with_cells(cell, Cell("", 1, False))
    yield "a merged cell", with_cells(Cell("", cell.span, True))
    yield "a row less", (columns, rows[:-1])
    yield "a row more", (columns, rows + [rows[-1]])
    yield "a column more", (columns + 1, rows)


tests = Tests()
with tempfile.TemporaryDirectory() as out:
    for example in sorted(name for name in os.listdir(GRIDS) if os.path.isdir(os.path.join(GRIDS, name))):
        folder = render(os.path.join(ROOT, "examples", example), out, formats="docx")
        for file in sorted(os.listdir(os.path.join(GRIDS, example))):
            document = file.removesuffix(".txt")
            found = docx_rows(os.path.join(folder, document + ".docx"))
            wanted = wanted_rows(os.path.join(GRIDS, example, file))
            tests.check(f"{example} {document}: {len(wanted[1])} rows", compare, found, wanted)
            for what, changed in changes(found):
                tests.check(f"{example} {document}: {what} is found", differs, changed, wanted)
tests.end()
