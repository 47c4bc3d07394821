#!/usr/bin/env python3
"""Makes N units from the examples: other names, figures, facts and sentences, for measuring.

    make_units.py N SEED OUT [--broken]

OUT/<short name>/{unit.toml,report.md}. Unit I of a seed is the same whatever N is, to the byte. Sums, rates and
scores agree, so that `ziping check` finds no error. --broken spoils five units in five ways; what a batch then
must be told is printed, a line for each unit: ZIPING_TEST_FAULT="$(make_units.py … --broken | paste -sd,)", which only
a ziping built with ZIPING_TESTS heeds.
"""
import argparse, pathlib, random, re
from decimal import Decimal, ROUND_HALF_UP

import pool

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples"
NAMES = ["yueyanglou-2023", "wangjiahe-2023", "longquan-2023", "yanfeng-2021"]
OLD = {  # the unit's full name, what stands before it in the new one, and its short name
    "yueyanglou-2023": ("岳阳楼区岳阳楼街道办事处", "岳阳楼区", "岳阳楼街道办"),
    "wangjiahe-2023": ("岳阳市岳阳楼区王家河街道办事处", "岳阳市岳阳楼区", "王家河街道"),
    "longquan-2023": ("株洲市芦淞区龙泉街道办事处", "株洲市芦淞区", "龙泉街道"),
    "yanfeng-2021": ("雁峰区雁峰街道办事处", "雁峰区", "雁峰街道"),
}
# Amounts that are made of others, in this order: what is rounded by itself would not add up.
SUMS = {
    "yueyanglou-2023": ["1013.3 = 972.88 + 40.42", "6.66 = 5 + 1.66", "2707.92 = 2706.26 + 1.66",
                        "1365.61 = 1189.45 + 176.16", "4073.53 = 1365.61 + 2707.92", "1583.09 = 4073.53 - 2490.44"],
    "wangjiahe-2023": ["548.52 = 438.69 + 109.83", "553.52 = 5 + 548.52", "1023.74 = 832.82 + 190.92",
                       "1577.26 = 1023.74 + 553.52", "1467.43 = 1577.26 - 109.83"],
    "longquan-2023": ["934.46 = 1507.84 - 573.38", "2673.41 = 1507.84 + 1165.56", "816.16 = 729.58 + 86.58",
                      "1110.25 = 414.38 + 324.82 + 293.9 + 77.15", "1926.41 = 816.16 + 1110.25"],
    "yanfeng-2021": ["1461.6 = 418 + 1043.6", "1956.56 = 418 + 1538.56", "2021.29 = 559.69 + 1461.6",
                     "1159.04 = 2021.29 - 742.25 - 120", "2991.61 = 2080.19 + 911.42",
                     "3582.3 = 1625.75 + 1956.56"],
}
# Counts that nothing else follows from.
FACTS = {
    "yueyanglou-2023": ["retired", "tax_revenue", "idle_area", "demolished_sites", "demolished_area",
                        "training_sessions", "trainees", "grid_events"],
    "wangjiahe-2023": ["party_branches", "renovated_homes", "training_people", "grid_events"],
    "longquan-2023": ["opinions", "press_articles", "urban_relief", "urban_relief_sum", "rural_relief",
                      "rural_relief_sum", "visited_sum", "temporary_relief_sum", "refitted_homes", "transferred",
                      "aged_80_q1", "aged_80_q2", "aged_80_q3", "aged_90_q1", "aged_90_q2", "aged_90_q3"],
    "yanfeng-2021": ["planned_projects", "pension_members", "medical_members", "allowances", "health_files",
                     "vaccinations", "boosters"],
}
NUMBER = r"\d+(?:\.\d+)?"
BROKEN = ["bad-data", "missing-report", "crash", "hang", "memory"]


class Amounts:
    """The example's amounts in other figures: scaled to the cent, and what is made of others made of them."""

    def __init__(self, name, scale):
        self.scale, self.known = scale, {}
        for rule in SUMS[name]:
            whole, parts = rule.split(" = ")
            terms = re.findall(r"([+-]?) ?(%s)" % NUMBER, parts)
            self.known[Decimal(whole)] = sum((-1 if sign == "-" else 1) * self.of(Decimal(term)) for sign, term in terms)

    def of(self, value):
        if value not in self.known:
            self.known[value] = (value * self.scale).quantize(Decimal("0.01"), ROUND_HALF_UP)
        return self.known[value]

    def text(self, match):
        value = self.of(Decimal(match[0])).normalize()
        return format(value, "f")


def change_amounts(text, amounts):
    """Where amounts stand: the lists of three, the lines of funds, facts with a point, and before 万元."""
    def within(match):
        return re.sub(NUMBER, amounts.text, match[0])
    text = re.sub(r'= \[(?:[\d., ]|"(?:——)?")*\]', within, text)
    text = re.sub(r"(?m)^(?:opening|full_year|executed)\s+= [\d.]+", within, text)
    text = re.sub(r"(?m)^(?:income|spending)\s+= \{[^}]*\}", within, text)
    head, found, facts = text.partition("[facts]")
    text = head + found + re.sub(r"(?m)(?<== )\d+\.\d+(?=\s+#)", amounts.text, facts)
    return re.sub(r"(?m)(?<=[≥≤=>\"]){0}(?=万元)".format(NUMBER), amounts.text, text)


def change_counts(text, name, rng):
    def fact(match):
        return match[1] + str(max(2, int(match[2]) * rng.randint(60, 160) // 100))
    for each in FACTS[name]:
        text = re.sub(r"(?m)^(%s\s+= )(\d+)(?=\s)" % each, fact, text)
    if name in ("yueyanglou-2023", "wangjiahe-2023"):  # both are equal there: a rate of 100%
        staff = rng.randint(46, 160)
        text = re.sub(r"(?m)^((?:posts|in_post)\s+= )\d+", r"\g<1>%d" % staff, text)

    def indicator(match):  # reached before, and reached now
        target, actual = int(match[2]), int(match[5])
        if target < 10 or actual < target:
            return match[0]
        target = target + rng.randint(0, target // 2)
        actual = target + max(0, actual - int(match[2]) + rng.randint(-2, 4))
        return f'{match[1]}{target}{match[3]}"{match[4]}"{actual}{match[6]}"'
    return re.sub(r'(target = "[≥>])(\d+)([次个人户名份])"(\s+actual = )"(\d+)([次个人户名份])"', indicator, text)


def place(rng, taken):
    while True:
        word = rng.choice(pool.FIRST) + rng.choice(pool.SECOND)
        if word[0] != word[1] and word not in taken:
            taken.add(word)
            return word


def change_report(text, rng):
    """Items of lists without figures change places, and paragraphs get a sentence or two more."""
    blocks = text.split("\n\n")
    for at, block in enumerate(blocks):
        items = re.findall(r"(?m)^\d+\. (.*)$", block)
        if len(items) > 3 and "{{" not in block and len(items) == len(block.strip().split("\n")):
            rng.shuffle(items)
            blocks[at] = "\n".join(f"{i}. {each}" for i, each in enumerate(items, 1))
    plain = [at for at, block in enumerate(blocks)
             if re.match(r"[^#|\d\s*-]", block) and "\n" not in block.strip() and block.rstrip().endswith("。")]
    for at, more in zip(rng.sample(plain, min(len(plain), rng.randint(6, 16))), rng.sample(pool.SENTENCES, 16)):
        end = "\n" if blocks[at].endswith("\n") else ""
        blocks[at] = blocks[at].rstrip() + more + end
    for at in rng.sample(plain, 2):
        blocks[at] = blocks[at].rstrip() + rng.choice(pool.CLOSING) + ("\n" if blocks[at].endswith("\n") else "")
    return "\n\n".join(blocks)


def own_comments(text):
    """Of the example's comments only those that name fields."""
    lines = [line for line in text.split("\n") if not re.match(r"#[^─]*$", line)]
    lines = [re.sub(r"\s+#[^\"]*原公布.*", "", line) for line in lines]
    head = "# 试验数据：由 tests/bench/make_units.py 生成，单位、数字和事实都是虚构的。\n"
    return head + "\n".join(lines)


def make_unit(number, seed, taken, names):
    """The folder's name, unit.toml and report.md of the unit with this number."""
    rng = random.Random(f"{seed}/{number}")
    name = names[number % len(names)]
    data = (EXAMPLES / name / "unit.toml").read_text("utf-8")
    report = (EXAMPLES / name / "report.md").read_text("utf-8")
    full, before, short = OLD[name]
    kind, called, says = rng.choice(pool.KINDS)
    own = set()
    word = place(rng, taken)
    swaps = [(full, before + word + kind), (short, word + called)]
    swaps += [(each, place(rng, own)) for each in pool.PLACES[name]]
    swaps += [(old, rng.choice([old, *new])) for old, new in pool.SYNONYMS]
    if says != "街道":
        swaps += [("街道办事处", word + kind), ("街道", says)]
    data = own_comments(data)
    data = change_counts(data, name, rng)
    data = change_amounts(data, Amounts(name, Decimal(rng.randint(45, 260)) / 100))
    report = change_report(report, rng)
    for old, new in swaps:
        data, report = data.replace(old, new), report.replace(old, new)
    return word + called, data, report


def spoil(rng, units):
    """Five units in five ways; the last three are the batch's to do, by what is printed."""
    chosen = sorted(rng.sample(range(len(units)), len(BROKEN)))
    rng.shuffle(chosen)
    for at, how in zip(chosen, BROKEN):
        folder, data, report = units[at]
        if how == "bad-data":
            data = re.sub(r"(?m)^full_year = [\d.]+", 'full_year = "很多"', data)
        units[at] = folder, data, None if how == "missing-report" else report
        print(f"{folder}={how}")


def make_units(count, seed, out, broken=False, names=NAMES):
    taken, units = set(), []
    for number in range(count):
        units.append(make_unit(number, seed, taken, names))
    if broken:
        spoil(random.Random(f"{seed}/broken"), units)
    for folder, data, report in units:
        path = pathlib.Path(out, folder)
        path.mkdir(parents=True)
        (path / "unit.toml").write_text(data, "utf-8")
        if report is not None:
            (path / "report.md").write_text(report, "utf-8")
    return [str(pathlib.Path(out, folder)) for folder, _, _ in units]


def main():
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("count", type=int)
    reader.add_argument("seed")
    reader.add_argument("out")
    reader.add_argument("--broken", action="store_true")
    given = reader.parse_args()
    if given.count < (len(BROKEN) if given.broken else 1):
        reader.error("too few units")
    make_units(given.count, given.seed, given.out, given.broken)


if __name__ == "__main__":
    main()
