"""The pages to be put in, as `ziping revise` writes them: only those that look different, in their order, by page images;
for two-sided printing whole sheets, each page that of the new document or blank."""
import json, os, subprocess, tempfile
from program import EXAMPLE, RELEASE, Tests, run
from package import copy_of


def images(pdf):
    """Its pages as grey pixels."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", "60", "-gray", pdf, os.path.join(folder, "p")], check=True)
        return [open(os.path.join(folder, name), "rb").read() for name in sorted(os.listdir(folder))]


def documents(folder):
    """Document id -> page images, in the package's order."""
    manifest = json.load(open(os.path.join(folder, "manifest.json"), encoding="utf-8"))
    return {file["document"]: images(os.path.join(folder, file["name"])) for file in manifest["files"]
            if file["part"] == "document" and file["name"].endswith(".pdf")}


def package_folder(path):
    return os.path.join(path, next(name for name in os.listdir(path) if not name.endswith(".zip")))


def check(edit, name="unit.toml"):
    with tempfile.TemporaryDirectory() as out:
        assert run("package", EXAMPLE, "-o", out, ziping=RELEASE)[0] == 0
        unit = copy_of(EXAMPLE, out + "/new")
        path = os.path.join(unit, name)
        text = open(path, encoding="utf-8").read()
        changed = edit(text)
        assert changed != text
        open(path, "w", encoding="utf-8").write(changed)
        base = os.path.basename(EXAMPLE)
        code, _, err = run("revise", os.path.join(out, base), unit, "-o", out, "--reason", "更正", ziping=RELEASE)
        assert code == 0, err
        old = documents(package_folder(os.path.join(out, base)))
        folder = package_folder(os.path.join(out, base + "-v2"))
        new = documents(folder)
        wanted, sheets = [], []
        for document, pages in new.items():
            before = old[document]
            differs = [i >= len(before) or page != before[i] for i, page in enumerate(pages)]
            wanted += [page for page, other in zip(pages, differs) if other]
            for i in range(0, len(pages), 2):
                gone = i + 1 < len(before) and i + 1 >= len(pages)
                if any(differs[i:i + 2]) or gone:
                    sheets += [pages[i], pages[i + 1] if i + 1 < len(pages) else None]
        assert wanted, "nothing looks different: the test proves nothing"
        single = images(os.path.join(folder, "更正", "换页（单面打印）.pdf"))
        assert single == wanted, f"{len(single)} pages, {len(wanted)} look different"
        both = images(os.path.join(folder, "更正", "换页（双面打印）.pdf"))
        assert len(both) == len(sheets), f"{len(both)} pages on both sides, not {len(sheets)}"
        for i, (page, want) in enumerate(zip(both, sheets)):
            blank = len(set(page.split(b"\n", 3)[3])) == 1
            assert blank if want is None else page == want, f"page {i + 1} for two-sided printing"
        return len(single)


def one_score():
    count = check(lambda text: text.replace("score  = 9 ", "score  = 8 ") if "score  = 9 " in text
                  else text.replace("score  = 9\n", "score  = 8\n"))
    assert count < 8, f"{count} pages for one score"


def a_paragraph_that_moves_pages():
    line = "街道把绩效管理纳入月度例会，逐项对照指标检查进度，对滞后的项目当月提出整改要求并在下月会上复核。"
    check(lambda text: text.replace("\n\n", "\n\n" + line * 9 + "\n\n", 3).replace(line * 9 + "\n\n", "", 1), "report.md")


if __name__ == "__main__":
    tests = Tests()
    tests.check("one score", one_score)
    tests.check("a paragraph that moves pages", a_paragraph_that_moves_pages)
    tests.end()
