"""The rules: what each is called, whom it binds, its clause, and what it wants. Findings are made here.

Bound by: A PDF/A-2u and -3u (ISO 19005-2 and -3, whose clauses have the same numbers), 2 or 3 one of them, U PDF/UA-1
(ISO 14289-1), X PDF/X-4 (ISO 15930-7), P every PDF (ISO 32000-1), H this house: what issue 8 wants beyond them."""
import collections

Rule = collections.namedtuple("Rule", "bound clause wanted")
Finding = collections.namedtuple("Finding", "rule place text")
STANDARDS = {"A": "ISO 19005-2", "2": "ISO 19005-2", "3": "ISO 19005-3", "U": "ISO 14289-1", "X": "ISO 15930-7",
             "P": "ISO 32000-1", "H": "house"}

TEXT = """
header             A 6.1.2      the file begins with %PDF-1.0 to %PDF-1.7 and one end of line
header-binary      A 6.1.2      the second line is % and four bytes above 127
trailer-id         A 6.1.3      the trailer has an ID of two strings
encrypted          A 6.1.3      no Encrypt in a trailer
after-eof          A 6.1.3      at most one end of line behind the last %%EOF
xref-table         A 6.1.4      xref and its subsections stand on lines of their own
hex-string-odd     A 6.1.6      hexadecimal strings have an even number of digits
hex-string-digits  A 6.1.6      hexadecimal strings have only hexadecimal digits and white space
stream-length      A 6.1.7.1    Length is the number of bytes up to the end of line before endstream
stream-eol         A 6.1.7.1    stream is followed by CR LF or LF
endstream-eol      A 6.1.7.1    endstream is preceded by an end of line
stream-external    A 6.1.7.1    no stream lies in another file
filter             A 6.1.7.2    only filters of the standard's list; no LZW, no Crypt
name-utf8          A 6.1.8      names are UTF-8
object-spacing     A 6.1.9      n g obj and endobj are lines of their own, with single spaces
inline-filter      A 6.1.10     inline images have no LZW
permissions        A 6.1.12     Perms has only UR3 and DocMDP
limit-integer      A 6.1.13     integers from -2147483648 to 2147483647
limit-real         A 6.1.13     reals within the range of the format
limit-string       A 6.1.13     strings of at most 32767 bytes
limit-name         A 6.1.13     names of at most 127 bytes
limit-objects      A 6.1.13     at most 8388607 indirect objects
limit-nesting      A 6.1.13     q nests at most 28 deep
limit-page         A 6.1.13     page boxes of 3 to 14400 units
xref-entry         P 7.5.4      an object stands where the cross-reference says
xref-stream        P 7.5.8      a cross-reference stream has as many entries as it says
object-stream      P 7.5.7      an object stream holds what the cross-reference says
trailer-size       P 7.5.5      Size is the highest object number and 1
stream-data        P 7.4.4      a stream's data can be decoded whole
duplicate-key      P 7.3.7      a dictionary has each key once
dangling           H -          every reference leads to an object
unused-object      H -          every object is used
unknown-bytes      H -          every byte of the file belongs to something

unknown-operator   A 6.2.2      content has only operators of ISO 32000-1
resources          A 6.2.2      what draws has Resources of its own, with all it names
intent             A 6.2.3      one output intent GTS_PDFA1 with an embedded profile
intent-same        A 6.2.3      all output intents share one profile object
intent-profile     A 6.2.3      an output or display ICC profile below version 5 of grey, RGB or CMYK
icc-bytes          A 6.2.3      the profile's size, tag table and required tags are sound
icc-components     P 8.6.5.5    N is the number of the profile's colour components
grey-only          H -          nothing but DeviceGray is used
transfer           A 6.2.5      no TR, TR2 (but Default), HTP, HT in graphics states
intent-of-gs       A 6.2.6      rendering intents are the four of the standard
image              A 6.2.8      images have no Alternates, OPI or Interpolate true
form-xobject       A 6.2.9      form XObjects are no PostScript, OPI or reference XObjects
transparency       H -          no blend modes, soft masks, transparency or groups
operator-order     P 8.2        operators stand where figure 9 allows them
nesting            P 8.4.4      q and Q, BT and ET pair
marks-nesting      P 14.6       BMC or BDC and EMC pair, inside one text object or outside of all
operand            P 8.2        operators have the operands they need

font-type          A 6.2.11.2   fonts have Type, Subtype and BaseFont as ISO 32000-1 wants
font-file          A 6.2.11.2   the font program is of the kind its key says, and is sound
cid-system         A 6.2.11.3.1 CIDSystemInfo fits the encoding
cid-to-gid         A 6.2.11.3.2 an embedded CIDFontType2 has CIDToGIDMap: Identity or a stream
cmap               A 6.2.11.3.3 the encoding is Identity-H or -V or another of the standard, or embedded
embedded           A 6.2.11.4.1 every font that is shown is embedded, as far as its licence allows
glyph-missing      A 6.2.11.4.1 every glyph that is shown is in the font program
cidset             A 6.2.11.4.2 a CIDSet, if there is one, lists every CID of the program
width              A 6.2.11.5   widths of the dictionary and of the program differ by at most 1
unicode-missing    A 6.2.11.7.2 every code that is shown has a Unicode value
unicode-value      A 6.2.11.7.2 Unicode values are not 0, FEFF or FFFE, and are valid UTF-16
unicode-private    H -          Unicode values are no private-use characters
unicode-map        P 9.10.3     a ToUnicode CMap is well-formed: codespace, at most 100 entries a block
notdef             A 6.2.11.8   .notdef is not shown
descriptor         P 9.8        a FontDescriptor has the required keys, and the font's name
subset-name        P 9.6.4      a subset's name begins with six capitals and +

annotation-type    A 6.3.1      annotations of types that the standard has
annotation-flags   A 6.3.2      F: Print, and none of Hidden, Invisible, NoView, ToggleNoView
appearance         A 6.3.3      an appearance of one N, a stream
widget-action      A 6.4.1      no A or AA in widgets and fields
need-appearances   A 6.4.1      NeedAppearances is not true
xfa                A 6.4.2      no XFA, no NeedsRendering
signed-range       A 6.4.3      a signature covers the whole file but itself
action             A 6.5.1      only actions that the standard allows
extra-action       A 6.5.2      no AA in the catalog or in pages
embedded-2         2 6.8        PDF/A-2 has no embedded files that are not PDF/A
file-type          3 6.8        an embedded file has a Subtype that is a media type
file-names         A 6.8        a file specification has F and UF
file-relation      3 6.8        a file specification has AFRelationship
file-associated    3 6.8        an embedded file is listed in an AF of the document
file-size          P 7.11.4     an embedded file has Params with its true size and MD5 sum
optional-content   A 6.9        no optional content, or as the standard wants it
alternate          A 6.10       no AlternatePresentations, PresSteps
requirements       A 6.11       no Requirements in the catalog

metadata           A 6.6.2.1    the catalog has a Metadata stream of XML
xmp-packet         A 6.6.2.1    an xpacket in UTF-8 without the attributes bytes and encoding
xmp-rdf            A 6.6.2.1    well-formed XMP with one rdf:RDF
xmp-property       A 6.6.2.3.1  every property is predefined or in an extension schema
xmp-type           A 6.6.2.3.1  every property has a value of its type
xmp-schema         A 6.6.2.3.3  extension schemas are complete, with the standard's prefixes and types
info               A 6.6.3      the Info dictionary says what the XMP says
claim-a            A 6.6.4      pdfaid:part and pdfaid:conformance are as wanted, with that prefix
claim-ua           U 5          pdfuaid:part is 1, with that prefix
claim-none         H -          the file claims nothing that it is not
""".strip()


def parse(text):
    rules = {}
    for line in text.splitlines():
        if line.strip():
            name, bound, clause, wanted = line.split(None, 3)
            assert name not in rules, name
            rules[name] = Rule(bound, clause, wanted)
    return rules


import rules_structure  # noqa: E402  the second half, in a file of its own

RULES = parse(TEXT + "\n" + rules_structure.TEXT)


class Report:
    """Findings of one file; only of rules that bind it. `claims`: some of "A23UX"; P and H bind every file."""

    def __init__(self, claims):
        self.bound = set(claims) | {"P", "H"}
        self.findings = []

    def __call__(self, rule, place, text):
        if RULES[rule].bound in self.bound:
            finding = Finding(rule, place, text)
            if finding not in self.findings[-50:]:
                self.findings.append(finding)

    def ids(self):
        return {finding.rule for finding in self.findings}


def words(finding):
    rule = RULES[finding.rule]
    return f"[{finding.rule}] {STANDARDS[rule.bound]} {rule.clause}: {finding.place}: {finding.text} (wanted: {rule.wanted})"
