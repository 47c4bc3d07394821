"""`ziping check` as a command: usage, exit codes, its text in both languages, JSON and SARIF against their schemas,
and the check report through readers that nobody here wrote. What the rules find is check_rules.py's."""
import json, os, re, shutil, subprocess, tempfile, zipfile

import program  # finds readers/
import readers as r
from check_rules import CHECK, lay_out
from documents import a4, as_libreoffice_reads, pages_agree
from program import EXAMPLE, EXAMPLES, HERE, ROOT, Tests, run

BROKEN = os.path.join(HERE, "bad-input", "broken-toml")
SCHEMA = os.path.join(ROOT, "templates", "check.schema.json")
RATE = ('rate      = "95%"', 'rate      = "93%"')
INCOME = ("general = 900", "general = 910")
ROUNDING = ("general = 900", "general = 900.01")
BLANK = ("full_year = 1000", 'full_year = ""')
WAIVER = '\n[[waiver]]\nrule = "F03"\nwhere = "funds.rate"\nreason = "执行率按{{区财政局}}通知。"\nby = "财政所"\n'


def unit_with(folder, name, *edits, more=""):
    """A copy of the clean unit under `name`, beside it; its profile is in folder/templates."""
    if not os.path.exists(os.path.join(folder, "templates")):
        lay_out(folder)
    unit = os.path.join(folder, name)
    shutil.copytree(os.path.join(CHECK, "clean"), unit)
    path = os.path.join(unit, "unit.toml")
    text = open(path, encoding="utf-8").read()
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    open(path, "w", encoding="utf-8").write(text + more)
    if RATE in edits:  # the report is to say the same, or that is another finding
        path = os.path.join(unit, "report.md")
        report = open(path, encoding="utf-8").read()
        assert report.count("执行率95%") == 1
        open(path, "w", encoding="utf-8").write(report.replace("执行率95%", "执行率93%"))
    return name


def check(folder, *arguments, language="C", **options):
    return run("--templates", "templates", "check", *arguments, cwd=folder, env={**os.environ, "LC_ALL": language}, **options)


def usage(*arguments):
    code, out, err = run("check", *arguments)
    assert code == 2 and not out and "[usage]" in err and err.count("\n") == 1, (code, out, err)


# What no rule looks at, and render refuses.
REFUSED = {"image": "![](a.png)", "link": "[x](http://a)", "code": "`c`", "HTML": "<b>x</b>", "quote": "> 引", "rule": "***",
           "cells": "| a | b |\n|---|---|\n| 1 | 2 | 3 |", "braces": "{{unit.name", "hole": "{{unit.nam}} 和{{unit.nam}}",
           "definition": '[x]: http://a.gov.cn "文字"'}


def told_errors(text):
    return sorted(line for line in text.splitlines() if ": error: " in line)


def unit_refused(folder, name, more, *edits):
    """A unit whose report ends in `more`, and the errors that render tells of it."""
    unit_with(folder, name, *edits)
    with open(os.path.join(folder, name, "report.md"), "a", encoding="utf-8") as report:
        report.write("\n" + more + "\n")
    code, _, err = run("--templates", "templates", "render", "-o", "out", "-f", "tree", name, cwd=folder,
                       env={**os.environ, "LC_ALL": "C"})
    assert code == 2 and told_errors(err), (code, err)
    return told_errors(err)


def check_tells_what_render_refuses(what):
    """The same line, once, in every format; beside what the rules find."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = unit_refused(folder, "refused", REFUSED[what], RATE)
        for more in [], ["--rules", "F03"], ["--report", "made"]:
            code, out, err = check(folder, "refused", *more)
            assert code == 2 and told_errors(err) == wanted and "[F03]" in out, (code, wanted, err)
        assert out.endswith(f"; errors that keep the documents from being made {len(wanted)}\n"), out
        unit = json.loads(check(folder, "refused", "--format", "json")[1])["units"][0]
        told = [f"{m['file']}:{m['line']}:{m['column']}: error: {m['text']} [{m['id']}]" for m in unit["messages"]]
        assert sorted(told) == wanted, told
        run_ = json.loads(check(folder, "refused", "--format", "sarif")[1])["runs"][0]["invocations"][0]
        assert not run_["executionSuccessful"] and len(run_["toolExecutionNotifications"]) == len(wanted), run_
        pages = r.squash(r.pdf_text(os.path.join(folder, "made", "refused", "check-report.pdf"), 1, None, raw=True))
        assert f"另有{len(wanted)}处错误使文书无法生成" in pages and "可以报送" not in pages, pages


def refused_beside_others():
    """Of many units the one is among those with errors; a package tells it once; --fix still mends it."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = unit_refused(folder, "refused", REFUSED["image"], ("机关和社区运转正常，", "机关和社区运转正常,"))
        unit_with(folder, "fine")
        assert check(folder, "fine", "refused")[1].splitlines()[-1].startswith("2 units: 1 with errors, "), "the count"
        for command in "package", "batch":
            code, _, err = run("--templates", "templates", command, "refused", "-o", command, cwd=folder,
                               env={**os.environ, "LC_ALL": "C"})
            assert code != 0 and told_errors(err).count(wanted[0]) == 1, (command, code, err)
        code, out, _ = check(folder, "refused", "--fix")
        assert code in (0, 1) and "+summary" not in out and "机关和社区运转正常，" in out, (code, out)
        code, _, err = check(folder, "refused", "--fix", "--write")
        assert code == 2 and told_errors(err) == wanted, (code, err)
        assert "机关和社区运转正常," not in open(os.path.join(folder, "refused", "unit.toml"), encoding="utf-8").read()


def found_is_not_told_again():
    """What a rule finds is not told in the form's words too; but where a waiver stands, render refuses it all the same."""
    waiver = '\n[[waiver]]\nrule = "S04"\nwhere = "report"\nreason = "照旧。"\nby = "财政所"\n'
    with tempfile.TemporaryDirectory() as folder:
        unit_refused(folder, "heading", "# 附则\n\n正文。")
        code, out, err = check(folder, "heading")
        assert code == 1 and not err and "[S04]" in out, (code, out, err)
        code, out, err = check(folder, "heading", "--rules", "F")
        assert code == 2 and "[unknown-heading]" in err, (code, out, err)
        with open(os.path.join(folder, "heading", "unit.toml"), "a", encoding="utf-8") as data:
            data.write(waiver)
        where = json.loads(check(folder, "heading", "--format", "json")[1])["units"][0]["findings"]
        assert any(each["rule"] == "S04" and "waiver" in each for each in where), where
        code, out, err = check(folder, "heading")
        assert code == 2 and "[unknown-heading]" in err, (code, out, err)


def example_with(folder, old, new):
    """The yueyanglou example, changed in one place; empty: more behind it."""
    unit = os.path.join(folder, "unit")
    shutil.copytree(os.path.join(ROOT, "examples", "yueyanglou-2023"), unit)
    os.remove(os.path.join(unit, "unit.json"))
    path = os.path.join(unit, "unit.toml")
    text = open(path, encoding="utf-8").read()
    assert old in text
    with open(path, "w", encoding="utf-8") as data:
        data.write(text.replace(old, new, 1) if old else text + new)
    return unit


def a_hole_in_a_sentence():
    """A blank value is told where it leaves one, as render tells it; not where rules were chosen."""
    with tempfile.TemporaryDirectory() as folder:
        unit = example_with(folder, "three_public      = [15.83, 3, 0]", 'three_public      = [15.83, 3, ""]')
        code, out, err = run("check", unit)
        assert code == 1 and err.count("[blank-value]") == 1 and "report.md:" in err, (code, out, err)
        assert "warnings 0," in out.splitlines()[-1] and out.endswith("; blank values in sentences 1\n"), out
        code, out, err = run("check", unit, "--rules", "B")
        assert "blank" not in err + out.splitlines()[-1], (code, out, err)


def a_project_without_indicators():
    """Its funds are scored, so that it is filled in, and the weights make no 100."""
    with tempfile.TemporaryDirectory() as folder:
        unit = example_with(folder, "", '\n[[project]]\nname = "老旧小区改造"\n'
                            "funds = { total = [1.00, 5.00, 4.00], weight = 10, score = 8 }\n")
        code, out, _ = run("check", unit)
        assert code == 1 and "老旧小区改造 › the sum of the weights and that of the execution is 10, not 100" in out, out


def list_of_rules():
    for language, words in ("en", "F03  error  the rate is"), ("zh", "F03  错误  执行率"):
        code, out, err = run("check", "--list", "--lang", language)
        assert code == 0 and not err and words in out, (code, out, err)


def list_of_some_rules():
    code, out, err = run("check", "--list", "--rules", "F03,W")
    assert code == 0 and not err and re.findall(r"^[A-Z]\d\d", out, re.M) == ["F03", "W01"], (code, out, err)


def exit_codes():
    with tempfile.TemporaryDirectory() as folder:
        clean = unit_with(folder, "fine")
        rounding = unit_with(folder, "rounding", ROUNDING)
        wrong = unit_with(folder, "wrong", RATE)
        waived = unit_with(folder, "waived", RATE, more=WAIVER)
        for units, wanted in ([clean], 0), ([rounding], 0), ([wrong], 1), ([waived], 0), ([clean, wrong], 1), \
                ([BROKEN], 2), ([wrong, BROKEN, clean], 2), ([os.path.join(folder, "nowhere")], 2):
            for form in "text", "json", "sarif":
                code, _, err = check(folder, "--format", form, *units)
                assert code == wanted, (units, form, code, err)
        full = subprocess.run([program.ZIPING, "--templates", "templates", "check", wrong], cwd=folder,
                              stdout=open("/dev/full", "w"), stderr=subprocess.PIPE)
        assert full.returncode == 3, full




def texts():
    """First what is wrong, below it how it was found; a line that counts, and one over several units."""
    with tempfile.TemporaryDirectory() as folder:
        unit_with(folder, "wrong", RATE)
        unit_with(folder, "waived", RATE, more=WAIVER)
        unit_with(folder, "fine")
        line = next(i for i, text in enumerate(open(os.path.join(folder, "wrong", "unit.toml"), encoding="utf-8"), 1)
                    if RATE[1] in text)
        counts = r"通过 \d+ 条，有发现 1 条，不适用 \d+ 条，暂缓 0 条\n"
        wanted = (rf"wrong/unit\.toml:{line}:13: 错误: 执行率写的是 93%，应为 95%（950 ÷ 1000 = 95%） \[F03\]\n"
                  rf"    数据  执行率 93%（{line}:13）；全年执行数 950（{line - 1}:13）；全年预算数 1000（{line - 2}:13）\n"
                  rf"    处理  .*\n"
                  rf"    位置  funds\.rate\n"
                  rf"wrong/unit\.toml: 错误 1 处，警告 0 处，提示 0 处，已说明 0 处；规则" + counts)
        for language, more in ("zh_CN.UTF-8", []), ("C", ["--lang", "zh"]):
            code, out, err = check(folder, *more, "wrong", language=language)
            assert code == 1 and not err and re.fullmatch(wanted, out), (code, out, err)
        code, out, err = check(folder, "wrong")
        assert re.match(rf"wrong/unit\.toml:{line}:13: error: funds\.rate says 93%; it is 95% \(950 ÷ 1000 = 95%\) \[F03\]\n"
                        rf"    from    funds\.rate 93% \({line}:13\); .*\n    to do   .*\n"
                        rf"    where   funds\.rate\nwrong/unit\.toml: errors 1, warnings 0, remarks 0, waived 0; rules ", out), out
        code, out, err = check(folder, "--lang", "zh", "waived")
        assert code == 0 and re.fullmatch(r"waived/unit\.toml: 错误 0 处，警告 0 处，提示 0 处，已说明 1 处；规则" + counts, out), out
        code, out, err = check(folder, "--lang", "zh", "-v", "waived")
        assert "错误（已说明）: " in out and "    说明  执行率按{{区财政局}}通知。（财政所）\n" in out, out
        assert re.search(r"(?m)^  F01  通过　  ", out) and re.search(r"(?m)^  F03  有发现  ", out), out
        unit_with(folder, "deferred", BLANK)  # a value that is missing is named once, with the rules that wait for it
        code, out, err = check(folder, "--lang", "zh", "deferred")
        waits = re.findall(r"(?m)^deferred/unit\.toml:\d+:\d+: 暂缓: (.*) \[(.*)\]$", out)
        assert waits and len({reason for reason, _ in waits}) == len(waits), out
        count = int(re.search(r"暂缓 (\d+) 条\n$", out)[1])
        assert sum(len(rules.split()) for _, rules in waits) == count, (waits, count)
        code, out, err = check(folder, "--lang", "zh", "wrong", BROKEN, "waived", "fine")
        assert code == 2 and f"{BROKEN}/unit.toml:11:" in err, (code, err)
        assert out.endswith("\n共 4 个单位：有错误的 1 个，只有警告的 0 个，只有提示的 0 个，没有核对结果的 2 个，"
                            "无法读取的 1 个\n"), out


def readmes():
    """What they show is what is printed; a formula stands below where the text does not have it."""
    for name, language in ("README.md", "en"), ("README.zh-CN.md", "zh"):
        code, out, err = run("check", "--rules", "F02", "--lang", language, "examples/longquan-2023", cwd=ROOT)
        shown = "".join("    " + line for line in out.splitlines(keepends=True)[:-1])
        assert code == 0 and "1507.84 + 1165.56 = 2673.40" in out, (code, out, err)
        assert shown in open(os.path.join(ROOT, name), encoding="utf-8").read(), f"{name} does not have\n{shown}"


def only_some_rules():
    with tempfile.TemporaryDirectory() as folder:
        unit_with(folder, "wrong", RATE, INCOME)
        for rules, wanted in ("F03", ["F03"]), ("F01, F03", ["F01", "F03"]), ("W", []), ("F", ["F01", "F03"]):
            _, out, _ = check(folder, "--format", "json", "--rules", rules, "wrong")
            unit = json.loads(out)["units"][0]
            assert sorted({each["rule"] for each in unit["findings"]}) == wanted, (rules, unit)
            asked = {each["id"] for each in unit["rules"]}
            assert asked == ({each.strip() for each in rules.split(",")} if len(rules) > 1 else
                             {each for each in asked if each[0] == rules}), (rules, asked)


def mixed(folder):
    """Units of every kind, one in a folder with a Chinese name and a blank."""
    unit_with(folder, "错 误", RATE, INCOME)
    unit_with(folder, "waived", RATE, more=WAIVER)
    unit_with(folder, "deferred", BLANK)
    unit_with(folder, "fine")
    shutil.copytree(BROKEN, os.path.join(folder, "broken"))
    bad = os.fsencode(folder) + b"/\xff\xfe"  # a name that is no UTF-8
    os.mkdir(bad)
    return ["错 误", "waived", "broken", "deferred", b"\xff\xfe", "fine", *EXAMPLES]


def json_keeps_to_its_schema():
    with tempfile.TemporaryDirectory() as folder:
        units = mixed(folder)
        code, out, _ = check(folder, "--format", "json", *units)
        assert code == 2
        path = os.path.join(folder, "out.json")
        open(path, "w", encoding="utf-8").write(out)
        r.json_schema(path, SCHEMA)
        found = json.loads(out)["units"]
        assert len(found) == len(units)
        broken, nowhere, waived = found[2], found[4], found[1]
        assert set(broken) == {"file", "messages"} and broken["file"] == "broken", broken
        message = broken["messages"][0]
        assert (message["id"], message["severity"], message["file"], message["line"]) == \
            ("toml-syntax", "error", "broken/unit.toml", 11), message
        assert nowhere["messages"][0]["id"] == "no-data-file" and "line" not in nowhere["messages"][0], nowhere
        assert waived["findings"][0]["waiver"]["by"] == "财政所" and waived["waived"] == 1 and waived["errors"] == 0
        # The schema can fail.
        open(path, "w", encoding="utf-8").write(out.replace('"outcome": "pass"', '"outcome": "fine"', 1))
        try:
            r.json_schema(path, SCHEMA)
        except AssertionError:
            return
        raise AssertionError("ajv found nothing wrong with an outcome of its own")


def region(place):
    """(uri, line, column)"""
    place = place["physicalLocation"]
    return place["artifactLocation"]["uri"], *(place.get("region", {}).get(key) for key in ("startLine", "startColumn"))


def sarif_keeps_to_its_schema():
    with tempfile.TemporaryDirectory() as folder:
        units = mixed(folder)
        for language in "zh", "en":
            code, out, _ = check(folder, "--format", "sarif", "--lang", language, *units)
            assert code == 2
            path = os.path.join(folder, "out.sarif")
            open(path, "w", encoding="utf-8").write(out)
            log = r.sarif_schema(path)["runs"][0]
            rules = log["tool"]["driver"]["rules"]
            listed = run("check", "--list")[1]
            assert [rule["id"] for rule in rules] == re.findall(r"(?m)^([A-Z]\d\d)  ", listed)
            for result in log["results"]:
                assert rules[result["ruleIndex"]]["id"] == result["ruleId"], result
            assert log["columnKind"] == "unicodeCodePoints"
            assert log["language"] == ("zh-CN" if language == "zh" else "en")
        own = [each for each in log["results"] if "%E9%94%99%20%E8%AF%AF/unit.toml" in region(each["locations"][0])[0]]
        lines = open(os.path.join(folder, "错 误", "unit.toml"), encoding="utf-8").read().splitlines()
        rate = next(each for each in own if each["ruleId"] == "F03")
        _, line, column = region(rate["locations"][0])
        assert lines[line - 1][column - 1:].startswith('"93%"'), (line, column)
        assert rate["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "funds.rate"
        related = {each["message"]["text"].split(": ")[1]: region(each) for each in rate["relatedLocations"]}
        assert set(related) == {"93%", "950", "1000"}, related
        for text, (_, line, column) in related.items():
            assert lines[line - 1][column - 1:].lstrip('"').startswith(text), (text, line, column)
        assert (rate["level"], rate["kind"]) == ("error", "fail") and "suppressions" not in rate
        suppressed = [each for each in log["results"] if "suppressions" in each  # those of examples aside
                      and region(each["locations"][0])[0] == "waived/unit.toml"]
        assert len(suppressed) == 1 and suppressed[0]["suppressions"][0]["kind"] == "inSource"
        assert suppressed[0]["suppressions"][0]["justification"] == "执行率按{{区财政局}}通知。"
        open_ones = [each["ruleId"] for each in log["results"] if each["kind"] == "open"]
        assert "F03" in open_ones, open_ones
        invocation = log["invocations"][0]
        assert not invocation["executionSuccessful"]
        told = {each["descriptor"]["id"]: each for each in invocation["toolExecutionNotifications"]}
        assert region(told["toml-syntax"]["locations"][0])[:2] == ("broken/unit.toml", 11), told
        assert len(log["properties"]["units"]) == len(units) - 2
        absolute = json.loads(check(folder, "--format", "sarif", os.path.join(folder, "deferred"))[1])
        uris = {region(result["locations"][0])[0] for result in absolute["runs"][0]["results"]}
        assert "file://" + os.path.join(folder, "deferred", "unit.toml") in uris, uris


# ---------------------------------------------------------------- the report


def many_waivers(count):
    return "".join(f'\n[[waiver]]\nrule = "F02"\nwhere = "funds.executed{i}"\nreason = "第{i}条"\nby = "财政所"\n'
                   for i in range(count))


def made(folder, out, *units):
    code, _, err = check(folder, "--lang", "zh", "--report", out, *units)
    assert code in (0, 1) and not err, (code, err)
    for unit in units:
        assert sorted(os.listdir(os.path.join(folder, out, unit))) == ["check-report.docx", "check-report.pdf"]


def report_texts(folder, unit):
    """What the findings say stands in both, and in which part."""
    units = json.loads(check(folder, "--format", "json", unit)[1])["units"][0]
    for text in (r.pdf_text(os.path.join(folder, "out", unit, "check-report.pdf"), 1, None, raw=True),
                 r.docx_text(os.path.join(folder, "out", unit, "check-report.docx"))):
        text = r.squash(text)
        text = re.sub(r"—\d+—", "", text)
        order = [text.index(title) for title in ("一、需要改正", "二、已作说明", "三、暂缓核对", "说明：错误应当")]
        assert order == sorted(order)
        parts = [text[a:b] for a, b in zip(order, order[1:])]
        for finding in units["findings"]:
            wanted, waived = r.squash(finding["text"]["zh"]), "waiver" in finding
            assert wanted in parts[waived] and wanted not in parts[not waived], (wanted, parts)
            last = finding["waiver"]["reason"] if waived else finding["hint"]["zh"]
            assert r.squash(last) in parts[waived], (last, parts)
        for rule in units["rules"]:
            if rule["outcome"] == "deferred":
                assert r.squash(rule["reason"]["zh"]) in parts[2], rule
        for nothing, part in ((not any("waiver" not in each for each in units["findings"]), 0),
                              (units["waived"] == 0, 1), (units["deferred"] == 0, 2)):
            assert ("没有。" in parts[part]) == nothing, parts[part]
        for wanted in "示例区青石街道办事处", "2023年度绩效自评资料核对报告", "填表人：", "复核人：", "单位负责人：":
            assert wanted in text, wanted


def reports(tests):
    with tempfile.TemporaryDirectory() as folder:
        unit_with(folder, "fine")
        unit_with(folder, "few", RATE, INCOME, more=WAIVER)
        unit_with(folder, "long", BLANK, more=WAIVER + many_waivers(60))
        names = ["fine", "few", "long"]
        made(folder, "out", *names)
        path = {(unit, ending): os.path.join(folder, "out", unit, "check-report." + ending)
                for unit in names for ending in ("pdf", "docx")}
        office = os.path.join(folder, "office")
        os.mkdir(office)
        for unit in names:
            as_libreoffice_reads(path[unit, "docx"], os.path.join(office, unit + ".docx"))
        r.libreoffice_convert([os.path.join(office, unit + ".docx") for unit in names], "pdf", office)
        for unit in names:
            pdf, docx = path[unit, "pdf"], path[unit, "docx"]
            for what, function, *arguments in [
                ("qpdf", r.qpdf_check, pdf), ("mutool", r.mutool_ok, pdf), ("ghostscript", r.ghostscript_ok, pdf),
                ("fonts", r.fonts_embedded, pdf), ("black", r.gray_only, pdf), ("A4", a4, pdf),
                ("OOXML SDK", r.docx_sdk, docx), ("XSDs", r.docx_xsd, docx), ("styles exist", r.docx_styles_exist, docx),
                ("texts", report_texts, folder, unit),
                ("LibreOffice pages", pages_agree, pdf, os.path.join(office, unit + ".pdf"), unit == "long"),
            ]:
                tests.check(f"check report of {unit}: {what}", function, *arguments)
        tests.check("a report without findings is one page", lambda: r.pdf_pages(path["fine", "pdf"]) == 1 or 1 / 0)
        tests.check("a report of 60 findings has its head on each page", heads_repeat, path["long", "pdf"])
        tests.check("both tables of findings have the same columns", columns_alike, path["few", "docx"])
        tests.check("a blank between figures and Chinese", figures_apart, path["few", "docx"])
        tests.check("a command on one line", command_whole, folder)
        tests.check("the same bytes again", same_again, folder, path)


def columns_alike(docx):
    """What was found and what was waived stand in the same columns, one table below the other."""
    grids = re.findall(r"<w:tblGrid>.*?</w:tblGrid>", zipfile.ZipFile(docx).read("word/document.xml").decode())
    assert len(grids) >= 3 and grids[1] == grids[2], grids[1:]


def figures_apart(docx):
    """Some blanks beside figures are written, others are not: all look alike."""
    package = zipfile.ZipFile(docx)
    styles = dict(re.findall(r'<w:style [^>]*w:styleId="([^"]*)"[^>]*>(.*?)</w:style>',
                             package.read("word/styles.xml").decode()))
    seen = 0
    for style, text in re.findall(r'<w:pStyle w:val="([^"]*)"/>(.*?)</w:p>', package.read("word/document.xml").decode()):
        if re.search(r"第\d+行|\d处", "".join(re.findall(r"<w:t[^>]*>([^<]*)", text))):
            assert "<w:autoSpaceDE/>" in styles[style], (style, text)
            seen += 1
    assert seen >= 3, seen


def command_whole(folder):
    """No line ends within `ziping check --fix`."""
    made(folder, "out", unit_with(folder, "marks", ("机关和社区运转正常，", "机关和社区运转正常,")))
    text = r.pdf_text(os.path.join(folder, "out", "marks", "check-report.pdf"), 1, None, raw=True)
    assert any("ziping check --fix" in line for line in text.splitlines()), text


def heads_repeat(pdf):
    pages = r.pdf_pages(pdf)
    assert pages >= 4, pages
    for page in range(1, pages):  # the last one may hold what comes behind
        assert "处理办法" in r.squash(r.pdf_text(pdf, page, page)), page


def same_again(folder, path):
    made(folder, "again", "fine", "few", "long")
    for (unit, ending), first in path.items():
        again = os.path.join(folder, "again", unit, "check-report." + ending)
        assert open(first, "rb").read() == open(again, "rb").read(), again


def report_that_cannot_be_written():
    with tempfile.TemporaryDirectory() as folder:
        unit_with(folder, "fine")
        open(os.path.join(folder, "file"), "w").close()
        code, _, err = check(folder, "--report", "file", "fine")
        assert code == 3 and "[folder-make]" in err, (code, err)
        os.makedirs(os.path.join(folder, "out", "fine", "check-report.docx"))
        code, _, err = check(folder, "--report", "out", "fine")
        assert code == 3 and os.listdir(os.path.join(folder, "out", "fine")) == ["check-report.docx"], (code, err)


if __name__ == "__main__":
    tests = Tests()
    for bad in ([], ["--paint", EXAMPLE], [EXAMPLE, "--format", "xml"], [EXAMPLE, "--format"], [EXAMPLE, "--lang", "de"],
                [EXAMPLE, "--rules", "F99"], [EXAMPLE, "--rules", "F03,Q"], [EXAMPLE, "--rules", ","],
                [EXAMPLE, "--rules", ""], [EXAMPLE, "--report", ""], ["--list", EXAMPLE],
                ["--list", "--format", "json"], ["--list", "--format", "sarif"], ["--list", "--fix"], ["--list", "-v"],
                ["--list", "--fix", "--write"], ["--list", "--report", "out"], ["--list", "--rules", "Q"],
                [EXAMPLE, EXAMPLE + "/", "--report", "out"]):
        tests.check("usage: check " + " ".join(bad), usage, *bad)
    tests.check("a hole in a sentence", a_hole_in_a_sentence)
    tests.check("a project without indicators", a_project_without_indicators)
    tests.check("the list of rules", list_of_rules)
    tests.check("the list of some rules", list_of_some_rules)
    for what in REFUSED:
        tests.check("check tells what render refuses: " + what, check_tells_what_render_refuses, what)
    tests.check("what render refuses, beside others", refused_beside_others)
    tests.check("what a rule finds is not told again", found_is_not_told_again)
    tests.check("exit codes", exit_codes)
    tests.check("text in Chinese and English", texts)
    tests.check("the examples of the READMEs", readmes)
    tests.check("only some rules", only_some_rules)
    tests.check("JSON keeps to its schema", json_keeps_to_its_schema)
    tests.check("SARIF keeps to its schema", sarif_keeps_to_its_schema)
    tests.check("a report that cannot be written", report_that_cannot_be_written)
    reports(tests)
    tests.end()
