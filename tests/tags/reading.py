"""The tags of a PDF as readers nobody here wrote give them: qpdf the objects and the pages' operators, pdf.js the text."""
import base64, json, os, re, subprocess

import program  # finds readers/
import readers

SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "structure.mjs")


def pdf_js(pdf):
    """Page by page the structure tree, and the text of each piece of marked content by its id."""
    done = subprocess.run(["node", SCRIPT, str(readers._npm("pdfjs-dist")), pdf], capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout.splitlines()[-1])  # before it, what an older node has to grumble about


class File:
    """The objects of a PDF by their references, strings as qpdf's JSON has them (u: text, b: bytes)."""

    def __init__(self, pdf):
        out = subprocess.run(["qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=inline",
                              "--decode-level=generalized", pdf], check=True, capture_output=True).stdout
        self.objects = {key[len("obj:"):]: value for key, value in json.loads(out)["qpdf"][1].items() if key != "trailer"}
        self.trailer = json.loads(out)["qpdf"][1]["trailer"]["value"]
        self.catalog = self.get(self.trailer["/Root"])
        self.pages = list(self.kids(self.catalog["/Pages"]))

    def get(self, what):
        """The object that a reference is to; of a stream its dictionary."""
        while isinstance(what, str) and re.fullmatch(r"\d+ \d+ R", what):
            found = self.objects[what]
            what = found["value"] if "value" in found else found["stream"]["dict"]
        return what

    def kids(self, reference):
        node = self.get(reference)
        if node["/Type"] == "/Page":
            yield reference
        for each in node.get("/Kids", []):
            yield from self.kids(each)

    def content(self, page):
        streams = self.get(page).get("/Contents", [])
        streams = [streams] if isinstance(streams, str) else streams
        return b"\n".join(base64.b64decode(self.objects[each]["stream"]["data"]) for each in streams)

    def numbers(self, root):
        """A number tree as a dictionary."""
        root = self.get(root)
        assert "/Kids" not in root and "/Limits" not in root, root.keys()
        keys = root["/Nums"][::2]
        assert keys == sorted(set(keys)), keys
        return dict(zip(keys, root["/Nums"][1::2]))

    def names(self, root):
        """A name tree as a dictionary."""
        root = self.get(root)
        assert "/Kids" not in root and "/Limits" not in root, root.keys()
        keys = root["/Names"][::2]
        assert keys == sorted(set(keys)), keys
        return dict(zip(keys, root["/Names"][1::2]))


class Element:
    """A structure element; kids are elements, and (page, MCID) and ("annotation", object, page)."""

    def __init__(self, file, reference, parent):
        node = file.get(reference)
        assert isinstance(reference, str), "a structure element is an object of its own"
        self.reference, self.parent, self.role = reference, parent, node["/S"][1:]
        assert node["/P"] == parent, f"{reference} names {node['/P']} as its parent, not {parent}"
        assert set(node) <= {"/S", "/P", "/K", "/Pg", "/A", "/ID", "/Type", "/Alt", "/T"}, node.keys()
        self.id, self.attributes, self.kids = node.get("/ID"), {}, []
        for each in self.list(node.get("/A", [])):
            each = file.get(each)
            owner = each["/O"]
            for key, value in each.items():
                if key != "/O":
                    assert key not in self.attributes, key
                    self.attributes[key] = (owner, value)
        for each in self.list(node.get("/K", [])):
            self.kids.append(self.kid(file, node, each))

    @staticmethod
    def list(value):
        return value if isinstance(value, list) else [value]

    def kid(self, file, node, each):
        if isinstance(each, int):
            return node["/Pg"], each
        value = file.get(each)
        if value.get("/Type") == "/MCR":
            return value.get("/Pg", node.get("/Pg")), value["/MCID"]
        if value.get("/Type") == "/OBJR":
            return "annotation", value["/Obj"], value.get("/Pg", node.get("/Pg"))
        return Element(file, each, self.reference)

    def all(self):
        yield self
        for each in self.kids:
            if isinstance(each, Element):
                yield from each.all()

    def elements(self):
        return [each for each in self.kids if isinstance(each, Element)]


def structure(file):
    """The root element; also that the tree's root has nothing else."""
    root = file.get(file.catalog["/StructTreeRoot"])
    assert root["/Type"] == "/StructTreeRoot"
    return Element(file, root["/K"], file.catalog["/StructTreeRoot"])


# ------------------------------------------------------------------------------------------ operators

TOKEN = re.compile(rb"<<|>>|<[0-9A-Fa-f]*>|\[|\]|/[^\s<>\[\]/()]*|[^\s<>\[\]/()]+")
SHOWS = {b"Tj", b"TJ", b"'", b'"', b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"Do", b"sh", b"BI"}


def pieces(content):
    """The marked content of a page in its order: (tag, MCID or None, operators that show something). What shows
    something outside of it is (None, None, …)."""
    assert b"(" not in content, "strings are hexadecimal here"
    found, stack, operands, outside = [], [], [], 0
    for token in TOKEN.findall(content):
        if token in (b"BDC", b"BMC"):
            number = re.search(rb"/MCID (\d+)", b" ".join(operands))
            stack.append((operands[0].decode(), int(number.group(1)) if number else None, len(found)))
            if operands[0] != b"/Span":
                assert len(stack) == 1, f"{operands[0]} stands inside {stack[0][0]}"
                found.append([stack[-1][0], stack[-1][1], 0])
            else:
                assert number is None and len(stack) > 1, "a Span of its own"
        elif token == b"EMC":
            stack.pop()
        elif token in SHOWS:
            if stack:
                found[stack[0][2]][2] += 1
            else:
                outside += 1
        elif token in (b"BT", b"ET"):
            assert token == b"ET" or not stack or stack[-1][0] != "/Span", "text begins inside of a Span"
        if token[:1] in b"/<>[]0123456789.-+":
            operands.append(token)
        else:
            operands = []
    assert not stack, "marked content is not ended"
    return [tuple(each) for each in found] + ([(None, None, outside)] if outside else [])
