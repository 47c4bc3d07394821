"""The same input gives the same bytes: twice, from elsewhere, in another locale, TOML or JSON, and from the
release build as from the one with sanitizers."""
import hashlib, os, shutil, tempfile

import program
from program import EXAMPLES, RELEASE, Tests, render


def hashes(folder):
    return {name: hashlib.sha256(open(os.path.join(folder, name), "rb").read()).hexdigest()
            for name in sorted(os.listdir(folder))}


def same(a, b):
    a, b = hashes(a), hashes(b)
    assert len(a) >= 9, f"only {len(a)} files"  # a form has three documents at least, in three formats
    assert a == b, "different: " + ", ".join(n for n in {**a, **b} if a.get(n) != b.get(n))


FORMATS = "pdf,docx,trace"
ELSEWHERE = dict(os.environ, LC_ALL="C.UTF-8", LANG="zh_CN.UTF-8", TZ="Asia/Shanghai", HOME="/nowhere",
                 SOURCE_DATE_EPOCH="1")


def check_example(tests, unit, out):
    name = os.path.basename(unit)

    def made(run, unit=unit, **options):
        return render(unit, os.path.join(out, run), None, FORMATS, **options)

    def only(kept, folder):
        """The unit in another folder, with one of its two data files."""
        copy = os.path.join(folder, name)
        shutil.copytree(unit, copy)
        os.remove(os.path.join(copy, "unit.json" if kept == "unit.toml" else "unit.toml"))
        return copy

    first, elsewhere = made("first"), os.path.join(out, "else where")
    only("unit.toml", elsewhere)
    json = only("unit.json", os.path.join(out, "json"))
    for what, again in [
        ("two runs", lambda: made("second")),
        ("from another folder, by a relative name", lambda: made("third", name, cwd=elsewhere)),
        ("in another locale and time zone", lambda: made("fourth", env=ELSEWHERE)),
        ("from JSON instead of TOML", lambda: made("from-json", json)),
        ("by the release build", lambda: made("release", ziping=RELEASE)),
    ]:
        tests.check(f"{name}: {what}", lambda: same(first, again()))


tests = Tests()
for unit in EXAMPLES:
    with tempfile.TemporaryDirectory() as out:
        check_example(tests, unit, out)
tests.end()
