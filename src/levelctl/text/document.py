"""What a reader sees, free of any format: headings, facts, lists and tables of styled text."""

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
What a run of text is; *mark* is what the page is about, *changed* what differs, and the last
three say how grave a fault is.
"""


class Run(Record):
    """A run of text in one style; not yet safe to print."""

    text: str
    style: Style = "plain"


Text = tuple[Run, ...]


def text(content: str, style: Style = "plain") -> Text:
    return (Run(content, style),)


NOT_KNOWN = text("not known", "muted")
"""What the canon does not hold."""


def known(content: str | None, style: Style = "plain") -> Text:
    """Return *content* as text, or the words for what is not known."""
    return text(content, style) if content else NOT_KNOWN


def joined(parts: Iterable[Text], separator: str) -> Text:
    """Return *parts* as one text with *separator*, muted, between them."""
    runs: list[Run] = []
    for part in parts:
        runs += [Run(separator, "muted"), *part] if runs else part
    return tuple(runs)


def bare(value: Text) -> str:
    """Return the words of *value* without their styles."""
    return "".join(run.text for run in value)


class Heading(Record):
    text: Text
    depth: int = 2
    """1 for the title of the document, 2 for a section, 3 below that."""


class Paragraph(Record):
    text: Text


class Bullets(Record):
    items: tuple[Text, ...]


class Facts(Record):
    """Labels with their values, a line each."""

    pairs: tuple[tuple[str, Text], ...]


TextLines = tuple[Text, ...]
"""A table's cell: one text, or a list of several, or none."""


class Column(Record):
    heading: Text
    least: int = 0
    """The columns of a terminal below which prose cannot be read; 0 for a short value."""


class TableRow(Record):
    cells: tuple[TextLines, ...]
    shown: bool = False
    """Whether it is the row that the page is about."""


class Table(Record):
    """Rows under headings; where it does not fit it is stacked, headed by the first cell."""

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]


class Branch(Record):
    """A line of a tree with what hangs from it."""

    text: Text
    branches: tuple[Branch, ...] = ()


class Tree(Record):
    branches: tuple[Branch, ...]


class Commands(Record):
    """Commands that a reader may want next."""

    lines: tuple[str, ...]


class Sample(Record):
    """Lines of a file as they stand, to be copied."""

    language: str
    """What the file is written in: *yaml*."""
    lines: tuple[str, ...]


class Excerpt(Record):
    """A line of a file with what is meant in it."""

    number: int
    """The line's, counted from one."""
    line: str
    column: int
    """Where what is meant begins, counted from one."""
    length: int
    """How many characters of it are in this line, at least one."""

    @property
    def parts(self) -> tuple[str, str, str]:
        """The line before, in and behind what is meant."""
        start, end = self.column - 1, self.column - 1 + self.length
        return self.line[:start], self.line[start:end], self.line[end:]


class Remark(Record):
    """What is said of a place in a file, with what belongs to it indented below."""

    text: Text
    excerpt: Excerpt | None = None
    """The place, drawn on a terminal alone: who reads a pipe or a page has the file."""
    details: tuple[Text, ...] = ()


Block = Heading | Paragraph | Bullets | Facts | Table | Tree | Commands | Sample | Remark

Document = tuple[Block, ...]

TableRows = Iterator[Sequence[str]]
"""A result as a table of one kind of thing, its headings first; not yet safe to print."""
