"""Three published submissions, keyed with all their faults, and what `ziping check` has to find in each.

tests/check/sources/NAME holds the data and the report, published-NAME.toml the profile with the published wording and
NAME.toml what is found: `wanted`, the faults that the list of rules names for this source; `further`, what else the
checker finds and is right about; `false`, what it finds and is wrong about, each with the reason. All together are all
findings: one more or one less fails the test. A finding is described as in the cases of tests/check/README.md.
"""
import json, os, shutil, sys, tempfile, tomllib

import check_rules
from program import HERE, ROOT, Tests, run

SOURCES = os.path.join(HERE, "check", "sources")
NAMES = sorted(entry.name for entry in os.scandir(SOURCES) if entry.is_dir())
KINDS = ("wanted", "further", "false")
# Lines whose headings are numbered as no document can be made: S04 only warns of them, and the form refuses them.
REFUSED = {"yueyanglou-2023": [3, 33]}
KEYS = {"rule", "severity", "where", "difference", "formula", "figures", "at", "says", "why"}


def expected(name):
    """The list, in its order, each entry with its kind."""
    listed = tomllib.load(open(os.path.join(SOURCES, name + ".toml"), "rb"))
    assert set(listed) <= set(KINDS), f"{set(listed) - set(KINDS)} in {name}.toml"
    return [{"kind": kind, **entry} for kind in KINDS for entry in listed.get(kind, [])]


def check(name):
    """All findings of a source, and the texts of its files by name."""
    with tempfile.TemporaryDirectory() as folder:
        templates = os.path.join(folder, "templates")
        shutil.copytree(os.path.join(ROOT, "templates"), templates)
        profile = f"published-{name}.toml"
        shutil.copy(os.path.join(SOURCES, profile), templates)
        code, out, err = run("--templates", templates, "check", "--format", "json", os.path.join(SOURCES, name))
        refused = [f"{os.path.join(SOURCES, name, 'report.md')}:{line}:1: error: " for line in REFUSED.get(name, [])]
        assert code == (2 if refused else 1) and len(err.splitlines()) == len(refused), f"exit {code}: {err}"
        for line, begins in zip(err.splitlines(), refused):
            assert line.startswith(begins) and line.endswith("[heading-number]"), line
        files = {"unit.toml": os.path.join(SOURCES, name, "unit.toml"),
                 "report.md": os.path.join(SOURCES, name, "report.md"), profile: os.path.join(SOURCES, profile)}
        text = {file: open(path, encoding="utf-8").read() for file, path in files.items()}
        return json.loads(out)["units"][0]["findings"], text


def pairs(entries, findings, text):
    """Which entry tells of which finding: the most pairs there are (augmenting paths)."""
    fits = [[f for f, finding in enumerate(findings) if check_rules.holds(finding, entry, text)] for entry in entries]
    entry_of = {}

    def place(entry, seen):
        for finding in fits[entry]:
            if finding not in seen:
                seen.add(finding)
                if finding not in entry_of or place(entry_of[finding], seen):
                    entry_of[finding] = entry
                    return True
        return False

    for entry in range(len(entries)):
        place(entry, set())
    return entry_of


def told(finding):
    return (f"{finding['rule']} {finding['severity']} {os.path.basename(finding.get('file', ''))}:{finding.get('line')} "
            f"@ {finding['where']}: {finding['text']['zh']}")


def finds_all(name):
    entries = expected(name)
    findings, text = check(name)
    entry_of = pairs(entries, findings, text)
    missed = [entry for i, entry in enumerate(entries) if i not in entry_of.values()]
    more = [finding for i, finding in enumerate(findings) if i not in entry_of]
    assert not missed and not more, "\n".join(
        [""] + ["missed: " + json.dumps(entry, ensure_ascii=False) for entry in missed]
        + ["not listed: " + told(finding) for finding in more])


def lists_are_sound(name):
    for entry in expected(name):
        assert set(entry) - {"kind"} <= KEYS, entry
        assert "rule" in entry and set(entry) - {"kind", "rule", "severity", "why"}, f"too little to tell: {entry}"
        assert entry["kind"] == "wanted" or entry.get("why"), f"without a reason: {entry}"


if __name__ == "__main__":
    tests = Tests()
    for name in NAMES:
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        tests.check(f"{name}: the list says what is found and why", lists_are_sound, name)
        tests.check(f"{name}: every fault of the list is found, and nothing else", finds_all, name)
    tests.end()
