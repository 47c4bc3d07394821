"""Rare characters (B1.4, B1.7, B10): what is typed is what readers that nobody here wrote find in the PDF,
in every role, in order, drawn with ink and in embedded fonts."""
import html, os, re, shutil, subprocess, tempfile, unicodedata

from program import EXAMPLE, Tests, mupdf, render, run
import readers as r

# 24 characters of each extension, evenly spread over what is assigned; of G and H, over what BabelStone Han has.
SPREAD = {"A": (0x3400, 0x4DBF), "B": (0x20000, 0x2A6DF), "C": (0x2A700, 0x2B739), "D": (0x2B740, 0x2B81D),
          "E": (0x2B820, 0x2CEA1), "F": (0x2CEB0, 0x2EBE0)}
LINES = {f"Extension {name}": "".join(chr(first + (last - first) * i // 23) for i in range(24))
         for name, (first, last) in SPREAD.items()}
LINES.update({
    "Extension G": "𰀀𰂨𰅑𰈇𰊶𰍠𰑌𰔚𰘋𰛮𰟴𰣸𰧮𰬈𰯮𰲶𰵩𰹣𰼳𰿁𱂖𱅣𱈋𱊦",
    "Extension H": "𱍐𱏘𱑧𱓕𱔺𱖥𱘲𱛉𱝟𱠊𱢿𱥲𱫉𱮶𱲞𱵗𱹃𱼑𱿨𲂆𲄙𲇝𲉋𲌏",
    "general use": "𬭊𬒈䶮喆堃𫖯𬬻𫠊𬴊𫄷㑇㛃䗴䲟",
    "radicals": "⼀一⾻骨⻢马⼈人",
    "variation selectors": "葛葛\U000E0100葛\U000E0101城邊\U000E0100邊骨\uFE01骨骨\uFE01𠀀\uFE02",
    "symbols": "㎡℃№①②⑳㈠㈩Ⅳⅻ≧≥≦≤㎏㎜‰§※",
    "marks of one glyph": "——与⸺与—与―，·与‧与・，…与‥",
    "quotes": "推进“甲\uFE00”与“乙”\uFE01并‘丙’",
    "combined": "〇\u3099国\u20DD，é与q\u0301与x\u0323\u0301",
    "full-width": "ＡBＣ０1，％%／/",
})
NAME = "豈豈⾻骨𠀀e\u0301é"  # a name stays as it was written (B1.2, B1.3)


def unit(folder):
    made = os.path.join(folder, "rare")
    shutil.copytree(EXAMPLE, made)
    path = os.path.join(made, "unit.toml")
    data = open(path, encoding="utf-8").read()
    assert 'preparer = ""' in data
    with open(path, "w", encoding="utf-8") as file:
        file.write(data.replace('preparer = ""', f'preparer = "{NAME}"'))
    with open(os.path.join(made, "report.md"), "a", encoding="utf-8") as file:
        for title, line in LINES.items():
            file.write(f"\n〖{line}〗\n")
        file.write("\n| 项目 | 说明 |\n|---|---|\n" + "".join(
            f"| {line[:4]} | {line} |\n" for title, line in LINES.items() if title.startswith("Extension")))
    return made


def squash(text):
    return re.sub(r"[\s\u2028]+", "", text)


def holds(text, lines):
    """Every line in full, in order; no reader tells a gap between Han and Western from a blank."""
    text, at = squash(text), 0
    for title, line in lines:
        found = text.find(squash(line), at)
        if found < 0:
            near = text.find("〖" + line[:1], at)
            raise AssertionError(f"{title}: wanted {line!a}, got {text[max(near, 0):near + len(line) + 8]!a}")
        at = found + len(squash(line))


def mutool(pdf, how):
    return mupdf(pdf, how).decode()


def read_by(reader, report, names):
    text = {"poppler": r.pdf_text, "MuPDF": lambda pdf: mutool(pdf, "text"),
            "pdf.js": lambda pdf: "".join(p["tagged"] + p["untagged"] for p in r.pdfjs(pdf)["pages"])}[reader]
    holds(text(report), [(title, f"〖{line}〗") for title, line in LINES.items()])
    assert NAME in squash(text(names)), text(names)


def every_glyph_is_one(pdf):
    glyphs = re.findall(r'<g unicode="([^"]*)" glyph="(\d+)"', mutool(pdf, "trace"))
    assert len(glyphs) > 1000, len(glyphs)
    assert not [g for g in glyphs if g[1] == "0"], "a .notdef is drawn"


def every_character_has_ink(pdf, folder):
    """The pages at 108 dpi: dark pixels in the box of every character but blanks and what hangs on another."""
    prefix = os.path.join(folder, "page")
    subprocess.run(["pdftoppm", "-r", "108", "-gray", pdf, prefix], check=True)
    pages = [os.path.join(folder, f) for f in sorted(os.listdir(folder)) if f.startswith("page")]
    stext = re.findall(r"<page .*?</page>", mutool(pdf, "stext"), re.S)
    assert len(pages) == len(stext)
    seen = set()
    for path, page in zip(pages, stext):
        data = open(path, "rb").read()
        width, height = (int(n) for n in re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data).groups())
        pixels = data[len(data) - width * height:]
        for quad, c in re.findall(r'<char quad="([^"]*)"[^>]* c="([^"]*)"', page):
            c = html.unescape(c)
            xs, ys = [float(n) * 1.5 for n in quad.split()[::2]], [float(n) * 1.5 for n in quad.split()[1::2]]
            left, right, top, bottom = int(min(xs)), int(max(xs)) + 1, int(min(ys)), int(max(ys)) + 1
            if c.isspace() or unicodedata.category(c[0])[0] == "M" or right - left < 3:
                continue
            assert any(min(pixels[y * width + left:y * width + right], default=255) < 160
                       for y in range(top, bottom)), f"{path}: nothing is drawn for {c!a} at {quad}"
            seen.add(c)
    wanted = {c for line in LINES.values() for c in line if unicodedata.category(c)[0] != "M"}
    assert wanted <= seen, wanted - seen


def fallback_is_told_once_a_role(made, out):
    code, _, err = run("render", made, "-o", out, "-d", "report,basic-data", "-f", "trace", "-v")
    assert code == 0, err
    told = re.findall(r"note: (\S+) \([^)]*\) [^(]*\(([^)]*)\); \S+ sets it", err)
    assert told and len(told) == len(set(told)), "told twice"
    assert {role for c, role in told if c == "𠀀"} == {"仿宋", "宋体"}, told  # the report's and the name's
    ignored = re.findall(r"U\+(\w+) U\+(\w+) of .*\[variation-ignored\]", err)
    assert ignored == [("9AA8", "FE01"), ("20000", "FE02"), ("7532", "FE00")], ignored


tests = Tests()
with tempfile.TemporaryDirectory() as out:
    made = unit(out)
    folder = render(made, os.path.join(out, "made"), ["report", "basic-data"], "pdf")
    report, names = (os.path.join(folder, d + ".pdf") for d in ("report", "basic-data"))
    for reader in ("poppler", "MuPDF", "pdf.js"):
        tests.check(f"{reader} reads what was typed", read_by, reader, report, names)
    tests.check("qpdf", r.qpdf_check, report)
    tests.check("ghostscript", r.ghostscript_ok, report)
    tests.check("all fonts are embedded, with Unicode", r.fonts_embedded, report)
    tests.check("no .notdef", every_glyph_is_one, report)
    tests.check("ink for every character", every_character_has_ink, report, out)
    tests.check("each fallback is told once", fallback_is_told_once_a_role, made, os.path.join(out, "told"))
tests.end()
