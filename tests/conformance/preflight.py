"""PDFBox preflight, which knows PDF/A-1b only: a second opinion. What it finds is either explained here, one by one, by what
PDF/A-2 allows and PDF/A-1 does not, or a failure."""
import os
import re
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree

JARS = ("preflight", "pdfbox2", "xmpbox", "fontbox2", "commons-logging", "commons-io", "jaxb-api", "javax.activation")
EXPLAINED = {  # a finding, as preflight words it: why PDF/A-2 allows it
    r"1\.4 Trailer Syntax error, /XRef cross reference streams are not allowed":
        "PDF/A-1 is PDF 1.4, which has none; ISO 19005-2 6.1.4 speaks of tables only where there are tables",
    r"3\.1\.11 Invalid Font definition, [A-Z]{6}\+\S+: The CIDSet entry is missing for the Composite Subset":
        "PDF/A-1 wants it of every subset; ISO 19005-2 6.2.11.4.2 only wants one that is there to be complete",
    r"7\.11\.2 Error on MetaData, part must be 1": "our part is 2, or 3",
    r"1\.4\.7 Trailer Syntax error, EmbeddedFile entry is present in the Names dictionary":
        "PDF/A-1 has no embedded files; PDF/A-3 is for them",
    r"1\.2\.9 Body Syntax error, EmbeddedFile entry is present in a FileSpecification dictionary": "the same",
    r"2\.1\.3 Invalid graphics object, The S entry of the OutputIntent isn't GTS_PDFA1":
        "the intent of PDF/X beside that of PDF/A, with the same profile, as ISO 19005-2 6.2.3 has it",
    r"7\.11\.1 Error on MetaData, conformance level must be A or B": "ours is U",
}


def run(paths):
    """path -> list of findings ('code words'). One Java for all."""
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, path in enumerate(paths):  # its own handling of names stays out of this
            names[f"{number}.pdf"] = path
            os.symlink(os.path.abspath(path), os.path.join(folder, f"{number}.pdf"))
        listed = os.path.join(folder, "list.txt")
        with open(listed, "w", encoding="utf-8") as file:
            file.writelines(os.path.join(folder, name) + "\n" for name in names)
        command = ["java", "-cp", ":".join(f"/usr/share/java/{jar}.jar" for jar in JARS),
                   "org.apache.pdfbox.preflight.Validator_A1b", "xml", "group", listed]
        done = subprocess.run(command, capture_output=True, timeout=600)
        results = [name for name in os.listdir(folder) if name.endswith(".xml")]
        assert len(results) == 1, f"preflight: exit {done.returncode}: {done.stderr.decode()[-500:]}"
        root = ElementTree.parse(os.path.join(folder, results[0])).getroot()
    found = {}
    for report in root.iter("preflight"):
        errors = [f"{error.findtext('code')} {error.findtext('details')}" for error in report.iter("error")]
        valid = report.find("isValid").text == "true"
        assert valid != bool(errors), ElementTree.tostring(report)[:300]
        found[names[os.path.basename(report.get("name"))]] = errors
    assert set(found) == set(paths), f"preflight said nothing of {set(paths) - set(found)}"
    return found


def unexplained(errors):
    return [error for error in errors if not any(re.fullmatch(known, error) for known in EXPLAINED)]
