"""Words for libFuzzer (-dict=), out of what defines the formats: the JSON schemas, template.xsd, and for PDFs the names
that the reader asks for."""
import json, pathlib, re
import xml.etree.ElementTree as tree

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
XS = "{http://www.w3.org/2001/XMLSchema}"
MARKDOWN = ["# ", "## ", "- ", "1. ", "> ", "|---|", "**", "~~", "```", "[](", "![](", "<!--", "&nbsp;", "\\\\", "  \n", "\t", "{{", "}}"]
DECIMAL = ["5.00", "-0.01", "1e9", "9223372036854775807", "/", "——", "不适用", "100%"]


def schema(name):
    """The members' names and the values that are listed."""
    found = set()

    def walk(node):
        if isinstance(node, dict):
            for key, value in node.items():
                if key in ("properties", "patternProperties", "$defs") and isinstance(value, dict):
                    found.update(value)
                if key == "enum" or key == "const":
                    found.update(str(each) for each in (value if isinstance(value, list) else [value]))
                walk(value)
        elif isinstance(node, list):
            for each in node:
                walk(each)
    walk(json.loads((TEMPLATES / name).read_text()))
    return found


def xsd(name):
    """Elements as they begin, attributes as they are set, and the values that are listed."""
    found = set()
    for node in tree.parse(TEMPLATES / name).iter():
        if node.get("name") and node.tag == XS + "element":
            found.add(f"<{node.get('name')}>")
        elif node.get("name") and node.tag == XS + "attribute":
            found.add(f' {node.get("name")}="')
        elif node.get("value") and node.tag == XS + "enumeration":
            found.add(f'"{node.get("value")}"')
    return found


def pdf_names():
    sources = "".join(path.read_text() for path in sorted((ROOT / "src/reader").glob("*.cc")))
    return set(re.findall(r'"(/[A-Za-z0-9]+)"', sources)) | {"obj\n", "endobj\n", "stream\n", "startxref\n", "%%EOF\n", " 0 R", "<<", ">>"}


def tags():
    """What fonts are made of, by what the program and the tests ask them for."""
    sources = "".join(path.read_text() for folder in ("text", "pdf") for path in sorted((ROOT / "src" / folder).glob("*.c")))
    asked = {"".join(letters) for letters in re.findall(r"HB_TAG\('(.)', '(.)', '(.)', '(.)'\)", sources)}
    return asked | {"cmap", "name", "GSUB", "GPOS", "vhea", "vmtx", "VORG", "fvar", "gvar", "HVAR", "CFF2", "ttcf", "OTTO"}


def words(target):
    data = schema("unit-year.schema.json")
    if target in ("toml", "unit"):
        return {f"{word} = " for word in data} | {f"[[{word}]]\n" for word in data} | {f'"{each}"' for each in DECIMAL}
    if target == "json":
        return {f'"{word}": ' for word in data} | {f'"{each}"' for each in DECIMAL}
    if target == "report":
        return {f"{{{{{word}}}}}" for word in data} | set(MARKDOWN)
    if target == "form":
        return xsd("template.xsd") | {f"{word} = " for word in schema("profile.schema.json")} | data
    if target == "package":
        return {f'"{word}"' for word in schema("manifest.schema.json")} | {"PK\1\2", "PK\3\4", "PK\5\6", "PK\6\6", "PK\6\7"}
    return pdf_names() if target == "inspect" else tags()


def write(target, path):
    """Words of at most 64 bytes, which is all that libFuzzer takes."""
    lines = []
    for word in sorted(words(target)):
        data = word.encode()
        if 0 < len(data) <= 64:
            lines.append('"%s"\n' % "".join(chr(c) if 32 <= c < 127 and chr(c) not in '"\\' else "\\x%02X" % c for c in data))
    path.write_text("".join(lines))
