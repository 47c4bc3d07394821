"""The same input gives the same bytes: twice, from elsewhere, in another locale, TOML or JSON."""
import hashlib, os, shutil, tempfile

import program
from program import EXAMPLE, ROOT, Tests, render


def hashes(folder):
    return {name: hashlib.sha256(open(os.path.join(folder, name), "rb").read()).hexdigest()
            for name in sorted(os.listdir(folder))}


def same(a, b, least=12):
    a, b = hashes(a), hashes(b)
    assert len(a) >= least, f"only {len(a)} files"
    assert a == b, "different: " + ", ".join(n for n in a if a[n] != b.get(n))


FORMATS = "pdf,docx,trace"
tests = Tests()
with tempfile.TemporaryDirectory() as out:
    def made(name, unit=EXAMPLE, **options):
        return render(unit, os.path.join(out, name), None, FORMATS, **options)

    first = made("first")
    tests.check("two runs", lambda: same(first, made("second")))

    elsewhere = os.path.join(out, "else where")
    copy = os.path.join(elsewhere, "yueyanglou-2023")
    os.makedirs(elsewhere)
    shutil.copytree(EXAMPLE, copy)
    os.remove(os.path.join(copy, "unit.json"))
    tests.check("from another folder, by a relative name",
                lambda: same(first, made("third", "yueyanglou-2023", cwd=elsewhere)))

    env = dict(os.environ, LC_ALL="C.UTF-8", LANG="zh_CN.UTF-8", TZ="Asia/Shanghai", HOME="/nowhere",
               SOURCE_DATE_EPOCH="1")
    tests.check("in another locale and time zone", lambda: same(first, made("fourth", env=env)))

    def from_json(name):
        unit, data = os.path.join(ROOT, "examples", name), os.path.join(out, "json", name)
        shutil.copytree(unit, data)
        os.remove(os.path.join(data, "unit.toml"))
        same(made("from-toml", unit), made("from-json", data), least=6)

    for name in sorted(os.listdir(os.path.join(ROOT, "examples"))):
        if os.path.isdir(os.path.join(ROOT, "examples", name)):
            tests.check(f"{name}: from JSON instead of TOML", from_json, name)
tests.end()
