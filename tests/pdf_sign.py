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


def sign(store, source, target, field, *more):
    run("pdfsig", source, target, "-nssdir", store, "-sign", field, "-nick", "tester", *more)


def verdict(store, path):
    return run("pdfsig", "-nssdir", store, "-nocert", path).decode()
