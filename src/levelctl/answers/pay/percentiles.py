"""The position of a pay range among the published wages of its focus's occupations."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from levelctl.answers.pay.records import (
    OccupationWages,
    Percentile,
    Point,
    SalaryPlace,
    WageComparison,
)
from levelctl.canon.model import Focus, Pay
from levelctl.occupations import wages
from levelctl.occupations.schemes import soc_code
from levelctl.occupations.us_areas import NATION
from levelctl.occupations.wages import PERCENTILES
from levelctl.occupations.wages import Wages as Published

_FIELDS = dict(zip((10, 25, 50, 75, 90), PERCENTILES, strict=True))


def of_focus(
    focus: Focus, pay: Pay | None, salary: float | None, where: str | None = None
) -> WageComparison:
    """
    Return the published wages of each occupation of *focus* in the place *where*, or the nation.

    *pay*, and *salary* in its currency, are compared with them if the unit is the same. Raises
    LevelctlError if the imported wages are damaged.
    """
    codes = dict.fromkeys(filter(None, map(soc_code, focus.classification)))
    table = wages.imported(where or NATION)
    by_code = {code: table.of(code) if table else None for code in codes}
    return WageComparison(
        release=" ".join(filter(None, (table.release.name, table.release.release)))
        if table
        else None,
        occupations=tuple(
            _occupation(code, each, pay, salary) for code, each in by_code.items() if each
        ),
        missing=tuple(code for code, each in by_code.items() if each is None),
        place=where or NATION,
        area=table.release.area if table else None,
    )


def _occupation(
    code: str, occupation: Published, pay: Pay | None, salary: float | None
) -> OccupationWages:
    return OccupationWages(
        code=code,
        published=occupation.code,
        title=occupation.title,
        source=occupation.source,
        currency=occupation.currency,
        period=occupation.period,
        employment=occupation.employment,
        percentiles=percentiles(occupation),
        places=tuple(_places(percentiles(occupation), occupation, pay, salary)),
    )


def percentiles(occupation: Published) -> tuple[Percentile, ...]:
    """Return the percentiles of *occupation*, published or not, from the lowest."""
    return tuple(
        Percentile(each, getattr(occupation, name), name in occupation.topped)
        for each, name in _FIELDS.items()
    )


def _places(
    published: tuple[Percentile, ...], occupation: Published, pay: Pay | None, salary: float | None
) -> Iterator[SalaryPlace]:
    if pay is None or (pay.currency, pay.period) != (occupation.currency, occupation.period):
        return
    points: dict[Point, float | None] = {
        "low": pay.low,
        "median": pay.median,
        "high": pay.high,
        "salary": salary,
    }
    for point, amount in points.items():
        if amount is not None:
            yield place(published, point, amount)


def place(published: tuple[Percentile, ...], point: Point, amount: float) -> SalaryPlace:
    """
    Return the position of *amount* among the *published* percentiles.

    >>> place((Percentile(10, 50_000), Percentile(25, 60_000)), "low", 52_000).percentile
    13.0
    """
    known = [(each.percentile, each.wage) for each in published if each.wage is not None]
    above = max((each for each in known if each[1] <= amount), default=None)
    below = min((each for each in known if each[1] >= amount), default=None)
    return SalaryPlace(
        of=point,
        amount=amount,
        percentile=_between(above, below, amount),
        above=above[0] if above else None,
        below=below[0] if below else None,
    )


def wage_at(published: tuple[Percentile, ...], percentile: float) -> float | None:
    """
    Return the wage at *percentile* among the *published* ones; None beyond them.

    >>> wage_at((Percentile(10, 50_000), Percentile(25, 60_000)), 13)
    52000.0
    """
    known = [(each.percentile, each.wage) for each in published if each.wage is not None]
    for (low, start), (high, end) in pairwise(known):
        if low <= percentile <= high:
            return round(start + (end - start) * (percentile - low) / (high - low), 2)
    return None


def _between(
    above: tuple[int, int] | None, below: tuple[int, int] | None, amount: float
) -> float | None:
    """Return the percentile of *amount*, interpolated from *above* to *below*, if both exist."""
    if above is None or below is None:
        return None
    (low, start), (high, end) = above, below
    if start == end:  # the amount is the wage of one percentile, or of several
        return float(min(low, high))
    return round(low + (high - low) * (amount - start) / (end - start), 1)
