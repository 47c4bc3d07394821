"""Ten kinds of change: package, change, revise. Every document with tracked changes accepts to the new text and rejects to
the old one, 更正说明 names the change and its reason, and each version of a chain verifies."""
import os, shutil, sys, tempfile, zipfile

import program
import readers as r
from program import ROOT, Tests, run

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "docx"))
from tracked import body, side, texts

TRACKED = "（修订标记）.docx"
REASON = "按区财政局审核意见更正。"
INDICATOR = '[[indicator]]\nlevel1 = "产出指标"\nlevel2 = "%s"\nname   = "%s"\n'
LECTURES = (INDICATOR % ("数量指标", "法制宣传活动场次")
            + 'target = "≥10次"\nactual = "18次"\nweight = 5\nscore  = 5\nreason = ""\n')

# example, what, [(file, old, new)…], what 更正说明 has
CHANGES = [
    ("yueyanglou-2023", "amount", [("unit.toml", "= [151.4, 578.38, 512.38]", "= [151.4, 578.38, 512.3]")],
     ["政府采购金额", "512.38", "512.3"]),
    ("yueyanglou-2023", "score",
     [("unit.toml", 'actual = "18次"\nweight = 5\nscore  = 5\nreason = ""',
       'actual = "18次"\nweight = 5\nscore  = 4\nreason = "有一场因降雨改为线上，今后提前安排室内场地。"')],
     ["法制宣传活动场次", "得分", "54", "有一场因降雨改为线上"]),
    ("yueyanglou-2023", "indicator added",
     [("unit.toml", LECTURES, LECTURES.replace("weight = 5\nscore  = 5", "weight = 3\nscore  = 3") + "\n"
       + INDICATOR % ("数量指标", "走访企业") + 'target = "≥3家"\nactual = "3家"\nweight = 2\nscore  = 2\nreason = ""\n')],
     ["新增：", "走访企业", "≥3家"]),
    ("yueyanglou-2023", "indicator removed",
     [("unit.toml", INDICATOR % ("时效指标", "行政效能") + "# 原公布：年（只有单位，没有目标值）；此处按完成值的口径补全\n"
       'target = "2023年完成全部既定目标"\nactual = "2023年完成全部既定目标"\nweight = 5\nscore  = 5\nreason = ""\n', ""),
      ("unit.toml", 'actual = "定时"\nweight = 5\nscore  = 5', 'actual = "定时"\nweight = 10\nscore  = 10'),
      ("report.md", "，行政效能指标的完成情况为“{{indicator[行政效能].actual}}”", "")],
     ["行政效能", "（删除）", "工资发放及时率", "分值510"]),
    ("yueyanglou-2023", "indicator moved",
     [("unit.toml", LECTURES, ""), ("unit.toml", INDICATOR % ("数量指标", "财政收入总量"),
                                    LECTURES + "\n" + INDICATOR % ("数量指标", "财政收入总量"))],
     ["移动：由第"]),
    ("yueyanglou-2023", "fund row added",
     [("unit.toml", 'name    = "区级专项资金（一个专项一行）"',
       'fund    = [ { name = "残疾人帮扶", amounts = ["", "", ""] } ]\nname    = "区级专项资金（一个专项一行）"')],
     ["残疾人帮扶（没有）新增"]),
    ("yueyanglou-2023", "goal paragraph", [("unit.toml", "  \"扎实推进“城市六治”", "  \"扎实抓好“城市六治”")],
     ["扎实推进“城市六治”", "扎实抓好“城市六治”"]),
    ("yueyanglou-2023", "report sentence",
     [("report.md", "街道的各项职责由14个机构分工承担，按工作性质可以归为四类。",
       "街道的职责由14个机构分工承担，按工作性质可以归为四类，分述如下。")],
     ["可以归为四类，分述如下。"]),
    ("yueyanglou-2023", "heading", [("report.md", "## 部门职责", "## 主要职责")], ["部门职责", "主要职责"]),
    ("yueyanglou-2023", "unit name",
     [("unit.toml", 'name     = "岳阳楼区岳阳楼街道办事处"', 'name     = "岳阳楼区青石街道办事处"')],
     ["岳阳楼区岳阳楼街道办事处", "岳阳楼区青石街道办事处"]),
    ("longquan-2023", "goal of one paragraph",
     [("unit.toml", "信访问题调解取得实效，龙泉储备地块的签约、拆除工作全部完成。",
       "信访问题调解取得较好实效，龙泉储备地块的签约、拆除工作全部完成。")], ["取得实效", "取得较好实效"]),
    ("wangjiahe-2023", "goals added",
     [("unit.toml", '  "规范财务管理，提高资金效益。",\n', '  "规范财务管理，提高资金效益。",\n  "完成其他工作。",\n'),
      ("unit.toml", "“三公”经费零支出。\",\n", "“三公”经费零支出。\",\n  \"其他工作全部完成。\",\n")],
     ["新增：", "完成其他工作。", "其他工作全部完成。"]),
]


def copy_of(example, folder):
    unit = os.path.join(folder, example)
    shutil.copytree(os.path.join(ROOT, "examples", example), unit)
    if os.path.exists(os.path.join(unit, "unit.toml")) and os.path.exists(os.path.join(unit, "unit.json")):
        os.remove(os.path.join(unit, "unit.json"))
    return unit


def edit(unit, edits):
    for file, old, new in edits:
        path = os.path.join(unit, file)
        text = open(path, encoding="utf-8").read()
        assert text.count(old) == 1, f"{text.count(old)} of {old}"
        open(path, "w", encoding="utf-8").write(text.replace(old, new))


def made(folder):
    """The one folder of a package under `folder`. What it corrects has a manifest in it too."""
    found = [where for where, _, files in os.walk(folder) if "manifest.json" in files and "报送清单.pdf" in files]
    assert len(found) == 1, found
    return found[0]


def ziping(*arguments):
    code, out, err = run(*arguments)
    assert code == 0, f"{arguments[0]}: exit {code}: {out}{err}"
    return out + err


def package(unit, folder):
    ziping("package", unit, "-o", folder)
    return made(folder)


def revise(old, unit, folder, *more):
    ziping("revise", old, unit, "-o", folder, *more)
    return made(folder)


def documents(folder):
    return {name for name in os.listdir(folder) if name.endswith(".docx")}


def bytes_of(*parts):
    return open(os.path.join(*parts), "rb").read()


def same(before, after):
    """The same file; or what is printed is, where the unit's new name is in the properties alone."""
    if part(before, "docProps/core.xml") == part(after, "docProps/core.xml"):
        assert bytes_of(before) == bytes_of(after), f"{after} changed without a tracked copy"
    assert part(before, "word/document.xml") == part(after, "word/document.xml"), f"{after} changed without a tracked copy"


def part(docx, name):
    with zipfile.ZipFile(docx) as package:
        return package.read(name)


def tracked(old, new, office=False):
    """Both sides of every document with tracked changes; what has none is the same file."""
    corrected, count = os.path.join(new, "更正"), 0
    for name in sorted(documents(new) & documents(old)):
        both = os.path.join(corrected, name[:-len(".docx")] + TRACKED)
        before, after = os.path.join(old, name), os.path.join(new, name)
        if not os.path.exists(both):
            if "报送清单" not in name and "核对报告" not in name:
                same(before, after)
            continue
        count += 1
        assert side(both, "del", "ins") == texts(body(after)), name + ": accepted, it is not the new one"
        assert side(both, "ins", "del") == texts(body(before)), name + ": rejected, it is not the old one"
        r.docx_sdk(both)
        if office:
            for accept, wanted in ((True, after), (False, before)):
                assert r.squash(r.libreoffice_settled(both, accept)) == r.squash(r.libreoffice_text(wanted)), name
    return count


def one(example, edits, wanted, office=False):
    with tempfile.TemporaryDirectory() as folder:
        unit = copy_of(example, folder)
        old = package(unit, os.path.join(folder, "1"))
        edit(unit, edits)
        new = revise(old, unit, os.path.join(folder, "2"), "--reason", REASON)
        assert tracked(old, new, office) > 0, "no document has tracked changes"
        note = r.squash(r.docx_text(os.path.join(new, "更正", "更正说明.docx")))
        for words in [*wanted, REASON]:
            assert r.squash(words) in note, f"no “{words}” in 更正说明: {note}"
        ziping("verify", new)


def chain():
    """Three versions, each from the one before; the middle one is corrected by [[revision]] in the data."""
    with tempfile.TemporaryDirectory() as folder:
        unit = copy_of("yueyanglou-2023", folder)
        versions = [package(unit, os.path.join(folder, "1"))]
        with open(os.path.join(unit, "unit.toml"), "a", encoding="utf-8") as data:
            data.write('\n[[revision]]\nwhere = "expenditure.procurement"\nreason = "按采购合同更正。"\n')
        edit(unit, CHANGES[0][2])
        versions.append(revise(versions[0], unit, os.path.join(folder, "2")))
        assert "按采购合同更正。" in r.squash(r.docx_text(os.path.join(versions[1], "更正", "更正说明.docx")))
        edit(unit, CHANGES[8][2])
        versions.append(revise(versions[1], unit, os.path.join(folder, "3"), "--reason", REASON))
        for version in versions:
            ziping("verify", version)
        note = r.squash(r.docx_text(os.path.join(versions[2], "更正", "更正说明.docx")))
        assert "第2版" in note and "第3版（更正版）" in note, note
        assert "按采购合同更正。" not in note, note


if __name__ == "__main__":
    tests = Tests()
    for index, (example, what, *change) in enumerate(CHANGES):
        tests.check(f"{example}: {what}", one, example, *change, what == "report sentence")
    tests.check("chain of three", chain)
    tests.end()
