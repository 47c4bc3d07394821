"""Random corrections of the examples: package, edit, revise. Tracked changes accept to the new text and reject to the old, and
both versions verify. `revise_random.py ROUNDS SEED` tries more of them; what fails is told with its seed."""
import os, random, re, sys, tempfile

from program import EXAMPLES, RELEASE, Tests, run
from revise_changes import copy_of, made, tracked

WORDS = "按照上级要求，进一步完善制度、规范管理。共完成3项，支出12.50万元；“三公”经费下降5%（详见附表）！"


def paragraphs_of(text):
    return text.split("\n\n")


def phrase(chance):
    start = chance.randrange(len(WORDS) - 4)
    return WORDS[start:start + chance.randint(1, 20)].strip() or "等"


# ---------------------------------------------------------------- edits: a text, and the same otherwise

def a_paragraph(chance, parts):
    """The index of one that is prose."""
    prose = [i for i, part in enumerate(parts) if part.strip() and part.lstrip()[0] not in "#|!<:`{[-*>"]
    return chance.choice(prose)


def words_put_in(chance, text):
    parts = paragraphs_of(text)
    i = a_paragraph(chance, parts)
    places = [m.end() for m in re.finditer(r"[，。；、]", parts[i])] or [len(parts[i])]
    at = chance.choice(places)
    parts[i] = parts[i][:at] + phrase(chance) + parts[i][at:]
    return "\n\n".join(parts)


def words_taken_out(chance, text):
    parts = paragraphs_of(text)
    i = a_paragraph(chance, parts)
    clauses = re.split(r"(?<=[，。；、])", parts[i])
    if len(clauses) > 2 and "{{" not in parts[i]:
        del clauses[chance.randrange(len(clauses) - 1)]
    parts[i] = "".join(clauses)
    return "\n\n".join(parts)


def paragraph_put_in(chance, text):
    parts = paragraphs_of(text)
    parts.insert(a_paragraph(chance, parts), phrase(chance) + "。")
    return "\n\n".join(parts)


def paragraph_taken_out(chance, text):
    parts = paragraphs_of(text)
    i = a_paragraph(chance, parts)
    if i + 1 < len(parts) and parts[i + 1].lstrip()[:1] not in "#" and parts[i - 1].lstrip()[:1] != "#":
        del parts[i]
    return "\n\n".join(parts)


def paragraphs_swapped(chance, text):
    parts = paragraphs_of(text)
    i, k = a_paragraph(chance, parts), a_paragraph(chance, parts)
    parts[i], parts[k] = parts[k], parts[i]
    return "\n\n".join(parts)


def paragraph_split(chance, text):
    parts = paragraphs_of(text)
    i = a_paragraph(chance, parts)
    sentences = re.split(r"(?<=。)(?=[^”’）\n])", parts[i])
    if len(sentences) > 1:
        at = chance.randrange(1, len(sentences))
        parts[i] = "".join(sentences[:at]) + "\n\n" + "".join(sentences[at:])
    return "\n\n".join(parts)


def data_words(chance, text):
    """A text of the data that no sum speaks of."""
    found = [m for m in re.finditer(r'^(actual|target|reason|standard|name|basis) *= *"([^"\n]*[\u4e00-\u9fff][^"\n]*)"', text, re.M)
             if "unit" not in text[max(0, m.start() - 200):m.start()]]
    if not found:
        return text
    m = chance.choice(found)
    at = m.start(2) + chance.randrange(len(m.group(2)))
    return text[:at] + phrase(chance).replace("。", "") + text[at:]


def data_blocks_swapped(chance, text):
    """Two indicators that follow each other."""
    blocks = re.split(r"(?=^\[\[indicator\]\]\n)", text, flags=re.M)
    if len(blocks) < 4:
        return text
    i = chance.randrange(1, len(blocks) - 2)
    blocks[i], blocks[i + 1] = blocks[i + 1].rstrip() + "\n\n", blocks[i].rstrip() + "\n\n"
    return "".join(blocks)


EDITS = [("report.md", words_put_in), ("report.md", words_taken_out), ("report.md", paragraph_put_in),
         ("report.md", paragraph_taken_out), ("report.md", paragraphs_swapped), ("report.md", paragraph_split),
         ("unit.toml", data_words), ("unit.toml", data_blocks_swapped)]


# ---------------------------------------------------------------- a round

def correct(unit, chance):
    """One to six edits; the files as they were, and what was done."""
    before, done = {}, []
    for _ in range(chance.choice([1, 1, 2, 3, 6])):
        file, edit = chance.choice(EDITS)
        path = os.path.join(unit, file)
        if not os.path.exists(path):
            continue
        text = open(path, encoding="utf-8").read()
        before.setdefault(path, text)
        open(path, "w", encoding="utf-8").write(edit(chance, text))
        done.append(edit.__name__)
    return before, done


def ziping(*arguments):
    return run(*arguments, ziping=RELEASE)


def one_round(seed):
    """How many documents had tracked changes; None where the correction is none, or kept back."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        unit = copy_of(os.path.basename(chance.choice(EXAMPLES)), folder)
        code, _, err = ziping("package", unit, "-o", os.path.join(folder, "1"))
        assert code == 0, err
        old = made(os.path.join(folder, "1"))
        _, done = correct(unit, chance)
        code, _, err = ziping("revise", old, unit, "-o", os.path.join(folder, "2"), "--reason", "随机更正。")
        refused = "[revise-nothing]" in err or "[unknown-path]" in err  # a name that the report quotes
        if code == 1 or (code == 2 and refused):
            return None
        assert code == 0, (done, code, err)
        new = made(os.path.join(folder, "2"))
        count = tracked(old, new)
        code, out, err = ziping("verify", old, new)
        assert code == 0 and out.count("every byte is the same") == 2 and "replaces version 1" in out, (done, out, err)
        return count


def rounds(count, first):
    kept_back = 0
    for seed in range(first, first + count):
        try:
            kept_back += one_round(seed) is None
        except Exception as error:
            raise AssertionError(f"seed {seed}: {error}") from error
    assert kept_back < count, "all corrections were kept back"
    print(f"{count} rounds from {first}, {kept_back} kept back")


if __name__ == "__main__":
    tests = Tests()
    count, first = [int(each) for each in sys.argv[1:3]] if len(sys.argv) > 2 else (6, 1)
    tests.check(f"{count} random corrections", rounds, count, first)
    tests.end()
