"""
Calibrates the probability of an occupation on titles that are left out of the index.

``python benchmarks/occupation_confidence.py [DATA]`` cuts the titles of O*NET in DATA
(``/work/shared/data``) into twelve parts. Titles of the same words, by their first letters, are in
one part. It leaves out four of the parts in turn, builds the index of the others, and looks up the
titles that it has left out. An answer is right if O*NET lists the title under its code. It prints
the weights for `occupation_index.probability`, for an index with and without a model. The tables
beside it say how many of the answers of each probability are right: of the titles left out, with
weights from the other parts, and of the public lists, which no weight was fitted to. They are
written to occupation_confidence.csv, of which ``tools/pictures.py`` draws a picture.
"""

from __future__ import annotations

import csv
import sys
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

import match_accuracy
from levelctl.occupations import onet
from levelctl.occupations.onet import OnetRelease
from levelctl.occupations.schemes import SOC_LENGTH
from levelctl.record import replace
from levelctl.titles.clean.cleaner import Cleaner
from levelctl.titles.clean.lexicon import lexicon_of
from levelctl.titles.occupation_index import onet_index, training
from levelctl.titles.occupation_index.index import TitleIndex
from levelctl.titles.occupation_index.probability import Signals
from levelctl.titles.tokens import tokens

PARTS, LEFT_OUT = 12, (0, 3, 6, 9)
"""How many parts there are, and which of them are left out."""

LETTERS = 6
"""The first letters by which words are the same."""

EDGES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Where a row of the table begins and ends."""

SHRINKAGE = 1.0
"""What the square of a weight costs, so that weights stay small."""

STEPS = 30
"""The steps of Newton's method; ten would do."""

TABLE = Path(__file__).with_suffix(".csv")

Numbers = NDArray[np.float64]


class Answers(NamedTuple):
    """What an index answers to some titles."""

    signals: Numbers
    """A row of signals for each title with an answer."""
    right: Numbers
    """1 for each right answer, otherwise 0."""


def main() -> None:
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else match_accuracy.DATA
    release = onet.read(data / "onet")
    parts = [left_out(release, part) for part in LEFT_OUT]
    whole = both(release)
    table: list[tuple[str, ...]] = []
    for number, label in enumerate(("with the model", "without")):
        several = [part[number] for part in parts]
        weights = fitted(several)
        print(f"\n{label}: {sum(len(each.right) for each in several):,} titles\n")
        for name, weight in zip(Signals._fields, weights, strict=False):
            print(f"    {name}={weight:.2f},")
        table += rows(label, "left out of the index", crossed(several))
        for name in match_accuracy.LISTS:
            asked = match_accuracy.asked(data / "titles" / f"{name}.csv")
            found = answers(whole[number], [(each.title, each.codes) for each in asked])
            table += rows(label, name, (predicted(found, weights), found.right))
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("index", "titles", "from", "to", "count", "p", "right"))
        writer.writerows(table)


def part_of(title: str) -> int:
    """Return the part of *title*, which is that of all titles of about the same words."""
    words = sorted(word[:LETTERS] for word in tokens(title))
    return zlib.crc32(" ".join(words).encode()) % PARTS


def left_out(release: OnetRelease, part: int) -> tuple[Answers, Answers]:
    """Return what indexes without the titles of *part*, with and without a model, say of them."""
    codes: dict[str, set[str]] = defaultdict(set)
    for code, title in release.scheme.titles.items():
        codes[title].add(code[:SOC_LENGTH])
    for title, code in release.alternates:
        codes[title].add(code[:SOC_LENGTH])
    asked = [(title, codes[title]) for title in sorted(codes) if part_of(title) == part]
    names = {code: each for code, each in release.scheme.titles.items() if part_of(each) != part}
    others = tuple(each for each in release.alternates if part_of(each[0]) != part)
    rest = replace(release, scheme=replace(release.scheme, titles=names), alternates=others)
    one, other = both(rest)
    return answers(one, asked), answers(other, asked)


def both(release: OnetRelease) -> tuple[TitleIndex, TitleIndex]:
    """Return the index of *release* with a model, and the one without."""
    lexicon = lexicon_of(None)
    with_model = onet_index.index_of(release, lexicon, training.values)
    return with_model, onet_index.index_of(release, lexicon)


def answers(index: TitleIndex, asked: Iterable[tuple[str, Collection[str]]]) -> Answers:
    """Return what *index* says of the titles that are *asked*, each with its right codes."""
    cleaner = Cleaner(lexicon_of(None))
    signals, right = [], []
    for title, codes in asked:
        found = index.signals(cleaner.clean(title).text)
        if found:
            signals.append([each for each in found[1] if each is not None])
            right.append(float(found[0] in codes))
    return Answers(np.array(signals), np.array(right))


def fitted(parts: Sequence[Answers]) -> Numbers:
    """Return the weights under which the answers to *parts* are likeliest, by Newton's method."""
    signals = np.vstack([part.signals for part in parts])
    right = np.concatenate([part.right for part in parts])
    shrinkage = SHRINKAGE * (np.arange(signals.shape[1]) > 0)
    weights = np.zeros(signals.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-signals @ weights))
        slope = signals.T @ (p - right) + shrinkage * weights
        curve = (signals.T * (p * (1 - p))) @ signals + np.diag(shrinkage)
        weights -= np.linalg.solve(curve, slope)
    return weights


def predicted(found: Answers, weights: Numbers) -> Numbers:
    result: Numbers = 1 / (1 + np.exp(-found.signals @ weights))
    return result


def crossed(parts: Sequence[Answers]) -> tuple[Numbers, Numbers]:
    """Return the probability of each answer, by weights from other parts; and the right ones."""
    weights = [fitted([*parts[:at], *parts[at + 1 :]]) for at in range(len(parts))]
    p = [predicted(part, each) for part, each in zip(parts, weights, strict=True)]
    return np.concatenate(p), np.concatenate([part.right for part in parts])


def rows(label: str, titles: str, found: tuple[Numbers, Numbers]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each range of probabilities: how many answers, their mean, and the right."""
    p, right = found
    for low, high in pairwise(EDGES):
        inside = (p >= low) & (p < high)
        count = int(inside.sum())
        if count:
            means = (f"{each[inside].mean():.3f}" for each in (p, right))
            yield label, titles, f"{low}", f"{high}", str(count), *means


if __name__ == "__main__":
    main()
