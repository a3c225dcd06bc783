"""Figures computed from pay ranges: spread, differences of medians, the standing of a salary."""

from __future__ import annotations

import re
from typing import Literal

from levelctl.canon.model import Pay
from levelctl.record import Record, fields


class Range(Pay, kw_only=True):
    """A figure of pay with its spread, and why it is no salary range."""

    OPTIONAL = (*Pay.OPTIONAL, "not_a_range")

    spread: float | None
    """
    How far the high end is above the low end, in percent of the low end, to one decimal; None if
    they are no salary range.
    """
    not_a_range: str | None = None
    """Why low and high are no salary range that somebody set for the level; None if they can be."""


def not_a_range(pay: Pay) -> str | None:
    """
    Return why low and high of *pay* are no salary range; None if they can be one.

    >>> not_a_range(Pay("USD", "year", 1, 2, 3, "survey")) is None
    True
    >>> not_a_range(Pay("USD", "year", 1, 2, 3, "survey", ends="p25-p75"))
    'low and high are percentiles of what is paid (p25-p75)'
    >>> not_a_range(Pay("USD", "year", 3, 2, 1, "survey"))
    'low, median and high are not in order'
    """
    return means_no_range(pay) if in_order(pay) else "low, median and high are not in order"


def means_no_range(pay: Pay) -> str | None:
    """Return why *pay* says that low and high are no salary range, whatever their order."""
    if pay.basis == "modelled":
        return "the figures are modeled from the wages of a whole occupation"
    if pay.kind == "oews_wage":
        return "the figures are wages of a whole occupation"
    if pay.ends not in (None, "range"):
        return f"low and high are percentiles of what is paid ({pay.ends})"
    return None


def in_order(pay: Pay) -> bool:
    return pay.low <= pay.median <= pay.high


def refusal(pay: Pay) -> str | None:
    """
    Return why no compa-ratio is computed from *pay*; None if one is.

    A median that was surveyed for the level has one; one of a whole occupation says nothing about
    the level.
    """
    of_occupation = pay.basis == "modelled" or pay.kind == "oews_wage"
    refused = of_occupation or not in_order(pay) or " of " in (pay.ends or "")
    return not_a_range(pay) if refused else None


KINDS = {
    "base": "base pay",
    "total_cash": "total cash",
    "oews_wage": "OEWS wages",
    "target": "pay at target",
}
"""The kinds of pay in words."""


def named(pay: Pay) -> str:
    """
    Return what distinguishes *pay* from other figures of the same profile.

    >>> named(Pay("USD", "year", 1, 2, 3, "survey", place="US", kind="base", as_of="2024-05"))
    'US base pay as of 2024-05'
    >>> named(Pay("USD", "year", 1, 2, 3, "survey"))
    'pay of no place and kind'
    """
    kind = KINDS.get(pay.kind or "", "pay" if pay.place else "")
    date = f"as of {pay.as_of}" if pay.as_of else ""
    what = " ".join(filter(None, (pay.place, kind))) or "pay of no place and kind"
    return f"{what} {date}".rstrip()


def spread(pay: Pay) -> float:
    """
    Return how far the high end of *pay* is above the low end, in percent, to one decimal.

    >>> spread(Pay("USD", "year", 70_000, 89_000, 113_000, "inherited"))
    61.4
    """
    return round(100 * (pay.high - pay.low) / pay.low, 1)


def measured(pay: Pay | None) -> Range | None:
    """Return *pay* with its spread if it can be a range, or None if the pay is not known."""
    if pay is None:
        return None
    own = {name: getattr(pay, name) for name in fields(Pay)}
    why = not_a_range(pay)
    return Range(**own, spread=None if why else spread(pay), not_a_range=why)


def months_between(start: str, end: str) -> int | None:
    """
    Return the months from *start* to *end*, each a year, month or day; of a year its last month.

    None if *end* or *start* is no date.

    >>> months_between("2024-05", "2026-11"), months_between("2024", "2026-11-05")
    (30, 23)
    >>> months_between("2024-05", "spring") is None
    True
    """
    months = [_month(start), _month(end)]
    return None if None in months else (months[1] or 0) - (months[0] or 0)


def _month(date: str) -> int | None:
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?(?:-[0-9]{2})?", date)
    return 12 * int(match[1]) + int(match[2] or 12) if match else None


def yardstick(pay: Pay) -> tuple[str | None, ...]:
    """
    Return what figures must have in common to be compared, because nothing is converted.

    >>> yardstick(Pay("USD", "year", 70_000, 89_000, 113_000, "survey", place="US", kind="base"))
    ('USD', 'year', 'base', 'US')
    """
    return pay.currency, pay.period, pay.kind, pay.place


def comparable(one: Pay, other: Pay) -> bool:
    """
    Return whether figures can be compared, so that nothing would have to be converted.

    A place or kind that one of them does not say can be that of the other.

    >>> places = ("US", "DE", None)
    >>> figures = [Pay("USD", "year", 1, 2, 3, "survey", place=place) for place in places]
    >>> [comparable(figures[0], other) for other in figures]
    [True, False, True]
    """
    if one.currency != other.currency or one.period != other.period:
        return False
    if one.kind != other.kind and one.kind is not None and other.kind is not None:
        return False
    return one.place == other.place or one.place is None or other.place is None


def difference(first: Pay | None, other: Pay | None) -> tuple[float | None, float | None]:
    """
    Return how far the median of *other* is above that of *first*: the amount, and in percent.

    Both are None if a pay is not known, or if they are not `comparable`.

    >>> difference(*(Pay("USD", "year", 1, median, 9, "survey") for median in (80_000, 90_000)))
    (10000, 12.5)
    """
    if not first or not other:
        return None, None
    if not comparable(first, other):
        return None, None
    more = round(other.median - first.median, 2)
    return more, round(100 * more / first.median, 1)


Position = Literal["below", "within", "above"]
"""The position of a salary; both ends belong to the range."""


class Standing(Record):
    """The standing of a salary in a range of the same currency and period."""

    OPTIONAL = ("refused",)

    position: Position
    compa_ratio: float | None
    """
    The salary divided by the median, to two decimals; None if it is *refused*.

    Employers divide by the midpoint of the range that they have set. A canon's ranges describe a
    market, where the median is the usual pay and the midpoint is only halfway between the ends.
    """
    penetration: float | None
    """
    How far the salary is from the low end to the high end, in percent, to one decimal: below 0
    under the range, above 100 over it, and None if both ends are equal or no salary range.
    """
    from_median: float
    """The salary minus the median, in units of the currency."""
    refused: str | None = None
    """Why there is no compa-ratio or no penetration."""


def standing(pay: Pay, salary: float) -> Standing:
    """
    Return the standing of *salary*, in the currency and for the period of *pay*, in its range.

    >>> standing(Pay("USD", "year", 70_000, 90_000, 110_000, "survey"), 99_000)
    Standing(position='within', compa_ratio=1.1, penetration=72.5, from_median=9000, refused=None)
    """
    width = pay.high - pay.low
    position: Position = "within"
    if salary < pay.low or salary > pay.high:
        position = "below" if salary < pay.low else "above"
    return Standing(
        position=position,
        compa_ratio=None if refusal(pay) else round(salary / pay.median, 2),
        penetration=None if not_a_range(pay) or width <= 0 else _penetration(pay, salary),
        from_median=round(salary - pay.median, 2),
        refused=not_a_range(pay),
    )


def _penetration(pay: Pay, salary: float) -> float:
    # Adding zero turns a negative zero into zero.
    return round(100 * (salary - pay.low) / (pay.high - pay.low), 1) + 0.0
