"""The rendered tables' grids, cell by cell, against tests/grids/: the rows written down from the sources.

The DOCX is read with Python's own zipfile and XML parser, the PDF through MuPDF (pdf_grid.py)."""
import os, re, tempfile, zipfile
import xml.etree.ElementTree as ElementTree

from pdf_grid import Cell, pdf_tables
from program import HERE, ROOT, Tests, render

GRIDS = os.path.join(HERE, "grids")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


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


def wanted_tables(path):
    """For each table the number of its columns, and its rows."""
    tables = []
    for line in open(path, encoding="utf-8").read().splitlines():
        if line.startswith("columns "):
            tables.append((int(line.split()[1]), []))
        elif line.strip() and not line.startswith("#"):
            tables[-1][1].append([wanted_cell(cell) for cell in line.split("|")])
    for columns, rows in tables:
        for row in rows:
            assert sum(cell.span for cell in row) == columns, f"{path}: {row} fills no {columns} columns"
    assert tables and all(rows for _, rows in tables), f"{path} holds no grid"
    return tables


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


def docx_tables(path):
    """What stands in several w:tbl without words between them is one table."""
    with zipfile.ZipFile(path) as package:
        body = ElementTree.fromstring(package.read("word/document.xml")).find(W + "body")
    tables, apart = [], True
    for block in body:
        if block.tag != W + "tbl":
            apart = apart or any(run.text for run in block.iter(W + "t"))
            continue
        rows = docx_table(block)
        if block.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None:
            rows = head_label_beside(rows)
        columns = len(block.findall(f"{W}tblGrid/{W}gridCol"))
        if apart:
            tables.append((columns, rows))
        else:
            assert columns == tables[-1][0], f"{columns} columns go on in {tables[-1][0]}"
            tables[-1][1].extend(rows)
        apart = False
    return tables


# ---------------------------------------------------------------- comparing

def fits(found, wanted):
    if found.span != wanted.span:
        return False
    if found.merged is None and wanted.merged:
        return True
    if bool(found.merged) != wanted.merged:
        return False
    return bool(re.search("[一-鿿]", found.text)) if wanted.text == "*" else found.text == wanted.text


def compare_table(found, wanted):
    assert found[0] == wanted[0], f"{found[0]} columns, {wanted[0]} in the source"
    for number, (ours, theirs) in enumerate(zip(found[1], wanted[1]), 1):
        assert len(ours) == len(theirs), f"row {number}: {ours}, in the source {theirs}"
        for one, other in zip(ours, theirs):
            assert fits(one, other), f"row {number}: {one}, in the source {other}"
    assert len(found[1]) == len(wanted[1]), f"{len(found[1])} rows, {len(wanted[1])} in the source"


def compare(found, wanted):
    assert len(found) == len(wanted), f"{len(found)} tables, {len(wanted)} in the source"
    for one, other in zip(found, wanted):
        compare_table(one, other)


def differs(found, wanted):
    try:
        compare(found, wanted)
    except AssertionError:
        return
    raise AssertionError("the difference was not found")


def changes(tables):
    """The tables with one thing wrong, a few times."""
    (columns, rows), more = tables[0], tables[1:]
    cell = next(c for row in rows for c in row if re.search(r"\d", c.text))
    at = next(i for i, row in enumerate(rows) if cell in row)
    column = rows[at].index(cell)

    def with_cells(*cells):
        row = rows[at][:column] + list(cells) + rows[at][column + 1:]
        return [(columns, rows[:at] + [row] + rows[at + 1:])] + more

    yield "another figure", with_cells(cell._replace(text=cell.text + "0"))
    yield "another span", with_cells(cell._replace(span=cell.span + 1))
    yield "a cell more", with_cells(cell, Cell("", 1, False))
    yield "a merged cell", with_cells(Cell("", cell.span, True))
    yield "a row less", [(columns, rows[:-1])] + more
    yield "a row more", [(columns, rows + [rows[-1]])] + more
    yield "a column more", [(columns + 1, rows)] + more
    yield "a table less", more


def check_grids(tests, name, grids, folder):
    """Every file of `grids` against the tables in the DOCX and the PDF of its name; and what if they were wrong."""
    for file in sorted(os.listdir(grids)):
        document = file.removesuffix(".txt")
        wanted = wanted_tables(os.path.join(grids, file))
        for kind, reader in (("docx", docx_tables), ("pdf", pdf_tables)):
            found = reader(os.path.join(folder, f"{document}.{kind}"))
            count = sum(len(rows) for _, rows in wanted)
            tests.check(f"{name} {document}.{kind}: {count} rows", compare, found, wanted)
            for what, changed in changes(found):
                tests.check(f"{name} {document}.{kind}: {what} is found", differs, changed, wanted)


def check_examples():
    tests = Tests()
    with tempfile.TemporaryDirectory() as out:
        for example in sorted(name for name in os.listdir(GRIDS) if os.path.isdir(os.path.join(GRIDS, name))):
            folder = render(os.path.join(ROOT, "examples", example), out, formats="docx,pdf")
            check_grids(tests, example, os.path.join(GRIDS, example), folder)
    tests.end()


if __name__ == "__main__":
    check_examples()
