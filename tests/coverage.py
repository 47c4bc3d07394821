"""Prints gcovr's summary, coverage.py SUMMARY.json: a line for each folder of src/, and the whole."""
import collections, json, sys

lines, covered = collections.Counter(), collections.Counter()
with open(sys.argv[1], encoding="utf-8") as file:
    for each in json.load(file)["files"]:
        folder = each["filename"].split("/")[1]
        lines[folder] += each["line_total"]
        covered[folder] += each["line_covered"]
for folder in sorted(lines):
    print(f"  {folder:10} {covered[folder]:6} of {lines[folder]:6} lines  {100 * covered[folder] / lines[folder]:5.1f} %")
whole, run = sum(lines.values()), sum(covered.values())
print(f"line coverage: {100 * run / whole:.1f} % ({run} of {whole} lines of src/)")
