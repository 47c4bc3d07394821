"""Bad input: a located message with its id, exit 2, and no output file."""
import os, re, shutil, tempfile

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


def wrong_span():
    with tempfile.TemporaryDirectory() as folder:
        copy, path = templates_with(folder, "basic-data.xml",
                                    lambda t: t.replace('colspan="6"', 'colspan="7"', 1))
        err = refuses(EXAMPLE, "table-span", None, "--templates", copy)
        assert err.startswith(f"{path}:"), err


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
tests.check("a heading the form does not have", edited, "unknown-heading", "report_md",
            lambda t: t.replace("# 单位基本情况", "# 单位基础情况", 1), "# 单位基础情况")
tests.check("a template with a wrong span", wrong_span)
tests.check("a template with an unknown element", wrong_element)
tests.check("a missing font", missing_font)
tests.check("characters a font is not to set", characters_not_to_set)
tests.check("a broken font", broken_font)
tests.check("an unreadable file", unreadable)
tests.check("a character no font has", no_glyph)
tests.check("one bad unit of two", one_bad_unit_of_two)
tests.end()
