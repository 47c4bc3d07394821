"""Every kind of PDF that ziping makes, of every example: what the checks of this folder are run over.

Made: path, what it has to be (see conformance.check), and whether it may have form fields."""
import collections, os, re, shutil, sys

sys.path.append(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from program import EXAMPLE, EXAMPLES, RELEASE, ROOT, run  # noqa: E402
from package import copy_of  # noqa: E402
import pdf_sign  # noqa: E402
import rare  # noqa: E402

Made = collections.namedtuple("Made", "path claims fields")
DOCUMENT, DATA, PRESS, JOB = "A2U", "A3U", "A2UX", "A2"


def ziping(*arguments):
    code, out, err = run(*arguments, ziping=RELEASE)
    assert code == 0, f"ziping {' '.join(arguments)}: exit {code}: {err or out}"


def pdfs(folder, claims, fields):
    found = [os.path.join(at, name) for at, _, names in os.walk(folder) for name in names if name.endswith(".pdf")]
    assert found, f"no PDF in {folder}"
    return [Made(path, claims, fields) for path in sorted(found)]


def dated(folder):
    """The examples with a date, without which there is no PDF/X."""
    units = []
    for example in EXAMPLES:
        unit = copy_of(example, os.path.join(folder, "dated"))
        path = os.path.join(unit, "unit.toml")
        text = open(path, encoding="utf-8").read()
        open(path, "w", encoding="utf-8").write(re.sub(r'(?m)^(date +)= ""', r'\1= "2024-05-28"', text))
        units.append(unit)
    return units


def documents(folder):
    """The documents of every example, plain, with their data, and for a press."""
    made = []
    for name, claims, fields, more in (("plain", DOCUMENT, True, []), ("data", DATA, True, ["--embed-data"]),
                                       ("press", PRESS, False, ["--pdfx"])):
        ziping("render", *(dated(folder) if claims == PRESS else EXAMPLES), "-o", os.path.join(folder, name), "-f", "pdf", *more)
        made += pdfs(os.path.join(folder, name), claims, fields)
    return made


def packages(folder):
    """A package with its list and check report, its public edition, and a correction of it with the pages to be replaced."""
    made = []
    for name, fields, more in (("package", True, []), ("public", False, ["--public"])):
        ziping("package", *EXAMPLES, "-o", os.path.join(folder, name), *more)
        made += pdfs(os.path.join(folder, name), DOCUMENT, fields)
    unit = copy_of(EXAMPLE, os.path.join(folder, "new"))
    path = os.path.join(unit, "unit.toml")
    text = open(path, encoding="utf-8").read()
    changed = re.sub(r"score  = 9\b", "score  = 8", text)
    assert changed != text
    open(path, "w", encoding="utf-8").write(changed)
    ziping("revise", os.path.join(folder, "package", os.path.basename(EXAMPLE)), unit, "-o", os.path.join(folder, "revised"),
           "--reason", "更正")
    return made + pdfs(os.path.join(folder, "revised"), DOCUMENT, True)


def jobs(folder):
    """For the print shop: page by page, as booklets, two pages beside each other; and for a press."""
    made = []
    for name, claims, more in (("job", JOB, []), ("booklet", JOB, ["--impose", "a3-booklet"]), ("2up", JOB, ["--impose", "2up"]),
                               ("press-job", JOB + "X", ["--pdfx"]), ("press-2up", JOB + "X", ["--pdfx", "--impose", "2up"])):
        path = os.path.join(folder, name + ".pdf")
        ziping("print", os.path.join(folder, "package", os.path.basename(EXAMPLE)), "-o", path, *more)
        made.append(Made(path, claims, False))
    return made


def district(folder):
    """The district's summary."""
    out = os.path.join(folder, "district")
    ziping("batch", os.path.dirname(EXAMPLE), "-o", out)
    return [made for made in pdfs(out, DOCUMENT, True) if os.path.dirname(made.path) == out]


def others(folder):
    """Rare characters, and a district with a profile and a template of its own."""
    ziping("render", rare.unit(folder), "-o", os.path.join(folder, "rare-out"), "-f", "pdf")
    templates = os.path.join(folder, "templates")
    shutil.copytree(os.path.join(ROOT, "templates"), templates)
    district = os.path.join(ROOT, "tests", "district")
    for name in os.listdir(district):
        if name.endswith((".toml", ".xml")):
            shutil.copy(os.path.join(district, name), templates)
    ziping("--templates", templates, "render", os.path.join(district, "unit"), "-o", os.path.join(folder, "others"), "-f", "pdf")
    return pdfs(os.path.join(folder, "rare-out"), DOCUMENT, True) + pdfs(os.path.join(folder, "others"), DOCUMENT, True)


def signed(folder):
    """A document that one person signed, and then another."""
    source = os.path.join(folder, "plain", os.path.basename(EXAMPLE), "project.pdf")
    store, made = pdf_sign.certificate(folder), []
    for number, field in enumerate(("preparer", "head"), 1):
        path = os.path.join(folder, f"signed-{number}.pdf")
        pdf_sign.sign(store, source, path, field)
        made.append(Made(path, DOCUMENT, True))
        source = path
    return made


PARTS = [documents, packages, jobs, district, others, signed]
