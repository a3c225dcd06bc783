"""What is computed of ranges of pay: spread, how far medians differ, where a salary stands."""

from __future__ import annotations

from typing import Literal

from levelctl.canon.model import Pay
from levelctl.record import Record, fields


class Range(Pay, kw_only=True):
    """A range of pay with what is computed of it."""

    spread: float
    """How far the high end is above the low one, in percent of that, to one decimal."""


def spread(pay: Pay) -> float:
    """
    Return how far the high end of *pay* is above the low one, in percent, to one decimal.

    >>> spread(Pay("USD", "year", 70_000, 89_000, 113_000, "inherited"))
    61.4
    """
    return round(100 * (pay.high - pay.low) / pay.low, 1)


def measured(pay: Pay | None) -> Range | None:
    """Return *pay* with its spread, and None for what is not known."""
    if pay is None:
        return None
    return Range(**{name: getattr(pay, name) for name in fields(Pay)}, spread=spread(pay))


def difference(first: Pay | None, other: Pay | None) -> tuple[int | None, float | None]:
    """
    Return how much more the median of *other* is than *first*'s, and in percent of that.

    None and None where either is not known or their units differ: nothing is converted.

    >>> difference(*(Pay("USD", "year", 1, median, 9, "survey") for median in (80_000, 90_000)))
    (10000, 12.5)
    """
    if not first or not other:
        return None, None
    if (first.currency, first.period) != (other.currency, other.period):
        return None, None
    more = other.median - first.median
    return more, round(100 * more / first.median, 1)


Position = Literal["below", "within", "above"]
"""Where a salary stands; both ends belong to the range."""


class Standing(Record):
    """Where a salary stands in a range of the same currency and period."""

    position: Position
    compa_ratio: float
    """
    The salary as a share of the median, to two decimals.

    The field divides by the midpoint of a range that an employer has set. A canon's ranges are a
    market's: the sum that stands for the usual pay is the median, and the midpoint is merely
    half-way between two ends.
    """
    penetration: float | None
    """
    How far from the low end to the high one, in percent to one decimal: below 0 under the range,
    beyond 100 above it, and None where both ends are the same sum.
    """
    from_median: float
    """The salary less the median, in the currency's units."""


def standing(pay: Pay, salary: float) -> Standing:
    """
    Return where *salary*, in the currency and for the period of *pay*, stands in its range.

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
        # Added to a zero below zero, zero is zero.
        penetration=round(100 * (salary - pay.low) / width, 1) + 0.0 if width > 0 else None,
        from_median=round(salary - pay.median, 2),
    )
