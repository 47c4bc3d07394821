"""A PDF against the rules. `check(path, claims)` gives its findings; as a program: FILE… [CLAIMS], such as A2U."""
import sys

import pikepdf

import content
import fonts
import intents
import interactive
import metadata
import press
import structure
import syntax
from pdfbytes import Broken
from rules import Report, words


def check(path, claims="A2U", fields=True):
    """Findings of this file, that is to be all of `claims`, some of A (PDF/A-…u), 2, 3 (its part), U (PDF/UA-1), X (PDF/X-4).
    fields: whether it may have form fields."""
    report = Report(claims)
    with open(path, "rb") as file:
        data = file.read()
    try:
        syntax.Bytes(data, report)
    except (Broken, ValueError, IndexError, KeyError, TypeError) as error:
        report("xref-entry", "file", f"cannot be read: {type(error).__name__} {error}")
    with pikepdf.open(path, inherit_page_attributes=False) as pdf:
        shown = content.check(pdf, report, tagged="U" in claims)
        fonts.check(report, shown)
        intents.check(pdf, report)
        packet = metadata.check(pdf, report, claims)
        interactive.check(pdf, report, fields)
        if "U" in claims:
            structure.check(pdf, report, shown)
        if "X" in claims:
            press.check(pdf, report, packet)
    return report.findings


if __name__ == "__main__":
    wanted = next((one for one in sys.argv[1:] if not one.endswith(".pdf")), "A2U")
    for path in (one for one in sys.argv[1:] if one.endswith(".pdf")):
        for finding in check(path, wanted):
            print(f"{path}: {words(finding)}")
