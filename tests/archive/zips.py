"""Zips both ways: what other programs make is read, what is made here they read with the right names, and what is no
good zip is refused with little memory. Wants the path of zip_tool."""
import hashlib, io, os, struct, subprocess, sys, tempfile, time, zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path += [os.path.dirname(HERE), os.path.join(os.path.dirname(HERE), "package")]
import bad_zips as bad
from program import Tests

TOOL = os.path.abspath(sys.argv[1])
FILES = {
    "材料/manifest.json": b'{"a": 1}\n' * 100,
    "材料/附件1 2023年度部门整体支出绩效评价基础数据表.pdf": os.urandom(3000),
    "材料/附件2 𠮷田（更正版）.docx": os.urandom(100000),
    "材料/数据/unit.toml": b"",
    "材料/数据/report.md": "一、部门概况\n".encode() * 1000,
}
HASHES = {name: hashlib.sha256(data).hexdigest() for name, data in FILES.items()}
MEMORY_MAX = 400 * bad.MIB  # of it the sanitizers want much


def tool(*arguments, cwd=None):
    """(exit code, what is said, the largest memory)"""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen([TOOL, *arguments], cwd=cwd, stdout=out, stderr=err, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0), err.seek(0)
        return process.returncode, out.read().decode(), err.read().decode(), usage.ru_maxrss * 1024


def lay_out(folder):
    for name, data in FILES.items():
        os.makedirs(os.path.join(folder, os.path.dirname(name)), exist_ok=True)
        open(os.path.join(folder, name), "wb").write(data)


def hashes_below(folder):
    return {os.path.relpath(os.path.join(path, name), folder): hashlib.sha256(open(os.path.join(path, name), "rb").read()).hexdigest()
            for path, _, names in os.walk(folder) for name in names}


def reads(zip_bytes, wanted=HASHES):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "x.zip")
        open(path, "wb").write(zip_bytes)
        code, out, err, _ = tool("list", path)
        assert code == 0 and not err, (code, err)
        found = dict(reversed(line.split(" ", 1)) for line in out.splitlines())
        assert found == wanted, (found, wanted)


def refuses(each):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "x.zip")
        open(path, "wb").write(each.bytes)
        before = time.monotonic()
        code, out, err, memory = tool("list", path)
        took = time.monotonic() - before
        assert code == 2 and not out and "Sanitizer" not in err, (code, out, err)
        assert err.count("\n") == 1 and err.startswith(f"{path}: error: ") and err.endswith(f" [{each.id}]\n"), err
        assert not any(ord(c) < 32 and c != "\n" for c in err), ascii(err)
        assert memory < MEMORY_MAX and took < 10, (memory, took)


def made(*command):
    """The zip that a program makes of the files, in x.zip."""
    with tempfile.TemporaryDirectory() as folder:
        lay_out(folder)
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C.UTF-8"})
        return open(os.path.join(folder, "x.zip"), "rb").read()


def by_python(method=zipfile.ZIP_DEFLATED, stream=False, large=False, folders=False):
    class Pipe(io.RawIOBase):  # cannot seek: sizes come behind the bytes
        def __init__(self):
            self.data = bytearray()

        def writable(self):
            return True

        def write(self, data):
            self.data += data
            return len(data)

    out = Pipe() if stream else io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as zipped:
        for folder in ("材料", "材料/数据", "空") if folders else ():
            zipped.mkdir(folder)
        for name, data in FILES.items():
            with zipped.open(name, "w", force_zip64=large) as entry:
                entry.write(data)
    return bytes(out.data) if stream else out.getvalue()


def by_hand(**more):
    return bad.build([bad.deflated(name, data, **more) for name, data in FILES.items()])


def others_are_read(tests):
    for large in False, True:
        for stream in False, True:
            for method in zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED:
                tests.check(f"Python's: method {method}, stream {stream}, zip64 {large}", reads,
                            by_python(method, stream, large))
    tests.check("Python's with folders", reads, by_python(folders=True))
    tests.check("zip's", reads, made("zip", "-qr", "x.zip", "材料"))
    tests.check("zip's, through a pipe", reads, made("sh", "-c", "zip -qr - 材料 | cat > x.zip"))
    tests.check("zip's without compression", reads, made("zip", "-qr0", "x.zip", "材料"))
    tests.check("7z's", reads, made("7z", "a", "-bd", "-tzip", "-mcu=on", "x.zip", "材料"))
    tests.check("zip's, changed once more", reads,
                made("sh", "-c", "zip -qr x.zip 材料 && touch y && zip -q x.zip y && zip -qd x.zip y"))
    tests.check("one with descriptors, as macOS makes it", reads, by_hand(flags=bad.DESCRIPTOR, needed=10))
    tests.check("names that are not marked, and UTF-8", reads, by_hand(flags=0))
    tests.check("a zip64 end", reads, bad.end64(by_hand()))
    tests.check("attributes of DOS", reads, by_hand(attributes=0x20))
    tests.check("no entries", reads, bad.build([]), {})
    many = {f"a/{i}": hashlib.sha256(b"").hexdigest() for i in range(4096)}
    tests.check("4096 entries", reads, bad.build([bad.Entry(name) for name in many]), many)
    large = bytes(500 * bad.MIB)
    tests.check("500 MiB", reads, bad.build([bad.deflated("x", large)]), {"x": hashlib.sha256(large).hexdigest()})


def others_read(tests):
    with tempfile.TemporaryDirectory() as folder:
        lay_out(folder)
        code, _, err, _ = tool("make", "x.zip", *FILES, cwd=folder)
        assert code == 0 and not err, err
        path = os.path.join(folder, "x.zip")

        def extracts(*command, language="C.UTF-8"):
            with tempfile.TemporaryDirectory() as out:
                subprocess.run(command, cwd=out, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "LC_ALL": language})
                assert hashes_below(out) == HASHES, hashes_below(out)

        def python_reads():
            with zipfile.ZipFile(path) as zipped:
                assert zipped.testzip() is None and zipped.namelist() == list(FILES), zipped.namelist()
                for each in zipped.infolist():
                    assert each.date_time == (1980, 1, 1, 0, 0, 0) and each.flag_bits & bad.UTF8, each
                    assert each.compress_type == (0 if each.filename.endswith(".pdf") else 8), each
                    assert zipped.read(each) == FILES[each.filename]

        def the_same_again():
            first = open(path, "rb").read()
            code, _, err, _ = tool("make", "x.zip", *FILES, cwd=folder)
            assert code == 0 and open(path, "rb").read() == first, err

        tests.check("unzip reads ours", extracts, "unzip", "-q", path)
        tests.check("7z reads ours", extracts, "7z", "x", "-bd", path)
        tests.check("unzip and 7z find no fault in ours", extracts, "sh", "-c",
                    f"7z t -bd {path} && unzip -tq {path} && 7z x {path}")
        tests.check("Python reads ours", python_reads)
        tests.check("we read ours", reads, open(path, "rb").read())
        tests.check("the same files make the same zip", the_same_again)


tests = Tests()
others_are_read(tests)
others_read(tests)
for each in bad.zips(by_python()):
    tests.check(f"{each.what}: {each.id}", refuses, each)
tests.end()
