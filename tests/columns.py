"""Columns of numbers (B10): each one's decimal points stand on one line, in our PDF and in
LibreOffice's rendering of our DOCX, as MuPDF sees them."""
import os, re, shutil, tempfile
import xml.etree.ElementTree as ElementTree

import program
import readers as r
from program import EXAMPLES, Tests, mupdf, render

NUMBER = re.compile(r"[-−+]?\d+(\.\d+)?%?")
AMOUNTS = ["2022年决算数", "2023年预算数", "2023年决算数"]
SCORES = (["分值", "得分"], "三级指标", "填表人")
# Of each document: the heads of its number columns, a text in their row, one that stands below the
# columns, and how many numbers there are in all (counted in the sources' rows, tests/grids).
COLUMNS = {
    "longquan-2023/basic-data": (AMOUNTS, "经费控制情况", "批复规模", 43),
    "longquan-2023/self-evaluation": (*SCORES, 18),
    "longquan-2023/report": (["全部资金", "财政拨款", "统筹资金"], "支出性质", "表中合计数", 9),
    "wangjiahe-2023/basic-data": (AMOUNTS, "经费控制情况", "批复规模", 48),
    "wangjiahe-2023/self-evaluation": (*SCORES, 50),
    "wangjiahe-2023/project": (*SCORES, 36),
    "wangjiahe-2023/report": (["上年决算", "本年预算", "本年决算"], "上年决算", "办公经费比", 15),
    "yanfeng-2021/self-evaluation": (*SCORES, 34),
    "yanfeng-2021/project": (*SCORES, 32),
    "yanfeng-2021/report": (["预算数", "决算数", "增减"], "收入来源", "由上表可见", 9),
    "yueyanglou-2023/basic-data": (AMOUNTS, "经费控制情况", "批复规模", 30),
    "yueyanglou-2023/self-evaluation": (*SCORES, 32),
    "yueyanglou-2023/report": (AMOUNTS, "项目类别", "项目支出共", 9),
}
NO_COLUMNS = {"yueyanglou-2023/project"}  # a blank form
A_TABLE_A_PAGE = {"wangjiahe-2023/project"}  # each has its own columns
GAP = 4  # points: between the texts of two cells


class Text:
    """Characters on one base line without a gap."""

    def __init__(self, chars):
        self.text = "".join(c for _, _, _, c in chars)
        self.left, self.right, self.y = chars[0][1], chars[-1][2], chars[0][0]
        self.middle = (self.left + self.right) / 2
        figures = [i for i, (_, _, _, c) in enumerate(chars) if c.isdigit()]
        points = [left for _, left, _, c in chars if c == "."]
        self.point = points[0] if points else chars[figures[-1]][2] if figures else None


def pages(pdf):
    """For each page its texts from top to bottom."""
    xml = mupdf(pdf, "stext")
    for page in ElementTree.fromstring(xml).iter("page"):
        rows = {}
        for char in page.iter("char"):
            if char.get("c").isspace():
                continue  # MuPDF fills the gap between two cells with one
            quad = [float(n) for n in char.get("quad").split()]
            row = rows.setdefault(round(float(char.get("y"))), [])
            row.append((float(char.get("y")), float(char.get("x")), quad[2], char.get("c")))
        texts = []
        for y in sorted(rows):
            chars, piece = sorted(rows[y], key=lambda c: c[1]), []
            if re.fullmatch(r"—\d+—", "".join(c for _, _, _, c in chars)):
                continue  # the page's number
            for char in chars:
                if piece and char[1] - piece[-1][2] > GAP:
                    texts.append(Text(piece))
                    piece = []
                piece.append(char)
            texts.append(Text(piece))
        yield texts


def columns(pdf, document):
    """{(table, head): [(text, its point's distance from the head's middle)]} over all pages."""
    names, beside, below, _ = COLUMNS[document]
    found = {}
    for number, texts in enumerate(pages(pdf), 1):
        table = number if document in A_TABLE_A_PAGE else 1
        rows = [t.y for t in texts if t.text.startswith(beside)]
        if not rows:
            continue
        ends = [t.y for t in texts if t.text.startswith(below) and t.y > rows[0]]
        bottom = ends[0] if ends else 1e9
        heads = [t for t in texts if t.text in names and abs(t.y - rows[0]) < 8]
        assert len(heads) == len(names), f"of {names} only {[h.text for h in heads]} are beside {beside}"
        reach = min(b.middle - a.middle for a, b in zip(heads, heads[1:])) / 2
        for text in texts:
            near = min(heads, key=lambda head: abs(head.middle - text.middle))
            if (rows[0] + 3 < text.y < bottom and abs(near.middle - text.middle) < reach
                    and NUMBER.fullmatch(text.text)):
                found.setdefault((table, near.text), []).append((text.text, text.point - near.middle))
    return found


def one_line(pdf, document, slack):
    found, count = columns(pdf, document), 0
    assert {head for _, head in found} == set(COLUMNS[document][0]), f"numbers below {list(found)} only"
    for head, numbers in found.items():
        places = [x for _, x in numbers]
        apart = max(places) - min(places)
        assert apart <= slack, f"{head}: the points are {apart:.3f} pt apart: {numbers}"
        count += len(numbers)
    wanted = COLUMNS[document][3]
    assert count == wanted, f"{count} numbers were seen, {wanted} are there"


def same_place(pdf, office_pdf, document):
    """Both put the column in the same place of its cell."""
    ours, theirs = columns(pdf, document), columns(office_pdf, document)
    for head in ours:
        apart = abs(ours[head][0][1] - theirs[head][0][1])
        assert apart <= 1.5, f"{head}: LibreOffice's points stand {apart:.2f} pt from the PDF's"


def every_document(made):
    """Whoever adds an example says here what its columns are."""
    assert made == set(COLUMNS) | NO_COLUMNS, made ^ (set(COLUMNS) | NO_COLUMNS)


tests = Tests()
with tempfile.TemporaryDirectory() as out:
    made = set()
    for unit in EXAMPLES:
        folder = render(unit, out, formats="pdf,docx")
        made |= {f"{os.path.basename(unit)}/{file[:-4]}" for file in os.listdir(folder) if file.endswith(".pdf")}
    tests.check("every document of every example", every_document, made)
    office = os.path.join(out, "office")
    os.makedirs(office)
    copies = [shutil.copy(os.path.join(out, document + ".docx"),
                          os.path.join(office, document.replace("/", "-") + ".docx")) for document in COLUMNS]
    theirs = map(str, r.libreoffice_convert(copies, "pdf", office))  # LibreOffice starts once
    for document, office_pdf in zip(COLUMNS, theirs):
        pdf = os.path.join(out, document + ".pdf")
        tests.check(f"{document}: points on one line", one_line, pdf, document, 0.05)
        tests.check(f"{document}: in LibreOffice too", one_line, office_pdf, document, 0.75)
        tests.check(f"{document}: in the same place", same_place, pdf, office_pdf, document)
tests.end()
