"""`ziping forms` and `ziping new`: every form begins with a folder that renders as it stands."""
import os, re, shutil, subprocess, tempfile, tomllib

import program
from program import EXAMPLE, ROOT, Tests, run

TEMPLATES = os.path.join(ROOT, "templates")
FORMS = sorted(f[:-5] for f in os.listdir(TEMPLATES) if f.endswith(".toml"))
READERS = os.environ.get("ZIPING_READERS", os.path.join(ROOT, "out", "readers"))
EXAMPLES = {os.path.basename(path): path for path in program.EXAMPLES}


def new(folder, form, *more):
    code, out, err = run("new", form, folder, *more)
    assert code == 0, err
    return open(os.path.join(folder, "unit.toml"), encoding="utf-8").read()


def in_a_folder_that_is_gone():
    """It once looked for it without end."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(["sh", "-c", 'mkdir gone; cd gone; rmdir ../gone; exec "$0" new yueyanglou-2023 unit',
                               program.ZIPING], cwd=folder, capture_output=True, timeout=60)
        assert done.returncode == 3 and b"[folder-make]" in done.stderr, done
        assert not os.listdir(folder)


def lists_every_form():
    code, out, err = run("forms")
    assert code == 0 and err == "", err
    assert [line.split()[0] for line in out.splitlines() if not line.startswith(" ")] == FORMS, out


def refuses_a_broken_profile():
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "templates")
        shutil.copytree(TEMPLATES, copy)
        path = os.path.join(copy, FORMS[0] + ".toml")
        text = open(path, encoding="utf-8").read()
        open(path, "w", encoding="utf-8").write(re.sub(r'"(\S+)\.xml"', r'"\1-none.xml"', text, count=1))
        code, _, err = run("--templates", copy, "forms")
        assert code == 2 and err.startswith(path + ":"), err


def refuses_two_of_one_name():
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "templates")
        shutil.copytree(TEMPLATES, copy)
        shutil.copy(os.path.join(copy, FORMS[0] + ".toml"), os.path.join(copy, "zz-2023.toml"))
        code, _, err = run("--templates", copy, "forms")
        assert code == 2 and "[same-name]" in err and "zz-2023.toml:" in err, err


MADE = tempfile.TemporaryDirectory()  # units that stand_for_editors() looks at
STANDING = []


def taplo(units):
    """As an editor checks them: the first line leads to the schema."""
    program = os.path.join(READERS, "node_modules", "@taplo", "cli", "dist", "cli.js")
    return subprocess.run(["node", program, "check", *(os.path.join(unit, "unit.toml") for unit in units)], cwd=MADE.name,
                          capture_output=True, text=True)


def stand_for_editors():
    """The schema accepts all that were made. Node takes two seconds to begin: once for all."""
    assert len(STANDING) >= len(FORMS) * (1 + len(EXAMPLES)), f"only {len(STANDING)} units were made"
    done = taplo(STANDING)
    assert done.returncode == 0 and f"total={len(STANDING)} " in done.stderr, done.stderr
    # The check is one that can fail.
    broken = STANDING[-1]
    open(os.path.join(broken, "unit.toml"), "a", encoding="utf-8").write('\n[none]\nx = 1\n')
    done = taplo(STANDING)
    assert done.returncode != 0 and broken in done.stderr, "taplo found nothing wrong with an unknown table"


def stands(unit, folder):
    """It renders, and the checker says what is missing."""
    code, out, err = run("render", unit, "-o", os.path.join(folder, "out"))
    assert code == 0 and "error" not in err, err
    code, out, err = run("check", unit)
    assert code in (0, 1) and "[" not in re.sub(r"\[[A-Z][0-9]+\]|\[(unknown-level|empty-group|blank-value)\]", "", err), (code, err)
    STANDING.append(unit)


def begins_and_renders(form):
    unit = os.path.join(MADE.name, form, "not", "yet")
    text = new(unit, form)
    assert f'form = "{form}"' in text
    with tempfile.TemporaryDirectory() as folder:
        stands(unit, folder)


def in_force(text):
    """What an editor makes of it when every sample is taken out of its comment."""
    lines, inside = [], False
    for line in text.splitlines():  # a sample begins with its [heading], or with what that is for
        inside = bool(re.match(r"# [\[#]", line)) or (inside and line.startswith("# "))
        lines.append(line.removeprefix("# ") if inside else line)
    return tomllib.loads("\n".join(lines))


def shows_every_field(form):
    with tempfile.TemporaryDirectory() as folder:
        text = new(os.path.join(folder, "unit"), form)
        report = open(os.path.join(folder, "unit", "report.md"), encoding="utf-8").read()
        profile = tomllib.loads(open(os.path.join(TEMPLATES, form + ".toml"), encoding="utf-8").read())
    plain, whole = tomllib.loads(text), in_force(text)
    assert {"posts", "in_post"} <= set(plain["staff"]) and "reason" in plain["funds"], plain
    assert any("rows" in each for each in whole["indicator"]) and not any("rows" in each for each in plain["indicator"])
    assert ("category" in whole.get("expenditure", {})) == ("basic_data" in profile)
    assert all("fund" in c and "fund" not in p for c, p in zip(whole.get("expenditure", {}).get("category", [])[:1],
                                                             plain.get("expenditure", {}).get("category", [])))
    attachments = any(document.get("attachments") for document in profile["document"])
    assert ("attachments" in plain["report"]) == attachments, plain["report"]
    assert "facts" in whole and set(whole["waiver"][0]) == {"rule", "where", "reason", "by"} and whole["revision"], whole
    if "project" in profile:
        assert set(whole["project"][0]) == {"name", "department", "implementer", "funds", "goals", "indicator", "total"}
        assert re.search(r"一般为 10 分。例：10\n# weight", text), "the weight of the execution rate"
    for line in profile["self_evaluation"]["income"]:
        key, label = re.search(r"funds\.income\.(\w+)", line["amount"])[1], line["label"].removeprefix("其中：").rstrip("：")
        assert f'\n{key} = ""  # {label}\n' in text, (key, label)
    assert '例：["", "", ""]' not in text
    assert "{{funds.executed}}" in report and report.count("（") >= 5, report


def writes_nothing_over():
    with tempfile.TemporaryDirectory() as folder:
        for name in ("unit.toml", "unit.json", "report.md"):
            path = os.path.join(folder, name)
            open(path, "w").write("x")
            code, _, err = run("new", FORMS[0], folder)
            assert code == 2 and "[exists]" in err and path in err, err
            assert sorted(os.listdir(folder)) == [name] and open(path).read() == "x"
            os.remove(path)


def carries_over():
    with tempfile.TemporaryDirectory() as folder:
        unit = os.path.join(folder, "unit")
        text = new(unit, "yueyanglou-2023", "--from", EXAMPLE)
        for line in ("year = 2024", 'projects = [2707.92, "", ""]', 'amounts = [2706.26, "", ""]', 'opening = ""',
                     'name = "法制宣传活动场次"', 'target = "≥10次"', 'name = "业务工作经费"'):
            assert line in text, line
        assert 'actual = "18次"' not in text and 'actual = ""' in text
        headings = [line for line in open(os.path.join(unit, "report.md"), encoding="utf-8") if line.startswith("##")]
        assert headings == [line for line in open(os.path.join(EXAMPLE, "report.md"), encoding="utf-8") if line.startswith("##")]
        code, _, err = run("render", unit, "-o", os.path.join(folder, "out"))
        assert code == 0, err


def carries_all_over(example, form):
    """Any unit into any form: it stands, and nothing that is to be kept is lost."""
    unit = os.path.join(MADE.name, form, example)
    text = new(unit, form, "--from", EXAMPLES[example])
    with tempfile.TemporaryDirectory() as folder:
        stands(unit, folder)
    made, old = tomllib.loads(text), tomllib.loads(open(os.path.join(EXAMPLES[example], "unit.toml"), encoding="utf-8").read())
    assert made["unit"].get("district") == old["unit"].get("district") and made["unit"]["name"] == old["unit"]["name"]
    assert set(made.get("facts", {})) >= set(old.get("facts", {})) and not any(made.get("facts", {}).values()), made["facts"]
    assert made["report"].get("attachments", []) == old["report"].get("attachments", [])
    assert made["year"] == max(old["year"] + 1, int(form.split("-")[1]))
    follows = made["year"] == old["year"] + 1
    for key, amounts in old.get("expenditure", {}).items():
        if key != "category":
            assert made["expenditure"][key] == [amounts[2] if follows else "", "", ""], key
    kept = ("level1", "level2", "name")
    for one, other in zip(old["indicator"], made["indicator"]):
        assert [one.get(k, "") for k in kept] == [other.get(k) for k in kept], other
        assert len(one.get("rows", [])) == len(other.get("rows", []))
        if one.get("rows"):
            assert not {"target", "actual", "weight", "score", "reason"} & set(other), other
    groups = tomllib.loads(open(os.path.join(TEMPLATES, form + ".toml"), encoding="utf-8").read())["group"]
    levels = {(each["level1"], each["level2"]) for each in made["indicator"]}
    assert {(g["name"], s["name"]) for g in groups for s in g["second"]} <= levels, "a level of the form has no row"
    assert "照搬上年" in text


def reminds_of_another_form():
    """What the form has not is kept and told; what only the form has is added."""
    with tempfile.TemporaryDirectory() as folder:
        unit = os.path.join(folder, "unit")
        code, _, err = run("new", "yueyanglou-2023", unit, "--from", EXAMPLES["longquan-2023"])
        text = open(os.path.join(unit, "unit.toml"), encoding="utf-8").read()
    assert '# 本表样没有一级指标“成本指标”：改为本表样的指标，或删去这一项。\n[[indicator]]\nlevel1 = "成本指标"' in text
    assert '# 本表样的类别中没有“市级专项资金（一个专项一行）”' in text
    assert '# 以下各项，本表样有而上年没有。\n[[expenditure.category]]\nname = "特定目标类"' in text
    old = os.path.join(EXAMPLES["longquan-2023"], "report.md")
    assert f"{old}:5:1: warning: the form has no section “部门（单位）基本情况”" in err and "[section-left-out]" in err, err


def of_an_earlier_year(text, year):
    return re.sub(r"(?m)^year = .*", f"year = {year}", text)


def leaves_a_gap():
    """2020's finals are not those of 2022."""
    with tempfile.TemporaryDirectory() as folder:
        old = program.example(folder, unit_toml=lambda t: of_an_earlier_year(t, 2020))
        code, _, err = run("new", "yueyanglou-2023", os.path.join(folder, "new"), "--from", old)
        text = open(os.path.join(folder, "new", "unit.toml"), encoding="utf-8").read()
        assert code == 0 and re.match(r".*/unit\.toml:\d+:8: warning: this unit is of 2020, and the new one of 2023: "
                                      r"the column of 2022 is left blank.*\[year-gap\]\n$", err), err
        assert "year = 2023\n" in text and 'projects = ["", "", ""]' in text and "2707.92" not in text.replace("例：[1013.3, 6.66, 2707.92]", ""), text


def finds_headings_of_json():
    """Sections given inline, and numbers typed before headings."""
    with tempfile.TemporaryDirectory() as folder:
        old = os.path.join(folder, "old")
        shutil.copytree(EXAMPLE, old)
        path = os.path.join(old, "report.md")
        text = open(path, encoding="utf-8").read().replace("# 单位基本情况", "# 一、单位基本情况", 1)
        open(path, "w", encoding="utf-8").write(text)
        os.remove(os.path.join(old, "unit.json"))
        new(os.path.join(folder, "a"), "yueyanglou-2023", "--from", old)
        wanted = [line for line in text.splitlines() if line.startswith("##")]
        found = open(os.path.join(folder, "a", "report.md"), encoding="utf-8").read().splitlines()
        assert [line for line in found if line.startswith("##")] == wanted, found
        import json
        unit = json.load(open(os.path.join(EXAMPLE, "unit.json"), encoding="utf-8"))
        unit["report"] = {"sections": {"problems": "## 甲\n\nx\n\n### 乙\n\nx", "other": "无。"}}
        os.remove(os.path.join(old, "unit.toml"))
        json.dump(unit, open(os.path.join(old, "unit.json"), "w", encoding="utf-8"), ensure_ascii=False)
        new(os.path.join(folder, "b"), "yueyanglou-2023", "--from", old)
        found = open(os.path.join(folder, "b", "report.md"), encoding="utf-8").read()
        assert "# 存在的问题及原因分析\n" in found and "\n## 甲\n\n### 乙\n" in found, found


def without_report():
    """A form of tables alone has no report.md to begin with, and lines in names break no comment."""
    with tempfile.TemporaryDirectory() as folder:
        def tables(text):
            text = re.sub(r'(?ms)^\[\[document\]\]\nid          = "report".*?(?=^# ── 基础)', "", text)
            return re.sub(r"(?ms)^\[report\].*", "", text)
        copy, _ = program.templates_with(folder, "yueyanglou-2023.toml", tables)
        old = program.example(folder, unit_toml=lambda t: t.replace('level2 = "数量指标"', r'level2 = "数量\n指 标"').replace(
            'name    = "运行维护经费"', r'name = "运行\n经费"').replace("[facts]", '[facts]\nodd = "甲\\n乙\\t\\"#"', 1))
        unit = os.path.join(folder, "new")
        code, out, err = run("--templates", copy, "new", "yueyanglou-2023", unit, "--from", old)
        assert code == 0 and out == f"{unit}: unit.toml\n" and os.listdir(unit) == ["unit.toml"], out + err
        text = open(os.path.join(unit, "unit.toml"), encoding="utf-8").read()
        assert "# 本表样没有二级指标“数量指 标”" in text and "类别中没有“运行经费”" in text and 'odd = ""  # 上年：甲乙' in text, text
        assert "report.md" not in text and "report" not in tomllib.loads(text)
        code, _, err = run("--templates", copy, "render", unit, "-o", os.path.join(folder, "out"))
        assert code == 0, err


tests = Tests()
tests.check("forms lists every profile", lists_every_form)
tests.check("forms refuses a broken profile", refuses_a_broken_profile)
tests.check("forms refuses two profiles of one name", refuses_two_of_one_name)
for each in FORMS:
    tests.check(f"new {each} renders as it stands", begins_and_renders, each)
for each in FORMS:
    tests.check(f"new {each} shows every field", shows_every_field, each)
for example in sorted(EXAMPLES):
    for each in FORMS:
        tests.check(f"new {each} --from {example}", carries_all_over, example, each)
tests.check("the schema accepts all of them", stand_for_editors)
tests.check("new --from a unit of another form", reminds_of_another_form)
tests.check("new --from a unit of years ago", leaves_a_gap)
tests.check("new --from: headings of sections inline, and numbered", finds_headings_of_json)
tests.check("new of a form without a report", without_report)
tests.check("new writes nothing over", writes_nothing_over)
tests.check("new where the folder one is in is gone", in_a_folder_that_is_gone)
tests.check("new --from carries the year before over", carries_over)
tests.end()
