"""Bad input: a located message with its id, exit 2, and no output file."""
import json, os, re, shutil, tempfile

import program
from program import EXAMPLE, HERE, ROOT, Tests, example, refuses, run, templates_with

CASES = os.path.join(HERE, "bad-input")


def line_of(path, text):
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        if text in line:
            return number
    raise AssertionError(f"{text} is not in {path}")


def edited(wanted_id, name, edit, needle):
    """Edits a file of the example; the message must name the line with `needle` in it."""
    with tempfile.TemporaryDirectory() as folder:
        unit = example(folder, **{name: edit})
        file = os.path.join(unit, name.replace("_", "."))
        err = refuses(unit, wanted_id)
        line = line_of(file, needle)
        assert err.startswith(f"{file}:{line}:"), f"not at line {line}: {err}"
        return err


def shifted():
    """Places in the report are those of the file, not of the text that is set."""
    with tempfile.TemporaryDirectory() as folder:
        unit = example(folder, report_md=lambda t: t.replace(
            "街道的各项职责由", "\u200b街道e\u0301的\u200b{{unknown.path}}各项职责由", 1))
        line = line_of(os.path.join(unit, "report.md"), "unknown.path")
        refuses(unit, "unknown-path", f"{line}:10")


def wrong_spans(old, new, line, said):
    """A cell too wide, a hole, two cells in one place: told at the row or cell, also without a unit."""
    with tempfile.TemporaryDirectory() as folder:
        copy, path = templates_with(folder, "basic-data.xml", lambda t: t.replace(old, new, 1))
        place = f"{path}:{line_of(path, line) - ('leaves' in said)}"  # a hole is the row's
        err = refuses(EXAMPLE, "table-span", None, "--templates", copy)
        assert err.startswith(f"{place}: error: ") and said in err, err
        refused_form("table-span", place, copy)


def refused_form(wanted_id, place, templates):
    """`ziping forms` says so as well: exit 2, the place, the id, and the form is not listed."""
    code, out, err = run("--templates", templates, "forms", "yueyanglou-2023")
    assert code == 2 and out == "", (code, out)
    assert err.startswith(place + ":") and f"[{wanted_id}]" in err.splitlines()[0], err


def wrong_profile(wanted_id, old, new, at, said):
    """The message names the place where `new` has `at`; both commands refuse the form."""
    with tempfile.TemporaryDirectory() as folder:
        copy, path = templates_with(folder, "yueyanglou-2023.toml", lambda t: t.replace(old, new, 1))
        number = line_of(path, next(line for line in new.splitlines() if at in line))
        place = f"{path}:{number}:{open(path, encoding='utf-8').read().splitlines()[number - 1].index(at) + 1}"
        err = refuses(EXAMPLE, wanted_id, None, "--templates", copy)
        assert err.startswith(f"{place}: error: ") and said in err.splitlines()[0], err
        refused_form(wanted_id, place, copy)


def lacking(what, old, new, line):
    """Told once, in the profile that should give it, with the line of the template that prints it."""
    with tempfile.TemporaryDirectory() as folder:
        copy, path = templates_with(folder, "yueyanglou-2023.toml", lambda t: t.replace(old, new, 1))
        number = line_of(path, line) - 1 if line else 1
        refused_form("unknown-path", f"{path}:{number}:1", copy)
        code, _, err = run("--templates", copy, "forms", "yueyanglou-2023")
        assert re.fullmatch(rf".*: no {what} is given here; {re.escape(copy)}/[a-z-]+\.xml:\d+ prints “.*\n", err), err


def form_alone(wanted_id, old, new, at, said):
    """As wrong_profile, of what only `ziping forms` and `ziping new` ask; and `new` writes nothing."""
    with tempfile.TemporaryDirectory() as folder:
        copy, path = templates_with(folder, "yueyanglou-2023.toml", lambda t: t.replace(old, new, 1))
        number = line_of(path, at)
        place = f"{path}:{number}:{open(path, encoding='utf-8').read().splitlines()[number - 1].index(at) + 1}"
        refused_form(wanted_id, place, copy)
        code, out, err = run("--templates", copy, "new", "yueyanglou-2023", os.path.join(folder, "a", "b"))
        assert code == 2 and out == "" and said in err, err
        assert not os.path.exists(os.path.join(folder, "a")), "a folder was made"


def wrong_template(file, old, new, at, said):
    """What `ziping forms` says of a template, at its line."""
    with tempfile.TemporaryDirectory() as folder:
        copy, path = templates_with(folder, file, lambda t: t.replace(old, new, 1))
        code, out, err = run("--templates", copy, "forms", "yueyanglou-2023")
        place = f"{path}:{line_of(path, at)}:" if at else path
        assert code == 2 and len(err.splitlines()) == 1, err
        assert err.startswith(place) and said in err, err


def spans_of_rows():
    """Rows within the rows of a list are tried too."""
    with tempfile.TemporaryDirectory() as folder:
        for file, old in ("project.xml", '<cell colspan="2" scope="row" style="grid-item-3">'), (
                          "basic-data.xml", '<cell scope="row" style="table-item-3">'):
            new = old.replace('colspan="2" ', "") if "colspan" in old else old.replace("<cell", '<cell colspan="2"')
            copy, path = templates_with(os.path.join(folder, file), file, lambda t: t.replace(old, new, 1))
            code, _, err = run("--templates", copy, "forms", "yueyanglou-2023")
            assert code == 2 and err.startswith(path + ":") and "[table-span]" in err, err


def one_name():
    """Told of the one asked for too, and blanks do not hide it; a form asked for twice is one."""
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "templates")
        shutil.copytree(os.path.join(ROOT, "templates"), copy)
        text = open(os.path.join(copy, "yueyanglou-2023.toml"), encoding="utf-8").read()
        path = os.path.join(copy, "zz-2023.toml")
        open(path, "w", encoding="utf-8").write(text.replace('单位整体支出绩效自评"\n', '单位　整体支出绩效自评 "\n', 1))
        for names in ["zz-2023"], ["zz-2023", "zz-2023"], ["yueyanglou-2023", "zz-2023"], []:
            code, _, err = run("--templates", copy, "forms", *names)
            assert code == 2 and len(err.splitlines()) == 1 and err.startswith(path + ":6:") and "[same-name]" in err, err
        os.remove(path)
        code, out, err = run("--templates", copy, "forms", "yueyanglou-2023", "yueyanglou-2023")
        assert code == 0 and len(out.splitlines()) == 2, out + err


def finding(wanted_id, name, edit, needle, said):
    """A warning with its place; the documents are made."""
    with tempfile.TemporaryDirectory() as folder:
        unit = example(folder, **{name: edit})
        file = os.path.join(unit, name.replace("_", "."))
        code, _, err = run("render", unit, "-o", os.path.join(folder, "out"), "-f", "tree", "-d", "self-evaluation")
        told = [line for line in err.splitlines() if line.endswith(f"[{wanted_id}]")]
        assert code == 0 and len(told) == 1, err
        assert told[0].startswith(f"{file}:{line_of(file, needle)}:") and f": warning: {said}" in told[0], err


def findings_hold_nothing_back():
    """What `ziping check` finds is a warning in the locale's language; what may be rounding only with -v."""
    with tempfile.TemporaryDirectory() as folder:
        unit = example(folder, unit_toml=lambda t: t.replace("[funds]\n", '[funds]\nrate = "12.3%"\n', 1))
        file, out = os.path.join(unit, "unit.toml"), os.path.join(folder, "out")
        line = line_of(file, '"12.3%"')
        for language, words in ("C", ": warning: funds.rate says 12.3%"), ("zh_CN.UTF-8", ": 警告: 执行率写的是 12.3%"):
            code, said, err = run("render", unit, "-o", out, "-f", "tree", "-d", "basic-data",
                                  env={**os.environ, "LC_ALL": language})
            told = [each for each in err.splitlines() if "[F03]" in each]
            assert code == 0 and said and len(told) == 1, (code, said, err)
            assert told[0].startswith(f"{file}:{line}:") and words in told[0], err
        with open(file, "a", encoding="utf-8") as data:
            data.write('\n[[waiver]]\nrule = "F03"\nwhere = "funds.rate"\nreason = "测试"\n')
        assert "[F03]" not in run("render", unit, "-o", out, "-f", "tree", "-d", "basic-data")[2]
    rounding = os.path.join(ROOT, "examples", "longquan-2023")
    with tempfile.TemporaryDirectory() as out:
        for more, wanted in ([], 0), (["-v"], 1):
            code, _, err = run("render", rounding, "-o", out, "-f", "tree", "-d", "basic-data", *more)
            assert code == 0 and err.count(": note: funds.full_year says ") == wanted, err


def quiet_group():
    """Nothing is wanted of a group without points."""
    with tempfile.TemporaryDirectory() as folder:
        copy, _ = templates_with(folder, "yueyanglou-2023.toml", lambda t: t.replace(
            "weight = 50", "weight = 60", 1).replace('label  = "满意度\\n指标"\nweight = 10', 'label  = "满意度\\n指标"\nweight = 0', 1))
        unit = example(folder, unit_toml=lambda t: re.sub(
            r'\[\[indicator\]\]\nlevel1 = "满意度指标".*?(?=\n\n)', "", t, flags=re.S))
        code, _, err = run("--templates", copy, "render", unit, "-o", os.path.join(folder, "out"), "-f", "tree", "-d", "self-evaluation")
        assert code == 0 and "empty-group" not in err, err


def wrong_element():
    with tempfile.TemporaryDirectory() as folder:
        copy, path = templates_with(folder, "basic-data.xml",
                                    lambda t: t.replace("<row>", "<rwo>", 1).replace("</row>", "</rwo>", 1))
        err = refuses(EXAMPLE, "template-schema", None, "--templates", copy)
        assert re.match(rf"{re.escape(path)}:\d+", err) and "rwo" in err, err


def missing_font():
    with tempfile.TemporaryDirectory() as folder:
        text = open(os.path.join(ROOT, "fonts", "fonts.toml"), encoding="utf-8").read()
        text = re.sub(r'(?m)^files = .*FandolFang.*$', 'files = ["nowhere.ttf"]', text)
        assert "nowhere" in text
        open(os.path.join(folder, "fonts.toml"), "w", encoding="utf-8").write(text)
        err = refuses(EXAMPLE, "fonts-missing", None, "--fonts", folder)
        assert "仿宋" in err and "nowhere.ttf" in err, err


def characters_not_to_set():
    """[[not]] of fonts.toml wants a font of the lists and a text."""
    cases = {
        'characters = "￥"': 'no `file`',
        'file = "{font}"': 'no `characters`',
        'file = "{font}"\ncharacters = 5': 'no text',
        'file = "{font}"\ncharacters = ""': 'empty',
        'file = "fonts.toml"\ncharacters = "￥"': 'no role',
        'file = "{font}#1"\ncharacters = "￥"': 'no role',
        'file = 5\ncharacters = "￥"': '[fonts-file]',
    }
    font = os.path.join(ROOT, "fonts", "fandol", "FandolFang-Regular.otf")
    text = open(os.path.join(ROOT, "fonts", "fonts.toml"), encoding="utf-8").read()
    text = text[:text.index("[[not]]")].replace("fandol/FandolFang-Regular.otf", font)
    lists = {"[[not]]\n" + body: found for body, found in cases.items()}
    # Keys of the root stand before the first table.
    lists["not = 5\n"] = "no list of tables"
    lists["not = [5]\n"] = "no table"
    for added, found in lists.items():
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "fonts.toml")
            added = added.replace("{font}", font)
            whole = text + "\n" + added if added.startswith("[") else added + text
            open(path, "w", encoding="utf-8").write(whole)
            wanted = "fonts-file" if found == "[fonts-file]" else "fonts-not"
            err = refuses(EXAMPLE, wanted, None, "--fonts", folder)
            assert re.search(rf"{re.escape(path)}:\d+:\d+", err) and found in err, err


def broken_font():
    """A font file that is none is left out with a warning; the next one serves."""
    with tempfile.TemporaryDirectory() as folder:
        text = open(os.path.join(ROOT, "fonts", "fonts.toml"), encoding="utf-8").read()
        open(os.path.join(folder, "fonts.toml"), "w", encoding="utf-8").write(
            text.replace('"fandol/', '"broken.ttf", "' + os.path.join(ROOT, "fonts", "fandol/"), 1))
        open(os.path.join(folder, "broken.ttf"), "wb").write(b"OTTO" + bytes(range(256)) * 8)
        code, _, err = run("--fonts", folder, "render", EXAMPLE, "-d", "report", "-o",
                           os.path.join(folder, "out"))
        assert code == 0 and "[fonts-broken]" in err, err


DEFINED = [  # behind an empty line, and where the first definition in it is
    ('[x]: http://a.gov.cn "应当印出的文字"', "1:1"), ("  [x]: <http://a>\n[y]: b\n正文", "1:3"), ("- 甲\n- [x]: b", "2:3"),
    ("[甲\n乙]: c", "1:1"), ("[x]:\nhttp://a\n'字'", "1:1"), ("[{{unit.name}}]: a", "1:1"), ("正文 [x]: b\n\n[x]: a", "3:1"),
    ("[`c`]: d", "1:1")]
ORDINARY = ["正文\n[x]: http://a", "正文 [x]: http://a", "[]: a", "[x]: 一 二", "[注]：说明文字", "\\[x]: http://a", "[x\\]: a",
            "| a | b |\n|---|---|\n| [x]: u | 2 |", "{{unit.name}}[x]: a", "[a[b]]: c", '[x]: a "b" c', "　[x]: a"]


def link_definitions():
    """Told at their lines: cmark has them nowhere in its tree, so that they would be left out without a word."""
    for text, at in DEFINED:
        with tempfile.TemporaryDirectory() as folder:
            unit = example(folder, report_md=lambda t: t + "\n" + text + "\n")
            above = len(open(os.path.join(EXAMPLE, "report.md"), encoding="utf-8").read().splitlines()) + 1
            line, column = at.split(":")
            err = refuses(unit, "markdown", f"{above + int(line)}:{column}")
            assert "defines the address of a link" in err, err


def no_link_definitions():
    with tempfile.TemporaryDirectory() as folder:
        unit = example(folder, report_md=lambda t: t + "\n" + "\n\n".join(ORDINARY) + "\n")
        tree = open(os.path.join(program.render(unit, os.path.join(folder, "out"), ["report"], "tree"), "report.tree"),
                    encoding="utf-8").read()
        assert tree.count("[x]") == 9 and "[]: a" in tree and "[a[b]]: c" in tree and "[注]：" in tree, tree.count("[x]")


def words_of_json():
    """A file is spoken of as what it is: JSON has neither [headings] nor a top that ends before them."""
    for key, value, said in (("year", "2023", "it belongs to the outermost { }"),
                             ("goals", "1", "a table is wanted: keys with values, in { } ["),
                             ("indicator", "1", "a list is wanted: values in [ ] [")):
        with tempfile.TemporaryDirectory() as folder:
            unit = os.path.join(folder, "unit")
            shutil.copytree(EXAMPLE, unit)
            os.remove(os.path.join(unit, "unit.toml"))
            path = os.path.join(unit, "unit.json")
            data = json.load(open(path, encoding="utf-8"))
            (data["unit"] if key == "year" else data)[key] = int(value)
            json.dump(data, open(path, "w", encoding="utf-8"), ensure_ascii=False, indent=1)
            code, _, err = run("check", unit)
            assert code == 2 and said in err and "heading" not in err, err
    with tempfile.TemporaryDirectory() as folder:
        unit = example(folder, unit_toml=lambda t: t.replace("[unit]\n", "[unit]\nyear = 2023\n", 1))
        assert "before the first [heading]" in run("check", unit)[2]


def unreadable():
    if os.geteuid() == 0:  # root reads everything: a folder in the file's place is as unreadable
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(os.path.join(folder, "unit.toml"))
            refuses(folder, "no-data-file")
            unit = example(folder)
            os.remove(os.path.join(unit, "report.md"))
            os.mkdir(os.path.join(unit, "report.md"))
            refuses(unit, "no-report")
        return
    with tempfile.TemporaryDirectory() as folder:
        unit = example(folder)
        os.chmod(os.path.join(unit, "unit.toml"), 0)
        refuses(unit, "file-read")


def generated(name, text, wanted_id, place=None):
    with tempfile.TemporaryDirectory() as folder:
        open(os.path.join(folder, name), "w", encoding="utf-8").write(text)
        refuses(folder, wanted_id, place)


def no_glyph():
    edited("no-glyph", "unit_toml",
           lambda t: t.replace('name = "法制宣传活动场次"', 'name = "法制\U00100000活动"')
                      .replace('"法制宣传活动场次"', '"法制\U00100000活动"'), "\U00100000")


def one_bad_unit_of_two():
    """The other unit is made."""
    with tempfile.TemporaryDirectory() as out:
        code, _, err = run("render", os.path.join(CASES, "broken-toml"), EXAMPLE, "-d", "basic-data",
                           "-o", out)
        assert code == 2 and "[toml-syntax]" in err, err
        assert os.path.exists(os.path.join(out, "yueyanglou-2023", "basic-data.pdf"))


tests = Tests()
for line in open(os.path.join(CASES, "expected.txt"), encoding="utf-8"):
    if line.strip() and not line.startswith("#"):
        case, place, message = line.rstrip("\n").split("\t")
        tests.check(case, refuses, os.path.join(CASES, case), message, place)

tests.check("a folder that is not there", refuses, os.path.join(CASES, "nowhere"), "no-folder")
tests.check("nesting 10,000 deep in TOML", generated, "unit.toml",
            "a = " + "[" * 10000 + "]" * 10000 + "\n", "nesting")
tests.check("nesting 10,000 deep in JSON", generated, "unit.json", "[" * 10000 + "]" * 10000,
            "nesting")
tests.check("a 100 MB value", generated, "unit.toml", 'form = "' + "岳" * 35_000_000 + '"\n',
            "file-size", "0:0")
tests.check("unknown form", edited, "unknown-form", "unit_toml",
            lambda t: t.replace('form = "yueyanglou-2023"', 'form = "yueyanglou-2032"'),
            "yueyanglou-2032")
tests.check("unknown path in the report", edited, "unknown-path", "report_md",
            lambda t: t.replace("{{funds.executed}}", "{{funds.execcuted}}", 1), "execcuted")
tests.check("the place of an error behind a character that is left out", shifted)
tests.check("unknown path at the top", edited, "unknown-path", "report_md",
            lambda t: t.replace("{{funds.executed}}", "{{unknown.path}}", 1), "unknown.path")
tests.check("definitions of links", link_definitions)
tests.check("what is no definition of a link", no_link_definitions)
tests.check("a key of the top in another object of JSON", words_of_json)
tests.check("a heading the form does not have", edited, "unknown-heading", "report_md",
            lambda t: t.replace("# 单位基本情况", "# 单位基础情况", 1), "# 单位基础情况")
for what, old, new, line, said in [
    ("a cell too wide", 'colspan="6"', 'colspan="7"', 'colspan="7"', "reaches column 8 of a table of 7"),
    ("a hole", '<cell colspan="2" scope="column" style="table-label">控制率</cell>', "",
     "staff_label", "leaves column 6 of 7 empty"),
    ("cells in one place", '<cell colspan="2" style="table-number">{{staff.posts}}</cell>',
     '<cell colspan="3" style="table-number">{{staff.posts}}</cell>', "staff.control_rate", "reaches column 8"),
]:
    tests.check(f"a template with {what}", wrong_spans, old, new, line, said)
for what, *case in [
    ("an unknown template", "unknown-template", 'template     = "basic-data.xml"', 'template = "base-data.xml"',
     '"base', "there is no template “base-data.xml”"),
    ("a label that holds itself", "endless", 'staff_label       = "财政供养人员情况（人）"',
     'staff_label = "{{profile.basic_data.staff_label}}"', '{{', "one of them must hold itself"),
    ("labels that hold each other", "endless", 'area_unit         = "（m²）"\ninvestment_unit   = "（万元）"',
     'area_unit = "{{profile.basic_data.investment_unit}}"\ninvestment_unit = "{{profile.basic_data.area_unit}}"',
     '{{', "one of them must hold itself: "),
    ("a label of nothing", "unknown-path", 'staff_label       = "财政供养人员情况（人）"',
     'staff_label = "{{staff.post}}"', "staff.post}", "did you mean “posts”?"),
    ("a row of no amounts", "profile", '"expenditure.reception"', '"expenditure.recption"', '"expenditure.rec',
     "nothing in the data is called “recption”"),
    ("a signature without label", "missing-key", '{ label = "填表人：", value', "{ value", "{", "has no key `label`"),
    ("an unknown style", "profile-style", "[rates]", '[style.boddy]\ngrid = "no"\n[rates]', "boddy",
     "did you mean “body”?"),
    ("an unknown attribute", "unknown-key", "[rates]", '[style.body]\ncolor = "red"\n[rates]', "color",
     "unknown key `color` in `style.body` (样式); it may have `font`"),
    ("a wrong kind", "wrong-type", "blank_forms      = 1", 'blank_forms = "1"', '"1"', "a whole number is wanted"),
    ("weights of less than 100", "profile", '[[group]]\nname   = "产出指标"\nweight = 50', '[[group]]\nname = "产出指标"\nweight = 45',
     "[[group]]", "come to 85, and `execution_weight` is 10 (line "),
    ("a weight for some groups", "profile", '[[group]]\nname   = "满意度指标"\nlabel  = "满意度\\n指标"\nweight = 10', '[[group]] # x\nname = "满意度指标"',
     "[[group]]", "“满意度指标” has no `weight`"),
    ("grades from the lowest", "profile", "[rates]", '[[grade]]\nname = "差"\nfrom = 0\n[[grade]]\nname = "优"\nfrom = 90\n[rates]', "90",
     "from the highest to the lowest"),
    ("scores without a grade", "profile", "[rates]", '[[grade]]\nname = "优"\nfrom = 90\n[rates]', "90", "0 is wanted"),
    ("a number in quotes", "wrong-type", "execution_weight = 10", 'execution_weight = "10"', '"10"', "a number is wanted, without quotes, such as 10"),
    ("a switch in quotes", "wrong-type", "cover       = true", 'cover = "true"', '"true"', "true or false is wanted, without quotes"),
    ("one heading for a list's entries", "duplicate-key", '[[document]]\nid        = "project"\n', '[document] # x\nid = "project"\n',
     "[document] # x", "write [[…]] above each entry of a list"),
    ("a template of nearly the name", "unknown-template", 'template     = "basic-data.xml"', 'template = "basic-date.xml"', '"basic-date',
     "did you mean “basic-data.xml”?"),
    ("a row that is no row of amounts", "profile", '"expenditure.reception"', '"staff.posts"', '"staff', "no row of three amounts"),
    ("an indent that has no style", "profile", '"expenditure.reception", indent = "-1"', '"expenditure.reception", indent = "-9"', '"-9"',
     "styles.xml has no style “table-item-9”"),
    ("categories with a label", "profile", "{ categories = true }", '{ categories = true, label = "各类" }', "label", "an entry of its own is wanted"),
    ("a category that the data do not begin with", "profile", "line = [\n", 'category = [ { name = "业务工作费" } ]\nline = [\n', '"业务',
     "is not among the `categories` of [start]; did you mean “业务工作经费”?"),
    ("a blank category", "blank-text", 'categories = ["业务工作经费"', 'categories = [""', '""', "a text that is not blank is wanted"),
    ("a heading's number of no kind", "profile", 'heading_numbers = ["一、"', 'heading_numbers = ["甲、"', '"甲', "“甲、” has no number in it"),
    ("five levels of headings", "list-too-long", '["一、", "（一）", "1.", "（1）"]', '["一、", "（一）", "1.", "（1）", "①"]', '["一、"', "a list of 5; at most 4"),
    ("a goal without number", "profile", 'expected = "目标1："', 'expected = "目标："', '"目标', "has no number in it"),
    ("a category without number", "profile", 'category_number   = "1、"', 'category_number = "类、"', '"类', "has no number in it"),
    ("no second level", "list-too-short", '[ { name = "数量指标" }, { name = "质量指标" }, { name = "时效指标" }, { name = "成本指标" } ]', "[]", "[]",
     "a list of 0; at least 1"),
    ("one brace on each side", "braces", "cover_unit  = \"部门（单位）名称：{{unit.name}}", "cover_unit = \"部门（单位）名称：{unit.name}", '"部门',
     "“{unit.name}” prints as it stands"),
    ("weights of more than 100", "profile", '[[group]]\nname   = "产出指标"\nweight = 50', '[[group]]\nname = "产出指标"\nweight = 60',
     "[[group]]", "come to 100, and `execution_weight` is 10"),
    ("an attachment that is no document", "profile", 'document = "project"', 'document = "projects"', '"projects',
     "did you mean “project”?"),
]:
    tests.check(f"a profile with {what}", wrong_profile, *case)
tests.check("a profile without a key that a template reads", lacking, "“score”", 'score     = "自评得分"\n', "", 'id        = "project"')
tests.check("a profile without a table that a template reads", lacking, r"\[basic_data\]", "[basic_data]", "[extra.basic_data]", None)
for what, *case in [
    ("an income line of a name in capitals", "unknown-path", "funds.income.other", "funds.income.Other", "funds.income.Other",
     "a name is of small letters, digits and _"),
    ("an income line of a Chinese name", "unknown-path", "funds.income.other", "funds.income.自有资金", "funds.income.自有资金",
     "a name is of small letters, digits and _"),
    ("a template without pages", "profile", 'template     = "basic-data.xml"', 'template     = "common.xml"', '"common.xml"',
     "sets no <section> for any unit"),
    ("a guide of a value that is none", "unknown-path", 'guide = "一个问题一条', 'guide = "{{funds.paid}}一个问题一条', '"{{funds.paid', "nothing is called “paid”"),
]:
    tests.check(f"a profile with {what}", form_alone, *case)
tests.check("a profile without groups", form_alone, "profile",
            (GROUPS := "".join(re.findall(r"(?ms)^\[\[group\]\].*?(?=^# ── 项目)", open(
                os.path.join(ROOT, "templates", "yueyanglou-2023.toml"), encoding="utf-8").read()))), "",
            '"self-evaluation.xml"', "the profile has no [[group]]")
for what, *case in [
    ("an attribute of no number", "basic-data.xml", 'colspan="6">{{unit', 'colspan="x">{{unit', 'colspan="x"', "a whole number is wanted, such as 2"),
    ("a length without unit, told once", "common.xml", '"54pt"', '"54"', 'height="54"', "a length such as 16pt or 3.5mm is wanted"),
    ("a tag that is not closed", "basic-data.xml", "<row>", "<rwo>", "</row>", "Opening and ending tag mismatch"),
    ("one brace on each side", "basic-data.xml", "{{unit.name}}", "{unit.name}", "{unit.name}", "“{unit.name}” prints as it stands"),
]:
    tests.check(f"a template with {what}", wrong_template, *case)
tests.check("a template with a span in rows of rows", spans_of_rows)
tests.check("two forms of one name, whichever is asked for", one_name)
tests.check("an indicator of a group that the profile lacks", finding, "unknown-level", "unit_toml",
            lambda t: t.replace('level1 = "满意度指标"', 'level1 = "满意程度指标"'), "满意程度指标",
            "the form has no `level1` “满意程度指标”; did you mean “满意度指标”?")
tests.check("a group that the indicators lack", finding, "empty-group", "unit_toml",
            lambda t: re.sub(r'\[\[indicator\]\]\nlevel1 = "满意度指标".*?(?=\n\n)', "", t, flags=re.S),
            "[[indicator]]", "no indicator has the `level1` “满意度指标” (10)")
tests.check("findings hold nothing back", findings_hold_nothing_back)
tests.check("a group of weight 0 that the indicators lack", quiet_group)
tests.check("a template with an unknown element", wrong_element)
tests.check("a missing font", missing_font)
tests.check("characters a font is not to set", characters_not_to_set)
tests.check("a broken font", broken_font)
tests.check("an unreadable file", unreadable)
tests.check("a character no font has", no_glyph)
tests.check("one bad unit of two", one_bad_unit_of_two)
tests.end()
