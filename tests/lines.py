"""The report's lines as MuPDF sees them in the PDF: edges, marks at the edges, gaps (B3.1, B6.3)."""
import os, re, subprocess, tempfile
import xml.etree.ElementTree as ElementTree

import program
from program import EXAMPLE, Tests, render

NEVER_FIRST = "，。、；：！？）》〉」』】〕”’·…％%‰℃～"
NEVER_LAST = "（《〈「『【〔“‘≥≤"
EM = 16.0
ASCENT = 0.81  # FandolFang's em box above the baseline, by its ink (page.py)
LEFT, RIGHT = 28 / 25.4 * 72, 26 / 25.4 * 72  # GB/T 9704: binding edge, fore edge
WIDTH = 210 / 25.4 * 72


def page_lines(pdf):
    """For each page its lines of 16 pt body text: [(x, right, character), …], top to bottom."""
    xml = subprocess.run(["mutool", "draw", "-q", "-F", "stext", pdf], capture_output=True,
                         check=True).stdout
    for page in ElementTree.fromstring(xml).iter("page"):
        lines = {}
        for font in page.iter("font"):
            if abs(float(font.get("size")) - EM) > 0.01:
                continue
            for char in font.iter("char"):
                quad = [float(n) for n in char.get("quad").split()]
                y = round(float(char.get("y")), 1)
                lines.setdefault(y, []).append((float(char.get("x")), quad[2], char.get("c")))
        yield [sorted(lines[y]) for y in sorted(lines)]


def report_lines(pdf):
    """All lines with their page's left and right edge; the last one of a page has no next."""
    for number, lines in enumerate(page_lines(pdf)):
        left, right = (LEFT, WIDTH - RIGHT) if number % 2 == 0 else (RIGHT, WIDTH - LEFT)
        for i, line in enumerate(lines):
            following = lines[i + 1] if i + 1 < len(lines) else None
            yield number + 1, left, right, line, following


def text(line):
    return "".join(c for _, _, c in line)


def edges(pdf):
    for page, _, _, line, _ in report_lines(pdf):
        assert line[0][2] not in NEVER_FIRST, f"page {page}: “{text(line)}” begins with {line[0][2]}"
        assert line[-1][2] not in NEVER_LAST, f"page {page}: “{text(line)}” ends with {line[-1][2]}"


def full(left, line, following):
    """A line that goes on in the next: that one begins at the margin, not indented."""
    return following is not None and following[0][0] < left + EM / 2 + 0.2 and line[0][0] < left + 40


def justified(pdf):
    """Full lines end at the measure; a full-width mark at the end has its blank half beyond it."""
    count = 0
    for page, left, right, line, following in report_lines(pdf):
        if not full(left, line, following):
            continue
        end, last = line[-1][1], line[-1][2]
        beyond = EM / 2 if last in "，。、；：！？）》”’" else 0
        # Marks that a font draws in mid-em are moved: their box ends elsewhere, their ink does not.
        off = min(abs(end - right - beyond), abs(end - right))
        limit = 0.1 if last not in "？！" else EM / 2
        assert off < limit, f"page {page}: “{text(line)}” ends {end - right:.2f} pt off"
        count += 1
    assert count > 150, f"only {count} justified lines were seen"


def gaps(pdf):
    for page, left, _, line, following in report_lines(pdf):
        if not full(left, line, following):
            continue
        for (_, end, a), (start, _, b) in zip(line, line[1:]):
            assert start - end < EM / 2 + 0.01, f"page {page}: {start - end:.2f} pt between {a} and {b}"


def rows(pdf):
    """Text stands on 22 lines a page, the first touching the type area's top, the last its foot."""
    xml = subprocess.run(["mutool", "draw", "-q", "-F", "stext", pdf], capture_output=True,
                         check=True).stdout
    pitch = (225 / 25.4 * 72 - EM) / 21
    for page in ElementTree.fromstring(xml).iter("page"):
        for font in page.iter("font"):
            if abs(float(font.get("size")) - EM) > 0.01 or "Fang" not in font.get("name"):
                continue
            for char in font.iter("char"):
                row = (float(char.get("y")) - ASCENT * EM - 37 / 25.4 * 72) / pitch
                if page.get("id") != "page1":  # the cover stands on no grid
                    assert abs(row - round(row)) < 0.01 and -0.01 < row < 21.01, f"{char.get('c')} on row {row:.2f}"


tests = Tests()
with tempfile.TemporaryDirectory() as out:
    report = os.path.join(render(EXAMPLE, out, ["report"], "pdf"), "report.pdf")
    tests.check("no mark at a forbidden edge", edges, report)
    tests.check("justified lines end at the measure", justified, report)
    tests.check("no gap over half an em", gaps, report)
    tests.check("lines stand on the grid", rows, report)
tests.end()
