"""The tags of what `ziping package`, `revise`, `check` and `print` write: the house's own papers, pages to be put in, and
a job for the print shop, which has none."""
import json, os, re, subprocess, tempfile

import tags
from package import copy_of
from program import EXAMPLE, EXAMPLES, RELEASE, Tests, run
from tags import reading, squash, texts

PLAIN = next(each for each in EXAMPLES if "wangjiahe" in each)


def folder_of(out, name):
    path = os.path.join(out, name)
    return os.path.join(path, next(each for each in os.listdir(path) if not each.endswith(".zip")))


def pdfs(folder, *parts):
    manifest = json.load(open(os.path.join(folder, "manifest.json"), encoding="utf-8"))
    return [os.path.join(folder, each["name"]) for each in manifest["files"]
            if each["name"].endswith(".pdf") and each["part"] in parts]


def page_text(pdf):
    done = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", pdf, "-"], check=True, capture_output=True)
    return done.stdout.decode()


def all_of_it(pdf):
    """Nothing of the pages is missing in the tree but page numbers and labels repeated within the file."""
    reader = tags.Reader(pdf)
    found = squash("".join(texts(reader.tree)))
    shown = squash(re.sub(r"— \d+ —", "", page_text(pdf)))
    missing = set(shown) - set(found)
    assert not missing, missing
    assert len(found) > 0.8 * len(shown), f"{len(found)} of {len(shown)} characters"


def a_part_each(pdf, wanted):
    """One document is the tree's root, several are its parts; each begins with its own headings."""
    reader = tags.Reader(pdf)
    assert reader.root.role == "Document"
    roles = [each.role for each in reader.root.elements()]
    if wanted == 1:
        assert "Part" not in roles, roles
        return
    assert roles == ["Part"] * wanted, roles


def no_level_is_left_out(pdf):
    reader = tags.Reader(pdf)
    parts = [each for each in reader.root.elements() if each.role == "Part"] or [reader.root]
    for part in parts:
        last = 0
        for element in part.all():
            if re.fullmatch(r"H[1-6]", element.role):
                level = int(element.role[1])
                assert level <= last + 1, f"H{level} behind H{last}"
                last = level


def tables(reader):
    return [each for each in reader.root.all() if each.role == "Table"]


def a_table_that_goes_on(pdf, whole):
    """On its second page alone a table has its head and its labels, repeated there, as headers; its rows are whole."""
    part, full = tables(tags.Reader(pdf)), tables(tags.Reader(whole))
    assert len(part) == len(full) == 1, (len(part), len(full))
    rows = [sum(1 for each in table.all() if each.role == "TR") for table in part + full]
    assert 3 < rows[0] < rows[1], rows
    words = [word for word, _ in tags.cells(tags.Reader(pdf).tree, headers=False)]
    for word in ("绩效指标", "一级指标", "年度指标值", "得分"):
        assert words.count(word) == 1, word


def check_file(tests, pdf):
    name = os.path.basename(pdf)
    reader = tags.Reader(pdf)
    tags.check_all(tests, name, pdf, reader)
    tests.check(f"{name}: all of it", all_of_it, pdf)
    tests.check(f"{name}: headings", no_level_is_left_out, pdf)


def changed(path, edit):
    text = open(path, encoding="utf-8").read()
    new = edit(text)
    assert new != text
    open(path, "w", encoding="utf-8").write(new)


def untagged(pdf):
    """Pages that are there twice cannot be tagged: a print job makes no claim."""
    file = reading.File(pdf)
    assert "/StructTreeRoot" not in file.catalog and "/MarkInfo" not in file.catalog
    for page in file.pages:
        assert "/StructParents" not in file.get(page)
        assert b"MCID" not in file.content(page)


def main():
    tests = Tests()
    with tempfile.TemporaryDirectory() as out:
        base = os.path.basename(EXAMPLE)
        assert run("package", EXAMPLE, "-o", out, ziping=RELEASE)[0] == 0
        for pdf in pdfs(folder_of(out, base), "list", "check-report"):
            check_file(tests, pdf)
        # A figure on the second page of a table, and nothing on its first: that form prints no mark of a correction.
        assert run("package", PLAIN, "-o", out, ziping=RELEASE)[0] == 0
        unit = copy_of(PLAIN, out + "/new")
        changed(os.path.join(unit, "unit.toml"), lambda text: text.replace("9.74", "9.73"))
        changed(os.path.join(unit, "report.md"), lambda text: text.replace("。\n\n#", "，并按月检查。\n\n#", 1))
        plain = os.path.basename(PLAIN)
        code, _, err = run("revise", os.path.join(out, plain), unit, "-o", out, "--reason", "更正", ziping=RELEASE)
        assert code == 0, err
        folder = folder_of(out, plain + "-v2")
        for pdf in pdfs(folder, "revision-note", "replacement-pages"):
            check_file(tests, pdf)
        single = os.path.join(folder, "更正", "换页（单面打印）.pdf")
        whole = next(each for each in pdfs(folder, "document") if "自评表" in os.path.basename(each) and "项目" not in each)
        tests.check("documents to be put in are parts", a_part_each, single, 2)
        tests.check("a table that goes on", a_table_that_goes_on, single, whole)
        job = os.path.join(out, "job.pdf")
        assert run("print", os.path.join(out, base), "-o", job)[0] == 0
        tests.check("a print job", untagged, job)
    tests.end()


if __name__ == "__main__":
    main()
