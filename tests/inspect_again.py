"""`ziping verify FILE.pdf`: a PDF with the data inside is made again from them, to the byte; what differs is told by its
page; signatures in its own fields are no difference, anything else that was added is."""
import os, re, subprocess, tempfile
from pdf_sign import NAME, certificate, edit, sign
from program import EXAMPLE, EXAMPLES, RELEASE, Tests, example, render, run

FOLDER = tempfile.TemporaryDirectory()


def temporary(name):
    return os.path.join(FOLDER.name, name)


def embedded(unit, name="made", *more):
    return render(unit, temporary(name), None, "pdf", "--embed-data", *more, ziping=RELEASE)


def verify(path, code, *words):
    got, out, err = run("verify", path)
    assert got == code, f"exit {got}, not {code}: {out}{err}"
    for word in words:
        assert word in out + err, (word, out, err)
    return out + err


def write(name, data):
    path = temporary(name)
    open(path, "wb").write(data)
    return path


def read(path):
    return open(path, "rb").read()


MADE = embedded(EXAMPLE)
PDF = os.path.join(MADE, "self-evaluation.pdf")


def every_byte(unit):
    folder = embedded(unit, "examples")
    for name in sorted(os.listdir(folder)):
        verify(os.path.join(folder, name), 0, "every byte is the same")


def from_a_package():
    out = temporary("packages")
    code, _, err = run("package", EXAMPLE, "-o", out, "--embed-data")
    assert code == 0, err
    package = os.path.join(out, os.path.basename(EXAMPLE))
    folder = next(os.path.join(package, n) for n in os.listdir(package) if not n.endswith(".zip"))
    documents = [n for n in os.listdir(folder) if n.startswith("附件") and n.endswith(".pdf")]
    assert len(documents) > 2
    for name in documents:
        verify(os.path.join(folder, name), 0, "every byte is the same")
    verify(os.path.join(folder, "报送清单.pdf"), 1, "[verify-no-data]", "no data inside")
    # A corrected package: what changed says its version.
    with tempfile.TemporaryDirectory() as other:
        changed = example(other, **{"unit.toml": lambda text: text.replace('date     = "2024-05"', 'date     = "2024-06"')})
        code, _, err = run("revise", package, changed, "-o", out, "--reason", "日期有误")
        assert code == 0, err
    package = os.path.join(out, "unit-v2")
    folder = next(os.path.join(package, n) for n in os.listdir(package) if not n.endswith(".zip"))
    versions = set()
    for name in os.listdir(folder):
        if name.startswith("附件") and name.endswith(".pdf"):
            verify(os.path.join(folder, name), 0, "every byte is the same")
            versions.update(re.findall(rb"<ziping:version>(\d)", read(os.path.join(folder, name))))
    assert versions == {b"2"}, versions


def differs():
    written_again = temporary("again.pdf")
    subprocess.run(["qpdf", PDF, written_again], check=True)
    verify(written_again, 1, "[verify-different]", "another program wrote it", "differs")
    page = temporary("page.pdf")

    def change(text):
        second = re.findall(rb"(\d+) 0 R", re.search(rb"/Kids \[(\s*\d+ 0 R\s*\d+ 0 R\s*)\]\s*/Type /Pages", text)[1])[1]
        page = re.search(rb"\n%s 0 obj\n.*?\nendobj" % second, text, re.S)[0]
        number = re.search(rb"/Contents (\d+) 0 R", page)[1]
        return re.sub(rb"(\n%s 0 obj\n<<.*?>>\nstream\n)" % number, rb"\g<1>0 0 9 9 re f\n", text, count=1, flags=re.S)
    edit(PDF, page, change)
    verify(page, 1, "[verify-different]", "page 2:", "differs")
    fewer = temporary("fewer.pdf")
    subprocess.run(["qpdf", PDF, "--pages", PDF, "1", "--", fewer], check=True)
    verify(fewer, 1, "[verify-pages]", "has 1 pages; made again it has 2")
    other = temporary("other-data.pdf")
    for old, new, code, *words in (
            ('name     = "岳阳楼区岳阳楼街道办事处"', 'name     = "岳阳楼区某某某街道办事处"', 1, "[verify-different]", "page",
             "what stands there is not what the data inside give"),
            ('name     = "岳阳楼区岳阳楼街道办事处"', 'name     @', 2, "other-data.pdf/unit.toml:", ": error: ")):
        def swap(text):
            assert old.encode() in text
            return text.replace(old.encode(), new.encode())
        edit(PDF, other, swap)
        verify(other, code, *words)


def by_another_version():
    data = read(PDF)
    tool = re.search(rb"<ziping:tool>([^<]+)<", data)
    assert tool, "the file does not say which ziping made it"
    other = data.replace(tool[0], b"<ziping:tool>" + b"9" * len(tool[1]) + b"<")
    verify(write("version.pdf", other.replace(b"<ziping:year>2023", b"<ziping:year>2022")), 1, "[verify-tool]",
           "made by another ziping version")


def of_no_such_document():
    data = read(PDF)
    name = re.search(rb"<ziping:document>([^<]+)<", data)[1]
    verify(write("document.pdf", data.replace(b"<ziping:document>" + name, b"<ziping:document>" + b"x" * len(name))), 2,
           "[verify-document]")


def signed():
    store = certificate(FOLDER.name)
    fields = re.findall(r"Field Name: (\S+)", subprocess.run(["pdfsig", "-nssdir", store, "-nocert", PDF],
                                                             capture_output=True).stdout.decode())
    assert fields, "the document has no field to sign in"
    once, twice, more = temporary("once.pdf"), temporary("twice.pdf"), temporary("more.pdf")
    sign(store, PDF, once, fields[0])
    verify(once, 0, "signed, otherwise the same", f"{fields[0]} {NAME}")
    sign(store, once, twice, fields[1])
    verify(twice, 0, f"{fields[0]} {NAME}; {fields[1]} {NAME}")
    subprocess.run(["pdfsig", once, more, "-nssdir", store, "-add-signature", "-nick", "tester"], check=True,
                   capture_output=True)
    verify(more, 1, "[verify-added]", "the field “")
    broken = bytearray(read(once))
    at = len(read(PDF)) + read(once)[len(read(PDF)):].index(b"/Reason" if b"/Reason" in read(once) else b"/M ") + 6
    broken[at] ^= 1
    verify(write("broken.pdf", broken), 1, "[verify-signature]", "does not hold")
    verify(write("tail.pdf", read(PDF) + b"\n% x\n"), 1, "[verify-added]", "no signature")


if __name__ == "__main__":
    tests = Tests()
    for unit in EXAMPLES:
        tests.check(f"{os.path.basename(unit)}: every byte is the same", every_byte, unit)
    tests.check("out of a package, and of a corrected one", from_a_package)
    tests.check("what differs is told", differs)
    tests.check("made by another version", by_another_version)
    tests.check("of no document that the form has", of_no_such_document)
    tests.check("signed, otherwise the same", signed)
    FOLDER.cleanup()
    tests.end()
