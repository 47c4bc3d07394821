"""Embedded fonts for ots-sanitize, which reads whole OpenType files only: a bare CFF or a TrueType font without cmap, name,
OS/2 and post gets what is missing around it. What is judged is the program that the PDF has, unchanged."""
import struct

from programs import Cff, TrueType


def checksum(data):
    data += b"\0" * (-len(data) % 4)
    return sum(struct.unpack(f">{len(data) // 4}I", data)) & 0xFFFFFFFF


def sfnt(flavour, tables):
    """An OpenType file of these tables."""
    count = len(tables)
    power = count.bit_length() - 1
    head = flavour + struct.pack(">4H", count, 16 << power, power, 16 * count - (16 << power))
    offset, records, body = 12 + 16 * count, b"", b""
    for tag in sorted(tables):
        data = tables[tag]
        records += struct.pack(">4sIII", tag, checksum(data), offset + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return head + records + body


def cmap():
    """No character: what is behind the codes of a PDF is not asked of the font."""
    table = struct.pack(">7H", 4, 24, 0, 2, 2, 0, 0) + struct.pack(">HHHhH", 0xFFFF, 0, 0xFFFF, 1, 0)
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + table


def names():
    text = "Embedded".encode("utf-16-be")
    ids = (1, 2, 3, 4, 5, 6)
    records = b"".join(struct.pack(">6H", 3, 1, 0x409, one, len(text), 0) for one in ids)
    return struct.pack(">3H", 0, len(ids), 6 + len(records)) + records + text


def os2():
    return struct.pack(">HhHHHhhhhhhhhhhh10xIIII4sHHHhhhHHIIhhHHH", 3, 1000, 400, 5, 0, 650, 700, 0, 140, 650, 700, 0, 480, 50, 260, 0,
                       0, 0, 0, 0, b"NONE", 64, 0xFFFF, 0xFFFF, 880, -120, 0, 880, 120, 0, 0, 500, 700, 0, 32, 0)


def head(em):
    return struct.pack(">IIIIHHqqhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, em, 0, 0, -em, -em, 2 * em, 2 * em, 0, 8, 2, 1, 0)


def around(tables):
    """The tables that PDF does not want, where a font has none."""
    made = {b"cmap": cmap(), b"name": names(), b"OS/2": os2(), b"post": struct.pack(">IIhhIIIII", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0)}
    return {**made, **tables}


def of_cff(data):
    font = Cff(data)
    count = len(font.glyphs)
    widths = [round(font.width(gid)) for gid in range(count)]
    hhea = struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, 880, -120, 0, max(widths), 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, count)
    return sfnt(b"OTTO", around({
        b"CFF ": data, b"head": head(1000), b"hhea": hhea, b"maxp": struct.pack(">IH", 0x5000, count),
        b"hmtx": b"".join(struct.pack(">Hh", width, 0) for width in widths)}))


def of_truetype(data):
    font = TrueType(data)
    return sfnt(b"\0\1\0\0", around(font.tables))


def fonts_of(pdf):
    """(name, OpenType file) of each font that a PDF, opened by pikepdf, has."""
    for obj in pdf.objects:
        if isinstance(obj, type(pdf.Root)) and obj.get("/Type") == "/FontDescriptor":
            if "/FontFile3" in obj:
                yield str(obj["/FontName"]), of_cff(obj["/FontFile3"].read_bytes())
            elif "/FontFile2" in obj:
                yield str(obj["/FontName"]), of_truetype(obj["/FontFile2"].read_bytes())
