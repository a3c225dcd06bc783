"""Defines what all spaces share: distances, their components and their bands."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from typing import Protocol

from levelctl.canon.model import Band, Ladder, Profile
from levelctl.errors import LevelctlError
from levelctl.record import Record, fields

FARTHEST = 100
"""The largest distance, in hundredths."""


class Component(Record):
    """One part of a distance."""

    name: str
    """*taxonomy*, *rank*, *track*, *skills* ..."""
    hundredths: int
    """What it adds to the distance, from 0 to 100."""
    reason: str
    """Why it adds this, in a few words."""
    shared: tuple[str, ...] = ()
    """What both sides have: a rank, the names of skills ..."""
    here: tuple[str, ...] = ()
    """What only the first side has, from which the distance is measured."""
    there: tuple[str, ...] = ()
    """What only the second side has."""


class Distance(Record):
    """A distance as the sum of its components, capped at 100."""

    components: tuple[Component, ...]

    @property
    def hundredths(self) -> int:
        return min(FARTHEST, sum(each.hundredths for each in self.components))


class Bounds(Record):
    """The bounds between the bands of a space, in hundredths."""

    tolerance: int
    """The largest distance of a confident neighbor."""
    review: int
    """The largest distance that a person should review."""

    def band(self, hundredths: int) -> Band:
        """
        Return the band of a distance.

        >>> Bounds(30, 60).band(30), Bounds(30, 60).band(61)
        ('confident', 'no confident match')
        """
        if hundredths <= self.tolerance:
            return "confident"
        return "needs review" if hundredths <= self.review else "no confident match"


class Nearby(Record):
    """A profile with its distance."""

    hundredths: int
    code: str
    title: str
    level: str


def nearest_of(
    ladder: Ladder, nearby: Iterable[tuple[int, str, str, str]], top: int | None
) -> list[Nearby]:
    """
    Return the *top* nearest of *nearby*, or all if it is None, by distance and then by code.

    Each is the fields of `Nearby`. Levels of one focus are in the order of the *ladder*: 2.2 is
    before 2.10.
    """
    found = [*nearby]
    if top is not None:
        farthest = max(heapq.nsmallest(top, [each[0] for each in found]), default=0)
        found = [each for each in found if each[0] <= farthest]
    order = ladder.order()

    def place(each: tuple[int, str, str, str]) -> tuple[int, str, tuple[str, int]]:
        hundredths, code, _, level = each
        return hundredths, code.removesuffix(level), order[level]

    return [Nearby(*each) for each in sorted(found, key=place)[:top]]


def no_space(name: str, settings: type[Record]) -> LevelctlError:
    """Return the error that a canon lacks the space *name*, with the keys of *settings*."""
    keys = ", ".join(fields(settings))
    return LevelctlError(
        f"the canon has no space {name}",
        hint=f"add {name} under spaces in canon.yaml, with {keys}; see docs/distance.md",
    )


class Space(Protocol):
    """A way to measure distances between the profiles of a canon."""

    @property
    def name(self) -> str:
        """The name with its edition: ``structural@1``."""

    @property
    def bounds(self) -> Bounds: ...

    @property
    def weights(self) -> tuple[tuple[str, int], ...]:
        """The weights in hundredths, with their keys in ``canon.yaml``."""

    def absence(self, profile: Profile) -> str | None:
        """Return why *profile* has no place in this space, or None if it has one."""

    def incomparable(self, one: Profile, other: Profile) -> str | None:
        """Return why two profiles with a place have no distance, or None if they have one."""

    def distance(self, one: Profile, other: Profile) -> Distance | None:
        """Return the distance from *one* to *other*; None if `absence` or `incomparable`."""

    def nearest(self, profile: Profile, top: int | None, levels: frozenset[str]) -> list[Nearby]:
        """
        Return the *top* nearest profiles, or all if it is None, by distance and then by code.

        Only profiles at *levels* that have a place in the space are included.
        """
