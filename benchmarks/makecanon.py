"""
Makes a canon of any size, to see how levelctl grows with it.

``python benchmarks/makecanon.py FOLDER PROFILES [SEED]`` writes a canon of that many profiles,
five levels a focus and four foci a function, with the reference canon's ladder. The prose is
of drawn words, but as long and as varied as the reference's: of three thousand nouns, the most
frequent come up as often as they do in English. The same seed gives the same files.

Skills, nine a focus, have names of their own and refer to skills of the reference canon.

Aliases, six a focus unless more are asked for, are of two to five words that repeat as those of
real titles do: the most frequent of the words that say what one is (`TRADES`) is in a tenth of all
aliases, as *operator* is in O*NET's 51,465 alternate titles, and one alias in six says a level.
"""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from levelctl.canon import codes, package_data, source

LEVELS = ("P2", "P3", "P4", "P5", "P6")
FOCI = 4
FAMILIES = 12

VERBS = """Plans Writes Runs Reviews Owns Sets Leads Tests Builds Prepares Settles Measures Trains
Audits Designs Negotiates Records Forecasts Schedules Inspects""".split()
NOUNS = """budget roster contract schedule ledger ward warehouse campaign forecast model interface
report invoice supplier pipeline ticket customer audit policy catalogue shipment estimate
specification experiment process service region quarter release incident training handover
inventory survey tender dataset account network protocol machine""".split()
SYLLABLES = "ba ko li mu ne pa ri so ta vu ga do fi hu".split()
NOUNS += ["".join(parts) for parts in product(SYLLABLES, repeat=3)][:3000]
TRADES = """operator technician specialist supervisor manager worker engineer teacher clerk maker
inspector helper mechanic analyst officer assistant coordinator director assembler consultant nurse
developer administrator planner designer advisor buyer trainer auditor dispatcher""".split()
GRADES = "senior junior lead principal chief".split()
GRADED = 1 / 6
SHIFT = 4
"""By how much less steeply the frequencies of words in titles fall than Zipf's."""
BEFORE = (1, 1, 1, 2, 2, 3)
"""The words before a trade, as often as they come."""
JOINTS = "of for with against within across after before under beside".split()


def main() -> None:
    folder, profiles, *seed = sys.argv[1:]
    make(Path(folder), int(profiles), *map(int, seed))


def make(folder: Path, profiles: int, seed: int = 1, *, aliases: int = 6) -> None:
    """
    Write a canon of *profiles* profiles, rounded up to whole foci, into a new *folder*.

    Each focus has so many *aliases*, no two the same.
    """
    drawn = random.Random(seed)  # noqa: S311 - no secret depends on it
    shared = SkillDraw(seed)
    folder.mkdir(parents=True)
    for name in ("canon.yaml", "ladder.yaml", "skills.yaml"):
        shutil.copyfile(package_data.CANON / name, folder / name)
    write(folder / "families.yaml", families(drawn))
    foci = -(-profiles // len(LEVELS))
    taken: set[str] = set()
    titles: set[str] = set()
    for number in range(-(-foci // FOCI)):
        name = f"{drawn.choice(NOUNS).title()} {drawn.choice(NOUNS).title()} {number}"
        code = codes.mint_function(name, taken)
        taken.add(code)
        place = folder / "functions" / codes.slug(name)
        write(place / "function.yaml", function(drawn, code, name, number % FAMILIES))
        names = [f"{drawn.choice(NOUNS).title()} Specialist {number} {each}" for each in "ABCD"]
        for each in names[: foci - FOCI * number]:
            others = [title(drawn, titles) for _ in range(aliases)]
            write(place / f"{codes.slug(each)}.yaml", focus(drawn, each, name, others, shared))


def write(path: Path, lines: Iterator[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def families(drawn: random.Random) -> Iterator[str]:
    yield "families:"
    for number in range(FAMILIES):
        yield f"  - {{slug: family-{number}, name: Family {number}, summary: {prose(drawn, 20)}}}"


def function(drawn: random.Random, code: str, name: str, family: int) -> Iterator[str]:
    yield from (f"code: {code}", f"name: {name}", f"family: family-{family}")
    yield f"summary: {prose(drawn, 25)}"


class SkillDraw:
    """Draws shared skills with steps at two levels; it leaves the other draws as they are."""

    def __init__(self, seed: int) -> None:
        self.drawn = random.Random(-seed)  # noqa: S311 - no secret depends on it
        text = (package_data.CANON / "skills.yaml").read_text("utf-8")
        value = source.parse(text).top.value
        self.slugs, self.scale = list(value["skills"]), list(value["scale"])

    def skills(self, number: int) -> Iterator[str]:
        """Yield the reference to each of *number* skills, and its steps."""
        for slug in self.drawn.sample(self.slugs, number):
            low, high = sorted(self.drawn.choices(range(len(self.scale)), k=2))
            steps = f"{LEVELS[0]}: {self.scale[low]}, {LEVELS[2]}: {self.scale[high]}"
            yield f"skill: {slug}, levels: {{{steps}}}"


def focus(
    drawn: random.Random, name: str, function: str, aliases: list[str], shared: SkillDraw
) -> Iterator[str]:
    yield f"code: {codes.mint_focus(name, function, single=False)}"
    yield from (f"name: {name}", f"summary: {prose(drawn, 110)}", "aliases:")
    yield from (f"  - {each}" for each in aliases)
    yield "skills:"
    for number, skill in enumerate(shared.skills(9)):
        named = f"name: Skill {number} {drawn.choice(NOUNS)}, summary: {prose(drawn, 25)}"
        yield f"  - {{{named}, {skill}}}"
    yield f"tools: [{', '.join(drawn.sample(NOUNS, 13))}]"
    yield "levels:"
    median = drawn.randrange(40, 90) * 1000
    for level in LEVELS:
        yield from profile(drawn, level, median)
        median = median * 5 // 4


def profile(drawn: random.Random, level: str, median: int) -> Iterator[str]:
    low, high = median * 4 // 5, median * 5 // 4
    pay = f"currency: USD, period: year, low: {low}, median: {median}, high: {high}"
    yield from (f"  {level}:", "    status: draft", "    version: 1", "    region: global")
    yield f"    pay: {{{pay}, basis: modelled}}"
    yield "    responsibilities:"
    yield from (f"      - {prose(drawn, 28)}" for _ in range(5))
    yield "    guideline:"
    for cell in ("knowledge", "complexity", "collaboration", "experience"):
        yield f"      {cell}: {prose(drawn, 24)}"


def title(drawn: random.Random, taken: set[str]) -> str:
    """Return a job title that is not *taken*, and take it."""
    while True:
        grade = [drawn.choice(GRADES)] if drawn.random() < GRADED else []
        before = [often(drawn, NOUNS, SHIFT) for _ in range(drawn.choice(BEFORE))]
        found = " ".join((*grade, *before, often(drawn, TRADES, SHIFT))).title()
        if found not in taken:
            taken.add(found)
            return found


def prose(drawn: random.Random, words: int) -> str:
    """Return a sentence of about that many *words* that begins with a verb."""
    parts = [drawn.choice(VERBS)]
    while len(parts) < words:
        parts += ["the", noun(drawn), drawn.choice(JOINTS)]
    return " ".join([*parts, "each", noun(drawn)]) + "."


def noun(drawn: random.Random) -> str:
    return often(drawn, NOUNS)


def often(drawn: random.Random, words: list[str], shift: int = 1) -> str:
    """
    Return one of *words*, the first most often, the nth as one in n + *shift* - 1.

    With a *shift* of 1 the first comes twice as often as the second, and so on (Zipf).
    """
    return words[int(shift * ((len(words) + shift - 1) / shift) ** drawn.random()) - shift]


if __name__ == "__main__":
    main()
