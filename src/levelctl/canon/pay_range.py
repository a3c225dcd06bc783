"""Figures computed from pay ranges: spread, differences of medians, the standing of a salary."""

from __future__ import annotations

from typing import Literal

from levelctl.canon.model import Pay
from levelctl.record import Record, fields


class Range(Pay, kw_only=True):
    """A pay range with its spread."""

    spread: float
    """How far the high end is above the low end, in percent of the low end, to one decimal."""


def spread(pay: Pay) -> float:
    """
    Return how far the high end of *pay* is above the low end, in percent, to one decimal.

    >>> spread(Pay("USD", "year", 70_000, 89_000, 113_000, "inherited"))
    61.4
    """
    return round(100 * (pay.high - pay.low) / pay.low, 1)


def measured(pay: Pay | None) -> Range | None:
    """Return *pay* with its spread, or None if the pay is not known."""
    if pay is None:
        return None
    return Range(**{name: getattr(pay, name) for name in fields(Pay)}, spread=spread(pay))


def yardstick(pay: Pay) -> tuple[str | None, ...]:
    """
    Return what figures must have in common to be compared, because nothing is converted.

    >>> yardstick(Pay("USD", "year", 70_000, 89_000, 113_000, "survey", place="US", kind="base"))
    ('USD', 'year', 'base', 'US')
    """
    return pay.currency, pay.period, pay.kind, pay.place


def difference(first: Pay | None, other: Pay | None) -> tuple[int | None, float | None]:
    """
    Return how far the median of *other* is above that of *first*: the amount, and in percent.

    Both are None if a pay is not known or they have no `yardstick` in common.

    >>> difference(*(Pay("USD", "year", 1, median, 9, "survey") for median in (80_000, 90_000)))
    (10000, 12.5)
    """
    if not first or not other:
        return None, None
    if yardstick(first) != yardstick(other):
        return None, None
    more = other.median - first.median
    return more, round(100 * more / first.median, 1)


Position = Literal["below", "within", "above"]
"""The position of a salary; both ends belong to the range."""


class Standing(Record):
    """The standing of a salary in a range of the same currency and period."""

    position: Position
    compa_ratio: float
    """
    The salary divided by the median, to two decimals.

    Employers divide by the midpoint of the range that they have set. A canon's ranges describe a
    market, where the median is the usual pay and the midpoint is only halfway between the ends.
    """
    penetration: float | None
    """
    How far the salary is from the low end to the high end, in percent, to one decimal: below 0
    under the range, above 100 over it, and None if both ends are equal.
    """
    from_median: float
    """The salary minus the median, in units of the currency."""


def standing(pay: Pay, salary: float) -> Standing:
    """
    Return the standing of *salary*, in the currency and for the period of *pay*, in its range.

    >>> standing(Pay("USD", "year", 70_000, 90_000, 110_000, "survey"), 99_000)
    Standing(position='within', compa_ratio=1.1, penetration=72.5, from_median=9000)
    """
    width = pay.high - pay.low
    position: Position = "within"
    if salary < pay.low or salary > pay.high:
        position = "below" if salary < pay.low else "above"
    return Standing(
        position=position,
        compa_ratio=round(salary / pay.median, 2),
        # Adding zero turns a negative zero into zero.
        penetration=round(100 * (salary - pay.low) / width, 1) + 0.0 if width > 0 else None,
        from_median=round(salary - pay.median, 2),
    )
