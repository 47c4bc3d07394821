"""Every document of every example, through readers that nobody here wrote."""
import os, re, tempfile, zipfile

import program
import readers as r
from program import DOCUMENTS, ROOT, Tests, paragraphs, render


def pdf_story(pdf):
    """The PDF's text without white space, page numbers and page ends."""
    story = ""
    for page in r.pdf_text(pdf, 1, None, raw=True).split("\f"):
        story += re.sub(r"^—\d+—", "", r.squash(page))  # drawn first
    return story


def text_in_order(pdf, tree):
    """Each cell's and paragraph's text comes back, in the order of the document."""
    story, at = pdf_story(pdf), 0
    for text in paragraphs(tree):
        wanted = r.squash(text)
        found = story.find(wanted, at)
        assert found >= 0, f"“{text[:60]}” is not in the PDF's text behind “{story[max(0, at - 20):at]}”"
        at = found + len(wanted)


def docx_text(docx, tree):
    wanted = r.squash("".join(paragraphs(tree, word_order=True)))
    found = r.squash(r.docx_text(docx))
    assert found == wanted, difference(found, wanted)


def difference(found, wanted):
    i = 0
    while i < min(len(found), len(wanted)) and found[i] == wanted[i]:
        i += 1
    return f"at {i}: found “{found[i:i + 40]}”, wanted “{wanted[i:i + 40]}”"


def office_text(text, tree):
    """LibreOffice's text export equals the document's text."""
    wanted = r.squash("".join(paragraphs(tree, word_order=True)))
    found = r.squash(text)
    assert found == wanted, difference(found, wanted)


def pages_agree(pdf, office_pdf, slack):
    ours, theirs = r.pdf_pages(pdf), r.pdf_pages(office_pdf)
    assert abs(ours - theirs) <= slack, f"{ours} pages in the PDF, {theirs} in LibreOffice"


def page_limit(pdf, most):
    assert r.pdf_pages(pdf) <= most, f"{r.pdf_pages(pdf)} pages, at most {most} are wanted"


def as_libreoffice_reads(docx, copy):
    """A copy whose overflowPunct says in LibreOffice what ours says in Word.

    LibreOffice 7.4 imports the flag inverted: our 0 (no hanging marks, B4.6) makes it hang them,
    and its PDF export then leaves out a hung mark where a justified line ends exactly at the edge.
    What is tested here is our file, so it is read with the flag as meant."""
    with zipfile.ZipFile(docx) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/styles.xml":
                assert b'<w:overflowPunct w:val="0"/>' in data
                data = data.replace(b'<w:overflowPunct w:val="0"/>', b"<w:overflowPunct/>")
            target.writestr(name, data)


def office_marks(office_pdf, tree):
    """LibreOffice's own PDF loses no punctuation mark of the document."""
    marks = "，。；：！？（）《》“”、"
    story = r.squash(r.pdf_text(office_pdf, 1, None, raw=True))
    text = "".join(paragraphs(tree))
    for mark in marks:
        assert story.count(mark) >= text.count(mark), f"{mark} is lost in LibreOffice's PDF"


def a4(pdf):
    for width, height in r.pdf_page_sizes(pdf):
        assert abs(width - 595.276) < 0.01 and abs(height - 841.89) < 0.01, f"{width} x {height}"


def check_example(tests, unit, out):
    name = os.path.basename(unit)
    folder = render(unit, os.path.join(out, name))
    made = [d for d in DOCUMENTS if os.path.exists(os.path.join(folder, d + ".pdf"))]
    office = os.path.join(out, name + "-office")
    os.makedirs(office)
    docxs = [os.path.join(folder, d + ".docx") for d in made]
    copies = [os.path.join(office, d + "-marks.docx") for d in made]
    for docx, copy in zip(docxs, copies):
        as_libreoffice_reads(docx, copy)
    r.libreoffice_convert(docxs + copies, "pdf", office)
    for document in made:
        pdf, docx, tree = (os.path.join(folder, f"{document}.{e}") for e in ("pdf", "docx", "tree"))
        office_pdf = os.path.join(office, document + ".pdf")

        def check(what, function, *arguments):
            tests.check(f"{name} {document}: {what}", function, *arguments)

        check("qpdf", r.qpdf_check, pdf)
        check("mutool", r.mutool_ok, pdf)
        check("ghostscript", r.ghostscript_ok, pdf)
        check("fonts embedded, subset, with Unicode", r.fonts_embedded, pdf)
        check("black in DeviceGray only", r.gray_only, pdf)
        check("A4", a4, pdf)
        check("text in order", text_in_order, pdf, tree)
        check("OOXML SDK", r.docx_sdk, docx)
        check("XSDs", r.docx_xsd, docx)
        check("styles exist", r.docx_styles_exist, docx)
        check("docx text", docx_text, docx, tree)
        check("LibreOffice text", lambda: office_text(r.libreoffice_text(docx), tree))
        check("LibreOffice pages", pages_agree, pdf, office_pdf, 1 if document == "report" else 0)
        check("LibreOffice marks", office_marks, os.path.join(office, document + "-marks.pdf"), tree)
        if document == "basic-data":
            check("one page", page_limit, pdf, 1)
        if document == "self-evaluation":
            check("two pages", page_limit, pdf, 2)


tests = Tests()
with tempfile.TemporaryDirectory() as out:
    for example in sorted(os.listdir(os.path.join(ROOT, "examples"))):
        unit = os.path.join(ROOT, "examples", example)
        if os.path.isdir(unit):
            check_example(tests, unit, out)
tests.end()
