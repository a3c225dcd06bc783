"""How far the canon's pay is off from published wages, over many profiles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from statistics import median

from levelctl.answers.pay.estimates import CURRENCY, PERIOD, estimate
from levelctl.answers.pay.percentiles import percentiles, place, wage_at
from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus, Function, Pay, Profile
from levelctl.canon.resolve import Thing, reference
from levelctl.errors import LevelctlError
from levelctl.occupations import level_wages, wages
from levelctl.occupations.level_wages import LevelWageTable
from levelctl.occupations.schemes import soc_code
from levelctl.occupations.us_areas import NATION, is_place
from levelctl.occupations.wages import Wages, WageTable
from levelctl.record import Record, Result

CLOSE = 10.0
"""Up to how many percent a figure counts as near a published one."""


class ComparedPay(Record):
    """The pay of a profile beside what is published."""

    code: str
    title: str
    level: str
    median: int | float
    """In dollars a year."""
    basis: str
    place: str | None
    """The place of the figure; None if it is not known."""
    occupation: str | None
    """The code of the occupation; None if the focus has none."""
    work_levels: tuple[str, ...]
    """The work levels whose mean is *estimate*; empty without one."""
    estimate: int | None
    """The mean wage by level in dollars a year; None if none is published."""
    off: float | None
    """How far the median is above the estimate, in percent; None without one."""
    percentile: float | None
    """
    The percentile of the occupation at which the figure puts its median, as its ends say; None if
    they say nothing about an occupation.
    """
    wage: float | None
    """The wage at that percentile in dollars a year; None if it is not published."""
    wage_off: float | None
    """How far the median is above that wage, in percent; None without one."""
    stands_at: float | None
    """The percentile of the occupation at which the median stands; None beyond the published."""


class ComparisonSummary(Record):
    """The errors of all profiles that can be compared."""

    compared: int
    median_error: float | None
    """The median of how far they are off, in either direction, in percent; None without any."""
    median_off: float | None
    """The median of how far they are above, in percent; negative if most are below."""
    near: float | None
    """The share within 10 percent, in percent."""


class PayComparison(Result):
    """How far the pay of profiles is off from published wages."""

    SCHEMA = "levelctl.pay-comparison/1"

    place: str
    """The place of the published wages."""
    industry: str | None
    """The code of the only industry of the percentiles; None for all industries."""
    by_level: str | None
    """The wages by level and their year; None if none are imported."""
    by_percentile: str | None
    """The wages by percentile and their date; None if none are imported."""
    levels: ComparisonSummary
    """Against the wages by level."""
    percentiles: ComparisonSummary
    """Against the wages by percentile."""
    rows: tuple[ComparedPay, ...]
    unpaid: int
    """The number of profiles without pay."""
    incomparable: int
    """The number of profiles whose pay is not in dollars a year."""

    @property
    def any(self) -> bool:
        """Whether any profile can be compared."""
        return bool(self.levels.compared or self.percentiles.compared)


def compare_pay(
    canon: Canon, thing: Thing | None, *, place: str | None = None, industry: str | None = None
) -> PayComparison:
    """
    Return how far the pay of *thing*, or of all profiles, is off from the wages in *place*.

    *industry* chooses the wages by percentile of one industry. Raises LevelctlError if *place* is
    not one, if its wages are not imported, or if *thing* has no profiles.
    """
    where = place or NATION
    if not is_place(where):
        raise LevelctlError(f"{where!r} is not a place", hint="write US, US-CA or US-41860")
    levels = level_wages.imported()
    there = levels if levels and where in levels.places else None
    tables = _WageTables(canon, where, there, wages.imported(where, industry))
    profiles = list(_profiles(canon, thing))
    paid = [(focus, each, pay) for focus, each in profiles if (pay := _pay(each, where))]
    usable = [each for each in paid if (each[2].currency, each[2].period) == (CURRENCY, PERIOD)]
    rows = tuple(tables.compared(*each) for each in usable)
    if not tables.any:
        raise _not_imported(where, industry)
    return PayComparison(
        place=where,
        industry=industry,
        by_level=_named(tables.levels),
        by_percentile=_named(tables.percentiles),
        levels=summary(row.off for row in rows),
        percentiles=summary(row.wage_off for row in rows),
        rows=rows,
        unpaid=len(profiles) - len(paid),
        incomparable=len(paid) - len(usable),
    )


def _named(table: LevelWageTable | WageTable | None) -> str | None:
    release = table.release if table else None
    return " ".join(filter(None, (release.name, release.release))) if release else None


def _not_imported(place: str, industry: str | None) -> LevelctlError:
    what = f"{place} in the industry {industry}" if industry else place
    return LevelctlError(
        f"no published wages of {what} are imported",
        hint="import them: levelctl import oews PATH, or levelctl import mwe PATH",
    )


def _profiles(canon: Canon, thing: Thing | None) -> Iterator[tuple[Focus, Profile]]:
    """Yield each profile of *thing*, or of the canon, with its focus."""
    match thing:
        case Profile():
            yield canon.focus(thing.code.function, thing.code.focus), thing
            return
        case Focus():
            foci: Iterable[Focus] = (thing,)
        case Function():
            foci = (canon.focus(each.function, each.code) for each in thing.foci)
        case None:
            foci = canon.foci
        case _:
            raise LevelctlError(
                f"{reference(thing)} has no pay to compare",
                hint="give a function, a focus or a profile, or nothing for all profiles",
            )
    for focus in foci:
        for profile in focus.profiles:
            yield focus, profile


def _pay(profile: Profile, place: str) -> Pay | None:
    """Return the figure of *profile* for *place*, or else the one that is shown."""
    pays = [each for each in (profile.pay, *profile.other_pays) if each]
    return next((each for each in pays if each.place == place), profile.pay)


class _WageTables:
    """The published wages of *place* that profiles of *canon* are compared with."""

    def __init__(
        self,
        canon: Canon,
        place: str,
        levels: LevelWageTable | None,
        percentiles: WageTable | None,
    ) -> None:
        self.canon = canon
        self.place = place
        self.levels = levels
        self.percentiles = percentiles

    @property
    def any(self) -> bool:
        return self.levels is not None or self.percentiles is not None

    def compared(self, focus: Focus, profile: Profile, pay: Pay) -> ComparedPay:
        level = profile.code.level
        code = _occupation(focus, pay)
        work = self.canon.settings.work_level(level)
        by_level = self.levels.of(code, self.place) if self.levels and code else None
        found = estimate(code, by_level, work.levels) if code and by_level and work else None
        published = self.percentiles.of(code) if self.percentiles and code else None
        meant = _percentile(pay)
        wage = wage_at(percentiles(published), meant) if published and meant else None
        return ComparedPay(
            code=str(profile.code),
            title=focus.name,
            level=level,
            median=pay.median,
            basis=pay.basis,
            place=pay.place,
            occupation=code,
            work_levels=found.work_levels if found else (),
            estimate=found.yearly if found else None,
            off=_off(pay.median, found.yearly if found else None),
            percentile=meant,
            wage=wage,
            wage_off=_off(pay.median, wage),
            stands_at=_stands_at(published, pay.median),
        )


def _occupation(focus: Focus, pay: Pay) -> str | None:
    """Return the code of the occupation that *pay* names as its source, or the first of *focus*."""
    named = _SOC.search(pay.source or "")
    codes = filter(None, map(soc_code, focus.classification))
    return named[0] if named else next(codes, None)


_SOC = re.compile(r"(?<![0-9-])[0-9]{2}-[0-9]{4}(?![0-9])")
_ENDS = re.compile(r"p([0-9]{1,2})-p([0-9]{1,2}) of [a-z ]+")


def _percentile(pay: Pay) -> float | None:
    """Return the percentile of an occupation at which *pay* puts its median, or None."""
    ends = _ENDS.fullmatch(pay.ends or "")
    return (int(ends[1]) + int(ends[2])) / 2 if ends else None


def _stands_at(published: Wages | None, amount: float) -> float | None:
    return place(percentiles(published), "median", amount).percentile if published else None


def _off(figure: float, published: float | None) -> float | None:
    """Return how far *figure* is above what is *published*, in percent, to one decimal."""
    return None if published is None else round(100 * (figure / published - 1), 1) + 0.0  # no -0


def summary(errors: Iterable[float | None]) -> ComparisonSummary:
    """
    Return what *errors* in percent amount to.

    >>> summary([-5.0, 20.0, None, 10.0])
    ComparisonSummary(compared=3, median_error=10.0, median_off=10.0, near=66.7)
    """
    known = [each for each in errors if each is not None]
    if not known:
        return ComparisonSummary(0, None, None, None)
    near = sum(abs(each) <= CLOSE for each in known)
    return ComparisonSummary(
        compared=len(known),
        median_error=round(median(map(abs, known)), 1),
        median_off=round(median(known), 1),
        near=round(100 * near / len(known), 1),
    )
