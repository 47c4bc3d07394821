"""`ziping batch`: the same packages as one by one, whatever ends it and whatever becomes of the other units.

BATCH_KILLS=N: how often it is killed at a random moment (8)."""
import json, os, random, re, resource, shutil, signal, subprocess, tempfile, time
from program import EXAMPLES, RELEASE, ROOT, Tests, ZIPING, run
from package import copy_of, files_below

KILLS = int(os.environ.get("BATCH_KILLS", "8"))


def district(folder, each=2):
    """A folder of units: copies of the examples under other names."""
    made = os.path.join(folder, "district")
    os.makedirs(made, exist_ok=True)
    for i in range(each):
        for example in EXAMPLES:
            copy_of(example, made, name=f"{os.path.basename(example)}-{i}")
    return made


def batch(paths, out, *more, code=0, **options):
    paths = [paths] if isinstance(paths, str) else paths
    got, stdout, err = run("batch", *paths, "-o", out, *more, **options)
    assert got == code, f"exit {got}, not {code}: {stdout}{err}"
    return stdout + err


def packages(out):
    """The packages' files, without what the run itself writes."""
    return {name: data for name, data in files_below(out).items() if "/" in name and not name.startswith(".")}


def edit(unit, old, new, name="unit.toml"):
    path = os.path.join(unit, name)
    text = open(path, encoding="utf-8").read()
    assert old in text, old
    open(path, "w", encoding="utf-8").write(text.replace(old, new, 1))


def same_as_one_by_one():
    with tempfile.TemporaryDirectory() as folder:
        units = district(folder, 1)
        one, many = os.path.join(folder, "one"), os.path.join(folder, "many")
        run("package", *(os.path.join(units, name) for name in os.listdir(units)), "-o", one)
        said = batch(units, many, "-j", "2")
        assert "4 units: 4 made" in said, said
        assert packages(one) == packages(many) and packages(one)


def what_is_as_it_was_is_kept():
    with tempfile.TemporaryDirectory() as folder:
        units, out = district(folder), os.path.join(folder, "out")
        batch(units, out, "-j", "2")
        clean = packages(out)
        times = {name: os.stat(os.path.join(out, name)).st_mtime_ns for name in clean}
        assert "8 units: 8 kept" in batch(units, out)
        assert times == {name: os.stat(os.path.join(out, name)).st_mtime_ns for name in clean}
        # data, output gone, output damaged, zip gone, something beside it
        names = sorted(os.listdir(units))
        edit(os.path.join(units, names[0]), "#:schema", "# changed\n#:schema")
        shutil.rmtree(os.path.join(out, names[1]))
        pdf = next(name for name in clean if name.startswith(names[2]) and name.endswith(".pdf"))
        data = bytearray(clean[pdf])
        data[len(data) // 2] ^= 1
        open(os.path.join(out, pdf), "wb").write(data)
        os.remove(os.path.join(out, next(name for name in clean if name.startswith(names[3]) and name.endswith(".zip"))))
        said = batch(units, out, "--dry-run")
        for name, why in zip(names, ("the data changed", "it was not made yet", "what was made is damaged",
                                     "what was made is damaged")):
            assert f"to be made {name}: {why}\n" in said, said
        assert "4 to be made, 4 kept" in said, said
        assert not os.path.exists(os.path.join(out, names[1]))
        assert "8 units: 4 made, 4 kept" in batch(units, out, "-j", "2")
        now = packages(out)
        assert {n: d for n, d in now.items() if not n.startswith(names[0] + "/")} == \
               {n: d for n, d in clean.items() if not n.startswith(names[0] + "/")}
        assert now != clean
        edit(os.path.join(units, names[0]), "# changed\n#:schema", "#:schema")
        batch(units, out)
        assert packages(out) == clean


def a_changed_form_is_made_again():
    with tempfile.TemporaryDirectory() as folder:
        units, out = district(folder, 1), os.path.join(folder, "out")
        templates = os.path.join(folder, "templates")
        shutil.copytree(os.path.join(ROOT, "templates"), templates)
        run("--templates", templates, "batch", units, "-o", out)
        with open(os.path.join(templates, "yanfeng-2021.toml"), "a") as file:
            file.write("# changed\n")
        code, said, err = run("--templates", templates, "batch", units, "-o", out, "--dry-run")
        assert code == 0 and "made yanfeng-2021-0: the form changed" in said and "3 kept" in said, said + err


def broken_units_hold_up_no_other():
    with tempfile.TemporaryDirectory() as folder:
        units, out = district(folder, 3), os.path.join(folder, "out")
        names = sorted(os.listdir(units))
        edit(os.path.join(units, names[0]), "year = ", "yeer = ")
        os.remove(os.path.join(units, names[1], "report.md"))
        faults = f"{names[2]}=crash,{names[3]}=hang,{names[4]}=memory,{names[5]}=unread"
        # The sanitizers' own memory is counted: 1.5 GB is far above what a unit takes with it.
        said = batch(units, out, "-j", "2", "--timeout", "20", "--memory", "1500", code=1,
                     env={**os.environ, "ZIPING_TEST_FAULT": faults})
        for name, why in zip(names, (r"bad-data .*unit\.toml:\d+: .*\[", r"bad-data .*\[no-report\]",
                                     r"crashed .*: its worker ", r"hung .*: took more than 20 s",
                                     r"memory .*: took more than 1500 MB",
                                     r"crashed .*: fonts/unread.otf: cannot be read: ")):
            assert re.search(why.replace(".*", f".*{name}.*" if why.startswith("bad") else name, 1), said), f"{name}: {said}"
        assert "12 units: 6 made, 2 bad-data, 2 crashed, 1 hung, 1 memory" in said, said
        assert sorted(name for name in os.listdir(out) if not name.startswith((".", "journal", "summary", "汇总"))) == names[6:]
        lines = [json.loads(line) for line in open(os.path.join(out, "journal.jsonl"), encoding="utf-8")]
        assert sorted(line["unit"] for line in lines) == names
        said = batch(units, out, code=1)  # all but the data are healed
        assert "12 units: 4 made, 6 kept, 2 bad-data" in said, said


def killed_and_resumed_it_ends_the_same():
    seed = random.randrange(2 ** 32)
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        units, clean = district(folder, 3), os.path.join(folder, "clean")
        begun = time.monotonic()
        batch(units, clean, "-j", "2", ziping=RELEASE)
        length = time.monotonic() - begun
        for i in range(KILLS):
            out = os.path.join(folder, f"out{i}")
            for _ in range(chance.randint(1, 3)):
                process = subprocess.Popen([RELEASE, "batch", units, "-o", out, "-j", "2"], stdout=subprocess.DEVNULL,
                                           stderr=subprocess.DEVNULL)
                time.sleep(chance.uniform(0, length))
                process.send_signal(chance.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGINT]))
                process.wait()
            batch(units, out, "-j", "2", ziping=RELEASE)
            assert packages(out) == packages(clean), f"seed {seed}, run {i}"
            left = [name for name in os.listdir(out) if name.startswith(".") and name != ".batch.lock"]
            assert not left, f"left behind: {left}, seed {seed}, run {i}"
            shutil.rmtree(out)


def a_broken_font_is_told():
    """Once, before the units are made without it, and as `package` tells it."""
    with tempfile.TemporaryDirectory() as folder:
        units, fonts = district(folder, 1), os.path.join(folder, "fonts")
        os.makedirs(os.path.join(fonts, "fandol"))
        shutil.copy(os.path.join(ROOT, "fonts", "fonts.toml"), fonts)
        for name in os.listdir(os.path.join(ROOT, "fonts", "fandol")):
            os.symlink(os.path.join(ROOT, "fonts", "fandol", name), os.path.join(fonts, "fandol", name))
        os.remove(os.path.join(fonts, "fandol", "FandolFang-Regular.otf"))
        open(os.path.join(fonts, "fandol", "FandolFang-Regular.otf"), "w").close()
        for more in [], ["--dry-run"]:
            code, out, err = run("--fonts", fonts, "batch", units, "-o", os.path.join(folder, "out"), "-j", "2", *more)
            first = err.splitlines()[0]
            assert code == 0 and err.count("[fonts-broken]") == 1, (code, err)
            assert "FandolFang-Regular.otf" in first and ": warning: " in first and first.endswith("[fonts-broken]"), err


def a_name_of_a_folder_that_is_refused():
    """A name that no package can hold: not made again every night, and nothing but text on the terminal."""
    with tempfile.TemporaryDirectory() as folder:
        units, out = os.path.join(folder, "units"), os.path.join(folder, "out")
        os.mkdir(units)
        names = [b"a\x1b[31mb", b"new\nline", "x\u202ey".encode(), "岳阳".encode("gbk"), b"\x9b"]
        for name in [b"good", *names]:
            shutil.copytree(os.fsencode(EXAMPLES[0]), os.path.join(os.fsencode(units), name))
        for done in "made", "kept":
            said = batch(units, out, "-j", "2", code=1)
            assert f"6 units: 1 {done}, 5 bad-data" in said and said.count("[folder-name]\n") == 2 * len(names), said
            assert not any(c in said for c in "\x1b\x9b\u202e"), ascii(said)
        assert [name for name in os.listdir(os.fsencode(out)) if os.path.isdir(os.path.join(os.fsencode(out), name))] == [b"good"]
        for name in names:
            code, _, err = run("package", os.path.join(os.fsencode(units), name), "-o", os.path.join(folder, "one"))
            assert code == 2 and "[folder-name]" in err and not any(c in err for c in "\x1b\x9b\u202e"), (code, ascii(err))
        assert not os.path.exists(os.path.join(folder, "one"))


def bad_input():
    with tempfile.TemporaryDirectory() as folder:
        out, empty = os.path.join(folder, "out"), os.path.join(folder, "empty")
        os.mkdir(empty)
        assert "[batch-empty]" in batch(empty, out, code=2)
        assert "[file-read]" in batch(os.path.join(folder, "nowhere"), out, code=2)
        for more in (["-j", "0"], ["-j", "10000"], ["-j", "two"], ["--timeout", "-1"], ["--memory", "1e3"],
                     ["--shard", "0/2"], ["--shard", "3/2"], ["--shard", "2"], ["--nonsense"]):
            assert "[usage]" in batch(empty, out, *more, code=2), more
        assert "[usage]" in run("batch")[2]
        open(os.path.join(empty, "list.txt"), "wb").write(b"\xff\xfe\n")
        assert "[batch-list]" in batch(os.path.join(empty, "list.txt"), out, code=2)
        assert not os.path.exists(out)


def most_entries_are_no_units():
    with tempfile.TemporaryDirectory() as folder:
        units, out = district(folder, 1), os.path.join(folder, "out")
        for i in range(9996):
            path = os.path.join(units, f"entry {i}")
            os.mkdir(path) if i % 2 else open(path, "w").close()
        said = batch(units, out, "--dry-run", "-v")
        assert "4 units: 4 to be made" in said and "9996 entries" in said, said[-300:]


def names_of_every_kind():
    with tempfile.TemporaryDirectory() as folder:
        units, out = os.path.join(folder, "units"), os.path.join(folder, "out")
        os.mkdir(units)
        names = ["a b", "甲 单位", "🏛 街道", "x" * 200, "-v", "q'\"$(touch x)`"]
        for name in names:
            copy_of(EXAMPLES[0], units, name=name)
        said = batch(units, out, "-j", "2")
        assert f"{len(names)} units: {len(names)} made" in said, said
        assert sorted(name for name in os.listdir(out) if os.path.isdir(os.path.join(out, name))) == sorted(names)
        copy_of(EXAMPLES[0], units, name="y" * 255)
        said = batch(units, out, "-j", "2")
        assert f"1 made, {len(names)} kept" in said, said


def two_units_of_one_name():
    with tempfile.TemporaryDirectory() as folder:
        units, out, other = district(folder, 1), os.path.join(folder, "out"), os.path.join(folder, "other")
        name = sorted(os.listdir(units))[0]
        copy_of(os.path.join(ROOT, "examples", name[:-2]), other, name=name)
        said = batch([units, other], out, code=1)
        assert "5 units: 4 made, 1 bad-data" in said and "has the same folder name" in said, said


def the_first_one_given_is_made():
    """Of one name, whether a path was given itself, found in a folder, or read from a list."""
    with tempfile.TemporaryDirectory() as folder:
        a, b = os.path.join(folder, "a"), os.path.join(folder, "b")
        one, other = (copy_of(EXAMPLES[0], each, name="u") for each in (a, b))
        listed = os.path.join(folder, "list.txt")
        open(listed, "w").write("a/u\n")
        for paths in ([one, b], [b, one], [listed, b], [b, listed], [one, other], [other, one]):
            first = other if paths[0] in (b, other) else one
            said = batch(paths, os.path.join(folder, "out"), "--dry-run", code=1)
            assert f"bad-data u: {first} has the same folder name" in said, (paths, said)


def a_list_by_notepad():
    """A byte order mark is no part of the first path."""
    with tempfile.TemporaryDirectory() as folder:
        copy_of(EXAMPLES[0], folder, name="甲")
        path = os.path.join(folder, "list.txt")
        open(path, "w", encoding="utf-8-sig", newline="\r\n").write("甲\n")
        assert "1 units: 1 to be made" in batch(path, os.path.join(folder, "out"), "--dry-run")


def a_full_journal():
    """Its last line fits in part: the reason told is that of what does not."""
    with tempfile.TemporaryDirectory() as folder:
        units, out, limit = os.path.join(folder, "units"), os.path.join(folder, "out"), 8 << 20
        copy_of(EXAMPLES[0], units, name="u")
        os.mkdir(out)
        line = '{"unit": "%07d", "reason": "' + "x" * 10_000 + '"}\n'
        lines = [line % i for i in range(limit // len(line % 0))]
        lines[-1] = line.replace("x" * 10_000, "x" * (10_000 + limit % len(line % 0) - 20)) % len(lines)
        open(os.path.join(out, "journal.jsonl"), "w").writelines(lines)
        done = subprocess.run([ZIPING, "batch", units, "-o", out], capture_output=True, text=True, timeout=300,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        assert done.returncode == 3 and "journal.jsonl: error: cannot be written: File too large" in done.stderr, done


def a_list_and_a_unit_that_is_gone():
    with tempfile.TemporaryDirectory() as folder:
        units, out = district(folder, 1), os.path.join(folder, "out")
        names = sorted(os.listdir(units))
        path = os.path.join(units, "list.txt")
        open(path, "w", encoding="utf-8").write(f"# 本区\n{names[0]}\r\n\n{os.path.join(units, names[1])}\nnowhere\n")
        said = batch(path, out, code=1)
        assert "3 units: 2 made, 1 bad-data" in said and "[no-folder]" in said, said


def shards_are_all_of_it():
    with tempfile.TemporaryDirectory() as folder:
        units, out = district(folder, 3), os.path.join(folder, "out")
        seen = []
        for k in (1, 2, 3):
            said = batch(units, out, "--shard", f"{k}/3", "--dry-run")
            seen += re.findall(r"^to be made (\S+):", said, re.M)
        assert sorted(seen) == sorted(os.listdir(units)), seen


def one_run_at_a_time():
    with tempfile.TemporaryDirectory() as folder:
        units, out = district(folder, 2), os.path.join(folder, "out")
        first = subprocess.Popen([ZIPING, "batch", units, "-o", out, "-j", "1"], stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
        while not os.path.exists(os.path.join(out, "journal.jsonl")) and first.poll() is None:
            time.sleep(0.01)
        said = batch(units, out, code=3)
        assert "[batch-busy]" in said, said
        assert first.wait() == 0


def ended_by_the_user():
    with tempfile.TemporaryDirectory() as folder:
        units, out = district(folder, 3), os.path.join(folder, "out")
        first = subprocess.Popen([ZIPING, "batch", units, "-o", out, "-j", "1"], stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, text=True)
        while not (os.path.isdir(out) and len(os.listdir(out)) > 3) and first.poll() is None:
            time.sleep(0.01)
        first.send_signal(signal.SIGINT)
        said = "".join(first.communicate())
        assert first.returncode == 1 and " waiting" in said, f"{first.returncode} {said}"
        assert " 0 made" not in batch(units, out)


def a_unit_that_cannot_be_written_is_a_row_of_the_summary():
    with tempfile.TemporaryDirectory() as folder:
        units, out, job = district(folder, 1), os.path.join(folder, "out"), os.path.join(folder, "job.pdf")
        batch(units, out, "--print-job", job)
        names = sorted(os.listdir(units))
        with open(next(os.path.join(d, f) for d, _, fs in os.walk(os.path.join(out, names[0])) for f in fs if f.endswith(".pdf")), "ab") as pdf:
            pdf.write(b"signed")
        for name in names:
            edit(os.path.join(units, name), "#:schema", "# changed\n#:schema")
        before = os.stat(job).st_ino
        said = batch(units, out, "--print-job", job, code=3)
        assert "[output-signed]" in said and "4 units: 3 made, 1 not-written" in said, said
        states = {unit["folder"]: unit["state"] for unit in json.load(open(os.path.join(out, "summary.json"), encoding="utf-8"))["units"]}
        assert states == {name: "not-written" if name == names[0] else "made" for name in names}, states
        assert os.stat(job).st_ino != before, "the print job is last night's"


def a_run_that_was_ended_leaves_the_print_job():
    with tempfile.TemporaryDirectory() as folder:
        units, out, job = district(folder, 1), os.path.join(folder, "out"), os.path.join(folder, "job.pdf")
        batch(units, out, "--print-job", job, ziping=RELEASE)
        before = open(job, "rb").read()
        for name in os.listdir(units):
            shutil.rmtree(os.path.join(out, name))
        hang = {**os.environ, "ZIPING_TEST_FAULT": sorted(os.listdir(units))[0] + "=hang"}
        run_ = subprocess.Popen([ZIPING, "batch", units, "-o", out, "-j", "2", "--print-job", job], env=hang, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while sum(os.path.isdir(os.path.join(out, name)) for name in os.listdir(units)) < 3 and run_.poll() is None:
            time.sleep(0.01)
        run_.send_signal(signal.SIGTERM)
        said = "".join(run_.communicate())
        assert run_.returncode == 1 and f"{job}: not written" in said, f"{run_.returncode} {said}"
        assert open(job, "rb").read() == before


def the_folder_is_its_own_to_the_end():
    """The lock is held until the summary is there; and what brings all onto the disk was opened before anything was written:
    the kernel tells an error of writing once, to those that have something open."""
    with tempfile.TemporaryDirectory() as folder:
        units, out, log = district(folder, 1), os.path.join(folder, "out"), os.path.join(folder, "log")
        subprocess.run(["strace", "-f", "-o", log, "-e", "trace=openat,close,syncfs,flock,clone,fork,vfork,rename,renameat2", RELEASE,
                        "batch", units, "-o", out], check=True, capture_output=True)
        first, lines = None, []
        for line in open(log, encoding="utf-8", errors="replace"):
            pid, call = line.split(None, 1)
            first = first or pid
            if pid == first:
                lines.append(call)
        at = next(i for i, line in enumerate(lines) if ".batch.lock" in line)
        lock = lines[at].rsplit("= ", 1)[1].strip()
        forked = next(i for i, line in enumerate(lines) if re.match("clone|fork|vfork", line))
        synced = max(i for i, line in enumerate(lines) if line.startswith("syncfs("))
        summary = max(i for i, line in enumerate(lines) if line.startswith("rename") and "summary.csv" in line)
        assert at < forked < synced < summary and lines[synced].startswith(f"syncfs({lock})"), (at, forked, synced, summary)
        assert not any(line.startswith(f"close({lock})") for line in lines[at:summary])


if __name__ == "__main__":
    tests = Tests()
    tests.check("a unit that cannot be written is a row of the summary", a_unit_that_cannot_be_written_is_a_row_of_the_summary)
    tests.check("a run that was ended leaves the print job", a_run_that_was_ended_leaves_the_print_job)
    if shutil.which("strace"):
        tests.check("the folder is its own to the end", the_folder_is_its_own_to_the_end)
    tests.check("the same as one by one", same_as_one_by_one)
    tests.check("what is as it was is kept", what_is_as_it_was_is_kept)
    tests.check("a changed form is made again", a_changed_form_is_made_again)
    tests.check("units broken in five ways hold up no other", broken_units_hold_up_no_other)
    tests.check(f"killed {KILLS} times and resumed, it ends the same", killed_and_resumed_it_ends_the_same)
    tests.check("bad input", bad_input)
    tests.check("most entries are no units", most_entries_are_no_units)
    tests.check("names of every kind", names_of_every_kind)
    tests.check("a name of a folder that is refused", a_name_of_a_folder_that_is_refused)
    tests.check("a broken font is told", a_broken_font_is_told)
    tests.check("two units of one name", two_units_of_one_name)
    tests.check("two units of one name: the first one given is made", the_first_one_given_is_made)
    tests.check("a list by Notepad", a_list_by_notepad)
    tests.check("a full journal", a_full_journal)
    tests.check("a list, and a unit that is gone", a_list_and_a_unit_that_is_gone)
    tests.check("shards are all of it", shards_are_all_of_it)
    tests.check("one run at a time", one_run_at_a_time)
    tests.check("ended by the user", ended_by_the_user)
    tests.end()
