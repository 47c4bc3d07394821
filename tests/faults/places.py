"""The commands that are tried, each with what is there before it, and what must be there after it."""
import hashlib, json, os, re, shutil, subprocess, sys, tempfile, threading, xml.dom.minidom, zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
from program import EXAMPLE, EXAMPLES, RELEASE, ROOT  # noqa: E402

TEMPORARY = re.compile(r"\.ziping-|\.[A-Za-z0-9]{6}$")


def files_below(folder, skip=()):
    """Each file with the hash of its bytes; a folder only where it is a temporary one."""
    found = {}
    for where, folders, files in os.walk(folder):
        for name in files:
            path = os.path.join(where, name)
            if os.path.islink(path):
                found[os.path.relpath(path, folder)] = "link"
            else:
                with open(path, "rb") as file:
                    found[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).hexdigest()
        for name in folders:
            if TEMPORARY.search(name):
                found[os.path.relpath(os.path.join(where, name), folder)] = "folder"
    return {name: value for name, value in found.items() if os.path.basename(name) not in skip}


def temporary(files):
    return [name for name in files if any(TEMPORARY.search(part) for part in name.split(os.sep))]


def copy_of(unit, folder, edit=None, name=None):
    to = os.path.join(folder, name or os.path.basename(unit))
    shutil.copytree(unit, to)
    if edit:
        path = os.path.join(to, "unit.toml")
        text = open(path, encoding="utf-8").read()
        assert edit[0] in text, edit
        open(path, "w", encoding="utf-8").write(text.replace(*edit, 1))
        if os.path.exists(os.path.join(to, "unit.json")):
            os.remove(os.path.join(to, "unit.json"))
    return to


EDIT = ("#:schema", "# changed\n#:schema")  # other bytes, the same unit


def plain(*arguments, cwd):
    done = subprocess.run([RELEASE, *arguments], cwd=cwd, capture_output=True, text=True)
    assert done.returncode in (0, 1), f"{arguments}: {done.stderr}"


class Place:
    """A command: `arguments` run in a folder that `prepare(folder)` has made; `codes` are those of a run without a fault.
    `skip`: files with times in them. `groups`: which folders are old or new each by itself (batch)."""

    def __init__(self, name, arguments, prepare=None, codes=(0,), skip=(), groups=None, finds=(), also=None):
        self.name, self.arguments, self.codes, self.skip, self.groups = name, arguments, codes, skip, groups
        self.also = also
        self.finds = finds  # codes that a command may end with for what it reads: it is its work to say so
        self.prepare = prepare or (lambda folder: None)
        self.root = tempfile.mkdtemp(prefix="ziping-faults-")
        self.model = os.path.join(self.root, "model")
        os.mkdir(self.model)
        self.prepare(self.model)
        self.old = files_below(self.model, skip)
        self.count = 0
        self.lock = threading.Lock()
        with self.fresh() as work:
            done = subprocess.run([RELEASE, *self.arguments], cwd=work, env=self.environment(work), capture_output=True,
                                  stdin=subprocess.DEVNULL)
            assert done.returncode in codes, f"{name}: exit {done.returncode}: {done.stderr.decode()}"
            self.code = done.returncode
            self.new, self.out, self.err = files_below(work, skip), done.stdout, done.stderr
            assert not temporary(self.new) and not os.listdir(work + ".tmp"), self.new

    def close(self):
        shutil.rmtree(self.root)

    def environment(self, work):
        return {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TMPDIR": work + ".tmp", "HOME": work + ".tmp",
                "ASAN_OPTIONS": "detect_leaks=1", "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1"}

    def fresh(self):
        with self.lock:
            self.count += 1
            return Work(self.model, os.path.join(self.root, f"w{self.count}"))

    def judge_files(self, work, swept=True):
        """What is wrong with what is there; None: it is all old, or all new."""
        now = files_below(work, self.skip)
        left = temporary(now) + [f"TMPDIR/{name}" for name in os.listdir(work + ".tmp")]
        if swept and left:
            return f"left: {left}"
        if self.also and (flaw := self.also(work)):
            return flaw
        now = {name: value for name, value in now.items() if name not in temporary(now)}
        groups = self.groups(now | self.old | self.new) if self.groups else {name: "" for name in now | self.old | self.new}
        for group in set(groups.values()):
            mine = [{n: v for n, v in files.items() if groups.get(n) == group} for files in (now, self.old, self.new)]
            if mine[0] != mine[1] and mine[0] != mine[2]:
                other = [n for n in groups if groups[n] == group and mine[0].get(n) not in (mine[1].get(n), mine[2].get(n))]
                return f"neither old nor new: {group or 'all'}: {other or 'a mixture'}"
        return None

    def next_run(self, work):
        """What is wrong after the next run, which takes away what was left; None: nothing."""
        force = [] if "--force" in self.arguments or self.arguments[0] not in ("package", "revise", "print") else ["--force"]
        if self.arguments[0] == "new" and os.path.exists(os.path.join(work, "out", "unit", "unit.toml")):
            return None  # it writes over nothing
        again = subprocess.run([RELEASE, *self.arguments, *force], cwd=work, env=self.environment(work), capture_output=True)
        if again.returncode in self.codes and files_below(work, self.skip) == self.new:
            return None
        return f"the next run ends with {again.returncode} and leaves {temporary(files_below(work))}: {again.stderr.decode()}"

    def is_new(self, work):
        now = files_below(work, self.skip)
        return {name: value for name, value in now.items() if name not in temporary(now)} == self.new


class Work:
    """A folder to run in, removed at the end."""

    def __init__(self, model, path):
        self.model, self.path = model, path

    def __enter__(self):
        shutil.copytree(self.model, self.path, symlinks=True)
        os.mkdir(self.path + ".tmp")
        return self.path

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)
        shutil.rmtree(self.path + ".tmp", ignore_errors=True)


# ---------------------------------------------------------------- the commands

def with_package(folder):
    plain("package", EXAMPLE, "-o", "out", cwd=folder)


def with_old_package(folder):
    old = copy_of(EXAMPLE, folder, EDIT)
    plain("package", old, "-o", "out", cwd=folder)
    shutil.rmtree(old)


def with_old_documents(folder):
    os.makedirs(os.path.join(folder, "out", os.path.basename(EXAMPLE)))
    plain("render", EXAMPLE, "-o", "out", cwd=folder)
    for where, _, files in os.walk(os.path.join(folder, "out")):
        for name in files:
            open(os.path.join(where, name), "w").write("old")


def with_district(folder):
    for i in range(3):
        copy_of(EXAMPLE, os.path.join(folder, "district"), name=f"unit-{i}", edit=("#:schema", f"# {i}\n#:schema"))


def with_edited(folder):
    with_package(folder)
    copy_of(EXAMPLE, folder, ('date     = "2024-05"', 'date     = "2024-06"'), name="edited")


def with_wrong(folder):
    """A unit with something to fix in both of its files: a full stop that is doubled."""
    copy_of(EXAMPLE, folder, name="unit", edit=("。", "。。"))
    path = os.path.join(folder, "unit", "report.md")
    text = open(path, encoding="utf-8").read()
    open(path, "w", encoding="utf-8").write(text.replace("。\n", "。。\n", 1))


SUMMARY = ("summary.csv", "summary.json", "汇总表.pdf", "汇总表.xlsx")


def by_unit(files):
    """In a batch each unit's package is old or new by itself."""
    return {name: name.split(os.sep)[1] for name in files}


def whole_summary(work):
    """A batch in which a unit failed says so: its summary and journal are others, but whole, and agree with the packages."""
    out = os.path.join(work, "out")
    there = [name for name in SUMMARY if os.path.exists(os.path.join(out, name))]
    if there not in ([], list(SUMMARY)):
        return f"a part of the summary: {there}"
    journal = os.path.join(out, "journal.jsonl")
    if os.path.exists(journal):
        try:
            [json.loads(line) for line in open(journal, encoding="utf-8").read().split("\n")[:-1]]
        except ValueError as error:
            return f"the journal: {error}"
    if there:
        units = json.load(open(os.path.join(out, "summary.json"), encoding="utf-8"))["units"]
        for unit in units:
            if (unit["state"] in ("made", "kept")) != os.path.exists(os.path.join(out, unit["folder"])):
                return f"the summary says {unit['state']} of {unit['folder']}"
        if not open(os.path.join(out, SUMMARY[2]), "rb").read().rstrip().endswith(b"%%EOF"):
            return "汇总表.pdf has no end"
        try:
            with zipfile.ZipFile(os.path.join(out, SUMMARY[3])) as book:
                parts = [xml.dom.minidom.parseString(book.read(name)) for name in book.namelist()]
                assert len(parts) >= 9, f"{len(parts)} parts"
        except Exception as error:
            return f"汇总表.xlsx: {error}"
    return None


PACKAGE = ["package", EXAMPLE, "-o", "out"]
PLACES = {
    "package": lambda: Place("package", PACKAGE),
    "package --force": lambda: Place("package --force", [*PACKAGE, "--force"], with_old_package),
    "render": lambda: Place("render", ["render", EXAMPLE, "-o", "out"], with_old_documents),
    "check": lambda: Place("check", ["check", EXAMPLE], codes=(0, 1)),
    "check --report": lambda: Place("check --report", ["check", EXAMPLE, "--report", "out"], codes=(0, 1)),
    "check --fix": lambda: Place("check --fix", ["check", "--fix", "--write", "unit"], with_wrong, codes=(0, 1)),
    "new": lambda: Place("new", ["new", "yueyanglou-2023", "out/unit"]),
    "revise": lambda: Place("revise", ["revise", "out/yueyanglou-2023", "edited", "-o", "out", "--reason", "改正"], with_edited),
    "print": lambda: Place("print", ["print", "out/yueyanglou-2023", "-o", "job/job.pdf"], with_package),
    "verify": lambda: Place("verify", ["verify", "out/yueyanglou-2023"], with_package, finds=(1, 2)),
    "inspect": lambda: Place("inspect", ["inspect", "out/yueyanglou-2023"], with_package, finds=(1, 2)),
    "batch": lambda: Place("batch", ["batch", "district", "-o", "out", "-j", "2"], with_district,
                           skip=("journal.jsonl", ".batch.lock", *SUMMARY), groups=by_unit, also=whole_summary,
                           finds=(1,)),
}
