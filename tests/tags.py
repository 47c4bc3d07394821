"""The tags of PDFs (PDF/UA-1, ISO 14289-1; ISO 32000-1, 14.7 and 14.8): the structure tree against the document tree,
every cell with its headers, all that is drawn in the tree or an artifact, and the tree and the pages in agreement."""
import os, re, subprocess, sys, tempfile

import program
from program import EXAMPLES, HERE, Tests, documents_of, render, run

sys.path.insert(0, os.path.join(HERE, "tags"))
import expecting
import reading


# ------------------------------------------------------------------------------------------ the tree that is there

class Grid:
    """Where the cells of a table come to stand by their spans, as HTML has it."""

    def __init__(self):
        self.taken, self.row = {}, -1

    def next_row(self):
        self.row += 1
        self.column = 0

    def place(self, rows, columns):
        while (self.row, self.column) in self.taken:
            self.column += 1
        at = self.row, self.column
        for row in range(rows):
            for column in range(columns):
                spot = at[0] + row, at[1] + column
                assert spot not in self.taken, f"two cells at {spot}"
                self.taken[spot] = at
        return at

    def whole(self):
        """Every row has all columns, and no span reaches below the last row."""
        columns = {column for _, column in self.taken}
        wanted = {(row, column) for row in range(self.row + 1) for column in columns}
        assert set(self.taken) == wanted, f"holes or overlaps: {sorted(set(self.taken) ^ wanted)}"


class Reader:
    def __init__(self, pdf):
        self.file = reading.File(pdf)
        self.root = reading.structure(self.file)
        self.pages = reading.pdf_js(pdf)["pages"]
        self.number = {page: index for index, page in enumerate(self.file.pages)}
        self.at = {}  # of each header's ID: where it stands
        self.tree = self.read(self.root, None)

    def text(self, page, mcid):
        return self.pages[self.number[page]]["text"].get(f"p{page.split()[0]}R_mc{mcid}", "")

    def kids(self, node, grid):
        out = []
        for each in node.kids:
            if isinstance(each, reading.Element):
                out.append(self.read(each, grid))
            elif each[0] != "annotation":
                text = self.text(*each).strip(" ")  # pdf.js puts one between neighbours
                if out and isinstance(out[-1], str):
                    out[-1] += text
                else:
                    out.append(text)
        return out

    def read(self, node, grid):
        values = {key: value for key, (_, value) in node.attributes.items()}
        owners = {owner for owner, _ in node.attributes.values()}
        if node.role == "Table":
            grid = Grid()
            made = expecting.element("Table", self.kids(node, grid), summary=values.pop("/Summary")[2:])
            grid.whole()
        elif node.role in ("TH", "TD"):
            made = self.cell(node, grid, values)
        else:
            if node.role == "TR":
                grid.next_row()
            made = expecting.element(node.role, self.kids(node, grid))
            if node.role == "L":
                made["numbering"] = values.pop("/ListNumbering", None)
        assert not values, f"{node.role} has {values}"
        assert owners <= {"/List" if node.role == "L" else "/Table"}, owners
        return made

    def cell(self, node, grid, values):
        rows, columns = values.pop("/RowSpan", 1), values.pop("/ColSpan", 1)
        made = expecting.element(node.role, self.kids(node, None), at=grid.place(rows, columns), rows=rows, columns=columns,
                                 scope=values.pop("/Scope", None), headers=values.pop("/Headers", []))
        if node.id is not None:
            assert node.role == "TH" and node.id not in self.at, node.id
            self.at[node.id] = made["at"]
        return made


def resolved(tree, at):
    """The headers by where they stand, not by their IDs."""
    if isinstance(tree, str):
        return tree
    made = dict(tree, kids=[resolved(each, at) for each in tree["kids"]])
    if "headers" in made:
        made["headers"] = [at[each] for each in made["headers"]]
    return made


def squash(text):
    return re.sub(r"\s+", "", text)


def compare(found, wanted, path=""):
    if isinstance(found, str) or isinstance(wanted, str):  # pdf.js puts blanks where it sees room
        assert squash(found) == squash(wanted), f"{path}: “{found}”, wanted “{wanted}”"
        return
    path = f"{path}/{wanted['role']}"
    for key in sorted(set(found) | set(wanted)):
        if key != "kids":
            assert found.get(key) == wanted.get(key), f"{path}: {key} is {found.get(key)!r}, wanted {wanted.get(key)!r}"
    for index, (a, b) in enumerate(zip(found["kids"], wanted["kids"])):
        compare(a, b, f"{path}[{index}]")
    a, b = len(found["kids"]), len(wanted["kids"])
    assert a == b, f"{path}: {a} kids, wanted {b}: {str((found if a > b else wanted)['kids'][min(a, b)])[:200]}"


def like_the_document(reader, tree):
    wanted = expecting.Document(expecting.read(tree)).tree
    compare(resolved(reader.tree, reader.at), wanted)


# ------------------------------------------------------------------------------------------ tree and pages agree

def both_ways(reader):
    """The parent tree names for each piece of marked content the element that names it, and nothing else."""
    file, root = reader.file, reader.file.get(reader.file.catalog["/StructTreeRoot"])
    assert file.get(file.catalog["/MarkInfo"]) == {"/Marked": True}
    parents = file.numbers(root["/ParentTree"])
    assert root["/ParentTreeNextKey"] > max(parents), root["/ParentTreeNextKey"]
    used = set()
    named = {}
    for element in reader.root.all():
        for kid in element.kids:
            if not isinstance(kid, reading.Element):
                assert kid not in named, f"{kid} belongs to two elements"
                named[kid] = element.reference
    for page in file.pages:
        marked = [(tag, mcid) for tag, mcid, _ in reading.pieces(file.content(page))]
        numbers = [mcid for _, mcid in marked if mcid is not None]
        assert sorted(numbers) == list(range(len(numbers))), numbers
        key = file.get(page).get("/StructParents")
        if not numbers:
            assert key is None
            continue
        assert key not in used
        used.add(key)
        assert len(file.get(parents[key])) == len(numbers)
        for mcid, reference in enumerate(file.get(parents[key])):
            assert named.pop((page, mcid)) == reference, f"{page} {mcid}"
    for kid, reference in named.items():
        assert kid[0] == "annotation", f"{kid} is on no page"
        key = file.get(kid[1])["/StructParent"]
        assert parents[key] == reference and key not in used
        used.add(key)
    assert used == set(parents), f"keys of nothing: {set(parents) - used}"


def ids_are_found(reader):
    root = reader.file.get(reader.file.catalog["/StructTreeRoot"])
    ids = {element.id: element.reference for element in reader.root.all() if element.id is not None}
    found = reader.file.names(root["/IDTree"]) if "/IDTree" in root else {}
    assert found == ids
    used = {each for element in reader.root.all() for each in element.attributes.get("/Headers", (None, []))[1]}
    notes = {element.id for element in reader.root.all() if element.role == "Note"}  # PDF/UA-1, 7.9: each has one
    assert used == set(ids) - notes, "an ID that no cell names, or the other way round"


ARTIFACTS = {b"/Artifact<</Type/Layout>>BDC": "rule", b"/Artifact<</Type/Pagination/Subtype/Footer>>BDC": "number",
             b"/Artifact<</Type/Pagination>>BDC": "repeated"}


def nothing_untagged(reader):
    """All that is drawn is content of an element or an artifact: rules, page numbers, repeated labels."""
    for page, tagged in zip(reader.file.pages, reader.pages):
        content = reader.file.content(page)
        for tag, mcid, count in reading.pieces(content):
            assert tag is not None, f"{page}: {count} operators draw outside of marked content"
            assert count > 0, f"{page}: {tag} {mcid} holds nothing"
            assert (tag == "/Artifact") == (mcid is None), f"{page}: {tag} {mcid}"
        for each in re.findall(rb"/Artifact.*BDC|/Artifact.*BMC", content):
            assert each in ARTIFACTS, each
        text = {id for id in tagged["text"] if tagged["text"][id].strip()}
        assert all(re.fullmatch(r"p\d+R_mc\d+|Artifact", id) for id in text), text


def as_pdf_js_reads(reader):
    """pdf.js, which makes a tree for each page from the parent tree, has the same roles and pieces in the same order."""
    for page, tagged in zip(reader.file.pages, reader.pages):
        def ours(node):
            kids = []
            for each in node.kids:
                if isinstance(each, reading.Element):
                    kids.append(ours(each))
                elif each[0] == "annotation":
                    kids.append("annotation" if each[2] == page else None)
                elif each[0] == page:
                    kids.append(f"p{page.split()[0]}R_mc{each[1]}")
            kids = [each for each in kids if each is not None]
            return (node.role, kids) if kids else None

        def theirs(node):
            if "children" not in node:
                return "annotation" if node["type"] == "annotation" else node["id"]
            return node["role"], [theirs(each) for each in node["children"]]

        wanted = ours(reader.root)
        found = tagged["tree"] and theirs(tagged["tree"])
        assert (found[1] if found else []) == ([wanted] if wanted else []), page


def struct_text(pdf):
    """pdfinfo -struct-text: its texts, in order; it complains of nothing."""
    done = subprocess.run(["pdfinfo", "-struct-text", pdf], capture_output=True)
    assert done.returncode == 0 and not done.stderr, done.stderr.decode()
    return re.findall(r'^ *"(.*)"$', done.stdout.decode("utf-8", "replace"), re.M)


def texts(tree):
    return [tree] if isinstance(tree, str) else [text for each in tree["kids"] for text in texts(each)]


def reading_order(pdf, tree):
    """All of the text, with no blank lost or put in: between Western words a line's end is one."""
    wanted = "".join(texts(expecting.Document(expecting.read(tree)).tree))
    wanted = re.sub(r"\n", "", re.sub(r"(?<=[!-\u2e7f])\n|\n(?=[!-\u2e7f])", " ", wanted))
    found = "".join(struct_text(pdf))
    for i, (a, b) in enumerate(zip(found, wanted)):
        assert a == b, f"“{found[max(0, i - 10):i + 30]}”, wanted “{wanted[max(0, i - 10):i + 30]}”"
    assert len(found) == len(wanted)


def about_the_document(reader):
    catalog = reader.file.catalog
    assert catalog["/Lang"] == "u:zh-CN" and catalog["/ViewerPreferences"]["/DisplayDocTitle"] is True


# ------------------------------------------------------------------------------------------ headers, by hand

# (unit, document, the cell's text, which of them, and what heads it)
HEADERS = [
    ("yueyanglou-2023", "self-evaluation", "1592.87", 0, ["年度预算申请（万元）", "年度资金总额", "年初预算数"]),
    ("yueyanglou-2023", "self-evaluation", "岳阳楼区岳阳楼街道办事处", 0, ["预算单位名称"]),
    ("wangjiahe-2023", "self-evaluation", "1467.43", 0, ["年度预算申请（万元）", "其中：一般公共预算", "按收入性质分："]),
    ("wangjiahe-2023", "self-evaluation", "其中：基本支出", 0, ["年度预算申请（万元）", "按支出性质分："]),
    ("wangjiahe-2023", "self-evaluation", "1023.74", 0, ["年度预算申请（万元）", "其中：基本支出", "按支出性质分："]),
    ("wangjiahe-2023", "self-evaluation", "2135万元", 0,
     ["绩效指标", "产出指标", "数量指标", "税收收入", "实际完成值"]),
    ("wangjiahe-2023", "self-evaluation", "9.74", 0,
     ["绩效指标", "满意度指标", "服务对象满意度指标", "群众满意度", "得分"]),
    ("wangjiahe-2023", "self-evaluation", "预期目标", 0, ["年度总体目标"]),
    ("wangjiahe-2023", "self-evaluation", "一级指标", 0, ["绩效指标"]),
    ("wangjiahe-2023", "basic-data", "58", 0, ["财政供养人员情况", "编制数"]),
    ("wangjiahe-2023", "basic-data", "548.52", 0, ["3、本级专项资金（一个专项一行）", "2023年决算数"]),
    ("wangjiahe-2023", "basic-data", "批复规模（m²）", 0, ["楼堂馆所控制情况（2023年完工项目）"]),
    ("longquan-2023", "report", "816.16", 0, ["基本支出", "财政拨款"]),
]

# A report with what the examples do not have.
MORE = """
1. 第一项：
   - 其中甲；
   - 其中乙：

     又一段。
2. 第二项。

   它的又一段。

The quick brown fox jumps over the lazy dog and then walks home slowly 然后 it rests for a while under an old oak tree
before going on with the journey, which took the whole of a very long day.

| 序号 | 名称 | 金额 |
|------|------|-----:|
| 1    | 甲   | 5.00 |
| 2    |      | 6.5  |
"""


def cells(tree, headers=True):
    """The text of every cell of every table, and the texts of its headers."""
    if isinstance(tree, str):
        return
    if tree["role"] == "Table":
        yield from table_cells(tree, headers)
    for each in tree["kids"]:
        yield from cells(each, headers)


def table_cells(tree, headers):
    flat, stack = [], [tree]
    while stack:
        node = stack.pop(0)
        if node["role"] in ("TH", "TD"):
            flat.append(node)
        else:
            stack = node["kids"] + stack
    words = {each["at"]: "".join(texts(each)) for each in flat}
    for each in flat:
        yield words[each["at"]], [words[at] for at in each["headers"]] if headers else []


def headers_by_hand(readers):
    for unit, document, text, which, wanted in HEADERS:
        reader = readers[unit, document]
        found = [headers for word, headers in cells(resolved(reader.tree, reader.at)) if word == text]
        assert len(found) > which, f"{unit}: {document} has no cell “{text}”"
        assert found[which] == wanted, f"{unit}: “{text}” is headed by {found[which]}, not {wanted}"


def headed(reader):
    """No cell of a table stands for itself: each has a header, but for those of a head row."""
    for element in reader.root.all():
        if element.role == "TD" and element.kids:
            assert element.attributes.get("/Headers", (None, []))[1], f"{element.reference} has no header"


def check_all(tests, name, pdf, reader):
    tests.check(f"{name}: headers", headed, reader)
    tests.check(f"{name}: parent tree and elements name each other", both_ways, reader)
    tests.check(f"{name}: IDs", ids_are_found, reader)
    tests.check(f"{name}: nothing is untagged", nothing_untagged, reader)
    tests.check(f"{name}: as pdf.js reads it", as_pdf_js_reads, reader)
    tests.check(f"{name}: language and title", about_the_document, reader)


def main():
    tests, readers = Tests(), {}
    with tempfile.TemporaryDirectory() as out:
        for unit in EXAMPLES:
            folder = render(unit, out, formats="pdf,tree")
            for document in documents_of(folder):
                pdf, tree = (os.path.join(folder, f"{document}.{ending}") for ending in ("pdf", "tree"))
                name = f"{os.path.basename(unit)}/{document}"
                reader = readers[os.path.basename(unit), document] = Reader(pdf)
                tests.check(f"{name}: like the document", like_the_document, reader, tree)
                tests.check(f"{name}: reading order", reading_order, pdf, tree)
                check_all(tests, name, pdf, reader)
        tests.check("headers by hand", headers_by_hand, readers)
        unit = program.example(out, report_md=lambda text: text.replace("。\n\n", "。\n" + MORE + "\n", 1))
        folder = render(unit, os.path.join(out, "more"), ["report"], "pdf,tree")
        pdf, tree = (os.path.join(folder, f"report.{ending}") for ending in ("pdf", "tree"))
        reader = Reader(pdf)
        tests.check("lists in lists: like the document", like_the_document, reader, tree)
        tests.check("lists in lists: reading order", reading_order, pdf, tree)
        check_all(tests, "lists in lists", pdf, reader)
    tests.end()


if __name__ == "__main__":
    main()
