"""Broken font files with the real command: each gives the next font with a warning that names the file, or exit 2 with the
reason and no PDF. Never a crash, and never a PDF with a font that ots-sanitize refuses."""
import os, random, re, struct, subprocess, sys, tempfile

from program import EXAMPLES, HERE, ROOT, Tests, run

sys.path.append(os.path.join(HERE, "conformance"))
import pikepdf
import sanitize

UNIT = EXAMPLES[0]
LIBERATION = "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"
C059 = "/usr/share/fonts/opentype/urw-base35/C059-Roman.otf"
FANDOL = os.path.join(ROOT, "fonts", "fandol", "")
ERRORS = ("font-subset", "font-broken", "no-glyph", "too-wide")


def read(path):
    return open(path, "rb").read()


def tables(font):
    """Where each table's record, offset and bytes are."""
    count = struct.unpack(">H", font[4:6])[0]
    found = {}
    for i in range(count):
        record = 12 + 16 * i
        tag, _, offset, size = struct.unpack(">4sIII", font[record:record + 16])
        found[tag.decode()] = (record, offset, size)
    return found


def patched(font, tag, at, data):
    place = tables(font)[tag][1] + at
    return font[:place] + data + font[place + len(data):]


def folder_with(folder, make):
    """A folder of fonts whose digits are set by what `make` puts at the path that it is given, or by the next font."""
    text = read(os.path.join(ROOT, "fonts", "fonts.toml")).decode()
    text = text.replace('"fandol/', f'"{FANDOL}', 1).replace('files = ["times.ttf", ', 'files = ["broken.ttf", ')
    open(os.path.join(folder, "fonts.toml"), "w").write(text)
    make(os.path.join(folder, "broken.ttf"))
    return folder


def bytes_of(data):
    return lambda path: open(path, "wb").write(data)


def sound(pdf):
    """Whether the broken font is in it, and every font is one."""
    with pikepdf.open(pdf) as opened, tempfile.NamedTemporaryFile() as file:
        for name, font in sanitize.fonts_of(opened):
            file.seek(0)
            file.truncate()
            file.write(font)
            file.flush()
            done = subprocess.run(["ots-sanitize", file.name, "/dev/null"], capture_output=True, text=True)
            assert done.returncode == 0 and "ERROR" not in done.stderr, (name, done.stdout + done.stderr)


def rendered(make, wanted=None):
    """The id of what is said of the font; `wanted`: the only one that will do."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out")
        code, _, err = run("--fonts", folder_with(folder, make), "render", UNIT, "-o", out, "-d", "basic-data", "-f", "pdf")
        said = re.findall(r"broken\.ttf.*\[([a-z-]+)\]", err)
        if code == 2:
            errors = [line for line in err.splitlines() if ": error: " in line]
            assert errors and any(f"[{each}]" in errors[0] for each in ERRORS), err
            assert not os.path.exists(os.path.join(out, os.path.basename(UNIT), "basic-data.pdf")), "a PDF all the same"
            said = re.findall(r"\[([a-z-]+)\]$", errors[0])
        else:
            assert code == 0, err
            sound(os.path.join(out, os.path.basename(UNIT), "basic-data.pdf"))
        found = said[0] if said else None
        assert wanted is None or found == wanted, f"{found}, not {wanted}: {err}"
        return found


def no_font_at_all():
    """Empty, a text, half a head; what is no file."""
    for data in (b"", b"\0", b"not a font\n", b"OTTO", b"ttcf\0\1\0\0\xff\xff\xff\xff", read(LIBERATION)[:11]):
        rendered(bytes_of(data), "fonts-broken")
    for make in (os.mkdir, os.mkfifo):
        rendered(make, "fonts-broken")


def dropped_fifo():
    """A FIFO that has a font's name, and that fonts.toml does not name, is not waited for."""
    with tempfile.TemporaryDirectory() as folder:
        folder_with(folder, bytes_of(read(LIBERATION)))
        os.mkfifo(os.path.join(folder, "other.otf"))
        code, _, err = run("--fonts", folder, "render", UNIT, "-o", os.path.join(folder, "out"), "-d", "basic-data", "-f", "pdf",
                           timeout=60)
        assert code == 0 and "other.otf" not in err, err


def cut_off():
    for path in (LIBERATION, C059):
        font = read(path)
        for part in (100, 1000):
            rendered(bytes_of(font[:part]), "fonts-broken")
        for part in (4, 3, 2):  # the digits may stand in what is left
            rendered(bytes_of(font[:len(font) - len(font) // part]))
            rendered(bytes_of(font[:-2000 * part]))


def tables_of_zeros():
    wanted = {"head": "fonts-broken", "maxp": "fonts-broken", "cmap": "fonts-broken", "glyf": "fonts-broken", "CFF ": "fonts-broken"}
    for path in (LIBERATION, C059):
        font = read(path)
        for tag, (_, _, size) in tables(font).items():
            rendered(bytes_of(patched(font, tag, 0, b"\0" * size)), wanted.get(tag))


def tables_elsewhere():
    """Records that point out of the file, into another table, or that are gone."""
    for path in (LIBERATION, C059):
        font = read(path)
        for tag, (record, offset, size) in tables(font).items():
            for place in ((0xFFFFFFF0, size), (offset, 0xFFFFFFFF), (0, size), (offset + 3, size), (offset, 1)):
                if tag in ("head", "maxp", "cmap", "hhea", "hmtx", "glyf", "loca", "CFF "):
                    changed = font[:record + 8] + struct.pack(">II", *place) + font[record + 16:]
                    rendered(bytes_of(changed))
            rendered(bytes_of(font[:record] + b"gone" + font[record + 4:]))


def numbers_that_lie():
    font = read(LIBERATION)
    for em in (0, 15, 16385, 65535):
        rendered(bytes_of(patched(font, "head", 18, struct.pack(">H", em))), "fonts-broken")
    rendered(bytes_of(patched(font, "head", 50, struct.pack(">h", 1 - struct.unpack(">h", font[tables(font)["head"][1] + 50:][:2])[0]))))
    for count in (0, 1, 65535):
        rendered(bytes_of(patched(font, "maxp", 4, struct.pack(">H", count))))
    for metrics in (0, 1, 65535):
        rendered(bytes_of(patched(font, "hhea", 34, struct.pack(">H", metrics))))
    for length in (0, 5, 65535):
        cmap = tables(font)["cmap"][1]
        for i in range(struct.unpack(">H", font[cmap + 2:cmap + 4])[0]):
            at = struct.unpack(">I", font[cmap + 8 + 8 * i:cmap + 12 + 8 * i])[0]
            rendered(bytes_of(patched(font, "cmap", at + 2, struct.pack(">H", length))))
    rendered(bytes_of(patched(font, "hmtx", 0, b"\xff\xff" * (tables(font)["hmtx"][2] // 2))), "fonts-broken")


def outlines_that_lie():
    """loca out of order; glyphs whose points, contours or parts end outside of them; charstrings of rubbish."""
    font = read(LIBERATION)
    offset, size = tables(font)["loca"][1:]
    loca = font[offset:offset + size]
    rendered(bytes_of(patched(font, "loca", 0, loca[::-1])))
    rendered(bytes_of(patched(font, "loca", 0, b"\xff" * size)), "fonts-broken")
    for seed in range(8):
        numbers = random.Random(seed)
        for path, tag in ((LIBERATION, "glyf"), (C059, "CFF ")):
            font = read(path)
            place, size = tables(font)[tag][1:]
            changed = bytearray(font)
            for _ in range(size // 200):  # every glyph, nearly
                changed[place + numbers.randrange(size // 20 if tag == "CFF " and seed % 2 else size)] = numbers.randrange(256)
            rendered(bytes_of(bytes(changed)))


def nothing_else_serves():
    """Where every font of a role is broken, the error says so, and nothing is written."""
    with tempfile.TemporaryDirectory() as folder:
        roles = re.findall(r'\[role\.("?[^\]"]+"?)\]', read(os.path.join(ROOT, "fonts", "fonts.toml")).decode())
        text = "".join(f'[role.{role}]\nfiles = ["broken.ttf"]\n' for role in roles)
        open(os.path.join(folder, "fonts.toml"), "w").write(text)
        open(os.path.join(folder, "broken.ttf"), "wb").write(b"\0\1\0\0" + b"\xff" * 500)
        out = os.path.join(folder, "out")
        code, _, err = run("--fonts", folder, "render", UNIT, "-o", out, "-d", "basic-data", "-f", "pdf")
        assert code == 2 and "[fonts-broken]" in err and ": error: " in err, err
        assert not [name for _, _, names in os.walk(out) for name in names], "something was written"


def main():
    tests = Tests()
    tests.check("files that are no fonts", no_font_at_all)
    tests.check("a FIFO in the folder", dropped_fifo)
    tests.check("cut off", cut_off)
    tests.check("tables of zeros", tables_of_zeros)
    tests.check("tables elsewhere", tables_elsewhere)
    tests.check("numbers that lie", numbers_that_lie)
    tests.check("outlines that lie", outlines_that_lie)
    tests.check("nothing else serves", nothing_else_serves)
    tests.end()


main()
