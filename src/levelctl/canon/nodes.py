"""
Values of a file with their places, and the places alone as numbers.

The numbers can be cached beside the values. A node is then rebuilt without the YAML parser,
which takes ten times as long, as much again to import, and the file itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from levelctl.diagnostics import Route, Span
from levelctl.record import Record


class Node(Record):
    """A value of a document, with its place and, for a collection, its parts."""

    value: Any
    """Text, number, bool, None, list or dict, without nodes."""
    span: Span
    end: Span
    """The first place after the value."""
    parts: dict[str | int, Node]
    keys: dict[str, Span]
    """The place of each key of a mapping."""
    block: bool = False
    """Whether it is a block of text, which begins on the line below its ``>`` or ``|``."""

    def at(self, route: Route) -> Span:
        """Return the place of the part at *route*, or of its nearest existing parent."""
        node = self
        for step in route:
            if step not in node.parts:
                break
            node = node.parts[step]
        return node.span

    def extent(self, route: Route, *, key: bool = False) -> tuple[Span, Span]:
        """
        Return the start of the part at *route*, and the first place after it.

        With *key*, return those of the key at the end of *route*. If the part is missing, both
        are the start of its nearest existing parent.
        """
        node = parent = self
        for step in route:
            if step not in node.parts:
                return node.span, node.span
            parent, node = node, node.parts[step]
        last = str(route[-1]) if route else ""
        if key and last in parent.keys:
            start = parent.keys[last]
            return start, Span(start.line, start.column + len(last))
        return node.span, node.end

    def key_at(self, route: Route, key: str) -> Span:
        """Return the place of *key* in the mapping at *route*, or that of the mapping."""
        node = self
        for step in route:
            node = node.parts[step]
        return node.keys.get(key, node.span)


def places_of(top: Node) -> list[int]:
    """
    Return the places in *top* as numbers: all that its value does not say.

    In the order of the value, each node has the line and column of its start and of its end;
    those of each key follow a mapping's.
    """
    return list(_places(top))


def _places(node: Node) -> Iterator[int]:
    for span in (node.span, node.end, *node.keys.values()):
        yield span.line
        yield span.column
    for part in node.parts.values():
        yield from _places(part)


def with_places(value: Any, places: Sequence[int]) -> Node:
    """
    Return the node that has *value*, at the *places* that `places_of` gave for it.

    Texts that begin on the line below their indicator are not told apart any more. Raises
    ValueError if *places* are of another value.
    """
    numbers = iter(places)
    try:
        node = _node(value, numbers.__next__)
    except StopIteration:
        raise ValueError("places are missing") from None
    if next(numbers, None) is not None:
        raise ValueError("there are more places than values")
    return node


def _node(value: Any, take: Callable[[], int]) -> Node:
    span, end = Span(take(), take()), Span(take(), take())
    keys: dict[str, Span] = {}
    parts: dict[str | int, Node] = {}
    if isinstance(value, dict):
        keys = {key: Span(take(), take()) for key in value}
        parts = {key: _node(part, take) for key, part in value.items()}
    elif isinstance(value, list):
        parts = {number: _node(part, take) for number, part in enumerate(value)}
    return Node(value, span, end, parts, keys)
