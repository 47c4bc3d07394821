"""The district's summary in four files, through readers nobody here wrote: summary.py MAKE_SUMMARY."""
import csv, io, json, os, re, shutil, subprocess, sys, tempfile, time, zipfile
import xml.etree.ElementTree as ElementTree
from decimal import ROUND_HALF_UP, Decimal

from program import ROOT, Tests
import readers as r

MAKE = sys.argv.pop(1)
TEMPLATES = os.path.join(ROOT, "templates")
FILES = ["summary.csv", "summary.json", "汇总表.pdf", "汇总表.xlsx"]
WORDS = {"made": "已编制", "kept": "未变（沿用）", "findings": "核对未通过", "bad-data": "数据有误", "crashed": "程序异常",
         "hung": "超时", "memory": "内存超限", "not-written": "写出失败", "waiting": "未处理"}
HEAD = ["序号", "单位", "数据文件夹", "年度", "表样", "得分", "等级", "错误", "警告", "提示", "已说明", "文书", "页数", "状态",
        "说明", "用时（秒）", "数据位置", "材料校验值"]
NUMBERS = {"序号", "年度", "得分", "错误", "警告", "提示", "已说明", "文书", "页数", "用时（秒）"}
SHEET = [each for each in HEAD if each not in ("表样", "数据位置", "材料校验值")]
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
temporary = tempfile.TemporaryDirectory()
made = {}


# None of the districts prints grades: a profile that does.
GRADES = [("优", 90), ("良", 80), ("中", 60), ("差", 0)]
GRADED = os.path.join(temporary.name, "templates")
shutil.copytree(TEMPLATES, GRADED)
with open(os.path.join(GRADED, "yueyanglou-2023.toml"), "a", encoding="utf-8") as profile:
    profile.writelines(f'\n[[grade]]\nname = "{name}"\nfrom = {least}\n' for name, least in GRADES)


def make(kind, what, folder=None, code=0):
    folder = folder or os.path.join(temporary.name, f"{kind}-{len(made)}")
    done = subprocess.run([MAKE, GRADED if kind == "graded" else TEMPLATES, os.path.join(ROOT, "fonts"), folder, kind, str(what)],
                          capture_output=True, text=True, timeout=120)
    assert done.returncode == code, f"exit {done.returncode}: {done.stderr}"
    return folder, done.stderr


def batch(kind, count):
    """The folder, and what summary.json has, of so many made-up units; made once."""
    if (kind, count) not in made:
        folder, said = make(kind, count)
        assert said == "", said
        assert sorted(os.listdir(folder)) == sorted(FILES), os.listdir(folder)
        with open(os.path.join(folder, "summary.json"), encoding="utf-8") as file:
            made[kind, count] = folder, json.load(file)
    return made[kind, count]


ALL = [("plain", 5), ("graded", 200), ("plain", 1000), ("strange", 60), ("made", 1), ("none", 3), ("plain", 0)]


def row(unit, number):
    """A unit as the tables have it, as texts."""
    shown = lambda count: str(count) if count > 0 else ""
    counts = [unit[each] for each in ("errors", "warnings", "remarks", "waived")]
    checked = unit["state"] in ("made", "kept", "findings") or sum(counts) > 0
    seconds = "" if unit["milliseconds"] < 0 else "%d.%03d" % divmod(unit["milliseconds"], 1000)
    return [str(number), unit["name"] or unit["folder"], unit["folder"], unit["year"], unit["form"], unit["score"],
            unit["grade"], *(str(each) if checked else "" for each in counts), shown(unit["documents"]),
            shown(unit["pages"]), WORDS[unit["state"]], unit["reason"], seconds, unit["path"], unit["package"]]


def clean(text):
    """Without what XML refuses."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", "\ufffd", text.replace("\r", ""))


# ---------------------------------------------------------------- CSV

def csv_reads(kind, count):
    folder, summary = batch(kind, count)
    data = open(os.path.join(folder, "summary.csv"), "rb").read()
    assert data.startswith("\ufeff".encode()), "no byte order mark"
    text = data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert rows[0] == HEAD, rows[0]
    assert text.endswith("\r\n") and text.count("\r") == len(rows), "lines do not end with CR LF"
    assert len(rows) == count + 1
    for number, (given, unit) in enumerate(zip(rows[1:], summary["units"]), 1):
        for name, value, wanted in zip(HEAD, given, row(unit, number)):
            formula = value[:1] in ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
            assert not formula or name in NUMBERS and NUMBER.fullmatch(value), f"{name}: {value!r} is a formula"
            value = value[1:] if value.startswith("'") and not clean(wanted).startswith("'") else value
            assert value == clean(wanted), f"{name}: {value!r}, not {wanted!r}"


# ---------------------------------------------------------------- JSON

def json_reads(kind, count):
    folder, summary = batch(kind, count)
    r.json_schema(os.path.join(folder, "summary.json"), os.path.join(TEMPLATES, "summary.schema.json"))
    assert len(summary["units"]) == count == summary["totals"]["units"]
    for state in WORDS:
        assert summary["totals"][state] == sum(each["state"] == state for each in summary["units"])


def reads_again(kind, count):
    """zp_batch_read gives what zp_batch_summarise was given."""
    folder, _ = batch(kind, count)
    again, said = make("again", os.path.join(folder, "summary.json"))
    assert said == "", said
    for name in FILES:
        same(os.path.join(folder, name), os.path.join(again, name))


def same(one, two):
    assert open(one, "rb").read() == open(two, "rb").read(), f"{os.path.basename(one)}: other bytes"


def same_bytes(kind, count):
    folder, _ = batch(kind, count)
    time.sleep(1.1)  # a clock that was read would show
    other, _ = make(kind, count)
    for name in FILES:
        same(os.path.join(folder, name), os.path.join(other, name))


def refuses(what, wanted):
    """A summary that is changed so is refused, at a place, and nothing is written."""
    folder, _ = batch("plain", 5)
    source = os.path.join(temporary.name, "changed.json")
    text = open(os.path.join(folder, "summary.json"), encoding="utf-8").read()
    changed = what(text)
    assert changed != text
    with open(source, "w", encoding="utf-8") as file:
        file.write(changed)
    out = os.path.join(temporary.name, "refused")
    _, said = make("again", source, out, code=2)
    assert re.match(re.escape(source) + r":\d+:\d+: error: .*\[" + wanted + r"\]\n", said), said
    assert not os.path.exists(out), "something was written"


REFUSED = [
    ("another program's JSON", lambda text: '{"units": []}', "summary-format"),
    ("no JSON", lambda text: text[:200], "json-syntax"),
    ("no table", lambda text: "[]", "json-root"),
    ("a later format", lambda text: text.replace('"format_version": 1', '"format_version": 2'), "summary-newer"),
    ("an unknown state", lambda text: text.replace('"state": "made"', '"state": "done"', 1), "wrong-choice"),
    ("a count that is none", lambda text: re.sub(r'"pages": \d+, "package"', '"pages": -1, "package"', text, count=1), "out-of-range"),
    ("a unit taken out", lambda text: re.sub(r'\n    \{"folder": "u0001".*\},', "", text), "summary-totals"),
    ("a state changed", lambda text: text.replace('"state": "made"', '"state": "kept"', 1), "summary-totals"),
]


def cannot_write():
    """Where one of the files cannot be, none is."""
    folder = os.path.join(temporary.name, "taken")
    os.makedirs(os.path.join(folder, FILES[3], "in the way"))
    _, said = make("plain", 5, folder, code=3)
    assert FILES[3] in said, said
    assert os.listdir(folder) == [FILES[3]], os.listdir(folder)


# ---------------------------------------------------------------- XLSX

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet_of(folder):
    """{(row, column): (type, text, number format)} of the sheet, rows from 1, and its root."""
    with zipfile.ZipFile(os.path.join(folder, FILES[3])) as package:
        assert package.testzip() is None
        part = lambda name: ElementTree.fromstring(package.read(name))
        root, styles = part("xl/worksheets/sheet1.xml"), part("xl/styles.xml")
        strings = ["".join(each.text or "" for each in item.iter(S + "t")) for item in part("xl/sharedStrings.xml")]
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    codes = {each.get("numFmtId"): each.get("formatCode") for each in styles.iter(S + "numFmt")}
    codes |= {"0": "General", "1": "0", "2": "0.00", "49": "@"}
    formats = [codes[each.get("numFmtId")] for each in styles.find(S + "cellXfs")]
    cells = {}
    for cell in root.iter(S + "c"):
        letters, number = re.fullmatch("([A-Z]+)([0-9]+)", cell.get("r")).groups()
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        value = cell.findtext(S + "v")
        assert cell.find(S + "f") is None, f"{cell.get('r')} is a formula"
        text = strings[int(value)] if cell.get("t") == "s" else value or ""
        cells[int(number), column] = (cell.get("t"), text, formats[int(cell.get("s", 0))])
    return cells, root


def escapes(text):
    """_x0001_ in a part stands for a character, and _x005F_x0001_ for _x0001_."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found.group(1), 16)), text)


def xlsx_cells(kind, count):
    folder, summary = batch(kind, count)
    cells, _ = sheet_of(folder)
    assert [cells[3, i][1] for i in range(1, len(SHEET) + 1)] == SHEET
    assert cells[1, 1][1] == summary["title"]
    assert max(number for number, _ in cells) == 3 + count
    for number, unit in enumerate(summary["units"], 1):
        wanted = dict(zip(HEAD, row(unit, number)))
        for column, name in enumerate(SHEET, 1):
            value, text = clean(wanted[name]), cells[3 + number, column]
            if name in NUMBERS and NUMBER.fullmatch(value):
                places = len(value.partition(".")[2])
                assert text[0] is None and "%.*f" % (places, float(text[1])) == value, (name, text, value)
                assert text[2] == "0" + ("." + "0" * places if places else ""), (name, text, value)
            else:
                assert escapes(text[1]) == value, f"{name}: {text}, not {value!r}"


def xlsx_page():
    """A clerk finds it ready: head kept in sight and on each page, filters, A4 landscape, as wide as a page."""
    folder, _ = batch("graded", 200)
    _, root = sheet_of(folder)
    last = chr(ord("A") + len(SHEET) - 1)
    pane = root.find(f".//{S}pane")
    assert (pane.get("state"), pane.get("ySplit"), pane.get("xSplit")) == ("frozen", "3", "2"), pane.attrib
    assert root.find(S + "autoFilter").get("ref") == f"A3:{last}203"
    assert root.find(f"{S}sheetPr/{S}pageSetUpPr").get("fitToPage") == "1"
    setup = root.find(S + "pageSetup")
    assert (setup.get("paperSize"), setup.get("orientation"), setup.get("fitToHeight")) == ("9", "landscape", "0")
    assert len(root.findall(f"{S}cols/{S}col")) > 5, "no widths"
    with zipfile.ZipFile(os.path.join(folder, FILES[3])) as package:
        book = package.read("xl/workbook.xml").decode()
        assert "$3:$3" in re.search(r'<definedName name="_xlnm.Print_Titles"[^>]*>([^<]*)<', book).group(1)


def xlsx_office(kind, count):
    """LibreOffice opens it and has the same values."""
    folder, summary = batch(kind, count)
    to = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
    out = os.path.join(folder, "office")
    try:
        r.libreoffice_convert([os.path.join(folder, FILES[3])], to, out)
    except AssertionError:
        pass  # its name has the sheet's in it
    name, = os.listdir(out)
    with open(os.path.join(out, name), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[2] == SHEET, rows[2]
    assert rows[0][0] == summary["title"]
    for number, (given, unit) in enumerate(zip(rows[3:], summary["units"], strict=True), 1):
        wanted = dict(zip(HEAD, row(unit, number)))
        for name, value in zip(SHEET, given):
            assert value == clean(wanted[name]), f"{name}: {value!r}, not {wanted[name]!r}"


# ---------------------------------------------------------------- PDF

def pdf_whole(kind, count):
    pdf = os.path.join(batch(kind, count)[0], FILES[2])
    r.qpdf_check(pdf)
    r.mutool_ok(pdf)
    r.ghostscript_ok(pdf)
    r.fonts_embedded(pdf)
    r.gray_only(pdf)
    assert all(width > height for width, height in r.pdf_page_sizes(pdf)), "not landscape"


def pdf_units(kind, count):
    """Each unit once, and those that want something first; the head on every page that a table goes on to."""
    folder, summary = batch(kind, count)
    pdf = os.path.join(folder, FILES[2])
    pages = [r.squash(r.pdf_text(pdf, page, page, raw=True)) for page in range(1, r.pdf_pages(pdf) + 1)]
    text = "".join(pages)
    assert summary["title"] in pages[0]
    undone = [each for each in summary["units"] if each["state"] not in ("made", "kept")]
    last_undone = -1
    for unit in summary["units"]:
        name = unit["name"] or unit["folder"]
        assert text.count(name) == 1, f"{name} is there {text.count(name)} times"
    if undone:
        last_undone = max(text.index(each["name"] or each["folder"]) for each in undone)
        assert f"需要处理的单位（{len(undone)}个）" in text
        for each in undone:
            assert r.squash(each["reason"]) in text, each["reason"]
    done = [text.index(each["name"]) for each in summary["units"] if each["state"] in ("made", "kept")]
    assert done == sorted(done) and min(done, default=0) > last_undone or not done
    for number, page in enumerate(pages, 1):
        assert "核对结果（处）" in page, f"no head on page {number}"
    assert ("等级" in text) == (kind == "graded")


def title_of():
    assert batch("plain", 5)[1]["title"] == "岳阳楼区2023年度绩效自评汇总表"
    assert batch("strange", 60)[1]["title"] == "绩效自评汇总表"  # no form that is known, no year


def grades():
    """By exact decimals, the least score included; none where the profile has none."""
    folder, summary = batch("graded", 200)
    for unit in summary["units"]:
        score = unit["score"]
        assert unit["grade"] == (next(name for name, least in GRADES if Decimal(score) >= least) if score else ""), unit
    count = lambda name: sum(unit["grade"] == name for unit in summary["units"])
    said = "，".join(f"{name}{count(name)}个" for name, _ in GRADES)
    assert said in r.squash(r.pdf_text(os.path.join(folder, FILES[2]), 1, 1)), said
    assert {unit["grade"] for unit in batch("plain", 1000)[1]["units"]} == {""}


def average():
    """Exact: two places, halves up."""
    for kind, count in (("graded", 200), ("plain", 1000)):
        folder, summary = batch(kind, count)
        scores = [Decimal(each["score"]) for each in summary["units"] if each["score"]]
        wanted = str((sum(scores) / len(scores)).quantize(Decimal("0.01"), ROUND_HALF_UP))
        assert summary["totals"]["average"] == wanted and summary["totals"]["scored"] == len(scores)
        said = f"{wanted}（有得分的{len(scores)}个）"
        assert said in r.squash(r.pdf_text(os.path.join(folder, FILES[2]), 1, 1)), said
    assert batch("none", 3)[1]["totals"]["average"] == ""


tests = Tests()
for kind, count in ALL:
    tests.check(f"CSV of {count} {kind}", csv_reads, kind, count)
    tests.check(f"JSON of {count} {kind}", json_reads, kind, count)
    tests.check(f"XLSX of {count} {kind}", xlsx_cells, kind, count)
    tests.check(f"PDF of {count} {kind}", pdf_whole, kind, count)
for kind, count in (("plain", 5), ("graded", 200), ("plain", 1000), ("none", 3), ("made", 1)):
    tests.check(f"units in the PDF of {count} {kind}", pdf_units, kind, count)
for kind, count in (("plain", 5), ("strange", 60)):
    tests.check(f"{count} {kind} read again", reads_again, kind, count)
    tests.check(f"{count} {kind} in the same bytes", same_bytes, kind, count)
tests.check("XLSX as Microsoft's SDK has it", r.docx_sdk, os.path.join(batch("strange", 60)[0], FILES[3]))
tests.check("XLSX in LibreOffice", xlsx_office, "graded", 200)
tests.check("XLSX is set up", xlsx_page)
tests.check("title", title_of)
tests.check("average", average)
tests.check("grades", grades)
for name, what, wanted in REFUSED:
    tests.check(f"refuses {name}", refuses, what, wanted)
tests.check("all or none", cannot_write)
tests.end()
