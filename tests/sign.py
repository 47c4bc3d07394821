"""Places to sign: each is found by readers that nobody here wrote, stands on its line in the picture, and is signed by
poppler's pdfsig with a certificate of its own, the file's bytes unchanged in front of the signature."""
import glob, json, os, re, shutil, subprocess, tempfile
import xml.etree.ElementTree as tree
import zipfile

from program import EXAMPLES, EXAMPLE, HERE, RELEASE, ROOT, Tests, example, render, run, templates_with
import readers as r

POINT = 25.4 / 72
SEAL = 42.0
TITLES = {"preparer": "填表人签字", "head": "单位负责人签字", "seal": "单位盖章", "reviewer": "复核人签字"}
# What the forms of the examples ask for: (page, name, the words it stands behind or on).
WANTED = {
    ("longquan-2023", "basic-data"): [(1, "preparer", "填表人："), (1, "head", "单位负责人签字：")],
    ("longquan-2023", "self-evaluation"): [(1, "preparer", "填表人："), (1, "head", "单位负责人签字：")],
    ("longquan-2023", "report"): [(1, "seal", "（盖章）")],
    ("yueyanglou-2023", "basic-data"): [(1, "preparer", "填表人："), (1, "head", "单位负责人签字：")],
    ("yueyanglou-2023", "self-evaluation"): [(2, "preparer", "填表人："), (2, "head", "单位负责人签字：")],
    ("yueyanglou-2023", "project"): [(2, "head", "单位负责人签字："), (2, "preparer", "填表人：")],
    ("yueyanglou-2023", "report"): [(1, "seal", "（盖章）")],
}
temporary = tempfile.TemporaryDirectory()
OUT = temporary.name
FOLDERS = {os.path.basename(unit): render(unit, OUT, None, "pdf,docx", ziping=RELEASE) for unit in EXAMPLES}


def command(*arguments, code=0):
    done = subprocess.run(arguments, capture_output=True, timeout=120)
    assert done.returncode == code, f"{arguments}: exit {done.returncode}: {done.stderr.decode('utf-8', 'replace')}"
    return done.stdout


# ---------------------------------------------------------------- readers

def fields(pdf):
    """[(page, name, tooltip, (left, top, right, bottom) in mm from the page's upper left corner)] by qpdf."""
    seen = json.loads(command("qpdf", "--json=2", "--json-key=acroform", "--json-key=pages", "--json-key=qpdf", pdf))
    objects, found = seen["qpdf"][1], []
    for field in seen["acroform"]["fields"]:
        assert field["fieldtype"] == "/Sig" and field["fieldflags"] == 0, field
        widget = objects["obj:" + field["annotation"]["object"]]["value"]
        page = objects["obj:" + seen["pages"][field["pageposfrom1"] - 1]["object"]]["value"]
        height = page["/MediaBox"][3]
        left, low, right, high = widget["/Rect"]
        found.append((field["pageposfrom1"], field["fullname"], field["alternativename"],
                      tuple(each * POINT for each in (left, height - high, right, height - low))))
    return found


def words(pdf, page):
    """[(text, (left, top, right, bottom) in mm)] by pdftotext: a word is what no blank parts."""
    said = command("pdftotext", "-bbox", "-f", str(page), "-l", str(page), pdf, "-").decode()
    found = []
    for match in re.finditer(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', said):
        found.append((match.group(5), tuple(float(match.group(i)) * POINT for i in range(1, 5))))
    return found


def picture(pdf, page, *options, dpi=300):
    """(width, height, grey bytes) of a page."""
    data = command("pdftoppm", "-r", str(dpi), "-gray", "-f", str(page), "-l", str(page), *options, pdf)
    kind, width, height, depth = re.match(rb"(P5)\s(\d+) (\d+)\s(\d+)\s", data).groups()
    size = int(width) * int(height)
    return int(width), int(height), data[-size:]


def ink(image, area, dpi=300):
    """The box of what is drawn in an area, in mm; None: nothing."""
    width, height, data = image
    left, top, right, bottom = (max(0, round(each / 25.4 * dpi)) for each in area)
    rows, columns = [], []
    for y in range(top, min(bottom, height)):
        row = data[y * width + left:y * width + min(right, width)]
        if min(row, default=255) < 128:
            rows.append(y)
            columns += [left + x for x, value in enumerate(row) if value < 128]
    if not rows:
        return None
    return tuple(each / dpi * 25.4 for each in (min(columns), min(rows), max(columns) + 1, max(rows) + 1))


def meet(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def label_box(pdf, page, label, field):
    """The box of the words, which may stand in a longer one; the one nearest to the field."""
    found = []
    for text, (left, top, right, bottom) in words(pdf, page):
        at = text.find(label)
        if at >= 0:
            each = (right - left) / len(text)
            found.append((left + at * each, top, left + (at + len(label)) * each, bottom))
    assert found, f"no {label} on page {page} of {pdf}"
    return min(found, key=lambda box: abs(box[2] - field[0]) + abs(box[3] - field[3]))


# ---------------------------------------------------------------- what is there

def listed(unit, document, wanted):
    pdf = os.path.join(FOLDERS[unit], document + ".pdf")
    found = fields(pdf)
    assert [(page, name) for page, name, _, _ in found] == [(page, name) for page, name, _ in wanted], found
    for _, name, title, _ in found:
        assert title == TITLES[name], f"{name}: {title}"
    said = command("pdfsig", pdf).decode()
    assert re.findall(r"Field Name: (.*)", said) == [name for _, name, _ in wanted], said
    assert said.count("The signature form field is not signed.") == len(wanted), said
    seen = command("mutool", "show", pdf, "form").decode()
    assert re.findall(r"Type: (\w+)\s+Name: \((.*?)\)", seen) == [("Sig", name) for _, name, _ in wanted], seen


def no_other_fields():
    for unit, folder in FOLDERS.items():
        for pdf in glob.glob(os.path.join(folder, "*.pdf")):
            document = os.path.basename(pdf)[:-4]
            assert bool(fields(pdf)) == ((unit, document) in WANTED), f"{unit}/{document}"


def well_formed(pdf):
    """The rules of PDF/A-2 6.3 and 6.4 and PDF/UA-1 7.18 for widgets, on the objects themselves."""
    objects = json.loads(command("qpdf", "--json=2", "--json-key=qpdf", pdf))["qpdf"][1]
    values = {key[4:]: each["value"] if "value" in each else each["stream"]["dict"] for key, each in objects.items()
              if key.startswith("obj:")}
    root = values[objects["trailer"]["value"]["/Root"]]
    form = root["/AcroForm"]
    assert set(form) == {"/Fields", "/SigFlags"} and form["/SigFlags"] == 1, form
    pages = [each for each in values.values() if isinstance(each, dict) and each.get("/Type") == "/Page"]
    on_pages = [each for page in pages for each in page.get("/Annots", [])]
    assert sorted(on_pages) == sorted(form["/Fields"]) and len(set(on_pages)) == len(on_pages)
    assert all(page.get("/Tabs") == "/S" for page in pages if "/Annots" in page)
    for reference in form["/Fields"]:
        widget = values[reference]
        assert widget["/F"] == 4 and widget["/Subtype"] == "/Widget" and "/V" not in widget, widget
        assert set(widget) <= {"/Type", "/Subtype", "/FT", "/T", "/TU", "/F", "/P", "/Rect", "/AP", "/StructParent"}, widget
        assert reference in values[widget["/P"]]["/Annots"]
        assert set(widget["/AP"]) == {"/N"}
        normal = values[widget["/AP"]["/N"]]
        left, low, right, high = widget["/Rect"]
        box = normal["/BBox"]
        assert normal["/Subtype"] == "/Form" and normal["/Resources"] == {}, normal
        assert abs(box[2] - (right - left)) < 0.002 and abs(box[3] - (high - low)) < 0.002 and box[:2] == [0, 0]


# ---------------------------------------------------------------- where it stands

def on_its_line(unit, document, wanted):
    pdf = os.path.join(FOLDERS[unit], document + ".pdf")
    for (page, name, _, area), (_, _, label) in zip(fields(pdf), wanted):
        left, top, right, bottom = area
        box = label_box(pdf, page, label, area)
        drawn = ink(picture(pdf, page), box)
        if name == "seal":
            assert abs(right - left - SEAL) < 0.01 and abs(bottom - top - SEAL) < 0.01, area
            assert abs((left + right) / 2 - (drawn[0] + drawn[2]) / 2) < 1, f"{area} over {drawn}"
            assert abs((top + bottom) / 2 - drawn[3]) < 1, f"{area} over {drawn}"
            continue
        assert abs(bottom - drawn[3]) < 1, f"{name}: its foot at {bottom:.2f} mm, the label's at {drawn[3]:.2f}"
        assert abs(left - box[2]) < 1, f"{name}: begins at {left:.2f} mm, the label ends at {box[2]:.2f}"
        assert bottom - top >= 8 and right - left >= 25, f"{name}: no room for a hand: {area}"


def clear(pdf):
    """Nothing is drawn under a signature; under a seal only its own line and the one below it."""
    for page, name, _, (left, top, right, bottom) in fields(pdf):
        if not name.startswith("seal"):
            below = ink(picture(pdf, page), (left + 0.1, top, right - 0.1, bottom - 0.1))
            assert below is None, f"{name} on page {page} stands over {below}"
            continue
        own = [box for text, box in words(pdf, page) if meet(box, (left, top, right, bottom))]
        lines = sorted({round(box[3]) for box in own})
        assert own and len(lines) <= 2, f"{name} covers {own}"


def not_printed(pdf):
    for page in {page for page, _, _, _ in fields(pdf)}:
        assert picture(pdf, page, dpi=100) == picture(pdf, page, "-hide-annotations", dpi=100), f"page {page}"


def pages_apart(pdf):
    names = [name for _, name, _, _ in fields(pdf)]
    assert names and len(set(names)) == len(names), names


# ---------------------------------------------------------------- signing

def certificate():
    """An NSS database with a key and a certificate for it."""
    folder = os.path.join(OUT, "nss")
    os.mkdir(folder)
    command("certutil", "-N", "-d", folder, "--empty-password")
    noise = os.path.join(OUT, "noise")
    open(noise, "wb").write(bytes(range(64)))
    command("certutil", "-S", "-d", folder, "-n", "test", "-s", "CN=test", "-x", "-t", "CTu,Cu,Cu", "-k", "rsa", "-g", "2048",
            "-v", "12", "-z", noise)
    return folder


DATABASE = certificate()


def sign(pdf, name, to):
    before = open(pdf, "rb").read()
    subprocess.run(["pdfsig", "-sign", name, "-nssdir", DATABASE, "-nick", "test", pdf, to], capture_output=True, timeout=120)
    after = open(to, "rb").read()
    assert after[:len(before)] == before and len(after) > len(before), f"{name}: the bytes before it have changed"
    r.qpdf_check(to)


def signed(pdf):
    """{name: whether it is signed and verifies}; the whole of the file is signed by the last."""
    said = command("pdfsig", "-nssdir", DATABASE, pdf).decode()
    parts = re.split(r"Signature #\d+:", said)[1:]
    state = {}
    for part in parts:
        name = re.search(r"Field Name: (.*)", part).group(1)
        state[name] = "Signature is Valid." in part
        assert state[name] or "is not signed" in part, part
    return state, said


def every_field(pdf):
    names = [name for _, name, _, _ in fields(pdf)]
    where = fields(pdf)
    for name in names:
        to = os.path.join(OUT, f"signed-{name}.pdf")
        sign(pdf, name, to)
        state, said = signed(to)
        assert state == {each: each == name for each in names}, said
        assert "Total document signed" in said, said
        assert fields(to) == where, "the fields are others, or have moved"


def one_after_the_other(pdf):
    names = [name for _, name, _, _ in fields(pdf)]
    assert len(names) > 1
    at = pdf
    for i, name in enumerate(names):
        to = os.path.join(OUT, f"signed-{i}.pdf")
        sign(at, name, to)
        at = to
        state, said = signed(to)
        assert state == {each: names.index(each) <= i for each in names}, said
    assert fields(at) == fields(pdf)


def changed_is_noticed(pdf):
    """The check of a signature can fail."""
    to = os.path.join(OUT, "signed-changed.pdf")
    sign(pdf, fields(pdf)[0][1], to)
    data = bytearray(open(to, "rb").read())
    data[len(data) // 4] ^= 1
    open(to, "wb").write(data)
    said = subprocess.run(["pdfsig", "-nssdir", DATABASE, to], capture_output=True).stdout.decode("utf-8", "replace")
    assert "Signature is Valid." not in said, said


# ---------------------------------------------------------------- editions

def package_folder(path):
    return next(each.path for each in os.scandir(path) if each.is_dir())


def public_has_none():
    with tempfile.TemporaryDirectory() as out:
        assert run("package", EXAMPLE, "-o", out, "--public", ziping=RELEASE)[0] == 0
        made = glob.glob(os.path.join(out, "*-public", "*", "*.*"))
        pdfs = [each for each in made if each.endswith(".pdf")]
        assert len(pdfs) >= 4 and not any(fields(each) for each in pdfs)
        assert not any(tags(each) for each in made if each.endswith(".docx"))


def press_has_none():
    with tempfile.TemporaryDirectory() as out:
        made = render(EXAMPLE, out, None, "pdf", "--pdfx", ziping=RELEASE)
        pdfs = glob.glob(made + "/*.pdf")
        assert len(pdfs) == 4 and not any(fields(each) for each in pdfs)


def print_job_has_none():
    with tempfile.TemporaryDirectory() as out:
        assert run("package", EXAMPLE, "-o", out, ziping=RELEASE)[0] == 0
        pdf = os.path.join(out, "job.pdf")
        assert run("print", os.path.join(out, os.path.basename(EXAMPLE)), "-o", pdf, ziping=RELEASE)[0] == 0
        assert not fields(pdf)


def papers():
    """The check report, the note of a correction and the pages to be put in; typed names on the lines."""
    with tempfile.TemporaryDirectory() as out:
        assert run("package", EXAMPLE, "-o", out, ziping=RELEASE)[0] == 0
        name = os.path.basename(EXAMPLE)
        unit = example(out, unit_toml=lambda t: t.replace('preparer = ""', 'preparer = "某甲"').replace('head     = ""', 'head     = "某乙"'))
        code, _, err = run("revise", os.path.join(out, name), unit, "-o", out + "/new", "--reason", "更正", ziping=RELEASE)
        assert code == 0, err
        folder = package_folder(package_folder(out + "/new"))
        report = os.path.join(folder, "核对报告.pdf")
        assert [each[1:3] for each in fields(report)] == [(x, TITLES[x]) for x in ("preparer", "reviewer", "head")]
        note = os.path.join(folder, "更正", "更正说明.pdf")
        assert [each[1:3] for each in fields(note)] == [(x, TITLES[x]) for x in ("preparer", "head", "seal")]
        put_in = glob.glob(os.path.join(folder, "更正", "换页*.pdf"))
        assert len(put_in) == 2
        table = next(each for each in glob.glob(os.path.join(folder, "*基础数据表.pdf")))
        for pdf in [report, note, table, *put_in]:
            pages_apart(pdf)
            clear(pdf)
            not_printed(pdf)
            well_formed(pdf)
            every_field(pdf)
        for docx in glob.glob(os.path.join(folder, "更正", "*（修订标记）.docx")):
            assert tags(docx), docx
            r.docx_sdk(docx)
            r.docx_xsd(docx)


def summary_has_them():
    with tempfile.TemporaryDirectory() as out:
        assert run("batch", os.path.join(ROOT, "examples"), "-o", out, "-j", "1", ziping=RELEASE)[0] in (0, 1)
        pdf = os.path.join(out, "汇总表.pdf")
        assert [each[1:3] for each in fields(pdf)] == [("preparer", "制表人签字"), ("reviewer", "复核人签字")]
        clear(pdf)


def two_projects(folder):
    """A document with two heads: each has a name of its own."""
    project = '\n[[project]]\nname = "第{}个项目"\n'
    unit = example(folder, unit_toml=lambda t: t + project.format("一") + project.format("二"))
    made = render(unit, folder + "/out", ["project"], "pdf,docx", ziping=RELEASE)
    names = [name for _, name, _, _ in fields(made + "/project.pdf")]
    assert names == ["head", "preparer", "head-2", "preparer-2"], names
    assert [tag for tag, _, _ in tags(made + "/project.docx")] == names


def other_district(folder):
    """A closing with a seal over name and date, a stamp beside a post, and the seal of a cover."""
    templates = os.path.join(folder, "templates")
    shutil.copytree(os.path.join(ROOT, "templates"), templates)
    for file in ("shili-2025.toml", "submission.xml"):
        shutil.copy(os.path.join(HERE, "district", file), templates)
    made = render(os.path.join(HERE, "district", "unit"), folder + "/out", ["report", "report-public"], "pdf,docx",
                  before=["--templates", templates], ziping=RELEASE)
    report = [(page, name) for page, name, _, _ in fields(made + "/report.pdf")]
    assert [name for _, name in report] == ["seal", "seal-2"] and report[0][0] == 1 < report[1][0], report
    for _, name, _, area in fields(made + "/report.pdf"):
        assert abs(area[2] - area[0] - SEAL) < 0.01, f"{name}: {area}"
    clear(made + "/report.pdf")
    public = fields(made + "/report-public.pdf")
    assert [(name, title) for _, name, title, _ in public] == [("head", "主任签字")], public
    clear(made + "/report-public.pdf")
    for docx in ("report", "report-public"):
        r.docx_sdk(f"{made}/{docx}.docx")


# ---------------------------------------------------------------- DOCX

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def tags(docx):
    """[(tag, title, text)] of the content controls."""
    with zipfile.ZipFile(docx) as package:
        root = tree.fromstring(package.read("word/document.xml"))
    found = []
    for control in root.iter(W + "sdt"):
        about = control.find(W + "sdtPr")
        text = "".join(each.text or "" for each in control.iter(W + "t"))
        found.append((about.find(W + "tag").get(W + "val"), about.find(W + "alias").get(W + "val"), text))
    return found


def same_in_word():
    for unit, folder in FOLDERS.items():
        for pdf in glob.glob(os.path.join(folder, "*.pdf")):
            there = [(name, title) for _, name, title, _ in fields(pdf)]
            here = [(tag, title) for tag, title, _ in tags(pdf[:-3] + "docx")]
            assert there == here, f"{pdf}: {there} and {here}"
    signs = tags(os.path.join(FOLDERS["longquan-2023"], "basic-data.docx"))
    assert [text for _, _, text in signs] == ["　" * 10] * 2, signs
    assert tags(os.path.join(FOLDERS["longquan-2023"], "report.docx")) == [("seal", "单位盖章", "（盖章）")]


def typed_in_word(folder):
    unit = example(folder, unit_toml=lambda t: t.replace('head     = ""', 'head     = "某乙"'))
    made = render(unit, folder + "/out", ["basic-data"], "pdf,docx", ziping=RELEASE)
    assert tags(made + "/basic-data.docx")[1] == ("head", TITLES["head"], "某乙")
    r.docx_sdk(made + "/basic-data.docx")


# ---------------------------------------------------------------- templates

def wrong_name(folder):
    templates, _ = templates_with(folder, "check-report.xml", lambda t: t.replace('name="reviewer"', 'name="Reviewer"'))
    code, _, err = run("--templates", templates, "check", EXAMPLE, "--report", folder + "/out", ziping=RELEASE)
    assert code == 2 and "[field-name]" in err, f"exit {code}: {err}"


def main():
    tests = Tests()
    for (unit, document), wanted in WANTED.items():
        pdf = os.path.join(FOLDERS[unit], document + ".pdf")
        name = f"{unit}/{document}"
        tests.check(f"fields of {name}", listed, unit, document, wanted)
        tests.check(f"rules for widgets: {name}", well_formed, pdf)
        tests.check(f"places in the picture: {name}", on_its_line, unit, document, wanted)
        tests.check(f"clear of other text: {name}", clear, pdf)
        tests.check(f"not printed: {name}", not_printed, pdf)
        tests.check(f"signed: {name}", every_field, pdf)
    two = os.path.join(FOLDERS["yueyanglou-2023"], "basic-data.pdf")
    tests.check("signed one after the other", one_after_the_other, two)
    tests.check("a change to what is signed is noticed", changed_is_noticed, two)
    tests.check("no fields where the form asks for nothing", no_other_fields)
    tests.check("content controls with the same tags", same_in_word)
    for name, function in [("a typed name in Word", typed_in_word), ("two projects", two_projects), ("another district", other_district),
                           ("a wrong name in a template", wrong_name)]:
        with tempfile.TemporaryDirectory() as folder:
            tests.check(name, function, folder)
    tests.check("check report, correction, pages to be put in", papers)
    tests.check("summary", summary_has_them)
    tests.check("none in a copy for publication", public_has_none)
    tests.check("none in a print job", print_job_has_none)
    tests.check("none for a press", press_has_none)
    tests.end()


main()
