"""
Fits the probability of a match to the golden titles and to aliases left out of the index.

    python benchmarks/match_calibration.py

Each alias of the reference canon is left out once, with all that have its words: the others are
indexed without it, in twenty groups by a seed, and it has to find its focus. Each third of them
counts, so that most titles are golden ones, many of which no focus fits. An answer about a
golden title is right if it may be confident: its code is an expected one, its level is expected or
one rank from it, and nobody has to review it. No public list is used.

The script prints the weights for titles/probability.py, and how often answers of each probability
are right, by folds: the titles of a fold are not in its fit. It writes that table to
match_calibration.csv, of which tools/reliability.py draws a picture.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple
from unittest.mock import patch

from levelctl import open_canon
from levelctl.canon import package_data
from levelctl.canon.canon import Canon, key
from levelctl.canon.loading import MemoryRows
from levelctl.titles import alias_cache
from levelctl.titles.alias_cache import TitleFacts
from levelctl.titles.alias_rows import rows_of
from levelctl.titles.aliases import VOCABULARY, IndexedAlias
from levelctl.titles.banded_match import BandedMatch
from levelctl.titles.matching import Matcher, matcher_of
from levelctl.titles.probability import features

TITLES = Path(__file__).parents[1] / "tests" / "golden-titles.csv"
GROUPS, FOLDS, SEED = 20, 5, 20
EVERY = 3
"""Of the aliases each third counts: rosters have more titles that no focus fits."""
CONFIDENT = 0.95
STEPS = 30
RIDGE = 0.05
"""The penalty on the square of a weight, which keeps a feature that parts all titles finite."""
TABLE = Path(__file__).with_suffix(".csv")
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 1.0)

Vector = Sequence[float]


class Case(NamedTuple):
    features: tuple[float, ...]
    right: bool
    doubts: int
    golden: bool


def main() -> None:
    canon = open_canon(package_data.CANON)
    cases = [*golden_cases(canon), *list(left_out_cases(canon))[::EVERY]]
    Random(SEED).shuffle(cases)  # noqa: S311 - no secret depends on it
    print(f"{len(cases):,} answers, {sum(case.right for case in cases):,} right")
    weights = fitted(cases)
    print("WEIGHTS =", tuple(round(each, 2) for each in weights))
    judged: list[tuple[float, Case]] = []
    for fold in range(FOLDS):
        others = fitted([case for at, case in enumerate(cases) if at % FOLDS != fold])
        judged += [(predicted(others, case.features), case) for case in cases[fold::FOLDS]]
    print("\n| p | answers | mean p | right |\n|---|---:|---:|---:|")
    table = list(rows(judged))
    for low, high, count, mean, right in table:
        print(f"| {low:.2f}–{high:.2f} | {count:,} | {mean:.3f} | {right:.1%} |")
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("from", "to", "count", "p", "right"))
        writer.writerows(
            (low, high, count, f"{p:.3f}", f"{r:.3f}") for low, high, count, p, r in table
        )
    sure = [case for p, case in judged if p >= CONFIDENT and not case.doubts]
    print(f"\nwithout doubts, p of 0.95 or more: {len(sure):,}, {share(sure)} right")


def rows(judged: Sequence[tuple[float, Case]]) -> Iterator[tuple[float, float, int, float, float]]:
    """Yield for each bin its ends, how many answers it has, their mean p and the share right."""
    for low, high in pairwise(BINS):
        inside = [(p, case) for p, case in judged if low <= p < high]
        if inside:
            count = len(inside)
            right = sum(case.right for _, case in inside) / count
            yield low, high, count, sum(p for p, _ in inside) / count, right


def share(cases: Sequence[Case]) -> str:
    return f"{sum(case.right for case in cases) / len(cases):.1%}" if cases else "–"


def golden_cases(canon: Canon) -> Iterator[Case]:
    matcher = matcher_of(canon, cache=False)
    ranks = {level.code: level.rank for level in canon.ladder.levels}
    with TITLES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            case = asked(matcher, row["title"])
            if case is None:
                continue
            best, features, doubts = case
            code, _, level = best.rpartition(".")
            levels = [each for each in row["level"].split("|") if each] or [level]
            near = any(abs(ranks[level] - ranks[each]) <= 1 for each in levels)
            sure = "confident" in row["band"].split("|")
            right = sure and near and code in row["code"].split("|")
            yield Case(features, right, doubts, golden=True)


def left_out_cases(canon: Canon) -> Iterator[Case]:
    rows = alias_cache._rows(canon)  # noqa: SLF001 - what it stores is what is measured
    whole = TitleFacts(MemoryRows(rows))
    names = (alias_cache.MATCHING_FACTS, key(VOCABULARY))
    others = {name: row for name, row in rows.items() if name.startswith(names)}
    aliases = [alias for code in whole.index.facts.foci for alias in whole.index.aliases_of(code)]
    spellings = sorted({alias.words for alias in aliases})
    Random(SEED).shuffle(spellings)  # noqa: S311 - nor here
    group = {words: number % GROUPS for number, words in enumerate(spellings)}
    for number in range(GROUPS):
        kept = [alias for alias in aliases if group[alias.words] != number]
        matcher = matcher_of(canon, cache=False)
        matcher.title_facts = TitleFacts(MemoryRows({**others, **rebuilt(whole, kept)}))
        for alias in aliases:
            if group[alias.words] == number:
                case = asked(matcher, alias.title)
                if case:
                    best, features, doubts = case
                    right = best.startswith(f"{alias.code}.")
                    yield Case(features, right, doubts, golden=False)


def rebuilt(whole: TitleFacts, kept: Sequence[IndexedAlias]) -> dict[str, bytes]:
    return rows_of(kept, whole.index.facts.level_words, whole.index.facts.nouns)


def asked(matcher: Matcher, title: str) -> tuple[str, tuple[float, ...], int] | None:
    """Return the code of the answer, its features and its doubts; None without an answer."""
    seen: list[tuple[tuple[float, ...], int]] = []

    def watched(matches: Sequence[BandedMatch], doubts: int) -> float:
        seen.append((features(matches, doubts), doubts))
        return 1.0

    with patch("levelctl.titles.bands.probability", watched):
        match = matcher.match(title)
    return (match.best.code, *seen[0]) if match.best and seen else None


def fitted(cases: Sequence[Case]) -> list[float]:
    """Return the weights of the logistic form that explain *cases* best, by Newton's method."""
    size = len(cases[0].features)
    weights = [0.0] * size
    for _ in range(STEPS):
        slope = [-RIDGE * each for each in weights]
        bend = [[RIDGE if row == column else 0.0 for column in range(size)] for row in range(size)]
        for case in cases:
            p = predicted(weights, case.features)
            for row, one in enumerate(case.features):
                slope[row] += (case.right - p) * one
                for column, other in enumerate(case.features):
                    bend[row][column] += p * (1 - p) * one * other
        weights = [each + step for each, step in zip(weights, solved(bend, slope), strict=True)]
    return weights


def predicted(weights: Vector, features: Vector) -> float:
    return 1 / (1 + math.exp(-sum(map(math.prod, zip(weights, features, strict=True)))))


def solved(matrix: list[list[float]], values: list[float]) -> list[float]:
    """Return what *matrix* maps to *values*, by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, values, strict=True)]
    for at in range(len(rows)):
        best = max(range(at, len(rows)), key=lambda row: abs(rows[row][at]))
        rows[at], rows[best] = rows[best], rows[at]
        rows[at] = [each / rows[at][at] for each in rows[at]]
        for row in range(len(rows)):
            if row != at:
                factor = rows[row][at]
                rows[row] = [
                    each - factor * pivot for each, pivot in zip(rows[row], rows[at], strict=True)
                ]
    return [row[-1] for row in rows]


if __name__ == "__main__":
    main()
