"""What is installed beside the program, and that it works where it is installed: `cmake --install` into a prefix that is
then moved, with the source out of reach; the manual, the help and both completions say the same as the program takes; the
manual is clean to groff and mandoc; nothing of the machine that built it is in it. Arguments: the build's folder."""
import glob, gzip, os, re, shutil, subprocess, sys, tempfile, unicodedata

from program import ROOT, Tests, ZIPING, run

BUILD = os.path.abspath(sys.argv[1])
PAGES = os.path.join(BUILD, "share", "pages")
COMMANDS = ["forms", "new", "check", "render", "package", "batch", "verify", "inspect", "revise", "diff", "print", "fonts"]
SOURCES = os.path.join(ROOT, "src", "cli")


def helped(command, language="en"):
    code, out, err = run(*([command] if command else []), "--help", "--lang", language)
    assert code == 0 and not err, (code, err)
    return out


def options_of(command):
    """{--full: (-b or None, has a value)}, from the lines of --help."""
    found = {}
    for line in helped(command).splitlines():
        match = re.match(r"  (-\w, |    )(--[\w-]+)( \S+)?(  |$)", line)
        if match:
            found[match[2]] = (match[1].strip(" ,") or None, match[3] is not None)
    return found


def manual(command, chinese=False):
    name = "ziping" + ("-" if command else "") + command + ".1"
    return open(os.path.join(PAGES, "man", *(["zh_CN"] if chinese else []), "man1", name), encoding="utf-8").read()


# ------------------------------------------------ help

def help_is_what_is_taken():
    """Each option of the help is taken (without value it is told so, not as unknown), and each that the sources ask for
    is in the help. What is not in the tables the program cannot take: it reads its arguments by them."""
    for command in COMMANDS:
        options = options_of(command)
        assert {"--lang", "--help"} <= set(options), command
        for full, (brief, value) in options.items():
            for name in filter(None, (full, brief)):
                if full != "--help":
                    _, _, err = run(command, name, *([] if value else ["--no-such-option"]))
                    wanted = f"{full} wants a value" if value else "unknown option --no-such-option"
                    assert wanted in err, (command, name, err)
        source = "".join(open(path, encoding="utf-8").read() for path in
                         [os.path.join(SOURCES, command + ".c"), *glob.glob(os.path.join(SOURCES, "job.c"))])
        asked = set(re.findall(r'(?:option_\w+|read_job)\(&?\w+, "(--[\w-]+)"', source))
        unread = set(options) - asked - {"--lang", "--help", "--pdfx", "--embed-data", "--output", "--impose", "--no-slips"}
        assert not unread, f"{command}: nobody asks for {unread}"


def both_languages():
    for command in ["", *COMMANDS]:
        for language in ("en", "zh"):
            text = helped(command, language)
            for line in text.splitlines():
                width = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
                assert width <= 80, f"{width} columns: {line}"
        assert text.startswith("用法：ziping" + (" " + command if command else "")), text[:80]
        words = [line for line in text.splitlines() if len(re.findall(r"(?<![-./`\w])[a-z]{3,}(?![-./`\w])", line)) > 4]
        assert not words, f"English is left: {words}"
        assert set(re.findall(r"(?<![\w-])--[\w-]+", text)) >= set(options_of(command)), command


def language_of_usage_errors():
    for arguments in (["--lang", "zh", "render"], ["render", "--lang", "zh"], ["render", "--lang=zh"]):
        code, _, err = run(*arguments)
        assert code == 2 and "错误" in err, err
    for arguments in (["--lang", "de", "render"], ["render", "--lang=de"], ["render", "--lang"], ["render", "--lang="]):
        code, out, err = run(*arguments)
        assert code == 2 and not out and "--lang" in err and "[usage]" in err, err


def values():
    """As their own word, behind =, and behind one letter; what takes none is told."""
    unit = os.path.join(ROOT, "examples", "yueyanglou-2023")
    with tempfile.TemporaryDirectory() as folder:
        for how in (["-f", "tree"], ["-ftree"], ["--formats", "tree"], ["--formats=tree"]):
            code, out, err = run("render", unit, *how, "-d", "project", "-o", os.path.join(folder, how[0][:3] + str(len(how))))
            assert code == 0 and "1 file" in out, (how, out, err)
        for how in (["--formats="], ["-f", ""], ["--verbose=1"], ["-vv"], ["-f", "odt"], ["-f", "tree,,pdf"]):
            code, out, err = run("render", unit, *how, "-o", os.path.join(folder, "none"))
            assert code == 2 and "[usage]" in err and not os.path.exists(os.path.join(folder, "none")), (how, err)
        code, _, err = run("render", "--", "--formats", cwd=folder)
        assert code == 2 and "[usage]" not in err, err  # a unit of that name


# ------------------------------------------------ manual

def manual_is_the_help():
    for command in ["", *COMMANDS]:
        for chinese in (False, True):
            page = manual(command, chinese).replace("\\-", "-").replace("\\:", "")
            for full, (brief, _) in options_of(command).items():
                assert f"\\fB{full}\\fR" in page and (not brief or f"\\fB{brief}\\fR" in page), (command, chinese, full)
            heads = re.findall(r"(?m)^\.SH (.*)$", page)
            wanted = ["名称", "概述", "描述", "选项", "退出状态", "示例", "参见"] if chinese else \
                ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "EXAMPLES", "SEE ALSO"]
            assert [head for head in heads if head in wanted] == wanted, heads
        text = "".join(manual(command).split("\n.SH OPTIONS")[1:])
        named = set(re.findall(r"(?m)^(?:\\fB-\w\\fR, )?\\fB(--[\w-]+)\\fR", text.replace("\\-", "-")))
        assert named >= set(options_of(command)), command
    assert all(f"ziping\\-{command} (1)" in manual("") for command in COMMANDS)


def manual_is_clean():
    for page in sorted(glob.glob(os.path.join(PAGES, "man", "**", "*.1"), recursive=True)):
        for checker in (["groff", "-ww", "-z", "-Tutf8", "-Kutf8", "-man"], ["mandoc", "-T", "lint", "-W", "warning"]):
            done = subprocess.run([*checker, page], capture_output=True, text=True, timeout=60)
            assert done.returncode == 0 and not done.stdout + done.stderr, done.stdout + done.stderr


def examples_of_the_manual():
    """Every command line in the examples is one that the program takes: it fails for want of the files, not of options."""
    for command in COMMANDS:
        for block in re.findall(r"\.EX\n(.*?)\n\.EE", manual(command), re.S):
            for line in block.replace("\\-", "-").splitlines():
                words = line.split()
                if words[0] == "ziping":
                    with tempfile.TemporaryDirectory() as folder:
                        _, _, err = run(*words[1:], cwd=folder)
                    assert "[usage]" not in err, (line, err)


# ------------------------------------------------ completion

def bash_offers(*words, cwd=ROOT):
    script = f"""source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); _ziping; printf '%s\\n' "${{COMPREPLY[@]}}" """
    done = subprocess.run(["bash", "--norc", "-c", script, "-", os.path.join(PAGES, "completion", "ziping"), ZIPING, *words],
                          cwd=cwd, capture_output=True, text=True, timeout=60)
    assert not done.stderr, done.stderr
    return set(done.stdout.split("\n")[:-1]) - {""}


def bash_completion():
    assert bash_offers("") == set(COMMANDS)
    assert bash_offers("re") == {"render", "revise"}
    for command in ["", *COMMANDS]:
        options = options_of(command)
        assert bash_offers(*([command] if command else []), "-") == \
            {name for full, (brief, _) in options.items() for name in (full, brief) if name}, command
    examples = os.path.join(ROOT, "examples")
    assert bash_offers("package", "yue", cwd=examples) == {"yueyanglou-2023"}
    assert bash_offers("package", "-o", "lo", cwd=examples) == {"longquan-2023"}
    assert bash_offers("new", "yue") == bash_offers("--lang", "zh", "new", "yue") == {"yueyanglou-2023", "yueyanglou-2023-unnumbered"}
    assert bash_offers("new", "lusong-2023", "lo", cwd=examples) == {"longquan-2023"}
    assert bash_offers("render", "-d", "report,p") == {"report,project"}
    assert bash_offers("render", "--formats", "=", "pdf,do") == {"pdf,docx"}
    assert bash_offers("check", "--lang", "") == {"zh", "en"} and bash_offers("batch", "-j", "") == set()
    assert {"F01", "F03"} <= bash_offers("check", "--rules", "F")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("my unit", "单位"):
            os.mkdir(os.path.join(folder, name))
        for name in ("a.zip", "a b.pdf", "a.toml"):
            open(os.path.join(folder, name), "w").close()
        assert bash_offers("verify", "", cwd=folder) == {"my unit", "单位", "a.zip", "a b.pdf", "a.toml"}
        assert bash_offers("revise", "", cwd=folder) == {"my unit", "单位", "a.zip"}
        assert bash_offers("render", "my\\ ", cwd=folder) == {"my unit"}
        assert bash_offers("print", "x", "-o", "a", cwd=folder) == {"a b.pdf"}


ZSH = r"""
zmodload zsh/zpty
zpty z "LC_ALL=$3 TERM=dumb zsh -f -i"
zpty -w z "fpath=(${(q)1} \$fpath); path=(${(q)4} \$path); PS1=; autoload -Uz compinit; compinit -D -u; LISTMAX=9999; bindkey '^X' list-choices; stty cols 300; echo REA''DY"
zpty -r z out '*READY*'
zpty -w -n z "$2"$'\C-x'
zpty -w -n z $'\C-a\C-k'"print EN''D"$'\n'
zpty -r z out '*END*'
print -r -- "$out"
zpty -d z
"""


def zsh_offers(line, locale="C.UTF-8"):
    done = subprocess.run(["zsh", "-fc", ZSH, "-", os.path.join(PAGES, "completion"), line, locale, os.path.dirname(ZIPING)],
                          cwd=os.path.join(ROOT, "examples"), capture_output=True, text=True, timeout=60)
    assert not done.stderr, done.stderr
    return done.stdout


def zsh_completion():
    script = os.path.join(PAGES, "completion", "_ziping")
    done = subprocess.run(["zsh", "-n", script], capture_output=True, text=True)
    assert done.returncode == 0 and not done.stderr, done.stderr
    text = open(script, encoding="utf-8").read()
    for function in ("_ziping_en", "_ziping_zh"):
        body = re.search(rf"(?ms)^{function}\(\) {{$(.*?)^}}$", text)[1]
        for command in COMMANDS:
            spec = re.search(rf"(?ms)^        {command}\)$(.*?);;$", body)[1]
            for full, (brief, value) in options_of(command).items():
                assert re.search(rf"[{{ ,]{full}{'=' if value else ''}[}}']", spec), (command, full)
                assert not brief or re.search(rf"{{{brief}{re.escape('+') if value else ''},", spec), (command, brief)
    out = zsh_offers("ziping ")
    assert all(re.search(rf"(?m)^{command} +-- ", out) for command in COMMANDS), out
    assert "yueyanglou-2023-unnumbered" in zsh_offers("ziping new ")
    assert "self-evaluation" in zsh_offers("ziping render -d report,")
    assert re.search("--embed-data +-- 各文书的", zsh_offers("ziping package --", "zh_CN.UTF-8"))


# ------------------------------------------------ the install

def install(folder, *more, **environment):
    done = subprocess.run(["cmake", "--install", BUILD, *more], capture_output=True, text=True, timeout=120, umask=0o022,
                          env={**os.environ, **environment})
    assert done.returncode == 0, done.stdout + done.stderr
    return {os.path.relpath(os.path.join(d, f), folder) for d, _, fs in os.walk(folder) for f in fs}


def installed():
    """All that belongs there, and it runs after the prefix was moved, where no file of the source can be opened."""
    with tempfile.TemporaryDirectory() as folder:
        first, moved = os.path.join(folder, "first"), os.path.join(folder, "moved")
        files = install(first, "--prefix", first)
        pages = {f"share/man/{where}man1/ziping{command}.1.gz" for where in ("", "zh_CN/")
                 for command in ["", *("-" + command for command in COMMANDS)]}
        assert pages | {"bin/ziping", "share/ziping/fonts/fonts.toml", "share/ziping/templates/unit-year.schema.json",
                        "share/locale/zh_CN/LC_MESSAGES/ziping.mo", "share/bash-completion/completions/ziping",
                        "share/zsh/site-functions/_ziping", "share/doc/ziping/examples/longquan-2023/unit.toml",
                        "share/doc/ziping/LICENSE"} <= files, files
        assert {file for file in files if file.startswith("share/man")} == pages
        assert not [file for file in files if "lintian" in file or file.endswith("changelog.gz")], files
        text = gzip.open(os.path.join(first, "share/man/man1/ziping.1.gz"), "rt", encoding="utf-8").read().replace("\\-", "-")
        assert f"{first}/share/ziping/templates" in text and "/usr/share" not in text
        schema = re.match(r"#:schema (\S+)\n", open(os.path.join(first, "share/doc/ziping/examples/longquan-2023/unit.toml"), encoding="utf-8").read())
        assert schema[1] == f"{first}/share/ziping/templates/unit-year.schema.json", schema
        os.rename(first, moved)
        shutil.copytree(os.path.join(moved, "share/doc/ziping/examples/yueyanglou-2023"), os.path.join(folder, "my-unit"))
        program = os.path.join(moved, "bin", "ziping")
        trace = os.path.join(folder, "trace")
        done = subprocess.run(["strace", "-f", "-o", trace, "-e", "trace=%file", program, "--lang", "zh", "package", "my-unit"],
                              cwd=folder, capture_output=True, text=True, timeout=300,
                              env={**os.environ, "ASAN_OPTIONS": "detect_leaks=0"})
        assert done.returncode == 0, done.stderr
        opened = [line for line in open(trace, encoding="utf-8", errors="replace") if ROOT in line or BUILD in line]
        assert not opened, opened[:5]
        code, out, err = run("render", "nowhere", "--lang=zh", ziping=program, cwd=folder)
        assert code == 2 and "错误" in err, err
        code, out, err = run("verify", "out/packages/my-unit", ziping=program, cwd=folder)
        assert code == 0, err
        shutil.rmtree(os.path.join(moved, "share", "ziping"))  # told, and never found elsewhere
        code, out, err = run("package", "my-unit", "-o", "other", ziping=program, cwd=folder)
        assert code == 2 and "[file-read]" in err and ROOT not in err, err


def destdir():
    with tempfile.TemporaryDirectory() as folder:
        files = install(folder, "--prefix", "/opt/forms", DESTDIR=folder)
        assert "opt/forms/bin/ziping" in files and "opt/forms/share/man/man1/ziping.1.gz" in files, files
        text = gzip.open(os.path.join(folder, "opt/forms/share/man/man1/ziping.1.gz"), "rt", encoding="utf-8").read()
        assert "/opt/forms/share/ziping" in text and folder not in text


def no_path_of_the_build():
    """Of what is released: the sanitizers' build has paths for its traces."""
    for path in [p for p in glob.glob(os.path.join(PAGES, "**"), recursive=True) if os.path.isfile(p)] + [os.environ.get("ZIPING_RELEASE") or ""]:
        if path:
            data = open(path, "rb").read()
            assert ROOT.encode() not in data and BUILD.encode() not in data, path


tests = Tests()
tests.check("the help is what is taken", help_is_what_is_taken)
tests.check("help in both languages", both_languages)
tests.check("usage errors in both languages", language_of_usage_errors)
tests.check("values of options", values)
tests.check("the manual is the help", manual_is_the_help)
tests.check("the manual is clean", manual_is_clean)
tests.check("the examples of the manual", examples_of_the_manual)
tests.check("bash", bash_completion)
tests.check("zsh", zsh_completion)
tests.check("installed, moved, without the source", installed)
tests.check("DESTDIR", destdir)
tests.check("no path of the build", no_path_of_the_build)
tests.end()
