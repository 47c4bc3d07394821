"""Output intents and their ICC profiles (ISO 19005-2 6.2.3, ICC.1), and the pages' boxes."""
import struct

import pikepdf

COMPONENTS = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}
NEEDED = {b"GRAY": {b"desc", b"cprt", b"wtpt", b"kTRC"}, b"RGB ": {b"desc", b"cprt", b"wtpt"}, b"CMYK": {b"desc", b"cprt", b"wtpt", b"A2B0"}}
BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")


def check_tags(data, space, tell):
    """The tag table (ICC.1 7.3): tags lie within the profile, behind the table, at multiples of four."""
    count, = struct.unpack_from(">I", data, 128)
    if 132 + 12 * count > len(data):
        tell("icc-bytes", f"a table of {count} tags in {len(data)} bytes")
        return
    tags = {}
    for i in range(count):
        tag, offset, size = struct.unpack_from(">4sII", data, 132 + 12 * i)
        tags[tag] = data[offset:offset + size]
        if offset % 4 or offset < 132 + 12 * count or offset + size > len(data) or size < 8:
            tell("icc-bytes", f"tag {tag.decode('latin-1')} at {offset}, {size} bytes, in {len(data)}")
    missing = NEEDED.get(space, set()) - set(tags)
    if missing:
        tell("icc-bytes", f"no tags {sorted(missing)}")
    curve = tags.get(b"kTRC", b"curv")[:4]
    if curve not in (b"curv", b"para"):
        tell("icc-bytes", f"kTRC is {curve}")


def check_profile(stream, report):
    """The profile's device class and colour space, or None."""
    def tell(rule, text):
        report(rule, f"profile {stream.objgen[0]}", text)
    data = stream.read_bytes()
    if len(data) < 132 or data[36:40] != b"acsp":
        tell("intent-profile", f"{len(data)} bytes that are no ICC profile")
        return None
    size, = struct.unpack_from(">I", data)
    version, device, space, connection = data[8], data[12:16], data[16:20], data[20:24]
    if device not in (b"prtr", b"mntr") or space not in COMPONENTS or version >= 5:
        tell("intent-profile", f"class {device}, space {space}, version {version}")
    if size != len(data):
        tell("icc-bytes", f"it says {size} bytes, and has {len(data)}")
    if connection not in (b"XYZ ", b"Lab "):
        tell("icc-bytes", f"connection space {connection}")
    check_tags(data, space, tell)
    if int(stream.get("/N", 0)) != COMPONENTS.get(space):
        tell("icc-components", f"N {stream.get('/N')}, space {space}")
    return device, space


def check_intents(pdf, report):
    intents = list(pdf.Root.get("/OutputIntents", []))
    profiles, kinds = set(), [str(intent.get("/S")) for intent in intents]
    if kinds.count("/GTS_PDFA1") != 1:
        report("intent", "catalog", f"output intents {kinds}")
    if "X" in report.bound and kinds.count("/GTS_PDFX") != 1:
        report("x-intent", "catalog", f"output intents {kinds}")
    for intent, kind in zip(intents, kinds):
        profile = intent.get("/DestOutputProfile")
        if not isinstance(profile, pikepdf.Stream):
            report("intent", f"output intent {kind}", "no DestOutputProfile")
            continue
        profiles.add(profile.objgen)
        device = check_profile(profile, report)
        if kind == "/GTS_PDFX" and device and device[0] != b"prtr":
            report("x-intent", f"output intent {kind}", f"a profile of class {device[0]}")
        if not str(intent.get("/OutputConditionIdentifier", "")):
            report("x-intent" if kind == "/GTS_PDFX" else "intent", f"output intent {kind}", "no OutputConditionIdentifier")
        if "/DestOutputProfileRef" in intent and kind == "/GTS_PDFX":
            report("intent", f"output intent {kind}", "DestOutputProfileRef")
    if len(profiles) > 1:
        report("intent-same", "catalog", f"{len(profiles)} profile objects")


def inherited(page, key):
    node = page
    while node is not None:
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def box_of(page, key):
    found = inherited(page, key) if key in ("/MediaBox", "/CropBox") else page.get(key)
    if found is None:
        return None
    x0, y0, x1, y1 = (float(value) for value in found)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def within(inner, outer):
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def check_boxes(pdf, report):
    for number, page in enumerate(pdf.pages, 1):
        place, boxes = f"page {number}", {}
        for key in BOXES:
            box = boxes[key] = box_of(page.obj, key)
            if box and not all(3 <= side <= 14400 for side in (box[2] - box[0], box[3] - box[1])):
                report("limit-page", place, f"{key} {box}")
        if (boxes["/TrimBox"] is None) == (boxes["/ArtBox"] is None):
            report("x-boxes", place, "not one of TrimBox and ArtBox")
            continue
        order = [boxes["/TrimBox"] or boxes["/ArtBox"], boxes["/BleedBox"], boxes["/MediaBox"]]
        order = [box for box in order if box]
        if any(not within(a, b) for a, b in zip(order, order[1:])):
            report("x-boxes", place, f"boxes {order}")


def check(pdf, report):
    check_intents(pdf, report)
    check_boxes(pdf, report)
