"""Proves the PDF back end on the sample pages with readers nobody here wrote.

    prove.py MAKE_SAMPLE FANDOL_FILE OUT_FOLDER
"""

import json
import pathlib
import re
import struct
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "readers"))
import readers  # noqa: E402

TOLERANCE = 0.01  # points

PAGE_1 = ["后端样张：部门整体支出绩效自评",
          "岳阳楼区财政局２０２３年度收入决算，“合计”——执行率",
          "两端对齐的一行，字距各加一点。",
          "（一）项目组织实施情况：楷体，绩效①℃㎡",
          "扩展区：𠮷𬭊𬒈䶮喆堃，部首⼀与一",
          "支出 12,345.67 万元",
          "AVATAR office efficient 98.6% (first)",
          "x\u0302 café \u1E8D\u0302 z", "office file",
          "小五号字一行，用来看误差是否累积：" + "一二三四五六七八九十" * 3 + "。"]
PAGE_2 = ["绩效指标（产出）：一——二", "2023(A)", "楷体“竖”（排）", "仿宋竖排（）", "产出指标",
          "数量指标", "≥100%"]
OUTLINE = [(1, "一、部门概况", 1), (2, "（一）机构职能", 1), (3, "1. 三级", 1), (2, "（二）收支", 1),
           (1, "二、表", 2), (2, "跳到三级", 2)]


def run(*argv, **options):
    return subprocess.run([str(a) for a in argv], check=True, capture_output=True, **options).stdout


def expect(what, seen, wanted):
    if seen != wanted:
        raise AssertionError("%s\n  seen:   %r\n  wanted: %r" % (what, seen, wanted))


def squash(text):
    return re.sub(r"\s+", "", text)


def check_text(pdf):
    for page, lines in ((1, PAGE_1), (2, PAGE_2), (3, ["横页", "Nimbus 2023 ÄÖ"])):
        raw = run("pdftotext", "-raw", "-enc", "UTF-8", "-f", page, "-l", page, pdf, "-").decode()
        expect("text of page %d" % page, squash(raw), squash("".join(lines)))
    # In the order of reading, with the lines kept whole, too.
    page_1 = [line.strip() for line in readers.pdf_text(pdf, 1, 1).splitlines() if line.strip()]
    expect("lines of page 1", [squash(line) for line in page_1], [squash(line) for line in PAGE_1])
    page_2 = squash(readers.pdf_text(pdf, 2, 2))
    for cell in PAGE_2[4:]:
        assert cell in page_2, cell


def check_places(pdf, places):
    """MuPDF draws every glyph within 0.01 pt of where the pages have it."""
    wanted = [tuple(map(int, line.split())) for line in places.read_text().splitlines()]
    seen, page = [], 0
    # Across a page's items the transform is always the flip of the page.
    for line in run("mutool", "draw", "-q", "-F", "trace", pdf, "1-3").decode().splitlines():
        if "<page " in line:
            page += 1
        # A further character of a ligature has no glyph.
        match = re.search(r'<g .*glyph=.* x="([-\d.e]+)" y="([-\d.e]+)"', line)
        if match:
            seen.append((page, float(match[1]), float(match[2])))
    expect("number of glyphs", len(seen), len(wanted))
    worst = 0.0
    for (page, x, y), (page_wanted, x_wanted, y_wanted) in zip(seen, wanted):
        expect("page", page, page_wanted)
        worst = max(worst, abs(x - x_wanted / 1000), abs(y - y_wanted / 1000))
    assert worst < TOLERANCE, "a glyph is %.4f pt off" % worst
    return worst, len(seen)


def check_structure(pdf):
    lines = run("mutool", "show", pdf, "outline").decode().splitlines()
    seen = []
    for line in lines:
        match = re.match(r'[|+-]?(\t+)"(.*)"\t#page=(\d+)', line)
        seen.append((len(match[1]), match[2], int(match[3])))
    expect("outline", seen, OUTLINE)
    info = json.loads(run("qpdf", "--json=1", "--json-key=pagelabels", pdf))
    labels = [(e["index"], e["label"].get("/S"), e["label"].get("/St", 1)) for e in info["pagelabels"]]
    expect("page labels", labels, [(0, "/r", 1), (1, "/D", 1)])
    catalog = run("mutool", "show", pdf, "trailer/Root").decode()
    for part in ("/PageMode /UseOutlines", "/PageLayout /SinglePage", "/DisplayDocTitle true",
                 "/PrintScaling /None", "/Lang (zh-CN)"):
        assert part in catalog, (part, catalog)
    expect("page sizes", readers.pdf_page_sizes(pdf), [(595.276, 841.89), (595.276, 841.89), (841.89, 595.276)])
    boxes = run("pdfinfo", "-box", "-f", "1", "-l", "3", pdf).decode()
    expect("trim boxes", len(re.findall(r"TrimBox", boxes)), 3)
    assert "Title:           后端样张（𠮷）" in boxes and "岳阳楼区样张局" in boxes, boxes
    assert "May 28" in boxes and "2024" in boxes, boxes


def check_font_files(pdf, folder):
    """Each embedded TrueType file is a sound font."""
    fonts = folder / "fonts"
    fonts.mkdir(exist_ok=True)
    for old in fonts.iterdir():
        old.unlink()
    run("mutool", "extract", pdf.resolve(), cwd=fonts)
    kinds = sorted(path.suffix for path in fonts.iterdir())
    expect("font files", kinds, [".cid", ".cid", ".cid", ".ttf", ".ttf"])
    for path in fonts.glob("*.ttf"):
        check_truetype(path)


def check_truetype(path):
    """A PDF's font has only the tables that draw (ISO 32000-1, 9.9). The sanitizer is for fonts of the Web and
    wants the others too, so they are added: empty, or the plainest there are."""
    data = path.read_bytes()
    tables = {}
    for i in range(struct.unpack(">H", data[4:6])[0]):
        tag, _, offset, length = struct.unpack(">4sIII", data[12 + 16 * i:28 + 16 * i])
        tables[tag] = data[offset:offset + length]
    os2 = struct.pack(">HhHHHhhhhhhhhhhh10sIIII4sHHHhhhHH", 0, 500, 400, 5, 0, *[0] * 11, b"", 0, 0, 0, 0,
                      b"none", 64, 32, 126, 800, -200, 0, 800, 200)
    cmap = struct.pack(">HHHHI", 0, 1, 3, 1, 12) + struct.pack(">HHHHHHHHHHhH", 4, 24, 0, 2, 2, 0, 0, 0xFFFF, 0,
                                                              0xFFFF, 1, 0)
    names = b"".join("Sample".encode("utf-16-be") for _ in range(6))
    name = struct.pack(">HHH", 0, 6, 6 + 12 * 6) + b"".join(
        struct.pack(">HHHHHH", 3, 1, 0x409, n + 1, 12, 12 * n) for n in range(6)) + names
    tables.update({b"OS/2": os2, b"cmap": cmap, b"name": name, b"post": struct.pack(">IIhhIIIII", 0x30000, *[0] * 8)})
    whole = path.with_suffix(".whole.ttf")
    head = struct.pack(">4sHHHH", data[:4], len(tables), 128, 3, 16 * len(tables) - 128)
    body, at = b"", 12 + 16 * len(tables)
    for tag, table in sorted(tables.items()):
        padded = table + b"\0" * (-len(table) % 4)
        checksum = sum(struct.unpack(">%dI" % (len(padded) // 4), padded)) & 0xFFFFFFFF
        head += struct.pack(">4sIII", tag, checksum, at + len(body), len(table))
        body += padded
    whole.write_bytes(head + body)
    readers.ots_ok(whole)


def main():
    make, fandol, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    pdf, places, again = folder / "sample.pdf", folder / "sample.places", folder / "again.pdf"
    run(make, fandol, pdf, places)
    run(make, pathlib.Path(fandol).resolve(), again.resolve(), (folder / "again.places").resolve(), cwd="/",
        env={"LC_ALL": "C", "TZ": "Asia/Shanghai"})
    expect("two runs give the same bytes", again.read_bytes() == pdf.read_bytes(), True)
    readers.qpdf_check(pdf)
    readers.mutool_ok(pdf)
    readers.ghostscript_ok(pdf)
    readers.fonts_embedded(pdf)
    readers.gray_only(pdf)
    check_text(pdf)
    check_structure(pdf)
    check_font_files(pdf, folder)
    worst, count = check_places(pdf, places)
    print("sample.pdf: %d glyphs, worst %.4f pt, %d bytes" % (count, worst, pdf.stat().st_size))


main()
