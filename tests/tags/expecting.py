"""What the tags of a document must be: from `ziping render -f tree`, by rules written down once more."""
import re

import program


class Node:
    def __init__(self, line):
        self.depth = (len(line) - len(line.lstrip())) // 2
        self.kind, _, self.rest = line.strip().partition(" ")
        self.kids = []
        self.first = self.rest.split(" ")[0]

    def number(self, key, default):
        found = re.search(rf"(?:^| ){key}=(\d+)", self.rest)
        return int(found.group(1)) if found else default

    def word(self, key):
        found = re.search(rf"(?:^| ){key}=(\w+)", self.rest)
        return found.group(1) if found else None

    def has(self, word):
        return word in self.rest.split(" ")

    def text(self):
        if self.kind == "run":
            return program.run_text(f"run {self.rest}")
        if self.kind == "line-break":
            return "\n"
        return "".join(each.text() for each in self.kids)


def read(tree):
    """The tree dump as nodes."""
    stack = []
    for line in open(tree, encoding="utf-8").read().splitlines():
        node = Node(line)
        del stack[node.depth:]
        if stack:
            stack[-1].kids.append(node)
        stack.append(node)
    return stack[0]


# ------------------------------------------------------------------------------------------ blocks

LEVELS = {"form-title": 1, "sheet-heading": 2, "heading1": 1, "heading2": 2, "heading3": 3, "heading4": 4}


def element(role, kids, **attributes):
    return {"role": role, "kids": [each for each in kids if each != ""], **attributes}


def inlines(node):
    """The text of a paragraph, and the forms in it."""
    out = [""]
    for each in node.kids:
        out += [element("Form", []), ""] if each.kind == "field" else []
        out[-1] += each.text()
    return [each for each in out if each]


class Document:
    """The elements of one document, as nested dictionaries with the text in their places."""

    def __init__(self, root):
        self.levels = []  # of the headings that the next one may stand under
        sections = [self.blocks(each.kids) for each in root.kids]
        if len(sections) == 1:
            self.tree = element("Document", sections[0])
        else:
            self.tree = element("Document", [element("Sect", each) for each in sections])

    def heading(self, node):
        level = 0 if node.first == "report-title" else LEVELS[node.first]
        self.levels = [each for each in self.levels if each < level] + [level]
        return element(f"H{len(self.levels)}", [node.text()])

    def blocks(self, nodes):
        out, lists = [], []
        for node in nodes:
            depth = node.number("list", 0)
            if node.kind == "table":
                out.append(table(node))
            elif node.kind in ("paragraph", "heading") and inlines(node):
                if depth:
                    lists = self.item(node, depth, lists, out)
                    continue
                title = node.kind == "heading" or node.first == "report-title"
                out.append(self.heading(node) if title else element("P", inlines(node)))
            elif node.kind in ("space", "fill", "page-break"):
                continue
            lists = []
        return out

    @staticmethod
    def item(node, depth, lists, out):
        """lists: the open ones, each with the body of its last item."""
        lists = lists[:depth - 1 if node.has("begins") else depth]
        while len(lists) < depth:
            made = element("L", [], numbering="/Decimal" if node.has("label") else None)
            (lists[-1]["kids"][-1]["kids"][-1]["kids"] if lists else out).append(made)
            lists.append(made)
        label = node.kids[0].text() if node.has("label") else ""
        text = node.text()[len(label):]
        if node.has("item"):
            kids = [element("Lbl", [label])] if label else []
            lists[-1]["kids"].append(element("LI", kids + [element("LBody", [text])]))
        else:
            lists[-1]["kids"][-1]["kids"][-1]["kids"].append(element("P", [text]))
        return lists


# ------------------------------------------------------------------------------------------ tables

class Cell:
    def __init__(self, node, row):
        self.node, self.row, self.column = node, row, node.number("column", None)
        self.rows, self.columns = node.number("rows", 1), node.number("columns", 1)
        self.scope = node.word("scope")
        self.blocks = [inlines(each) for each in node.kids]
        if self.scope == "name" and not node.kids[0].kids:
            self.scope = None

    below = property(lambda self: self.row + self.rows)
    right = property(lambda self: self.column + self.columns)

    def over(self, other):
        return self.column <= other.column and self.right >= other.right


def column_headers(cell, cells):
    """The nearest above that covers all of the cell's columns, and those that stand on it."""
    heads = sorted((each for each in cells if each.scope == "column" and each.over(cell) and each.below <= cell.row),
                   key=lambda each: -each.row)
    if cell.scope == "column" and heads and heads[0].below != cell.row:
        return []  # a head of something else
    found = heads[:1]
    for each in heads[1:]:
        if each.below != found[-1].row:
            break
        found.append(each)
    return found[::-1]


def apart(other, cell, cells):
    """It stands under a header of several columns that the cell does not stand under."""
    heads = [each for each in cells if each.scope == "column" and each.over(other) and each.below <= other.row]
    head = max(heads, key=lambda each: each.row, default=None)
    return head is not None and head.columns > other.columns and not head.over(cell)


def row_headers(cell, cells):
    found = []
    for row in range(cell.row, cell.below):
        left = sorted((each for each in cells if each.row <= row < each.below and each.right <= cell.column and
                       not apart(each, cell, cells)), key=lambda each: -each.column)
        names = [each.scope in ("row", "name") for each in left]
        begin = 0 if cell.scope in ("row", "name") else names.index(True) if True in names else len(names)
        end = begin
        while end < len(names) and names[end]:
            end += 1
        found += [each for each in reversed(left[begin:end]) if each not in found]
    if not found and cell.scope is None:
        right = [each for each in cells if each.row <= cell.row < each.below and each.column >= cell.right and
                 each.scope == "name"]
        found = sorted(right, key=lambda each: each.column)[:1]
    return found


def cell_element(cell, cells):
    blocks = [each for each in cell.blocks if each]
    kids = [each for block in blocks for each in block] if len(cell.blocks) == 1 else [element("P", each) for each in blocks]
    headers = row_headers(cell, cells) + column_headers(cell, cells)
    return element("TH" if cell.scope else "TD", kids, at=(cell.row, cell.column), rows=cell.rows, columns=cell.columns,
                   scope={"column": "/Column", "row": "/Row", "name": "/Row", None: None}[cell.scope],
                   headers=[(each.row, each.column) for each in headers])


def table(node):
    cells = [Cell(cell, row) for row, each in enumerate(node.kids) for cell in each.kids]
    rows = [element("TR", [cell_element(each, cells) for each in cells if each.row == row])
            for row in range(len(node.kids))]
    heads = [node.has("head") for node in node.kids]
    if any(heads) and heads == sorted(heads, reverse=True):
        count = sum(heads)
        rows = [element("THead", rows[:count]), element("TBody", rows[count:])]
    return element("Table", rows, summary=re.search(r'caption="(.*)"', node.rest).group(1))
