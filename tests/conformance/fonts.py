"""Fonts that are shown (ISO 19005-2 6.2.11, ISO 14289-1 7.21): their dictionaries against their embedded programs, every
code that is shown: its glyph, width and Unicode value."""
import re
import struct
import unicodedata

import pikepdf

from pdfbytes import Broken, Keyword, Lexer
from programs import Cff, TrueType

REQUIRED = ("/Type", "/FontName", "/Flags", "/FontBBox", "/ItalicAngle", "/Ascent", "/Descent", "/CapHeight", "/StemV")


class Checked:
    def __init__(self, report, number, font, codes):
        self.report, self.font, self.codes = report, font, codes
        self.place = f"font {number} {font.get('/BaseFont', '')}"
        self.cid_font = self.descriptor = self.program = None

    def tell(self, rule, text):
        self.report(rule, self.place, text)

    def run(self):
        if self.font.get("/Type") != "/Font":
            self.tell("font-type", f"Type {self.font.get('/Type')}")
        if self.font.get("/Subtype") != "/Type0":
            self.tell("font-type", f"Subtype {self.font.get('/Subtype')}: only Type0 is made here")
            self.simple()
            return
        self.composite()
        if self.cid_font is None:
            return
        self.describe()
        self.read_program()
        self.unicode()
        if self.program is not None:
            self.cid_to_gid = self.read_map()
            self.glyphs()
            self.cidset()

    def simple(self):
        """We make none; an appearance of somebody else's may."""
        descriptor = self.font.get("/FontDescriptor")
        if descriptor is None or not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            self.tell("embedded", "no font program")

    def composite(self):
        encoding = self.font.get("/Encoding")
        if not isinstance(encoding, pikepdf.Name) or encoding not in ("/Identity-H", "/Identity-V"):
            self.tell("cmap", f"Encoding {encoding}: only Identity-H and -V are made here")
        kids = self.font.get("/DescendantFonts")
        if kids is None or len(kids) != 1:
            self.tell("font-type", "not one descendant")
            return
        self.cid_font = kids[0]
        if self.cid_font.get("/Subtype") not in ("/CIDFontType0", "/CIDFontType2") or self.cid_font.get("/Type") != "/Font":
            self.tell("font-type", f"descendant of Type {self.cid_font.get('/Type')}, Subtype {self.cid_font.get('/Subtype')}")
        if "/BaseFont" not in self.font or "/BaseFont" not in self.cid_font:
            self.tell("font-type", "no BaseFont")
        system = self.cid_font.get("/CIDSystemInfo")
        if system is None or not all(key in system for key in ("/Registry", "/Ordering", "/Supplement")):
            self.tell("cid-system", "no CIDSystemInfo with Registry, Ordering and Supplement")
        if "/WMode" in self.font:
            self.tell("cmap", "WMode stands in the CMap, not in the font")

    def describe(self):
        self.descriptor = self.cid_font.get("/FontDescriptor")
        if self.descriptor is None:
            self.tell("descriptor", "none")
            return
        for key in REQUIRED:
            if key not in self.descriptor:
                self.tell("descriptor", f"no {key}")
        name = str(self.cid_font.get("/BaseFont", ""))
        if str(self.descriptor.get("/FontName", "")) != name:
            self.tell("descriptor", f"FontName {self.descriptor.get('/FontName')}, BaseFont {name}")
        if not re.match(r"/[A-Z]{6}\+.", name):
            self.tell("subset-name", name)
        flags = int(self.descriptor.get("/Flags", 0))
        if bool(flags & 4) == bool(flags & 32):
            self.tell("descriptor", f"Flags {flags}: not one of Symbolic and Nonsymbolic")

    def read_program(self):
        keys = [key for key in ("/FontFile", "/FontFile2", "/FontFile3") if self.descriptor is not None and key in self.descriptor]
        if len(keys) != 1:
            self.tell("embedded", f"font programs: {keys}")
            return
        stream = self.descriptor[keys[0]]
        wanted = {"/FontFile2": "/CIDFontType2", "/FontFile3": "/CIDFontType0"}.get(keys[0])
        if self.cid_font.get("/Subtype") != wanted:
            self.tell("font-file", f"{keys[0]} in a {self.cid_font.get('/Subtype')}")
            return
        if wanted == "/CIDFontType0" and stream.get("/Subtype") != "/CIDFontType0C":
            self.tell("font-file", f"FontFile3 of Subtype {stream.get('/Subtype')}")
            return
        try:
            data = stream.read_bytes()
            self.program = Cff(data) if wanted == "/CIDFontType0" else TrueType(data)
        except (Broken, pikepdf.PdfError, struct.error, IndexError, KeyError, ValueError) as error:
            self.tell("font-file", str(error))
            return
        if wanted == "/CIDFontType2":
            if stream.get("/Length1") is not None and int(stream["/Length1"]) != len(data):
                self.tell("font-file", f"Length1 {stream['/Length1']}, {len(data)} bytes")
            rights = self.program.rights()
            if rights is not None and rights & 0x2 and not rights & 0xC:
                self.tell("embedded", f"fsType {rights}: embedding is not allowed")
            if rights is not None and rights & 0x200:
                self.tell("embedded", f"fsType {rights}: only bitmaps may be embedded")

    def read_map(self):
        """From CID to glyph id."""
        found = self.cid_font.get("/CIDToGIDMap")
        if self.cid_font.get("/Subtype") != "/CIDFontType2":
            if found is not None:
                self.tell("cid-to-gid", "in a CIDFontType0")
            return self.program.gid_of
        if isinstance(found, pikepdf.Stream):
            data = found.read_bytes()
            if len(data) % 2:
                self.tell("cid-to-gid", f"{len(data)} bytes")
            return lambda cid: int.from_bytes(data[2 * cid:2 * cid + 2], "big") if 2 * cid + 2 <= len(data) else 0
        if found != "/Identity":
            self.tell("cid-to-gid", f"{found}")
        return lambda cid: cid

    # ------------------------------------------------------------ codes

    def widths(self):
        """W as CID -> width (ISO 32000-1 9.7.4.3)."""
        table, items, i = {}, list(self.cid_font.get("/W", [])), 0
        while i < len(items):
            if i + 1 < len(items) and isinstance(items[i + 1], pikepdf.Array):
                for n, width in enumerate(items[i + 1]):
                    table[int(items[i]) + n] = float(width)
                i += 2
            elif i + 2 < len(items):
                for cid in range(int(items[i]), int(items[i + 1]) + 1):
                    table[cid] = float(items[i + 2])
                i += 3
            else:
                self.tell("width", "W ends within an entry")
                break
        return table

    def glyphs(self):
        table, default = self.widths(), float(self.cid_font.get("/DW", 1000))
        for cid in sorted(self.codes):
            gid = self.cid_to_gid(cid)
            if gid == 0:
                self.tell("notdef", f"code {cid:04X}")
                continue
            if gid is None or not self.program.has(gid):
                self.tell("glyph-missing", f"code {cid:04X}")
                continue
            try:
                real = self.program.width(gid)
            except (Broken, IndexError, struct.error) as error:
                self.tell("font-file", f"glyph {gid}: {error}")
                continue
            said = table.get(cid, default)
            if abs(real - said) > 1:
                self.tell("width", f"code {cid:04X}: {said:g} in W, {real:g} in the program")
            text = self.text.get(cid, "")
            if any(unicodedata.category(c)[0] in "LNPS" for c in text) and self.program.empty(gid):
                self.tell("glyph-missing", f"code {cid:04X} is {text!r}, but its glyph is empty")

    def cidset(self):
        found = self.descriptor.get("/CIDSet")
        if found is None or not isinstance(self.program, Cff):
            return
        bits = found.read_bytes()
        listed = {8 * i + n for i, byte in enumerate(bits) for n in range(8) if byte & 128 >> n}
        if listed != set(self.program.charset):
            self.tell("cidset", f"{len(listed ^ set(self.program.charset))} CIDs differ")

    def unicode(self):
        self.text = {}
        found = self.font.get("/ToUnicode")
        if not isinstance(found, pikepdf.Stream):
            self.tell("unicode-missing", "no ToUnicode")
            return
        try:
            self.text = read_cmap(found.read_bytes(), self.tell)
        except (Broken, ValueError, IndexError, TypeError) as error:
            self.tell("unicode-map", str(error))
            return
        for code in sorted(self.codes):
            text = self.text.get(code)
            if not text:
                self.tell("unicode-missing", f"code {code:04X}")
                continue
            if any(c in "\0\ufeff\ufffe" or 0xD800 <= ord(c) < 0xE000 for c in text):
                self.tell("unicode-value", f"code {code:04X} is {text!r}")
            if any(0xE000 <= ord(c) < 0xF900 or ord(c) >= 0xF0000 for c in text):
                self.tell("unicode-private", f"code {code:04X} is {text!r}")


def utf16(raw):
    return raw.decode("utf-16-be", "surrogatepass")


def next_text(raw, add):
    """`raw` with its last code unit counted up, as bfrange does."""
    return raw[:-2] + (int.from_bytes(raw[-2:], "big") + add).to_bytes(2, "big")


def read_cmap(data, tell):
    """A ToUnicode CMap: code -> text."""
    lexer, stack, table, space = Lexer(data, 0, lambda rule, text: tell("unicode-map", text)), [], {}, []
    while True:
        try:
            item = lexer.value()
        except Broken:
            break
        if not isinstance(item, Keyword):
            stack.append(item)
            continue
        if item in (b"endbfchar", b"endbfrange", b"endcodespacerange"):
            wide = 3 if item == b"endbfrange" else 2
            count = stack.index(b"begin") if b"begin" in stack else 0
            rows = stack[count + 1:]
            if len(rows) % wide or len(rows) // wide != stack[count - 1] or len(rows) // wide > 100:
                tell("unicode-map", f"{len(rows) // wide} entries before {item.decode()}, {stack[count - 1]} announced")
            entries(item, [rows[i:i + wide] for i in range(0, len(rows), wide)], table, space)
            stack = []
        elif item.startswith(b"begin") and item not in (b"begin", b"begincmap"):
            stack.append(b"begin")
        else:
            stack = []
    if space != [(b"\0\0", b"\xff\xff")]:
        tell("unicode-map", f"codespace {space}")
    return table


def entries(kind, rows, table, space):
    for row in rows:
        if kind == b"endcodespacerange":
            space.append(tuple(row))
        elif kind == b"endbfchar":
            table[int.from_bytes(row[0], "big")] = utf16(row[1])
        else:
            first, last = (int.from_bytes(x, "big") for x in row[:2])
            if last < first or first >> 8 != last >> 8:
                raise Broken(f"a bfrange from {first:04X} to {last:04X}")
            for code in range(first, last + 1):
                if isinstance(row[2], list):
                    table[code] = utf16(row[2][code - first])
                else:
                    table[code] = utf16(next_text(row[2], code - first))


def check(report, shown):
    for number, (font, codes) in shown.fonts.items():
        Checked(report, number, font, codes).run()
