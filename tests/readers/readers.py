"""Independent readers and validators for what ziping writes.

Python 3 standard library only; the work is done by programs nobody here wrote: qpdf, poppler, MuPDF,
Ghostscript, pdf.js, LibreOffice, Microsoft's Open XML SDK, the ISO 29500 schemas, mammoth, taplo, ajv.
`./dev test` installs them. Each check raises AssertionError with what the program said, and returns
something useful when the file passes. A program that is missing or hangs fails the check as well.

    import sys; sys.path.insert(0, "<repository>/tests/readers")
    import readers
    readers.qpdf_check("out/a.pdf")

The npm packages are looked for in $ZIPING_READERS/node_modules, else in out/readers/node_modules.
selftest.py proves for each check that it can fail.
"""

import html
import json
import os
import pathlib
import re
import signal
import struct
import subprocess
import tempfile
import xml.etree.ElementTree as ET
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
NPM = pathlib.Path(os.environ.get("ZIPING_READERS") or ROOT / "out" / "readers") / "node_modules"
XSD = NPM / "docx-validate" / "dist" / "schemas"

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
CT = "http://schemas.openxmlformats.org/package/2006/content-types"


def _fail(message):
    raise AssertionError(message)


def _clip(text, limit=4000):
    text = text.strip()
    return text if len(text) <= limit else text[:limit] + "\n… (%d characters in all)" % len(text)


def _file(path):
    path = pathlib.Path(path)
    if not path.is_file():
        _fail("%s: no such file" % path)
    if path.stat().st_size == 0:
        _fail("%s: the file is empty" % path)
    return str(path.resolve())


def _run(argv, timeout=120, env=None, binary=False):
    """Run a program without standard input; (exit code, stdout, stderr). A hang takes its children along."""
    argv = [str(a) for a in argv]
    try:
        proc = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, env=env, start_new_session=True)
    except FileNotFoundError:
        raise AssertionError("%s is not installed (./dev test installs it)" % argv[0]) from None
    try:
        out, err = proc.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        os.killpg(proc.pid, signal.SIGKILL)
        proc.communicate()
        raise AssertionError("%s: no answer within %g s" % (" ".join(argv), timeout)) from None
    if not binary:
        out = out.decode("utf-8", "replace")
    return proc.returncode, out, err.decode("utf-8", "replace")


def _npm(*parts):
    path = NPM.joinpath(*parts)
    if not path.exists():
        _fail("%s is missing: run ./dev readers" % path)
    return path


def _node(script, *args, timeout=120):
    return _run(["node", _npm(*script), *args], timeout)


def squash(text):
    """The text without any white space: for comparing what two readers of one document saw."""
    return re.sub(r"\s+", "", text)


# --- PDF -------------------------------------------------------------------------------------------------


def qpdf_check(pdf):
    """Syntax, cross-reference table and streams; qpdf's warnings (exit code 3) fail too."""
    pdf = _file(pdf)
    code, out, err = _run(["qpdf", "--check", pdf])
    if code != 0:
        _fail("qpdf --check %s: exit %d\n%s" % (pdf, code, _clip(err + out)))
    return out


def mutool_ok(pdf):
    """MuPDF reads the file and interprets every page without a warning (it repairs, and goes on with 0)."""
    pdf = _file(pdf)
    for argv in (["mutool", "info", pdf], ["mutool", "draw", "-q", "-F", "bbox", "-o", "/dev/null", pdf]):
        code, out, err = _run(argv)
        err = err.replace("warning: ICC support is not available\n", "")  # Debian's build says so of any file
        if code != 0 or re.search(r"\b(warning|error):", err):
            _fail("%s: exit %d\n%s" % (" ".join(argv), code, _clip(err)))


def ghostscript_ok(pdf):
    """Ghostscript interprets every page, without repairs. It ends with 0 after repairs, even with
    -dPDFSTOPONERROR, and with -q does not mention them."""
    pdf = _file(pdf)
    code, out, err = _run(["gs", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage",
                           "-dPDFSTOPONERROR", "-dPDFSTOPONWARNING", pdf])
    if code != 0 or re.search(r"\*\*\*\*|\b(errors?|warnings?)\b", out + err, re.I):
        _fail("Ghostscript on %s: exit %d\n%s" % (pdf, code, _clip(out + err)))


_FONT_LINE = re.compile(r"^(?P<name>.*?) +(?P<type>(?:CID )?(?:Type [013]C?|TrueType)(?: \(OT\))?|unknown) +"
                        r"(?P<encoding>\S+) +(?P<emb>yes|no) +(?P<sub>yes|no) +(?P<uni>yes|no) +"
                        r"(?P<object>\d+) +(?P<generation>\d+)$")


def fonts(pdf):
    """pdffonts as a list of dicts: name, type, encoding, emb, sub, uni (the last three are bools), object."""
    pdf = _file(pdf)
    code, out, err = _run(["pdffonts", pdf])
    if code != 0 or "Error" in err:
        _fail("pdffonts %s: exit %d\n%s" % (pdf, code, _clip(err + out)))
    found = []
    for line in out.splitlines()[2:]:
        match = _FONT_LINE.match(line)
        if not match:
            _fail("pdffonts %s: cannot read the line %r" % (pdf, line))
        font = match.groupdict()
        for key in ("emb", "sub", "uni"):
            font[key] = font[key] == "yes"
        font["object"] = int(font["object"])
        del font["generation"]
        found.append(font)
    return found


def fonts_embedded(pdf):
    """There is a font, and each one is embedded, a subset, and maps to Unicode."""
    found = fonts(pdf)
    if not found:
        _fail("%s: no font at all" % pdf)
    for font in found:
        lacks = [word for key, word in (("emb", "not embedded"), ("sub", "not a subset"),
                                        ("uni", "without ToUnicode")) if not font[key]]
        if lacks:
            _fail("%s: font %s (%s) is %s" % (pdf, font["name"], font["type"], ", ".join(lacks)))
    return found


def pdf_text(pdf, first=1, last=None, layout=False, raw=False):
    """pdftotext's text of pages first to last; each page ends with a form feed.

    raw keeps the order in which the file draws."""
    pdf = _file(pdf)
    argv = ["pdftotext", "-enc", "UTF-8", "-f", str(first)]
    if last is not None:
        argv += ["-l", str(last)]
    if layout:
        argv.append("-layout")
    if raw:
        argv.append("-raw")
    code, out, err = _run(argv + [pdf, "-"])
    if code != 0 or "Error" in err:
        _fail("pdftotext %s: exit %d\n%s" % (pdf, code, _clip(err)))
    return out


def _pdfinfo(pdf, *options):
    pdf = _file(pdf)
    code, out, err = _run(["pdfinfo", "-enc", "UTF-8", *options, pdf])
    if code != 0 or "Error" in err:
        _fail("pdfinfo %s: exit %d\n%s" % (pdf, code, _clip(err + out)))
    return out


def pdf_pages(pdf):
    """The number of pages."""
    match = re.search(r"^Pages: +(\d+)$", _pdfinfo(pdf), re.M)
    if not match or int(match[1]) < 1:
        _fail("%s: pdfinfo sees no pages" % pdf)
    return int(match[1])


def pdf_page_sizes(pdf):
    """[(width, height), …] in points, one for each page, as poppler shows the page (its CropBox, unrotated)."""
    pages = pdf_pages(pdf)
    out = _pdfinfo(pdf, "-f", "1", "-l", str(pages))
    sizes = [(float(w), float(h)) for w, h in re.findall(r"^Page +\d+ size: +([\d.]+) x ([\d.]+) pts", out, re.M)]
    if len(sizes) != pages:
        _fail("%s: %d pages, but pdfinfo gives %d sizes" % (pdf, pages, len(sizes)))
    return sizes


def gray_only(pdf):
    """Everything painted is DeviceGray (MuPDF's trace, poppler's list of images) and prints with black ink
    alone (Ghostscript's ink coverage). Returns the coverage of black for each page, 0 to 1.

    MuPDF paints a red picture of its own over signature fields that are not signed, whatever appearance they
    have; it gets a copy in which qpdf has made the appearances part of the pages."""
    pdf = _file(pdf)
    pages = pdf_pages(pdf)
    with tempfile.TemporaryDirectory() as folder:
        flat = os.path.join(folder, "flat.pdf")
        code, out, err = _run(["qpdf", "--flatten-annotations=all", pdf, flat])
        if code not in (0, 3):
            _fail("qpdf --flatten-annotations %s: exit %d\n%s" % (pdf, code, _clip(err)))
        code, out, err = _run(["mutool", "draw", "-q", "-F", "trace", flat, "1-%d" % pages])
    if code != 0:
        _fail("mutool draw -F trace %s: exit %d\n%s" % (pdf, code, _clip(err)))
    page = 0
    for line in out.splitlines():
        if line.startswith("<page "):
            page += 1
        match = re.search(r'colorspace="([^"]*)"', line)
        if match and match[1] != "DeviceGray":
            _fail("%s, page %d: painted in %s: %s" % (pdf, page, html.unescape(match[1]), line.strip()))
    if page != pages:
        _fail("%s: %d pages, but MuPDF's trace has %d" % (pdf, pages, page))

    code, out, err = _run(["pdfimages", "-list", pdf])
    if code != 0 or "Error" in err:
        _fail("pdfimages %s: exit %d\n%s" % (pdf, code, _clip(err)))
    for line in out.splitlines()[2:]:
        cells = line.split()
        if cells[2] != "stencil" and cells[5] != "gray":
            _fail("%s, page %s: an image in %s" % (pdf, cells[0], cells[5]))

    code, out, err = _run(["gs", "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-o", "-", "-sDEVICE=inkcov", pdf])
    inks = re.findall(r"^ *([\d.]+) +([\d.]+) +([\d.]+) +([\d.]+) CMYK OK", out, re.M)
    if code != 0 or len(inks) != pages:
        _fail("gs inkcov %s: exit %d, %d pages of %d\n%s" % (pdf, code, len(inks), pages, _clip(out + err)))
    for number, ink in enumerate(inks, 1):
        if any(float(part) for part in ink[:3]):
            _fail("%s, page %d: coloured ink, C M Y K = %s" % (pdf, number, " ".join(ink)))
    return [float(ink[3]) for ink in inks]


_PDFJS = """
import { readFileSync } from "node:fs";
const [module, file] = process.argv.slice(1);
const { getDocument } = await import(module);
const doc = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0, stopAtErrors: true }).promise;
const outline = items => (items ?? []).map(i => ({ title: i.title, items: outline(i.items) }));
const meta = await doc.getMetadata(), pages = [];
for (let n = 1; n <= doc.numPages; n++) {
  const page = await doc.getPage(n), open = [];
  const content = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
  const text = { tagged: "", artifact: "", untagged: "" };
  for (const item of content.items) {
    if (item.type === "endMarkedContent") open.pop();
    else if (item.type) open.push(item.tag === "Artifact" ? "artifact" : item.id ? "tagged" : "");
    else text[open.findLast(kind => kind) ?? "untagged"] += item.str;
  }
  pages.push({ tree: await page.getStructTree(), ...text });
}
console.log(JSON.stringify({ lang: meta.info.Language ?? null, info: meta.info,
  marked: (await doc.getMarkInfo())?.Marked ?? false, outline: outline(await doc.getOutline()), pages }));
"""


def pdfjs(pdf):
    """What pdf.js sees, as a dict: lang, info, marked, outline [{title, items}], and for each page its tag tree
    and its text as tagged, artifact and untagged."""
    pdf = _file(pdf)
    module = _npm("pdfjs-dist", "legacy", "build", "pdf.mjs").resolve().as_uri()
    code, out, err = _run(["node", "--input-type=module", "-e", _PDFJS, module, pdf])
    try:
        return json.loads(out.splitlines()[-1])
    except (ValueError, IndexError):
        raise AssertionError("pdf.js on %s: exit %d\n%s" % (pdf, code, _clip(out + err))) from None


def pdf_tagged(pdf, lang="zh-CN"):
    """A marked document in the given language; each page has tags and no text outside tags and artifacts."""
    seen = pdfjs(pdf)
    if seen["lang"] != lang:
        _fail("%s: its language is %r, not %r" % (pdf, seen["lang"], lang))
    if not seen["marked"]:
        _fail("%s: MarkInfo does not say Marked" % pdf)
    for number, page in enumerate(seen["pages"], 1):
        if page["untagged"].strip():
            _fail("%s, page %d: text outside the tags: %r" % (pdf, number, _clip(page["untagged"], 200)))
        if page["tagged"].strip() and not page["tree"]:
            _fail("%s, page %d: no tag tree" % (pdf, number))
    return seen


def page_png(pdf, page=1, dpi=100, path=None):
    """One page as PNG bytes (pdftoppm); also written to path when one is given."""
    pdf = _file(pdf)
    code, out, err = _run(["pdftoppm", "-png", "-singlefile", "-r", str(dpi), "-f", str(page), "-l", str(page), pdf],
                          binary=True)
    if code != 0 or "Error" in err or not out:
        _fail("pdftoppm %s, page %s: exit %d\n%s" % (pdf, page, code, _clip(err)))
    png_size(out)
    if path is not None:
        pathlib.Path(path).write_bytes(out)
    return out


def png_size(png):
    """(width, height) of a PNG given as bytes or as a path."""
    data = png if isinstance(png, bytes) else pathlib.Path(_file(png)).read_bytes()
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR" or data[-8:-4] != b"IEND":
        _fail("not a whole PNG")
    return struct.unpack(">II", data[16:24])


def ots_ok(font):
    """OpenType Sanitizer accepts the font file."""
    font = _file(font)
    code, out, err = _run(["ots-sanitize", font, "/dev/null"])
    if code != 0 or "ERROR" in out + err:
        _fail("ots-sanitize %s: exit %d\n%s" % (font, code, _clip(out + err)))


# --- DOCX ------------------------------------------------------------------------------------------------


def docx_sdk(docx, office="Microsoft365"):
    """Microsoft's Open XML SDK: schema, uniqueness, relationships, content types."""
    docx = _file(docx)
    code, out, err = _node(("@xarsh", "ooxml-validator", "dist", "src", "cli.js"), docx, "--officeVersion", office)
    try:
        result = json.loads(out)
    except ValueError:
        raise AssertionError("ooxml-validator %s: exit %d\n%s" % (docx, code, _clip(out + err))) from None
    if code != 0 or not result["ok"]:
        _fail("%s: the Open XML SDK finds %d errors\n%s" % (docx, len(result["errors"]), _clip("\n".join(
            "%s %s: %s" % (e.get("path"), e.get("xPath"), e.get("description")) for e in result["errors"]))))


_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml.%s+xml"
_ISO = "ISO-IEC29500-4_2016/"
_SCHEMAS = {_WML % part: _ISO + "wml.xsd" for part in (
    "document.main", "styles", "settings", "webSettings", "numbering", "header", "footer", "fontTable",
    "footnotes", "endnotes", "comments", "document.glossary")}
_SCHEMAS.update({
    _WML % "commentsExtended": "microsoft/wml-2012.xsd",
    _WML % "people": "microsoft/wml-2012.xsd",
    _WML % "commentsIds": "microsoft/wml-cid-2016.xsd",
    "application/vnd.openxmlformats-officedocument.theme+xml": _ISO + "dml-main.xsd",
    "application/vnd.openxmlformats-officedocument.extended-properties+xml":
        _ISO + "shared-documentPropertiesExtended.xsd",
    "application/vnd.openxmlformats-officedocument.custom-properties+xml":
        _ISO + "shared-documentPropertiesCustom.xsd",
    "application/vnd.openxmlformats-officedocument.customXmlProperties+xml":
        _ISO + "shared-customXmlDataProperties.xsd",
    "application/vnd.openxmlformats-package.core-properties+xml": "core.xsd",
    "application/vnd.openxmlformats-package.relationships+xml": "ecma/fourth-edition/opc-relationships.xsd",
})

# opc-coreProperties.xsd imports Dublin Core's schemas from the network. These stand in for them: the elements it
# refers to, with the types ISO 29500-2 allows.
_DC = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="http://purl.org/dc/elements/1.1/"
 targetNamespace="http://purl.org/dc/elements/1.1/" elementFormDefault="qualified">
 <xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="XML"/>
 <xs:complexType name="text"><xs:simpleContent><xs:extension base="xs:string"><xs:attribute ref="xml:lang"/>
 </xs:extension></xs:simpleContent></xs:complexType>
 %s</xs:schema>""" % "".join('<xs:element name="%s" type="text"/>' % name for name in (
    "creator", "description", "identifier", "language", "subject", "title"))
_DCTERMS = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="http://purl.org/dc/terms/"
 targetNamespace="http://purl.org/dc/terms/" elementFormDefault="qualified">
 <xs:complexType name="date" abstract="true"><xs:simpleContent><xs:extension base="xs:string"/></xs:simpleContent>
 </xs:complexType>
 <xs:complexType name="W3CDTF"><xs:simpleContent><xs:restriction base="date">
 <xs:pattern value="\\d{4}(-\\d\\d(-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+\\-]\\d\\d:\\d\\d))?)?)?"/>
 </xs:restriction></xs:simpleContent></xs:complexType>
 <xs:element name="created" type="date"/><xs:element name="modified" type="date"/></xs:schema>"""


def _zip(docx):
    try:
        package = zipfile.ZipFile(_file(docx))
        bad = package.testzip()
    except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
        raise AssertionError("%s: not a sound ZIP file: %s" % (docx, error)) from None
    if bad:
        _fail("%s: %s has a wrong CRC" % (docx, bad))
    names = package.namelist()
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        _fail("%s: twice in the package: %s" % (docx, ", ".join(twice)))
    return package


def _xml(package, name):
    try:
        return ET.fromstring(package.read(name))
    except KeyError:
        raise AssertionError("%s: has no %s" % (package.filename, name)) from None
    except ET.ParseError as error:
        raise AssertionError("%s: %s: %s" % (package.filename, name, error)) from None


def _content_types(package):
    """{part name: content type} of all parts, by [Content_Types].xml."""
    root = _xml(package, "[Content_Types].xml")
    defaults = {e.get("Extension").lower(): e.get("ContentType") for e in root.iter("{%s}Default" % CT)}
    overrides = {e.get("PartName").lstrip("/"): e.get("ContentType") for e in root.iter("{%s}Override" % CT)}
    types = {}
    for name in package.namelist():
        if name.endswith("/") or name == "[Content_Types].xml":
            continue
        types[name] = overrides.pop(name, None) or defaults.get(name.rsplit(".", 1)[-1].lower())
        if not types[name]:
            _fail("%s: %s has no content type" % (package.filename, name))
    if overrides:
        _fail("%s: [Content_Types].xml names parts that are not there: %s"
              % (package.filename, ", ".join(sorted(overrides))))
    return types


def _without_extensions(data):
    """A part as a reader sees it that knows no extension: markup compatibility (mc:Ignorable,
    mc:AlternateContent) resolved, because the ISO schemas know nothing of w14 and its like."""
    if MC.encode() not in data:
        return data
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        prefixes, root = {}, None
        for event, value in ET.iterparse(file, ["start-ns", "start"]):
            if event == "start-ns":
                prefixes[value[0]] = value[1]
            elif root is None:
                root = value
    ignored = {MC}
    for element in root.iter():
        for prefix in element.get("{%s}Ignorable" % MC, "").split():
            if prefix not in prefixes:
                _fail("mc:Ignorable names the undeclared prefix %s" % prefix)
            ignored.add(prefixes[prefix])

    def space(tag):
        return tag[1:].split("}")[0] if tag.startswith("{") else ""

    def clean(element):
        for name in [name for name in element.attrib if space(name) in ignored]:
            del element.attrib[name]
        children = []
        for child in element:
            if child.tag == "{%s}AlternateContent" % MC:
                children += child.find("{%s}Fallback" % MC) or []
            elif space(child.tag) not in ignored:
                children.append(child)
        element[:] = children
        for child in element:
            clean(child)

    clean(root)
    return ET.tostring(root, "utf-8", xml_declaration=True)


def docx_xsd(docx):
    """Each XML part against the ISO 29500 transitional (and OPC) schema of its content type, by xmllint.
    Returns the parts checked. A part whose schema is not known fails; custom XML and media are left out."""
    package = _zip(docx)
    if not XSD.is_dir():
        _fail("%s is missing: run ./dev readers" % XSD)
    groups = {"ecma/fourth-edition/opc-contentTypes.xsd": ["[Content_Types].xml"]}
    for name, kind in _content_types(package).items():
        if kind in _SCHEMAS:
            groups.setdefault(_SCHEMAS[kind], []).append(name)
        elif kind.endswith("xml") and not name.startswith("customXml/"):
            _fail("%s: no schema known for %s, of type %s" % (docx, name, kind))
    with tempfile.TemporaryDirectory(prefix="xsd-") as folder:
        folder = pathlib.Path(folder)
        xml_xsd = (XSD / _ISO / "xml.xsd").resolve().as_uri()
        (folder / "dc.xsd").write_text(_DC.replace('"XML"', '"%s"' % xml_xsd), encoding="utf-8")
        (folder / "dcterms.xsd").write_text(_DCTERMS, encoding="utf-8")
        core = (XSD / "ecma/fourth-edition/opc-coreProperties.xsd").read_text(encoding="utf-8-sig")
        core = re.sub(r'http://dublincore\.org/[^"]*/(dc|dcterms)\.xsd', r"\1.xsd", core)
        (folder / "core.xsd").write_text(core, encoding="utf-8")
        errors = []
        for schema, names in groups.items():
            files = []
            for number, name in enumerate(names):
                file = folder / ("%d-%s" % (number, re.sub(r"[^\w.]", "_", name)))
                try:
                    file.write_bytes(_without_extensions(package.read(name)))
                except ET.ParseError as error:
                    _fail("%s: %s: %s" % (docx, name, error))
                files.append(file)
            where = folder / schema if schema == "core.xsd" else XSD / schema
            code, out, err = _run(["xmllint", "--noout", "--nonet", "--huge", "--schema", where, *files])
            if code != 0 or err.count(" validates\n") != len(files):
                for file, name in zip(files, names):
                    err = err.replace(str(file), name)
                errors.append("\n".join(line for line in err.splitlines() if not line.endswith(" validates"))
                              or "xmllint: exit %d" % code)
    if errors:
        _fail("%s: against the schemas\n%s" % (docx, _clip("\n".join(errors))))
    return sorted(name for names in groups.values() for name in names)


_STYLE_USES = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table", "numStyleLink": "numbering",
               "styleLink": "numbering"}


def docx_styles_exist(docx):
    """Each style that is referred to is defined, once, and is of the right kind. Returns {styleId: kind}."""
    package = _zip(docx)
    kinds, wrong = {}, []
    root = _xml(package, "word/styles.xml")
    for style in root.iter("{%s}style" % W):
        name = style.get("{%s}styleId" % W)
        if name in kinds:
            wrong.append("word/styles.xml: style %s is defined twice" % name)
        kinds[name] = style.get("{%s}type" % W, "paragraph")
    for style in root.iter("{%s}style" % W):
        name, kind = style.get("{%s}styleId" % W), style.get("{%s}type" % W, "paragraph")
        pair = {"paragraph": "character", "character": "paragraph"}
        for tag, right in (("basedOn", kind), ("next", "paragraph"), ("link", pair.get(kind))):
            for use in style.iter("{%s}%s" % (W, tag)):
                other = use.get("{%s}val" % W)
                if other not in kinds:
                    wrong.append("word/styles.xml: w:%s of %s names %s, which is not defined" % (tag, name, other))
                elif kinds[other] != right:
                    wrong.append("word/styles.xml: w:%s of %s names the %s style %s"
                                 % (tag, name, kinds[other], other))
    for part in package.namelist():
        if not part.startswith("word/") or not part.endswith(".xml"):
            continue
        for element in _xml(package, part).iter():
            right = _STYLE_USES.get(element.tag[len(W) + 2:]) if element.tag.startswith("{%s}" % W) else None
            if right is None:
                continue
            name = element.get("{%s}val" % W)
            if name not in kinds:
                wrong.append("%s: w:%s names %s, which is not defined" % (part, element.tag[len(W) + 2:], name))
            elif kinds[name] != right:
                wrong.append("%s: w:%s names %s, a %s style" % (part, element.tag[len(W) + 2:], name, kinds[name]))
    if wrong:
        _fail("%s: styles\n%s" % (docx, _clip("\n".join(dict.fromkeys(wrong)))))
    return kinds


def _w(element):
    return element.tag[len(W) + 2:] if element.tag.startswith("{%s}" % W) else element.tag


def _paragraph(element):
    """The text of a w:p, and the text boxes found in it."""
    text, boxes = [], []

    def walk(node):
        for child in node:
            tag = _w(child)
            if tag == "t":
                text.append(child.text or "")
            elif tag in ("tab", "ptab"):
                text.append("\t")
            elif tag == "cr" or (tag == "br" and child.get("{%s}type" % W, "textWrapping") == "textWrapping"):
                text.append("\n")
            elif tag == "noBreakHyphen":
                text.append("\u2011")
            elif tag == "txbxContent":
                boxes.append(child)
            elif tag == "{%s}AlternateContent" % MC:
                choice = child.find("{%s}Choice" % MC)
                walk(choice if choice is not None else child)
            elif tag not in ("pPr", "rPr", "del", "moveFrom", "instrText", "delText", "rt"):
                walk(child)

    walk(element)
    return "".join(text), boxes


def docx_blocks(docx, part="word/document.xml"):
    """The part's blocks in order: ("p", style or None, text), ("table", [[cell, …], …]), where a cell is again
    such a list of blocks. Text of fields, links and insertions is in, deleted text and generated numbers are not.
    A table row has only the cells that are written: a spanning cell is one, a vertically merged one is there."""

    def blocks(parent):
        found = []
        for child in parent:
            tag = _w(child)
            if tag == "p":
                style = child.find("{%s}pPr/{%s}pStyle" % (W, W))
                text, boxes = _paragraph(child)
                found.append(("p", None if style is None else style.get("{%s}val" % W), text))
                for box in boxes:
                    found += blocks(box)
            elif tag == "tbl":
                found.append(("table", [[blocks(cell) for cell in inner(row, "tc")] for row in inner(child, "tr")]))
            elif tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "body"):
                found += blocks(child)
        return found

    def inner(parent, wanted):
        for child in parent:
            if _w(child) == wanted:
                yield child
            elif _w(child) in ("sdt", "sdtContent", "customXml"):
                yield from inner(child, wanted)

    return blocks(_xml(_zip(docx), part))


def docx_text(docx, part="word/document.xml"):
    """The part's text: a line for each paragraph and for each table row, a row's cells parted by tabs, the
    paragraphs of one cell by a space (docx_blocks() has the structure)."""

    def lines(blocks):
        for block in blocks:
            if block[0] == "p":
                yield block[2]
            else:
                for row in block[1]:
                    yield "\t".join(" ".join(lines(cell)) for cell in row)

    return "".join(line + "\n" for line in lines(docx_blocks(docx, part)))


def libreoffice_convert(files, to, outdir, timeout=180):
    """Convert several files in one run of LibreOffice; `to` as in --convert-to ("pdf", "txt:Text (encoded):UTF8").
    Returns the paths written, in the order of the files. LibreOffice ends with 0 even when it wrote nothing, so
    each file must be there, new, and not empty."""
    sources = [pathlib.Path(_file(file)) for file in files]
    outdir = pathlib.Path(outdir).resolve()
    outdir.mkdir(parents=True, exist_ok=True)
    targets = [outdir / (source.stem + "." + to.split(":")[0]) for source in sources]
    if len(set(targets)) != len(targets):
        _fail("two of the files have one name: %s" % ", ".join(source.name for source in sources))
    for target in targets:
        target.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="soffice-") as home:
        env = dict(os.environ, HOME=home, LC_ALL="C.UTF-8")
        code, out, err = _run(["soffice", "--headless", "--norestore", "--nolockcheck",
                               "-env:UserInstallation=" + pathlib.Path(home, "profile").as_uri(),
                               "--convert-to", to, "--outdir", outdir, *sources], timeout, env)
    missing = [target.name for target in targets if not target.is_file() or target.stat().st_size == 0]
    if code != 0 or missing:
        _fail("soffice --convert-to %s: exit %d, not written: %s\n%s"
              % (to, code, ", ".join(missing) or "none", _clip(out + err)))
    return targets


def libreoffice_pdf(docx, outdir, timeout=180):
    """LibreOffice's PDF of a document; its path."""
    return libreoffice_convert([docx], "pdf", outdir, timeout)[0]


def libreoffice_text(docx, timeout=180):
    """LibreOffice's text export, with the numbers that it generates."""
    with tempfile.TemporaryDirectory(prefix="text-") as folder:
        path = libreoffice_convert([docx], "txt:Text (encoded):UTF8", folder, timeout)[0]
        return path.read_text(encoding="utf-8-sig")


_SETTLE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Changes" script:language="StarBasic">
Sub Settle(source As String, target As String, command As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  Dim plain(1) As New com.sun.star.beans.PropertyValue
  plain(0).Name = "FilterName" : plain(0).Value = "Text (encoded)"
  plain(1).Name = "FilterOptions" : plain(1).Value = "UTF8"
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, Array())
  document.storeToURL(target, plain())
  document.close(True)
End Sub
</script:module>
"""


def libreoffice_settled(docx, accept, timeout=180):
    """LibreOffice's text export after it accepted, or rejected, all tracked changes. The macro that does it goes into a
    profile of its own, which LibreOffice must have made before: it would overwrite it."""
    with tempfile.TemporaryDirectory(prefix="settled-") as home:
        profile, target = pathlib.Path(home, "profile"), pathlib.Path(home, "settled.txt")
        basic = profile / "user" / "basic" / "Standard"
        env = dict(os.environ, HOME=home, LC_ALL="C.UTF-8")
        soffice = ["soffice", "--headless", "--norestore", "--nolockcheck", "-env:UserInstallation=" + profile.as_uri()]
        _run([*soffice, "--terminate_after_init"], timeout, env)
        basic.mkdir(parents=True, exist_ok=True)
        (basic / "Changes.xba").write_text(_SETTLE)
        (basic / "script.xlb").write_text(
            '<?xml version="1.0" encoding="UTF-8"?>\n<library:library xmlns:library="http://openoffice.org/2000/library" '
            'library:name="Standard" library:readonly="false"><library:element library:name="Changes"/></library:library>')
        command = ".uno:%sAllTrackedChanges" % ("Accept" if accept else "Reject")
        code, out, err = _run([*soffice, 'macro:///Standard.Changes.Settle("%s","%s","%s")'
                               % (pathlib.Path(_file(docx)).resolve().as_uri(), target.as_uri(), command)], timeout, env)
        if code != 0 or not target.is_file():
            _fail("soffice %s: exit %d, nothing written\n%s" % (command, code, _clip(out + err)))
        return target.read_text(encoding="utf-8-sig")


def mammoth_text(docx):
    """mammoth's reading of a document (through its HTML), a line for each paragraph or cell. It reports what it
    does not know, styles for the most part; that is no failure."""
    docx = _file(docx)
    code, out, err = _node(("mammoth", "bin", "mammoth"), docx)
    if code != 0 or not out:
        _fail("mammoth %s: exit %d\n%s" % (docx, code, _clip(err)))
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"</(p|h\d|li|td|th)>|<br ?/>", "\n", out)))


# --- Data ------------------------------------------------------------------------------------------------


def toml_schema(toml, schema=None):
    """taplo: the TOML file against the JSON Schema given, or against the one that its first line names."""
    toml = _file(toml)
    argv = ["check", "--no-auto-config"]
    if schema is not None:
        argv += ["--schema", pathlib.Path(_file(schema)).as_uri()]
    code, out, err = _node(("@taplo", "cli", "dist", "cli.js"), *argv, toml)
    if code != 0:
        _fail("taplo check %s: exit %d\n%s" % (toml, code, _clip(out + err)))


def json_schema(data, schema, spec="draft7"):
    """ajv: the JSON file against the JSON Schema (spec: draft7, draft2019, draft2020)."""
    data, schema = _file(data), _file(schema)
    code, out, err = _node(("ajv-cli", "dist", "index.js"), "validate", "--spec=" + spec, "--strict=false",
                           "--all-errors", "-s", schema, "-d", data)
    if code != 0:
        _fail("ajv %s: exit %d\n%s" % (data, code, _clip(out + err)))


# The schema is of draft 4, which ajv knows up to version 6: the one that the package brings along.
SARIF = """
const [folder, file] = process.argv.slice(1), read = (path) => JSON.parse(require("fs").readFileSync(path, "utf8"));
const own = (name) => require(require.resolve(name, {paths: [folder]}));
const Ajv = own("ajv"), ajv = new Ajv({schemaId: "auto", allErrors: true});
ajv.addMetaSchema(own("ajv/lib/refs/json-schema-draft-04.json"));
if (!ajv.validate(read(folder + "/lib/schemas/sarif-2.1.0-rtm.5.json"), read(file))) {
    console.log(JSON.stringify(ajv.errors, null, 1));
    process.exit(1);
}
"""


def sarif_schema(data):
    """The log against the schema of SARIF 2.1.0, as Microsoft's matchers for it bring it; the log as Python has it."""
    data = _file(data)
    code, out, err = _run(["node", "-e", SARIF, _npm("@microsoft", "jest-sarif"), data])
    if code != 0:
        _fail("SARIF schema %s: exit %d\n%s" % (data, code, _clip(out + err)))
    return json.loads(pathlib.Path(data).read_text(encoding="utf-8"))


if __name__ == "__main__":
    import sys

    if len(sys.argv) < 3:
        sys.exit("usage: readers.py CHECK FILE…    (qpdf_check, gray_only, docx_sdk, docx_text …)")
    for name in sys.argv[2:]:
        try:
            result = globals()[sys.argv[1]](name)
        except AssertionError as error:
            sys.exit("FAIL %s" % error)
        print(result if isinstance(result, str) else "ok   %s %s %s" % (sys.argv[1], name, result or ""))
