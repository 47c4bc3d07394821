"""`ziping diff`: what changed, line by line, in both languages, as JSON against its schema; what is no change; and
that no two units, however broken their values are, make it crash or take long."""
import json, os, random, re, shutil, subprocess, tempfile, time

import program
import readers as r
from program import EXAMPLE, EXAMPLES, ROOT, Tests, run

SCHEMA = os.path.join(ROOT, "templates", "diff.schema.json")
OUTPUT = "绩效指标 › 产出指标 › 数量指标 › "
YANFENG = os.path.join(ROOT, "examples", "yanfeng-2021")


def edit(path, edits):
    text = open(path, encoding="utf-8").read()
    for change in edits:
        before = text
        text = change(text) if callable(change) else text.replace(*change)
        assert text != before, f"{change} changes nothing"
    open(path, "w", encoding="utf-8").write(text)


def units(folder, toml=(), report=(), example=EXAMPLE):
    for name in "old", "new":
        shutil.copytree(example, os.path.join(folder, name))
        os.remove(os.path.join(folder, name, "unit.json"))
    edit(os.path.join(folder, "new", "unit.toml"), toml)
    edit(os.path.join(folder, "new", "report.md"), report)


def diff(folder, *arguments, language="zh", old="old", new="new", ziping=program.ZIPING):
    return run("diff", old, new, "--lang", language, *arguments, cwd=folder, ziping=ziping)


def lines(toml=(), report=(), example=EXAMPLE, language="zh"):
    """What is told, the places' lines as N; and the numbers of the line that counts."""
    with tempfile.TemporaryDirectory() as folder:
        units(folder, toml, report, example)
        code, out, err = diff(folder, language=language)
    assert code == 1 and not err, (code, out, err)
    *told, counts = out.splitlines()
    assert sum(map(int, re.findall(r"(?:修改|新增|删除|移动|，报告) ?(\d+)", counts))) == len(told) or language == "en", counts
    return [re.sub(r"(\.(?:toml|md)):\d+", r"\1:N", line) for line in told]


def tells(wanted, toml=(), report=(), example=EXAMPLE, language="zh"):
    """`wanted`: lines, with T for the two places in unit.toml and R for those in report.md, + and - for one of them."""
    places = {"T": "(old/unit.toml:N → new/unit.toml:N)", "R": "(old/report.md:N → new/report.md:N)",
              "+T": "(new/unit.toml:N)", "-T": "(old/unit.toml:N)", "+R": "(new/report.md:N)", "-R": "(old/report.md:N)"}
    full = [re.sub(r" ([-+]?[TR])$", lambda found: " " + places[found[1]], line) for line in wanted]
    found = lines(toml, report, example, language)
    assert found == full, "\n" + "\n".join(found)


def indicator(name):
    """(from, to) of an indicator in the example's text."""
    def bounds(text):
        at = text.index(f'name   = "{name}"')
        start = text.rindex("[[indicator]]", 0, at)
        return start, text.index("[[indicator]]", at)
    return bounds


def without(name):
    def change(text):
        start, end = indicator(name)(text)
        return text[:start] + text[end:]
    return change


def before(name, other, make=lambda text: text):
    """The indicator, perhaps changed, before another one."""
    def change(text):
        start, end = indicator(name)(text)
        own, text = text[start:end], text[:start] + text[end:]
        at = indicator(other)(text)[0]
        return text[:at] + make(own) + text[at:]
    return change


NEW = '''[[indicator]]
level1 = "产出指标"
level2 = "数量指标"
name   = "走访户数"
target = "≥100户"
actual = "120户"
weight = 5
score  = 4
reason = "外出务工的多。"

'''


def put_before(name, block):
    def change(text):
        at = indicator(name)(text)[0]
        return text[:at] + block + text[at:]
    return change


REPORT_OF_RENOVATION = [("{{indicator[旧改项目推进个数].actual}}", "47个"), ("{{indicator[旧改项目推进个数].target}}", "≥20个")]
TOTAL = "总分 › 得分合计: 99 → 98（按公式算出）"

CASES = {
    "an amount, and the report that quotes it": (
        ["年度预算申请 › 年初预算数: 1592.87 → 1592.88 T",
         "自评报告 › 二、一般公共预算支出情况 › （一）收支总体情况 › 3.预算调整情况 › 第1段: 年初预算数为[-1592.87-]{+1592.88+}万元，"
         "年中调整后全年预算…3万元，相当于年初预算的[-255.74%-]{+255.73%+}，净增[-2480.66-]{+2480.65+}万元。全年预算数超过年初… R"],
        [("1592.87", "1592.88")], []),
    "a score, and the total that follows": (
        ["绩效指标 › 满意度指标 › 服务对象满意度指标 › 群众满意度 › 得分: 9 → 8 T", TOTAL,
         "自评报告 › 六、部门整体支出绩效情况 › 第2段: …标值（≥98%），自评扣[-1-]{+2+}分，其余指标都实现了预定… R"],
        [("score  = 9\n", "score  = 8\n")], []),
    "an indicator is added": (
        [OUTPUT + "走访户数: 新增：年度指标值 ≥100户，实际完成值 120户，分值 5，得分 4，偏差原因分析及改进措施 外出务工的多 +T",
         "总分 › 分值合计: 100 → 105（按公式算出）", "总分 › 得分合计: 99 → 103（按公式算出）"],
        [put_before("公共财政支出进度", NEW)], []),
    "an indicator is removed": (
        [OUTPUT + "旧改项目推进个数: 删除：年度指标值 ≥20个，实际完成值 47个，分值 5，得分 5 -T",
         "总分 › 分值合计: 100 → 95（按公式算出）", "总分 › 得分合计: 99 → 94（按公式算出）"],
        [without("旧改项目推进个数")], REPORT_OF_RENOVATION),
    "one that is replaced by another is removed before that is added": (
        [OUTPUT + "旧改项目推进个数: 删除：年度指标值 ≥20个，实际完成值 47个，分值 5，得分 5 -T",
         OUTPUT + "走访户数: 新增：年度指标值 ≥100户，实际完成值 120户，分值 5，得分 4，偏差原因分析及改进措施 外出务工的多 +T", TOTAL],
        [without("旧改项目推进个数"), put_before("公共财政支出进度", NEW)], REPORT_OF_RENOVATION),
    "an indicator is moved": (
        [OUTPUT + "旧改项目推进个数: 移动：第4项 → 第1项 T"], [before("旧改项目推进个数", "财政收入总量")], []),
    "an indicator is renamed": (
        [OUTPUT + "老旧小区改造个数 › 三级指标: 旧改项目推进个数 → 老旧小区改造个数 T"],
        [('"旧改项目推进个数"', '"老旧小区改造个数"')], [("[旧改项目推进个数]", "[老旧小区改造个数]")]),
    "an indicator is renamed altogether": (
        [OUTPUT + "签约情况 › 三级指标: 旧改项目推进个数 → 签约情况 T"],
        [('"旧改项目推进个数"', '"签约情况"')], [("[旧改项目推进个数]", "[签约情况]")]),
    "an indicator goes to another group": (
        ["绩效指标 › 产出指标 › 质量指标 › 旧改项目推进个数: 移动：产出指标 › 数量指标 → 产出指标 › 质量指标 T"],
        [('level2 = "数量指标"\nname   = "旧改', 'level2 = "质量指标"\nname   = "旧改')], []),
    "an indicator goes to another group and place, and is scored": (
        [OUTPUT + "公共财政支出进度: 移动：产出指标 › 质量指标 → 产出指标 › 数量指标，第5项 → 第1项 T",
         OUTPUT + "公共财政支出进度 › 得分: 5 → 4 T", TOTAL],
        [before("公共财政支出进度", "财政收入总量", lambda own: own.replace("质量指标", "数量指标").replace("score  = 5", "score  = 4"))], []),
    "an empty row is filled in": (
        [OUTPUT + "走访户数 › 三级指标: （空） → 走访户数 +T", OUTPUT + "走访户数 › 年度指标值: （空） → ≥9户 +T"],
        [('level2 = "数量指标"\n\n', 'level2 = "数量指标"\nname = "走访户数"\ntarget = "≥9户"\n\n')], [], "empty row"),
    "a row of an indicator": (
        ["绩效指标 › 效益指标 › 生态效益指标 › 环境质量提升 › 第1行: 新增：年度指标值 新，实际完成值 旧，分值 0，得分 0 +T"],
        [("rows   = [\n", 'rows   = [\n  { target = "新", actual = "旧", weight = 0, score = 0 },\n')],
        [("rows[1]", "rows[2]"), ("rows[0]", "rows[1]")]),
    "a fund's row is added": (
        ["经费控制情况 › 项目支出的类别 › 其他专项: 新增：2022年决算数 1，2023年预算数 2.50 +T"],
        [('[[expenditure.category]]\nname    = "特定', '[[expenditure.category]]\nname = "其他专项"\namounts = [1, 2.50, ""]\n\n'
          '[[expenditure.category]]\nname    = "特定')], []),
    "a goal": (
        ["年度总体目标 › 预期目标第2条: …区政府中心工作，全力服务[-经济-]{+高质量+}发展和重点项目建设。 T"],
        [("全力服务经济发展", "全力服务高质量发展")], []),
    "a goal is added": (
        ["年度总体目标 › 预期目标第4条: 新增：守住安全底线。 +T"], [('  "办好民生', '  "守住安全底线。",\n  "办好民生')], []),
    "goals as one text": (
        ["年度总体目标 › 预期目标: 加强党的建设，突出政治引领，推动主题教育走深走实，锤炼忠诚干净担当的干部队伍。 → 加强党的建设。 T",
         *(f"年度总体目标 › 预期目标第{n}条: 删除：{text} -T" for n, text in (
             (2, "紧扣区委、区政府中心工作，全力服务经济发展和重点项目建设。"), (3, "扎实推进“城市六治”，持续改善辖区市容环境和安全秩序。"),
             (4, "办好民生实事，建强社区服务阵地，不断提升居民生活品质。")))],
        [lambda text: re.sub(r"expected = \[.*?\n\]", 'expected = "加强党的建设。"', text, flags=re.S)], []),
    "the unit's name": (
        ["单位名称: 岳阳楼区岳阳楼街道办事处 → 岳阳楼区岳阳楼街道 T",
         "自评报告 › 一、单位基本情况 › 第1段: 岳阳楼区岳阳楼街道[-办事处-]地处洞庭湖畔，岳阳楼景区… R"],
        [('name     = "岳阳楼区岳阳楼街道办事处"', 'name     = "岳阳楼区岳阳楼街道"')], []),
    "blank is not 0": (
        ["年度预算申请 › 按收入性质分 › 政府性基金拨款: （空） → 0 T"], [('government_fund = ""', "government_fund = 0")], []),
    "5 is not 5.00": (
        [OUTPUT + "财政收入总量 › 分值: 5 → 5.00 T"], [("weight = 5                          #", "weight = 5.00 #")], []),
    "a value that is no longer there": (
        ["签字栏 › 填报日期: 2024-05 → （空） -T"], [('date     = "2024-05"', "")], []),
    "a rate that was left out is written": (
        ["年度预算申请 › 执行率: （未填，按公式为100%） → 99% +T",
         "自评报告 › 二、一般公共预算支出情况 › 第1段: ….53万元，预算执行率为[-100%-]{+99%+}，当年资金全部用于保障机… R"],
        [("weight    = 10 ", 'rate = "99%"\nweight    = 10 ')], []),
    "a waiver": (
        ["核对说明 › F03 funds.rate: 新增：理由 按区财政局通知 +T"],
        [lambda text: text + '\n[[waiver]]\nrule = "F03"\nwhere = "funds.rate"\nreason = "按区财政局通知。"\n'], []),
    "a fact, and the report by {{…}} only": (
        ["其他数据 › retired: 45 → 46 T", "自评报告 › 一、单位基本情况 › （三）人员情况 › 2.离退休人员 › 第1段: "
         "年末有离退休人员[-45-]{+46+}人，与在职人员合计[-142-]{+143+}人。 R"],
        [("retired           = 45", "retired           = 46")], []),
    "a sentence": (
        ["自评报告 › 六、部门整体支出绩效情况 › （三）城市治理提质增效 › 1.“城市六治”全面推进 › 第1段: "
         "…”的标准管理辖区，从以下[-6-]{+六+}个方面整治城市顽疾。 R"], [], [("从以下6个方面", "从以下六个方面")]),
    "a heading in the middle": (
        ["自评报告 › 一、单位基本情况 › （二）领导分工: 新增：（二）领导分工 +R",
         "自评报告 › 一、单位基本情况 › （二）领导分工 › 第1段: 新增：分工明确。 +R"],
        [], [("## 机构设置\n", "## 领导分工\n\n分工明确。\n\n## 机构设置\n")]),
    "a heading is renamed": (
        ["自评报告 › 一、单位基本情况 › （二）机构编制: （二）机构[-设置-]{+编制+} R"], [], [("## 机构设置", "## 机构编制")]),
    "a paragraph goes": (
        ["自评报告 › 七、存在的问题及原因分析 › 第1段: 删除：一年来的工作虽有成效，但对照绩效目标和群众期待，还有不少短板需要补齐。 -R"],
        [], [("一年来的工作虽有成效，但对照绩效目标和群众期待，还有不少短板需要补齐。\n\n", "")]),
    "an item of a list": (
        ["自评报告 › 六、部门整体支出绩效情况 › （三）城市治理提质增效 › 1.“城市六治”全面推进 › 第3段: 新增：（2）美化家园。 +R"],
        [], [("2. 环卫治脏", "2. 美化家园。\n3. 环卫治脏")]),
    "a row of a table, and a cell": (
        ["自评报告 › 二、一般公共预算支出情况 › （三）项目支出情况 › 2.项目资金使用情况 › 第1表第3行: 新增：其他 | 1 | 2 | 3 +R",
         "自评报告 › 二、一般公共预算支出情况 › （三）项目支出情况 › 2.项目资金使用情况 › 第1表第4行第1列: 运行维护[-经-]费 R"],
        [], [("| 运行维护经费 |", "| 其他 | 1 | 2 | 3 |\n| 运行维护费 |")]),
    "a table goes": (
        ["自评报告 › 二、一般公共预算支出情况 › （三）项目支出情况 › 2.项目资金使用情况 › 第1表: 删除："
         "项目类别 | 2022年决算数 | 2023年预算数 | 2023年决算数⏎业务工作经费 | 972.88 | 5 | 2706.26⏎运行维护经费 | 40.42 | 1.66 | 1.66⏎"
         "合计 | 1013.3 | 6.66 | 2707.92 -R"],
        [], [lambda text: re.sub(r"\n(\|.*\n)+", "", text)]),
}


def case(wanted, toml, report, row=None):
    if row is None:
        tells(wanted, toml, report)
        return
    # The row is empty in both but for what the case fills in.
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(EXAMPLE, os.path.join(folder, "unit"))
        edit(os.path.join(folder, "unit", "unit.toml"),
             [put_before("公共财政支出进度", '[[indicator]]\nlevel1 = "产出指标"\nlevel2 = "数量指标"\n\n')])
        tells(wanted, toml, report, os.path.join(folder, "unit"))


def whole_project():
    def gone(text):
        return text[:text.index("[[project]]")] + text[text.index("[facts]"):]

    def no_figures(text):
        return re.sub(r"\{\{project[^}]*\}\}", "若干", text)
    with tempfile.TemporaryDirectory() as folder:
        units(folder, [gone], [no_figures], YANFENG)
        edit(os.path.join(folder, "old", "report.md"), [no_figures])
        code, out, err = diff(folder)
    assert code == 1 and not err, (code, out, err)
    told, counts = out.splitlines()
    assert told.startswith("项目支出绩效自评表 › 基层政权建设和社区治理: 删除：主管部门 ") and "绩效指标 15行" in told, out
    assert "数据 1 处（修改 0、新增 0、删除 1、移动 0），报告 0 处" in counts, counts


def no_change():
    """Comments, the order of keys, a blank value as none, a written rate as the computed one, [[revision]], the report's file."""
    def shuffled(text):
        return text.replace('name     = "岳阳楼区岳阳楼街道办事处"', 'district = "岳阳楼区"').replace(
            'district = "岳阳楼区"\n\n', 'name = "岳阳楼区岳阳楼街道办事处"\n\n')
    same = [("# 分值", "# 这里是分值"), ('preparer = ""', ""), ("weight    = 10 ", 'rate = "100%"\nweight    = 10 '), shuffled,
            ('file = "report.md"', 'file = "other.md"'),
            lambda text: text + '\n[[revision]]\nwhere = "funds.rate"\nreason = "无。"\n']
    for edits in [], same:
        with tempfile.TemporaryDirectory() as folder:
            units(folder, edits)
            shutil.copy(os.path.join(folder, "new", "report.md"), os.path.join(folder, "new", "other.md"))
            for language, words in ("zh", "没有不同：数据和报告都一样\n"), ("en", "no difference in data and report\n"):
                code, out, err = diff(folder, language=language)
                assert code == 0 and out == words and not err, (code, out, err)
            code, out, err = diff(folder, "--format", "json")
            assert code == 0 and json.loads(out)["differences"] == [], (code, out, err)


def as_json(text):
    """The same data, amounts as texts with the figures as typed."""
    import tomllib
    return json.dumps(tomllib.loads(text, parse_float=str), ensure_ascii=False)


def other_format():
    for example in EXAMPLES:
        with tempfile.TemporaryDirectory() as folder:
            units(folder, example=example)
            path = os.path.join(folder, "new", "unit.toml")
            data = json.loads(as_json(open(path, encoding="utf-8").read()))
            data["$schema"] = "../unit-year.schema.json"
            open(os.path.join(folder, "new", "unit.json"), "w", encoding="utf-8").write(json.dumps(data, ensure_ascii=False))
            os.remove(path)
            code, out, err = diff(folder)
            assert code == 0, (example, out, err)
            code, out, err = diff(folder, old="new/unit.json", new="old/unit.toml")
            assert code == 0, (example, out, err)


def examples_in_step():
    """Each example has its data twice, and they are the same."""
    for example in EXAMPLES:
        code, out, err = run("diff", os.path.join(example, "unit.toml"), os.path.join(example, "unit.json"))
        assert code == 0, (example, out, err)


def sections_inline():
    """A report in JSON against the same in a file."""
    with tempfile.TemporaryDirectory() as folder:
        units(folder)
        path = os.path.join(folder, "new", "unit.toml")
        data = json.loads(as_json(open(path, encoding="utf-8").read()))
        report = open(os.path.join(folder, "new", "report.md"), encoding="utf-8").read()
        ids = ["overview", "general_budget", "government_fund", "state_capital", "social_insurance", "performance", "problems",
               "improvements", "use_and_disclosure", "other"]
        parts = re.split(r"(?m)^# .*\n", report)[1:]
        del data["report"]["file"]
        data["report"]["sections"] = dict(zip(ids, parts, strict=True))
        os.remove(path)
        write = lambda: open(path[:-4] + "json", "w", encoding="utf-8").write(json.dumps(data, ensure_ascii=False))
        write()
        code, out, err = diff(folder)
        assert code == 0, (out, err)
        data["report"]["sections"]["other"] = parts[-1].replace("有以下4点", "有以下四点")
        data["report"]["attachments"] = ["补充材料"]  # the list of attachments is data, not the report's text
        write()
        code, out, err = diff(folder)
        out = re.sub(r":\d+", ":N", out)
        assert code == 1 and out.splitlines()[:-1] == [
            "自评报告 › 另附的材料第1条: 新增：补充材料 (new/unit.json:N)",
            "自评报告 › 十、其他需要说明的情况 › 第1段: 有以下[-4-]{+四+}点情况需要说明。 (old/report.md:N → new/unit.json:N)"], out


def places_are_right():
    with tempfile.TemporaryDirectory() as folder:
        units(folder, [("score  = 9\n", "\nscore  = 8\n"), without("旧改项目推进个数")], REPORT_OF_RENOVATION)
        _, out, _ = diff(folder)
        for line in out.splitlines()[:-1]:
            for name, number in re.findall(r"((?:old|new)/[a-z.]+):(\d+)", line):
                text = open(os.path.join(folder, name), encoding="utf-8").read().splitlines()[int(number) - 1]
                wanted = "score  = 9" if "9 → 8" in line and "old" in name else "score  = 8" if "9 → 8" in line else \
                    "[[indicator]]" if "删除" in line else "自评扣"
                assert wanted in text, (line, text)


def english():
    tells(["绩效指标 › 满意度指标 › 服务对象满意度指标 › 群众满意度 › 得分: 9 → 8 T",
           "总分 › 得分合计: 99 → 98 (computed)",
           "自评报告 › 六、部门整体支出绩效情况 › 第2段: …标值（≥98%），自评扣[-1-]{+2+}分，其余指标都实现了预定… R"],
          [("score  = 9\n", "score  = 8\n")], language="en")
    tells(["年度预算申请 › 按收入性质分 › 政府性基金拨款: (blank) → 0 T", OUTPUT + "旧改项目推进个数: moved: 4 → 1 T"],
          [('government_fund = ""', "government_fund = 0"), before("旧改项目推进个数", "财政收入总量")], language="en")
    with tempfile.TemporaryDirectory() as folder:
        units(folder, [put_before("公共财政支出进度", NEW)])
        _, out, _ = diff(folder, language="en")
        assert "走访户数: added: 年度指标值 ≥100户" in out, out
        assert out.endswith("3 different: 3 in the data (changed 2, added 1, removed 0, moved 0), 0 in the report\n"), out


def readmes():
    """What they show is what it prints."""
    with tempfile.TemporaryDirectory() as folder:
        units(folder, [lambda text: text.replace('18次"\nweight = 5\nscore  = 5', '18次"\nweight = 5\nscore  = 4')])
        for name, language in ("README.md", "en"), ("README.zh-CN.md", "zh"):
            code, out, err = diff(folder, language=language)
            shown = "".join("    " + line for line in out.splitlines(keepends=True)[:2])
            assert code == 1 and "5 → 4" in shown, out
            assert shown in open(os.path.join(ROOT, name), encoding="utf-8").read(), f"{name} does not have\n{shown}"


def json_output():
    with tempfile.TemporaryDirectory() as folder:
        units(folder, [("score  = 9\n", "score  = 8\n"), before("旧改项目推进个数", "财政收入总量"),
                       put_before("公共财政支出进度", NEW), ('government_fund = ""', "government_fund = 0")],
              [("## 机构设置\n", "## 领导分工\n\n分工明确。\n\n## 机构设置\n")])
        code, out, err = diff(folder, "--format", "json")
        assert code == 1 and not err, (code, err)
        path = os.path.join(folder, "diff.json")
        open(path, "w", encoding="utf-8").write(out)
        r.json_schema(path, SCHEMA)
        found = json.loads(out)
        assert found["old"] == {"file": "old/unit.toml", "unit": "岳阳楼区岳阳楼街道办事处", "year": "2023", "form": "yueyanglou-2023"}
        told = {(each["kind"], each["path"]): each for each in found["differences"]}
        score = told["changed", "indicator[群众满意度].score"]
        assert (score["old"]["text"], score["new"]["text"], score["old"]["given"]) == ("9", "8", True)
        assert score["old"]["file"] == "old/unit.toml" and score["new"]["line"] > 0
        assert told["moved", "indicator[旧改项目推进个数]"]["from"] == 4 and told["moved", "indicator[旧改项目推进个数]"]["to"] == 1
        total = told["changed", "total.score"]
        assert not total["old"]["given"] and not total["new"]["given"] and "file" not in total["new"], total
        assert (total["old"]["text"], total["new"]["text"]) == ("99", "102")
        assert told["changed", "funds.income.government_fund"]["old"] | {"line": 0, "column": 0} == \
            {"text": "", "given": True, "file": "old/unit.toml", "line": 0, "column": 0}
        assert not told["added", "indicator[走访户数]"]["old"]["given"]
        assert ("report-added", "report.overview") in told
        changed = told["report-changed", "report.performance"]
        for side, without_change in ("old", "inserted"), ("new", "deleted"):
            text = "".join(each["text"] for each in changed["stretches"] if each["change"] != without_change)
            assert text == changed[side]["text"], changed
        # The schema can fail.
        open(path, "w", encoding="utf-8").write(out.replace('"kind": "moved"', '"kind": "shifted"', 1))
        try:
            r.json_schema(path, SCHEMA)
        except AssertionError:
            return
        raise AssertionError("ajv found nothing wrong with a kind of its own")


def other_unit_and_form():
    """Each against each: told, never refused."""
    for old in EXAMPLES:
        for new in EXAMPLES:
            code, out, err = run("diff", old, new, "--format", "json")
            assert code == (0 if old == new else 1), (old, new, err)
            paths = [each["path"] for each in json.loads(out)["differences"]]
            assert old == new or {"form", "unit.name"} & set(paths), paths


def usage_errors():
    for arguments in ([], [EXAMPLE], [EXAMPLE, EXAMPLE, EXAMPLE], [EXAMPLE, EXAMPLE, "--format"], [EXAMPLE, EXAMPLE, "--format", "xml"],
                      [EXAMPLE, EXAMPLE, "--lang", "fr"], [EXAMPLE, EXAMPLE, "--quiet"]):
        code, out, err = run("diff", *arguments)
        assert code == 2 and not out and "[usage]" in err and err.count("\n") == 1, (arguments, code, out, err)
    code, out, _ = run("diff", "--help")
    assert code == 0 and out.startswith("usage: ziping diff OLD NEW"), out


def bad_input():
    broken = os.path.join(ROOT, "tests", "bad-input", "broken-toml")
    code, out, err = run("diff", broken, "nowhere")  # both are told
    assert code == 2 and not out and "[toml-syntax]" in err and "[no-folder]" in err, (code, out, err)
    with tempfile.TemporaryDirectory() as folder:
        units(folder, [], [("{{facts.retired}}", "{{facts.retried}}")])
        code, out, err = diff(folder)
        assert code == 2 and not out and "new/report.md:" in err and "[unknown-path]" in err, (code, out, err)
    full = subprocess.run([program.ZIPING, "diff", EXAMPLES[0], EXAMPLES[1]], stdout=open("/dev/full", "w"), stderr=subprocess.PIPE)
    assert full.returncode == 3, full


REQUIRED = {"name", "amounts", "level1", "level2", "rule", "where", "reason", "form", "year", "unit", "report"}
TEXTS = ["", "甲乙丙", "a[b].c", "]", "[", "12", "一" * 500, "第\n行", "1、", "（一）"]
NUMBERS = ["", 0, "5.00", 5, "/", "——", 7]


def mutated(data, chance, key=""):
    """Values changed, left out, doubled and shuffled, as far as the schema lets that pass."""
    if isinstance(data, dict):
        keys = [each for each in data if each in REQUIRED or chance.random() > 0.03]
        chance.shuffle(keys)
        return {each: mutated(data[each], chance, each) for each in keys}
    if isinstance(data, list) and len(data) == 3 and not any(isinstance(each, dict) or len(str(each)) > 12 for each in data):
        return [mutated(each, chance) for each in data]  # amounts
    if isinstance(data, list):
        out = [mutated(each, chance) for each in data if chance.random() > 0.05]
        for _ in range(chance.choice([0, 0, 0, 1, 3])):
            out += [mutated(chance.choice(data), chance)] if data else []
        if chance.random() < 0.2:
            chance.shuffle(out)
        return out
    if key in ("form", "year", "date", "file", "level1", "level2", "district") or chance.random() > 0.05:
        return data
    if key in ("name", "rule", "where"):
        return chance.choice([each for each in TEXTS if each] + [str(data) + "改"])
    number = not isinstance(data, str) or re.fullmatch(r"-?[0-9.]*%?|/|—+", data) and key != "reason"
    return chance.choice(NUMBERS) if number else chance.choice(TEXTS + [data + "改"])


def never_crashes():
    chance = random.Random(6)
    compared = 0
    for example in EXAMPLES:
        data = json.loads(as_json(open(os.path.join(example, "unit.toml"), encoding="utf-8").read()))
        with tempfile.TemporaryDirectory() as folder:
            for name in "old", "new":
                os.mkdir(os.path.join(folder, name))
                open(os.path.join(folder, name, "report.md"), "w", encoding="utf-8").write(
                    re.sub(r"\{\{.*?\}\}", "若干", open(os.path.join(example, "report.md"), encoding="utf-8").read()))
            for _ in range(25):
                for name in "old", "new":
                    unit = mutated(data, chance)
                    open(os.path.join(folder, name, "unit.json"), "w", encoding="utf-8").write(json.dumps(unit, ensure_ascii=False))
                code, out, err = diff(folder)
                assert code in (0, 1, 2), (code, err)
                compared += code < 2
                if code < 2:
                    code, out, err = diff(folder, "--format", "json")
                    for each in json.loads(out)["differences"]:
                        assert each["where"] and each["path"], each
                        text = "".join(s["text"] for s in each.get("stretches", []) if s["change"] != "inserted")
                        assert not text or text == each["old"]["text"], each
    assert compared >= 60, compared


def bounded(count, ziping):
    """So many paragraphs, and as many indicators and goals as are read; in each order."""
    text = open(os.path.join(EXAMPLE, "unit.toml"), encoding="utf-8").read()
    report = open(os.path.join(EXAMPLE, "report.md"), encoding="utf-8").read()

    def indicators(order, score):
        return text + "".join(f'[[indicator]]\nlevel1 = "产出指标"\nlevel2 = "数量指标"\nname = "指标{n}"\ntarget = "≥{n}次"\nweight = 0\n'
                              f"score = {score}\n" for n in order)

    def goals(order, words):
        return text.replace("expected = [", "expected = [" + "".join(f'"第{n}条，{words}。",' for n in order))

    def paragraphs(order, words):
        return report.replace("## 部门职责", "\n\n".join(f"第{n}段，{words}。" for n in order) + "\n\n## 部门职责")
    order, all = list(range(min(count, 980))), list(range(count))  # a list has at most 1,000 entries
    shuffled = random.Random(1).sample(order, len(order))
    pairs = {"indicators scored": (indicators(order, 0), indicators(order, 1), report, report, len(order) + 1),
             "indicators shuffled": (indicators(order, 0), indicators(shuffled, 0), report, report, None),
             "indicators renamed": (indicators(order, 0), indicators(order, 0).replace("指标1", "甲乙丙丁"), report, report, None),
             "goals": (goals(order, "推进工作"), goals(order, "加快推进各项工作"), report, report, len(order)),
             "goals shuffled": (goals(order, "推进工作"), goals(shuffled, "推进工作"), report, report, None),
             "paragraphs": (text, text, paragraphs(all, "推进工作"), paragraphs(all, "加快推进各项工作"), count),
             "paragraphs, two": (text, text, paragraphs(all, "推进"), paragraphs(all, "推进").replace("第3段", "三").replace(f"第{count - 10}段", "四"), 2)}
    for name, (old, new, old_report, new_report, wanted) in pairs.items():
        with tempfile.TemporaryDirectory() as folder:
            for version, data, words in ("old", old, old_report), ("new", new, new_report):
                os.mkdir(os.path.join(folder, version))
                open(os.path.join(folder, version, "unit.toml"), "w", encoding="utf-8").write(data)
                open(os.path.join(folder, version, "report.md"), "w", encoding="utf-8").write(words)
            started = time.monotonic()
            code, out, err = diff(folder, ziping=ziping)
            taken = time.monotonic() - started
        assert code == 1, (name, err)
        assert taken < 60, f"{name}: {taken:.1f} s"
        assert wanted is None or out.count("\n") == wanted + 1, (name, out.count("\n"))


tests = Tests()
for name, parts in CASES.items():
    tests.check(name, case, *parts)
tests.check("a whole project goes", whole_project)
tests.check("what is no change", no_change)
tests.check("TOML against JSON", other_format)
tests.check("the examples' TOML against their JSON", examples_in_step)
tests.check("a report in the JSON against one in a file", sections_inline)
tests.check("the places are right", places_are_right)
tests.check("in English", english)
tests.check("the READMEs' example", readmes)
tests.check("JSON, by its schema", json_output)
tests.check("other units, years and forms", other_unit_and_form)
tests.check("usage", usage_errors)
tests.check("bad input, a full disk", bad_input)
tests.check("mutated units", never_crashes)
tests.check("10,000 of each", bounded, 10000, program.RELEASE)
tests.check("1,000 of each, with the sanitizers", bounded, 1000, program.ZIPING)
tests.end()
