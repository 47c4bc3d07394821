"""Mutants against the rules of streams, content, colours, output intents and fonts."""
from pikepdf import Array, Dictionary, Name, Stream, String

import sample
from mutants import all_codes_are, artifact, breaks, catalog_stream, cid_font, font_of, profile, show


@breaks("stream-data")
def stream_data(pdf):
    catalog_stream(pdf, b"no zlib", Filter=Name.FlateDecode)


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
