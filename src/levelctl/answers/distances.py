"""Records for profiles and for the distances between them."""

from __future__ import annotations

from levelctl.canon.model import Pay
from levelctl.record import Record


class ProfileLine(Record):
    """A profile in brief."""

    code: str
    title: str
    level: str
    pay: Pay | None


class DistanceComponent(Record):
    """One component of a distance."""

    name: str
    """*taxonomy*, *rank*, *track*, *skills* ..."""
    distance: float
    """From 0; above 1 where the cap cuts the sum."""
    reason: str


class ExplainedComponent(DistanceComponent):
    """A component, with what it was computed from."""

    shared: tuple[str, ...]
    """What both profiles have in common, such as a rank or the names of skills."""
    here: tuple[str, ...]
    """What only the first profile has."""
    there: tuple[str, ...]
    """What only the other profile has."""
