"""Input of a size nobody types: it is set, or refused with a located message, in linear time.

The wall limit is a guard against hanging, not a measurement; `./dev bench` measures."""
import os, re, tempfile

import program
import readers
from program import EXAMPLE, Tests, example, refuses, run, templates_with

LIMIT = 60  # seconds, with the sanitizers
PLACE = "## 部门职责"  # in the example's report.md; what is tested stands before it
REASON = 'reason = "景区周边停车难'  # in unit.toml, the narrowest cell with a paragraph


def in_report(folder, text):
    return example(folder, report_md=lambda old: old.replace(PLACE, f"{text}\n\n{PLACE}", 1))


def in_cell(folder, text):
    return example(folder, unit_toml=lambda old: old.replace(REASON, f'reason = "{text}', 1))


def is_refused(unit_of, text, wanted_id, at=None):
    """The message is short, and stands in the line that begins with `at`, or with the text."""
    with tempfile.TemporaryDirectory() as folder:
        unit = unit_of(folder, text)
        err = refuses(unit, wanted_id, timeout=LIMIT)
        name, start = ("report.md", "") if unit_of is in_report else ("unit.toml", 'reason = "')
        needle = at or start + text[:10]
        lines = open(os.path.join(unit, name), encoding="utf-8").read().splitlines()
        line = next(n for n, each in enumerate(lines, 1) if each.startswith(needle))
        first = err.splitlines()[0]
        assert re.match(rf".*{name}:{line}:\d+: ", first), f"not at line {line}: {first[:200]}"
        assert len(first) < 1500, f"a message of {len(first)} characters"


def is_set(unit_of, text, wanted, document="report"):
    """Made, and `wanted`(characters of the PDF, white space left out) holds."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out")
        code, _, err = run("render", unit_of(folder, text), "-d", document, "-o", out, timeout=LIMIT)
        assert code == 0, err[:500]
        pdf = os.path.join(out, "unit", document + ".pdf")
        story = readers.squash(readers.pdf_text(pdf, 1, None, raw=True))
        assert wanted(story), f"{len(story)} characters in the PDF: {story[:200]}…"


def holds(character, count):
    return lambda story: story.count(character) >= count


def narrow_cell():
    """A cell narrower than one character: the message names its text and place."""
    with tempfile.TemporaryDirectory() as folder:
        copy, path = templates_with(folder, "styles.xml",
                                    lambda t: t.replace('side-padding="2.5pt"', 'side-padding="20pt"'))
        err = refuses(EXAMPLE, "too-wide", None, "--templates", copy, timeout=LIMIT)
        assert re.match(r"\S+\.(toml|xml):\d+:\d+: error: “.+” cannot be broken", err), err


def narrow_column():
    """The same of a report's table with more columns than fit."""
    table = "\n".join(["|" + " 甲 |" * 60, "|" + " --- |" * 60, "|" + " 岳 |" * 60])
    is_refused(in_report, table, "too-wide")


def spaced():
    """Every paragraph has 100 pt above it: pages begin with room that is dropped."""
    with tempfile.TemporaryDirectory() as folder:
        copy, _ = templates_with(folder, "yueyanglou-2023.toml",
                                 lambda text: 'style = {body = {space-before = "100pt"}}\n' + text)
        code, _, err = run("--templates", copy, "render", EXAMPLE, "-d", "report", "-f", "trace", "-o", folder)
        assert code == 0, err[:500]


tests = Tests()
tests.check("paragraphs far apart", spaced)
for name, text, wanted in [
    ("50,000 letters without a break", "a" * 50_000, "too-wide"),
    ("50,000 digits", "7" * 50_000, "too-wide"),
    ("50,000 Han held together by no-break spaces", "岳\u00a0" * 50_000, "too-wide"),
    ("50,000 stops", "岳" + "." * 50_000, "too-wide"),
    ("50,000 private-use characters", "\U00100000" * 50_000, "no-glyph"),
    ("100,000 combining marks on one letter", "a" + "\u0301" * 100_000, "combining-marks"),
    ("30,000 half-width brackets", "[" * 30_000 + "岳" + "]" * 30_000, "too-wide"),
    ("30,000 block quotes in each other", ">" * 30_000 + " 岳", "markdown"),
    ("50,000 table cells in a line", "|" * 50_000 + "\n" + "|-" * 50_000 + "|", "table-cells"),
    ("50,000 links", "岳[a](b)" * 50_000, "markdown"),
    ("30,000 holes that are not closed", "{{" * 30_000, "braces"),
    ("30,000 brackets in a hole", "{{" + "(" * 30_000 + "}}", "expression"),
]:
    tests.check(name, is_refused, in_report, text, wanted)
tests.check("50,000 letters in a cell", is_refused, in_cell, "a" * 50_000, "too-wide")
tests.check("lists 500 deep", is_refused, in_report,
            "".join(" " * (3 * i) + "1. 岳\n" for i in range(500)), "list-depth",
            " " * 60 + "1. ")
tests.check("a cell narrower than a character", narrow_cell)
tests.check("a column narrower than a character", narrow_column)

for name, text, character, count in [
    ("30,000 nested brackets", "（" * 30_000 + "岳" + "）" * 30_000, "）", 30_000),
    ("30,000 quotes that are not closed", "“" * 30_000 + "岳", "“", 30_000),
    ("30,000 closing marks", "岳" + "。" * 30_000, "。", 30_000),
    ("a paragraph of 100,000 Han", "岳" * 100_000, "岳", 100_000),
    ("50,000 variation selectors on one Han", "岳" + "\ufe00" * 50_000 + "蟠", "蟠", 1),
    ("50,000 U+2060", "蟠" + "岳\u2060" * 50_000 + "蟠", "蟠", 2),
    ("30 combining marks on each of 1,000 letters", ("蟠a" + "\u0301" * 30) * 1000, "蟠", 1000),
    ("50,000 stars around a Han", "*" * 50_000 + "蟠" + "*" * 50_000, "蟠", 1),
    ("50,000 emphasised letters", "岳*a*" * 50_000, "a", 50_000),
    ("20,000 holes in one line", "{{year}}，" * 20_000, "2023", 20_000),
    ("20,000 rows", "| 甲 | 乙 |\n| --- | --- |\n" + "| 岳 | 12 |\n" * 20_000, "岳", 20_000),
    ("50,000 items", "1. 岳\n" * 50_000, "岳", 50_000),
]:
    tests.check(name, is_set, in_report, text, holds(character, count))
tests.check("50,000 line breaks in a value", is_set, in_cell, "岳\\n" * 50_000, holds("岳", 50_000),
            "self-evaluation")
tests.check("50,000 blanks in a value", is_set, in_cell, "蟠" + " " * 50_000 + "蟠", holds("蟠", 2),
            "self-evaluation")
tests.check("50,000 Han in a cell", is_set, in_cell, "岳" * 50_000, holds("岳", 50_000),
            "self-evaluation")
tests.check("a table head that leaves no room for a line", is_set, in_report,
            "|" + "岳" * 1280 + "|\n|---|\n| 甲 |\n| 甲 |", holds("岳", 1280))
tests.check("a table head higher than a page", is_set, in_report,
            "|" + "岳" * 2000 + "|\n|---|\n" + "| 甲 |\n" * 60, holds("甲", 60))
tests.check("50,000 hard line breaks in a report", is_set, in_report, "蟠\\\n" * 50_000 + "蟠", holds("蟠", 50_001))
tests.check("a paragraph of 200,000 Han", is_set, in_report, "岳" * 200_000, holds("岳", 200_000))
tests.check("200,000 letters without a break", is_refused, in_report, "a" * 200_000, "too-wide")
tests.end()
