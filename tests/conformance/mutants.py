"""What broken.py shares: good PDFs, and the mutants made of them, each with the rules that it breaks."""
import re

import pikepdf
from pikepdf import Dictionary, Name, Stream

import content
import sample
from rules import Report

MUTANTS = []


class Mutant:
    def __init__(self, rules, base, function, bytewise=False, claims=None, fields=True):
        self.rules, self.base, self.function, self.bytewise = rules, base, function, bytewise
        self.claims, self.fields, self.name = claims, fields, function.__name__


def breaks(*rules, base="sample", claims=None, fields=True):
    """A mutant of an open PDF. The first rule is the one it is for; the others it cannot help breaking."""
    def add(function):
        MUTANTS.append(Mutant(rules, base, function, False, claims, fields))
        return function
    return add


def breaks_bytes(*rules, base="classic"):
    """A mutant of a file's bytes."""
    def add(function):
        MUTANTS.append(Mutant(rules, base, function, True))
        return function
    return add


def rebuild(data):
    """The file with a cross-reference table that is true again, of a body that was edited."""
    end = data.rindex(b"\nxref\n") + 1
    body, tail = data[:end], data[end:]
    places = {int(match.group(1)): match.start(1) for match in re.finditer(rb"(?:^|(?<=[\r\n ]))(\d+) 0 obj(?=[\r\n ])", body)}
    count = max(places) + 1
    rows = [b"%010d 65535 f \n" % 0]
    rows += [b"%010d 00000 n \n" % places[n] if n in places else b"%010d 00001 f \n" % 0 for n in range(1, count)]
    trailer = re.search(rb"trailer.*?(?=startxref)", tail, re.S).group()
    trailer = re.sub(rb"/Size \d+", b"/Size %d" % count, trailer)
    return body + b"xref\n0 %d\n" % count + b"".join(rows) + trailer + b"startxref\n%d\n%%%%EOF\n" % len(body)


def replaced(data, old, new):
    assert old in data, old
    return data.replace(old, new, 1)


# ------------------------------------------------------------ pieces of a document


def artifact(pdf, operators):
    """More content that is no part of the text."""
    sample.draw(pdf, b"/Artifact BMC\n" + operators + b"\nEMC\n")


def catalog_stream(pdf, data, **keys):
    """A stream that the catalog leads to."""
    made = pdf.make_indirect(Stream(pdf, data))
    for key, value in keys.items():
        made["/" + key] = value
    pdf.Root["/Audit"] = made


def xmp(pdf, old, new):
    """XMP with `old`, a pattern, replaced."""
    stream = pdf.Root["/Metadata"]
    text, count = re.subn(old, new, stream.read_bytes().decode(), count=1, flags=re.S)
    assert count, old
    stream.write(text.encode())


def profile(pdf, edit):
    stream = pdf.Root["/OutputIntents"][0]["/DestOutputProfile"]
    stream.write(bytes(edit(bytearray(stream.read_bytes()))))


def fonts_shown(pdf, kind):
    """Type0 fonts with a descendant of this kind, and their codes."""
    shown = content.check(pdf, Report("A"), False)
    found = [(font, codes) for font, codes in shown.fonts.values()
             if "/DescendantFonts" in font and font["/DescendantFonts"][0]["/Subtype"] == "/CIDFontType" + kind]
    assert found
    return found


def font_of(pdf, kind="0"):
    return fonts_shown(pdf, kind)[0][0]


def cid_font(pdf, kind="0"):
    return font_of(pdf, kind)["/DescendantFonts"][0]


def font_name(pdf, font):
    """Its name on page 1."""
    return next(name for name, one in sample.page_one(pdf)["/Resources"]["/Font"].items() if one.objgen == font.objgen)


def show(pdf, code):
    font = font_of(pdf)
    artifact(pdf, f"BT {font_name(pdf, font)} 1 Tf <{code}> Tj ET".encode())


def all_codes_are(pdf, text):
    """A ToUnicode that gives every code of a font the same text."""
    font, codes = fonts_shown(pdf, "0")[0]
    rows = [b"<%04x> <%s>\n" % (code, text.encode("utf-16-be", "surrogatepass").hex().encode()) for code in sorted(codes)]
    blocks = [rows[i:i + 100] for i in range(0, len(rows), 100)]
    body = b"".join(b"%d beginbfchar\n%sendbfchar\n" % (len(block), b"".join(block)) for block in blocks)
    font["/ToUnicode"] = pdf.make_indirect(Stream(pdf, b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
                                                       b"1 begincodespacerange <0000> <ffff> endcodespacerange\n" + body + b"endcmap end end\n"))


def grid(pdf, rows):
    """A further table; each cell is its kind, and attributes of owner Table."""
    table = sample.element(pdf, "Table")
    for row in rows:
        made = sample.element(pdf, "TR", table)
        for kind, *attributes in row:
            keys = dict(attributes[0]) if attributes else {}
            if kind == "TH" and "Scope" not in keys:
                keys["Scope"] = Name.Column
            if keys.get("Scope", 1) is None:
                del keys["Scope"]
            sample.tagged(pdf, kind, made, **({"A": Dictionary(O=Name.Table, **keys)} if keys else {}))
    return table


def attached(pdf):
    """The file specification of the document's data."""
    return pdf.Root["/AF"][0]


def embed(pdf):
    """An attached file, without what PDF/A-3 wants."""
    stream = pdf.make_indirect(Stream(pdf, b"x"))
    stream["/Type"] = Name.EmbeddedFile
    stream["/Params"] = Dictionary(Size=1)
    spec = pdf.make_indirect(Dictionary(Type=Name.Filespec, F=pikepdf.String("a.txt"), UF=pikepdf.String("a.txt"),
                                        EF=Dictionary(F=stream)))
    names = pdf.Root.get("/Names", Dictionary())
    names["/EmbeddedFiles"] = Dictionary(Names=pikepdf.Array([pikepdf.String("a.txt"), spec]))
    pdf.Root["/Names"] = names
