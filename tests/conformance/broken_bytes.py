"""Mutants against the rules of syntax, made of a file's bytes."""
import re
import subprocess
import tempfile

from mutants import breaks_bytes, rebuild, replaced

CATALOG = b"/Type /Catalog"


def in_catalog(data, entry):
    return rebuild(replaced(data, CATALOG, CATALOG + b" /Audit " + entry))


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


@breaks_bytes("resources")
def inherited_resources(data):
    own = re.search(rb"/Resources \d+ 0 R", data).group()
    return rebuild(data.replace(own, b"").replace(b"/Type /Pages", b"/Type /Pages " + own))
