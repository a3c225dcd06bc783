"""
Defines the nodes of a parsed file: its values with their places.

The places are also stored as plain numbers beside the values, so a cached file can be checked
without parsing it again.
"""

from __future__ import annotations

from typing import Any

from levelctl.diagnostics import Route, Span
from levelctl.record import Record


class Node(Record):
    """A value in a document, with its place and, for a collection, its parts."""

    value: Any
    """Text, number, bool, None, list or dict, without nodes inside."""
    span: Span
    end: Span
    """The end of the value: the first place after it."""
    parts: dict[str | int, Node]
    """The nodes in a mapping, by key, or in a list, by index."""
    keys: dict[str, Span]
    """The place of each key of a mapping."""
    block: bool = False
    """Whether it is a block scalar: a text that begins on the line below its ``>`` or ``|``."""

    def at(self, route: Route) -> Span:
        """Return the place that *route* leads to, or that of its nearest existing parent."""
        node = self
        for step in route:
            if step not in node.parts:
                break
            node = node.parts[step]
        return node.span

    def extent(self, route: Route, *, key: bool = False) -> tuple[Span, Span]:
        """
        Return the start and end of the value that *route* leads to.

        With *key*, return those of the key at the end of *route* instead. If the value does not
        exist, both are the start of its nearest existing parent.
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
        """Return the place of *key* in the mapping at *route*, or of the mapping itself."""
        node = self
        for step in route:
            node = node.parts[step]
        return node.keys.get(key, node.span)


Places = list[Any]
"""
The places of a value without the value, as nested lists of numbers.

The first four numbers are the line and column of its start and of its end. For a list, a list
of the places of its items follows. For a mapping, a mapping from each key to the key's line, its
column and the places of its value follows.
"""


def places_of(node: Node) -> Places:
    """
    Return the places in *node*, in a form that can be written as JSON.

    >>> scalar = Node(7, Span(1, 7), Span(1, 8), {}, {})
    >>> places_of(Node({"rank": 7}, Span(1, 1), Span(2, 1), {"rank": scalar}, {"rank": Span()}))
    [1, 1, 2, 1, {'rank': [1, 1, [1, 7, 1, 8]]}]
    """
    places: Places = [node.span.line, node.span.column, node.end.line, node.end.column]
    if node.keys:
        keys = node.keys.items()
        places.append({key: [at.line, at.column, places_of(node.parts[key])] for key, at in keys})
    elif node.parts:
        places.append([places_of(part) for part in node.parts.values()])
    return places


class CachedNode(Record):
    """A cached value with its places. It answers the same questions as a `Node`."""

    value: Any
    places: Places

    def at(self, route: Route) -> Span:
        """Return the place that *route* leads to; see `Node.at`."""
        return self.extent(route)[0]

    def extent(self, route: Route, *, key: bool = False) -> tuple[Span, Span]:
        """Return the start and end of the value that *route* leads to; see `Node.extent`."""
        places, key_places = self.places, None
        for step in route:
            parts = places[4] if len(places) > len(_ENDS) else ()
            if isinstance(parts, dict) and step in parts:
                line, column, places = parts[step]
                key_places = line, column
            elif isinstance(parts, list) and isinstance(step, int) and step < len(parts):
                places, key_places = parts[step], None
            else:
                return Span(*places[:2]), Span(*places[:2])
        if key and key_places:
            line, column = key_places
            return Span(line, column), Span(line, column + len(str(route[-1])))
        return Span(*places[:2]), Span(*places[2:4])


_ENDS = ("line", "column", "line", "column")
"""The four numbers that all places begin with."""
