"""`-f word`, where Word sets a page otherwise: the report itself, and its reckoning against LibreOffice.

Word is not at hand. LibreOffice fills lines one after the other too, with the same lists of marks, but
squeezes none and knows no negative character grid; so it is given a copy with the grid's spacing in
the styles, and the reckoning does without squeezing. What is left is the same task."""
import os, re, shutil, subprocess, sys, tempfile, zipfile

import program
import readers as r
from program import EXAMPLE, EXAMPLES, Tests, documents_of, render

LINES = sys.argv[1]
SPACING = -250  # thousandths of a point; Word and LibreOffice count in twips, of 50
GAP = 250


def story_lines(pdf):
    """The squashed lines of a PDF in reading order, without page numbers."""
    lines = [r.squash(line) for line in r.pdf_text(pdf, 1, None, raw=True).replace("\f", "\n").split("\n")]
    return [line for line in lines if line and not re.fullmatch(r"—\d+—", line)]


def reckoned(unit, document):
    """Each paragraph of the flow: its lines in our PDF, and filled line by line."""
    out = subprocess.run([LINES, unit, document, str(SPACING), str(GAP), "-"], capture_output=True,
                         check=True).stdout.decode().split("\n")[:-1]
    lines = [[r.squash(line) for line in row.split("\x1e")] for row in out]
    return list(zip(lines[::2], lines[1::2]))


def for_libreoffice(docx, copy):
    with zipfile.ZipFile(docx) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/styles.xml":  # its flag for hanging marks is read inverted
                data = data.replace(b'<w:overflowPunct w:val="0"/>', b"<w:overflowPunct/>")
                data = data.replace(b"<w:snapToGrid/>", b'<w:snapToGrid w:val="0"/><w:spacing w:val="%d"/>'
                                    % (SPACING // 50))
            if name == "word/document.xml":
                data = re.sub(b"<w:docGrid[^>]*/>", b"", data)
            target.writestr(name, data)


def paragraph_lines(lines, text, at):
    """The lines of LibreOffice that make up `text`, and where they end; None where they are not there."""
    for start in range(at, min(at + 400, len(lines))):
        if text.startswith(lines[start]):
            end, joined = start, ""
            while end < len(lines) and len(joined) < len(text):
                joined += lines[end]
                end += 1
            if joined == text:
                return lines[start:end], end
    return None, at


def lines_as_libreoffice(unit, office_pdf):
    lines, at = story_lines(office_pdf), 0
    seen = as_reckoned = as_ours = same_count = 0
    for ours, greedy in reckoned(unit, "report"):
        if len(greedy) < 2:
            continue  # of one line in either is no test
        found, at = paragraph_lines(lines, "".join(greedy), at)
        if found is None:
            continue
        seen += 1
        as_reckoned += found == greedy
        as_ours += found == ours
        same_count += len(found) == len(greedy)
    print(f"# of {seen} paragraphs of several lines {as_reckoned} break in LibreOffice as reckoned, "
          f"{as_ours} as in our PDF; {same_count} have as many lines as reckoned")
    least = 70 if unit == EXAMPLE else 30
    assert seen > least, f"only {seen} paragraphs were found"
    assert as_reckoned >= 0.9 * seen and same_count >= 0.98 * seen, (seen, as_reckoned, same_count)
    assert as_ours < as_reckoned, "the reckoning is no better than our own lines"


def page_starts(report):
    """Pages that the report says begin otherwise: (page, text in our PDF, text in Word)."""
    text = open(report, encoding="utf-8").read()
    return re.findall(r"第(\d+)页　\[B8\] 按规则推算：PDF 这一页从(.*?)起，Word 从(.*?)起[；。（]", text)


def pages_of(pdf, texts):
    """The page on which each text stands first; 0 for one that is not in one piece."""
    pages = [r.squash(r.pdf_text(pdf, n, n, raw=True)) for n in range(1, r.pdf_pages(pdf) + 1)]
    return [next((n for n, page in enumerate(pages, 1) if text in page), 0) for text in texts]


def table_breaks_as_reckoned(folder, document, office_pdf):
    """Unless the report names another page start, each text is on the same page in LibreOffice. How many?"""
    ours = os.path.join(folder, document + ".pdf")
    if page_starts(os.path.join(folder, document + ".word.txt")):
        return 0
    texts = [r.squash(text) for text in program.paragraphs(os.path.join(folder, document + ".tree"))]
    texts = [text for text in texts if len(text) > 5 and texts.count(text) == 1]
    seen = 0
    for text, here, there in zip(texts, pages_of(ours, texts), pages_of(office_pdf, texts)):
        assert not here or not there or here == there, f"{document}: {text} on page {here} and {there}"
        seen += bool(here and there)
    return seen


def tables_break_as_reckoned(folders, office):
    seen = {}
    for name, folder in folders.items():
        for document in documents_of(folder):
            if document in ("self-evaluation", "project"):
                office_pdf = os.path.join(office, f"{name}-{document}.pdf")
                seen[name, document] = table_breaks_as_reckoned(folder, document, office_pdf)
    print(f"# texts on the same page: {seen}")
    assert sum(seen.values()) > 100, f"only {seen} texts were compared"


def well_formed(report):
    lines = open(report, encoding="utf-8").read().split("\n")
    assert lines[0].endswith("：Word、WPS 与 PDF 的不同"), lines[0]
    entries = 0
    for line in lines:
        if "　第" in line and "[B" in line:
            assert re.match(r"[^　]+\.(toml|md|xml|json):\d+(:\d+)?　第\d+页(第\d+行|表格第\d+行)?　\[B\d+(\.\d+)?\] .+。$", line), line
            assert "/templates/" not in line.split("　")[0], line  # the templates' folder is nothing to the clerk
            entries += 1
    assert entries > 0, "no entry"
    for here, there in [(a, b) for _, a, b in page_starts(report)]:
        assert here != there, (report, here)
    assert sum("] 行距：" in line for line in lines) <= 1, report


def example_report(folder):
    report = open(os.path.join(folder, "report.word.txt"), encoding="utf-8").read()
    for said in ("[B12] 行距：PDF 首末行的字身贴版心上下边，行距 29.61 磅", "[B12] 空白页：PDF 的第2页",
                 "没有用 Word 实测", "[B2] 间隔号", "PDF 为换页多排了一行", "[B12] 标题的位置"):
        assert said in report, said
    form = open(os.path.join(folder, "self-evaluation.word.txt"), encoding="utf-8").read()
    assert "栏目“绩效指标”跨页，PDF 在这一页再印一次，Word 不再印" in form


def convert_all(folders, office):
    """The reports and the forms of two pages, in one run of LibreOffice: its start takes longer than its work."""
    os.makedirs(office)
    copies = []
    for name, folder in folders.items():
        for document in documents_of(folder):
            copies.append(os.path.join(office, f"{name}-{document}.docx"))
            docx = os.path.join(folder, document + ".docx")
            for_libreoffice(docx, copies[-1]) if document == "report" else shutil.copy(docx, copies[-1])
    r.libreoffice_convert(copies, "pdf", office)


tests = Tests()
with tempfile.TemporaryDirectory() as out:
    folders = {os.path.basename(unit): render(unit, out, formats="pdf,docx,word,tree") for unit in EXAMPLES}
    office = os.path.join(out, "office")
    convert_all(folders, office)
    for unit, (name, folder) in zip(EXAMPLES, folders.items()):
        for document in documents_of(folder):
            tests.check(f"{name}/{document}: the report", well_formed, os.path.join(folder, document + ".word.txt"))
        tests.check(f"{name}: lines as LibreOffice breaks them", lines_as_libreoffice, unit,
                    os.path.join(office, name + "-report.pdf"))
    tests.check("what the report says of the example", example_report, folders[os.path.basename(EXAMPLE)])
    tests.check("tables over pages as LibreOffice has them", tables_break_as_reckoned, folders, office)
tests.end()
