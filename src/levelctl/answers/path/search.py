"""
The shortest routes from a place, breadth first over places and without any list of pairs.

A distance depends on how many of family, function and focus two places share, and on their two
levels. So a place that is looked at need not be held against every place of the layer before
it, but only against the best of these at each level: in its own focus, elsewhere in its
function, elsewhere in its family, and elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from levelctl.canon.canon import Canon
from levelctl.canon.model import FocusSummary, Level, Profile
from levelctl.space.measures import FARTHEST
from levelctl.space.structural import Spot, distance

RETIRED = "deprecated"
"""The status of a profile that a route may begin or end with, but not lead by way of."""


class RouteNode(NamedTuple):
    """A profile as a route sees it; the first three are codes, but for the family's slug."""

    family: str
    function: str
    focus: str
    level: str

    @property
    def code(self) -> str:
        return f"{self.function}.{self.focus}.{self.level}"


class Label(NamedTuple):
    """A route to a place: the one to prefer is the least of several with as many steps."""

    total: int
    """Of the distances of its steps, in hundredths."""
    codes: tuple[str, ...]
    """Those of its stops, the first and the last with them."""


Heads = dict[tuple[tuple[str, ...], str], list[tuple[Label, str]]]
"""
By the parts of the taxonomy that are shared, and by level: the best labels of a layer, each with
the part that comes next. Two are enough: who must not have the first, being of the same next
part, has the second.
"""


class Steps:
    """Which steps are within the tolerance of *canon*'s structural space, and what they cost."""

    def __init__(self, canon: Canon) -> None:
        self.canon = canon
        scale = canon.settings.structural
        self.tolerance = scale.tolerance
        self.taxonomy = (scale.other_family, scale.other_function, scale.other_focus, 0)
        """What a step costs by how many parts of the taxonomy its ends share."""
        levels = canon.ladder.levels
        self.climbs = {
            (one.code, other.code): distance(scale, _spot(one), _spot(other)).hundredths
            for one in levels
            for other in levels
        }
        self.into = [
            {level.code: list(self._into(weight, level)) for level in levels}
            for weight in self.taxonomy
        ]
        """By how many parts are shared, and by level: from where one comes, and at which cost."""

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

    def places(self, start: RouteNode) -> Iterator[RouteNode]:
        """Yield every place that a route from *start* may lead to or by way of."""
        for card in self._cards(start):
            for level, status in card.levels:
                if status != RETIRED:
                    yield RouteNode(card.family, card.function, card.code, level)

    def _cards(self, start: RouteNode) -> Iterable[FocusSummary]:
        if min(FARTHEST, self.taxonomy[0]) > self.tolerance:  # no step leaves the family
            return self.canon.focus_summaries(start.family)
        return (card for function in self.canon.functions for card in function.foci)

    def label(self, place: RouteNode, heads: Heads) -> Label | None:
        """Return the best of *heads* carried on to *place*; None if no step leads there."""
        return min(
            (
                Label(label.total + cost, (*label.codes, place.code))
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
    Return the best route to each place that is reached from *start*, until *goal* is among them.

    The best has the fewest steps, then the least total distance, then the codes that come first
    in order, read from *start*. No route has more than *most* steps.
    """
    routes = {start: Label(0, (start.code,))}
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
