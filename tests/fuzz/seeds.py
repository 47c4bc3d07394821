"""Seeds for the fuzz targets, made from the examples: a folder for each target."""
import pathlib, shutil, struct, subprocess, sys, tempfile, zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests"))
import pdf_sign

EXAMPLES = sorted(each for each in (ROOT / "examples").iterdir() if each.is_dir())
FORM_FILES = {"basic-data.xml": b"b", "self-evaluation.xml": b"e", "common.xml": b"c", "project.xml": b"j", "report.xml": b"r",
              "styles.xml": b"s"}  # form.c
CHARACTERS = "年度部门整体支出绩效，12345.60%（）“”——… AVéfi门\U000E0100"  # font.c
# TrueType, CFF with CIDs; all of them may be changed and handed on (SIL Open Font License)
FONTS = [("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf", 0),
         ("/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0),
         ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2)]


def put(out, target, name, data):
    folder = out / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def run(*command):
    return subprocess.run([str(each) for each in command], check=True, capture_output=True).stdout


def units(out):
    for each in EXAMPLES:
        report = (each / "report.md").read_bytes() if (each / "report.md").exists() else b""
        put(out, "report", each.name, report)
        if (each / "unit.toml").exists():
            data = (each / "unit.toml").read_bytes()
            put(out, "toml", each.name, data)
            put(out, "unit", each.name, data.rstrip(b"\n") + b"\n===\n" + report)
        if (each / "unit.json").exists():
            put(out, "json", each.name, (each / "unit.json").read_bytes())
    for each in sorted((ROOT / "tests/bad-input").rglob("*")):
        if each.suffix in (".toml", ".json", ".md") and each.stat().st_size < 20000:
            put(out, {".toml": "toml", ".json": "json", ".md": "report"}[each.suffix], each.parent.name + each.name,
                each.read_bytes())


def forms(out):
    for each in sorted((ROOT / "templates").glob("*.xml")):
        put(out, "form", each.name, FORM_FILES.get(each.name, b"e") + each.read_bytes())
    for each in sorted((ROOT / "templates").glob("*.toml")):
        put(out, "form", each.name, b"p" + each.read_bytes())


# ---------------------------------------------------------------- zips and PDFs

def repacked(data, keeps):
    """A zip of some of its files, whose manifest names only them: what zips.c does of hashes is done here by it later."""
    import io
    import package_forged as forged
    with zipfile.ZipFile(io.BytesIO(data)) as read:
        folder = read.namelist()[0].split("/")[0] + "/"
        files = {name[len(folder):]: read.read(name) for name in read.namelist()}
    for name in list(files):
        if name != forged.MANIFEST and not keeps(name):
            files = forged.without(files, name)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as write:
        for name, each in files.items():
            write.writestr(zipfile.ZipInfo(folder + name), each, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def is_small(name):
    return name.startswith("数据")


def packages(out, ziping, folder):
    run(ziping, "package", EXAMPLES[-1], "-o", folder / "one")
    first = next((folder / "one").rglob("*.zip"))
    unit = folder / EXAMPLES[-1].name
    shutil.copytree(EXAMPLES[-1], unit)
    text = (unit / "unit.toml").read_text()
    (unit / "unit.toml").write_text(text.replace("151.4, 578.38, 512.38", "151.4, 578.38, 512.3"))
    run(ziping, "revise", first, unit, "-o", folder / "two", "--reason", "按区财政局审核意见更正。")
    second = next((folder / "two").rglob("*.zip"))
    run(ziping, "package", EXAMPLES[-1], "--public", "-o", folder / "public")
    put(out, "package", "first.zip", repacked(first.read_bytes(), is_small))
    put(out, "package", "second.zip", repacked(second.read_bytes(), is_small))
    put(out, "package", "public.zip", repacked(next((folder / "public").rglob("*.zip")).read_bytes(), lambda name: "清单" in name))
    signed_package(out, first, folder)


def signed_package(out, package, folder):
    store = pdf_sign.certificate(folder)
    with zipfile.ZipFile(package) as read:
        name = next(each for each in read.namelist() if "附件2" in each and each.endswith(".pdf"))
        plain, signed = folder / "plain.pdf", folder / "signed.pdf"
        plain.write_bytes(read.read(name))
        pdf_sign.sign(store, str(plain), str(signed), "head")
        whole = repacked(package.read_bytes(), lambda each: is_small(each) or each == name.split("/")[1])
    put(out, "inspect", "signed.pdf", signed.read_bytes())
    made = folder / "signed.zip"
    made.write_bytes(whole)
    with zipfile.ZipFile(made) as read, zipfile.ZipFile(folder / "again.zip", "w", zipfile.ZIP_DEFLATED) as write:
        for each in read.infolist():
            write.writestr(each, signed.read_bytes() if each.filename == name else read.read(each), zipfile.ZIP_DEFLATED)
    put(out, "package", "signed.zip", (folder / "again.zip").read_bytes())


def files(out, ziping, folder):
    """A PDF, one with the data inside, the same as text, a DOCX."""
    run(ziping, "render", EXAMPLES[0], "-o", folder, "-d", "basic-data", "--embed-data")
    for made in folder.rglob("basic-data.*"):
        put(out, "inspect", made.name, made.read_bytes())
        if made.suffix == ".pdf":
            put(out, "inspect", "text.pdf", run("qpdf", "--qdf", "--object-streams=disable", made, "-"))


# ---------------------------------------------------------------- fonts

def tables_of(font):
    count = struct.unpack(">H", font[4:6])[0]
    for i in range(count):
        tag, _, offset, size = struct.unpack(">4sIII", font[12 + 16 * i:28 + 16 * i])
        yield tag, font[offset:offset + size]


def sfnt(flavour, tables, base=0):
    offset, records, body = base + 12 + 16 * len(tables), b"", b""
    for tag, data in sorted(tables):
        records += struct.pack(">4sIII", tag, 0, offset + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return flavour + struct.pack(">4H", len(tables), 16, 0, 0) + records + body


def variable(font):
    """With one axis, along which nothing changes yet."""
    tables = dict(tables_of(font))
    glyphs = struct.unpack(">H", tables[b"maxp"][4:6])[0]
    tables[b"fvar"] = struct.pack(">HHHHHHHH4siiiHH", 1, 0, 16, 2, 1, 20, 0, 4, b"wght", 100 << 16, 400 << 16, 900 << 16, 0, 256)
    tables[b"gvar"] = struct.pack(">HHHHIHHI", 1, 0, 1, 0, 20 + 2 * (glyphs + 1), glyphs, 0, 20 + 2 * (glyphs + 1)) + b"\0\0" * (glyphs + 1)
    return sfnt(font[:4], list(tables.items()))


def collection(fonts):
    head = b"ttcf" + struct.pack(">HHI", 1, 0, len(fonts))
    base, offsets, body = len(head) + 4 * len(fonts), b"", b""
    for font in fonts:
        offsets += struct.pack(">I", base + len(body))
        body += sfnt(font[:4], list(tables_of(font)), base + len(body))
    return head + offsets + body


def index(items):
    """A CFF INDEX (Adobe 5176)."""
    offsets = [1 + sum(len(each) for each in items[:i]) for i in range(len(items) + 1)]
    return struct.pack(">HB", len(items), 2) + b"".join(struct.pack(">H", each) for each in offsets) + b"".join(items)


def named_cff(characters):
    """A CFF whose glyphs have names: boxes, drawn by a subroutine of the glyph's and one of the font's, with a flex and hints."""
    glyphs = [b"\x0e"] + [b"\xef\xef\x01\x8c" + bytes([139 + i % 60]) + b"\x15\x20\x0a\x20\x1d\x0e" for i in range(len(characters))]
    flex = b"".join(bytes([145 + i]) for i in range(13)) + b"\x0c\x23"
    private = b"\xf7\x00\x14\xf7\x10\x15\x9b\x13"  # default and nominal width, and Subrs behind it (16 is put right below)
    private = private[:-2] + bytes([139 + len(private)]) + b"\x13"
    strings = [b"g%d" % i for i in range(len(characters))]
    charset = b"\0" + b"".join(struct.pack(">H", 391 + i) for i in range(len(characters)))
    front = b"\1\0\4\1" + index([b"Made"])
    behind = index(strings) + index([b"\xbd\xbd\xbd\xbd\x05\x0b"])
    number = lambda value: b"\x1d" + struct.pack(">i", value)
    place = len(front) + len(index([b"\0" * 23])) + len(behind)
    code = place + len(charset)
    end = code + len(index(glyphs))
    top = number(place) + b"\x0f" + number(code) + b"\x11" + number(len(private)) + number(end) + b"\x12"
    assert len(top) == 23
    return front + index([top]) + behind + charset + index(glyphs) + private + index([flex + b"\xef\xef\x05\x0b"])


def made_font():
    sys.path.append(str(ROOT / "tests/conformance"))
    import sanitize
    characters = sorted({ord(c) for c in CHARACTERS + " "})
    count = len(characters) + 1
    groups = b"".join(struct.pack(">III", c, c, i + 1) for i, c in enumerate(characters))
    cmap = struct.pack(">HHHHIHHIII", 0, 1, 3, 10, 12, 12, 0, 16 + len(groups), 0, len(characters)) + groups
    hhea = struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, 880, -120, 0, 1000, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, count)
    return sanitize.sfnt(b"OTTO", sanitize.around({
        b"CFF ": named_cff(characters), b"cmap": cmap, b"head": sanitize.head(1000), b"hhea": hhea,
        b"maxp": struct.pack(">IH", 0x5000, count), b"hmtx": struct.pack(">Hh", 500, 0) * count}))


def fonts(out, folder):
    made = []
    for path, face in FONTS:
        run("hb-subset", path, f"--face-index={face}", f"--text={CHARACTERS}", "--layout-features=*", "-o", folder / "font")
        made.append((folder / "font").read_bytes())
        put(out, "font", pathlib.Path(path).stem, made[-1])
    put(out, "font", "variable", variable(made[0]))
    put(out, "font", "collection", collection([made[0], made_font()]))
    put(out, "font", "named", made_font())


def make(ziping, out):
    shutil.rmtree(out, ignore_errors=True)
    units(out)
    forms(out)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        packages(out, ziping, folder)
        files(out, ziping, folder)
        fonts(out, folder)
