"""
Merges a file of an overlay over that of the canon below.

A mapping merges and any other value replaces. A list replaces, too, unless the overlay has a
mapping with nothing but *add* and *remove* in its place. Figures of pay merge with those of the
same place and kind. A mapping with ``hide: true`` takes away what is in its place, and so does
null. Nothing here is validated: the merged file is, as if somebody had written it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from levelctl.canon.nodes import Node
from levelctl.canon.same_figure import MOST, NAMED_BY, same_figure
from levelctl.diagnostics import Route, Span
from levelctl.record import Record

HIDE = "hide"
IS = "is"
LIST_CHANGES = frozenset(("add", "remove"))

OverrideKind = Literal[
    "replaced", "same", "added", "listed", "hidden", "renamed", "moved", "orphaned", "unmatched"
]


class Override(Record):
    """What an overlay does at one place of the canon below."""

    kind: OverrideKind
    """
    Replaces a value, replaces it with the same one, adds a key, changes a list, takes something
    away, renames a level, changes what title words mean, takes the aliases of a profile along, or
    does something to what the canon below does not have.
    """
    route: Route
    """The route in the merged file; of what was taken away, in the file below."""
    span: Span
    """The place in the overlay; see `levelctl.canon.layers`."""
    end: Span
    what: str = ""
    """What is not there, if it is unmatched; what a renamed level is, or what words mean now."""
    below: Any = None
    """The value below that is replaced, changed or taken away, or the words or aliases."""


class LevelChanges(Record):
    """What a layer changes of the levels of the layers below."""

    renamed: dict[str, str] = {}  # noqa: RUF012 - each record has its own
    """The new code by the old one."""
    hidden: dict[str, str | None] = {}  # noqa: RUF012 - likewise
    """By the code of a level that is taken away, the nearest one of its track that is kept."""
    above: dict[str, str | None] = {}  # noqa: RUF012 - likewise
    """By the code of a level that is taken away, the next one of its track that is kept."""

    def applied(self, levels: dict[str, Any]) -> dict[str, Any]:
        """Return *levels*, by their codes below, by their codes here."""
        return {
            self.renamed.get(code, code): level
            for code, level in levels.items()
            if code not in self.hidden
        }

    def code(self, code: str) -> str | None:
        """Return which level a reference to *code* below means here; None if there is none."""
        return self.hidden[code] if code in self.hidden else self.renamed.get(code, code)


LevelFault = tuple[Route, str]
"""The route of a level's key in ladder.yaml, and what is wrong with it."""


def level_changes(
    below: dict[str, Any], own: dict[str, Any], tracks: object = None
) -> tuple[LevelChanges, tuple[LevelFault, ...]]:
    """
    Return what *own*, the levels in a layer's ladder.yaml, change of the levels *below* it.

    >>> below = {"P1": {"track": "P"}, "P2": {"track": "P"}}
    >>> level_changes(below, {"L2": {"is": "P2"}, "P1": {"hide": True}})[0]
    LevelChanges(renamed={'P2': 'L2'}, hidden={'P1': 'L2'}, above={'P1': 'L2'})

    A track that *tracks*, those of the layer, take away takes its levels along. What is at fault is
    left out of the changes.
    """
    gone = taken_away(tracks)
    moved = {level.get(IS) or code for code, level in own.items() if isinstance(level, dict)}
    hidden = [
        code
        for code, level in below.items()
        if (code in own and takes_away(own[code])) or (_track(level) in gone and code not in moved)
    ]
    renamed: dict[str, str] = {}
    faults: list[LevelFault] = []
    for code, level in own.items():
        old = level.get(IS) if isinstance(level, dict) else None
        if old is None:
            continue
        fault = _rename_fault(code, old, below, own, renamed)
        if fault:
            faults.append((("levels", code, IS), fault))
        else:
            renamed[old] = code
    kept = [code for code in below if code not in hidden]
    tracks = {code: _track(level) for code, level in below.items()}
    nearest = {code: _nearest(code, [*below], kept, tracks) for code in hidden}
    above = {code: _next([*below], code, kept, tracks) for code in hidden}

    def here(codes: dict[str, str | None]) -> dict[str, str | None]:
        return {code: other and renamed.get(other, other) for code, other in codes.items()}

    return LevelChanges(renamed, here(nearest), here(above)), tuple(faults)


def _rename_fault(
    code: str, old: Any, below: dict[str, Any], own: dict[str, Any], renamed: dict[str, str]
) -> str:
    """Return why the level *code* of a layer cannot be *old*, a level below it."""
    if not isinstance(old, str) or old not in below:
        return f"{old} is not a level of the canon below; {IS} expects the code of one"
    if old in renamed:
        return f"{old} is {renamed[old]} already; one level cannot be two"
    if takes_away(own[code]):
        return f"{code} is taken away here, too; a level cannot be both"
    if old in own and takes_away(own[old]):
        return f"{old} is taken away here; a level cannot be both"
    moved = {each.get(IS) for each in own.values() if isinstance(each, dict)}
    taken = code in below and code != old and code not in moved
    return f"{code} is a level of the canon below; rename or choose another code" if taken else ""


def takes_away(value: Any) -> bool:
    """Return whether *value*, in place of one below, takes that away."""
    return value is None or (isinstance(value, dict) and value.get(HIDE) is True)


def taken_away(things: object) -> set[str]:
    """Return the keys of the mapping *things* that it takes away; none of anything else."""
    return (
        {key for key, value in things.items() if takes_away(value)}
        if isinstance(things, dict)
        else set()
    )


def _track(level: Any) -> Any:
    return level.get("track") if isinstance(level, dict) else None


def _nearest(code: str, levels: list[str], kept: list[str], tracks: dict[str, Any]) -> str | None:
    """Return the one of the *kept* levels of the track of *code* that is nearest, or lower."""
    place = levels.index(code)
    same = [each for each in kept if tracks[each] == tracks[code]]
    return min(same, key=lambda each: abs(levels.index(each) - place), default=None)


def _next(levels: list[str], code: str, kept: list[str], tracks: dict[str, Any]) -> str | None:
    """Return the first of the *kept* levels of the track of *code* after it."""
    after = levels[levels.index(code) + 1 :]
    return next((each for each in after if each in kept and tracks[each] == tracks[code]), None)


def mapping(node: Node, parts: dict[str, tuple[Span, Node]]) -> Node:
    """Return *node* as a mapping with *parts*, each with the place of its key."""
    values: dict[str | int, Node] = {key: part for key, (_, part) in parts.items()}
    return Node(
        {key: part.value for key, part in values.items()},
        node.span,
        node.end,
        values,
        {key: span for key, (span, _) in parts.items()},
    )


def parts_of(node: Node) -> dict[str, tuple[Span, Node]]:
    """Return the parts of the mapping *node*, each with the place of its key."""
    return {key: (span, node.parts[key]) for key, span in node.keys.items()}


class Merger:
    """Merges nodes, and collects the *overrides* and the *faults* of changes to lists."""

    def __init__(self) -> None:
        self.overrides: list[Override] = []
        self.faults: list[tuple[tuple[Span, Span], str, str]] = []
        """The start and end of each, a message and a hint."""

    def note(
        self,
        kind: OverrideKind,
        route: Route,
        at: tuple[Span, Span],
        what: str = "",
        below: Any = None,
    ) -> None:
        self.overrides.append(Override(kind, route, *at, what, below))

    def merge(self, below: Node | None, over: Node, route: Route = ()) -> Node:
        """Return *over* merged over *below*, which both are at *route* in their files."""
        if isinstance(over.value, dict):
            if _changes_list(below, over):
                return self.listed(below, over, route)
            if _is_figure(below, over, route):
                return self.figures(below, over, route)
            if below is None or isinstance(below.value, dict):
                return self.mapped(below, over, route)
            if isinstance(below.value, list) and over.value:
                self.faults += _list_faults(over, str(route[-1]) if route else "")
        if _is_figure(below, over, route):
            return self.figures(below, over, route)
        if below is not None:
            kind: OverrideKind = "same" if _equal(below.value, over.value) else "replaced"
            if kind == "same" and _names_figure(route):
                return over
            self.note(kind, route, (over.span, over.end), below=below.value)
        return over

    def mapped(self, below: Node | None, over: Node, route: Route) -> Node:
        """Return the mapping *over* merged over *below*; a new key follows the one before it."""
        parts = parts_of(below) if below is not None else {}
        order = [*parts]
        last: str | None = None
        for key, (span, node) in parts_of(over).items():
            if key == HIDE and node.value is False:
                continue
            there = parts[key][1] if key in parts else None
            if takes_away(node.value) and not _hides_figure(there, node, (*route, key)):
                self.take_away(parts, key, (*route, key), (span, node.end))
                continue
            if key not in order:
                order.insert(order.index(last) + 1 if last in order else len(order), key)
                if below is not None:
                    self.note("added", (*route, key), (span, node.end))
            parts[key] = span, self.merge(there, node, (*route, key))
            last = key
        return mapping(over, {key: parts[key] for key in order if key in parts})

    def figures(self, below: Node | None, over: Node, route: Route) -> Node:
        """Return the figures of pay *over*, each merged over its own of *below*, then the rest."""
        rest = _figures(below)
        merged: list[Node] = []
        for figure in _figures(over):
            place = same_figure(figure.value, [each.value for each in rest])
            old = rest.pop(place) if place is not None else None
            if takes_away(figure.value):
                kind: OverrideKind = "unmatched" if old is None else "hidden"
                named = _named({key: each for key, each in figure.value.items() if key != HIDE})
                at = figure.span, figure.end
                self.note(kind, route, at, named, below=old.value if old else None)
                continue
            if old is None:
                self.note("added", (*route, len(merged)), (figure.span, figure.end))
            merged.append(self.mapped(old, figure, (*route, len(merged))))
        return _list(over, [*merged, *rest])

    def take_away(
        self,
        parts: dict[str, tuple[Span, Node]],
        key: str,
        route: Route,
        at: tuple[Span, Span],
    ) -> None:
        """Take *key* out of *parts*."""
        if key in parts:
            self.note("hidden", route, at, below=parts.pop(key)[1].value)
        else:
            self.note("unmatched", route, at, str(key))

    def listed(self, below: Node | None, over: Node, route: Route) -> Node:
        """Return the list *below* without what *over* removes, and with what it adds."""
        items = [*below.parts.values()] if below is not None else []
        for wanted in _items(over, "remove"):
            kept = [item for item in items if not _is_meant(item.value, wanted.value)]
            if len(kept) == len(items):
                self.note("unmatched", route, (wanted.span, wanted.end), _named(wanted.value))
            items = kept
        for item in _items(over, "add"):
            if any(_equal(each.value, item.value) for each in items):
                self.note("same", route, (item.span, item.end))
            else:
                items.append(item)
        if below is not None:
            self.note("listed", route, (over.span, over.end), below=below.value)
        return _list(over, items)


def _list(over: Node, items: list[Node]) -> Node:
    """Return *items* as a list in the place of *over*."""
    return Node([item.value for item in items], over.span, over.end, dict(enumerate(items)), {})


def _is_figure(below: Node | None, over: Node, route: Route) -> bool:
    """Return whether *over* is pay with figures, of which it or *below* has a list."""
    is_pay = len(route) == len(_PAY) and (route[0], route[-1]) == (_PAY[0], _PAY[-1])
    both = (below, over) if below is not None and is_pay else ()
    return any(isinstance(each.value, list) for each in both) and all(
        len(_figures(each)) <= MOST and all(isinstance(one.value, dict) for one in _figures(each))
        for each in both
    )


def _names_figure(route: Route) -> bool:
    """Return whether the value at *route* says which of several figures below is meant."""
    head, keys = route[: len(_PAY)], route[len(_PAY) :]
    is_pay = (head[:1], head[-1:]) == (_PAY[:1], _PAY[-1:])
    return is_pay and (keys in _NAMES or keys[1:] in _NAMES)


def _hides_figure(below: Node | None, over: Node, route: Route) -> bool:
    """Return whether *over* takes away one of the figures *below*, and not all of them."""
    return _is_figure(below, over, route) and not {*over.value}.isdisjoint(NAMED_BY)


_PAY = ("levels", "CODE", "pay")
"""The route of the pay of a level."""

_NAMES = tuple((key,) for key in (*NAMED_BY, "as_of"))


def _figures(pay: Node | None) -> list[Node]:
    if pay is None:
        return []
    return [*pay.parts.values()] if isinstance(pay.value, list) else [pay]


def _changes_list(below: Node | None, over: Node) -> bool:
    """Return whether *over* changes the list *below*, or begins one."""
    return (
        over.value.keys() <= LIST_CHANGES
        and bool(over.value)
        and all(isinstance(value, list) for value in over.value.values())
        and (below is None or isinstance(below.value, list))
    )


def _list_faults(over: Node, name: str) -> Iterator[tuple[tuple[Span, Span], str, str]]:
    """Yield why the mapping *over* does not change the list *name*."""
    from levelctl.suggest import did_you_mean  # only a fault needs it

    for key, (span, part) in parts_of(over).items():
        if key not in LIST_CHANGES:
            end = Span(span.line, span.column + len(key))
            message = f"{name} is a list below, and {key!r} is none of its changes: add, remove"
            yield (span, end), message, did_you_mean(key, sorted(LIST_CHANGES))
        elif not isinstance(part.value, list):
            message = f"{key} of {name} is no list; expected a list of what to {key}"
            yield (part.span, part.end), message, f"put brackets around it: {key}: […]"


def _items(over: Node, key: str) -> Iterator[Node]:
    if key in over.parts:
        yield from over.parts[key].parts.values()


def _equal(a: Any, b: Any) -> bool:
    """Return whether two values are the same; to Python, true is 1."""
    return type(a) is type(b) and bool(a == b)


NAMES = ("slug", "title", "name", "text", "scheme", "skill", "license")
"""The keys that name an item of a list."""


def _is_meant(item: Any, wanted: Any) -> bool:
    """Return whether *wanted* means *item* of a list: the same, its name, or some of its keys."""
    if isinstance(item, dict) and isinstance(wanted, dict):
        return bool(wanted) and all(item.get(key) == value for key, value in wanted.items())
    if isinstance(item, dict) and isinstance(wanted, str):
        return wanted in (item.get(key) for key in NAMES)
    return _equal(item, wanted)


def _named(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {each}" for key, each in value.items())
    return str(value)
