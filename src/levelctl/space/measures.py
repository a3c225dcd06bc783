"""What the spaces have in common: a distance, its components, and which answer it is."""

from __future__ import annotations

from typing import Literal, Protocol

from levelctl.canon.model import Profile
from levelctl.errors import LevelctlError
from levelctl.record import Record, fields

FARTHEST = 100
"""The largest distance, in hundredths."""

Band = Literal["confident", "needs review", "no confident match"]


class Component(Record):
    """What one thing adds to a distance."""

    name: str
    """*taxonomy*, *rank*, *track*, *skills* ..."""
    hundredths: int
    reason: str
    """Why it is as much, in a few words."""
    shared: tuple[str, ...] = ()
    """What it was computed from that both sides have: a rank, the names of skills ..."""
    here: tuple[str, ...] = ()
    """What only the side has that the distance is measured from."""
    there: tuple[str, ...] = ()
    """What only the other side has."""


class Distance(Record):
    """A distance as the sum of its components, capped at 100."""

    components: tuple[Component, ...]

    @property
    def hundredths(self) -> int:
        return min(FARTHEST, sum(each.hundredths for each in self.components))


class Bounds(Record):
    """Up to which distances, in hundredths, a space is sure."""

    tolerance: int
    """The largest distance that is still a confident neighbour."""
    review: int
    """The largest distance that a person should still look at."""

    def band(self, hundredths: int) -> Band:
        """
        Return which of the three answers a distance is.

        >>> Bounds(30, 60).band(30), Bounds(30, 60).band(61)
        ('confident', 'no confident match')
        """
        if hundredths <= self.tolerance:
            return "confident"
        return "needs review" if hundredths <= self.review else "no confident match"


class Near(Record):
    """A profile at a distance."""

    hundredths: int
    code: str
    title: str
    level: str


def no_space(name: str, settings: type[Record]) -> LevelctlError:
    """Return the error that a canon has no space *name*, whose section holds *settings*."""
    keys = ", ".join(fields(settings))
    return LevelctlError(
        f"the canon has no space {name}",
        hint=f"add {name} under spaces in canon.yaml, with {keys}; see docs/distance.md",
    )


class Space(Protocol):
    """A way to measure how far the profiles of a canon stand apart."""

    @property
    def name(self) -> str:
        """Its name, with its edition: ``structural@1``."""

    @property
    def bounds(self) -> Bounds: ...

    @property
    def weights(self) -> tuple[tuple[str, int], ...]:
        """What it is made of, in hundredths, by the names that ``canon.yaml`` has for them."""

    def absence(self, profile: Profile) -> str | None:
        """Return why *profile* has no place in this space, or None if it has one."""

    def apart(self, one: Profile, other: Profile) -> str | None:
        """Return why two profiles that have a place have no distance, or None if they have one."""

    def distance(self, one: Profile, other: Profile) -> Distance | None:
        """Return how far *other* stands from *one*; None where one has no place, or `apart`."""

    def nearest(self, profile: Profile, top: int | None, levels: frozenset[str]) -> list[Near]:
        """
        Return the *top* nearest to *profile*, or all, by distance and then by code.

        Only those at *levels* are looked at, and of these only those that have a place.
        """
