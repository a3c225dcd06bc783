"""Dates as files write them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")


def day_of(text: str) -> date | None:
    """
    Return the date that *text* states as year-month-day, or the last day of a year-month.

    Return None if *text* has another form, or if the date does not exist.

    >>> str(day_of("2028-02")), str(day_of("2026-11-05"))
    ('2028-02-29', '2026-11-05')
    >>> day_of("2026-02-31"), day_of("spring")
    (None, None)
    """
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None  # noqa: S101 - for mypy: the pattern requires both
    assert month is not None  # noqa: S101
    try:
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError:
        return None
