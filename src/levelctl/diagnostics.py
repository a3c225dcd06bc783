"""Defines diagnostics: the errors, warnings and notes about a canon, each with its place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Literal

from levelctl.record import Record, replace
from levelctl.text.paths import path_of_text, with_slashes
from levelctl.text.safe import shown_on_a_line

RELATED = 6
"""The most related places that a text shows; machines get all of them."""

Route = tuple[str | int, ...]
"""The keys and indexes from the top of a document to a value: ``("levels", "P2", "pay")``."""


def route_text(route: Route) -> str:
    """
    Return *route* as people write it.

    >>> route_text(("levels", "P4", "responsibilities", 0))
    'levels.P4.responsibilities[0]'
    """
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in route)
    return text.removeprefix(".")


class Span(Record, order=True):
    """A place in a text. Lines and columns count from 1, as in editors."""

    line: int = 1
    column: int = 1


class LocatedText(Record):
    """A text in a file with its place."""

    text: str
    span: Span
    end: Span
    """The first place after it."""


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    def reaches(self, threshold: Severity) -> bool:
        """
        Return whether this severity is at or above *threshold*.

        >>> Severity.WARNING.reaches(Severity.NOTE), Severity.WARNING.reaches(Severity.ERROR)
        (True, False)
        """
        highest_first = [*Severity]
        return highest_first.index(self) <= highest_first.index(threshold)


class Related(Record):
    """Another place that a diagnostic is about, with a message."""

    path: str
    span: Span
    message: str

    def __str__(self) -> str:
        return shown_on_a_line(f"{_place(self.path, self.span)}: {self.message}")


class Fix(Record):
    """A safe fix of a finding, as a change to the value of a file."""

    action: Literal["substitute", "quote", "drop"]
    """Replace every *old* in a text by *new*, turn a number or bool into text, or drop an item."""
    route: Route
    """The value to change."""
    old: str = ""
    new: str = ""


class Diagnostic(Record):
    """
    One error, warning or note about a place in a canon.

    >>> print(Diagnostic("ladder.yaml", Span(3, 9), "rank is missing", rule="schema"))
    ladder.yaml:3:9: error rank is missing (schema)
    """

    KEYS = (("fix", "mend"),)

    path: str
    span: Span
    message: str
    rule: str
    """The name of the rule, such as *syntax*, *schema* or *reference*."""
    severity: Severity = Severity.ERROR
    related: tuple[Related, ...] = ()
    hint: str = ""
    end: Span | None = None
    """The first place after the reported text; None if only its start is known."""
    fix: Fix | None = None

    def __str__(self) -> str:
        place = _place(self.path, self.span)
        return shown_on_a_line(f"{place}: {self.severity} {self.message} ({self.rule})")

    def lines(self) -> Iterator[str]:
        """Yield the lines of its text form: the message, then the indented details."""
        yield str(self)
        yield from (f"  {line}" for line in self.details())

    def details(self) -> Iterator[str]:
        """Yield the lines of its details: the first related places, and the hint."""
        yield from map(str, self.related[:RELATED])
        more = len(self.related) - RELATED
        if more > 0:
            yield f"and {more} more place{'s'[: more > 1]}"
        if self.hint:
            yield f"hint: {shown_on_a_line(self.hint)}"

    @property
    def last_line(self) -> int:
        """The last line of the reported text."""
        end = self.end or self.span
        return end.line - 1 if end.column == 1 and end.line > self.span.line else end.line

    def under(self, root: Path) -> Diagnostic:
        """
        Return this diagnostic with paths as the system knows them, joined to *root*.

        Its own paths are the texts of paths below *root*.
        """
        related = tuple(replace(place, path=_joined(root, place.path)) for place in self.related)
        return replace(self, path=_joined(root, self.path), related=related)


def _joined(root: Path, path: str) -> str:
    inner = path_of_text(path)
    if inner.startswith(("/", "\\")) or inner[1:2] == ":":  # a file of a canon below an overlay
        return with_slashes(PurePath(inner) if root.is_absolute() else _from_here(inner))
    return with_slashes(root / inner)


def _from_here(path: str) -> PurePath:
    """Return the absolute *path* as seen from the current folder, if it is near."""
    try:
        relative = PurePath(os.path.relpath(path))
    except (OSError, ValueError):  # the current folder is gone, or on another drive of Windows
        return PurePath(path)
    far = relative.parts[:2] == (os.pardir, os.pardir)
    return PurePath(path) if far else relative


def _place(path: str, span: Span) -> str:
    """Return a place in the form that editors accept: path, line and column."""
    return f"{path}:{span.line}:{span.column}"
