"""Whether each rule can fail: good PDFs, each broken in one way, and what is found is that and nothing else."""
import os
import subprocess
import sys
import tempfile

import pikepdf

import broken_bytes  # noqa: F401  mutants register themselves
import broken_forms  # noqa: F401
import broken_graphics  # noqa: F401
import broken_structure  # noqa: F401
import conformance
import corpus
import sample
import syntax
from mutants import MUTANTS
from program import EXAMPLE, Tests
from rules import RULES, words

CLAIMS = {"sample": "A2U", "modern": "A2U", "classic": "A2U", "data": "A3U", "press": "A2UX"}


def bases(folder):
    """The good files by name."""
    corpus.documents(folder)
    name = os.path.basename(EXAMPLE)
    made = {kind: os.path.join(folder, kind, name, "project.pdf") for kind in ("plain", "data", "press")}
    made["sample"] = os.path.join(folder, "sample.pdf")
    sample.enrich(made["plain"], made["sample"])
    for kind, mode in (("classic", "disable"), ("modern", "preserve")):
        made[kind] = os.path.join(folder, kind + ".pdf")
        subprocess.run(["qpdf", "--newline-before-endstream", f"--object-streams={mode}", "--compress-streams=n",
                        "--decode-level=none" if kind == "modern" else "--decode-level=generalized", made["sample"], made[kind]], check=True)
    return made


def is_good(path, claims):
    found = conformance.check(path, claims)
    assert not found, [words(finding) for finding in found[:5]]


def breaks_it(mutant, base, folder):
    path = os.path.join(folder, "mutant.pdf")
    if mutant.bytewise:
        with open(base, "rb") as file:
            data = file.read()
        with open(path, "wb") as file:
            file.write(mutant.function(data))
    else:
        with pikepdf.open(base) as pdf:
            mutant.function(pdf)
            sample.save(pdf, path)
    found = conformance.check(path, mutant.claims or CLAIMS[mutant.base], mutant.fields)
    ids = {finding.rule for finding in found}
    assert mutant.rules[0] in ids, f"not found; but {[words(finding) for finding in found[:3]]}"
    more = [words(finding) for finding in found if finding.rule not in mutant.rules]
    assert not more, f"found too: {more[:3]}"


def too_many_objects(path):
    """Eight million objects are too many to write; the limit is lowered instead."""
    limit, syntax.OBJECT_LIMIT = syntax.OBJECT_LIMIT, 10
    try:
        assert {finding.rule for finding in conformance.check(path)} == {"limit-objects"}
    finally:
        syntax.OBJECT_LIMIT = limit


def every_rule_has_a_mutant():
    proved = {mutant.rules[0] for mutant in MUTANTS} | {"limit-objects"}
    assert proved == set(RULES), f"without: {sorted(set(RULES) - proved)}; unknown: {sorted(proved - set(RULES))}"


class Brief(Tests):
    """pikepdf's own errors show whole documents."""

    def check(self, name, function, *arguments):
        def short():
            try:
                function(*arguments)
            except AssertionError:
                raise
            except Exception as error:
                raise AssertionError(f"{type(error).__name__}: {str(error)[:300]}")
        super().check(name, short)


if __name__ == "__main__":
    tests = Brief()
    tests.check("every rule has a mutant", every_rule_has_a_mutant)
    with tempfile.TemporaryDirectory() as folder:
        made = bases(folder)
        for kind, claims in CLAIMS.items():
            tests.check(f"the {kind} file is good", is_good, made[kind], claims)
        tests.check("limit-objects", too_many_objects, made["sample"])
        for mutant in MUTANTS:
            if len(sys.argv) < 2 or sys.argv[1] in (mutant.name, mutant.rules[0]):
                tests.check(f"{mutant.rules[0]}: {mutant.name}", breaks_it, mutant, made[mutant.base], folder)
    tests.end()
