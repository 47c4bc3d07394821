"""Every document of every example, through readers that nobody here wrote."""
import os, re, shutil, tempfile, zipfile

import program
import readers as r
from program import EXAMPLES, Tests, documents_of, paragraphs, render


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


def office_text(export, tree):
    """LibreOffice's text export equals the document's text."""
    text = open(export, encoding="utf-8-sig").read()
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


def check_document(tests, name, folder, office):
    """`office` is the way to LibreOffice's files of the document, without their endings."""
    document = os.path.basename(name)
    pdf, docx, tree = (os.path.join(folder, f"{document}.{e}") for e in ("pdf", "docx", "tree"))
    for what, check, *arguments in [
        ("qpdf", r.qpdf_check, pdf), ("mutool", r.mutool_ok, pdf), ("ghostscript", r.ghostscript_ok, pdf),
        ("fonts embedded, subset, with Unicode", r.fonts_embedded, pdf),
        ("black in DeviceGray only", r.gray_only, pdf), ("A4", a4, pdf),
        ("text in order", text_in_order, pdf, tree),
        ("OOXML SDK", r.docx_sdk, docx), ("XSDs", r.docx_xsd, docx), ("styles exist", r.docx_styles_exist, docx),
        ("docx text", docx_text, docx, tree),
        ("LibreOffice text", office_text, office + ".txt", tree),
        ("LibreOffice pages", pages_agree, pdf, office + ".pdf", document.startswith("report")),
        ("LibreOffice marks", office_marks, office + "-marks.pdf", tree),
    ]:
        tests.check(f"{name}: {what}", check, *arguments)
    if document in MOST_PAGES:
        tests.check(f"{name}: pages", page_limit, pdf, MOST_PAGES[document])


def convert_all(folders, office):
    """All DOCXs in two runs of LibreOffice: its start takes longer than its work."""
    os.makedirs(office)
    docxs, marks = [], []
    for name, folder in folders.items():
        for document in documents_of(folder):
            docxs.append(os.path.join(office, f"{name}-{document}.docx"))
            marks.append(os.path.join(office, f"{name}-{document}-marks.docx"))
            shutil.copy(os.path.join(folder, document + ".docx"), docxs[-1])
            as_libreoffice_reads(docxs[-1], marks[-1])
    r.libreoffice_convert(docxs + marks, "pdf", office)
    r.libreoffice_convert(docxs, "txt:Text (encoded):UTF8", office)


MOST_PAGES = {"basic-data": 1, "self-evaluation": 2}


def check_folders(tests, folders, out):
    """`folders`: {name: the folder with a unit's documents, as pdf, docx and tree}."""
    office = os.path.join(out, "office")
    convert_all(folders, office)
    for name, folder in folders.items():
        for document in documents_of(folder):
            check_document(tests, f"{name}/{document}", folder, os.path.join(office, f"{name}-{document}"))


def check_examples():
    tests = Tests()
    with tempfile.TemporaryDirectory() as out:
        made = {os.path.basename(unit): render(unit, os.path.join(out, "made")) for unit in EXAMPLES}
        check_folders(tests, made, out)
    tests.end()


if __name__ == "__main__":
    check_examples()
