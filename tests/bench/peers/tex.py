"""The tree as XeLaTeX with xeCJK: one file of styles, which all documents input, and a file for each document."""
import os, re

from tree import FACES, cells, inlines, page, points, styles, widths

SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def words(text):
    return re.sub(r"[\\~^#$%&_{}]", lambda m: SPECIAL.get(m[0], "\\" + m[0]), text)


def macro(style):
    """TeX's names are letters: a style's digits become them."""
    return "S" + re.sub(r"[^a-z]", "", style.translate(str.maketrans("0123456789", "abcdefghij")))


def stylesheet():
    lines = [r"\usepackage[CJKspace=false]{xeCJK}", r"\usepackage{geometry,multirow,longtable,array,fancyhdr}",
             r"\xeCJKsetup{CJKglue=\hskip 0pt plus 0.08\baselineskip,PunctStyle=quanjiao}",
             r"\setlength\parindent{0pt}\setlength\parskip{0pt}\setlength\tabcolsep{3pt}\setlength\LTleft{0pt}",
             r"\setlength\LTpre{0pt}\setlength\LTpost{0pt}\raggedbottom\hbadness=10000\hfuzz=\maxdimen\vbadness=10000"]
    for role, (_, file, index, _) in FACES.items():
        folder, name = os.path.split(file)
        options = f"Path={folder}/,FontIndex={index}"
        if role != "digits":
            lines.append(f"\\setCJKfamilyfont{{{role}}}[{options}]{{{name}}}")
        lines.append(f"\\newfontfamily\\latin{role}[{options}]{{{name}}}")
    folder, name = os.path.split(FACES["song"][1])
    lines.append(f"\\setCJKmainfont[Path={folder}/,FontIndex={FACES['song'][2]}]{{{name}}}")
    aligns = {"left": r"\raggedright", "right": r"\raggedleft", "center": r"\centering", "justify": ""}
    for style in styles().values():
        em = style.size
        lines.append(
            f"\\newcommand\\{macro(style.id)}[1]{{\\par\\vskip{style.before}pt{{{aligns[style.align]}"
            f"\\fontsize{{{em}}}{{{style.pitch}}}\\latin{style.latin}\\CJKfamily{{{style.font}}}"
            f"\\leftskip={style.left * em}pt plus \\leftskip\\rightskip={style.right * em}pt plus \\rightskip\n"
            .replace("plus \\leftskip", "" if style.align in ("left", "justify") else "plus 1fil")
            .replace("plus \\rightskip", "" if style.align in ("right", "justify") else "plus 1fil") +
            f"\\parindent={style.first * em}pt\\strut\\ignorespaces#1\\strut\\par}}\\vskip{style.after}pt}}")
    lines.append(r"\fancyhf{}\renewcommand\headrulewidth{0pt}\fancyfoot[RO,LE]{\Spagenumber{— \thepage\ —}}")
    return "\n".join(lines) + "\n"


def content(paragraph, vertical=False):
    out = []
    for kind, value in inlines(paragraph):
        if kind == "text":
            out.append(r"\newline ".join(words(each) for each in value) if vertical else words(value))
        else:
            out.append({"line-break": r"\newline ", "blank": f"\\hspace*{{{value}em}}"}.get(kind, r"\hspace{2em}"))
    return "".join(out)


def entry(cell, columns, bare):
    """A cell as \\multicolumn, of a row that it begins in or (bare) goes on in."""
    wide = sum(columns[cell.column:cell.column + cell.columns]) - 6
    inside = "" if bare else "".join(f"\\{macro(each.words[0])}{{{content(each, cell.vertical)}}}"
                                     for each in cell.paragraphs)
    if inside and cell.rows > 1:
        inside = f"\\multirow{{{cell.rows}}}{{{wide}pt}}{{\\parbox{{{wide}pt}}{{{inside}}}}}"
    elif inside:
        inside += "\\kern-12pt"  # the line that array's strut begins behind the last paragraph
    left = "|" if cell.column == 0 else ""
    return f"\\multicolumn{{{cell.columns}}}{{{left}m{{{wide}pt}}|}}{{{inside}}}"


def table(node):
    columns = widths(node)
    out = ["\\begin{longtable}{|" + "".join(f"m{{{each - 6}pt}}|" for each in columns) + "}\\hline\n"]
    open_cells = {}  # by column: the cell and the rows it has yet
    for number, row in enumerate(node.children):
        for cell in cells(row):
            open_cells[cell.column] = [cell, cell.rows, True]
        line = []
        for column in sorted(open_cells):
            cell, _, fresh = open_cells[column]
            line.append(entry(cell, columns, not fresh))
            open_cells[column][1:] = [open_cells[column][1] - 1, False]
        out.append(" & ".join(line) + "\\\\")
        done = [cell for cell, left, _ in open_cells.values() if left == 0]
        rules = "\\hline" if len(done) == len(open_cells) else "".join(
            f"\\cline{{{cell.column + 1}-{cell.column + cell.columns}}}" for cell in done)
        open_cells = {column: each for column, each in open_cells.items() if each[1] > 0}
        out.append(rules + ("\\endhead" if number == 0 and "head" in row.words else "") + "\n")
    return "".join(out) + "\\end{longtable}\n"


def block(node):
    if node.kind == "table":
        return table(node)
    if node.kind == "space":
        return f"\\vspace*{{{points(node.words[0])}pt}}\n"
    if node.kind == "fill":
        return "\\vfill\n"
    return f"\\{macro(node.words[0])}{{{content(node)}}}\n"


def document(tree):
    out = ["\\documentclass[twoside]{article}\n\\input{styles}\n"]
    for number, section in enumerate(tree.children):
        (width, height, top, bottom, inner, outer), numbered = page(section)
        size = (f"{{paperwidth={width}bp,paperheight={height}bp,top={top}bp,bottom={bottom}bp,inner={inner}bp,"
                f"outer={outer}bp,headheight=0pt,headsep=0pt,footskip=30bp}}\n")
        out.append("\\geometry" + size + "\\begin{document}\n" if number == 0 else "\\clearpage\n")
        out.append(f"\\pagestyle{{{'fancy' if numbered else 'empty'}}}\n")
        out += [block(each) for each in section.children]
    return "".join(out) + "\\end{document}\n"
