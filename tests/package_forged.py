"""Packages that somebody changed with care, every hash made to fit: `ziping verify` proves none of them, says what it is by
its id, and writes nothing. And packages that were only carried about by other programs, of which it makes no fuss."""
import hashlib, io, os, re, shutil, sys, tempfile, zipfile

from program import EXAMPLES, HERE, RELEASE, ZIPING, Tests, run
from revise_changes import copy_of, edit, package, revise

sys.path.append(os.path.join(HERE, "package"))
from bad_zips import MANIFEST

PREVIOUS = "数据（上一版）/"
SCORE = ("unit.toml", 'actual = "18次"\nweight = 5\nscore  = 5\nreason = ""',
         'actual = "18次"\nweight = 5\nscore  = 4\nreason = "有一场因降雨改为线上。"')
PROVED = "every byte is the same"


# ---------------------------------------------------------------- packages as names and bytes

def read(folder):
    found = {}
    for path, _, names in os.walk(folder):
        for name in names:
            full = os.path.join(path, name)
            found[os.path.relpath(full, folder)] = open(full, "rb").read()
    return found


def write(files, folder):
    for name, data in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        open(path, "wb").write(data)


def digest(data):
    return hashlib.sha256(data).hexdigest()


def seal(text):
    """The manifest's text, as ziping writes it, with the hash of the whole that it has now."""
    head = text[:text.rindex('  "sha256": "')]
    return f'{head}  "sha256": "{digest(head.encode())}"\n}}\n'


def manifest(files):
    return files[MANIFEST].decode()


def with_manifest(files, text):
    assert seal(text) != manifest(files), "the edit changed nothing"
    return {**files, MANIFEST: seal(text).encode()}


def said(files, old, new, count=1):
    """The manifest says something else."""
    text = manifest(files)
    assert old in text, old
    return with_manifest(files, text.replace(old, new, count))


def with_file(files, name, data):
    """Another file under this name, with its size and hash."""
    text = re.sub(rf'("name": "{re.escape(name)}",(?:\n(?!    }}).*)*?\n      "size": )\d+(,\n      "sha256": ")[0-9a-f]+',
                  rf"\g<1>{len(data)}\g<2>{digest(data)}", manifest(files))
    return with_manifest({**files, name: data}, text)


def entry(files, name):
    """What the manifest says of a file, with the comma and the line end before it."""
    return re.search(rf'\n    {{\n      "name": "{re.escape(name)}",\n(?:(?!    }}).*\n)*    }}', manifest(files)).group()


def without(files, name):
    text = manifest(files).replace(entry(files, name) + ",", "").replace("," + entry(files, name), "")
    return with_manifest({each: data for each, data in files.items() if each != name}, text)


def one_of(files, ending, part=""):
    return next(name for name in sorted(files) if name.endswith(ending) and part in name and "/" not in name)


# ---------------------------------------------------------------- what is tried

def of_the_first(v1):
    """What, files, the id wanted."""
    pdf, docx = one_of(v1, ".pdf", "附件1"), one_of(v1, ".docx", "附件2")
    data = v1["数据/unit.toml"]
    yield "data", with_file(v1, "数据/unit.toml", data.replace(b"512.38", b"512.39")), "verify-different"
    yield "a comment in the data", with_file(v1, "数据/unit.toml", data + b"# x\n"), "verify-manifest"
    yield "the report", with_file(v1, "数据/report.md", v1["数据/report.md"] + "\n又一段。\n".encode()), "verify-different"
    yield "a PDF", with_file(v1, pdf, v1[pdf] + b"%"), "verify-different"
    yield "a DOCX in place of a PDF", with_file(v1, pdf, v1[docx]), "verify-different"
    yield "the list", with_file(v1, "报送清单.pdf", v1[pdf]), "verify-different"
    yield "a document twice", with_manifest({**v1, "附件9.pdf": v1[pdf]}, manifest(v1).replace(
        entry(v1, pdf), entry(v1, pdf) + "," + entry(v1, pdf).replace(pdf, "附件9.pdf"))), "verify-other"
    yield "no check report", without(v1, "核对报告.pdf"), "verify-lacks"
    yield "no data", without(without(v1, "数据/unit.toml"), "数据/report.md"), "package-data"
    unit = re.search(r'"unit": {"name": "([^"]*)', manifest(v1)).group(1)
    tool = re.search(r'"ziping": "[^"]*"', manifest(v1)).group()
    for what, old, new in (("unit", f'"name": "{unit}"', '"name": "某单位"'), ("its folder", '"folder": "', '"folder": "x'),
                           ("year", '"year": "2023"', '"year": "2022"'), ("form", '"title": "', '"title": "x'),
                           ("name", '"name": "', '"name": "x'), ("pages", '"pages": 2,', '"pages": 3,'),
                           ("copies", '"copies": 1,', '"copies": 7,'), ("mark", '"mark": "附件1"', '"mark": "附件7"'),
                           ("a document's id", '"document": "', '"document": "x'), ("a version", '"pages": 2,', '"pages": 2,\n      "revised": 2,'),
                           ("part", '"part": "check-report"', '"part": "document"'), ("findings", '"waived": 0', '"waived": 1')):
        old = old if old in manifest(v1) else re.search(old.replace("2", r"\d+").replace("0", r"\d+"), manifest(v1)).group()
        yield what, said(v1, old, new), "verify-manifest"
        if what != "its folder":  # nothing in the data says where they lay
            yield f"{what}, by another tool", said(said(v1, old, new), tool, '"ziping": "9.9.9"'), "verify-manifest"
    first, second = entry(v1, pdf), entry(v1, docx)
    swapped = manifest(v1).replace(first, "\0").replace(second, first).replace("\0", second)
    yield "order", with_manifest(v1, swapped), "verify-manifest"
    yield "sources", with_manifest(v1, re.sub(r'("sources": \[)\n.*', r"\1", manifest(v1), count=1)), "verify-manifest"
    yield "one for publication", said(v1, '"published": false', '"published": true'), "manifest-published"
    yield "a second version", said(v1, '"version": 1', '"version": 2'), "manifest-version"
    yield "a version of nothing", said(v1, '"version": 1', '"version": 0'), "out-of-range"


def of_the_second(v1, v2, other):
    old_data = v2[PREVIOUS + "unit.toml"]
    note = v2["更正/更正说明.pdf"]
    yield "更正说明", with_file(v2, "更正/更正说明.pdf", note + b"%"), "verify-different"
    yield "更正说明, away", without(v2, "更正/更正说明.pdf"), "verify-lacks"
    yield "the old data", with_file(v2, PREVIOUS + "unit.toml", old_data.replace(b"512.38", b"512.39")), "verify-previous"
    yield "a comment in the old data", with_file(v2, PREVIOUS + "unit.toml", old_data + b"# x\n"), "verify-previous"
    yield "the old report", with_file(v2, PREVIOUS + "report.md", v2[PREVIOUS + "report.md"] + b"\nx\n"), "verify-previous"
    yield "no old report", without(v2, PREVIOUS + "report.md"), "verify-previous"
    yield "no old manifest", without(v2, PREVIOUS + MANIFEST), "package-data"
    more = entry(v2, PREVIOUS + "report.md")
    yield "an old file more", with_manifest({**v2, PREVIOUS + "b.md": v2[PREVIOUS + "report.md"]}, manifest(v2).replace(
        more, more + "," + more.replace("report.md", "b.md"))), "verify-previous"
    yield "the reason", said(v2, '"reason": "', '"reason": "x'), "verify-different"
    yield "what it replaces", re_hashed(v2, lambda _: "0" * 64), "chain-hash"
    yield "none that it replaces", with_manifest(v2, re.sub(r'  "supersedes".*\n', "", manifest(v2))), "manifest-version"
    yield "a third version", said(v2, '"version": 2', '"version": 3'), "manifest-version"
    third = said(said(v2, '"version": 2', '"version": 3'), '"supersedes": {"version": 1', '"supersedes": {"version": 2')
    yield "a third version of a second", third, "chain-version"
    # Another unit's package, told to be what it corrects.
    theirs = dict(v2)
    for name, data in other.items():
        if name == MANIFEST or name.startswith("数据/"):
            theirs = with_file(theirs, PREVIOUS + name.rpartition("/")[2], data)
    yield "another unit's version", re_hashed(theirs, lambda _: hash_of_whole(other)), "revise-unit"
    last = with_file(v2, PREVIOUS + MANIFEST, said(v1, '"year": "2023"', '"year": "2022"')[MANIFEST])
    yield "last year's version", re_hashed(last, lambda _: hash_of_whole({MANIFEST: last[PREVIOUS + MANIFEST]})), "revise-year"


def hash_of_whole(files):
    """That of the whole, which a manifest ends with."""
    return manifest(files).rsplit('"sha256": "', 1)[1][:64]


def re_hashed(files, make):
    return with_manifest(files, re.sub(r'("supersedes": {"version": \d+, "sha256": ")([0-9a-f]+)',
                                       lambda m: m.group(1) + make(m.group(2)), manifest(files)))


seen = set()


def is_told(files, wanted):
    """The first of each kind by the build with the sanitizers, which takes ten times as long."""
    ziping = RELEASE if wanted in seen else ZIPING
    seen.add(wanted)
    with tempfile.TemporaryDirectory() as place:
        folder = os.path.join(place, "x")
        write(files, folder)
        code, out, err = run("verify", folder, timeout=60, ziping=ziping)
        assert code in (1, 2) and PROVED not in out, (code, out, err)
        assert f"[{wanted}]\n" in err, err[:2000]
        assert read(folder) == files and os.listdir(place) == ["x"], "something was written"


# ---------------------------------------------------------------- what does no harm

def another_tool_is_said(v1):
    """Its files are the same, and that its manifest is not is said."""
    other = said(v1, '"ziping": "', '"ziping": "0.')
    with tempfile.TemporaryDirectory() as folder:
        write(other, folder)
        code, out, err = run("verify", folder)
        assert code == 0 and PROVED not in out and "every other byte is the same" in out, (code, out, err)


def zip_of(files, folder, more=()):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in [(folder + name, data) for name, data in files.items()] + list(more):
            zipped.writestr(name, data)
    return made.getvalue()


def verify_zip(data, *more):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "x.zip")
        open(path, "wb").write(data)
        return run("verify", path, *more)


def packed_again_is_said(v1):
    for folder in "", "材料/", "a/b/":
        code, out, err = verify_zip(zip_of(v1, folder))
        assert code == 0 and PROVED in out and "packed again by another program" in out, (folder, code, out, err)


def packed_by_a_mac(v1):
    """Finder puts files of its own beside the folder, and into it."""
    more = [(f"__MACOSX/材料/._{name.rpartition('/')[2]}", b"\0\5\x16\7") for name in v1] + [("材料/.DS_Store", b"x")]
    code, out, err = verify_zip(zip_of(v1, "材料/", more))
    assert code == 0 and PROVED in out and not err, (code, out, err)
    code, out, err = verify_zip(zip_of(v1, "材料/", more), "-v")
    assert code == 0 and err.count("[package-extra]") == len(more), (code, out, err)


def two_packages_in_a_zip(v1):
    code, out, err = verify_zip(zip_of(v1, "a/", [("b/" + name, data) for name, data in v1.items()]))
    assert code == 2 and "[no-package]" in err and "several packages" in err, (code, out, err)


def beside_the_folder_it_is_no_file_of_it(v1):
    """A file of the package that lies beside its folder in the zip is missing in it."""
    inside = {name: data for name, data in v1.items() if name != "数据/unit.toml"}
    code, out, err = verify_zip(zip_of(inside, "材料/", [("数据/unit.toml", v1["数据/unit.toml"])]))
    assert code == 2 and "[package-missing]" in err and "[package-extra]" in err, (code, out, err)


def links_are_not_followed(v1):
    with tempfile.TemporaryDirectory() as place:
        folder = os.path.join(place, "x")
        write(v1, folder)
        shutil.move(os.path.join(folder, "数据"), os.path.join(place, "y"))
        os.symlink("../y", os.path.join(folder, "数据"))
        code, out, err = run("verify", folder)
        assert code == 2 and "[package-missing]" in err and "symbolic link" in err, (code, out, err)


def a_chain_over_folders(one, two, public):
    """The corrected data lay in another folder; the version for publication is no link of the chain."""
    for paths in [one, public, two], [two, public, one], [public, two, one]:
        code, out, err = run("verify", *paths)
        assert code == 0 and "replaces version 1" in out and not err, (paths, code, out, err)


def nothing_is_written_on_the_terminal(v1):
    """Names from a manifest, and of files, that are no text are not printed as they are."""
    for old, new in (('"name": "报送清单.pdf"', '"name": "\\u001b[2J\\u202ex\\ny"'), ('"ziping": "', '"ziping": "\\u001b[31m'),
                     ('"name": "yueyanglou', '"name": "\\u009b31m')):
        with tempfile.TemporaryDirectory() as folder:
            write({**said(v1, old, new), "扫描\x1b[31m\u202e件.pdf": b"x"}, folder)
            code, out, err = run("verify", folder, "-v")
            assert err and not any(c in out + err for c in "\x1b\x9b\u202e"), ascii(out + err)


def large_manifests(v1):
    text = manifest(v1)
    line = entry(v1, "核对报告.pdf")
    many = "".join(line.replace("核对报告.pdf", f"{i}.pdf") + "," for i in range(40000))
    files = with_manifest(v1, text.replace(line, many + line))
    assert len(files[MANIFEST]) < 16 << 20
    is_told(files, "list-too-long")
    is_told({**v1, MANIFEST: files[MANIFEST] + b" " * (16 << 20)}, "file-size")


if __name__ == "__main__":
    tests = Tests()
    with tempfile.TemporaryDirectory() as place:
        unit = copy_of("yueyanglou-2023", place)
        first = package(unit, os.path.join(place, "1"))
        code, _, err = run("package", unit, "--public", "-o", os.path.join(place, "p"))
        assert code == 0, err
        public = os.path.join(place, "p", "yueyanglou-2023-public")
        edit(unit, [SCORE])
        unit = shutil.move(unit, os.path.join(place, "corrected"))
        second = revise(first, unit, os.path.join(place, "2"), "--reason", "按审核意见更正。")
        other = read(package(next(each for each in EXAMPLES if "longquan" in each), os.path.join(place, "3")))
        v1, v2 = read(first), read(second)
        for what, files, wanted in of_the_first(v1):
            tests.check(f"forged: {what}: {wanted}", is_told, files, wanted)
        for what, files, wanted in of_the_second(v1, v2, other):
            tests.check(f"forged, of the second: {what}: {wanted}", is_told, files, wanted)
        tests.check("another tool is said", another_tool_is_said, v1)
        tests.check("a zip that was packed again is said", packed_again_is_said, v1)
        tests.check("a zip of a Mac", packed_by_a_mac, v1)
        tests.check("two packages in a zip", two_packages_in_a_zip, v1)
        tests.check("beside the folder is not in it", beside_the_folder_it_is_no_file_of_it, v1)
        tests.check("links are not followed", links_are_not_followed, v1)
        tests.check("a chain over folders", a_chain_over_folders, first, second, public)
        tests.check("nothing is written on the terminal", nothing_is_written_on_the_terminal, v1)
        tests.check("large manifests", large_manifests, v1)
    tests.end()
