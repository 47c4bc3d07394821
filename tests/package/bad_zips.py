"""What a package may be like when it comes back: made from a good one, each with the id of the message wanted.

zips(good) gives zips that are none, or not to be trusted; packages(good) gives zips that are fine and packages that
are not. Both give Bad(what, bytes, id), for `good`, the bytes of a package's zip."""
import collections, hashlib, io, json, os, re, struct, subprocess, tempfile, zipfile, zlib

Bad = collections.namedtuple("Bad", "what bytes id")
MANIFEST = "manifest.json"
MIB = 1 << 20
DEFLATED, UTF8, DESCRIPTOR = 8, 1 << 11, 1 << 3
A_FILE, A_LINK, A_FOLDER = 0o100644 << 16, 0o120777 << 16, 0o040755 << 16


# ---------------------------------------------------------------- zips by hand

class Entry:
    """An entry, where everything can be a lie. `data` are the bytes as they are stored."""

    def __init__(self, name, data=b"", **more):
        self.said = {}  # otherwise before the bytes than in the directory
        self.name = name.encode() if isinstance(name, str) else name
        self.data = data
        self.method, self.flags, self.attributes, self.extra = 0, UTF8, A_FILE, b""
        self.size, self.crc = len(data), zlib.crc32(data)
        self.local_name = self.offset = None
        self.needed = 20
        self.__dict__.update(more)


def deflated(name, data, **more):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    return Entry(name, packed, **{"method": DEFLATED, "size": len(data), "crc": zlib.crc32(data), **more})


def local_header(entry):
    name = entry.name if entry.local_name is None else entry.local_name
    entry = Entry(**{**entry.__dict__, **entry.said})
    said = [0, 0, 0] if entry.flags & DESCRIPTOR else [entry.crc, len(entry.data), entry.size]
    return struct.pack("<4sHHHHHIIIHH", b"PK\3\4", entry.needed, entry.flags, entry.method, 0, 33, *said,
                       len(name), 0) + name


def build(entries, before=b"", between=b"", within=b"", comment=b"", count=None):
    """`between` entries and directory, `within` the directory."""
    out, places = bytearray(before), []
    for entry in entries:
        places.append(len(out) if entry.offset is None else entry.offset)
        if entry.offset is None:
            out += local_header(entry) + entry.data
            if entry.flags & DESCRIPTOR:
                out += struct.pack("<4sIII", b"PK\7\x08", entry.crc, len(entry.data), entry.size)
    out += between
    start = len(out)
    for entry, place in zip(entries, places):
        out += struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 3 << 8 | 63, 20, entry.flags, entry.method, 0, 33, entry.crc,
                           len(entry.data), entry.size, len(entry.name), len(entry.extra), 0, 0, 0, entry.attributes,
                           place) + entry.name + entry.extra
    out += within
    count = len(entries) if count is None else count
    out += struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(out) - start, start, len(comment))
    return bytes(out + comment)


def end64(zip_bytes, count=None, far=0, record_size=44, end=(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)):
    """With the zip64 record and its locator before the end, and ones in the end itself."""
    body, old_end = zip_bytes[:-22], zip_bytes[-22:]
    _, _, _, _, had, size, start, _ = struct.unpack("<4sHHHHIIH", old_end)
    count = had if count is None else count
    record = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", record_size, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, len(body) + far, 1)
    return body + record + locator + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, end[0], *end, 0)


def entries_of(good):
    with zipfile.ZipFile(io.BytesIO(good)) as zipped:
        return [(deflated if each.compress_type else Entry)(each.filename, zipped.read(each)) for each in zipped.infolist()]


# ---------------------------------------------------------------- zips that are refused

def cut_off(good):
    directory = struct.unpack("<I", good[-6:-2])[0]
    for size in 0, 1, 21, 22, len(good) // 2, directory, directory + 20, len(good) - 22, len(good) - 1:
        yield Bad(f"cut off after {size} bytes", good[:size], "zip-broken")
    yield Bad("its first half is missing", good[len(good) // 2:], "zip-broken")
    yield Bad("its first byte is missing", good[1:], "zip-broken")


def with_more(entries, good):
    yield Bad("a byte behind the end", good + b"\0", "zip-broken")
    yield Bad("a comment", build(entries, comment=b"hello"), "zip-broken")
    yield Bad("a comment that is missing", good[:-2] + b"\1\0", "zip-broken")
    yield Bad("one part of two", good[:-14] + b"\1\0" + good[-12:], "zip-broken")
    yield Bad("bytes within the directory", build(entries, within=b"hidden"), "zip-broken")
    yield Bad("another zip behind it", good + good, "zip-broken")
    yield Bad("a directory in a comment", build(entries[:1], comment=build(entries)[-22:]), "zip-broken")
    yield Bad("bytes before it", b"MZ" + good, "zip-broken")
    yield Bad("bytes before it, offsets made to fit", build(entries, before=b"#!/bin/sh\n"), "zip-broken")
    yield Bad("bytes before the directory", build(entries, between=b"hidden"), "zip-broken")
    yield Bad("an entry that the directory does not know",
              build(entries[:1], between=local_header(entries[1]) + entries[1].data), "zip-broken")
    yield Bad("more entries than it says", build(entries, count=len(entries) - 1), "zip-broken")
    yield Bad("fewer entries than it says", build(entries, count=len(entries) + 1), "zip-broken")
    yield Bad("a zip64 record that says other entries", end64(good, count=1), "zip-broken")
    yield Bad("a zip64 record that says 2^40 entries", end64(good, count=1 << 40), "zip-broken")
    size, start = struct.unpack("<II", good[-10:-2])
    for end in (1, size, start), (len(entries), size + 1, start), (len(entries), size, start + 1):
        yield Bad(f"an end of {end} and another one in zip64", end64(good, end=end), "zip-broken")
    yield Bad("a zip64 record of another size", end64(good, record_size=45), "zip-broken")
    short = struct.pack("<HH", 1, 0)
    yield Bad("a zip64 field without numbers", build(entries + [Entry("x", size=0xFFFFFFFF, extra=short), Entry("y")]), "zip-broken")
    twice_64 = struct.pack("<HHQ", 1, 8, 0xFFFFFFFF) + struct.pack("<HHQ", 1, 8, 0)
    yield Bad("two zip64 fields", build(entries + [Entry("x", size=0xFFFFFFFF, extra=twice_64)]), "zip-broken")
    yield Bad("an extra field that is cut off", build(entries + [Entry("x", extra=struct.pack("<HH", 9, 1))]), "zip-broken")
    yield Bad("a zip64 record elsewhere", end64(good, far=-1), "zip-broken")
    yield Bad("a zip64 record far away", end64(good, far=1 << 62), "zip-broken")


def encrypted(good):
    for how in "ZipCrypto", "AES256":
        with tempfile.TemporaryDirectory() as folder:
            zipfile.ZipFile(io.BytesIO(good)).extractall(folder)
            done = os.path.join(folder, "made.zip")
            subprocess.run(["7z", "a", "-bd", "-tzip", "-ptest", f"-mem={how}", "-x!made.zip", done, "."], cwd=folder,
                           check=True, stdout=subprocess.DEVNULL)
            yield Bad(f"encrypted with {how}", open(done, "rb").read(), "zip-encrypted")


def named(entries):
    unfit = ["../x", "a/../x", "..", "/x", "//x", "C:/x", "C:x", "a//x", "./x", "a/.", "a.", "a ", "a\\x", "..\\x", "a\nx",
             "a\x1b[2Jx", "a\x7f", "a\u2028", "\u202efdp.exe", "a\x85", "a" * 256, "a/" * 600 + "a", "a\0b", "../", "/", ""]
    for name in unfit:
        yield Bad(f"the name {ascii(name)[:40]}", build(entries + [Entry(name)]), "zip-name")
    for code in "gbk", "cp437":
        name = "附件.pdf".encode("gbk") if code == "gbk" else "é.pdf".encode("cp437")
        yield Bad(f"a name in {code}", build(entries + [Entry(name, flags=0)]), "zip-name")
        yield Bad(f"a name in {code} that is marked as UTF-8", build(entries + [Entry(name)]), "zip-name")
    path = b"\1" + struct.pack("<I", zlib.crc32(b"a.pdf")) + b"b.pdf"
    yield Bad("a second name", build(entries + [Entry("a.pdf", extra=struct.pack("<HH", 0x7075, len(path)) + path)]), "zip-name")
    for what in {"crc": 1}, {"size": 9}, {"method": DEFLATED}, {"flags": UTF8 | 1}:
        yield Bad(f"{next(iter(what))} other than before the bytes", build(entries + [Entry("a", said=what)]), "zip-broken")
    yield Bad("another name before the bytes", build(entries + [Entry("a.pdf", local_name=b"b.pdf")]), "zip-broken")


def twice(entries):
    first = entries[0].name.decode()
    folder = first.rpartition("/")[0] or first
    for pair in ([first], [first.upper()], ["é.txt", "e\u0301.txt"], ["É.txt", "e\u0301.TXT"], ["Å", "\u212b"], ["ς", "Σ"],
                 ["x", "x/y"], ["x/y", "X"], ["x", "x/"], ["x/", "x/"], [folder] if folder != first else ["x", "x/y/z"]):
        yield Bad(f"names that are one: {ascii(pair)[:60]}",
                  build(entries + [Entry(name, attributes=0) for name in pair]), "zip-twice")


def of_other_kinds(entries):
    yield Bad("a symbolic link", build(entries + [Entry("link", b"/etc/passwd", attributes=A_LINK)]), "zip-kind")
    yield Bad("a device", build(entries + [Entry("tty", attributes=0o020666 << 16)]), "zip-kind")
    yield Bad("a folder that is named as a file", build(entries + [Entry("x", attributes=A_FOLDER)]), "zip-kind")
    yield Bad("a file that is named as a folder", build(entries + [Entry("x/", attributes=A_FILE)]), "zip-kind")
    yield Bad("a folder with bytes", build(entries + [Entry("x/", b"abc", attributes=A_FOLDER)]), "zip-kind")
    yield Bad("deflate64", build(entries + [Entry("x", b"abc", method=9)]), "zip-kind")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as zipped:
        zipped.writestr("x", b"abc" * 100)
    yield Bad("lzma", made.getvalue(), "zip-kind")


def bombs(entries):
    zeros = deflated("zeros", bytes(100 * MIB))
    many = [Entry(f"{i}", zeros.data, method=DEFLATED, size=zeros.size, crc=zeros.crc) for i in range(6)]
    yield Bad("600 MiB of zeros", build(entries + many), "zip-size")
    place = len(build(entries)) - 22 - sum(46 + len(each.name) for each in entries)
    over = [Entry("zeros", zeros.data, method=DEFLATED, size=zeros.size, crc=zeros.crc, offset=place) for _ in range(4)]
    yield Bad("entries of the same bytes", build(entries + [zeros] + over), "zip-broken")
    yield Bad("100 MiB that say they are 10 bytes", build(entries + [Entry("x", zeros.data, method=DEFLATED, size=10)]), "zip-broken")
    yield Bad("10 bytes that say they are 400 MiB", build(entries + [deflated("x", bytes(10), size=400 * MIB)]), "zip-broken")
    yield Bad("stored bytes that say they are 400 MiB", build(entries + [Entry("x", bytes(10), size=400 * MIB)]), "zip-broken")
    yield Bad("a size of 4 GiB", build(entries + [deflated("x", bytes(10), size=0xFFFFFFFE)]), "zip-size")
    large = struct.pack("<HHQ", 1, 8, (1 << 64) - 1)
    yield Bad("a size of 2^64", build(entries + [deflated("x", bytes(10), size=0xFFFFFFFF, extra=large)]), "zip-size")
    yield Bad("5000 entries", build([Entry(f"{i}") for i in range(5000)]), "zip-size")


def streams(entries):
    text = deflated("x", b"abc" * 100)
    for what, more in ("a wrong CRC", {"crc": 1}), ("a size less by one", {"size": 299}), ("a size more by one", {"size": 301}), \
            ("bytes behind its stream", {"data": text.data + b"x"}), ("a stream that is cut off", {"data": text.data[:-1]}), \
            ("bytes that are no stream", {"data": b"\xff" * 30}):
        fields = {"data": text.data, "method": DEFLATED, "size": 300, "crc": text.crc, **more}
        yield Bad(what, build(entries + [Entry("x", **fields)]), "zip-broken")
    yield Bad("a wrong CRC of stored bytes", build(entries + [Entry("x", b"abc", crc=1)]), "zip-broken")


def zips(good):
    entries = entries_of(good)
    yield Bad("a text", b"ziping", "zip-broken")
    yield Bad("a PDF", b"%PDF-1.7\n" + bytes(1000), "zip-broken")
    yield from cut_off(good)
    yield from with_more(entries, good)
    yield from encrypted(good)
    yield from named(entries)
    yield from twice(entries)
    yield from of_other_kinds(entries)
    yield from bombs(entries)
    yield from streams(entries)


# ---------------------------------------------------------------- packages that are refused

def unpacked(good):
    """Names, without the folder that all of them are in, to bytes; and that folder with its slash."""
    with zipfile.ZipFile(io.BytesIO(good)) as zipped:
        files = {each: zipped.read(each) for each in zipped.namelist()}
    folder = next(each[:-len(MANIFEST)] for each in files if each.rpartition("/")[2] == MANIFEST)
    return {each[len(folder):]: data for each, data in files.items()}, folder


def packed(files, folder):
    return build([deflated(folder + name, data) for name, data in files.items()])


def sealed(manifest):
    """A manifest's text from its values, with the hash of the whole as its last member says it."""
    values = {key: value for key, value in manifest.items() if key != "sha256"}
    text = json.dumps(values, ensure_ascii=False, indent=2)[:-2] + ",\n"
    return (text + f'  "sha256": "{hashlib.sha256(text.encode()).hexdigest()}"\n}}\n').encode()


def changed(data, at=None):
    at = len(data) // 2 if at is None else at
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]


def with_files(files, folder):
    pdf = next(name for name in files if name.endswith(".pdf"))
    docx = next(name for name in files if name.endswith(".docx"))
    for name in pdf, docx:
        yield Bad(f"a changed byte in {name}", packed({**files, name: changed(files[name])}, folder), "package-changed")
        yield Bad(f"a byte more in {name}", packed({**files, name: files[name] + b"\n"}, folder), "package-changed")
        yield Bad(f"no {name}", packed({each: data for each, data in files.items() if each != name}, folder), "package-missing")
    yield Bad("two files that changed places", packed({**files, pdf: files[docx], docx: files[pdf]}, folder), "package-changed")
    yield Bad("a file in another letter case",
              packed({each if each != pdf else each[:-4] + ".PDF": data for each, data in files.items()}, folder), "package-missing")
    yield Bad("no manifest", packed({each: data for each, data in files.items() if each != MANIFEST}, folder), "no-package")
    yield Bad("a DOCX", files[docx], "no-package")
    yield Bad("no entries", build([]), "no-package")


def with_manifest(files, folder):
    text = files[MANIFEST]
    good = json.loads(text)
    assert json.loads(sealed(good)) and sealed(good).count(b"\n") > 10

    def of(what, bytes_, wanted):
        return Bad(f"a manifest {what}", packed({**files, MANIFEST: bytes_}, folder), wanted)

    def first(**values):
        return {**good, "files": [{**good["files"][0], **values}, *good["files"][1:]]}

    yield of("of a newer format", sealed({**good, "format_version": good["format_version"] + 1}), "manifest-newer")
    yield of("of a newer format, with members that nobody knows", sealed({**good, "format_version": 99, "files": {}}), "manifest-newer")
    yield of("of something else", sealed({**good, "format": "other"}), "manifest-format")
    yield of("that is another JSON", b"{}\n", "manifest-format")
    yield of("that is a list", b"[]\n", "json-root")
    yield of("that is no JSON", b"not JSON\n", "json-syntax")
    yield of("of no bytes", b"", "json-syntax")
    yield of("that is cut off", text[:text.index(b'"files"')], "json-syntax")
    yield of("that is cut off within a character", text[:text.index("年度".encode()) + 1], "invalid-utf8")
    yield of("that is not UTF-8", text.replace("年度".encode(), "年度".encode("gbk")), "invalid-utf8")
    yield of("with a changed year", re.sub(rb'("year": ")\d+', rb"\g<1>1999", text), "manifest-hash")
    yield of("with a wrong hash", re.sub(rb'"sha256": "[0-9a-f]{64}"\n}\n$', b'"sha256": "' + b"0" * 64 + b'"\n}\n', text), "manifest-hash")
    yield of("with a blank behind its end", text + b"\n", "manifest-hash")
    yield of("with a wrong size", sealed(first(size=good["files"][0]["size"] + 1)), "package-changed")
    yield of("with a size of 10^17", sealed(first(size=10 ** 17)), "package-changed")
    yield of("with a size of 2^64 - 1", sealed(first(size=(1 << 64) - 1)), "number-size")
    yield of("with a wrong hash of a file", sealed(first(sha256="0" * 64)), "package-changed")
    yield of("with a file that is nowhere", sealed(first(name="nowhere.pdf")), "package-missing")
    for name in "../x", "/x", "a\\x", "a\nx", MANIFEST:
        yield of(f"with the name {ascii(name)}", sealed(first(name=name)), "manifest-name")
    yield of("with a name twice", sealed({**good, "files": good["files"] + good["files"][:1]}), "manifest-name")


def packages(good):
    files, folder = unpacked(good)
    yield from with_files(files, folder)
    yield from with_manifest(files, folder)


def with_extra(good):
    """A file more than the manifest has: told, and the others are read."""
    files, folder = unpacked(good)
    return Bad("a file more", packed({**files, "扫描件.pdf": b"%PDF-1.7\n"}, folder), "package-extra")
