"""A PDF's bytes, read strictly: tokens, indirect objects where the cross-reference says they are, object streams.

Nothing is repaired. What is not as ISO 32000-1 clause 7 and ISO 19005-2 clause 6.1 want it is told to `report`;
what cannot be read at all ends in Broken. Values: None, bool, int, float, bytes (strings), Name, Ref, list, dict."""
import collections, re, zlib

Ref = collections.namedtuple("Ref", "number generation")
Stream = collections.namedtuple("Stream", "dictionary data")
WHITE = b"\x00\t\n\x0c\r "


class Broken(Exception):
    pass


class Name(bytes):
    __slots__ = ()


class Keyword(bytes):
    __slots__ = ()


TOKEN = re.compile(rb"(?:[\x00\t\n\x0c\r ]+|%[^\r\n]*)*(?:(<<|>>|\[|\])|/([^\x00\t\n\x0c\r ()<>\[\]{}/%]*)|<([^>]*)>|(\()"
                   rb"|([^\x00\t\n\x0c\r ()<>\[\]{}/%]+))")
NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)\Z")
INTEGER = re.compile(rb"[+-]?\d+\Z")
ESCAPES = {ord("n"): b"\n", ord("r"): b"\r", ord("t"): b"\t", ord("b"): b"\b", ord("f"): b"\f"}


class Lexer:
    """Values one after another. `report(rule, text)` hears of what is written badly."""

    def __init__(self, data, place, report):
        self.data, self.place, self.report = data, place, report

    def string(self):
        """A literal string, behind its opening parenthesis."""
        out, depth, data = bytearray(), 1, self.data
        while True:
            if self.place >= len(data):
                raise Broken("a string does not end")
            byte = data[self.place]
            self.place += 1
            if byte == 0x5C:
                out += self.escape()
                continue
            depth += (byte == 0x28) - (byte == 0x29)
            if not depth:
                return bytes(out)
            out.append(byte)

    def escape(self):
        byte = self.data[self.place]
        octal = re.compile(rb"[0-7]{1,3}").match(self.data, self.place)
        if octal:
            self.place = octal.end()
            return bytes([int(octal.group(), 8) & 255])
        self.place += 1
        if byte in b"\r\n":
            if self.data[self.place - 1:self.place + 1] == b"\r\n":
                self.place += 1
            return b""
        return ESCAPES.get(byte, bytes([byte]))

    def hex_string(self, digits):
        plain = digits.translate(None, WHITE)
        if not re.fullmatch(rb"[0-9A-Fa-f]*", plain):
            self.report("hex-string-digits", f"<{digits[:20].decode('latin-1')}…>")
            return b""
        if len(plain) % 2:
            self.report("hex-string-odd", f"{len(plain)} digits: <{plain[:20].decode()}…>")
        return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode())

    def name(self, raw):
        def code(match):
            return bytes([int(match.group(1), 16)])
        value = Name(re.sub(rb"#([0-9A-Fa-f]{2})", code, raw)) if b"#" in raw else Name(raw)
        if len(value) > 127:
            self.report("limit-name", f"{len(value)} bytes: /{value[:20].decode('latin-1')}…")
        try:
            value.decode()
        except UnicodeDecodeError:
            self.report("name-utf8", f"/{raw.decode('latin-1')}")
        return value

    def word(self, raw):
        if raw in (b"true", b"false"):
            return raw == b"true"
        if raw == b"null":
            return None
        if not NUMBER.match(raw):
            return Keyword(raw)
        if INTEGER.match(raw):
            value = int(raw)
            if not -2147483648 <= value <= 2147483647:
                self.report("limit-integer", raw.decode())
            return value
        value = float(raw)
        if abs(value) > 3.403e38 or 0 < abs(value) < 1.175e-38:
            self.report("limit-real", raw.decode())
        return value

    def token(self):
        match = TOKEN.match(self.data, self.place)
        if not match:
            raise Broken(f"no token at byte {self.place}")
        self.place = match.end()
        kind = match.lastindex
        if kind == 1:
            return Keyword(match.group(1))
        if kind == 2:
            return self.name(match.group(2))
        if kind in (3, 4):
            value = self.hex_string(match.group(3)) if kind == 3 else self.string()
            if len(value) > 32767:
                self.report("limit-string", f"{len(value)} bytes")
            return value
        return self.word(match.group(5))

    def value(self):
        """One value; a keyword that is none is given back as such."""
        marks, stack = [], []
        while True:
            item = self.token()
            if not isinstance(item, Keyword):
                stack.append(item)
            elif item in (b"<<", b"["):
                marks.append((item, len(stack)))
            elif item in (b">>", b"]"):
                self.close(item, marks, stack)
            elif item == b"R":
                self.reference(stack)
            elif marks:
                raise Broken(f"{item.decode('latin-1')} within a value, before byte {self.place}")
            else:
                return item
            if not marks:
                return self.maybe_reference(stack[0])

    def reference(self, stack):
        if len(stack) < 2 or type(stack[-1]) is not int or type(stack[-2]) is not int:
            raise Broken(f"R without two numbers, before byte {self.place}")
        generation = stack.pop()
        stack.append(Ref(stack.pop(), generation))

    def maybe_reference(self, item):
        """At the top level `1 0 R` is only seen by looking ahead."""
        if type(item) is int:
            match = re.compile(rb"[\x00\t\n\x0c\r ]+(\d+)[\x00\t\n\x0c\r ]+R(?![^\x00\t\n\x0c\r ()<>\[\]{}/%])").match(self.data, self.place)
            if match:
                self.place = match.end()
                return Ref(item, int(match.group(1)))
        return item

    def close(self, mark, marks, stack):
        opening, start = marks.pop() if marks else (b"", 0)
        if (opening, mark) not in ((b"<<", b">>"), (b"[", b"]")):
            raise Broken(f"{mark.decode()} closes nothing, before byte {self.place}")
        items = stack[start:]
        del stack[start:]
        if mark == b"]":
            stack.append(items)
            return
        if len(items) % 2 or not all(isinstance(key, Name) for key in items[::2]):
            raise Broken(f"a dictionary with keys that are no names, before byte {self.place}")
        made = dict(zip(items[::2], items[1::2]))
        if len(made) * 2 != len(items):
            self.report("duplicate-key", f"before byte {self.place}")
        stack.append(made)


def unpredict(data, columns):
    """PNG predictors (ISO 32000-1 7.4.4.4), as cross-reference streams use them."""
    out, above = bytearray(), bytearray(columns)
    for start in range(0, len(data), columns + 1):
        kind, row = data[start], bytearray(data[start + 1:start + 1 + columns])
        if kind == 1:
            for i in range(1, columns):
                row[i] = (row[i] + row[i - 1]) & 255
        elif kind == 2:
            row = bytearray((a + b) & 255 for a, b in zip(row, above))
        elif kind:
            raise Broken(f"predictor {kind} of a row")
        out += row
        above = row
    return bytes(out)


def inflate(data):
    """The decoded bytes of a whole zlib stream and nothing behind it."""
    decoder = zlib.decompressobj()
    try:
        out = decoder.decompress(data)
    except zlib.error as error:
        raise Broken(str(error))
    if not decoder.eof or decoder.unused_data:
        raise Broken("it ends early" if not decoder.eof else f"{len(decoder.unused_data)} bytes behind its end")
    return out
