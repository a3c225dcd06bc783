"""
The space ``structural@1``: distance by place in the taxonomy and on the ladder.

Source of the form and the weights: the order of 101 public neighbour lists; see
docs/distance.md. The weights live in ``canon.yaml``.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable
from typing import Literal

from levelctl.canon import Canon
from levelctl.model import Card, Level, Profile, StructuralSpace
from levelctl.record import Record

NAME = "structural@1"

FARTHEST = 100
"""The largest distance, in hundredths."""

Band = Literal["confident", "needs review", "no confident match"]


class Distance(Record):
    """A distance in hundredths, with its components; the sum is capped at 100."""

    taxonomy: int
    rank: int
    track: int

    @property
    def hundredths(self) -> int:
        return min(FARTHEST, self.taxonomy + self.rank + self.track)


class Neighbour(Record):
    code: str
    title: str
    level: str
    distance: float
    """From 0 to 1, in whole hundredths."""
    band: Band


class Spot(Record):
    """A place in the taxonomy and on the ladder."""

    family: str
    function: str
    focus: str
    level: Level


def spot(canon: Canon, profile: Profile) -> Spot:
    """Return where *profile* stands."""
    code = profile.code
    family = canon.function(code.function).family
    return Spot(family, code.function, code.focus, canon.ladder.of(profile))


def distance(weights: StructuralSpace, one: Spot, other: Spot) -> Distance:
    """
    Return how far *other* stands from *one* by family, function, focus, rank and track.

    A metric: symmetric, zero only for the same place, never shorter by a detour. Ranks are
    compared, not the digits of levels, and rounded up to whole hundredths.
    """
    return Distance(
        taxonomy=_taxonomy(weights, one, other.family, other.function, other.focus),
        rank=_rank(weights, one.level, other.level),
        track=_track(weights, one.level, other.level),
    )


def _taxonomy(weights: StructuralSpace, one: Spot, family: str, function: str, focus: str) -> int:
    if one.family != family:
        return weights.other_family
    if one.function != function:
        return weights.other_function
    return 0 if one.focus == focus else weights.other_focus


def _rank(weights: StructuralSpace, one: Level, other: Level) -> int:
    return math.ceil(round(abs(one.rank - other.rank) * weights.rank_step, 6))


def _track(weights: StructuralSpace, one: Level, other: Level) -> int:
    return weights.other_track if one.track != other.track else 0


def neighbours(canon: Canon, profile: Profile, *, top: int) -> tuple[Neighbour, ...]:
    """Return the *top* nearest profiles to *profile*, by distance and then by code."""
    weights = canon.settings.structural
    here = spot(canon, profile)
    near = _nearest(canon, here, canon.cards(here.family), top)
    if len(near) < top or near[-1][0] >= weights.other_family:
        every = (card for function in canon.functions for card in function.foci)
        near = _nearest(canon, here, every, top)
    return tuple(
        Neighbour(code, title, level, hundredths / 100, band(canon, hundredths))
        for hundredths, code, title, level in near
    )


def _nearest(
    canon: Canon, here: Spot, cards: Iterable[Card], top: int
) -> list[tuple[int, str, str, str]]:
    """Return the *top* nearest of *cards*: distance, code, title and level."""
    weights = canon.settings.structural
    climbs = {
        level.code: _rank(weights, here.level, level) + _track(weights, here.level, level)
        for level in canon.ladder.levels
    }
    own = (f"{here.function}.{here.focus}", here.level.code)
    found = []
    for card in cards:
        taxonomy = _taxonomy(weights, here, card.family, card.function, card.code)
        code = f"{card.function}.{card.code}"
        found += [
            (min(FARTHEST, taxonomy + climbs[level]), f"{code}.{level}", card.name, level)
            for level, _ in card.levels
            if (code, level) != own
        ]
    return heapq.nsmallest(top, found)


def band(canon: Canon, hundredths: int) -> Band:
    """Return which of the three answers a distance of *hundredths* is."""
    if hundredths <= canon.settings.structural.tolerance:
        return "confident"
    if hundredths <= canon.settings.structural.review:
        return "needs review"
    return "no confident match"
