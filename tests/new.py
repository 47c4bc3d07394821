"""`ziping forms` and `ziping new`: every form begins with a folder that renders as it stands."""
import os, re, shutil, subprocess, tempfile

import program
from program import EXAMPLE, ROOT, Tests, run

TEMPLATES = os.path.join(ROOT, "templates")
FORMS = sorted(f[:-5] for f in os.listdir(TEMPLATES) if f.endswith(".toml"))
READERS = os.environ.get("ZIPING_READERS", os.path.join(ROOT, "out", "readers"))


def new(folder, form, *more):
    code, out, err = run("new", form, folder, *more)
    assert code == 0, err
    return open(os.path.join(folder, "unit.toml"), encoding="utf-8").read()


def lists_every_form():
    code, out, err = run("forms")
    assert code == 0 and err == "", err
    assert [line.split()[0] for line in out.splitlines() if not line.startswith(" ")] == FORMS, out


def refuses_a_broken_profile():
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "templates")
        shutil.copytree(TEMPLATES, copy)
        path = os.path.join(copy, FORMS[0] + ".toml")
        text = open(path, encoding="utf-8").read()
        open(path, "w", encoding="utf-8").write(re.sub(r'"(\S+)\.xml"', r'"\1-none.xml"', text, count=1))
        code, _, err = run("--templates", copy, "forms")
        assert code == 2 and err.startswith(path + ":"), err


def refuses_two_of_one_name():
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "templates")
        shutil.copytree(TEMPLATES, copy)
        shutil.copy(os.path.join(copy, FORMS[0] + ".toml"), os.path.join(copy, "zz-2023.toml"))
        code, _, err = run("--templates", copy, "forms")
        assert code == 2 and "[same-name]" in err and "zz-2023.toml:" in err, err


def begins_and_renders(form):
    with tempfile.TemporaryDirectory() as folder:
        unit = os.path.join(folder, "unit")
        text = new(unit, form)
        assert f'form = "{form}"' in text
        code, out, err = run("render", unit, "-o", os.path.join(folder, "out"))
        assert code == 0 and "error" not in err, err
        taplo = os.path.join(READERS, "node_modules", "@taplo", "cli", "dist", "cli.js")
        # From where an editor stands: the first line leads to the schema.
        done = subprocess.run(["node", taplo, "check", "unit.toml"], cwd=unit, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        # The check is one that can fail.
        open(os.path.join(unit, "unit.toml"), "a", encoding="utf-8").write('\n[none]\nx = 1\n')
        done = subprocess.run(["node", taplo, "check", "unit.toml"], cwd=unit, capture_output=True, text=True)
        assert done.returncode != 0, "taplo found nothing wrong with an unknown table"


def writes_nothing_over():
    with tempfile.TemporaryDirectory() as folder:
        for name in ("unit.toml", "unit.json", "report.md"):
            path = os.path.join(folder, name)
            open(path, "w").write("x")
            code, _, err = run("new", FORMS[0], folder)
            assert code == 2 and "[exists]" in err and path in err, err
            assert sorted(os.listdir(folder)) == [name] and open(path).read() == "x"
            os.remove(path)


def carries_over():
    with tempfile.TemporaryDirectory() as folder:
        unit = os.path.join(folder, "unit")
        text = new(unit, "yueyanglou-2023", "--from", EXAMPLE)
        for line in ("year = 2024", 'projects = [2707.92, "", ""]', 'amounts = [2706.26, "", ""]', 'opening = ""',
                     'name = "法制宣传活动场次"', 'target = "≥10次"', 'name = "业务工作经费"'):
            assert line in text, line
        assert 'actual = "18次"' not in text and 'actual = ""' in text
        headings = [line for line in open(os.path.join(unit, "report.md"), encoding="utf-8") if line.startswith("##")]
        assert headings == [line for line in open(os.path.join(EXAMPLE, "report.md"), encoding="utf-8") if line.startswith("##")]
        code, _, err = run("render", unit, "-o", os.path.join(folder, "out"))
        assert code == 0, err


tests = Tests()
tests.check("forms lists every profile", lists_every_form)
tests.check("forms refuses a broken profile", refuses_a_broken_profile)
tests.check("forms refuses two profiles of one name", refuses_two_of_one_name)
for each in FORMS:
    tests.check(f"new {each} renders as it stands", begins_and_renders, each)
tests.check("new writes nothing over", writes_nothing_over)
tests.check("new --from carries the year before over", carries_over)
tests.end()
