"""The tree as Typst: one file of styles, which all documents import, and a file for each document."""
import re

from tree import FACES, cells, inlines, page, points, styles, widths


def words(text):
    return re.sub(r"([\\#*_`$<>@\[\]~\"'/=+.-])", r"\\\1", text)


def stylesheet():
    lines = []
    for style in styles().values():
        han, bold = FACES[style.font][0], "bold" if FACES[style.font][3] else "regular"
        latin = FACES[style.latin][0]
        family = f'((name: "{latin}", covers: "latin-in-cjk"), "{han}")' if latin != han else f'"{han}"'
        lines.append(
            f"#let set-{style.id}(it) = {{\n"
            f'  set text(font: {family}, weight: "{bold}", size: {style.size}pt, tracking: {style.tracking}pt,\n'
            f'    lang: "zh", region: "cn", top-edge: 0.88em, bottom-edge: -0.12em)\n'
            f"  set par(leading: {style.pitch - style.size}pt, spacing: {style.pitch - style.size}pt,"
            f" justify: {'true' if style.align == 'justify' else 'false'},\n"
            f"    first-line-indent: (amount: {style.first}em, all: true))\n"
            f"  set align({'left' if style.align == 'justify' else style.align})\n  it\n}}\n"
            f"#let {style.id}(it) = block(width: 100%, above: {style.before + style.pitch - style.size}pt,"
            f" below: {style.after + style.pitch - style.size}pt,"
            f" set-{style.id}(pad(left: {style.left * style.size}pt, right: {style.right * style.size}pt, par(it))))\n")
    lines.append("#let number = context {\n  let at = counter(page).get().first()\n"
                 "  set-page-number(align(if calc.odd(at) { right } else { left }, [— #at —]))\n}\n"
                 "#let headings(it) = {\n" + "".join(
                     f"  show heading.where(level: {level}): each => heading{level}(each.body)\n" for level in (1, 2, 3, 4)) +
                 "  set-body(it)\n}\n")
    return "".join(lines)


def content(paragraph, vertical=False):
    out = []
    for kind, value in inlines(paragraph):
        if kind == "text":
            out.append("\\ ".join(words(each) for each in value) if vertical else words(value))
        else:
            out.append({"line-break": "#linebreak()", "blank": f"#h({value}em)"}.get(kind, "#h(1fr)"))
    return "".join(out)


def table(node):
    rows, head = [], []  # a head below the top, which further pages repeat too, is no header of Typst's
    for row in node.children:
        line = ""
        for cell in cells(row):
            inside = "".join(f"#{each.words[0]}[{content(each, cell.vertical)}]" for each in cell.paragraphs)
            line += f"table.cell(colspan: {cell.columns}, rowspan: {cell.rows})[{inside}], "
        (head if "head" in row.words and not rows else rows).append(line)
    first = f"table.header({''.join(head)})," if head else ""
    columns = ", ".join(f"{each}pt" for each in widths(node))
    return (f"#table(columns: ({columns}), stroke: 0.5pt, inset: (x: 3pt, y: 2.5pt), align: center + horizon,\n" +
            first + "\n".join(rows) + ")\n")


def block(node):
    if node.kind == "table":
        return table(node)
    if node.kind == "space":
        return f"#v({points(node.words[0])}pt)\n"
    if node.kind == "fill":
        return "#v(1fr)\n"
    style = node.words[0]
    if style == "body":
        return content(node) + "\n"
    if style.startswith("heading"):
        return "=" * int(style[-1]) + " " + content(node) + "\n"
    return f"#{style}[{content(node)}]\n"


def document(tree):
    out = ['#import "styles.typ": *\n', f'#set document(title: "{tree.text}")\n', "#show: headings\n"]
    for section in tree.children:
        (width, height, top, bottom, inner, outer), numbered = page(section)
        out.append(f"#set page(width: {width}pt, height: {height}pt, margin: (top: {top}pt, bottom: {bottom}pt,"
                   f" inside: {inner}pt, outside: {outer}pt), binding: left,"
                   f" footer: {'number' if numbered else 'none'})\n")
        out += [block(each) + "\n" for each in section.children]
    return "".join(out)
