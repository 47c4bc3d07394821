"""The tree as JSON for the program that writes it with npm's docx: lengths in twentieths of a point."""
import json

from tree import FACES, cells, inlines, page, points, styles, widths


def twips(length):
    return round(length * 20)


def stylesheet():
    out = []
    for style in styles().values():
        em = style.size
        indent = {"left": twips(style.left * em), "right": twips(style.right * em)}
        indent["firstLine" if style.first >= 0 else "hanging"] = twips(abs(style.first) * em)
        out.append({
            "id": style.id, "name": style.id, "quickFormat": True,
            "run": {"font": {"ascii": FACES[style.latin][0], "hAnsi": FACES[style.latin][0], "eastAsia": FACES[style.font][0]},
                    "size": round(em * 2), "bold": FACES[style.font][3], "characterSpacing": twips(style.tracking)},
            "paragraph": {"alignment": {"justify": "both"}.get(style.align, style.align), "indent": indent,
                          "spacing": {"line": twips(style.pitch), "lineRule": "exact", "before": twips(style.before),
                                      "after": twips(style.after)},
                          **({"outlineLevel": style.outline - 1} if style.outline else {})}})
    return out


def block(node):
    if node.kind == "table":
        return {"columns": [twips(each) for each in widths(node)], "rows": [
            {"head": "head" in row.words, "cells": [
                {"columns": cell.columns, "rows": cell.rows, "vertical": cell.vertical,
                 "paragraphs": [block(each) for each in cell.paragraphs]} for cell in cells(row)]}
            for row in node.children]}
    if node.kind in ("space", "fill"):
        return {"style": "body", "inlines": [], "before": twips(points(node.words[0]) if node.kind == "space" else 200)}
    return {"style": node.words[0], "inlines": list(inlines(node))}


def document(tree):
    sections = []
    for section in tree.children:
        (width, height, top, bottom, inner, outer), numbered = page(section)
        sections.append({
            "page": {"size": {"width": twips(width), "height": twips(height)},
                     "margin": {"top": twips(top), "bottom": twips(bottom), "left": twips(inner), "right": twips(outer)}},
            "numbered": numbered, "blocks": [block(each) for each in section.children]})
    return json.dumps({"title": tree.text, "styles": stylesheet(), "sections": sections}, ensure_ascii=False)
