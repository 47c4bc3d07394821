"""XML that wants more than itself: entities, DTDs, XInclude, other schemas. None of it is read (strace sees no file opened
that is not ziping's own, and no socket), and what declares a DTD is refused with its place."""
import os, re, shutil, subprocess, tempfile, zipfile

from program import EXAMPLE, RELEASE, ROOT, Tests, run, templates_with

LAUGHS = "".join(f'<!ENTITY a{i} "{"&a%d;" % (i - 1) * 10}">' for i in range(1, 12))
DTDS = {
    "a billion laughs": f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>',
    "a file as an entity": '<!DOCTYPE x [<!ENTITY a11 SYSTEM "file:///SECRET">]>',
    "an address as an entity": '<!DOCTYPE x [<!ENTITY a11 SYSTEM "http://127.0.0.1:9/x">]>',
    "an external DTD": '<!DOCTYPE x SYSTEM "file:///SECRET" [<!ENTITY a11 "x">]>',
    "a DTD of the network": '<!DOCTYPE x PUBLIC "-//x" "http://127.0.0.1:9/x.dtd" [<!ENTITY a11 "x">]>',
    "parameter entities": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///SECRET"> %p; <!ENTITY a11 "x">]>',
}


def opened(*arguments):
    """What a run opens and connects to, as strace has it; (exit code, stderr, calls)."""
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "log")
        done = subprocess.run(["strace", "-f", "-qq", "-e", "trace=open,openat,openat2,socket,connect,execve", "-o", log,
                               RELEASE, *arguments], capture_output=True, timeout=120, stdin=subprocess.DEVNULL)
        return done.returncode, done.stderr.decode(), open(log).read()


def reads_nothing(secret, *arguments):
    code, err, calls = opened(*arguments)
    assert secret not in calls and "socket(" not in calls and "passwd" not in calls, calls[-2000:]
    assert calls.count("execve(") == 1, "another program was run"
    return code, err


def with_dtd(folder, dtd, name):
    """A copy of the templates; `name` begins with the DTD and uses its last entity in a text and in an attribute."""
    secret = os.path.join(folder, "secret")
    open(secret, "w").write("<x>SEEN</x>")
    def edit(text):
        head, rest = text.split("?>", 1) if text.startswith("<?xml") else ("<?xml version=\"1.0\"", text)
        return head + "?>\n" + dtd.replace("/SECRET", secret) + re.sub(
            r'<(xs:documentation|p|heading)\b([^>/]*)>', r'<\1 \2>&a11;', rest, count=1)
    copy, path = templates_with(folder, name, edit)
    return copy, path, secret


def template_with_dtd(dtd, name):
    with tempfile.TemporaryDirectory() as folder:
        copy, path, secret = with_dtd(folder, dtd, name)
        code, err = reads_nothing(secret, "--templates", copy, "forms", "yueyanglou-2023")
        assert code == 2 and err.startswith(path + ":") and "[template-xml]" in err and "SEEN" not in err, (code, err)
        code, _, err = run("--templates", copy, "render", EXAMPLE, "-o", os.path.join(folder, "out"))
        assert code == 2 and "[template-xml]" in err and not os.path.exists(os.path.join(folder, "out")), (code, err)


def included(what):
    """XInclude is an element that the schema does not know."""
    with tempfile.TemporaryDirectory() as folder:
        secret = os.path.join(folder, "secret")
        open(secret, "w").write("SEEN")
        copy, path = templates_with(folder, "report.xml", lambda text: text.replace(
            "<section", f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{what.replace("SECRET", secret)}" '
                        'parse="text"/><section', 1))
        code, err = reads_nothing(secret, "--templates", copy, "forms", "yueyanglou-2023")
        assert code == 2 and err.startswith(path + ":") and "include" in err and "SEEN" not in err, (code, err)


def hinted(where):
    """xsi:schemaLocation is for editors; the checker has its schema."""
    with tempfile.TemporaryDirectory() as folder:
        secret = os.path.join(folder, "secret")
        open(secret, "w").write("<x/>")
        copy, _ = templates_with(folder, "report.xml", lambda text: re.sub(
            r'<template\b', '<template xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            f'xsi:schemaLocation="urn:other {where.replace("SECRET", secret)}"', text, count=1))
        code, err = reads_nothing(secret, "--templates", copy, "forms", "yueyanglou-2023")
        assert code in (0, 2) and "passwd" not in err, (code, err)


def schema_of_schemas(element):
    with tempfile.TemporaryDirectory() as folder:
        secret = os.path.join(folder, "secret.xsd")
        shutil.copy(os.path.join(ROOT, "templates", "template.xsd"), secret)
        copy, path = templates_with(folder, "template.xsd", lambda text: re.sub(
            r"(<xs:schema\b[^>]*>)", rf'\1<xs:{element} schemaLocation="{secret}"/>', text, count=1))
        code, err = reads_nothing(secret, "--templates", copy, "forms", "yueyanglou-2023")
        assert code == 2 and err.startswith(path + ":") and element.split()[0] in err, (code, err)


def docx_with(dtd):
    """`inspect` of a DOCX whose main part has a DTD: damaged, and nothing else is read."""
    with tempfile.TemporaryDirectory() as folder:
        secret, path = os.path.join(folder, "secret"), os.path.join(folder, "x.docx")
        open(secret, "w").write("SEEN")
        code, _, err = run("render", EXAMPLE, "-d", "basic-data", "-f", "docx", "-o", folder)
        assert code == 0, err
        made = os.path.join(folder, os.path.basename(EXAMPLE), "basic-data.docx")
        with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w") as new:
            for name in old.namelist():
                text = old.read(name)
                if name.endswith((".xml", ".rels")):
                    words = text.decode().replace("?>", "?>" + dtd.replace("/SECRET", secret), 1)
                    text = re.sub(r"(<w:t[^>]*>)", r"\1&a11;", words, count=1).encode()
                new.writestr(name, text)
        code, err = reads_nothing(secret, "inspect", path)
        assert code in (1, 2) and "SEEN" not in err, (code, err)
        code, out, err = run("inspect", path, "--format", "json")
        assert code in (1, 2) and "SEEN" not in out, (code, out, err)


def small_pdf(path, xmp):
    """One empty page and the metadata, as they are."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R /Metadata 4 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
               b"<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream" % (len(xmp), xmp)]
    out, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in places)
    out += b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table
    open(path, "wb").write(out)


XMP = ('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
       '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>2</pdfaid:part>'
       '<pdfaid:conformance>U%s</pdfaid:conformance></rdf:Description></rdf:RDF></x:xmpmeta>')


def pdf_with(dtd):
    """The same of a PDF's XMP metadata: they claim nothing then, as they do without it."""
    with tempfile.TemporaryDirectory() as folder:
        secret, path = os.path.join(folder, "secret"), os.path.join(folder, "x.pdf")
        open(secret, "w").write("SEEN")
        for begins, ends, claimed in ("", "", True), (dtd.replace("/SECRET", secret), "&a11;", False):
            small_pdf(path, (begins + XMP % ends).encode())
            code, err = reads_nothing(secret, "inspect", path)
            code, out, _ = run("inspect", path, "--format", "json")
            assert code in (0, 1) and "SEEN" not in out and ('"2u"' in out) == claimed, (code, out)


tests = Tests()
for what, dtd in DTDS.items():
    tests.check(f"a template with {what}", template_with_dtd, dtd, "report.xml")
    tests.check(f"a DOCX with {what}", docx_with, dtd)
    tests.check(f"a PDF's metadata with {what}", pdf_with, dtd)
tests.check("styles with an external DTD", template_with_dtd, DTDS["an external DTD"], "styles.xml")
tests.check("the schema with a file as an entity", template_with_dtd, DTDS["a file as an entity"], "template.xsd")
for where in "SECRET", "file:///etc/passwd", "http://127.0.0.1:9/x":
    tests.check(f"XInclude of {where}", included, where)
    tests.check(f"a schema's place, {where}", hinted, where)
for element in "include", "redefine":
    tests.check(f"a schema that has <xs:{element}>", schema_of_schemas, element)
tests.check("a schema that imports", schema_of_schemas, 'import namespace="urn:x"')
tests.end()
