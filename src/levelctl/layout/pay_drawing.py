"""Draws pay ranges as lines of characters, each of which has a replacement in ASCII."""

from __future__ import annotations

from collections.abc import Iterable

from levelctl.canon.model import Pay
from levelctl.layout import values
from levelctl.text.document import Run, Text, text

WIDTH = 49
"""The length of a drawn line, in characters."""


def ends(pays: Iterable[Pay], salary: float | None) -> tuple[float, float]:
    """Return the smallest and the largest amount; in a canon with findings, it can be any."""
    sums: list[float] = [each for pay in pays for each in (pay.low, pay.median, pay.high)]
    sums += [] if salary is None else [salary]
    return min(sums), max(sums)


def range_line(pay: Pay, start: float, end: float, salary: float | None) -> Text:
    """Draw a range with its median and *salary* as a line on a scale from *start* to *end*."""
    cells = ["┄"] * WIDTH

    def at(value: float) -> int:
        return round((value - start) / (end - start) * (WIDTH - 1)) if end > start else 0

    low, high = at(pay.low), at(pay.high)
    cells[low : high + 1] = ["─"] * (high + 1 - low)
    cells[low], cells[high] = "├", "┤"
    cells[at(pay.median)] = "┼"
    if salary is None:
        return text("".join(cells))
    place = at(salary)
    before, after = "".join(cells[:place]), "".join(cells[place + 1 :])
    return tuple(run for run in (Run(before), Run("●", "mark"), Run(after)) if run.text)


def short(value: float) -> str:
    """
    Return an amount in few characters.

    >>> short(61_000), short(61_450), short(1_250_000), short(18.5)
    ('61k', '61.5k', '1,250k', '18.50')
    """
    thousands = f"{value / 1000:,.1f}".removesuffix(".0")
    return f"{thousands}k" if value >= 10_000 else values.amount(value)  # noqa: PLR2004 - five digits
