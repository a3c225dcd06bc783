"""Where something stands in a file: by its keys, or by its line and column."""

from __future__ import annotations

from levelctl.record import Record

Route = tuple[str | int, ...]
"""The keys and indexes that lead from a document's top to a node: ``("levels", "P2", "pay")``."""


class Span(Record, order=True):
    """A place in a text, counted from one as editors do."""

    line: int = 1
    column: int = 1


class Mention(Record):
    """A name in a file that other files are held against, and where it stands."""

    text: str
    span: Span
    end: Span
    """The first place behind it."""
