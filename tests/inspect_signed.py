"""Signed PDFs: who signed, whether it holds, what came later; and packages whose PDFs were signed in their own fields,
by poppler and NSS. Whatever else was done to a file stays an error."""
import hashlib, json, os, re, shutil, subprocess, tempfile, zipfile
from inspect_files import FILES, FOLDER, damaged_at_random, one, temporary
from pdf_sign import NAME, certificate, sign, verdict
from program import EXAMPLE, Tests, run

STORE = certificate(FOLDER.name)
DOCUMENT = next(name for name in os.listdir(FILES) if name.startswith("附件2") and name.endswith(".pdf"))
FIELDS = os.path.join(FILES, DOCUMENT)
ONCE, TWICE = temporary("once.pdf"), temporary("twice.pdf")
sign(STORE, FIELDS, ONCE, "head")
sign(STORE, ONCE, TWICE, "preparer", "-etsi")


def signatures(path, code=0):
    return {s["field"]: s for s in one(path, code)["pdf"]["signatures"]}


def read(path):
    return open(path, "rb").read()


def write(name, data):
    path = temporary(name)
    open(path, "wb").write(data)
    return path


def update(data, objects, root=None):
    """An incremental update by hand: objects by number, and the table of a later revision."""
    out = data if data.endswith(b"\n") else data + b"\n"
    before = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    text = shown(write("before.pdf", data), "trailer")
    root = root or int(re.search(rb"/Root (\d+) 0 R", text).group(1))
    size = max(int(re.search(rb"/Size (\d+)", text).group(1)), max(objects) + 1)
    table = b"xref\n"
    for number, body in objects.items():
        table += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    information = re.search(rb"/Info \d+ 0 R", text)
    ids = re.search(rb"/ID \[[^\]]*\]", text)
    return out + table + b"trailer <</Root %d 0 R/Size %d/Prev %d%s%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        root, size, before, information.group(0) if information else b"", ids.group(0) if ids else b"", len(out))


def shown(path, what):
    return subprocess.run(["qpdf", f"--show-object={what}", path], capture_output=True).stdout.strip()


def number_of(path, what, pattern):
    return int(re.search(pattern, shown(path, what)).group(1))


def page_of(path):
    """The second one, which has the fields."""
    pages = number_of(path, number_of(path, "trailer", rb"/Root (\d+) 0 R"), rb"/Pages (\d+) 0 R")
    return int(re.findall(rb"(\d+) 0 R", re.search(rb"/Kids \[([^\]]*)", shown(path, pages))[1])[1])


def fields_are_told():
    found = signatures(FIELDS)
    for name, title in (("preparer", "填表人签字"), ("head", "单位负责人签字")):
        assert found[name]["signature"] == "none" and found[name]["page"] == 2, found
        assert found[name]["title"] == title, found


def one_signature():
    assert "Signature is Valid" in verdict(STORE, ONCE) and read(ONCE).startswith(read(FIELDS))
    s = signatures(ONCE)["head"]
    assert (s["signature"], s["signer"], s["later"], s["trust"]) == ("holds", NAME, "nothing", "not-checked"), s
    assert s["covered"] == os.path.getsize(ONCE) and s["after"] == 0
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", s["time"]), s
    code, out, _ = run("inspect", "--lang", "zh", ONCE)
    assert code == 0 and f"已签名，签名人 {NAME}" in out and "证书是否可信未查" in out, out


def two_signatures():
    found = signatures(TWICE)
    first, second = found["head"], found["preparer"]
    assert first["signature"] == second["signature"] == "holds", found
    assert first["later"] == "signatures" and first["after"] == os.path.getsize(TWICE) - first["covered"], first
    assert second["later"] == "nothing", second


def a_byte_changed():
    data = bytearray(read(ONCE))
    at = data.index(b"stream") + 300
    data[at] ^= 1
    s = signatures(write("byte.pdf", data), 1)["head"]
    assert s["signature"] == "broken" and "changed" in s["why"], s
    assert "Digest Mismatch" in verdict(STORE, temporary("byte.pdf"))


def with_other_signature():
    """Its last bytes are the signature itself."""
    data = bytearray(read(ONCE))
    end = data.index(b">", data.index(b"/Contents <", len(read(FIELDS))))
    at = end - 1 - len(data[:end]) + len(data[:end].rstrip(b"0")) - 20
    data[at] = ord("0") if data[at] != ord("0") else ord("1")
    return data


def a_signature_changed():
    data = with_other_signature()
    s = signatures(write("signature.pdf", data), 1)["head"]
    assert s["signature"] in ("broken", "unchecked"), s


def less_is_covered():
    data = read(ONCE)
    found = re.search(rb"/ByteRange *\[ *0 +(\d+) +(\d+) +(\d+) *\]", data)
    for numbers in ((1, found[1], found[2], found[3]), (0, found[1], found[2], b"10"), (0, b"10", found[2], found[3])):
        text = b"/ByteRange [%s %s %s %s]" % (str(numbers[0]).encode(), *numbers[1:])
        changed = data[:found.start()] + text[:len(found[0])].ljust(len(found[0])) + data[found.end():]
        path = write("range.pdf", changed)
        s = signatures(path, 1)["head"]
        assert s["signature"] == "broken", (numbers, s)


def changed_afterwards():
    page = page_of(ONCE)
    text = shown(ONCE, page)
    contents = number_of(ONCE, page, rb"/Contents (\d+) 0 R")
    cases = {
        "note": ({page: text.replace(b"/Annots [", b"/Annots [<</Type/Annot/Subtype/Text/Rect[9 9 29 29]/Contents(x)>> ", 1)},
                 "page 2"),
        "contents": ({contents: b"<</Length 0>>stream\n\nendstream"}, "what stands on page 2"),
        "box": ({page: re.sub(rb"/MediaBox \[[^\]]*\]", b"/MediaBox [0 0 99 99]", text)}, "page 2"),
    }
    for name, (objects, what) in cases.items():
        assert shown(ONCE, page) != objects.get(page), name
        path = write(name + ".pdf", update(read(ONCE), objects))
        s = signatures(path, 1)["head"]
        assert s["signature"] == "holds" and s["later"] == "changes" and what in s["change"], (name, s)


# ---------------------------------------------------------------- packages

def package_with(data, name="changed-package"):
    folder = temporary(name)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(FILES, folder)
    open(os.path.join(folder, DOCUMENT), "wb").write(data)
    return folder


def a_signed_package():
    folder = package_with(read(TWICE))
    zipped = temporary("packed-again.zip")
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as made:
        for path, _, names in os.walk(folder):
            for name in names:
                full = os.path.join(path, name)
                made.write(full, os.path.join("材料", os.path.relpath(full, folder)))
    for path in (folder, zipped):
        code, out, err = run("verify", "--hashes", path)
        assert code == 0 and not err, out + err
        assert f"{DOCUMENT}: signed: preparer {NAME}；head {NAME}" in out, out
        file = one(path)
        entry = next(f for f in file["package"]["files"] if f["name"] == DOCUMENT)
        assert file["package"]["intact"] and entry["signed"] and NAME in entry["signers"], entry


def what_was_signed_is_not_written_over():
    out = temporary("kept")
    assert run("package", EXAMPLE, "-o", out)[0] == 0
    package = os.path.join(out, os.path.basename(EXAMPLE))
    path = os.path.join(package, os.path.basename(FILES), DOCUMENT)
    shutil.copy(ONCE, path)
    code, _, err = run("package", EXAMPLE, "-o", out, "--force")
    assert code == 3 and "[output-signed]" in err and read(path) == read(ONCE), err
    shutil.copy(FIELDS, path)
    assert run("package", EXAMPLE, "-o", out, "--force")[0] == 0


DRAWN = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<>>/Length 12>>stream\n0 0 9 9 re f\n\nendstream"


def widget(name):
    """A field's object, and that of its empty appearance."""
    for number in re.findall(rb"(\d+) 0 R", re.search(rb"/Annots \[([^\]]*)", shown(FIELDS, page_of(FIELDS)))[1]):
        text = shown(FIELDS, int(number))
        if name.encode("utf-16-be").hex().encode() in text:
            return int(number), int(re.search(rb"/N (\d+) 0 R", text)[1])


def what_is_drawn_is_the_signatures():
    """Where a field's empty appearance was, the signature may be drawn; nothing without one, or over one."""
    head, appearance = widget("head")
    preparer, other = widget("preparer")
    drawn, signed = write("drawn.pdf", update(read(FIELDS), {appearance: DRAWN})), temporary("drawn-signed.pdf")
    sign(STORE, drawn, signed, "head")
    code, out, err = run("verify", "--hashes", package_with(read(signed)))
    assert code == 0 and ": signed: " in out, out + err
    unsigned = shown(ONCE, preparer).replace(b"/N %d 0 R" % other, b"/N 900 0 R")
    over = re.sub(rb"/N \d+ 0 R", b"/N 900 0 R", shown(ONCE, head))
    for objects, words in (({other: DRAWN}, "was changed"), ({preparer: unsigned, 900: DRAWN}, "without being signed"),
                           ({head: over, 900: DRAWN}, "the signature in the field “head” was changed")):
        code, out, err = run("verify", "--hashes", package_with(update(read(ONCE), objects)))
        assert code == 2 and words in err, (words, out, err)
        signatures(write("drawn-over.pdf", update(read(ONCE), objects)), 1)


def only_signatures_pass():
    page = page_of(FIELDS)
    text = shown(FIELDS, page)
    data = read(FIELDS)
    field = number_of(FIELDS, page, rb"/Annots \[ ?(\d+) 0 R")
    new_field = temporary("new-field.pdf")
    subprocess.run(["pdfsig", FIELDS, new_field, "-nssdir", STORE, "-add-signature", "-nick", "tester"], check=True,
                   capture_output=True)
    rewritten = temporary("rewritten.pdf")
    subprocess.run(["qpdf", ONCE, rewritten], check=True)
    cases = {
        "nothing": (update(data, {900: b"<<>>"}), "no signature"),
        "bytes": (data + b"x", ""),
        "moved field": (update(read(ONCE), {field: re.sub(rb"/Rect \[[^\]]*\]", b"/Rect [0 0 500 800]",
                                                          shown(ONCE, field))}), "was changed"),
        "note": (update(read(ONCE), {page: text.replace(b"/Annots [", b"/Annots [<</Subtype/Text/Rect[0 0 9 9]>> ", 1)}),
                 "comment, stamp or field"),
        "action": (update(read(ONCE), {number_of(ONCE, "trailer", rb"/Root (\d+) 0 R"): shown(ONCE, number_of(
            ONCE, "trailer", rb"/Root (\d+) 0 R")).replace(b"<<", b"<</OpenAction<</S/JavaScript/JS(x)>>", 1)}), "catalog"),
        "new field": (read(new_field), "field"),
        "first byte": (data[:20] + bytes([data[20] ^ 1]) + read(ONCE)[21:], "bytes"),
        "rewritten": (read(rewritten), ""),
    }
    for name, (changed, words) in cases.items():
        code, out, err = run("verify", "--hashes", package_with(changed))
        assert code == 2 and DOCUMENT in err and words in err and ": signed: " not in out, (name, code, out, err)
    code, out, err = run("verify", "--hashes", package_with(with_other_signature()))
    assert code in (1, 2) and "[package-signature]" in err, (out, err)


if __name__ == "__main__":
    tests = Tests()
    tests.check("empty fields are told", fields_are_told)
    tests.check("a signature is told, and holds", one_signature)
    tests.check("two signatures", two_signatures)
    tests.check("a byte changed", a_byte_changed)
    tests.check("a signature changed", a_signature_changed)
    tests.check("less is covered", less_is_covered)
    tests.check("changed after it was signed", changed_afterwards)
    tests.check("a package whose file was signed", a_signed_package)
    tests.check("what was signed is not written over", what_was_signed_is_not_written_over)
    tests.check("what is drawn is the signature's", what_is_drawn_is_the_signatures)
    tests.check("only signatures in its own fields pass", only_signatures_pass)
    tests.check("60 signed files damaged at random", damaged_at_random, [ONCE, TWICE], 60)
    FOLDER.cleanup()
    tests.end()
