"""The clauses of ISO 19005-2/-3 and ISO 15930-7 that a document of ours can break: on its bytes, on what qpdf reads of
it, and on its fonts as FreeType reads them (WIDTHS: the program of conform/widths.c)."""
import os, re, struct, subprocess, sys, tempfile
import xml.etree.ElementTree as tree
from pdf_file import Pdf, syntax, text
import readers as r

WIDTHS = sys.argv[1]
R, X = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}", "{http://www.w3.org/XML/1998/namespace}"
DC, XMP, ADOBE = "http://purl.org/dc/elements/1.1/", "http://ns.adobe.com/xap/1.0/", "http://ns.adobe.com/pdf/1.3/"
MM, AID, UAID = "http://ns.adobe.com/xap/1.0/mm/", "http://www.aiim.org/pdfa/ns/id/", "http://www.aiim.org/pdfua/ns/id/"
XID, OWN = "http://www.npes.org/pdfx/ns/id/", "urn:ziping:document#"
EXTENSION, SCHEMA = "http://www.aiim.org/pdfa/ns/extension/", "http://www.aiim.org/pdfa/ns/schema#"
PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
# XMP 2005 and ISO 19005: what may be there without a description.
KNOWN = {DC: {"title", "creator", "language", "format"}, XMP: {"CreateDate", "ModifyDate", "MetadataDate"},
         ADOBE: {"Producer"}, MM: {"DocumentID", "VersionID", "RenditionClass"}, AID: {"part", "conformance"},
         EXTENSION: {"schemas"}}


# ---------------------------------------------------------------- metadata

def name_of(tag):
    return tuple(tag[1:].split("}"))


def described(schemas):
    """What the extension schemas describe (6.6.2.3.3), every field of theirs there."""
    found = {}
    for each in schemas.find(R + "Bag"):
        fields = {name_of(field.tag): field for field in each}
        assert set(fields) == {(SCHEMA, name) for name in ("schema", "namespaceURI", "prefix", "property")}, fields
        uri = fields[SCHEMA, "namespaceURI"].text
        for item in fields[SCHEMA, "property"].find(R + "Seq"):
            of = {name_of(field.tag): field.text for field in item}
            assert set(of) == {(PROPERTY, name) for name in ("name", "valueType", "category", "description")}, of
            assert of[PROPERTY, "category"] in ("internal", "external") and all(of.values()), of
            found.setdefault(uri, {})[of[PROPERTY, "name"]] = of[PROPERTY, "valueType"]
    return found


def value_of(element):
    """A text, a list, or a dictionary by language."""
    for kind in ("Seq", "Bag"):
        if (array := element.find(R + kind)) is not None:
            return [item.text for item in array]
    if (array := element.find(R + "Alt")) is not None:
        return {item.get(X + "lang"): item.text for item in array}
    assert len(element) == 0, element.tag
    return element.text


def xmp_of(pdf):
    """The properties of the metadata stream, each one known to PDF/A or described."""
    reference = pdf.catalog["/Metadata"]
    stream = pdf.get(reference)
    assert stream["/Type"] == "/Metadata" and stream["/Subtype"] == "/XML" and "/Filter" not in stream, stream
    packet = pdf.data(reference).decode("utf-8")
    assert packet in pdf.bytes.decode("utf-8", "surrogateescape"), "the packet cannot be found in the file"
    head = re.match(r"<\?xpacket ([^?]*)\?>\n", packet)
    assert head.group(1) == 'begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"', head.group(1)
    assert re.search(r'<\?xpacket end="[rw]"\?>\Z', packet), packet[-40:]
    root = tree.fromstring(packet)
    found = {}
    for description in root.iter(R + "Description"):
        assert description.get(R + "about") == "", description.attrib
        for element in description:
            assert name_of(element.tag) not in found, f"{element.tag} twice"
            found[name_of(element.tag)] = element
    known = described(found[EXTENSION, "schemas"]) if (EXTENSION, "schemas") in found else {}
    for (uri, name), element in found.items():
        kind = known.get(uri, {}).get(name)
        assert kind or name in KNOWN.get(uri, ()), f"{uri}{name} is neither known nor described (6.6.2.3.1)"
        assert kind != "Integer" or re.fullmatch(r"\d+", element.text), element.text
    return {key: value_of(element) for key, element in found.items() if key != (EXTENSION, "schemas")}


def one_date(info, xmp):
    """The same day in both, at the beginning of the day, or none in both."""
    day = xmp.get((XMP, "CreateDate"))
    assert (day is None) == ("/CreationDate" not in info), (day, info)
    if day is not None:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", day), day
        assert text(info["/CreationDate"]) == "D:" + re.sub(r"[-T:]", "", day), (day, info)
    return day


def metadata(pdf, part="2", press=False, **own):
    xmp, info = xmp_of(pdf), pdf.info
    title = text(info["/Title"])
    assert xmp[DC, "title"] == {"x-default": title, "zh-CN": title}, xmp[DC, "title"]
    assert xmp.get((DC, "creator")) == ([text(info["/Author"])] if "/Author" in info else None), xmp
    assert xmp[DC, "language"] == ["zh-CN"] == [text(pdf.catalog["/Lang"])], xmp
    assert xmp[ADOBE, "Producer"] == text(info["/Producer"]) == "ziping", xmp
    assert (xmp[AID, "part"], xmp[AID, "conformance"]) == (part, "U"), xmp
    assert ((UAID, "part") in xmp) == ("/StructTreeRoot" in pdf.catalog), "PDF/UA-1, and no tags; or tags without it"
    assert pdf.catalog["/ViewerPreferences"]["/DisplayDocTitle"] is True
    assert ((XID, "GTS_PDFXVersion") in xmp) == press, xmp
    one_date(info, xmp)
    for name, value in own.items():
        assert xmp.get((OWN, name)) == value, (name, value, xmp.get((OWN, name)))
    return xmp


# ---------------------------------------------------------------- colour

def grey_profile(data):
    """An ICC profile of an output device, version 2, grey; its curve is a gamma of 2.2."""
    size, version, kind, space, connection = struct.unpack(">I4xI4s4s4s", data[:24])
    assert (size, version >> 24, kind, space, connection) == (len(data), 2, b"prtr", b"GRAY", b"XYZ "), data[:24]
    assert data[24:40] == struct.pack(">6H", 2024, 1, 1, 0, 0, 0) + b"acsp", "the clock is in it"
    tags = {}
    for i in range(struct.unpack(">I", data[128:132])[0]):
        name, offset, length = struct.unpack(">4sII", data[132 + 12 * i:144 + 12 * i])
        assert offset % 4 == 0 and offset + length <= len(data), name
        tags[name] = data[offset:offset + length]
    assert set(tags) == {b"desc", b"cprt", b"wtpt", b"kTRC"}, tags.keys()
    assert b"ziping Gray, gamma 2.2\0" in tags[b"desc"] and b"No copyright" in tags[b"cprt"], tags
    kind, count, gamma = struct.unpack(">4s4xIH", tags[b"kTRC"])
    assert (kind, count) == (b"curv", 1) and abs(gamma / 256 - 2.2) < 0.004, tags[b"kTRC"]
    white = [each / 65536 for each in struct.unpack(">3i", tags[b"wtpt"][8:])]
    assert all(abs(a - b) < 0.0005 for a, b in zip(white, (0.9642, 1, 0.8249))), white


def intents(pdf, press=False):
    found = pdf.catalog["/OutputIntents"]
    wanted = ["/GTS_PDFA1", "/GTS_PDFX"] if press else ["/GTS_PDFA1"]
    assert [each["/S"] for each in found] == wanted, found
    assert len({each["/DestOutputProfile"] for each in found}) == 1, "one profile for both (6.2.3)"
    profile = found[0]["/DestOutputProfile"]
    assert pdf.get(profile)["/N"] == 1
    grey_profile(pdf.data(profile))
    assert all(each["/OutputConditionIdentifier"] and each["/Info"] for each in found), found
    r.gray_only(pdf.path)
    for resources, data in pdf.contents():
        assert not {"/ColorSpace", "/Pattern", "/Shading"} & set(resources), resources
        assert not re.search(rb"(?<![\w/])(rg|RG|k|K|cs|CS|sc|SC|scn|SCN|sh|BI)\n", data), "another colour space"


# ---------------------------------------------------------------- fonts

def widths_of(font):
    """/W by code."""
    found, entries = {}, list(font.get("/W", []))
    while entries:
        code, widths = entries.pop(0), entries.pop(0)
        found.update({code + i: width for i, width in enumerate(widths)})
    return found


def unicode_of(data):
    found = {}
    for block in re.findall(r"beginbfchar\n(.*?)endbfchar", data.decode(), re.S):
        for code, meaning in re.findall(r"<([0-9A-F]{4})><([0-9A-F]*)>", block):
            found[int(code, 16)] = bytes.fromhex(meaning).decode("utf-16-be")
    return found


def codes_shown(pdf):
    """By font object."""
    shown = {}
    for resources, data in pdf.contents():
        font = None
        for name, array in re.findall(rb"/(F\d+) [\d.]+ Tf|\[([^\]]*)\]TJ", data):
            font = resources["/Font"]["/" + name.decode()] if name else font
            for string in re.findall(rb"<([0-9A-F]+)>", array):
                codes = struct.unpack(">%dH" % (len(string) // 4), bytes.fromhex(string.decode()))
                shown.setdefault(font, set()).update(codes)
    return shown


def check_widths(pdf, font, codes, folder):
    """6.2.11.5, and that every glyph is there (6.2.11.4.1)."""
    descriptor = pdf.get(font["/FontDescriptor"])
    cff = "/FontFile3" in descriptor
    assert font["/Subtype"] == ("/CIDFontType0" if cff else "/CIDFontType2"), font
    file = descriptor["/FontFile3" if cff else "/FontFile2"]
    assert not cff or pdf.get(file)["/Subtype"] == "/CIDFontType0C"
    path = os.path.join(folder, "font")
    with open(path, "wb") as out:
        out.write(pdf.data(file))
    glyphs = {code: code for code in codes}
    if not cff:
        places = font["/CIDToGIDMap"]
        if places != "/Identity":
            places = pdf.data(places)
            glyphs = {code: int.from_bytes(places[2 * code:2 * code + 2], "big") for code in codes}
        assert 0 not in glyphs.values(), "the glyph of no character is shown (6.2.11.8)"
    done = subprocess.run([WIDTHS, path, "cid" if cff else "glyph"], capture_output=True, text=True,
                          input="".join(f"{glyphs[code]}\n" for code in sorted(codes)))
    assert done.returncode == 0, f"{descriptor['/FontName']}: widths {done.returncode}"
    said = widths_of(font)
    for code, width in zip(sorted(codes), map(int, done.stdout.split()), strict=True):
        given = said.get(code, font["/DW"])
        assert abs(given * 1000 - width) <= 1000, f"{descriptor['/FontName']} {code}: {given}, not {width / 1000}"


def fonts(pdf):
    shown = codes_shown(pdf)
    with tempfile.TemporaryDirectory() as folder:
        for reference, codes in shown.items():
            font = pdf.get(reference)
            below = pdf.get(pdf.get(font["/DescendantFonts"])[0])
            assert (font["/Subtype"], font["/Encoding"]) == ("/Type0", "/Identity-H"), font
            assert set(below["/CIDSystemInfo"]) == {"/Registry", "/Ordering", "/Supplement"}, below
            descriptor = pdf.get(below["/FontDescriptor"])
            assert descriptor["/FontName"] == below["/BaseFont"] and font["/BaseFont"].startswith(below["/BaseFont"])
            for key in ("/Flags", "/FontBBox", "/ItalicAngle", "/Ascent", "/Descent", "/CapHeight", "/StemV"):
                assert key in descriptor, f"{descriptor['/FontName']} has no {key}"
            assert 0 not in codes, f"{descriptor['/FontName']}: .notdef is shown (6.2.11.8)"
            meanings = unicode_of(pdf.data(font["/ToUnicode"]))
            for code in codes:
                meaning = meanings.get(code)
                assert meaning, f"{descriptor['/FontName']}: {code} means nothing (6.2.11.7.2)"
                assert not set(meaning) & set("\0\ufeff\ufffe"), repr(meaning)
            check_widths(pdf, below, codes, folder)
    return len(shown)


# ---------------------------------------------------------------- the file

def whole_file(pdf):
    streams = syntax(pdf.bytes)
    packed = [int(re.search(rb"/N (\d+)", each).group(1)) for each in streams.values() if b"/ObjStm" in each]
    assert packed and max(packed) <= 200, packed
    assert [len(each) for each in pdf.trailer["/ID"]] == [34, 34], pdf.trailer  # b: and 16 bytes
    assert not {"/AA", "/OpenAction", "/OCProperties", "/Requirements"} & set(pdf.catalog), pdf.catalog.keys()
    for page in pdf.pages():
        assert not {"/AA", "/PresSteps", "/Group"} & set(page), page.keys()
    r.qpdf_check(pdf.path)
    r.mutool_ok(pdf.path)
    r.ghostscript_ok(pdf.path)


def conforms(path, part="2", press=False, **own):
    pdf = Pdf(path)
    whole_file(pdf)
    intents(pdf, press)
    assert fonts(pdf) > 0
    metadata(pdf, part, press, **own)
    names = pdf.catalog.get("/Names", {})
    assert ("/AF" in pdf.catalog) == ("/EmbeddedFiles" in names) == (part == "3"), "attachments are for PDF/A-3 alone"
    return pdf
