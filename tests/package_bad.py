"""Packages that were changed, broken or made to do harm, through `ziping verify` and `ziping revise`: each is told by its
id, and nothing is written. How they are made is package/bad_zips.py's."""
import io, os, resource, shutil, sys, tempfile, zipfile

from program import EXAMPLE, HERE, RELEASE, Tests, run

sys.path.append(os.path.join(HERE, "package"))
import bad_zips as bad


def good_package(folder):
    """The example's package: its folder and its zip."""
    code, _, err = run("package", EXAMPLE, "-o", folder)
    assert code == 0, err
    around = os.path.join(folder, os.path.basename(EXAMPLE))
    found, = (name for name in os.listdir(around) if name.endswith(".zip"))
    return os.path.join(around, found[:-4]), os.path.join(around, found)


def below(folder):
    return sorted(os.path.join(path, name) for path, folders, names in os.walk(folder) for name in names + folders)


def refuses(path, wanted, folder):
    """Both commands, with code 2 and the message, and nothing beside what is there."""
    before = below(folder)
    for command in ["verify", "--hashes", path], ["revise", path, EXAMPLE, "-o", os.path.join(folder, "out")]:
        code, out, err = run(*command, timeout=60)
        assert code == 2, (command[0], code, out, err)
        assert f" [{wanted}]\n" in err and ": error: " in err, (command[0], err)
        assert not any(ord(c) < 32 and c != "\n" for c in err), ascii(err)
    assert below(folder) == before, set(below(folder)) - set(before)


def refuses_zip(each):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "材料.zip")
        open(path, "wb").write(each.bytes)
        refuses(path, each.id, folder)


def refuses_folder(each):
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(io.BytesIO(each.bytes)).extractall(folder)
        inner, = os.listdir(folder)
        refuses(os.path.join(folder, inner), each.id, folder)


def tells_a_file_more(good):
    """A scan that somebody put beside the files is no fault of theirs."""
    each = bad.with_extra(good)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "x.zip")
        open(path, "wb").write(each.bytes)
        code, out, err = run("verify", path)
        assert code == 1 and err.count("\n") == 1 and "/扫描件.pdf: warning: " in err and f"[{each.id}]" in err, (code, err)


def no_package(path_of):
    with tempfile.TemporaryDirectory() as folder:
        path, wanted = path_of(folder)
        refuses(path, wanted, folder)


def a_folder_of_links():
    """Folders that hold themselves, by two names: 2^40 of them, were they followed."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "x")
        shutil.copytree(package, path)
        for name in "ab":
            os.symlink(".", os.path.join(path, name))
        code, out, err = run("verify", "--hashes", path, timeout=60)
        assert code == 1 and err.count("symbolic link") == 2 == err.count("[package-extra]\n"), (code, out, err)


def a_folder_of_many_files(folder):
    path = os.path.join(folder, "x")
    shutil.copytree(package, path)
    for i in range(5000):
        open(os.path.join(path, str(i)), "w").close()
    return path, "package-size"


def a_file_that_is_a_pipe(folder):
    path = os.path.join(folder, "x")
    shutil.copytree(package, path)
    name = next(name for name in os.listdir(path) if name.endswith(".pdf"))
    os.remove(os.path.join(path, name))
    os.mkfifo(os.path.join(path, name))
    return path, "file-read"


def large_files():
    """Holes of 400 MB in place of what was there: none is read that has another size than the manifest's, no more PDFs than a
    zip may hold, and the package beside it is verified."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "x")
        shutil.copytree(package, path)
        pdfs, others = ([name for name in sorted(os.listdir(path)) if name.endswith(end)] for end in (".pdf", ".docx"))
        for name in pdfs + others:
            os.truncate(os.path.join(path, name), 400_000_000)
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        code, out, err = run("verify", "--hashes", path, package, ziping=RELEASE)
        lines = err.splitlines()
        assert code == 2 and len(lines) == len(pdfs + others) and package + ": version 1" in out, (code, out, err)
        assert sum(line.endswith("[package-changed]") and "400000000" in line for line in lines) == len(others), err
        assert sum(line.endswith("[package-size]") for line in lines) == len(pdfs) - 1 > 1, err
        assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 20


def the_good_one():
    for path in package, package + ".zip", os.path.dirname(package):
        code, _, err = run("verify", path)
        assert code == 0 and not err, (path, code, err)


tests = Tests()
with tempfile.TemporaryDirectory() as place:
    package, zipped = good_package(place)
    good = open(zipped, "rb").read()
    tests.check("the good one", the_good_one)
    for each in bad.zips(good):
        tests.check(f"{each.what}: {each.id}", refuses_zip, each)
    for each in bad.packages(good):
        tests.check(f"{each.what}: {each.id}", refuses_zip, each)
        if each.id not in ("zip-broken", "no-package"):
            tests.check(f"a folder, {each.what}: {each.id}", refuses_folder, each)
    tests.check("a file more", tells_a_file_more, good)
    tests.check("nothing there", no_package, lambda folder: (os.path.join(folder, "nowhere.zip"), "file-read"))
    tests.check("an empty folder", no_package, lambda folder: (folder, "no-package"))
    tests.check("a folder of links", a_folder_of_links)
    tests.check("a folder of many files", no_package, a_folder_of_many_files)
    tests.check("large files", large_files)
    tests.check("a pipe", no_package, a_file_that_is_a_pipe)
tests.end()
