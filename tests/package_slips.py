"""The slips of a clerk, through package, verify and revise: each message says what was found and what is wanted; what is no
slip (a zip of another name, unzipped elsewhere) is none. And 报送清单 and 更正说明 of every example are one page each."""
import os, re, shutil, tempfile, zipfile

import program
import readers as r
from program import EXAMPLE, EXAMPLES, ROOT, Tests, run

AMOUNT = ("= [151.4, 578.38, 512.38]", "= [151.4, 578.38, 512.3]")
GOOD = tempfile.TemporaryDirectory()  # the example's package, its unit and its unit with two corrections


def edit(path, old, new):
    text = open(path, encoding="utf-8").read()
    assert text.count(old) == 1, f"{text.count(old)} of {old}"
    open(path, "w", encoding="utf-8").write(text.replace(old, new))


def set_up():
    os.chdir(GOOD.name)
    shutil.copytree(EXAMPLE, "unit")
    os.remove("unit/unit.json")
    code, _, err = run("package", "unit", "-o", "out")
    assert code == 0, err
    name, = (each[:-4] for each in os.listdir("out/unit") if each.endswith(".zip"))
    shutil.copy(f"out/unit/{name}.zip", "x.zip")
    shutil.copytree("unit", "corrected")
    edit("corrected/unit.toml", *AMOUNT)
    edit("corrected/report.md", "可以归为四类。", "可以归为四类，分述如下。")


def refused(wanted_code, wanted, *arguments):
    before = sorted(os.listdir("."))
    code, out, err = run(*arguments)
    assert code == wanted_code and not out and wanted in err, (code, out, err)
    assert before == sorted(os.listdir(".")), os.listdir(".")


def exchanged():
    refused(2, "corrected: error: is a unit, and x.zip a package; the package that is corrected comes first",
            "revise", "corrected", "x.zip", "-o", "new")
    refused(2, "unit: error: is a unit; a package is wanted", "revise", "unit", "corrected", "-o", "new")
    refused(2, "out/unit: error: is a package; a unit is wanted", "revise", "x.zip", "out/unit", "-o", "new")
    for path in "unit", "unit/unit.toml":
        refused(2, f"{path}: error: is a unit; a package is wanted", "verify", path)
    for path in "x.zip", "out/unit":
        refused(2, f"{path}: error: is a package; a unit is wanted", "package", path, "-o", "new")


def there_already():
    refused(3, "out/unit: error: a folder of this name is there already, and is kept; --force", "package", "unit", "-o", "out")


def elsewhere():
    """Neither the zip's name nor the folder's is the package's."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile("x.zip") as package:
            package.extractall(folder)
        inner, = os.listdir(folder)
        os.rename(os.path.join(folder, inner), os.path.join(folder, "y"))
        for path in "x.zip", os.path.join(folder, "y"):
            code, out, err = run("verify", path)
            assert code == 0 and "every byte is the same" in out and not err, (path, out, err)


def revision_by(where, missing):
    """`missing`: changes that it does not cover; None: all."""
    with tempfile.TemporaryDirectory() as folder:
        unit = os.path.join(folder, "unit")
        shutil.copytree("corrected", unit)
        with open(os.path.join(unit, "unit.toml"), "a", encoding="utf-8") as data:
            data.write(f'\n[[revision]]\nwhere = "{where}"\nreason = "按审核意见更正。"\n')
        code, out, err = run("revise", "x.zip", unit, "-o", os.path.join(folder, "new"))
        assert code == 0, err
        assert ("[revision-unused]" in err) == (missing is None), err
        wanted = "2 changes have no reason" if missing is None else "one change has no reason: " + missing
        assert wanted in err, err


def revisions():
    amount, report = "经费控制情况 › 政府采购金额 › 2023年决算数", "自评报告 › 一、单位基本情况"
    for where in amount, "经费控制情况", "expenditure.procurement":
        revision_by(where, report)
    for where in report, "单位基本情况":
        revision_by(where, amount)
    for where in "经费控制情况 › 政府采购", "expenditure.procure":
        revision_by(where, None)


def one_page(example):
    with tempfile.TemporaryDirectory() as folder:
        unit = os.path.join(folder, "unit")
        shutil.copytree(example, unit)
        if os.path.exists(os.path.join(unit, "unit.toml")) and os.path.exists(os.path.join(unit, "unit.json")):
            os.remove(os.path.join(unit, "unit.json"))
        code, _, err = run("package", unit, "-o", folder + "/1")
        assert code == 0, err
        path = os.path.join(unit, "report.md")
        parts = open(path, encoding="utf-8").read().split("\n\n")
        first = next(i for i, part in enumerate(parts) if len(part) > 150 and part[0] not in "#|-")
        parts.insert(first + 1, "本单位对照审核意见逐条核实，补充说明有关情况。" * 9)
        open(path, "w", encoding="utf-8").write("\n\n".join(parts))
        code, _, err = run("revise", folder + "/1/unit", unit, "-o", folder + "/2", "--reason", "按审核意见更正。")
        assert code == 0, err
        papers = [os.path.join(where, name) for where, _, names in os.walk(folder) for name in names
                  if name in ("报送清单.pdf", "更正说明.pdf")]
        assert len(papers) == 3, papers
        for paper in papers:
            assert r.pdf_pages(paper) == 1, f"{r.pdf_pages(paper)} pages: {paper}"


def readme(name, unit):
    """What its “Try it” says of packages can be typed."""
    text = open(os.path.join(ROOT, name), encoding="utf-8").read()
    lines = re.findall(r"(?m)^    out/build/ziping ((?:package|verify|revise) .*?) +#", text)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree("unit", os.path.join(folder, unit))
        for line in lines:
            if line.startswith("revise"):
                edit(os.path.join(folder, unit, "unit.toml"), *AMOUNT)
            code, out, err = run(*line.split(), cwd=folder)
            assert code == 0 and out, (line, code, out, err)
        assert [line.split()[0] for line in lines] == ["package", "verify", "revise"], lines
        assert os.path.isdir(os.path.join(folder, "out", "packages", unit + "-v2"))


if __name__ == "__main__":
    tests = Tests()
    set_up()
    tests.check("a unit for a package, and the other way round", exchanged)
    tests.check("a package that is there", there_already)
    tests.check("a zip of another name", elsewhere)
    tests.check("[[revision]] by its place", revisions)
    tests.check("README.md", readme, "README.md", "my-unit")
    tests.check("README.zh-CN.md", readme, "README.zh-CN.md", "我的单位")
    for each in EXAMPLES:
        tests.check(f"{os.path.basename(each)}: papers of one page", one_page, each)
    tests.end()
