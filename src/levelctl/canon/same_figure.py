"""Which figure of pay of the canon below a figure of an overlay means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

NAMED_BY = ("place", "kind")
"""The keys by which a figure means another one."""


MOST = 100
"""The most figures of a level. Of a longer list, which is an error, only so many are looked at."""


def figures_of(pay: Any) -> list[Any]:
    """Return the figures of the value of *pay*: a list, one, or none if it is empty."""
    if isinstance(pay, list):
        return pay[:MOST]
    return [] if pay is None else [pay]


def same_figure(figure: Any, below: Sequence[Any]) -> int | None:
    """
    Return the index of the one of *below* that *figure* means; None if it is another one.

    It is the first that has its place and kind, as far as *figure* says them; of several, that of
    its date, if it says one.

    >>> below = [{"place": "US", "kind": "base"}, {"place": "DE", "kind": "base"}]
    >>> [same_figure(each, below) for each in ({"median": 1}, {"place": "DE"}, {"place": "FR"})]
    [0, 1, None]
    """
    if not isinstance(figure, dict):
        return None
    found = [
        number
        for number, each in enumerate(below)
        if isinstance(each, dict)
        and all(each.get(key) == figure[key] for key in NAMED_BY if key in figure)
    ]
    date = figure.get("as_of")
    of_date = [number for number in found if date and below[number].get("as_of") == date]
    return next(iter(of_date or found), None)
