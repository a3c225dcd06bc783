"""What a reader sees, free of any format: headings, facts, lists and tables of styled text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Style = Literal["plain", "strong", "muted", "code", "mark", "good", "bad", "changed"]
"""What a run of text is; *mark* is what the page is about, *changed* what differs."""


@dataclass(frozen=True, slots=True)
class Run:
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


@dataclass(frozen=True, slots=True)
class Heading:
    text: Text
    depth: int = 2
    """1 for the title of the document, 2 for a section, 3 below that."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values, a line each."""

    pairs: tuple[tuple[str, Text], ...]


Lines = tuple[Text, ...]
"""A table's cell: one text, or a list of several, or none."""


@dataclass(frozen=True, slots=True)
class Column:
    heading: Text
    least: int = 0
    """The columns of a terminal below which prose cannot be read; 0 for a short value."""


@dataclass(frozen=True, slots=True)
class TableRow:
    cells: tuple[Lines, ...]
    shown: bool = False
    """Whether it is the row that the page is about."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; where it does not fit it is stacked, headed by the first cell."""

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of a tree with what hangs from it."""

    text: Text
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Commands:
    """Commands that a reader may want next."""

    lines: tuple[str, ...]


Block = Heading | Paragraph | Bullets | Facts | Table | Tree | Commands

Document = tuple[Block, ...]
