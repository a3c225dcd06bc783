"""What is wrong with a canon, as values: all of it, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from levelctl.position import Span


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a diagnostic is about, and why."""

    path: Path
    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """
    One fault of a canon.

    >>> print(Diagnostic(Path("ladder.yaml"), Span(3, 9), "rank is missing", rule="schema"))
    ladder.yaml:3:9: error rank is missing (schema)
    """

    path: Path
    span: Span
    message: str
    rule: str
    """The kind of fault, in words: *syntax*, *schema*, *reference*."""
    severity: Severity = Severity.ERROR
    related: tuple[Related, ...] = ()
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.span.line}:{self.span.column}"
        return f"{place}: {self.severity} {self.message} ({self.rule})"
