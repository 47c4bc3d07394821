"""Rules B1.2 and B1.3 on the whole program: what went in comes out of the PDF and the DOCX, in NFC,
and a name as it was written."""
import os, re, shutil, tempfile, unicodedata

from program import EXAMPLE, Tests, run
import readers as r  # program knows where they are

KEPT = "15250㎡，100％……①"  # NFKC would change nearly all of it
COMPOSED, DECOMPOSED = "caf\u00e9", "cafe\u0301"
PLAIN, COMPATIBLE = "\u795e", "\ufa19"  # 神, and the compatibility ideograph that NFC makes it
UNIT = f"岳阳楼区{COMPATIBLE}岳阳楼街道办事处"
PREPARER = f"甲{COMPATIBLE}"
SENTENCE = f"本次测试写入{KEPT}，又写入{DECOMPOSED}和{COMPATIBLE}字。"


def unit_with(folder):
    """The example, with these in a name, in a value and in the report."""
    unit = os.path.join(folder, "unit")
    shutil.copytree(EXAMPLE, unit)
    os.remove(os.path.join(unit, "unit.json"))
    edits = {
        "unit.toml": [(r'(?m)^name( +)= "岳阳楼区岳阳楼街道办事处"', f'name = "{UNIT}"'),
                      (r'(?m)^preparer( *)= ""', f'preparer = "{PREPARER}"'),
                      (r'(?m)^reason = "景区周边', f'reason = "{SENTENCE}景区周边')],
        "report.md": [(r"(?m)^街道的各项职责由", SENTENCE + "街道的各项职责由")],
    }
    for name, changes in edits.items():
        path = os.path.join(unit, name)
        text = open(path, encoding="utf-8").read()
        for pattern, replacement in changes:
            text, count = re.subn(pattern, replacement, text)
            assert count == 1, f"{name}: {count} places for {pattern}"
        open(path, "w", encoding="utf-8").write(text)
    return unit


def place(path, needle, more=0):
    """line:column of a text that stands in a file once."""
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        if needle in line:
            return f"{number}:{line.index(needle) + 1 + more}"
    raise AssertionError(f"{needle} is not in {path}")


def told(unit, err):
    """Each change is told where it is; nothing else is: that our ％ stands among the example's % is a remark."""
    toml, report = os.path.join(unit, "unit.toml"), os.path.join(unit, "report.md")
    wanted = {f"{toml}:{place(toml, UNIT, 4)}: compatibility-ideograph",
              f"{toml}:{place(toml, PREPARER, 1)}: compatibility-ideograph"}
    for path in toml, report:
        start = len(f"本次测试写入{KEPT}，又写入")
        wanted.add(f"{path}:{place(path, SENTENCE, start + 3)}: not-nfc")
        wanted.add(f"{path}:{place(path, SENTENCE, start + 6)}: compatibility-ideograph")
    err = "".join(line for line in err.splitlines(True) if not re.search(r" \[[A-Z]\d\d\]$", line))  # not the checker's
    got = {re.sub(r"^([^ ]+) warning: .* \[([a-z-]+)\]$", r"\1 \2", line) for line in err.splitlines()}
    assert got == wanted, f"got only {got - wanted}, wanted too {wanted - got}"
    assert "as this is a name" in next(line for line in err.splitlines() if PREPARER[1] in line)


def in_text(text):
    text = r.squash(text)
    name, preparer, sentence = (r.squash(each) for each in (UNIT, PREPARER, SENTENCE))
    assert name in text, "the unit's name is not as it was written"
    assert unicodedata.normalize("NFC", name) not in text, "the unit's name is changed somewhere"
    return preparer in text, unicodedata.normalize("NFC", sentence) in text and sentence not in text


def documents(out, read, ending):
    """All the texts come back: the preparer below one of the tables, the sentence in two documents."""
    preparers = sentences = 0
    for name in "basic-data", "self-evaluation", "report":
        preparer, sentence = in_text(read(os.path.join(out, f"{name}.{ending}")))
        preparers += preparer
        sentences += sentence
    assert preparers >= 1, "the preparer's name is not as it was written"
    assert sentences == 2, f"the sentence comes back in {sentences} documents"


tests = Tests()
with tempfile.TemporaryDirectory() as folder:
    unit, out = unit_with(folder), os.path.join(folder, "out", "unit")
    code, _, err = run("render", unit, "-o", os.path.dirname(out))
    assert code == 0, err
    tests.check("what is changed is told", told, unit, err)
    tests.check("the PDF has what went in", documents, out, lambda path: r.pdf_text(path, 1, None, raw=True),
                "pdf")
    tests.check("the DOCX has what went in", documents, out, r.docx_text, "docx")
tests.end()
