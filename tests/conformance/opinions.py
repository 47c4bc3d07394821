"""What others find in the PDFs that ziping makes: PDFBox preflight (PDF/A-1b, each finding explained), ots-sanitize on every
embedded font, and the colours that MuPDF and Ghostscript see."""
import hashlib
import os
import tempfile

import pikepdf

import corpus
import preflight
import sanitize
from program import Tests
import readers


def preflight_finds(paths, folder):
    found = preflight.run(paths)
    left = {os.path.relpath(path, folder): preflight.unexplained(errors) for path, errors in found.items()}
    assert not any(left.values()), {path: errors[:3] for path, errors in left.items() if errors}
    for path, errors in found.items():  # embedded files, and PDF/X: in those that are to have them, and in no other
        assert any("EmbeddedFile" in error for error in errors) == ("/data/" in path), path
        assert any("OutputIntent" in error for error in errors) == ("/press" in path), path
    assert all(found.values()), "a file without findings: preflight's XRef finding, at least, is in all of ours"


def preflight_can_fail(path, folder):
    damaged = os.path.join(folder, "damaged.pdf")
    with pikepdf.open(path) as pdf:
        del pdf.Root["/OutputIntents"]
        pdf.save(damaged)
    assert preflight.unexplained(preflight.run([damaged])[damaged])


def fonts_are_sound(paths, folder):
    """Each different font once."""
    seen = set()
    for path in paths:
        with pikepdf.open(path) as pdf:
            for name, font in sanitize.fonts_of(pdf):
                digest = hashlib.sha256(font).digest()
                if digest not in seen:
                    seen.add(digest)
                    sound(font, folder)
    assert len(seen) > 20, len(seen)


def sound(font, folder):
    path = os.path.join(folder, "font.otf")
    with open(path, "wb") as file:
        file.write(font)
    readers.ots_ok(path)


def ots_can_fail(path, folder):
    """A charstring, and an outline, that are damaged within an otherwise sound font."""
    with pikepdf.open(path) as pdf:
        fonts = [font for _, font in sanitize.fonts_of(pdf)]
    for kind in (b"OTTO", b"\0\1\0\0"):
        font = next(font for font in fonts if font[:4] == kind)
        tag = b"CFF " if kind == b"OTTO" else b"loca"
        place = font.index(tag)
        start, size = int.from_bytes(font[place + 8:place + 12], "big"), int.from_bytes(font[place + 12:place + 16], "big")
        damaged = font[:start] + bytes(byte ^ 0x55 for byte in font[start:start + size]) + font[start + size:]
        try:
            sound(damaged, folder)
        except AssertionError:
            continue
        raise AssertionError(f"{tag} damaged, and not found")


if __name__ == "__main__":
    tests = Tests()
    with tempfile.TemporaryDirectory() as folder:
        made = [one for part in corpus.PARTS for one in part(folder)]
        paths = [one.path for one in made]
        tests.check(f"preflight on {len(paths)} files", preflight_finds, paths, folder)
        tests.check("preflight can fail", preflight_can_fail, paths[0], folder)
        tests.check("every embedded font", fonts_are_sound, paths, folder)
        tests.check("ots can fail", ots_can_fail, paths[0], folder)
        for one in made:
            if "/data/" not in one.path and "/public/" not in one.path:
                tests.check(f"grey only: {os.path.relpath(one.path, folder)}", readers.gray_only, one.path)
    tests.end()
