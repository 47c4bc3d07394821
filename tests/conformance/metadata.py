"""The XMP of a file (ISO 19005-2 6.6, ISO 14289-1 clause 5 and 7.1): packet, properties and their types, extension schemas,
claims, and the Info dictionary beside it."""
import re
import xml.etree.ElementTree as ElementTree

import pikepdf

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DC, XMP, PDF = "http://purl.org/dc/elements/1.1/", "http://ns.adobe.com/xap/1.0/", "http://ns.adobe.com/pdf/1.3/"
MM, RIGHTS = "http://ns.adobe.com/xap/1.0/mm/", "http://ns.adobe.com/xap/1.0/rights/"
PDFA, PDFUA = "http://www.aiim.org/pdfa/ns/id/", "http://www.aiim.org/pdfua/ns/id/"
PDFX = "http://www.npes.org/pdfx/ns/id/"
EXTENSION, SCHEMA = "http://www.aiim.org/pdfa/ns/extension/", "http://www.aiim.org/pdfa/ns/schema#"
PROPERTY, TYPE, FIELD = (f"http://www.aiim.org/pdfa/ns/{name}#" for name in ("property", "type", "field"))
PREFIXES = {PDFA: "pdfaid", PDFUA: "pdfuaid", PDFX: "pdfxid", EXTENSION: "pdfaExtension", SCHEMA: "pdfaSchema",
            PROPERTY: "pdfaProperty", TYPE: "pdfaType", FIELD: "pdfaField"}
PREDEFINED = {  # of the properties of XMP 2005, those that a document of ours may have
    DC: {"contributor": "bag Text", "coverage": "Text", "creator": "seq Text", "date": "seq Date", "description": "Lang Alt",
         "format": "Text", "identifier": "Text", "language": "bag Text", "publisher": "bag Text", "relation": "bag Text",
         "rights": "Lang Alt", "source": "Text", "subject": "bag Text", "title": "Lang Alt", "type": "bag Text"},
    XMP: {"BaseURL": "Text", "CreateDate": "Date", "CreatorTool": "Text", "Identifier": "bag Text", "Label": "Text",
          "MetadataDate": "Date", "ModifyDate": "Date", "Nickname": "Text", "Rating": "Integer"},
    MM: {"DocumentID": "Text", "InstanceID": "Text", "RenditionClass": "Text", "VersionID": "Text", "Manager": "Text"},
    RIGHTS: {"Certificate": "Text", "Marked": "Boolean", "Owner": "bag Text", "UsageTerms": "Lang Alt", "WebStatement": "Text"},
    PDF: {"Keywords": "Text", "PDFVersion": "Text", "Producer": "Text"},
    PDFA: {"part": "Integer", "amd": "Text", "corr": "Text", "conformance": "Text"}}
FORMS = {"Integer": r"[+-]?\d+", "Boolean": "True|False", "Real": r"[+-]?(\d+\.?\d*|\.\d+)", "Text": r"(?s).*", "URI": r"\S+",
         "Date": r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?"}


def rdf(name):
    return f"{{{RDF}}}{name}"


def split(tag):
    return tag[1:].split("}", 1) if tag.startswith("{") else ("", tag)


class Packet:
    """Properties of one XMP packet: (namespace, name) -> element or text."""

    def __init__(self, data, report):
        self.report, self.properties, self.prefixes = report, {}, {}
        self.check_packet(data)
        try:
            body = re.sub(rb"<\?xpacket[^>]*\?>", b"", data).strip()
            for _, (prefix, uri) in ElementTree.iterparse(Feed(body), ["start-ns"]):
                self.prefixes.setdefault(uri, set()).add(prefix)
            root = ElementTree.fromstring(body)
        except ElementTree.ParseError as error:
            self.tell("xmp-rdf", str(error))
            return
        found = [root] if root.tag == rdf("RDF") else list(root.iter(rdf("RDF")))
        if len(found) != 1:
            self.tell("xmp-rdf", f"{len(found)} rdf:RDF")
            return
        for description in found[0]:
            self.describe(description)

    def tell(self, rule, text):
        self.report(rule, "XMP", text)

    def check_packet(self, data):
        head = re.match(rb"(?:\xef\xbb\xbf)?\s*<\?xpacket ([^>]*)\?>", data)
        if not head or b"W5M0MpCehiHzreSzNTczkc9d" not in head.group(1) or not re.search(rb"<\?xpacket end=['\"][rw]['\"]\?>\s*\Z", data):
            self.tell("xmp-packet", "no xpacket around it")
        elif re.search(rb"\b(bytes|encoding)\s*=", head.group(1)):
            self.tell("xmp-packet", head.group(1).decode("latin-1"))
        try:
            data.decode()
        except UnicodeDecodeError as error:
            self.tell("xmp-packet", f"no UTF-8: {error}")

    def describe(self, description):
        if description.tag != rdf("Description") or rdf("about") not in description.attrib:
            self.tell("xmp-rdf", f"{description.tag} without rdf:about")
        for name, value in description.attrib.items():
            if split(name)[0] not in (RDF, ""):
                self.add(name, value)
        for element in description:
            self.add(element.tag, element)

    def add(self, tag, value):
        key = tuple(split(tag))
        if key in self.properties:
            self.tell("xmp-rdf", f"{key[1]} stands twice")
        self.properties[key] = value

    def text(self, namespace, name):
        """A property's text; of an array its only or x-default member; None if it is not there."""
        value = self.properties.get((namespace, name))
        if value is None or isinstance(value, str):
            return value
        items = list(value.iter(rdf("li")))
        if not items:
            return value.text or ""
        chosen = [item for item in items if item.get(XML_LANG) == "x-default"] or items
        return (chosen[0].text or "") if chosen else ""


class Feed:
    """iterparse wants a file."""

    def __init__(self, data):
        self.data = data

    def read(self, size=-1):
        data, self.data = self.data, b""
        return data


# ------------------------------------------------------------ extension schemas


def fields_of(element):
    """The fields of a struct, in one of RDF's forms."""
    inner = element.find(rdf("Description"))
    holder = inner if inner is not None else element
    found = {child.tag: child for child in holder}
    found.update({name: value for name, value in holder.attrib.items() if split(name)[0] != RDF})
    return found


def plain(value):
    return value if isinstance(value, str) else None if value is None or len(value) else (value.text or "")


class Extensions:
    """What the extension schema container describes: namespace -> {property: type}."""

    def __init__(self, packet):
        self.packet, self.schemas, self.types = packet, {}, set()
        container = packet.properties.get((EXTENSION, "schemas"))
        if container is None:
            return
        bag = container.find(rdf("Bag")) if not isinstance(container, str) else None
        if bag is None:
            self.tell("schemas is no rdf:Bag")
            return
        for item in bag:
            self.schema(fields_of(item))

    def tell(self, text):
        self.packet.tell("xmp-schema", text)

    def need(self, fields, namespace, names, where):
        """The texts of fields that must be there, and none but them."""
        out = {}
        for name in names:
            out[name] = plain(fields.get(f"{{{namespace}}}{name}"))
            if not out[name]:
                self.tell(f"{where}: no {name}")
        return out

    def schema(self, fields):
        text = self.need(fields, SCHEMA, ("schema", "namespaceURI", "prefix"), "a schema")
        uri = text["namespaceURI"]
        known = {f"{{{SCHEMA}}}{name}" for name in ("schema", "namespaceURI", "prefix", "property", "valueType")}
        for name in set(fields) - known:
            self.tell(f"schema {uri}: {name}")
        if uri in self.packet.prefixes and text["prefix"] not in self.packet.prefixes[uri]:
            self.tell(f"schema {uri}: prefix {text['prefix']}, used as {self.packet.prefixes[uri]}")
        types = fields.get(f"{{{SCHEMA}}}valueType")
        if types is not None:
            self.value_types(types)
        properties = fields.get(f"{{{SCHEMA}}}property")
        seq = properties.find(rdf("Seq")) if properties is not None and not isinstance(properties, str) else None
        if seq is None:
            self.tell(f"schema {uri}: property is no rdf:Seq")
            return
        self.schemas[uri] = dict(self.one_property(fields_of(item), uri) for item in seq)

    def value_types(self, element):
        for item in element.iter(rdf("li")):
            if any(split(tag)[0] == TYPE for tag in fields_of(item)):
                text = self.need(fields_of(item), TYPE, ("type", "namespaceURI", "prefix", "description"), "a value type")
                self.types.add(text["type"])

    def one_property(self, fields, uri):
        text = self.need(fields, PROPERTY, ("name", "valueType", "category", "description"), f"a property of {uri}")
        if text["category"] not in ("internal", "external"):
            self.tell(f"{text['name']}: category {text['category']}")
        kind = re.sub(r"(?i)^(bag|seq|alt|open choice of|closed choice of|choice of|choice)\s+", "", text["valueType"] or "")
        if kind not in FORMS and kind not in self.types and kind != "Lang Alt" and kind != "ProperName" and kind != "AgentName":
            self.tell(f"{text['name']}: valueType {text['valueType']} is not defined")
        return text["name"], text["valueType"]


def type_fits(value, kind):
    """Whether an element (or an attribute's text) has this type's form."""
    match = re.match(r"(?i)(bag|seq|alt|lang alt)\b\s*(.*)", kind)
    if not match:
        text = plain(value)
        return text is not None and bool(re.fullmatch(FORMS.get(kind, FORMS["Text"]), text))
    if isinstance(value, str):
        return False
    array = match.group(1).lower()
    holder = value.find(rdf({"lang alt": "Alt"}.get(array, array.capitalize())))
    if holder is None or len(value) != 1:
        return False
    if array == "lang alt":
        return len(holder) > 0 and all(XML_LANG in item.attrib for item in holder)
    return all(type_fits(item, match.group(2) or "Text") for item in holder)


def check_properties(packet, extensions):
    for (namespace, name), value in packet.properties.items():
        if namespace == EXTENSION:
            continue
        kind = PREDEFINED.get(namespace, {}).get(name) or extensions.schemas.get(namespace, {}).get(name)
        if kind is None:
            packet.tell("xmp-property", f"{name} of {namespace}")
        elif not type_fits(value, kind):
            packet.tell("xmp-type", f"{name} is no {kind}: {plain(value)!r}")


# ------------------------------------------------------------ claims and Info


def claims_of(packet):
    """What the file says it is: some of A, 2, 3, U, X."""
    part = packet.text(PDFA, "part")
    found = {"A", part} if part else set()
    if packet.text(PDFUA, "part"):
        found.add("U")
    if packet.text(PDFX, "GTS_PDFXVersion"):
        found.add("X")
    return found


def check_claims(packet, wanted, report):
    for uri, prefix in PREFIXES.items():
        used = packet.prefixes.get(uri, {prefix})
        if used != {prefix}:
            rule = {PDFA: "claim-a", PDFUA: "claim-ua", PDFX: "x-claim"}.get(uri, "xmp-schema")
            packet.tell(rule, f"prefix {used} for {uri}")
    part = "3" if "3" in wanted else "2"
    if (packet.text(PDFA, "part"), packet.text(PDFA, "conformance")) != (part, "U"):
        packet.tell("claim-a", f"part {packet.text(PDFA, 'part')}, conformance {packet.text(PDFA, 'conformance')}, wanted {part} U")
    if packet.text(PDFUA, "part") != "1":
        packet.tell("claim-ua", f"part {packet.text(PDFUA, 'part')}")
    if packet.text(PDFX, "GTS_PDFXVersion") != "PDF/X-4":
        packet.tell("x-claim", f"GTS_PDFXVersion {packet.text(PDFX, 'GTS_PDFXVersion')}")
    for claim in claims_of(packet) - set(wanted):
        packet.tell("claim-none", f"it claims to be {claim}")


def date_digits(text):
    """A date of PDF or XMP as its digits, in whatever precision it has, with its zone."""
    match = re.match(r"(?:D:)?(\d{4})-?(\d\d)?-?(\d\d)?T?(\d\d)?:?(\d\d)?:?(\d\d)?(?:\.\d+)?(Z|[+-]\d\d)?'?:?(\d\d)?", text)
    if not match:
        return None
    zone = (match.group(7) or "") + (match.group(8) or "")
    return "".join(part or "" for part in match.groups()[:6]).ljust(14, "0"), zone.replace("Z", "").replace("+0000", "")


INFO = {"/Title": (DC, "title"), "/Author": (DC, "creator"), "/Subject": (DC, "description"), "/Keywords": (PDF, "Keywords"),
        "/Creator": (XMP, "CreatorTool"), "/Producer": (PDF, "Producer"), "/CreationDate": (XMP, "CreateDate"),
        "/ModDate": (XMP, "ModifyDate"), "/Trapped": (PDF, "Trapped")}


def check_info(pdf, packet, report):
    for key, value in dict(pdf.trailer.get("/Info", {})).items():
        if key not in INFO:
            continue
        said, text = packet.text(*INFO[key]), str(value).lstrip("/")
        same = date_digits(said or "") == date_digits(text) if key.endswith("Date") else said == text
        if not same:
            report("info", f"Info {key}", f"{text!r}, XMP says {said!r}")


def check(pdf, report, wanted):
    """The packet, or None."""
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream) or stream.get("/Type") != "/Metadata" or stream.get("/Subtype") != "/XML":
        report("metadata", "catalog", "no Metadata stream of Subtype XML")
        return None
    packet = Packet(stream.read_bytes(), report)
    check_properties(packet, Extensions(packet))
    check_claims(packet, wanted, report)
    check_info(pdf, packet, report)
    if not (packet.text(DC, "title") or "").strip():
        report("title", "XMP", "no dc:title")
    return packet
