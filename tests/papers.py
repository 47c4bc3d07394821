"""报送清单 and 更正说明 through readers nobody here wrote: papers.py PAPERS_TEST (which makes them)."""
import os, subprocess, sys, tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "readers"))
import readers as r

HEAD = "序号位置原内容更正后内容更正理由"



def read(folder, name):
    base = os.path.join(folder, name)
    pdf, docx = base + ".pdf", base + ".docx"
    wanted = r.squash(open(base + ".txt", encoding="utf-8").read())
    r.docx_sdk(docx)
    r.docx_xsd(docx)
    r.docx_styles_exist(docx)
    assert r.squash(r.docx_text(docx)) == wanted, name + ": DOCX has another text"
    r.qpdf_check(pdf)
    r.mutool_ok(pdf)
    r.ghostscript_ok(pdf)
    r.fonts_embedded(pdf)
    pages = r.pdf_pages(pdf)
    theirs = r.pdf_pages(os.path.join(folder, "office", name + ".pdf"))
    assert abs(pages - theirs) <= 1, f"{name}: {pages} pages, {theirs} in LibreOffice"
    print(f"{name}: {pages} pages, accepted")
    return pages


with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.argv[1]], check=True, env={**os.environ, "PAPERS": folder}, stdout=subprocess.DEVNULL)
    names = sorted({file.rpartition(".")[0] for file in os.listdir(folder)})
    assert {"list", "list-corrected", "list-published", "note", "note-empty", "note-many"} <= set(names), names
    r.libreoffice_convert([os.path.join(folder, name + ".docx") for name in names], "pdf",
                          os.path.join(folder, "office"))
    pages = {name: read(folder, name) for name in names}
    for page in range(1, pages["note-many"]):  # what follows the table may stand on a page of its own
        text = r.pdf_text(os.path.join(folder, "note-many.pdf"), page, page, raw=True)
        assert r.squash(text).count(HEAD) == 1, f"no head on page {page}"
