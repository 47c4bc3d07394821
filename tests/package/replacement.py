"""The pages to be put in, against page images (Poppler): a page is replaced if, and only if, it looks different; what is put
in looks as in the new documents; and the list says which. For changes of the kinds that packages come back with."""
import functools, os, re, shutil, subprocess, sys, tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from program import DOCUMENTS, EXAMPLE, ROOT, Tests

MAKE = sys.argv[1]
DPI = 100

INDICATOR = '[[indicator]]\nlevel1 = "产出指标"\nlevel2 = "%s"\nname   = "%s"\n'
LONG = "街道按照要求，逐项梳理当年的各项工作，对照目标查找差距，能改的立即改，一时改不了的列出清单、明确时限、落实到人。"
PROJECTS = os.path.join(ROOT, "examples", "wangjiahe-2023")  # has two, a form for each
PROJECT = '[[project.indicator]]\nlevel1 = "产出指标"\nlevel2 = "数量指标"\nname   = "%s"\n'
# what, file, old, new, documents that change
CHANGES = [
    ("score", "unit.toml", 'actual = "18次"\nweight = 5\nscore  = 5', 'actual = "18次"\nweight = 5\nscore  = 4',
     {"self-evaluation"}),
    ("amount", "unit.toml", "= [151.4, 578.38, 512.38]", "= [151.4, 578.38, 512.3]", {"basic-data", "report"}),
    ("word of a cell", "unit.toml", 'reason = "景区周边停车难', 'reason = "景区周边停车紧', {"self-evaluation"}),
    ("indicator added", "unit.toml", INDICATOR % ("质量指标", "公共财政支出进度"),
     INDICATOR % ("数量指标", "走访企业") + 'target = "≥3家"\nactual = "3家"\n\n' + INDICATOR % ("质量指标", "公共财政支出进度"),
     {"self-evaluation"}),
    ("goal paragraph", "unit.toml", "  \"扎实推进“城市六治”", "  \"扎实抓好“城市六治”", {"self-evaluation"}),
    ("word of the report", "report.md", "工作性质可以归为四类", "工作内容可以归为四类", {"report"}),
    ("sentence of the report", "report.md", "可以归为四类。", "可以归为四类，分述如下。" + LONG, {"report"}),
    ("paragraph added", "report.md", "## 部门职责", f"{LONG * 3}\n\n## 部门职责", {"report"}),
    ("pages added", "report.md", "## 部门职责", f"{(LONG * 9 + chr(10) * 2) * 4}## 部门职责", {"report"}),
    ("pages taken out", "report.md", r"## 部门职责\n.*?\n## 机构设置", "## 部门职责\n\n无。\n\n## 机构设置", {"report"}),
    ("unit name", "unit.toml", 'name     = "岳阳楼区岳阳楼街道办事处"', 'name     = "岳阳楼区青石街道办事处"',
     {"basic-data", "self-evaluation", "report"}),
    ("day", "unit.toml", 'date     = "2024-05" ', 'date     = "2024-06" ', {"basic-data", "self-evaluation", "project"}),
    ("a comment", "unit.toml", "# ── 单位 ──", "# ── 本单位 ──", set()),
    ("a blank at a line's end", "report.md", "可以归为四类。", "可以归为四类。 ", set()),
]


@functools.lru_cache(maxsize=None)
def cached(pdf, changed):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", pdf, os.path.join(folder, "page")], check=True)
        return tuple(open(os.path.join(folder, name), "rb").read() for name in sorted(os.listdir(folder)))


def images(pdf):
    return cached(pdf, os.stat(pdf).st_mtime_ns)


def make(folder, file, old, new, *added, base=EXAMPLE):
    unit = os.path.join(folder, "unit")
    shutil.copytree(base, unit)
    os.remove(os.path.join(unit, "unit.json"))
    path = os.path.join(unit, file)
    text = open(path, encoding="utf-8").read()
    if old.startswith("## ") and "\\n" in old:
        changed, count = re.subn(old, lambda _: new, text, flags=re.S)
    else:
        changed, count = text.replace(old, new), text.count(old)
    assert count == 1, f"{count} of {old}"
    open(path, "w", encoding="utf-8").write(changed)
    done = subprocess.run([MAKE, base, unit, folder, *added], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    same = {(row[1], int(row[2])): row[3] == "same" for row in rows if row[0] == "page"}
    titles = {row[2]: row[1] for row in rows if row[0] == "document"}
    return same, {titles[re.sub(r"^附件\d+ ", "", row[1])]: row[1:] for row in rows if row[0] == "line"}


def numbers(text, unit):
    """第2、4—5页 → {2, 4, 5}; what stands in brackets aside."""
    found = set()
    for first, last in re.findall(rf"第(\d+)(?:—(\d+))?{unit}", re.sub("（.*?）", "", text)):
        found |= set(range(int(first), int(last or first) + 1))
    return found


def blank(image):
    return set(image.split(b"\n255\n", 1)[1]) == {255}


def sheet(pages, number):
    both = list(pages[2 * number - 2:2 * number])
    return both if len(both) == 2 else both + [None]


def made_pdf(folder, name):
    path = os.path.join(folder, name)
    if not os.path.exists(path):
        return None
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    fonts = subprocess.run(["pdffonts", path], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    # name, type in two words, encoding, emb sub uni
    assert fonts and all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts), fonts
    return images(path)


def one(file, old, new, documents, remark="", base=EXAMPLE):
    with tempfile.TemporaryDirectory() as folder:
        same, lines = make(folder, file, old, new, base=base)
        names = [d for d in DOCUMENTS if os.path.exists(os.path.join(folder, f"new-{d}.pdf"))]
        before = {d: images(os.path.join(folder, f"old-{d}.pdf")) for d in names}
        after = {d: images(os.path.join(folder, f"new-{d}.pdf")) for d in names}
        for document in names:
            for i, (was, image) in enumerate(zip(before[document], after[document])):
                assert (was == image) == same[document, i + 1], \
                    f"{document} page {i + 1}: images {'agree' if was == image else 'differ'}, zp_page_same does not"
        changed = {d for d in names if before[d] != after[d]}
        assert changed == documents and set(lines) == changed, f"{sorted(changed)} changed, and {sorted(lines)} are listed"
        single, both = made_pdf(folder, "single.pdf"), made_pdf(folder, "both.pdf")
        pages, sheets = [], []
        for document, (_, pull, put, _, put_both, said) in lines.items():
            print("   ", "｜".join(lines[document]))
            was, now = before[document], after[document]
            assert numbers(pull, "页") == {i + 1 for i, image in enumerate(was) if i >= len(now) or image != now[i]}, pull
            differ = [i for i, image in enumerate(now) if i >= len(was) or image != was[i]]
            assert numbers(put, "页") == {i + 1 for i in differ}, put
            pages += [now[i] for i in differ]
            for number in sorted(numbers(put_both, "张")):
                sheets += sheet(now, number)
            touched = set(differ) | {i for i in range(len(now), len(was))}
            assert numbers(put_both, "张") == {i // 2 + 1 for i in touched if i // 2 * 2 < len(now)}, put_both
            assert remark in said, f"{remark} is not in {said}"
        assert list(single or ()) == pages, "the pages for one side are not those that look different"
        assert len(both or ()) == len(sheets), f"{len(both or ())} pages for both sides, not {len(sheets)}"
        for image, page in zip(both or (), sheets):
            assert image == page if page else blank(image), "a sheet is not as in the new document"


def a_new_document():
    with tempfile.TemporaryDirectory() as folder:
        _, lines = make(folder, *CHANGES[0][1:4], "project")
        project = images(os.path.join(folder, "new-project.pdf"))
        assert list(lines) == ["self-evaluation", "project"], lines
        assert lines["project"][1:5] == ["无", f"整份（共{len(project)}页）", "无", "整份（共1张）"], lines
        assert made_pdf(folder, "single.pdf")[-len(project):] == project
        read = ["pdftotext", os.path.join(folder, "single.pdf"), "-"]
        text = subprocess.run(read, check=True, capture_output=True, text=True).stdout.replace("\n", "")
        assert "法制宣传活动场次" in text and "2023年度项目支出绩效自评表" in text, text
        read = ["mutool", "show", os.path.join(folder, "both.pdf"), "outline"]
        outline = subprocess.run(read, check=True, capture_output=True, text=True).stdout
        assert "附件2" in outline and "附件3" in outline and "第1张（第1—2页）" in outline, outline


if __name__ == "__main__":
    tests = Tests()
    for what, *change in CHANGES:
        tests.check(what, one, *change)
    tests.check("a form that moves the next one", one, "unit.toml", PROJECT % "业务培训和督查", "".join(
        PROJECT % f"业务检查{i}" + 'target = "≥3家"\nactual = "3家"\n\n' for i in range(30)) + PROJECT % "业务培训和督查",
        {"project"}, "内容未改，只是页码顺延", PROJECTS)
    tests.check("a new document", a_new_document)
    tests.end()
