#!/usr/bin/env python3
"""What `./dev bench` measures. bench.py [--peers] [--write] [--units N]

--peers: the same documents by Typst, XeLaTeX, LibreOffice and npm's docx too, and the ratios.
--write: the results into tests/bench/RESULTS.md; the part that was not measured stays as it is.
"""
import argparse, pathlib, re, subprocess

from make_units import EXAMPLES, NAMES, make_units
from measure import ROOT, ZIPING, machine, median, run, scratch, together

SEED = "2023"
RESULTS = pathlib.Path(__file__).parent / "RESULTS.md"
STAGES = {"record": "data", "check": "check", "form": "form", "layout": "layout", "pdf": "PDF", "docx": "DOCX",
          "write": "write"}


def batch(units, out, workers):
    """The commands that package all units of a folder, with so many workers."""
    return [[ZIPING, "batch", str(units), "-o", str(out), "-j", str(workers)]]


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    lines += ["| " + " | ".join(str(each) for each in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def cold():
    rows = []
    for name in NAMES:
        runs = []
        for turn in range(16):
            with scratch() as out:
                runs.append(run([[ZIPING, "package", str(EXAMPLES / name), "-o", out]]))
        runs = runs[1:]  # the first one warms the system's caches
        rows.append([name, "%.0f" % (median([each.seconds for each in runs]) * 1000),
                     "%.0f" % (median([each.cpu for each in runs]) * 1000), "%.0f" % max(each.peak for each in runs)])
    return "### One package, a process each: median of 15\n\n" + table(["example", "ms", "ms of CPU", "peak MiB"], rows)


def sizes(out):
    """Bytes of a package and of a document in it."""
    files = [each for each in pathlib.Path(out).glob("*/**/*") if each.is_file()]
    rows = []
    for what, ending in (("PDF", ".pdf"), ("DOCX", ".docx"), ("zip", ".zip")):
        each = [file.stat().st_size for file in files if file.suffix == ending]
        rows.append([what, len(each), "%.1f" % (sum(each) / max(1, len(each)) / 1024)])
    return "### Bytes\n\n" + table(["file", "files", "KiB each"], rows)


def made(out):
    return len(list(pathlib.Path(out).glob("*/*.zip")))


def throughput(units, count):
    rows, last = [], ""
    for workers in (1, 2):
        with scratch() as out:
            took = run(batch(units, out, workers))
            if made(out) != count:
                raise SystemExit("bench: %d packages of %d" % (made(out), count))
            last = sizes(out)
        with scratch() as out:
            memory = together(batch(units, out, workers))
        rows.append([workers, "%.2f" % took.seconds, "%.1f" % (count / took.seconds), "%.1f" % (took.cpu / count * 1000),
                     "%.0f" % took.peak, "%.0f" % memory])
    head = ["workers", "seconds", "packages a second", "ms of CPU each", "peak MiB of a process", "of all"]
    return "### %d packages, every document in both formats\n\n" % count + table(head, rows) + "\n" + last


def stages(units):
    """Only of documents: a package has lists, the check report, hashes and the zip besides."""
    names = sorted(str(each) for each in pathlib.Path(units).iterdir())
    with scratch() as out:
        took, said = run([[ZIPING, "render", *names, "--times", "-o", out]], quiet=False)
    spent = {name: float(ms) / len(names) for name, ms in re.findall(r"(?m)^(\w+) +([\d.]+) ms$", said)}
    rows = [[STAGES[name], "%.2f" % spent[name]] for name in STAGES]
    rows.append(["all", "%.2f" % sum(spent.values())])
    rows.append(["CPU of it all, with the start", "%.2f" % (took.cpu / len(names) * 1000)])
    said = run([[str(ROOT / "out/build/floor_bench"), *names]], quiet=False)[1]
    floor = [line.split("\t") for line in said.strip().splitlines()]
    lowest = [[what, "%.2f" % float(ms)] for what, ms in floor]
    lowest.append(["all", "%.2f" % sum(float(ms) for _, ms in floor)])
    return ("### Time by stage of a unit's documents\n\n" + table(["stage", "ms"], rows) +
            "\nThe floor: the same texts, glyphs and streams by HarfBuzz and libdeflate alone, fonts preprocessed.\n\n" +
            table(["floor", "ms of CPU"], lowest))


def growth(most):
    rows = []
    for count in [each for each in (10, 100, 1000) if each <= most]:
        with scratch() as units, scratch() as out:
            make_units(count, SEED, units)
            took = run(batch(units, out, 2))
            rows.append([count, "%.2f" % took.seconds, "%.1f" % (took.seconds / count * 1000), "%.0f" % took.peak])
    return "### Growth, two workers\n\n" + table(["units", "seconds", "ms a unit", "peak MiB of a process"], rows)


def checking(count):
    with scratch() as units:
        names = make_units(count, SEED, units)
        best = min(run([["taskset", "-c", "0", ZIPING, "check", *names]]).seconds for _ in range(3))
    return "`ziping check` of %d units on one core: %.2f s, the best of 3.\n" % (count, best)


def typesetting():
    said = subprocess.run([str(ROOT / "out/build/typesetting_bench")], text=True, capture_output=True, check=True)
    return "### Breaking and shaping alone\n\n```\n%s```\n" % said.stdout


def write_results(title, text):
    """Puts the part behind its title, in place of the one that is there."""
    old = RESULTS.read_text("utf-8") if RESULTS.exists() else "# What `./dev bench` measured\n\n"
    parts = {each.split("\n", 1)[0]: each for each in re.split(r"(?m)^(?=## )", old)}
    parts["## " + title] = "## %s\n\n%s\n" % (title, text.strip())
    RESULTS.write_text("\n".join(each.strip() + "\n" for each in parts.values()), "utf-8")


def main():
    reader = argparse.ArgumentParser()
    reader.add_argument("--peers", action="store_true")
    reader.add_argument("--write", action="store_true")
    reader.add_argument("--units", type=int, default=200)
    given = reader.parse_args()
    where = machine()
    print(where, flush=True)
    if given.peers:
        import peers
        title, text = "Peers", peers.compare(given.units)
        print(text)
        text = where + "\n\n" + text
    else:
        title, parts = "ziping", [where + "\n"]
        with scratch() as units:
            make_units(given.units, SEED, units)
            for part in (cold, lambda: throughput(units, given.units), lambda: stages(units),
                         lambda: growth(5 * given.units), lambda: checking(5 * given.units), typesetting):
                parts.append(part())
                print(parts[-1], flush=True)
        text = "\n".join(parts)
    if given.write:
        write_results(title, text)


if __name__ == "__main__":
    main()
