"""
The space ``pay@1``: distance by the ratio of two medians in one currency and for one period.

People compare pay in percent, not in dollars, so the distance is a logarithm: 50,000 is as far
from 60,000 as 100,000 is from 120,000. The scale is in ``canon.yaml``.
"""

from __future__ import annotations

import math

from levelctl.canon.canon import Canon
from levelctl.canon.codes import level_of
from levelctl.canon.model import Pay, PaySettings, Profile
from levelctl.canon.pay_range import comparable
from levelctl.space.measures import (
    FARTHEST,
    Bounds,
    Component,
    Distance,
    Nearby,
    nearest_of,
    no_space,
)

NAME = "pay@1"

_SURE = 1e-6
"""The least difference from a whole number at which the ceiling of a logarithm is certain."""


def distance(scale: PaySettings, one: Pay, other: Pay) -> Distance | None:
    """
    Return the distance between the medians of *one* and *other*, by their ratio.

    It is symmetric, zero only for equal medians, never shorter by a detour, and rounded up to
    whole hundredths. It is None if their units, kinds or places differ: nothing is converted.

    >>> two = [Pay("USD", "year", 1, median, 9, "survey") for median in (50_000, 100_000)]
    >>> distance(PaySettings(doubling=100, tolerance=30, review=60), *two).hundredths
    100
    """
    if not comparable(one, other):
        return None
    hundredths = _hundredths(scale.doubling, one.median, other.median)
    here, there = _described(one), _described(other)
    reason = f"{here}, {there}; {_difference(one.median, other.median)}"
    if not hundredths:
        return Distance((Component("median", 0, reason, (_amount(one),)),))
    return Distance((Component("median", hundredths, reason, (), (here,), (there,)),))


def _worded(pay: Pay) -> str:
    """
    Return the yardstick of *pay* in words.

    >>> _worded(Pay("USD", "year", 1, 2, 3, "survey", place="US", kind="total_cash"))
    'USD a year (total cash, US)'
    """
    unit = f"{pay.currency} a {pay.period}"
    more = ", ".join(filter(None, ((pay.kind or "").replace("_", " "), pay.place)))
    return f"{unit} ({more})" if more else unit


CENTS = 100
"""In one unit of a currency: no amount is finer, so in cents all are integers."""


def _hundredths(doubling: int, one: float, other: float) -> int:
    """
    Return *doubling* times the binary logarithm of the ratio of two medians, rounded up.

    If the logarithm is so close to a whole number that floating point can round it the wrong way,
    exact integer arithmetic decides. Otherwise two distances could be shorter than their sum.
    """
    low, high = sorted((round(CENTS * one), round(CENTS * other)))
    exact = doubling * math.log2(high / low)
    near = round(exact)
    if abs(exact - near) > _SURE:
        return math.ceil(exact)
    return near if high**doubling <= low**doubling << near else near + 1


def _amount(pay: Pay) -> str:
    fraction = "" if pay.median == int(pay.median) else ".2f"
    return f"{pay.currency} {pay.median:,{fraction}}"


def _described(pay: Pay) -> str:
    return f"{_amount(pay)} {pay.basis}"


def _difference(one: float, other: float) -> str:
    """
    Return how much more or less *other* is than *one*.

    >>> _difference(78_000, 89_000), _difference(89_000, 78_000), _difference(1000, 1001)
    ('14 % more', '12 % less', 'less than 1 % more')
    """
    if one == other:
        return "the same"
    share = round(100 * abs(other - one) / one)
    return f"{f'{share:,}' if share else 'less than 1'} % {'more' if other > one else 'less'}"


class PaySpace:
    """The space of pay of *canon*. Raises LevelctlError if its ``canon.yaml`` has none."""

    name = NAME

    def __init__(self, canon: Canon) -> None:
        if canon.settings.pay is None:
            raise no_space(NAME, PaySettings)
        self.canon = canon
        self.scale = canon.settings.pay
        self.bounds = Bounds(self.scale.tolerance, self.scale.review)
        self.weights = (("doubling", self.scale.doubling),)

    def absence(self, profile: Profile) -> str | None:
        return "its pay is not known" if profile.pay is None else None

    def incomparable(self, one: Profile, other: Profile) -> str | None:
        """Return why two profiles with a place have no distance, or None if they have one."""
        if one.pay is None or other.pay is None or comparable(one.pay, other.pay):
            return None
        units = ", the other in ".join(_worded(pay) for pay in (one.pay, other.pay))
        return f"one is paid in {units}; levelctl does not convert pay"

    def distance(self, one: Profile, other: Profile) -> Distance | None:
        if one.pay is None or other.pay is None:
            return None
        return distance(self.scale, one.pay, other.pay)

    def nearest(self, profile: Profile, top: int | None, levels: frozenset[str]) -> list[Nearby]:
        if profile.pay is None:
            return []
        pay, own = profile.pay, str(profile.code)
        apart: dict[float, int] = {}  # many profiles share a median
        nearby: list[tuple[int, str, str, str]] = []
        for each in self.canon.profile_pays:
            level = level_of(each.code)
            if level not in levels or each.code == own or not comparable(pay, each.pay):
                continue
            median = each.pay.median
            if median not in apart:
                apart[median] = min(FARTHEST, _hundredths(self.scale.doubling, pay.median, median))
            nearby.append((apart[median], each.code, each.title, level))
        return nearest_of(self.canon.ladder, nearby, top)
