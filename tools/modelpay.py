"""
Derives the reference canon's modelled pay from published wages, by the rule of docs/pay.md.

``python tools/modelpay.py WAGES`` writes it into the focus files of data/canon, where *WAGES* is
the table of the Occupational Employment and Wage Statistics, with columns OCC_CODE, OCC_TITLE,
A_PCT10, A_PCT25, A_MEDIAN, A_PCT75 and A_PCT90. Pay of any other basis is left as it is. A level
without a figure gets the reason. tools/modelpay.yaml has what the rule cannot know.
"""

from __future__ import annotations

import csv
import math
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from statistics import NormalDist
from typing import Any, NamedTuple

from levelctl.canon import package_data, source
from levelctl.canon.files import scan

EDITION, AS_OF = "OEWS May 2024", "2024-05"

PERCENTILES = {"A_PCT10": 10, "A_PCT25": 25, "A_MEDIAN": 50, "A_PCT75": 75, "A_PCT90": 90}

GRID = (20, 35, 50, 65, 80)
"""The percentiles of an occupation that medians of P and M levels are put at, lowest first."""

MEDIANS = {
    **dict(zip(("S1", "S2", "S3", "S4"), (20, 40, 60, 80), strict=True)),
    **dict(zip(("P1", "P2", "P3", "P4", "P5"), GRID, strict=True)),
    **dict(zip(("M1", "M2", "M3", "M4", "M5"), GRID, strict=True)),
}
"""By level, the percentile of its occupation's wages at which its median pay is put, at first."""

SUPERVISED = ("M1", "M2")
"""The levels that first-line supervisors are at, if the classification has their occupation."""

REACH = 10
"""How many percentiles below and above the median a level's figures end."""

STEP = 500
"""What figures are rounded to, in dollars."""

ABOVE = 1.45
"""How many times the top of the tracks that managers lead the lowest of them may earn."""

HIGHEST = "239,200 dollars"
"""The highest wage a year that OEWS publishes."""

MANAGERS = "11-"
"""What the codes of managers' occupations begin with."""

SUPERVISORS = re.compile(r"(?:3[3579]|4[13579]|5[13])-10[0-9]{2}")
"""
The codes of first-line supervisors' occupations: the first minor group of each major one from 33
on. Supervisors of professionals are in the occupations of managers, or of those whom they lead.
"""

CHOICES = Path(__file__).with_suffix(".yaml")

BEYOND = "Above what the percentiles of an occupation can tell, of which the 90th is the highest."


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
    ends: str
    shared_with: tuple[str, ...] = ()
    """The codes of the foci whose figures are the same, because they share the occupation."""


class Modelled(NamedTuple):
    """What a focus's levels are given."""

    pays: dict[str, Pay]
    missing: dict[str, str]
    """By level without a figure, why it has none."""


class Choices(NamedTuple):
    """What tools/modelpay.yaml says about a focus."""

    occupations: Mapping[str, str] = {}
    missing: Mapping[str, str] = {}


NO_CHOICES = Choices()


def main() -> None:
    for path, (text, model) in whole(read_wages(Path(sys.argv[1]))).items():
        written = with_pay(text, model)
        if written != text:
            path.write_text(written, "utf-8")
            print(path)


def whole(occupations: dict[str, Occupation]) -> dict[Path, tuple[str, Modelled]]:
    """Return the text and the pay of each focus's file, with the foci that share figures."""
    texts = {path: path.read_text("utf-8") for path in focus_files()}
    values = {path: source.parse(text).top.value for path, text in texts.items()}
    codes = {path: f"{_function(path)}.{value['code']}" for path, value in values.items()}
    models = {
        path: modelled(value, occupations, choices_of(codes[path]))
        for path, value in values.items()
    }
    shared = _shared({codes[path]: model.pays for path, model in models.items()})
    return {
        path: (texts[path], model._replace(pays=shared[codes[path]]))
        for path, model in models.items()
    }


def _function(path: Path) -> str:
    text = (path.parent / "function.yaml").read_text("utf-8")
    return str(source.parse(text).top.value["code"])


def _shared(by_focus: dict[str, dict[str, Pay]]) -> dict[str, dict[str, Pay]]:
    """Return the pay of each focus with the other foci that have the same at the same level."""
    same: dict[tuple[str, Pay], list[str]] = {}
    for code, pays in sorted(by_focus.items()):
        for level, pay in pays.items():
            same.setdefault((level, pay), []).append(code)
    return {
        code: {
            level: pay._replace(
                shared_with=tuple(each for each in same[level, pay] if each != code)
            )
            for level, pay in pays.items()
        }
        for code, pays in by_focus.items()
    }


def choices_of(code: str) -> Choices:
    """Return what is chosen for the focus *code*."""
    value = source.parse(CHOICES.read_text("utf-8")).top.value
    return Choices(value["occupations"].get(code, {}), value["missing"].get(code, {}))


def focus_files() -> list[Path]:
    paths = [path for path, *_ in scan(package_data.CANON) if path.startswith("functions/")]
    return [package_data.CANON / path for path in paths if not path.endswith("/function.yaml")]


def read_wages(path: Path) -> dict[str, Occupation]:
    """
    Return the occupations of *path* by code; a figure that is not published is left out.

    An occupation of which only the wages of several together are published has these.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = {row["OCC_CODE"]: _occupation(row) for row in csv.DictReader(file)}
    published_as = source.parse(CHOICES.read_text("utf-8")).top.value["published_as"]
    return {**{code: found[other] for code, other in published_as.items()}, **found}


def _occupation(row: dict[str, str]) -> Occupation:
    wages = {
        percentile: int(row[column])
        for column, percentile in PERCENTILES.items()
        if row[column].isdigit()
    }
    return Occupation(row["OCC_CODE"], row["OCC_TITLE"], wages)


def ranks() -> dict[str, float]:
    """Return the ranks of the reference's levels."""
    text = (package_data.CANON / "ladder.yaml").read_text("utf-8")
    levels = source.parse(text).top.value["levels"]
    return {code: float(level["rank"]) for code, level in levels.items()}


def modelled(
    focus: dict[str, Any], occupations: dict[str, Occupation], choices: Choices = NO_CHOICES
) -> Modelled:
    """Return the pay of each level of *focus*, a file's value, or why the rule gives it none."""
    codes = [each["code"][:7] for each in focus.get("classification", ()) if _is_soc(each)]
    given = [level for level, each in focus["levels"].items() if _is_given(each)]
    model = Modelled({}, {})
    _contributors(model, focus, _published(codes, occupations), choices, occupations)
    _managers(model, focus, _published(codes, occupations))
    for level in focus["levels"]:
        if level not in model.pays:
            known = choices.missing.get(level) or choices.missing.get(level[0])
            model.missing[level] = known or model.missing.get(level) or _no_occupation(level, codes)
    for level in given:
        model.pays.pop(level, None)
        model.missing.pop(level, None)
    return model


def _is_given(profile: dict[str, Any]) -> bool:
    return bool(profile.get("pay")) and profile["pay"].get("basis") != "modelled"


def _is_soc(classification: dict[str, str]) -> bool:
    return classification["scheme"] in ("SOC", "O*NET-SOC")


def _is_residual(code: str) -> bool:
    """Return whether *code* is of an occupation for all that has no other code."""
    return code.endswith("99")


def _published(codes: Iterable[str], occupations: dict[str, Occupation]) -> list[Occupation]:
    """Return the occupations of *codes*, or their broad ones, each once and none residual."""
    found: dict[str, Occupation] = {}
    for code in codes:
        occupation = occupations.get(code) or occupations.get(f"{code[:6]}0")
        if occupation and not _is_residual(code):
            found.setdefault(occupation.code, occupation)
    return list(found.values())


def _no_occupation(level: str, codes: list[str]) -> str:
    if level not in MEDIANS:
        return BEYOND
    residual = [code for code in codes if _is_residual(code)]
    if residual and (level[0] != "M" or residual[0].startswith(MANAGERS)):
        return f"{residual[0]} is a residual group of unlike occupations."
    return "The classification names no occupation that is left for this track."


# Levels that lead nobody.


def _contributors(
    model: Modelled,
    focus: dict[str, Any],
    published: list[Occupation],
    choices: Choices,
    occupations: dict[str, Occupation],
) -> None:
    """Give each track but the managers' an occupation of its own, and each level its figures."""
    left = [
        each
        for each in published
        if not each.code.startswith(MANAGERS) and not SUPERVISORS.fullmatch(each.code)
    ]
    for track in "PS":
        levels = [level for level in focus["levels"] if level[0] == track]
        chosen = choices.occupations.get(track)
        if not levels or (not chosen and not left):
            continue
        occupation = occupations[chosen] if chosen else left.pop(0)
        for level in levels:
            pay = figures(occupation, MEDIANS[level]) if level in MEDIANS else None
            if pay:
                model.pays[level] = pay
            elif level in MEDIANS:
                model.missing[level] = _topped(occupation)


def figures(occupation: Occupation, median: int) -> Pay | None:
    """Return the figures around the percentile *median* of *occupation*, if they are published."""
    low, high = median - REACH, median + REACH
    wages = [wage(occupation, each) for each in (low, median, high)]
    known = [each for each in wages if each is not None]
    if len(known) < len(wages):
        return None
    lowest, middle, highest = known
    return Pay(
        lowest,
        middle,
        highest,
        source=f"{EDITION}: {occupation.code} {occupation.title}",
        method=f"percentiles {low}, {median} and {high}",
        ends=f"p{low}-p{high} of occupation",
    )


def _topped(occupation: Occupation) -> str:
    """Return why the figures of a level are not among those of *occupation*."""
    if max(PERCENTILES.values()) in occupation.wages:
        return BEYOND
    return (
        f"The wages of {occupation.code} {occupation.title} that this level needs are above "
        f"{HIGHEST} a year, the highest that OEWS publishes."
    )


# Levels that lead others.


def _managers(model: Modelled, focus: dict[str, Any], published: list[Occupation]) -> None:
    """
    Give the managers' levels their figures: supervisors' wages to M1 and M2, if there are any.

    A level takes the lowest percentile of the grid at which its median is neither below that of
    the levels up to its rank on the other tracks, nor at or below the manager's beneath it.
    """
    order = ranks()
    peers = {level: pay.median for level, pay in model.pays.items()}
    top = max(peers.values(), default=None)
    supervisors = next((each for each in published if SUPERVISORS.fullmatch(each.code)), None)
    managers = next((each for each in published if each.code.startswith(MANAGERS)), None)
    beneath = 0
    for level in sorted(each for each in focus["levels"] if each in MEDIANS and each[0] == "M"):
        floor = max((pay for each, pay in peers.items() if order[each] <= order[level]), default=0)
        first = GRID[0] if peers else MEDIANS[level]
        pay = None
        if supervisors and level in SUPERVISED:
            pay = _lowest(supervisors, first, floor, beneath)
        if pay is None and managers:
            pay = _lowest(managers, first, floor, beneath)
            if pay is None:
                model.missing[level] = _topped(managers)
            elif top and not beneath and pay.median > ABOVE * top:
                more = round(100 * (pay.median / top - 1))
                model.missing[level] = (
                    f"The lowest figure of {managers.code} {managers.title} is {more} % above the "
                    "top of the track that this level leads, and OEWS has no supervisors of it."
                )
                pay, top = None, None
        if pay:
            model.pays[level], beneath = pay, pay.median


def _lowest(occupation: Occupation, first: int, floor: int, beneath: int) -> Pay | None:
    """Return the lowest figures from *first* on that are at least *floor* and above *beneath*."""
    found = (figures(occupation, median) for median in GRID if median >= first)
    return next((each for each in found if each and floor <= each.median > beneath), None)


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


# The files.

_MODELLED = re.compile(r"^    pay:\n      \{[^{}]*basis: modelled[^{}]*\}\n", re.MULTILINE)
_MISSING = re.compile(r"^    pay_missing: >-\n(?:      .*\n)+", re.MULTILINE)


def with_pay(text: str, model: Modelled) -> str:
    """Return the *text* of a focus's file with *model* in the place of its modelled pay."""
    text = _MISSING.sub("", _MODELLED.sub("", text))
    head, *rest = re.split(r"^(?=  [A-Z]\d+:)", text, flags=re.MULTILINE)
    return head + "".join(_level_with_pay(each, model) for each in rest)


def _level_with_pay(block: str, model: Modelled) -> str:
    level = block[2 : block.index(":")]
    if "\n    pay:" in block:
        return block
    lines = "".join(f"    {line}\n" for line in _lines(level, model))
    return re.sub(r"^(    region: \S+\n)", rf"\g<1>{lines}", block, count=1, flags=re.MULTILINE)


def _lines(level: str, model: Modelled) -> Iterator[str]:
    pay = model.pays.get(level)
    if pay is None:
        if level in model.missing:
            yield "pay_missing: >-"
            yield from (f"  {line}" for line in textwrap.wrap(model.missing[level], 94))
        return
    yield "pay:"
    yield f"  {{currency: USD, period: year, place: US, kind: oews_wage, as_of: {AS_OF},"
    yield f"   low: {pay.low}, median: {pay.median}, high: {pay.high}, ends: {pay.ends},"
    yield f'   basis: modelled, source: "{pay.source}",'
    shared = f",\n       shared_with: [{', '.join(pay.shared_with)}]}}" if pay.shared_with else "}"
    yield f'   method: "{pay.method}"{shared}'


if __name__ == "__main__":
    main()
