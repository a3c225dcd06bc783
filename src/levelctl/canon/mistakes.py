"""
What the author of an overlay most likely meant, before the merged file is validated.

A misspelled name in an overlay is a new thing to the merged file, so its errors would be what the
new thing lacks. These messages name the cause instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from levelctl.canon.codes import suggested
from levelctl.canon.files import FileKind
from levelctl.canon.merging import HIDE, IS, takes_away
from levelctl.canon.nodes import Node
from levelctl.canon.same_figure import figures_of, same_figure
from levelctl.diagnostics import Diagnostic, Route, Span
from levelctl.suggest import did_you_mean

LISTED = 12
"""The most names that a hint lists."""

FIGURES = ("low", "median", "high")
UNITS = ("currency", "period")
"""The keys of a pay that say what its `FIGURES` are in."""

_YES_OR_NO = ("yes", "no", "on", "off", "true", "false", "y", "n", "1", "0")
_HIDDEN = re.compile(r"hid\w{0,3}", re.IGNORECASE)


class _NamedPart(NamedTuple):
    """What a mapping of a file is made of."""

    noun: str
    needs: str
    """What a new one needs, in words."""
    key: str
    """The key that each new one needs, and few changes have."""


_NAMED_PARTS: dict[tuple[FileKind, str], _NamedPart] = {
    ("ladder", "levels"): _NamedPart("level", "a track and a name", "track"),
    ("ladder", "tracks"): _NamedPart("track", "a name and a summary", "name"),
    ("themes", "themes"): _NamedPart("theme", "a name", "name"),
    ("skills", "scale"): _NamedPart("step", "a name", "name"),
    ("skills", "groups"): _NamedPart("group", "a name", "name"),
    ("skills", "skills"): _NamedPart("skill", "a name and a summary", "name"),
    ("skills", "tools"): _NamedPart("tool", "a name", "name"),
    ("skills", "licenses"): _NamedPart("license", "a name and a kind", "name"),
    ("focus", "levels"): _NamedPart("level", "a status, a version and a region", "status"),
}

_NEW_FILES: dict[FileKind, str] = {
    "function": "a new function needs a code, a name, a family and a summary",
    "focus": "a new focus needs a code, a name, a summary and levels",
}


def mistakes(
    path: str, kind: FileKind, below: Node | None, own: Node, renamed: dict[str, str]
) -> Iterator[Diagnostic]:
    """
    Yield what is wrong with *own*, a layer's file *path*, in view of that *below* it.

    *renamed* are the new codes of levels by those that they have below.
    """
    yield from _of_hiding(path, own)
    if below is not None and kind == "focus":
        yield from _of_pay(path, below, own)
    if below is not None:
        for key in own.parts:
            thing = _NAMED_PARTS.get((kind, str(key)))
            if thing is not None:
                yield from _of_things(path, (thing, str(key)), below, own, renamed)


def _of_pay(path: str, below: Node, own: Node) -> Iterator[Diagnostic]:
    """Yield the faults of figures in another unit than those below that they keep parts of."""
    for level, profile in _mapping(own.value, "levels").items():
        pay = profile.get("pay") if isinstance(profile, dict) else None
        old = _mapping(_mapping(below.value, "levels"), level).get("pay")
        rest = [*figures_of(old)]
        for number, figure in enumerate(figures_of(pay)):
            place = same_figure(figure, rest)
            if place is not None:
                route = ("levels", level, "pay", *((number,) if isinstance(pay, list) else ()))
                yield from _of_figure(path, own, route, figure, rest.pop(place))


def _of_figure(
    path: str, own: Node, route: Route, figure: dict[str, Any], old: dict[str, Any]
) -> Iterator[Diagnostic]:
    missing = [key for key in FIGURES if key not in figure and key in old]
    for key in UNITS:
        if missing and key in figure and key in old and figure[key] != old[key]:
            start, end = own.extent((*route, key))
            message = (
                f"{key} is {figure[key]} here, and {old[key]} below, where {missing[0]} is from"
            )
            hint = f"give {', '.join(missing)}, too"
            yield Diagnostic(path, start, message, "reference", hint=hint, end=end)


def _mapping(value: Any, key: str) -> dict[str, Any]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def missing_below(path: str, kind: FileKind, own: Node, others: Iterable[str]) -> Diagnostic | None:
    """
    Return the fault of *own*, a file that no layer below has and that is not a whole one.

    *others* are the paths of the files below.
    """
    if kind not in _NEW_FILES or "code" in own.parts:
        return None
    hint = did_you_mean(path, others)
    return Diagnostic(
        path,
        own.span,
        f"the canon below has no {path}, and {_NEW_FILES[kind]}",
        "schema",
        hint=hint or "levelctl show NAME --origin tells the file of a focus below",
    )


def _of_hiding(path: str, node: Node) -> Iterator[Diagnostic]:
    """Yield the faults of what looks like `HIDE` in *node* and is not."""
    for key, part in node.parts.items():
        if key == HIDE and part.value in ([True], [False]):
            message = f"{HIDE} is a list; expected true or false"
            hint = "write true or false"
            yield Diagnostic(path, part.span, message, "schema", hint=hint, end=part.end)
        elif part.parts:
            yield from _of_hiding(path, part)
        elif isinstance(key, str) and key in node.keys and _is_yes_or_no(part.value):
            at = node.keys[key]
            if key == HIDE and not isinstance(part.value, bool):
                message = f"{HIDE} is {part.value!r}; expected true or false"
                yield Diagnostic(
                    path, part.span, message, "schema", hint="write true or false", end=part.end
                )
            elif key != HIDE and _HIDDEN.fullmatch(key):
                end = Span(at.line, at.column + len(key))
                yield Diagnostic(
                    path,
                    at,
                    f"unknown key {key!r}",
                    "unknown-key",
                    hint=f"did you mean {HIDE!r}?",
                    end=end,
                )


def _is_yes_or_no(value: Any) -> bool:
    return isinstance(value, bool) or str(value).casefold() in _YES_OR_NO


def _of_things(
    path: str, named: tuple[_NamedPart, str], below: Node, own: Node, renamed: dict[str, str]
) -> Iterator[Diagnostic]:
    """Yield the faults of things that are not below and are not whole ones."""
    thing, key = named
    there = below.value.get(key)
    node = own.parts[key]
    if not isinstance(there, dict) or not isinstance(node.value, dict):
        return
    for name, value in node.value.items():
        is_whole = (
            not isinstance(value, dict) or takes_away(value) or {IS, thing.key} & value.keys()
        )
        if name not in there and not is_whole:
            message = (
                f"the file below has no {thing.noun} {name}, and a new one needs {thing.needs}"
            )
            start, end = own.extent((key, name), key=True)
            hint = _hint(name, list(there), renamed if thing.noun == "level" else {})
            yield Diagnostic(path, start, message, "schema", hint=hint, end=end)


def _hint(name: str, known: list[str], renamed: dict[str, str]) -> str:
    if name in renamed:
        return f"its name here is {renamed[name]}"
    return suggested(name, known) or listed(known)


def listed(known: list[str]) -> str:
    """Return a hint that lists the names that are *known*."""
    more = f" and {len(known) - LISTED} more" if len(known) > LISTED else ""
    return f"it has: {', '.join(known[:LISTED])}{more}"
