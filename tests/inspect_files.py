"""`ziping inspect`: what it tells of PDF, DOCX, zip and package, against pdfinfo, pdffonts, qpdf and hashlib; what is
broken, made to hurt, or none of these; other files go on, and nothing crashes."""
import hashlib, json, os, random, re, shutil, subprocess, tempfile, zipfile, zlib
from pdf_sign import edit
from program import EXAMPLE, RELEASE, ROOT, Tests, render, run
import readers as r

SCHEMA = os.path.join(ROOT, "templates", "inspect.schema.json")


def inspect(*paths, code=0, **options):
    """The files by path, as the JSON has them, checked against its schema."""
    got, stdout, err = run("inspect", "--format", "json", *paths, **options)
    assert got == code, f"exit {got}, not {code}: {err}"
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        file.write(stdout.encode())
        file.flush()
        r.json_schema(file.name, SCHEMA)
    return {each["file"]: each for each in json.loads(stdout)["files"]}, err


def one(path, code=0):
    files, err = inspect(path, code=code)
    assert list(files) == [path], files
    return files[path]


def tool(*arguments):
    return subprocess.run(arguments, capture_output=True, check=True).stdout.decode()


FOLDER = tempfile.TemporaryDirectory()
MADE = render(EXAMPLE, FOLDER.name, None, "pdf,docx", ziping=RELEASE)
PDF, DOCX = os.path.join(MADE, "self-evaluation.pdf"), os.path.join(MADE, "self-evaluation.docx")
PACKAGES = os.path.join(FOLDER.name, "packages")
assert run("package", EXAMPLE, "-o", PACKAGES, ziping=RELEASE)[0] == 0
PACKAGE = os.path.join(PACKAGES, os.path.basename(EXAMPLE))
FILES = next(os.path.join(PACKAGE, name) for name in os.listdir(PACKAGE) if not name.endswith(".zip"))


def temporary(name):
    return os.path.join(FOLDER.name, name)


def pdf_is_as_others_say():
    for name in sorted(os.listdir(MADE)):
        if not name.endswith(".pdf"):
            continue
        path = os.path.join(MADE, name)
        file, info = one(path), tool("pdfinfo", path)
        assert file["kind"] == "pdf" and file["size"] == os.path.getsize(path)
        assert file["sha256"] == hashlib.sha256(open(path, "rb").read()).hexdigest()
        said = dict(re.findall(r"^(.+?):\s+(.*)$", info, re.M))
        assert file["title"] == said["Title"] and file["unit"] == said["Author"], (file["title"], said)
        assert file["pdf"]["pages"] == int(said["Pages"]) == sum(p["pages"] for p in file["pdf"]["papers"])
        assert file["pdf"]["version"] == said["PDF version"]
        assert file["pdf"]["tagged"] == (said["Tagged"] == "yes")
        boxes = {tuple(round(float(n), 1) for n in size) for size in re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", tool(
            "pdfinfo", "-l", "999", path))}
        assert boxes == {(round(p["width"], 1), round(p["height"], 1)) for p in file["pdf"]["papers"]}, boxes
        fonts = set()
        for line in tool("pdffonts", path).splitlines()[2:]:
            found = re.match(r"(\S+) +(CID Type 0C|CID TrueType|TrueType|Type 1C?) +\S+ +(yes|no) +(yes|no) ", line)
            fonts.add((re.sub(r"^[A-Z]{6}\+|-Identity-[HV]$", "", found[1]).removesuffix("-Identity-H"), found[2],
                       found[3] == "yes", found[4] == "yes"))
        assert (file["form"], file["year"]) == ("yueyanglou-2023", "2023"), file
        assert file["pdf"]["claims"] == {"pdfa": "2u", "pdfua": "1", "pdfx": ""}, file["pdf"]["claims"]
        assert fonts == {(f["name"], f["type"], f["embedded"], f["subset"]) for f in file["pdf"]["fonts"]}, fonts


def docx_says_what_it_is():
    file = one(DOCX)
    assert (file["form"], file["year"]) == ("yueyanglou-2023", "2023"), file
    report = one(os.path.join(MADE, "report.docx"))["docx"]
    assert [(c["tag"], c["filled"]) for c in report["controls"]] == [("seal", False)], report["controls"]
    assert file["kind"] == "docx" and file["title"] == one(PDF)["title"], file["title"]
    docx = file["docx"]
    assert docx["language"] == "zh-CN" and docx["application"] == "ziping"
    assert "仿宋_GB2312" in docx["fonts"] and not docx["macros"] and not docx["outside"]
    assert docx["inserted"] == docx["deleted"] == 0


def edited_docx(name, change, more=()):
    """A copy with word/document.xml changed and parts added."""
    path = temporary(name)
    with zipfile.ZipFile(DOCX) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, change(data) if part == "word/document.xml" else data)
        for part, data in more:
            new.writestr(part, data)
    return path


def docx_as_people_leave_it():
    control = ('<w:p><w:sdt><w:sdtPr><w:alias w:val="填表人签名"/><w:tag w:val="%s"/>%s</w:sdtPr><w:sdtContent><w:r><w:t>%s'
               '</w:t></w:r></w:sdtContent></w:sdt></w:p>')
    body = (control % ("my-name", "", "某某") + control % ("my-hint", "<w:showingPlcHdr/>", "请签名") +
            control % ("my-blank", "", "  ") + control % ("my-title", "", "填表人签名") +
            control.replace("<w:t>%s</w:t>", "<w:pict>%s</w:pict>") % ("my-picture", "", "") +
            '<w:p><w:ins w:id="900" w:author="a"><w:r><w:t>新</w:t></w:r></w:ins><w:del w:id="901" w:author="a"><w:r>'
            '<w:delText>旧</w:delText></w:r></w:del></w:p>')
    rels = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="x" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
            'Target="http://example.invalid/a.dotm" TargetMode="External"/></Relationships>')
    path = edited_docx("edited.docx", lambda text: re.sub(rb"(<w:body>)", rb"\1" + body.encode(), text, count=1),
                       [("word/_rels/settings.xml.rels", rels), ("word/vbaProject.bin", b"x")])
    docx = one(path)["docx"]
    mine = {c["tag"]: (c["filled"], c["text"]) for c in docx["controls"] if c["tag"].startswith("my-")}
    assert mine == {"my-name": (True, "某某"), "my-hint": (False, "请签名"), "my-blank": (False, "  "),
                    "my-title": (False, "填表人签名"), "my-picture": (True, "")}, docx["controls"]
    own = [c["filled"] for c in docx["controls"] if not c["tag"].startswith("my-")]
    assert own and not any(own), docx["controls"]
    assert docx["inserted"] == 1 and docx["deleted"] == 1 and docx["macros"], docx
    assert docx["outside"] == ["http://example.invalid/a.dotm"], docx["outside"]
    code, out, _ = run("inspect", "--lang", "zh", path)
    assert code == 0 and "插入 1 处，删除 1 处" in out and "my-name（填表人签名）：已填 某某" in out, out


def docx_properties():
    custom = ('<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt='
              '"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">%s</Properties>')
    each = '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="%d" name="%s"><vt:lpwstr>%s</vt:lpwstr></property>'
    values = {"ziping:form": "a-form", "ziping:year": "2023", "ziping:version": "2"}
    text = custom % "".join(each % (i + 2, name, value) for i, (name, value) in enumerate(values.items()))
    path = temporary("custom.docx")
    with zipfile.ZipFile(DOCX) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            if part != "docProps/custom.xml":
                new.writestr(part, old.read(part))
        new.writestr("docProps/custom.xml", text)
    file = one(path)
    assert (file["form"], file["year"], file["version"]) == ("a-form", "2023", "2"), file


def packages_and_zips():
    zipped = FILES + ".zip"
    manifest = json.load(open(os.path.join(FILES, "manifest.json"), encoding="utf-8"))
    files, _ = inspect(FILES, zipped, PACKAGE)
    for path in (FILES, zipped, PACKAGE):
        file = files[path]
        assert file["kind"] == "package" and file["package"]["intact"], file
        assert file["package"]["sha256"] == manifest["sha256"] and file["form"] == manifest["form"]["id"]
        assert [f["name"] for f in file["package"]["files"]] == [f["name"] for f in manifest["files"]]
    changed = temporary("changed")
    shutil.copytree(FILES, changed)
    open(os.path.join(changed, "数据", "unit.toml"), "a").write("\n")
    files, err = inspect(changed, code=1)
    assert not files[changed]["package"]["intact"] and "[package-changed]" in err, err
    other = temporary("other.zip")
    with zipfile.ZipFile(other, "w") as made:
        made.writestr("说明.txt", "x" * 7)
    assert one(other)["entries"] == [{"name": "说明.txt", "size": 7}]


def several_packages():
    both = temporary("both")
    for name in ("a", "b"):
        shutil.copytree(PACKAGE, os.path.join(both, name))
    shutil.copy(FILES + ".zip", os.path.join(both, "c.zip"))
    wanted = [os.path.join(both, name) for name in ("a", "b", "c.zip")]
    assert list(inspect(both)[0]) == wanted
    code, out, err = run("verify", both, "--hashes")
    assert code == 0 and out.count("hashes are right") == 3, out + err
    code, out, err = run("verify", MADE)
    assert code == 2 and "[no-package]" in err and "wanted" in err, err


def others_go_on():
    bad = {}
    for name, data in (("empty.pdf", b""), ("words.txt", b"hello"), ("old.doc", b"\xd0\xcf\x11\xe0" + bytes(600)),
                       ("none.pdf", b"%PDF-1.7\nnothing"), ("broken.zip", b"PK\x03\x04" + bytes(99))):
        bad[name] = temporary(name)
        open(bad[name], "wb").write(data)
    files, err = inspect(*bad.values(), temporary("not-there"), PDF, code=2)
    assert files[PDF]["kind"] == "pdf" and files[PDF]["pdf"]["pages"] > 0
    for name, id in (("empty.pdf", "inspect-unknown"), ("words.txt", "inspect-unknown"), ("old.doc", "inspect-unknown"),
                     ("none.pdf", "pdf-broken"), ("broken.zip", "zip-broken")):
        assert f"{bad[name]}: error: " in err and [m["id"] for m in files[bad[name]]["messages"]] == [id], (name, err)


def passwords():
    locked, open_ = temporary("locked.pdf"), temporary("open.pdf")
    subprocess.run(["qpdf", "--encrypt", "secret", "secret", "256", "--", PDF, locked], check=True)
    subprocess.run(["qpdf", "--encrypt", "", "secret", "256", "--", PDF, open_], check=True)
    files, err = inspect(locked, open_, code=2)
    assert "[pdf-encrypted]" in err and files[open_]["pdf"]["encrypted"], err


def data_inside():
    path = temporary("enclosed.pdf")
    data = os.path.join(EXAMPLE, "unit.toml")
    subprocess.run(["qpdf", PDF, path, "--add-attachment", data, "--filename=unit.toml", "--mimetype=text/plain", "--"],
                   check=True)
    enclosed = [each for each in one(path)["pdf"]["enclosed"] if each["name"] == "unit.toml"]
    assert enclosed and enclosed[0]["sha256"] == hashlib.sha256(open(data, "rb").read()).hexdigest(), enclosed


def comments_papers_and_words_that_steer():
    def change(text):
        page = re.search(rb"/Kids \[\s*(\d+) 0 R", text).group(1)
        note = (b"<< /Type /Annot /Subtype /Text /Rect [9 9 29 29] /T (\x1b]0;x\x07A) /Contents <feff202e4f60> >>")
        text = re.sub(rb"(\n%s 0 obj\n<<\n)(.*?)/MediaBox" % page, rb"\1  /Annots [%s] /Rotate 90\n\2/MediaBox" % note,
                      text, count=1, flags=re.S)
        return re.sub(rb"/Title [^\n]*", b"/Title (a\\\\033[31mb)".replace(b"\\\\", b"\\"), text, count=1)
    path = temporary("noted.pdf")
    edit(PDF, path, change)
    file = one(path)
    note = [n for n in file["pdf"]["comments"] if n["kind"] == "Text"]
    assert note and note[0]["page"] == 1 and "你" in note[0]["text"], file["pdf"]["comments"]
    papers = file["pdf"]["papers"]
    assert len(papers) == 2 and papers[0]["width"] > papers[0]["height"] and papers[0]["pages"] == 1, papers
    for language, words in (("zh", "A4 横向"), ("en", "A4 landscape")):
        code, out, err = run("inspect", "--lang", language, path)
        assert words in out and not re.search("[\x00-\x09\x0b-\x1f\x7f‮]", out), repr(out)


def in_the_language_of_the_locale():
    for value, word in (("zh_CN.UTF-8", "标题"), ("C", "title")):
        code, out, _ = run("inspect", PDF, env={**os.environ, "LC_ALL": value})
        assert code == 0 and word in out, out


def plain_pdf(objects, root=1):
    """A file of these objects, with a table of its own."""
    out, places = b"%PDF-1.7\n", {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    for number, place in places.items():
        table = b"%d 1\n%010d 00000 n \n" % (number, place)
        out += (b"xref\n0 1\n0000000000 65535 f \n" if number == min(places) else b"") + table
    return out + b"trailer <</Root %d 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (root, max(places) + 1, start)


def made_to_hurt():
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    catalog = b"<</Type/Catalog/Pages 2 0 R>>"
    packed = zlib.compress(bytes(300 * 1024 * 1024), 9)
    bomb = b"<</Type/Metadata/Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
    deep = b"[" * 100000 + b"]" * 100000
    cases = {
        "circle": {1: catalog, 2: b"<</Type/Pages/Kids[2 0 R 2 0 R 3 0 R]/Count 9>>", 3: b"<</Kids[2 0 R 3 0 R]>>"},
        "pages": {1: catalog, 2: b"<</Type/Pages/Kids[" + b"3 0 R " * 30000 + b"]/Count 30000>>", 3: page},
        "bomb": {1: b"<</Type/Catalog/Pages 2 0 R/Metadata 4 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: page,
                 4: bomb},
        "deep": {1: catalog, 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: page[:-2] + b"/Annots " + deep + b">>"},
        "fields": {1: b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R 4 0 R]>>>>", 2: b"<</Kids[3 0 R]>>", 3: page,
                   4: b"<</T(a)/FT/Sig/Kids[4 0 R]/Parent 4 0 R/V<</ByteRange[0 9 99999999999999999999 -4]/Contents(x)>>>>"},
    }
    for name, objects in cases.items():
        path = temporary(name + ".pdf")
        open(path, "wb").write(plain_pdf(objects))
        code, out, err = run("inspect", path, timeout=120)
        wanted = {"pages": 2, "bomb": 2, "fields": 1}.get(name)
        assert code == wanted or (wanted is None and code in (0, 1, 2)), (name, code, err)
        assert wanted != 2 or "[pdf-size]" in err, err
    text = temporary("entities.docx")
    with zipfile.ZipFile(text, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d SYSTEM "/etc/passwd">]><a>&b;&d;</a>')
    files, err = inspect(text, code=1)
    assert "[docx-damaged]" in err and "root:" not in json.dumps(files), err


def damage(data, chance):
    data = bytearray(data)
    for _ in range(chance.choice((1, 3, 30, 300))):
        at = chance.randrange(len(data))
        kind = chance.randrange(4)
        if kind == 0:
            data[at] = chance.randrange(256)
        elif kind == 1:
            del data[at:at + chance.randrange(1, 200)]
        elif kind == 2:
            data[at:at] = bytes(chance.choice(b"<>[]()/ 0123456789R") for _ in range(chance.randrange(1, 9)))
        elif chance.random() < 0.1:
            del data[max(at, len(data) // 2):]
        data = data or bytearray(b"%PDF-")
    return data


def damaged_at_random(sources, count):
    """Each run takes several: the sanitizers are slow to start."""
    seed = random.randrange(2 ** 32)
    chance = random.Random(seed)
    for _ in range(count // 20):
        paths = []
        for i in range(20):
            source = chance.choice(sources)
            path = temporary(f"damaged-{i}" + os.path.splitext(source)[1])
            open(path, "wb").write(damage(open(source, "rb").read(), chance))
            paths.append(path)
        code, out, err = run("inspect", *paths, timeout=280)
        assert code in (0, 1, 2), f"exit {code}, seed {seed}: {err[-2000:]}"


if __name__ == "__main__":
    tests = Tests()
    tests.check("a PDF is as pdfinfo and pdffonts say", pdf_is_as_others_say)
    tests.check("a DOCX says what it is", docx_says_what_it_is)
    tests.check("a DOCX as people leave it", docx_as_people_leave_it)
    tests.check("form, year and version of a DOCX", docx_properties)
    tests.check("packages and zips", packages_and_zips)
    tests.check("a folder with several packages", several_packages)
    tests.check("what is bad is told, and others go on", others_go_on)
    tests.check("passwords", passwords)
    tests.check("data inside", data_inside)
    tests.check("comments, papers, and words that steer a terminal", comments_papers_and_words_that_steer)
    tests.check("in the language of the locale", in_the_language_of_the_locale)
    tests.check("made to hurt", made_to_hurt)
    tests.check("200 files damaged at random", damaged_at_random,
                [PDF, DOCX, os.path.join(MADE, "basic-data.pdf"), temporary("enclosed.pdf")], 200)
    FOLDER.cleanup()
    tests.end()
