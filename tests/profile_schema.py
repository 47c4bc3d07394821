"""templates/profile.schema.json: every profile keeps to it, every switch is explained, and it is in step with
the templates, which read profiles by path."""
import glob, json, os, re, shutil, tempfile
import xml.etree.ElementTree as ElementTree

import program  # finds readers/
import readers
from program import HERE, ROOT, Tests

TEMPLATES = os.path.join(ROOT, "templates")
FILE = os.path.join(TEMPLATES, "profile.schema.json")
SCHEMA = json.load(open(FILE, encoding="utf-8"))
PROFILES = [os.path.join(TEMPLATES, f) for f in sorted(os.listdir(TEMPLATES)) if f.endswith(".toml")]
PROFILES.append(os.path.join(HERE, "district", "shili-2025.toml"))
XML = {f: open(os.path.join(TEMPLATES, f), encoding="utf-8").read()
       for f in sorted(os.listdir(TEMPLATES)) if f.endswith(".xml") and f != "styles.xml"}
NAME = "[a-z_][a-z0-9_]*"
PATH = re.compile(rf"{NAME}(?:\.{NAME}|\[(?:\{{\{{[^}}]*\}}\}}|[^\]{{]*)\])*")


def keeps_to_it(profile):
    """As an editor checks it: by the schema that the first line names."""
    assert open(profile, encoding="utf-8").readline().startswith("#:schema "), "its first line names no schema"
    readers.toml_schema(profile)


def can_fail(profile):
    for wrong in ('[none]\nx = 1\n', '[[document]]\nid = "x"\ntemplate = "y.xml"\ntitle = "z"\nmarc = "附件9"\n'):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(FILE, folder)
            copy = shutil.copy(profile, folder)
            with open(copy, "a", encoding="utf-8") as file:
                file.write(wrong)
            try:
                readers.toml_schema(copy)
            except AssertionError:
                continue
            raise AssertionError(f"taplo found nothing wrong with {wrong}")


def follow(node):
    name = (node or {}).get("$ref", "").rpartition("/")[2]
    return SCHEMA["definitions"][name] if name else node


def nodes(node, path="profile"):
    """Every schema below, with its path."""
    node = follow(node)
    yield path, node
    for key, each in node.get("properties", {}).items():
        yield from nodes(each, f"{path}.{key}")
    if "items" in node:
        yield from nodes(node["items"], path + "[]")
    if isinstance(node.get("additionalProperties"), dict):
        yield from nodes(node["additionalProperties"], path + ".*")


def explained():
    for path, node in nodes(SCHEMA):
        for word in ("title", "description"):
            assert re.search("[一-鿿]", node.get(word, "")), f"{path} has no {word} in Chinese"
        if node["type"] in ("string", "number", "integer", "boolean") and not path.endswith("[]"):
            assert node.get("examples"), f"{path} has no example"


# ---------------------------------------------------------------- what the templates read

def step(node, part):
    """One step of a path down a schema; None where there is nothing, {} where anything may stand."""
    node = follow(node)
    if part == "[]":
        return node.get("items")
    if node.get("additionalProperties") is True:
        return {}
    return node.get("properties", {}).get(part) if node != {} else {}


def loop_word(part):
    return part in ("index", "number", "first", "last", "count")


def walk(starts, path):
    """The schemas that a path may mean, each start tried; [] when none has it."""
    parts = ["[]" if part.startswith("[") else part for part in re.findall(rf"{NAME}|\[(?:\{{\{{[^}}]*\}}\}}|[^\]])*\]", path)][1:]
    found = starts
    for part in parts:
        found = [below for each in found if each is not None for below in [step(each, part)] if below is not None]
    return found


def expressions(element):
    """The paths in an element's attributes and texts, holes within paths aside."""
    for name, value in element.attrib.items():
        holes = re.findall(r"\{\{(.*?)\}\}", value)
        if name in ("each", "of"):
            yield name, value
        elif name == "test":
            holes = [value]
        for hole in holes:
            yield "hole", hole
    for text in [element.text, *(child.tail for child in element)]:
        for hole in re.findall(r"\{\{(.*?)\}\}", text or ""):
            yield "hole", hole


def paths(kind, source):
    if kind in ("each", "of"):
        return [source] if PATH.fullmatch(source) else []
    source = re.sub(r"'[^']*'|\"[^\"]*\"", "", source)
    return [m.group() for m in PATH.finditer(source)]


def variables(roots):
    """{name: the schemas it may stand for}; a name that also stands for the unit's data has None among them.

    A define sees the variables of whoever includes it, so a template and common.xml are one here."""
    known = {"profile": [SCHEMA], "document": [SCHEMA["properties"]["document"]["items"]]}
    for _ in range(6):  # loops in loops
        for root in roots:
            for element in root.iter():
                each, of = element.get("each"), element.get("of")
                name, source = (element.get("as"), each) if each else (element.get("name"), of)
                if not source or "{{line.amounts}}" in source:
                    continue
                start = re.match(NAME, source).group()
                meant = walk(known[start], source) if start in known else [None]
                meant += [None] if start in known and None in known[start] else []
                meant = [follow(m).get("items") if each and m else m for m in meant]
                known.setdefault(name, [])
                known[name] += [m for m in meant if m not in known[name]]
    return known


def read_by(roots):
    """(path, the schemas it may mean) for what stands in these templates and may be the profile's."""
    known = variables(roots)
    for element in (each for root in roots for each in root.iter()):
        for kind, source in expressions(element):
            for path in paths(kind, source):
                start, rest = re.match(NAME, path).group(), path.partition(".")[2]
                if start in known and None not in known[start] and not loop_word(rest):
                    yield path, walk(known[start], path)


def templates_are_in_it():
    common, seen = ElementTree.fromstring(XML["common.xml"]), set()
    for file, text in XML.items():
        for path, meant in read_by([ElementTree.fromstring(text), common]):
            assert meant, f"{file} reads {path}, which is not in the schema"
            seen.add(path)
    assert {"line.amounts", "shape.fund_rows", "group.second", "income.indent"} <= seen, sorted(seen)
    assert len(seen) > 60, f"only {len(seen)} paths were seen"


def wrong_paths_are_found():
    """The walk is one that can fail."""
    for path in ("profile.basic_data.stuff_label", "profile.nowhere", "document.score.x", "profile.group[{{a}}].third"):
        assert not walk([SCHEMA] if path.startswith("profile") else [SCHEMA["properties"]["document"]["items"]], path), path
    assert walk([SCHEMA], "profile.group[{{level1}}].second[{{level2}}].label")
    assert walk([SCHEMA], "profile.extra.anything")


def no_dead_switch():
    """Each key is read: by a template, or by name in src/form, src/check or src/package."""
    xml = "".join(XML.values())
    source = "".join(open(file, encoding="utf-8").read() for folder in ("form", "check", "package")
                     for file in sorted(glob.glob(os.path.join(ROOT, "src", folder, "*.[ch]"))))
    for path, _ in nodes(SCHEMA):
        key = re.split(r"\.", path)[-1].rstrip("[]")
        if "." not in path or key == "*" or "extra" in path:
            continue
        assert f".{key}" in xml or f'"{key}"' in source, f"nobody reads {path}"


def styles_are_those_of_styles():
    """[style.ID] takes what <style> in styles.xml takes, with the same choices and the same words, as
    template.xsd has them."""
    xs = "{http://www.w3.org/2001/XMLSchema}"
    root = ElementTree.parse(os.path.join(TEMPLATES, "template.xsd")).getroot()
    style = next(e for e in root.iter(xs + "element") if e.get("name") == "style")
    holder = next(t for t in root.iter(xs + "complexType") if t.get("name") == style.get("type"))
    choices = {t.get("name"): {e.get("value") for e in t.iter(xs + "enumeration")}
               for t in root.iter(xs + "simpleType")}
    wanted = {a.get("name"): a for a in holder.iter(xs + "attribute") if a.get("name") not in ("id", "name", "like")}
    found = SCHEMA["definitions"]["style"]["properties"]
    assert len(wanted) > 20 and set(found) == set(wanted), f"only one of the two has {set(found) ^ set(wanted)}"
    for name, attribute in wanted.items():
        words = attribute.findtext(f"{xs}annotation/{xs}documentation")
        assert found[name]["description"] == words, f"{name}: {found[name]['description']} / {words}"
        assert set(found[name].get("enum", ())) == choices[attribute.get("type")], f"{name}: other choices"


def templates_are_explained():
    """template.xsd says in Chinese what each element and each attribute is for."""
    xs = "{http://www.w3.org/2001/XMLSchema}"
    root, seen = ElementTree.parse(os.path.join(TEMPLATES, "template.xsd")).getroot(), 0
    for kind in ("element", "attribute"):
        for each in root.iter(xs + kind):
            if each.get("name"):
                text = each.findtext(f"{xs}annotation/{xs}documentation") or ""
                assert re.search("[一-鿿]", text), f"{kind} {each.get('name')} is not explained"
                seen += 1
    assert seen > 100, seen


tests = Tests()
for profile in PROFILES:
    tests.check(f"{os.path.basename(profile)} keeps to it", keeps_to_it, profile)
tests.check("what does not keep to it is told", can_fail, PROFILES[0])
tests.check("every key is explained in Chinese", explained)
tests.check("every key that a template reads is in it", templates_are_in_it)
tests.check("a wrong path is found", wrong_paths_are_found)
tests.check("every key is read by somebody", no_dead_switch)
tests.check("the styles' attributes", styles_are_those_of_styles)
tests.check("every element and attribute of templates is explained", templates_are_explained)
tests.end()
