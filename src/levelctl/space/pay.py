"""
The space ``pay@1``: distance by the ratio of two medians, in one currency and for one period.

A promotion and a market are read in per cent, not in dollars, so the logarithms of medians are
compared: from 50,000 to 60,000 is as far as from 100,000 to 120,000. The scale lives in
``canon.yaml``.
"""

from __future__ import annotations

import heapq
import math

from levelctl.canon.canon import Canon
from levelctl.canon.model import Pay, PaySpace, Profile
from levelctl.space.measures import FARTHEST, Bounds, Component, Distance, Near, no_space

NAME = "pay@1"

_SURE = 1e-6
"""How far from a whole number a logarithm has to be for floating point to tell its ceiling."""


def distance(scale: PaySpace, one: Pay, other: Pay) -> Distance | None:
    """
    Return how far the median of *other* stands from that of *one*, by their ratio.

    Symmetric, zero only for the same median, and never shorter by a detour; rounded up to whole
    hundredths. None where the currencies or the periods differ: nothing is converted.

    >>> two = [Pay("USD", "year", 1, median, 9, "survey") for median in (50_000, 100_000)]
    >>> distance(PaySpace(doubling=100, tolerance=30, review=60), *two).hundredths
    100
    """
    if _unit(one) != _unit(other):
        return None
    hundredths = _hundredths(scale.doubling, one.median, other.median)
    here, there = _told(one), _told(other)
    reason = f"{here}, {there}; {_compared(one.median, other.median)}"
    if not hundredths:
        return Distance((Component("median", 0, reason, (_sum(one),)),))
    return Distance((Component("median", hundredths, reason, (), (here,), (there,)),))


def _unit(pay: Pay) -> tuple[str, str]:
    return pay.currency, pay.period


def _hundredths(doubling: int, one: int, other: int) -> int:
    """
    Return *doubling* times the binary logarithm of the ratio of two medians, rounded up.

    The least whole number whose power of two is no less than the ratio, raised to *doubling*.
    Where the logarithm is so near to a whole number that floating point may take it for more,
    whole numbers decide: else two distances might be shorter than the one that they make up.
    """
    low, high = sorted((one, other))
    exact = doubling * math.log2(high / low)
    near = round(exact)
    if abs(exact - near) > _SURE:
        return math.ceil(exact)
    return near if high**doubling <= low**doubling << near else near + 1


def _sum(pay: Pay) -> str:
    return f"{pay.currency} {pay.median:,}"


def _told(pay: Pay) -> str:
    return f"{_sum(pay)} {pay.basis}"


def _compared(one: int, other: int) -> str:
    """
    Return how much more or less *other* is than *one*.

    >>> _compared(78_000, 89_000), _compared(89_000, 78_000), _compared(1000, 1001)
    ('14 % more', '12 % less', 'less than 1 % more')
    """
    if one == other:
        return "the same"
    share = round(100 * abs(other - one) / one)
    return f"{f'{share:,}' if share else 'less than 1'} % {'more' if other > one else 'less'}"


class PayScale:
    """The space of pay of *canon*. Raises LevelctlError if its ``canon.yaml`` has none."""

    name = NAME

    def __init__(self, canon: Canon) -> None:
        if canon.settings.pay is None:
            raise no_space(NAME, PaySpace)
        self.canon = canon
        self.scale = canon.settings.pay
        self.bounds = Bounds(self.scale.tolerance, self.scale.review)
        self.weights = (("doubling", self.scale.doubling),)

    def absence(self, profile: Profile) -> str | None:
        return "its pay is not known" if profile.pay is None else None

    def apart(self, one: Profile, other: Profile) -> str | None:
        """Return why two profiles that have a place have no distance, or None if they have one."""
        if one.pay is None or other.pay is None or _unit(one.pay) == _unit(other.pay):
            return None
        units = " and in ".join(" a ".join(_unit(pay)) for pay in (one.pay, other.pay))
        return f"they are paid in {units}: nothing is converted"

    def distance(self, one: Profile, other: Profile) -> Distance | None:
        if one.pay is None or other.pay is None:
            return None
        return distance(self.scale, one.pay, other.pay)

    def nearest(self, profile: Profile, top: int | None, levels: frozenset[str]) -> list[Near]:
        if profile.pay is None:
            return []
        here, unit, own = profile.pay.median, _unit(profile.pay), str(profile.code)
        apart: dict[int, int] = {}  # many profiles share a median
        found: list[tuple[int, str, str, str]] = []
        for each in self.canon.profile_pays:
            level = each.code.rpartition(".")[2]
            if level not in levels or _unit(each.pay) != unit or each.code == own:
                continue
            median = each.pay.median
            if median not in apart:
                apart[median] = min(FARTHEST, _hundredths(self.scale.doubling, here, median))
            found.append((apart[median], each.code, each.title, level))
        best = sorted(found) if top is None else heapq.nsmallest(top, found)
        return [Near(*each) for each in best]
