"""Vertical cells as MuPDF draws them (B9): every glyph's matrix and the ink of its outline, and what pdftotext
reads.

    vertical.py MAKE_VERTICAL
"""
import os, re, subprocess, sys, tempfile
import xml.etree.ElementTree as ElementTree

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
EM = 12.0
NEAR = 0.06 * EM
HREF = "{http://www.w3.org/1999/xlink}href"
SVG = "{http://www.w3.org/2000/svg}"

TEXTS = ["绩效指标", "绩效指标（50分）", "〈一〉《二》「三」", "【四】〔五〕［六］", "甲——乙……丙～丁", "甲、乙，丙。丁：",
         "戊；己！庚？辛", "“区域化”党‘建’", "第1项第12项", "第123项5%及10%", "2023年A4纸B C", "％㎡℃①／·≥×"]
OPENING, CLOSING = "（〈《「『【〔［“‘", "）〉》」』】〕］”’"
FORMS = str.maketrans("“”‘’", "『』「」")  # a glyph has one text here; pdftotext knows of /ActualText, too
ON_AXIS = "（）〈〉《》【】〔〕［］—…～·①×"
LINES = "—…～"  # longer than wide down a column
SHARED = {9: ["1", "12"], 10: ["123", "5%"], 2: ["50"]}  # figures in one em, by column from 1
LYING = {10: "10%", 11: "2023A4BC", 12: "≥"}


def outline(path):
    """The corners of the box around an outline's points."""
    xs, ys, at, command = [], [], [0.0, 0.0], ""
    for letters, numbers in re.findall(r"([A-Za-z])([^A-Za-z]*)", re.sub(r"e-\d+", "", path)):
        values = [float(n) for n in re.findall(r"-?\d*\.?\d+", numbers)]
        assert letters in "MLCHVZ", letters
        if letters in "HV":
            for value in values:
                at["HV".index(letters)] = value
                xs.append(at[0]), ys.append(at[1])
            continue
        for x, y in zip(values[::2], values[1::2]):
            at = [x, y]
            xs.append(x), ys.append(y)
    return (min(xs), min(ys), max(xs), max(ys)) if xs else None


class Glyph:
    def __init__(self, use, outlines):
        self.text = use.get("data-text")
        self.matrix = [float(n) for n in use.get("transform")[7:-1].split(",")]
        a, b, c, d, e, f = self.matrix
        x0, y0, x1, y1 = outlines.get(use.get(HREF)[1:]) or (0, 0, 0, 0)
        xs = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
        ys = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
        self.left, self.right, self.top, self.bottom = min(xs), max(xs), min(ys), max(ys)
        self.upright = b == c == 0 and a > 0 > d
        self.turned = a == d == 0 and b > 0 and c > 0  # a quarter clockwise
        self.seen = self.right > self.left

    @property
    def middle(self):
        return (self.left + self.right) / 2


def read(pdf, folder):
    """The glyphs that are seen, and the places of the rules down and across."""
    subprocess.run(["mutool", "draw", "-q", "-F", "svg", "-o", os.path.join(folder, "page.svg"), pdf, "1"], check=True)
    drawn = subprocess.run(["mutool", "draw", "-F", "trace", pdf], capture_output=True, check=True)
    assert b"error" not in drawn.stderr, drawn.stderr
    root = ElementTree.parse(os.path.join(folder, "page1.svg")).getroot()
    outlines = {path.get("id"): outline(path.get("d")) for path in root.iter(SVG + "path") if path.get("id")}
    glyphs = [Glyph(use, outlines) for use in root.iter(SVG + "use")]
    height, down, across = float(root.get("height")[:-2]), set(), set()
    for path in root.iter(SVG + "path"):
        line = re.fullmatch(r"M([\d.]+) ([\d.]+)([HV])([\d.]+)", path.get("d"))
        if path.get("stroke") and line:
            down.add(float(line[1])) if line[3] == "V" else across.add(height - float(line[2]))
    return [glyph for glyph in glyphs if glyph.seen], sorted(down), sorted(across)


def cells(pdf, folder):
    """(row, column from 1, glyphs, axis), and that all ink stands clear of the rules."""
    glyphs, down, across = read(pdf, folder)
    assert len(down) == len(TEXTS) + 1 and len(across) == 4, (down, across)
    found = {}
    for glyph in glyphs:
        column = sum(x < glyph.middle for x in down)
        row = sum(y < (glyph.top + glyph.bottom) / 2 for y in across)
        box = down[column - 1], down[column], across[row - 1], across[row]
        clear = min(glyph.left - box[0], box[1] - glyph.right, glyph.top - box[2], box[3] - glyph.bottom)
        assert clear > 3, f"{glyph.text} in row {row}, column {column} stands {clear:.2f} pt from a rule"
        found.setdefault((row, column), (sum(box[:2]) / 2, []))[1].append(glyph)
    for (row, column), (axis, inside) in sorted(found.items()):
        wanted = TEXTS[column - 1].replace(" ", "").translate(FORMS)
        text = "".join(glyph.text for glyph in inside).translate(FORMS)
        assert text in (wanted, wanted.replace("——", "—")), f"row {row}, column {column}: {text}"
        yield row, column, inside, axis


def groups(column, glyphs):
    """Figures in one em are one thing: lists of glyphs."""
    shared, at = list(SHARED.get(column, [])), 0
    while at < len(glyphs):
        size = 1
        if shared and "".join(g.text for g in glyphs[at:]).startswith(shared[0]):
            size = len(shared.pop(0))
        yield glyphs[at:at + size]
        at += size
    assert not shared, f"column {column}: {shared} is missing"


def check_figures(where, group, axis):
    left, right = group[0].left, group[-1].right
    assert all(g.upright and g.matrix[5] == group[0].matrix[5] for g in group), where
    assert right - left <= EM and abs((left + right) / 2 - axis) < NEAR, f"{where}: {left - axis} to {right - axis}"
    assert all(a.right <= b.left + 0.3 for a, b in zip(group, group[1:])), where


def check_glyph(where, glyph, lying, axis):
    text = glyph.text
    if text in OPENING + CLOSING:
        assert glyph.right - glyph.left > 1.4 * (glyph.bottom - glyph.top), f"{where} is not turned"
    elif text in LINES:
        assert glyph.bottom - glyph.top > 1.4 * (glyph.right - glyph.left), f"{where} runs across"
    elif text != "·":  # a dot is a dot
        assert glyph.turned if text in lying else glyph.upright, f"{where}: {glyph.matrix}"
    if text in ON_AXIS:
        assert abs(glyph.middle - axis) < NEAR, f"{where} is {glyph.middle - axis:.2f} pt off the axis"
    if text in lying and text.isdigit():
        assert abs(glyph.middle - axis) < NEAR / 3, f"{where} is {glyph.middle - axis:.2f} pt off the axis"
    if text in "、。，！？：；":
        assert glyph.left > axis - NEAR, f"{where} stands {glyph.left - axis:.2f} pt from the axis"


def check_neighbours(where, before, glyph, behind):
    above = glyph.top - before.bottom if before else None
    below = behind.top - glyph.bottom if behind else None
    if above is not None and below is not None and before.text not in CLOSING and behind.text not in OPENING:
        if glyph.text in OPENING:
            assert below < above, f"{where}: {above:.2f} pt above, {below:.2f} below"
        if glyph.text in CLOSING + "、。，":
            assert above < below, f"{where}: {above:.2f} pt above, {below:.2f} below"
    for room in (above, below):
        assert room is None or room > -0.5, f"{where} touches its neighbour ({room:.2f} pt)"


def check_cell(row, column, glyphs, axis):
    parts = list(groups(column, glyphs))
    lying = LYING.get(column, "")
    for i, part in enumerate(parts):
        where = f"row {row}, column {column}, {''.join(g.text for g in part)}"
        if len(part) > 1 or (part[0].text.isdigit() and part[0].text.isascii() and part[0].text not in lying):
            check_figures(where, part, axis)
            continue
        check_glyph(where, part[0], lying, axis)
        before = parts[i - 1][0] if i > 0 else None
        behind = parts[i + 1][0] if i + 1 < len(parts) else None
        if part[0].upright or part[0].text in OPENING + CLOSING + LINES:
            check_neighbours(where, before, part[0], behind)
    han = [g for g in glyphs if "\u4e00" <= g.text <= "\u9fff" and g.text not in "一二三"]
    if len(han) > 2:
        middle = sum(g.middle for g in han) / len(han)
        assert abs(middle - axis) < NEAR, f"row {row}, column {column}: Han are {middle - axis:.2f} pt off the axis"


def check(make, fonts, folder):
    out = os.path.join(folder, "vertical")
    subprocess.run([make, fonts, out], check=True)
    count = 0
    for row, column, glyphs, axis in cells(out + ".pdf", folder):
        check_cell(row, column, glyphs, axis)
        count += len(glyphs)
    raw = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", out + ".pdf", "-"], capture_output=True, check=True)
    text = re.sub(r"\s+", "", raw.stdout.decode())
    wanted = "".join(TEXTS).replace(" ", "") * 3
    assert text == wanted, f"pdftotext reads {text}"
    print(f"{os.path.relpath(fonts, ROOT)}: {count} glyphs stand as they should")


with tempfile.TemporaryDirectory() as work:
    check(sys.argv[1], os.path.join(ROOT, "fonts"), work)
    check(sys.argv[1], os.path.join(HERE, "uming"), work)
