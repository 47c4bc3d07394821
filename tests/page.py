"""A full page measured in the PDF and in its ink (B12): characters by MuPDF, ink by Poppler at 600 dpi."""
import ctypes, os, re, shutil, subprocess, tempfile
import xml.etree.ElementTree as ElementTree

import program
from program import EXAMPLE, ROOT, Tests, mupdf, render

MM = 72 / 25.4
EM = 16.0
TOP, BOTTOM, INNER, OUTER = 37, 35, 28, 26  # GB/T 9704 5.2.1, mm
WIDTH, HEIGHT = 210, 297
PITCH = (HEIGHT - TOP - BOTTOM - EM / MM) / 21  # mm: the first and the last em box touch the edges
DPI = 600
FONT = os.path.join(ROOT, "fonts", "fandol", "FandolFang-Regular.otf")  # 仿宋, if no other stands in fonts/
MARKS = ("街道按照“过紧日子”的要求，压减一般性支出；会议费、培训费、差旅费（含公务接待）均有下降，"
         "《预算单位整体支出绩效自评表》所列指标：全部完成。")


def unit_of(folder):
    """The example with a report of one long run of Han and one long paragraph full of marks."""
    unit = os.path.join(folder, "full")
    shutil.copytree(EXAMPLE, unit)
    profile = open(os.path.join(ROOT, "templates", "yueyanglou-2023.toml"), encoding="utf-8").read()
    titles = re.findall(r'\[\[report.section\]\]\s*id\s*=\s*"[^"]*"\s*title = "([^"]*)"', profile)
    bodies = {titles[0]: "国" * (5 * 22 * 28), titles[1]: MARKS * 60 + "毕"}
    with open(os.path.join(unit, "report.md"), "w", encoding="utf-8") as report:
        for title in titles:
            report.write(f"# {title}\n\n{bodies.get(title, '无。')}\n\n")
    return unit


def pages_of(pdf):
    """Of each page its body rows, top to bottom: (baseline, [(left, right, character), …]) in mm."""
    xml = mupdf(pdf, "stext")
    pages = []
    for page in ElementTree.fromstring(xml).iter("page"):
        rows = {}
        for font in page.iter("font"):
            if abs(float(font.get("size")) - EM) < 0.01:
                for char in font.iter("char"):
                    quad = [float(n) / MM for n in char.get("quad").split()]
                    row = round(float(char.get("y")), 2) / MM
                    rows.setdefault(row, []).append((quad[0], quad[2], char.get("c")))
        pages.append([(y, sorted(rows[y])) for y in sorted(rows)])
    return pages


def margins(index):
    return (INNER, OUTER) if index % 2 == 0 else (OUTER, INNER)


def is_full(rows):
    return len(rows) == 22 and all(c == "国" for _, row in rows for _, _, c in row)


def full_pages(pages):
    return [i for i, rows in enumerate(pages) if is_full(rows)]


def em_boxes(pages):
    """22 rows of 28 characters whose em boxes touch all four edges of 156 × 225 mm."""
    found = full_pages(pages)
    assert len(found) >= 4, f"{len(found)} full pages"
    assert {i % 2 for i in found} == {0, 1}, "one hand only"
    for index in found:
        left, right = margins(index)
        rows = pages[index]
        edges = {"top": rows[0][0] - ASCENT * EM / MM - TOP,
                 "bottom": HEIGHT - rows[-1][0] - (1 - ASCENT) * EM / MM - BOTTOM,
                 "left": min(row[0][0] for _, row in rows) - left,
                 "right": WIDTH - max(row[-1][1] for _, row in rows) - right}
        for side, off in edges.items():
            assert abs(off) < 0.1, f"page {index + 1}: {off:.3f} mm off at the {side}"
        assert all(len(row) == 28 for _, row in rows), f"page {index + 1}: not 28 in every row"


# ------------------------------------------------ ink

def ink(pdf, page, x, y, width, height):
    """The bounding box of what is darker than half in a part of a page: left, top, right, bottom, mm."""
    box = [round(v / 25.4 * DPI) for v in (x, y, width, height)]
    pgm = subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", "-f", str(page), "-l", str(page),
                          "-x", str(box[0]), "-y", str(box[1]), "-W", str(box[2]), "-H", str(box[3]),
                          pdf], capture_output=True, check=True).stdout
    header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", pgm)
    columns, count = int(header.group(1)), int(header.group(2))
    dark = pgm[header.end():].translate(bytes(255 if value < 128 else 0 for value in range(256)))
    rows = [dark[i * columns:(i + 1) * columns] for i in range(count)]
    inked = [i for i, row in enumerate(rows) if any(row)]
    assert inked, "there is no ink"
    every = 0
    for i in inked:
        every |= int.from_bytes(rows[i], "big")
    across = every.to_bytes(columns, "big")
    left, right = len(across) - len(across.lstrip(b"\0")), len(across.rstrip(b"\0"))
    mm = 25.4 / DPI
    return ((box[0] + left) * mm, (box[1] + inked[0]) * mm, (box[0] + right) * mm,
            (box[1] + inked[-1] + 1) * mm)


def glyph_inks(file, characters):
    """The ink of each glyph that the font has, in ems from its origin: x, top, width, -height."""
    hb = ctypes.CDLL("libharfbuzz.so.0")
    for name in ("hb_blob_create_from_file", "hb_face_create", "hb_font_create"):
        getattr(hb, name).restype = ctypes.c_void_p
    face = hb.hb_face_create(ctypes.c_void_p(hb.hb_blob_create_from_file(file.encode())), 0)
    font = ctypes.c_void_p(hb.hb_font_create(ctypes.c_void_p(face)))
    upem = hb.hb_face_get_upem(ctypes.c_void_p(face))
    for character in characters:
        glyph, box = ctypes.c_uint32(), (ctypes.c_int32 * 4)()
        if hb.hb_font_get_nominal_glyph(font, ord(character), ctypes.byref(glyph)):
            assert hb.hb_font_get_glyph_extents(font, glyph, box)
            yield tuple(value / upem for value in box)


def em_box_top():
    """Above the baseline, in ems: Han are drawn around the em box's middle, whatever a font's tables say."""
    with open(os.path.join(ROOT, "fonts", "general-use-characters.txt"), encoding="utf-8") as file:
        han = [c for c in file.read() if "\u4e00" <= c <= "\u9fff"]
    middles = sorted(top + height / 2 for _, top, _, height in glyph_inks(FONT, han))
    assert len(middles) > 6000, f"{len(middles)} Han"
    return middles[len(middles) // 2] + 0.5


def inked_edges(pdf, pages):
    """The ink of the outermost glyphs stands inside the edges by just the glyph's own blanks."""
    (x, top, width, height), = glyph_inks(FONT, "国")
    blanks = [blank * EM / MM for blank in (x, ASCENT - top, 1 - x - width, 1 - ASCENT + top + height)]
    for index in full_pages(pages)[:2]:
        left, right = margins(index)
        box = ink(pdf, index + 1, left - 5, TOP - 5, 166, 233)  # above the page number
        found = (box[0] - left, box[1] - TOP, WIDTH - right - box[2], HEIGHT - BOTTOM - box[3])
        for side, gap, blank in zip(("left", "top", "right", "bottom"), found, blanks):
            assert abs(gap - blank) < 0.1, \
                f"page {index + 1}: ink {gap:.3f} mm inside the {side} edge, the glyph's blank is {blank:.3f} mm"
            assert gap > 0, f"page {index + 1}: ink outside the type area, {side}"
            print(f"  page {index + 1}, {side}: ink {gap:.3f} mm inside, 国 leaves {blank:.3f} mm")


def page_number(pdf, pages):
    """7.5: a 一字线's middle 7 mm below the type area, one 字 (15.79 pt) in, right on odd pages."""
    for index in full_pages(pages)[:2]:
        left, right = margins(index)
        box = ink(pdf, index + 1, left - 5, HEIGHT - BOTTOM + 2, 166, 15)
        odd = index % 2 == 0
        at = WIDTH - right - box[2] if odd else box[0] - left
        other = box[0] - left if odd else WIDTH - right - box[2]
        assert other > 100, f"page {index + 1}: the number is on the wrong side"
        # The dash's ink is as long as its em box but for what the font leaves at its ends.
        assert 0 <= at - 15.79 / MM < 0.5, f"page {index + 1}: the number is {at:.2f} mm in"
        x = box[2] - 4 if odd else box[0]
        dash = ink(pdf, index + 1, x, HEIGHT - BOTTOM + 2, 4, 15)
        below = (dash[1] + dash[3]) / 2 - (HEIGHT - BOTTOM)
        assert abs(below - 7) < 0.15, f"page {index + 1}: the dash is {below:.2f} mm below the type area"
        print(f"  page {index + 1}: {at:.2f} mm in, dash {below:.2f} mm below")


# ------------------------------------------------ marks

def marks(pages):
    """On pages full of marks every row is on the grid and reaches both edges."""
    full = [i for i, rows in enumerate(pages)
            if len(rows) == 22 and all(len(row) > 20 and "国" not in [c for _, _, c in row] for _, row in rows)]
    assert len(full) >= 3, f"{len(full)} pages full of marks"
    for index in full:
        left, right = margins(index)
        for number, (y, row) in enumerate(pages[index]):
            off = y - ASCENT * EM / MM - TOP - number * PITCH
            assert abs(off) < 0.05, f"page {index + 1}: row {number + 1} is {off:.3f} mm off the grid"
            first, last = row[0], row[-1]
            # An opening mark at the start and a closing one at the end have a blank half outside.
            start = first[0] - left + (EM / 2 / MM if first[2] in "“‘（《〈" else 0)
            end = WIDTH - right - last[1] + (EM / 2 / MM if last[2] in "，。、；：）》”’" else 0)
            assert abs(start) < 0.1, f"page {index + 1}: row {number + 1} begins {start:.3f} mm off"
            assert abs(end) < 0.1 or last[2] == "毕", f"page {index + 1}: row {number + 1} ends {end:.3f} mm off"


ASCENT = em_box_top()
tests = Tests()
with tempfile.TemporaryDirectory() as folder:
    report = os.path.join(render(unit_of(folder), folder + "/out", ["report"], "pdf"), "report.pdf")
    seen = pages_of(report)
    tests.check("a page of Han: em boxes touch the four edges", em_boxes, seen)
    tests.check("a page of Han: ink stays inside by the glyph's blanks", inked_edges, report, seen)
    tests.check("page numbers: side, 字 in, mm below", page_number, report, seen)
    tests.check("a page of marks: rows on the grid, both edges hold", marks, seen)
tests.end()
