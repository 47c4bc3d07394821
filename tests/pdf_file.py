"""A PDF's objects as qpdf reads them, and its bytes as ISO 19005-2, 6.1 wants them."""
import base64, json, re, subprocess


class Pdf:
    def __init__(self, path):
        self.path, self.bytes = path, open(path, "rb").read()
        said = subprocess.run(["qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=inline",
                               "--decode-level=generalized", path], capture_output=True, check=True).stdout
        objects = json.loads(said)["qpdf"][1]
        self.objects = {key[4:]: value for key, value in objects.items() if key.startswith("obj:")}
        self.trailer = objects["trailer"]["value"]
        self.catalog, self.info = self.get(self.trailer["/Root"]), self.get(self.trailer["/Info"])

    def get(self, value):
        """A value, or the dictionary or value of the object that it refers to."""
        if isinstance(value, str) and value in self.objects:
            found = self.objects[value]
            return found["stream"]["dict"] if "stream" in found else found["value"]
        return value

    def data(self, reference):
        return base64.b64decode(self.objects[reference]["stream"]["data"])

    def pages(self, node=None):
        node = node or self.get(self.catalog["/Pages"])
        for kid in (self.get(each) for each in node["/Kids"]):
            yield from self.pages(kid) if kid["/Type"] == "/Pages" else [kid]

    def contents(self, resources=None, own=None):
        """Every stream that draws, with its resources: of pages and of the forms they show."""
        if own is None:
            for page in self.pages():
                each = page.get("/Contents")
                for stream in each if isinstance(each, list) else [each] if each else []:
                    yield from self.contents(self.get(page["/Resources"]), stream)
            return
        yield resources, self.data(own)
        for form in self.get(resources.get("/XObject", {})).values():
            dictionary = self.get(form)
            assert dictionary["/Subtype"] == "/Form", dictionary
            assert "/Resources" in dictionary, "a form without resources of its own (6.2.2)"
            yield from self.contents(self.get(dictionary["/Resources"]), form)


def text(value):
    assert value.startswith("u:"), value
    return value[2:]


def syntax(data):
    """Clauses 6.1.2, 6.1.3, 6.1.7.1 and 6.1.9, on the bytes. Returns the objects that stand by themselves."""
    assert re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4,}\n", data), "header (6.1.2)"
    assert re.search(rb"\nstartxref\n\d+\n%%EOF\n\Z", data), "end (6.1.3)"
    start = int(re.search(rb"startxref\n(\d+)\n%%EOF\n\Z", data).group(1))
    assert re.match(rb"\d+ 0 obj\n", data[start:]), "no cross-reference stream where startxref says"
    assert b"/Encrypt" not in data[start:], "6.1.3"
    at, streams = data.index(b"\n", data.index(b"\n") + 1) + 1, {}
    while at <= start:
        head = re.match(rb"(\d+) 0 obj\n", data[at:at + 32])
        assert head, f"no object at {at}: {data[at:at + 40]}"
        body = at + head.end()
        end = data.index(b"\nendobj\n", body)
        stream = data.find(b"stream\n", body, end)
        if stream >= 0:
            dictionary = data[body:stream]
            size = int(re.search(rb"/Length (\d+)", dictionary).group(1))
            after = stream + len(b"stream\n") + size
            assert data[after:after + 18] == b"\nendstream\nendobj\n", f"{head.group(1)}: Length (6.1.7.1)"
            for key in (b"/F ", b"/FFilter", b"/FDecodeParms", b"/LZWDecode"):
                assert key not in dictionary, (key, dictionary)
            end, streams[int(head.group(1))] = after + len(b"\nendstream"), dictionary
        at = end + len(b"\nendobj\n")
    return streams
