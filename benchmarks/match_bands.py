"""
Calibrates the bands of ``levelctl match`` on the golden titles of the reference canon.

``python benchmarks/match_bands.py`` prints, for a grid of the least score and the least margin of a
confident match, how many of the golden titles would be confident and how many of these are
confident in the golden file too, with the code that it has. The golden titles were written by the
hand that added many of the canon's aliases, so that titles never seen will do worse.
"""

from __future__ import annotations

import csv
from itertools import product
from pathlib import Path
from typing import NamedTuple

from levelctl import open_canon
from levelctl.canon import package_data
from levelctl.record import replace
from levelctl.titles.matching import Matcher, matcher_of

TITLES = Path(__file__).parents[1] / "tests" / "golden-titles.csv"

SCORES = (0.5, 0.6, 0.7, 0.8, 0.9)
MARGINS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3)


class Asked(NamedTuple):
    title: str
    codes: tuple[str, ...]
    band: str


def main() -> None:
    with TITLES.open(encoding="utf-8", newline="") as file:
        asked = [
            Asked(row["title"], tuple(row["code"].split("|")), row["band"])
            for row in csv.DictReader(file)
        ]
    matcher = matcher_of(open_canon(package_data.CANON), cache=False)
    print("| score | margin | confident | of them right |\n|---:|---:|---:|---:|")
    for score, margin in product(SCORES, MARGINS):
        confident, right = counted(matcher, asked, score, margin)
        print(f"| {score} | {margin} | {confident / len(asked):.0%} | {right / confident:.1%} |")


def counted(matcher: Matcher, asked: list[Asked], score: float, margin: float) -> tuple[int, int]:
    """Return how many of *asked* are confident from *score* and *margin* on, and rightly so."""
    calibrated = matcher.banding.thresholds
    matcher.banding.thresholds = replace(calibrated, confident=score, margin=margin)
    found = [(each, matcher.match(each.title)) for each in asked]
    matcher.banding.thresholds = calibrated
    confident = [(each, match) for each, match in found if match.band == "confident"]
    right = [
        each
        for each, match in confident
        if "confident" in each.band.split("|")
        and match.best
        and match.best.code.rpartition(".")[0] in each.codes
    ]
    return len(confident), len(right)


if __name__ == "__main__":
    main()
