"""
Derives the reference canon's modelled pay from published wages, by the rule of docs/pay.md.

``python tools/modelpay.py WAGES`` writes it into the focus files of data/canon, where *WAGES* is
the table of the Occupational Employment and Wage Statistics, with columns OCC_CODE, OCC_TITLE,
A_PCT10, A_PCT25, A_MEDIAN, A_PCT75 and A_PCT90. Pay of any other basis is left as it is.
"""

from __future__ import annotations

import csv
import math
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import NormalDist
from typing import Any, NamedTuple

from levelctl.canon import package_data, source
from levelctl.canon.files import scan

EDITION = "OEWS May 2024"

PERCENTILES = {"A_PCT10": 10, "A_PCT25": 25, "A_MEDIAN": 50, "A_PCT75": 75, "A_PCT90": 90}

MEDIANS = {
    **dict(zip(("S1", "S2", "S3", "S4"), (20, 40, 60, 80), strict=True)),
    **dict(zip(("P1", "P2", "P3", "P4", "P5"), (20, 35, 50, 65, 80), strict=True)),
    **dict(zip(("M1", "M2", "M3", "M4", "M5"), (20, 35, 50, 65, 80), strict=True)),
}
"""By level, the percentile of its occupation's wages at which its median pay is put."""

REACH = 10
"""How many percentiles below and above the median a level's range ends."""

STEP = 500
"""What figures are rounded to, in dollars."""

MANAGERS = "11-"
"""What the codes of managers' occupations begin with."""


class Occupation(NamedTuple):
    code: str
    title: str
    wages: dict[int, int]
    """Dollars a year by percentile, those that are published."""


class Pay(NamedTuple):
    low: int
    median: int
    high: int
    source: str
    method: str


def main() -> None:
    occupations = read_wages(Path(sys.argv[1]))
    for path in focus_files():
        text = path.read_text("utf-8")
        written = with_pay(text, modelled(source.parse(text).top.value, occupations))
        if written != text:
            path.write_text(written, "utf-8")
            print(path)


def focus_files() -> list[Path]:
    paths = [path for path, *_ in scan(package_data.CANON) if path.startswith("functions/")]
    return [package_data.CANON / path for path in paths if not path.endswith("/function.yaml")]


def read_wages(path: Path) -> dict[str, Occupation]:
    """Return the occupations of *path* by code; a figure that is not published is left out."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["OCC_CODE"]: _occupation(row) for row in csv.DictReader(file)}


def _occupation(row: dict[str, str]) -> Occupation:
    wages = {
        percentile: int(row[column])
        for column, percentile in PERCENTILES.items()
        if row[column].isdigit()
    }
    return Occupation(row["OCC_CODE"], row["OCC_TITLE"], wages)


def modelled(focus: dict[str, Any], occupations: dict[str, Occupation]) -> dict[str, Pay]:
    """Return the pay of each level of *focus*, a file's value, that the rule gives one."""
    found: dict[str, Pay] = {}
    of_track = dict(_tracks(focus, occupations))
    for level in focus["levels"]:
        occupation = of_track.get(level[0])
        if occupation and level in MEDIANS:
            median = MEDIANS[level]
            ranks = (median - REACH, median, median + REACH)
            figures = [wage(occupation, rank) for rank in ranks]
            if None not in figures:
                low, middle, high = (figure for figure in figures if figure is not None)
                named = f"{EDITION}: {occupation.code} {occupation.title}"
                method = f"percentiles {ranks[0]}, {ranks[1]} and {ranks[2]}"
                found[level] = Pay(low, middle, high, named, method)
    return found


def _tracks(
    focus: dict[str, Any], occupations: dict[str, Occupation]
) -> Iterator[tuple[str, Occupation]]:
    """Yield for each track the occupation whose wages it takes: each serves one track."""
    codes = [each["code"][:7] for each in focus.get("classification", ()) if _is_taken(each)]
    managers = [code for code in codes if code.startswith(MANAGERS)]
    others = [code for code in codes if not code.startswith(MANAGERS)]
    has = {level[0] for level in focus["levels"]}
    wanted = [("M", code) for code in managers[:1] if "M" in has]
    wanted += list(zip((track for track in "PS" if track in has), others, strict=False))
    taken: set[str] = set()
    for track, code in wanted:
        occupation = occupations.get(code) or occupations.get(f"{code[:6]}0")
        if occupation and occupation.code not in taken:
            taken.add(occupation.code)
            yield track, occupation


def _is_taken(classification: dict[str, str]) -> bool:
    """Return whether it is a SOC code that is not residual (for all that has no other code)."""
    soc = classification["scheme"] in ("SOC", "O*NET-SOC")
    return soc and not classification["code"][:7].endswith("99")


def wage(occupation: Occupation, percentile: int) -> int | None:
    """
    Return the wage at *percentile* in dollars a year, or None beyond the published ones.

    Between these, the logarithm of wages is taken to grow evenly with the normal deviate.
    """
    deviate = NormalDist().inv_cdf
    for (low, wage_low), (high, wage_high) in pairwise(sorted(occupation.wages.items())):
        if low <= percentile <= high:
            share = (deviate(percentile / 100) - deviate(low / 100)) / (
                deviate(high / 100) - deviate(low / 100)
            )
            exact = math.exp(
                math.log(wage_low) + share * (math.log(wage_high) - math.log(wage_low))
            )
            return round(exact / STEP) * STEP
    return None


_MODELLED = re.compile(r"^    pay:\n      \{[^{}]*basis: modelled[^{}]*\}\n", re.MULTILINE)


def with_pay(text: str, pays: dict[str, Pay]) -> str:
    """Return the *text* of a focus's file with *pays* in the place of its modelled pay."""
    text = _MODELLED.sub("", text)
    head, *rest = re.split(r"^(?=  [A-Z]\d+:)", text, flags=re.MULTILINE)
    return head + "".join(_level_with_pay(each, pays) for each in rest)


def _level_with_pay(block: str, pays: dict[str, Pay]) -> str:
    pay = pays.get(block[2 : block.index(":")])
    if pay is None or "\n    pay:" in block:
        return block
    line = (
        "    pay:\n"
        f"      {{currency: USD, period: year, low: {pay.low}, median: {pay.median}, "
        f"high: {pay.high}, basis: modelled,\n"
        f'       source: "{pay.source}",\n'
        f'       method: "{pay.method}"}}\n'
    )
    return re.sub(r"^(    region: \S+\n)", rf"\1{line}", block, count=1, flags=re.MULTILINE)


if __name__ == "__main__":
    main()
