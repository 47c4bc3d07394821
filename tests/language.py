"""Every message is there in Chinese and in English: the catalogues have what the sources say, no more and no less; nothing
English is told unmarked.

`language.py --update` writes what is missing into src/cli/language/zh_CN.po, to be translated, and takes out what is left over."""
import glob, os, re, subprocess, sys

from program import ROOT, Tests

SOURCES = sorted(path for end in ("c", "cc", "h", "hh")
                 for path in glob.glob(os.path.join(ROOT, "src", "**", "*." + end), recursive=True))
CATALOGUES = sorted(glob.glob(os.path.join(ROOT, "src", "cli", "language", "*zh_CN.po")))
MESSAGES = os.path.join(ROOT, "src", "cli", "language", "zh_CN.po")

# What takes English that is told: the function, and which of its arguments. Help is another catalogue's.
KEYWORDS = ["zp_report:5", "zp_report_list:5", "zp_translated", "ZP_MARKED", "usage_error:2", "form_fail:4", "profile_fail:3"]
HELP = ["HELP"]
FUNCTIONS = {word.partition(":")[0]: int(word.partition(":")[2] or 1) for word in KEYWORDS}


def short(path):
    return os.path.relpath(path, ROOT)


# ---------------------------------------------------------------- catalogues

ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


def unescape(text):
    return re.sub(r"\\(.)", lambda m: ESCAPES.get(m[1], m[1]), text)


def entries(text):
    """[comments, msgid, msgstr] of a catalogue; the head's msgid is empty."""
    string = r'"(?:[^"\\]|\\.)*"\n?'
    for comments, msgid, msgstr in re.findall(rf"((?:^#.*\n)*)^msgid ((?:{string})+)^msgstr ((?:{string})+)", text, re.M):
        yield [comments, *("".join(unescape(each[1:-1]) for each in re.findall(r'"(?:[^"\\]|\\.)*"', part))
                           for part in (msgid, msgstr))]


def extracted(keywords):
    """What xgettext finds in the sources: msgid -> its comments (flags)."""
    done = subprocess.run(["xgettext", "--language=C", "--from-code=UTF-8", "--no-location", "--output=-", "--keyword",
                           *("--keyword=" + word for word in keywords), *SOURCES],
                          capture_output=True, text=True, check=True)
    assert not done.stderr, done.stderr
    return {msgid: comments for comments, msgid, _ in entries(done.stdout) if msgid and not WORDS.fullmatch(msgid)}


WORDS = re.compile(r"%(?:\d+\$)?[-+ #0]*(?:\d+|\*(?:\d+\$)?)?(?:\.(?:\d+|\*(?:\d+\$)?))?(?:hh|h|ll|l|j|z|t)?[diouxXcspfgeEG%]")


def arguments_of(text):
    """The types of a format's arguments, by their place."""
    types, place = {}, 0
    for directive in WORDS.findall(text):
        parts = re.fullmatch(r"%(?:(\d+)\$)?([-+ #0]*)(\d+|\*(?:\d+\$)?)?(?:\.(\d+|\*(?:\d+\$)?))?([a-z]*?)([a-zA-Z%])", directive)
        own, _, width, precision, size, letter = parts.groups()
        if letter == "%":
            continue
        for star in (width, precision):
            if star and star.startswith("*"):
                place += 1
                types[int(star[1:-1]) if len(star) > 1 else place] = "int"
        place += 1
        types[int(own) if own else place] = size + ("d" if letter in "di" else "u" if letter in "ouxX" else letter)
    return types


def write_messages(path, found, known):
    head = open(path, encoding="utf-8").read().split("\n\n", 1)[0] + "\n"
    quote = lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    with open(path, "w", encoding="utf-8") as out:
        out.write(head)
        for msgid in found:
            flag = "#, c-format\n" if "c-format" in found[msgid] and "no-c-format" not in found[msgid] else ""
            out.write(f"\n{flag}msgid {quote(msgid)}\nmsgstr {quote(known.get(msgid, ''))}\n")


def update():
    known = {msgid: msgstr for _, msgid, msgstr in entries(open(MESSAGES, encoding="utf-8").read())}
    found = extracted(KEYWORDS)
    write_messages(MESSAGES, found, known)
    for msgid in found:
        if not known.get(msgid):
            print(f"to be translated: {msgid!r}")
    for msgid in known:
        if msgid and msgid not in found:
            print(f"left over: {msgid!r}")


def nothing_lacks():
    found = {**extracted(KEYWORDS), **extracted(HELP)}
    assert len(found) > 500, len(found)
    there, faults = {}, []
    for path in CATALOGUES:
        for comments, msgid, msgstr in entries(open(path, encoding="utf-8").read()):
            if msgid:
                there[msgid] = msgstr
                if "fuzzy" in comments:
                    faults.append(f"{short(path)}: fuzzy: {msgid!r}")
                if not msgstr.strip():
                    faults.append(f"{short(path)}: not translated: {msgid!r}")
                if msgid not in found:
                    faults.append(f"{short(path)}: no source says {msgid!r}")
    faults += [f"no catalogue has {msgid!r}" for msgid in found if msgid not in there]
    assert not faults, f"{len(faults)} faults (language.py --update helps)\n" + "\n".join(faults)


def catalogues_are_right():
    for path in CATALOGUES:
        done = subprocess.run(["msgfmt", "--check", "--output-file=/dev/null", path], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


def same_arguments():
    """Also where msgfmt has no c-format flag to go by."""
    for path in CATALOGUES:
        for _, msgid, msgstr in entries(open(path, encoding="utf-8").read()):
            assert not msgid or arguments_of(msgid) == arguments_of(msgstr), f"{msgid!r}: {msgstr!r}"


def one_voice():
    """Marks in Chinese are full-width, quotes are “” and in pairs, nobody is addressed as 您, and there is Chinese in it."""
    for _, msgid, msgstr in entries(open(MESSAGES, encoding="utf-8").read()):
        if not msgid:
            continue
        told = re.sub(r'"[^"]*"|^ziping: 错误: ', "", WORDS.sub("", msgstr))
        assert not re.search(r"[\u4e00-\u9fff][,;:?!]\s*(?=[\u4e00-\u9fff])", told), msgstr
        assert not re.search(r"您|`[^`]*`", told), msgstr
        assert msgstr.count("“") == msgstr.count("”"), msgstr
        assert re.search(r"[\u2018-\u201f\u3000-\u9fff\uff00-\uffef]", told) or not re.search(r"[a-z]{2}", WORDS.sub("", msgid)), msgstr


# ---------------------------------------------------------------- the sources

TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|^\s*#(?:include|define)(?:[^\n\\]|\\.)*|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|\s+|\w+|.',
                   re.S | re.M)


def tokens(text):
    """(line, token): what is code; string literals that stand together are one, unescaped behind a quote."""
    out = []
    for match in TOKEN.finditer(text):
        token = match[0]
        if token.isspace() or token.startswith(("//", "/*")) or token.lstrip().startswith("#"):
            continue
        line = text.count("\n", 0, match.start()) + 1
        if token[0] == '"':
            if out and out[-1][1][0] == '"':
                out[-1] = (out[-1][0], out[-1][1] + unescape(token[1:-1]))
            else:
                out.append((line, '"' + unescape(token[1:-1])))
        else:
            out.append((line, token))
    return out


def argument(list, at, number):
    """The tokens of the number-th argument of the call whose bracket opens at `at`."""
    depth, count, found = 0, 1, []
    for _, token in list[at:]:
        depth += token in ("(", "{", "[")
        depth -= token in (")", "}", "]")
        if depth == 0:
            return found
        if depth == 1 and token == ",":
            count += 1
        elif count == number and not (depth == 1 and token == "("):
            found.append(token)
    raise AssertionError("a call without an end")


# Formats that are no literals: what they may be is marked where it stands.
FORMATS = {
    "src/form/value.c": {"format"}, "src/form/profile.c": {"format"}, "src/base/message.c": {"format"},
    "src/form/template.c": {"what"}, "src/document/table.c": {"what"}, "src/package/replaced.c": {"why"},
    "src/package/manifest_read.c": {"wrong"}, "src/inspect/again.c": {"what"}, "src/record/refused.cc": {"wanted"},
    "src/text/told.c": {"lack_of"}, "src/base/base.h": {"const"},
}


def formats_are_seen():
    faults = []
    for path in SOURCES:
        code = tokens(open(path, encoding="utf-8").read())
        for i, (line, token) in enumerate(code[:-1]):
            if token not in ("zp_report", "zp_report_list", "usage_error", "form_fail", "profile_fail") or code[i + 1][1] != "(":
                continue
            form = argument(code, i + 1, FUNCTIONS[token])
            literal = len(form) == 1 and form[0][0] == '"'
            marked = "?" in form and all(form[j - 2] == "ZP_MARKED" for j, each in enumerate(form)
                                         if each[0] == '"' and j > form.index("?"))
            if not (literal or marked or form[0] in FORMATS.get(short(path), ()) or form[:2] == ["const", "char"]):
                faults.append(f"{short(path)}:{line}: {' '.join(form)}")
    assert not faults, "\n".join(faults)


# English that no clerk is told, by where it stands and how it begins.
KEPT = [
    (r"src/docx/|src/pdf/|src/print/impose\.cc", r".*", "what stands in files"),
    (r"src/archive/write\.c", r".*", "what stands in files"),
    (r"src/package/inputs\.c", r".*", "what is hashed"),
    (r"src/check/diff\.c", r"\n\\ No newline", "a patch"),
    (r"src/cli/(man_page|make_pages|completion)\.c", r".*", "what the build makes of help"),
    (r"src/cli/manual", r"ziping |cp -r |LC_ALL, |(?:%s)(?:[ ,](?:%s))*$" % ((
        "forms|new|check|render|package|batch|verify|inspect|revise|diff|print|fonts|zh|en|text|json|sarif|pdf|docx|word|trace|tree",) * 2),
     "commands, and what options take"),
    (r"src/record/readers\.cc", r"one limit for both formats", "for the compiler"),
    (r"src/record/refused\.cc", r"Error while parsing |cannot redefine existing|table header|not representable in|unescaped control|(string|array): enc|"
     r"expected |root table: |could not determine|leading zeroes|or closing|unknown escape|digit, saw",
     "what toml++ says"),
    (r"src/form/xml\.c", r" is not accepted by", "what libxml2 says"),
    (r"src/form/skeleton_list\.c", r"sample of ", "a record that is made to try a form"),
    (r"src/reader/open\.cc", r"too large", "caught"),
    (r"src/reader/resources\.cc", r"CID ", "the names of font formats"),
]
ENGLISH = re.compile(r"[A-Za-z]{2,}(?:[ ,;]|: )+[A-Za-z]{2,}")
PAIR = 32  # tokens before the English half, among which the Chinese one stands
HAN = re.compile(r"[\u4e00-\u9fff\uff00-\uffef]")


def nothing_is_told_unmarked():
    """A literal with two English words is one that xgettext sees, the other half of a Chinese one, or on the list."""
    marked = {**extracted(KEYWORDS), **extracted(HELP)}
    faults, used = [], set()
    for path in SOURCES:
        code = tokens(open(path, encoding="utf-8").read())
        for i, (line, token) in enumerate(code):
            if token[0] != '"' or not ENGLISH.search(token) or token[1:] in marked or '="' in token or "xmlns" in token:
                continue
            if "choices" in [each for _, each in code[max(0, i - 2):i]]:  # words that an option takes
                continue
            near = [each for _, each in code[max(0, i - PAIR):i + 1] if each[0] == '"']
            pair = re.match(r"src/(batch|check|compare|inspect|reader|cli)/", short(path)) and any(map(HAN.search, near))
            reason = next((k for k, (where, what, _) in enumerate(KEPT) if re.search(where, short(path)) and
                           re.match(what, token[1:])), None)
            used.add(reason)
            if not pair and reason is None:
                faults.append(f"{short(path)}:{line}: {token[1:]!r}")
    assert not faults, "\n".join(faults)


# ---------------------------------------------------------------- both halves

def halves_are_there():
    """Findings, inspect and diff carry both languages: wherever one is set for good, neither is blank. What is put together
    at run time, language_told.py looks at."""
    faults = []
    for path in SOURCES:
        text = open(path, encoding="utf-8").read()
        for match in re.finditer(r'\(?(?:check_words|zp_words)\)?\s*\{\s*\{?\s*(?:ZP_TEXT\()?"((?:[^"\\]|\\.)*)"\)?\s*,\s*(?:ZP_TEXT\()?"((?:[^"\\]|\\.)*)"',
                                 text):
            zh, en = match.groups()
            if not zh.strip() or not re.search(r"[A-Za-z0-9]", en):
                faults.append(f"{short(path)}:{text.count(chr(10), 0, match.start()) + 1}: {zh!r}, {en!r}")
    assert not faults, "\n".join(faults)


if sys.argv[1:] == ["--update"]:
    update()
    sys.exit(0)

tests = Tests()
tests.check("no message lacks a translation, and none is left over", nothing_lacks)
tests.check("msgfmt --check", catalogues_are_right)
tests.check("a translation takes the arguments of its message", same_arguments)
tests.check("one voice", one_voice)
tests.check("xgettext sees every format", formats_are_seen)
tests.check("nothing English is told unmarked", nothing_is_told_unmarked)
tests.check("both halves of findings are there", halves_are_there)
tests.end()
