#!/usr/bin/env python3
"""Proves that each check in readers.py passes a sound file and fails on a single fault.

Makes a small PDF and a small DOCX, then copies of them with one fault each.
usage: selftest.py [WORDS…]    only the groups whose names contain one of the words
"""

import pathlib
import struct
import sys
import tempfile
import time
import zipfile
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import readers as r  # noqa: E402

FONT = "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"
failures = 0
count = 0


def report(good, name, detail=""):
    global failures, count
    count += 1
    failures += not good
    print("%s %s%s" % ("ok  " if good else "FAIL", name, "" if good else ": " + detail), flush=True)


def passes(name, check, *args, expect=None, **kwargs):
    """The check passes, and gives what is expected (a value, or a function that judges it)."""
    try:
        result = check(*args, **kwargs)
    except AssertionError as error:
        return report(False, name, "should pass, but: %s" % error)
    fits = expect(result) if callable(expect) else expect is None or result == expect
    report(fits, name, "got %r" % (result,))


def fails(name, check, *args, says, **kwargs):
    """The check fails, and for the right reason: its message has the words."""
    try:
        result = check(*args, **kwargs)
    except AssertionError as error:
        return report(says in str(error), name, "should say %r, but says: %s" % (says, error))
    report(False, name, "should fail, but gave %r" % (result,))


# --- a PDF -----------------------------------------------------------------------------------------------

TEXT = b"/P <</MCID 0>> BDC BT /F1 12 Tf 72 700 Td 0 g <002400250026> Tj ET EMC\n"
BOX = b"/Artifact BMC 0.5 g 72 600 100 20 re f EMC\n"


def pdf_objects():
    """Two pages, A4 and Letter; ABC in an embedded font, tagged; a gray box on each page."""
    font = pathlib.Path(FONT).read_bytes()
    unicode_map = (b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
                   b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
                   b"1 beginbfrange <0024> <0026> <0041> endbfrange\n"
                   b"endcmap CMapName currentdict /CMap defineresource pop end end")
    page = (b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %s]/Contents %d 0 R/StructParents %d/Tabs/S"
            b"/Resources<</Font<</F1 7 0 R>>/XObject<</Im 15 0 R>>>>>>")
    return {
        1: b"<</Type/Catalog/Pages 2 0 R/Lang(zh-CN)/MarkInfo<</Marked true>>/StructTreeRoot 12 0 R>>",
        2: b"<</Type/Pages/Count 2/Kids[3 0 R 5 0 R]>>",
        3: page % (b"595.28 841.89", 4, 0),
        4: stream(TEXT + BOX),
        5: page % (b"612 792", 6, 1),
        6: stream(BOX),
        7: b"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+LiberationSans/Encoding/Identity-H"
           b"/DescendantFonts[8 0 R]/ToUnicode 11 0 R>>",
        8: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+LiberationSans/CIDToGIDMap/Identity/DW 667"
           b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 9 0 R>>",
        9: b"<</Type/FontDescriptor/FontName/ABCDEF+LiberationSans/Flags 4/FontBBox[-544 -303 1302 980]"
           b"/ItalicAngle 0/Ascent 905/Descent -212/CapHeight 729/StemV 80/FontFile2 10 0 R>>",
        10: stream(font, b"/Length1 %d" % len(font)),
        11: stream(unicode_map),
        12: b"<</Type/StructTreeRoot/K[13 0 R]/ParentTree<</Nums[0 [14 0 R] 1 []]>>/ParentTreeNextKey 2>>",
        13: b"<</Type/StructElem/S/Document/P 12 0 R/K[14 0 R]>>",
        14: b"<</Type/StructElem/S/P/P 13 0 R/Pg 3 0 R/K 0>>",
        15: stream(b"\x00\x80\xc0\xff", b"/Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8"
                                        b"/ColorSpace/DeviceGray"),
    }


def stream(data, entries=b""):
    data = zlib.compress(data)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (len(data), entries, data)


def write_pdf(path, changes=None, replace=None, shift=0):
    """changes: {object number: its body}; replace: {object number: (old, new)}; shift: error of the xref."""
    objects = dict(pdf_objects())
    objects.update(changes or {})
    for number, (old, new) in (replace or {}).items():
        assert old in objects[number], (number, old)
        objects[number] = objects[number].replace(old, new)
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in sorted(objects.items()):
        offsets.append(len(out) + shift)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<</Size %d/Root 1 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    path.write_bytes(out)
    return path


def pdf_group(folder):
    def pdf(name, **kwargs):
        return write_pdf(folder / (name + ".pdf"), **kwargs)

    good = pdf("good")
    passes("qpdf_check: a sound PDF", r.qpdf_check, good)
    passes("mutool_ok: a sound PDF", r.mutool_ok, good)
    passes("ghostscript_ok: a sound PDF", r.ghostscript_ok, good)
    passes("fonts: one font", r.fonts, good, expect=[{
        "name": "ABCDEF+LiberationSans", "type": "CID TrueType", "encoding": "Identity-H",
        "emb": True, "sub": True, "uni": True, "object": 7}])
    passes("fonts_embedded: a sound PDF", r.fonts_embedded, good)
    passes("pdf_text: all pages", r.pdf_text, good, expect="ABC\n\n\f\f")
    passes("pdf_text: the second page", r.pdf_text, good, 2, 2, expect="\f")
    passes("pdf_text: layout", r.pdf_text, good, layout=True, expect=lambda text: "ABC" in text)
    passes("pdf_pages", r.pdf_pages, good, expect=2)
    passes("pdf_page_sizes", r.pdf_page_sizes, good, expect=[(595.28, 841.89), (612.0, 792.0)])
    passes("gray_only: gray", r.gray_only, good, expect=lambda ink: len(ink) == 2 and 0 < min(ink) <= max(ink) < 0.1)
    passes("pdfjs: text, tags, language", r.pdfjs, good, expect=lambda seen: (
        seen["lang"], seen["marked"], [page["tagged"] for page in seen["pages"]],
        seen["pages"][0]["tree"]["children"][0]["role"]) == ("zh-CN", True, ["ABC", ""], "Document"))
    passes("pdf_tagged: a sound PDF", r.pdf_tagged, good)
    png = folder / "page.png"
    passes("page_png, png_size", lambda: r.png_size(r.page_png(good, 2, 72, png)), expect=(612, 792))
    passes("png_size: a file", r.png_size, png, expect=(612, 792))

    broken = pdf("xref", shift=7)
    fails("qpdf_check: wrong offsets in the xref", r.qpdf_check, broken, says="exit")
    fails("mutool_ok: wrong offsets in the xref", r.mutool_ok, broken, says="mutool info")
    fails("ghostscript_ok: wrong offsets in the xref", r.ghostscript_ok, broken, says="Ghostscript on")
    broken = pdf("endstream", changes={4: stream(TEXT)[:60] + b"\nendstream"})
    fails("qpdf_check: a stream cut short", r.qpdf_check, broken, says="qpdf --check")
    fails("mutool_ok: a stream cut short", r.mutool_ok, broken, says="mutool draw")
    fails("ghostscript_ok: a stream cut short", r.ghostscript_ok, broken, says="Ghostscript on")
    broken = pdf("operator", changes={4: stream(TEXT + b"1 0 frobnicate\n")})
    fails("mutool_ok: an unknown operator", r.mutool_ok, broken, says="unknown keyword")
    broken = pdf("resource", replace={3: (b"/F1 7 0 R", b"/F9 7 0 R")})
    fails("ghostscript_ok: a font that the page does not have", r.ghostscript_ok, broken, says="Ghostscript on")
    text = folder / "text.pdf"
    text.write_text("no PDF\n")
    empty = folder / "empty.pdf"
    empty.write_bytes(b"")
    for check in (r.qpdf_check, r.mutool_ok, r.ghostscript_ok, r.fonts, r.pdf_text, r.pdf_pages, r.pdf_page_sizes,
                  r.gray_only, r.pdfjs, r.page_png):
        fails("%s: not a PDF" % check.__name__, check, text, says="text.pdf")
    fails("qpdf_check: an empty file", r.qpdf_check, empty, says="is empty")
    fails("qpdf_check: no file", r.qpdf_check, folder / "none.pdf", says="no such file")
    fails("page_png: a page that is not there", r.page_png, good, 9, says="pdftoppm")
    fails("png_size: a PNG cut short", lambda: r.png_size(png.read_bytes()[:-9]), says="not a whole PNG")

    fails("fonts_embedded: a font that is not embedded", r.fonts_embedded, pdf(
        "base14", changes={7: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"}),
        says="not embedded")
    fails("fonts_embedded: a font without subset name", r.fonts_embedded, pdf(
        "whole", replace={n: (b"ABCDEF+", b"") for n in (7, 8, 9)}), says="is not a subset")
    fails("fonts_embedded: a font without ToUnicode", r.fonts_embedded, pdf(
        "unicode", replace={7: (b"/ToUnicode 11 0 R", b"")}), says="is without ToUnicode")
    fails("fonts_embedded: no font", r.fonts_embedded, pdf(
        "fontless", changes={4: stream(BOX)}, replace={n: (b"/Font<</F1 7 0 R>>", b"") for n in (3, 5)}),
        says="no font at all")

    for name, paint, says in (
            ("a red box", b"1 0 0 rg 9 9 9 9 re f\n", "DeviceRGB"),
            ("black as RGB", b"0 0 0 rg 9 9 9 9 re f\n", "DeviceRGB"),
            ("black as CMYK", b"0 0 0 1 k 9 9 9 9 re f\n", "DeviceCMYK"),
            ("a line in RGB", b"0 0 1 RG 9 9 m 99 99 l S\n", "DeviceRGB"),
            ("text in RGB", TEXT.replace(b"0 g", b"0 0 0 rg"), "DeviceRGB")):
        fails("gray_only: " + name, r.gray_only, pdf("colour", changes={6: stream(paint)}), says="page 2: painted in "
              + says)
    place = b"20 0 0 20 9 9 cm /Im Do\n"
    passes("gray_only: a gray image", r.gray_only, pdf("image", changes={6: stream(place)}))
    entries = b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceRGB"
    fails("gray_only: a black image in RGB", r.gray_only, pdf("rgb", changes={
        6: stream(place), 15: stream(b"\0\0\0", entries)}), says="page 2")

    untagged = TEXT.replace(b"/P <</MCID 0>> BDC", b"").replace(b"EMC", b"")
    fails("pdf_tagged: text outside the tags", r.pdf_tagged, pdf("untagged", changes={6: stream(untagged)}),
          says="page 2: text outside the tags: 'ABC'")
    fails("pdf_tagged: another language", r.pdf_tagged, pdf("lang", replace={1: (b"zh-CN", b"en-US")}),
          says="its language is 'en-US'")
    fails("pdf_tagged: not marked", r.pdf_tagged, pdf("marked", replace={1: (b"true", b"false")}), says="MarkInfo")
    fails("pdf_tagged: no tag tree", r.pdf_tagged, pdf("tree", replace={1: (b"/StructTreeRoot 12 0 R", b"")}),
          says="no tag tree")

    passes("ots_ok: a sound font", r.ots_ok, FONT)
    font = folder / "broken.ttf"
    data = bytearray(pathlib.Path(FONT).read_bytes())
    tables = struct.unpack(">H", data[4:6])[0]
    head = next(12 + 16 * n for n in range(tables) if data[12 + 16 * n:16 + 16 * n] == b"glyf")
    data[head + 8:head + 12] = struct.pack(">I", len(data))  # a table behind the end of the file
    font.write_bytes(data)
    fails("ots_ok: a table out of the file", r.ots_ok, font, says="ots-sanitize")


# --- a DOCX ----------------------------------------------------------------------------------------------

X = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NS = 'xmlns:w="%s" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"' % r.W
WT = "application/vnd.openxmlformats-officedocument.wordprocessingml.%s+xml"
RT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE_RT = "http://schemas.openxmlformats.org/package/2006/relationships"


def docx_parts():
    wml = {"styles": "styles", "settings": "settings", "numbering": "numbering", "fontTable": "fontTable",
           "header1": "header", "footer1": "footer"}
    types = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' \
            '<Default Extension="xml" ContentType="application/xml"/>'
    for name, kind in [("word/document", WT % "document.main")] + [
            ("word/" + name, WT % kind) for name, kind in wml.items()] + [
            ("docProps/core", "application/vnd.openxmlformats-package.core-properties+xml"),
            ("docProps/app", "application/vnd.openxmlformats-officedocument.extended-properties+xml")]:
        types += '<Override PartName="/%s.xml" ContentType="%s"/>' % (name, kind)

    def relationships(*rows):
        return X + '<Relationships xmlns="%s">%s</Relationships>' % (PACKAGE_RT, "".join(
            '<Relationship Id="rId%d" Type="%s" Target="%s"/>' % (n, kind, target)
            for n, (kind, target) in enumerate(rows, 1)))

    def cell(*paragraphs):
        return '<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>%s</w:tc>' % "".join(
            "<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % text for text in paragraphs)

    table = '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="6000" w:type="dxa"/></w:tblPr><w:tblGrid>' \
            '<w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid><w:tr>%s%s</w:tr><w:tr>%s%s</w:tr></w:tbl>' \
            % (cell("编制数"), cell("97"), cell("措施"), cell("第一，", "第二。"))
    return {
        "[Content_Types].xml": X + '<Types xmlns="%s">%s</Types>' % (r.CT, types),
        "_rels/.rels": relationships(
            (RT + "officeDocument", "word/document.xml"),
            ("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
             "docProps/core.xml"), (RT + "extended-properties", "docProps/app.xml")),
        "word/_rels/document.xml.rels": relationships(*((RT + kind, name + ".xml") for name, kind in wml.items())),
        "word/document.xml": X + '<w:document %s><w:body>'
        '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>绩效自评报告</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>一、</w:t></w:r>'
        '<w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t xml:space="preserve">部门 </w:t><w:tab/><w:t>概况</w:t>'
        '</w:r><w:del w:id="1" w:author="a" w:date="2024-05-28T00:00:00Z"><w:r><w:delText>删去</w:delText></w:r>'
        '</w:del><w:ins w:id="2" w:author="a" w:date="2024-05-28T00:00:00Z"><w:r><w:t>补</w:t></w:r></w:ins></w:p>'
        '%s<w:p><w:r><w:br w:type="page"/><w:t>（完）</w:t></w:r></w:p>'
        '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" '
        'w:header="720" w:footer="720" w:gutter="0"/></w:sectPr></w:body></w:document>' % (NS, table),
        "word/styles.xml": X + '<w:styles %s>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>'
        '<w:next w:val="Normal"/><w:link w:val="Strong"/></w:style>'
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:link w:val="Title"/></w:style>'
        '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/></w:style></w:styles>' % NS,
        "word/settings.xml": X + '<w:settings %s><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/></w:settings>'
        % NS,
        "word/numbering.xml": X + '<w:numbering %s><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start '
        'w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%%1)"/></w:lvl></w:abstractNum><w:num w:numId="1">'
        '<w:abstractNumId w:val="0"/></w:num></w:numbering>' % NS,
        "word/fontTable.xml": X + '<w:fonts %s><w:font w:name="FangSong"><w:family w:val="modern"/></w:font></w:fonts>'
        % NS,
        "word/header1.xml": X + '<w:hdr %s><w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr><w:r><w:t>页眉</w:t></w:r>'
        '</w:p></w:hdr>' % NS,
        "word/footer1.xml": X + '<w:ftr %s><w:p><w:r><w:t>页脚</w:t></w:r></w:p></w:ftr>' % NS,
        "docProps/core.xml": X + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>标题</dc:title><dc:creator>a</dc:creator>'
        '<dc:language>zh-CN</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">2024-05-28T00:00:00Z'
        '</dcterms:created></cp:coreProperties>',
        "docProps/app.xml": X + '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-'
        'properties"><Application>ziping</Application></Properties>',
    }


def write_docx(path, part=None, old=None, new=None, drop=None):
    """drop: a part to leave out; part, old, new: a part in which old becomes new."""
    parts = docx_parts()
    if part:
        assert old in parts[part], (part, old)
        parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            if name != drop:
                package.writestr(name, text)
    return path


def docx_group(folder):
    def docx(name, *change, **kwargs):
        return write_docx(folder / (name + ".docx"), *change, **kwargs)

    document, styles = "word/document.xml", "word/styles.xml"
    lines = ["绩效自评报告", "一、部门 \t概况补", "编制数\t97", "措施\t第一， 第二。", "（完）"]
    good = docx("good")
    passes("docx_sdk: a sound DOCX", r.docx_sdk, good)
    passes("docx_xsd: a sound DOCX, all 12 parts", r.docx_xsd, good, expect=sorted(docx_parts()))
    passes("docx_styles_exist: a sound DOCX", r.docx_styles_exist, good,
           expect={"Normal": "paragraph", "Title": "paragraph", "Strong": "character", "Grid": "table"})
    passes("docx_text: paragraphs and rows", r.docx_text, good, expect="\n".join(lines) + "\n")
    passes("docx_text: a header", r.docx_text, good, "word/header1.xml", expect="页眉\n")
    passes("docx_blocks", r.docx_blocks, good, expect=lambda blocks: (blocks[0], blocks[2][1][1][1]) == (
        ("p", "Title", "绩效自评报告"), [("p", None, "第一，"), ("p", None, "第二。")]))
    passes("mammoth_text", r.mammoth_text, good, expect=lambda text: "编制数\n" in text and "删去" not in text)

    dangling = docx("dangling", document, '"Title"', '"Titel"')
    fails("docx_styles_exist: a paragraph style that is not there", r.docx_styles_exist, dangling,
          says="w:pStyle names Titel, which is not defined")
    passes("(docx_sdk does not see that)", r.docx_sdk, dangling)
    passes("(docx_xsd does not see that)", r.docx_xsd, dangling)
    for tag, part, old, new, says in (
            ("rStyle", document, 'rStyle w:val="Strong"', 'rStyle w:val="x"', "w:rStyle names x, which"),
            ("tblStyle", document, '"Grid"', '"x"', "w:tblStyle names x, which"),
            ("pStyle in a header", "word/header1.xml", '"Normal"', '"x"', "header1.xml: w:pStyle names x, which"),
            ("basedOn", styles, 'basedOn w:val="Normal"', 'basedOn w:val="x"', "w:basedOn of Title names x, which"),
            ("next", styles, 'next w:val="Normal"', 'next w:val="x"', "w:next of Title names x, which"),
            ("link", styles, 'link w:val="Title"', 'link w:val="x"', "w:link of Strong names x, which"),
            ("a style of another kind", document, 'pStyle w:val="Title"', 'pStyle w:val="Strong"',
             "w:pStyle names Strong, a character style"),
            ("a style defined twice", styles, 'styleId="Grid"', 'styleId="Title"', "Title is defined twice")):
        fails("docx_styles_exist: " + tag, r.docx_styles_exist, docx("style", part, old, new), says=says)

    order = docx("order", document, "<w:rPr><w:b/></w:rPr><w:t>绩效自评报告</w:t>",
                 "<w:t>绩效自评报告</w:t><w:rPr><w:b/></w:rPr>")
    fails("docx_sdk: w:rPr after w:t", r.docx_sdk, order, says="unexpected child element")
    stray = docx("stray", document, "<w:t>（完）</w:t>", "<w:t>（完）</w:t>x")
    fails("docx_xsd: text in w:r outside w:t", r.docx_xsd, stray, says="Character content")
    fails("docx_sdk: a relationship that is not there", r.docx_sdk,
          docx("rid", document, '"rId5"', '"rId55"'), says="SDK finds 1 errors")
    fails("docx_sdk: a relationship to no part", r.docx_sdk,
          docx("target", "word/_rels/document.xml.rels", '"header1.xml"', '"header9.xml"'), says="header9")
    fails("docx_sdk: a wrong content type", r.docx_sdk,
          docx("type", "[Content_Types].xml", "wordprocessingml.numbering+xml", "wordprocessingml.footer+xml"),
          says="errors")
    fails("docx_sdk: a number defined twice", r.docx_sdk,
          docx("abstract", "word/numbering.xml", '</w:abstractNum>', '</w:abstractNum><w:abstractNum w:abstractNumId='
               '"0"/>'), says="errors")
    fails("docx_xsd: a part without content type", r.docx_xsd,
          docx("untyped", "[Content_Types].xml", 'Extension="rels"', 'Extension="rel"'),
          says="_rels/.rels has no content type")
    fails("docx_xsd: a part under another name", r.docx_xsd,
          docx("name", "[Content_Types].xml", 'PartName="/word/styles.xml"', 'PartName="/word/style.xml"'),
          says="parts that are not there: word/style.xml")
    fails("docx_xsd: a part that is not there", r.docx_xsd, docx("drop", drop="word/settings.xml"),
          says="parts that are not there: word/settings.xml")
    for part, old, new in (
            (document, "<w:pStyle", "<w:bStyle"),
            (styles, '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>',
             '<w:next w:val="Normal"/><w:basedOn w:val="Normal"/>'),
            ("word/settings.xml", 'w:percent="100"', 'w:percent="full"'),
            ("word/numbering.xml", '"decimal"', '"arabic"'),
            ("word/fontTable.xml", '"modern"', '"old"'),
            ("word/header1.xml", "<w:t>", "<w:t w:size='1'>"),
            ("word/footer1.xml", "<w:p>", "<w:r/><w:p>"),
            ("docProps/core.xml", "2024-05-28T00:00:00Z", "28 May 2024"),
            ("docProps/core.xml", "dc:title", "dc:titel"),
            ("docProps/app.xml", "Application", "Applikation"),
            ("[Content_Types].xml", "<Default Extension", "<Default Extention"),
            ("_rels/.rels", ' Target="word/document.xml"', "")):
        if part == "[Content_Types].xml":
            new = "<Fault/>" + old
        fails("docx_xsd: a fault in %s" % part, r.docx_xsd, docx("part", part, old, new), says=part)
    passes("docx_xsd: extensions of the schema", r.docx_xsd, docx(
        "mc", document, "<w:document ", '<w:document xmlns:mc="%s" xmlns:w14="http://schemas.microsoft.com/office/word/'
        '2010/wordml" mc:Ignorable="w14" w14:x="1" ' % r.MC))
    fails("docx_xsd: an extension not marked as such", r.docx_xsd, docx(
        "w14", document, "<w:document ", '<w:document xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
        'w14:x="1" '), says="word/document.xml")
    malformed = docx("malformed", document, "</w:body>", "")
    for check in (r.docx_sdk, r.docx_xsd, r.docx_styles_exist, r.docx_text, r.mammoth_text):
        fails("%s: XML that is not well-formed" % check.__name__, check, malformed, says="malformed.docx")
    cut = folder / "cut.docx"
    cut.write_bytes(good.read_bytes()[:-40])
    for check in (r.docx_sdk, r.docx_xsd, r.docx_styles_exist, r.docx_text, r.mammoth_text):
        fails("%s: a ZIP cut short" % check.__name__, check, cut, says="cut.docx")


def office_group(folder):
    good = write_docx(folder / "good.docx")
    other = write_docx(folder / "other.docx", "word/document.xml", "绩效自评报告", "另一份报告")
    pdfs = []
    passes("libreoffice_convert: two files in one run",
           lambda: pdfs.extend(r.libreoffice_convert([good, other], "pdf", folder / "pdf")) or
           [path.name for path in pdfs], expect=["good.pdf", "other.pdf"])
    passes("… and the text of the second", lambda: "另一份报告" in r.pdf_text(pdfs[1]), expect=True)
    passes("libreoffice_pdf", lambda: r.pdf_pages(r.libreoffice_pdf(good, folder / "pdf2")), expect=2)
    passes("libreoffice_text", lambda: r.squash(r.libreoffice_text(good)),
           expect=lambda text: "绩效自评报告" in text and "第一，第二。" in text)
    fails("libreoffice_convert: two files of one name", r.libreoffice_convert, [good, good], "pdf", folder,
          says="have one name")
    fails("libreoffice_pdf: no file", r.libreoffice_pdf, folder / "none.docx", folder, says="no such file")
    cut = folder / "cut.docx"
    cut.write_bytes(b"PK\x03\x04" + b"\0" * 400)
    fails("libreoffice_pdf: not a document", r.libreoffice_pdf, cut, folder, says="not written: cut.pdf")
    fails("libreoffice_convert: an unknown format", r.libreoffice_convert, [good], "nonsense", folder,
          says="not written: good.nonsense")
    fails("libreoffice_pdf: no answer in time", r.libreoffice_pdf, good, folder, 0.05, says="no answer within")


def data_group(folder):
    schema = folder / "schema.json"
    schema.write_text('{"$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "properties": '
                      '{"year": {"type": "integer"}}, "required": ["year"], "additionalProperties": false}')
    for suffix, check, good, bad in (("toml", r.toml_schema, "year = 2023\n", 'year = "2023"\n'),
                                     ("json", r.json_schema, '{"year": 2023}', '{"jahr": 2023}')):
        (folder / ("good." + suffix)).write_text(good)
        (folder / ("bad." + suffix)).write_text(bad)
        (folder / ("syntax." + suffix)).write_text("= {\n")
        name = check.__name__
        passes(name + ": sound", check, folder / ("good." + suffix), schema)
        fails(name + ": against the schema", check, folder / ("bad." + suffix), schema, says="bad." + suffix)
        fails(name + ": bad syntax", check, folder / ("syntax." + suffix), schema, says="syntax." + suffix)
    named = folder / "named.toml"
    named.write_text("#:schema ./schema.json\nyear = 'x'\n")
    fails("toml_schema: the schema named in the file", r.toml_schema, named, says="named.toml")
    sarif = '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [%s]}]}'
    for name, result, fine in (("sound", '{"message": {"text": "x"}}', True), ("no message", '{"ruleId": "x"}', False),
                               ("unknown level", '{"message": {"text": "x"}, "level": "bad"}', False)):
        log = folder / (name.replace(" ", "-") + ".sarif")
        log.write_text(sarif % result)
        if fine:
            passes("sarif_schema: " + name, r.sarif_schema, log)
        else:
            fails("sarif_schema: " + name, r.sarif_schema, log, says=log.name)


def main():
    wanted = sys.argv[1:]
    for group in (pdf_group, docx_group, office_group, data_group):
        if wanted and not any(word in group.__name__ for word in wanted):
            continue
        start = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="selftest-") as folder:
            group(pathlib.Path(folder))
        print("-- %s: %.1f s" % (group.__name__, time.monotonic() - start), flush=True)
    print("%d passed, %d failed" % (count - failures, failures))
    return failures > 0


if __name__ == "__main__":
    sys.exit(main())
