"""
What coded titles of a person's own add to the answers, and what those of another kind cost.

``python benchmarks/prior_accuracy.py [DATA]`` indexes O*NET in DATA (``/work/shared/data``) as
`match_accuracy` does. It splits the visa applications into two halves by a seed: titles with the
same set of words are always in the same half, so that no title of one half is known from the other.
One half is the prior, or the first few of its titles are, and the other half is asked.

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
from pathlib import Path
from random import Random

from levelctl.occupations.coded_titles import CodedTitle
from levelctl.titles.coded.lookup import Looked
from levelctl.titles.occupation_index.index import TitleIndex
from levelctl.titles.occupation_index.postings import InMemory, read
from levelctl.titles.occupation_index.prior import Prior, values
from levelctl.titles.tokens import tokens
from match_accuracy import DATA, TOP, Asked, abbreviations, asked, texts, titles

SEED = 15
OTHER_SEEDS = (1, 2, 3, 4)
SIZES = (50, 100, 200, 500)
SHORT = abbreviations()
VISA, OTHERS = "visa_applications", ("reported", "reported_other_releases")


def main() -> None:
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    index = TitleIndex.build(titles(data / "onet"), abbreviations(), texts(data / "onet"))
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


def prior_of(index: TitleIndex, known: Iterable[Asked]) -> Prior:
    looked = [
        Looked(CodedTitle(0, each.title, tuple(sorted(each.codes)), 1), "", "", words)
        for each in known
        if (words := read(tokens(each.title, SHORT)))
    ]
    return Prior(InMemory(dict(values(looked, index.head.codes, ""))))


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
