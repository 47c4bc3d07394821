"""The switches of B11 in every DOCX of every example, as Python's XML reader and LibreOffice see them."""
import os, re, shutil, tempfile, zipfile
import xml.etree.ElementTree as ElementTree

import program
import readers as r
from program import EXAMPLES, ROOT, Tests, documents_of, render

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
ODF_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
AMBIGUOUS = "“”‘’—…·×°±≥≤"


def part(docx, name):
    with zipfile.ZipFile(docx) as package:
        return ElementTree.fromstring(package.read(name))


def on(parent, name):
    """An on/off property: None where it is not there."""
    found = parent.find(W + name)
    return None if found is None else found.get(W + "val") not in ("0", "false", "off")


def template_styles():
    """templates/styles.xml: each style with what it takes from the one it is like."""
    styles = {}
    for style in ElementTree.parse(os.path.join(ROOT, "templates", "styles.xml")).iter("{urn:ziping:template}style"):
        like = {name: value for name, value in styles.get(style.get("like"), {}).items() if name != "outline"}
        styles[style.get("id")] = {**like, **style.attrib}  # a heading's level is its own alone
    return styles


def settings(docx, numbered):
    root = part(docx, "word/settings.xml")
    assert root.find(W + "characterSpacingControl").get(W + "val") == "compressPunctuation"
    assert (root.find(W + "evenAndOddHeaders") is not None) == numbered, "evenAndOddHeaders"
    assert root.find(W + "compat/" + W + "adjustLineHeightInTable") is None
    before, after = (root.find(W + "noLineBreaks" + side) for side in ("Before", "After"))
    assert before.get(W + "lang") == after.get(W + "lang") == "zh-CN"
    first, last = before.get(W + "val"), after.get(W + "val")
    for mark in "，。、；：！？）》〉」』】〕”’·…％%‰℃～／－–㎡—":
        assert mark in first, f"{mark} may begin a line"
    for mark in "（《〈「『【〔“‘／￥≥≤":
        assert mark in last, f"{mark} may end a line"
    assert set(first) & set(last) == {"／"}, set(first) & set(last)
    assert len(set(first)) == len(first) and len(set(last)) == len(last), "a mark stands twice"


def styles(docx):
    wanted, seen = template_styles(), 0
    for style in part(docx, "word/styles.xml").iter(W + "style"):
        if style.get(W + "type") != "paragraph":
            continue
        name, own = style.get(W + "styleId"), style.find(W + "pPr")
        ours, face = wanted[name], style.find(W + "rPr")
        outline, indent = "outline" in ours, float(ours.get("first-indent", 0))
        facts = {"kinsoku": True, "widowControl": True,
                 "overflowPunct": ours.get("hanging-marks") == "yes",
                 "topLinePunct": ours.get("full-start") != "yes" and not (outline and indent > 0),
                 "autoSpaceDE": float(ours.get("han-western", 0)) > 0,
                 "autoSpaceDN": float(ours.get("han-western", 0)) > 0,
                 "keepNext": ours.get("keep-next") == "yes", "keepLines": outline}
        for fact, value in facts.items():
            assert on(own, fact) == value, f"{name}: {fact} is {on(own, fact)}"
        grid = docx.endswith("report.docx") and ours.get("grid") == "yes"
        assert on(face, "snapToGrid") == grid, f"{name}: snapToGrid"
        tabular = face.find(W14 + "numSpacing")
        assert (tabular is not None) == (ours.get("tabular-figures") == "yes"), f"{name}: numSpacing"
        seen += 1
    assert seen > 20, seen


def grid(docx):
    found = [g.attrib for g in part(docx, "word/document.xml").iter(W + "docGrid")]
    assert found, "no grid"
    for each in found:
        assert (each[W + "type"], each[W + "linePitch"], each[W + "charSpace"]) == \
            ("linesAndChars", "580", "-848"), each


def hints(docx):
    """B5.4: Word takes each mark that both fonts have from the Chinese font, by the run's hint."""
    seen = 0
    for paragraph in part(docx, "word/document.xml").iter(W + "p"):
        text = "".join(t.text or "" for t in paragraph.iter(W + "t"))
        for run in paragraph.iter(W + "r"):
            own = "".join(t.text or "" for t in run.iter(W + "t"))
            if not any(mark in own for mark in AMBIGUOUS) or not re.search("[一-鿿]", text):
                continue
            fonts, language = run.find(f"{W}rPr/{W}rFonts"), run.find(f"{W}rPr/{W}lang")
            assert fonts is not None and fonts.get(W + "hint") == "eastAsia", own
            assert language is not None and language.get(W + "eastAsia") == "zh-CN", own
            seen += 1
    assert seen > 0 or not docx.endswith("report.docx"), "no such mark"


def spans(row):
    """(first grid column, columns, vMerge) of each cell."""
    at = 0
    for cell in row.findall(W + "tc"):
        properties = cell.find(W + "tcPr")
        span, merge = properties.find(W + "gridSpan"), properties.find(W + "vMerge")
        columns = int(span.get(W + "val")) if span is not None else 1
        yield at, columns, merge.get(W + "val") if merge is not None else None
        at += columns


def tables(docx):
    heads = merges = 0
    for table in part(docx, "word/document.xml").iter(W + "tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        above, leading = [], True
        for row in table.findall(W + "tr"):
            here = list(spans(row))
            assert sum(count for _, count, _ in here) == columns, "a row does not fill its grid"
            for at, count, merge in here:
                if merge == "continue":
                    merges += 1
                    assert any(a == at and n == count and m for a, n, m in above), "vMerge on other columns"
            head = row.find(f"{W}trPr/{W}tblHeader") is not None
            assert leading or not head, "tblHeader behind an ordinary row"
            leading, heads, above = leading and head, heads + head, here
            assert row.find(f"{W}trPr/{W}cantSplit") is not None, "a row may be split"
            for cell in row.findall(W + "tc"):
                assert cell[-1].tag == W + "p", "a cell does not end in a paragraph"
    return heads, merges


def form_tables(docx):
    heads, merges = tables(docx)
    assert (heads > 0 or docx.endswith("basic-data.docx")) and merges > 0, (heads, merges)


def paragraph_properties(fodt):
    """LibreOffice's paragraph properties by a style's display name, with those of its default style."""
    name, facts, default = ODF_STYLE, {}, {}
    root = ElementTree.parse(fodt).getroot()
    for style in root.iter(name + "default-style"):
        if style.get(name + "family") == "paragraph":
            default = style.find(name + "paragraph-properties").attrib
    for style in root.iter(name + "style"):
        own = style.find(name + "paragraph-properties")
        if own is not None:
            shown = style.get(name + "display-name", style.get(name + "name"))
            facts[shown] = {k.split("}")[1]: v for k, v in {**default, **own.attrib}.items()}
    return facts


def as_libreoffice_has_it(report):
    """What LibreOffice took of the switches it reads (autoSpaceDE it does not: tested above only)."""
    body, heading = paragraph_properties(report)["Standard"], paragraph_properties(report)["Heading 1"]
    assert body["line-break"] == "strict", "kinsoku"
    assert body["widows"] == body["orphans"] == "2", "widowControl"
    assert heading["keep-with-next"] == heading["keep-together"] == "always", "keepNext, keepLines"


def vertical_cells(fodt):
    text = open(fodt, encoding="utf-8").read()
    assert 'style:writing-mode="tb-rl"' in text, "textDirection"
    assert "<table:table-header-rows>" in text, "tblHeader"
    assert re.search(r'table:number-rows-spanned="([2-9]|\d\d)"', text), "vMerge"


def check_document(tests, name, docx):
    document = os.path.basename(name)
    for what, check, *arguments in [
        ("settings", settings, docx, document != "basic-data"),  # one page, and no number on it
        ("styles", styles, docx), ("hints", hints, docx),
        ("tables", form_tables if document != "report" else tables, docx),
    ]:
        tests.check(f"{name}: {what}", check, *arguments)
    if document == "report":
        tests.check(f"{name}: grid", grid, docx)


tests = Tests()
with tempfile.TemporaryDirectory() as out:
    copies = {}
    for unit in EXAMPLES:
        folder = render(unit, out, formats="docx")
        for document in documents_of(folder):
            name = f"{os.path.basename(unit)}/{document}"
            docx = os.path.join(folder, document + ".docx")
            check_document(tests, name, docx)
            copies[name] = shutil.copy(docx, os.path.join(out, name.replace("/", "-") + ".docx"))
    flat = r.libreoffice_convert(copies.values(), "fodt", out)  # LibreOffice starts once
    for name, path in zip(copies, map(str, flat)):
        if name.endswith("/report"):
            tests.check(f"LibreOffice, {name}: styles", as_libreoffice_has_it, path)
        elif not name.endswith("/basic-data"):
            tests.check(f"LibreOffice, {name}: cells", vertical_cells, path)
tests.end()
