"""
The shortest routes from a place: a breadth-first search without a list of all pairs.

A distance depends on how many of family, function and focus two places share, and on their
levels. So each place is compared not with every place of the previous layer, but only with the
best of them at each level: in the same focus, elsewhere in the function, elsewhere in the
family, and elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from levelctl.canon.canon import Canon
from levelctl.canon.model import FocusSummary, Level, Profile
from levelctl.space.measures import FARTHEST
from levelctl.space.structural import Spot, distance

RETIRED = "deprecated"
"""The status of profiles with which a route can begin or end, but which it never passes."""


class RouteNode(NamedTuple):
    """A profile as a node of a route; the family is a slug, the others are codes."""

    family: str
    function: str
    focus: str
    level: str

    @property
    def code(self) -> str:
        return f"{self.function}.{self.focus}.{self.level}"


class Stop(NamedTuple):
    """A profile on a route; of two equal routes, the one whose first other stop is less is best."""

    focus: str
    """As FUNCTION.FOCUS."""
    place: tuple[str, int]
    """Where its level stands among equals; see `Ladder.order`."""
    code: str


class Label(NamedTuple):
    """A route to a place; of several with the same number of steps, the smallest is best."""

    total: int
    """The total distance of its steps, in hundredths."""
    stops: tuple[Stop, ...]
    """Its stops, including the first and the last."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its stops."""
        return tuple(stop.code for stop in self.stops)


Heads = dict[tuple[tuple[str, ...], str], list[tuple[Label, str]]]
"""
The best labels of a layer, each with the next part of its taxonomy, by the shared parts of the
taxonomy and the level. Two are enough: a place with the same next part as the first label uses
the second.
"""


class Steps:
    """The steps within the tolerance of *canon*'s structural space, with their costs."""

    def __init__(self, canon: Canon) -> None:
        self.canon = canon
        scale = canon.settings.structural
        self.tolerance = scale.tolerance
        self.taxonomy = (scale.other_family, scale.other_function, scale.other_focus, 0)
        """The cost of a step, by how many parts of the taxonomy its ends share."""
        levels = canon.ladder.levels
        self.order = canon.ladder.order()
        self.climbs = {
            (one.code, other.code): distance(scale, _spot(one), _spot(other)).hundredths
            for one in levels
            for other in levels
        }
        self.into = [
            {level.code: list(self._into(weight, level)) for level in levels}
            for weight in self.taxonomy
        ]
        """By the number of shared parts and by level: the levels before it, with their costs."""

    def _into(self, weight: int, level: Level) -> Iterator[tuple[str, int]]:
        for other in self.canon.ladder.levels:
            cost = min(FARTHEST, weight + self.climbs[other.code, level.code])
            if cost <= self.tolerance:
                yield other.code, cost

    def cost(self, one: RouteNode, other: RouteNode) -> int:
        """Return the distance of two places, in hundredths."""
        pairs = list(zip(one[:3], other[:3], strict=True))
        shared = next((depth for depth, (left, right) in enumerate(pairs) if left != right), 3)
        return min(FARTHEST, self.taxonomy[shared] + self.climbs[one.level, other.level])

    def place(self, profile: Profile) -> RouteNode:
        code = profile.code
        return RouteNode(
            self.canon.function(code.function).family, code.function, code.focus, code.level
        )

    def stop(self, place: RouteNode) -> Stop:
        """Return *place* as a stop of a route."""
        return Stop(f"{place.function}.{place.focus}", self.order[place.level], place.code)

    def places(self, start: RouteNode) -> Iterator[RouteNode]:
        """Yield every place that a route from *start* can pass or end at."""
        for card in self._cards(start):
            for level, status in card.levels:
                if status != RETIRED:
                    yield RouteNode(card.family, card.function, card.code, level)

    def _cards(self, start: RouteNode) -> Iterable[FocusSummary]:
        if min(FARTHEST, self.taxonomy[0]) > self.tolerance:  # no step leaves the family
            return self.canon.focus_summaries(start.family)
        return (card for function in self.canon.functions for card in function.foci)

    def label(self, place: RouteNode, heads: Heads) -> Label | None:
        """Return the best of *heads*, extended to *place*; None if no step leads there."""
        stop = self.stop(place)
        return min(
            (
                Label(label.total + cost, (*label.stops, stop))
                for shared, into in enumerate(self.into)
                for level, cost in into[place.level]
                for label, part in heads.get((place[:shared], level), ())
                if part != place[shared]
            ),
            default=None,
        )


def _spot(level: Level) -> Spot:
    return Spot("", "", "", level)


def best_routes(
    steps: Steps, start: RouteNode, goal: RouteNode, most: int | None
) -> dict[RouteNode, Label]:
    """
    Return the best route to each place within reach of *start*; stop when *goal* is reached.

    The best route has the fewest steps, then the smallest total distance, then the codes that
    come first in order, from *start*, levels of a track in that of the ladder. No route
    has more than *most* steps.
    """
    routes = {start: Label(0, (steps.stop(start),))}
    layer = dict(routes)
    ahead = {*steps.places(start), goal} - {start}
    number = 0
    while layer and goal not in routes and (most is None or number < most):
        heads = _heads(layer)
        labels = ((place, steps.label(place, heads)) for place in ahead)
        layer = {place: label for place, label in labels if label}
        routes |= layer
        ahead -= layer.keys()
        number += 1
    return routes


def _heads(layer: dict[RouteNode, Label]) -> Heads:
    best: dict[tuple[tuple[str, ...], str], dict[str, Label]] = {}
    for place, label in layer.items():
        for shared, part in enumerate(place):
            each = best.setdefault((place[:shared], place.level), {})
            each[part] = min(label, each.get(part, label))
    return {
        key: sorted((label, part) for part, label in each.items())[:2] for key, each in best.items()
    }
