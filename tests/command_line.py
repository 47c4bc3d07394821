"""Options, exit codes, and what is left when nothing can be written."""
import os, re, shutil, subprocess, tempfile

import program
from program import DOCUMENTS, EXAMPLE, Tests, run


def helps():
    for arguments in (["--help"], ["-h"]):
        code, out, _ = run(*arguments)
        assert code == 0 and "render" in out and "fonts" in out
    for command in ("render", "fonts"):
        code, out, _ = run(command, "--help")
        assert code == 0 and f"usage: ziping {command}" in out


def version():
    code, out, _ = run("--version")
    assert code == 0 and re.fullmatch(r"ziping \d+\.\d+\.\d+\n", out), out


def usage(*arguments):
    code, out, err = run(*arguments)
    assert code == 2 and not out and "[usage]" in err, (code, out, err)


def one_document_one_format():
    with tempfile.TemporaryDirectory() as out:
        code, _, err = run("render", EXAMPLE + "/", "-d", "report,basic-data", "-f", "trace", "-o", out)
        assert code == 0, err
        assert sorted(os.listdir(os.path.join(out, "yueyanglou-2023"))) == \
            ["basic-data.trace", "report.trace"]


def all_documents_by_default():
    with tempfile.TemporaryDirectory() as folder:
        code, _, err = run("render", EXAMPLE, cwd=folder)
        assert code == 0, err
        wanted = sorted(f"{d}.{f}" for d in DOCUMENTS for f in ("pdf", "docx"))
        assert sorted(os.listdir(os.path.join(folder, "out", "yueyanglou-2023"))) == wanted


def unknown_document():
    with tempfile.TemporaryDirectory() as out:
        code, _, err = run("render", EXAMPLE, "-d", "letter", "-o", out)
        assert code == 2 and "[document-unknown]" in err and "letter" in err and "self-evaluation" in err, err


def fonts():
    code, out, err = run("fonts")
    assert code == 0, err
    for role in ("小标宋", "黑体", "楷体", "仿宋", "宋体", "digits"):
        assert re.search(rf"(?m)^{role} .*face \d+  \d+ of 8105  embed: yes", out), out
    assert "FandolFang-Regular.otf  face 0  6638 of 8105" in out, out
    assert "NotoSansCJK-Regular.ttc  face 2  8105 of 8105" in out, out


def fonts_used():
    """Each role's first font with how much, what others served with code point and place, columns in line."""
    with tempfile.TemporaryDirectory() as folder:
        unit = os.path.join(folder, "rare")
        shutil.copytree(EXAMPLE, unit)
        report = os.path.join(unit, "report.md")
        line = open(report, encoding="utf-8").read().count("\n") + 2
        with open(report, "a", encoding="utf-8") as file:
            file.write("\n喆𠀀𠀀葛\U000E0100骨\uFE01国\u20DD——\n")
        code, out, err = run("fonts", "--used", unit, "-d", "report")
        assert code == 0 and not err, (code, err)
        assert re.search(r"(?m)^仿宋    FandolFang-Regular +\d{4} characters, \d+ different$", out), out
        assert re.search(r"(?m)^digits  LiberationSerif +\d+ characters, \d+ different$", out), out
        place = f"{report}:{line}:1"
        for wanted in (f"        BabelStoneHan                    2 characters, 1 different:\n"
                       f"    𠀀  U+20000             2×  {place}\n",
                       f"    喆  U+5586              1×  {place}\n",
                       "Characters with a variation selector:\n"
                       f"    骨\uFE01  U+9AA8 U+FE01       1×  {place}  FandolFang-Regular: "
                       "no font has it; the usual form\n"
                       f"    葛\U000E0100  U+845B U+E0100      1×  {place}  HanaMinA: as asked for\n",
                       "Characters drawn as a combination:\n"
                       f"    国\u20DD  U+56FD U+20DD       1×  {place}  NotoSerifCJKsc-Regular: 2 glyphs\n"):
            assert wanted in out, (wanted, out)
        assert run("fonts", "-d", "report", "-u", unit)[1] == out
        code, more, err = run("fonts", "--used", unit)
        assert code == 0 and "宋体    NotoSerifCJKsc-Regular" in more, (code, err)
        code, out, err = run("fonts", "--used", unit, "-d", "letter")
        assert code == 2 and not out and "[document-unknown]" in err, (code, out, err)
        with open(report, "a", encoding="utf-8") as file:
            file.write("\n没有这个字：\U000323A6\n")
        code, out, err = run("fonts", "--used", unit)
        assert code == 2 and not out and f"{report}:{line + 2}:1: error: no font has the character" in err, err
        assert "CJK UNIFIED IDEOGRAPH-323A6, CJK Unified Ideographs Extension H" in err, err


def output_is_a_file():
    with tempfile.NamedTemporaryFile() as file:
        code, _, err = run("render", EXAMPLE, "-d", "basic-data", "-o", file.name)
        assert code == 3 and "[folder-make]" in err, (code, err)


def full_disk():
    """Each write fails: exit 3, no half file, no temporary file."""
    with tempfile.TemporaryDirectory() as out:
        limited = subprocess.run(
            ["bash", "-c", 'ulimit -f 8; trap "" XFSZ; exec "$@"', "-", program.ZIPING, "render",
             EXAMPLE, "-d", "basic-data", "-f", "pdf", "-o", out], capture_output=True)
        err = limited.stderr.decode()
        assert limited.returncode == 3 and "[file-write]" in err, (limited.returncode, err)
        left = [f for _, _, fs in os.walk(out) for f in fs]
        assert not left, left


def an_old_file_stays_when_the_new_fails():
    with tempfile.TemporaryDirectory() as out:
        folder = os.path.join(out, "yueyanglou-2023")
        os.makedirs(os.path.join(folder, "basic-data.pdf"))  # a folder in the way
        code, _, err = run("render", EXAMPLE, "-d", "basic-data", "-f", "pdf", "-o", out)
        assert code == 3, (code, err)
        assert os.listdir(folder) == ["basic-data.pdf"]


def all_files_of_a_unit_or_none():
    """The last of eight files cannot be written: the other seven do not appear either."""
    with tempfile.TemporaryDirectory() as out:
        folder = os.path.join(out, "yueyanglou-2023")
        os.makedirs(os.path.join(folder, "report.docx"))
        code, _, err = run("render", EXAMPLE, "-o", out)
        assert code == 3 and "report.docx: error: cannot be written" in err, (code, err)
        assert os.listdir(folder) == ["report.docx"], os.listdir(folder)


def the_data_file_itself():
    with tempfile.TemporaryDirectory() as out:
        code, said, err = run("render", os.path.join(EXAMPLE, "unit.json"), "-f", "trace", "-o", out)
        assert code == 0 and said == f"{out}/yueyanglou-2023: 4 files\n", (code, said, err)


def files_of_two_units():
    """Both are called unit.toml, and have different names all the same; one unit twice has not."""
    with tempfile.TemporaryDirectory() as out:
        other = os.path.join(out, "other")
        shutil.copytree(EXAMPLE, other)
        first, second = os.path.join(EXAMPLE, "unit.toml"), os.path.join(other, "unit.toml")
        code, _, err = run("render", first, second, "-f", "trace", "-o", os.path.join(out, "made"))
        assert code == 0, err
        assert sorted(os.listdir(os.path.join(out, "made"))) == ["other", "yueyanglou-2023"]
        usage("render", EXAMPLE, first)


def a_full_disk_behind_stdout():
    """The reason is told, though the write was long before the end."""
    with open("/dev/full", "w") as full:
        done = subprocess.run([program.ZIPING, "check", "--format", "sarif", EXAMPLE], stdout=full, stderr=subprocess.PIPE,
                              text=True)
    assert done.returncode == 3 and "written: No space left on device [stdout-write]" in done.stderr, done


def names_do_not_write_on_the_terminal(name):
    """A folder's name may have line ends and escapes; no command's lines have them. A unit's own folder is refused for them."""
    with tempfile.TemporaryDirectory() as folder:
        above, out = os.path.join(folder, name), os.path.join(folder, name + " out")
        unit, odd, package = os.path.join(above, "unit"), os.path.join(above, name), os.path.join(out, "unit")
        job = os.path.join(folder, name + ".pdf")
        for each in unit, odd:
            shutil.copytree(EXAMPLE, each)
        twins = [os.path.join(above, each, "unit") for each in ("1", "2")]
        for each in twins:
            os.makedirs(each)
        for code, *arguments in (
                (0, "render", unit, "-d", "basic-data", "-f", "trace,pdf", "-o", out + " 2"),
                (0, "package", unit, "-o", out), (3, "package", unit, "-o", out),
                (0, "verify", package), (2, "render", odd, "-o", out), (2, "package", odd, "-o", out),
                (1, "batch", odd, "-o", out), (1, "batch", odd, "-o", out, "--dry-run"),
                (1, "batch", unit, unit, "-o", out, "--dry-run"),
                (0, "print", package, "-o", job), (0, "inspect", package), (0, "inspect", job),
                (2, "render", *twins), (2, "verify", unit), (0, "new", "yueyanglou-2023", os.path.join(out, name + " new")),
                (None, "verify", os.path.join(out + " 2", "unit", "basic-data.pdf")), (None, "check", unit),
                (None, "diff", unit, EXAMPLE), (2, "render", unit, "-d", "basic-data", "--" + name),
                (2, name), (2, name, "x")):
            got, said, err = run(*arguments)
            assert code is None or got == code, (arguments, got, said, err)
            lines = said + err
            assert "\x1b" not in lines and "\x07" not in lines and "\nmade b" not in lines, (arguments, said, err)
            assert code is None or name[:1] + "\uFFFD" in lines or arguments[0] == "inspect", (arguments, said, err)


tests = Tests()
tests.check("--help", helps)
tests.check("--version", version)
for bad in ([], ["paint"], ["--paint"], ["render"], ["render", "--paint", EXAMPLE],
            ["render", EXAMPLE, "-f", "odt"], ["render", EXAMPLE, "-f", ""], ["render", EXAMPLE, "-o"],
            ["render", EXAMPLE, EXAMPLE + "/"], ["render", EXAMPLE, "-o", ""],
            ["render", EXAMPLE, "-d", ""], ["fonts", "x"], ["fonts", "--used"],
            ["fonts", "--used", ""], ["fonts", "-d", "report"]):
    if bad:
        tests.check("usage: " + " ".join(bad), usage, *bad)
tests.check("one document, one format", one_document_one_format)
tests.check("all documents by default", all_documents_by_default)
tests.check("unknown document", unknown_document)
tests.check("fonts", fonts)
tests.check("fonts --used", fonts_used)
tests.check("the output is a file", output_is_a_file)
tests.check("a full disk", full_disk)
tests.check("a full disk behind stdout", a_full_disk_behind_stdout)
tests.check("names do not write on the terminal", names_do_not_write_on_the_terminal, "a\nmade b")
tests.check("nor do those with escapes", names_do_not_write_on_the_terminal, "a\x1b]0;owned\x07\x1b[2K\nmade b")
tests.check("all files of a unit or none", all_files_of_a_unit_or_none)
tests.check("the data file itself", the_data_file_itself)
tests.check("the data files of two units", files_of_two_units)
tests.check("a folder in the file's place", an_old_file_stays_when_the_new_fails)
tests.end()
