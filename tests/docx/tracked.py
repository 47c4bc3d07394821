"""Tracked changes: accepting all gives the new document's text, rejecting all the old one's, for each kind of change of a
package that comes back. By a script over the XML (ECMA-376 part 1, 17.13.5) and by LibreOffice; the SDK accepts each."""
import copy, os, shutil, subprocess, sys, tempfile, zipfile
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import program  # finds readers/
import readers
from program import ROOT, Tests

MAKE = sys.argv[1] if __name__ == "__main__" else None  # revise_changes.py reads with this too
UNIT = os.path.join(ROOT, "examples", "yueyanglou-2023")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body(docx):
    with zipfile.ZipFile(docx) as package:
        return ElementTree.fromstring(package.read("word/document.xml")).find(W + "body")


def mark(paragraph, kind):
    """Is the paragraph's mark inserted (or deleted)?"""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}{kind}") is not None


def settle(parent, gone, kept):
    """Takes away what `gone` marks and unwraps what `kept` marks, below parent. Where a paragraph's mark goes, it is joined
    with the next one, whose properties stay."""
    joined = [each for each in parent if each.tag == W + "p" and mark(each, gone)]
    for child in list(parent):
        if child.tag == W + "tr" and child.find(f"{W}trPr/{W}{gone}") is not None:
            parent.remove(child)
            continue
        if child.tag == W + gone:
            parent.remove(child)
            continue
        settle(child, gone, kept)
        if child.tag == W + kept and parent.tag not in (W + "rPr", W + "trPr"):
            at = list(parent).index(child)
            parent.remove(child)
            for inner in reversed(list(child)):
                parent.insert(at, inner)
    children = list(parent)
    for this, after in zip(children, children[1:]):
        if this in joined and after.tag == W + "p":
            runs = [each for each in this if each.tag != W + "pPr"]
            at = 1 if after.find(W + "pPr") is not None else 0
            for run in reversed(runs):
                after.insert(at, run)
            parent.remove(this)
    for table in [each for each in list(parent) if each.tag == W + "tbl"]:
        if not table.findall(W + "tr"):
            parent.remove(table)


def texts(parent):
    """Text by blocks: paragraphs, and tables by row and cell, spans and merges included."""
    out = []
    for child in parent:
        if child.tag == W + "p":
            out.append("".join("\n" if e.tag == W + "br" else "\t" if e.tag == W + "tab" else e.text or ""
                               for e in child.iter() if e.tag in (W + "t", W + "delText", W + "br", W + "tab")
                               and not (e.tag == W + "tab" and "val" in "".join(e.keys()))))
        elif child.tag == W + "tbl":
            for row in child.findall(W + "tr"):
                cells = []
                for cell in row.findall(W + "tc"):
                    span, merge = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
                    going = merge is not None and merge.get(W + "val") != "restart"
                    cells.append((span.get(W + "val") if span is not None else "1", going, texts(cell)))
                out.append(cells)
    return out


def side(docx, gone, kept):
    tree = body(docx)
    settle(tree, gone, kept)
    return texts(tree)


INDICATOR = '[[indicator]]\nlevel1 = "产出指标"\nlevel2 = "%s"\nname   = "%s"\n'
# what, file, old, new, document
CHANGES = [
    ("amount", "unit.toml", "= [151.4, 578.38, 512.38]", "= [151.4, 578.38, 512.3]", "basic-data"),
    ("score", "unit.toml", 'actual = "18次"\nweight = 5\nscore  = 5', 'actual = "18次"\nweight = 5\nscore  = 4',
     "self-evaluation"),
    ("indicator added", "unit.toml", INDICATOR % ("质量指标", "公共财政支出进度"),
     INDICATOR % ("数量指标", "走访企业") + 'target = "≥3家"\nactual = "3家"\n\n' + INDICATOR % ("质量指标", "公共财政支出进度"),
     "self-evaluation"),
    ("first indicator added", "unit.toml", INDICATOR % ("数量指标", "财政收入总量"),
     INDICATOR % ("数量指标", "走访企业") + 'target = "≥3家"\nactual = "3家"\n\n' + INDICATOR % ("数量指标", "财政收入总量"),
     "self-evaluation"),
    ("indicator removed", "unit.toml", INDICATOR % ("数量指标", "法制宣传活动场次")
     + 'target = "≥10次"\nactual = "18次"\nweight = 5\nscore  = 5\nreason = ""\n', "", "self-evaluation"),
    ("indicator moved", "unit.toml", INDICATOR % ("时效指标", "行政效能"), INDICATOR % ("质量指标", "行政效能"),
     "self-evaluation"),
    ("fund row added", "unit.toml", 'name    = "区级专项资金（一个专项一行）"',
     'fund    = [ { name = "残疾人帮扶", amounts = [1, 2, 3] } ]\nname    = "区级专项资金（一个专项一行）"', "basic-data"),
    ("category removed", "unit.toml", '[[expenditure.category]]\nname    = "特定目标类"\namounts = ["", "", ""]\n', "",
     "basic-data"),
    ("goal paragraph changed", "unit.toml", "  \"扎实推进“城市六治”", "  \"扎实抓好“城市六治”", "self-evaluation"),
    ("goal paragraph removed", "unit.toml",
     "  \"扎实推进“城市六治”，持续改善辖区市容环境和安全秩序。\",\n", "", "self-evaluation"),
    ("last goal added", "unit.toml", "不断提升居民生活品质。\",\n", "不断提升居民生活品质。\",\n  \"完成其他工作。\",\n",
     "self-evaluation"),
    ("report sentence", "report.md", "街道的各项职责由14个机构分工承担，按工作性质可以归为四类。",
     "街道的职责由15个机构分工承担，按工作性质可以归为四类，分述如下。", "report"),
    ("heading", "report.md", "## 部门职责", "## 主要职责", "report"),
    ("report paragraph added", "report.md", "## 部门职责", "新加的一段。\n\n## 部门职责", "report"),
    ("report table row removed", "report.md",
     "| 合计 | {{expenditure.projects.prior}} | {{expenditure.projects.budget}} | {{expenditure.projects.final}} |\n", "",
     "report"),
    ("unit name", "unit.toml", 'name     = "岳阳楼区岳阳楼街道办事处"', 'name     = "岳阳楼区青石街道办事处"', "report"),
]


def make(folder, file, old, new, document):
    changed = os.path.join(folder, "changed")
    shutil.copytree(UNIT, changed)
    path = os.path.join(changed, file)
    text = open(path, encoding="utf-8").read()
    assert text.count(old) == 1, f"{text.count(old)} of {old}"
    open(path, "w", encoding="utf-8").write(text.replace(old, new))
    done = subprocess.run([MAKE, UNIT, changed, document, folder], capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout == "changed\n", done.stdout + done.stderr
    return [os.path.join(folder, name) for name in ("old.docx", "new.docx", "both.docx")]


def one(file, old, new, document):
    with tempfile.TemporaryDirectory() as folder:
        before, after, both = make(folder, file, old, new, document)
        assert side(both, "del", "ins") == texts(body(after)), "accepting all does not give the new text"
        assert side(both, "ins", "del") == texts(body(before)), "rejecting all does not give the old text"
        for tracked in body(both).iter():
            if tracked.tag in (W + "ins", W + "del"):
                assert tracked.get(W + "author") == "示例单位" and tracked.get(W + "date") == "2024-06-03T00:00:00Z"
        ids = [e.get(W + "id") for e in body(both).iter() if e.tag in (W + "ins", W + "del")]
        assert ids and len(ids) == len(set(ids)), "ids are missing or not unique"
        readers.docx_sdk(both)
        readers.docx_xsd(both)


def a_wrong_side_is_seen():
    with tempfile.TemporaryDirectory() as folder:
        before, after, both = make(folder, *CHANGES[0][1:])
        assert side(both, "del", "ins") != texts(body(before))


if __name__ == "__main__":
    tests = Tests()
    tests.check("a wrong side is seen", a_wrong_side_is_seen)
    for what, *change in CHANGES:
        tests.check(what, one, *change)
    tests.end()
