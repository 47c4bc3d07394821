"""ISO 19005-2 clause 6.1 at byte level: header, cross-reference, trailer, the spacing of objects, streams, strings, limits."""
import re

from pdfbytes import Broken, Keyword, Lexer, Name, Ref, Stream, inflate, unpredict

FILTERS = {b"ASCIIHexDecode", b"ASCII85Decode", b"FlateDecode", b"RunLengthDecode", b"CCITTFaxDecode", b"JBIG2Decode",
           b"DCTDecode", b"JPXDecode"}
OBJECT_LIMIT = 8388607
EOL = rb"(?:\r\n|\n|\r)"
OBJECT = re.compile(rb"(\d+) (\d+) obj(\r\n|\n|\r)?")
TABLE_HEAD = re.compile(rb"xref" + EOL)
SUBSECTION = re.compile(rb"(\d+) (\d+)" + EOL)
ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n)")


class Bytes:
    """The file by its own cross-reference: `objects` by number, `trailer`, `streams` by number."""

    def __init__(self, data, report):
        self.data, self.tell = data, report
        self.objects, self.entries, self.trailers = {}, {}, []
        self.replaced = []  # where objects of earlier revisions stand
        self.claimed = []  # what of the file is accounted for, as (from, to)
        self.header()
        self.end()
        self.sections()
        self.trailer = self.trailers[0]
        self.check_trailer()
        self.read_objects()
        self.check_rest()

    def reporter(self, place):
        return lambda rule, text: self.tell(rule, place, text)

    def header(self):
        match = re.match(rb"%PDF-(\d\.\d)(\r\n|\n|\r)", self.data)
        if not match or not re.match(rb"1\.[0-7]\Z", match.group(1)):
            self.tell("header", "byte 0", repr(self.data[:12]))
        start = match.end() if match else 0
        if not re.compile(rb"%[\x80-\xff]{4}").match(self.data, start):
            self.tell("header-binary", f"byte {start}", repr(self.data[start:start + 8]))
        comments = re.compile(rb"(?:%[^\r\n]*[\r\n]+)*").match(self.data, start)
        self.claimed.append((0, comments.end()))

    def end(self):
        found = list(re.finditer(rb"startxref" + EOL + rb"(\d+)" + EOL + rb"%%EOF", self.data))
        if not found:
            raise Broken("no startxref with %%EOF")
        self.start = int(found[-1].group(1))
        self.claimed += [(match.start(), match.end()) for match in found]
        rest = self.data[found[-1].end():]
        if rest not in (b"", b"\n", b"\r", b"\r\n"):
            self.tell("after-eof", f"byte {found[-1].end()}", f"{len(rest)} bytes: {rest[:20]!r}")

    # ------------------------------------------------------------ cross-reference

    def sections(self):
        seen, place = set(), self.start
        while place is not None:
            if place in seen or not 0 <= place < len(self.data):
                raise Broken(f"cross-reference at byte {place}")
            seen.add(place)
            if TABLE_HEAD.match(self.data, place):
                trailer = self.table(place)
            else:
                trailer = self.cross_reference_stream(place)
            self.trailers.append(trailer)
            place = trailer.get(b"Prev")

    def enter(self, number, entry):
        """An entry of this section; those of later revisions are there already."""
        if self.entries.setdefault(number, entry) != entry and entry[0] == 1:
            self.replaced.append(entry[1])

    def table(self, start):
        place = TABLE_HEAD.match(self.data, start).end()
        while True:
            head = SUBSECTION.match(self.data, place)
            if not head:
                break
            place = head.end()
            for number in range(int(head.group(1)), int(head.group(1)) + int(head.group(2))):
                entry = ENTRY.match(self.data, place)
                if not entry:
                    raise Broken(f"cross-reference entry at byte {place}: {self.data[place:place + 20]!r}")
                place = entry.end()
                self.enter(number, (1, int(entry.group(1)), int(entry.group(2))) if entry.group(3) == b"n" else (0, 0, 0))
        if not self.data.startswith(b"trailer", place):
            self.tell("xref-table", f"byte {place}", f"{self.data[place:place + 12]!r} where a subsection or trailer is wanted")
            place = self.data.index(b"trailer", place)
        lexer = Lexer(self.data, place + 7, self.reporter(f"trailer at byte {place}"))
        trailer = lexer.value()
        self.claimed.append((start, lexer.place))
        return trailer

    def cross_reference_stream(self, start):
        number, generation, value = self.indirect(start)
        if not isinstance(value, Stream) or value.dictionary.get(b"Type") != b"XRef":
            raise Broken(f"no cross-reference at byte {start}")
        head = value.dictionary
        widths = head[b"W"]
        data, size = self.decoded(value), sum(widths)
        index = head.get(b"Index", [0, head[b"Size"]])
        numbers = [n for first, count in zip(index[::2], index[1::2]) for n in range(first, first + count)]
        if len(data) != size * len(numbers):
            self.tell("xref-stream", f"object {number}", f"{len(data)} bytes for {len(numbers)} entries of {size}")
        for i, n in enumerate(numbers):
            fields, at = [], i * size
            for width in widths:
                fields.append(int.from_bytes(data[at:at + width], "big"))
                at += width
            if not widths[0]:
                fields[0] = 1
            self.enter(n, tuple(fields))
        if self.entries.get(number, (1, start, 0))[:2] != (1, start):
            self.tell("xref-entry", f"object {number}", "the cross-reference stream is not where its own entry says")
        return head

    def check_trailer(self):
        ident = self.trailer.get(b"ID")
        if not (isinstance(ident, list) and len(ident) == 2 and all(isinstance(part, bytes) and part for part in ident)):
            self.tell("trailer-id", "trailer", f"ID {ident!r}")
        for trailer in self.trailers:
            if b"Encrypt" in trailer:
                self.tell("encrypted", "trailer", "Encrypt")
        if self.trailer.get(b"Size") != max(self.entries) + 1:
            self.tell("trailer-size", "trailer", f"Size {self.trailer.get(b'Size')}, the highest object is {max(self.entries)}")
        in_use = sum(1 for entry in self.entries.values() if entry[0])
        if in_use > OBJECT_LIMIT:
            self.tell("limit-objects", "trailer", f"{in_use} objects")

    # ------------------------------------------------------------ objects

    def indirect(self, start):
        """The object at this byte: its number, generation and value, with its spacing checked."""
        match = OBJECT.match(self.data, start)
        if not match:
            raise Broken(f"no object at byte {start}: {self.data[start:start + 12]!r}")
        number, generation = int(match.group(1)), int(match.group(2))
        place = f"object {number}"
        if self.data[start - 1:start] not in (b"\n", b"\r"):
            self.tell("object-spacing", place, "its number does not begin a line")
        if not match.group(3):
            self.tell("object-spacing", place, "no end of line behind obj")
        lexer = Lexer(self.data, match.end(), self.reporter(place))
        value = lexer.value()
        mark = re.compile(rb"[\x00\t\n\x0c\r ]*(stream|endobj)").match(self.data, lexer.place)
        if not mark:
            raise Broken(f"{place}: neither stream nor endobj at byte {lexer.place}")
        end = mark.start(1)
        if mark.group(1) == b"stream":
            value, end = self.stream(value, mark.end(), place)
        if self.data[end - 1:end] not in (b"\n", b"\r") or self.data[end + 6:end + 7] not in (b"\n", b"\r"):
            self.tell("object-spacing", place, "endobj is not a line of its own")
        self.claimed.append((start, end + 6))
        return number, generation, value

    def stream(self, dictionary, start, place):
        """The stream whose keyword ends at `start`, and where its endobj stands."""
        if self.data[start:start + 2] == b"\r\n":
            start += 2
        elif self.data[start:start + 1] == b"\n":
            start += 1
        else:
            self.tell("stream-eol", place, f"{self.data[start:start + 2]!r} behind stream")
            start += self.data[start:start + 1] == b"\r"
        length = dictionary.get(b"Length")
        if isinstance(length, Ref):
            entry = self.entries.get(length.number)
            length = self.indirect(entry[1])[2] if entry and entry[0] == 1 else None
        if type(length) is not int or start + length > len(self.data):
            raise Broken(f"{place}: Length {length!r}")
        tail = re.compile(EOL + rb"?endstream([\x00\t\n\x0c\r ]*)endobj").match(self.data, start + length)
        if not tail:
            real = re.compile(EOL + rb"?endstream").search(self.data, start)
            self.tell("stream-length", place, f"Length {length}, but endstream is {real.start() - start if real else '?'} bytes on")
            tail = re.compile(rb"endstream([\x00\t\n\x0c\r ]*)endobj").search(self.data, start)
            if not tail:
                raise Broken(f"{place}: no endstream")
        elif self.data[start + length:start + length + 1] not in (b"\n", b"\r"):
            self.tell("endstream-eol", place, "no end of line before endstream")
        for key in (b"F", b"FFilter", b"FDecodeParms"):
            if key in dictionary:
                self.tell("stream-external", place, f"/{key.decode()}")
        return Stream(dictionary, self.data[start:start + length]), tail.end() - 6

    def decoded(self, stream):
        """What a Flate stream holds; other filters are none of ours."""
        filters = stream.dictionary.get(b"Filter", [])
        filters = filters if isinstance(filters, list) else [filters]
        data = stream.data
        for name in filters:
            if name != b"FlateDecode":
                raise Broken(f"filter {name!r}")
            data = inflate(data)
        parameters = stream.dictionary.get(b"DecodeParms") or {}
        parameters = parameters[0] if isinstance(parameters, list) else parameters
        if parameters and parameters.get(b"Predictor", 1) >= 10:
            data = unpredict(data, parameters.get(b"Columns", 1))
        return data

    def check_filters(self, number, stream):
        filters = stream.dictionary.get(b"Filter", [])
        for name in filters if isinstance(filters, list) else [filters]:
            if name not in FILTERS:
                self.tell("filter", f"object {number}", f"/{name.decode('latin-1')}")
                return
        try:
            self.decoded(stream)
        except Broken as error:
            self.tell("stream-data", f"object {number}", str(error))

    def read_objects(self):
        packs = {}
        for number, (kind, second, third) in sorted(self.entries.items()):
            if kind == 1:
                self.read_one(number, second, third)
            elif kind == 2:
                packs.setdefault(second, []).append((third, number))
        for pack, members in packs.items():
            self.read_pack(pack, sorted(members))
        for offset in self.replaced:
            self.indirect(offset)

    def read_one(self, number, offset, generation):
        try:
            found, of_generation, value = self.indirect(offset)
        except Broken as error:
            self.tell("xref-entry", f"object {number}", str(error))
            return
        if (found, of_generation) != (number, generation):
            self.tell("xref-entry", f"object {number}", f"{found} {of_generation} obj stands there")
        self.objects[number] = value
        if isinstance(value, Stream):
            self.check_filters(number, value)

    def read_pack(self, pack, members):
        """An object stream (ISO 32000-1 7.5.7) and those of its objects that are in force."""
        place, stream = f"object stream {pack}", self.objects.get(pack)
        if not isinstance(stream, Stream) or stream.dictionary.get(b"Type") != b"ObjStm":
            self.tell("object-stream", place, "there is none")
            return
        data = self.decoded(stream)
        count, first = stream.dictionary[b"N"], stream.dictionary[b"First"]
        head = data[:first].split()
        if len(head) != 2 * count:
            self.tell("object-stream", place, f"N {count}, but {len(head)} numbers before First")
            return
        for index, number in members:
            if index >= count or int(head[2 * index]) != number:
                self.tell("object-stream", place, f"object {number} is not its number {index}")
                continue
            lexer = Lexer(data, first + int(head[2 * index + 1]), self.reporter(f"object {number}"))
            value = lexer.value()
            if isinstance(value, Keyword):
                self.tell("object-stream", f"object {number}", f"begins with {value!r}")
            self.objects[number] = value

    # ------------------------------------------------------------ the whole

    def check_rest(self):
        """Every byte belongs to something, every reference leads somewhere, and nothing lies about unused."""
        place = 0
        for start, end in sorted(set(self.claimed)):
            between = self.data[place:start] if start > place else b""
            if between.strip(b"\x00\t\n\x0c\r "):
                self.tell("unknown-bytes", f"byte {place}", repr(between[:30]))
            place = max(place, end)
        reached, todo = set(), [self.trailer]
        while todo:
            value = todo.pop()
            if isinstance(value, Ref):
                if value.number in reached:
                    continue
                reached.add(value.number)
                if value.number not in self.objects:
                    self.tell("dangling", f"object {value.number}", "referred to, but not there")
                todo.append(self.objects.get(value.number))
            elif isinstance(value, Stream):
                todo.append(value.dictionary)
            elif isinstance(value, dict):
                todo += value.values()
            elif isinstance(value, list):
                todo += value
        for number, value in self.objects.items():
            kind = value.dictionary.get(b"Type") if isinstance(value, Stream) else None
            if number not in reached and kind not in (b"ObjStm", b"XRef") and len(self.trailers) == 1:
                self.tell("unused-object", f"object {number}", repr(value)[:60])
