"""The same documents by other programs, each as warm as it can be, on two cores; and by ziping, in the same run."""
import json, pathlib, re, subprocess, sys
from concurrent.futures import ThreadPoolExecutor

from make_units import make_units
from measure import ROOT, ZIPING, Took, run, scratch

PEERS = pathlib.Path(__file__).parent / "peers"
sys.path.insert(0, str(PEERS))
import tex, tree, typst, word  # noqa: E402

DOCUMENTS = ["basic-data", "self-evaluation", "report"]
WORKERS = 2
FONTS = sorted({str(pathlib.Path(file).parent) for _, file, _, _ in tree.FACES.values()})


def halves(files):
    return [files[i::WORKERS] for i in range(WORKERS)]


def by_ziping(units, out, formats):
    return run([[ZIPING, "render", *half, "-d", ",".join(DOCUMENTS), "-f", formats, "-o", str(out)]
                for half in halves(units)])


def write_sources(trees, folder):
    """What the peers read: a file for each document, named by unit and document."""
    folder.mkdir()
    (folder / "styles.typ").write_text(typst.stylesheet(), "utf-8")
    (folder / "styles.tex").write_text(tex.stylesheet(), "utf-8")
    for at, unit in enumerate(sorted(trees.iterdir())):
        for name in DOCUMENTS:
            read = tree.read(unit / (name + ".tree"))
            base = folder / ("%04d-%s" % (at, name))
            base.with_suffix(".typ").write_text(typst.document(read), "utf-8")
            base.with_suffix(".tex").write_text(tex.document(read), "utf-8")
            base.with_suffix(".json").write_text(word.document(read), "utf-8")


def by_node(program, files, out, *first):
    return long_lived(["node", str(PEERS / program), *first], files, out)


def from_trees(units, out, form):
    """The part of ziping's work that the peers do: from documents that are ready in memory to files."""
    return long_lived([str(ROOT / "out/build/ready_bench"), form], units, out)


def long_lived(command, files, out):
    """Two long-lived processes; each tells how long its documents took after the first three."""
    def one(half, folder):
        folder.mkdir()
        said = subprocess.run([*command, str(folder), *map(str, half)], cwd=ROOT, text=True, capture_output=True)
        if said.returncode:
            raise SystemExit(said.stderr[-2000:] + "bench: " + " ".join(command))
        return json.loads(said.stdout.strip().splitlines()[-1])
    out.mkdir()
    with ThreadPoolExecutor(WORKERS) as pool:
        results = list(pool.map(one, halves(files), [out / str(at) for at in range(WORKERS)]))
    count = sum(each["documents"] for each in results)
    rate = sum(each["documents"] / each["seconds"] for each in results)
    return count, Took(count / rate, sum(each["cpu"] for each in results))


def by_xelatex(files, out):
    """A process for each document: there is no other way. One pass, its font caches warm."""
    out.mkdir()
    command = ("cd %s && for file; do xelatex -interaction=batchmode -halt-on-error -output-directory=%s $file || exit; "
               "done" % (files[0].parent, out))
    run([["sh", "-c", command, "sh", files[0].name]])
    return len(files), run([["sh", "-c", command, "sh", *(each.name for each in half)] for half in halves(files)])


def by_libreoffice(files, out, profiles):
    """Two processes, a profile each, a run over all documents less one over two: without the start."""
    out.mkdir()

    def convert(parts):
        return run([["soffice", "-env:UserInstallation=%s" % (profiles / str(at)).as_uri(), "--headless", "--convert-to",
                     "pdf", "--outdir", str(out), *map(str, half)] for at, half in enumerate(parts)])
    convert([half[:1] for half in halves(files)])  # makes the profiles
    start = convert([half[:1] for half in halves(files)])
    all_of_it = convert(halves(files))
    return len(files) - WORKERS, Took(all_of_it.seconds - start.seconds, all_of_it.cpu - start.cpu)


def pages(folder):
    """Pages of a document on average: the peers set the same."""
    files = [each for each in pathlib.Path(folder).rglob("*.pdf")]
    counts = [int(re.search(r"Pages: +(\d+)", subprocess.run(["pdfinfo", str(each)], text=True, capture_output=True,
                                                              check=True).stdout)[1]) for each in files]
    return "%.1f" % (sum(counts) / len(counts))


def line(name, what, count, took, own=(), page_count=""):
    """`own`: what ziping made of the same, all of its work first: documents and what they took."""
    rate, cpu = count / took.seconds, took.cpu / count
    cells = [name, what, count, "%.1f" % rate, "%.1f" % (cpu * 1000), page_count]
    for made, each in own:
        cells += ["%.1f" % (made / each.seconds / rate), "%.1f" % (cpu / (each.cpu / made))]
    return "| " + " | ".join(map(str, cells + [""] * (10 - len(cells)))) + " |"


def compare(count):
    with scratch() as name:
        folder = pathlib.Path(name)
        units = make_units(count, "peers", folder / "units", names=["yueyanglou-2023"])
        by_ziping(units, folder / "trees", "tree")
        write_sources(folder / "trees", folder / "sources")
        return measure_all(folder, units, count * len(DOCUMENTS))


def rows_of_ziping(folder, units, total):
    """Its rows, and what it took for each format, from the data on and from the trees on."""
    by_ziping(units[:2], folder / "warm", "pdf,docx")
    rows, own = [], {}
    for form in ("pdf", "docx"):
        whole = total, by_ziping(units, folder / form, form)
        ready = from_trees(units, folder / ("ready-" + form), form)
        own[form] = (whole, ready)
        count = pages(folder / form) if form == "pdf" else ""
        rows += [line("ziping", form.upper(), *whole, page_count=count),
                 line("ziping, from its trees", form.upper(), *ready, page_count=count)]
    rows.append(line("ziping", "PDF and DOCX", total, by_ziping(units, folder / "both", "pdf,docx")))
    return rows, own


def measure_all(folder, units, total):
    def sources(ending, share=1):
        found = sorted((folder / "sources").glob("0*." + ending))
        return found[:max(2 * len(DOCUMENTS), total // share // len(DOCUMENTS) * len(DOCUMENTS))]
    rows, own = rows_of_ziping(folder, units, total)
    made, took = by_node("run_typst.mjs", sources("typ"), folder / "typst", ":".join(FONTS))
    rows.append(line("Typst", "PDF", made, took, own["pdf"], pages(folder / "typst")))
    made, took = by_xelatex(sources("tex", 20), folder / "tex")
    rows.append(line("XeLaTeX", "PDF", made, took, own["pdf"], pages(folder / "tex")))
    words = sorted((folder / "docx").rglob("*.docx"))[:max(12, total // 4)]
    links = folder / "words"
    links.mkdir()
    for at, each in enumerate(words):
        (links / ("%04d.docx" % at)).symlink_to(each)
    made, took = by_libreoffice(sorted(links.iterdir()), folder / "office", folder / "profiles")
    rows.append(line("LibreOffice", "ziping's DOCX → PDF", made, took, own["pdf"], pages(folder / "office")))
    made, took = by_node("run_docx.mjs", sources("json"), folder / "docx-js")
    rows.append(line("docx (npm)", "DOCX", made, took, own["docx"]))
    head = ("| program | makes | documents | documents a second | ms of CPU each | pages each | ziping makes, times | "
            "in CPU, times | from its trees, times | in CPU, times |\n"
            "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n")
    return ("Basic data, self-evaluation and report of made-up units, two processes each. ziping: with its start, the "
            "reading and the check of the data; from its trees: what the others are given too, the finished content with "
            "columns and sizes, and they need not read, check or build it. Typst, docx and that: long-lived, without start "
            "and warming. XeLaTeX: a process a document, one pass. LibreOffice: without its start.\n\n" + head +
            "\n".join(rows) + "\n")
