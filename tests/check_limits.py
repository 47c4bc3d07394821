"""Amounts as nobody should write them, one after the other in every place of the clean unit that has a number: near the
64-bit limit, negative, of 12 places, percent over 1,000, nothing, words. The checker never dies, never defers or finds
without saying what, and whatever it computes is right, by Python's decimals."""
import decimal, json, os, re, tempfile
from fractions import Fraction

import program
from check_rules import CHECK, lay_out
from program import Tests, run

MOST = "9223372036854775807"
LARGEST = "999999999999.9999"  # that an amount may be
VALUES = [MOST, "-" + MOST, LARGEST, "-" + LARGEST, "999999999.9999", "0.000000000001", "0", "-5", "-0.01", '"1001%"',
          '"99999999999999999%"', '"-5%"', '""', '"/"', '"——"', '"不适用"', '"无"', '"约九百万元"', '"12,345.67"', '"1e6"', "1000000"]
# A number, or a text that is one and no more, in a line of data; not the year nor what stands in names and sentences.
IN_TEXT = re.compile(r"\d+(?:\.\d+)?")
NUMBER = re.compile(r'"-?\d+(?:\.\d+)?%?"|(?<![\w".-])-?\d+(?:\.\d+)?(?![\w".-])')
RATE = 'rate      = "95%"'
COUNT = 0


def places(text):
    """(from, to, whether it stands in a text)"""
    at = 0
    for line in text.splitlines(keepends=True):
        words = re.match(r"(target|actual|reason)\b", line)
        if "=" in line and not re.match(r"\s*(#|year\b|name\b|date\b|phone\b)", line):
            numbers = (IN_TEXT if words else NUMBER).finditer(line, line.index("=") + 1)
            yield from ((at + match.start(), at + match.end(), bool(words)) for match in numbers)
        at += len(line)


def number(text):
    return Fraction(decimal.Decimal(text.strip("()%")))


ATOM = r"(?:\d+(?:\.\d+)?|-\d+(?:\.\d+)?|\(-\d+(?:\.\d+)?\))%?"  # a sum of others in brackets is none


def right(formula):
    """a + b = c, a ÷ b = c%, a × b ÷ d = c …: c, rounded half away from zero to its places, is what the left side gives."""
    match = re.fullmatch(rf"({ATOM}(?: [-+×÷] {ATOM})*) = ({ATOM})", formula)
    if not match:
        return None
    parts = re.split(r" ([-+×÷]) ", match[1])
    value, term, sign = Fraction(0), number(parts[0]), 1
    if "%" in parts[0] and len(parts) > 1:
        return None  # as a share or as a number: the rule knows
    for mark, part in zip(parts[1::2], parts[2::2]):
        if "%" in part:
            return None
        if mark in "×÷":
            term = term * number(part) if mark == "×" else term / number(part)
        else:
            value, term, sign = value + sign * term, number(part), 1 if mark == "+" else -1
    value += sign * term
    stated = match[2].strip("()")
    value = value * 100 if stated.endswith("%") else value
    stated = stated.rstrip("%")
    step = Fraction(1, 10 ** (len(stated.partition(".")[2])))
    return abs(value - number(stated)) <= step / 2


def look(unit, changed):
    global COUNT
    if "rules" not in unit:
        assert any(each["severity"] == "error" and each.get("line") for each in unit["messages"]), (changed["value"], unit)
        return
    for finding in unit["findings"]:
        assert finding["text"]["zh"] and finding["where"] and finding["figures"], (changed["value"], finding)
        verdict = right(finding["formula"])
        assert verdict is not False, f"{changed['value']}: {finding['formula']} is wrong"
        COUNT += verdict is True
    for rule in unit["rules"]:
        if rule["outcome"] in ("deferred", "not-applicable"):
            assert rule["reason"]["zh"] and rule["reason"]["en"], (changed["value"], rule)
    for outcome, key in ("pass", "passed"), ("finding", "found"), ("deferred", "deferred"), ("not-applicable", "not_applicable"):
        assert sum(rule["outcome"] == outcome for rule in unit["rules"]) == unit[key], (changed["value"], unit)
    silent(unit, changed)


def silent(unit, changed):
    """F01, F03: what Python finds wrong by more than rounding is not passed over, and what is right is no error."""
    outcomes = {rule["id"]: rule["outcome"] for rule in unit["rules"]}
    text = changed["text"]
    try:
        income = [number(re.search(rf"\b{key}\s*=\s*([^,}}\s]+)", text)[1].strip('"')) for key in ("general", "non_tax", "other")]
        full, executed, rate = (number(re.search(rf'(?m)^{key}\s*=\s*"?([^"\n]*)', text)[1])
                                for key in ("full_year", "executed", "rate"))
    except (decimal.InvalidOperation, ValueError, TypeError):  # a word, or other lines
        return
    if re.search(r"government_fund = [^\"]|government_fund = \"[^\"]", text):
        return
    errors = {each["rule"] for each in unit["findings"] if each["severity"] == "error"}
    if abs(sum(income) - full) > Fraction(2, 100):
        assert outcomes["F01"] in ("finding", "deferred"), (changed["value"], outcomes["F01"])
    elif sum(income) == full:
        assert "F01" not in errors, changed["value"]
    if full and abs(executed * 100 / full - rate) > 1:
        assert outcomes["F03"] in ("finding", "deferred"), (changed["value"], outcomes["F03"])


def changes_of(values):
    """(the unit's data, the report, what was changed)"""
    data, report = (open(os.path.join(CHECK, "clean", name), encoding="utf-8").read() for name in ("unit.toml", "report.md"))
    bare = [value for value in values if value[0] != '"']
    for start, end, words in places(data):
        line = data.count("\n", 0, start) + 1
        for value in bare if words else values:
            yield data[:start] + value + data[end:], report, f"{value} for {data[start:end]} in line {line} of the data"
    for match in IN_TEXT.finditer(report):
        line = report.count("\n", 0, match.start()) + 1
        for value in bare:
            yield data, report[:match.start()] + value + report[match.end():], f"{value} for {match[0]} in line {line} of the report"


def all_places(values):
    with tempfile.TemporaryDirectory() as folder:
        lay_out(folder)
        changes = []
        for data, report, what in changes_of(values):
            unit = os.path.join(folder, f"u{len(changes)}")
            os.mkdir(unit)
            for name, text in ("unit.toml", data), ("report.md", report):
                open(os.path.join(unit, name), "w", encoding="utf-8").write(text)
            changes.append({"value": what, "text": data})
        assert len(changes) > 100 * len(values), f"only {len(changes)} changes"
        code, out, _ = run("--templates", "templates", "check", "--format", "json", *(f"u{i}" for i in range(len(changes))),
                           cwd=folder)
        assert code in (1, 2), code
        units = json.loads(out)["units"]
        assert len(units) == len(changes)
        for unit, changed in zip(units, changes):
            look(unit, changed)


def outcome(edits, wanted):
    """{rule: outcome} of the clean unit with edits."""
    with tempfile.TemporaryDirectory() as folder:
        files = lay_out(folder)
        text = open(files["unit.toml"], encoding="utf-8").read()
        for old, new in edits:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        open(files["unit.toml"], "w", encoding="utf-8").write(text)
        code, out, err = run("--templates", "templates", "check", "--format", "json", "clean", cwd=folder)
        assert code in (0, 1), err
        unit = json.loads(out)["units"][0]
        got = {rule["id"]: rule["outcome"] for rule in unit["rules"]}
        assert {rule: got[rule] for rule in wanted} == wanted, unit
        look(unit, {"value": edits, "text": text})


INCOME = 'income    = { general = 900, government_fund = "", non_tax = 20, other = 80 }'


def lines(count, amount):
    return ", ".join(f"line_{chr(97 + i // 676)}{chr(97 + i // 26 % 26)}{chr(97 + i % 26)} = {amount}" for i in range(count))


def tenths():
    """900 income lines of 0.1, nearly as many as a table may have, are 90 exactly, and 999,999,999.9999 is no rounding error away."""
    many, full = lines(900, "0.1"), "full_year = 1000"
    for more, total, wanted in ("", "90", "pass"), (", more = 0.0001", "90", "finding"), \
            (", large = 999999999.9999", "1000000089.9999", "pass"), (", large = 999999999.9999", "1000000090", "finding"):
        outcome([(INCOME, f"income = {{ {many}{more} }}"), (full, "full_year = " + total)], {"F01": wanted})


def too_large():
    """A sum that does not fit is not told as another one."""
    outcome([(INCOME, f"income = {{ {lines(1000, LARGEST)} }}")], {"F01": "deferred"})


def refused():
    with tempfile.TemporaryDirectory() as folder:
        path = lay_out(folder)["unit.toml"]
        text = open(path, encoding="utf-8").read()
        open(path, "w", encoding="utf-8").write(text.replace("full_year = 1000", f"full_year = {MOST}"))
        code, _, err = run("--templates", "templates", "check", "clean", cwd=folder)
        line = text[:text.index("full_year = 1000")].count("\n") + 1
        assert code == 2 and re.match(rf"clean/unit\.toml:{line}:13: error: .* \[not-an-amount\]\n", err), (code, err)


tests = Tests()
half = len(VALUES) // 2
for part in VALUES[:half], VALUES[half:]:
    tests.check("in every place: " + " ".join(part), all_places, part)
tests.check("nine hundred tenths", tenths)
tests.check("a sum that does not fit", too_large)
tests.check("an amount at the 64-bit limit", refused)
tests.check("formulas were recomputed", lambda: COUNT > 50 or 1 / 0)
print(f"{COUNT} formulas recomputed")
for what, edits, wanted in [
    ("the largest amount", [("general = 900", f"general = {LARGEST}")], {"F01": "finding"}),
    ("the largest amounts on both sides", [(INCOME, f"income = {{ general = {LARGEST} }}"), ("full_year = 1000", f"full_year = {LARGEST}")],
     {"F01": "pass", "F03": "finding"}),
    ("a negative amount", [("other = 80", "other = -80")], {"F01": "finding"}),
    ("executed over a budget of 0", [("full_year = 1000", "full_year = 0")], {"F03": "finding"}),
    ("a rate over 1,000 %", [("executed  = 950", "executed  = 95000"), (RATE, 'rate      = "9500%"')], {"F03": "pass"}),
    ("a rate of the largest", [("executed  = 950", f"executed  = {LARGEST}")], {"F03": "finding"}),
    ("no budget", [("full_year = 1000", 'full_year = ""')], {"F01": "deferred", "F03": "deferred"}),
]:
    tests.check(what, outcome, edits, wanted)
tests.end()
