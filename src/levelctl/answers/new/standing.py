"""Tells where the texts of a newer source stand in a canon that people have edited, if they do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from levelctl.canon import source
from levelctl.diagnostics import Route, route_text
from levelctl.ladders.report import ReportedItem
from levelctl.ladders.writing import ImportedFiles
from levelctl.record import replace

EDITED = "your own lines stand there"


def replaced(
    items: Sequence[ReportedItem], made: ImportedFiles, whole: Mapping[str, str]
) -> Iterator[ReportedItem]:
    """
    Yield *items* with their places in the canon of the files *whole*; those not there left out.

    *made* are the files as the source alone gives them.
    """
    files = {file: _MergedFile(text, whole.get(file, "")) for file, text in made.files.items()}
    stands: dict[tuple[str, str], dict[str, None]] = {}
    for landing in made.landings:
        found = stands.setdefault((landing.origin.place, landing.origin.text), {})
        route = files[landing.file].route_of(landing.route)
        if route is not None:
            found.setdefault(f"{landing.file}: {route_text(route)}")
    for item in items:
        at = stands.get((item.place, item.text))
        if at is None or item.outcome == "left out":
            yield item
        elif at:
            yield replace(item, at=tuple(at))
        else:
            yield replace(item, outcome="left out", note=EDITED, at=())


class _MergedFile:
    """A file as the source alone gives it, and as it is with what people edited."""

    def __init__(self, made: str, whole: str) -> None:
        self.same = made == whole
        self.made = None if self.same else _top(made)
        self.whole = None if self.same else _top(whole)
        self.routes: dict[tuple[Route, str], Route] = {}
        self.by_text: dict[str, Route] = {}
        for route, value in _values(self.whole):
            text = _text(value)
            if text is not None:
                self.routes.setdefault((_without_numbers(route), text), route)
                self.by_text.setdefault(text, route)

    def route_of(self, route: Route) -> Route | None:
        """Return where the value at *route* of the source's file is now; None if it is not."""
        if self.same:
            return route
        text, now = _text(_value(self.made, route)), _value(self.whole, route)
        if text is None:
            return route if now is not None else None
        if _text(now) == text:
            return route
        return self.routes.get((_without_numbers(route), text)) or self.by_text.get(text)


def _top(text: str) -> object:
    try:
        return source.parse(text).top.value
    except source.SourceError:  # `check` tells what is wrong
        return None


def _text(value: object) -> str | None:
    """Return what tells *value* from others beside it: itself, or the text of a responsibility."""
    if isinstance(value, dict):
        value = value.get("text")
    return value if isinstance(value, str) else None


def _without_numbers(route: Route) -> Route:
    return tuple("" if isinstance(key, int) else key for key in route)


def _value(tree: object, route: Route) -> object:
    for key in route:
        items = enumerate(tree) if isinstance(tree, list) else ()
        tree = (tree if isinstance(tree, dict) else dict(items)).get(key)
    return tree


def _values(tree: object, route: Route = ()) -> Iterator[tuple[Route, object]]:
    """Yield each value in *tree*, those above before those below, with the way to it."""
    yield route, tree
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _values(value, (*route, key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from _values(value, (*route, index))
