"""Lines, edges, marks, widths and pages as MuPDF draws them from the PDF, and poppler reads them.

On the examples, and on any text: reports, tables and forms full of marks that a seed makes. Where a
check lets something pass, the exception is stated beside it."""
import collections, os, re, sys, tempfile

import page_lines
import program
import readers
from any_text import Writer
from program import EXAMPLES, ROOT, Tests, example, render

# B3.1, GB level: what begins no line, and what ends none.
CLOSING = "）》〉」』】〕〗”’"
STOPS = "，。、；：！？．"
NEVER_FIRST = CLOSING + STOPS + "·‧・…～－–／％%‰℃°㎡²,.;:!?)]"
OPENING = "（《〈「『【〔〖“‘"
NEVER_LAST = OPENING + "([／≥≤±￥"
MARKS = CLOSING + STOPS + OPENING + "·‧・…—～－–／"
# B3.6: a number with its point, range, sign and unit sign.
NUMBER = re.compile(r"[+−±≥≤￥]?\d+(?:[.,]\d+)*(?:-\d+(?:[.,]\d+)*)*[%％‰℃°㎡]?")
UNIT = re.compile(r"—+|…+")  # B3.5

MM = 72 / 25.4
EM = 16.0
CELL = 156 * MM / 28  # 字 (3.1): an indent is two of them, the tracking between them aside
ASCENT = 0.81  # FandolFang's em box above the baseline, by its ink (page.py)
PITCH = (225 * MM - EM) / 21  # GB/T 9704: 22 lines fill the type area
BODY = {"body", "heading1", "heading2", "heading3", "heading4"}


def page_right(line):
    """The report's type area; it is mirrored."""
    return page_left(line) + 156 * MM


def page_left(line):
    return (28 if line.page % 2 else 26) * MM


def is_han(glyph):
    return "一" <= glyph.character <= "\u9FFF"


def shown(line):
    return f"page {line.page}: “{line.text}”"


def none(faults, what):
    assert not faults, f"{len(faults)} {what}, such as " + "; ".join(faults[:4])


def body(lines):
    return [l for l in lines if l.paragraph.style in BODY]


def cells(lines):
    """Lines in table cells that run from left to right."""
    return [l for l in lines if l.paragraph.cell and len({round(g.y, 1) for g in l.glyphs}) == 1]


def edges(lines):
    faults = []
    for l in lines:
        first, last = l.seen[0].character, l.seen[-1].character
        single_dash = first == "—" and not l.seen[1:2] or first == "—" != l.seen[1].character
        if not l.first and (first in NEVER_FIRST or single_dash):
            faults.append(f"{shown(l)} begins with {first}")
        if not l.last and last in NEVER_LAST:
            faults.append(f"{shown(l)} ends with {last}")
    none(faults, "lines have a mark at a forbidden edge")


def whole(lines):
    """No line ends inside a number, a —— or a ……"""
    faults = []
    spans = {}
    for l in lines:
        p = l.paragraph
        if id(p) not in spans:
            spans[id(p)] = [m.span() for rule in (NUMBER, UNIT) for m in rule.finditer(p.typed)]
        if l.last:
            continue
        at, next_at = p.place(l.end - 1) + 1, p.place(l.end)
        if at == next_at and any(a < at < b for a, b in spans[id(p)]):
            faults.append(f"{shown(l)}, then “{p.text[l.end:l.end + 9]}”")
    none(faults, "lines end inside a number or a double mark")


def justified(lines, right_of, narrowest=0):
    """Every line but the last ends at the measure: the box of its last character does, or for a mark
    half an em behind it, which is blank. A mark that a font draws elsewhere (？ in mid-em, a · of no
    em) is moved and its box with it: by the same in every line. A line is ragged when its gaps would
    have to grow by more than half an em (B6.3), in a cell narrower than twelve em by an eighth."""
    faults, moved, count = [], collections.defaultdict(set), 0
    for l in lines:
        if l.last:
            continue
        count += 1
        last, beyond = l.seen[-1], (l.seen[-1].right - right_of(l)) / l.size
        western = "Liberation" in last.font
        wanted = 0.5 if last.character in CLOSING + STOPS and not western else 0
        off = (beyond - wanted) * l.size
        if abs(off) <= 0.1:
            continue
        if last.character in "？！·" and -0.26 < beyond < 0.51:
            moved[last.character, last.font].add(beyond)
            continue
        han = sum(is_han(a) and is_han(b) for a, b in zip(l.seen, l.seen[1:]))
        if -off > han * l.size / (8 if l.size * 12 > narrowest > 0 else 2):
            continue
        faults.append(f"{shown(l)} ends {off:.2f} pt off")
    none(faults, "justified lines do not end at the measure")
    for mark, places in moved.items():
        assert max(places) - min(places) < 0.01, f"{mark} ends lines at {sorted(places)} em"
    return count


def cell_sides(line, rules):
    """The upright rules on both sides of a line."""
    at = [a for a, b, c, d in rules[line.page]
          if a == c and min(b, d) - 1 < line.y - line.size / 3 < max(b, d) + 1]
    return (max(x for x in at if x < line.seen[0].x + line.size / 2 + 0.1),
            min(x for x in at if x > line.seen[-1].right - line.size / 2 - 0.1))


def begins(lines):
    """At the margin, or two em in; an opening mark has its blank half beyond the margin (B4.4)."""
    faults = []
    for l in lines:
        off = l.seen[0].x - page_left(l) - (2 * CELL if l.first else 0)
        squeezed = not l.first and l.seen[0].character in OPENING
        if abs(off + (EM / 2 if squeezed else 0)) > 0.1:
            faults.append(f"{shown(l)} begins {off:.2f} pt off")
    none(faults, "lines do not begin at the margin")


def gaps(lines):
    """B6.3; and no two Han overlap by more than the tracking."""
    faults = []
    for l in lines:
        wide = [g for g in l.glyphs if g.character == "　" or not g.character.isspace()]
        for a, b in zip(wide, wide[1:]):
            gap = b.x - a.right
            if gap > l.size / 2 + 0.02 or (is_han(a) and is_han(b) and gap < -0.23):
                faults.append(f"{shown(l)}: {gap:.2f} pt between {a.character} and {b.character}")
    none(faults, "gaps are too wide or too narrow")


def lone(lines):
    """B8: a paragraph's last line has two characters at least that are no marks."""
    faults = [shown(l) for l in lines
              if l.last and not l.first and sum(g.character not in MARKS for g in l.seen) < 2]
    none(faults, "last lines of a lone Han")


def page_tops(lines):
    """B8: no page begins with the last line of a paragraph."""
    faults, page = [], 0
    for l in lines:
        if l.page != page and page > 0 and l.last and not l.first:
            faults.append(shown(l))
        page = l.page
    none(faults, "pages begin with a paragraph's last line")


def grid(lines):
    """B12: every line of text stands on one of 22 rows, the first at the top of the type area, the
    last at its foot; below a table (ragged rows of 12 pt) the grid holds again. A heading's font has
    its baseline elsewhere in the em box, up to a tenth of an em."""
    faults, rows = [], set()
    for l in lines:
        body_font = [g.y for g in l.glyphs if "Fang" in g.font]
        row = ((body_font or [l.y])[0] - ASCENT * EM - 37 * MM) / PITCH
        rows.add(round(row))
        near = 0.01 if body_font else EM / 10 / PITCH
        if abs(row - round(row)) > near or not -near < row < 21 + near:
            faults.append(f"{shown(l)} stands on row {row:.2f}")
    none(faults, "lines stand on no row")
    assert {0, 21} <= rows, f"rows {sorted(rows)}"


def inside(lines, rules):
    """No character of a cell reaches over a rule; a squeezed mark's blank half may."""
    faults = []
    for l in lines:
        for a, b, c, d in rules[l.page]:
            if a == c and min(b, d) < l.y - l.size / 3 < max(b, d):
                for g in l.seen:
                    blank = l.size / 2 if g.character in CLOSING + STOPS + OPENING else 0
                    if g.x + blank < a - 0.1 and g.right - blank > a + 0.1:
                        faults.append(f"{shown(l)}: {g.character} stands on a rule")
    none(faults, "characters stand on a rule")


def in_order(pdf, lines):
    """pdftotext gives every character in the order it is drawn in, which is the document's."""
    story = "".join(re.sub(r"—\d+—", "", readers.squash(page), count=1)
                    for page in readers.pdf_text(pdf, 1, None, raw=True).split("\f"))
    wanted = readers.squash("".join(l.text for l in lines))
    at = next((i for i, (a, b) in enumerate(zip(story, wanted)) if a != b), min(len(story), len(wanted)))
    assert story == wanted, f"at {at}: “{story[at:at + 40]}”, wanted “{wanted[at:at + 40]}”"


def many(least, check, *arguments):
    count = check(*arguments)
    assert count >= least, f"only {count} were seen"


def check_form(tests, name, folder):
    """The self-evaluation form: cells of all widths, and justified ones of 11 em and more."""
    pdf, tree = (os.path.join(folder, f"self-evaluation.{e}") for e in ("pdf", "tree"))
    lines, rules = page_lines.lines(pdf, tree)
    text = cells(lines)
    filled = collections.defaultdict(list)
    for l in text:
        if l.paragraph.style == "grid-paragraph":
            left, right = cell_sides(l, rules)
            filled[round(right - left - 5)].append(l)
    for what, check, *arguments in [
        ("no mark at a forbidden edge", edges, text), ("numbers and double marks are whole", whole, text),
        ("no gap over half an em", gaps, text), ("cells hold their text", inside, text, rules),
        *((f"cells of {width} pt are filled", justified, some, lambda l: cell_sides(l, rules)[1] - 2.5, width)
          for width, some in sorted(filled.items())),
        *((f"no lone Han in cells of {width} pt", lone, some) for width, some in sorted(filled.items())),
        ("pdftotext gives the text", in_order, pdf, lines),
    ]:
        tests.check(f"{name}: {what}", check, *arguments)
    return sum(len(l.seen) for l in lines if not l.repeated)


def check_report(tests, name, folder, least=150):
    pdf, tree = (os.path.join(folder, f"report.{e}") for e in ("pdf", "tree"))
    lines, rules = page_lines.lines(pdf, tree)
    text = body(lines)
    for what, check, *arguments in [
        ("no mark at a forbidden edge", edges, lines), ("numbers and double marks are whole", whole, lines),
        ("justified lines end at the measure", many, least, justified, text, page_right),
        ("lines begin at the margin", begins, text), ("no gap over half an em", gaps, lines),
        ("no lone Han", lone, text), ("no last line at the top of a page", page_tops, text),
        ("lines stand on the grid", grid, text), ("cells hold their text", inside, cells(lines), rules),
        ("pdftotext gives the text", in_order, pdf, lines),
    ]:
        tests.check(f"{name}: {what}", check, *arguments)
    return sum(len(l.seen) for l in lines if not l.repeated)


# ---------------------------------------------------------------- any text


def sections():
    profile = open(os.path.join(ROOT, "templates", "yueyanglou-2023.toml"), encoding="utf-8").read()
    report = profile.split("[[report.section]]", 1)[1].split("[[attachment]]")[0]
    return re.findall(r'(?m)^title = "(.*)"$', report)


def any_report(seed, characters):
    """The form's sections, filled; here and there a table."""
    writer, narrow = Writer(seed), Writer(seed, narrow=True)
    titles, out = sections(), []
    paragraphs = writer.paragraphs(characters)
    each = len(paragraphs) // len(titles) + 1

    def row(columns, longest):
        return "| " + " | ".join(narrow.text(narrow.random.randint(1, longest)) for _ in range(columns)) + " |"

    for i, title in enumerate(titles):
        out.append("# " + title)
        for text in paragraphs[i * each:(i + 1) * each]:
            out.append(text)
            if writer.random.random() < 0.08:
                columns = writer.random.randint(2, 4)
                rows = [row(columns, 40) for _ in range(writer.random.randint(1, 8))]
                out.append("\n".join([row(columns, 14), "|" + " --- |" * columns, *rows]))
    return "\n\n".join(out) + "\n"


def any_form(seed):
    """The example's data with other words: goals, indicators, targets and reasons."""
    writer, narrow = Writer(seed), Writer(seed, narrow=True)

    def words(maker, least, most):
        return lambda found: f'{found.group(1)} = "{maker.text(maker.random.randint(least, most))}"'

    def goals(found):
        texts = ",".join(f'"{writer.text(writer.random.randint(10, 300))}"' for _ in range(4))
        return f"{found.group(1)} = [{texts}]"

    def edit(toml):
        toml = re.sub(r'(?m)^(reason) = ".*"', words(narrow, 1, 160), toml)
        toml = re.sub(r'(?m)^(target) = ".*"', words(narrow, 1, 30), toml)
        toml = re.sub(r'(?m)^(actual) = ".*"', words(narrow, 1, 30), toml)
        toml = re.sub(r'(?m)^(name) = ".*"', words(narrow, 1, 40), toml)
        return re.sub(r"(?ms)^(expected|achieved) = \[.*?^\]", goals, toml)

    return edit


# More seeds on the command line look for more. 65: a paragraph with two lines at a page's top was set in
# one less, for the sake of that page's end.
seeds = [int(seed) for seed in sys.argv[1:]] or [1, 2, 65]
tests = Tests()
with tempfile.TemporaryDirectory() as out:
    for unit in EXAMPLES:
        name, folder = os.path.basename(unit), render(unit, out, ["report", "self-evaluation"], "pdf,tree")
        check_report(tests, name + " report", folder, least=60)
        check_form(tests, name + " form", folder)
characters = 0
for seed in seeds:
    with tempfile.TemporaryDirectory() as folder:
        unit = example(folder, report_md=lambda _: any_report(seed, 22_000))
        made = render(unit, os.path.join(folder, "out"), ["report"], "pdf,tree")
        characters += check_report(tests, f"any text {seed}", made)
        unit = example(os.path.join(folder, "form"), unit_toml=any_form(seed))
        made = render(unit, os.path.join(folder, "forms"), ["self-evaluation"], "pdf,tree")
        characters += check_form(tests, f"any form {seed}", made)


def enough():
    assert characters >= 20_000 * len(seeds), f"{characters} characters"


tests.check("20,000 characters of any text for each seed", enough)
tests.end()
