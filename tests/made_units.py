"""Made-up units (tests/bench/make_units.py): the same from the same seed, no two alike, and without errors."""
import os, sys, tempfile

import program
from program import run

sys.path.insert(0, os.path.join(program.HERE, "bench"))
from make_units import BROKEN, make_units  # noqa: E402


def texts(units):
    return {os.path.basename(unit): [open(os.path.join(unit, name), "rb").read() for name in sorted(os.listdir(unit))]
            for unit in units}


def same_from_the_same_seed():
    with tempfile.TemporaryDirectory() as folder:
        few = texts(make_units(12, "a", os.path.join(folder, "few")))
        many = texts(make_units(40, "a", os.path.join(folder, "many")))
        others = texts(make_units(12, "b", os.path.join(folder, "others")))
    assert len(many) == 40 and len({each[0] for each in many.values()}) == 40, "two units are alike"
    assert all(many[name] == each for name, each in few.items()), "a unit depends on how many there are"
    assert few != others


def nothing_to_object_to():
    with tempfile.TemporaryDirectory() as folder:
        code, out, _ = run("check", *make_units(40, "check", folder))
        assert code == 0 and "40 units: 0 with errors, 0 with warnings only" in out, out[-2000:]


def five_are_broken():
    with tempfile.TemporaryDirectory() as folder:
        units = make_units(40, "broken", folder, broken=True)
        reports = [unit for unit in units if not os.path.exists(os.path.join(unit, "report.md"))]
        code, _, err = run("check", *units)
        bad = sorted({line.split("/unit.toml")[0] for line in err.splitlines() if ": error: " in line})
    assert len(BROKEN) == 5 and len(reports) == 1, reports
    assert code == 2 and len(bad) == 2 and reports[0] in bad, err[-2000:]


for test in (same_from_the_same_seed, nothing_to_object_to, five_are_broken):
    test()
    print(test.__name__, "ok")
