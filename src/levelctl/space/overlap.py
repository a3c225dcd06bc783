"""What two profiles have in common by name, and what only one of them has."""

from __future__ import annotations

from levelctl.record import Record
from levelctl.space.features import Spelled


class Common(Record):
    """What of two lists is on both, and what on one only; by name, in the order of the lists."""

    shared: tuple[str, ...]
    """As the first spells it."""
    here: tuple[str, ...]
    there: tuple[str, ...]


def common(here: Spelled, there: Spelled) -> Common:
    """Return what of *here* and *there* is shared, compared by form and told as it is spelled."""
    return Common(
        tuple(name for form, name in here.items() if form in there),
        tuple(name for form, name in here.items() if form not in there),
        tuple(name for form, name in there.items() if form not in here),
    )


def share(both: Common, one: str, many: str) -> str:
    """
    Return how many of all are shared, with the name of *one* of them and of *many*.

    >>> share(Common(("Git",), ("k6",), ()), "tool", "tools")
    '1 of 2 tools'
    """
    shared = len(both.shared)
    every = shared + len(both.here) + len(both.there)
    return f"{shared} of {every} {one if every == 1 else many}"
