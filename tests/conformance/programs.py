"""Font programs as PDF embeds them, read from the specifications: bare CFF (Adobe 5176, 5177) and TrueType.

Both give `has(gid)`, `width(gid)` in thousandths of the em, and `gid_of(cid)`."""
import struct

from pdfbytes import Broken

STEMS, MOVES = {1, 3, 18, 23, 19, 20}, {21: 2, 22: 1, 4: 1}


def index(data, place):
    """The members of a CFF INDEX, and where it ends."""
    if place + 2 > len(data):
        raise Broken("a CFF INDEX outside of the table")
    count = struct.unpack_from(">H", data, place)[0]
    if not count:
        return [], place + 2
    size = data[place + 2]
    if not 1 <= size <= 4:
        raise Broken(f"offsets of {size} bytes in a CFF INDEX")
    start = place + 3
    offsets = [int.from_bytes(data[start + i * size:start + (i + 1) * size], "big") for i in range(count + 1)]
    base = start + (count + 1) * size - 1
    if offsets[0] != 1 or any(a > b for a, b in zip(offsets, offsets[1:])) or base + offsets[-1] > len(data):
        raise Broken("offsets of a CFF INDEX")
    return [data[base + a:base + b] for a, b in zip(offsets, offsets[1:])], base + offsets[-1]


def real(data, place):
    text = ""
    while True:
        for nibble in (data[place] >> 4, data[place] & 15):
            if nibble == 15:
                return float(text), place + 1
            text += "0123456789.EX?-"[nibble].replace("X", "E-") if nibble != 13 else "?"
        place += 1


def top_dict(data):
    """A DICT: operator -> operands."""
    found, operands, place = {}, [], 0
    while place < len(data):
        byte = data[place]
        place += 1
        if byte <= 21:
            if byte == 12:
                byte = 1200 + data[place]
                place += 1
            found[byte], operands = operands, []
        elif byte == 28:
            operands.append(struct.unpack_from(">h", data, place)[0])
            place += 2
        elif byte == 29:
            operands.append(struct.unpack_from(">i", data, place)[0])
            place += 4
        elif byte == 30:
            value, place = real(data, place)
            operands.append(value)
        elif byte <= 246:
            operands.append(byte - 139)
        elif byte <= 254:
            operands.append((byte - 247) * 256 + data[place] + 108 if byte <= 250 else -(byte - 251) * 256 - data[place] - 108)
            place += 1
        else:
            raise Broken(f"byte {byte} in a CFF DICT")
    return found


class Cff:
    def __init__(self, data):
        self.data = data
        if len(data) < 4 or data[0] != 1:
            raise Broken("no CFF of version 1")
        names, place = index(data, data[2])
        tops, place = index(data, place)
        self.strings, place = index(data, place)
        self.subroutines, _ = index(data, place)
        if len(names) != 1 or len(tops) != 1:
            raise Broken(f"{len(names)} fonts in a CFF")
        self.name, self.top = names[0].decode("latin-1"), top_dict(tops[0])
        self.glyphs, _ = index(data, self.top[17][0])
        self.cid_keyed = 1230 in self.top
        self.parts = self.read_parts()
        self.selected = self.read_select() if self.cid_keyed else None
        self.charset = self.read_charset()
        self.gids = {cid: gid for gid, cid in enumerate(self.charset)}
        if len(self.gids) != len(self.charset):
            raise Broken("a CID stands twice in the charset")

    def read_parts(self):
        dicts = [top_dict(one) for one in index(self.data, self.top[1236][0])[0]] if self.cid_keyed else [self.top]
        parts = []
        for one in dicts:
            size, start = (int(x) for x in one.get(18, [0, 0]))
            if start + size > len(self.data):
                raise Broken("a Private DICT outside of the table")
            private = top_dict(self.data[start:start + size])
            local = index(self.data, start + int(private[19][0]))[0] if 19 in private else []
            matrix = self.matrix(one)
            parts.append((private.get(20, [0])[0], private.get(21, [0])[0], local, matrix))
        return parts

    def matrix(self, one):
        """How many thousandths of the em a unit of this part is."""
        own, top = one.get(1207), self.top.get(1207)
        if self.cid_keyed and own and top:
            return own[0] * top[0] * 1000
        return (own or top or [0.001])[0] * 1000

    def read_select(self):
        place, count = self.top[1237][0], len(self.glyphs)
        if self.data[place] == 0:
            return list(self.data[place + 1:place + 1 + count])
        if self.data[place] != 3:
            raise Broken("an FDSelect of unknown format")
        ranges, = struct.unpack_from(">H", self.data, place + 1)
        out = []
        for i in range(ranges):
            first, part, after = struct.unpack_from(">HBH", self.data, place + 3 + 3 * i)
            if first != len(out) or after <= first:
                raise Broken("ranges of FDSelect")
            out += [part] * (after - first)
        if len(out) != count or max(out) >= len(self.parts):
            raise Broken("FDSelect does not fit the glyphs")
        return out

    def read_charset(self):
        count, place = len(self.glyphs), self.top.get(15, [0])[0]
        if not self.cid_keyed or place <= 2:
            return list(range(count))  # CIDs are glyph ids then
        form, out = self.data[place], [0]
        place += 1
        while len(out) < count:
            first, = struct.unpack_from(">H", self.data, place)
            more = 0 if form == 0 else self.data[place + 2] if form == 1 else struct.unpack_from(">H", self.data, place + 2)[0]
            place += 2 + form
            out += range(first, first + more + 1)
        if len(out) != count:
            raise Broken("the charset does not fit the glyphs")
        return out

    def gid_of(self, cid):
        return self.gids.get(cid)

    def has(self, gid):
        return 0 <= gid < len(self.glyphs)

    def width(self, gid):
        default, nominal, local, scale = self.parts[self.selected[gid] if self.selected else 0]
        stack = []
        operator = self.first_operator(self.glyphs[gid], local, stack, 0)
        count = len(stack)
        own = (count % 2 == 1 if operator in STEMS else count > MOVES[operator] if operator in MOVES
               else count in (1, 5) if operator == 14 else False)
        return (nominal + stack[0] if own else default) * scale

    def first_operator(self, code, local, stack, depth):
        """Pushes the numbers before the first operator that takes the stack; calls and returns do not."""
        place = 0
        while place < len(code):
            byte = code[place]
            place += 1
            if byte >= 32 or byte == 28:
                value, place = self.number(code, byte, place)
                stack.append(value)
            elif byte in (10, 29):
                routines = local if byte == 10 else self.subroutines
                bias = 107 if len(routines) < 1240 else 1131 if len(routines) < 33900 else 32768
                number = int(stack.pop()) + bias
                if not 0 <= number < len(routines) or depth > 10:
                    raise Broken("a call of a subroutine that is not there")
                found = self.first_operator(routines[number], local, stack, depth + 1)
                if found != 11:
                    return found
            else:
                return byte
        raise Broken("a charstring without operators")

    @staticmethod
    def number(code, byte, place):
        if byte == 28:
            return struct.unpack_from(">h", code, place)[0], place + 2
        if byte <= 246:
            return byte - 139, place
        if byte <= 250:
            return (byte - 247) * 256 + code[place] + 108, place + 1
        if byte <= 254:
            return -(byte - 251) * 256 - code[place] - 108, place + 1
        return struct.unpack_from(">i", code, place)[0] / 65536, place + 4

    def empty(self, gid):
        """Whether nothing is drawn: a charstring that only ends."""
        return self.glyphs[gid][-1:] == b"\x0e" and len(self.glyphs[gid]) <= 6


class TrueType:
    """The tables that ISO 32000-1 9.9 wants of an embedded TrueType font."""
    WANTED = (b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp")

    def __init__(self, data):
        if data[:4] not in (b"\x00\x01\x00\x00", b"true"):
            raise Broken(f"no TrueType font: {data[:4]!r}")
        self.tables = tables_of(data)
        for tag in self.WANTED:
            if tag not in self.tables:
                raise Broken(f"no table {tag.decode()}")
        self.em, = struct.unpack_from(">H", self.tables[b"head"], 18)
        long_loca, = struct.unpack_from(">h", self.tables[b"head"], 50)
        self.count, = struct.unpack_from(">H", self.tables[b"maxp"], 4)
        self.metrics, = struct.unpack_from(">H", self.tables[b"hhea"], 34)
        if not self.em or not self.metrics or len(self.tables[b"hmtx"]) < 4 * self.metrics + 2 * (self.count - self.metrics):
            raise Broken("hmtx does not fit the glyphs")
        loca = self.tables[b"loca"]
        if len(loca) < (self.count + 1) * (4 if long_loca else 2):
            raise Broken("loca does not fit the glyphs")
        self.loca = (struct.unpack_from(f">{self.count + 1}I", loca) if long_loca
                     else [2 * x for x in struct.unpack_from(f">{self.count + 1}H", loca)])
        if any(a > b for a, b in zip(self.loca, self.loca[1:])) or self.loca[-1] > len(self.tables[b"glyf"]):
            raise Broken("loca leads outside of glyf")

    def has(self, gid):
        return 0 <= gid < self.count

    def width(self, gid):
        return struct.unpack_from(">H", self.tables[b"hmtx"], 4 * min(gid, self.metrics - 1))[0] * 1000 / self.em

    def empty(self, gid):
        return self.loca[gid] == self.loca[gid + 1]

    def rights(self):
        """fsType of OS/2, or None where a subset has no such table."""
        table = self.tables.get(b"OS/2")
        return struct.unpack_from(">H", table, 8)[0] if table else None


def tables_of(data):
    count, = struct.unpack_from(">H", data, 4)
    tables = {}
    for i in range(count):
        tag, _, offset, size = struct.unpack_from(">4sIII", data, 12 + 16 * i)
        if offset + size > len(data):
            raise Broken(f"table {tag!r} ends outside of the font")
        tables[tag] = data[offset:offset + size]
    return tables
