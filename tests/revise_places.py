"""Where packages are written and what they are made of: several at once into one folder, into a package, over another unit's;
names that other systems refuse; a package that another tool made."""
import os, shutil, subprocess, tempfile

from package_forged import one_of, read, said, with_file, write
from program import RELEASE, Tests, run
from revise_changes import CHANGES, copy_of, edit, made, package

REASON = ["--reason", "按审核意见更正。"]


def corrected(folder):
    """The first version's package, in folder/out, and the unit with an amount corrected."""
    unit = copy_of("yueyanglou-2023", folder)
    old = package(unit, os.path.join(folder, "out"))
    edit(unit, CHANGES[0][2])
    return old, unit, os.path.join(folder, "out")


def at_once(force):
    """One is written and the others are told; or, by force, the last one stays."""
    with tempfile.TemporaryDirectory() as folder:
        old, unit, out = corrected(folder)
        arguments = [RELEASE, "revise", old, unit, "-o", out, *REASON, *(["--force"] if force else [])]
        running = [subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(4)]
        said_by = [each.communicate(timeout=120)[1].decode() for each in running]
        codes = sorted(each.returncode for each in running)
        assert codes == ([0] * 4 if force else [0, 3, 3, 3]), (codes, said_by)
        assert force or sum("[output-exists]" in each for each in said_by) == 3, said_by
        assert sorted(os.listdir(out)) == ["yueyanglou-2023", "yueyanglou-2023-v2"], os.listdir(out)
        code, _, err = run("verify", *(os.path.join(out, each) for each in os.listdir(out)), ziping=RELEASE)
        assert code == 0, err


def into_a_package():
    with tempfile.TemporaryDirectory() as folder:
        old, unit, _ = corrected(folder)
        before = read(old)
        code, _, err = run("revise", old, unit, "-o", old, *REASON)
        assert code == 3 and "[output-package]" in err and read(old) == before, (code, err)


def over_another_unit():
    """The second version of `a` has the place of the first one of `a-v2`."""
    with tempfile.TemporaryDirectory() as folder:
        old, unit, out = corrected(folder)
        other = os.path.join(folder, "yueyanglou-2023-v2")
        shutil.copytree(unit, other)
        code, _, err = run("package", other, "-o", out, ziping=RELEASE)
        assert code == 0, err
        before = read(out)
        code, _, err = run("revise", old, unit, "-o", out, "--force", *REASON)
        assert code == 3 and "[output-other]" in err and read(out) == before, (code, err)


def names_that_others_refuse():
    for name in "x.", "报告 ", "manifest.json", "a\x7f.md":
        with tempfile.TemporaryDirectory() as folder:
            unit = copy_of("yueyanglou-2023", folder)
            os.rename(os.path.join(unit, "report.md"), os.path.join(unit, name))
            edit(unit, [("unit.toml", '"report.md"', f'"{name}"')])
            code, _, err = run("package", unit, "-o", os.path.join(folder, "out"))
            assert code == 2 and ": error: " in err and not os.path.exists(os.path.join(folder, "out")), (name, code, err)
            assert name not in ("x.", "manifest.json") or "[package-name]" in err, (name, err)


def by_another_tool():
    """What is not corrected, but would be set otherwise now, is told; what is corrected is replaced as a whole."""
    with tempfile.TemporaryDirectory() as folder:
        old, unit, out = corrected(folder)
        files = said(read(old), '"ziping": "', '"ziping": "0.')
        for part in "附件1", "附件2":
            name = one_of(files, ".pdf", part)
            files = with_file(files, name, files[name] + b"\n")
        write(files, os.path.join(folder, "other"))
        code, _, err = run("revise", os.path.join(folder, "other"), unit, "-o", out, *REASON)
        assert code == 0 and err.count("[revise-otherwise]\n") == 1 and "附件2" in err, (code, err)
        new = made(os.path.join(out, "yueyanglou-2023-v2"))
        note = subprocess.run(["pdftotext", os.path.join(new, "更正", "更正说明.pdf"), "-"], capture_output=True, text=True).stdout
        assert "整份" in note, note


if __name__ == "__main__":
    tests = Tests()
    tests.check("several at once", at_once, False)
    tests.check("several at once, by force", at_once, True)
    tests.check("into a package", into_a_package)
    tests.check("over another unit's package", over_another_unit)
    tests.check("names that other systems refuse", names_that_others_refuse)
    tests.check("a package of another tool", by_another_tool)
    tests.end()
