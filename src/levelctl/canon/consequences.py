"""
What goes along with what an overlay takes away or replaces, and where it puts what is new.

A part of the file below can depend on another one: an alias on its level, a method on the figures
that it explains. An overlay that takes the one away would leave the other behind, in a file that
its author may not edit.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from levelctl.canon.merging import mapping, parts_of, taken_away, takes_away
from levelctl.canon.nodes import Node
from levelctl.canon.relevel import without_aliases
from levelctl.canon.same_figure import MOST, figures_of, same_figure

Orphans = dict[str, list[str]]
"""By the code of a level that a focus takes away, the aliases that mean it."""

PROVENANCE = ("source", "method", "n", "employers", "as_of", "aged_to", "aging", "shared_with")
"""The keys of a figure of pay that say how it came about."""

BESIDE = ("bonus", "hours", "kind", "place", "shared_with")
"""The keys of a figure of pay that can change while it stays what it is."""


def orphans(below: Node, own: Node) -> Orphans:
    """Return the aliases of the focus *below* whose level *own*, above it, takes away."""
    levels = _mapping(own, "levels").items()
    found: Orphans = {level: [] for level, value in levels if takes_away(value)}
    aliases = below.value.get("aliases")
    for alias in aliases if isinstance(aliases, list) else ():
        if isinstance(alias, dict) and alias.get("level") in found:
            found[alias["level"]].append(str(alias.get("title")))
    return {level: titles for level, titles in found.items() if titles}


def without_dependents(below: Node, own: Node) -> Node:
    """Return the focus *below* without what depends on what *own*, above it, changes."""
    gone = orphans(below, own)
    if gone:
        below = without_aliases(below, lambda level: level in gone)
    for level, value in _mapping(own, "levels").items():
        pay = value.get("pay") if isinstance(value, dict) else None
        if isinstance(pay, dict | list) and level in _mapping(below, "levels"):
            below = _without_reason(below, level)
            below = _without_provenance(below, level, figures_of(pay))
    return below


def _without_reason(focus: Node, level: str) -> Node:
    """Return *focus* without the reason why *level* has no pay: it has some now."""
    profile = focus.parts["levels"].parts[level]
    if "pay_missing" not in profile.parts:
        return focus
    kept = {key: part for key, part in parts_of(profile).items() if key != "pay_missing"}
    return _with(focus, ("levels", level), mapping(profile, kept))


def without_branches(below: Node, own: Node) -> Node:
    """Return the ladder *below* without branches from tracks that *own*, above it, takes away."""
    gone = taken_away(own.value.get("tracks"))
    for code, track in _mapping(below, "tracks").items():
        if isinstance(track, dict) and track.get("branches_from") in gone:
            node = below.parts["tracks"].parts[code]
            kept = {key: part for key, part in parts_of(node).items() if key != "branches_from"}
            below = _with(below, ("tracks", code), mapping(node, kept))
    return below


def _without_provenance(focus: Node, level: str, pay: list[Any]) -> Node:
    """Return *focus* without what explains the figures at *level* that those of *pay* change."""
    node = focus.parts["levels"].parts[level].parts.get("pay")
    if node is None:
        return focus
    olds = list(node.parts.values()) if isinstance(node.value, list) else [node]
    rest = list(range(min(len(olds), MOST)))
    for figure in pay:
        place = same_figure(figure, [olds[number].value for number in rest])
        if place is not None:
            number = rest.pop(place)
            olds[number] = _unexplained(olds[number], figure)
    if not isinstance(node.value, list):
        return _with(focus, ("levels", level, "pay"), olds[0])
    parts: dict[str | int, Node] = dict(enumerate(olds))
    changed = Node([each.value for each in olds], node.span, node.end, parts, {})
    return _with(focus, ("levels", level, "pay"), changed)


def _unexplained(below: Node, figure: dict[str, Any]) -> Node:
    """Return the figure *below* without its `PROVENANCE` if *figure* changes what that explains."""
    changed = {key for key, value in figure.items() if below.value.get(key) != value}
    if changed <= {*BESIDE}:
        return below
    gone = (*PROVENANCE, *(("ends",) if changed & {"low", "high"} else ()))
    kept = {key: part for key, part in parts_of(below).items() if key not in gone or key in figure}
    return mapping(below, kept)


def _with(node: Node, route: tuple[str, ...], part: Node) -> Node:
    """Return the mapping *node* with *part* at *route*, which exists."""
    if not route:
        return part
    parts = parts_of(node)
    span, inner = parts[route[0]]
    parts[route[0]] = span, _with(inner, route[1:], part)
    return mapping(node, parts)


def _mapping(node: Node, key: str) -> dict[str, Any]:
    """Return the mapping at *key* of *node*, or an empty one."""
    value = node.value.get(key) if isinstance(node.value, dict) else None
    return value if isinstance(value, dict) else {}


def with_ranks(below: Node, merged: Node) -> Node:
    """
    Return the ladder *merged* with ranks for the levels without one on the tracks of *below*.

    Those of *below* keep their positions there; a new one stands in the middle of its neighbors.
    """
    if not _mapping(merged, "levels"):
        return merged
    old = _positions(below)
    levels = parts_of(merged.parts["levels"])
    tracks: dict[str, list[str]] = {}
    for code, (_, level) in levels.items():
        if isinstance(level.value, dict):
            tracks.setdefault(str(level.value.get("track")), []).append(code)
    changed = False
    for codes in tracks.values():
        known = {code: _rank(levels[code][1], old.get(code)) for code in codes}
        if all(rank is None for rank in known.values()) or None not in known.values():
            continue
        changed = True
        for code, rank in _ranks(known):
            span, level = levels[code]
            if "rank" not in level.parts:
                node = Node(rank, level.span, level.span, {}, {})
                levels[code] = span, mapping(level, {**parts_of(level), "rank": (level.span, node)})
    return (
        _with(merged, ("levels",), mapping(merged.parts["levels"], levels)) if changed else merged
    )


def _positions(ladder: Node) -> dict[str, float]:
    """Return the ranks of the levels of *ladder*: their own ones, or the positions on a track."""
    counts: dict[str, int] = {}
    ranks: dict[str, float] = {}
    for code, level in _mapping(ladder, "levels").items():
        track = str(level.get("track")) if isinstance(level, dict) else ""
        counts[track] = counts.get(track, 0) + 1
        ranks[code] = counts[track]
    return ranks


def _rank(level: Node, position: float | None) -> float | None:
    rank = level.value.get("rank", position)
    return rank if isinstance(rank, int | float) and not isinstance(rank, bool) else None


def _ranks(known: dict[str, float | None]) -> Iterator[tuple[str, float]]:
    """
    Yield the code and rank of each level of a track; of those without one, between the neighbors.

    >>> list(_ranks({"a": None, "b": 1, "c": None, "d": 2, "e": None}))
    [('a', 0.5), ('b', 1), ('c', 1.5), ('d', 2), ('e', 3)]
    """
    ranks = list(known.items())
    low: float = 0
    at = 0
    for is_new, group in groupby(ranks, key=lambda pair: pair[1] is None):
        run = [*group]
        at += len(run)
        high = ranks[at][1] if at < len(ranks) else None
        for number, (code, rank) in enumerate(run, 1):
            if not is_new and rank is not None:
                yield code, rank
                low = rank
            elif high is not None:
                yield code, low + (high - low) * number / (len(run) + 1)
            else:
                yield code, low + number
