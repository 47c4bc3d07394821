"""Every rule of `ziping check` by a case that breaks it, and nothing else.

tests/check/clean is a unit in which every rule has something to look at and passes. A case of tests/check/cases/ID*.toml
makes one change of it and says what is found: the rule, the lines, the figures. See tests/check/README.md.
"""
import glob, json, os, re, shutil, subprocess, sys, tempfile, tomllib

from program import HERE, ROOT, ZIPING, Tests

CHECK = os.path.join(HERE, "check")
# Rules with nothing to pass on in the clean unit: one that is met only where something is wrong.
IDLE = {"W01"}
LEFT = re.compile(r"\{(\d+(\.name)?|difference|formula)\}|\(null\)")  # of a template of words
UNIT_FILES = ["unit.toml", "report.md"]
CLEAN = {"profile": os.path.join(CHECK, "clean-2023.toml"), **{name: os.path.join(CHECK, "clean", name) for name in UNIT_FILES}}


def lay_out(folder):
    """The clean unit and its profile in a folder of their own, as the cases name their files."""
    templates = os.path.join(folder, "templates")
    shutil.copytree(os.path.join(ROOT, "templates"), templates)
    shutil.copy(os.path.join(CHECK, "clean-2023.toml"), templates)
    shutil.copytree(os.path.join(CHECK, "clean"), os.path.join(folder, "clean"))
    return {"profile": os.path.join(templates, "clean-2023.toml"),
            **{name: os.path.join(folder, "clean", name) for name in UNIT_FILES}}


def check(folder, *arguments):
    done = subprocess.run([ZIPING, "--templates", os.path.join(folder, "templates"), "check", "--format", "json",
                           *arguments, "clean"], capture_output=True, text=True, cwd=folder)
    assert done.returncode in (0, 1), f"exit {done.returncode}: {done.stderr}"
    assert done.stderr == "", done.stderr
    return json.loads(done.stdout)["units"][0]


def clean_is_clean():
    with tempfile.TemporaryDirectory() as folder:
        lay_out(folder)
        unit = check(folder)
        assert unit["findings"] == [], json.dumps(unit["findings"], ensure_ascii=False, indent=1)
        for rule in unit["rules"]:
            if rule["id"] not in IDLE:
                assert rule["outcome"] == "pass", f"{rule['id']} does not pass: {rule}"


def whole(unit):
    """Every finding can be waived and has all its words, in both languages; so has every reason."""
    for finding in unit["findings"]:
        assert finding["where"], f"no waiver can name {finding}"
        for key in "at", "text", "hint":
            for words in finding[key].values():
                assert words and not LEFT.search(words), (key, finding)
    for rule in unit["rules"]:
        assert rule["outcome"] in ("pass", "finding") or all(rule["reason"].values()), rule


def holds(finding, wanted, text):
    if finding["rule"] != wanted["rule"]:
        return False
    for key in ("severity", "where", "difference", "formula"):
        if key in wanted and finding[key] != wanted[key]:
            return False
    # A line is told by what stands in it.
    for file, words in wanted.get("at", []):
        lines = [i + 1 for i, line in enumerate(text[file].splitlines()) if words in line]
        assert lines, f"{file} has no line with {words}"
        places = [(os.path.basename(each.get("file", "")), each.get("line")) for each in [finding, *finding["figures"]]]
        if not any((file, line) in places for line in lines):
            return False
    if "waived" in wanted and finding.get("waiver", {}).get("reason", "") != wanted["waived"]:
        return False
    shown = [figure["text"] for figure in finding["figures"]]
    if any(text not in shown for text in wanted.get("figures", [])):
        return False
    return all(words in finding["text"]["zh"] for words in wanted.get("says", []))


def changed(case):
    """{name of the file: its text} of the clean unit and its profile, with the case's changes."""
    text = {name: open(path, encoding="utf-8").read() for name, path in CLEAN.items()}
    for file, old, new in case["change"]:
        assert text[file].count(old) == 1, f"{file} has {text[file].count(old)} of: {old}"
        text[file] = text[file].replace(old, new)
    return text


def check_together(paths):
    """{path: its unit's outcome} of the cases that leave the profile alone, from one run: a process for each of some
    hundreds would take most of the time. A case that is not among them is run by itself, and says why."""
    with tempfile.TemporaryDirectory() as folder:
        lay_out(folder)
        units = {}
        for path in paths:
            case = tomllib.load(open(path, "rb"))
            if any(file == "profile" for file, *_ in case["change"]):
                continue
            try:
                text = changed(case)
            except AssertionError:
                continue
            units[path] = os.path.join("cases", os.path.basename(path), "clean")
            os.makedirs(os.path.join(folder, units[path]))
            for name in UNIT_FILES:
                open(os.path.join(folder, units[path], name), "w", encoding="utf-8").write(text[name])
        done = subprocess.run([ZIPING, "--templates", "templates", "check", "--format", "json", *units.values()],
                              capture_output=True, text=True, cwd=folder)
        if done.returncode not in (0, 1) or done.stderr:
            return {}
        return dict(zip(units, json.loads(done.stdout)["units"], strict=True))


def alone(text):
    with tempfile.TemporaryDirectory() as folder:
        for name, path in lay_out(folder).items():
            open(path, "w", encoding="utf-8").write(text[name])
        return check(folder)


def one(path, unit=None):
    case = tomllib.load(open(path, "rb"))
    text = changed(case)
    unit = unit or alone(text)
    text["clean-2023.toml"] = text["profile"]
    whole(unit)
    found = list(unit["findings"])
    for wanted in case["finding"]:
        match = next((each for each in found if holds(each, wanted, text)), None)
        assert match, f"wanted {wanted}\nfound {json.dumps(found, ensure_ascii=False, indent=1)}"
        found.remove(match)
    assert not found, "more than wanted: " + json.dumps(found, ensure_ascii=False, indent=1)
    for rule, outcome in case.get("outcome", {}).items():
        got = next(each for each in unit["rules"] if each["id"] == rule)
        assert got["outcome"] == outcome, f"{rule}: {got}, wanted {outcome}"


def every_rule_has_a_case():
    done = subprocess.run([ZIPING, "check", "--list"], capture_output=True, text=True, check=True)
    rules = [line.split()[0] for line in done.stdout.splitlines() if not line.startswith(" ")]
    broken = {finding["rule"] for path in cases() for finding in tomllib.load(open(path, "rb"))["finding"]}
    missing = [rule for rule in rules if rule not in broken]
    assert not missing, "no case breaks " + ", ".join(missing)


def cases():
    return sorted(glob.glob(os.path.join(CHECK, "cases", "*.toml")))


if __name__ == "__main__":
    tests = Tests()
    only = sys.argv[1:]
    if not only:
        tests.check("the clean unit passes every rule", clean_is_clean)
        tests.check("every rule has a case", every_rule_has_a_case)
    wanted = {os.path.basename(path)[:-len(".toml")]: path for path in cases()}
    wanted = {name: path for name, path in wanted.items() if not only or any(name.startswith(each) for each in only)}
    units = check_together(wanted.values())
    for name, path in wanted.items():
        tests.check(name, one, path, units.get(path))
    tests.end()
