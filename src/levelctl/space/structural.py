"""
The space ``structural@1``: distance by place in the taxonomy and on the ladder.

Source of the form and the weights: the order of 101 public neighbour lists; see
docs/distance.md. The weights live in ``canon.yaml``.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable

from levelctl.canon import Canon
from levelctl.model import Card, Level, Profile, StructuralSpace
from levelctl.record import Record
from levelctl.space.measures import FARTHEST, Bounds, Component, Distance, Near

NAME = "structural@1"


class Spot(Record):
    """A place in the taxonomy and on the ladder."""

    family: str
    function: str
    focus: str
    level: Level


def distance(weights: StructuralSpace, one: Spot, other: Spot) -> Distance:
    """
    Return how far *other* stands from *one* by family, function, focus, rank and track.

    A metric: symmetric, zero only for the same place, never shorter by a detour. Ranks are
    compared, not the digits of levels, and rounded up to whole hundredths.
    """
    taxonomy = _taxonomy(weights, one, other.family, other.function, other.focus)
    rank = _rank(weights, one.level, other.level)
    track = _track(weights, one.level, other.level)
    return Distance(
        (
            Component("taxonomy", taxonomy, _apart(one, other)),
            Component("rank", rank, _climb(one.level, other.level)),
            Component("track", track, _tracks(one.level, other.level)),
        )
    )


def _taxonomy(weights: StructuralSpace, one: Spot, family: str, function: str, focus: str) -> int:
    if one.family != family:
        return weights.other_family
    if one.function != function:
        return weights.other_function
    return 0 if one.focus == focus else weights.other_focus


def _apart(one: Spot, other: Spot) -> str:
    if one.family != other.family:
        return "another family"
    if one.function != other.function:
        return "another function of the family"
    return "the same focus" if one.focus == other.focus else "another focus of the function"


def _rank(weights: StructuralSpace, one: Level, other: Level) -> int:
    return math.ceil(round(abs(one.rank - other.rank) * weights.rank_step, 6))


def _climb(one: Level, other: Level) -> str:
    if one.rank == other.rank:
        return f"the same rank, {one.rank:g}"
    return f"from rank {one.rank:g} to {other.rank:g}"


def _track(weights: StructuralSpace, one: Level, other: Level) -> int:
    return weights.other_track if one.track != other.track else 0


def _tracks(one: Level, other: Level) -> str:
    if one.track == other.track:
        return f"the same track, {one.track}"
    return f"from track {one.track} to {other.track}"


class Structural:
    """The structural space of *canon*."""

    name = NAME

    def __init__(self, canon: Canon) -> None:
        self.canon = canon
        self.scale = canon.settings.structural
        self.bounds = Bounds(self.scale.tolerance, self.scale.review)
        self.weights = (
            ("other_focus", self.scale.other_focus),
            ("other_function", self.scale.other_function),
            ("other_family", self.scale.other_family),
            ("rank_step", self.scale.rank_step),
            ("other_track", self.scale.other_track),
        )

    def absence(self, profile: Profile) -> str | None:  # noqa: ARG002 - every profile has a place
        return None

    def distance(self, one: Profile, other: Profile) -> Distance:
        return distance(self.scale, self.spot(one), self.spot(other))

    def spot(self, profile: Profile) -> Spot:
        """Return where *profile* stands."""
        code = profile.code
        family = self.canon.function(code.function).family
        return Spot(family, code.function, code.focus, self.canon.ladder.of(profile))

    def nearest(self, profile: Profile, top: int | None, levels: frozenset[str]) -> list[Near]:
        here = self.spot(profile)
        if top is not None:
            near = self._among(here, self.canon.cards(here.family), top, levels)
            if len(near) == top and near[-1].hundredths < self.scale.other_family:
                return near
        every = (card for function in self.canon.functions for card in function.foci)
        return self._among(here, every, top, levels)

    def _among(
        self, here: Spot, cards: Iterable[Card], top: int | None, levels: frozenset[str]
    ) -> list[Near]:
        """Return the *top* nearest of *cards* at *levels*, or all."""
        climbs = {
            level.code: _rank(self.scale, here.level, level) + _track(self.scale, here.level, level)
            for level in self.canon.ladder.levels
            if level.code in levels
        }
        own = (f"{here.function}.{here.focus}", here.level.code)
        found: list[tuple[int, str, str, str]] = []
        for card in cards:
            taxonomy = _taxonomy(self.scale, here, card.family, card.function, card.code)
            code = f"{card.function}.{card.code}"
            found += [
                (min(FARTHEST, taxonomy + climbs[level]), f"{code}.{level}", card.name, level)
                for level, _ in card.levels
                if level in climbs and (code, level) != own
            ]
        best = sorted(found) if top is None else heapq.nsmallest(top, found)
        return [Near(*each) for each in best]
