"""PDFs that people signed: fields, certificates and signatures by qpdf, NSS and poppler."""
import os, re, subprocess

NAME = "测试签名人"


def run(*arguments, **more):
    done = subprocess.run(arguments, capture_output=True, **more)
    assert done.returncode in (0, 3), (arguments, done.stdout, done.stderr)  # 3: qpdf warns
    return done.stdout


def certificate(folder):
    """An NSS database with one key."""
    store = os.path.join(folder, "nss")
    noise = os.path.join(folder, "noise")
    os.makedirs(store, exist_ok=True)
    open(noise, "wb").write(os.urandom(64))
    run("certutil", "-N", "-d", store, "--empty-password")
    run("certutil", "-S", "-d", store, "-n", "tester", "-s", f"CN={NAME},O=Test", "-x", "-t", "CT,C,C", "-k", "rsa",
        "-g", "2048", "-Z", "SHA256", "-v", "120", "-z", noise, "--keyUsage", "digitalSignature,nonRepudiation")
    return store


def edit(source, target, change):
    """The PDF as qpdf's editable text, changed."""
    text = run("qpdf", "--qdf", "--normalize-content=n", "--object-streams=disable", source, "-")
    made = subprocess.run(["fix-qdf"], input=change(text), capture_output=True, check=True).stdout
    plain = target + ".qdf"
    open(plain, "wb").write(made)
    run("qpdf", "--object-streams=generate", plain, target)
    os.unlink(plain)


def with_fields(source, target, names=("test-preparer", "test-head", "test-seal")):
    """The PDF with empty signature fields on its first page."""
    def change(text):
        number = max(int(n) for n in re.findall(rb"^(\d+) 0 obj", text, re.M))
        page = int(re.search(rb"/Kids \[\s*(\d+) 0 R", text).group(1))
        objects, references = b"", b""
        for i, name in enumerate(names):
            number += 1
            title = ("签名：" + name).encode("utf-16-be").hex()
            references += b"%d 0 R " % number
            objects += (b"%d 0 obj\n<< /Type /Annot /Subtype /Widget /FT /Sig /T (%s) /TU <feff%s> /F 4 /P %d 0 R /Rect "
                        b"[100 %d 200 %d] >>\nendobj\n\n" % (number, name.encode(), title.encode(), page,
                                                            100 + 60 * i, 140 + 60 * i))
        text = text.replace(b"\nxref\n", b"\n" + objects + b"xref\n", 1)
        text = re.sub(rb"(\n%d 0 obj\n<<\n)" % page, rb"\1  /Annots [%s]\n" % references, text, count=1)
        root = re.search(rb"/Root (\d+) 0 R", text).group(1)
        return re.sub(rb"(\n%s 0 obj\n<<\n)" % root,
                      rb"\1  /AcroForm << /Fields [%s] /SigFlags 1 >>\n" % references, text, count=1)
    edit(source, target, change)


def sign(store, source, target, field, *more):
    run("pdfsig", source, target, "-nssdir", store, "-sign", field, "-nick", "tester", *more)


def verdict(store, path):
    return run("pdfsig", "-nssdir", store, "-nocert", path).decode()
