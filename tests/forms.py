"""What a district's profile leaves open, and what it does not: the forms other than the first example's."""
import os, re, shutil, tempfile

import program  # finds readers/
import readers
from program import ROOT, Tests, paragraphs, render, run

EXAMPLES = os.path.join(ROOT, "examples")
LONGQUAN = os.path.join(EXAMPLES, "longquan-2023")
WANGJIAHE = os.path.join(EXAMPLES, "wangjiahe-2023")
YANFENG = os.path.join(EXAMPLES, "yanfeng-2021")
SCHEMA = os.path.join(ROOT, "templates", "unit-year.schema.json")


def copy_of(unit, out, **edits):
    """The unit without unit.json; each keyword is a file's name and (a pattern, what stands in its place)."""
    copy = os.path.join(out, "unit", os.path.basename(unit))
    shutil.copytree(unit, copy)
    os.remove(os.path.join(copy, "unit.json"))
    for name, (pattern, new) in edits.items():
        path = os.path.join(copy, name.replace("_", "."))
        text, count = re.subn(pattern, new, open(path, encoding="utf-8").read(), flags=re.S)
        assert count == 1, f"{pattern} fits {count} times"
        open(path, "w", encoding="utf-8").write(text)
    return copy


def texts(unit, out, document):
    return paragraphs(os.path.join(render(unit, out, formats="tree"), document + ".tree"))


def labels(unit, out):
    """The first cell's text of each row of the base data."""
    tree = os.path.join(render(unit, out, formats="tree"), "basic-data.tree")
    rows = re.split(r"\n +row\b", open(tree, encoding="utf-8").read())[1:]
    return ["".join(re.findall(r'run "(.*?)"', re.split(r"\n +cell ", row)[1])) for row in rows]


def order():
    with tempfile.TemporaryDirectory() as out:
        code, _, err = run("render", LONGQUAN, "-d", "letter", "-o", out)
    assert code == 2 and "it has report, basic-data, self-evaluation" in err, err


def unit_before_title():
    with tempfile.TemporaryDirectory() as out:
        first = texts(LONGQUAN, out, "report")[:4]
    assert first[0] == "部门（单位）名称：株洲市芦淞区龙泉街道办事处（盖章）", first
    assert re.fullmatch("年　+月　+日", first[1]), first
    assert first[2] == "2023年度株洲市芦淞区龙泉街道办事处整体支出绩效自评报告", first
    assert first[3] == "一、部门（单位）基本情况", first


def attachments():
    """Two in the list behind the report; the tables' own marks begin at 2, as the district has it."""
    with tempfile.TemporaryDirectory() as out:
        report = texts(LONGQUAN, out, "report")
        tables = [texts(LONGQUAN, out, name) for name in ("basic-data", "self-evaluation")]
    for place, number, mark, table in ((-2, "附件：1.", "附件2", tables[0]), (-1, "2.", "附件3", tables[1])):  # a tab behind
        assert table[0] == mark, table[:2]
        assert report[place] == number + table[1], (report[place], table[1])


def section_ten(text_wanted):
    with tempfile.TemporaryDirectory() as out:
        unit = copy_of(LONGQUAN, out, report_md=(r"\n# 其他需要说明的情况\n.*", text_wanted))
        return texts(unit, out, "report")


def without_ten():
    assert not [text for text in section_ten("\n") if text.startswith("十、")]


def empty_ten():
    report = section_ten("\n# 其他需要说明的情况\n")
    assert report[report.index("十、其他需要说明的情况") + 1] == "无。"


def without_nine():
    with tempfile.TemporaryDirectory() as out:
        unit = copy_of(LONGQUAN, out, report_md=(r"\n# 部门整体支出绩效自评结果.*?\n# ", "\n# "))
        code, _, err = run("render", unit, "-o", os.path.join(out, "made"))
    assert code == 2 and "[missing-section]" in err and "拟应用和公开情况" in err, err


def funds(*names):
    """The labels with these funds under 运行维护经费, which keeps one row for them."""
    lines = "".join(f'  {{ name = "{name}", amounts = [0, 0, 0] }},\n' for name in names)
    with tempfile.TemporaryDirectory() as out:
        unit = copy_of(LONGQUAN, out, unit_toml=(r'("运行维护经费"\namounts = \[0, 0, 0\])', rf"\1\nfund = [\n{lines}]"))
        return labels(unit, out)


def fund_rows():
    with tempfile.TemporaryDirectory() as out:
        blank = labels(LONGQUAN, out)
    at = blank.index("2、运行维护经费")
    assert blank[at + 1:at + 4] == ["", "3、市级专项资金（一个专项一行）", ""], blank
    assert funds("路灯维护") == blank[:at + 1] + ["路灯维护"] + blank[at + 2:]
    assert funds("路灯维护", "公厕维护") == blank[:at + 1] + ["路灯维护", "公厕维护"] + blank[at + 2:]


def refused(unit, out):
    code, _, err = run("render", unit, "-o", os.path.join(out, "made"))
    assert code == 2, err
    return err


def two_line_titles():
    with tempfile.TemporaryDirectory() as out:
        tables = [texts(YANFENG, out, name) for name in ("self-evaluation", "project")]
    for table, mark, title in zip(tables, ("附件1", "附件2"), ("部门整体支出绩效自评表", "专项资金绩效自评表")):
        assert table[:2] == [mark, title + "（2021年度）"], table[:2]
        assert "填表人" not in "".join(table), "a signature line that the district has not"


def preamble():
    with tempfile.TemporaryDirectory() as out:
        report = texts(YANFENG, out, "report")
    assert report[0] == "2021年度雁峰街道绩效评价报告", report[0]
    assert report[1].startswith("《中华人民共和国预算法》") and report[2] == "一、基本情况", report[1:3]
    assert [text[:2] for text in report if re.match("[一二三四五六]、", text)] == ["一、", "二、", "三、", "四、", "五、"]


def without_preamble():
    with tempfile.TemporaryDirectory() as out:
        err = refused(copy_of(YANFENG, out, report_md=(r"^《.*?\n# ", "# ")), out)
    assert "report.md:1:1: error" in err and "[missing-preamble]" in err, err


def preamble_elsewhere():
    with tempfile.TemporaryDirectory() as out:
        err = refused(copy_of(LONGQUAN, out, report_md=(r"^# ", "依据如下。\n\n# ")), out)
    assert "[text-before-section]" in err, err


def one_title():
    with tempfile.TemporaryDirectory() as out:
        first = [texts(WANGJIAHE, out, name)[0] for name in ("self-evaluation", "basic-data")]
    assert first == ["岳阳市岳阳楼区王家河街道办事处2023年绩效自评表"] * 2, first


def project_tables():
    with tempfile.TemporaryDirectory() as out:
        titles = [text for text in texts(WANGJIAHE, out, "project") if text.endswith("项目支出绩效自评表")]
        assert len(titles) == 2, titles
        headings = re.findall("(?m)^# .*", open(os.path.join(WANGJIAHE, "report.md"), encoding="utf-8").read())
        unit = copy_of(WANGJIAHE, out, unit_toml=(r"\n\[\[project\]\].*?\n\[facts\]", "\n[facts]"),
                       report_md=(r"\A.+\Z", "\n\nx\n\n".join(headings)))
        made = sorted(os.listdir(render(unit, os.path.join(out, "none"), formats="tree")))
    assert made == ["basic-data.tree", "report.tree", "self-evaluation.tree"], made


def goals_run_on():
    with tempfile.TemporaryDirectory() as out:
        table = texts(WANGJIAHE, out, "self-evaluation")
    goals = [text for text in table if text.startswith("1、")]
    assert len(goals) == 2 and all("2、" in text and "6、" in text for text in goals), goals


def schema(unit):
    """As an editor checks them: the schema that the TOML's first line names, and the JSON."""
    readers.toml_schema(os.path.join(unit, "unit.toml"))
    readers.json_schema(os.path.join(unit, "unit.json"), SCHEMA)


tests = Tests()
for name in sorted(os.listdir(EXAMPLES)):
    if os.path.isdir(os.path.join(EXAMPLES, name)):
        tests.check(f"{name}: taplo and ajv", schema, os.path.join(EXAMPLES, name))
tests.check("芦淞区: the report first, then the two tables", order)
tests.check("芦淞区: the unit and a date to be filled in before the title", unit_before_title)
tests.check("芦淞区: the attachments", attachments)
tests.check("芦淞区: section 十 may be absent", without_ten)
tests.check("芦淞区: section 十 may be empty", empty_ten)
tests.check("芦淞区: section 九 may not be absent", without_nine)
tests.check("芦淞区: rows for funds, filled before more are added", fund_rows)
tests.check("雁峰区: titles in two lines, no signatures", two_line_titles)
tests.check("雁峰区: the basis before the first of five sections", preamble)
tests.check("雁峰区: the basis may not be absent", without_preamble)
tests.check("芦淞区: no text before the first section", preamble_elsewhere)
tests.check("岳阳楼区, unnumbered: one title for both tables", one_title)
tests.check("岳阳楼区, unnumbered: a table for each project, none without", project_tables)
tests.check("岳阳楼区, unnumbered: the goals in one paragraph", goals_run_on)
tests.end()
