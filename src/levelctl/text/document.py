"""What a reader sees, in no particular format: headings, facts, lists, tables of styled text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from levelctl.record import Record

Style = Literal[
    "plain",
    "strong",
    "muted",
    "code",
    "mark",
    "good",
    "bad",
    "changed",
    "error",
    "warning",
    "note",
]
"""
The role of a run of text. *mark* is for what the page is about, *changed* for what differs, and
the last three for the severity of a finding.
"""


class Run(Record):
    """A run of text in one style; not yet safe to print."""

    text: str
    style: Style = "plain"


Text = tuple[Run, ...]


def text(content: str, style: Style = "plain") -> Text:
    return (Run(content, style),)


NOT_KNOWN = text("not known", "muted")
"""The text for a value that the canon does not have."""


def known(content: str | None, style: Style = "plain") -> Text:
    """Return *content* as text, or `NOT_KNOWN` if there is none."""
    return text(content, style) if content else NOT_KNOWN


def joined(parts: Iterable[Text], separator: str) -> Text:
    """Return *parts* as one text with *separator*, muted, between them."""
    runs: list[Run] = []
    for part in parts:
        runs += [Run(separator, "muted"), *part] if runs else part
    return tuple(runs)


def bare(value: Text) -> str:
    """Return the text of *value* without styles."""
    return "".join(run.text for run in value)


class Heading(Record):
    text: Text
    depth: int = 2
    """1 for the title of the document, 2 for a section, 3 below that."""


class Paragraph(Record):
    text: Text


class Bullets(Record):
    items: tuple[Text, ...]
    below: tuple[tuple[Text, ...], ...] = ()
    """The lines below each item; empty if no item has any."""


class Facts(Record):
    """Labels with their values, one per line."""

    pairs: tuple[tuple[str, Text], ...]


TextLines = tuple[Text, ...]
"""A cell of a table: one text, a list of several, or none."""


class Column(Record):
    heading: Text
    least: int = 0
    """The least width in which its prose is readable, in terminal columns; 0 for short values."""


class TableRow(Record):
    cells: tuple[TextLines, ...]
    shown: bool = False
    """Whether it is the row that the page is about."""


class Table(Record):
    """Rows under headings. If it does not fit, rows are stacked under their first cells."""

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]


class Branch(Record):
    """A line of a tree with the branches below it."""

    text: Text
    branches: tuple[Branch, ...] = ()


class Tree(Record):
    branches: tuple[Branch, ...]


class Commands(Record):
    """Commands that a reader may want to run next."""

    lines: tuple[str, ...]


class Sample(Record):
    """Lines of a file, to be copied as they are."""

    language: str
    """The language of the file: *yaml*."""
    lines: tuple[str, ...]


class Excerpt(Record):
    """A line of a file with a marked part."""

    number: int
    """The number of the line, counted from one."""
    line: str
    column: int
    """The column at which the marked part begins, counted from one."""
    length: int
    """The number of marked characters in this line, at least one."""

    @property
    def parts(self) -> tuple[str, str, str]:
        """The line before, inside and after the marked part."""
        start, end = self.column - 1, self.column - 1 + self.length
        return self.line[:start], self.line[start:end], self.line[end:]


class Remark(Record):
    """A message about a place in a file, with details indented below it."""

    text: Text
    excerpt: Excerpt | None = None
    """The place, only drawn on a terminal: readers of a pipe or a page have the file."""
    details: tuple[Text, ...] = ()


Block = Heading | Paragraph | Bullets | Facts | Table | Tree | Commands | Sample | Remark

Document = tuple[Block, ...]

TableRows = Iterator[Sequence[str]]
"""A result as rows of cells, the header first; not yet safe to print."""
