"""
Writes values as the YAML of a canon, and notes where each text of a source went.

The YAML is plain: block mappings and lists, short texts on their line, long ones folded below it.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from levelctl.diagnostics import Route
from levelctl.ladders.records import Origin, Quote

WIDTH = 98
"""The most columns of a folded line."""


class Placed(NamedTuple):
    """A value whose place in the file says what *origins* say."""

    value: object
    origins: tuple[Origin, ...]


class Landing(NamedTuple):
    """Where an item of the source is in the canon."""

    origin: Origin
    file: str
    route: Route
    change: str = ""
    """What was changed; empty if only white space was."""
    merged: Origin | None = None
    """The item that says the same, with which this one was merged."""


def landings(file: str, tree: object, route: Route = ()) -> Iterator[Landing]:
    """Yield where the items of a source are in *tree*, the value of *file*."""
    match tree:
        case Placed():
            yield from (Landing(origin, file, route) for origin in tree.origins)
            yield from landings(file, tree.value, route)
        case Quote():
            for origin in tree.origins[:1]:
                yield Landing(origin, file, route, tree.change)
            for origin in tree.origins[1:]:
                merged = None if tree.joined else tree.origins[0]
                yield Landing(origin, file, route, merged=merged)
        case dict():
            for key, value in tree.items():
                yield from landings(file, value, (*route, key))
        case list():
            for index, value in enumerate(tree):
                yield from landings(file, value, (*route, index))


def write(tree: dict[str, object]) -> str:
    """Return *tree* as YAML."""
    return "".join(f"{line}\n" for line in _mapping(tree, 0))


def _mapping(tree: dict[str, object], indent: int) -> Iterator[str]:
    for key, value in tree.items():
        yield from _entry(f"{' ' * indent}{_key(key)}:", value, indent)


def _list(items: Sequence[object], indent: int) -> Iterator[str]:
    start = f"{' ' * indent}-"
    for item in items:
        value = _bare(item)
        if isinstance(value, dict) and value:
            lines = [*_mapping(value, indent + 2)]
            yield f"{start} {lines[0].lstrip()}"
            yield from lines[1:]
        else:
            yield from _entry(start, value, indent)


def _entry(start: str, value: object, indent: int) -> Iterator[str]:
    """Yield the lines of *value* behind *start*: a key or a dash."""
    match _bare(value):
        case dict() as mapping if mapping:
            yield start
            yield from _mapping(mapping, indent + 2)
        case list() as items if items:
            yield start
            yield from _list(items, indent + 2)
        case dict():
            yield f"{start} {{}}"
        case list():
            yield f"{start} []"
        case str() as text:
            yield from _text(start, text, indent)
        case bool() as flag:
            yield f"{start} {'true' if flag else 'false'}"
        case float() as number:
            yield f"{start} {int(number) if number.is_integer() else number}"
        case other:
            yield f"{start} {other}"


def _bare(value: object) -> object:
    while isinstance(value, Placed | Quote):
        value = value.value if isinstance(value, Placed) else value.text
    return value


def _text(start: str, text: str, indent: int) -> Iterator[str]:
    inline = f"{start} {scalar(text)}"
    if len(inline) <= WIDTH or " " not in text:
        yield inline
        return
    yield f"{start} >-"
    space = " " * (indent + 2)
    lines = textwrap.wrap(text, WIDTH - len(space), break_long_words=False, break_on_hyphens=False)
    yield from (space + line for line in lines)


_PLAIN = re.compile(r"[^\W\d_](?!.*(?:: | #|:$))[^\x00-\x1f\\\"]*", re.DOTALL)
_PLAIN_KEY = re.compile(r"[A-Za-z][\w.-]*")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
"""Words that some YAML parsers do not read as text."""


def scalar(text: str) -> str:
    """
    Return *text*, a line, as a YAML value: plain if every parser reads it as text, else in quotes.

    >>> [scalar(text) for text in ("Plan: one", "Plans the work; it's done", "2.10", "no")]
    ['"Plan: one"', "Plans the work; it's done", '"2.10"', '"no"']
    """
    plain = _PLAIN.fullmatch(text) and text.casefold() not in _WORDS and text == text.strip()
    return text if plain else json.dumps(text, ensure_ascii=False)


def _key(text: str) -> str:
    plain = _PLAIN_KEY.fullmatch(text) and text.casefold() not in _WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)
