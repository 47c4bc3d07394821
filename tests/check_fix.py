"""`ziping check --fix`: the diff is what is written, what is written answers the findings, and nothing else changes."""
import difflib, json, os, shutil, subprocess, tempfile, tomllib

from program import Tests, run
from check_rules import lay_out

UNIT = [
    # (in the clean unit, in its place, as it is fixed; None: it stays)
    ('name     = "示例区青石街道办事处"', 'name     = "示例区青石(街道)办事处"', None),  # x-name
    ('preparer = "填表员"', 'preparer = "填表员, 复核员"', None),  # x-name
    ('name   = "走访困难家庭户数"', 'name   = "走访困难(家庭)户数"', None),  # {{…}} finds it by its name
    ('# A unit\'s year', '# 数据,说明(一) A unit\'s year', None),  # a comment
    ('measures = "从严控制一般性支出，压减', 'measures = "从严控制一般性支出,, 压减', None),  # no Han beside: no safe answer
    ('target = "≥11次"', "target = '≧11次'", "target = '≥11次'"),  # a literal string
    ('target = "≥200户"', 'target = ">=200户"   # ≧,(', 'target = "≥200户"   # ≧,('),
    ('reason    = "部分工程款按合同在下一年度支付。"', 'reason    = "部分工程款(按合同)在下一年度支付。。"',
     'reason    = "部分工程款（按合同）在下一年度支付。"'),
    ('"改善社区环境，帮扶残疾人家庭。"', '"改善社区环境\\u002C帮扶残疾人家庭,推进\\"小区\\"改造。"', '"改善社区环境\\u002C帮扶残疾人家庭，推进\\"小区\\"改造。"'),
    ('"完成年度业务工作。"', '"""\n完成年度,\\\n  业务工作(全部)。"""', '"""\n完成年度，\\\n  业务工作（全部）。"""'),
]
REPORT = [
    ("基本支出{{funds.spending.basic}}万元，", "基本支出{{indicator[走访困难(家庭)户数].target}}户,{{funds.spending.basic}}万元,",
     "基本支出{{indicator[走访困难(家庭)户数].target}}户，{{funds.spending.basic}}万元，"),
    ("走访困难家庭210户", "走访 困难家庭 210 户(约5%)", "走访 困难家庭210户（约5%）"),
    ("矛盾纠纷化解率为90%", "矛盾纠纷化解率为90％；。又", "矛盾纠纷化解率为90%。又"),
    ("自评结果用于", "自评（结果)用于", "自评（结果）用于"),
]


def change(path, edits, column, encode=lambda text: text.encode()):
    text = open(path, encoding="utf-8").read()
    for edit in edits:
        assert text.count(edit[0]) == 1, edit[0]
        text = text.replace(edit[0], edit[column] if edit[column] is not None else edit[1])
    open(path, "wb").write(encode(text))
    return encode(text)


def wanted(folder, edits, name, encode):
    """What the file is to be: the clean one with the answers in."""
    scratch = os.path.join(folder, "wanted-" + name)
    shutil.copy(os.path.join(folder, "clean", name), scratch)
    return change(scratch, edits, 2, encode)


def fix(folder, *more, code):
    got, out, err = run("--templates", os.path.join(folder, "templates"), "check", "--fix", *more, "clean", cwd=folder)
    assert got == code, f"exit {got}: {out}{err}"
    return out


def findings(folder, *rules):
    _, out, _ = run("--templates", os.path.join(folder, "templates"), "check", "--format", "json", *rules, "clean", cwd=folder)
    return json.loads(out)["units"][0]["findings"]


def same(name, got, wanted):
    lines = difflib.unified_diff(wanted.decode().splitlines(), got.decode().splitlines(), "wanted " + name, "got", lineterm="", n=0)
    assert got == wanted, "\n".join(lines)


def both_ways(encode):
    with tempfile.TemporaryDirectory() as folder:
        files = lay_out(folder)
        answers = {"unit.toml": wanted(folder, UNIT, "unit.toml", encode), "report.md": wanted(folder, REPORT, "report.md", encode)}
        faults = {"unit.toml": change(files["unit.toml"], UNIT, 1, encode),
                  "report.md": change(files["report.md"], REPORT, 1, encode)}
        read = lambda: {name: open(files[name], "rb").read() for name in answers}
        before = findings(folder)
        diff = fix(folder, code=1)
        assert read() == faults, "--fix without --write wrote"
        # The diff is in no need of this program.
        patched = os.path.join(folder, "patched")
        shutil.copytree(os.path.join(folder, "clean"), os.path.join(patched, "clean"))
        done = subprocess.run(["patch", "-p0", "--binary", "-s"], input=diff.encode(), cwd=patched, capture_output=True)
        assert done.returncode == 0, (done.stdout + done.stderr).decode() + diff
        fix(folder, "--write", code=1)
        for name, bytes in read().items():
            same(name, bytes, answers[name])
            with open(os.path.join(patched, "clean", name), "rb") as other:
                assert bytes == other.read(), f"the diff of {name} gives another file"
        # What is left is what has no safe answer, and the other rules see what they saw.
        after = findings(folder)
        marks = lambda list: [each for each in list if each["rule"][0] == "T"]
        shown = sorted(figure["text"] for each in marks(after) for figure in each["figures"])
        assert len(marks(after)) < len(marks(before)), shown
        others = lambda list: sorted(each["rule"] + each["where"] for each in list if each["rule"][0] != "T")
        assert others(after) == others(before), (others(before), others(after))
        assert fix(folder, code=0) == "", "a second --fix finds more"
        assert fix(folder, "--write", code=1).startswith("clean/"), "nothing to write, but findings to print"


def plain():
    both_ways(lambda text: text.encode())


def crlf_with_mark():
    """A byte order mark and the ends of lines of another system."""
    both_ways(lambda text: ("\ufeff" + text.replace("\n", "\r\n")).encode())


def values():
    """To another reader too the data differ in the answered texts alone."""
    with tempfile.TemporaryDirectory() as folder:
        files = lay_out(folder)
        change(files["unit.toml"], UNIT, 1)
        before = tomllib.load(open(files["unit.toml"], "rb"))
        fix(folder, "--write", code=1)
        after = tomllib.load(open(files["unit.toml"], "rb"))
        assert before.keys() == after.keys()
        assert before["unit"] == after["unit"] and before["signature"] == after["signature"]
        assert [each["name"] for each in before["indicator"]] == [each["name"] for each in after["indicator"]]
        assert before["indicator"][0]["target"] == "≧11次" and after["indicator"][0]["target"] == "≥11次"
        assert before["expenditure"] == after["expenditure"]


def waived():
    """What somebody answers for stays, as does what the profile does not check."""
    with tempfile.TemporaryDirectory() as folder:
        files = lay_out(folder)
        change(files["unit.toml"], [('target = "≥11次"', 'target = "≧11次"'), ('target = "≥200户"', 'target = "≧200户"'),
                                    ('"完成年度业务工作。"', '"完成年度业务工作。。"')], 1)
        with open(files["unit.toml"], "a", encoding="utf-8") as file:
            file.write('\n[[waiver]]\nrule = "T06"\nwhere = "indicator[法制宣传活动场次].target"\nreason = "引用原文。"\n')
        assert "+target = \"≥200户\"" in fix(folder, code=1) and "11次" not in "".join(
            line for line in fix(folder, code=1).splitlines() if line[:1] in "+-")
        change(files["profile"], [('scoring        = "binding"', 'scoring        = "binding"\nseverity       = { T06 = "off" }')], 1)
        lines = [line for line in fix(folder, code=1).splitlines() if line[:1] == "+" and line[:3] != "+++"]
        assert lines == ['+expected = ["完成年度业务工作。"]'], lines


def only_rules():
    with tempfile.TemporaryDirectory() as folder:
        files = lay_out(folder)
        change(files["unit.toml"], [('target = "≥11次"', 'target = "≧11次"'), ('"完成年度业务工作。"', '"完成年度业务工作。。"')], 1)
        assert "。。" not in fix(folder, "--rules", "T06", code=1)
        assert fix(folder, "--rules", "F", code=0) == ""


def json_unit():
    """unit.json with its sections inline: escapes stay, marks beside them are answered."""
    with tempfile.TemporaryDirectory() as folder:
        files = lay_out(folder)
        data = tomllib.load(open(files["unit.toml"], "rb"))
        os.remove(files["unit.toml"])
        sections = {}
        titles = {"单位基本情况": "overview", "一般公共预算支出情况": "general_budget", "政府性基金预算支出情况": "government_fund",
                  "国有资本经营预算支出情况": "state_capital", "社会保险基金预算支出情况": "social_insurance",
                  "部门整体支出绩效情况": "performance", "存在的问题及原因分析": "problems", "下一步改进措施": "improvements",
                  "部门整体支出绩效自评结果拟应用和公开情况": "use_and_disclosure", "其他需要说明的情况": "other"}
        for line in open(files["report.md"], encoding="utf-8").read().splitlines(True):
            if line.startswith("# "):
                section = titles[line[2:].strip()]
                sections[section] = ""
            else:
                sections[section] += line
        sections["problems"] = "预算编制的预见性不够,部分工程款须\n在下一年度(2024年)支付。。\n"
        del data["report"]["file"]
        data["report"]["sections"] = sections
        path = os.path.join(folder, "clean", "unit.json")
        text = json.dumps(data, ensure_ascii=False, indent=1, default=str).replace("不够,部分", "不够,\\u90e8分")
        open(path, "w", encoding="utf-8").write(text)
        fix(folder, "--write", code=0)
        got = open(path, encoding="utf-8").read()
        assert got == text.replace("不够,\\u90e8分", "不够，\\u90e8分").replace("(2024年)支付。。", "（2024年）支付。"), got


def modes_and_links():
    """What only its owner may read stays so; a link stays a link, and what it leads to is written."""
    with tempfile.TemporaryDirectory() as folder:
        files = lay_out(folder)
        change(files["report.md"], REPORT, 1)
        change(files["unit.toml"], UNIT, 1)
        os.chmod(files["unit.toml"], 0o600)
        shared = os.path.join(folder, "shared")
        os.mkdir(shared)
        target = shutil.move(files["report.md"], os.path.join(shared, "the report.md"))
        os.chmod(target, 0o664)
        os.symlink("../shared/the report.md", files["report.md"])
        fix(folder, "--write", code=1)
        assert oct(os.stat(files["unit.toml"]).st_mode & 0o7777) == "0o600"
        assert oct(os.stat(target).st_mode & 0o7777) == "0o664"
        assert os.readlink(files["report.md"]) == "../shared/the report.md" and os.listdir(shared) == ["the report.md"]
        assert REPORT[1][2] in open(target, encoding="utf-8").read()


def usage():
    for arguments in (["--write", "clean"], ["--fix", "--format", "json", "clean"], ["--fix", "--report", "out", "clean"]):
        code, _, err = run("check", *arguments)
        assert code == 2 and "--fix" in err, err


if __name__ == "__main__":
    tests = Tests()
    tests.check("the diff, what is written, and what is left", plain)
    tests.check("with a byte order mark and CRLF", crlf_with_mark)
    tests.check("names, figures and all other values stay", values)
    tests.check("waived and switched off: left alone", waived)
    tests.check("--rules says which", only_rules)
    tests.check("unit.json with escapes", json_unit)
    tests.check("modes and links stay", modes_and_links)
    tests.check("usage", usage)
    tests.end()
