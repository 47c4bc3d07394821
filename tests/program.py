"""What the tests of the whole program share: running ziping, and reading its tree output."""
import os, re, shutil, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
EXAMPLE = os.path.join(ROOT, "examples", "yueyanglou-2023")
ZIPING = os.environ.get("ZIPING") or os.path.join(ROOT, "out", "sanitize", "ziping")
RELEASE = os.environ.get("ZIPING_RELEASE") or os.path.join(ROOT, "out", "build", "ziping")
DOCUMENTS = ["basic-data", "self-evaluation", "project", "report"]
EXAMPLES = sorted(entry.path for entry in os.scandir(os.path.join(ROOT, "examples")) if entry.is_dir())

sys.path.insert(0, os.path.join(HERE, "readers"))
os.environ["LC_ALL"] = "C.UTF-8"  # messages in English, wherever the tests are run


def run(*arguments, cwd=None, env=None, timeout=300, ziping=ZIPING):
    """Runs ziping; returns (exit code, stdout, stderr). A sanitizer's report fails the test."""
    done = subprocess.run([ziping, *arguments], cwd=cwd, env=env, timeout=timeout,
                          stdin=subprocess.DEVNULL, capture_output=True)
    out, err = done.stdout.decode(), done.stderr.decode("utf-8", "replace")
    assert "Sanitizer" not in err and "runtime error" not in err, err
    assert done.returncode >= 0, f"died of signal {-done.returncode}: {err}"
    return done.returncode, out, err


def render(unit, out, documents=None, formats="pdf,docx,tree", *more, before=(), **options):
    """Renders one unit that must be fine; returns the folder with its files. `before`: options of ziping."""
    arguments = [*before, "render", unit, "-o", out, "-f", formats, *more]
    if documents:
        arguments += ["-d", ",".join(documents)]
    code, _, err = run(*arguments, **options)
    assert code == 0, err
    return os.path.join(out, os.path.basename(os.path.normpath(unit)))


def refuses(unit, wanted_id, place=None, *before, env=None, timeout=60):
    """ziping says what is wrong and writes nothing. `place` is line:column of the first error, 0:0 for a file as a whole."""
    with tempfile.TemporaryDirectory() as out:
        code, stdout, err = run(*before, "render", unit, "-o", out, env=env, timeout=timeout)
        assert code == 2, f"exit {code}, not 2: {err}"
        first = next((line for line in err.splitlines() if ": warning: " not in line), "")
        assert f"[{wanted_id}]" in first, f"no [{wanted_id}] in: {first}"
        assert ": error: " in first, first
        if place and place != "0:0":
            assert re.match(rf"[^:]+:{place}: ", first), f"not at {place}: {first}"
        left = [os.path.join(d, f) for d, _, fs in os.walk(out) for f in fs]
        assert not left, f"left behind: {left}"
        return err


def documents_of(folder):
    """The documents that were made there."""
    return sorted({file.split(".")[0] for file in os.listdir(folder)})


def example(folder, **files):
    """A copy of the example without unit.json; each keyword is a file's name and its editor."""
    copy = os.path.join(folder, "unit")
    shutil.copytree(EXAMPLE, copy)
    os.remove(os.path.join(copy, "unit.json"))
    for name, edit in files.items():
        path = os.path.join(copy, name.replace("_", "."))
        text = open(path, encoding="utf-8").read()
        changed = edit(text)
        assert changed != text, "the edit changed nothing"
        open(path, "w", encoding="utf-8").write(changed)
    return copy


def templates_with(folder, name, edit):
    copy = os.path.join(folder, "templates")
    shutil.copytree(os.path.join(ROOT, "templates"), copy)
    path = os.path.join(copy, name)
    text = open(path, encoding="utf-8").read()
    changed = edit(text)
    assert changed != text, "the edit changed nothing"
    open(path, "w", encoding="utf-8").write(changed)
    return copy, path


def run_text(line):
    """The text of a `run "…"` line of a tree dump."""
    return re.sub(r"\\(.)", r"\1", re.match(r'run "((?:[^"\\]|\\.)*)"', line).group(1))


def paragraphs(tree, word_order=False):
    """The texts of all paragraphs and headings of a tree dump, in order.

    In the DOCX's order, a label that begins beside a head row in mid-table and goes on below it
    comes behind the head: there a repeated head row cannot have it, so it labels the rows below."""
    texts, moved, into, head = [], [], None, False
    for line in open(tree, encoding="utf-8").read().splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "row":
            head = rest.startswith("head")
            if not head:
                texts += moved
                moved = []
        elif word == "cell":
            into = moved if word_order and head and "rows=" in rest else texts
        elif word in ("table", "section"):
            into = None
        elif word in ("paragraph", "heading"):
            (texts if into is None else into).append("")
        elif word == "run":
            (texts if into is None else into)[-1] += run_text(line.strip())
    return [text for text in texts if text.strip()]


def mupdf(pdf, kind):
    """What `mutool draw` makes of a PDF as `trace`, `stext` …, in bytes. MuPDF paints a picture of its own, SIGN, over
    signature fields that are not signed, whatever their appearance is: it gets a copy in which qpdf has made the appearances
    part of the pages."""
    with tempfile.TemporaryDirectory() as folder:
        flat = os.path.join(folder, "flat.pdf")
        subprocess.run(["qpdf", "--flatten-annotations=all", pdf, flat], check=True)
        return subprocess.run(["mutool", "draw", "-q", "-F", kind, flat], capture_output=True, check=True).stdout


class Tests:
    """Named checks; all are run, and the process fails if one does."""

    def __init__(self):
        self.failed = 0
        self.count = 0

    def check(self, name, function, *arguments):
        self.count += 1
        try:
            function(*arguments)
            print(f"ok - {name}", flush=True)
        except Exception as error:  # the next ones are still worth running
            self.failed += 1
            print(f"FAILED - {name}: {type(error).__name__}: {error}", flush=True)

    def end(self):
        print(f"{self.count - self.failed} passed, {self.failed} failed")
        sys.exit(1 if self.failed else 0)
