"""`ziping package` and `verify`: the same bytes at any time and place, read by unzip, 7z and Python; every hash by
hashlib; all or nothing whenever it is killed; the version for publication keeps what is private."""
import hashlib, json, os, pathlib, random, re, shutil, signal, subprocess, tempfile, time, zipfile
from program import EXAMPLE, EXAMPLES, RELEASE, ROOT, Tests, run
import readers as r

NAME = "岳阳楼区岳阳楼街道办事处2023年度绩效自评材料"
SCHEMA = os.path.join(ROOT, "templates", "manifest.schema.json")


def package(unit, out, *more, code=0, **options):
    got, stdout, err = run("package", unit, "-o", out, *more, **options)
    assert got == code, f"exit {got}, not {code}: {err}"
    return os.path.join(out, os.path.basename(os.path.normpath(unit))), err


def files_below(folder):
    """Relative name -> bytes."""
    found = {}
    for path, _, names in os.walk(folder):
        for name in names:
            full = os.path.join(path, name)
            found[os.path.relpath(full, folder)] = open(full, "rb").read()
    return found


def parts(written):
    """The folder and the zip of a package."""
    names = sorted(os.listdir(written))
    assert len(names) == 2 and names[1] == names[0] + ".zip", names
    return os.path.join(written, names[0]), os.path.join(written, names[1])


def copy_of(unit, folder, edit=lambda text: text, name=None):
    copy = os.path.join(folder, name or os.path.basename(unit))
    shutil.copytree(unit, copy)
    os.remove(os.path.join(copy, "unit.json"))
    path = os.path.join(copy, "unit.toml")
    text = open(path, encoding="utf-8").read()
    open(path, "w", encoding="utf-8").write(edit(text))
    return copy


def same_bytes_in_other_zones_and_places():
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        first, _ = package(EXAMPLE, one, env={**os.environ, "TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8"})
        copy = copy_of(EXAMPLE, two)
        os.utime(os.path.join(copy, "unit.toml"), (10 ** 9, 10 ** 9))
        second, _ = package(copy, "out", cwd=two, env={**os.environ, "TZ": "America/Adak", "LC_ALL": "C"})
        a, b = parts(first), parts(os.path.join(two, second))
        assert open(a[1], "rb").read() == open(b[1], "rb").read()
        assert files_below(a[0]) == files_below(b[0])


def zip_and_folder_are_the_same():
    with tempfile.TemporaryDirectory() as out:
        folder, zipped = parts(package(EXAMPLE, out)[0])
        files = files_below(folder)
        assert os.path.basename(folder) == NAME
        with zipfile.ZipFile(zipped) as archive:
            assert archive.testzip() is None
            entries = {name: archive.read(name) for name in archive.namelist()}
            assert all(info.flag_bits & 0x800 for info in archive.infolist() if not info.filename.isascii())
            assert len({info.date_time for info in archive.infolist()}) == 1
        assert entries == {f"{NAME}/{name}": data for name, data in files.items()}
        for program in (["unzip", "-q", zipped, "-d", os.path.join(out, "u")],
                        ["7z", "x", "-bd", "-y", "-o" + os.path.join(out, "z"), zipped]):
            environment = {**os.environ, "LC_ALL": "C.UTF-8"}
            subprocess.run(program, check=True, stdout=subprocess.DEVNULL, env=environment)
        assert files_below(os.path.join(out, "u", NAME)) == files
        assert files_below(os.path.join(out, "z", NAME)) == files


def manifest_says_what_is_there(unit):
    with tempfile.TemporaryDirectory() as out:
        folder, _ = parts(package(unit, out)[0])
        path = os.path.join(folder, "manifest.json")
        r.json_schema(path, SCHEMA)
        text = open(path, "rb").read()
        manifest = json.loads(text)
        files = files_below(folder)
        files.pop("manifest.json")
        assert sorted(files) == sorted(entry["name"] for entry in manifest["files"])
        for entry in manifest["files"]:
            data = files[entry["name"]]
            assert hashlib.sha256(data).hexdigest() == entry["sha256"] and len(data) == entry["size"]
            if entry["name"].endswith(".pdf"):
                info = subprocess.run(["pdfinfo", os.path.join(folder, entry["name"])], capture_output=True,
                                      text=True, check=True).stdout
                assert int(re.search(r"Pages:\s+(\d+)", info).group(1)) == entry["pages"]
        head = b"".join(text.splitlines(keepends=True)[:-2])
        assert hashlib.sha256(head).hexdigest() == manifest["sha256"]
        assert files["数据/unit.toml"] == open(os.path.join(unit, "unit.toml"), "rb").read()
        assert files["数据/report.md"] == open(os.path.join(unit, "report.md"), "rb").read()
        for part in ("list", "document", "check-report", "data"):
            assert any(entry["part"] == part for entry in manifest["files"]), part
        for kind in (".pdf", ".docx"):  # each document in both formats, under one name
            bases = {name[:-len(kind)] for name in files if name.endswith(kind)}
            other = {name[:-5 if kind == ".pdf" else -4] for name in files
                     if name.endswith(".docx" if kind == ".pdf" else ".pdf")}
            assert bases == other, bases ^ other


def names_are_those_of_an_office():
    with tempfile.TemporaryDirectory() as out:
        folder, _ = parts(package(EXAMPLE, out)[0])
        names = sorted(os.listdir(folder))
        for wanted in ("报送清单.pdf", "核对报告.docx", "附件1 2023年度预算单位整体支出绩效评价基础数据表.pdf",
                       "附件2 2023年度预算单位整体支出绩效自评表.docx"):
            assert wanted in names, names


def verify_proves_every_byte(unit):
    with tempfile.TemporaryDirectory() as out:
        written, _ = package(unit, out)
        folder, zipped = parts(written)
        for path in (written, folder, zipped):
            code, stdout, err = run("verify", path)
            assert code == 0 and "every byte is the same" in stdout, stdout + err
        moved = os.path.join(out, "elsewhere.zip")
        shutil.move(zipped, moved)
        code, stdout, err = run("verify", moved, cwd="/")
        assert code == 0 and "every byte is the same" in stdout, stdout + err


def verify_tells_a_changed_form():
    with tempfile.TemporaryDirectory() as out:
        templates = os.path.join(out, "templates")
        shutil.copytree(os.path.join(ROOT, "templates"), templates)
        path = os.path.join(templates, "yueyanglou-2023.toml")
        text = open(path, encoding="utf-8").read()
        open(path, "w", encoding="utf-8").write(text.replace("厉行节约", "厉行　节约", 1) + "\n# changed\n")
        written, _ = package(EXAMPLE, os.path.join(out, "p"))
        code, _, err = run("--templates", templates, "verify", written, "-v")
        assert code in (0, 1) and "the form's file yueyanglou-2023.toml was changed since" in err, err
        open(path, "w", encoding="utf-8").write(text.replace("附件2", "附件5"))
        code, stdout, err = run("--templates", templates, "verify", written)
        assert code == 1 and "[verify-other]" in err and "differs" in stdout, err


def existing_output_stays():
    with tempfile.TemporaryDirectory() as out:
        written, _ = package(EXAMPLE, out)
        before = files_below(out)
        _, err = package(EXAMPLE, out, code=3)
        assert "[output-exists]" in err and files_below(out) == before, err
        package(EXAMPLE, out, "--force")
        assert files_below(out) == before
        open(os.path.join(written, "notes.txt"), "w").write("mine")
        before = files_below(out)
        _, err = package(EXAMPLE, out, "--force", code=3)
        assert "[output-other]" in err and "notes.txt" in err and files_below(out) == before, err


def what_is_of_no_package_stays():
    """--force, and batch without it, replace this unit's packages and nothing that somebody else put there."""
    def put(*name, data="mine"):
        def make(unit):
            path = os.path.join(unit, *name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            open(path, "w").write(data)
        return make

    def sign(unit, unreadable=False):
        path = next(each for each in sorted(pathlib.Path(unit).rglob("附件*.pdf")))
        with open(path, "ab") as pdf:
            if unreadable:
                pdf.truncate(600 << 20)  # more than is read
            pdf.write(b"1 0 obj << /ByteRange [0 1 2 3] >> endobj\n")

    def empty(unit):
        next(pathlib.Path(unit).glob("*/manifest.json")).write_text("")
        sign(unit)

    for what, change, wanted in [
            ("a web app", lambda unit: (put("webapp", "manifest.json", data='{"name": "x"}')(unit), put("webapp", "a.js")(unit)), "output-other"),
            ("somebody's zip", put("holiday.zip"), "output-other"),
            ("a scan within the package", lambda unit: put(next(os.walk(unit))[1][0], "扫描件.pdf")(unit), "output-other"),
            ("a folder within the package", lambda unit: put(next(os.walk(unit))[1][0], "数据", "more", "a.txt")(unit), "output-other"),
            ("a signed PDF", sign, "output-signed"),
            ("a signed PDF that is too large to read", lambda unit: sign(unit, True), "output-signed"),
            ("a signed PDF beside an empty manifest", empty, "output-signed")]:
        with tempfile.TemporaryDirectory() as out:
            package(EXAMPLE, out, ziping=RELEASE)
            unit = os.path.join(out, os.path.basename(EXAMPLE))
            change(unit)
            before = {str(path): path.stat().st_mtime_ns for path in pathlib.Path(out).rglob("*")}
            _, err = package(EXAMPLE, out, "--force", code=3)
            assert f"[{wanted}]" in err, f"{what}: {err}"
            assert before == {str(path): path.stat().st_mtime_ns for path in pathlib.Path(out).rglob("*")}, what


def what_computers_put_there_is_no_hindrance():
    with tempfile.TemporaryDirectory() as out:
        written, _ = package(EXAMPLE, out, ziping=RELEASE)
        before = files_below(out)
        folder = next(each for each in pathlib.Path(out).rglob("manifest.json")).parent
        for name in "Thumbs.db", ".DS_Store", "~$报告.docx":
            (folder / name).write_text("x")
        (folder / "manifest.json").write_text("half")
        package(EXAMPLE, out, "--force")
        assert files_below(out) == before


def a_folder_is_its_owners_until_it_is_whole():
    """With umask 002 a group could put a link into the folder that is being written, and lead files elsewhere."""
    with tempfile.TemporaryDirectory() as out:
        log = os.path.join(out, "log")
        subprocess.run(["strace", "-f", "-o", log, "-e", "trace=mkdir,mkdirat,openat,fchmod,renameat2,rename", "sh", "-c",
                        f'umask 002; exec "{RELEASE}" package "{EXAMPLE}" -o "{out}/o"'], check=True, capture_output=True)
        lines = [line for line in open(log) if re.search(r"O_CREAT|mkdir|fchmod|rename", line)]
        made = next(i for i, line in enumerate(lines) if re.search(r"mkdir\(.*, 0700\)", line))
        opened = next(i for i, line in enumerate(lines) if re.search(r"fchmod\(\d+, 0775\)", line))
        assert "rename" in lines[opened + 1] and made < opened, lines
        assert os.stat(os.path.join(out, "o", os.path.basename(EXAMPLE))).st_mode & 0o777 == 0o775


def an_error_keeps_it_back():
    with tempfile.TemporaryDirectory() as out:
        unit = copy_of(EXAMPLE, out, lambda text: text.replace("score  = 9", "score  = 10"))
        _, err = package(unit, os.path.join(out, "p"), code=1)
        assert "[package-findings]" in err and ": error: " in err, err
        assert not os.path.exists(os.path.join(out, "p")) or not os.listdir(os.path.join(out, "p"))


def private_unit(out, report=""):
    unit = copy_of(EXAMPLE, out, lambda text: text.replace('preparer = ""', 'preparer = "某填表"')
                   .replace('phone    = ""', 'phone    = "0730-8888888"'))
    path = os.path.join(unit, "report.md")
    text = open(path, encoding="utf-8").read()
    if report:
        line = next(line for line in text.splitlines() if len(line) > 60 and not line.startswith(("#", "|")))
        text = text.replace(line, line + report, 1)
        open(path, "w", encoding="utf-8").write(text)
    return unit


def everything_said(folder):
    """The text of all files, PDF and DOCX too."""
    said = ""
    for name, data in files_below(folder).items():
        path = os.path.join(folder, name)
        if name.endswith(".pdf"):
            said += subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode()
        elif name.endswith(".docx"):
            with zipfile.ZipFile(path) as archive:
                said += "".join(re.sub(r"<[^>]*>", "", archive.read(part).decode()) for part in archive.namelist())
        else:
            said += data.decode()
    return re.sub(r"\s", "", said)


def publication_keeps_what_is_private():
    with tempfile.TemporaryDirectory() as out:
        unit = private_unit(out)
        written, _ = package(unit, os.path.join(out, "p"))
        said = everything_said(parts(written)[0])
        assert "某填表" in said and "0730-8888888" in said, "the test looks for nothing"
        code, _, err = run("package", unit, "-o", os.path.join(out, "p"), "--public")
        assert code == 0, err
        public = os.path.join(out, "p", os.path.basename(unit) + "-public")
        folder = parts(public)[0]
        said = everything_said(folder)
        for private in ("某填表", "8888888", "填表人：", "联系电话："):
            assert private not in said, private
        names = os.listdir(folder)
        assert "数据" not in names and not any("核对报告" in name for name in names), names
        code, stdout, err = run("verify", public)
        assert code == 0 and "for publication" in stdout, stdout + err


def publication_refuses_a_number_in_the_report():
    town, mobile = "0730-" + "8" * 7, "1" + "3" * 10
    for text, wanted in ((f"咨询电话：{town}。", town), (f"联系人手机{mobile}。", mobile), ("由某填表负责填报。", "某填表")):
        with tempfile.TemporaryDirectory() as out:
            unit = private_unit(out, text)
            code, _, err = run("package", unit, "-o", os.path.join(out, "p"), "--public")
            assert code == 2 and "[private-text]" in err and wanted in err and "report.md:" in err, err
            assert not os.path.exists(os.path.join(out, "p", os.path.basename(unit) + "-public"))


def state_of(out):
    """What stands in an output folder, left-overs aside, as one value."""
    found = files_below(out)
    return {name: data for name, data in found.items() if not name.startswith(".")}


def killed_it_is_old_or_new():
    seed = random.randrange(2 ** 32)
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as base:
        changed = copy_of(EXAMPLE, base, lambda text: text.replace('date     = "2024-05"', 'date     = "2024-06"', 1))
        out = os.path.join(base, "out")
        os.mkdir(out)
        begun = time.monotonic()
        package(EXAMPLE, out, ziping=RELEASE)
        length = time.monotonic() - begun
        old = state_of(out)
        package(changed, out, "--force", ziping=RELEASE)
        new = state_of(out)
        assert old != new
        package(EXAMPLE, out, "--force", ziping=RELEASE)
        for i in range(20):
            fresh = i % 2 == 0  # nothing there, or another version there
            if fresh:
                shutil.rmtree(os.path.join(out, os.path.basename(EXAMPLE)))
            wanted = ({}, new) if fresh else (old, new)
            process = subprocess.Popen([RELEASE, "package", changed, "-o", out, "--force"],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            # The later half is where things are written.
            time.sleep(chance.uniform(0 if i < 10 else length / 2, length * 1.1))
            process.send_signal(signal.SIGKILL)
            process.wait()
            assert state_of(out) in wanted, f"neither old nor new, seed {seed}, run {i}"
            package(EXAMPLE, out, "--force", ziping=RELEASE)
            left = [name for name in os.listdir(out) if name.startswith(".")]
            assert state_of(out) == old and not left, f"left behind: {left}, seed {seed}, run {i}"


def killed_before_each_call_it_is_old_or_new():
    """strace kills it before the n-th of those calls that change what is on the disk."""
    calls = "mkdir,mkdirat,openat,write,fsync,fdatasync,syncfs,renameat2,rename,renameat,unlink,unlinkat,rmdir"
    with tempfile.TemporaryDirectory() as base:
        out = os.path.join(base, "out")
        os.mkdir(out)
        changed = copy_of(EXAMPLE, base, lambda text: text.replace('date     = "2024-05"', 'date     = "2024-06"', 1))
        package(changed, out, ziping=RELEASE)
        new = state_of(out)
        package(EXAMPLE, out, "--force", ziping=RELEASE)
        old = state_of(out)
        for call in ("mkdir", "write", "fsync", "syncfs", "renameat2", "unlinkat", "unlink", "rmdir"):
            for n in (1, 2, 5, 17, 40):
                done = subprocess.run(["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e",
                                       f"inject={call}:signal=KILL:when={n}", RELEASE, "package", changed, "-o", out,
                                       "--force"], capture_output=True)
                assert state_of(out) in (old, new), f"neither old nor new: {call} {n}"
                if done.returncode != 0 or state_of(out) == new:
                    package(EXAMPLE, out, "--force", ziping=RELEASE)
                assert state_of(out) == old and not [x for x in os.listdir(out) if x[0] == "."], f"{call} {n}"


def several_units_and_a_bad_one():
    with tempfile.TemporaryDirectory() as out:
        code, stdout, err = run("package", *EXAMPLES, "/nowhere/unit", "-o", out)
        assert code == 2 and "[no-folder]" in err, err
        assert sorted(os.listdir(out)) == sorted(os.path.basename(path) for path in EXAMPLES)
        code, stdout, err = run("verify", *(os.path.join(out, name) for name in os.listdir(out)))
        assert code == 0 and stdout.count("every byte is the same") == len(EXAMPLES), stdout + err


def a_long_name_is_cut():
    with tempfile.TemporaryDirectory() as out:
        unit = copy_of(EXAMPLE, out, lambda text: text.replace('name     = "岳阳楼区岳阳楼街道办事处"',
                                                               'name     = "' + "岳阳楼区街道办事处" * 12 + '"'))
        got, _, err = run("package", unit, "-o", os.path.join(out, "p"))
        assert got in (0, 1), err
        if got == 0:
            for name in files_below(os.path.join(out, "p")):
                assert all(len(part.encode()) <= 255 for part in name.split("/")), name


if __name__ == "__main__":
    tests = Tests()
    tests.check("same bytes in other time zones, places and locales", same_bytes_in_other_zones_and_places)
    tests.check("zip and folder are the same to unzip, 7z and Python", zip_and_folder_are_the_same)
    tests.check("names are those of an office", names_are_those_of_an_office)
    for unit in EXAMPLES:
        tests.check(f"manifest of {os.path.basename(unit)} says what is there", manifest_says_what_is_there, unit)
        tests.check(f"verify proves {os.path.basename(unit)}", verify_proves_every_byte, unit)
    tests.check("verify tells a changed form", verify_tells_a_changed_form)
    tests.check("an existing output stays", existing_output_stays)
    tests.check("what is of no package stays", what_is_of_no_package_stays)
    tests.check("what computers put there is no hindrance", what_computers_put_there_is_no_hindrance)
    if shutil.which("strace"):
        tests.check("a folder is its owner's until it is whole", a_folder_is_its_owners_until_it_is_whole)
    tests.check("an error keeps the package back", an_error_keeps_it_back)
    tests.check("publication keeps what is private", publication_keeps_what_is_private)
    tests.check("publication refuses a number in the report", publication_refuses_a_number_in_the_report)
    tests.check("several units and a bad one", several_units_and_a_bad_one)
    tests.check("a long name is cut", a_long_name_is_cut)
    tests.check("killed at random, it is old or new", killed_it_is_old_or_new)
    if shutil.which("strace"):
        tests.check("killed before each call, it is old or new", killed_before_each_call_it_is_old_or_new)
    tests.end()
