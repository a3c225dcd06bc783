"""What is wrong with a canon, as values: all of it, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Literal

from levelctl.record import Record, replace
from levelctl.text.safe import shown_on_a_line

Route = tuple[str | int, ...]
"""The keys and indexes that lead from a document's top to a node: ``("levels", "P2", "pay")``."""


class Span(Record, order=True):
    """A place in a text, counted from one as editors do."""

    line: int = 1
    column: int = 1


class LocatedText(Record):
    """A name in a file that other files are held against, and where it stands."""

    text: str
    span: Span
    end: Span
    """The first place behind it."""


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    def reaches(self, threshold: Severity) -> bool:
        """
        Tell whether it is as grave as *least*, or graver.

        >>> Severity.WARNING.reaches(Severity.NOTE), Severity.WARNING.reaches(Severity.ERROR)
        (True, False)
        """
        gravest_first = [*Severity]
        return gravest_first.index(self) <= gravest_first.index(threshold)


class Related(Record):
    """Another place that a diagnostic is about, and why."""

    path: str
    span: Span
    message: str

    def __str__(self) -> str:
        return shown_on_a_line(f"{_place(self.path, self.span)}: {self.message}")


class Fix(Record):
    """A safe way to put a fault right, in terms of the value that a file holds."""

    action: Literal["substitute", "quote", "drop"]
    """Put *new* for every *old* in a text, make text of a bare scalar, or leave out an item."""
    route: Route
    old: str = ""
    new: str = ""


class Diagnostic(Record):
    """
    One fault of a canon.

    >>> print(Diagnostic("ladder.yaml", Span(3, 9), "rank is missing", rule="schema"))
    ladder.yaml:3:9: error rank is missing (schema)
    """

    KEYS = (("fix", "mend"),)

    path: str
    span: Span
    message: str
    rule: str
    """The kind of fault, in words: *syntax*, *schema*, *reference*."""
    severity: Severity = Severity.ERROR
    related: tuple[Related, ...] = ()
    hint: str = ""
    end: Span | None = None
    """The first place behind what is wrong, where that is more than a point."""
    fix: Fix | None = None

    def __str__(self) -> str:
        place = _place(self.path, self.span)
        return shown_on_a_line(f"{place}: {self.severity} {self.message} ({self.rule})")

    def lines(self) -> Iterator[str]:
        """Yield it as lines: what is wrong and, indented, the related places and the hint."""
        yield str(self)
        yield from (f"  {each}" for each in self.details())

    def details(self) -> Iterator[str]:
        """Yield what belongs to it as lines: the related places and the hint."""
        yield from map(str, self.related)
        if self.hint:
            yield f"hint: {shown_on_a_line(self.hint)}"

    @property
    def last_line(self) -> int:
        """The last line that has a part of what is wrong."""
        end = self.end or self.span
        return end.line - 1 if end.column == 1 and end.line > self.span.line else end.line

    def under(self, root: Path) -> Diagnostic:
        """Return this diagnostic with its relative paths below *root*."""
        related = tuple(replace(each, path=str(root / each.path)) for each in self.related)
        return replace(self, path=str(root / self.path), related=related)


def _place(path: str, span: Span) -> str:
    """Return a place as editors take it: path, line and column."""
    return f"{path}:{span.line}:{span.column}"
