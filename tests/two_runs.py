"""Two runs into one output folder at the same time, with random delays, some killed: what is there then is whole and of one of
the two, never mixed, and each run said what happened. package and revise: the second is refused, or with --force replaces
the whole; batch: refused as busy; render and print: they take turns, and the last one's files are there."""
import hashlib, json, os, random, shutil, signal, subprocess, tempfile, time

from program import EXAMPLE, RELEASE, Tests, example, run

ours = random.Random(4)
TURNS = int(os.environ.get("ZIPING_TURNS", "4"))


def start(*arguments):
    return subprocess.Popen([RELEASE, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def both(one, other, kill=False):
    """[(exit code, stderr)] of two runs that begin within a tenth of a second; with `kill`, one of them is killed -9."""
    processes = [start(*one)]
    time.sleep(ours.uniform(0, 0.1))
    processes.append(start(*other))
    if kill:
        time.sleep(ours.uniform(0.01, 0.35))
        ours.choice(processes).send_signal(signal.SIGKILL)
    ended = []
    for each in processes:
        err = each.communicate(timeout=120)[1]
        ended.append((each.returncode, err))
    return ended


def hashes(folder):
    return {os.path.relpath(os.path.join(d, f), folder): hashlib.sha256(open(os.path.join(d, f), "rb").read()).hexdigest()
            for d, _, fs in os.walk(folder) for f in fs}


def two_units(folder):
    """Two folders of one name with other data: their documents differ."""
    units = []
    for name, figure in ("a", "47个"), ("b", "48个"):
        os.makedirs(os.path.join(folder, name))
        units.append(example(os.path.join(folder, name), unit_toml=lambda text: text.replace('"47个"', f'"{figure}"').replace(
            '"未发生"', '"没有发生"')))
    return units


def alone(folder, name, *arguments):
    """What the run makes when nobody else is there."""
    out = os.path.join(folder, name)
    code, _, err = run(*arguments, "-o", out, ziping=RELEASE)
    assert code in (0, 1), err
    return hashes(out)


def temporary_ones(out):
    return [each for each in os.listdir(out) if each.startswith(".") and each != ".batch.lock"]


def packages(kill, force):
    """Of one unit's name, with and without --force, with and without a kill."""
    with tempfile.TemporaryDirectory() as folder:
        a, b = two_units(folder)
        wanted = [alone(folder, "only-" + each, "package", unit) for each, unit in (("a", a), ("b", b))]
        assert wanted[0] != wanted[1]
        refused = 0
        for turn in range(TURNS):
            out = os.path.join(folder, f"out{turn if not force else ''}")
            more = ["--force"] if force else []
            ended = both(["package", a, "-o", out, *more], ["package", b, "-o", out, *more], kill)
            for code, err in ended:
                assert code in (0, 3, -signal.SIGKILL), (code, err)
                assert code != 3 or "[output-exists]" in err, err
                refused += code == 3
            if not kill:
                codes = sorted(code for code, _ in ended)
                assert codes == ([0, 0] if force else [0, 3]), ended
            there = hashes(os.path.join(out, "unit")) if os.path.isdir(os.path.join(out, "unit")) else None
            assert kill or there is not None
            assert there is None or {"unit/" + name: hash for name, hash in there.items()} in wanted, "mixed"
            # Whatever a killed one left, the next run takes away.
            code, _, err = run("package", a, "-o", out, "--force", ziping=RELEASE)
            assert code == 0 and hashes(out) == wanted[0] and temporary_ones(out) == [], (err, os.listdir(out))
        assert force or kill or refused == TURNS


def renders(kill):
    """The files of two renders of one name: all of one of them."""
    with tempfile.TemporaryDirectory() as folder:
        a, b = two_units(folder)
        wanted = [alone(folder, "only-" + each, "render", unit) for each, unit in (("a", a), ("b", b))]
        for turn in range(TURNS):
            out = os.path.join(folder, "out")
            ended = both(["render", a, "-o", out], ["render", b, "-o", out], kill)
            for code, err in ended:
                assert code in (0, -signal.SIGKILL), (code, err)
            there = {name: hash for name, hash in hashes(out).items() if name.count(".") == 1}
            if kill:  # each file is whole
                assert all(hash in (wanted[0].get(name), wanted[1].get(name)) for name, hash in there.items()), "half"
            else:
                assert there in wanted, "mixed"


def batches(kill):
    """The second one is told that somebody is there; the packages are those of a run alone."""
    with tempfile.TemporaryDirectory() as folder:
        units = os.path.join(folder, "units")
        for name in "abcdef":
            shutil.copytree(EXAMPLE, os.path.join(units, name))
        only = os.path.join(folder, "only")
        code, _, err = run("batch", units, "-o", only, "-j", "2", ziping=RELEASE)
        assert code == 0, err
        wanted = {name: hash for name, hash in hashes(only).items() if "/" in name}
        busy = 0
        for turn in range(max(3, TURNS // 3)):
            out = os.path.join(folder, f"out{turn}")
            command = ["batch", units, "-o", out, "-j", "2"]
            ended = both(command, command, kill)
            for code, err in ended:
                assert code in (0, 3, -signal.SIGKILL), (code, err)
                assert code != 3 or "[batch-busy]" in err, err
                busy += code == 3
            code, _, err = run(*command, ziping=RELEASE)
            assert code == 0, err
            assert {name: hash for name, hash in hashes(out).items() if "/" in name} == wanted, "mixed"
            assert temporary_ones(out) == [], os.listdir(out)
            for line in open(os.path.join(out, "journal.jsonl"), encoding="utf-8"):
                assert json.loads(line)["unit"] in "abcdef", line
        assert busy > 0, "they never met"


def batch_and_package():
    """A clerk packages one unit into the folder that the night's batch is filling."""
    with tempfile.TemporaryDirectory() as folder:
        units = os.path.join(folder, "units")
        for name in "abc":
            shutil.copytree(EXAMPLE, os.path.join(units, name))
        only = os.path.join(folder, "only")
        assert run("batch", units, "-o", only, "-j", "1", ziping=RELEASE)[0] == 0
        wanted = {name: hash for name, hash in hashes(only).items() if "/" in name}
        for turn in range(max(3, TURNS // 3)):
            out = os.path.join(folder, f"out{turn}")
            ended = both(["batch", units, "-o", out, "-j", "2"], ["package", os.path.join(units, ours.choice("abc")), "-o", out,
                                                                   *ours.choice([[], ["--force"]])])
            assert ended[0][0] == 0, ended[0]
            assert ended[1][0] == 0 or "[output-exists]" in ended[1][1], ended[1]
            assert {name: hash for name, hash in hashes(out).items() if "/" in name} == wanted and temporary_ones(out) == []


def prints():
    """Two print jobs of one name: three files of one of them; without --force the second one is told."""
    with tempfile.TemporaryDirectory() as folder:
        units = two_units(folder)
        made = []
        for name, unit in zip("ab", units):
            alone(folder, "p" + name, "package", unit)
            made.append(os.path.join(folder, "p" + name, "unit"))
        wanted = []
        for name, package in zip("ab", made):
            code, _, err = run("print", package, "-o", os.path.join(folder, "j" + name, "job.pdf"), ziping=RELEASE)
            assert code == 0, err
            wanted.append(hashes(os.path.join(folder, "j" + name)))
        for turn in range(TURNS):
            force = ["--force"] if turn % 2 else []
            out = os.path.join(folder, f"out{turn}")
            ended = both(*(["print", package, "-o", os.path.join(out, "job.pdf"), *force] for package in made))
            codes = sorted(code for code, _ in ended)
            assert codes == ([0, 0] if force else [0, 3]), ended
            assert force or any("[output-exists]" in err for _, err in ended)
            assert hashes(out) in wanted, "mixed"


def revisions(kill):
    """Two corrections of one package."""
    with tempfile.TemporaryDirectory() as folder:
        a, b = two_units(folder)
        alone(folder, "first", "package", EXAMPLE)
        first = os.path.join(folder, "first", "yueyanglou-2023")
        reason = ["--reason", "corrected"]
        wanted = [alone(folder, "only-" + each, "revise", first, unit, *reason) for each, unit in (("a", a), ("b", b))]
        for turn in range(max(3, TURNS // 3)):
            out = os.path.join(folder, f"out{turn}")
            ended = both(*(["revise", first, unit, "-o", out, *reason] for unit in (a, b)), kill)
            for code, err in ended:
                assert code in (0, 1, 3, -signal.SIGKILL), (code, err)
                assert code != 3 or "[output-exists]" in err, err
            there = {name: hash for name, hash in hashes(out).items() if not name.startswith(".")} if os.path.isdir(out) else {}
            assert (kill and not there) or there in wanted, "mixed"


tests = Tests()
for kill in False, True:
    for force in False, True:
        tests.check(f"packages{', --force' if force else ''}{', one killed' if kill else ''}", packages, kill, force)
    tests.check(f"renders{', one killed' if kill else ''}", renders, kill)
    tests.check(f"batches{', one killed' if kill else ''}", batches, kill)
    tests.check(f"corrections{', one killed' if kill else ''}", revisions, kill)
tests.check("a batch and a package", batch_and_package)
tests.check("print jobs", prints)
tests.end()
