"""No name in the data, a profile or a package leads out of the output folder, or gives a file that another system refuses."""
import json, os, re, shutil, subprocess, tempfile, zipfile

from program import EXAMPLE, RELEASE, ZIPING, Tests, example, run, templates_with

BAD = ["../x", "/tmp/ziping-x", "a/b", "..", ".", "a\\b", "C:x", "x:y", "con", "NUL.", "x.", "x ", ".hidden", "a\u202eb", "~/x",
       "$HOME", "`id`", "$(id)", ";id", "-rf", "*", "名" * 200]
DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9]|lpt[0-9])\s*(\.|$)", re.I)


def everything_below(folder):
    return sorted(os.path.relpath(os.path.join(d, each), folder) for d, ds, fs in os.walk(folder) for each in ds + fs)


def is_portable(name):
    return (name not in ("", ".", "..") and not DEVICES.match(name) and not re.search(r'[\x00-\x1f\x7f<>:"/\\|?*]', name)
            and not name.endswith((".", " ")) and not name.startswith(".") and len(name.encode()) <= 255
            and not re.search("[\u202a-\u202e\u2066-\u2069\x80-\x9f]", name))


def stays_inside(folder, out, *arguments, portable=False, codes=(0, 1, 2)):
    """What the command makes is below `out`, and nothing of what was beside it changed."""
    before = set(everything_below(folder))
    # A whole package takes the sanitizers a second, and render has read the same names.
    code, said, err = run(*arguments, cwd=folder, ziping=RELEASE if "package" in arguments else ZIPING)
    assert code in codes, (code, err)
    new = set(everything_below(folder)) - before
    outside = [each for each in new if not (each + "/").startswith(out + "/")]
    assert not outside, outside
    assert not os.path.exists("/tmp/ziping-x"), "outside"
    for each in new if portable else ():
        assert all(is_portable(part) for part in each.split(os.sep)), each
    return code, said, err


def toml(text):
    return json.dumps(text, ensure_ascii=False)


def unit_name(name):
    """The unit's name is in titles and in the names of files; a package of it can be read back."""
    with tempfile.TemporaryDirectory() as folder:
        unit = example(folder, unit_toml=lambda text: re.sub(r'(?m)^name     = .*$', lambda _: "name = " + toml(name), text, count=1))
        code, _, err = stays_inside(folder, "out", "package", unit, "-o", "out", portable=True)
        if code == 0:
            code, _, err = run("verify", os.path.join(folder, "out", "unit"), ziping=RELEASE)
            assert code == 0, err
        stays_inside(folder, "rendered", "render", unit, "-o", "rendered", "-d", "basic-data", portable=True)


def attachment(name):
    with tempfile.TemporaryDirectory() as folder:
        unit = example(folder, unit_toml=lambda text: text.replace("[report]\n", f"[report]\nattachments = [{toml(name)}]\n", 1))
        stays_inside(folder, "out", "package", unit, "-o", "out", portable=True)


def form_id(name):
    with tempfile.TemporaryDirectory() as folder:
        unit = example(folder, unit_toml=lambda text: re.sub(r'(?m)^form = "[^"]*"', lambda _: "form = " + toml(name), text, count=1))
        code, _, err = stays_inside(folder, "out", "render", unit, "-o", "out")
        assert code == 2 and ("[unknown-form]" in err or "error" in err), err
        subprocess.run(["strace", "-f", "-e", "trace=open,openat", "-o", folder + "/log", RELEASE, "render", unit, "-o",
                        folder + "/out"], capture_output=True)
        calls = open(folder + "/log", encoding="utf-8", errors="replace").read()
        assert "/tmp/ziping-x" not in calls and ".hidden" not in calls, "a file of that name was looked for"


def report_file(name):
    """The report is a file of the unit's folder, and in a package it has a name that can be unpacked anywhere."""
    with tempfile.TemporaryDirectory() as folder:
        unit = example(folder, unit_toml=lambda text: re.sub(r'(?m)^file *= .*$', lambda _: "file = " + toml(name), text, count=1))
        for where in (folder, unit):
            path = os.path.join(where, name)
            if len(name.encode()) < 200 and os.path.basename(name) not in ("", ".", "..") and path.startswith(folder):
                os.makedirs(os.path.dirname(path), exist_ok=True)
                shutil.copy(os.path.join(EXAMPLE, "report.md"), path)
        code, _, err = stays_inside(folder, "out", "package", unit, "-o", "out", codes=(0, 1, 2, 3))
        assert code != 0 or "/" in name or is_portable(name.strip()) or name.startswith("."), f"{name!r} went into a package"
        if code == 0:
            code, _, err = run("verify", os.path.join(folder, "out", "unit"), ziping=RELEASE)
            assert code == 0, err


def profile_names(key, name):
    """`file`, `mark` and `title` of a document in a profile are words, its `id` and `template` are names of files."""
    with tempfile.TemporaryDirectory() as folder:
        def edit(text):
            start = text.index("[[document]]")
            end = text.index("[[document]]", start + 5)
            part = re.sub(rf"(?m)^{key} *=.*\n", "", text[start:end])
            return text[:start] + part.replace("[[document]]\n", f"[[document]]\n{key} = {toml(name)}\n", 1) + text[end:]
        copy, _ = templates_with(folder, "yueyanglou-2023.toml", edit)
        unit = example(folder, unit_toml=lambda text: text + "\n")
        stays_inside(folder, "out", "--templates", copy, "package", unit, "-o", "out", portable=True)
        code, _, err = stays_inside(folder, "rendered", "--templates", copy, "render", unit, "-o", "rendered", portable=True)
        assert key not in ("id", "template") or code == 2, (key, name, err)


def link_in_output(kind):
    """A link in the output folder is not followed."""
    with tempfile.TemporaryDirectory() as folder:
        unit, away = example(folder, unit_toml=lambda text: text + "\n"), os.path.join(folder, "away")
        os.makedirs(away)
        os.makedirs(os.path.join(folder, "out"))
        if kind == "file":
            os.makedirs(os.path.join(folder, "out", "unit"))
            open(os.path.join(away, "kept"), "w").write("kept")
            os.symlink(os.path.join(away, "kept"), os.path.join(folder, "out", "unit", "basic-data.pdf"))
        else:
            os.symlink(away, os.path.join(folder, "out", "unit"))
        for command in (["render", unit, "-d", "basic-data"], ["package", unit], ["package", unit, "--force"]):
            code, _, err = run(*command, "-o", os.path.join(folder, "out"))
            if command[0] == "render" and kind == "file":
                assert code == 0, err
                assert not os.path.islink(os.path.join(folder, "out", "unit", "basic-data.pdf"))
                break
            assert code == 3 and re.search(r"\[output-(link|exists|other)\]", err), (command, code, err)
        assert everything_below(away) == (["kept"] if kind == "file" else []), everything_below(away)
        assert kind != "file" or open(os.path.join(away, "kept")).read() == "kept"


def links_of_batch():
    """The lock, the journal and the summaries of a batch are its own files."""
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(os.path.join(folder, "units"))
        shutil.copytree(EXAMPLE, os.path.join(folder, "units", "a"))
        out, away = os.path.join(folder, "out"), os.path.join(folder, "away")
        for name in ".batch.lock", "journal.jsonl", "summary.csv", "summary.json", "汇总表.pdf", "汇总表.xlsx":
            shutil.rmtree(out, ignore_errors=True)
            shutil.rmtree(away, ignore_errors=True)
            os.makedirs(out)
            os.makedirs(away)
            open(os.path.join(away, "kept"), "w").write("kept\n")
            os.symlink(os.path.join(away, "kept"), os.path.join(out, name))
            code, _, err = run("batch", os.path.join(folder, "units"), "-o", out, "-j", "1")
            assert code in (0, 3), (name, code, err)
            assert everything_below(away) == ["kept"] and open(os.path.join(away, "kept")).read() == "kept\n", name


def zip_members(name):
    """A zip whose entry leads out is refused before anything is read of it, and nothing is unpacked."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "x.zip")
        with zipfile.ZipFile(path, "w") as made:
            made.writestr("p/manifest.json", "{}")
            made.writestr(name, "x")
        for command in "verify", "inspect":
            code, _, err = stays_inside(folder, "nowhere", command, path, codes=(1, 2))


def unit_folder_names():
    """The folder a unit is in names its output, and may be called anything that a package's manifest can say: no controls,
    nothing that turns the direction of writing, and text."""
    with tempfile.TemporaryDirectory() as folder:
        for name in "-x", "a b", "$(id)", "`id`", "a;b", "名", "CON", "x.", "a\\b", "--help":
            unit = os.path.join(folder, "in", name)
            shutil.copytree(EXAMPLE, unit)
            code, _, err = stays_inside(folder, "out", "render", "-d", "basic-data", "-o", "out", "--", os.path.join("in", name))
            assert code == 0 and os.path.isdir(os.path.join(folder, "out", name)), (name, err)
        for name in b"a\nb", b"a\x1b[2Jb", b"\xc2\x9b", "a\u202eb".encode(), "岳阳".encode("gbk"):
            unit = os.path.join(os.fsencode(folder), b"in", name)
            shutil.copytree(os.fsencode(EXAMPLE), unit)
            for command in "check", "render", "package":
                code, _, err = stays_inside(folder, "out", command, unit, *([] if command == "check" else ["-o", "out"]))
                assert code == 2 and "[folder-name]" in err and not re.search("[\x00-\x09\x0b-\x1f\x9b\u202e]", err), (name, err)
            assert not os.path.exists(os.path.join(os.fsencode(folder), b"out", name))
        for name in ".", "in/CON/.", "in/CON/../CON":
            code, _, err = stays_inside(folder, "out", "render", "-d", "basic-data", "-o", "out", name)


tests = Tests()
for name in BAD:
    shown = name if len(name) < 20 else name[:10] + "…"
    tests.check(f"a unit called {shown!r}", unit_name, name)
    tests.check(f"a form called {shown!r}", form_id, name)
    tests.check(f"a report in {shown!r}", report_file, name)
    for key in "id", "template", "file", "title":
        tests.check(f"a document's {key} {shown!r}", profile_names, key, name)
for name in BAD[:8]:
    tests.check(f"an attachment {name!r}", attachment, name)
    tests.check(f"a zip's entry {name!r}", zip_members, name)
tests.check("a link in place of the unit's output", link_in_output, "folder")
tests.check("a link in place of a document", link_in_output, "file")
tests.check("links in place of a batch's files", links_of_batch)
tests.check("folders of units", unit_folder_names)
tests.end()
