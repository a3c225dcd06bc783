"""
The space ``structural@1``: distance by place in the taxonomy and on the ladder.

Source of the formula and the weights: the order of 101 public lists of neighbors; see
docs/distance.md. The weights are in ``canon.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable

from levelctl.canon.canon import Canon
from levelctl.canon.model import FocusSummary, Level, Profile, StructuralSettings
from levelctl.record import Record
from levelctl.space.measures import FARTHEST, Bounds, Component, Distance, Nearby, nearest_of

NAME = "structural@1"


class Spot(Record):
    """A place in the taxonomy and on the ladder."""

    family: str
    function: str
    focus: str
    level: Level


def distance(weights: StructuralSettings, one: Spot, other: Spot) -> Distance:
    """
    Return the distance from *one* to *other* by family, function, focus, rank and track.

    It is a metric: symmetric, zero only for the same place, and never shorter by a detour. It
    compares the ranks of levels, not the digits in their codes, rounded up to whole hundredths.
    """
    return Distance(
        (
            _taxonomy_component(weights, one, other),
            _rank_component(weights, one.level, other.level),
            _track_component(weights, one.level, other.level),
        )
    )


def _taxonomy_component(weights: StructuralSettings, one: Spot, other: Spot) -> Component:
    places = (one.family, one.function, one.focus), (other.family, other.function, other.focus)
    common = next((depth for depth in range(3) if places[0][depth] != places[1][depth]), 3)
    hundredths = _taxonomy(weights, one, other.family, other.function, other.focus)
    here, there = (place[common:] for place in places)
    return Component("taxonomy", hundredths, _APART[common], places[0][:common], here, there)


_APART = (
    "another family",
    "another function of the family",
    "another focus of the function",
    "the same focus",
)
"""The reasons of the taxonomy component, by the number of equal parts of two places."""


def _taxonomy(
    weights: StructuralSettings, one: Spot, family: str, function: str, focus: str
) -> int:
    if one.family != family:
        return weights.other_family
    if one.function != function:
        return weights.other_function
    return 0 if one.focus == focus else weights.other_focus


def _rank_component(weights: StructuralSettings, one: Level, other: Level) -> Component:
    here, there, hundredths = f"{one.rank:g}", f"{other.rank:g}", _rank(weights, one, other)
    if not hundredths:
        return Component("rank", 0, "the same rank", (here,))
    return Component("rank", hundredths, _climb(weights, one, other), (), (here,), (there,))


def _rank(weights: StructuralSettings, one: Level, other: Level) -> int:
    """
    Return the hundredths for the steps between two ranks, rounded up.

    The ranks are rounded before they are subtracted: if differences were rounded, two steps could
    be shorter than one step over the same ranks.
    """
    apart = abs(round(one.rank * _GRID) - round(other.rank * _GRID))
    return -(-apart * weights.rank_step // _GRID)


_GRID = 10**9
"""The resolution of a rank, in parts of a step, so that 0.1 is exactly a tenth."""


def _climb(weights: StructuralSettings, one: Level, other: Level) -> str:
    steps = round(abs(one.rank - other.rank), 9)
    unit = "step" if steps == 1 else "steps"
    exact = _rank(weights, one, other) == round(steps * weights.rank_step, 6)
    return f"{steps:g} {unit} of {weights.rank_step / 100:.2f}{'' if exact else ', rounded up'}"


def _track_component(weights: StructuralSettings, one: Level, other: Level) -> Component:
    hundredths = _track(weights, one, other)
    if not hundredths:
        return Component("track", 0, "the same track", (one.track,))
    return Component("track", hundredths, "another track", (), (one.track,), (other.track,))


def _track(weights: StructuralSettings, one: Level, other: Level) -> int:
    return weights.other_track if one.track != other.track else 0


class StructuralSpace:
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

    def incomparable(self, one: Profile, other: Profile) -> str | None:  # noqa: ARG002 - all have one
        return None

    def distance(self, one: Profile, other: Profile) -> Distance:
        return distance(self.scale, self.spot(one), self.spot(other))

    def spot(self, profile: Profile) -> Spot:
        """Return the place of *profile*."""
        code = profile.code
        family = self.canon.function(code.function).family
        return Spot(family, code.function, code.focus, self.canon.ladder.of(profile))

    def nearest(self, profile: Profile, top: int | None, levels: frozenset[str]) -> list[Nearby]:
        here = self.spot(profile)
        if top is not None:
            near = self._among(here, self.canon.focus_summaries(here.family), top, levels)
            if len(near) == top and near[-1].hundredths < self.scale.other_family:
                return near
        every = (summary for function in self.canon.functions for summary in function.foci)
        return self._among(here, every, top, levels)

    def _among(
        self, here: Spot, summaries: Iterable[FocusSummary], top: int | None, levels: frozenset[str]
    ) -> list[Nearby]:
        """Return the *top* nearest profiles of the foci *summaries* at *levels*, or all."""
        climbs = {
            level.code: _rank(self.scale, here.level, level) + _track(self.scale, here.level, level)
            for level in self.canon.ladder.levels
            if level.code in levels
        }
        own = (f"{here.function}.{here.focus}", here.level.code)
        nearby: list[tuple[int, str, str, str]] = []
        for summary in summaries:
            taxonomy = _taxonomy(self.scale, here, summary.family, summary.function, summary.code)
            code = f"{summary.function}.{summary.code}"
            nearby += [
                (min(FARTHEST, taxonomy + climbs[level]), f"{code}.{level}", summary.name, level)
                for level, _ in summary.levels
                if level in climbs and (code, level) != own
            ]
        return nearest_of(self.canon.ladder, nearby, top)
