"""
What coded titles of a person's own add to the answers, and what those of another kind cost.

``python benchmarks/prior_accuracy.py [DATA] [--no-model]`` indexes O*NET in DATA
(``/work/shared/data``) with a model, which needs numpy, or without one. It splits the visa
applications into two halves by a seed: titles with the same set of words are always in the same
half, so that no title of one half is known from the other. One half is the prior, or the first few
of its titles are, and the other half is asked.

The weights of a prior were found on the half A of `SEED` alone, split again in the same way. So
the row *A, asked B* is of titles that nothing was tuned to. Other seeds show how much the split
matters; their halves overlap with A.

The last tables show what the same prior costs on titles of another kind, and how often answers are
right by the probability that they are given.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

from levelctl.occupations.coded_titles import CodedTitle
from levelctl.titles.coded.lookup import Looked
from levelctl.titles.occupation_index import training
from levelctl.titles.occupation_index.calibration import fitted, parted
from levelctl.titles.occupation_index.index import TitleIndex
from levelctl.titles.occupation_index.postings import InMemory, read
from levelctl.titles.occupation_index.prior import Prior, values
from levelctl.titles.tokens import tokens
from match_accuracy import DATA, TOP, Asked, abbreviations, asked, texts, titles

SEED = 15
OTHER_SEEDS = (1, 2, 3, 4)
SIZES = (50, 100, 200, 500)
SHORT = abbreviations()
EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.01)

Answers = list[tuple[float, bool]]
"""The p of each answer, and whether it is right."""

VISA, OTHERS = "visa_applications", ("reported", "reported_other_releases")


def main() -> None:
    plain = "--no-model" in sys.argv
    places = [each for each in sys.argv[1:] if each != "--no-model"]
    data = Path(places[0]) if places else DATA
    index = TitleIndex.build(
        titles(data / "onet"), SHORT, texts(data / "onet"), None if plain else training.values
    )
    lists = {name: list(asked(data / "titles" / f"{name}.csv")) for name in (VISA, *OTHERS)}
    known, unknown = halves(index, lists[VISA], SEED)
    print("| prior | asked | titles | top-1 | with the prior | top-5 | with the prior |")
    print("|---|---|---:|---:|---:|---:|---:|")
    for size in SIZES:
        show(f"{size} of A", "B", index, known[:size], unknown)
    show("A", "B", index, known, unknown)
    show("B", "A", index, unknown, known)
    for seed in OTHER_SEEDS:
        one, other = halves(index, lists[VISA], seed)
        show(f"half of seed {seed}", "the other", index, one, other)
    for name in OTHERS:
        show("A", name, index, known, lists[name])
        one, other = halves(index, lists[name], SEED)
        show(f"half of {name}", "the other", index, one, other)
        show(name, "B", index, lists[name], unknown)
    reliability(index, lists[VISA])


def halves(
    index: TitleIndex, wanted: Iterable[Asked], seed: int
) -> tuple[list[Asked], list[Asked]]:
    """Split *wanted* by *seed*; titles with the same set of words are in the same half."""
    groups: dict[tuple[str, ...], list[Asked]] = defaultdict(list)
    for each in wanted:
        groups[tuple(sorted({*index.words(each.title)}))].append(each)
    order = sorted(groups)
    Random(seed).shuffle(order)  # noqa: S311 - no secret depends on it
    half = sum(map(len, groups.values())) / 2
    one: list[Asked] = []
    other: list[Asked] = []
    for words in order:
        (one if len(one) < half else other).extend(groups[words])
    return one, other


def show(
    name: str, other: str, index: TitleIndex, known: Sequence[Asked], wanted: Sequence[Asked]
) -> None:
    prior = prior_of(index, known)
    without, together = (found(index, wanted, each) for each in (None, prior))
    cells = [f"{each:.3f}" for pair in zip(without, together, strict=True) for each in pair]
    print(
        f"| {name}, {len(known):,} | {other} | {len(wanted):,} | {' | '.join(cells)} |", flush=True
    )


def reliability(index: TitleIndex, wanted: Sequence[Asked]) -> None:
    """Print how often answers with a prior are right, by p as it is and as it is calibrated."""
    print("\n| p from | as it is: share | mean p | right | calibrated: share | mean p | right |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    plain: Answers = []
    calibrated: Answers = []
    for seed in (SEED, *OTHER_SEEDS):
        known, unknown = halves(index, wanted, seed)
        for one, other in ((known, unknown), (unknown, known)):
            answers = answered(index, prior_of(index, one), other)
            form = fitted(answers_left_out(index, one))
            plain += answers
            calibrated += [(form.of(p), right) for p, right in answers]
    for low, high in pairwise(EDGES):
        cells = [cell for each in (plain, calibrated) for cell in cells_of(each, low, high)]
        print(f"| {low} | {' | '.join(cells)} |")


def cells_of(answers: Answers, low: float, high: float) -> list[str]:
    inside = [each for each in answers if low <= each[0] < high]
    count = max(1, len(inside))
    p, right = (sum(each[at] for each in inside) / count for at in (0, 1))
    return [f"{len(inside) / len(answers):.3f}", f"{p:.3f}", f"{right:.3f}"]


def answers_left_out(index: TitleIndex, known: Iterable[Asked]) -> Answers:
    """Return the answers to the titles of *known* that a calibration leaves out of the prior."""
    rest, asked = parted(looked_of(known))
    prior = made(index, rest)
    wanted = [Asked(each.coded.title, frozenset(each.coded.codes)) for each in asked]
    return answered(index, prior, wanted)


def answered(index: TitleIndex, prior: Prior, wanted: Iterable[Asked]) -> Answers:
    found = ((each, index.ranking(each.title, 1, prior)) for each in wanted)
    return [(p, ranked[0].code in each.codes) for each, (ranked, p) in found if p is not None]


def prior_of(index: TitleIndex, known: Iterable[Asked]) -> Prior:
    return made(index, looked_of(known))


def made(index: TitleIndex, known: Iterable[Looked]) -> Prior:
    return Prior(InMemory(dict(values(known, index.head.codes, ""))))


def looked_of(known: Iterable[Asked]) -> list[Looked]:
    return [
        Looked(CodedTitle(0, each.title, tuple(sorted(each.codes)), 1), "", "", words)
        for each in known
        if (words := read(tokens(each.title, SHORT)))
    ]


def found(index: TitleIndex, wanted: Sequence[Asked], prior: Prior | None) -> tuple[float, float]:
    """Return for what share of *wanted* a right code is the first, and among the first five."""
    first = among = 0
    for each in wanted:
        ranked = index.rank(each.title, TOP, prior)
        first += bool(ranked) and ranked[0].code in each.codes
        among += any(one.code in each.codes for one in ranked)
    return first / len(wanted), among / len(wanted)


if __name__ == "__main__":
    main()
