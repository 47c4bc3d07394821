"""Does each case of spec.md fail when its rule is switched off?

mutants.txt changes one line of src/ at a time; after each, spec_test is built and run. A mutant of a
rule has to make at least one case of that rule fail. `./dev mutants B3 B4.2` runs only those rules.
With --texts nothing is built: every mutant's text stands once in its file, and every rule that has cases
has a mutant (`./dev test`)."""
import collections, os, re, shutil, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
TREE = os.path.join(ROOT, "out", "mutants", "tree")
BUILD = os.path.join(ROOT, "out", "mutants", "build")
Mutant = collections.namedtuple("Mutant", "line rule what changes")  # of (file, old, new)


def read_mutants(path):
    """Blocks of `RULE what it switches off`, `file:`, `old:`, `new:`; \\n in a text is a line end."""
    found, lines = [], open(path, encoding="utf-8").read().splitlines()
    for number, line in enumerate(lines, 1):
        if re.match(r"B\d", line):
            rule, what = line.split(" ", 1)
            block = lines[number:]
            block = block[:block.index("")] if "" in block else block
            texts = [each.partition(": ")[2].replace("\\n", "\n") for each in block]
            keys = [each.partition(":")[0] for each in block]
            if not block or keys != ["file", "old", "new"] * (len(block) // 3):
                sys.exit(f"mutants.txt:{number}: file, old and new are wanted, in this order")
            found.append(Mutant(number, rule, what, list(zip(*[iter(texts)] * 3))))
        elif line and not re.match(r"(file|old|new):|#", line):
            sys.exit(f"mutants.txt:{number}: neither a mutant nor a field of one: {line}")
    return found


def refresh():
    """The tree that is changed: files are copied only when they differ, so that builds stay small."""
    for folder in ("src", "fonts", "templates", "examples", "tests/typesetting", "tests/bench"):
        for path, _, names in os.walk(os.path.join(ROOT, folder)):
            into = os.path.join(TREE, os.path.relpath(path, ROOT))
            os.makedirs(into, exist_ok=True)
            for name in set(os.listdir(into)) - set(names):
                if os.path.isfile(os.path.join(into, name)):
                    os.remove(os.path.join(into, name))
            for name in names:
                copy(os.path.join(path, name), os.path.join(into, name))
    copy(os.path.join(ROOT, "CMakeLists.txt"), os.path.join(TREE, "CMakeLists.txt"))
    text = open(os.path.join(ROOT, "tests", "CMakeLists.txt"), encoding="utf-8").read()
    target = re.search(r"(?ms)^add_executable\(spec_test.*?^add_test\(NAME typesetting", text)
    write(os.path.join(TREE, "tests", "CMakeLists.txt"), target.group(0).rsplit("\n", 1)[0] + "\n")


def copy(source, target):
    data = open(source, "rb").read()
    if not os.path.exists(target) or open(target, "rb").read() != data:
        shutil.copyfile(source, target)


def write(path, text):
    if not os.path.exists(path) or open(path, encoding="utf-8").read() != text:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def build():
    return subprocess.run(["ninja", "-C", BUILD, "spec_test"], capture_output=True, text=True)


def failing_cases():
    """{(line, rule)} of the cases that fail, and whether the program came to its end."""
    try:
        done = subprocess.run([os.path.join(BUILD, "spec_test")], capture_output=True, timeout=60)
    except subprocess.TimeoutExpired as expired:
        return cases_in(expired.stdout or b""), "does not end"
    ended = re.search(rb"^\d+ passed, \d+ failed", done.stdout, re.M) is not None
    return cases_in(done.stdout), "" if ended else "crashes"


def cases_in(output):
    text = output.decode("utf-8", "replace")
    return {(int(m[1]), m[2]) for m in re.finditer(r"(?m)^spec\.md:(\d+): (B\d[\d.]*) ", text)}


def all_cases():
    spec = open(os.path.join(HERE, "spec.md"), encoding="utf-8").read().splitlines()
    return {number: m for number, line in enumerate(spec, 1)
            for m in [re.match(r"### (B\d[\d.]*) (.*)", line)] if m}


def run_one(mutant):
    before = {}
    try:
        for file, old, new in mutant.changes:
            path = os.path.join(TREE, file)
            text = open(path, encoding="utf-8").read()
            before.setdefault(path, text)
            if text.count(old) != 1:
                return None, f"“{old}” is {text.count(old)} times in {file}"
            with open(path, "w", encoding="utf-8") as out:
                out.write(text.replace(old, new))
        built = build()
        if built.returncode:
            return None, "it does not compile:\n" + built.stdout[-1500:]
        return failing_cases()
    finally:
        for path, text in before.items():
            write(path, text)


def check_texts():
    mutants, faults = read_mutants(os.path.join(HERE, "mutants.txt")), []
    for mutant in mutants:
        for file, old, _ in mutant.changes:
            count = open(os.path.join(ROOT, file), encoding="utf-8").read().count(old)
            if count != 1:
                faults.append(f"mutants.txt:{mutant.line}: “{old}” is {count} times in {file}")
    for rule in sorted({m[1] for m in all_cases().values()} - {m.rule for m in mutants}):
        faults.append(f"{rule} has cases in spec.md and no mutant in mutants.txt")
    print("\n".join(faults) or f"{len(mutants)} mutants, every text in its place")
    return len(faults) > 0


def within(rule, wanted):
    return not wanted or any(rule == w or rule.startswith(w + ".") for w in wanted)


def main(wanted):
    refresh()
    subprocess.run(["cmake", "-S", TREE, "-B", BUILD, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug",
                    "-DZIPING_TESTS=ON", "-DCMAKE_C_FLAGS=-w -O1", f"-DCMAKE_RUNTIME_OUTPUT_DIRECTORY={BUILD}"],
                   check=True, stdout=subprocess.DEVNULL)
    built = build()
    if built.returncode:
        sys.exit(built.stdout[-3000:])
    failing, trouble = failing_cases()
    if failing or trouble:
        sys.exit(f"without any mutant {sorted(failing)} fail {trouble}")
    mutants = [m for m in read_mutants(os.path.join(HERE, "mutants.txt")) if within(m.rule, wanted)]
    cases, killed, faults = all_cases(), set(), 0
    for mutant in mutants:
        failing, trouble = run_one(mutant)
        of_rule = sorted(line for line, rule in failing or () if rule == mutant.rule)
        killed |= {line for line, _ in failing or ()}
        others = sorted({rule for _, rule in failing or ()} - {mutant.rule})
        bad = failing is None or not of_rule
        faults += bad
        print(f"{'SURVIVES' if bad else 'caught'} {mutant.rule} {mutant.what} (mutants.txt:{mutant.line}): "
              f"{len(of_rule)} cases of the rule, spec.md lines {of_rule}"
              f"{'; also ' + ' '.join(others) if others else ''}{'; ' + trouble if trouble else ''}", flush=True)
    have = {m.rule for m in mutants}
    bare = sorted({m[1] for m in cases.values() if within(m[1], wanted)} - have)
    weak = [n for n, m in cases.items() if within(m[1], wanted) and m[1] in have and n not in killed]
    print(f"{len(mutants)} mutants of {len(have)} rules, {faults} survive")
    print("rules with cases and no mutant:", " ".join(bare) or "none")
    for number in weak:
        print(f"no mutant fails spec.md:{number} {cases[number][1]} {cases[number][2]}")
    return faults > 0


if __name__ == "__main__":
    sys.exit(check_texts() if sys.argv[1:] == ["--texts"] else main(sys.argv[1:]))
