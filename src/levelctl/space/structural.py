"""
The space ``structural@1``: distance by place in the taxonomy and on the ladder.

Source of the form and the weights: the order of 101 public neighbour lists; see
docs/distance.md. The weights live in ``canon.yaml``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from levelctl.model import Canon, Profile

NAME = "structural@1"

FARTHEST = 100
"""The largest distance, in hundredths."""

Band = Literal["confident", "needs review", "no confident match"]


@dataclass(frozen=True, slots=True)
class Distance:
    """A distance in hundredths, with its components; the sum is capped at 100."""

    taxonomy: int
    rank: int
    track: int

    @property
    def hundredths(self) -> int:
        return min(FARTHEST, self.taxonomy + self.rank + self.track)


@dataclass(frozen=True, slots=True)
class Neighbour:
    code: str
    title: str
    level: str
    distance: float
    """From 0 to 1, in whole hundredths."""
    band: Band


def distance(canon: Canon, one: Profile, other: Profile) -> Distance:
    """
    Return how far *other* stands from *one* by family, function, focus, rank and track.

    A metric: symmetric, zero only for the same place, never shorter by a detour. Ranks are
    compared, not the digits of levels, and rounded up to whole hundredths.
    """
    weights = canon.settings.structural
    here, there = canon.ladder.of(one), canon.ladder.of(other)
    steps = abs(here.rank - there.rank)
    return Distance(
        taxonomy=_taxonomy(canon, one, other),
        rank=math.ceil(round(steps * weights.rank_step, 6)),
        track=weights.other_track if here.track != there.track else 0,
    )


def neighbours(canon: Canon, profile: Profile, *, top: int) -> tuple[Neighbour, ...]:
    """Return the *top* nearest profiles to *profile*, by distance and then by code."""
    found = [
        (distance(canon, profile, other).hundredths, str(other.code), other)
        for focus in canon.foci
        for other in focus.profiles
        if other.code != profile.code
    ]
    found.sort(key=lambda entry: entry[:2])
    return tuple(
        Neighbour(code, other.title, other.code.level, hundredths / 100, band(canon, hundredths))
        for hundredths, code, other in found[:top]
    )


def band(canon: Canon, hundredths: int) -> Band:
    """Return which of the three answers a distance of *hundredths* is."""
    if hundredths <= canon.settings.structural.tolerance:
        return "confident"
    if hundredths <= canon.settings.structural.review:
        return "needs review"
    return "no confident match"


def _taxonomy(canon: Canon, one: Profile, other: Profile) -> int:
    weights = canon.settings.structural
    if one.code.function == other.code.function:
        return 0 if one.code.focus == other.code.focus else weights.other_focus
    families = {canon.function(each.code.function).family for each in (one, other)}
    return weights.other_function if len(families) == 1 else weights.other_family
