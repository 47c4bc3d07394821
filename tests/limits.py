"""The limits that the doors name: what is at a limit is made, what is one over is refused with the limit's id, found and wanted
and a place, and no output. All of it in seconds, whatever it is; `README.md` lists them."""
import json, os, re, tempfile

from program import EXAMPLE, RELEASE, Tests, example, refuses, run, templates_with

LIMIT = 120  # seconds, with the sanitizers and on a busy machine: a guard against hanging
PLACE = "## 部门职责"
INDICATOR = ('[[indicator]]\nlevel1 = "产出指标"\nlevel2 = "数量指标"\nname = "指标%d"\ntarget = "≥10次"\nactual = "%d次"\n'
             'weight = 1\nscore = 1\nreason = ""\n\n')


def in_report(text):
    return lambda folder: example(folder, report_md=lambda old: old.replace(PLACE, f"{text}\n\n{PLACE}", 1))


def in_data(text, before="[report]\n"):
    return lambda folder: example(folder, unit_toml=lambda old: old.replace(before, text + before, 1))


def indicators(more):
    """So many in all."""
    own = open(os.path.join(EXAMPLE, "unit.toml"), encoding="utf-8").read().count("[[indicator]]")
    return in_data("".join(INDICATOR % (i, i) for i in range(more - own)))


def made(unit_of, document="report", formats="tree"):
    with tempfile.TemporaryDirectory() as folder:
        code, _, err = run("render", unit_of(folder), "-d", document, "-f", formats, "-o", folder + "/out", timeout=LIMIT)
        assert code == 0, err[:500]


def refused(unit_of, wanted_id, *said, before=()):
    with tempfile.TemporaryDirectory() as folder:
        err = refuses(unit_of(folder), wanted_id, None, *before, timeout=LIMIT)
        first = next(line for line in err.splitlines() if f"[{wanted_id}]" in line)
        assert re.match(r"\S+:\d+(:\d+)?: error: ", first) and len(first) < 1000, first[:300]
        assert all(str(each) in first for each in said), first


def pages(count):
    """A document of about so many pages: a paragraph each, in a report of one line a page."""
    with tempfile.TemporaryDirectory() as folder:
        copy, _ = templates_with(folder, "yueyanglou-2023.toml",
                                 lambda text: 'style = {body = {space-before = "600pt"}}\n' + text)
        unit = in_report("岳\n\n" * count)(folder)
        return run("--templates", copy, "render", unit, "-d", "report", "-f", "trace", "-o", folder + "/out", timeout=LIMIT)


def too_many_pages():
    code, _, err = pages(4_800)
    assert code == 0, err[:500]
    code, _, err = pages(5_100)
    assert code == 2 and "[document-pages]" in err and "5000" in err and "自评报告" in err and "report.md:" in err, err[:500]


def laughing_template():
    """Loops within loops: a thousand times a thousand times a thousand."""
    with tempfile.TemporaryDirectory() as folder:
        loops = '<for times="1000" as="a"><for times="1000" as="b"><for times="1000" as="c"><p>岳</p></for></for></for>'
        copy, path = templates_with(folder, "report.xml", lambda text: text.replace("<report", loops + "<report", 1))
        err = refuses(EXAMPLE, "document-size", None, "--templates", copy, timeout=LIMIT)
        assert err.startswith(path + ":") and "1000000" in err, err[:500]


def many_holes():
    """A long text of the data, put into the report again and again."""
    long = "岳" * 100_000
    refused(lambda folder: example(folder, unit_toml=lambda old: old.replace("[facts]\n", f'[facts]\nlong = "{long}"\n', 1),
                                   report_md=lambda old: old.replace(PLACE, "{{facts.long}}\n\n" * 200 + PLACE, 1)),
            "document-size", 16 * 1024 * 1024)


def data_of(kind, text, wanted_id):
    """JSON and TOML as nobody writes them: told at once, with a place."""
    with tempfile.TemporaryDirectory() as folder:
        unit = os.path.join(folder, "unit")
        os.makedirs(unit)
        open(os.path.join(unit, "unit." + kind), "wb").write(text)
        code, _, err = run("render", unit, "-o", folder + "/out", timeout=LIMIT)
        assert code == 2 and f"[{wanted_id}]" in err.splitlines()[0] and len(err) < 4000, (code, err[:500])


tests = Tests()
tests.check("1000 indicators", made, indicators(1000), "self-evaluation")
tests.check("1001 indicators", refused, indicators(1001), "list-size", 1001, 1000)
tests.check("1000 texts in a list", made, in_data("attachments = [%s]\n" % ", ".join(f'"附件{i}"' for i in range(1000)), 'file = "report.md"'))
tests.check("1001 texts in a list", refused, in_data("attachments = [%s]\n" % ", ".join('"甲"' for _ in range(1001)), 'file = "report.md"'), "list-size", 1001, 1000)
tests.check("1001 keys", refused, lambda folder: example(folder, unit_toml=lambda old: old.replace(
    "[facts]\n", "[facts]\n" + "".join(f"k{i} = 1\n" for i in range(1001)), 1)), "list-size", 1000)
tests.check("60,000 values", refused, in_data("".join(
    f'[[project]]\nname = "p{i}"\n' + "".join(f"[[project.indicator]]\nlevel1 = 1\nlevel2 = 2\nname = 3\n" for _ in range(150))
    for i in range(110))), "data-size", 50000)
tests.check("a value of 200,000 characters", made, 
            lambda folder: example(folder, unit_toml=lambda old: old.replace("[facts]\n", f'[facts]\nlong = "{"岳" * 200_000}"\n', 1)))
tests.check("a value of 200,001 characters", refused,
            lambda folder: example(folder, unit_toml=lambda old: old.replace("[facts]\n", f'[facts]\nlong = "{"岳" * 200_001}"\n', 1)),
            "text-size", 200001, 200000)
tests.check("a paragraph of 200,000 characters", made, in_report("岳" * 200_000))
tests.check("a paragraph of 200,001 characters", refused, in_report("岳" * 200_001), "paragraph-size", 200001, 200000)
tests.check("a cell of a thousand pages", refused,
            lambda folder: example(folder, unit_toml=lambda old: old.replace('reason = "景区周边停车难', 'reason = "' + "岳\\n" * 99_000, 1)),
            "cell-size", 1000000)
tests.check("100,000 cells in tables", made, in_report("| 甲 | 乙 |\n| --- | --- |\n" + "| 岳 | 1 |\n" * 45_000), "report", "tree")
tests.check("more cells in tables", refused, in_report("| 甲 | 乙 |\n| --- | --- |\n" + "| 岳 | 1 |\n" * 50_001), "report-size", 100000)
tests.check("more than 200,000 lines", refused, in_report("岳\n\n" * 100_100), "report-size", 200000)
tests.check("a row of 1001 cells", refused, in_report("|" + "岳|" * 1001 + "\n|" + "-|" * 1001), "table-cells", 1001, 1000)
tests.check("lists 21 deep", refused, in_report("".join(" " * (3 * i) + "1. 岳\n" for i in range(21))), "list-depth", 20)
tests.check("lists 20 deep", made, in_report("".join(" " * (3 * i) + "1. 岳\n" for i in range(20))))
tests.check("150 errors in a document", refused, in_report("> 岳\n\n" * 150), "markdown")
tests.check("pages", too_many_pages)
tests.check("loops within loops in a template", laughing_template)
tests.check("a long text printed again and again", many_holes)


def too_many_units():
    with tempfile.TemporaryDirectory() as folder:
        for count, words in (100_000, "100000 units: 100000 bad-data"), (100_001, "[batch-size]"):
            with open(folder + "/units.txt", "w") as units:
                units.writelines(f"u{i}\n" for i in range(count))
            code, out, err = run("batch", folder + "/units.txt", "--dry-run", "-o", folder + "/out", ziping=RELEASE, timeout=LIMIT)
            assert code == (1 if count == 100_000 else 2) and words in out + err and not os.path.exists(folder + "/out"), (out + err)[-500:]
        assert "/u100000: " in err and "100000" in err and "--shard" in err, err


tests.check("100,001 units", too_many_units)
for what, kind, text, wanted in [
    ("JSON 100,000 deep", "json", b"[" * 100_000, "nesting"),
    ("TOML 100,000 deep", "toml", b"a = " + b"[" * 100_000, "nesting"),
    ("TOML tables 100,000 deep", "toml", b"a" + b".a" * 100_000 + b" = 1", "nesting"),
    ("a TOML header 100,000 deep", "toml", b"[a" + b".a" * 100_000 + b"]", "nesting"),
    ("a number of 100,000 digits", "json", b'{"year": ' + b"7" * 100_000 + b"}", "number-size"),
    ("a number with an exponent", "json", b'{"year": 1e999999999}', "number-size"),
    ("a key of a million letters", "json", b'{"' + b"a" * 1_000_000 + b'": 1}', "missing-key"),
    ("a key given twice", "json", b'{"year": 1, "year": 2}', "duplicate-key"),
    ("a NUL byte", "toml", b'form = "a\0b"\n', "control-character"),
    ("an escaped NUL", "json", b'{"form": "a\\u0000b"}', "control-character"),
    ("no UTF-8", "toml", b'form = "\xd4\xc0"\n', "invalid-utf8"),
    ("a surrogate in UTF-8", "toml", b'form = "\xed\xa0\x80"\n', "invalid-utf8"),
    ("half a surrogate pair", "json", b'{"form": "\\ud800"}', "lone-surrogate"),
    ("17 MB", "toml", b"#" * (17 << 20), "file-size"),
]:
    tests.check(what, data_of, kind, text, wanted)
tests.end()
