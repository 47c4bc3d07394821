"""Mutants against the rules of syntax, graphics, fonts, files and metadata."""
import re
import subprocess
import tempfile

from pikepdf import Array, Dictionary, Name, Stream, String

import sample
from mutants import (all_codes_are, artifact, attached, breaks, breaks_bytes, catalog_stream, cid_font, embed, font_of, profile,
                     rebuild, replaced, show, xmp)

CATALOG = b"/Type /Catalog"


def in_catalog(data, entry):
    return rebuild(replaced(data, CATALOG, CATALOG + b" /Audit " + entry))


# ------------------------------------------------------------ bytes

@breaks_bytes("header")
def header(data):
    return replaced(data, b"%PDF-1.", b"%PDF-3.")


@breaks_bytes("header-binary")
def header_binary(data):
    start = data.index(b"\n") + 1
    return data[:start] + b"%abcd" + data[data.index(b"\n", start):]


@breaks_bytes("trailer-id")
def trailer_id(data):
    start = data.rindex(b"/ID")
    return data[:start] + data[data.index(b"]", start) + 1:]


@breaks_bytes("encrypted", "stream-data")
def encrypted(data):
    with tempfile.NamedTemporaryFile(suffix=".pdf") as plain, tempfile.NamedTemporaryFile(suffix=".pdf") as made:
        plain.write(data)
        plain.flush()
        subprocess.run(["qpdf", "--newline-before-endstream", "--encrypt", "", "owner", "256", "--", plain.name, made.name], check=True)
        return made.read()


@breaks_bytes("after-eof")
def after_eof(data):
    return data + b"\nmore\n"


@breaks_bytes("xref-table")
def xref_table(data):
    return replaced(data, b"trailer", b" trailer")


@breaks_bytes("hex-string-odd")
def hex_odd(data):
    return in_catalog(data, b"<123>")


@breaks_bytes("hex-string-digits")
def hex_digits(data):
    return in_catalog(replaced(data, b"\nxref\n", b"\n9000 0 obj\n<12zz>\nendobj\nxref\n"), b"9000 0 R")


def metadata_length(data):
    """Where the number of the XMP's Length stands, and the number."""
    start = data.index(b"/Length ", data.rindex(b" obj", 0, data.index(b"/Type /Metadata"))) + 8
    end = start
    while data[end:end + 1].isdigit():
        end += 1
    return start, end, int(data[start:end])


@breaks_bytes("stream-length")
def stream_length(data):
    start, end, length = metadata_length(data)
    return data[:start] + b"%d" % (length - 1) + data[end:]


@breaks_bytes("stream-eol")
def stream_eol(data):
    return replaced(data, b"stream\n", b"stream\r")


@breaks_bytes("endstream-eol")
def endstream_eol(data):
    return rebuild(replaced(data, b"\nendstream", b"endstream"))


@breaks_bytes("stream-external")
def stream_external(data):
    return rebuild(replaced(data, b"/Type /Metadata", b"/Type /Metadata /FFilter /FlateDecode"))


@breaks_bytes("name-utf8")
def name_utf8(data):
    return in_catalog(data, b"/#ff#fe")


@breaks_bytes("object-spacing")
def object_spacing(data):
    return rebuild(replaced(data, b"\nendobj\n", b" endobj\n"))


@breaks_bytes("limit-integer")
def limit_integer(data):
    return in_catalog(data, b"3000000000")


@breaks_bytes("limit-real")
def limit_real(data):
    return in_catalog(data, b"." + b"0" * 45 + b"1")


@breaks_bytes("limit-string")
def limit_string(data):
    return in_catalog(data, b"(" + b"a" * 32768 + b")")


@breaks_bytes("limit-name")
def limit_name(data):
    return in_catalog(data, b"/" + b"a" * 128)


@breaks_bytes("xref-entry", "dangling", "unused-object", "unknown-bytes")
def xref_entry(data):
    start = data.rindex(b"\nxref\n")
    place = data.index(b" 00000 n ", start)
    return data[:place - 1] + bytes([data[place - 1] ^ 1]) + data[place:]


@breaks_bytes("trailer-size")
def trailer_size(data):
    return replaced(data, b"/Size ", b"/Size 1")


@breaks_bytes("duplicate-key")
def duplicate_key(data):
    return in_catalog(data, b"1 /Audit 2")


@breaks_bytes("dangling")
def dangling(data):
    return in_catalog(data, b"90000 0 R")


@breaks_bytes("unused-object")
def unused_object(data):
    return rebuild(replaced(data, b"\nxref\n", b"\n9000 0 obj\n1\nendobj\nxref\n"))


@breaks_bytes("unknown-bytes")
def unknown_bytes(data):
    return rebuild(replaced(data, b"\nxref\n", b"\nhello\nxref\n"))


@breaks_bytes("xref-stream", "trailer-size", "unused-object", base="modern")
def xref_stream(data):
    start = data.rindex(b"/Size ", 0, data.rindex(b"/W [")) if b"/Size " in data[:data.rindex(b"/W [")] else data.rindex(b"/Size ")
    end = data.index(b" ", start + 6)
    return data[:start + 6] + b"%d" % (int(data[start + 6:end]) - 1) + data[end:]


@breaks_bytes("object-stream", "dangling", "unused-object", base="modern")
def object_stream(data):
    return replaced(data, b"/Type /ObjStm", b"/Type /ObjStn")


@breaks_bytes("filter")
def lzw(data):
    body = b"\n9000 0 obj\n<< /Filter /LZWDecode /Length 3 >>\nstream\n\x80\x0b\x01\nendstream\nendobj\nxref\n"
    return in_catalog(replaced(data, b"\nxref\n", body), b"9000 0 R")


@breaks("stream-data")
def stream_data(pdf):
    catalog_stream(pdf, b"no zlib", Filter=Name.FlateDecode)


# ------------------------------------------------------------ content and colours

@breaks("inline-filter")
def inline_filter(pdf):
    artifact(pdf, b"BI /W 1 /H 1 /CS /G /BPC 8 /F /LZW ID \x80\x00\x00 EI")


@breaks("limit-nesting")
def limit_nesting(pdf):
    artifact(pdf, b"q " * 28 + b"Q " * 28)


@breaks("limit-page")
def limit_page(pdf):
    sample.page_one(pdf)["/BleedBox"] = Array([0, 0, 2, 2])


@breaks("unknown-operator")
def unknown_operator(pdf):
    artifact(pdf, b"zz")


@breaks("resources")
def no_resource(pdf):
    artifact(pdf, b"/Nowhere gs")


@breaks_bytes("resources")
def inherited_resources(data):
    own = re.search(rb"/Resources \d+ 0 R", data).group()
    return rebuild(data.replace(own, b"").replace(b"/Type /Pages", b"/Type /Pages " + own))


@breaks("intent")
def no_intent(pdf):
    del pdf.Root["/OutputIntents"]


@breaks("intent-same")
def other_profile(pdf):
    intents = pdf.Root["/OutputIntents"]
    copy = pdf.make_indirect(Stream(pdf, intents[0]["/DestOutputProfile"].read_bytes()))
    copy["/N"] = 1
    intents.append(Dictionary(Type=Name.OutputIntent, S=Name.Other, OutputConditionIdentifier=String("x"), DestOutputProfile=copy))


@breaks("intent-profile")
def profile_class(pdf):
    profile(pdf, lambda data: data[:12] + b"link" + data[16:])


@breaks("icc-bytes")
def profile_size(pdf):
    profile(pdf, lambda data: data + b"\0\0\0\0")


@breaks("icc-components")
def profile_components(pdf):
    pdf.Root["/OutputIntents"][0]["/DestOutputProfile"]["/N"] = 3


@breaks("grey-only")
def red(pdf):
    artifact(pdf, b"1 0 0 rg")


@breaks("grey-only")
def red_image(pdf):
    sample.page_one(pdf)["/Resources"]["/XObject"]["/AuditImage"]["/ColorSpace"] = Name.DeviceRGB


def state(pdf):
    return sample.page_one(pdf)["/Resources"]["/ExtGState"]["/AuditState"]


@breaks("transfer")
def transfer(pdf):
    state(pdf)["/TR"] = Name.Identity


@breaks("intent-of-gs")
def rendering_intent(pdf):
    artifact(pdf, b"/Vivid ri")


@breaks("image")
def interpolated(pdf):
    sample.page_one(pdf)["/Resources"]["/XObject"]["/AuditImage"]["/Interpolate"] = True


@breaks("form-xobject")
def postscript(pdf):
    sample.page_one(pdf)["/Resources"]["/XObject"]["/AuditForm"]["/Subtype2"] = Name.PS


@breaks("transparency")
def half_transparent(pdf):
    state(pdf)["/ca"] = 0.5


@breaks("transparency")
def group(pdf):
    sample.page_one(pdf)["/Group"] = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)


@breaks("operator-order")
def operator_order(pdf):
    artifact(pdf, b"5 5 m 1 w 6 6 l S")


@breaks("nesting")
def nesting(pdf):
    sample.draw(pdf, b"q\n")


@breaks("marks-nesting")
def marks_nesting(pdf):
    sample.draw(pdf, b"/Artifact BMC\n")


@breaks("operand")
def operand(pdf):
    artifact(pdf, b"1 2 w")


# ------------------------------------------------------------ fonts

@breaks("font-type")
def font_type(pdf):
    font_of(pdf)["/Type"] = Name.Fount


@breaks("font-file")
def font_file(pdf):
    cid_font(pdf)["/FontDescriptor"]["/FontFile3"]["/Subtype"] = Name.Type1C


@breaks("font-file")
def damaged_font(pdf):
    stream = cid_font(pdf)["/FontDescriptor"]["/FontFile3"]
    stream.write(stream.read_bytes()[:-50])


@breaks("cid-system")
def cid_system(pdf):
    del cid_font(pdf)["/CIDSystemInfo"]


@breaks("cid-to-gid", "glyph-missing", "width")
def cid_to_gid(pdf):
    del cid_font(pdf, "2")["/CIDToGIDMap"]


@breaks("cmap")
def cmap(pdf):
    font_of(pdf)["/Encoding"] = Name("/UniGB-UCS2-H")


@breaks("embedded")
def not_embedded(pdf):
    del cid_font(pdf)["/FontDescriptor"]["/FontFile3"]


@breaks("glyph-missing", "unicode-missing")
def no_glyph(pdf):
    show(pdf, "FFFD")


@breaks("cidset")
def cidset(pdf):
    cid_font(pdf)["/FontDescriptor"]["/CIDSet"] = pdf.make_indirect(Stream(pdf, b"\x80"))


@breaks("width")
def width(pdf):
    font = cid_font(pdf)
    font["/W"], font["/DW"] = Array(), 333


@breaks("unicode-missing")
def no_unicode(pdf):
    del font_of(pdf)["/ToUnicode"]


@breaks("unicode-value")
def unicode_mark(pdf):
    all_codes_are(pdf, "\ufeff")


@breaks("unicode-private")
def unicode_private(pdf):
    all_codes_are(pdf, "\ue000")


@breaks("unicode-map")
def unicode_map(pdf):
    stream = font_of(pdf)["/ToUnicode"]
    stream.write(stream.read_bytes().replace(b"begincodespacerange", b"begincodespacerange <00> <7f>", 1))


@breaks("notdef", "unicode-missing")
def notdef(pdf):
    show(pdf, "0000")


@breaks("descriptor")
def descriptor(pdf):
    del cid_font(pdf)["/FontDescriptor"]["/StemV"]


@breaks("subset-name")
def subset_name(pdf):
    font = cid_font(pdf)
    font["/BaseFont"] = font["/FontDescriptor"]["/FontName"] = Name("/Song")


# ------------------------------------------------------------ embedded files

@breaks("embedded-2")
def embedded_in_2(pdf):
    embed(pdf)


@breaks("file-type", base="data")
def file_type(pdf):
    del attached(pdf)["/EF"]["/F"]["/Subtype"]


@breaks("file-names", base="data")
def file_names(pdf):
    del attached(pdf)["/UF"]


@breaks("file-relation", base="data")
def file_relation(pdf):
    del attached(pdf)["/AFRelationship"]


@breaks("file-associated", base="data")
def file_associated(pdf):
    del pdf.Root["/AF"]


@breaks("file-date", base="data")
def file_date(pdf):
    del attached(pdf)["/EF"]["/F"]["/Params"]


# ------------------------------------------------------------ metadata

@breaks("metadata")
def no_metadata(pdf):
    del pdf.Root["/Metadata"]


@breaks("xmp-packet")
def packet_bytes(pdf):
    xmp(pdf, r"<\?xpacket begin", '<?xpacket bytes="9" begin')


@breaks("xmp-rdf", "claim-a", "claim-ua", "title", "info")
def not_well_formed(pdf):
    xmp(pdf, "</rdf:RDF>", "")


@breaks("xmp-property")
def undescribed(pdf):
    xmp(pdf, "<pdf:Producer>", "<pdf:Trapped>False</pdf:Trapped><pdf:Producer>")


@breaks("xmp-type")
def no_date(pdf):
    xmp(pdf, "<pdf:Producer>", '<xmp:MetadataDate xmlns:xmp="http://ns.adobe.com/xap/1.0/">may</xmp:MetadataDate><pdf:Producer>')


@breaks("xmp-schema")
def schema_category(pdf):
    xmp(pdf, "<pdfaProperty:category>[a-z]*", "<pdfaProperty:category>secret")


@breaks("xmp-schema")
def schema_description(pdf):
    xmp(pdf, "<pdfaProperty:description>[^<]*</pdfaProperty:description>", "")


@breaks("info")
def info(pdf):
    pdf.trailer["/Info"]["/Title"] = String("x")


@breaks("claim-a")
def conformance_b(pdf):
    xmp(pdf, "<pdfaid:conformance>U", "<pdfaid:conformance>B")


@breaks("claim-ua")
def universal_access_2(pdf):
    xmp(pdf, "<pdfuaid:part>1", "<pdfuaid:part>2")


@breaks("claim-none", claims="A2")
def claims_too_much(pdf):
    pass


@breaks("title", "info")
def no_title(pdf):
    xmp(pdf, "<dc:title>.*</dc:title>", "")
