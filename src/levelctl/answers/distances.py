"""What answers say of profiles and of the distances between them."""

from __future__ import annotations

from levelctl.canon.model import Pay
from levelctl.record import Record


class ProfileLine(Record):
    """A profile in a line."""

    code: str
    title: str
    level: str
    pay: Pay | None


class DistanceComponent(Record):
    """What one thing adds to a distance."""

    name: str
    """*taxonomy*, *rank*, *track*, *skills* ..."""
    distance: float
    """From 0; above 1 where the cap cuts the sum."""
    reason: str


class ExplainedComponent(DistanceComponent):
    """A component with what it was computed from."""

    shared: tuple[str, ...]
    """What both profiles have: a rank, the names of skills ..."""
    here: tuple[str, ...]
    """What only the profile has that the distance is measured from."""
    there: tuple[str, ...]
    """What only the other profile has."""
