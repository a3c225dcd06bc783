"""Compares two profiles by name: what both have, and what only one of them has."""

from __future__ import annotations

from levelctl.record import Record
from levelctl.space.features import Spelled


class Common(Record):
    """The names on both of two lists, and those on only one, in the order of the lists."""

    shared: tuple[str, ...]
    """The names on both lists, as the first list spells them."""
    here: tuple[str, ...]
    there: tuple[str, ...]


def common(here: Spelled, there: Spelled) -> Common:
    """Return which names of *here* and *there* are shared, compared by form."""
    return Common(
        tuple(name for form, name in here.items() if form in there),
        tuple(name for form, name in here.items() if form not in there),
        tuple(name for form, name in there.items() if form not in here),
    )


def share(both: Common, one: str, many: str) -> str:
    """
    Return how many names are shared, with the noun for *one* or for *many*.

    >>> share(Common(("Git",), ("k6",), ()), "tool", "tools")
    '1 of 2 tools'
    """
    shared = len(both.shared)
    every = shared + len(both.here) + len(both.there)
    return f"{shared} of {every} {one if every == 1 else many}"
