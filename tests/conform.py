"""PDF/A-2u in all that ziping writes, PDF/A-3u with --embed-data, PDF/X-4 with --pdfx; and that packages remember which.

    conform.py WIDTHS    the program of conform/widths.c
"""
import hashlib, json, os, re, shutil, tempfile
from program import EXAMPLE, EXAMPLES, RELEASE, Tests, example, render, run
from pdf_conform import MM, OWN, XMP, conforms, xmp_of
from pdf_file import Pdf, text
import readers as r

BASE = tempfile.TemporaryDirectory()
UNIT = os.path.basename(EXAMPLE)
DATA = {"unit.toml": "/application/toml", "report.md": "/text/markdown"}


def folder(name):
    path = os.path.join(BASE.name, name)
    os.makedirs(path, exist_ok=True)
    return path


def pdfs_below(path):
    return sorted(os.path.join(at, file) for at, _, files in os.walk(path) for file in files if file.endswith(".pdf"))


def unit_value(unit, key):
    return re.search(rf'^{key} *= *"?([^"\s]*)', open(os.path.join(unit, "unit.toml"), encoding="utf-8").read(), re.M)[1]


def renamed(name):
    return lambda data: re.sub(r'^name( +)= *"[^"]*"', rf'name\1= "{name}"', data, count=1, flags=re.M)


def without_dates(data):
    return re.sub(r'^date( *)= *"[^"]*"', r'date\1= ""', data, flags=re.M)


def makes(command, *arguments, code=0, ziping=RELEASE):
    got, out, err = run(command, *arguments, ziping=ziping)
    assert got == code, f"{command} {arguments}: exit {got}: {err}"
    return out + err


# ---------------------------------------------------------------- PDF/A-2u

def documents(unit):
    made = render(unit, folder("plain"), None, "pdf", ziping=RELEASE)
    for path in pdfs_below(made):
        conforms(path, document=os.path.basename(path)[:-4], form=unit_value(unit, "form"), tool=None, version=None,
                 year=unit_value(unit, "year"), unit=text(Pdf(path).info["/Author"]))


def dates():
    """A day is told in both places; what is only a month, or nothing, in neither."""
    made = render(EXAMPLE, folder("plain"), None, "pdf", ziping=RELEASE)
    days = {name: xmp_of(Pdf(os.path.join(made, name + ".pdf"))).get((XMP, "CreateDate"))
            for name in ("report", "basic-data")}
    assert days == {"report": "2024-05-28T00:00:00Z", "basic-data": None}, days


def awkward_names():
    """What XML would trip over."""
    name = "甲&乙<丙>'丁'\U00020BB7局"
    unit = example(folder("awkward"), unit_toml=renamed(name))
    for path in pdfs_below(render(unit, folder("awkward-out"), None, "pdf")):
        assert text(conforms(path, unit=name).info["/Author"]) == name


def private_use():
    """A character of the font's own is known again by an ActualText around it (6.2.11.7.3)."""
    unit = example(folder("own"), report_md=lambda t: t.replace("街道", "街道\uE78D", 1))
    made = render(unit, folder("own-out"), ["report"], "pdf")
    pdf = conforms(os.path.join(made, "report.pdf"))
    drawn = b"".join(data for _, data in pdf.contents())
    assert re.search(rb"/ActualText<FEFFE78D>>>BDC\s[^E]*\]TJ\s+EMC", drawn), "no ActualText for private use"
    assert "\uE78D" in r.pdf_text(pdf.path)


def check_report():
    out = folder("check")
    run("check", EXAMPLE, "--report", out, ziping=RELEASE)
    made = pdfs_below(out)
    assert len(made) == 1, made
    conforms(made[0], form=unit_value(EXAMPLE, "form"))


# ---------------------------------------------------------------- PDF/A-3u

def attached(pdf, unit):
    """The unit's files to the byte, as associated files (ISO 19005-3, 6.8) that readers list."""
    listed = pdf.catalog["/Names"]["/EmbeddedFiles"]["/Names"]
    keys, values = [text(each) for each in listed[::2]], listed[1::2]
    assert keys == sorted(DATA) and set(values) == set(pdf.catalog["/AF"]), (keys, values)
    for key, reference in zip(keys, values):
        of = pdf.get(reference)
        assert of["/Type"] == "/Filespec" and of["/AFRelationship"] == "/Source" and text(of["/Desc"]), of
        assert text(of["/F"]) == text(of["/UF"]) == key, of
        file = of["/EF"]["/F"]
        stream, data = pdf.get(file), pdf.data(file)
        assert data == open(os.path.join(unit, key), "rb").read(), f"{key} is not the unit's"
        assert stream["/Type"] == "/EmbeddedFile" and stream["/Subtype"] == DATA[key], stream
        said = stream["/Params"]
        assert said["/Size"] == len(data) and said["/CheckSum"] == "b:" + hashlib.md5(data).hexdigest(), said
        assert text(said["/ModDate"]) == "D:20240528000000Z", said


def data_inside():
    unit = example(folder("data"))
    plain = render(unit, folder("data-plain"), None, "pdf", ziping=RELEASE)
    made = render(unit, folder("data-out"), None, "pdf", "--embed-data", ziping=RELEASE)
    version = run("--version")[1].split()[1]
    for path in pdfs_below(made):
        attached(conforms(path, "3", tool=version, document=os.path.basename(path)[:-4]), unit)
        assert r.pdf_text(path) == r.pdf_text(os.path.join(plain, os.path.basename(path)))


def data_kept_private():
    for more, other in (("--public", "package"), ("--pdfx", "package"), ("--pdfx", "render"), ("--pdfx", "batch")):
        out = folder("refused")
        assert "[usage]" in makes(other, EXAMPLE, "-o", out, "--embed-data", more, code=2)
        assert not os.listdir(out)
    made = folder("public")
    makes("package", EXAMPLE, "-o", made, "--public")
    for path in pdfs_below(made):
        conforms(path)


# ---------------------------------------------------------------- PDF/X-4

def press(path):
    pdf = conforms(path, press=True)
    xmp, info = xmp_of(pdf), pdf.info
    assert pdf.bytes.startswith(b"%PDF-1.6\n"), pdf.bytes[:9]
    day = xmp[XMP, "CreateDate"]
    assert day == xmp[XMP, "ModifyDate"] == xmp[XMP, "MetadataDate"], xmp
    assert text(info["/CreationDate"]) == text(info["/ModDate"]) and info["/Trapped"] == "/False", info
    assert re.fullmatch(r"uuid:[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", xmp[MM, "DocumentID"]), xmp
    assert (xmp[MM, "VersionID"], xmp[MM, "RenditionClass"]) == (xmp.get((OWN, "version"), "1"), "default"), xmp
    assert "/AcroForm" not in pdf.catalog, "a form in what is printed"
    for page in pdf.pages():
        assert page["/TrimBox"] == page["/BleedBox"] == page["/MediaBox"] and "/ArtBox" not in page, page
        assert not page.get("/Annots"), "an annotation in what is printed"
    return xmp


def for_press():
    made = render(EXAMPLE, folder("press"), None, "pdf", "--pdfx", ziping=RELEASE)
    ids = [press(path)[MM, "DocumentID"] for path in pdfs_below(made)]
    assert len(set(ids)) == len(ids), ids


def for_press_without_date():
    unit = example(folder("undated"), unit_toml=without_dates)
    out = folder("undated-out")
    assert "[pdfx-date]" in makes("render", unit, "-o", out, "-f", "pdf", "--pdfx", code=2)
    assert "[pdfx-date]" in makes("package", unit, "-o", out, "--pdfx", code=2)
    assert not os.listdir(out)
    for path in pdfs_below(render(unit, out, None, "pdf", ziping=RELEASE)):
        assert (XMP, "CreateDate") not in xmp_of(conforms(path))


def jobs(packages):
    """Print jobs, imposed or not, of the same standards; they are not tagged."""
    for name, more in (("plain", []), ("2up", ["--impose", "2up"]), ("booklet", ["--impose", "a3-booklet"])):
        for how, options in (("", []), ("-press", ["--pdfx"])):
            path = os.path.join(folder("jobs"), name + how + ".pdf")
            makes("print", *packages, "-o", path, *more, *options)
            (press if options else conforms)(path)


# ---------------------------------------------------------------- packages

def manifest(made):
    at = next(at for at, _, files in os.walk(made) if "manifest.json" in files)
    return json.load(open(os.path.join(at, "manifest.json"), encoding="utf-8")), at


def package_of(options, part="2", **made_with):
    """The manifest says how it was made, so that it can be proved and corrected."""
    name = "".join(options) or "none"
    unit = example(folder("package" + name))
    out, new = folder("packages" + name), folder("revised" + name)
    makes("package", unit, "-o", out, *options)
    said, at = manifest(out)
    assert {key: said["made_with"].get(key) for key in ("pdfx", "embed_data")} == \
        {"pdfx": None, "embed_data": None} | made_with, said["made_with"]
    for file in said["files"]:
        if file["name"].endswith(".pdf"):
            path, document = os.path.join(at, file["name"]), file["part"] == "document"
            (press(path) if made_with.get("pdfx") else conforms(path, part if document else "2"))
    assert "every byte is the same" in makes("verify", os.path.join(out, "unit"))
    data = os.path.join(unit, "unit.toml")
    old = open(data, encoding="utf-8").read()
    open(data, "w", encoding="utf-8").write(old.replace('date     = "2024-05"', 'date     = "2024-06-03"'))
    makes("revise", os.path.join(out, "unit"), unit, "-o", new, "--reason", "填报日期有误")
    said, at = manifest(new)
    assert {key: value for key, value in said["made_with"].items() if key in ("pdfx", "embed_data")} == made_with
    assert "every byte is the same" in makes("verify", os.path.join(new, "unit-v2"))
    for file in said["files"]:
        if file["part"] == "document" and file["name"].endswith(".pdf"):
            xmp = xmp_of(Pdf(os.path.join(at, file["name"])))
            assert xmp.get((OWN, "version")) == (str(file["revised"]) if "revised" in file else None), file
    return os.path.join(out, "unit")


def batch_remembers():
    units, out = folder("batch"), folder("batch-out")
    shutil.copytree(EXAMPLE, os.path.join(units, UNIT))
    makes("batch", units, "-o", out, "-j", "1")
    assert "1 kept" in makes("batch", units, "-o", out, "-j", "1")
    said = makes("batch", units, "-o", out, "-j", "1", "--embed-data", "--dry-run", "--lang", "en")
    assert "other PDFs are asked for" in said, said
    assert "1 made" in makes("batch", units, "-o", out, "-j", "1", "--embed-data")
    assert "1 kept" in makes("batch", units, "-o", out, "-j", "1", "--embed-data")
    job = os.path.join(folder("batch-job"), "job.pdf")
    makes("batch", units, "-o", out, "-j", "1", "--pdfx", "--print-job", job)
    press(job)
    conforms(os.path.join(out, "汇总表.pdf"))


tests = Tests()
for each in EXAMPLES:
    tests.check(f"PDF/A-2u: {os.path.basename(each)}", documents, each)
tests.check("the date in both places", dates)
tests.check("names that XML would trip over", awkward_names)
tests.check("private use", private_use)
tests.check("the check report", check_report)
tests.check("the data inside", data_inside)
tests.check("no data where they do not belong", data_kept_private)
tests.check("PDF/X-4", for_press)
tests.check("PDF/X-4 without a date", for_press_without_date)
packages = []
tests.check("a package", lambda: packages.append(package_of([])))
tests.check("a package for a press", lambda: package_of(["--pdfx"], pdfx=True))
tests.check("a package with the data inside", lambda: package_of(["--embed-data"], "3", embed_data=True))
tests.check("print jobs", jobs, packages)
tests.check("a batch", batch_remembers)
tests.end()
