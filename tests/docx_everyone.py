"""DOCX for people who read by ear, by outline or by program: what Word, LibreOffice and mammoth find of headings, table
heads, names and languages, and that nothing is held apart by empty paragraphs."""
import os, re, subprocess, tempfile, tomllib, zipfile
import xml.etree.ElementTree as ElementTree

import program
import readers as r
from program import EXAMPLES, ROOT, Tests, documents_of, render, run, run_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CUSTOM = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
TEMPLATE = "{urn:ziping:template}"
ODF = {"office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
       "dc": "http://purl.org/dc/elements/1.1/", "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0"}


def part(docx, name):
    with zipfile.ZipFile(docx) as package:
        return ElementTree.fromstring(package.read(name))


def value(element, path):
    found = element.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(W + "val")


# --- headings


def levels():
    """{style: level} of templates/styles.xml."""
    styles = ElementTree.parse(os.path.join(ROOT, "templates", "styles.xml")).getroot()
    return {style.get("id"): int(style.get("outline") or 1) for style in styles.iter(TEMPLATE + "style")
            if style.get("outline") or style.get("title") == "yes"}


def headings_of(tree):
    """[(style, level, text)] of a tree dump."""
    found, known, inside = [], levels(), False
    for line in open(tree, encoding="utf-8").read().splitlines():
        word, _, rest = line.strip().partition(" ")
        if word in ("heading", "paragraph"):
            style = rest.split(" ")[0]
            inside = style in known
            if inside:
                found.append([style, known[style], ""])
        elif word == "run" and inside:
            found[-1][2] += run_text(line.strip())
        elif word in ("table", "section"):
            inside = False
    return [tuple(each) for each in found]


def outline_in_libreoffice(docx, pdf, tree):
    """The outline LibreOffice makes of the DOCX is the document's headings, in their levels."""
    listed = subprocess.run(["mutool", "show", pdf, "outline"], capture_output=True, check=True).stdout.decode()
    found = [(len(tabs), r.squash(text)) for tabs, text in re.findall(r'^[-+|](\t+)"(.*)"\t', listed, re.M)]
    wanted = [(level, r.squash(text)) for _, level, text in headings_of(tree)]
    assert found == wanted, f"found {found}, wanted {wanted}"
    assert found and found[0][0] == 1, f"the outline begins with {found[:1]}"
    for before, after in zip(found, found[1:]):
        assert after[0] <= before[0] + 1, f"a level is left out behind {before}"


def headings_in_mammoth(docx, pdf, tree):
    """Word's own heading styles: what turns a document into HTML goes by their names."""
    code, out, err = r._node(("mammoth", "bin", "mammoth"), docx)
    assert code == 0, err
    found = [(int(level), r.squash(re.sub(r"<[^>]*>", "", text)))
             for level, text in re.findall(r"<h(\d)>(.*?)</h\1>", out)]
    wanted = [(level, r.squash(text).replace("&", "&amp;")) for style, level, text in headings_of(tree)
              if style.startswith("heading")]
    assert found == wanted, f"found {found}, wanted {wanted}"


# --- tables


def tables_have_heads_and_names(docx, odt, tree):
    body = part(docx, "word/document.xml").find(W + "body")
    names = []
    for table in body.findall(W + "tbl"):
        rows = table.findall(W + "tr")
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert sum(heads) == (heads + [False]).index(False), "a head stands below other rows"
        look = table.find(f"{W}tblPr/{W}tblLook")
        if heads[0]:
            assert look.get(W + "firstRow") == "1", "the head is no first row"
        bits = int(look.get(W + "val"), 16)
        assert (bits >> 5 & 1, bits >> 7 & 1) == (int(look.get(W + "firstRow")), int(look.get(W + "firstColumn")))
        names.append(value(table, "tblPr/tblCaption"))
        about = value(table, "tblPr/tblDescription")
        assert about and about.endswith("。") and about != names[-1], f"{names[-1]} is described as {about}"
    assert all(names) and len(set(names)) == len(names), f"not each table has a name of its own: {names}"
    wanted = len(re.findall(r"^ *row head", open(tree, encoding="utf-8").read(), re.M))
    assert len(body.findall(f".//{W}tblHeader")) == wanted, "not every head of the form is one in Word"
    read = ElementTree.parse(odt).getroot()
    found = sum(len(list(head.iter("{%s}table-row" % ODF["table"])))
                for head in read.iter("{%s}table-header-rows" % ODF["table"]))
    assert found == wanted, f"LibreOffice repeats {found} rows, not {wanted}"


# --- nothing empty


def is_empty(paragraph):
    return not any(each.tag in (W + "t", W + "tab", W + "br", W + "drawing") for each in paragraph.iter())


def nothing_empty_for_space(docx):
    """An empty paragraph of the body is one that Word wants: between two tables, or behind a table at the end of a
    section. It takes no height. In a cell it stands alone: a cell must have one."""
    body = list(part(docx, "word/document.xml").find(W + "body"))
    for before, each, after in zip([None] + body, body, body[1:] + [None]):
        if each.tag != W + "p":
            continue
        runs = [inner.tag for inner in each.iter() if inner.tag in (W + "t", W + "br")]
        assert not any(a == b == W + "br" for a, b in zip(runs, runs[1:])), "a line is left empty"
        text = "".join(inner.text for inner in each.iter(W + "t"))
        assert is_empty(each) or text.strip(), "a paragraph of blanks"
        if is_empty(each):
            ends = each.find(f"{W}pPr/{W}sectPr") is not None or after.tag == W + "sectPr"
            assert before is not None and before.tag == W + "tbl", "an empty paragraph that is not behind a table"
            assert ends or after.tag == W + "tbl", "an empty paragraph that is neither between tables nor the last"
            spacing = each.find(f"{W}pPr/{W}spacing")
            assert [spacing.get(W + name) for name in ("line", "lineRule", "after")] == ["1", "exact", "0"]
    for table in body:
        for cell in table.iter(W + "tc"):
            inside = cell.findall(W + "p")
            assert len(inside) == 1 or not any(map(is_empty, inside)), "an empty paragraph beside others in a cell"
    for above, below in zip(body, body[1:]):
        assert {above.tag, below.tag} != {W + "tbl"}, "two tables that Word would make one"
        assert below.tag != W + "sectPr" or above.tag == W + "p", "a table behind which nothing can be typed"


def no_automatic_space(docx):
    """Space is what the styles say, not what a reader finds good for a web page."""
    with zipfile.ZipFile(docx) as package:
        for name in ("word/document.xml", "word/styles.xml"):
            assert b"Autospacing" not in package.read(name), name


# --- what it says of itself


def languages(docx):
    default = part(docx, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    theme = part(docx, "word/settings.xml").find(W + "themeFontLang")
    for each in (default, theme):
        assert (each.get(W + "val"), each.get(W + "eastAsia")) == ("en-US", "zh-CN"), ElementTree.tostring(each)
    for each in part(docx, "word/document.xml").iter(W + "lang"):
        assert each.attrib == {W + "eastAsia": "zh-CN"}, each.attrib
    core = part(docx, "docProps/core.xml")
    assert core.findtext("dc:language", None, ODF) == "zh-CN"


def properties(docx, odt, wanted):
    """By the XML, and as LibreOffice reads them."""
    title = wanted.pop("title")
    assert part(docx, "docProps/core.xml").findtext("dc:title", None, ODF) == title
    found = {each.get("name"): "".join(each.itertext()) for each in part(docx, "docProps/custom.xml")}
    assert found == wanted, f"found {found}, wanted {wanted}"
    meta = ElementTree.parse(odt).getroot().find("office:meta", ODF)
    assert meta.findtext("dc:title", None, ODF) == title
    name = "{%s}name" % ODF["meta"]
    found = {each.get(name): each.text for each in meta.findall("meta:user-defined", ODF) if "ziping" in each.get(name)}
    assert found == wanted, f"LibreOffice reads {found}, not {wanted}"


# --- the documents


def check_document(tests, name, paths, wanted):
    docx, tree, pdf, odt = paths
    tests.check(f"{name}: the SDK accepts it", r.docx_sdk, docx)
    tests.check(f"{name}: the schemas accept it", r.docx_xsd, docx)
    tests.check(f"{name}: nothing empty for space", nothing_empty_for_space, docx)
    tests.check(f"{name}: no automatic space", no_automatic_space, docx)
    tests.check(f"{name}: languages", languages, docx)
    tests.check(f"{name}: properties", properties, docx, odt, dict(wanted))
    if tree:
        tests.check(f"{name}: outline", outline_in_libreoffice, docx, pdf, tree)
        tests.check(f"{name}: headings", headings_in_mammoth, docx, pdf, tree)
        tests.check(f"{name}: tables", tables_have_heads_and_names, docx, odt, tree)


def about_unit(unit):
    with open(os.path.join(unit, "unit.toml"), "rb") as file:
        data = tomllib.load(file)
    return {"ziping:form": data["form"], "ziping:year": str(data["year"])}


def title_of(docx):
    return part(docx, "docProps/core.xml").findtext("dc:title", None, ODF)


def gather(out):
    """{name: (DOCX, tree or None, what it is to say of itself)}: forms and reports, the checker's and a package's."""
    made = {}
    for unit in EXAMPLES:
        folder = render(unit, os.path.join(out, "made"), None, "docx,tree")
        for document in documents_of(folder):
            tree = os.path.join(folder, document + ".tree")
            title = re.match(r'document \S+ "((?:[^"\\]|\\.)*)"', open(tree, encoding="utf-8").readline()).group(1)
            made[f"{os.path.basename(unit)}-{document}"] = (
                os.path.join(folder, document + ".docx"), tree,
                {"title": title, "ziping:document": document, **about_unit(unit)})
    unit = EXAMPLES[-1]
    code, _, err = run("package", unit, "-o", os.path.join(out, "packages"))
    assert code == 0, err
    for folder, _, files in os.walk(os.path.join(out, "packages")):
        for file in files:
            if file.endswith(".docx"):
                path = os.path.join(folder, file)
                first = part(path, "docProps/custom.xml").find(f"{CUSTOM}property")
                made[f"package-{file[:-5]}"] = (path, None, {
                    "title": title_of(path), "ziping:document": "".join(first.itertext()), **about_unit(unit)})
    return made


def templates_describe_tables():
    folder = os.path.join(ROOT, "templates")
    for name in sorted(os.listdir(folder)):
        if name.endswith(".xml"):
            for table in ElementTree.parse(os.path.join(folder, name)).getroot().iter(TEMPLATE + "table"):
                assert table.get("caption") and table.get("description"), f"{name}: a table without a description"


if __name__ == "__main__":
    tests = Tests()
    tests.check("templates describe their tables", templates_describe_tables)
    with tempfile.TemporaryDirectory() as out:
        made = gather(out)
        copies = []
        for name, (docx, _, _) in made.items():
            copies.append(os.path.join(out, name + ".docx"))
            with open(docx, "rb") as source, open(copies[-1], "wb") as copy:
                copy.write(source.read())
        pdfs = r.libreoffice_convert(copies, "pdf", os.path.join(out, "office"))
        odts = r.libreoffice_convert(copies, "fodt", os.path.join(out, "office"))
        for (name, (docx, tree, wanted)), pdf, odt in zip(made.items(), pdfs, odts):
            check_document(tests, name, (docx, tree, pdf, odt), wanted)
    tests.end()
