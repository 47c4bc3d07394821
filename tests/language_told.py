"""The program speaks as --lang or the locale wants, in Chinese as in English: the same places and ids, and the same bytes in
all that is handed in; without a catalogue, in English."""
import glob, json, os, re, shutil, tempfile

from program import EXAMPLE, EXAMPLES, HERE, Tests, ZIPING, run

HAN = re.compile(r"[\u4e00-\u9fff\uff00-\uffef]")


def pairs_of(value, where=""):
    """Every {"zh": …, "en": …} of a JSON tree."""
    if isinstance(value, dict):
        if set(value) == {"zh", "en"}:
            yield where, value
        for key, each in value.items():
            yield from pairs_of(each, f"{where}.{key}")
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from pairs_of(each, f"{where}[{index}]")


def findings_have_both():
    count = 0
    for unit in EXAMPLES + sorted(path for path in glob.glob(os.path.join(HERE, "bad-input", "*")) if os.path.isdir(path)):
        _, out, _ = run("check", "--format", "json", "-v", unit)
        for where, pair in pairs_of(json.loads(out)):
            count += 1
            assert bool(pair["zh"]) == bool(pair["en"]), f"{unit}: {where}: {pair}"
            assert not pair["en"] or re.search(r"[A-Za-z0-9]", pair["en"]), f"{unit}: {where}: {pair}"
    assert count > 200, count


# ---------------------------------------------------------------- the program

LINE = re.compile(r"(.+?)(?::(\d+))?(?::(\d+))?: (错误|警告|提示|error|warning|note): (.*) \[([A-Za-z0-9-]+)\]")
KIND = {"错误": "error", "警告": "warning", "提示": "note"}
# What stands in a message as it was found, or is of another library: in “”, in "" or behind a name of the machine's.
QUOTED = re.compile(r'“[^”]*”|"[^"]*"|（[^）]*）|\([^)]*\)|[!-~]*[/.][!-~]*|\[[^]]*\]')


def told_in(language, *arguments, **options):
    return run("--lang", language, *arguments, **options)


def same_told_twice(case):
    """Place, severity and id are those of English; the words are Chinese."""
    with tempfile.TemporaryDirectory() as out:
        both = [told_in(language, "render", case, "-o", out, "-v") for language in ("en", "zh")]
    assert both[0][0] == both[1][0], both
    english, chinese = (each[2].splitlines() for each in both)
    assert len(english) == len(chinese) > 0, both
    for one, other in zip(english, chinese):
        a, b = LINE.fullmatch(one), LINE.fullmatch(other)
        assert a and b, (one, other)
        assert a.group(1, 2, 3, 6) == b.group(1, 2, 3, 6) and a[4] == KIND[b[4]], (one, other)
        rest = QUOTED.sub("", b[5])
        assert HAN.search(rest) and not re.search(r"[a-z]{2,} [a-z]{2,}", rest), other


def bad_inputs_in_chinese():
    cases = sorted(path for path in glob.glob(os.path.join(HERE, "bad-input", "*")) if os.path.isdir(path))
    assert len(cases) > 30
    for case in cases:
        same_told_twice(case)


def locale(**values):
    """The environment with these alone of what says the language."""
    kept = {name: value for name, value in os.environ.items() if name not in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")}
    return {**kept, **values}


def is_chinese(*arguments, **values):
    code, _, err = run(*arguments, env=locale(**values))
    assert code == 2 and (": 错误: " in err) != (": error: " in err), err
    return ": 错误: " in err


def who_says_the_language():
    """--lang before the command, at it, and with `=`; then LC_ALL, LC_MESSAGES, LANG. LANGUAGE alone says nothing."""
    check = ("check", "no-such-unit")
    assert not is_chinese(*check)
    for names, chinese in (({"LANG": "zh_CN.UTF-8"}, True), ({"LC_MESSAGES": "zh_CN.UTF-8"}, True), ({"LC_ALL": "zh_CN"}, True),
                           ({"LC_ALL": "zh_CN.GBK"}, True), ({"LANG": "zh_TW.UTF-8"}, True), ({"LANG": "de_DE.UTF-8"}, False),
                           ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, False),
                           ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, True),
                           ({"LC_MESSAGES": "zh_CN.UTF-8", "LC_ALL": "C"}, False), ({"LANGUAGE": "zh_CN"}, False),
                           ({"LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}, True),
                           ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en"}, True)):
        assert is_chinese(*check, **names) == chinese, names
        assert is_chinese("--lang", "zh", *check, **names) and not is_chinese("--lang", "en", *check, **names)
        assert is_chinese(*check, "--lang", "zh", **names) and not is_chinese(*check, "--lang", "en", **names)
        assert is_chinese(*check, "--lang=zh", **names)
        assert is_chinese("--lang", "en", *check, "--lang", "zh", **names), "the last one counts"


def every_command_takes_it():
    for command in "forms new check render package batch verify inspect revise diff print fonts".split():
        assert is_chinese(command, "--lang", "zh", "--no-such-option"), command
        assert is_chinese(command, "--no-such-option", "--lang", "zh"), command
    assert is_chinese("no-such-command", "--lang", "zh")
    for wrong in (["--lang", "de"], ["--lang"], ["--lang="]):
        code, _, err = run(*wrong, "check", EXAMPLE)
        assert code == 2 and "[usage]" in err or wrong == ["--lang"], err


def program_alone(folder, *names):
    """The program with its data, of share/ only `names`."""
    os.makedirs(os.path.join(folder, "share"))
    shutil.copy2(ZIPING, os.path.join(folder, "ziping"))
    for name in names:
        os.symlink(os.path.join(os.path.dirname(os.path.realpath(ZIPING)), "share", name), os.path.join(folder, "share", name))
    return os.path.join(folder, "ziping")


def without_the_catalogue():
    """English comes, and all else is as it was."""
    with tempfile.TemporaryDirectory() as folder:
        ziping = program_alone(os.path.join(folder, "bin"), "ziping")
        for arguments in (["--lang", "zh", "check", "no-such-unit"], ["--lang", "zh", "render", EXAMPLE, "-o", os.path.join(folder, "out")]):
            code, out, err = run(*arguments, ziping=ziping)
            assert (code, "is not a folder" in err, " files\n" in out) in ((2, True, False), (0, False, True)), (code, out, err)
            assert ": 错误: " not in err
    with tempfile.TemporaryDirectory() as folder:  # one that is no catalogue
        ziping = program_alone(os.path.join(folder, "bin"), "ziping")
        broken = os.path.join(folder, "bin", "share", "locale", "zh_CN", "LC_MESSAGES")
        os.makedirs(broken)
        for bytes in b"", b"no catalogue", b"\xde\x12\x04\x95" + b"\xff" * 64:
            open(os.path.join(broken, "ziping.mo"), "wb").write(bytes)
            assert ": error: " in run("--lang", "zh", "check", "no-such-unit", ziping=ziping)[2]


def words_of_the_system():
    """Why a file cannot be read or written, which the C library would say in English."""
    with tempfile.TemporaryDirectory() as folder:
        plain = os.path.join(folder, "plain")
        open(plain, "w").close()
        for arguments in (["render", EXAMPLE, "-o", plain], ["package", EXAMPLE, "-o", os.path.join(plain, "below")],
                          ["inspect", os.path.join(folder, "none.pdf")], ["--templates", plain, "forms"],
                          ["--fonts", folder, "fonts"], ["render", EXAMPLE, "-o", "/proc/none"]):
            code, _, err = told_in("zh", *arguments)
            assert code in (2, 3), err
            for line in err.splitlines():
                told = LINE.fullmatch(line)
                assert told and HAN.search(told[5]) and not re.search(r"[a-z]{2,} [a-z]{2,}", QUOTED.sub("", told[5])), err


def tree(folder):
    return {os.path.relpath(os.path.join(place, name), folder): open(os.path.join(place, name), "rb").read()
            for place, _, names in os.walk(folder) for name in names}


def same_bytes():
    """What is handed in is the same in both languages: packages with their zips, reports, PDFs and DOCX with all that is
    attached; what is printed, and its ticket. In a batch the reasons alone are told in the run's language."""
    with tempfile.TemporaryDirectory() as folder:
        made = []
        for language in "en", "zh":
            out = os.path.join(folder, language)
            for unit in EXAMPLES:
                code, _, err = told_in(language, "package", unit, "-o", out, "--embed-data", timeout=900)
                assert code in (0, 1), err
                told_in(language, "render", unit, "-o", os.path.join(out, "render"), "-f", "pdf,docx,word,trace,tree", timeout=900)
                told_in(language, "check", unit, "--report", os.path.join(out, "report"))
            packages = [os.path.join(out, name) for name in sorted(os.listdir(out)) if name not in ("render", "report")]
            assert packages
            code, _, err = told_in(language, "print", *packages, "-o", os.path.join(out, "job.pdf"), timeout=900)
            assert code == 0, err
            made.append(tree(out))
        assert sorted(made[0]) == sorted(made[1]) and len(made[0]) > 40, len(made[0])
        different = [name for name in made[0] if made[0][name] != made[1][name]]
        assert not different, different


def batch_in_chinese():
    """The reasons are told in Chinese, in the journal and the summary too, which can be set; states stay as they are."""
    with tempfile.TemporaryDirectory() as folder:
        made = {}
        for language in "en", "zh":
            unit = os.path.join(folder, language, "unit")
            shutil.copytree(EXAMPLE, unit)
            os.remove(os.path.join(unit, "unit.json"))
            report = open(os.path.join(unit, "report.md"), encoding="utf-8").read()
            open(os.path.join(unit, "report.md"), "w", encoding="utf-8").write(report.replace("{{", "{{funds}}{{", 1))
            out = os.path.join(folder, language, "out")
            code, _, err = told_in(language, "batch", unit, "-o", out, "-j", "1")
            assert code == 1 and os.path.exists(os.path.join(out, "汇总表.pdf")), (code, err)
            made[language] = json.loads(open(os.path.join(out, "journal.jsonl"), encoding="utf-8").read())
        assert HAN.search(made["zh"]["reason"]) and not HAN.search(made["en"]["reason"]), made
        assert made["zh"]["state"] == made["en"]["state"] == "bad-data", made


def ids_in_data():
    """JSON: the same but for the texts of messages; SARIF and diff hold both languages or say which."""
    for case in sorted(glob.glob(os.path.join(HERE, "bad-input", "*"))):
        if os.path.isdir(case):
            english, chinese = (json.loads(told_in(language, "check", "--format", "json", case)[1]) for language in ("en", "zh"))
            assert without_texts(english) == without_texts(chinese), case
    english, chinese = (json.loads(told_in(language, "inspect", "--format", "json", os.path.join(EXAMPLE, "unit.toml"))[1] or "null")
                        for language in ("en", "zh"))
    assert without_texts(english) == without_texts(chinese)


def without_texts(value):
    if isinstance(value, dict):
        return {key: without_texts(each) for key, each in value.items()
                if not (key in ("text", "message") and isinstance(each, str))}
    return [without_texts(each) for each in value] if isinstance(value, list) else value


tests = Tests()
tests.check("both halves of what is found", findings_have_both)
tests.check("bad input in Chinese: the same places and ids", bad_inputs_in_chinese)
tests.check("who says the language", who_says_the_language)
tests.check("every command takes --lang", every_command_takes_it)
tests.check("without the catalogue", without_the_catalogue)
tests.check("words of the system", words_of_the_system)
tests.check("the same bytes", same_bytes)
tests.check("a batch in Chinese", batch_in_chinese)
tests.check("ids in data", ids_in_data)
tests.end()
