#!/usr/bin/env python3
"""Seeds for the fuzz targets, from the examples: seeds.py ZIPING OUT, a folder for each target."""
import pathlib, shutil, subprocess, sys, tempfile, zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = sorted(each for each in (ROOT / "examples").iterdir() if each.is_dir())
FONTS = [("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf", 0),
         ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2)]


def put(out, target, name, data):
    folder = out / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def units(out):
    for each in EXAMPLES:
        report = (each / "report.md").read_bytes() if (each / "report.md").exists() else b""
        put(out, "report", each.name, report)
        if (each / "unit.toml").exists():
            data = (each / "unit.toml").read_bytes()
            put(out, "toml", each.name, data)
            put(out, "unit", each.name, data.rstrip(b"\n") + b"\n===\n" + report)
        if (each / "unit.json").exists():
            put(out, "json", each.name, (each / "unit.json").read_bytes())
    for each in sorted((ROOT / "tests/bad-input").rglob("*")):
        if each.suffix in (".toml", ".json", ".md") and each.stat().st_size < 20000:
            put(out, {".toml": "toml", ".json": "json", ".md": "report"}[each.suffix], each.parent.name + each.name,
                each.read_bytes())


def forms(out):
    for each in sorted((ROOT / "templates").glob("*.xml")):
        put(out, "styles" if each.name == "styles.xml" else "template", each.name, each.read_bytes())
    for each in sorted((ROOT / "templates").glob("*.toml")):
        put(out, "profile", each.name, each.read_bytes())


def packages(out, ziping):
    """One as it is, and one without its large files."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([ziping, "package", str(EXAMPLES[0]), "-o", folder], check=True, capture_output=True)
        made = next(pathlib.Path(folder).rglob("*.zip"))
        put(out, "package", "whole.zip", made.read_bytes())
        small = pathlib.Path(folder) / "small.zip"
        with zipfile.ZipFile(made) as read, zipfile.ZipFile(small, "w", zipfile.ZIP_DEFLATED) as write:
            for each in read.infolist():
                if each.file_size < 30000:
                    write.writestr(each.filename, read.read(each))
        put(out, "package", "small.zip", small.read_bytes())


def files(out, ziping):
    """Small ones: a PDF, one with the data inside, one as text, a DOCX."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([ziping, "render", str(EXAMPLES[0]), "-o", folder, "-d", "basic-data", "--embed-data"], check=True,
                       capture_output=True)
        for made in pathlib.Path(folder).rglob("basic-data.*"):
            put(out, "inspect", made.name, made.read_bytes())
            if made.suffix == ".pdf":
                text = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", str(made), "-"], check=True,
                                      capture_output=True).stdout
                put(out, "inspect", "text.pdf", text)


def fonts(out):
    """Fonts of a few glyphs, of both kinds of outlines."""
    for path, face in FONTS:
        with tempfile.TemporaryDirectory() as folder:
            made = pathlib.Path(folder) / "font"
            subprocess.run(["hb-subset", path, "--face-index=%d" % face, "--text=0123456789.%年部门整体支出绩效",
                            "--layout-features=*", "-o", str(made)], check=True, capture_output=True)
            put(out, "font", pathlib.Path(path).stem, made.read_bytes())


def main():
    ziping, out = sys.argv[1], pathlib.Path(sys.argv[2])
    shutil.rmtree(out, ignore_errors=True)
    units(out)
    forms(out)
    packages(out, ziping)
    files(out, ziping)
    fonts(out)


main()
