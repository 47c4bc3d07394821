"""The same input gives the same bytes: twice, from elsewhere, in another locale, TOML or JSON."""
import hashlib, os, shutil, tempfile

import program
from program import EXAMPLE, Tests, render


def hashes(folder):
    return {name: hashlib.sha256(open(os.path.join(folder, name), "rb").read()).hexdigest()
            for name in sorted(os.listdir(folder))}


def same(a, b):
    a, b = hashes(a), hashes(b)
    assert len(a) >= 12, f"only {len(a)} files"
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

    data = os.path.join(out, "json", "yueyanglou-2023")
    shutil.copytree(EXAMPLE, data)
    os.remove(os.path.join(data, "unit.toml"))
    tests.check("from JSON instead of TOML", lambda: same(first, made("fifth", data)))
tests.end()
