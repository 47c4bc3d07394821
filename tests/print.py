"""`ziping print`: one PDF of many units for the print shop, read by qpdf, poppler and zbar; where each document begins,
which page lies on which side of an imposed sheet, and that the job ticket says the same."""
import csv, hashlib, io, json, os, re, shutil, subprocess, tempfile
import xml.etree.ElementTree as tree
from program import EXAMPLE, EXAMPLES, RELEASE, ROOT, Tests, run, templates_with
import readers as r

SCHEMA = os.path.join(ROOT, "templates", "job-ticket.schema.json")
COPIES = ["", "甲", "乙", "丙", "丁"]
A4, A3 = (595.276, 841.89), (1190.552, 841.89)
PAGE = {"none": A4, "a3-booklet": A3, "2up": A3}


def unit_copy(unit, folder, more):
    """A unit with another name, in its report too."""
    copy = os.path.join(folder, os.path.basename(unit) + more)
    os.makedirs(copy)
    data = open(os.path.join(unit, "unit.toml"), encoding="utf-8").read()
    name = re.search(r'^name +=\s*"([^"]+)"', data, re.M).group(1)
    for file in ("unit.toml", "report.md"):
        text = open(os.path.join(unit, file), encoding="utf-8").read()
        text = text.replace(name, name + more)
        open(os.path.join(copy, file), "w", encoding="utf-8").write(text)
    return copy


def package(units, out, *before, ziping=RELEASE):
    code, _, err = run(*before, "package", *units, "-o", out, ziping=ziping)
    assert code == 0, err
    return [os.path.join(out, os.path.basename(unit)) for unit in units]


def job(packages, folder, *more, before=(), name="job"):
    """(path of the PDF, ticket)"""
    pdf = os.path.join(folder, name + ".pdf")
    code, out, err = run(*before, "print", *packages, "-o", pdf, *more)
    assert code == 0, err
    assert pdf in out, out
    ticket = pdf[:-3] + "json"
    r.json_schema(ticket, SCHEMA)
    return pdf, json.load(open(ticket, encoding="utf-8"))


def refuses(folder, wanted, *arguments, code=2):
    before = sorted(os.listdir(folder))
    got, _, err = run("print", *arguments)
    assert got == code and f"[{wanted}]" in err, f"exit {got}: {err}"
    assert sorted(os.listdir(folder)) == before, "left something behind"
    return err


def page_texts(pdf):
    """The text of each page."""
    said = subprocess.run(["pdftotext", "-enc", "UTF-8", pdf, "-"], capture_output=True, check=True).stdout.decode()
    return [re.sub(r"\s", "", page) for page in said.split("\f")[:-1]]


def halves(pdf):
    """The texts of the left and right half of each page."""
    sides = []
    for x in (0, 596):
        said = subprocess.run(["pdftotext", "-enc", "UTF-8", "-x", str(x), "-y", "0", "-W", "595", "-H", "842", pdf, "-"],
                              capture_output=True, check=True).stdout.decode()
        sides.append([re.sub(r"\s", "", page) for page in said.split("\f")[:-1]])
    return list(zip(*sides))


def documents_of(unit):
    return ([unit["slip"]] if "slip" in unit else []) + unit["documents"]


def single_files(package_folder):
    """Title -> path of the printed PDFs of a package, in its order."""
    folder = next(entry.path for entry in os.scandir(package_folder) if entry.is_dir())
    manifest = json.load(open(os.path.join(folder, "manifest.json"), encoding="utf-8"))
    return {(entry.get("mark", ""), entry["title"]): os.path.join(folder, entry["name"])
            for entry in manifest["files"] if entry["name"].endswith(".pdf") and entry.get("copies")}


def outline(pdf):
    """[(title, page from 0, [children])] by qpdf."""
    said = subprocess.run(["qpdf", "--json=2", "--json-key=outlines", pdf], capture_output=True, check=True).stdout
    def read(entries):
        return [(each["title"], each["destpageposfrom1"] - 1, read(each["kids"])) for each in entries]
    return read(json.loads(said)["outlines"])


def labels(pdf):
    """What a viewer calls each page, by qpdf."""
    said = subprocess.run(["qpdf", "--json=2", "--json-key=pages", pdf], capture_output=True, check=True).stdout
    pages = json.loads(said)["pages"]
    names, prefix, style, number = [], "", None, 1
    for page in pages:
        label = page["label"]
        if label is not None:
            prefix, style, number = label.get("/P", "u:")[2:], label.get("/S"), label.get("/St", 1)
        roman = ["", "i", "ii", "iii", "iv", "v"]
        names.append(prefix + ("" if style is None else str(number) if style == "/D" else roman[number]))
        number += 1
    return names


def catalog_says(pdf, *wanted):
    said = subprocess.run(["qpdf", "--show-object=trailer", pdf], capture_output=True, check=True, text=True).stdout
    root = re.search(r"/Root (\d+)", said).group(1)
    said = subprocess.run(["qpdf", f"--show-object={root}", pdf], capture_output=True, check=True, text=True).stdout
    for each in wanted:
        assert each in said, f"{each} is not in {said}"


# ---------------------------------------------------------------- what is made once

BASE = tempfile.TemporaryDirectory()
UNITS = [unit_copy(unit, os.path.join(BASE.name, "units"), more) for more in COPIES for unit in EXAMPLES]
PACKAGES = package(UNITS, os.path.join(BASE.name, "packages"))
FOUR = PACKAGES[:len(EXAMPLES)]


def sound(pdf, pages):
    r.qpdf_check(pdf)
    r.mutool_ok(pdf)
    r.gray_only(pdf)
    assert r.pdf_pages(pdf) == pages
    names = [line.split()[0] for line in subprocess.run(["pdffonts", pdf], capture_output=True, check=True, text=True)
             .stdout.splitlines()[2:]]
    descriptors = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", pdf, "-"], capture_output=True,
                                 check=True).stdout
    descriptors = len(re.findall(rb"/FontFile[23] ", descriptors))
    faces = {re.sub(r"^[A-Z]{6}\+|-Identity-H$", "", name) for name in names}
    assert descriptors == len(faces), f"{descriptors} font files for {faces}"
    r.fonts_embedded(pdf)


def twenty_units():
    with tempfile.TemporaryDirectory() as out:
        pdf, ticket = job(PACKAGES, out)
        sheets = ticket["totals"]["sheets"]
        sound(pdf, 2 * sheets)
        assert ticket["pdf_sha256"] == hashlib.sha256(open(pdf, "rb").read()).hexdigest()
        assert ticket["totals"]["units"] == 20 == len(ticket["units"])
        together = sum(os.path.getsize(file) for each in PACKAGES for file in single_files(each).values())
        assert os.path.getsize(pdf) * 3 < together, f"{os.path.getsize(pdf)} of {together} bytes"
        catalog_says(pdf, "/Duplex /DuplexFlipLongEdge", "/PrintScaling /None", "/PageLabels", "/Outlines")
        again, _ = job(PACKAGES, out, name="again")
        assert open(pdf, "rb").read() == open(again, "rb").read()
        check_pages(pdf, ticket, PACKAGES)
        check_outline(pdf, ticket)
        check_labels(pdf, ticket)


def check_pages(pdf, ticket, packages):
    """Each document is where the ticket says, word for word as in its single file; blank pages fill sheets."""
    texts = page_texts(pdf)
    seen = 0
    for unit, each in zip(ticket["units"], packages):
        files = single_files(each)
        assert len(files) == len(unit["documents"])
        for document in documents_of(unit):
            for first in document["first_pages"]:
                assert first % 2 == 1 and first == seen + 1, document
                seen += 2 * document["sheets"]
                got = texts[first - 1:first - 1 + document["pages"]]
                if document["title"] == "分隔页":
                    slip = "".join(got)
                    assert unit["name"] in slip and f"第{unit['number']}个单位" in slip, slip
                    assert unit["sha256"] in slip, slip
                else:
                    assert got == page_texts(files[document.get("mark", ""), document["title"]]), document
                assert not any(texts[first - 1 + document["pages"]:seen]), "a verso is not blank"
                assert document["sheets"] == (document["pages"] + 1) // 2
    assert seen == len(texts)


def check_outline(pdf, ticket):
    entries = outline(pdf)
    assert len(entries) == len(ticket["units"])
    for (title, page, children), unit in zip(entries, ticket["units"]):
        assert title == f"{unit['number']} {unit['name']}" and page + 1 == unit["first_page"]
        firsts = sorted(first for document in unit["documents"] for first in document["first_pages"])
        assert [child[1] + 1 for child in children] == firsts
        assert all(document["title"] in children[i][0] for i, document in enumerate(unit["documents"]))


def check_labels(pdf, ticket):
    names = labels(pdf)
    for unit in ticket["units"]:
        for i, document in enumerate(unit["documents"], 1):
            for first in document["first_pages"]:
                part = names[first - 1:first - 1 + 2 * document["sheets"]]
                assert all(name.startswith(f"{unit['number']}.{i}-") for name in part), part
                if document["pages"] % 2:
                    assert part[-1] == f"{unit['number']}.{i}-空白", part
                if document.get("document") == "report":  # printed numbers, behind the cover
                    assert f"{unit['number']}.{i}-3" in part, part


def slips():
    """One page and a blank back, its code decoded."""
    with tempfile.TemporaryDirectory() as out:
        pdf, ticket = job(FOUR, out)
        for unit in ticket["units"]:
            first = unit["slip"]["first_pages"][0]
            assert unit["slip"]["pages"] == 1 and first == unit["first_page"]
            for dpi in ("100", "300"):
                picture = os.path.join(out, "slip")
                subprocess.run(["pdftoppm", "-r", dpi, "-gray", "-f", str(first), "-l", str(first), "-singlefile", "-png",
                                pdf, picture], check=True)
                said = subprocess.run(["zbarimg", "-q", "--raw", picture + ".png"], capture_output=True, text=True)
                assert said.stdout.strip() == unit["sha256"], (dpi, said)
        bare, without = job(FOUR, out, "--no-slips", name="bare")
        assert not any("slip" in unit for unit in without["units"])
        assert without["totals"]["sheets"] == ticket["totals"]["sheets"] - len(FOUR)
        check_pages(bare, without, FOUR)


def long_names():
    with tempfile.TemporaryDirectory() as out:
        unit = unit_copy(EXAMPLE, out, "岳阳楼区街道办事处" * 4)
        packages = package([unit], os.path.join(out, "p"))
        pdf, ticket = job(packages, out)
        picture = os.path.join(out, "slip")
        slip = ticket["units"][0]["slip"]
        subprocess.run(["pdftoppm", "-r", "150", "-gray", "-f", "1", "-l", str(slip["pages"]), "-png", pdf, picture],
                       check=True)
        said = "".join(subprocess.run(["zbarimg", "-q", "--raw", os.path.join(out, name)], capture_output=True,
                                      text=True).stdout for name in sorted(os.listdir(out)) if name.startswith("slip"))
        assert said.strip() == ticket["units"][0]["sha256"], said
        check_pages(pdf, ticket, packages)


def copies():
    """Set by set; a copy's pages share their contents."""
    with tempfile.TemporaryDirectory() as out:
        templates, _ = templates_with(out, "yueyanglou-2023.toml", lambda text: re.sub(
            r'(\[\[document\]\]\nid +=.*\n)', r'\1copies = 2\n', text, count=2))
        before = ("--templates", templates)
        packages = package([EXAMPLE], os.path.join(out, "p"), *before)
        one, _ = job(FOUR[-1:], out, name="one")
        pdf, ticket = job(packages, out, before=before)
        documents = ticket["units"][0]["documents"]
        assert sorted(document["copies"] for document in documents)[-2:] == [2, 2], documents
        flat = sorted((first, i) for i, document in enumerate(documents) for first in document["first_pages"])
        order = [i for _, i in flat]
        twice = [i for i, document in enumerate(documents) if document["copies"] == 2]
        assert order == list(range(len(documents))) + twice, order
        texts = page_texts(pdf)
        for document in documents:
            parts = [texts[first - 1:first - 1 + document["pages"]] for first in document["first_pages"]]
            assert all(part == parts[0] for part in parts)
        assert ticket["totals"]["pages"] == 1 + sum(each["pages"] * each["copies"] for each in documents)
        assert os.path.getsize(pdf) < os.path.getsize(one) + 20000
        sound(pdf, 2 * ticket["totals"]["sheets"])
        assert any("（第2份）" in child[0] for child in outline(pdf)[0][2])
        for how in ("a3-booklet", "2up"):
            imposed, again = job(packages, out, "--impose", how, before=before, name=how)
            check_imposed(imposed, again, how, packages)
            assert os.path.getsize(imposed) < os.path.getsize(one) + 20000


def folded(sides):
    """The pages of a booklet, opened one after the other: sides are (left, right), front and back of each sheet from
    the outermost."""
    sheets = [(sides[i], sides[i + 1]) for i in range(0, len(sides), 2)]
    leaves = [(front[1], back[0]) for front, back in sheets]  # the first half of the book
    leaves += [(back[1], front[0]) for front, back in reversed(sheets)]
    return [page for leaf in leaves for page in leaf]


def check_imposed(pdf, ticket, how, packages):
    sheets = ticket["totals"]["sheets"]
    sound(pdf, 2 * sheets)
    assert all(abs(a - b) < 0.1 for size in r.pdf_page_sizes(pdf) for a, b in zip(size, A3)), r.pdf_page_sizes(pdf)[:3]
    assert ticket["paper"] == "A3" and ticket["duplex"] == "flip-short-edge" and ticket["imposition"] == how
    catalog_says(pdf, "/Duplex /DuplexFlipShortEdge", "/PrintScaling /None")
    sides, seen = halves(pdf), 0
    for unit, each in zip(ticket["units"], packages):
        files = single_files(each)
        for document in documents_of(unit):
            assert document["sheets"] == (document["pages"] + 3) // 4
            for first in document["first_pages"]:
                assert first % 2 == 1
                seen += document["sheets"]
                part = sides[first - 1:first - 1 + 2 * document["sheets"]]
                read = folded(part) if how == "a3-booklet" else [page for side in part for page in side]
                if document["title"] == "分隔页":
                    assert unit["name"] in read[0]
                else:
                    assert read[:document["pages"]] == page_texts(files[document.get("mark", ""), document["title"]])
                assert not any(read[document["pages"]:]), "what is put in is not blank"
                used = {page // 2 if how == "2up" else min(page, 4 * document["sheets"] - 1 - page)
                        for page in range(document["pages"])}
                assert document["sides"] == len(used) >= sum(any(side) for side in part), document
    assert seen == sheets
    check_outline_leads_there(pdf, ticket)
    names = labels(pdf)
    for unit in ticket["units"]:
        assert names[unit["first_page"] - 1] == f"{unit['number']}-1"


def check_outline_leads_there(pdf, ticket):
    for (title, page, children), unit in zip(outline(pdf), ticket["units"]):
        assert page + 1 == unit["first_page"] and unit["name"] in title
        assert [child[1] + 1 for child in children] == sorted(
            first for document in unit["documents"] for first in document["first_pages"])


def imposed(how):
    with tempfile.TemporaryDirectory() as out:
        pdf, ticket = job(FOUR, out, "--impose", how)
        check_imposed(pdf, ticket, how, FOUR)
        again, _ = job(FOUR, out, "--impose", how, name="again")
        assert open(pdf, "rb").read() == open(again, "rb").read()
        bindings = {document["binding"] for unit in ticket["units"] for document in unit["documents"]}
        assert bindings == ({"fold", "saddle-stitch"} if how == "a3-booklet" else {"none", "staple"}), bindings


def the_ticket_adds_up():
    with tempfile.TemporaryDirectory() as out:
        for how in ("none", "a3-booklet", "2up"):
            pdf, ticket = job(FOUR, out, *([] if how == "none" else ["--impose", how]), name=how)
            for key in ("pages", "sides", "sheets"):
                each = [sum(document[key] * document["copies"] for document in documents_of(unit))
                        for unit in ticket["units"]]
                assert each == [unit["totals"][key] for unit in ticket["units"]], key
                assert sum(each) == ticket["totals"][key], key
            assert sum(ticket["totals"]["bindings"].values()) == ticket["totals"]["copies"]
            raw = open(pdf[:-3] + "csv", "rb").read()
            assert raw.startswith(b"\xef\xbb\xbf")
            rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
            assert len({len(row) for row in rows}) == 1, "ragged"
            head, last = rows[0], rows[-1]
            at = {name: i for i, name in enumerate(head)}
            assert last[at["总张数"]] == str(ticket["totals"]["sheets"]) and last[at["材料"]] == "合计"
            assert last[at["总页数"]] == str(ticket["totals"]["pages"])
            assert last[at["总面数"]] == str(ticket["totals"]["sides"])
            lines = [row for row in rows[1:] if row[at["材料"]] not in ("小计", "合计")]
            documents = [document for unit in ticket["units"] for document in documents_of(unit)]
            assert len(lines) == len(documents)
            for row, document in zip(lines, documents):
                assert row[at["材料"]] == document["title"] and row[at["纸张"]] == document["paper"]
                assert row[at["各份首页"]] == " ".join(map(str, document["first_pages"]))
                assert int(row[at["总张数"]]) == document["sheets"] * document["copies"]


# ---------------------------------------------------------------- what is refused

def no_packages():
    with tempfile.TemporaryDirectory() as out:
        pdf = os.path.join(out, "job.pdf")
        refuses(out, "usage", "-o", pdf)
        refuses(out, "usage", FOUR[0])
        refuses(out, "usage", FOUR[0], "-o", os.path.join(out, "job.ps"))
        refuses(out, "usage", FOUR[0], "-o", os.path.join(out, ".pdf"))
        refuses(out, "usage", FOUR[0], "-o", pdf, "--impose", "4up")
        code, _, err = run("print", EXAMPLE, "-o", pdf)
        assert code == 2 and ": error: " in err and not os.listdir(out), err
        code, _, err = run("print", os.path.join(out, "nowhere"), "-o", pdf)
        assert code == 2 and ": error: " in err and not os.listdir(out), err
        code, _, err = run("print", FOUR[0], os.path.join(ROOT, "README.md"), "-o", pdf)
        assert code == 2 and ": error: " in err and not os.listdir(out), err


def published():
    with tempfile.TemporaryDirectory() as out:
        code, _, err = run("package", EXAMPLE, "-o", os.path.join(out, "p"), "--public", ziping=RELEASE)
        assert code == 0, err
        each = os.path.join(out, "p", os.path.basename(EXAMPLE) + "-public")
        refuses(out, "print-published", each, "-o", os.path.join(out, "job.pdf"))


def another_form():
    with tempfile.TemporaryDirectory() as out:
        templates, _ = templates_with(out, "yueyanglou-2023.toml", lambda text: text + "\n# another\n")
        other = package([EXAMPLE], os.path.join(out, "p"), "--templates", templates)
        refuses(out, "print-inputs", FOUR[0], *other, "-o", os.path.join(out, "job.pdf"))


def twice():
    with tempfile.TemporaryDirectory() as out:
        err = refuses(out, "print-twice", FOUR[0], FOUR[1], FOUR[0], "-o", os.path.join(out, "job.pdf"))
        assert "name one of the two" in err


def output_exists():
    with tempfile.TemporaryDirectory() as out:
        pdf, _ = job(FOUR[:1], out)
        made = {name: open(os.path.join(out, name), "rb").read() for name in os.listdir(out)}
        assert sorted(made) == ["job.csv", "job.json", "job.pdf"]
        refuses(out, "output-exists", FOUR[1], "-o", pdf, code=3)
        os.remove(pdf)
        refuses(out, "output-exists", FOUR[1], "-o", pdf, code=3)  # the ticket is there
        assert open(os.path.join(out, "job.csv"), "rb").read() == made["job.csv"]
        job(FOUR[1:2], out, "--force")
        assert open(pdf, "rb").read() != made["job.pdf"]
        os.mkdir(os.path.join(out, "folder.pdf"))
        refuses(out, "output-exists", FOUR[1], "-o", os.path.join(out, "folder.pdf"), "--force", code=3)
        code, _, err = run("print", FOUR[0], "-o", "/dev/null/job.pdf")
        assert code == 3 and ": error: " in err, err
        job(FOUR[:1], os.path.join(out, "new", "folders"))


def a_changed_file():
    with tempfile.TemporaryDirectory() as out:
        each = os.path.join(out, "p")
        shutil.copytree(FOUR[0], each)
        folder = next(entry.path for entry in os.scandir(each) if entry.is_dir())
        with open(os.path.join(folder, "报送清单.pdf"), "ab") as file:
            file.write(b"\n")
        code, _, err = run("print", folder, "-o", os.path.join(out, "job.pdf"))
        assert code == 2 and ": error: " in err and os.listdir(out) == ["p"], err


if __name__ == "__main__":
    tests = Tests()
    tests.check("twenty units: pages, outline, labels, fonts, size", twenty_units)
    tests.check("slips, and their codes", slips)
    tests.check("a slip with a long name", long_names)
    tests.check("copies, set by set", copies)
    for how in ("a3-booklet", "2up"):
        tests.check(f"--impose {how}: in order", imposed, how)
    tests.check("the ticket adds up, as JSON and CSV", the_ticket_adds_up)
    tests.check("what is no package is refused", no_packages)
    tests.check("a package for publication is refused", published)
    tests.check("a package of another form is refused", another_form)
    tests.check("two packages of one unit are refused", twice)
    tests.check("files that are there stay", output_exists)
    tests.check("a package with a changed file is refused", a_changed_file)
    tests.end()
