"""
Values of a file with their places, and the places alone as numbers.

The numbers are cached beside the values, so that a file can be checked without parsing it again.
"""

from __future__ import annotations

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


Places = list[Any]
"""
Where a value stands, without the value: the line and column of its start and of its end.

A list goes on with the places of its parts, a mapping with those of its parts by key, each
behind the line and column of the key.
"""


def places_of(node: Node) -> Places:
    """
    Return the places in *node*, which JSON can hold.

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
    """A value with its *places*, to ask for as of a `Node`; built without the file's text."""

    value: Any
    places: Places

    def at(self, route: Route) -> Span:
        """Return the place of the part at *route*, or of its nearest existing parent."""
        return self.extent(route)[0]

    def extent(self, route: Route, *, key: bool = False) -> tuple[Span, Span]:
        """Return where what *route* leads to begins and where it has ended; see `Node.extent`."""
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
"""What all places begin with."""
