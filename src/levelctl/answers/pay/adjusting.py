"""Figures of pay projected to another month, or to another place: only if somebody asks for it."""

from __future__ import annotations

from collections.abc import Mapping

from levelctl.answers.pay.salaries import without_fraction
from levelctl.canon.model import Pay
from levelctl.canon.pay_range import Range, measured, months_between
from levelctl.canon.places import PayPlace, way
from levelctl.errors import LevelctlError
from levelctl.record import Record, replace

MONTHS = 12

MOST_MONTHS = 120
"""The most months that figures are projected."""


class Adjustment(Record):
    """What somebody asks for."""

    OPTIONAL = ("age_to", "aging", "at_place")

    age_to: str | None = None
    """The month, as year-month, to which figures are projected."""
    aging: float | None = None
    """The rate a year, as a fraction."""
    at_place: str | None = None
    """The code of the place whose differential is applied."""


class AdjustedPay(Record):
    """A figure of pay that was projected; the original stands beside it."""

    OPTIONAL = ("aged_months", "path")

    figure: Range
    factor: float
    """By what low, median and high were multiplied, to four decimals."""
    aged_months: int | None = None
    """How many months it was projected, if it was."""
    path: tuple[PayPlace, ...] = ()
    """The places whose differentials were applied, from the one that was asked for."""


class NotAdjustedError(Exception):
    """A figure cannot be projected; the message says why, as a clause."""


def adjustment_of(
    places: Mapping[str, PayPlace],
    age_to: str | None = None,
    aging: float | None = None,
    at_place: str | None = None,
) -> Adjustment | None:
    """
    Return what somebody asks for; None if nothing.

    Raises LevelctlError if a rate has no date or a date no rate, if they are none, or if *places*
    have no differential for *at_place*.
    """
    if age_to is None and aging is None and at_place is None:
        return None
    if (age_to is None) != (aging is None):
        raise LevelctlError(
            "figures are aged to a month at a rate a year",
            hint="give both: --age-to 2026-11 --aging 0.035",
        )
    if age_to is not None and months_between(age_to, age_to) is None:
        raise LevelctlError(f"{age_to!r} is not a month", hint="give one such as 2026-11")
    if aging is not None and not -_MOST_RATE <= aging <= _MOST_RATE:
        raise LevelctlError(
            f"the rate {aging:g} is {100 * aging:,.0f} percent a year",
            hint="give a fraction: 0.035 is 3.5 percent",
        )
    place = at_place and at_place.strip().upper()
    known = [code for code, each in places.items() if each.differential is not None]
    if place is not None and place not in known:
        raise LevelctlError(
            f"places.yaml has no differential for {place}",
            hint=f"it has some for: {', '.join(known[:_LISTED])}" if known else "add one to it",
        )
    return Adjustment(age_to, aging, place)


_MOST_RATE = 0.5
_LISTED = 20


def adjusted(pay: Pay, wanted: Adjustment, places: Mapping[str, PayPlace]) -> AdjustedPay:
    """Return *pay* as *wanted*. Raises NotAdjustedError if it does not say what that needs."""
    months = _months(pay, wanted)
    aging = (1 + (wanted.aging or 0)) ** ((months or 0) / MONTHS)
    path = _path(pay, wanted, places)
    factor = aging
    for place in path:
        factor *= place.differential or 1
    figure = replace(
        pay,
        low=_times(pay.low, factor, pay.period),
        median=_times(pay.median, factor, pay.period),
        high=_times(pay.high, factor, pay.period),
        place=wanted.at_place or pay.place,
    )
    found = measured(figure)
    assert found  # noqa: S101 - for mypy: the figure is known
    return AdjustedPay(found, round(factor, 4), months, path)


def _times(amount: float, factor: float, period: str) -> float:
    """Return *amount* times *factor*, as precise as pay for *period* is."""
    if period == "year":
        return max(1, round(amount * factor))
    return without_fraction(max(0.01, round(amount * factor, 2)))


def _months(pay: Pay, wanted: Adjustment) -> int | None:
    if wanted.age_to is None:
        return None
    start = pay.aged_to or pay.as_of
    if start is None or len(start) == _YEAR:
        what = f"only says the year {start}" if start else "does not say as of when it is"
        raise NotAdjustedError(f"it {what}, so nobody knows how far to age it")
    months = months_between(start, wanted.age_to)
    if months is None or not 0 <= months <= MOST_MONTHS:
        raise NotAdjustedError(
            f"it is of {start}, and {wanted.age_to} is not within {MOST_MONTHS} months after that"
        )
    return months


_YEAR = len("2026")


def _path(pay: Pay, wanted: Adjustment, places: Mapping[str, PayPlace]) -> tuple[PayPlace, ...]:
    """Return the places from the wanted one up to that of *pay*, which is not among them."""
    if wanted.at_place is None:
        return ()
    codes = way(wanted.at_place, {code: place.of for code, place in places.items()})
    if pay.place not in codes:
        what = f"is of {pay.place}" if pay.place else "does not say its place"
        raise NotAdjustedError(
            f"it {what}, and the differential of {wanted.at_place} is relative to "
            f"{' and '.join(codes[1:]) or 'no place'}"
        )
    path = tuple(places[code] for code in codes[: codes.index(pay.place)])
    if any(place.differential is None for place in path):
        (missing, *_) = (place.code for place in path if place.differential is None)
        raise NotAdjustedError(f"places.yaml has no differential for {missing}")
    return path
