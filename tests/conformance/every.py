"""Every PDF that ziping makes keeps every rule of what it says it is: PDF/A-2u or -3u, PDF/UA-1, PDF/X-4."""
import collections
import os
import tempfile

import conformance
import corpus
from program import Tests
from rules import words


def keeps_the_rules(made):
    found = conformance.check(*made)
    first = {finding.rule: words(finding) for finding in reversed(found)}
    counts = collections.Counter(finding.rule for finding in found)
    assert not found, "; ".join(f"{counts[rule]} × {text}" for rule, text in first.items())


if __name__ == "__main__":
    tests = Tests()
    with tempfile.TemporaryDirectory() as folder:
        for part in corpus.PARTS:
            made = []
            tests.check(f"{part.__name__} are made", lambda: made.extend(part(folder)))
            for one in made:
                tests.check(f"{os.path.relpath(one.path, folder)} as {one.claims}", keeps_the_rules, one)
    tests.end()
