"""A district that is only a profile, a template of its own and a unit (tests/district/): nothing of it is in src/.

Its labels, groups, weights, categories, switches and the order of its documents are none of the real ones'."""
import os, re, shutil, subprocess, tempfile
import xml.etree.ElementTree as ElementTree

import documents
import grids
import program
import readers
from program import HERE, ROOT, Tests, paragraphs, render, run

TEMPLATES = os.path.join(ROOT, "templates")
DISTRICT = os.path.join(HERE, "district")
UNIT = os.path.join(DISTRICT, "unit")
ORDER = ["submission", "report", "report-public", "project", "self-evaluation", "basic-data"]


def templates_of(folder):
    """templates/ as the district's IT colleague leaves it: with two files more."""
    copy = os.path.join(folder, "templates")
    shutil.copytree(TEMPLATES, copy)
    for file in ("shili-2025.toml", "submission.xml"):
        shutil.copy(os.path.join(DISTRICT, file), copy)
    return copy


def orders(templates):
    """{form: its documents, in order}, as `ziping forms` lists them."""
    code, out, err = run("--templates", templates, "forms")
    assert code == 0 and err == "", err
    lines = out.splitlines()
    return {a.split()[0]: b.strip().split(", ") for a, b in zip(lines[::2], lines[1::2])}


def an_order_of_its_own(templates):
    found = orders(templates)
    own = found.pop("shili-2025")
    assert own == ORDER, own
    shared = [d for d in own if d in program.DOCUMENTS]
    for form, other in found.items():
        here = [d for d in shared if d in other]
        assert here != [d for d in other if d in shared], f"{form} has the same order"


def nothing_in_src():
    own = ["履职", "合计得分", "特定目标", "示例区", "附件一", "shili", "submission"]
    district = "".join(open(os.path.join(DISTRICT, file), encoding="utf-8").read()
                       for file in ("shili-2025.toml", "submission.xml"))
    assert all(word in district or word == "shili" for word in own), "the words are not the district's"
    for folder, _, files in os.walk(os.path.join(ROOT, "src")):
        for file in files:
            text = open(os.path.join(folder, file), encoding="utf-8").read()
            assert not [word for word in own if word in text], os.path.join(folder, file)


def texts(folder, document):
    return paragraphs(os.path.join(folder, document + ".tree"))


def marks_and_titles(folder):
    for document, wanted in {
        "project": ["附件一", "2025年度特定目标项目绩效自评表"],
        "basic-data": ["附件三", "2025年度履职基础数据表"],
        "self-evaluation": ["附件二", "2025年度部门履职绩效自评表"],
        "submission": ["关于报送示例区柳溪街道办事处2025年度绩效自评材料的函", "示例区财政局："],
    }.items():
        assert texts(folder, document)[:2] == wanted, texts(folder, document)[:2]


def two_covers(folder):
    first = texts(folder, "report")
    assert first[:6] == ["绩效材料之一", "2025年度履职绩效自评报告", "填报单位（公章）：示例区柳溪街道办事处",
                         "2026年3月20日", "示例区柳溪街道办事处2025年度履职绩效自评报告",
                         "依照示例区的规定，现将自评情况报告如下。"], first[:6]
    public = texts(folder, "report-public")
    assert public[:3] == ["示例区柳溪街道办事处", "2026年3月20日",
                          "示例区柳溪街道办事处2025年度履职绩效自评报告（公开稿）"], public[:3]


def headings_and_lists(folder):
    wanted = ["第一部分　柳溪街道的职责", "一、管什么", "二、怎么管", "（一）分片", "第二部分　钱花在哪里",
              "（一）河道整治；", "（二）日常运转。", "①保洁；", "②值守。", "第三部分　办成了什么",
              "第四部分　没办好的", "没有。"]
    for document in ("report", "report-public"):
        found = [text for text in texts(folder, document) if text in wanted]
        assert found == wanted, found


def closings(folder):
    assert texts(folder, "report")[-7:] == [
        "附件：1.2025年度特定目标项目绩效自评表", "2.2025年度部门履职绩效自评表", "3.2025年度履职基础数据表",
        "4.内部控制制度目录", "5.群众评价问卷", "示例区柳溪街道办事处", "2026年3月20日"]
    assert texts(folder, "report-public")[-3:] == ["主任", "2026年3月20日", "（此件公开发布）"]


def rates(folder):
    """On the budget at the year's opening, one place, zeros kept; the score from the table into the letter."""
    letter = "".join(texts(folder, "submission"))
    assert "年初预算800万元，执行率102.5%，自评99.8分。" in letter, letter


def styles(folder):
    """18 pt and a face of its own: what the PDF's text is set in (`pdftotext -bbox` knows no sizes, MuPDF does)."""
    trace = readers._run(["mutool", "draw", "-q", "-F", "stext", os.path.join(folder, "basic-data.pdf")])[1]
    sizes = {font.get("size") for font in ElementTree.fromstring(trace).iter("font")
             if "履" in "".join(c.get("c") for c in font.iter("char"))}
    assert sizes == {"18"}, sizes


def begins(templates):
    """`ziping new` knows the district; what it writes renders as it stands, and the schema accepts it."""
    with tempfile.TemporaryDirectory() as folder:
        unit = os.path.join(folder, "unit")
        code, _, err = run("--templates", templates, "new", "shili-2025", unit)
        assert code == 0, err
        readers.toml_schema(os.path.join(unit, "unit.toml"))
        text = open(os.path.join(unit, "unit.toml"), encoding="utf-8").read()
        for own in ('level2 = "长效机制"', 'name = "特定目标类"', "superior = ", "personnel"):
            assert own in text, own
        assert "government_fund = " not in text, "an income line that the district has not"
        made = render(unit, os.path.join(folder, "out"), None, "tree", before=["--templates", templates])
        assert sorted(program.documents_of(made)) == sorted(ORDER)


# ---------------------------------------------------------------- templates/README.md

def steps():
    """The page's ```sh, ```diff and ```text blocks, in order."""
    page = open(os.path.join(TEMPLATES, "README.md"), encoding="utf-8").read()
    return re.findall(r"(?ms)^```(sh|diff|text)\n(.*?)^```$", page)


def change(folder, diff):
    """What a reader does with a ```diff block: in each part the old lines, which stand once in the file, become
    the new ones."""
    head, _, body = diff.partition("\n")
    path = os.path.join(folder, head.removeprefix("+++ "))
    text = "\n" + open(path, encoding="utf-8").read()
    for part in body.split("@@\n"):
        old = "".join(line[1:] + "\n" for line in part.splitlines() if not line.startswith("+"))
        new = "".join(line[1:] + "\n" for line in part.splitlines() if not line.startswith("-"))
        assert text.count("\n" + old) == 1, f"in {path} this does not stand once:\n{old}"
        text = text.replace("\n" + old, "\n" + new)
    open(path, "w", encoding="utf-8").write(text[1:])


def an_afternoon():
    """The page done to the letter, on a copy; what it shows is what is printed."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(TEMPLATES, os.path.join(folder, "templates"))
        os.makedirs(os.path.join(folder, "bin"))
        os.makedirs(os.path.join(folder, "out"))
        command = os.path.join(folder, "bin", "ziping")
        with open(command, "w", encoding="utf-8") as script:
            script.write(f'#!/bin/sh\nexec {program.ZIPING} --templates templates "$@"\n')
        os.chmod(command, 0o755)
        env = dict(os.environ, PATH=os.path.join(folder, "bin") + os.pathsep + os.environ["PATH"])
        said, seen = "", 0
        for kind, text in steps():
            seen += 1
            if kind == "diff":
                change(folder, text)
            elif kind == "sh":
                done = subprocess.run(["sh", "-e", "-c", text], cwd=folder, env=env, capture_output=True, text=True)
                assert done.returncode == 0, f"{text}\n{done.stderr}"
                assert "error" not in done.stderr, done.stderr
                said = done.stdout  # what a unit has yet to fill in is told beside it
            else:
                assert said == text, f"printed:\n{said}shown:\n{text}"
        assert seen > 15, f"only {seen} steps"
        readers.toml_schema(os.path.join(folder, "templates", "xinan-2024.toml"))
        readers.toml_schema(os.path.join(folder, "out", "新安区某单位", "unit.toml"))
        table = readers.pdf_text(os.path.join(folder, "out", "新安区某单位", "basic-data.pdf"))
        assert "印刷费" in table and "需要说明的事项" in table and "备注" in table and "2024年预算数" in table, table


def slips_of_the_page():
    """The messages that the page shows for a slip are those that the slip gives."""
    page = open(os.path.join(TEMPLATES, "README.md"), encoding="utf-8").read()
    shown = re.findall(r"(?m)^    (templates/\S+): (error: .*)$", page)
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "templates")
        shutil.copytree(TEMPLATES, copy)
        edits = [("lusong-2023.toml", 'label = "三公经费"', 'labl = "三公经费"'),
                 ("basic-data.xml", 'columns="0 10 10 10 10 10 10"', 'columns="0 10 10 10 10 10 10 10"')]
        assert len(shown) == len(edits), shown
        for (_, message), (file, old, new) in zip(shown, edits):
            path = os.path.join(copy, file)
            text = open(path, encoding="utf-8").read()
            assert text.count(old) == 1, old
            open(path, "w", encoding="utf-8").write(text.replace(old, new))
            code, _, err = run("--templates", copy, "forms", "lusong-2023")
            open(path, "w", encoding="utf-8").write(text)
            assert code == 2 and message in err, (message, err)


def words_of_the_page():
    """Its ```toml blocks may stand in a profile; a cover's title that is the document's prints it."""
    page = open(os.path.join(TEMPLATES, "README.md"), encoding="utf-8").read()
    blocks = re.findall(r"(?ms)^```toml\n(.*?)^```$", page)
    assert blocks and 'cover_title = "{{document.title}}"' in page
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "templates")
        shutil.copytree(TEMPLATES, copy)
        path = os.path.join(copy, "yueyanglou-2023.toml")
        text = open(path, encoding="utf-8").read()
        text, count = re.subn(r'(?m)^cover_title = .*', 'cover_title = "{{document.title}}"', text)
        assert count == 1
        open(path, "w", encoding="utf-8").write(text + "\n" + "\n".join(blocks))
        code, _, err = run("--templates", copy, "forms", "yueyanglou-2023")
        assert code == 0 and err == "", err
        made = [texts(render(program.EXAMPLE, os.path.join(folder, name), None, "tree", before=before), "report")
                for name, before in (("a", ()), ("b", ("--templates", copy)))]
        assert made[0] == made[1], "another cover"


def ids_of_the_page():
    """Each id that the page explains is one of the program's."""
    page = open(os.path.join(TEMPLATES, "README.md"), encoding="utf-8").read()
    rows = re.findall(r"(?m)^\| ((?:`[a-z-]+` ?)+)(?:（提醒）)? \|", page.partition("## 五、")[2])
    ids = [name for row in rows for name in re.findall("`([a-z-]+)`", row)]
    source = "".join(open(os.path.join(at, f), encoding="utf-8").read()
                     for at, _, files in os.walk(os.path.join(ROOT, "src")) for f in files)
    assert len(ids) > 15 and all(f'"{name}"' in source for name in ids), [n for n in ids if f'"{n}"' not in source]


tests = Tests()
with tempfile.TemporaryDirectory() as out:
    templates = templates_of(out)
    tests.check("an order of documents that no other form has", an_order_of_its_own, templates)
    tests.check("nothing of it in src/", nothing_in_src)
    folder = render(UNIT, os.path.join(out, "made"), before=["--templates", templates])
    for what, check in [
        ("marks in Chinese figures, titles", marks_and_titles), ("a cover, and lines in its place", two_covers),
        ("headings and lists", headings_and_lists), ("attachments, a seal, a stamp", closings),
        ("rates", rates), ("styles of its own", styles),
    ]:
        tests.check(what, check, folder)
    tests.check("ziping new", begins, templates)
    tests.check("templates/README.md, step by step", an_afternoon)
    tests.check("templates/README.md, its messages", slips_of_the_page)
    tests.check("templates/README.md, its words", words_of_the_page)
    tests.check("templates/README.md, its ids", ids_of_the_page)
    grids.check_grids(tests, "district", os.path.join(DISTRICT, "grids"), folder)
    documents.check_folders(tests, {"district": folder}, out)
tests.end()
