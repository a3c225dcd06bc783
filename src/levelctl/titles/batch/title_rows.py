"""The rows of a file of titles, and what a person says about how to read it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from levelctl.record import Record


class InputFormat(StrEnum):
    """The format of a file of titles."""

    LINES = "lines"
    CSV = "csv"
    TSV = "tsv"
    NDJSON = "ndjson"
    JSON = "json"
    XLSX = "xlsx"


class TitleRow(Record):
    """A title with the other columns of its row."""

    line: int
    """The line on which the row begins, counted from one."""
    title: str
    columns: dict[str, Any]
    """The other columns, in their order."""
    untrimmed: str = ""
    """The title as it is in the file, if there are spaces around it."""

    @property
    def given(self) -> str:
        """The title as it is in the file."""
        return self.untrimmed or self.title

    @property
    def is_blank(self) -> bool:
        """Whether the row has neither a title nor anything else, as that of a blank line."""
        return not (self.title or any(self.columns.values()))


class BadTitleRow(Record):
    """A row whose title cannot be read, and why; it comes in the place of its answer."""

    line: int
    reason: str
    """As that of a `BadRow`."""
    title: str
    """The title, as far as it is known, with escapes."""
    columns: dict[str, Any]
    """The other columns, as far as they are known."""


class Choice(Record):
    """What a person says about a file of titles."""

    column: str | None = None
    """The name of the column with the titles, or its number in a table without a heading."""
    delimiter: str | None = None
    skip: int = 0
    """How many lines to leave out at the start."""
    sheet: str | None = None
    """The name of the sheet in a workbook."""


Note = Callable[[str], None]
"""Receives what a person may want to know about how a file is read."""


def ignore(_: str) -> None:
    """Take no note."""
