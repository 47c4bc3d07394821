"""The walls of src/: a folder includes only its own files and the doors of those to its left. No shell or other program is
ever called, nothing is fetched, and cli alone reads the environment, the locale and the clock: seen in the sources, and in
what the program asks of libc."""
import os, re, subprocess, sys

from program import RELEASE

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ORDER = ["base", "archive", "record", "document", "form", "compare", "check", "docx", "text", "layout", "pdf", "trace",
         "word", "reader", "package", "print", "batch", "inspect", "cli"]
# Folders that stand beside each other rather than behind: neither may use the other.
APART = {*((folder, "check") for folder in ORDER if folder not in ("check", "package", "print", "batch", "inspect", "cli")),
         *((folder, "compare") for folder in ORDER if folder not in ("compare", "package", "print", "batch", "inspect", "cli")),
         *((folder, "archive") for folder in ORDER if folder not in ("archive", "docx", "package", "print", "batch", "inspect", "cli")),
         ("docx", "form"), ("docx", "record"), ("text", "form"), ("text", "docx"),
         ("layout", "form"), ("layout", "docx"), ("pdf", "form"), ("pdf", "docx"),
         ("trace", "form"), ("trace", "docx"), ("trace", "pdf"),
         *(("reader", folder) for folder in ORDER if folder not in ("reader", "base")),
         ("word", "form"), ("word", "pdf"), ("word", "trace")}

# A program that is called with a file's name in its arguments is one quotation mark away from calling another.
PROGRAMS = r"system|popen|exec[lv]p?e?|execvpe|fexecve|execveat|posix_spawnp?|wordexp|dlopen|dlmopen"
NETWORK = r"socket|connect|getaddrinfo|gethostbyname"
WORLD = r"getenv|secure_getenv|setlocale|time|clock_gettime|gettimeofday|localtime(?:_r)?|gmtime(?:_r)?|setenv|putenv"
OWN = {"fork": "batch", "vfork": ""}  # workers, and nothing is run in them


def calls(folder, name, text):
    """Calls that a folder may not make; comments and strings aside."""
    code = re.sub(r"/\*.*?\*/|//[^\n]*|\"(?:[^\"\\\\\n]|\\\\.)*\"", lambda found: re.sub(r"[^\n]", " ", found.group()), text,
                  flags=re.S)
    for found in re.finditer(rf"(?<![\w.>])(?:std::)?({PROGRAMS}|{NETWORK}|{WORLD}|v?fork)\s*\(", code):
        what, where = found.group(1), f"src/{folder}/{name}:{code.count(chr(10), 0, found.start()) + 1}"
        if re.fullmatch(WORLD, what) and folder == "cli":
            continue
        if OWN.get(what) == folder:
            continue
        yield f"{where}: {folder} may not call {what}"


faults = []
folders = sorted(os.listdir(os.path.join(ROOT, "src")))
for folder in folders:
    path = os.path.join(ROOT, "src", folder)
    if not os.path.isdir(path):
        continue
    if folder not in ORDER:
        faults.append(f"src/{folder} has no place in the order of the house")
        continue
    for name in sorted(os.listdir(path)):
        if not name.endswith((".c", ".h", ".cc", ".hh")):
            continue
        text = open(os.path.join(path, name), encoding="utf-8").read()
        faults += calls(folder, name, text)
        for line, include in enumerate(text.splitlines(), 1):
            found = re.match(r'\s*#include "([^"]+)"', include)
            if not found:
                continue
            where = f"src/{folder}/{name}:{line}"
            other, _, header = found.group(1).rpartition("/")
            if other not in ORDER:
                faults.append(f"{where}: {found.group(1)} is not named from src/")
            elif other != folder and header != other + ".h":
                faults.append(f"{where}: {other}/{header} is private to {other}")
            elif ORDER.index(other) > ORDER.index(folder) or (folder, other) in APART:
                faults.append(f"{where}: {folder} may not use {other}")

asked = subprocess.run(["nm", "-D", "--undefined-only", RELEASE], capture_output=True, text=True, check=True).stdout
for line in asked.splitlines():
    if re.fullmatch(rf"{PROGRAMS}|{NETWORK}|vfork", line.split()[-1].split("@")[0]):
        faults.append(f"the program asks libc for {line.split()[-1]}")

top = set(os.listdir(ROOT))
allowed = {"CMakeLists.txt", "README.md", "README.zh-CN.md", "LICENSE", "src", "templates", "fonts",
           "examples", "tests", "out", "dev"}
for name in sorted(top - allowed):
    if not name.startswith("."):
        faults.append(f"{name} does not belong at the top level")

# A test that a merge drops from the list would pass for ever.
tests = os.path.join(ROOT, "tests")
scripts = {name[:-3]: open(os.path.join(tests, name), encoding="utf-8").read() for name in os.listdir(tests) if name.endswith(".py")}
called = open(os.path.join(tests, "CMakeLists.txt"), encoding="utf-8").read() + open(os.path.join(ROOT, "dev"), encoding="utf-8").read()
for name in sorted(scripts):
    if not re.search(rf"\b{name}\b", called) and not any(re.search(rf"(?m)^\s*(?:import|from) (?:[\w, ]+, )?{name}\b", text)
                                                     for text in scripts.values()):
        faults.append(f"tests/{name}.py is run by nothing")

print("\n".join(faults) if faults else f"{len(folders)} folders, no wall broken")
sys.exit(1 if faults else 0)
